package reference

import (
	"strings"

	"fishbowl/internal/locale"
)

// Part is a piece of a formatted reference; titles of books and journals stand
// in italics.
type Part struct {
	Text   string
	Italic bool
	Lang   string // the work's language, of what is written in it; else empty
}

// Entry is a work as the list of references shows it in one language.
type Entry struct {
	Key   string
	Parts []Part
	URL   string // the DOI's address, or the work's own; may be empty
	Label string // what URL is called: the DOI, the PMCID or the address
}

// Format returns the work in the author–date manner of APA 7, with the words
// of the language.
func (w *Work) Format(l *locale.Language) Entry {
	e := Entry{Key: w.ID}
	e.URL, e.Label = w.link()
	people, editors := w.contributors()
	var names []string
	for _, p := range people {
		names = append(names, p.inverted())
	}
	head := l.And(names)
	if editors {
		head = l.Word("references.editors", len(people), "Names", head)
	}
	if head != "" {
		e.add(head+" ", false)
	}
	e.add("("+w.Year(l)+"). ", false)
	standalone := w.ContainerTitle == ""
	e.title(w.Title, standalone, w.Language)
	switch {
	case w.Edition != "":
		e.add(" ("+l.Word("references.edition", "Edition", w.Edition)+"). ", false)
	case strings.HasSuffix(w.Title, "?"), strings.HasSuffix(w.Title, "!"), strings.HasSuffix(w.Title, ";"):
		e.add(" ", false) // a question ends by itself, in Greek with ";"
	default:
		e.add(". ", false)
	}
	w.container(l, &e)
	if w.Publisher != "" {
		e.add(strings.TrimPrefix(w.PublisherPlace+": ", ": ")+w.Publisher+".", false)
	}
	e.Parts[len(e.Parts)-1].Text = strings.TrimRight(e.Parts[len(e.Parts)-1].Text, " ")
	return e
}

// container adds the journal or book in which the work stands.
func (w *Work) container(l *locale.Language, e *Entry) {
	if w.ContainerTitle == "" {
		return
	}
	if w.Type == "chapter" || w.Type == "paper-conference" {
		e.add(l.Word("references.in")+" ", false)
	}
	e.title(w.ContainerTitle, true, w.Language)
	if w.Volume != "" {
		e.add(", ", false)
		e.add(w.Volume, true)
	}
	if w.Issue != "" {
		e.add("("+w.Issue+")", false)
	}
	if w.Page != "" {
		e.add(", "+strings.ReplaceAll(w.Page, "-", "–"), false)
	}
	e.add(". ", false)
}

func (e *Entry) add(text string, italic bool) {
	e.Parts = append(e.Parts, Part{Text: text, Italic: italic})
}

// title adds a title, which is in the work's own language.
func (e *Entry) title(text string, italic bool, lang string) {
	e.Parts = append(e.Parts, Part{text, italic, lang})
}

// inverted returns "Balint, M.": the family name and initials.
func (c Contributor) inverted() string {
	if c.Literal != "" {
		return c.Literal
	}
	var initials []string
	for _, name := range strings.FieldsFunc(c.Given, func(r rune) bool { return r == ' ' || r == '.' }) {
		var parts []string
		for _, half := range strings.Split(name, "-") {
			if r := []rune(half); len(r) > 0 {
				parts = append(parts, string(r[0])+".")
			}
		}
		initials = append(initials, strings.Join(parts, "-"))
	}
	s := c.family()
	if len(initials) > 0 {
		s += ", " + strings.Join(initials, "\u00a0")
	}
	if c.Suffix != "" {
		s += ", " + c.Suffix
	}
	return s
}

func (w *Work) link() (url, label string) {
	switch {
	case w.DOI != "":
		return "https://doi.org/" + w.DOI, "doi:" + w.DOI
	case w.PMCID != "":
		return "https://www.ncbi.nlm.nih.gov/pmc/articles/" + w.PMCID + "/", w.PMCID
	case w.URL != "":
		return string(w.URL), string(w.URL)
	}
	return "", ""
}
