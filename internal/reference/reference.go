// Package reference holds the works that a site cites. A work is entered once,
// in the CSL fields that Zotero and pandoc write; every language's pages cite
// it and list it.
package reference

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// Work is one entry of the bibliography.
type Work struct {
	decode.Fields
	unused
	ID              string        `key:"id,required"`
	CitationKey     string        `key:"citation-key"` // serves where nobody could cite by the id
	Type            Type          `key:"type,required"`
	Author          []Contributor `key:"author"`
	Editor          []Contributor `key:"editor"`
	Translator      []Contributor `key:"translator"`
	Issued          Date          `key:"issued"`
	Accessed        Date          `key:"accessed"`
	OriginalDate    Date          `key:"original-date"`
	OriginalTitle   string        `key:"original-title"`
	Title           string        `key:"title"`
	TitleShort      string        `key:"title-short"`
	ShortTitle      string        `key:"shortTitle"` // what Zotero calls title-short
	ContainerTitle  string        `key:"container-title"`
	CollectionTitle string        `key:"collection-title"`
	CollectionNo    string        `key:"collection-number"`
	Event           string        `key:"event"`
	EventTitle      string        `key:"event-title"` // the newer name of event
	EventPlace      string        `key:"event-place"`
	Publisher       string        `key:"publisher"`
	PublisherPlace  string        `key:"publisher-place"`
	Archive         string        `key:"archive"`
	Genre           string        `key:"genre"`
	Edition         string        `key:"edition"`
	Volume          string        `key:"volume"`
	Issue           string        `key:"issue"`
	Number          string        `key:"number"`
	Page            string        `key:"page"`
	DOI             DOI           `key:"DOI"`
	PMID            string        `key:"PMID"`
	PMCID           string        `key:"PMCID"`
	URN             string        `key:"URN"`
	ISBN            string        `key:"ISBN"`
	ISSN            string        `key:"ISSN"`
	URL             Address       `key:"URL"`
	Language        string        `key:"language"`
	Note            string        `key:"note"`
	Abstract        string        `key:"abstract"`
	Keyword         string        `key:"keyword"`

	Plain bool // titles have no markup: it stands in no data file

	// How texts name the work, set by tellApart.
	short  []string // the names, of which there may be others; nil where nobody is named
	others bool
	named  string // equal for works that are named alike
	letter string // of works that would be cited alike: 1957a, 1957b
}

// File is a data file of works.
type File struct {
	References []*Work `key:"references"`
}

// Bibliography is all works of a site.
type Bibliography struct {
	works map[string]*Work // by key in lower case
	list  []*Work          // in the order of the files
}

// Parse reads the data files of works: a block with references:, or the list that
// CSL-JSON is. Works without a title or year, with a malformed identifier or with a key
// that stands twice are reported.
func Parse(list *diag.List, d *decode.Decoder, roots []*decode.Node) *Bibliography {
	b := &Bibliography{works: map[string]*Work{}}
	for _, root := range roots {
		var file File
		if root.Kind == decode.Sequence {
			d.Decode(root, &file.References)
		} else {
			d.Decode(root, &file)
		}
		for _, w := range file.References {
			b.add(list, w)
		}
	}
	b.tellApart()
	return b
}

