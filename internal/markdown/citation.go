package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"fishbowl/internal/diag"
)

// citation is [@key], [see @key, p. 12], [-@key] or [@a; @b]; or, within a sentence,
// @key or @key [p. 12], as in Pandoc.
type citation struct {
	own
	cites []Cite
	// source is how a citation within a sentence was written; else nil.
	source []byte
	signed diag.Pos // of a sign directly before it, where that leaves its meaning open
}

// citations reads citations. It stands before the parser of links.
type citations struct{}

// Trigger has ! so that a citation behind an exclamation is none of a picture.
func (citations) Trigger() []byte { return []byte{'[', '!', '@'} }

const (
	key = `[A-Za-z0-9][A-Za-z0-9_:.-]*`
	// spoken is a key in a sentence, which goes on with a stop, a colon or a dash.
	spoken = `[A-Za-z0-9](?:_*[A-Za-z0-9]|[:.-][A-Za-z0-9])*`
	// longestPrefix is how far from its bracket a citation is looked for, in bytes.
	longestPrefix = 200
)

var (
	citeForm   = regexp.MustCompile(`^(?:(\S(?s:.*?))\s+)?(-?)@(` + key + `)(?:\s*,\s*(\S(?s:.*)))?$`)
	spokenForm = regexp.MustCompile(`^@` + spoken)
	handleForm = regexp.MustCompile(`^@[\pL\pN](?:[\pL\pN\pM_:.-]*[\pL\pN\pM])?`)
)

func (c citations) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == '@' {
		return c.inSentence(line, segment.Start, block, pc)
	}
	exclaimed := bytes.IndexByte(line[:min(len(line), 2)], '[') // 0 or 1
	if exclaimed < 0 || !begins(block.Source()[segment.Start+exclaimed+1:]) {
		return nil
	}
	block.Advance(exclaimed + 1)
	parts, ok := block.FindClosure('[', ']', text.FindClosureOptions{Newline: true, Advance: true})
	if !ok {
		return nil
	}
	inside := parts.Value(block.Source())
	first := bytes.HasPrefix(bytes.TrimPrefix(inside, []byte("-")), []byte("@"))
	next, _ := block.PeekLine()
	switch {
	case bytes.HasPrefix(next, []byte("(")), isReference(inside, pc), labels(next, pc):
		return nil // a link whose text has an @
	case !first && bytes.HasPrefix(next, []byte("{")):
		return nil // a text in another language
	}
	if exclaimed > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
	}
	n := &citation{}
	start := 0
	for item := range bytes.SplitAfterSeq(inside, []byte(";")) {
		blank := len(item) - len(bytes.TrimLeft(item, " \t\n"))
		if written := strings.TrimSpace(strings.TrimSuffix(string(item), ";")); written != "" {
			draftOf(pc).cite(n, written, func(i int) int { return offsetIn(parts, start+blank+i) })
		}
		start += len(item)
	}
	return n
}

// begins reports whether what stands behind a bracket is a citation: its first sign
// or, behind a few words and a blank, another one is an @ with a key.
func begins(inside []byte) bool {
	inside = inside[:min(len(inside), longestPrefix)]
	if end := bytes.IndexAny(inside, "[]`<^"); end >= 0 {
		inside = inside[:end]
	}
	for i := 0; ; i++ {
		next := bytes.IndexByte(inside[i:], '@')
		if next < 0 {
			return false
		}
		i += next
		before := bytes.TrimSuffix(inside[:i], []byte("-"))
		r, _ := utf8.DecodeRune(inside[i+1:])
		if isWord(r) && (len(before) == 0 || util.IsSpace(before[len(before)-1])) {
			return true
		}
	}
}

// labels reports whether what follows a text in brackets makes it a link: "[label]".
func labels(next []byte, pc parser.Context) bool {
	label, ok := bytes.CutPrefix(next[:min(len(next), longestPrefix)], []byte("["))
	end := bytes.IndexAny(label, "[]")
	return ok && end > 0 && label[end] == ']' && isReference(label[:end], pc)
}

// isReference reports whether a text in brackets is a link whose address stands
// elsewhere.
func isReference(label []byte, pc parser.Context) bool {
	_, ok := pc.Reference(util.ToLinkReference(label))
	return ok
}

// inSentence reads @key and @key [p. 12]. An @ in an address, of mail or of a page, is
// none.
func (citations) inSentence(line []byte, off int, block text.Reader, pc parser.Context) ast.Node {
	free, signs := before(block.Source()[:off])
	whole := handleForm.Find(line[:min(len(line), longestPrefix)])
	if !free || whole == nil {
		return nil
	}
	d, n := draftOf(pc), &citation{}
	written := spokenForm.Find(line)
	switch {
	case bytes.HasPrefix(line[len(whole):], []byte("@")):
		return nil // @somebody@a.server
	case signs > 0:
		block.Advance(len(whole))
		n.source, n.signed = whole, d.at(off-1)
		return n
	case written == nil, startsWord(line[len(written):]):
		block.Advance(len(whole))
		d.cite(n, string(whole), func(int) int { return off })
		return n
	}
	block.Advance(len(written))
	cite := Cite{Key: string(written[1:]), Pos: d.at(off)}
	if locator, size := locatorIn(line[len(written):], pc); size > 0 {
		block.Advance(size)
		cite.Locator = string(d.phrase(locator))
		written = line[:len(written)+size]
	}
	n.cites, n.source = []Cite{cite}, written
	return n
}

