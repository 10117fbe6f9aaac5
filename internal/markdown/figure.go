package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// isPicture reports whether a paragraph is one picture.
func isPicture(n *ast.Paragraph) bool {
	_, ok := n.FirstChild().(*ast.Image)
	return ok && n.FirstChild() == n.LastChild()
}

// figure writes a paragraph that is one picture with a title as a figure with
// a caption.
func (d *draft) figure(n *ast.Paragraph) bool {
	if !isPicture(n) || len(n.FirstChild().(*ast.Image).Title) == 0 {
		return false
	}
	picture := n.FirstChild().(*ast.Image)
	d.write("<figure>\n")
	start := len(d.text)
	d.set.measure(n, d.src)
	if h := d.image(picture); h != nil {
		h.Figure, h.Title = true, ""
	}
	d.endBlock(start)
	d.write("\n<figcaption>")
	start = len(d.text)
	d.verbatim(d.phrase(picture.Title))
	d.endBlock(start)
	d.write("</figcaption>\n</figure>\n")
	return true
}

// image leaves a hole for a picture. Its description is written like any text
// and then taken back from the output.
func (d *draft) image(n *ast.Image) *Hole {
	html, marks, links, start := len(d.html), len(d.marks), len(d.doc.Links), len(d.text)
	d.inAlt++
	d.inlines(n)
	d.inAlt--
	d.html, d.marks, d.doc.Links = d.html[:html], d.marks[:marks], d.doc.Links[:links]
	d.pictures++
	alt := folded(bytes.Clone(d.text[start:]))
	if len(alt) == 0 {
		d.list.Errorf(d.at(n.Pos()), "this picture has no description").
			WithHint("write between the brackets what it shows, for those who do not see it: ![the group in a circle](%s)", n.Destination)
	}
	l, ok := d.address(written(n.Destination), d.of(n.Destination, n), true)
	if !ok {
		return nil
	}
	h := d.hole(PictureHole, l)
	h.Alt, h.Title = string(alt), string(d.phrase(n.Title))
	return h
}
