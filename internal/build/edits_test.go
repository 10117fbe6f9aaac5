package build_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/diag"
	"fishbowl/internal/sitetest"
)

var edits = flag.Int("edits", 300, "how many random edits of a site are made")

// TestEveryEditIsReadAsIfForTheFirstTime makes random edits of a site, some of which
// break it, and reads it after each: all routes and all problems are those of a reader
// who has never seen the site.
func TestEveryEditIsReadAsIfForTheFirstTime(t *testing.T) {
	t.Parallel()
	e := editor{random: rand.New(rand.NewPCG(7, uint64(*edits))), site: editedSite(), whole: map[string]*fstest.MapFile{}}
	maps.Copy(e.whole, e.site)
	in := build.Input{Site: e.site, Embedded: fishbowl.Files}
	reader := build.NewReader(in)
	view := build.View{AsOf: asOf}
	changed := build.Changed{All: true}
	var last *build.Generation
	whole := 0
	for n := range *edits {
		var warm, cold diag.List
		got, err := reader.Read(&warm, changed, view)
		if err != nil {
			t.Fatal(e.log, err)
		}
		want, err := build.Load(&cold, in, view)
		if err != nil {
			t.Fatal(e.log, err)
		}
		if d := cmp.Diff(report(&cold), report(&warm)); d != "" {
			t.Fatalf("after %s the problems differ:\n%s", e.log, d)
		}
		if d := cmp.Diff(outputs(t, want), outputs(t, got)); d != "" {
			t.Fatalf("after %s the routes differ:\n%s", e.log, d)
		}
		if got != nil {
			whole++
			again, err := reader.Read(&diag.List{}, build.Changed{All: n%2 == 0, Paths: slices.Collect(maps.Keys(e.site))}, view)
			if again != got || err != nil {
				t.Fatalf("after %s nothing has changed, but a new generation was made", e.log)
			}
			if last != nil && n%10 == 0 {
				outputs(t, last) // an old generation still works beside the new one
			}
			last = got
		}
		changed = e.edit()
		view.Drafts = view.Drafts != (e.random.IntN(20) == 0)
		if e.random.IntN(20) == 0 {
			view.AsOf = asOf.AddDays(e.random.IntN(400))
		}
	}
	if whole < *edits/4 || whole == *edits {
		t.Errorf("%d of %d sites were whole: the edits do not try both", whole, *edits)
	}
}

func report(list *diag.List) string {
	var b strings.Builder
	for _, p := range list.Sorted() {
		b.WriteString(list.Report(p))
	}
	return b.String()
}

func outputs(t *testing.T, g *build.Generation) map[string]string {
	if g == nil {
		return nil
	}
	all := map[string]string{}
	for _, r := range g.Routes.All() {
		var b bytes.Buffer
		if err := g.Routes.Lookup(r.URL).Render(&b); err != nil && !g.Fault(&diag.List{}, err) {
			t.Fatal(err)
		} else if err != nil {
			b.WriteString(err.Error())
		}
		all[r.URL] = b.String()
	}
	return all
}

// editedSite is a site of every kind of file.
func editedSite() fstest.MapFS {
	site := sitetest.Pages(30)
	file := func(name, text string) { site[name] = &fstest.MapFile{Data: []byte(text)} }
	for _, lang := range []string{"el", "en", "de"} {
		file("content/news/first."+lang+".md", "---\ntitle: First "+lang+"\ndescription: D "+lang+"\ndate: 2026-01-02\ntags: [case]\n---\nSee [a page](page:page-4) and ![x](picture.png).\n")
		file("content/events/day."+lang+".md", "---\ntitle: Day "+lang+"\ndescription: E "+lang+"\n"+map[string]string{"el": "starts: 2027-04-09T16:00\nends: 2027-04-10\nplace: {city: athens}\n"}[lang]+"---\nCome.\n")
	}
	file("content/news/picture.png", "\x89PNG\r\n\x1a\n")
	site["site.yaml"] = &fstest.MapFile{Data: append(site["site.yaml"].Data, "tags: {case: {el: Περιστατικό, en: Case, de: Fall}, frame: {el: Πλαίσιο, en: Frame, de: Rahmen}}\n"...)}
	file("i18n/de.yaml", "page:\n  tags: Themen\n")
	file("layouts/partials/own.html", "<p>own</p>")
	file("content/_state/calendar.txt", "")
	return site
}

// editor makes edits of a site.
type editor struct {
	random *rand.Rand
	site   fstest.MapFS
	whole  map[string]*fstest.MapFile // as it was in the beginning
	log    string
}

