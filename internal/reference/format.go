package reference

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"fishbowl/internal/civil"
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
	Link  // the first of its Links; may be empty
}

// Format returns the work in the author–date manner of APA 7, with the words
// of the language.
func (w *Work) Format(l *locale.Language) Entry {
	f := &formatter{Work: w, l: l}
	f.entry.Key = w.ID
	if links := w.Links(); len(links) > 0 {
		f.entry.Link = links[0]
	}
	people, word := w.contributors()
	if head := f.everybody(people); head == "" {
		f.heading()
	} else if word != "" {
		f.sentence(l.Word(word, len(people), "Names", head))
	} else {
		f.sentence(head)
	}
	f.sentence("(" + w.year(l) + ")")
	if len(people) > 0 {
		f.heading()
	}
	f.container()
	f.source()
	return f.entry
}

type formatter struct {
	*Work
	l     *locale.Language
	entry Entry
}

// Longest list of authors, by APA 7: of more, the first 19 and the last are named.
const most = 20

// everybody returns all names for the head of an entry.
func (f *formatter) everybody(people []Contributor) string {
	var names []string
	for _, p := range people {
		names = append(names, p.inverted())
	}
	if n := len(names); n > most {
		return strings.Join(names[:most-1], ", ") + ", … " + names[n-1]
	}
	return f.l.And(names)
}

// natural returns names as they are spoken: M. Balint and E. Balint.
func (f *formatter) natural(people []Contributor) string {
	var names []string
	for _, p := range people {
		names = append(names, p.natural())
	}
	return f.l.And(names)
}

// heading adds the title, with what stands in brackets behind it.
func (f *formatter) heading() {
	whole := f.whole()
	f.title(f.Title, whole)
	var people, rest []string
	if n := len(f.Editor); n > 0 && len(f.Author) > 0 && whole {
		people = append(people, f.l.Word("references.edited", n, "Names", f.natural(f.Editor)))
	}
	if len(f.Translator) > 0 {
		people = append(people, f.l.Word("references.translated", "Names", f.natural(f.Translator)))
	}
	if whole && f.ContainerTitle == "" {
		rest = append(rest, f.edition(), f.volume())
	}
	if f.Type == "report" && f.Number != "" {
		number := f.l.Word("references.number", "Number", f.Number)
		if f.Genre == "" {
			number = f.l.Word("references.report", "Number", f.Number)
		}
		rest = append(rest, listed(" ", f.own(f.Genre), number))
	}
	if s := listed(f.l.Word("references.between")+" ", append(people, listed(", ", rest...))...); s != "" {
		f.add(" (" + s + ")")
	}
	if s := f.bracket(); s != "" {
		f.add(" [" + s + "]")
	}
	if f.ReviewedTitle != "" {
		f.review()
	}
	f.sentence("")
}

// review adds "[Review of Title, by A. Author]".
func (f *formatter) review() {
	const hole = "\uFFFC" // the object replacement character: no message has it
	text := f.l.Word("references.review", "Title", hole)
	if len(f.ReviewedAuthor) > 0 {
		text = f.l.Word("references.review_by", "Title", hole, "Names", f.natural(f.ReviewedAuthor))
	}
	before, after, _ := strings.Cut(text, hole)
	f.add(" [" + before)
	f.rich(f.ReviewedTitle, true, f.Language)
	f.add(after + "]")
}

// whole reports whether the work stands by itself, so that its title is in italics.
func (w *Work) whole() bool {
	switch w.Type.like() {
	case "article-journal", "chapter":
		return false
	case "paper-conference":
		return w.ContainerTitle == ""
	}
	return true
}

// bracket says what kind of work it is, where the reader could not tell.
func (f *formatter) bracket() string {
	word := cmp.Or(f.own(f.Genre), f.own(f.Medium))
	switch {
	case f.Type == "thesis":
		return listed(", ", cmp.Or(word, f.l.Word("references.thesis")), f.Publisher)
	case f.Type == "paper-conference" && f.whole():
		return cmp.Or(word, f.l.Word("references.paper"))
	case f.Type == "report" && f.Number != "", f.Type.like() == "chapter":
		return ""
	case word != "" || f.Type != "manuscript" && f.Type != "dataset":
		return word
	}
	return f.l.Word("references." + string(f.Type))
}

// edition returns "2nd ed.", or what is written where that is no number.
func (f *formatter) edition() string {
	n, err := strconv.Atoi(strings.TrimRight(f.Edition, "."))
	if err != nil {
		return f.own(f.Edition)
	}
	ending := n % 10 // English has 21st, 22nd and 23rd, but 11th, 12th and 13th
	if ending < 1 || ending > 3 || n/10%10 == 1 {
		ending = 4
	}
	return f.l.Word(fmt.Sprintf("references.edition.%d", ending), "Edition", strconv.Itoa(n))
}

// number is the grammatical one of pages and volumes.
func number(span string) int {
	if strings.ContainsAny(span, "–,") {
		return 2
	}
	return 1
}

func (f *formatter) volume() string {
	if f.Volume == "" {
		return ""
	}
	return f.l.Word("references.volume", number(span(f.Volume)), "Volume", span(f.Volume))
}

// container adds the journal or book in which the work stands.
func (f *formatter) container() {
	switch {
	case f.ContainerTitle == "" || f.Type == "webpage":
	case f.Type.like() == "chapter", f.Type.like() == "paper-conference":
		f.book()
	default:
		f.title(f.ContainerTitle, true)
		if f.Volume != "" {
			f.add(", ")
			f.put(span(f.Volume), true, "")
		} else if f.Issue != "" {
			f.add(", ")
		}
		if f.Issue != "" {
			f.add("(" + f.Issue + ")")
		}
		if f.Page != "" {
			f.add(", " + span(f.Page))
		} else if f.Number != "" && f.Type.like() == "article-journal" {
			f.add(", " + f.l.Word("references.article", "Number", f.Number))
		}
		f.sentence("")
	}
}

