package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

var (
	commentOpen  = []byte("<!--")
	commentClose = []byte("-->")
)

// comments lets a text go on behind a comment on the same line. To CommonMark,
// the whole line on which a comment ends is HTML.
type comments struct{ parser.BlockParser }

func (p comments) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := r.PeekLine()
	if line = bytes.TrimLeft(line, " "); bytes.HasPrefix(line, commentOpen) && hasTail(line) {
		return nil, parser.NoChildren // the comment is part of a paragraph
	}
	return p.BlockParser.Open(parent, r, pc)
}

func (p comments) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	block := n.(*ast.HTMLBlock)
	line, segment := r.PeekLine()
	if block.HTMLBlockType != ast.HTMLBlockType2 || isClosed(block, r.Source()) || !hasTail(line) {
		return p.BlockParser.Continue(n, r, pc)
	}
	block.ClosureLine = segment
	r.Advance(bytes.Index(line, commentClose) + len(commentClose))
	return parser.Close
}

// hasTail reports whether something follows the end of a comment.
func hasTail(line []byte) bool {
	_, tail, ok := bytes.Cut(line, commentClose)
	return ok && !util.IsBlank(tail)
}

func isClosed(n *ast.HTMLBlock, src []byte) bool {
	first := n.Lines().At(0)
	return n.HasClosure() || bytes.Contains(first.Value(src), commentClose)
}

// unclosedComment reports a comment that begins within a paragraph and does not
// end there: its text would be shown.
func (d *draft) unclosedComment(n *ast.Text) {
	value := n.Segment.Value(d.src)
	for i := bytes.IndexByte(value, '<'); i >= 0; {
		if off := n.Segment.Start + i; bytes.HasPrefix(d.src[off:], commentOpen) && (off == 0 || d.src[off-1] != '\\') {
			d.list.Errorf(d.at(off), "the comment that begins here does not end in its paragraph").
				WithHint(`close it with -->; a comment with empty lines begins on a line of its own; for the signs themselves write \<!--`)
		}
		next := bytes.IndexByte(value[i+1:], '<')
		if next < 0 {
			return
		}
		i += 1 + next
	}
}

var tagForm = regexp.MustCompile(`<(/?)([A-Za-z][A-Za-z0-9-]*)`)

// htmlBlock reports each kind of element in a block of HTML once.
func (d *draft) htmlBlock(n *ast.HTMLBlock) {
	first := n.Lines().At(0).Start
	first += bytes.IndexByte(d.src[first:], '<')
	if n.HTMLBlockType == ast.HTMLBlockType2 {
		if !isClosed(n, d.src) {
			d.list.Errorf(d.at(first), "the comment that begins here is never closed").WithHint("close it with -->")
		}
		return
	}
	seen, found := map[string]bool{}, false
	for i := range n.Lines().Len() {
		if found && n.HTMLBlockType == ast.HTMLBlockType1 {
			break // what follows is a script
		}
		line := n.Lines().At(i)
		for _, m := range tagForm.FindAllSubmatchIndex(d.src[line.Start:line.Stop], -1) {
			found = true
			d.tag(d.src[line.Start+m[2]:line.Start+m[5]], line.Start+m[0], seen)
		}
	}
	if !found {
		d.tag(nil, first, seen)
	}
}

func (d *draft) rawHTML(n *ast.RawHTML) {
	first := n.Segments.At(0)
	value := first.Value(d.src)
	if bytes.HasPrefix(value, commentOpen) {
		return
	}
	m := tagForm.FindSubmatchIndex(value)
	if m == nil || m[0] != 0 {
		d.tag(nil, first.Start, map[string]bool{})
		return
	}
	d.tag(value[m[2]:m[5]], first.Start, map[string]bool{})
}

// tag reports an element, written as "name" or "/name", unless it was seen. An
// end tag is reported only if its start tag was not.
func (d *draft) tag(written []byte, off int, seen map[string]bool) {
	name, isEnd := strings.CutPrefix(strings.ToLower(string(written)), "/")
	switch {
	case isEnd && d.open[name] > 0:
		d.open[name]--
		return
	case !isEnd:
		if d.open == nil {
			d.open = map[string]int{}
		}
		d.open[name]++
	}
	if seen[name] {
		return
	}
	seen[name] = true
	hint, ok := insteadOf[name]
	if !ok {
		hint = `write it in Markdown; for the sign itself write \<`
	}
	shown := "<" + string(written) + ">"
	if name == "" {
		shown = "<" + string(d.src[off+1:off+2])
	}
	d.list.Errorf(d.at(off), "HTML is not allowed in a text: %s", shown).WithHint("%s", hint)
}

// insteadOf says what to write instead of an element.
var insteadOf = func() map[string]string {
	hints := map[string]string{}
	for names, hint := range map[string]string{
		"b strong":                        "write **bold**",
		"i em cite":                       "write *emphasis*",
		"a":                               "write [the text](address)",
		"img picture figure":              `write ![what it shows](picture.jpg "caption") as a paragraph of its own`,
		"br":                              `end the line with a \ for a new line, or leave an empty line for a new paragraph`,
		"p div span center font small":    "leave an empty line between paragraphs; how they look is up to the theme",
		"h1 h2 h3 h4 h5 h6":               "write ## Heading",
		"ul ol li":                        "begin each line of a list with - or 1.",
		"dl dt dd":                        `write the term on a line of its own and ": " before what it means on the next`,
		"table thead tbody tr td th":      "write a table with | between the cells",
		"blockquote q":                    "begin each line of a quotation with >",
		"code pre":                        "put code between ` signs",
		"hr":                              "write --- between two empty lines",
		"script style link meta":          "a text holds no scripts and styles: they belong to the theme",
		"iframe video audio embed object": "link to it: a page loads nothing from elsewhere",
	} {
		for name := range strings.FieldsSeq(names) {
			hints[name] = hint
		}
	}
	return hints
}()
