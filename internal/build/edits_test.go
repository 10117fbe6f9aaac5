package build_test

import (
	"bytes"
	"flag"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/diag"
	"fishbowl/internal/sitetest"
)

var edits = flag.Int("edits", 40, "how many random edits of a site are made")

// TestEveryEditIsReadAsIfForTheFirstTime makes random edits of a site, some of which
// break it, and reads it after each: all routes and all problems are those of a reader
// who has never seen the site.
func TestEveryEditIsReadAsIfForTheFirstTime(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(8, uint64(*edits)))
	editor := sitetest.NewEditor(uint64(*edits))
	in := build.Input{Site: editor.Site, Embedded: fishbowl.Files}
	reader, view := build.NewReader(in), build.View{AsOf: asOf}
	changed := build.Changed{All: true}
	whole := 0
	for range *edits {
		var warm, cold diag.List
		got, err := reader.Read(&warm, changed, view)
		if err != nil {
			t.Fatal(editor.Log, err)
		}
		want, err := build.Load(&cold, in, view)
		if err != nil {
			t.Fatal(editor.Log, err)
		}
		if d := cmp.Diff(report(&cold), report(&warm)); d != "" {
			t.Fatalf("after %s the problems differ:\n%s", editor.Log, d)
		}
		if d := cmp.Diff(outputs(t, want), outputs(t, got)); d != "" {
			t.Fatalf("after %s the routes differ:\n%s", editor.Log, d)
		}
		if got != nil {
			whole++
			everything := build.Changed{All: whole%2 == 0, Paths: slices.DeleteFunc(slices.Collect(maps.Keys(editor.Site)), func(name string) bool {
				return path.Ext(name) == ".png" // pictures are summed when they are told of for the first time
			})}
			if again, err := reader.Read(&diag.List{}, everything, view); again != got || err != nil {
				t.Fatalf("after %s nothing has changed, but a new generation was made", editor.Log)
			}
		}
		changed = build.Changed{Paths: editor.Edit(), All: random.IntN(8) == 0}
		view.Drafts = view.Drafts != (random.IntN(20) == 0)
		if random.IntN(20) == 0 {
			view.AsOf = asOf.AddDays(random.IntN(400))
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
