// Package reference holds the works that a site cites. A work is entered once,
// in the CSL fields that Zotero and pandoc write; every language's pages cite
// it and list it.
package reference

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// Work is one entry of the bibliography.
type Work struct {
	decode.Fields
	ID              string        `key:"id,required"`
	Type            Type          `key:"type,required"`
	Author          []Contributor `key:"author"`
	Editor          []Contributor `key:"editor"`
	Issued          Date          `key:"issued"`
	OriginalDate    Date          `key:"original-date"`
	Title           string        `key:"title"`
	ContainerTitle  string        `key:"container-title"`
	CollectionTitle string        `key:"collection-title"`
	Publisher       string        `key:"publisher"`
	PublisherPlace  string        `key:"publisher-place"`
	Edition         string        `key:"edition"`
	Volume          string        `key:"volume"`
	Issue           string        `key:"issue"`
	Page            string        `key:"page"`
	DOI             string        `key:"DOI"`
	PMID            string        `key:"PMID"`
	PMCID           string        `key:"PMCID"`
	ISBN            string        `key:"ISBN"`
	ISSN            string        `key:"ISSN"`
	URL             decode.WebURL `key:"URL"`
	Language        string        `key:"language"`
	Note            string        `key:"note"`
	Abstract        string        `key:"abstract"`
	Keyword         string        `key:"keyword"`
}

// Type is a CSL type.
type Type string

// Words are the types that are formatted.
func (Type) Words() []string {
	return []string{"book", "chapter", "article-journal", "paper-conference", "thesis", "webpage", "report"}
}

// Contributor is a person, or a body that signs as one name.
type Contributor struct {
	decode.Fields
	Family              string `key:"family"`
	Given               string `key:"given"`
	Suffix              string `key:"suffix"`
	DroppingParticle    string `key:"dropping-particle"`
	NonDroppingParticle string `key:"non-dropping-particle"`
	Literal             string `key:"literal"`
}

// Date is a year with, perhaps, month and day; the zero Date is none.
type Date struct{ Year, Month, Day int }

// DecodeNode reads date-parts, a block with a year, or a plain date.
func (t *Date) DecodeNode(d *decode.Decoder, n *decode.Node) {
	var block dateBlock
	switch {
	case n.Kind == decode.Sequence && len(n.Items) > 0: // pandoc writes a list of one
		t.DecodeNode(d, n.Items[0])
		return
	case n.IsScalar():
		parts := strings.Split(n.Value, "-")
		numbers := [3]int{}
		for i, part := range parts {
			v, err := strconv.Atoi(part)
			if err != nil || i > 2 {
				d.Mismatch(n, "a year").WithHint("as in issued: 1957")
				return
			}
			numbers[i] = v
		}
		*t = Date{numbers[0], numbers[1], numbers[2]}
		return
	}
	d.Decode(n, &block)
	*t = Date{block.Year, block.Month, block.Day}
	if len(block.DateParts) > 0 {
		parts := append(block.DateParts[0], 0, 0, 0)
		*t = Date{parts[0], parts[1], parts[2]}
	}
}

type dateBlock struct {
	DateParts [][]int `key:"date-parts"`
	Year      int     `key:"year"`
	Month     int     `key:"month"`
	Day       int     `key:"day"`
}

// File is a data file of works.
type File struct {
	References []*Work `key:"references"`
}

// Bibliography is all works of a site.
type Bibliography struct {
	works map[string]*Work // by key in lower case
	list  []*Work          // by author and year
}

var doiForm = regexp.MustCompile(`^10\.\d{4,9}/\S+$`)

// Parse reads the data files of works. Works without a title, with a malformed
// DOI or with a key that stands twice are reported.
func Parse(list *diag.List, d *decode.Decoder, roots []*decode.Node) *Bibliography {
	b := &Bibliography{works: map[string]*Work{}}
	for _, root := range roots {
		var file File
		d.Decode(root, &file)
		for _, w := range file.References {
			b.add(list, w)
		}
	}
	slices.SortStableFunc(b.list, func(a, c *Work) int {
		return cmp.Or(strings.Compare(a.Names(nil), c.Names(nil)), cmp.Compare(a.Issued.Year, c.Issued.Year), strings.Compare(a.ID, c.ID))
	})
	return b
}

func (b *Bibliography) add(list *diag.List, w *Work) {
	if w.Pos.File == "" || w.ID == "" {
		return // reported
	}
	if first, ok := b.Get(w.ID); ok {
		list.Errorf(w.At("id"), "the key %q stands twice", w.ID).WithAlso(first.At("id"), "it stands here first")
		return
	}
	if w.Title == "" {
		list.Errorf(w.At("title"), "the work %q has no title", w.ID)
	}
	w.DOI = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(w.DOI, "https://"), "http://"), "doi.org/")
	if w.DOI != "" && !doiForm.MatchString(w.DOI) {
		list.Errorf(w.At("DOI"), "%q is not a DOI", w.DOI).WithHint("as in 10.1370/afm.813")
	}
	b.works[strings.ToLower(w.ID)] = w
	b.list = append(b.list, w)
}

// All returns the works by author and year.
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

// contributors are the authors or, where there are none, the editors.
func (w *Work) contributors() (people []Contributor, editors bool) {
	if len(w.Author) > 0 {
		return w.Author, false
	}
	return w.Editor, len(w.Editor) > 0
}

func (c Contributor) family() string {
	if c.Literal != "" {
		return c.Literal
	}
	return strings.TrimSpace(c.NonDroppingParticle + " " + c.Family)
}

// Names returns the family names as a citation has them: one, two joined by
// the language's "and", or the first with "et al." Without a language the names
// are joined for sorting.
func (w *Work) Names(l *locale.Language) string {
	people, _ := w.contributors()
	var names []string
	for _, p := range people {
		names = append(names, p.family())
	}
	switch {
	case len(names) == 0:
		return w.Title
	case l == nil:
		return strings.Join(names, " ")
	case len(names) > 2:
		return l.Word("references.et_al", "Name", names[0])
	}
	return l.And(names)
}

// Year returns the year, or the language's word for an unknown one.
func (w *Work) Year(l *locale.Language) string {
	if w.Issued.Year == 0 {
		return l.Word("references.no_date")
	}
	return fmt.Sprint(w.Issued.Year)
}
