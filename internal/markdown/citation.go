package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// citation is [@key], [@key, p. 12], [-@key] or [@a; @b].
type citation struct {
	own
	cites []Cite
}

// citations reads citations. It stands before the parser of links.
type citations struct{}

// Trigger has ! so that a citation behind an exclamation is none of a picture.
func (citations) Trigger() []byte { return []byte{'[', '!'} }

var (
	citationStart = regexp.MustCompile(`^!?\[-?@[\pL\pN]`)
	citeForm      = regexp.MustCompile(`^(-?)@([A-Za-z0-9][A-Za-z0-9_:.-]*)(?:\s*,\s*(\S(?s:.*)))?$`)
)

func (citations) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !citationStart.Match(line[:min(len(line), 8)]) {
		return nil
	}
	exclaimed := bytes.IndexByte(line, '[') // 0 or 1
	block.Advance(exclaimed + 1)
	parts, ok := block.FindClosure('[', ']', text.FindClosureOptions{Newline: true, Advance: true})
	if next := block.Peek(); !ok || next == '(' || next == '[' {
		return nil // a link whose text begins with @
	}
	if exclaimed > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
	}
	n := &citation{}
	start := 0
	inside := parts.Value(block.Source())
	for item := range bytes.SplitAfterSeq(inside, []byte(";")) {
		blank := len(item) - len(bytes.TrimLeft(item, " \t\n"))
		if written := strings.TrimSpace(strings.TrimSuffix(string(item), ";")); written != "" {
			draftOf(pc).cite(n, written, offsetIn(parts, start+blank))
		}
		start += len(item)
	}
	return n
}

// offsetIn returns where the byte i of the joined parts stands in the body.
func offsetIn(parts *text.Segments, i int) int {
	for k := range parts.Len() {
		part := parts.At(k)
		if n := part.Stop - part.Start; i >= n && k+1 < parts.Len() {
			i -= n
			continue
		}
		return min(part.Start+i, part.Stop)
	}
	return 0
}

func (d *draft) cite(n *citation, item string, off int) {
	m := citeForm.FindStringSubmatch(item)
	if m == nil {
		d.list.Errorf(d.at(off), "%q is not a citation", item).
			WithHint(`write [@key] or [@key, p. 12], several with ";" between them; a key has letters a-z, digits and _:.- (for the sign itself write \[)`)
		return
	}
	n.cites = append(n.cites, Cite{Key: m[2], Locator: string(d.phrase([]byte(m[3]))), YearOnly: m[1] == "-", Pos: d.at(off)})
}

func (d *draft) citation(n *citation) {
	if len(n.cites) == 0 {
		return
	}
	if d.inLink > 0 || d.inAlt > 0 {
		d.list.Errorf(n.cites[0].Pos, "a citation cannot stand in the text of a link or in the description of a picture").
			WithHint("put it behind them")
		return
	}
	d.text = bytes.TrimRight(d.text, " ") // "as shown [@key]." leaves no gap
	for i, c := range n.cites {
		key := strings.ToLower(c.Key)
		if d.cited == nil {
			d.cited = map[string]int{}
		}
		d.cited[key]++
		n.cites[i].Nth = d.cited[key]
	}
	d.hole(CitationHole, Link{Pos: n.cites[0].Pos}).Cites = n.cites
	d.doc.Cites = append(d.doc.Cites, n.cites...)
}
