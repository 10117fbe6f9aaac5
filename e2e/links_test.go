package e2e

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestIdsAreGivenOnce(t *testing.T) {
	for _, p := range reference(t).pages {
		for id, n := range p.ids {
			if n > 1 || id == "" || strings.ContainsAny(id, " \t\n") {
				t.Errorf("%s: id %q is given %d times", p.path, id, n)
			}
		}
	}
}

func TestPagesDeclareTheirLanguage(t *testing.T) {
	for _, p := range reference(t).pages {
		if p.lang() != p.folderLang() {
			t.Errorf("%s: html lang is %q, want %q", p.path, p.lang(), p.folderLang())
		}
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	s := reference(t)
	for _, p := range s.pages {
		for _, ref := range references(p.doc) {
			if err := s.follow(s.base+p.path, ref); err != nil {
				t.Errorf("%s: %q: %v", p.path, ref, err)
			}
		}
	}
}

func TestLinksLeadToTheLanguageTheyPromise(t *testing.T) {
	s := reference(t)
	for _, p := range s.pages {
		for _, a := range p.all("a") {
			lang, ok := attr(a, "hreflang")
			href, _ := attr(a, "href")
			if target := s.page(s.base+p.path, href); ok && (target == nil && !strings.HasPrefix(href, "/"+lang+"/") || target != nil && target.lang() != lang) {
				t.Errorf("%s: %q promises %q", p.path, href, lang)
			}
		}
	}
}

// A page for missing pages is shown at any address, so a link in it that
// depends on the address would break.
func TestNotFoundPagesWorkAtAnyAddress(t *testing.T) {
	s := reference(t)
	for _, name := range append([]string{""}, languages...) {
		if file := strings.TrimPrefix(name+"/404.html", "/"); !s.files[file] {
			t.Errorf("there is no %s", file)
		}
	}
	for _, p := range s.pages {
		if !p.notFound() {
			continue
		}
		if p.canonical() != "" || !strings.Contains(p.meta("robots"), "noindex") {
			t.Errorf("%s: search engines are not told to leave it out", p.path)
		}
		for _, ref := range references(p.doc) {
			if u, err := url.Parse(ref); err == nil && !u.IsAbs() && !strings.HasPrefix(ref, "/") && !strings.HasPrefix(ref, "#") {
				t.Errorf("%s: %q depends on the address", p.path, ref)
			}
		}
	}
}

func TestEveryPageIsReachable(t *testing.T) {
	s := reference(t)
	seen := map[*page]bool{}
	next := []*page{s.page(s.base, "/")}
	for len(next) > 0 {
		p := next[0]
		next = next[1:]
		if p == nil || seen[p] {
			continue
		}
		seen[p] = true
		for _, a := range p.all("a") {
			href, _ := attr(a, "href")
			next = append(next, s.page(s.base+p.path, href))
		}
	}
	for _, p := range s.pages {
		if p.listed() && !seen[p] {
			t.Errorf("%s: no chain of links leads from / to it", p.path)
		}
	}
}

func TestPagesNameTheirOwnAddress(t *testing.T) {
	s := reference(t)
	for _, p := range s.pages {
		if p.listed() && p.canonical() != s.base+p.path {
			t.Errorf("%s: canonical is %q", p.path, p.canonical())
		}
		if to := s.page(s.base, p.canonical()); p.shown() && (to == nil || !to.listed() || to.lang() == p.lang()) {
			t.Errorf("%s is shown from %q", p.path, p.canonical())
		}
	}
}

func TestTranslationsNameEachOther(t *testing.T) {
	s := reference(t)
	for _, p := range s.pages {
		alternates := p.alternates()
		if len(alternates) == 0 {
			continue
		}
		if alternates["x-default"] == "" {
			t.Errorf("%s: no x-default among its alternates", p.path)
		}
		if !slices.Contains(slices.Collect(maps.Values(alternates)), s.base+p.path) {
			t.Errorf("%s: does not name itself among its alternates", p.path)
		}
		for lang, address := range alternates {
			other := s.page(s.base, address)
			if other == nil || !strings.HasPrefix(address, s.base+"/") {
				t.Errorf("%s: alternate %s is not a page: %q", p.path, lang, address)
				continue
			}
			if lang != "x-default" && other.lang() != lang {
				t.Errorf("%s: alternate %s leads to a page in %q", p.path, lang, other.lang())
			}
			if diff := cmp.Diff(alternates, other.alternates()); diff != "" {
				t.Errorf("%s and its alternate %s name different alternates:\n%s", p.path, other.path, diff)
			}
		}
	}
}

func TestSitemapListsThePages(t *testing.T) {
	s := reference(t)
	want := map[string]map[string]string{}
	for _, p := range s.pages {
		if p.listed() {
			want[p.canonical()] = p.alternates()
		}
	}
	m, err := s.sitemap()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]map[string]string{}
	for _, u := range m.URLs {
		if got[u.Loc] != nil {
			t.Errorf("sitemap.xml lists %s twice", u.Loc)
		}
		got[u.Loc] = map[string]string{}
		for _, l := range u.Links {
			got[u.Loc][l.Hreflang] = l.Href
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("canonical addresses and alternates of the pages (-) and of sitemap.xml (+):\n%s", diff)
	}
}

type sitemap struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
		Links   []struct {
			Rel      string `xml:"rel,attr"`
			Hreflang string `xml:"hreflang,attr"`
			Href     string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:"url"`
}

func (s *site) sitemap() (*sitemap, error) {
	data, err := fs.ReadFile(s, "sitemap.xml")
	if err != nil {
		return nil, err
	}
	m := new(sitemap)
	return m, xml.Unmarshal(data, m)
}

// page returns the page that a reference in a page at base leads to, nil if it
// leads to something else.
func (s *site) page(base, ref string) *page {
	u, inside, err := s.resolve(base, ref)
	if err != nil || !inside {
		return nil
	}
	i := slices.IndexFunc(s.pages, func(p *page) bool { return p.file == fileOf(u.Path) })
	if i < 0 {
		return nil
	}
	return s.pages[i]
}

// resolve returns the address that a reference in a page at base means, and
// whether it lies in this site.
func (s *site) resolve(base, ref string) (u *url.URL, inside bool, err error) {
	from, err := url.Parse(base)
	if err != nil {
		return nil, false, err
	}
	if u, err = from.Parse(ref); err != nil {
		return nil, false, err
	}
	return u, u.Host == from.Host && (u.Scheme == from.Scheme || u.Scheme == "webcal"), nil
}

// follow reports what is wrong with a reference in a page at base.
func (s *site) follow(base, ref string) error {
	if rest, ok := strings.CutPrefix(ref, "webcal://"); ok { // what subscribes takes it for http
		ref = "https://" + rest
	}
	u, inside, err := s.resolve(base, ref)
	switch {
	case err != nil:
		return err
	case strings.TrimSpace(ref) != ref || ref == "":
		return fmt.Errorf("is empty or has white space around")
	case strings.Contains(ref, "ZgotmplZ"):
		return fmt.Errorf("the template did not trust the address")
	case inside && !s.files[fileOf(u.Path)]:
		return fmt.Errorf("the site has no file %s", fileOf(u.Path))
	case inside && u.Fragment != "" && strings.HasSuffix(fileOf(u.Path), ".html"):
		if p := s.page(base, ref); p.ids[u.Fragment] == 0 {
			return fmt.Errorf("%s has no id %q", p.path, u.Fragment)
		}
	case !inside && !slices.Contains([]string{"https", "http", "mailto", "tel"}, u.Scheme):
		return fmt.Errorf("the scheme %q is not expected", u.Scheme)
	}
	return nil
}
