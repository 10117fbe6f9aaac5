package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table writes alignment as classes: a style attribute would need a weaker
// content security policy, and the align attribute is obsolete.
func (d *draft) table(n *east.Table) {
	d.write("<table>\n")
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
	d.write("</table>\n")
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
