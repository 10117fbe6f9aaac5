package reference

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fishbowl/internal/decode"
	"fishbowl/internal/locale"
)

// Contributor is a person, or a body that signs as one name.
type Contributor struct {
	decode.Fields
	Family              string     `key:"family"`
	Given               string     `key:"given"`
	Suffix              string     `key:"suffix"`
	DroppingParticle    string     `key:"dropping-particle"`
	NonDroppingParticle string     `key:"non-dropping-particle"`
	Literal             string     `key:"literal"`
	CommaSuffix         decode.Raw `key:"comma-suffix"`
	StaticOrdering      decode.Raw `key:"static-ordering"`
	ParseNames          decode.Raw `key:"parse-names"`
}

// family returns the name under which somebody is cited and sorted: with the
// particle that belongs to it ("van der Kolk"), as APA 7 does.
func (c Contributor) family() string {
	switch {
	case c.Literal != "":
		return c.Literal
	case c.Family == "":
		return c.Given
	}
	return joined(c.NonDroppingParticle, c.Family)
}

// inverted returns "Balint, M." and "Beauvoir, S. de".
func (c Contributor) inverted() string {
	if c.Literal != "" || c.Family == "" {
		return c.family()
	}
	given, particle := c.given()
	return listed(", ", c.family(), joined(initials(given), particle), c.Suffix)
}

// natural returns "M. Balint" and "S. de Beauvoir".
func (c Contributor) natural() string {
	if c.Literal != "" || c.Family == "" {
		return c.family()
	}
	given, particle := c.given()
	return listed(", ", signed(initials(given), joined(particle, c.family())), c.Suffix)
}

// Listed returns the whole name as catalogues have it: "Balint, Michael". A name that
// is not taken apart stays as it is.
func (c Contributor) Listed() string {
	if c.Literal != "" || c.Family == "" {
		return c.family()
	}
	given, particle := c.given()
	return listed(", ", c.family(), joined(given, particle), c.Suffix)
}

// Spoken returns the whole name as it is said: "Michael Balint".
func (c Contributor) Spoken() string {
	if c.Literal != "" || c.Family == "" {
		return c.family()
	}
	given, particle := c.given()
	return listed(", ", joined(given, joined(particle, c.family())), c.Suffix)
}

// initials are empty for a body, and for who has one name only.
func (c Contributor) initials() string {
	if c.Literal != "" || c.Family == "" {
		return ""
	}
	given, _ := c.given()
	return initials(given)
}

// given returns the given names and the particle that is not part of the name:
// where nobody told it apart, it stands in small letters behind them.
func (c Contributor) given() (given, particle string) {
	words := strings.Fields(c.Given)
	i := len(words)
	for i > 1 && startsSmall(words[i-1]) {
		i--
	}
	return strings.Join(words[:i], " "), listed(" ", append(words[i:], c.DroppingParticle)...)
}

func startsSmall(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// signed puts a blank that does not break between initials and a name.
func signed(initials, name string) string { return listed("\u00a0", initials, name) }

// withoutTonos are capitals as they stand alone: a single letter bears no accent.
var withoutTonos = strings.NewReplacer("Ά", "Α", "Έ", "Ε", "Ή", "Η", "Ί", "Ι", "Ό", "Ο", "Ύ", "Υ", "Ώ", "Ω")

// initials returns "J.-P. M." for Jean-Paul Marie, with a blank that does not break.
func initials(given string) string {
	given = strings.ReplaceAll(given, ".-", "-") // J.-P.
	var list []string
	for _, name := range strings.FieldsFunc(given, func(r rune) bool { return unicode.IsSpace(r) || r == '.' }) {
		if len(list) > 0 && startsSmall(name) { // Jean le Rond
			list = append(list, name)
			continue
		}
		var halves []string
		for _, half := range strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '‐' }) {
			r, _ := utf8.DecodeRuneInString(half)
			halves = append(halves, withoutTonos.Replace(string(r))+".")
		}
		list = append(list, strings.Join(halves, "-"))
	}
	return strings.Join(list, "\u00a0")
}

// joined puts a blank between two words, but none after d’.
func joined(a, b string) string {
	if strings.HasSuffix(a, "'") || strings.HasSuffix(a, "’") || strings.HasSuffix(a, "-") {
		return a + b
	}
	return listed(" ", a, b)
}

// listed joins what is not empty.
func listed(between string, texts ...string) string {
	var some []string
	for _, s := range texts {
		if s != "" {
			some = append(some, s)
		}
	}
	return strings.Join(some, between)
}

// Person is somebody who made works, as lists of them have the name.
type Person struct {
	// ID is the same for a family name with the same first initial: who stands as J. in one
	// work and as J. V. in another is most likely one. As in balint-m.
	ID   string
	Name string // Balint, M.
}

// People returns the authors and editors of a work.
func (w *Work) People() []Person {
	var list []Person
	for _, people := range [][]Contributor{w.Author, w.Editor} {
		for _, c := range people {
			if first, _, _ := strings.Cut(c.initials(), "\u00a0"); c.family() != "" {
				list = append(list, Person{locale.Slug("", listed(" ", c.family(), first)), c.inverted()})
			}
		}
	}
	return list
}
