package e2e

import (
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// page is an HTML file of the site.
type page struct {
	file string // slash path in the site
	path string // of its address: "/de/gruppen/"
	doc  *html.Node
	ids  map[string]int // how often each id is given
}

func readPage(fsys fs.FS, file string) (*page, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	doc, err := html.Parse(f)
	if err != nil {
		return nil, err
	}
	p := &page{file: file, path: "/" + strings.TrimSuffix(file, "index.html"), doc: doc, ids: map[string]int{}}
	for n := range doc.Descendants() {
		if id, ok := attr(n, "id"); ok {
			p.ids[id]++
		}
	}
	return p, nil
}

// lang returns the language that the page declares.
func (p *page) lang() string {
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "html" {
			v, _ := attr(n, "lang")
			return v
		}
	}
	return ""
}

// folderLang returns the language that the page's place promises.
func (p *page) folderLang() string {
	first, _, _ := strings.Cut(p.file, "/")
	if slices.Contains(languages, first) {
		return first
	}
	return languages[0]
}

// all returns the elements of a name.
func (p *page) all(name string) []*html.Node {
	var found []*html.Node
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

// rel returns the link elements of a relation.
func (p *page) rel(relation string) []*html.Node {
	return slices.DeleteFunc(p.all("link"), func(n *html.Node) bool {
		v, _ := attr(n, "rel")
		return !slices.Contains(strings.Fields(v), relation)
	})
}

// canonical returns the address that the page gives as its own, "" if none.
func (p *page) canonical() string {
	for _, n := range p.rel("canonical") {
		v, _ := attr(n, "href")
		return v
	}
	return ""
}

// alternates returns the page's addresses by language.
func (p *page) alternates() map[string]string {
	found := map[string]string{}
	for _, n := range p.rel("alternate") {
		if lang, ok := attr(n, "hreflang"); ok {
			found[lang], _ = attr(n, "href")
		}
	}
	return found
}

// meta returns the content of a meta element by its name or http-equiv.
func (p *page) meta(name string) string {
	for _, n := range p.all("meta") {
		for _, key := range []string{"name", "http-equiv"} {
			if v, ok := attr(n, key); ok && strings.EqualFold(v, name) {
				content, _ := attr(n, "content")
				return content
			}
		}
	}
	return ""
}

// forwards reports whether the page only leads to another one.
func (p *page) forwards() bool { return p.meta("refresh") != "" }

// notFound reports whether the page is shown in the place of missing ones.
func (p *page) notFound() bool { return strings.HasSuffix(p.file, "404.html") }

// listed reports whether search engines shall know the page.
func (p *page) listed() bool {
	return !p.forwards() && !p.notFound() && !p.shown() && !strings.Contains(p.meta("robots"), "noindex")
}

// shown reports whether the page shows one of another language, which its own lacks.
func (p *page) shown() bool {
	return slices.ContainsFunc(p.all("p"), func(n *html.Node) bool { class, _ := attr(n, "class"); return class == "notice shown" })
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key && (a.Namespace == "" || a.Namespace == "xlink") {
			return a.Val, true
		}
	}
	return "", false
}

// references returns the addresses that the nodes below n refer to.
func references(n *html.Node) []string {
	var found []string
	for n := range n.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, key := range []string{"href", "src", "poster", "action", "formaction", "data", "cite"} {
			if v, ok := attr(n, key); ok {
				found = append(found, v)
			}
		}
		if v, ok := attr(n, "srcset"); ok {
			for candidate := range strings.SplitSeq(v, ",") {
				if fields := strings.Fields(candidate); len(fields) > 0 {
					found = append(found, fields[0])
				}
			}
		}
		if v, ok := attr(n, "http-equiv"); ok && strings.EqualFold(v, "refresh") {
			content, _ := attr(n, "content")
			_, address, _ := strings.Cut(content, "url=")
			found = append(found, address)
		}
	}
	return found
}
