package build_test

import (
	"bytes"
	"fmt"
	"testing"
	"testing/fstest"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/diag"
	"fishbowl/internal/sitetest"
)

// BenchmarkReload reads a site again after one file has changed, and renders the page
// that it is of.
func BenchmarkReload(b *testing.B) {
	edits := []struct {
		name, file string
		edit       func(text []byte, n int) []byte
	}{
		{"text", "content/page-4.de.md", func(text []byte, n int) []byte { return fmt.Appendf(text, "\nSatz %d.\n", n) }},
		{"title", "content/page-4.de.md", func(text []byte, n int) []byte {
			return bytes.Replace(text, []byte("title: "), fmt.Appendf(nil, "title: A%d ", n), 1)
		}},
		{"groups", "content/groups.yaml", func(text []byte, n int) []byte {
			return bytes.Replace(text, []byte("amount: 30"), fmt.Appendf(nil, "amount: %d", 30+n%50), 1)
		}},
		{"words", "i18n/de.yaml", func(text []byte, n int) []byte { return fmt.Appendf(nil, "page.tags: Themen %d\n", n) }},
		{"layout", "layouts/partials/foot.html", func(text []byte, n int) []byte { return fmt.Appendf(nil, "<p>%d</p>", n) }},
	}
	for _, pages := range []int{3000, 30000} {
		site := sitetest.Pages(pages)
		site["i18n/de.yaml"], site["layouts/partials/foot.html"] = &fstest.MapFile{}, &fstest.MapFile{}
		r := build.NewReader(build.Input{Site: site, Embedded: fishbowl.Files})
		view := build.View{AsOf: asOf}
		if g, err := r.Read(&diag.List{}, build.Changed{All: true}, view); g == nil {
			b.Fatal(err)
		}
		for _, e := range edits {
			first := site[e.file].Data
			b.Run(fmt.Sprintf("%d/%s", pages, e.name), func(b *testing.B) {
				n := 0
				for b.Loop() {
					n++
					site[e.file].Data = e.edit(first, n)
					list := &diag.List{}
					g, err := r.Read(list, build.Changed{Paths: []string{e.file}}, view)
					if g == nil {
						b.Fatal(err, list.Report(list.Sorted()[0]))
					}
					if err := g.Routes.Lookup("/de/page-4/").Render(&counter{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
