package reference

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WriteBibTeX writes works as BibTeX, in UTF-8. Where BibTeX and its successor biblatex
// call a thing differently, it has the name that both read (journal, address, year);
// what only biblatex knows has biblatex's (date, origdate, translator, urldate).
func WriteBibTeX(w io.Writer, works []*Work) error {
	var b strings.Builder
	for i, work := range works {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(work.bibtex())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (w *Work) bibtex() string {
	e := &bibtexEntry{Work: w, kind: w.Type.bibtex(w)}
	e.made()
	e.appeared()
	e.found()
	return fmt.Sprintf("@%s{%s,\n%s}\n", e.kind, bibtexKey(w.ID), strings.Join(e.fields, ""))
}

func (t Type) bibtex(w *Work) string {
	i := t.index()
	if genre := strings.ToLower(w.Genre); t == "thesis" && (strings.Contains(genre, "master") || strings.Contains(genre, "diplom")) {
		return "mastersthesis"
	} else if i >= 0 {
		return kinds[i].bibtex
	}
	return "misc"
}

type bibtexEntry struct {
	*Work
	kind   string
	fields []string
}

// made says who made the work, and what it is called.
func (e *bibtexEntry) made() {
	e.people("author", e.Author)
	e.people("editor", e.Editor)
	e.people("translator", e.Translator)
	if len(e.Editor) == 0 && len(e.Director) > 0 {
		e.people("editor", e.Director)
		e.verbatim("editortype", "director")
	}
	e.title("title", e.Title)
	e.title("shorttitle", cmp.Or(e.TitleShort, e.ShortTitle))
}

// appeared says where and when the work appeared, and what it was before.
func (e *bibtexEntry) appeared() {
	container, publisher, number := "organization", "publisher", cmp.Or(e.Number, e.CollectionNo)
	switch e.kind {
	case "article":
		container, number = "journal", e.Issue
	case "inproceedings":
		container, number = "booktitle", cmp.Or(e.Issue, e.CollectionNo)
	case "incollection", "inreference":
		container = "booktitle"
	case "phdthesis", "mastersthesis":
		publisher = "school"
	case "techreport":
		publisher = "institution"
	}
	if container == "booktitle" {
		e.title(container, e.ContainerTitle)
	} else {
		e.text(container, e.ContainerTitle)
	}
	e.text("eventtitle", cmp.Or(e.EventTitle, e.Event))
	e.text("venue", e.EventPlace)
	e.text(publisher, e.Publisher)
	e.text("address", e.PublisherPlace)
	e.date(e.Issued)
	e.text("series", e.CollectionTitle)
	e.text("volume", e.Volume)
	e.text("number", number)
	if e.kind == "article" {
		e.text("eid", e.Number)
	}
	e.text("pages", strings.ReplaceAll(span(e.Page), "–", "--"))
	e.text("edition", e.Edition)
	e.text("type", e.Genre)
	e.title("origtitle", e.OriginalTitle)
	e.verbatim("origdate", e.OriginalDate.edtf())
	e.text("origpublisher", e.OriginalPublisher)
	e.text("origlocation", e.OriginalPublisherPlace)
}

// found says by what the work is found, and what it is about.
func (e *bibtexEntry) found() {
	e.text("language", e.Language)
	e.verbatim("langid", babel(e.Language))
	e.verbatim("isbn", e.ISBN)
	e.verbatim("issn", e.ISSN)
	e.verbatim("doi", string(e.DOI))
	e.verbatim("url", cmp.Or(string(e.URL), e.URN))
	e.verbatim("urldate", e.Accessed.edtf())
	if e.PMID != "" {
		e.verbatim("eprint", e.PMID)
		e.verbatim("eprinttype", "pubmed")
		e.verbatim("pmid", e.PMID)
	}
	e.verbatim("pmcid", e.PMCID)
	e.text("library", e.Archive)
	e.text("keywords", strings.ReplaceAll(e.Keyword, ";", ","))
	e.text("abstract", e.Abstract)
	e.text("note", e.Note)
}

func (e *bibtexEntry) add(field, value string) {
	if value != "" {
		e.fields = append(e.fields, fmt.Sprintf("  %s = {%s},\n", field, value))
	}
}

func (e *bibtexEntry) text(field, s string) { e.add(field, texText(plain(s))) }

// verbatim adds what is not read as TeX; braces in it are written as addresses write
// them, since even there they must pair.
func (e *bibtexEntry) verbatim(field, s string) {
	e.add(field, strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(oneLine(s)))
}

// title adds a title with its italics. Words with capitals, but for the first, are put in
// braces: styles write titles small.
func (e *bibtexEntry) title(field, s string) {
	var b strings.Builder
	open, from, first := 0, 0, true
	words := func(text string) {
		for i, word := range strings.SplitAfter(oneLine(text), " ") {
			bare := strings.TrimRight(word, " ,.:;?!")
			capital := strings.ContainsFunc(bare, unicode.IsUpper)
			if lead, n := utf8.DecodeRuneInString(bare); first && i == 0 && unicode.IsUpper(lead) {
				capital = strings.ContainsFunc(bare[n:], unicode.IsUpper)
			}
			if first = first && bare == ""; capital {
				b.WriteString("{" + texText(bare) + "}" + texText(word[len(bare):]))
			} else {
				b.WriteString(texText(word))
			}
		}
	}
	for _, at := range markup.FindAllStringIndex(s, -1) {
		words(s[from:at[0]])
		tag := s[at[0]:at[1]]
		from = at[1]
		if !strings.HasPrefix(tag, "</") {
			b.WriteString(texTags[strings.FieldsFunc(tag, func(r rune) bool { return strings.ContainsRune("<> ", r) })[0]] + "{")
			open++
		} else if open > 0 {
			b.WriteByte('}')
			open--
		}
	}
	words(s[from:])
	e.add(field, b.String()+strings.Repeat("}", open))
}

var texTags = map[string]string{"i": `\emph`, "em": `\emph`, "b": `\textbf`, "strong": `\textbf`, "sup": `\textsuperscript`, "sub": `\textsubscript`, "sc": `\textsc`}

// people adds names as "von Last, Jr., First"; that of a body stands in braces.
func (e *bibtexEntry) people(field string, people []Contributor) {
	var names []string
	for _, c := range people {
		name := "{" + texText(c.family()) + "}"
		if c.Literal == "" && c.Family != "" {
			name = listed(", ", joined(texName(listed(" ", c.DroppingParticle, c.NonDroppingParticle)), texName(c.Family)), texName(c.Suffix), texName(c.Given))
		}
		names = append(names, name)
	}
	e.add(field, strings.Join(names, " and "))
}

var ands = regexp.MustCompile(`(?i)(^|\s)and(\s|$)|,`)

// texName keeps what would part names together.
func texName(s string) string {
	if ands.MatchString(s) || strings.EqualFold(s, "others") { // "and others" is et al.
		return "{" + texText(s) + "}"
	}
	return texText(s)
}

// date adds the year and month for BibTeX, and the date of biblatex where that says more.
func (e *bibtexEntry) date(t Date) {
	if t.Year == 0 {
		e.text("year", t.Literal)
		return
	}
	if t.Day > 0 || !t.End.IsZero() || t.Circa {
		e.add("date", t.edtf())
	}
	e.add("year", fmt.Sprint(t.Year))
	if t.Month > 0 {
		e.add("month", fmt.Sprint(int(t.Month)))
	}
}

// edtf writes a date as 1957-03-02, 1957~ or 1957/1959 (ISO 8601-2).
func (t Date) edtf() string {
	if t.Year == 0 {
		return ""
	}
	s := t.Vague.String()
	if t.Circa {
		s += "~"
	}
	if !t.End.IsZero() {
		s += "/" + t.End.String()
	}
	return s
}

// babel is the name of a language as biblatex has it, of those that it needs to
// hyphenate; other works have their code alone.
func babel(code string) string {
	if name := map[string]string{"en-GB": "british", "en-US": "american", "de-AT": "naustrian", "de-CH": "nswissgerman"}[code]; name != "" {
		return name
	}
	base, _, _ := strings.Cut(code, "-")
	return map[string]string{"en": "english", "de": "ngerman", "el": "greek", "fr": "french", "it": "italian", "es": "spanish", "pt": "portuguese",
		"nl": "dutch", "sv": "swedish", "da": "danish", "nb": "norsk", "fi": "finnish", "hu": "hungarian", "pl": "polish", "cs": "czech",
		"hr": "croatian", "ro": "romanian", "bg": "bulgarian", "ru": "russian", "tr": "turkish"}[base]
}

var notKey = regexp.MustCompile(`[^A-Za-z0-9_:+./-]+`)

// bibtexKey is the id or, where BibTeX cannot take it, what it can take of it with a sum
// of the whole.
func bibtexKey(id string) string {
	key := notKey.ReplaceAllString(id, "")
	if key == id {
		return id
	}
	sum := fnv.New32a()
	io.WriteString(sum, id)
	return fmt.Sprintf("%s-%08x", cmp.Or(strings.Trim(key, "-"), "work"), sum.Sum32())
}

// texText escapes what TeX reads as its own. Braces get names, so that those of the file
// always pair.
func texText(s string) string { return tex.Replace(oneLine(s)) }

var tex = strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
	`%`, `\%`, `&`, `\&`, `$`, `\$`, `#`, `\#`, `_`, `\_`)

// oneLine turns ends of lines and other signs that control into blanks, and several
// blanks into one.
func oneLine(s string) string {
	return blanks.ReplaceAllStringFunc(s, func(run string) string {
		if len(run) > 1 || run < " " || run == "\x7f" {
			return " "
		}
		return run
	})
}

var blanks = regexp.MustCompile(`[ \p{Cc}\p{Zl}\p{Zp}]+`)
