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
	r, err := exchange.Import(v, fsys, lang, f, trial)
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

var marker = regexp.MustCompile(`^(?:#+ |[-*] |\d+\. |\[\^\w+\]: |\||> )?`)

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
	t.Logf("%d messages, %d files, %d items, taken %d, same %d, incomplete %d", len(f.Messages), len(r.Files), len(r.Done), r.Taken, r.Same, len(r.Incomplete))
	for _, d := range r.Done {
		if !d.Fits {
			t.Errorf("does not fit: %+v", d)
		}
	}
	again := export(t, r.After, exchange.Overlay(site, r.Files), "de", "")
	if len(again.Messages) != len(f.Messages) {
		t.Fatalf("%d texts, before %d", len(again.Messages), len(f.Messages))
	}
	for i, m := range again.Messages {
		if m.Key() != f.Messages[i].Key() || m.Text != f.Messages[i].Text {
			t.Errorf("%s: %q\ninstead of %q", m.Context, m.Text, f.Messages[i].Text)
		}
	}
}
