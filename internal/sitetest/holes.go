package sitetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing/fstest"
)

// Codes are the languages of made-up sites, in their order.
var Codes = []string{"el", "en", "de"}

// stems are the words of a language in the sites of [Holes]: none is one of another
// language, nor of an interface.
var stems = map[string][]string{
	"el": {"ροδι", "μηλο", "κυδωνι", "συκο", "δαφνη"},
	"en": {"xenapple", "xenquince", "xenfig", "xenlaurel", "xenelm"},
	"de": {"xdeapfel", "xdequitte", "xdefeige", "xdelorbeer", "xdeulme"},
}

// LanguageOf returns the language of which a text has words, as the sites of [Holes]
// are made; "" where it has none that tells. Greek letters are Greek.
func LanguageOf(text string) string {
	switch {
	case strings.ContainsFunc(text, func(r rune) bool { return r >= 'Ͱ' && r <= 'Ͽ' || r >= 'ἀ' && r <= '῾' }):
		return "el"
	case strings.Contains(strings.ToLower(text), "xen"):
		return "en"
	case strings.Contains(strings.ToLower(text), "xde"):
		return "de"
	}
	return ""
}

// holed makes a site that lacks pages.
type holed struct {
	site   fstest.MapFS
	random *rand.Rand
	pages  []holedPage
}

// holedPage is a page with those of its languages that are published.
type holedPage struct {
	kind, path, id string
	in             []string
}

// Holes returns a site of about n pages in three languages, most of which lack some
// of them: nobody has written them, or they are drafts. Kinds of page, sections within
// sections, topics, names and data are there with holes as well; what becomes of a page
// that a language lacks is chosen by chance, kind by kind. The text of
// every page begins with a number that no other page has, as in №7.
func Holes(n int, seed uint64) fstest.MapFS {
	h := &holed{site: fstest.MapFS{}, random: rand.New(rand.NewPCG(11, seed))}
	h.put("page", "", "home", Codes)
	if h.random.IntN(2) == 0 {
		h.put("page", "", "404", []string{"el"})
	}
	for _, id := range []string{"references", "groups", "leaders/_index", "articles/_index"} {
		if h.random.IntN(3) > 0 {
			dir, id, nested := strings.Cut(id, "/")
			if !nested {
				dir, id = "", dir
			} else {
				dir += "/"
			}
			h.put("page", dir, id, h.some())
		}
	}
	dirs := []string{""}
	for i := len(h.pages); i < n; i++ {
		switch i % 8 {
		case 0:
			h.put("leader", "leaders/", fmt.Sprintf("leader-%d", i), h.some())
		case 1, 2:
			h.put("article", "articles/", fmt.Sprintf("article-%d", i), h.some())
		case 3:
			h.put("news", "news/", fmt.Sprintf("news-%d", i), h.some())
		case 4:
			h.put("event", "events/", fmt.Sprintf("event-%d", i), h.some())
		case 5:
			if i%40 == 5 { // a section, within another one
				dir := fmt.Sprintf("%spart-%d/", dirs[h.random.IntN(len(dirs))], i)
				dirs = append(dirs, dir)
				h.put("page", dir, "_index", h.some())
				continue
			}
			fallthrough
		default:
			h.put("page", dirs[h.random.IntN(len(dirs))], fmt.Sprintf("page-%d", i), h.some())
		}
	}
	h.write()
	h.settings()
	h.groups()
	return h.site
}

// some chooses languages, at least one.
func (h *holed) some() []string {
	in := slices.DeleteFunc(slices.Clone(Codes), func(string) bool { return h.random.IntN(3) == 0 })
	if len(in) == 0 {
		return Codes[h.random.IntN(3):][:1]
	}
	return in
}

func (h *holed) put(kind, path, id string, in []string) {
	h.pages = append(h.pages, holedPage{kind, path, id, in})
}

// text is a sentence of words of a language.
func (h *holed) text(lang string) string {
	var words []string
	for range 6 {
		words = append(words, stems[lang][h.random.IntN(len(stems[lang]))])
	}
	return strings.Join(words, " ")
}

