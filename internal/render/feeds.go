package render

import (
	"cmp"
	"io"
	"net/url"
	"slices"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/diag"
	"fishbowl/internal/feed"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
)

// feedLength is how many entries an Atom feed has.
const feedLength = 30

// feedFile is the name of a language's feed, beside its home page.
const feedFile = "feed.xml"

// feeds adds what machines read.
func (r *renderer) feeds() {
	at := diag.Pos{File: config.File}
	for _, l := range r.site.Languages {
		lang := r.byLang[l.Code]
		if lang.site.Feed == "" {
			continue
		}
		r.add(at, &route.Route{URL: lang.site.Feed, File: r.fileOf(lang.site.Feed), MediaType: typeAtom, Sources: []string{config.File}}, r.drawFeed(lang))
	}
	r.add(at, &route.Route{URL: r.address("sitemap.xml"), File: "sitemap.xml", MediaType: typeXML, Sources: []string{config.File}},
		minified("application/xml", func(r *renderer, w io.Writer) error { return feed.WriteSitemap(w, r.sitemap()) }))
	r.add(at, &route.Route{URL: r.address("robots.txt"), File: "robots.txt", MediaType: typeText, Sources: []string{config.File}},
		func(r *renderer, w io.Writer) error {
			return feed.WriteRobots(w, r.site.Base.Absolute(r.address("sitemap.xml")))
		})
}

func (r *renderer) drawFeed(l *language) drawing {
	return minified("application/atom+xml", func(r *renderer, w io.Writer) error {
		return feed.WriteAtom(w, r.atom(l), r.site.Config.Timezone.Location())
	})
}

// atom is the feed of a language's articles and news.
func (r *renderer) atom(l *language) feed.Atom {
	host := r.site.Base.Origin
	if u, err := url.Parse(host); err == nil {
		host = u.Hostname()
	}
	var base []string // two sites of one host differ in the path
	if p := strings.Trim(r.site.Base.Path, "/"); p != "" {
		base = []string{p}
	}
	self := r.site.Base.Absolute(r.address(l.Code + "/" + feedFile))
	posts := first(l.posts, feedLength)
	a := feed.Atom{
		ID: self, Lang: l.Code, Title: l.Word("feed.title", "Site", l.site.Name), Author: l.site.Name,
		URL: r.site.Base.Absolute(l.site.Home), Self: self,
	}
	for _, t := range posts {
		m := t.Page.Meta
		e := feed.Entry{
			ID:    feed.TagURI(host, m.Date.Year, append(base[:len(base):len(base)], string(t.Page.Kind), t.Page.ID, l.Code)...),
			Title: t.Title, URL: r.site.Base.Absolute(t.URL), Published: m.Date, Updated: civil.Latest(m.Date, t.Texts.Updated),
			Summary: cmp.Or(t.Texts.Summary, t.Texts.Description),
		}
		for _, p := range m.Authors {
			e.Authors = append(e.Authors, r.person(p, l.Language).Title)
		}
		if body := r.full.Body(t); body != nil {
			e.Content = string(r.fill(t, body.Pieces, true))
		}
		a.Entries = append(a.Entries, e)
	}
	return a
}

// sitemap lists every page that a search engine should know, with the same
// alternates as the pages' heads.
func (r *renderer) sitemap() []feed.Page {
	var pages []feed.Page
	for _, p := range r.site.Pages() {
		if p.IsNotFound() {
			continue
		}
		var alternates []feed.Alternate
		for _, a := range r.alternates(p) {
			alternates = append(alternates, feed.Alternate(a))
		}
		if p.ID == site.HomeID && p.Kind == site.Plain && len(r.site.Languages) > 1 {
			pages = append(pages, feed.Page{URL: r.site.Base.Absolute(r.address("")), Alternates: alternates})
		}
		for _, t := range r.site.Translations(p) {
			if t.Texts.Draft {
				continue
			}
			pages = append(pages, feed.Page{URL: r.site.Base.Absolute(t.URL), Modified: civil.Latest(p.Meta.Date, t.Texts.Updated), Alternates: alternates})
		}
	}
	slices.SortFunc(pages, func(a, b feed.Page) int { return strings.Compare(a.URL, b.URL) })
	return pages
}
