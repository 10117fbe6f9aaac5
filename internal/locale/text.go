package locale

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// Text is what an author wrote for readers: once, in one language, or once per
// language. The zero Text says nothing.
type Text struct {
	Pos    diag.Pos
	byLang map[string]string
	at     map[string]diag.Pos // of the languages in byLang
	any    string              // serves every language (of a Name)
}

// Phrase is a text that was chosen for a page. Lang is empty where the text is
// in the page's own language or in none (a name); else it names the language,
// and the page must mark it (WCAG 3.1.2). Before and After are in the page's own
// language: what an interface word says around a text in another one.
type Phrase struct{ Text, Lang, Before, After string }

// String returns all of it, for layouts that need no mark.
func (p Phrase) String() string { return p.Before + p.Text + p.After }

// IsZero reports whether nothing was written.
func (t Text) IsZero() bool { return len(t.byLang) == 0 && t.any == "" }

// In returns the text in exactly this language, or a name that serves all; else
// "".
func (t Text) In(lang string) string {
	if s, ok := t.byLang[lang]; ok {
		return s
	}
	return t.any
}

// For returns the text for a page in the language lang: in that language where
// it was written, else in the nearest of the others that has one (see [Nearest]).
func (t Text) For(lang string, others []string) Phrase {
	if s := t.In(lang); s != "" {
		return Phrase{Text: s}
	}
	if l := Nearest(lang, others, func(l string) bool { return t.byLang[l] != "" }); l != "" {
		return Phrase{Text: t.byLang[l], Lang: l}
	}
	return Phrase{}
}

// Nearest returns the first of some languages in which there is something, those of the
// same tongue before all others: readers of de-CH take German for their own. It returns
// "" where there is none.
func Nearest(lang string, others []string, in func(lang string) bool) string {
	nearest := ""
	for _, l := range others {
		switch {
		case !in(l):
		case SameTongue(l, lang):
			return l
		case nearest == "":
			nearest = l
		}
	}
	return nearest
}

// SameTongue reports whether two codes are of one language, as de and de-CH.
func SameTongue(a, b string) bool {
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return a == b
}

// At returns the place of the text in a language.
func (t Text) At(lang string) diag.Pos {
	if p, ok := t.at[lang]; ok {
		return p
	}
	return t.Pos
}

// Languages returns the codes of the languages in which the text was written,
// sorted.
func (t Text) Languages() []string {
	var langs []string
	for l := range t.byLang {
		langs = append(langs, l)
	}
	slices.Sort(langs)
	return langs
}

// DecodeNode reads one text, in the decoder's language, or one per language;
// either may stand under the key "text".
func (t *Text) DecodeNode(d *decode.Decoder, n *decode.Node) {
	t.decode(d, unwrap(n, "text"))
}

// unwrap returns the value of a block's only key, if that is its name.
func unwrap(n *decode.Node, key string) *decode.Node {
	if len(n.Entries) == 1 && n.Entries[0].Key == key {
		return n.Entries[0].Value
	}
	return n
}

func (t *Text) decode(d *decode.Decoder, n *decode.Node) {
	t.Pos = n.Pos
	if n.Kind != decode.Mapping {
		var s string
		d.Decode(n, &s)
		if s = strings.TrimSpace(s); s != "" {
			t.byLang = map[string]string{d.Lang: s}
		}
		return
	}
	t.byLang, t.at = map[string]string{}, map[string]diag.Pos{}
	for _, e := range n.Entries {
		if !slices.Contains(d.Languages, e.Key) {
			d.Unknown(e.Pos, "language", e.Key, d.Languages)
			continue
		}
		var s string
		d.Decode(e.Value, &s)
		if s = strings.TrimSpace(s); s != "" {
			t.byLang[e.Key], t.at[e.Key] = s, e.Value.Pos
		}
	}
}

// Name is a Text that is never untranslated where it was written once: names of
// people, places and bodies serve all languages.
type Name struct{ Text }

// DecodeNode reads one name for all languages, or one per language; either may
// stand under the key "name".
func (m *Name) DecodeNode(d *decode.Decoder, n *decode.Node) {
	n = unwrap(n, "name")
	m.decode(d, n)
	if n.Kind != decode.Mapping {
		m.any, m.byLang = m.byLang[d.Lang], nil
	}
}

// PlainName returns a name that serves all languages.
func PlainName(s string) Name { return Name{Text{any: s}} }

// Capitalize returns a text with its first letter as a capital, for a phrase that
// stands alone. A vowel of Greek keeps its tonos there.
func Capitalize(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if !unicode.IsLower(first) {
		return s
	}
	return string(unicode.ToTitle(first)) + s[size:]
}

// Capitalized returns the phrase with its first letter as a capital.
func (p Phrase) Capitalized() Phrase {
	if p.Before != "" {
		p.Before = Capitalize(p.Before)
	} else {
		p.Text = Capitalize(p.Text)
	}
	return p
}
