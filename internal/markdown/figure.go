package markdown

import (
	"bytes"
	"regexp"

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
	d.uncited(n)
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

// titleCite is an @ in a title that would cite in a text; the name of somebody at a server
// ends in another one.
var titleCite = regexp.MustCompile(`(?:^|[^\pL\pN\pM_.+/@\\-])-?(@[\pL\pN](?:[\pL\pN\pM_:.-]*[\pL\pN\pM])?)(@?)`)

// uncited reports a citation in the title of a picture: goldmark hands titles out as flat
// text, which has no place for a link.
func (d *draft) uncited(n *ast.Image) {
	for _, m := range titleCite.FindAllSubmatchIndex(n.Title, -1) {
		if m[4] == m[5] {
			d.list.Errorf(d.at(n.Pos()), "a citation cannot stand in the caption or title of a picture").
				WithHint(`cite in the text below it, as in: From [%s] (for the sign itself write \@)`, n.Title[m[2]:m[3]])
			return
		}
	}
}
