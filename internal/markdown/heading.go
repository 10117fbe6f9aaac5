package markdown

import (
	"bytes"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"fishbowl/internal/diag"
)

// headings takes the id and the classes from a heading that ends in {#id .class}. All
// ids that authors gave are known before the first one is made, so that none of them
// has to yield.
type headings struct{ parser.BlockParser }

func (p headings) Close(n ast.Node, r text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, r, pc)
	if n.Lines().Len() > 0 {
		draftOf(pc).attributes(n)
	}
}

// attributesForm is what ends a heading in braces and is meant for attributes: {#id},
// {.class}, or a form that others know and we do not.
var attributesForm = regexp.MustCompile(`(?:^|[^\\])(\{[ \t]*(?:[#.:][^{}]*|[\pL][\pL\pN_-]*=[^{} \t][^{}]*)\})$`)

func (d *draft) attributes(n ast.Node) {
	last := n.Lines().Len() - 1
	line := n.Lines().At(last)
	value := bytes.TrimRight(line.Value(d.src), " \t\n")
	m := attributesForm.FindSubmatchIndex(value)
	if m == nil || strayForm.Match(value[m[2]:]) {
		return
	}
	off := line.Start + m[2]
	line.Stop = line.Start + len(bytes.TrimRight(value[:m[2]], " \t"))
	n.Lines().Set(last, line)
	var classes []string
	for item, at := range words(value[m[2]+1 : m[3]-1]) {
		at += off + 1
		class, ok := strings.CutPrefix(item, ".")
		switch {
		case ok && classForm.MatchString(class):
			classes = append(classes, class)
		case ok:
			d.list.Errorf(d.at(at), "%q cannot be the class of a heading", class).
				WithHint("a class begins with a letter and has a-z, digits and -, as in {.unlisted}")
		case item[0] == '#':
			d.explicitID(n, item[1:], at)
		default:
			d.list.Errorf(d.at(at), "%q is neither the id nor a class of a heading", item).
				WithHint(`write {#own-id} or {.unlisted}, or both as {#own-id .unlisted}; an id has no blanks (for the sign itself write \{)`)
		}
	}
	if len(classes) > 0 {
		n.SetAttributeString("class", classes)
	}
}

// framesID are the ids of layouts, of works at the end of a page, and of footnotes.
var framesID = regexp.MustCompile(`^(?:main$|part-|ref-|cite-|fn-)`)

var classForm = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// words returns what blanks divide, with its offset.
func words(b []byte) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		at := 0
		for word := range strings.FieldsSeq(string(b)) {
			at += bytes.Index(b[at:], []byte(word))
			if !yield(word, at) {
				return
			}
			at += len(word)
		}
	}
}

func (d *draft) explicitID(n ast.Node, id string, off int) {
	pos := d.at(off)
	if id == "" || strings.ContainsFunc(id, func(r rune) bool { return !inWord(r) && !strings.ContainsRune("-_.:", r) }) {
		d.list.Errorf(pos, "%q cannot be the id of a heading", id).
			WithHint("an id has letters, digits, - and _, as in {#how-to-join}")
		return
	}
	if framesID.MatchString(id) {
		d.list.Errorf(pos, "the frame of the page has ids such as %q", id).WithHint("choose another one")
		return
	}
	if _, ok := n.AttributeString("id"); ok {
		d.list.Errorf(pos, "this heading has two ids").WithHint("keep one of them")
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
	said := d.said(span)
	if said.text == "" && d.pictures == pictures {
		d.list.Errorf(d.headingAt(n), "this heading has no text")
	}
	id, ok := n.AttributeString("id")
	if !ok {
		id = d.newID(said.text, n)
	}
	class, _ := n.AttributeString("class")
	classes, _ := class.([]string)
	inner := bytes.Clone(d.html[start:])
	d.html = d.html[:start]
	d.write("<h" + level + ` id="`)
	d.escaped([]byte(id.(string)))
	if d.write(`"`); len(classes) > 0 {
		d.write(` class="` + strings.Join(classes, " ") + `"`)
	}
	d.write(">")
	for i := range d.marks[marks:] {
		d.marks[marks+i].off += len(d.html) - start
	}
	d.html = append(d.html, inner...)
	d.write("</h" + level + ">\n")
	if !slices.Contains(classes, "unlisted") {
		d.doc.Headings = append(d.doc.Headings, Heading{n.Level, id.(string), said})
	}
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
func (d *draft) newID(said string, h *ast.Heading) string {
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
	if pos, ok := d.explicit[anchor]; ok {
		d.list.Errorf(pos, "another heading has the id %q by its words", anchor).WithAlso(d.headingAt(h), "it stands here").
			WithHint("choose another id; a link to #%s could mean either", anchor)
	}
	if framesID.MatchString(anchor) && d.ids[anchor] == 0 {
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
