// Package locale is what a language does: how it writes dates, times, numbers
// and money, how it joins a list, sorts, quotes and makes addresses, and which
// words the interface uses.
//
// A [Language] is made by [New]; [LoadWords] then gives all languages of a site
// their interface words, once, before anything else uses them. From then on a
// Language never changes and is safe for goroutines. It reads neither the
// machine's clock nor its zone nor its locale: the same input gives the same
// text everywhere.
//
//	el, _ := locale.New("el", "Ελληνικά")
//	el.Date(civil.Date{Year: 2027, Month: 3, Day: 12}) // 12 Μαρτίου 2027
//	el.Money(1250, "EUR")                              // 12,50 €
//
// # Customs
//
// Greek, English, German and their national kinds follow CLDR, and so do some
// twenty other languages of Europe; e2e/intl_test.go compares them with ICU and
// explains every difference. English is British unless it is en-US. Any other
// language works too, but writes its dates as 2027-03-12 and its weekdays in
// English; [LoadWords] says so in a notice.
//
// A no-break space (U+00A0, which every font has) stands between an amount and its
// unit (30 €, 20 %), and in running text where [Language.Tied] wants one. Dates and
// times have plain spaces, so that sentences made of them wrap.
//
// # Words
//
// Interface words live in i18n/LANG.yaml. The words that the generator and the
// theme bring are a closed set: a site may change any of them in any language,
// but adds none. A message is a text with variables, "Updated {{.Date}}", or has
// one such text per plural form; a mapping whose keys are all plural forms (zero,
// one, two, few, many, other) is the second. All other mappings nest, and their
// keys are joined by ".": groups.status.open.
//
// A message holds a whole sentence or label. Values are put in as they are, so
// they stand where a language needs no inflection: "Sprache: {{.Language}}".
package locale

import (
	"cmp"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"fishbowl/internal/diag"
	"fishbowl/internal/fold"
)

// Language is what one language of a site does. It is made by [New], is
// immutable once [LoadWords] has given it its words, and safe for goroutines.
type Language struct {
	Code string // BCP 47 as in site.yaml: el, de-CH
	Name string // its own name: Ελληνικά

	tag     language.Tag
	customs customs
	names   names
	tied    *tied
	numbers *message.Printer
	ascii   bool             // it has no digits of its own
	amounts *message.Printer // digits of money, which in Austria differ from other numbers
	regions display.Namer
	tongues display.Namer
	sorters *sync.Pool // of *collate.Collator, which keeps buffers and is not safe
	words   map[string]*entry
}

// Territory returns the language with the country whose customs it follows, as
// Open Graph names it: el_GR, en_GB, de_AT.
func (l *Language) Territory() string {
	base, _ := l.tag.Base()
	region, certainty := l.tag.Region()
	if certainty != language.Exact && base.String() == "en" {
		return "en_GB" // see Customs
	}
	return base.String() + "_" + region.String()
}

// New returns the language of a code as it stands in site.yaml; without a name
// it is called what it calls itself. The error is a
// *diag.Fault that tells the author what would be right.
func New(code, name string) (*Language, error) {
	tag, err := parseTag(code)
	if err != nil {
		return nil, err
	}
	l := &Language{Code: code, Name: cmp.Or(name, display.Self.Name(tag), code), tag: tag, numbers: message.NewPrinter(tag)}
	l.customs, l.names = customsFor(tag)
	l.tied = tiedFor(tag)
	l.amounts = l.numbers
	if l.customs.amounts != "" {
		l.amounts = message.NewPrinter(language.MustParse(l.customs.amounts))
	}
	l.ascii = l.numbers.Sprint(number.Decimal(0)) == "0"
	l.regions = cmp.Or(display.Regions(tag), display.Regions(language.English))
	l.tongues = cmp.Or(display.Languages(tag), display.Languages(language.English))
	l.sorters = &sync.Pool{New: func() any { return collate.New(tag) }}
	return l, nil
}

// CheckCode reports a code that is none of a language, or not written as it is, by a
// *diag.Fault.
func CheckCode(code string) error {
	_, err := parseTag(code)
	return err
}

// parseTag accepts codes in their one canonical form only: they become part of
// addresses, where de-CH and de-ch would be two.
func parseTag(code string) (language.Tag, error) {
	tag, err := language.Parse(code)
	base, sure := tag.Base()
	region, _ := tag.Region()
	if err != nil || region.IsPrivateUse() && !region.IsCountry() || sure == language.No || tag == language.Und || base.String() == "mul" || base.String() == "zxx" || len(tag.Extensions()) > 0 {
		f := &diag.Fault{Message: fmt.Sprintf("%q is not the code of a language", code), Hint: "write a code such as el, en, de or de-CH"}
		if right, ok := mistakenCodes[fold.Fold(code)]; ok {
			f.Hint = fmt.Sprintf("did you mean %q?", right)
		}
		return tag, f
	}
	if tag.String() != code {
		return tag, &diag.Fault{Message: fmt.Sprintf("%q is not how the code of this language is written", code), Hint: fmt.Sprintf("write %q", tag.String())}
	}
	return tag, nil
}

