package build_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	_ "image/png" // the share picture
	"io/fs"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
)

// asOf is the day of all tests: nothing here depends on the machine's clock.
var asOf = civil.Date{Year: 2026, Month: time.November, Day: 21}

func load(t testing.TB, list *diag.List, site fs.FS) *build.Generation {
	t.Helper()
	return loadOn(t, asOf, list, site)
}

func loadOn(t testing.TB, day civil.Date, list *diag.List, site fs.FS) *build.Generation {
	t.Helper()
	g, err := build.Load(list, build.Input{Site: site, Embedded: fishbowl.Files}, build.View{AsOf: day})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// tree renders every route of a site without fault.
func tree(t testing.TB, site fs.FS) map[string][]byte {
	t.Helper()
	var list diag.List
	g := load(t, &list, site)
	for _, p := range list.Sorted() {
		if p.Severity != diag.Notice {
			t.Error(list.Report(p))
		}
	}
	if g == nil {
		t.Fatal("the site has faults")
	}
	return rendered(t, g)
}

// rendered renders every route.
func rendered(t testing.TB, g *build.Generation) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, r := range g.Routes.All() {
		var b bytes.Buffer
		if err := r.Render(&b); err != nil {
			t.Errorf("%s: %v", r.URL, err)
		}
		files[r.File] = b.Bytes()
	}
	return files
}

// reference is the site at the top of the repository.
func reference(t testing.TB) fs.FS {
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root.FS()
}

func TestReferenceSiteHasNoWarnings(t *testing.T) { tree(t, reference(t)) }