// before reports whether an @ behind a text stands at the beginning of a word, and how
// many + and - stand directly before it. Emphasis may begin there: _@key says_.
func before(text []byte) (free bool, signs int) {
	text = text[max(0, len(text)-longestPrefix):]
	rest := bytes.TrimRight(text, "+-")
	signs = len(text) - len(rest)
	if signs > 0 {
		rest = bytes.TrimSuffix(rest, []byte(`\`))
	} else if bytes.HasSuffix(rest, []byte("_")) {
		rest = bytes.TrimRight(rest, "_*")
	}
	r, _ := utf8.DecodeLastRune(rest)
	return len(rest) == 0 || !inWord(r) && !strings.ContainsRune("_./@", r), signs
}

func startsWord(b []byte) bool {
	r, _ := utf8.DecodeRune(b)
	return inWord(r)
}

// locatorIn returns what stands between brackets behind a key in a sentence, and how
// many bytes that is with them and the blank before.
func locatorIn(rest []byte, pc parser.Context) (locator []byte, size int) {
	inside, ok := bytes.CutPrefix(rest, []byte(" ["))
	end := bytes.IndexAny(inside[:min(len(inside), longestPrefix)], "[]")
	if !ok || end <= 0 || inside[end] != ']' || end+1 < len(inside) && strings.IndexByte("([{:", inside[end+1]) >= 0 {
		return nil, 0
	}
	locator = bytes.TrimSpace(inside[:end])
	if len(locator) == 0 || strings.IndexByte("^!", locator[0]) >= 0 || begins(locator) || isReference(locator, pc) {
		return nil, 0
	}
	return locator, len(" [") + end + len("]")
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

// anotherKey is what begins a key in the words around one.
var anotherKey = regexp.MustCompile(`(?:^|[\s,(–—-])(@)[\pL\pN]`)

// cite adds what an item between brackets cites; at says where its bytes stand.
func (d *draft) cite(n *citation, item string, at func(int) int) {
	m := citeForm.FindStringSubmatchIndex(item)
	if m == nil {
		d.list.Errorf(d.at(at(0)), "%q is not a citation", item).
			WithHint(`write [@key], [@key, p. 12] or [see @key], several with ";" between them; a key has letters a-z, digits and _:.- (for the sign itself write \@)`)
		return
	}
	part := func(i int) string {
		if m[i] < 0 {
			return ""
		}
		return item[m[i]:m[i+1]]
	}
	for _, i := range []int{2, 8} {
		if second := anotherKey.FindStringSubmatchIndex(part(i)); second != nil {
			d.list.Errorf(d.at(at(m[i]+second[2])), "a second work stands in %q", item).
				WithHint(`write ";" between works: [@key; @other-key] (for the sign itself write \@)`)
			return
		}
	}
	n.cites = append(n.cites, Cite{
		Prefix: string(d.phrase([]byte(part(2)))), Key: part(6), Locator: string(d.phrase([]byte(part(8)))),
		YearOnly: part(4) == "-", Pos: d.at(at(m[4])),
	})
}

func (d *draft) citation(n *citation) {
	switch closed := d.inLink > 0 || d.inAlt > 0; {
	case closed && n.source != nil: // the name of somebody elsewhere
		d.verbatim(n.source)
		return
	case n.signed.Line > 0:
		d.verbatim(n.source)
		d.list.Errorf(n.signed, "a sign stands directly before %s", n.source).
			WithHint(`write [-%s] for the year alone, or a blank before the @ (for the sign itself write \@)`, n.source)
		return
	case len(n.cites) == 0:
		return
	case closed:
		d.list.Errorf(n.cites[0].Pos, "a citation cannot stand in the text of a link or in the description of a picture").
			WithHint("put it behind them")
		return
	}
	if n.source == nil {
		d.text = bytes.TrimRight(d.text, " ") // "as shown [@key]." leaves no gap
	}
	d.count(n.cites)
	h := d.hole(CitationHole, Link{Pos: n.cites[0].Pos})
	h.Cites, h.Narrative = n.cites, n.source != nil
	if h.Narrative { // the sentence would lack its subject
		d.named = append(d.named, named{len(d.text), n.cites[0]})
		d.text = append(d.text, n.cites[0].Key...)
	}
	d.doc.Cites = append(d.doc.Cites, n.cites...)
}

// count numbers the citations of works. Those of one work that stand together are one.
func (d *draft) count(cites []Cite) {
	if d.cited == nil {
		d.cited = map[string]int{}
	}
	nth := map[string]int{}
	for i, c := range cites {
		key := strings.ToLower(c.Key)
		if nth[key] == 0 {
			d.cited[key]++
			nth[key] = d.cited[key]
		}
		cites[i].Nth = nth[key]
	}
}
