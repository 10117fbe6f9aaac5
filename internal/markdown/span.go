package markdown

import (
	"bytes"
	"errors"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// span is [text]{lang=en}: a text in another language than the one around it (WCAG
// 3.1.2), as in Pandoc. No other attribute is known.
type span struct {
	own
	lang string // empty where what was written is no language
}

var (
	spanStart = regexp.MustCompile(`^\]\{[ \t]*lang\b`)
	spanForm  = regexp.MustCompile(`^\]\{[ \t]*lang[ \t]*=[ \t]*(?:"([^"}\s]*)"|([^"}\s]*))[ \t]*\}`)
	strayForm = regexp.MustCompile(`^\{[ \t]*lang[ \t]*=`)
)

// longestSpanEnd is how many bytes "]{lang=en}" may have.
const longestSpanEnd = 64

const spanHint = "write [the text]{lang=en}, with the code of its language"

// spanEnd reads "]{lang=en}" at the end of a text in brackets. Where the brackets begin,
// goldmark knows, which has taken them for those of a link; it finds that they are
// none, and makes them text again.
func (p links) spanEnd(parent ast.Node, line []byte, block text.Reader, pc parser.Context) ast.Node {
	d, s := draftOf(pc), &span{}
	at, start := block.Position()
	s.SetPos(start.Start)
	d.brace = start.Start + 1
	open := parent.LastChild()
	for open != nil && open.Kind().String() != "LinkLabelState" {
		open = open.PreviousSibling()
	}
	if open != nil {
		parent.InsertAfter(parent, open, s)
	}
	if link := p.InlineParser.Parse(parent, block, pc); link != nil { // [name]: https://… is written somewhere
		s.Parent().RemoveChild(s.Parent(), s)
		d.list.Errorf(d.at(start.Start+1), "the text before this is a link").WithHint("put the link into brackets of its own, as in [[the text][name]]{lang=en}")
		return link
	}
	block.SetPosition(at, start)
	form := spanForm.FindSubmatchIndex(line[:min(len(line), longestSpanEnd)])
	switch {
	case open == nil:
		d.list.Errorf(d.at(start.Start), "no [ opens the text that ends here").WithHint(spanHint)
	case form == nil:
		d.list.Errorf(d.at(start.Start+1), "this does not name a language").WithHint(spanHint)
	default:
		from, to := max(form[2], form[4]), max(form[3], form[5]) // with quotes, or without
		s.lang = d.language(string(line[from:to]), start.Start+from)
	}
	if form == nil {
		block.Advance(len("]"))
	} else {
		block.Advance(form[1])
	}
	if open == nil {
		return s
	}
	bracket := s.PreviousSibling().(*ast.Text)
	s.SetPos(bracket.Segment.Stop - 1)
	if bracket.Segment.Stop--; bracket.Segment.IsEmpty() {
		parent.RemoveChild(parent, bracket)
	}
	parser.ProcessDelimiters(delimiterBefore(s, pc), pc)
	for c := s.NextSibling(); c != nil; c = s.NextSibling() {
		parent.RemoveChild(parent, c)
		s.AppendChild(s, c)
	}
	parent.RemoveChild(parent, s)
	return s
}

// delimiterBefore returns the last * or _ before a node that still looks for a partner,
// or nil.
func delimiterBefore(n ast.Node, pc parser.Context) ast.Node {
	for c := pc.LastDelimiter(); c != nil; c = c.PreviousDelimiter {
		if c.Segment.Start < n.Pos() {
			return c
		}
	}
	return nil
}

// language checks the code of a language, which need not be one of the site's.
func (d *draft) language(code string, off int) string {
	err := locale.CheckCode(code)
	if err == nil {
		return code
	}
	p := d.list.Errorf(d.at(off), "%v", err)
	if fault := (*diag.Fault)(nil); errors.As(err, &fault) {
		p.WithHint("%s", fault.Hint)
	}
	return ""
}

func (d *draft) span(n *span) {
	if d.inAlt > 0 && n.lang != "" {
		d.list.Errorf(d.at(n.Pos()), "the description of a picture is in one language").WithHint("say it in the language of the page")
	}
	if n.lang != "" {
		d.write(`<span lang="` + n.lang + `">`)
	}
	d.inlines(n)
	if n.lang != "" {
		d.write("</span>")
	}
	if n.lang != "" && !d.says(n) {
		d.list.Errorf(d.at(n.Pos()), "no text stands between these brackets").WithHint(spanHint)
	}
}

// says reports whether readers get anything of what stands in a node. What was written
// does not tell: a citation leaves a hole, and takes away the blank before it.
func (d *draft) says(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if len(bytes.TrimSpace(written(c.Segment.Value(d.src)))) > 0 {
				return true
			}
		case *citation, *noteReference, *ast.Image, *ast.AutoLink:
			return true
		default:
			if d.says(c) {
				return true
			}
		}
	}
	return false
}

// strays reads "{lang=" behind anything but a text in brackets.
type strays struct{}

func (strays) Trigger() []byte { return []byte{'{'} }

func (strays) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if d := draftOf(pc); strayForm.Match(line[:min(len(line), 20)]) && d.brace != segment.Start {
		d.list.Errorf(d.at(segment.Start), "no text in brackets stands directly before this").WithHint(spanHint)
	}
	return nil
}