// edit changes one to three files and tells which.
func (e *editor) edit() build.Changed {
	e.log = ""
	var paths []string
	if e.random.IntN(3) == 0 { // put right what is wrong
		for _, name := range slices.Sorted(maps.Keys(e.site)) {
			if e.whole[name] == nil {
				delete(e.site, name)
				paths = append(paths, name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(e.whole)) {
			if e.site[name] != e.whole[name] {
				e.site[name] = e.whole[name]
				paths = append(paths, name)
			}
		}
		e.log = "everything was put right"
	}
	for range 1 + e.random.IntN(3) {
		paths = append(paths, e.one()...)
	}
	switch e.random.IntN(8) {
	case 0:
		return build.Changed{All: true}
	case 1: // folders stand for what is in them; names that are nothing are told of, too
		for i, p := range paths {
			paths[i] = path.Dir(p)
		}
		if slices.Contains(paths, ".") {
			return build.Changed{All: true}
		}
		return build.Changed{Paths: append(paths, "content/.page-4.de.md.swp", "content/4913")}
	}
	return build.Changed{Paths: paths}
}

func (e *editor) one() []string {
	names := slices.Sorted(maps.Keys(e.site))
	name := names[e.random.IntN(len(names))]
	if e.random.IntN(3) == 0 { // data and settings are edited more often than their number tells
		name = []string{"content/groups.yaml", "site.yaml", "i18n/de.yaml", "content/references.yaml", "layouts/partials/own.html", "content/home.de.md"}[e.random.IntN(6)]
	}
	old := e.site[name]
	if old == nil {
		return nil
	}
	text := string(old.Data)
	put := func(name, s string) {
		e.site[name] = &fstest.MapFile{Data: []byte(s), ModTime: time.Unix(e.random.Int64N(1e9), 0)}
	}
	other := names[e.random.IntN(len(names))]
	kind := e.random.IntN(12)
	e.log += fmt.Sprintf("; %d %s", kind, name)
	switch kind {
	case 0: // gone
		delete(e.site, name)
		return []string{name}
	case 1: // renamed, to another language or page
		to := strings.NewReplacer(".de.", ".fr.", "page-", "seite-", ".el.", ".en.", "leader-", "article-").Replace(name)
		delete(e.site, name)
		put(to, text)
		return []string{name, to}
	case 2: // moved
		to := path.Join(path.Dir(name), "sub", path.Base(name))
		delete(e.site, name)
		put(to, text)
		return []string{name, to}
	case 3: // copied
		to := strings.Replace(name, "-", "-copy-", 1)
		put(to, text)
		return []string{to}
	case 4: // cut off in the middle
		put(name, text[:e.random.IntN(len(text)+1)])
	case 5: // the text of another file
		if o := e.site[other]; o != nil {
			put(name, string(o.Data))
		}
	case 6:
		put(name, strings.Replace(text, "title: ", fmt.Sprintf("title: T%d ", e.random.IntN(5)), 1))
	case 7:
		line := []string{"draft: true\n", "slug: same\n", "order: 3\n", "tags: [case, frame]\n", "tags: [nothing]\n", "date: 2027-01-01\n", "publish_on: 2027-02-01\n", "aliases: [/old/, /de/page-4/]\n", "layout: nothing\n", "pirce: 3\n", "image: picture.png\n", "groups: [group-0]\n"}[e.random.IntN(12)]
		put(name, strings.Replace(text, "---\n", "---\n"+line, 1))
	case 8:
		put(name, text+[]string{"\nMore.\n", "\n[x](page:page-3)\n", "\n[x](page:nothing)\n", "\n[x](/de/page-4/)\n", "\n[x](/de/nothing/)\n", "\n[@balint-1957]\n", "\n[@nobody]\n", "\n![a](/files/no.png)\n", "\n[m](https://zoom.us/j/123456789)\n", "  x: [\n", "\n<b>raw</b>\n", "\n# Heading\n"}[e.random.IntN(12)])
	case 9:
		put(name, strings.NewReplacer("amount: 30", fmt.Sprintf("amount: %d", e.random.IntN(90)), "tuesday", "friday", "Themen", "Schlagworte", "Athens", "Athen", "Pitman", "Tavistock", "own", "{{.Title}}").Replace(text))
	case 10:
		put(name, strings.NewReplacer("status: open", "status: opne", "main_language: el", "main_language: de", "menu: [groups, ", "menu: [", "consent: true", "consent: false", "{code: de, name: Deutsch}", "{code: de, name: Deutsch}, {code: fr, name: Français}", "own", "{{.Nothing}}", "tags:", "tgas:").Replace(text))
	case 11:
		put(name, text) // saved again
	}
	return []string{name}
}
