package decode

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"fishbowl/internal/diag"
)

// YAML reads a file that holds one document. A file without content is an
// empty mapping. Anchors and aliases are followed within limits; merge keys
// (<<) and further documents are errors. It returns nil where the text cannot
// be read at all; that has then been reported.
func YAML(list *diag.List, file string, text []byte) *Node {
	loader, err := yaml.NewLoader(bytes.NewReader(text))
	if err != nil {
		panic(err) // only options can be wrong
	}
	var document yaml.Node
	switch err := loader.Load(&document); {
	case err == io.EOF:
		return &Node{Kind: Mapping, Pos: diag.Pos{File: file, Line: 1, Col: 1}}
	case err != nil:
		yamlFault(list, file, text, err)
		return nil
	}
	var second yaml.Node
	switch err := loader.Load(&second); {
	case err == nil:
		list.Errorf(diag.Pos{File: file, Line: second.Line, Col: second.Column}, "a second document begins here").
			WithHint("one file holds one document: remove the line ---, or put what follows into a file of its own")
		return nil
	case err != io.EOF:
		yamlFault(list, file, text, err)
		return nil
	}
	r := yamlReader{list: list, file: file, done: map[*yaml.Node]*Node{}, size: map[*Node]int{}, open: map[*yaml.Node]bool{}}
	root := r.read(document.Content[0])
	if r.failed || r.size[root] > aliasFactor*len(r.size)+aliasMinimum {
		if !r.failed {
			list.Errorf(diag.Pos{File: file}, "aliases (*name) in this file stand for %d values, more than is allowed", r.size[root]).
				WithHint("write the values out")
		}
		return nil
	}
	if root.Kind == Null { // comments only, or ~
		root = &Node{Kind: Mapping, Pos: root.Pos}
	}
	return root
}

// An alias bomb makes a small file stand for millions of values. A file may
// stand for aliasFactor times the values that are written in it.
const (
	aliasFactor  = 10
	aliasMinimum = 1000
)

// yamlReader turns nodes of the YAML library into ours. A node that aliases
// point at is read once and shared; size counts it as often as it is used.
type yamlReader struct {
	list   *diag.List
	file   string
	done   map[*yaml.Node]*Node
	size   map[*Node]int
	open   map[*yaml.Node]bool
	failed bool
}

func (r *yamlReader) pos(y *yaml.Node) diag.Pos {
	return diag.Pos{File: r.file, Line: y.Line, Col: y.Column}
}

func (r *yamlReader) read(y *yaml.Node) *Node {
	if y.Kind == yaml.AliasNode {
		if r.open[y.Alias] {
			r.list.Errorf(r.pos(y), "the alias *%s stands inside what it repeats", y.Value).WithHint("write the values out")
			r.failed = true
			return &Node{Pos: r.pos(y)}
		}
		return r.read(y.Alias)
	}
	if n, ok := r.done[y]; ok {
		return n
	}
	r.open[y] = true
	n := &Node{Pos: r.pos(y)}
	size := 1
	switch y.Kind {
	case yaml.ScalarNode:
		n.Kind, n.Value = scalarKind(y), y.Value
	case yaml.SequenceNode:
		n.Kind = Sequence
		for _, c := range y.Content {
			item := r.read(c)
			size += r.size[item]
			n.Items = append(n.Items, item)
		}
	case yaml.MappingNode:
		n.Kind = Mapping
		for i := 0; i+1 < len(y.Content); i += 2 {
			size += r.entry(n, y.Content[i], y.Content[i+1])
		}
		if y.Style&yaml.FlowStyle != 0 {
			splits(n.Entries)
		}
	}
	delete(r.open, y)
	r.done[y] = n
	r.size[n] = min(size, 1<<40) // a bomb does not overflow the count
	return n
}

func (r *yamlReader) entry(n *Node, key, value *yaml.Node) int {
	k := key
	if k.Kind == yaml.AliasNode {
		k = k.Alias
	}
	switch {
	case k.Tag == "!!merge":
		r.list.Errorf(r.pos(key), "merge keys (<<) are not allowed").WithHint("write the keys out, or give the whole value a name with & and repeat it with *")
		return 0
	case k.Kind != yaml.ScalarNode:
		r.list.Errorf(r.pos(key), "a key must be a word").WithHint("a text that begins with [ or { needs quotation marks")
		return 0
	}
	v := r.read(value)
	mapping{n, r.list}.add(Entry{Key: k.Value, Pos: r.pos(key), Value: v})
	return r.size[v]
}

func scalarKind(y *yaml.Node) Kind {
	switch y.Tag {
	case "!!null":
		return Null
	case "!!int":
		return Int
	case "!!float":
		return Float
	case "!!bool":
		return Bool
	}
	return Text // dates too: their forms are the fields' own
}

