package serve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/watch"
)

// edited returns a server that has read a folder again after each of some changes.
func edited(t *testing.T, f *folder, changes ...func() watch.Change) *Server {
	t.Helper()
	s := at(t, f)
	for _, change := range changes {
		c := change()
		s.read(build.Changed{Paths: c.Paths, All: c.All}, "")
	}
	return s
}

func TestStateOfAPage(t *testing.T) {
	f := newFolder()
	f.write("content/later.en.md", "---\ntitle: Later\ndescription: "+strings.Repeat("Words. ", 30)+"\npublish_on: 2027-01-02\n---\n")
	s := at(t, f)
	if d := describe(t, s, "/balint/en/later/"); d.Gone != nil || d.Page == nil || len(d.Page.Flags) > 0 {
		t.Errorf("a page that has never been shown: %+v", d)
	}
	s.view = build.View{Drafts: true}
	s.read(build.Changed{}, "")
	got := describe(t, s, "/balint/en/later/")
	want := &pageInfo{Files: []string{"content/later.en.md"}, Flags: []string{"appears on 2027-01-02"}, Languages: []languageInfo{
		{Code: "el", Name: "Ελληνικά"}, {Code: "en", Name: "English", URL: "/balint/en/later/", Current: true}, {Code: "de", Name: "Deutsch"},
	}}
	if d := cmp.Diff(want, got.Page); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(settings{Drafts: true, Day: "2026-11-21"}, got.Settings); d != "" {
		t.Error(d)
	}
	var titles []string
	for _, section := range got.Sections {
		titles = append(titles, fmt.Sprint(section.Title, " ", len(section.Items)))
	}
	if d := cmp.Diff([]string{"This page 1", "Translations of this page 2", "Whole site 5", "Not published 1", "Next change 1"}, titles); d != "" {
		t.Error(d)
	}
	s.view = build.View{AsOf: civil.Date{Year: 2027, Month: 1, Day: 2}}
	s.read(build.Changed{}, "")
	if got := describe(t, s, "/balint/en/later/"); len(got.Page.Flags) > 0 || got.Settings.AsOf != "2027-01-02" || got.Settings.Day != "2027-01-02" {
		t.Errorf("on its day: %+v", got)
	}
}

func TestStateOfTranslations(t *testing.T) {
	f := newFolder()
	f.write("content/page.en.md", "---\ntitle: Page\ndescription: D.\n---\nOld.\n")
	f.write("content/page.de.md", "---\ntitle: Seite\ndescription: D.\n---\nAlt.\n")
	waiting := func(s *Server) []item {
		for _, section := range describe(t, s, "/balint/de/page/").Sections {
			if section.Title == "Translations of this page" {
				return section.Items
			}
		}
		return nil
	}
	missing := item{Text: "el: missing, content/page.el.md"}
	s := at(t, f)
	if d := cmp.Diff([]item{missing}, waiting(s), cmp.AllowUnexported(problem{}, also{})); d != "" {
		t.Errorf("nobody marks translations here: %s", d)
	}
	f.write("content/_state/translations.txt", "page:page de en title=00000000\n")
	s.read(build.Changed{All: true}, "")
	want := []item{missing, {Text: "de: outdated, 3 texts of its source (en) have changed: fishbowl translate diff page:page de", URL: "/balint/de/page/"}}
	if d := cmp.Diff(want, waiting(s), cmp.AllowUnexported(problem{}, also{})); d != "" {
		t.Error(d)
	}
}

// TestStateOfAPageThatIsShown: its file is that of the page it is shown from, and its
// language is told to be missing.
func TestStateOfAPageThatIsShown(t *testing.T) {
	f := newFolder()
	f.write("site.yaml", files["site.yaml"]+"missing: {page: show}\n")
	f.write("content/later.en.md", "---\ntitle: Later\nslug: then\n---\n")
	s := at(t, f)
	want := &pageInfo{Files: []string{"content/later.en.md"}, Flags: []string{}, Languages: []languageInfo{
		{Code: "el", Name: "Ελληνικά"}, {Code: "en", Name: "English", URL: "/balint/en/then/"}, {Code: "de", Name: "Deutsch", Current: true},
	}}
	if d := cmp.Diff(want, describe(t, s, "/balint/de/later/").Page); d != "" {
		t.Error(d)
	}
	f.write("content/later.de.md", "---\ntitle: Später\nslug: dann\n---\n")
	s.read(build.Changed{All: true}, "")
	if gone := describe(t, s, "/balint/de/later/").Gone; gone == nil || gone.To != "/balint/de/dann/" {
		t.Errorf("after it was translated: %+v", gone)
	}
}

