package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"fishbowl/internal/diag"
)

// abbreviation says in full what stands short in the text: "*[IBF]: International
// Balint Federation" on a line of its own, as in PHP Markdown Extra.
type abbreviation struct {
	short, full string
	pos         diag.Pos
	used        bool
}

// longestShort is how many bytes the short form may have. Behind every word the text
// is looked up once for each length that occurs.
const longestShort = 40

var (
	shortForm = regexp.MustCompile(`^\*\[([^\[\]]*)\]:[ \t]*(.*?)[ \t]*\n?$`)
	// innerForm is emphasis within a line, outerForm the end of one that has begun before.
	// The * in "Psycholog*innen" is neither.
	innerForm = regexp.MustCompile(`(^|[\s(])\*+[^\s*](?:[^*]*[^\s*\\])?\*+`)
	outerForm = regexp.MustCompile(`[^\s\\]\*(?:$|[^\pL\pN])`)
	// markForm is what a title attribute could only show as it is written.
	markForm = regexp.MustCompile("(?:^|[^\\\\])(?:<[/!\\pL]|\\[[^\\[\\]]*@|\\[\\^|\\]\\(|\\]\\{|`)|(?:^|[\\s(])[*_]+[^\\s*_]")
)

// definitions are lines of abbreviations without others between them: a block to be
// translated as one, for each language has abbreviations of its own. They write nothing.
type definitions struct {
	ownBlock
	full []string // what was meant, a line each
}

// abbreviations reads them.
type abbreviations struct{}

func (abbreviations) Trigger() []byte             { return []byte{'*'} }
func (abbreviations) CanInterruptParagraph() bool { return true }
func (abbreviations) CanAcceptIndentedLine() bool { return false }

func (p abbreviations) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	if !p.read(n.(*definitions), r, pc) {
		return parser.Close
	}
	return parser.Continue | parser.NoChildren
}

func (abbreviations) Close(ast.Node, text.Reader, parser.Context) {}

func (p abbreviations) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n := &definitions{}
	if !p.read(n, r, pc) {
		return nil, parser.NoChildren
	}
	return n, parser.NoChildren
}

// read reads a line, if it explains an abbreviation.
func (abbreviations) read(n *definitions, r text.Reader, pc parser.Context) bool {
	line, segment := r.PeekLine()
	width, at := util.IndentWidth(line, r.LineOffset())
	if width > 3 {
		return false
	}
	m := shortForm.FindSubmatch(line[at:])
	if m == nil || begins(m[1]) || outerForm.Match(innerForm.ReplaceAll(m[2], []byte("$1"))) {
		return false // "*[a]: b* c" is emphasis
	}
	d := draftOf(pc)
	if a := d.abbreviate(m[1], m[2], segment.Stop-len(line)+at); a != nil {
		n.full = append(n.full, a.full)
	}
	r.Advance(len(bytes.TrimSuffix(line, []byte("\n"))))
	return true
}

// abbreviate notes an abbreviation, and returns nil for one that is wrong.
func (d *draft) abbreviate(short, full []byte, off int) *abbreviation {
	a := &abbreviation{string(d.phrase(short)), string(d.phrase(full)), d.at(off), false}
	const hint = "write *[IBF]: International Balint Federation"
	switch {
	case a.short == "":
		d.list.Errorf(a.pos, "no abbreviation stands between the brackets").WithHint(hint)
		return nil
	case len(a.short) > longestShort:
		d.list.Errorf(a.pos, "an abbreviation cannot have more than %d bytes", longestShort)
		return nil
	case a.full == "":
		d.list.Errorf(a.pos, "the abbreviation %q is not explained", short).WithHint(hint)
		return nil
	case markForm.Match(full):
		d.list.Errorf(a.pos, "what the abbreviation %q means is plain text, without emphasis, links, citations and HTML", short).
			WithHint(`write the words alone (for the sign itself write \*, \_, \<, \[)`)
		return nil
	}
	if first := d.short[a.short]; first != nil {
		d.list.Errorf(a.pos, "the abbreviation %q is explained twice", short).WithAlso(first.pos, "it is explained here first").WithHint("keep one of the two")
		return nil
	}
	if d.short == nil {
		d.short = map[string]*abbreviation{}
	}
	d.abbreviations = append(d.abbreviations, a)
	for _, short := range []string{a.short, strings.ReplaceAll(a.short, "\u00a0", " "), strings.ReplaceAll(a.short, " ", "\u00a0")} {
		d.short[short] = a
		if !slices.Contains(d.shortLengths, len(short)) {
			d.shortLengths = append(d.shortLengths, len(short))
		}
	}
	return a
}

// abbreviated writes the text from start on, each abbreviation with what it means;
// next is what follows in the source.
func (d *draft) abbreviated(start int, next []byte) {
	if len(d.shortLengths) == 0 || d.inAlt > 0 {
		d.escaped(d.text[start:])
		return
	}
	said := d.text[start:]
	before, _ := utf8.DecodeLastRune(d.text[:start])
	from := 0
	for i := 0; i < len(said); {
		r, size := utf8.DecodeRune(said[i:])
		if !inWord(before) || !inWord(r) {
			if a, n := d.shortAt(said[i:], next); a != nil {
				d.escaped(said[from:i])
				d.write(`<abbr title="`)
				d.escaped([]byte(a.full))
				d.write(`">`)
				d.escaped(said[i : i+n])
				d.write("</abbr>")
				a.used = true
				before, _ = utf8.DecodeLastRune(said[i : i+n])
				i += n
				from = i
				continue
			}
		}
		before = r
		i += size
	}
	d.escaped(said[from:])
}

// shortAt returns the longest abbreviation that a text begins with as a whole word.
func (d *draft) shortAt(said, next []byte) (found *abbreviation, size int) {
	for _, n := range d.shortLengths {
		if n <= size || n > len(said) {
			continue
		}
		a := d.short[string(said[:n])]
		if a == nil {
			continue
		}
		last, _ := utf8.DecodeLastRune(said[:n])
		after, _ := utf8.DecodeRune(said[n:])
		if n == len(said) {
			after, _ = utf8.DecodeRune(next)
		}
		if !inWord(last) || !inWord(after) {
			found, size = a, n
		}
	}
	return found, size
}

func (d *draft) unusedAbbreviations() {
	for _, a := range d.abbreviations {
		if !a.used {
			d.list.Warnf(a.pos, "the abbreviation %q does not occur in the text", strings.ReplaceAll(a.short, "\u00a0", " ")).
				WithHint("it is found as a whole word, with the same capitals; delete the line if nothing needs it")
		}
	}
}