// mistakenCodes are found by codes of countries and names that people take for codes
// of languages.
var mistakenCodes = fold.Meanings(map[string]string{
	"en-US": "us", "de-AT": "at", "cs": "cz", "da": "dk", "sv": "se", "uk": "ua",
	"el": "gr, greek, griechisch, ελληνικά", "en": "gb, english, englisch, αγγλικά", "de": "german, deutsch, γερμανικά", "fr": "french, français, französisch, γαλλικά",
})

// chain returns the codes whose words and customs serve a language, the nearest
// first: de-CH, de.
func chain(tag language.Tag) []string {
	var codes []string
	for ; !tag.IsRoot(); tag = tag.Parent() {
		codes = append(codes, tag.String())
	}
	return codes
}

// Compare orders two texts as a dictionary of the language does. Texts that
// differ only in what a dictionary ignores still have one order.
func (l *Language) Compare(a, b string) int {
	c := l.sorters.Get().(*collate.Collator)
	defer l.sorters.Put(c)
	return cmp.Or(c.CompareString(sortable(a), sortable(b)), strings.Compare(a, b))
}

// sortable makes one of the two apostrophes that people type: O'Neil comes after
// O’Brien.
func sortable(s string) string { return strings.ReplaceAll(s, "'", "’") }

// SortKey returns a key of a text: keys compare byte by byte as [Language.Compare]
// does with the texts.
func (l *Language) SortKey(text string) string {
	c := l.sorters.Get().(*collate.Collator)
	defer l.sorters.Put(c)
	var b collate.Buffer
	// No part of a key is less than 0001, so that texts come after every key.
	return string(c.KeyFromString(&b, sortable(text))) + "\x00\x00\x00" + text
}

// Country returns the name of a country (ISO 3166-1, two letters), or the code
// itself where no name is known.
func (l *Language) Country(iso2 string) string {
	if name, ok := l.renamed(iso2); ok {
		return name
	}
	region, err := language.ParseRegion(iso2)
	if err != nil || !region.IsCountry() {
		return iso2
	}
	return cmp.Or(l.regions.Name(region), iso2)
}

// LanguageName returns the name of a language as it stands within a sentence, or
// the code itself where no name is known.
func (l *Language) LanguageName(code string) string {
	name, ok := l.renamed(code)
	if !ok {
		tag, err := language.Parse(code)
		if err != nil {
			return code
		}
		name = cmp.Or(l.tongues.Name(tag), code)
	}
	if base, _ := l.tag.Base(); base.String() == "el" {
		return strings.ToLower(name) // CLDR has the form for lists
	}
	return name
}

func (l *Language) renamed(code string) (string, bool) {
	base, _ := l.tag.Base()
	name, ok := renamed[code][base.String()]
	return name, ok
}

// renamed holds names that are younger than the tables of golang.org/x/text
// (CLDR 32, 2017), or that they lack. For the Greek reader the first is no
// trifle.
var renamed = map[string]map[string]string{
	"MK": {"el": "Βόρεια Μακεδονία", "en": "North Macedonia", "de": "Nordmazedonien"},
	"SZ": {"el": "Εσουατίνι", "en": "Eswatini", "de": "Eswatini"},
	"TR": {"en": "Türkiye"},
	"BY": {"de": "Belarus"},                // in Switzerland too
	"GB": {"de": "Vereinigtes Königreich"}, // the same
	"no": {"el": "Νορβηγικά", "en": "Norwegian", "de": "Norwegisch"},
}

// And joins items as in "a, b and c".
func (l *Language) And(items []string) string { return join(items, l.customs.and) }

// Or joins items as in "a, b or c".
func (l *Language) Or(items []string) string { return join(items, l.customs.or) }

// join puts a joint between the last two items. Where a list of three has a
// comma there too, the joint begins with it: ", and ".
func join(items []string, joint string) string {
	n := len(items)
	if n < 2 {
		return strings.Join(items, "")
	}
	if n == 2 && len(joint) > len(", ") {
		joint = strings.TrimPrefix(joint, ",")
	}
	return strings.Join(items[:n-1], ", ") + joint + items[n-1]
}

// Quotes returns the quotation marks of the language, the outer ones first. The
// French ones bring their no-break spaces.
func (l *Language) Quotes() (open, close, innerOpen, innerClose string) {
	q := l.customs.quotes
	return q[0], q[1], q[2], q[3]
}