func TestRenderingTwiceGivesTheSameBytes(t *testing.T) {
	site := reference(t)
	first, second := tree(t, site), tree(t, site)
	if len(first) != len(second) {
		t.Fatalf("%d files, then %d", len(first), len(second))
	}
	for name, content := range first {
		if !bytes.Equal(content, second[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

// page is what the laws look at in a page.
type page struct {
	lang      string
	canonical string
	forwards  bool // to where the page stands now
	links     []string
	ids       []string
	share     map[string]string // Open Graph
	data      []string          // JSON-LD
	pictures  []map[string]string
}

func parse(t *testing.T, content []byte) page {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	p := page{share: map[string]string{}}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
		}
		if n.Type == html.ElementNode {
			p.element(n.Data, attr)
			if attr["type"] == "application/ld+json" && n.FirstChild != nil {
				p.data = append(p.data, n.FirstChild.Data)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return p
}

func (p *page) element(name string, attr map[string]string) {
	if id, ok := attr["id"]; ok {
		p.ids = append(p.ids, id)
	}
	switch {
	case name == "html":
		p.lang = attr["lang"]
	case name == "link" && attr["rel"] == "canonical":
		p.canonical = attr["href"]
	case name == "meta" && attr["http-equiv"] == "refresh":
		p.forwards = true
	case name == "meta" && attr["property"] != "":
		p.share[attr["property"]] = attr["content"]
	case name == "img":
		p.pictures = append(p.pictures, attr)
	}
	for _, key := range []string{"href", "src"} {
		if v, ok := attr[key]; ok {
			p.links = append(p.links, v)
		}
	}
}

const base = "https://balint.example.org"

// TestLawsOfTheReferenceSite checks what holds for every page: each link leads
// somewhere, what machines read is true. absence_test.go has what holds between
// languages.
func TestLawsOfTheReferenceSite(t *testing.T) {
	files := tree(t, reference(t))
	pages := map[string]page{} // by root-relative address
	for name, content := range files {
		if path.Ext(name) == ".html" {
			pages["/"+strings.TrimSuffix(name, "index.html")] = parse(t, content)
		}
	}
	if len(pages) < 110 {
		t.Fatalf("only %d pages", len(pages))
	}
	for address, p := range pages {
		for _, link := range p.links {
			checkLink(t, files, pages, address, link)
		}
		sorted := slices.Sorted(slices.Values(p.ids))
		if len(slices.Compact(sorted)) != len(p.ids) {
			t.Errorf("%s: an id stands twice", address)
		}
		if strings.HasSuffix(address, "404.html") || p.forwards {
			continue
		}
		checkShare(t, files, address, p)
		if p.canonical == base+address { // else it is shown in another language
			checkData(t, pages, address, p)
		}
		checkPictures(t, address, p)
	}
}

func checkLink(t *testing.T, files map[string][]byte, pages map[string]page, from, link string) {
	t.Helper()
	link = strings.TrimPrefix(strings.Replace(link, "webcal:", "https:", 1), base)
	u, err := url.Parse(link)
	if err != nil {
		t.Errorf("%s: %v", from, err)
		return
	}
	if u.Scheme != "" {
		return // another site, mail or a telephone
	}
	target := u.Path
	if target == "" {
		target = from
	}
	file := strings.TrimPrefix(target, "/")
	if strings.HasSuffix(target, "/") {
		file += "index.html"
	}
	if _, ok := files[file]; !ok {
		t.Errorf("%s: the link %s leads nowhere", from, link)
	} else if u.Fragment != "" && !slices.Contains(pages[target].ids, u.Fragment) {
		t.Errorf("%s: the link %s leads to no element", from, link)
	}
}

// checkShare: what networks show of a page is the page's own, and its picture is
// there.
func checkShare(t *testing.T, files map[string][]byte, address string, p page) {
	t.Helper()
	for _, key := range []string{"og:title", "og:description", "og:type", "og:site_name", "og:locale", "og:image", "og:image:alt"} {
		if p.share[key] == "" {
			t.Errorf("%s has no %s", address, key)
		}
	}
	if p.share["og:url"] != p.canonical {
		t.Errorf("%s is shared as %s", address, p.share["og:url"])
	}
	picture, ok := strings.CutPrefix(p.share["og:image"], base+"/")
	config, format, err := image.DecodeConfig(bytes.NewReader(files[picture]))
	if !ok || err != nil {
		t.Errorf("%s: the share picture %s: %v", address, p.share["og:image"], err)
	} else if said := p.share["og:image:width"] + "×" + p.share["og:image:height"]; said != fmt.Sprintf("%d×%d", config.Width, config.Height) {
		t.Errorf("%s: the share picture, a %s of %d×%d, is said to have %s", address, format, config.Width, config.Height, said)
	}
}

// checkData: JSON-LD is JSON; the way to the page begins at the home of its
// language, runs over pages that are there, and ends at the page.
func checkData(t *testing.T, pages map[string]page, address string, p page) {
	t.Helper()
	ways := 0
	for _, text := range p.data {
		var data struct {
			Context, Type string
			Items         []struct {
				Position   int
				Name, Item string
			} `json:"itemListElement"`
		}
		if err := json.Unmarshal([]byte(strings.ReplaceAll(text, `"@`, `"`)), &data); err != nil {
			t.Errorf("%s: JSON-LD: %v", address, err)
			continue
		}
		if data.Context != "https://schema.org" {
			t.Errorf("%s: the context is %q", address, data.Context)
		}
		if data.Type != "BreadcrumbList" {
			continue
		}
		ways++
		for i, item := range data.Items {
			if _, ok := pages[strings.TrimPrefix(item.Item, base)]; !ok || item.Position != i+1 || item.Name == "" {
				t.Errorf("%s: the way has the step %+v", address, item)
			}
		}
		if last := data.Items[len(data.Items)-1].Item; last != p.canonical || data.Items[0].Item != base+"/"+p.lang+"/" {
			t.Errorf("%s: the way is %+v", address, data.Items)
		}
	}
	if home := address == "/" || address == "/"+p.lang+"/"; ways != 1 && !home {
		t.Errorf("%s: %d ways lead to it", address, ways)
	}
}

// checkPictures: every picture keeps its place while it loads.
func checkPictures(t *testing.T, address string, p page) {
	t.Helper()
	for _, img := range p.pictures {
		if _, described := img["alt"]; !described || img["width"] == "" || img["height"] == "" {
			t.Errorf("%s: the picture %v lacks its size or description", address, img)
		}
	}
}

// TestAFolderOfItsOwnNeedsNoTheme builds a site that holds only site.yaml and
// content: themes and words come with the program.
func TestAFolderOfItsOwnNeedsNoTheme(t *testing.T) {
	files := tree(t, fstest.MapFS{
		"site.yaml":          {Data: []byte("format: 1\nbase_url: https://example.org/sub\nlanguages: [en]\nmain_language: en\ntimezone: Europe/London\ncurrency: GBP\nsociety: {id: s, name: S}\n")},
		"content/home.en.md": {Data: []byte("---\ntitle: Home\ndescription: About us\n---\nText\n")},
	})
	if !bytes.Contains(files["en/index.html"], []byte(`href="/sub/assets/circle.`)) {
		t.Errorf("the path of the base address is lost: %s", files["en/index.html"])
	}
	if !bytes.Contains(files["index.html"], []byte(`url=/sub/en/`)) {
		t.Errorf("the root of a site in one language does not forward: %s", files["index.html"])
	}
}
