package sitetest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing/fstest"
	"time"
)

// everyKind is a site of every kind of file.
func everyKind() fstest.MapFS {
	site := Pages(30)
	file := func(name, text string) { site[name] = &fstest.MapFile{Data: []byte(text)} }
	for _, lang := range []string{"el", "en", "de"} {
		file("content/news/first."+lang+".md", "---\ntitle: First "+lang+"\ndescription: D "+lang+"\ndate: 2026-01-02\ntags: [case]\nseries: circle\nnumber: 1\n---\nSee [a page](page:page-4) and ![x](picture.png).\n")
		file("content/events/day."+lang+".md", "---\ntitle: Day "+lang+"\ndescription: E "+lang+"\n"+map[string]string{"el": "starts: 2027-04-09T16:00\nends: 2027-04-10\nplace: {city: athens}\n"}[lang]+"---\nCome.\n")
	}
	for lang, body := range everyConstruct {
		file("content/page-90."+lang+".md", "---\ntitle: Page 90 "+lang+"\ndescription: C "+lang+"\n---\n"+body)
	}
	file("content/articles/long.de.md", "---\ntitle: Long\ndescription: F\ndate: 2025-03-04\nauthors: [leader-5, {name: Somebody, affiliation: A clinic}]\nseries: circle\nnumber: 2\nlicense: CC BY 4.0\npublished_in: two-1964\n---\nAs in [@two-1964].\n")
	file("content/news/picture.png", "\x89PNG\r\n\x1a\n")
	site["site.yaml"] = &fstest.MapFile{Data: append(site["site.yaml"].Data, "gone: [/files/gone.pdf]\nmissing: {page: show, article: show, event: show, news: omit}\ntags: {case: {el: Περιστατικό, en: Case, de: Fall}, frame: {el: Πλαίσιο, en: Frame, de: Rahmen}}\nseries: {circle: {el: Κύκλος, en: Circle, de: Kreis}}\ntell_outdated: true\n"...)}
	file("i18n/de.yaml", "page:\n  tags: Themen\ncallouts:\n  note: Merke\n")
	file("layouts/partials/own.html", "<p>own</p>")
	file("content/references.json", `[{"id": "two-1964", "type": "book", "title": "Two", "publisher": "Pitman", "issued": {"date-parts": [[1964]]}}]`)
	file("content/_state/calendar.txt", "")
	file("content/_state/translations.txt", marks)
	file("content/_state/published.txt", "/de/news/first/ news:first de\n/de/page-4/ page:page-4 de\n/el/feed.xml page:home el\n/el/groups/group-0/ group:group-0 el\n/el/groups/group-0/calendar.ics group:group-0 el\n/el/topics/case/ topic:case el\n/files/gone.pdf file -\n")
	file("themes/own/theme.yaml", "name: Own\n")
	file("themes/own/i18n/en.yaml", "own: {word: Word}\n")
	for _, l := range []string{"base", "page", "root", "redirect"} {
		file("themes/own/layouts/"+l+".html", ownLayouts[l])
	}
	return site
}

// everyConstruct are texts with what else an author can write.
var everyConstruct = map[string]string{
	"el": "Ο @balint-1957 [σ. 3] λέει [βλ. @balint-1957; @two-1964].\n\n> [!NOTE]\n> Η ΕΕΜ[^1].\n\n## Μέρος {#same .unlisted}\n\n| α |\n|---|\n| β |\n: Η ΕΕΜ\n\n*[ΕΕΜ]: Εταιρεία\n\n[^1]: Σημείωση.\n",
	"de": "Wie @balint-1957 sagt.\n\n> [!NOTE]\n> Mit *Ruhe*.\n\n> [!CASE] Frau K.\n> Ein Fall [siehe @balint-1957, S. 1].\n\n| a |\n|---|\n| b |\n\n: Eine Tabelle\n",
}