// keyForm is what a key looks like in a text.
var keyForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_:.-]*$`)

func (b *Bibliography) add(list *diag.List, w *Work) {
	if w.Pos.File == "" || w.ID == "" {
		return // reported
	}
	if w.CitationKey != "" && !keyForm.MatchString(w.ID) { // Zotero's ids are addresses
		w.ID = w.CitationKey
	}
	if first, ok := b.Get(w.ID); ok {
		list.Errorf(w.At("id"), "the key %q stands twice", w.ID).WithAlso(first.At("id"), "it stands here first")
		return
	}
	const longest = 200 // bytes; files and addresses are named after keys
	if strings.ContainsFunc(w.ID, unicode.IsSpace) || len(w.ID) > longest {
		list.Errorf(w.At("id"), "a key is short and has no blanks: %.40q", w.ID).WithHint("as in balint-1957")
	}
	if strings.TrimSpace(w.Title) == "" {
		list.Errorf(w.At("title"), "the work %q has no title", w.ID)
	}
	for _, c := range slices.Concat(w.Author, w.Editor, w.Translator) {
		if c.Pos.File != "" && strings.TrimSpace(c.family()) == "" {
			list.Errorf(c.Pos, "a name is empty").WithHint("write family: and given:, or literal: for a body")
		}
	}
	if w.Issued.IsZero() && w.Type != "webpage" && w.Type != "" && !w.Has("issued") { // pages often have none
		list.Warnf(w.At("id"), "the work %q has no year", w.ID).WithHint("write issued:, as in issued: 1957; a work without a date has issued: {literal: n.d.}")
	}
	w.identify(list)
	b.works[strings.ToLower(w.ID)] = w
	b.list = append(b.list, w)
}

// All returns the works in the order of the files.
func (b *Bibliography) All() []*Work { return b.list }

// Get returns the work of a key; capitals do not count.
func (b *Bibliography) Get(key string) (*Work, bool) {
	w, ok := b.works[strings.ToLower(key)]
	return w, ok
}

// Keys returns all keys.
func (b *Bibliography) Keys() []string {
	var keys []string
	for _, w := range b.list {
		keys = append(keys, w.ID)
	}
	return keys
}

// Sort puts works into the order of a list of references: by names as a
// dictionary of the language has them, then by year, those without one first.
func Sort(l *locale.Language, works []*Work) {
	keys, titles := map[*Work][]string{}, map[*Work]string{}
	for _, w := range works {
		titles[w] = l.SortKey(plain(w.Title))
		people, _ := w.contributors()
		for _, p := range people {
			given, _ := p.given()
			keys[w] = append(keys[w], l.SortKey(p.family()), l.SortKey(initials(given)))
		}
		if people == nil {
			keys[w] = []string{titles[w]}
		}
	}
	slices.SortStableFunc(works, func(a, c *Work) int {
		return cmp.Or(slices.Compare(keys[a], keys[c]), a.compareYears(c), strings.Compare(titles[a], titles[c]), strings.Compare(a.ID, c.ID))
	})
}

// compareYears orders works by year and letter, those without a year first.
func (w *Work) compareYears(v *Work) int {
	return cmp.Or(cmp.Compare(w.Issued.order(), v.Issued.order()), cmp.Compare(len(w.letter), len(v.letter)), strings.Compare(w.letter, v.letter))
}

// order is the year; what has only words for it, as in press, comes last.
func (t Date) order() int {
	if t.Year == 0 && t.years() != "" {
		return 10000
	}
	return t.Year
}

// contributors are the authors or, where there are none, the directors of a film, the
// body behind a web page or a dictionary, or the editors, with the word that says so.
func (w *Work) contributors() (people []Contributor, word string) {
	switch {
	case len(w.Author) > 0:
		return w.Author, ""
	case len(w.Director) > 0 && w.Type == "motion_picture":
		return w.Director, "references.directors"
	case w.Publisher != "" && (w.Type == "webpage" || w.Type == "entry-dictionary" || w.Type == "entry-encyclopedia"):
		return []Contributor{{Literal: w.Publisher}}, ""
	case len(w.Editor) > 0:
		return w.Editor, "references.editors"
	}
	return nil, ""
}

// shortTitle is the title under which a work is cited that names nobody.
func (w *Work) shortTitle() string { return plain(cmp.Or(w.TitleShort, w.ShortTitle, w.Title)) }

// shortNames returns the names as a citation has them: one, two joined by the language's
// "and", or the first with "et al."; more, and initials, where works would else be
// named alike. Where nobody is named it is the title.
func (w *Work) shortNames(l *locale.Language) string {
	switch {
	case w.short == nil:
		return w.shortTitle()
	case w.others:
		return l.Word("references.et_al", len(w.short), "Names", strings.Join(w.short, ", "))
	}
	return l.And(w.short)
}

// citedYear returns the year as a citation has it, with its letter where there are
// several works of it, and after the year of the original: 1957/1964a.
func (w *Work) citedYear(l *locale.Language) string {
	year := w.year(l)
	if original := w.OriginalDate.years(); original != "" && original != w.Issued.years() {
		return original + "/" + year
	}
	return year
}

// year is the year with its letter, or the language's word for an unknown one.
func (w *Work) year(l *locale.Language) string {
	t, year := w.Issued, w.Issued.years()
	if t.Year == 0 {
		switch strings.ToLower(year) {
		case "":
			year = l.Word("references.no_date")
		case "in press", "forthcoming":
			year = l.Word("references.in_press")
		}
		return listed("-", year, w.letter)
	}
	if year += w.letter; t.Circa {
		return l.Word("references.circa", "Year", year)
	}
	return year
}

// years is 1957, 1957–1959, or the words that stand instead; empty where they say that
// there is no date.
func (t Date) years() string {
	switch {
	case t.Year == 0 && slices.Contains([]string{"n.d.", "o. j.", "o.j.", "χ.χ."}, strings.ToLower(t.Literal)):
		return ""
	case t.Year == 0:
		return t.Literal
	case t.End.Year > t.Year:
		return fmt.Sprintf("%d–%d", t.Year, t.End.Year)
	}
	return fmt.Sprint(t.Year)
}
