package locale

import (
	"strings"
	"unicode"

	"github.com/gosimple/unidecode"
	"golang.org/x/text/unicode/norm"
)

// Slug makes a part of an address from a text: lower-case ASCII letters, digits
// and "-". Greek is transcribed by ELOT 743, whatever the language; the language
// decides on other letters (ä is ae in German only). A slug of a slug is itself.
func Slug(lang, s string) string {
	base, _, _ := strings.Cut(lang, "-")
	s = transcribe(strings.ReplaceAll(s, "&", " "+ampersands[base]+" "))
	if base == "de" {
		s = umlauts.Replace(s)
	}
	words := strings.FieldsFunc(strings.ToLower(unidecode.Unidecode(s)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "-")
}

// ampersands are what "&" is called; in other languages it is left out.
var ampersands = map[string]string{"el": "και", "en": "and", "de": "und", "fr": "et", "it": "e", "es": "y"}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss", "ẞ", "SS")

// letter is a base letter, in lower case, with what matters of its marks.
type letter struct {
	r         rune
	marks     string
	diaeresis bool
}

// transcribe replaces Greek letters by ELOT 743, type 2, and returns the rest in
// NFC as it was. It works on letters taken apart from their marks, so that
// polytonic text is understood too.
func transcribe(s string) string {
	var letters []letter
	for _, r := range norm.NFD.String(s) {
		if n := len(letters); n > 0 && unicode.Is(unicode.Mn, r) {
			letters[n-1].marks += string(r)
			letters[n-1].diaeresis = letters[n-1].diaeresis || r == '\u0308'
			continue
		}
		letters = append(letters, letter{r: r})
	}
	var b strings.Builder
	for i := 0; i < len(letters); {
		if !unicode.Is(unicode.Greek, letters[i].r) {
			b.WriteRune(letters[i].r)
			b.WriteString(letters[i].marks)
			i++
			continue
		}
		latin, used := greekSound(letters, i)
		b.WriteString(latin)
		i += used
	}
	return norm.NFC.String(b.String())
}

// greekSound returns the transcription of the letter or pair of letters at i.
func greekSound(letters []letter, i int) (latin string, used int) {
	at := func(j int) rune {
		if j < 0 || j >= len(letters) {
			return ' '
		}
		return unicode.ToLower(letters[j].r)
	}
	first, second := at(i), at(i+1)
	// A pair of vowels is one sound unless the first has the accent (άυλος) or
	// the second a diaeresis (αϋπνία).
	joined := second == 'υ' && letters[i].marks == "" && !letters[i+1].diaeresis
	switch pair := string([]rune{first, second}); {
	case joined && first == 'ο':
		return "ou", 2
	case joined && strings.ContainsRune("αεη", first):
		if strings.ContainsRune("αεηιουωβγδζλμνρ", at(i+2)) {
			return latinOf[first] + "v", 2
		}
		return latinOf[first] + "f", 2
	case pair == "μπ" && !unicode.IsLetter(at(i-1)):
		return "b", 2
	case pair == "γγ":
		return "ng", 2
	case pair == "γξ":
		return "nx", 2
	case pair == "γχ":
		return "nch", 2
	}
	if s, ok := latinOf[first]; ok {
		return s, 1
	}
	return string(letters[i].r), 1
}

var latinOf = map[rune]string{
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th",
	'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m", 'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p",
	'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps",
	'ω': "o", 'ϐ': "v", 'ϑ': "th", 'ϕ': "f", 'ϖ': "p", 'ϰ': "k", 'ϱ': "r", 'ϲ': "s", 'ϵ': "e",
}

// Anchor makes the id of a heading: lower case, letters and digits of any script
// kept, all between them one "-". It is empty where the text has neither. An
// anchor of an anchor is itself.
func Anchor(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range lower(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && b.Len() > 0 && !gap:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			gap = false
		default:
			gap = true
		}
	}
	return b.String()
}

// lower is lower case in NFC. Go writes every Σ as σ; at the end of a word it
// is ς.
func lower(s string) string {
	runes := []rune(norm.NFC.String(strings.ToLower(norm.NFC.String(s))))
	inWord := func(i int) bool { return i >= 0 && i < len(runes) && unicode.IsLetter(runes[i]) }
	for i, r := range runes {
		if r == 'σ' && inWord(i-1) && !inWord(i+1) {
			runes[i] = 'ς'
		}
	}
	return string(runes)
}
