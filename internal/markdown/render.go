package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

func (d *draft) write(s string) { d.html = append(d.html, s...) }

// escaped writes text for content and for attributes.
func (d *draft) escaped(b []byte) {
	from := 0
	for i, c := range b {
		if e := util.EscapeHTMLByte(c); e != nil {
			d.html = append(append(d.html, b[from:i]...), e...)
			from = i + 1
		}
	}
	d.html = append(d.html, b[from:]...)
}

// verbatim adds text that is not set: code and addresses.
func (d *draft) verbatim(b []byte) {
	d.text = append(d.text, b...)
	d.escaped(b)
}

// hole leaves a hole here. Its other fields may be filled in later.
func (d *draft) hole(kind HoleKind, l Link) *Hole {
	h := &Hole{Kind: kind, Link: l}
	d.marks = append(d.marks, mark{off: len(d.html), hole: h})
	return h
}

func (d *draft) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		d.block(c)
	}
}

func (d *draft) within(begin string, n ast.Node, end string) {
	d.write(begin)
	d.children(n)
	d.write(end)
}

func (d *draft) block(n ast.Node) {
	start := len(d.text)
	d.element(n)
	if isBlock(n) {
		d.noteBlock(n, start)
	}
}

func (d *draft) element(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		d.paragraph(n)
	case *ast.TextBlock:
		d.leaf(n)
		if n.NextSibling() != nil && n.FirstChild() != nil {
			d.write("\n")
		}
	case *ast.Heading:
		d.heading(n)
	case *ast.ThematicBreak:
		d.write("<hr>\n")
	case *ast.CodeBlock:
		d.code(n, nil)
	case *ast.FencedCodeBlock:
		d.code(n, n.Language(d.src))
	case *callout:
		d.callout(n)
	case *ast.Blockquote:
		d.within("<blockquote>\n", n, "</blockquote>\n")
	case *ast.List:
		d.items(n)
	case *ast.ListItem:
		begin := "<li>\n"
		if _, ok := n.FirstChild().(*ast.TextBlock); ok || n.FirstChild() == nil {
			begin = "<li>"
		}
		d.within(begin, n, "</li>\n")
	case *ast.HTMLBlock:
		d.htmlBlock(n)
	case *east.Table:
		d.table(n)
	case *east.DefinitionList:
		d.within("<dl>\n", n, "</dl>\n")
	case *east.DefinitionTerm:
		d.write("<dt>")
		d.leaf(n)
		d.write("</dt>\n")
	case *east.DefinitionDescription:
		d.within("<dd>", n, "</dd>\n")
	case *caption:
		d.strayCaption(n)
	case *definitions:
		for _, full := range n.full {
			d.text = append(append(d.text, full...), '\n')
		}
	case *ast.LinkReferenceDefinition, *east.Footnote, *ownBlock:
		// Shown where they are referred to.
	default:
		panic("markdown: no way to write a block " + n.Kind().String())
	}
}

// leaf writes an element that holds text, whose range in text it returns.
func (d *draft) leaf(n ast.Node) [2]int {
	d.set.measure(n, d.src)
	start := len(d.text)
	d.inlines(n)
	return d.endBlock(start)
}

func (d *draft) endBlock(start int) [2]int {
	out, from := d.text[start:start], start
	first := len(d.named)
	for first > 0 && d.named[first-1].at >= start {
		first--
	}
	for i := range d.named[first:] { // with the text, they move
		n := &d.named[first+i]
		out, from = folding(out, d.text[from:n.at]), n.at
		n.at = start + len(out)
	}
	out = bytes.TrimSuffix(folding(out, d.text[from:]), []byte(" "))
	span := [2]int{start, start + len(out)}
	d.text = d.text[:span[1]]
	if span[1] > start {
		d.text = append(d.text, '\n')
	}
	return span
}

// folded makes each run of white space one blank, in place, and none at the ends.
func folded(b []byte) []byte { return bytes.TrimSuffix(folding(b[:0], b), []byte(" ")) }

