package site

import (
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/reference"
	"fishbowl/internal/source"
)

// problems makes the model of a site in English and German, whose home pages
// are in order, and returns what is to be said of it.
func problems(t *testing.T, settings string, drafts bool, content map[string]string) string {
	t.Helper()
	fsys := fstest.MapFS{}
	all := map[string]string{"home.en.md": "---\ntitle: Home\ndescription: Home\n---\n", "home.de.md": "---\ntitle: Start\ndescription: Start\n---\n"}
	maps.Copy(all, content)
	for name, text := range all {
		fsys["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	if !strings.Contains(settings, "society:") {
		settings += "society: {id: s, name: S}\n"
	}
	var list diag.List
	c := config.Parse(&list, decode.YAML(&list, config.File, []byte("format: 1\nbase_url: https://example.org\nlanguages: [{code: en, name: English}, {code: de, name: Deutsch}]\nmain_language: en\ntimezone: Europe/London\ncurrency: EUR\n"+settings)))
	tree, err := new(source.Cache).Read(&list, fsys, c.Codes(), source.Changed{All: true})
	if err != nil {
		t.Fatal(err)
	}
	d := &decode.Decoder{List: &list, Languages: c.Codes(), Lang: c.MainLanguage.ID}
	var groups []*record.Group
	for _, data := range tree.Groups {
		groups = append(groups, record.ParseGroups(d, data.Root)...)
	}
	NewOutline(&list, &Facts{}, Input{
		Config: c, Base: c.BaseURL, Languages: languages(t, &list, c), AsOf: civil.Date{Year: 2027, Month: 1, Day: 1}, Drafts: drafts,
		Pages: tree.Pages, Groups: groups, Works: reference.Parse(&list, d, nil), Media: tree.Media,
		Unreadable: tree.Unreadable, UnreadableFiles: tree.UnreadableFiles,
	})
	var b strings.Builder
	for _, p := range list.Sorted() {
		if strings.HasSuffix(p.Message, "not shown on any page yet") {
			continue // no concern of these tests
		}
		fmt.Fprintf(&b, "%s: %s: %s\n", p.Pos, p.Severity, p.Message)
	}
	return b.String()
}

func languages(t *testing.T, list *diag.List, c *config.Config) []*locale.Language {
	t.Helper()
	var langs []*locale.Language
	var words []locale.WordFile
	for _, entry := range c.Languages {
		l, err := locale.New(entry.Code, entry.Name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile("../../i18n/" + entry.Code + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		langs, words = append(langs, l), append(words, locale.WordFile{File: "i18n/" + entry.Code + ".yaml", Lang: entry.Code, Text: text})
	}
	locale.LoadWords(list, c.MainLanguage.ID, langs, words, nil)
	return langs
}

func TestAdvice(t *testing.T) {
	front := func(lines ...string) string { return "---\n" + strings.Join(lines, "\n") + "\n---\n" }
	const (
		noDescription = "warning: the page has no description: search engines and messengers show its first words instead\n"
		country       = "society: {id: s, name: S, country: CH, email: a@example.org, address: {street: A, postcode: B, city: C}}\n"
	)
	long := strings.Repeat("ä", longDescription)
	var groups []string
	for i := range 7 {
		groups = append(groups, fmt.Sprintf("{id: g%[1]d, title: {de: Gruppe %[1]d, en: Group %[1]d}, organisers: [s], status: open, place: {mode: online}}", i+1))
	}
	for _, c := range []struct {
		name, settings string
		drafts         bool
		content        map[string]string
		want           string
	}{
		{name: "nothing to say"},
		{name: "no description", content: map[string]string{"a.en.md": front("title: A"), "a.de.md": front("description: Über A", "title: A")},
			want: "content/a.en.md:2:1: " + noDescription},
		{name: "empty descriptions", content: map[string]string{"a.en.md": front("title: A", "description:"), "a.de.md": front("title: A", `description: " "`)},
			want: "content/a.de.md:3:14: " + noDescription + "content/a.en.md:3:1: " + noDescription},
		{name: "a description of another form is told of once", content: map[string]string{"a.en.md": front("title: A", "description: [a]")},
			want: "content/a.en.md:3:14: error: expected a text, found a list\n"},
		{name: "no title", content: map[string]string{"a.en.md": "Text\n"},
			want: "content/a.en.md:1:1: error: the page has no title\n"},
		{name: "written section", content: map[string]string{"about/_index.en.md": front("title: A")},
			want: "content/about/_index.en.md:2:1: " + noDescription},
		{name: "event", content: map[string]string{"events/a.en.md": front("title: A", "starts: 2027-04-01", "organisers: [s]", "place: {mode: online}")},
			want: "content/events/a.en.md:2:1: " + noDescription},
		{name: "leaders", content: map[string]string{
			"leaders/a.en.md": front("name: {given: A, family: A}", "consent: true"), "leaders/a.de.md": front("draft: true"),
			"leaders/b.en.md": front("name: {given: B, family: B}"), "leaders/b.de.md": "---\n---\n"},
			want: "content/leaders/a.en.md:2:1: " + noDescription +
				"content/leaders/b.de.md:1:1: notice: this leader's data are not published without consent: true; the name alone appears beside groups\n"},
		{name: "drafts and 404", content: map[string]string{"a.en.md": front("title: A", "draft: true"), "404.en.md": front("title: A")}},
		{name: "drafts that are shown", drafts: true, content: map[string]string{"a.en.md": front("title: A", "draft: true")}},
		{name: "by the day", content: map[string]string{"a.en.md": front("title: A", "publish_on: 2028-01-01"), "b.en.md": front("title: B", "expire_on: 2026-01-01")},
			want: "content/a.en.md:2:1: " + noDescription + "content/b.en.md:2:1: " + noDescription},
		{name: "length in characters", content: map[string]string{"a.en.md": front("title: A", "description: "+long), "b.en.md": front("title: B", "description: "+long+"ö")},
			want: "content/b.en.md:3:14: notice: this description has 201 characters: search engines and messengers cut it\n"},
		{name: "the same thrice", content: map[string]string{"a.en.md": front("title: A", "description: X y"), "b.en.md": front("title: B", "description: X  y"), "c.en.md": front("title: C", `description: "X y "`), "d.de.md": front("title: D", "description: X y")},
			want: "content/b.en.md:3:14: notice: another page has the same description\ncontent/c.en.md:3:14: notice: another page has the same description\n"},
		{name: "summaries", content: map[string]string{"groups.yaml": `groups:
  - {id: a, title: {de: A, en: A}, organisers: [s], status: open, place: {mode: online}}
  - {id: b, title: {de: B, en: B}, organisers: [s], status: open, place: {mode: online}, summary: Text}
  - {id: c, title: {de: C, en: C}, organisers: [s], status: open, place: {mode: online}, summary: {de: Text}}
  - {id: d, title: {de: D, en: D}, organisers: [s], status: open, place: {mode: online}, summary: {de: Text, en: Text}}
`},
			want: "content/groups.yaml:2:10: notice: 3 groups have no summary in one language or more: a, b and c\n"},
		{name: "a summary in one language", content: map[string]string{"groups.yaml": "groups: [{id: a, organisers: [s], status: open, place: {mode: online}, summary: {de: Text}}]\n"},
			want: "content/groups.yaml:1:15: notice: the group \"a\" has no summary in English (en): another language's stands there\n"},
		{name: "many groups without a summary", content: map[string]string{
			"groups.yaml": "groups: [" + strings.Join(groups, ", ") + "]\n"},
			want: "content/groups.yaml:1:15: notice: 7 groups have no summary: g1, g2, g3, g4, g5 and 2 more; search engines and messengers have nothing to show of them\n"},

		{name: "groups that cannot be read", settings: "menu: [groups, topics]\n", content: map[string]string{
			"groups.yaml": "groups:\n- id:a\n  status: open\n", "news/a.en.md": "---\n"},
			want: "content/groups.yaml:2:5: error: a blank is missing after the colon\ncontent/news/a.en.md:1:1: error: the front matter that begins here is never closed\n"},
		{name: "a group whose id cannot be read", settings: "menu: [groups]\n", content: map[string]string{
			"groups.yaml": "groups: [{id: A, organisers: [s], status: open, place: {mode: online}}]\n", "a.en.md": front("title: A", "description: A", "groups: [a]")},
			want: "content/groups.yaml:1:15: error: \"A\" cannot be an id\n"},

		{name: "names", content: map[string]string{"groups.yaml": `groups:
  - {id: a, organisers: [s], status: open, place: {mode: online}, summary: {de: Text, en: Text}, schedule: {every: week, day: monday, time: 19:00}}
  - {id: b, organisers: [s], status: open, place: {mode: online}, summary: {de: Text, en: Text}, schedule: {every: week, day: monday, time: 20:00}}
  - {id: c, organisers: [s], status: open, place: {mode: online}, summary: {de: Text, en: Text}, schedule: {every: week, day: monday, time: "20:00"}}
  - {id: d, organisers: [s], status: ended, place: {mode: online}, summary: {de: Text, en: Text}, schedule: {every: week, day: monday, time: 19:00}}
  - {id: e, organisers: [s], status: open, place: {mode: online}, summary: {de: Text, en: Text}, schedule: {every: week, day: [friday, saturday]}}
  - {id: f, organisers: [s], status: open, place: {mode: online}, summary: {de: Text, en: Text}, schedule: {every: week, day: [saturday, friday]}}
`},
			want: "content/groups.yaml:3:10: warning: 2 groups are called \"Balint group online, Monday, 20:00\"\n" +
				"content/groups.yaml:6:10: warning: 2 groups are called \"Balint group online, Friday and Saturday\"\n"},

		{name: "picture", content: map[string]string{"p.svg": "<svg/>",
			"a.de.md": front("title: A", "description: A", "image_alt: P"), "a.en.md": front("title: A", "description: A", "image: p.svg")},
			want: "content/a.en.md:4:8: error: the picture \"p.svg\" has no description in English (en)\n"},
		{name: "picture described nowhere", content: map[string]string{"p.svg": "<svg/>",
			"a.de.md": front("title: A", "description: A", "image_alt:"), "a.en.md": front("title: A", "description: A", "image: p.svg")},
			want: "content/a.en.md:4:8: error: the picture \"p.svg\" has no description in Deutsch (de)\n" +
				"content/a.en.md:4:8: error: the picture \"p.svg\" has no description in English (en)\n"},
		{name: "picture of a draft", content: map[string]string{"p.svg": "<svg/>",
			"a.de.md": front("title: A", "draft: true", "image: p.svg"), "a.en.md": front("title: A", "description: A", "image_alt: P")}},
		{name: "picture of a draft that is shown", drafts: true, content: map[string]string{"p.svg": "<svg/>",
			"a.de.md": front("title: A", "draft: true", "image: p.svg"), "a.en.md": front("title: A", "description: A", "image_alt: P")},
			want: "content/a.de.md:4:8: error: the picture \"p.svg\" has no description in Deutsch (de)\n"},
		{name: "no picture", content: map[string]string{"a.en.md": front("title: A", "description: A", "image_alt: P")},
			want: "content/a.en.md:4:1: error: this describes a picture, but the page has none\n"},
		{name: "a picture that could not be read", content: map[string]string{"a.en.md": front("title: A", "description: A", "image_alt: P"), "a.de.md": "---\n"},
			want: "content/a.de.md:1:1: error: the front matter that begins here is never closed\n"},

		{name: "menu", settings: "menu: [a, {b: [c]}, home, groups]\n", content: map[string]string{
			"a.en.md": front("title: A", "description: A"), "b.de.md": front("title: B", "description: B"),
			"c.en.md": front("title: C", "description: C"), "c.de.md": front("title: C", "description: C"),
			"groups.yaml": "groups: [{id: a, organisers: [s], status: open, place: {mode: online}, summary: {de: T, en: T}}]\n"},
			want: "site.yaml:7:8: warning: the page \"a\" is not written in Deutsch (de): the menu leads there to the page in English (en)\n" +
				"site.yaml:7:12: warning: the page \"b\" is not written in English (en): the menu leads there to the page in Deutsch (de)\n"},
		{name: "menu with a policy", settings: "missing: {page: link}\nmenu: [a]\n", content: map[string]string{"a.en.md": front("title: A", "description: A")}},
		{name: "menu with another policy", settings: "missing: {page: omit}\nmenu: [a]\n", content: map[string]string{"a.en.md": front("title: A", "description: A")}},
		{name: "menu with a policy for news", settings: "missing: {news: omit}\nmenu: [a]\n", content: map[string]string{"a.en.md": front("title: A", "description: A")},
			want: "site.yaml:8:8: warning: the page \"a\" is not written in Deutsch (de): the menu leads there to the page in English (en)\n"},
		{name: "menu with a page that is nowhere", settings: "menu: [x]\n",
			want: "site.yaml:7:8: error: unknown page \"x\"\n"},
		{name: "menu with a page twice", settings: "menu: [a, a]\n", content: map[string]string{"a.en.md": front("title: A", "description: A")},
			want: "site.yaml:7:8: warning: the page \"a\" is not written in Deutsch (de): the menu leads there to the page in English (en)\n" +
				"site.yaml:7:11: error: the page \"a\" stands twice in the menu\n"},
		{name: "menu with a page that cannot be read", settings: "menu: [a, b]\n", content: map[string]string{
			"a.en.md": front("title: A", "description: A"), "a.de.md": "---\n", "b.en.md": front("title: B", "description: B"), "b.ger.md": "B"},
			want: "content/a.de.md:1:1: error: the front matter that begins here is never closed\ncontent/b.ger.md: error: \"ger\" is not a language of this site\n"},
		{name: "menu with a section that nobody wrote", settings: "menu: [news]\n", content: map[string]string{
			"news/a.en.md": front("title: A", "description: A", "expire_on: 2028-01-01"), "news/b.de.md": front("title: B", "description: B", "expire_on: 2026-01-01")}},
		{name: "menu with a section in one language", settings: "menu: [news]\n", content: map[string]string{
			"news/a.en.md": front("title: A", "description: A"), "news/b.de.md": front("title: B", "draft: true")},
			want: "site.yaml:7:8: warning: the page \"news\" is not written in Deutsch (de): the menu leads there to the page in English (en)\n"},

		{name: "no legal pages", settings: country, content: map[string]string{"legal.en.md": front("title: L", "description: L")},
			want: "site.yaml:7:36: warning: the site has no legal notice (the page \"legal\") in Deutsch (de)\n" +
				"site.yaml:7:36: warning: the site has no privacy notice (the page \"privacy\") in English (en) and Deutsch (de)\n"},
		{name: "an empty legal notice", content: map[string]string{"legal.en.md": front("title: L", "description: L")},
			want: "site.yaml:7:10: notice: the legal notice has nothing to show yet but the name of the society\n"},
		{name: "legal pages that are not shown today", settings: country, content: map[string]string{
			"about/legal.en.md": front("title: L", "description: L", "publish_on: 2028-01-01"), "about/legal.de.md": front("title: L", "description: L"),
			"privacy.en.md": front("title: P", "description: P"), "privacy.de.md": front("title: P", "description: P")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := problems(t, c.settings, c.drafts, c.content)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			if again := problems(t, c.settings, c.drafts, c.content); again != got {
				t.Errorf("the second time:\n%s", again)
			}
		})
	}
}

// TestBoardOutOfOffice: what depends on the day is a notice.
func TestBoardOutOfOffice(t *testing.T) {
	legal := map[string]string{}
	for _, id := range []string{"legal", "privacy"} {
		for _, lang := range []string{"en", "de"} {
			legal[id+"."+lang+".md"] = "---\ntitle: " + id + "\ndescription: " + id + "\n---\n"
		}
	}
	for _, c := range []struct{ name, board, want string }{
		{"nobody", "", ""},
		{"in office", "{person: A, until: 2027}", ""},
		{"one of two", "{person: A, until: 2026}, {person: B}", ""},
		{"gone", "{person: A, until: 2026}, {person: B, until: 2020-05}", "site.yaml:7:124: notice: nobody on the board is in office any more\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			society := "society: {id: s, name: S, country: CH, email: a@example.org, address: {street: Weg 1, postcode: \"1000\", city: Ort}, board: [" + c.board + "]}\n"
			if d := cmp.Diff(c.want, problems(t, society, false, legal)); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}
