package reference

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"fishbowl/internal/civil"
)

// WriteRIS writes works in the tags of RIS (Reference Manager, 2001, with those of 2011),
// in UTF-8 with CRLF. No text breaks a line, so none can end its work or forge a tag.
func WriteRIS(w io.Writer, works []*Work) error {
	var b strings.Builder
	for i, work := range works {
		if i > 0 {
			b.WriteString("\r\n")
		}
		work.ris(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (w *Work) ris(b *strings.Builder) {
	add := func(tag string, values ...string) {
		for _, v := range values {
			if v = strings.TrimSpace(oneLine(v)); v != "" {
				b.WriteString(tag + "  - " + v + "\r\n")
			}
		}
	}
	kind := "GEN"
	if i := w.Type.index(); i >= 0 {
		kind = kinds[i].ris
	}
	add("TY", kind)
	add("ID", w.ID)
	add("AU", risNames(w.Author)...)
	if w.Author == nil {
		add("AU", risNames(w.Director)...)
	}
	switch kind {
	case "CHAP", "CONF", "ENCYC", "DICT", "BLOG", "JOUR":
		add("A2", risNames(w.Editor)...)
	case "BOOK": // A2 are the editors of its series
		add("A3", risNames(w.Editor)...)
	default:
		add("ED", risNames(w.Editor)...)
	}
	add("A4", risNames(w.Translator)...)
	add("TI", plain(w.Title))
	add("ST", plain(cmp.Or(w.TitleShort, w.ShortTitle)))
	event, series := cmp.Or(w.EventTitle, w.Event), w.CollectionTitle
	switch {
	case kind == "CONF":
		add("C3", plain(w.ContainerTitle))
		add("T2", cmp.Or(event, plain(w.ContainerTitle)))
		add("T3", series)
	case w.ContainerTitle != "":
		add("T2", plain(w.ContainerTitle))
		add("T3", series)
	default:
		add("T2", cmp.Or(series, event))
	}
	if w.Issued.Year > 0 {
		add("PY", fmt.Sprint(w.Issued.Year))
		add("DA", risDate(w.Issued.Vague))
	} else {
		add("PY", w.Issued.Literal)
	}
	add("VL", w.Volume)
	add("IS", w.Issue)
	switch {
	case kind == "JOUR":
		add("C7", w.Number)
	default:
		add("M1", cmp.Or(w.Number, w.CollectionNo))
	}
	first, last, _ := strings.Cut(span(w.Page), "–")
	add("SP", first)
	add("EP", last)
	add("ET", w.Edition)
	add("PB", w.Publisher)
	add("CY", cmp.Or(w.PublisherPlace, w.EventPlace))
	add("M3", w.Genre)
	add("OP", listed(", ", plain(w.OriginalTitle), w.OriginalDate.years(), w.OriginalPublisher))
	add("SN", cmp.Or(w.ISBN, w.ISSN))
	add("DO", string(w.DOI))
	add("AN", w.PMID)
	add("C2", w.PMCID)
	add("UR", string(w.URL), w.URN)
	add("Y2", risDate(w.Accessed.Vague))
	add("LA", w.Language)
	add("DB", w.Archive)
	for keyword := range strings.FieldsFuncSeq(w.Keyword, func(r rune) bool { return r == ',' || r == ';' }) {
		add("KW", keyword)
	}
	add("AB", w.Abstract)
	add("N1", w.Note)
	b.WriteString("ER  - \r\n")
}

// risNames writes "van der Kolk, Bessel A., Jr."; a name without a comma is that of a
// body, which loses its own: RIS cannot write them.
func risNames(people []Contributor) []string {
	var names []string
	for _, c := range people {
		name := strings.ReplaceAll(c.family(), ",", " ")
		if c.Literal == "" && c.Family != "" {
			name = listed(", ", joined(c.DroppingParticle, c.family()), c.Given, c.Suffix)
		}
		names = append(names, name)
	}
	return names
}

// risDate writes 1957/03/02/; what is not known stays empty.
func risDate(d civil.Vague) string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d///", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d/%02d//", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d/%02d/%02d/", d.Year, d.Month, d.Day)
}
