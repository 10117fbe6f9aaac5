package build_test

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fishbowl/internal/sitetest"
)

// The laws of pages that a language lacks are checked on the bytes of whole sites: of
// the reference site, and of made-up ones with holes everywhere.

// published is a site as its readers get it.
type published struct {
	*testing.T
	base  string
	codes []string // its languages, in order
	files map[string][]byte
	docs  map[string]*document // pages that are no redirects, by root-relative address
	lists map[string][]string  // what the sitemap says of an address: hreflang=address

	said map[string]bool // what has been reported: a fault of a layout is on every page
}

// document is a page as it was parsed.
type document struct {
	address, lang, canonical string
	noindex                  bool
	alternates               map[string]string
	links                    []anchor // within its body
	switcher                 map[string]anchor
	root                     *html.Node
}

// anchor is a link.
type anchor struct {
	href, lang, to, note string
	current              bool
}

func publish(t *testing.T, base string, codes []string, files map[string][]byte) *published {
	t.Helper()
	s := &published{T: t, base: base, codes: codes, files: files, docs: map[string]*document{}, lists: map[string][]string{}, said: map[string]bool{}}
	for name, content := range files {
		if path.Ext(name) == ".html" && !bytes.Contains(content, []byte(`http-equiv="refresh"`)) {
			d := s.document("/"+strings.TrimSuffix(name, "index.html"), content)
			s.docs[d.address] = d
		}
	}
	s.sitemap()
	return s
}

