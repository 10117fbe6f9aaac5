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
	e := &risEntry{Work: w, out: b, kind: "GEN"}
	if i := w.Type.index(); i >= 0 {
		e.kind = kinds[i].ris
	}
	e.made()
	e.appeared()
	e.found()
	b.WriteString("ER  - \r\n")
}

type risEntry struct {
	*Work
	kind string
	out  *strings.Builder
}

func (e *risEntry) add(tag string, values ...string) {
	for _, v := range values {
		if v = strings.TrimSpace(oneLine(v)); v != "" {
			e.out.WriteString(tag + "  - " + v + "\r\n")
		}
	}
}

// made says what the work is, who made it, and what it is called.
func (e *risEntry) made() {
	e.add("TY", e.kind)
	e.add("ID", e.ID)
	e.add("AU", risNames(e.Author)...)
	if e.Author == nil {
		e.add("AU", risNames(e.Director)...)
	}
	editors := "ED"
	switch e.kind {
	case "CHAP", "CONF", "ENCYC", "DICT", "BLOG", "JOUR":
		editors = "A2"
	case "BOOK": // A2 are the editors of its series
		editors = "A3"
	}
	e.add(editors, risNames(e.Editor)...)
	e.add("A4", risNames(e.Translator)...)
	e.add("TI", plain(e.Title))
	e.add("ST", plain(cmp.Or(e.TitleShort, e.ShortTitle)))
}

// appeared says where and when the work appeared, and what it was before.
func (e *risEntry) appeared() {
	container, event, series := plain(e.ContainerTitle), cmp.Or(e.EventTitle, e.Event), e.CollectionTitle
	switch {
	case e.kind == "CONF":
		e.add("C3", container)
		e.add("T2", cmp.Or(event, container))
		e.add("T3", series)
	case e.ContainerTitle != "":
		e.add("T2", container)
		e.add("T3", series)
	default:
		e.add("T2", cmp.Or(series, event))
	}
	if e.Issued.Year > 0 {
		e.add("PY", fmt.Sprint(e.Issued.Year))
		e.add("DA", risDate(e.Issued.Vague))
	} else {
		e.add("PY", e.Issued.Literal)
	}
	e.add("VL", e.Volume)
	e.add("IS", e.Issue)
	if e.kind == "JOUR" {
		e.add("C7", e.Number)
	} else {
		e.add("M1", cmp.Or(e.Number, e.CollectionNo))
	}
	first, last, _ := strings.Cut(span(e.Page), "–")
	e.add("SP", first)
	e.add("EP", last)
	e.add("ET", e.Edition)
	e.add("PB", e.Publisher)
	e.add("CY", cmp.Or(e.PublisherPlace, e.EventPlace))
	e.add("M3", e.Genre)
	e.add("OP", listed(", ", plain(e.OriginalTitle), e.OriginalDate.years(), e.OriginalPublisher))
}

// found says by what the work is found, and what it is about.
func (e *risEntry) found() {
	e.add("SN", cmp.Or(e.ISBN, e.ISSN))
	e.add("DO", string(e.DOI))
	e.add("AN", e.PMID)
	e.add("C2", e.PMCID)
	e.add("UR", string(e.URL), e.URN)
	e.add("Y2", risDate(e.Accessed.Vague))
	e.add("LA", e.Language)
	e.add("DB", e.Archive)
	for keyword := range strings.FieldsFuncSeq(e.Keyword, func(r rune) bool { return r == ',' || r == ';' }) {
		e.add("KW", keyword)
	}
	e.add("AB", e.Abstract)
	e.add("N1", e.Note)
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
