package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// typesetter resolves the escapes and entities of a text and sets its quotes,
// apostrophes, dashes, ellipses and no-break spaces.
//
// Whether a ' is an apostrophe shows only with the whole block in view, through
// emphasis and links. So a block with quotes is gone through twice: measure
// collects its text and decides, append sets. Both meet the same quotes in the
// same order. Goldmark's typographer sees one line and knows English only: it
// opens a quotation in να 'ρθω.
type typesetter struct {
	quotes [4]string
	tied   func(before, after []byte) bool

	measuring bool
	text      []byte   // of the block that is measured
	marks     []int    // where its quotes stand in text
	set       []string // what stands for each; empty: the sign itself
	next      int
	after     []rune // what follows each

	bound []byte // what tie has set, kept for its room
}

// special are the bytes that append does not just copy.
var special = [256]bool{'\\': true, '&': true, '"': true, '\'': true, '-': true, '.': true}

// append adds a source text, set, to dst.
func (t *typesetter) append(dst, src []byte) []byte {
	start := len(dst)
	dst = t.signs(dst, src)
	if t.tied == nil || t.measuring {
		return dst
	}
	return t.tie(dst, start)
}

// tie makes no-break those blanks from start on at which no line should end. A blank
// at the end of a line of the source is none: whoever breaks a line there sees it.
func (t *typesetter) tie(dst []byte, start int) []byte {
	const word = 16 // bytes that are looked at, on both sides
	t.bound = t.bound[:0]
	from := start
	for i := start; i < len(dst); i++ {
		if dst[i] == ' ' && t.tied(dst[max(0, i-word):i], dst[i+1:min(len(dst), i+1+word)]) {
			t.bound = append(append(t.bound, dst[from:i]...), "\u00a0"...)
			from = i + 1
		}
	}
	if from == start {
		return dst
	}
	t.bound = append(t.bound, dst[from:]...)
	return append(dst[:start], t.bound...)
}

// signs adds a source text without regard to its blanks.
func (t *typesetter) signs(dst, src []byte) []byte {
	from := 0
	for i := 0; i < len(src); {
		if !special[src[i]] {
			i++
			continue
		}
		dst = append(dst, src[from:i]...)
		var n int
		dst, n = t.sign(dst, src[i:])
		i += n
		from = i
	}
	return append(dst, src[from:]...)
}

// sign adds what src begins with and returns how many bytes that was.
func (t *typesetter) sign(dst, src []byte) ([]byte, int) {
	switch c := src[0]; c {
	case '\\':
		if len(src) > 1 && util.IsPunct(src[1]) {
			return append(dst, src[1]), 2
		}
	case '&':
		if end := bytes.IndexByte(src[:min(len(src), 40)], ';'); end > 0 {
			entity := src[: end+1 : end+1]
			if r := resolve(entity); !bytes.Equal(r, entity) {
				return append(dst, r...), end + 1
			}
		}
	case '-', '.':
		n := len(src) - len(bytes.TrimLeft(src, string(c)))
		switch {
		case c == '-' && n == 2:
			return append(dst, "–"...), n
		case c == '-' && n == 3:
			return append(dst, "—"...), n
		case c == '.' && (n == 3 || n == 4): // the fourth ends the sentence
			return append(dst, "…"...), 3
		}
		return append(dst, src[:n]...), n
	default:
		if t.measuring {
			t.marks = append(t.marks, len(dst))
		} else if t.next < len(t.set) {
			t.next++
			if s := t.set[t.next-1]; s != "" {
				return append(dst, s...), 1
			}
		}
	}
	return append(dst, src[0]), 1
}

// resolve resolves character references, those to control characters aside.
func resolve(b []byte) []byte {
	b = util.ResolveEntityNames(util.ResolveNumericReferences(b))
	return bytes.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' && r != '\n' {
			return utf8.RuneError
		}
		return r
	}, b)
}

// phrase sets a text that is not part of a block, such as the title of a link.
func (d *draft) phrase(src []byte) []byte {
	t := typesetter{quotes: d.set.quotes, tied: d.set.tied}
	if bytes.ContainsAny(src, `"'`) {
		t.measuring = true
		t.text = t.append(nil, src)
		t.decide()
	}
	return folded(t.append(nil, src))
}

// measure decides on the quotes of a block.
func (t *typesetter) measure(n ast.Node, src []byte) {
	t.text, t.marks, t.set, t.next = t.text[:0], t.marks[:0], t.set[:0], 0
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		if bytes.ContainsAny(line.Value(src), `"'`) {
			t.measuring = true
			t.collect(n, src)
			t.decide()
			return
		}
	}
}

// collect is the shadow of draft.inline: it must meet the same texts.
func (t *typesetter) collect(n ast.Node, src []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			t.text = t.append(t.text, c.Segment.Value(src))
			if c.HardLineBreak() || c.SoftLineBreak() {
				t.text = append(t.text, '\n')
			}
		case *ast.CodeSpan, *ast.AutoLink, *citation:
			t.text = append(t.text, "x"...) // something stands there
		default:
			t.collect(c, src)
		}
	}
}

