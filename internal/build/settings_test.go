package build_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/diag"
	"fishbowl/internal/sitetest"
)

// halfSaved is a site of which one reading of one file, counted from 1, meets it half
// saved.
type halfSaved struct {
	fstest.MapFS
	file     string
	when     int
	readings *int
}

func (h halfSaved) ReadFile(name string) ([]byte, error) {
	text, err := fs.ReadFile(h.MapFS, name)
	if name == h.file {
		if *h.readings++; *h.readings == h.when {
			return text[:len(text)/2], err
		}
	}
	return text, err
}

// A file is summed and then parsed. One that is saved meanwhile, with the same bytes as
// before, must not stay as it was for a moment.
func TestSettingsThatWereHalfSavedAreReadAgain(t *testing.T) {
	for _, file := range []string{"site.yaml", "i18n/de.yaml", "layouts/page.html"} {
		for when := 1; when <= 3; when++ {
			site := sitetest.Pages(30)
			site["i18n/de.yaml"] = &fstest.MapFile{Data: []byte("page: {tags: \"Themen und Fragen\"}\n")}
			site["layouts/page.html"] = &fstest.MapFile{Data: []byte("{{define \"main\"}}<main>{{.Content}}</main>{{end}}\n")}
			readings := 0
			r := build.NewReader(build.Input{Site: halfSaved{site, file, when, &readings}, Embedded: fishbowl.Files})
			if _, err := r.Read(&diag.List{}, build.Changed{All: true}, build.View{AsOf: asOf}); err != nil {
				t.Fatal(err)
			}
			list := &diag.List{}
			g, err := r.Read(list, build.Changed{Paths: []string{file}}, build.View{AsOf: asOf})
			if err != nil || g == nil {
				t.Errorf("%s, half saved at its reading %d: %v %s", file, when, err, report(list))
			}
		}
	}
}
