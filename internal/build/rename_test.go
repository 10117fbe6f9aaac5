package build_test

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

	"github.com/google/go-cmp/cmp"

	"fishbowl/internal/build"
	"fishbowl/internal/diag"
)

// TestASlugIsEverywhereAndNowhereElse renames slugs of the reference site, whose
// addresses were published: every link, menu, feed, map and alternate names the new
// address, and nothing else is another. What must differ is named here: the old
// addresses forward, the rules for servers say so, and a drawing holds the address of
// its page as a QR code.
func TestASlugIsEverywhereAndNowhereElse(t *testing.T) {
	t.Parallel()
	before := copied(t, reference(t))
	var list diag.List
	old := load(t, &list, before)
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, err := build.Remember(root, old); err != nil {
		t.Fatal(err)
	}
	recorded, err := root.ReadFile("content/_state/published.txt")
	if err != nil {
		t.Fatal(err)
	}
	was := outputs(t, old)
	for _, rename := range []rename{
		{"content/history.de.md", "slug: geschichte\n", "slug: geschichtf\n", "geschichte", "geschichtf", "/de/geschichte/", 1, 0},
		{"content/articles/_index.el.md", "slug: arthra\n", "slug: arthrx\n", "arthra", "arthrx", "/el/arthra/", 6, 0},
		{"content/events/spring-weekend-2027.el.md", "slug: anoixiatiko-triimero-2027\n", "slug: anoixiatiko-triimero-2028\n", "anoixiatiko-triimero-2027", "anoixiatiko-triimero-2028", "/el/ekdiloseis/anoixiatiko-triimero-2027/", 1, 1},
		{"content/groups.yaml", "  - id: athens-tuesday\n", "  - id: athens-tuesday\n    slug: {de: athens-tuesdax}\n", "athens-tuesday", "athens-tuesdax", "/de/gruppen/athens-tuesday/", 1, 1},
	} {
		t.Run(rename.new, func(t *testing.T) {
			renamed := maps.Clone(before)
			renamed["content/_state/published.txt"] = &fstest.MapFile{Data: recorded}
			indent := ""
			if path.Ext(rename.file) == ".yaml" {
				indent = "    "
			}
			text := string(before[rename.file].Data)
			write := func(line string) {
				renamed[rename.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, rename.line, line, 1))}
			}
			write(rename.to)
			var list diag.List
			if load(t, &list, renamed) != nil || list.Len(diag.Error) != 1 || !strings.Contains(report(&list), "aliases: ["+rename.alias+"]") {
				t.Fatalf("without an alias:\n%s", report(&list))
			}
			write(rename.to + indent + "aliases: [" + rename.alias + "]\n")
			list = diag.List{}
			g := load(t, &list, renamed)
			if g == nil {
				t.Fatal(report(&list))
			}
			now := outputs(t, g)
			again, pages, calendars := rename.undone(t, was, now)
			if pages != rename.forwards || calendars != rename.calendars {
				t.Errorf("%d pages forward and %d calendars go on, want %d and %d", pages, calendars, rename.forwards, rename.calendars)
			}
			want := map[string]string{}
			for address, content := range was {
				want[address] = comparable(content)
			}
			for _, rules := range []string{"/_redirects", "/.htaccess", "/redirects.nginx.conf"} {
				if !strings.Contains(now[rules], rename.new) {
					t.Errorf("%s does not know the new address", rules)
				}
				delete(want, rules)
				delete(again, rules)
			}
			for _, address := range slices.Sorted(maps.Keys(want)) {
				if d := cmp.Diff(want[address], again[address]); d != "" {
					t.Errorf("%s:\n%.3000s", address, d)
				}
			}
			if len(want) != len(again) {
				t.Errorf("%d addresses, before %d", len(again), len(want))
			}
		})
	}
}

// rename is another slug of a page that was published.
type rename struct {
	file, line, to string // the old line and the new one
	slug, new      string
	alias          string
	forwards       int // how many pages, those that are shown among them
	calendars      int
}

// undone returns a site with the new slug as it is with the old one, and how many pages
// forward and calendars go on at the old addresses; nothing else may stand there.
func (r rename) undone(t *testing.T, was, now map[string]string) (again map[string]string, pages, calendars int) {
	t.Helper()
	back := strings.NewReplacer(r.new, r.slug)
	again = map[string]string{}
	for address, content := range now {
		switch _, new := now[strings.Replace(address, r.slug, r.new, 1)]; {
		case strings.Contains(address, r.new) || was[address] == "" || !new || !strings.HasPrefix(address, r.alias):
			if strings.Contains(comparable(content), r.alias) && path.Ext(address) != ".conf" && !strings.Contains("/_redirects /.htaccess", address) {
				t.Errorf("%s still names %s", address, r.alias)
			}
			again[back.Replace(address)] = back.Replace(comparable(content))
		case strings.Contains(content, `http-equiv="refresh"`) && strings.Contains(content, "url="+strings.Replace(address, r.slug, r.new, 1)):
			pages++
		case strings.HasSuffix(address, ".ics") && content == now[strings.Replace(address, r.slug, r.new, 1)]:
			calendars++
		default:
			t.Errorf("%s is still there", address)
		}
	}
	return again, pages, calendars
}

var qrCode = regexp.MustCompile(`<svg class="qr"[^>]*>.*?</svg>`)

// comparable returns what is written at an address without the drawing of its page's
// address, and with the lines of calendars whole: they are folded by their length.
func comparable(content string) string {
	return strings.ReplaceAll(qrCode.ReplaceAllString(content, ""), "\r\n ", "")
}

// copied returns a site in memory.
func copied(t *testing.T, site fs.FS) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, top := range []string{"site.yaml", "content", "layouts", "i18n", "themes"} {
		err := fs.WalkDir(site, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := fs.ReadFile(site, name)
			files[name] = &fstest.MapFile{Data: content}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}