// decide fills set for the quotes of the measured text.
func (t *typesetter) decide() {
	t.measuring = false
	t.lookAhead()
	var stack quotations
	typed, from := 0, 0 // quotations that the author opened with « itself
	for i, at := range t.marks {
		sign := t.text[at]
		gap := t.text[from:at]
		typed = max(0, typed+bytes.Count(gap, []byte(t.quotes[0]))-bytes.Count(gap, []byte(t.quotes[1])))
		from = at + 1
		before, after := t.before(i), t.after[i]
		opens := opensAfter(before) && !unicode.IsSpace(after)
		set := ""
		switch {
		case sign == '\'' && isWord(before) && isWord(after):
			set = "’"
		case opens && (sign == '"' || !t.shortens(i) && t.closesLater(i)):
			set = t.quotes[stack.push(sign, typed > 0)]
		case !opens && stack.has(sign) && (sign == '"' || !t.elides(i)):
			set = t.quotes[stack.pop(sign)+1]
		case sign == '\'' && (unicode.IsLetter(before) || isWord(after)):
			set = "’"
		}
		t.set = append(t.set, set)
	}
}

// quotations are the open ones, outermost first: their signs and the indexes
// of their marks in quotes, 0 for an outer and 2 for an inner one.
type quotations struct {
	signs []byte
	marks []int
}

func (q *quotations) push(sign byte, typed bool) int {
	mark := 0
	if n := len(q.marks); n > 0 {
		mark = 2 - q.marks[n-1]
	} else if typed || sign == '\'' {
		mark = 2
	}
	q.signs, q.marks = append(q.signs, sign), append(q.marks, mark)
	return mark
}

func (q *quotations) has(sign byte) bool { return bytes.IndexByte(q.signs, sign) >= 0 }

// pop closes the innermost quotation with a sign and those within it.
func (q *quotations) pop(sign byte) int {
	i := bytes.LastIndexByte(q.signs, sign)
	mark := q.marks[i]
	q.signs, q.marks = q.signs[:i], q.marks[:i]
	return mark
}

// lookAhead notes what follows each quote and the quotes directly behind it.
func (t *typesetter) lookAhead() {
	t.after = append(t.after[:0], make([]rune, len(t.marks))...)
	for i, at := range slices.Backward(t.marks) {
		switch {
		case i+1 < len(t.marks) && t.marks[i+1] == at+1:
			t.after[i] = t.after[i+1]
		case at+1 < len(t.text):
			t.after[i], _ = utf8.DecodeRune(t.text[at+1:])
		default:
			t.after[i] = ' '
		}
	}
}

// before returns what precedes a quote; a quote that opened counts as a blank.
func (t *typesetter) before(i int) rune {
	at := t.marks[i]
	if i > 0 && i <= len(t.set) && t.marks[i-1] == at-1 {
		if s := t.set[i-1]; s == t.quotes[0] || s == t.quotes[2] {
			return ' '
		}
		return '.'
	}
	if at == 0 {
		return ' '
	}
	r, _ := utf8.DecodeLastRune(t.text[:at])
	return r
}

// closesLater reports whether a ' that may open a quotation has a partner: one
// that stands behind a word before the next that may open another.
func (t *typesetter) closesLater(i int) bool {
	for j := i + 1; j < len(t.marks); j++ {
		before, after := t.before(j), t.after[j]
		switch {
		case t.text[t.marks[j]] != '\'' || isWord(before) && isWord(after):
		case opensAfter(before) && !unicode.IsSpace(after):
			return false
		case !unicode.IsSpace(before) && !t.elides(j):
			return true
		}
	}
	return false
}

// elides reports whether a ' stands for the last vowel of a short Greek word
// before another word (σ' αυτό, απ' το, γι' αυτό).
func (t *typesetter) elides(i int) bool {
	text, rest := t.text[:t.marks[i]], t.text[t.marks[i]+1:]
	next, _ := utf8.DecodeRune(bytes.TrimLeft(rest, " \n"))
	word := text[len(bytes.TrimRightFunc(text, unicode.IsLetter)):]
	last, _ := utf8.DecodeLastRune(word)
	n := utf8.RuneCount(word)
	return unicode.Is(unicode.Greek, last) && unicode.IsLetter(next) &&
		(n <= 2 || n <= 4 && strings.ContainsRune("βγδζθκλμξπρστφχψ", unicode.ToLower(last)))
}

// shortened are words that are written with an apostrophe for their beginning.
const shortened = " tis twas em n til cause s ne nen nem ner ναι μαι σαι ταν χω χεις χει ρθω ρθει δω κει γω πα πε "

// shortens reports whether a ' stands for the beginning of a word or number:
// 'tis, the '90s, 's ist, να 'ναι.
func (t *typesetter) shortens(i int) bool {
	word := t.text[t.marks[i]+1:]
	word = word[:min(len(word), 12)]
	word = word[:len(word)-len(bytes.TrimLeftFunc(word, isWord))]
	if len(word) > 1 && unicode.IsDigit(rune(word[0])) {
		return len(bytes.TrimLeftFunc(word, unicode.IsDigit)) == len(word)-2
	}
	return len(word) > 0 && strings.Contains(shortened, " "+strings.ToLower(string(word))+" ")
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// inWord is isWord with the marks that belong to letters.
func inWord(r rune) bool { return isWord(r) || unicode.IsMark(r) }

// opensAfter reports whether a quote behind r may open a quotation.
func opensAfter(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pd) || r == '/'
}
