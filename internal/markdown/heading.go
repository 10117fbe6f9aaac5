package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"fishbowl/internal/diag"
)

// headings takes the id from a heading that ends in {#id}. All ids that
// authors gave are known before the first one is made, so that none of them
// has to yield.
type headings struct{ parser.BlockParser }

func (p headings) Close(n ast.Node, r text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, r, pc)
	if n.Lines().Len() > 0 {
		draftOf(pc).explicitID(n)
	}
}

func (d *draft) explicitID(n ast.Node) {
	last := n.Lines().Len() - 1
	line := n.Lines().At(last)
	value := bytes.TrimRight(line.Value(d.src), " \t\n")
	brace := bytes.LastIndex(value, []byte("{#"))
	if brace < 0 || !bytes.HasSuffix(value, []byte("}")) || brace > 0 && value[brace-1] == '\\' {
		return
	}
	id, pos := string(value[brace+2:len(value)-1]), d.at(line.Start+brace)
	line.Stop = line.Start + len(bytes.TrimRight(value[:brace], " \t"))
	n.Lines().Set(last, line)
	if id == "" || strings.ContainsFunc(id, func(r rune) bool { return !isWord(r) && !unicode.IsMark(r) && !strings.ContainsRune("-_.:", r) }) {
		d.list.Errorf(pos, "%q cannot be the id of a heading", id).
			WithHint("an id has letters, digits, - and _, as in {#how-to-join}")
		return
	}
	if other, ok := d.explicit[id]; ok {
		d.list.Errorf(pos, "two headings have the id %q", id).WithAlso(other, "the first one")
		return
	}
	if d.explicit == nil {
		d.explicit = map[string]diag.Pos{}
	}
	d.explicit[id] = pos
	n.SetAttributeString("id", id)
}

func (d *draft) heading(n *ast.Heading) {
	d.checkLevel(n)
	level := string(rune('0' + n.Level))
	if !d.headed && n.Parent().Kind() == ast.KindDocument {
		d.headed, d.intro = true, len(d.html)
		d.marks = append(d.marks, mark{off: d.intro, cut: true})
	}
	// The id comes before the text in the output but is made of it.
	start, marks, pictures := len(d.html), len(d.marks), d.pictures
	span := d.leaf(n)
	said := string(d.text[span[0]:span[1]])
	if said == "" && d.pictures == pictures {
		d.list.Errorf(d.headingAt(n), "this heading has no text")
	}
	id, ok := n.AttributeString("id")
	if !ok {
		id = d.newID(said)
	}
	inner := bytes.Clone(d.html[start:])
	d.html = d.html[:start]
	d.write("<h" + level + ` id="`)
	d.escaped([]byte(id.(string)))
	d.write(`">`)
	for i := range d.marks[marks:] {
		d.marks[marks+i].off += len(d.html) - start
	}
	d.html = append(d.html, inner...)
	d.write("</h" + level + ">\n")
	d.doc.Headings = append(d.doc.Headings, Heading{n.Level, id.(string), said})
}

// headingAt returns the place of the first #, or of the text where there is
// none. What goldmark calls the position of a block is wrong behind a tab.
func (d *draft) headingAt(n *ast.Heading) diag.Pos {
	start, blank := min(n.Pos()+1, len(d.src)), " \t\n"
	if n.Lines().Len() > 0 {
		start, blank = n.Lines().At(0).Start, " \t"
	}
	before := bytes.TrimRight(d.src[:start], blank)
	if i := len(bytes.TrimRight(before, "#")); i < len(before) {
		return d.at(i)
	}
	return d.at(start)
}

func (d *draft) checkLevel(n *ast.Heading) {
	switch {
	case n.Level == 1:
		d.list.Errorf(d.headingAt(n), "a heading of level 1 stands in the text").
			WithHint("the title of the page is its level 1: begin with ##")
	case n.Level > d.level+1:
		hint := "what stands directly below the title of the page begins with ##"
		if d.level > 1 {
			hint = fmt.Sprintf("write %s, or put a heading of level %d before it", strings.Repeat("#", d.level+1), d.level+1)
		}
		d.list.Warnf(d.headingAt(n), "a heading of level %d follows level %d", n.Level, d.level).WithHint("%s", hint)
	}
	d.level = n.Level
}

// newID makes an id that no other heading of the document has.
func (d *draft) newID(said string) string {
	if d.ids == nil {
		d.ids = map[string]int{"main": 1} // the frame's own
		for id := range d.explicit {
			d.ids[id] = 1
		}
	}
	anchor := d.options.Anchor(said)
	if anchor == "" {
		anchor = "section"
	}
	if strings.HasPrefix(anchor, "part-") && d.ids[anchor] == 0 { // so begin the ids of layouts
		d.ids[anchor] = 1
	}
	id, n := anchor, d.ids[anchor]
	for n > 0 {
		n++
		id = fmt.Sprintf("%s-%d", anchor, n)
		if d.ids[id] == 0 {
			break
		}
	}
	d.ids[anchor] = max(n, 1)
	d.ids[id] = max(d.ids[id], 1)
	return id
}
