package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// caption is ": text" below a table, as in Pandoc. It holds a block in which its text is
// a paragraph.
type caption struct{ ownBlock }

// text returns the paragraph, or nil where something else stands there.
func (n *caption) text() ast.Node {
	if only, ok := n.FirstChild().FirstChild().(*ast.Paragraph); ok && only.NextSibling() == nil {
		return only
	}
	return nil
}

// captions reads them. It stands before definition lists, which would take the table for
// terms.
type captions struct{}

var (
	captionForm   = regexp.MustCompile(`^:[ \t]+\S`)
	delimiterForm = regexp.MustCompile(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\n?$`)
)

func (captions) Trigger() []byte             { return []byte{':'} }
func (captions) CanInterruptParagraph() bool { return true }
func (captions) CanAcceptIndentedLine() bool { return false }

func (captions) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := r.PeekLine()
	at := pc.BlockOffset()
	if _, ok := parent.(*caption); ok {
		if parent.HasChildren() {
			return nil, parser.NoChildren
		}
		r.Advance(at + len(": "))
		return &ownBlock{}, parser.HasChildren
	}
	if at < 0 || pc.BlockIndent() > 0 || !captionForm.Match(line[at:]) {
		return nil, parser.NoChildren
	}
	state := parser.HasChildren
	switch last := parent.LastChild().(type) {
	case *east.Table, *caption:
	case *ast.Paragraph:
		if !draftOf(pc).hasTable(last) || pc.LastOpenedBlock().Node != last {
			return nil, parser.NoChildren
		}
		state |= parser.RequireParagraph // which becomes a table now
	default:
		return nil, parser.NoChildren
	}
	return &caption{}, state
}

// hasTable reports whether a paragraph looks as if a table would come out of it.
func (d *draft) hasTable(n *ast.Paragraph) bool {
	for i := 1; i < n.Lines().Len(); i++ {
		line := n.Lines().At(i)
		if value := line.Value(d.src); bytes.IndexByte(value, '|') >= 0 && delimiterForm.Match(value) {
			return true
		}
	}
	return false
}

// Continue leaves further lines to the paragraph in the caption.
func (captions) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }

func (captions) Close(ast.Node, text.Reader, parser.Context) {}

// table writes alignment as classes: a style attribute would need a weaker
// content security policy, and the align attribute is obsolete. A table that is wider
// than a small screen is moved within its frame, by the keyboard as well (WCAG 2.1.1). The
// frame is no landmark, of which a long article would have too many.
func (d *draft) table(n *east.Table) {
	d.write(`<div class="table" tabindex="0" role="group" `)
	if caption, ok := n.NextSibling().(*caption); ok && caption.text() != nil {
		id := d.newBlockID()
		d.write(`aria-labelledby="` + id + `">` + "\n<table>\n" + `<caption id="` + id + `">`)
		d.leaf(caption.text())
		d.write("</caption>\n")
	} else {
		d.write(`aria-label="`)
		d.hole(WordHole, Link{Target: "tables.table"})
		d.write("\">\n<table>\n")
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, head := row.(*east.TableHeader)
		if head {
			d.write("<thead>\n")
		} else if _, first := row.PreviousSibling().(*east.TableHeader); first {
			d.write("<tbody>\n")
		}
		d.row(row, n.Alignments, head)
		if head {
			d.write("</thead>\n")
		} else if row.NextSibling() == nil {
			d.write("</tbody>\n")
		}
	}
	d.write("</table>\n</div>\n")
}

// strayCaption reports a caption that no table has.
func (d *draft) strayCaption(n *caption) {
	_, below := n.PreviousSibling().(*east.Table)
	switch {
	case !below:
		d.list.Errorf(d.at(n.Pos()), "no table stands directly above this caption").
			WithHint(`a table has one, ": " and the caption, below its last row (for the sign itself write \:)`)
	case n.text() == nil:
		d.list.Errorf(d.at(n.Pos()), "a caption is one paragraph of text").WithHint("put lists and the like below it, after an empty line")
	}
}

func (d *draft) row(row ast.Node, alignments []east.Alignment, head bool) {
	d.write("<tr>\n")
	i := 0
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cell := c.(*east.TableCell)
		tag, scope := "td", ""
		if head && cell.HasChildren() { // an empty th is a header of nothing
			tag, scope = "th", ` scope="col"`
		}
		d.write("<" + tag + scope)
		if i < len(alignments) && alignments[i] != east.AlignNone {
			d.write(` class="align-` + alignments[i].String() + `"`)
		}
		i++
		d.write(">")
		d.leaf(cell)
		d.write("</" + tag + ">\n")
		if cell.NextSibling() == nil {
			d.excessCells(cell)
		}
	}
	d.write("</tr>\n")
}

// excessCells reports what stands in a row behind its last column: it would be
// left out in silence.
func (d *draft) excessCells(last *east.TableCell) {
	if last.Lines().Len() == 0 {
		return // the row was too short and has been filled up
	}
	line := last.Lines().At(0)
	rest, _, _ := bytes.Cut(d.src[line.Stop:], []byte("\n"))
	skipped := len(rest) - len(bytes.TrimLeft(rest, " \t"))
	if tail := bytes.TrimSpace(rest); len(tail) > 1 {
		d.list.Errorf(d.at(line.Stop+skipped), "this row has more cells than the head of its table").
			WithHint(`a | that does not divide cells is written \|`)
	}
}
