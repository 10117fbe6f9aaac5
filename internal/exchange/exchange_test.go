package exchange_test

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/exchange"
	"fishbowl/internal/po"
	"fishbowl/internal/sitetest"
	"fishbowl/internal/source"
	"fishbowl/internal/translate"
)

func today(*time.Location) civil.Date { return civil.Date{Year: 2026, Month: time.November, Day: 21} }

func trial(fsys fs.FS) (*translate.Survey, *diag.List, error) {
	list := &diag.List{}
	g, err := build.Load(list, build.Input{Site: fsys, Embedded: fishbowl.Files, Today: today}, build.View{Drafts: true})
	if err != nil || g == nil {
		return nil, list, err
	}
	return translate.New(g.Site), list, nil
}

func survey(t testing.TB, fsys fs.FS) *translate.Survey {
	t.Helper()
	v, list, err := trial(fsys)
	if v == nil {
		for _, p := range list.Sorted() {
			if p.Severity == diag.Error {
				t.Error(list.Report(p))
			}
		}
		t.Fatal("the site cannot be read", err)
	}
	return v
}

// reference returns the reference site, as files in memory.
func reference(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS("../..")
	for _, name := range []string{"site.yaml", "content", "i18n", "layouts", "themes"} {
		if _, err := fs.Stat(root, name); err != nil {
			continue
		}
		err := fs.WalkDir(root, name, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			text, err := fs.ReadFile(root, name)
			files[name] = &fstest.MapFile{Data: text}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func export(t testing.TB, v *translate.Survey, fsys fs.FS, lang, from string) *po.File {
	t.Helper()
	f, err := exchange.Export(v, fsys, lang, from)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// carry writes a file and reads it again, as a program for translators does.
func carry(t testing.TB, f *po.File) *po.File {
	t.Helper()
	list := &diag.List{}
	back := po.Read(list, "x.po", []byte("\uFEFF"+strings.ReplaceAll(string(f.Bytes()), "\n", "\r\n")))
	if back == nil {
		t.Fatal(list.Report(list.Sorted()[0]))
	}
	return back
}

func bring(t testing.TB, v *translate.Survey, fsys fs.FS, lang string, f *po.File) *exchange.Result {
	t.Helper()
	if got, err := exchange.CheckHeader(v, f); got != lang || err != nil {
		t.Fatal(got, err)
	}
	r, err := exchange.Import(v, fsys, lang, f, false, trial)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestThereAndBack: what was exported and is imported unchanged changes nothing.
func TestThereAndBack(t *testing.T) {
	for name, site := range map[string]fstest.MapFS{"reference": reference(t), "made up": sitetest.Pages(40)} {
		v := survey(t, site)
		for _, lang := range []string{"el", "en", "de"} {
			for _, from := range []string{"", "el", "en", "de"} {
				if lang == from {
					continue
				}
				f := carry(t, export(t, v, site, lang, from))
				r := bring(t, v, site, lang, f)
				if len(r.Files)+len(r.Done)+len(r.Refused) > 0 || r.Same+r.Empty+r.Fuzzy != len(f.Messages) {
					t.Errorf("%s: %s from %q: %d messages, files %v, result %+v", name, lang, from, len(f.Messages), slices.Sorted(maps.Keys(r.Files)), *r)
				}
			}
		}
	}
}

var (
	blockText = regexp.MustCompile(`(?m)^ +de: .*\n`)
	flowText  = regexp.MustCompile(`, de: ("[^"]*"|[^,}]*)`)
	firstText = regexp.MustCompile(`\{de: [^,}]*, `)
)

// withoutGerman takes all German away, but for the page without which there is no site.
func withoutGerman(t testing.TB, site fstest.MapFS) fstest.MapFS {
	t.Helper()
	left := fstest.MapFS{}
	for name, f := range site {
		text := f.Data
		switch {
		case name == "content/home.de.md":
			text = []byte("---\ntitle: Start\ndescription: Start.\n---\n")
		case strings.HasSuffix(name, ".de.md"):
			if _, err := fs.Stat(site, strings.TrimSuffix(name, "de.md")+"el.md"); err == nil {
				continue
			}
		case path.Ext(name) == ".yaml" || path.Ext(name) == ".md":
			text = blockText.ReplaceAll(text, nil)
			text = flowText.ReplaceAll(text, nil)
			text = firstText.ReplaceAll(text, []byte("{"))
		}
		left[name] = &fstest.MapFile{Data: text}
	}
	return left
}

var marker = regexp.MustCompile(`^(?:#+ |[-*] |\d+\. |\[\^\w+\]: |\*\[\pL+\]: |\||> )?`)

// TestFilled: a language in which nothing is written is filled in, and then all of it
// stands there and fits its source.
func TestFilled(t *testing.T) {
	site := withoutGerman(t, reference(t))
	v := survey(t, site)
	f := export(t, v, site, "de", "")
	for i := range f.Messages {
		m := &f.Messages[i]
		m.Text = m.ID
		if !strings.Contains(m.Context, "/body") {
			m.Text = "Ü: \"" + m.ID + "\" # {x}, y"
		} else if end := len(marker.FindString(m.ID)); m.ID[:end] != "|" && !strings.Contains(m.ID, "\n: ") {
			m.Text = m.ID[:end] + "Über " + m.ID[end:]
		}
	}
	r := bring(t, v, site, "de", carry(t, f))
	for _, refused := range r.Refused {
		t.Errorf("refused: %+v", refused)
	}
	if r.Taken != len(f.Messages) {
		t.Errorf("%d of %d texts were taken over", r.Taken, len(f.Messages))
	}
	for _, d := range r.Done {
		it, err := r.After.Find(d.Item)
		if err != nil || !d.Fits {
			t.Fatalf("does not fit: %+v, %v", d, err)
		}
		if _, err := r.After.Mark(it, "de", d.Source); err != nil {
			t.Error(err)
		}
	}
	for _, st := range r.After.All() {
		if st.State != translate.Current && st.Lang == "de" && st.In("el") {
			t.Errorf("%s is %s", st.Name(), st.State)
		}
	}
	again := export(t, r.After, source.Overlay(site, r.Files), "de", "")
	if len(again.Messages) != len(f.Messages) {
		t.Fatalf("%d texts, before %d", len(again.Messages), len(f.Messages))
	}
	for i, m := range again.Messages {
		if m.Key() != f.Messages[i].Key() || m.Text != f.Messages[i].Text {
			t.Errorf("%s: %q\ninstead of %q", m.Context, m.Text, f.Messages[i].Text)
		}
	}
}

// TestInPlace: of a file that is there nothing is touched but what was translated.
func TestInPlace(t *testing.T) {
	const settings = "format: 1\nbase_url: https://example.org\nlanguages: [{code: en, name: English}, {code: de, name: Deutsch}]\nmain_language: en\ntimezone: Europe/Athens\ncurrency: EUR\nsociety: {id: s, name: S}\ntags:\n"
	for _, c := range []struct{ name, tags, want string }{
		{"plain", "  a: One # why\n  b: {en: b, de: b}\n", "  a: {en: One, de: Übersetzt} # why\n  b: {en: b, de: b}\n"},
		{"quoted", "  a: \"One: two\"\n", "  a: {en: \"One: two\", de: Übersetzt}\n"},
		{"single quotes", "  a: {en: 'It''s', de: 'Er''s' } # so\n", "  a: {en: 'It''s', de: Übersetzt } # so\n"},
		{"brackets over lines", "  a: {\n    en: One\n  }\n", "  a: {\n    en: One, de: Übersetzt\n  }\n"},
		{"block", "  a:\n      # first\n      en: One   # second\n\n  b: {en: b, de: b}\n", "  a:\n      # first\n      en: One   # second\n      de: Übersetzt\n\n  b: {en: b, de: b}\n"},
		{"folded", "  a:\n    en: One\n      two\n      three\n  b: {en: b, de: b}\n", "  a:\n    en: One\n      two\n      three\n    de: Übersetzt\n  b: {en: b, de: b}\n"},
		{"replaced lines", "  a:\n    de: |\n      Eins\n\n      zwei\n\n    en: One\n", "  a:\n    de: Übersetzt\n\n    en: One\n"},
		{"Windows", "  a:\r\n    en: One\r\n  b: {en: b, de: b}\r\n", "  a:\r\n    en: One\r\n    de: Übersetzt\r\n  b: {en: b, de: b}\r\n"},
		{"no end of line", "  a:\n    en: One", "  a:\n    en: One\n    de: Übersetzt"},
		{"another order", "  a: {de: Alt, en: One}\n", "  a: {de: Übersetzt, en: One}\n"},
		{"no quotation marks needed before", "  a: {en: One, de: \"Alt\"}\n", "  a: {en: One, de: Übersetzt}\n"},
		{"shared", "  a: &x {en: One}\n  b: *x\n", "  a: &x {en: One}\n  b: *x\n"},
		{"named", "  a: {en: &x One, de: *x}\n", "  a: {en: &x One, de: *x}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := fstest.MapFS{"site.yaml": {Data: []byte(settings + c.tags)}}
			for _, lang := range []string{"en", "de"} {
				site["content/home."+lang+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: Home\ndescription: Home.\n---\n")}
			}
			v := survey(t, site)
			f := export(t, v, site, "de", "")
			for i := range f.Messages {
				if m := &f.Messages[i]; m.Context == "site:tags/a" {
					m.Text = "Übersetzt"
				}
			}
			r := bring(t, v, site, "de", carry(t, f))
			got := settings + c.tags
			if text, ok := r.Files["site.yaml"]; ok {
				got = string(text)
			}
			if got != settings+c.want {
				t.Errorf("got\n%s\nwant\n%s", strings.TrimPrefix(got, settings), c.want)
			}
			if unchanged := c.tags == c.want; unchanged != (len(r.Refused) > 0) {
				t.Errorf("refused: %+v", r.Refused)
			}
		})
	}
}

// FuzzImport: whatever a translator writes, a text stands on the site as it was written or
// is refused, and the site can be read. No file is written that the site does not name.
func FuzzImport(f *testing.F) {
	site := fstest.MapFS{"site.yaml": {Data: []byte("format: 1\nbase_url: https://example.org\nlanguages: [{code: en, name: English}, {code: de, name: Deutsch}]\nmain_language: en\ntimezone: Europe/Athens\ncurrency: EUR\nsociety: {id: s, name: S}\ntags: {a: One, b: {en: Two}}\n")}}
	file := func(name, text string) { site[name] = &fstest.MapFile{Data: []byte(text)} }
	for _, lang := range []string{"en", "de"} {
		file("content/home."+lang+".md", "---\ntitle: Home\ndescription: Home.\n---\nFirst.[^1]\n\n- Item\n- Other\n\n[^1]: Note\n")
	}
	file("content/page.en.md", "---\ntitle: Page\ndescription: Page.\nslug: page\n---\nFirst.[^1]\n\n> Second\n\n[^1]: Note\n")
	v := survey(f, site)
	exported, err := exchange.Export(v, site, "de", "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add("", "a: b # {c}, [d]", "- Eins\n- Zwei", "page:../../x/title")
	f.Add("", "|-\n  x\n\ty", "---\ntitle: x\n---", "/")
	f.Add("", "'\"\\ \u2028\u0085", "Eins\n===", "page:home/../body")
	f.Add("> ", "---", "# x\r\n\r\n<b>", "site:site.yaml/..")
	f.Fuzz(func(t *testing.T, prefix, short, block, context string) {
		changed := *exported
		changed.Messages = slices.Clone(exported.Messages)
		for i := range changed.Messages {
			m := &changed.Messages[i]
			switch {
			case strings.HasSuffix(m.Context, "/body"):
				m.Text = prefix + m.ID + block
			default:
				m.Text = short
			}
		}
		changed.Messages = append(changed.Messages, po.Message{Context: context, ID: "x", Text: short})
		list := &diag.List{}
		back := po.Read(list, "x.po", changed.Bytes())
		if back == nil {
			return // a text that is no UTF-8
		}
		r, err := exchange.Import(v, site, "de", back, false, trial)
		if err != nil {
			t.Fatal(err)
		}
		for name := range r.Files {
			if !slices.Contains([]string{"site.yaml", "content/home.de.md", "content/page.de.md"}, name) {
				t.Errorf("wrote %q", name)
			}
		}
		if after, list, err := trial(source.Overlay(site, r.Files)); after == nil {
			t.Error(err, list.Report(list.Sorted()[0]))
		}
	})
}

// TestPageInPlace: of a page that is there nothing is touched but what was translated, and
// new paragraphs come to their places.
func TestPageInPlace(t *testing.T) {
	const settings = "format: 1\nbase_url: https://example.org\nlanguages: [{code: en, name: English}, {code: de, name: Deutsch}]\nmain_language: en\ntimezone: Europe/Athens\ncurrency: EUR\nsociety: {id: s, name: {en: S, de: S}}\n"
	const source = "---\ntitle: Page\ndescription: Page.\nsummary: Short\nkeywords: [a, b]\n---\nFirst.\n\n## Second\n\nThird.\n"
	for _, c := range []struct {
		name, source, there, want string
		refused                   int
	}{
		{"all of it", source,
			"---\n# why\nslug: 'seite'   # so\ntitle:   \"Seite: x\" # old\nsummary: >-\n  Kurz\n  und gut\nkeywords: [ \"x]\" , y ]\ndescription: S.\n---\n\nErstens.\n\n\n## Zweitens\nDrittens.\n",
			"---\n# why\nslug: 'seite'   # so\ntitle:   Page! # old\nsummary: Short!\nkeywords: [ \"x]\" , y ]\ndescription: Page.!\n---\n\nFirst.!\n\n\n## Second!\nThird.!\n", 1},
		{"what is missing", source,
			"---\ntitle: Seite\n---\nErstens.\n\n## Zweitens\n\nDrittens.",
			"---\ntitle: Page!\ndescription: Page.!\nsummary: Short!\nkeywords: [a, b!]\n---\nFirst.!\n\n## Second!\n\nThird.!", 0},
		{"Windows", source,
			"\uFEFF---\r\ntitle: Seite\r\ndescription: S.\r\nkeywords: [x]\r\nsummary: S\r\n---\r\nErstens.\r\n\r\n## Zweitens\r\n\r\nDrittens\r\nund mehr.\r\n",
			"\uFEFF---\r\ntitle: Page!\r\ndescription: Page.!\r\nkeywords: [a, b!]\r\nsummary: Short!\r\n---\r\nFirst.!\r\n\r\n## Second!\r\n\r\nThird.!\r\n", 0},
		{"TOML", source,
			"+++\ntitle = \"Seite\"\ndescription = \"S.\"\n+++\nErstens.\n\n## Zweitens\n\nDrittens.\n",
			"+++\ntitle = \"Seite\"\ndescription = \"S.\"\n+++\nFirst.!\n\n## Second!\n\nThird.!\n", 4},
		{"other paragraphs", source,
			"---\ntitle: Seite\ndescription: S.\nkeywords: [x]\nsummary: S\n---\nErstens.\n\n## Zweitens\n",
			"---\ntitle: Page!\ndescription: Page.!\nkeywords: [a, b!]\nsummary: Short!\n---\nErstens.\n\n## Zweitens\n", 3},
		{"no paragraph yet", source,
			"---\ntitle: Seite\ndescription: S.\nkeywords: [x]\nsummary: S\n---\n",
			"---\ntitle: Page!\ndescription: Page.!\nkeywords: [a, b!]\nsummary: Short!\n---\nFirst.!\n\n## Second!\n\nThird.!\n", 0},
		{"new, with pictures and comments between", "---\ntitle: Page\ndescription: Page.\n---\n<!-- c -->\n\nFirst.\n\n***\n\n[x]: https://example.org\n\nSecond [x].\n\n- a\n- b\n", "",
			"---\ntitle: Page!\ndescription: Page.!\n---\n<!-- c -->\n\nFirst.!\n\n***\n\n[x]: https://example.org\n\nSecond [x].!\n\n- a!\n- b!\n", 0},
		{"abbreviations, new", "---\ntitle: Page\ndescription: Page.\n---\nOf IBF.\n*[IBF]: Federation\n", "",
			"---\ntitle: Page!\ndescription: Page.!\n---\nOf IBF.!\n*[IBF]: Federation!\n", 0},
		{"abbreviations, others", "---\ntitle: Page\ndescription: Page.\n---\nIBF, GPs.\n\n*[IBF]: Federation\n*[GPs]: practitioners\n",
			"---\ntitle: Seite\ndescription: S.\n---\nIBF, z. B.\n\n*[z. B.]: zum Beispiel\n*[IBF]: Verband\n*[X]: Y\n",
			"---\ntitle: Page!\ndescription: Page.!\n---\nIBF, GPs.!\n\n*[IBF]: Federation\n*[GPs]: practitioners!\n", 0},
		{"a draft", "---\ntitle: Page\ndraft: true\nslug: p\ndescription: Page.\norder: 3\n---\n", "",
			"---\ntitle: Page!\ndraft: true\nslug: page\ndescription: Page.!\n---\n", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := fstest.MapFS{"site.yaml": {Data: []byte(settings)}, "content/page.en.md": {Data: []byte(c.source)}}
			if c.there != "" {
				site["content/page.de.md"] = &fstest.MapFile{Data: []byte(c.there)}
			}
			for _, lang := range []string{"en", "de"} {
				site["content/home."+lang+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: Home\ndescription: Home.\n---\n")}
			}
			v := survey(t, site)
			f := export(t, v, site, "de", "")
			for i := range f.Messages {
				if m := &f.Messages[i]; strings.HasPrefix(m.Context, "page:page/") {
					m.Text = m.ID + "!"
				}
			}
			r := bring(t, v, site, "de", carry(t, f))
			if got := string(r.Files["content/page.de.md"]); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if len(r.Files) != 1 || len(r.Refused) != c.refused {
				t.Errorf("%d files, refused: %+v", len(r.Files), r.Refused)
			}
		})
	}
}
