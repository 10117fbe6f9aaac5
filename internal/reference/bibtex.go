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
	e := &bibtexEntry{}
	e.people("author", w.Author)
	e.people("editor", w.Editor)
	e.people("translator", w.Translator)
	if len(w.Editor) == 0 && len(w.Director) > 0 {
		e.people("editor", w.Director)
		e.verbatim("editortype", "director")
	}
	e.title("title", w.Title)
	e.title("shorttitle", cmp.Or(w.TitleShort, w.ShortTitle))
	kind := w.Type.bibtex(w)
	switch kind {
	case "article":
		e.text("journal", w.ContainerTitle)
	case "incollection", "inproceedings", "inreference":
		e.title("booktitle", w.ContainerTitle)
	default:
		e.text("organization", w.ContainerTitle)
	}
	e.text("eventtitle", cmp.Or(w.EventTitle, w.Event))
	e.text("venue", w.EventPlace)
	switch kind {
	case "phdthesis", "mastersthesis":
		e.text("school", w.Publisher)
	case "techreport":
		e.text("institution", w.Publisher)
	default:
		e.text("publisher", w.Publisher)
	}
	e.text("address", w.PublisherPlace)
	e.date(w.Issued)
	e.text("series", w.CollectionTitle)
	e.text("volume", w.Volume)
	switch {
	case kind == "article":
		e.text("number", w.Issue)
		e.text("eid", w.Number)
	case kind == "inproceedings":
		e.text("number", cmp.Or(w.Issue, w.CollectionNo))
	default:
		e.text("number", cmp.Or(w.Number, w.CollectionNo))
	}
	e.text("pages", strings.ReplaceAll(span(w.Page), "–", "--"))
	e.text("edition", w.Edition)
	e.text("type", w.Genre)
	e.title("origtitle", w.OriginalTitle)
	e.verbatim("origdate", w.OriginalDate.edtf())
	e.text("origpublisher", w.OriginalPublisher)
	e.text("origlocation", w.OriginalPublisherPlace)
	e.text("language", w.Language)
	e.verbatim("langid", babel(w.Language))
	e.verbatim("isbn", w.ISBN)
	e.verbatim("issn", w.ISSN)
	e.verbatim("doi", string(w.DOI))
	e.verbatim("url", cmp.Or(string(w.URL), w.URN))
	e.verbatim("urldate", w.Accessed.edtf())
	if w.PMID != "" {
		e.verbatim("eprint", w.PMID)
		e.verbatim("eprinttype", "pubmed")
		e.verbatim("pmid", w.PMID)
	}
	e.verbatim("pmcid", w.PMCID)
	e.text("library", w.Archive)
	e.text("keywords", strings.ReplaceAll(w.Keyword, ";", ","))
	e.text("abstract", w.Abstract)
	e.text("note", w.Note)
	return fmt.Sprintf("@%s{%s,\n%s}\n", kind, bibtexKey(w.ID), strings.Join(e.fields, ""))
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

type bibtexEntry struct{ fields []string }

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
	if ands.MatchString(s) {
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