// marks say that some translations fit their source, as the site is in the beginning.
const marks = `event:day de el description=c6dd6059 title=cef45754 body=76c8d850
news:first de el description=561dd7e1 title=14cf4dd5 body=e2a9564b
news:first en el description=561dd7e1 title=14cf4dd5 body=e2a9564b
page:home de el description=2040bfc2 title=1fffb3bb body=ccd87c88,c3417c88,abc1f34f,e68b02aa,e68b02aa,4e800711,abc1f34f,e68b02aa,e68b02aa,4d07e6d6,abc1f34f,e68b02aa,e68b02aa,7cf6e61c,abc1f34f,e68b02aa,e68b02aa,50e04a38,f06dce27,e68b02aa
site:tags de el case=424cb7e3 frame=a85aaa36
`

// ownLayouts are those of a theme that some edits choose.
var ownLayouts = map[string]string{
	"base":     "<!DOCTYPE html><html lang=\"{{.L.Code}}\"><head><title>{{.Title}}</title></head><body>{{block \"main\" .}}{{end}}</body></html>",
	"page":     "{{define \"main\"}}<h1>{{.Title}}</h1>{{.Content}}{{end}}",
	"root":     "{{define \"main\"}}<h1>{{.Title}}</h1>{{end}}",
	"redirect": "{{define \"main\"}}<a href=\"{{.Moved.URL}}\">{{.Moved.Title}}</a>{{end}}",
}

// Editor makes random edits of a site, as editors do. Some break it, some mend it.
type Editor struct {
	Site fstest.MapFS
	Log  string // what the last edit was

	random *rand.Rand
	whole  fstest.MapFS // as it was in the beginning
}

// NewEditor returns an editor of a small site of every kind of file.
func NewEditor(seed uint64) *Editor {
	site := everyKind()
	return &Editor{Site: site, random: rand.New(rand.NewPCG(7, seed)), whole: maps.Clone(site)}
}