// book adds "In A. Editor (Ed.), Title (2nd ed., pp. 1–9)."
func (f *formatter) book() {
	f.space()
	f.add(f.l.Word("references.in") + " ")
	if n := len(f.Editor); n > 0 && len(f.Author) > 0 {
		f.add(f.l.Word("references.editors", n, "Names", f.natural(f.Editor)) + ", ")
	}
	f.title(f.ContainerTitle, true)
	pages := span(f.Page)
	if pages != "" {
		pages = f.l.Word("references.pages", number(pages), "Pages", pages)
	}
	if s := listed(", ", f.edition(), f.volume(), pages); s != "" {
		f.add(" (" + s + ")")
	}
	f.sentence("")
}

// source adds who published the work, what it was before, and when a page was seen.
func (f *formatter) source() {
	publisher := f.Publisher
	switch f.Type.like() {
	case "article-journal":
		publisher = ""
	case "thesis":
		publisher = f.Archive
	case "webpage":
		site := f.ContainerTitle
		if !f.Plain {
			site = plain(site)
		}
		publisher = cmp.Or(site, f.Publisher)
	case "paper-conference":
		if f.whole() {
			publisher = cmp.Or(listed(", ", cmp.Or(f.EventTitle, f.Event), f.EventPlace), f.Publisher)
		}
	}
	if people, _ := f.contributors(); publisher != "" && (len(people) != 1 || people[0].Literal != publisher) {
		f.sentence(publisher)
	}
	f.original()
	seen := f.Accessed.Vague
	if f.Type == "webpage" && seen.Day > 0 && f.entry.URL == string(f.URL) && f.URL != "" {
		f.space()
		f.add(f.l.Word("references.retrieved", "Date", f.l.Date(civil.Date(seen))))
	}
}

// original tells of the work of which this is a translation or a new edition.
func (f *formatter) original() {
	year := f.OriginalDate.years()
	if year == f.Issued.years() {
		year = ""
	}
	if year == "" && f.OriginalTitle == "" {
		return
	}
	f.space()
	word := f.l.Word("references.original")
	if year != "" {
		word = f.l.Word("references.original_year", "Year", year)
	}
	f.add("(" + word)
	if f.OriginalTitle != "" {
		f.add(": ")
		f.rich(f.OriginalTitle, true, "")
	}
	f.add(")")
}

// own marks what the author wrote in the work's language, for add.
func (f *formatter) own(text string) string {
	if text == "" || f.Language == "" {
		return text
	}
	return ownStart + text + ownEnd
}

const ownStart, ownEnd = "\uE000", "\uE001"

// add adds a text in the language of the page, but for what own marks.
func (f *formatter) add(text string) {
	for text != "" {
		here, rest, _ := strings.Cut(text, ownStart)
		own, after, _ := strings.Cut(rest, ownEnd)
		f.put(here, false, "")
		f.put(own, false, f.Language)
		text = after
	}
}

// put adds a text to the last part, or as one more.
func (f *formatter) put(text string, italic bool, lang string) {
	parts := f.entry.Parts
	if n := len(parts); n > 0 && parts[n-1].Italic == italic && parts[n-1].Lang == lang {
		parts[n-1].Text += text
	} else if text != "" {
		f.entry.Parts = append(parts, Part{text, italic, lang})
	}
}

// sentence adds a text, with a full stop unless it ends by itself; in Greek a
// question ends with ";".
func (f *formatter) sentence(text string) {
	if text != "" {
		f.space()
		f.add(text)
	}
	if len(f.entry.Parts) == 0 {
		return // neither names nor a title: reported
	}
	said := f.entry.Parts[len(f.entry.Parts)-1].Text
	if last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(said, `"'“”’»`)); !strings.ContainsRune(".?!;…", last) {
		f.add(".")
	}
}

// space separates what follows from the sentence before.
func (f *formatter) space() {
	if len(f.entry.Parts) > 0 {
		f.add(" ")
	}
}

// title adds a title, which is in the work's own language.
func (f *formatter) title(text string, italic bool) {
	if n := len(f.entry.Parts); n > 0 && !strings.HasSuffix(f.entry.Parts[n-1].Text, " ") {
		f.add(" ")
	}
	f.rich(text, italic, f.Language)
}

// What CSL allows in titles: <i> and <em> turn italics round, the rest is not shown.
var (
	markup  = regexp.MustCompile(`</?(?:i|em|b|strong|sup|sub|sc|span)(?: [^<>]*)?>`)
	slanted = regexp.MustCompile(`^</?(?:i|em)[ >]`)
)

func plain(title string) string { return markup.ReplaceAllString(title, "") }

func (f *formatter) rich(text string, italic bool, lang string) {
	from, marks := 0, markup.FindAllStringIndex(text, -1)
	if f.Plain {
		marks = nil
	}
	for _, at := range marks {
		f.put(text[from:at[0]], italic, lang)
		if from = at[1]; slanted.MatchString(text[at[0]:at[1]]) {
			italic = !italic
		}
	}
	f.put(text[from:], italic, lang)
}

var dashes = regexp.MustCompile(`\s*(?:-{1,3}|–|—|‑)\s*`)

// span writes pages with the dash of a span: 138–145.
func span(pages string) string { return dashes.ReplaceAllString(strings.TrimSpace(pages), "–") }

// PlainTitle returns the title without the markup that CSL allows in it.
func (w *Work) PlainTitle() string { return plain(w.Title) }
