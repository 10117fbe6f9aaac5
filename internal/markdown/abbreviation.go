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

var shortForm = regexp.MustCompile(`^\*\[([^\[\]]*)\]:[ \t]*(.*?)[ \t]*\n?$`)

// abbreviations reads their lines, which write nothing where they stand.
type abbreviations struct{}

func (abbreviations) Trigger() []byte             { return []byte{'*'} }
func (abbreviations) CanInterruptParagraph() bool { return true }
func (abbreviations) CanAcceptIndentedLine() bool { return false }

func (abbreviations) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}
func (abbreviations) Close(ast.Node, text.Reader, parser.Context) {}

func (abbreviations) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := r.PeekLine()
	at := max(pc.BlockOffset(), 0)
	m := shortForm.FindSubmatch(line[at:])
	if m == nil {
		return nil, parser.NoChildren
	}
	d := draftOf(pc)
	d.abbreviate(m[1], m[2], segment.Stop-len(line)+at)
	r.Advance(len(bytes.TrimSuffix(line, []byte("\n"))))
	return &ownBlock{}, parser.NoChildren
}

func (d *draft) abbreviate(short, full []byte, off int) {
	a := &abbreviation{string(d.phrase(short)), string(d.phrase(full)), d.at(off), false}
	const hint = "write *[IBF]: International Balint Federation"
	switch {
	case a.short == "":
		d.list.Errorf(a.pos, "no abbreviation stands between the brackets").WithHint(hint)
		return
	case len(a.short) > longestShort:
		d.list.Errorf(a.pos, "an abbreviation cannot have more than %d bytes", longestShort)
		return
	case a.full == "":
		d.list.Errorf(a.pos, "the abbreviation %q is not explained", short).WithHint(hint)
		return
	}
	if first := d.short[a.short]; first != nil {
		d.list.Errorf(a.pos, "the abbreviation %q is explained twice", short).WithAlso(first.pos, "it is explained here first").WithHint("keep one of the two")
		return
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
			d.list.Warnf(a.pos, "the abbreviation %q does not occur in the text", a.short).
				WithHint("it is found as a whole word, with the same capitals; delete the line if nothing needs it")
		}
	}
}