// each is a text in some languages, as data have it.
func (h *holed) each() string {
	var parts []string
	for _, lang := range h.some() {
		parts = append(parts, lang+": "+h.text(lang))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (h *holed) add(name, text string) { h.site[name] = &fstest.MapFile{Data: []byte(text)} }

// write writes the files of all pages.
func (h *holed) write() {
	h.add("content/files/lake.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>`)
	h.add("content/references.yaml", "references:\n  - {id: one-1957, type: book, author: [{family: One, given: A}], issued: 1957, title: T, publisher: P, language: fr}\n")
	for number, p := range h.pages {
		shared := h.shared(p)
		for _, lang := range Codes {
			is := slices.Contains(p.in, lang)
			if !is && h.random.IntN(4) > 0 {
				continue
			}
			front := fmt.Sprintf("title: %s %d\ndescription: %s\n", stems[lang][number%5], number, h.text(lang))
			if h.random.IntN(2) == 0 && p.id != "home" && p.id != "404" {
				front += fmt.Sprintf("slug: %s-%d\n", lang, number)
			}
			if h.random.IntN(4) == 0 {
				front += "menu_title: " + stems[lang][number%5] + "\n"
			}
			if p.kind == "article" {
				front += fmt.Sprintf("image_alt: %s\nabstract: %s\nkeywords: [%s]\ntranslator: %s\nupdated: 2026-05-01\n", h.text(lang), h.text(lang), h.text(lang), stems[lang][0])
			}
			if !is {
				front += "draft: true\n"
			}
			if lang == p.in[0] {
				front += shared
			}
			h.add("content/"+p.path+p.id+"."+lang+".md", fmt.Sprintf("---\n%s---\n№%d\n\n%s", front, number, h.body(lang)))
		}
	}
}

// shared are the keys that hold for all translations of a page.
func (h *holed) shared(p holedPage) string {
	day := fmt.Sprintf("20%02d-%02d-%02d", 10+h.random.IntN(16), 1+h.random.IntN(12), 1+h.random.IntN(28))
	tags := "tags: [" + []string{"one", "two", "one, three"}[h.random.IntN(3)] + "]\n"
	series := "series: " + []string{"long", "short"}[h.random.IntN(2)] + "\n"
	if h.random.IntN(4) > 0 {
		series = ""
	}
	switch p.kind {
	case "leader":
		in := h.some()
		name := func() string {
			var parts []string
			for _, lang := range in {
				parts = append(parts, lang+": "+stems[lang][h.random.IntN(5)])
			}
			return "{" + strings.Join(parts, ", ") + "}"
		}
		return fmt.Sprintf("name: {given: %s, family: %s}\nconsent: true\nprofessions: [%s]\nplaces: [town]\n", name(), name(), h.each())
	case "article":
		return "date: " + day + "\n" + tags + "toc: true\nimage: /files/lake.svg\npresented_at: " + h.each() + "\n" + series
	case "news":
		return "date: " + day + "\n" + tags + series
	case "event":
		return fmt.Sprintf("starts: 2027-0%d-09T16:00\nkind: %s\ntheme: %s\nplace: {city: town, venue: %s}\n%s", 1+h.random.IntN(9), h.each(), h.each(), h.each(), tags)
	}
	return "groups: [group-1]\n"
}

// body is a running text with all that may stand in one.
func (h *holed) body(lang string) string {
	var b strings.Builder
	for range 2 {
		fmt.Fprintf(&b, "## %s\n\n%s", h.text(lang), h.text(lang))
		for range 2 {
			p := h.pages[h.random.IntN(len(h.pages))]
			if id := p.name(); p.id != "404" {
				fmt.Fprintf(&b, " [%s](%s:%s)", h.text(lang), p.kind, id)
			}
		}
		foreign := Codes[h.random.IntN(3)]
		fmt.Fprintf(&b, " [%s]{lang=%s}", h.text(foreign), foreign)
		fmt.Fprintf(&b, " [%s](topic:one) [@one-1957, 12][^1].\n\n![%s](/files/lake.svg)\n\n", h.text(lang), h.text(lang))
	}
	return b.String() + "[^1]: " + h.text(lang) + "\n"
}

func (p holedPage) name() string {
	if p.id == "_index" {
		dir := strings.TrimSuffix(p.path, "/")
		return dir[strings.LastIndex(dir, "/")+1:]
	}
	return p.id
}

func (h *holed) settings() {
	var missing, menu []string
	for _, kind := range []string{"page", "article", "news", "leader", "event"} {
		missing = append(missing, kind+": "+[]string{"omit", "link", "show"}[h.random.IntN(3)])
	}
	for _, p := range h.pages {
		if p.kind == "page" && p.id != "home" && p.id != "404" && len(menu) < 6 {
			menu = append(menu, p.name())
		}
	}
	h.add("site.yaml", fmt.Sprintf(`format: 1
base_url: https://example.org
languages: [{code: el, name: Ελληνικά}, {code: en, name: English}, {code: de, name: Deutsch}]
main_language: %s
timezone: Europe/Athens
currency: EUR
society: {id: s, name: {el: ροδι, en: xenfig, de: xdefeige}, short_name: S, country: DE}
cities: {town: {name: %s, country: GR}}
tags: {one: %s, two: %s, three: %s}
series: {long: %s, short: %s}
missing: {%s}
menu: [groups, %s]
`, Codes[h.random.IntN(3)], h.each(), h.each(), h.each(), h.each(), h.each(), h.each(), strings.Join(missing, ", "), strings.Join(slices.DeleteFunc(menu, func(id string) bool { return id == "groups" }), ", ")))
}

func (h *holed) groups() {
	var leaders []string
	for _, p := range h.pages {
		if p.kind == "leader" {
			leaders = append(leaders, p.id)
		}
	}
	h.add("content/groups.yaml", fmt.Sprintf(`groups:
  - id: group-1
    leaders: [%s, {name: %s}]
    status: open
    place: {city: town, venue: %s}
    summary: %s
    schedule: {meetings: [{every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12, until: 2027-03-30}, {dates: [2027-02-05], time: 19:00-20:30, place: {venue: %s}}]}
    price: {amount: 30, per: meeting}
  - id: group-2
    title: %s
    kind: {text: %s}
    leaders: [%s]
    status: open
    place: {city: town}
    text: %s
`, leaders[0], h.each(), h.each(), h.each(), h.each(), h.each(), h.each(), leaders[len(leaders)-1], h.each()))
}
