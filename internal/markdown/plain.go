package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// said is a stretch of plain text and the works that its sentences name, in their order.
type said struct {
	text  string
	named []named
}

// named is a work at its place in a text, where its key stands.
type named struct {
	at   int
	cite Cite
}

// with returns the text with the names of works in the place of their keys. A key for
// which name returns nothing stays.
func (s said) with(name func(Cite) string) string {
	var b strings.Builder
	from := 0
	for _, n := range s.named {
		if name := name(n.cite); name != "" {
			b.WriteString(s.text[from:n.at] + name)
			from = n.at + len(n.cite.Key)
		}
	}
	return b.String() + s.text[from:]
}

// said returns a range of the plain text.
func (d *draft) said(span [2]int) said {
	s := said{text: string(d.text[span[0]:span[1]])}
	first, _ := slices.BinarySearchFunc(d.named, span[0], func(n named, at int) int { return n.at - at })
	for _, n := range d.named[first:] {
		if n.at >= span[1] {
			break
		}
		n.at -= span[0]
		s.named = append(s.named, n)
	}
	return s
}

// Excerpt returns the plain text of the first paragraph, with works named by name as
// [Heading.Named] has it, cut behind a word and with an ellipsis if it has more than
// limit characters.
func (d *Doc) Excerpt(limit int, name func(Cite) string) string {
	text := d.first.with(name)
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	end, n := 0, 0
	for i, r := range text {
		if n++; n > limit {
			break
		}
		if r == ' ' {
			end = i
		}
	}
	cut := strings.TrimRightFunc(text[:end], func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Pe, r) && !unicode.Is(unicode.Pf, r)
	})
	return cut + "…"
}

func countWords(s string) int {
	n, inside := 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			inside = false
		case !inside && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			inside = true
			n++
		}
	}
	return n
}
