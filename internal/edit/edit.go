// Package edit changes texts in YAML files and in the front matter of pages, in place: an
// edit changes some bytes and leaves all others, comments and forms among them. It is made
// only if the YAML then says what it said before with just the difference that was meant;
// else it is [ErrByHand].
package edit

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// Document is a file whose YAML is edited: all of it, or its front matter.
type Document struct {
	text     []byte
	from, to int // the YAML
	eol      string

	// want, if not nil, is what the YAML is to say after edits that are checked together.
	want *decode.Node
}

// ErrByHand says that an edit cannot be made.
var ErrByHand = errors.New("it cannot be written without touching what stands beside it")

// New returns the document of a file; what is no .yaml file is a page.
func New(file string, text []byte) *Document {
	d := &Document{text: text, to: len(text), eol: "\n"}
	if bytes.Contains(text, []byte("\r\n")) {
		d.eol = "\r\n"
	}
	if bytes.HasPrefix(text, []byte("\uFEFF")) {
		d.from = len("\uFEFF")
	}
	if path.Ext(file) != ".yaml" {
		d.from, d.to = frontMatter(text)
	}
	return d
}

// frontMatter returns where the YAML of a page's front matter stands; nowhere where it
// has none.
func frontMatter(text []byte) (from, to int) {
	at, open := 0, 0
	for line := range bytes.Lines(text) {
		mark := string(bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\uFEFF"))))
		switch {
		case open > 0 && mark == "---":
			return open, at
		case open == 0 && mark == "---":
			open = at + len(line)
		case open == 0 && mark != "":
			return 0, 0
		}
		at += len(line)
	}
	return 0, 0
}

// tree returns what the YAML says, with the places of the file; nil where it cannot be
// read. Between edits that are checked together, it is what it is to say: an edit leaves
// all places before it as they are.
func (d *Document) tree() *decode.Node {
	if d.want != nil {
		return d.want
	}
	return d.read()
}

func (d *Document) read() *decode.Node {
	list := &diag.List{}
	padded := append(bytes.Repeat([]byte("\n"), bytes.Count(d.text[:d.from], []byte("\n"))), d.text[d.from:d.to]...)
	n := decode.YAML(list, "", padded)
	if list.Len(diag.Error) > 0 {
		return nil
	}
	return n
}

// offset returns where a place is in the text.
func (d *Document) offset(pos diag.Pos) int {
	at, line := 0, 1
	for ; line < pos.Line; line++ {
		at += bytes.IndexByte(d.text[at:], '\n') + 1
	}
	if line == 1 && bytes.HasPrefix(d.text, []byte("\uFEFF")) {
		at += len("\uFEFF")
	}
	col := 1
	for i := range string(d.text[at:]) {
		if col == pos.Col {
			return at + i
		}
		col++
	}
	return len(d.text)
}

// spot is a node with those that it stands in, from the root.
type spot struct {
	*decode.Node
	in []*decode.Node
}

// find returns the text, list or block of keys at a place.
func find(n *decode.Node, pos diag.Pos, mapping bool, in []*decode.Node) (spot, bool) {
	if n.Pos.Line == pos.Line && n.Pos.Col == pos.Col && (n.Kind == decode.Mapping) == mapping && n.Kind != decode.Null {
		return spot{n, in}, true
	}
	in = append(in[:len(in):len(in)], n)
	for _, e := range n.Entries {
		if s, ok := find(e.Value, pos, mapping, in); ok {
			return s, true
		}
	}
	for _, item := range n.Items {
		if s, ok := find(item, pos, mapping, in); ok {
			return s, true
		}
	}
	return spot{}, false
}

// isFlow reports whether a node stands in brackets.
func (d *Document) isFlow(s spot) bool {
	for _, n := range s.in {
		if d.opens(n) {
			return true
		}
	}
	return false
}

// opens reports whether a block or list is written in brackets.
func (d *Document) opens(n *decode.Node) bool {
	at := d.offset(n.Pos)
	return at < len(d.text) && (d.text[at] == '{' || d.text[at] == '[')
}

// indent returns how far the keys or items begin beside which a node stands.
func (s spot) indent() int { return s.in[len(s.in)-1].Pos.Col - 1 }

// Bytes returns the file as it is now.
func (d *Document) Bytes() []byte { return d.text }

// SetText writes a text of a record in a language: the place is that of the text, or of
// the block of all its languages. source is the language of a text that stands once.
func (d *Document) SetText(at diag.Pos, source, lang, value string) error {
	root := d.tree()
	if root == nil {
		return ErrByHand
	}
	if s, ok := find(root, at, true, nil); ok {
		if e, there := s.Get(lang); there {
			return d.replaceText(root, spot{e.Value, append(s.in, s.Node)}, value)
		}
		return d.addLanguage(root, s, lang, value)
	}
	s, ok := find(root, at, false, nil)
	if !ok || !s.IsScalar() || len(s.in) == 0 {
		return ErrByHand
	}
	from := d.offset(s.Pos)
	to, ok := d.scalarEnd(from, d.isFlow(s), s.indent())
	if !ok || strings.Contains(value+s.Value+string(d.text[from:to]), "\n") {
		return ErrByHand
	}
	with := fmt.Sprintf("{%s: %s, %s: %s}", source, scalar(s.Value, true, 0), lang, scalar(value, true, 0))
	old := *s.Node
	*s.Node = decode.Node{Kind: decode.Mapping, Entries: []decode.Entry{{Key: source, Value: &old}, {Key: lang, Value: textNode(value)}}}
	return d.replace(root, from, to, with)
}

// addLanguage adds a text to those that stand once per language.
func (d *Document) addLanguage(root *decode.Node, s spot, lang, value string) error {
	if len(s.Entries) == 0 {
		return ErrByHand
	}
	last := s.Entries[len(s.Entries)-1]
	flow := d.opens(s.Node)
	to, ok := d.scalarEnd(d.offset(last.Value.Pos), flow || d.isFlow(s), last.Pos.Col-1)
	if !ok || !last.Value.IsScalar() {
		return ErrByHand
	}
	with := ", " + lang + ": " + scalar(value, true, 0)
	if !flow {
		to = d.lineEnd(to)
		with = "\n" + strings.Repeat(" ", last.Pos.Col-1) + lang + ": " + scalar(value, false, last.Pos.Col-1)
	}
	s.Entries = append(s.Entries, decode.Entry{Key: lang, Value: textNode(value)})
	return d.replace(root, to, to, with)
}

// replaceText writes another text, or list of texts in brackets, in the place of one.
func (d *Document) replaceText(root *decode.Node, s spot, value string) error {
	from := d.offset(s.Pos)
	to, ok := d.scalarEnd(from, d.isFlow(s), s.indent())
	if !ok || !s.IsScalar() || len(s.in) == 0 {
		return ErrByHand
	}
	with := scalar(value, d.isFlow(s), s.indent())
	*s.Node = *textNode(value)
	return d.replace(root, from, to, with)
}

// SetKey writes a key of a page's front matter, at the end where it is not there.
func (d *Document) SetKey(key, value string) error {
	root := d.tree()
	if root == nil || d.to == 0 {
		return ErrByHand
	}
	e, there := root.Get(key)
	switch {
	case there && e.Value.IsScalar():
		return d.replaceText(root, spot{e.Value, []*decode.Node{root}}, value)
	case there && e.Value.Kind == decode.Sequence && d.opens(e.Value): // keywords: [a, b]
		from := d.offset(e.Value.Pos)
		end := bytes.IndexByte(d.text[from:d.to], ']')
		if end < 0 {
			return ErrByHand
		}
		*e.Value = *listNode(value)
		return d.replace(root, from, from+end+1, Value(key, value))
	case there:
		return ErrByHand
	}
	node := textNode(value)
	if key == keywords {
		node = listNode(value)
	}
	root.Entries = append(root.Entries, decode.Entry{Key: key, Value: node})
	return d.replace(root, d.to, d.to, key+": "+Value(key, value)+"\n")
}

// keywords is the one key of the front matter whose text is a list.
const keywords = "keywords"

// Value returns the value of a key of the front matter as it is written.
func Value(key, value string) string {
	if key != keywords {
		return scalar(value, false, 0)
	}
	var items []string
	for _, n := range listNode(value).Items {
		items = append(items, scalar(n.Value, true, 0))
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func textNode(value string) *decode.Node { return &decode.Node{Kind: decode.Text, Value: value} }

func listNode(value string) *decode.Node {
	n := &decode.Node{Kind: decode.Sequence}
	for item := range strings.SplitSeq(value, ",") {
		if item = strings.TrimSpace(item); item != "" {
			n.Items = append(n.Items, textNode(item))
		}
	}
	return n
}

// replace puts a text in the place of bytes, if the YAML then says what is wanted.
func (d *Document) replace(want *decode.Node, from, to int, with string) error {
	next := *d
	with = strings.ReplaceAll(with, "\n", d.eol)
	next.text = bytes.Join([][]byte{d.text[:from], []byte(with), d.text[to:]}, nil)
	next.to += len(with) - (to - from)
	if d.want == nil {
		if got := next.read(); got == nil || !got.Equal(want) {
			return ErrByHand
		}
	}
	*d = next
	return nil
}

// Together makes edits, from the end of the text to its beginning, and checks them at
// once. It reports false, and does nothing, if one cannot be made.
func (d *Document) Together(edits []func(*Document) error) bool {
	next := *d
	if next.want = d.read(); next.want == nil {
		return false
	}
	for _, e := range edits {
		if e(&next) != nil {
			return false
		}
	}
	if got := next.read(); got == nil || !got.Equal(next.want) {
		return false
	}
	*d = next
	d.want = nil
	return true
}
