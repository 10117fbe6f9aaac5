package decode

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"fishbowl/internal/diag"
)

// TOML reads a TOML document; dates and times become texts. It returns nil
// where the text cannot be read; that has then been reported.
func TOML(list *diag.List, file string, text []byte) *Node {
	r := tomlReader{list: list, file: file, text: text}
	root := r.read()
	if r.failed {
		return nil
	}
	if r.twice {
		return root // the library would tell of it once more
	}
	// The parser sees the grammar; what it makes no sense of (a table inside a
	// number) only the library's decoder sees. A date that does not exist is
	// left to whoever reads the field.
	var all map[string]any
	var e *toml.DecodeError
	if err := toml.Unmarshal(text, &all); errors.As(err, &e) && !strings.Contains(e.Error(), "impossible date") {
		line, col := e.Position()
		list.Errorf(diag.Pos{File: file, Line: line, Col: list.Column(file, line, col-1)}, "cannot be read as TOML: %s", strings.TrimPrefix(e.Error(), "toml: "))
		return nil
	}
	return root
}

type tomlReader struct {
	list *diag.List
	file string
	text []byte
	p    unstable.Parser

	failed bool // reported, and not to be read further
	twice  bool // a key stands twice, which has been reported
}

func (r *tomlReader) read() *Node {
	root := &Node{Kind: Mapping, Pos: diag.Pos{File: r.file, Line: 1, Col: 1}}
	table := root
	r.p.Reset(r.text)
	for r.p.NextExpression() {
		e := r.p.Expression()
		switch e.Kind {
		case unstable.Table:
			table = r.descend(root, e.Key(), false)
		case unstable.ArrayTable:
			table = r.descend(root, e.Key(), true)
		case unstable.KeyValue:
			r.keyValue(table, e)
		}
	}
	var fault *unstable.ParserError
	if errors.As(r.p.Error(), &fault) {
		at := diag.Pos{File: r.file}
		if len(fault.Highlight) > 0 {
			at = r.pos(r.p.Range(fault.Highlight))
		}
		message := fault.Message
		if m := tomlGot.FindStringSubmatch(message); m != nil {
			message = fmt.Sprintf("expected the end of the line, found %q", m[1])
		}
		r.list.Errorf(at, "cannot be read as TOML: %s", message)
		r.failed = true
	}
	return root
}

var tomlGot = regexp.MustCompile(`^expected newline but got U\+\w+ '(.)'`)

// keyValue adds a.b = value to a table.
func (r *tomlReader) keyValue(table *Node, e *unstable.Node) {
	keys := e.Key()
	var last *unstable.Node
	for keys.Next() {
		if last != nil {
			table = r.child(table, last, false)
		}
		k := *keys.Node()
		last = &k
	}
	at := r.pos(last.Raw)
	value := r.value(e.Value())
	if value.Pos.Line == 0 {
		value.Pos = at
	}
	if !(mapping{table, r.list}).add(Entry{Key: string(last.Data), Pos: at, Value: value}) {
		r.twice = true
	}
}

// descend returns the table below a path of keys.
func (r *tomlReader) descend(n *Node, keys unstable.Iterator, array bool) *Node {
	for keys.Next() {
		n = r.child(n, keys.Node(), array && keys.IsLast())
	}
	return n
}

// child returns the table below a key, made where it is not there yet; of an
// array of tables the last one, or with another true a new one.
func (r *tomlReader) child(n *Node, key *unstable.Node, another bool) *Node {
	at := r.pos(key.Raw)
	e, ok := n.Get(string(key.Data))
	if !ok {
		e = Entry{Key: string(key.Data), Pos: at, Value: &Node{Kind: Mapping, Pos: at}}
		if another {
			e.Value.Kind = Sequence
		}
		n.Entries = append(n.Entries, e)
	}
	if another {
		e.Value.Items = append(e.Value.Items, &Node{Kind: Mapping, Pos: at})
	}
	if e.Value.Kind == Sequence && len(e.Value.Items) > 0 {
		return e.Value.Items[len(e.Value.Items)-1]
	}
	return e.Value
}

func (r *tomlReader) value(v *unstable.Node) *Node {
	n := &Node{Kind: Text, Value: string(v.Data)}
	if v.Raw.Length > 0 {
		n.Pos = r.pos(v.Raw)
	}
	switch v.Kind {
	case unstable.Bool:
		n.Kind = Bool
	case unstable.Integer:
		n.Kind, n.Value = Int, strings.ReplaceAll(n.Value, "_", "")
	case unstable.Float:
		n.Kind, n.Value = Float, strings.ReplaceAll(n.Value, "_", "")
	case unstable.Array:
		n.Kind, n.Value = Sequence, ""
		for it := v.Children(); it.Next(); {
			n.Items = append(n.Items, r.value(it.Node()))
		}
	case unstable.InlineTable:
		n.Kind, n.Value = Mapping, ""
		for it := v.Children(); it.Next(); {
			r.keyValue(n, it.Node())
		}
	}
	if n.Pos.Line == 0 && len(n.Items) > 0 {
		n.Pos = n.Items[0].Pos // the library keeps no place for a bracket
	}
	return n
}

// pos turns a byte range into a place; the library counts columns in bytes.
func (r *tomlReader) pos(raw unstable.Range) diag.Pos {
	start := r.p.Shape(raw).Start
	begin := int(raw.Offset) - (start.Column - 1)
	col := utf8.RuneCount(r.text[max(begin, 0):raw.Offset]) + 1
	return diag.Pos{File: r.file, Line: start.Line, Col: col}
}