// folding adds a text to one that is folded already.
func folding(out, b []byte) []byte {
	for _, c := range b {
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			if len(out) == 0 || out[len(out)-1] == ' ' {
				continue
			}
			c = ' '
		}
		out = append(out, c)
	}
	return out
}

func (d *draft) paragraph(n *ast.Paragraph) {
	if d.figure(n) {
		return
	}
	before := len(d.html)
	if isAction(n) {
		d.write(`<p class="action">`)
	} else {
		d.write("<p>")
	}
	start := len(d.html)
	said := d.leaf(n)
	if len(bytes.TrimSpace(d.html[start:])) == 0 && (len(d.marks) == 0 || d.marks[len(d.marks)-1].off < start) {
		d.html = d.html[:before] // there were comments only
		return
	}
	if d.lead[1] == 0 && n.Parent().Kind() == ast.KindDocument && !isPicture(n) {
		d.lead, d.leadText = [2]int{start, len(d.html)}, said
	}
	d.write("</p>\n")
}

// isAction reports whether a paragraph holds one link and nothing else: what it
// asks the reader to do. Addresses that stand bare are no such thing, nor are
// paragraphs of notes, which end with the way back.
func isAction(n *ast.Paragraph) bool {
	only := n.FirstChild()
	if only == nil || only.FirstChild() == nil || only.FirstChild().Kind() == ast.KindImage {
		return false
	}
	return only.Kind() == ast.KindLink && only.NextSibling() == nil && n.Parent().Kind() == ast.KindDocument
}

func (d *draft) items(n *ast.List) {
	begin, end := "<ul>\n", "</ul>\n"
	if n.IsOrdered() {
		begin, end = "<ol>\n", "</ol>\n"
		if n.Start != 1 {
			begin = `<ol start="` + strconv.Itoa(n.Start) + `">` + "\n"
		}
	}
	d.within(begin, n, end)
}

func (d *draft) code(n ast.Node, language []byte) {
	d.write("<pre><code")
	if len(language) > 0 {
		d.write(` class="language-`)
		d.escaped(written(language))
		d.write(`"`)
	}
	d.write(">")
	start := len(d.text)
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		d.verbatim(line.Value(d.src))
	}
	d.endBlock(start)
	d.write("</code></pre>\n")
}

func (d *draft) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		d.inline(c)
	}
}

func (d *draft) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		// Where a parser has looked at a blank and found nothing, goldmark leaves two texts.
		for next := n.NextSibling(); next != nil && n.Segment.Stop > 0 && n.Merge(next, d.src); next = n.NextSibling() {
			n.Parent().RemoveChild(n.Parent(), next)
		}
		d.unclosedComment(n)
		start := len(d.text)
		d.text = d.set.append(d.text, n.Segment.Value(d.src))
		d.abbreviated(start, d.src[n.Segment.Stop:])
		if n.HardLineBreak() {
			d.write("<br>")
		}
		if n.HardLineBreak() || n.SoftLineBreak() {
			d.verbatim([]byte("\n"))
		}
	case *ast.CodeSpan:
		d.write("<code>")
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			segment := c.(*ast.Text).Segment
			d.verbatim(bytes.ReplaceAll(segment.Value(d.src), []byte("\n"), []byte(" ")))
		}
		d.write("</code>")
	case *ast.Emphasis:
		tag := "em>"
		if n.Level == 2 {
			tag = "strong>"
		}
		d.write("<" + tag)
		d.inlines(n)
		d.write("</" + tag)
	case *ast.Link:
		d.link(n)
	case *ast.AutoLink:
		d.autoLink(n)
	case *ast.Image:
		d.image(n)
	case *ast.RawHTML:
		d.rawHTML(n)
	case *span:
		d.span(n)
	case *citation:
		d.citation(n)
	case *noteReference:
		d.noteReference(n)
	default:
		panic("markdown: no way to write " + n.Kind().String())
	}
}