// Edit changes one file or more. It returns their paths, or those of the folders
// that they are in.
func (e *Editor) Edit() (paths []string) {
	e.Log = ""
	if e.random.IntN(2) == 0 { // put right what is wrong
		for _, name := range slices.Sorted(maps.Keys(e.Site)) {
			if e.whole[name] == nil {
				delete(e.Site, name)
				paths = append(paths, name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(e.whole)) {
			if e.Site[name] != e.whole[name] {
				e.Site[name] = e.whole[name]
				paths = append(paths, name)
			}
		}
		e.Log = "everything was put right"
	}
	for range 1 + e.random.IntN(2) {
		paths = append(paths, e.one()...)
	}
	if e.random.IntN(8) == 0 { // folders stand for what is in them; names that are nothing are told of, too
		for i, p := range paths {
			if dir := path.Dir(p); dir != "." {
				paths[i] = dir
			}
		}
		return append(paths, "content/.page-4.de.md.swp", "content/4913")
	}
	return paths
}

func (e *Editor) one() []string {
	names := slices.Sorted(maps.Keys(e.Site))
	name := names[e.random.IntN(len(names))]
	if e.random.IntN(3) == 0 { // data and settings are edited more often than their number tells
		name = []string{"content/groups.yaml", "site.yaml", "i18n/de.yaml", "content/references.yaml", "content/references.json", "layouts/partials/own.html", "content/home.de.md", "themes/own/theme.yaml", "themes/own/layouts/page.html", "content/_state/published.txt"}[e.random.IntN(10)]
	}
	old := e.Site[name]
	if old == nil {
		return nil
	}
	text := string(old.Data)
	put := func(name, s string) {
		e.Site[name] = &fstest.MapFile{Data: []byte(s), ModTime: time.Unix(e.random.Int64N(1e9), 0)}
	}
	other := names[e.random.IntN(len(names))]
	kind := e.random.IntN(13)
	e.Log += fmt.Sprintf("; %d %s", kind, name)
	switch kind {
	case 0: // gone
		delete(e.Site, name)
		return []string{name}
	case 1: // renamed, to another language or page
		to := strings.NewReplacer(".de.", ".fr.", "page-", "seite-", ".el.", ".en.", "leader-", "article-").Replace(name)
		delete(e.Site, name)
		put(to, text)
		return []string{name, to}
	case 2: // moved
		to := path.Join(path.Dir(name), "sub", path.Base(name))
		delete(e.Site, name)
		put(to, text)
		return []string{name, to}
	case 3: // copied
		to := strings.Replace(name, "-", "-copy-", 1)
		put(to, text)
		return []string{to}
	case 4: // cut off in the middle
		put(name, text[:e.random.IntN(len(text)+1)])
	case 5: // the text of another file
		if o := e.Site[other]; o != nil {
			put(name, string(o.Data))
		}
	case 6:
		put(name, strings.Replace(text, "title: ", fmt.Sprintf("title: T%d ", e.random.IntN(5)), 1))
	case 7:
		line := []string{"draft: true\n", "slug: same\n", "order: 3\n", "tags: [case, frame]\n", "tags: [nothing]\n", "date: 2027-01-01\n", "publish_on: 2027-02-01\n", "aliases: [/old/, /de/page-4/]\n", "layout: nothing\n", "pirce: 3\n", "image: picture.png\n", "groups: [group-0]\n", "series: circle\n", "series: nothing\n", "number: 2\n", "authors: [leader-0]\n", "authors: [{name: Nobody}]\n", "updated: 2026-02-03\n", "published_in: nobody\n"}[e.random.IntN(19)]
		put(name, strings.Replace(text, "---\n", "---\n"+line, 1))
	case 8:
		put(name, text+[]string{"\nMore.\n", "\n[x](page:page-3)\n", "\n[x](page:nothing)\n", "\n[x](/de/page-4/)\n", "\n[x](/de/nothing/)\n", "\n[@balint-1957]\n", "\n[@two-1964]\n", "\n[@nobody]\n", "\n![a](/files/no.png)\n", "\n[m](https://zoom.us/j/123456789)\n", "  x: [\n", "\n<b>raw</b>\n", "\n# Heading\n",
			"\n@balint-1957 says.\n", "\n@nobody says.\n", "\n> [!NOTE] T\n> More.\n", "\n> [!NOTIZ]\n> More.\n", "\n## More {#same}\n", "\n| a |\n|---|\n: b\n", "\n*[ΕΕΜ]: Again\n"}[e.random.IntN(20)])
	case 9:
		put(name, strings.NewReplacer("amount: 30", fmt.Sprintf("amount: %d", e.random.IntN(90)), "tuesday", "friday", "Themen", "Schlagworte", "Merke", "Hinweis", "Frau K.", "Frau L.", "[!CASE]", "[!DEFINITION]", "Athens", "Athen", "Pitman", "Tavistock", "<p>own", "{{.Title}}", "Word", "Another", "name: Own", "name: Another", "/files/gone.pdf file", "/files/other.pdf file", "    place: {city: athens}\n", "    place: {city: athens}\n    aliases: [/de/alt/]\n", "page:page-4", "page:page-3", "de: Kreis}", "de: Runde}", "number: 2", "number: 3", "name: Somebody", "name: Anybody").Replace(text))
	case 10:
		put(name, strings.NewReplacer("status: open", "status: opne", "main_language: el", "main_language: de", "menu: [groups, ", "menu: [", "consent: true", "consent: false", "{code: de, name: Deutsch}", "{code: de, name: Deutsch}, {code: fr, name: Français}", "<p>own", "{{.Nothing}}", "tags:", "tgas:", "series: {circle:", "series: {square:", "number: 2", "number: 1", "format: 1\n", "format: 1\ntheme: own\n", "/de/page-4/ page", "/de/alt/ page", "/el/topics/case/ ", "/el/topics/frame/ ", "gone: [", "gone: [/de/alt/, ").Replace(text))
	case 12: // a folder gone, with all that is in it
		dir := path.Dir(name)
		if dir == "." {
			dir = "content"
		}
		for _, n := range names {
			if strings.HasPrefix(n, dir+"/") {
				delete(e.Site, n)
			}
		}
		return []string{dir}
	case 11:
		put(name, text) // saved again
	}
	return []string{name}
}
