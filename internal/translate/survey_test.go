package translate_test

import (
	"bytes"
	"os"
	"testing"
	"time"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/sitetest"
	"fishbowl/internal/state"
	"fishbowl/internal/translate"
)

func today(*time.Location) civil.Date { return civil.Date{Year: 2026, Month: time.November, Day: 21} }

// TestMarksOfTheEditor: the marks of the made-up site fit it, so that edits can make
// them outdated.
func TestMarksOfTheEditor(t *testing.T) {
	list := &diag.List{}
	g, err := build.Load(list, build.Input{Site: sitetest.NewEditor(1).Site, Embedded: fishbowl.Files, Today: today}, build.View{})
	if err != nil || g == nil {
		t.Fatal(err, list.Sorted())
	}
	v, marked := translate.New(g.Site), 0
	for _, s := range v.All() {
		if s.Source != "" {
			marked++
		}
		if s.State == translate.Outdated {
			t.Errorf("%s in %s is outdated: %+v", s.Name(), s.Lang, v.Changes(s))
		}
	}
	if marked != 5 {
		t.Errorf("%d translations are marked, not 5", marked)
	}
}

// BenchmarkReview measures what all translations of a site of 3,000 pages cost that
// are marked: at the first reading, after an edit of a running text, and after one of a
// title, which makes another outline.
func BenchmarkReview(b *testing.B) {
	files := sitetest.Pages(3000)
	list := &diag.List{}
	reader := build.NewReader(build.Input{Site: files, Embedded: fishbowl.Files, Today: today})
	read := func() *build.Generation {
		g, err := reader.Read(list, build.Changed{All: true}, build.View{})
		if err != nil || g == nil {
			b.Fatal(err, list.Sorted())
		}
		return g
	}
	v := translate.New(read().Site)
	v.MarkAll(nil)
	root, err := os.OpenRoot(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	if _, err := state.WriteMarks(root, v.Marks()); err != nil {
		b.Fatal(err)
	}
	content, err := root.ReadFile(state.Translations)
	if err != nil {
		b.Fatal(err)
	}
	marks := *files["site.yaml"]
	marks.Data = content
	files[state.Translations] = &marks
	g := read()
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			translate.Review(list, g.Site, &translate.Memory{})
		}
	})
	b.Run("text", func(b *testing.B) {
		var memory translate.Memory
		translate.Review(list, g.Site, &memory)
		for b.Loop() {
			translate.Review(list, g.Site, &memory)
		}
	})
	home := *files["content/home.en.md"]
	home.Data = bytes.Replace(home.Data, []byte("title: "), []byte("title: New "), 1)
	files["content/home.en.md"] = &home
	other := read()
	b.Run("title", func(b *testing.B) {
		var memory translate.Memory
		translate.Review(list, g.Site, &memory)
		for b.Loop() {
			g, other = other, g
			translate.Review(list, g.Site, &memory)
		}
	})
}