func TestStateTellsFaults(t *testing.T) {
	f := newFolder()
	s := edited(t, f, func() watch.Change {
		return f.write("content/history.el.md", "---\ntitle: Ιστορία\n---\nΔείτε <b>\n")
	})
	got := describe(t, s, "/balint/en/")
	want := []*problem{{Severity: "error", place: place{"content/history.el.md", 4, 7, "     4 | Δείτε <b>\n       |       ^"}, Message: "HTML is not allowed in a text: <b>", Hint: "write **bold**"}}
	if d := cmp.Diff(want, got.Faults, cmp.AllowUnexported(problem{}, also{})); d != "" {
		t.Error(d)
	}
	if !got.Broken || got.Waiting || got.Generation != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestWherePagesWent(t *testing.T) {
	const page = "---\ntitle: Page\n---\n"
	const address = "/balint/en/page/"
	write := func(f *folder, name, text string) func() watch.Change {
		return func() watch.Change { return f.write(name, text) }
	}
	tests := []struct {
		name    string
		changes func(*folder) []func() watch.Change
		want    *gone
	}{
		{"nothing happens", func(*folder) []func() watch.Change { return nil }, nil},
		{"another slug", func(f *folder) []func() watch.Change {
			return []func() watch.Change{write(f, "content/page.en.md", "---\ntitle: Page\nslug: other\n---\n")}
		}, &gone{To: "/balint/en/other/", Why: "this page has another address now"}},
		{"two new slugs", func(f *folder) []func() watch.Change {
			return []func() watch.Change{write(f, "content/page.en.md", "---\ntitle: Page\nslug: other\n---\n"), write(f, "content/page.en.md", "---\ntitle: Page\nslug: third\n---\n")}
		}, &gone{To: "/balint/en/third/", Why: "this page has another address now"}},
		{"renamed at once", func(f *folder) []func() watch.Change {
			return []func() watch.Change{func() watch.Change {
				f.write("content/renamed.en.md", page)
				return f.write("content/page.en.md", "")
			}}
		}, &gone{To: "/balint/en/renamed/", Why: "this page has another address now"}},
		{"a draft", func(f *folder) []func() watch.Change {
			return []func() watch.Change{write(f, "content/page.en.md", "---\ntitle: Page\ndraft: true\n---\n")}
		}, &gone{Why: "content/page.en.md is not shown: it is a draft"}},
		{"a draft while another page comes", func(f *folder) []func() watch.Change {
			return []func() watch.Change{func() watch.Change {
				f.write("content/new.en.md", page)
				return f.write("content/page.en.md", "---\ntitle: Page\ndraft: true\n---\n")
			}}
		}, &gone{Why: "content/page.en.md is not shown: it is a draft"}},
		{"deleted", func(f *folder) []func() watch.Change {
			return []func() watch.Change{write(f, "content/page.en.md", "")}
		}, &gone{Why: "the page made from content/page.en.md no longer exists: it was deleted or renamed"}},
		{"deleted and written again", func(f *folder) []func() watch.Change {
			return []func() watch.Change{write(f, "content/page.en.md", ""), write(f, "content/page.en.md", page)}
		}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newFolder()
			f.write("content/page.en.md", page)
			s := edited(t, f, tt.changes(f)...)
			if d := cmp.Diff(tt.want, describe(t, s, address).Gone); d != "" {
				t.Error(d)
			}
		})
	}
}

// A file that somebody has seen gets another version when its bytes change; one
// that is only saved again, or that nobody has seen, does not.
func TestFilesThatChange(t *testing.T) {
	f := newFolder()
	f.write("content/files/unseen.svg", "<svg/>")
	s := at(t, f)
	const file, address = "content/files/a room (1).svg", "/balint/files/a%20room%20%281%29.svg"
	old := body(t, ask(s, "GET", address))
	save := func(name, text string) {
		s.read(build.Changed{Paths: []string{f.write(name, text).Paths[0]}}, "")
	}
	save(file, old)
	save("content/files/unseen.svg", "<svg></svg>")
	if d := describe(t, s, "/balint/"); len(d.Assets) > 0 {
		t.Errorf("nothing has changed, but %v", d.Assets)
	}
	save(file, "<svg>new</svg>")
	first := describe(t, s, "/balint/").Assets
	if len(first) != 1 || body(t, ask(s, "GET", address)) != "<svg>new</svg>" {
		t.Errorf("after a change: %v, %q", first, body(t, ask(s, "GET", address)))
	}
	s.read(build.Changed{All: true}, "")
	if d := cmp.Diff(first, describe(t, s, "/balint/").Assets); d != "" {
		t.Error(d)
	}
	save(file, "<svg>newer</svg>")
	if d := describe(t, s, "/balint/"); len(d.Assets) != 1 || fmt.Sprint(d.Assets) == fmt.Sprint(first) {
		t.Errorf("after another change: %v, before: %v", d.Assets, first)
	}
}