// yamlFault reports a text that is no YAML, in words for the author. The
// library's own words name tokens and productions.
func yamlFault(list *diag.List, file string, text []byte, err error) {
	var e *yaml.LoadError
	if !errors.As(err, &e) {
		list.Errorf(diag.Pos{File: file}, "cannot be read as YAML: %v", err)
		return
	}
	at := diag.Pos{File: file, Line: e.Mark.Line, Col: e.Mark.Column}
	start := diag.Pos{File: file, Line: e.ContextMark.Line, Col: e.ContextMark.Column}
	switch m := e.Message; {
	case blanklessAbove(list, text, at):
	case strings.Contains(m, "mapping values are not allowed") && firstColon(text, at):
		list.Errorf(at, "this line begins further in than the key above it, which has a value already").
			WithHint("begin the keys of one block in the same column; a text of several lines needs quotation marks, or | after the colon")
	case strings.Contains(m, "mapping values are not allowed"):
		list.Errorf(at, "a colon followed by a blank cannot stand inside a text").
			WithHint(`put the text in quotation marks, as in title: "Balint: the beginnings"`)
	case strings.Contains(m, "expected ',' or"):
		bracket, closing := "{", "}"
		if strings.HasSuffix(m, "']'") {
			bracket, closing = "[", "]"
		}
		list.Errorf(at, "the %s that opens here is not closed, or a comma is missing: %q does not fit", bracket, charAt(text, at)).
			WithAlso(start, "it opens here").
			WithHint("write %s at the end; a text that holds a colon or a comma needs quotation marks", closing)
	case strings.Contains(m, "tab character"), charAt(text, at) == "\t":
		list.Errorf(at, "a line cannot be indented with a tab").WithHint("use blanks")
	case strings.Contains(m, "unexpected end of stream"):
		list.Errorf(start, "the quotation mark that opens here is never closed").WithHint("close it, or use the other kind inside")
	case strings.Contains(m, "unknown anchor"):
		name := strings.Trim(strings.TrimSuffix(strings.TrimPrefix(m, "unknown anchor "), " referenced"), "'")
		list.Errorf(at, "the alias *%s has no anchor &%s before it", name, name).
			WithHint("a text that begins with * needs quotation marks")
	case strings.Contains(m, "cannot start any token"):
		list.Errorf(at, "a text cannot begin with %q", charAt(text, at)).WithHint("put it in quotation marks")
	case mismarked(list, text, at):
	case strings.Contains(m, "expected key"), strings.Contains(m, "expected '-' indicator"), strings.Contains(m, "expected ':'"):
		list.Errorf(at, "this line does not fit the lines above it").
			WithHint("check that keys of one block begin in the same column, that each has a colon and a blank after it, and that quotation marks are closed")
	default:
		list.Errorf(at, "cannot be read as YAML: %s", m)
	}
}

// lineAt returns a line of a text; lines count from 1.
func lineAt(text []byte, n int) string {
	lines := bytes.Split(text, []byte("\n"))
	if n < 1 || n > len(lines) {
		return ""
	}
	return strings.TrimRight(string(lines[n-1]), "\r")
}

// blanklessAbove reports a key without a blank after its colon in the last line
// above a fault, if there is one: it makes the line a text, which goes on.
func blanklessAbove(list *diag.List, text []byte, at diag.Pos) bool {
	line := at.Line - 1
	for line > 0 && strings.TrimSpace(lineAt(text, line)) == "" {
		line--
	}
	m := blankless.FindStringSubmatch(lineAt(text, line))
	if m == nil {
		return false
	}
	missingBlank(list, diag.Pos{File: at.File, Line: line, Col: len(m[1]) + 1}, m[2], strings.TrimSpace(m[3]))
	return true
}

var (
	marked   = regexp.MustCompile(`^\s*(?:- +)*(?:[A-Za-z_-]+: +)?(['"\[{])`)
	dashless = regexp.MustCompile(`^(\s*)-([A-Za-z_]+:.*)$`)
)

// mismarked reports what follows a closing quotation mark or bracket, and a list's
// dash without a blank.
func mismarked(list *diag.List, text []byte, at diag.Pos) bool {
	line := lineAt(text, at.Line)
	if m := dashless.FindStringSubmatch(line); m != nil {
		list.Errorf(diag.Pos{File: at.File, Line: at.Line, Col: len(m[1]) + 1}, "a blank is missing after the dash").WithHint("write - %s", m[2])
		return true
	}
	m := marked.FindStringSubmatch(line)
	if m == nil || at.Col <= len(m[0]) {
		return false
	}
	if m[1] == "[" || m[1] == "{" {
		list.Errorf(at, "nothing can follow the closing bracket").WithHint("a text that begins with %s needs quotation marks", m[1])
	} else {
		list.Errorf(at, "a text in quotation marks ends at the next one, but more follows it").
			WithHint("put the whole text in the other kind of quotation marks, ' or \"")
	}
	return true
}

var keyForm = regexp.MustCompile(`^\s+[A-Za-z_-]+:$`)

// firstColon reports whether a place is the colon after the key of an indented
// line.
func firstColon(text []byte, at diag.Pos) bool {
	line := []rune(lineAt(text, at.Line))
	return at.Line > 1 && at.Col >= 1 && at.Col <= len(line) && keyForm.MatchString(string(line[:at.Col]))
}

// charAt returns the character at a place, or "the end".
func charAt(text []byte, pos diag.Pos) string {
	lines := bytes.Split(text, []byte("\n"))
	if pos.Line < 1 || pos.Line > len(lines) {
		return "the end"
	}
	line := []rune(strings.TrimRight(string(lines[pos.Line-1]), "\r"))
	if pos.Col < 1 || pos.Col > len(line) {
		return "the end of the line"
	}
	return string(line[pos.Col-1])
}
