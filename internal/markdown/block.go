package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// block is one of the Doc's Blocks.
type block struct {
	line, lines int    // from 0, of the body
	text        [2]int // range
}

// isBlock reports whether an element is one of the Doc's Blocks. Footnotes are noted
// when they are written, at the end.
func isBlock(n ast.Node) bool {
	parent := n.Parent()
	switch {
	case parent.Kind() == ast.KindDocument:
		return n.Kind() != ast.KindList
	case n.Kind() == ast.KindListItem:
		return parent.Parent().Kind() == ast.KindDocument
	}
	return false
}

// noteBlock notes the block whose text begins at start.
func (d *draft) noteBlock(n ast.Node, start int) {
	if len(d.text) == start {
		return
	}
	from, to := d.lineOf(n), len(d.lines)
	next := n.NextSibling()
	if _, ok := next.(*caption); ok { // it belongs to the table
		next = next.NextSibling()
	}
	if next == nil && n.Kind() == ast.KindListItem {
		next = n.Parent().NextSibling()
	}
	if next != nil { // goldmark may put a table before the heading that it was cut out of
		to = max(d.lineOf(next), from+1)
	}
	for to > from+1 && d.isBlank(to-1) {
		to--
	}
	d.blocks = append(d.blocks, block{from, to - from, [2]int{start, len(d.text) - 1}})
}

// lineOf returns the line where an element begins. Goldmark gives a table the place of
// the paragraph that it was cut out of.
func (d *draft) lineOf(n ast.Node) int {
	if n.Kind() == east.KindTable {
		n = n.FirstChild()
	}
	line, found := slices.BinarySearch(d.lines, n.Pos())
	if !found {
		line--
	}
	return line
}

// joinBlocks returns the blocks in the order of the file. A footnote that is written
// inside another block belongs to it.
func (d *draft) joinBlocks(all string) []Block {
	slices.SortStableFunc(d.blocks, func(a, b block) int { return a.line - b.line })
	var blocks []Block
	for _, b := range d.blocks {
		said := all[b.text[0]:b.text[1]]
		if strings.TrimSpace(said) == "" {
			continue
		}
		if n := len(blocks); n > 0 && d.first+b.line < blocks[n-1].Line+blocks[n-1].Lines {
			blocks[n-1].Text += "\n" + said
			continue
		}
		blocks = append(blocks, Block{said, d.first + b.line, b.lines})
	}
	return blocks
}

func (d *draft) isBlank(line int) bool {
	end := len(d.src)
	if line+1 < len(d.lines) {
		end = d.lines[line+1]
	}
	return len(bytes.TrimSpace(d.src[d.lines[line]:end])) == 0
}
