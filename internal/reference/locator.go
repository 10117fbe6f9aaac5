package reference

import (
	"regexp"
	"strings"

	"fishbowl/internal/fold"
	"fishbowl/internal/locale"
)

// labels are what authors write before a place, in the languages of Balint societies:
// folded, without full stop.
var labels = byLabel(map[string]string{
	"page":      "p pp pg pgs page pages s seite seiten σ σσ σελ σελιδα σελιδες",
	"chapter":   "ch chs chap chaps chapter chapters kap kapitel κεφ κεφαλαιο κεφαλαια",
	"section":   "sec secs sect section sections abschn abschnitt abschnitte εν ενοτητα ενοτητες",
	"sign":      "§ §§",
	"paragraph": "para paras par paragraph paragraphs ¶ ¶¶ abs absatz absatze παρ παραγραφος παραγραφοι",
	"volume":    "vol vols volume volumes bd bde band bande τομ τομος τομοι",
	"part":      "pt pts part parts teil teile t μερ μερος μερη",
	"figure":    "fig figs figure figures abb abbildung abbildungen εικ εικονα εικονες σχ σχημα",
	"table":     "table tables tab tabelle tabellen πιν πινακας πινακες",
	"note":      "n nn note notes fn footnote footnotes anm anmerkung anmerkungen fussnote fussnoten σημ σημειωση σημειωσεις υποσ υποσημειωση",
	"line":      "l ll line lines z zeile zeilen στ στιχος στιχοι",
})

func byLabel(names map[string]string) map[string]string {
	kinds := map[string]string{}
	for kind, list := range names {
		for _, label := range strings.Fields(list) {
			kinds[label] = kind
		}
	}
	return kinds
}

const (
	numeral = `(?:[A-Za-z]?\d+[a-z]?|[ivxlcdm]+)`
	spanned = numeral + `(?:\s*[-‐‑–—]+\s*` + numeral + `)?`
)

// place is "p. 12", "pp. 12–14, 20", "S. 12 ff." or "12".
var place = regexp.MustCompile(`^((?:\p{L}\p{M}*)+|[§¶]+)\.?\s*(` + spanned + `(?:\s*(?:,|&|;| and | und | και )\s*` + spanned + `)*)(?:\s*(ff?|κ\.\s?ε)\.?)?\s*(?:,\s*|$)`)

var (
	bare    = regexp.MustCompile(`^(?:[\d\s,‐‑–—-]*\d[a-z]?|[ivxlcdm]+)(?:\s*ff?\.?)?$`)
	anyDash = regexp.MustCompile(`\s*[-‐‑–—]+\s*`)
	comma   = regexp.MustCompile(`\s*(?:[,&;]|\b(?:and|und)\b|και)\s*`)
)

// locator says a place in a work in the words of the language: p. 12 becomes S. 12 or
// σ. 12, and 12-14 pages. A bare number is a page. What is not recognised stays as it is.
func locator(l *locale.Language, text string) string {
	text = strings.TrimSpace(text)
	rest := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text) // blanks that the typesetting holds
	if bare.MatchString(rest) {
		rest = "p. " + rest
	}
	var said []string
	for rest != "" {
		m := place.FindStringSubmatch(rest)
		if m == nil {
			return text
		}
		kind := labels[fold.Fold(m[1])]
		if kind == "" {
			return text
		}
		numbers := comma.ReplaceAllString(anyDash.ReplaceAllString(m[2], "–"), ", ")
		count := number(numbers)
		if m[3] != "" {
			count = 2
			following := 2
			if m[3] == "f" {
				following = 1
			}
			numbers += "\u00a0" + l.Word("references.following", following)
		}
		word := "references.locators." + kind
		if kind == "page" {
			said = append(said, l.Word("references.pages", count, "Pages", numbers))
		} else {
			said = append(said, l.Word(word, count, "Number", numbers))
		}
		rest = rest[len(m[0]):]
	}
	return strings.Join(said, ", ")
}
