package locale

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// ties are the words of one language between which no line should end, though its
// authors type a plain blank. Sources: Duden and DIN 5008; New Hart's Rules; the
// Interinstitutional Style Guide (Greek); Lexique des règles typographiques de
// l'Imprimerie nationale. All words are parted by blanks.
type ties struct {
	number string // before a number: S. 12
	name   string // before a name: Dr. Balint
	unit   string // after a number: 90 min
	pairs  string // of which each holds together, with _ for the blank: z._B.
	marks  string // before which, and behind which, a blank stands
	behind string
}

// shared ties are those of every language.
var shared = ties{
	number: "§ §§ € £ $ CHF EUR Nr. No.",
	name:   "Dr. Prof.",
	unit:   "€ £ $ % ‰ °C km m cm min h CHF EUR MB KB",
}

var tiesOf = map[string]ties{
	"el": {
		number: "σ. σσ. σελ. αρ. αριθ. άρ. αρθ. παρ. τ. τόμ. τεύχ. κεφ. εικ. πίν.",
		name:   "κ. κα κ.κ. κκ. δρ δρ. Δρ Δρ. καθ. Καθ. Αγ. Αγ",
		unit:   "π.μ. μ.μ. ευρώ",
		pairs:  "π._χ. κ._ά. κ._λπ. κ._α. μ._Χ. π._Χ. π._μ. μ._μ.",
	},
	"en": {
		number: "p. pp. no. nos. Nos. vol. vols. ch. chap. fig. figs. art.",
		name:   "Dr Mr Mr. Mrs Mrs. Ms Ms. Prof St St. Revd",
		unit:   "am pm a.m. p.m. hrs mins",
		pairs:  "e._g. i._e. a._m. p._m.",
	},
	"de": {
		number: "S. Nrn. Bd. Kap. Abb. Tab. Art. Abs. Ziff. Jg. H. ca.",
		name:   "Hr. Fr. PD Priv.-Doz. Dipl.-Psych. med. phil. nat. habil. St.",
		unit:   "Uhr Min. Std. UE Mio. Mrd.",
		pairs:  "z._B. d._h. u._a. u._ä. o._ä. u._Ä. o._Ä. i._d. d._R. v._a. z._T. z._Zt. e._V. u._U. n._Chr. v._Chr. s._o. s._u. d._i. m._E. i._A. i._V. a._D. u._v. v._m. a._M. Prof._Dr. Dr._med. Dr._phil. Dr._rer. rer._nat. med._habil.",
	},
	"fr": {
		number: "p. pp. n° nº N° vol. chap. art. fig. t.",
		name:   "M. MM. Mme Mmes Mlle Dr Pr St Ste",
		unit:   "h min",
		// The Imprimerie nationale wants a thin blank before ; ! ? and a whole one before :
		// and within « ». Here all are whole: many fonts have no thin no-break space
		// (U+202F), and our quotation marks have the whole one.
		marks: ";:!?»", behind: "«",
	},
}

// tied are ties, made for looking up.
type tied struct {
	number, name, unit, pairs map[string]bool
	marks, behind             string
}

var tiedOf = func() map[string]*tied {
	set := func(lists ...string) map[string]bool {
		m := map[string]bool{}
		for _, list := range lists {
			for word := range strings.FieldsSeq(list) {
				m[strings.ReplaceAll(word, "_", " ")] = true
			}
		}
		return m
	}
	all := map[string]*tied{"": {}}
	for code := range tiesOf {
		all[code] = nil
	}
	for code := range all {
		t := tiesOf[code]
		all[code] = &tied{set(shared.number, t.number), set(shared.name, t.name), set(shared.unit, t.unit), set(t.pairs), t.marks, t.behind}
	}
	return all
}()

func tiedFor(tag language.Tag) *tied {
	base, _ := tag.Base()
	if t := tiedOf[base.String()]; t != nil {
		return t
	}
	return tiedOf[""]
}

// Tied reports whether a line must not end at the blank between two stretches of
// running text: S. 12, Dr. Balint, 90 min, z. B., and in French Ça va ?. Of both only
// the word at the blank counts.
func (l *Language) Tied(before, after []byte) bool {
	t := l.tied
	last, _ := utf8.DecodeLastRune(before)
	first, _ := utf8.DecodeRune(after)
	switch {
	case strings.ContainsRune(t.marks, first) && !unicode.IsSpace(last), strings.ContainsRune(t.behind, last):
		return true
	case unicode.IsDigit(first):
		return t.number[string(lastWord(before))]
	case unicode.IsDigit(last):
		word := firstWord(after)
		return t.unit[string(word)] || t.unit[string(bytes.TrimSuffix(word, []byte(".")))]
	case last != '.' && !unicode.IsUpper(first):
		return false
	}
	word := lastWord(before)
	return unicode.IsUpper(first) && t.name[string(word)] || last == '.' && t.pairs[string(word)+" "+string(firstWord(after))]
}

// lastWord returns the word at the end of a text, without what opens before it.
func lastWord(text []byte) []byte {
	word := text[bytes.LastIndexFunc(text, unicode.IsSpace)+1:]
	return bytes.TrimLeftFunc(word, func(r rune) bool { return r != '§' && !unicode.In(r, unicode.L, unicode.Sc) })
}

// firstWord returns the word at the beginning of a text, without what closes after it.
func firstWord(text []byte) []byte {
	if end := bytes.IndexFunc(text, unicode.IsSpace); end >= 0 {
		text = text[:end]
	}
	return bytes.TrimRightFunc(text, func(r rune) bool {
		return r != '.' && r != '%' && r != '‰' && !unicode.In(r, unicode.L, unicode.Sc)
	})
}
