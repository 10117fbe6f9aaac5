package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Goldmark needs time in the square of a paragraph's length and of the depth
// of nested blocks where somebody wants it to. These limits, far above what
// people write, bound the time.
const (
	maxBody      = 1 << 19 // bytes of a body
	maxParagraph = 1 << 15 // bytes of a paragraph and of a line
	maxNesting   = 40      // blocks within blocks; a list and its item are two
	maxEmphasis  = 1000    // runs of * and _ that have found no partner yet
	maxBrackets  = 500     // brackets within brackets
	maxNoLink    = 200     // times that ]( begins no link
)

// withinLimits reports a body that is not worth reading.
func (d *draft) withinLimits() bool {
	if len(d.src) > maxBody {
		d.list.Errorf(d.at(0), "the text has %d bytes, more than the %d that a page may have", len(d.src), maxBody).
			WithHint("divide it into several pages")
		return false
	}
	for i, start := range d.lines {
		end := len(d.src)
		if i+1 < len(d.lines) {
			end = d.lines[i+1]
		}
		if end-start > maxParagraph {
			d.list.Errorf(d.at(start), "this line has %d bytes, more than the %d that a line may have", end-start, maxParagraph).
				WithHint("divide it into paragraphs, with an empty line between them")
			return false
		}
	}
	return true
}

// lengths reports paragraphs, which may be tables still, that are too long, and
// drops them.
type lengths struct{}

func (lengths) Transform(n *ast.Paragraph, _ text.Reader, pc parser.Context) {
	first, last := n.Lines().At(0), n.Lines().At(n.Lines().Len()-1)
	if last.Stop-first.Start <= maxParagraph {
		return
	}
	d := draftOf(pc)
	d.list.Errorf(d.at(first.Start), "this paragraph or table has more than %d bytes", maxParagraph).
		WithHint("divide it, with an empty line between the parts")
	n.Parent().RemoveChild(n.Parent(), n)
}

// nested bounds the depth of blocks that hold blocks.
type nested struct{ parser.BlockParser }

func (p nested) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) < maxNesting {
		return p.BlockParser.Open(parent, r, pc)
	}
	if d := draftOf(pc); !d.tooDeep {
		d.tooDeep = true
		_, segment := r.Position()
		d.list.Errorf(d.at(segment.Start), "lists and quotations stand inside each other too deep here").
			WithHint("not more than %d levels", maxNesting/2)
	}
	return nil, parser.NoChildren
}

// emphasis bounds the signs among which goldmark looks for partners.
type emphasis struct{ parser.InlineParser }

func (p emphasis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	d := draftOf(pc)
	if pc.LastDelimiter() == nil {
		d.emphases = 0
	}
	if d.emphases++; d.emphases <= maxEmphasis {
		return p.InlineParser.Parse(parent, block, pc)
	}
	if d.emphases == maxEmphasis+1 {
		_, segment := block.Position()
		d.list.Errorf(d.at(segment.Start), "there are too many * and _ in this paragraph").
			WithHint(`divide it; for the signs themselves write \* and \_`)
	}
	return nil
}

// links bounds the search for the ends of what looks like links.
type links struct{ parser.InlineParser }

func (p links) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	d := draftOf(pc)
	if (line[0] != '!' || bytes.HasPrefix(line, []byte("!["))) && d.tooManyBrackets(line, segment.Start, pc) {
		return nil
	}
	if spanStart.Match(line[:min(len(line), 20)]) {
		return p.spanEnd(parent, line, block, pc)
	}
	if !bytes.HasPrefix(line, []byte("](")) {
		return p.InlineParser.Parse(parent, block, pc)
	}
	if d.noLinks > maxNoLink {
		d.brackets = maxBrackets + 1 // no more of them
		return nil
	}
	n := p.InlineParser.Parse(parent, block, pc)
	if n == nil {
		if d.noLinks++; d.noLinks > maxNoLink {
			d.list.Errorf(d.at(segment.Start), "too many times, ]( begins no link in this text").WithHint(`for the signs themselves write \]`)
		}
	}
	return n
}

// tooManyBrackets counts the brackets that are open. At each that ends, goldmark goes
// through all that stands behind its beginning.
func (d *draft) tooManyBrackets(line []byte, off int, pc parser.Context) bool {
	switch {
	case !pc.IsInLinkLabel():
		d.brackets = 0
	case d.brackets > maxBrackets:
		return true
	}
	if line[0] == ']' {
		d.brackets--
		return false
	}
	if d.brackets++; d.brackets > maxBrackets {
		d.list.Errorf(d.at(off), "too many brackets stand inside each other here").WithHint(`for the signs themselves write \[ and \]`)
	}
	return d.brackets > maxBrackets
}

func (p links) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}
