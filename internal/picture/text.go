package picture

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// The fonts are read once; several goroutines may draw with one.
var (
	medium  = sync.OnceValue(func() *sfnt.Font { return parse(gomedium.TTF) })
	regular = sync.OnceValue(func() *sfnt.Font { return parse(goregular.TTF) })
)

func parse(ttf []byte) *sfnt.Font {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(err) // it is part of the program
	}
	return f
}

// block is a text in lines of one size.
type block struct {
	font  *sfnt.Font
	buf   sfnt.Buffer
	size  fixed.Int26_6
	lines []string
}

// set breaks a text into lines of the column, at the largest size that takes no more
// than so many; nil if there is nothing to show. A word is broken only if it is wider
// than the column at the smallest size.
func set(f *sfnt.Font, text string, largest, smallest, most int) *block {
	b := &block{font: f}
	text = clean(text)
	if text == "" || !b.has(text) {
		return nil
	}
	words := strings.Split(text, " ")
	const column = cardColumn << 6
	var parts []part
	for _, broken := range []bool{false, true} {
		for size := largest; size >= smallest; size-- {
			b.size = fixed.I(size)
			parts = b.parts(words, column, broken)
			lines, fits := b.wrap(parts, column)
			if !fits || len(lines) > most {
				continue
			}
			// As many lines, but of like length: those of the narrowest column.
			low, high := fixed.Int26_6(0), fixed.Int26_6(column)
			for high-low > 64 {
				middle := (low + high) / 2
				if narrow, fits := b.wrap(parts, middle); fits && len(narrow) == len(lines) {
					high = middle
				} else {
					low = middle
				}
			}
			b.lines, _ = b.wrap(parts, high)
			return b
		}
	}
	lines, _ := b.wrap(parts, column)
	b.lines = lines[:most]
	last := &b.lines[most-1]
	for b.width(*last+"…") > column {
		_, n := utf8.DecodeLastRuneInString(*last)
		*last = (*last)[:len(*last)-n]
	}
	if i := strings.LastIndexByte(*last, ' '); i > 0 {
		*last = (*last)[:i] // no half words
	}
	*last = strings.TrimRight(*last, " ,.;:–"+hyphen) + "…"
	return b
}

// The hyphen of the Go fonts is as wide as their minus, since they are made for
// programs; the one of prose they have as the soft hyphen.
const hyphen = "\u00ad"

// clean composes letters with their accents, and writes blanks and hyphens that the
// fonts lack with those they have; what is invisible goes.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r):
			return -1
		case r == '\u202f', r == '\u2007':
			return '\u00a0' // no line ends there either
		case r != '\u00a0' && unicode.IsSpace(r):
			return ' '
		}
		return r
	}, norm.NFC.String(text))
	text = strings.NewReplacer("-", hyphen, "\u2010", hyphen, "\u2011", hyphen).Replace(text)
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }), " ")
}

// has reports whether the font can show a text. It sets no marks above letters that
// are not composed with them.
func (b *block) has(text string) bool {
	for _, r := range text {
		if g, err := b.font.GlyphIndex(&b.buf, r); err != nil || g == 0 || r == utf8.RuneError || unicode.IsMark(r) {
			return false
		}
	}
	return true
}

// part is what lines are put together from: a word, or a letter of one that is
// broken.
type part struct {
	text string
	glue string // before it, unless a line begins with it
	mark string // after it, if its line ends within a word
}

// parts are the words; if so asked, those that are wider than the column in letters.
func (b *block) parts(words []string, column fixed.Int26_6, broken bool) (list []part) {
	for _, w := range words {
		if !broken || b.width(w) <= column {
			list = append(list, part{text: w, glue: " "})
			continue
		}
		const signs = "./@" + hyphen
		mark := hyphen
		if strings.ContainsAny(w, signs) {
			mark = "" // an address means something else with a hyphen
		}
		first, sign := len(list), true
		for _, r := range w {
			after := sign
			if sign = strings.ContainsRune(signs, r); sign && !after {
				list[len(list)-1].text += string(r) // it begins no line
				continue
			}
			list = append(list, part{text: string(r), mark: mark})
		}
		list[first].glue, list[len(list)-1].mark = " ", ""
	}
	return list
}

// wrap fills lines of a column, one after the other. A part that is wider than the
// column is a line of its own, and the lines do not fit.
func (b *block) wrap(parts []part, column fixed.Int26_6) (lines []string, fits bool) {
	fits = true
	for i, p := range parts {
		if i > 0 {
			last := &lines[len(lines)-1]
			if longer := *last + p.glue + p.text; b.width(longer+p.mark) <= column {
				*last = longer
				continue
			}
			*last += parts[i-1].mark
		}
		lines = append(lines, p.text)
		fits = fits && b.width(p.text) <= column
	}
	return lines, fits
}

func (b *block) width(text string) (w fixed.Int26_6) {
	for _, r := range text {
		w += b.advance(r)
	}
	return w
}

// advance is from a letter to the next. Large letters stand a little closer.
func (b *block) advance(r rune) fixed.Int26_6 {
	closer := b.size * 14 / 1000 * max(0, b.size-fixed.I(32)) / fixed.I(48)
	g, _ := b.font.GlyphIndex(&b.buf, r)
	w, _ := b.font.GlyphAdvance(&b.buf, g, b.size, font.HintingNone)
	return w - closer
}

// The measures of a block: the height of capitals, from one line to the next, from
// the top of the capitals to the foot of the last line, from there to a text below.
func (b *block) capital() fixed.Int26_6 { return b.size * 72 / 100 }
func (b *block) leading() fixed.Int26_6 { return b.size * 116 / 100 }
func (b *block) height() fixed.Int26_6 {
	return b.capital() + fixed.Int26_6(len(b.lines)-1)*b.leading()
}
func (b *block) gap() fixed.Int26_6 { return b.size*40/100 + fixed.I(18) }

// text inks a block whose top left corner is given. font.Drawer is not used, since
// it reckons the curves of letters in floats; see fill.
func (c *canvas) text(with int, b *block, left, top fixed.Int26_6) {
	y := top + b.capital()
	for _, line := range b.lines {
		first, _ := utf8.DecodeRuneInString(line)
		x := left - b.letter(first, 0, 0).bounds().Min.X // its stroke stands on the margin
		for _, r := range line {
			c.fill(with, b.letter(r, x, y))
			x += b.advance(r)
		}
		y += b.leading()
	}
}

// letter is the outline of a letter that stands at a point.
func (b *block) letter(r rune, x, y fixed.Int26_6) (p path) {
	g, _ := b.font.GlyphIndex(&b.buf, r)
	segments, _ := b.font.LoadGlyph(&b.buf, g, b.size, nil)
	for _, s := range segments {
		for i := range s.Args {
			s.Args[i] = s.Args[i].Add(fixed.Point26_6{X: x, Y: y})
		}
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			p.move(s.Args[0])
		case sfnt.SegmentOpLineTo:
			p.line(s.Args[0])
		case sfnt.SegmentOpQuadTo:
			p.bend(s.Args[0], s.Args[1])
		case sfnt.SegmentOpCubeTo:
			p.curve(s.Args[0], s.Args[1], s.Args[2])
		}
	}
	return p
}