func (s *published) document(address string, content []byte) *document {
	root, err := html.Parse(bytes.NewReader(content))
	if err != nil {
		s.Fatal(err)
	}
	d := &document{address: address, root: root, alternates: map[string]string{}, switcher: map[string]anchor{}}
	for n := range root.Descendants() {
		switch {
		case n.Data == "html":
			d.lang = attribute(n, "lang")
		case n.Data == "meta" && attribute(n, "name") == "robots":
			d.noindex = strings.Contains(attribute(n, "content"), "noindex")
		case n.Data == "link" && attribute(n, "rel") == "canonical":
			d.canonical = strings.TrimPrefix(attribute(n, "href"), s.base)
		case n.Data == "link" && attribute(n, "hreflang") != "":
			d.alternates[attribute(n, "hreflang")] = strings.TrimPrefix(attribute(n, "href"), s.base)
		case n.Data == "a":
			a := anchor{href: attribute(n, "href"), lang: attribute(n, "lang"), to: attribute(n, "hreflang"), current: attribute(n, "aria-current") != ""}
			d.links = append(d.links, a)
			if within(n, "languages") {
				for span := range n.Descendants() {
					if attribute(span, "class") == "note" {
						a.note = textOf(span)
					}
				}
				d.switcher[a.lang] = a
			}
		}
	}
	return d
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// within reports whether an ancestor has a class.
func within(n *html.Node, class string) bool {
	for up := range n.Ancestors() {
		if attribute(up, "class") == class {
			return true
		}
	}
	return false
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// faultf reports a fault, the same one once.
func (s *published) faultf(what, format string, args ...any) {
	s.Helper()
	if !s.said[what] {
		s.said[what] = true
		s.Errorf(format, args...)
	}
}

var (
	sitemapEntry = regexp.MustCompile(`(?s)<url>.*?</url>`)
	sitemapPlace = regexp.MustCompile(`<loc>(.*?)</loc>`)
	sitemapLink  = regexp.MustCompile(`hreflang="([^"]*)" href="([^"]*)"`)
)

func (s *published) sitemap() {
	for _, entry := range sitemapEntry.FindAll(s.files["sitemap.xml"], -1) {
		list := []string{}
		for _, m := range sitemapLink.FindAllSubmatch(entry, -1) {
			list = append(list, string(m[1])+"="+strings.TrimPrefix(string(m[2]), s.base))
		}
		s.lists[strings.TrimPrefix(string(sitemapPlace.FindSubmatch(entry)[1]), s.base)] = list
	}
}

// laws checks all that holds for every site; language tells in which language a text
// is, or "".
func (s *published) laws(language func(string) string) {
	for _, d := range s.docs {
		s.claims(d)
		s.links(d)
		s.marks(d, language)
		if d.address != "/" && d.address != "/404.html" {
			s.switching(d)
		}
	}
	for address := range s.lists {
		if s.docs[address] == nil {
			s.Errorf("the sitemap has %s, which is no page", address)
		}
	}
	s.unknownAddresses()
	s.feeds(language)
}

var feedText = regexp.MustCompile(`<(title|summary|subtitle)[^>]*>([^<]*)<`)

// feeds: a language's feed tells of what is written in it alone.
func (s *published) feeds(language func(string) string) {
	for _, code := range s.codes {
		for _, m := range feedText.FindAllSubmatch(s.files[code+"/feed.xml"], -1) {
			if lang := language(string(m[2])); lang != "" && lang != code {
				s.Errorf("the feed in %s tells of %q", code, m[2])
			}
		}
		for _, m := range regexp.MustCompile(`<link href="([^"]*/)"`).FindAllSubmatch(s.files[code+"/feed.xml"], -1) {
			if d := s.docs[strings.TrimPrefix(string(m[1]), s.base)]; d == nil || d.lang != code || d.canonical != d.address {
				s.Errorf("the feed in %s leads to %s", code, m[1])
			}
		}
	}
}

// claims: a page is a translation, with the very alternates that the sitemap tells,
// each of which answers back; or it shows one and claims nothing.
func (s *published) claims(d *document) {
	listed, inSitemap := s.lists[d.address]
	real := s.docs[d.canonical]
	switch {
	case strings.HasSuffix(d.address, "/404.html"):
		if inSitemap || !d.noindex || len(d.alternates) > 0 {
			s.Errorf("%s is told to search engines", d.address)
		}
		return
	case d.noindex:
		s.Errorf("%s: noindex", d.address)
		return
	case real == nil || real.canonical != real.address:
		s.Errorf("%s: the canonical address is %q", d.address, d.canonical)
		return
	case real != d:
		s.claimsNothing(d, real, inSitemap)
		return
	}
	var told []string
	for lang, to := range d.alternates {
		told = append(told, lang+"="+to)
		other := s.docs[to]
		switch {
		case other == nil || other.canonical != to:
			s.Errorf("%s: the alternate %s is not a page of its own", d.address, to)
		case lang != "x-default" && other.lang != lang:
			s.Errorf("%s: the alternate %s is in %s, not in %s", d.address, to, other.lang, lang)
		case lang != "x-default" && d.address != "/" && other.alternates[d.lang] != d.address:
			s.Errorf("%s: the alternate %s does not answer back", d.address, to)
		}
	}
	slices.Sort(told)
	if slices.Sort(listed); !inSitemap || !slices.Equal(told, listed) {
		s.Errorf("%s: its head tells %v, the sitemap %v", d.address, told, listed)
	}
	if len(told) == 0 {
		return
	}
	first := s.codes[slices.IndexFunc(s.codes, func(code string) bool { return d.alternates[code] != "" })]
	if x := d.alternates["x-default"]; x != d.alternates[first] && !(x == "/" && d.alternates[first] == "/"+first+"/") {
		s.Errorf("%s: readers of other languages are sent to %s", d.address, x)
	}
	if len(told) < 3 || d.address != "/" && d.alternates[d.lang] != d.address {
		s.Errorf("%s: its alternates are %v", d.address, told)
	}
}

func (s *published) claimsNothing(d, real *document, inSitemap bool) {
	notice := ""
	for n := range d.root.Descendants() {
		if attribute(n, "class") == "notice shown" {
			notice = textOf(n)
		}
		if attribute(n, "type") == "application/ld+json" {
			s.Errorf("%s: a page that is shown tells of itself", d.address)
		}
	}
	switch {
	case inSitemap, len(d.alternates) > 0:
		s.Errorf("%s claims to be a translation", d.address)
	case real.lang == d.lang:
		s.Errorf("%s shows a page of its own language", d.address)
	case notice == "":
		s.Errorf("%s does not say that it shows another language", d.address)
	}
}

// switching: the switcher lists every language. It leads to the page itself wherever
// that is there, and says so where it does not.
func (s *published) switching(d *document) {
	real := s.docs[d.canonical]
	for _, code := range s.codes {
		a, ok := d.switcher[code]
		to := s.docs[a.href]
		switch {
		case !ok:
			s.Errorf("%s: the switcher lacks %s", d.address, code)
			continue
		case to == nil || to.lang != code || a.to != code:
			s.Errorf("%s: the switcher's %s leads to %q", d.address, code, a.href)
			continue
		case a.current != (code == d.lang) || a.current && (a.href != d.address || a.note != ""):
			s.Errorf("%s: the switcher takes %s for where it is", d.address, code)
		}
		if real == nil { // the page for unknown addresses is in every language
			continue
		}
		there := real.alternates[code]
		if real.lang == code {
			there = real.address
		}
		switch same := to.canonical == real.address; {
		case there != "" && a.href != there:
			s.Errorf("%s: the switcher's %s leads to %s, not to %s", d.address, code, a.href, there)
		case there != "" && a.note != "":
			s.Errorf("%s: the switcher says %q of a translation", d.address, a.note)
		case there == "" && a.note == "" && !(same && a.current):
			s.Errorf("%s: the switcher does not say that %s is no translation", d.address, a.href)
		}
	}
}

// links: an address of the site is one that there is, in the language of the page or
// marked.
func (s *published) links(d *document) {
	for _, a := range d.links {
		target, _, _ := strings.Cut(strings.TrimPrefix(strings.Replace(a.href, "webcal:", "https:", 1), s.base), "#")
		target, _, _ = strings.Cut(target, "?")
		if target == "" || !strings.HasPrefix(target, "/") {
			continue
		}
		file := strings.TrimPrefix(target, "/")
		if strings.HasSuffix(target, "/") {
			file += "index.html"
		}
		if s.files[file] == nil {
			s.Errorf("%s: the link %s leads nowhere", d.address, a.href)
			continue
		}
		lang := ""
		if to := s.docs[target]; to != nil {
			lang = to.lang
		} else if first, _, _ := strings.Cut(file, "/"); slices.Contains(s.codes, first) {
			lang = first // a calendar, a feed
		}
		if lang != "" && lang != d.lang && a.to != lang || a.to != "" && lang != "" && a.to != lang {
			s.Errorf("%s: the link %s leads to a page in %q and says %q", d.address, a.href, lang, a.to)
		}
	}
}

// spoken are the attributes that are read out.
var spoken = []string{"alt", "title", "aria-label", "placeholder", "label"}

// described are the names of what a page says of itself.
var described = []string{"description", "og:title", "og:description", "og:image:alt", "og:site_name"}

// marks: what is read out has the mark of its language (WCAG 3.1.2). A title of which a
// part is in another language, and a description that names the page, cannot be marked
// in parts.
func (s *published) marks(d *document, language func(string) string) {
	heading, mixed, hidden := "", false, map[*html.Node]bool{}
	for n := range d.root.Descendants() {
		if n.Data == "h1" {
			heading, mixed = textOf(n), n.FirstChild != n.LastChild || n.FirstChild.Type == html.ElementNode
		}
	}
	for n := range d.root.Descendants() {
		if hidden[n] = hidden[n.Parent] || attribute(n, "aria-hidden") == "true"; hidden[n] {
			continue
		}
		if n.Type == html.TextNode && !(n.Parent.Data == "title" && mixed) && n.Parent.Data != "script" {
			text, site, ok := strings.Cut(n.Data, " – ") // a title ends with the name of the site
			if !ok || n.Parent.Data != "title" || site == "" {
				text = n.Data
			}
			s.mark(d, n.Parent, text, language)
		}
		for _, a := range n.Attr {
			if slices.Contains(spoken, a.Key) || a.Key == "content" && slices.Contains(described, attribute(n, "name")+attribute(n, "property")) && (a.Val == heading && !mixed || !strings.Contains(a.Val, heading)) {
				s.mark(d, n, a.Val, language)
			}
		}
	}
}

func (s *published) mark(d *document, n *html.Node, text string, language func(string) string) {
	want := language(text)
	if want == "" {
		return
	}
	is, where := "", ""
	for up := n; up != nil && is == ""; up = up.Parent {
		is = attribute(up, "lang")
		where = up.Data + "." + attribute(up, "class") + " " + where
	}
	if is != want {
		s.faultf(where+want, "%s: %q is in %q and marked %q (%s)", d.address, text, want, is, where)
	}
}

// unknownAddresses: every language has its own page for unknown addresses; that of the
// whole site, and its front page, speak all of them.
func (s *published) unknownAddresses() {
	for _, code := range s.codes {
		if own := s.docs["/"+code+"/404.html"]; own == nil || own.lang != code {
			s.Errorf("%s has no page for unknown addresses", code)
		}
		for _, address := range []string{"/", "/404.html"} {
			speaks := false
			for n := range s.docs[address].root.Descendants() {
				speaks = speaks || n.Data == "section" && attribute(n, "lang") == code && strings.TrimSpace(textOf(n)) != ""
			}
			if !speaks {
				s.Errorf("%s does not speak %s", address, code)
			}
		}
	}
}

func TestLawsOfAbsenceOnTheReferenceSite(t *testing.T) {
	s := publish(t, base, []string{"el", "en", "de"}, tree(t, reference(t)))
	s.laws(func(text string) string {
		if lang := sitetest.LanguageOf(text); lang == "el" {
			return lang
		}
		return ""
	})
}
