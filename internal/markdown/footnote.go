package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"fishbowl/internal/diag"
)

// note is a footnote. Notes stay in the tree where they were written and are
// output at the end in order of their first reference. Goldmark's own way drops
// notes without a reference and references without a note in silence.
type note struct {
	label  string
	pos    diag.Pos
	node   ast.Node
	uses   int // references in the source
	number int // from 1, 0 before the first reference is output
	shown  int // references in the output
}

// notes reads the text of footnotes: "[^label]: text".
type notes struct{ parser.BlockParser }

func (p notes) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, segment := r.Position()
	pos := max(pc.BlockOffset(), 0)
	n, state := p.BlockParser.Open(parent, r, pc)
	if f, ok := n.(*east.Footnote); ok {
		draftOf(pc).define(&note{label: string(f.Ref), node: f}, segment.Start+pos-segment.Padding)
	}
	return n, state
}

// Close leaves the note where it is.
func (notes) Close(ast.Node, text.Reader, parser.Context) {}

func (d *draft) define(n *note, off int) {
	n.pos = d.at(off)
	if first, ok := d.notes[n.label]; ok {
		d.list.Errorf(n.pos, "there are two footnotes [^%s]", n.label).WithAlso(first.pos, "the first one")
		return
	}
	if d.notes == nil {
		d.notes = map[string]*note{}
	}
	d.notes[n.label] = n
	d.defined = append(d.defined, n)
}

// noteReference is [^label] in a text.
type noteReference struct {
	own
	note *note
	off  int
}

type noteReferences struct{}

// Trigger has ! so that a footnote behind an exclamation is none of a picture.
func (noteReferences) Trigger() []byte { return []byte{'[', '!'} }

func (noteReferences) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	rest := bytes.TrimPrefix(line, []byte("!"))
	exclaimed := len(line) - len(rest)
	if !bytes.HasPrefix(rest, []byte("[^")) {
		return nil
	}
	end := bytes.IndexAny(rest[1:min(len(rest), 1000)], "[]\n") + 1
	if end < 3 || rest[end] != ']' || len(bytes.TrimSpace(rest[2:end])) == 0 {
		return nil
	}
	d, label, off := draftOf(pc), string(rest[2:end]), segment.Start+exclaimed
	n, ok := d.notes[label]
	if !ok {
		d.list.Errorf(d.at(off), "the footnote [^%s] has no text", label).
			WithHint(`write it as a paragraph of its own: [^%s]: the text (for the sign itself write \[)`, label)
		return nil
	}
	if exclaimed > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(off))
	}
	block.Advance(exclaimed + end + 1)
	n.uses++
	return &noteReference{note: n, off: off}
}

func (d *draft) noteReference(r *noteReference) {
	n := r.note
	if d.inLink > 0 || d.inAlt > 0 {
		d.list.Errorf(d.at(r.off), "a footnote cannot stand in the text of a link or in the description of a picture").
			WithHint("put [^%s] behind them", n.label)
		return
	}
	if n.number == 0 {
		d.queue = append(d.queue, n)
		n.number = len(d.queue)
	}
	n.shown++
	d.marks = append(d.marks, mark{off: len(d.html)})
	d.write(`<sup id="` + d.noteID(n, n.shown) + `"><a href="#` + d.noteID(n, 0) + `" role="doc-noteref">` + strconv.Itoa(n.number) + `</a></sup>`)
	d.marks = append(d.marks, mark{off: len(d.html)})
}

// noteID returns the id of a note or of one of the references to it.
func (d *draft) noteID(n *note, reference int) string {
	id := d.prefix + "-" + strconv.Itoa(n.number)
	switch reference {
	case 0:
		return id
	case 1:
		return id + "-ref"
	}
	return id + "-ref-" + strconv.Itoa(reference)
}

// endnotes writes the footnotes. A note may refer to further ones.
func (d *draft) endnotes() {
	for i := 0; i < len(d.queue); i++ {
		if i == 0 {
			d.write(`<section class="footnotes" role="doc-endnotes" aria-labelledby="` + d.prefix + `">` + "\n" + `<h2 id="` + d.prefix + `">`)
			d.hole(WordHole, Link{Target: "footnotes.title"})
			d.write("</h2>\n<ol>\n")
		}
		d.endnote(d.queue[i])
	}
	if len(d.queue) > 0 {
		d.write("</ol>\n</section>\n")
	}
	for _, n := range d.defined {
		if n.number == 0 {
			d.list.Errorf(n.pos, "nothing refers to the footnote [^%s]", n.label).
				WithHint("write [^%s] in the text where it belongs, or delete it", n.label)
		}
	}
}

func (d *draft) endnote(n *note) {
	d.write(`<li id="` + d.noteID(n, 0) + `">` + "\n")
	start, said := len(d.html), len(d.text)
	d.children(n.node)
	d.noteBlock(n.node, said)
	if len(d.html) == start {
		d.list.Errorf(n.pos, "the footnote [^%s] has no text", n.label)
	}
	end := "</p>\n"
	if bytes.HasSuffix(d.html, []byte(end)) {
		d.html = append(d.html[:len(d.html)-len(end)], ' ')
	} else {
		d.write("<p>")
	}
	for i := range n.uses {
		if i > 0 {
			d.write(" ")
		}
		d.write(`<a href="#` + d.noteID(n, i+1) + `" role="doc-backlink" aria-label="`)
		d.hole(WordHole, Link{Target: "footnotes.back"}).Text = strconv.Itoa(n.number)
		d.write(`">↩` + "\uFE0E")
		if i > 0 {
			d.write("<sup>" + strconv.Itoa(i+1) + "</sup>")
		}
		d.write("</a>")
	}
	d.write(end + "</li>\n")
}
