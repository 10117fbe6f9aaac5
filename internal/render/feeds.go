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

// feedLength is how many entries a feed has.
const feedLength = 30

// The names of a language's feeds, beside its home page.
const (
	atomFile     = "feed.xml"
	jsonFeedFile = "feed.json"
)

// feeds adds what machines read.
func (r *renderer) feeds() {
	at := diag.Pos{File: config.File}
	for _, l := range r.site.Languages {
		lang := r.byLang[l.Code]
		if lang.site.Feed == "" {
			continue
		}
		r.add(at, &route.Route{URL: lang.site.Feed, File: r.fileOf(lang.site.Feed), MediaType: typeAtom, Sources: []string{config.File}}, drawAtom(lang))
		r.add(at, &route.Route{URL: lang.site.JSONFeed, File: r.fileOf(lang.site.JSONFeed), MediaType: typeJSONFeed, Sources: []string{config.File}}, drawJSONFeed(lang))
	}
	r.add(at, &route.Route{URL: r.address("sitemap.xml"), File: "sitemap.xml", MediaType: typeXML, Sources: []string{config.File}},
		minified("application/xml", func(r *renderer, w io.Writer) error { return feed.WriteSitemap(w, r.sitemap()) }))
	r.add(at, &route.Route{URL: r.address("robots.txt"), File: "robots.txt", MediaType: typeText, Sources: []string{config.File}},
		func(r *renderer, w io.Writer) error {
			return feed.WriteRobots(w, r.site.Base.Absolute(r.address("sitemap.xml")))
		})
}

func drawAtom(l *language) drawing {
	return minified("application/atom+xml", func(r *renderer, w io.Writer) error { return r.news(l).WriteAtom(w) })
}

func drawJSONFeed(l *language) drawing {
	return func(r *renderer, w io.Writer) error { return r.news(l).WriteJSON(w) }
}

// news is what the feeds of a language tell: its articles and news.
func (r *renderer) news(l *language) feed.News {
	host := r.site.Base.Origin
	if u, err := url.Parse(host); err == nil {
		host = u.Hostname()
	}
	var base []string // two sites of one host differ in the path
	if p := strings.Trim(r.site.Base.Path, "/"); p != "" {
		base = []string{p}
	}
	absolute := func(name string) string { return r.site.Base.Absolute(r.address(l.Code + "/" + name)) }
	n := feed.News{
		ID: absolute(atomFile), Lang: l.Code, Title: l.Word("feed.title", "Site", l.site.Name), Author: l.site.Name,
		URL: r.site.Base.Absolute(l.site.Home), Icon: r.site.Base.Absolute(l.site.TouchIcon),
		Atom: absolute(atomFile), JSON: absolute(jsonFeedFile), Zone: r.site.Config.Timezone.Location(),
	}
	for _, t := range first(l.posts, feedLength) {
		e := r.entry(t)
		e.ID = feed.TagURI(host, t.Page.Meta.Date.Year, append(base[:len(base):len(base)], string(t.Page.Kind), t.Page.ID, l.Code)...)
		n.Entries = append(n.Entries, e)
	}
	return n
}

// entry is an article or a news item in a feed.
func (r *renderer) entry(t *site.Translation) feed.Entry {
	m := t.Page.Meta
	e := feed.Entry{
		Title: t.Title, URL: r.site.Base.Absolute(t.URL), Published: m.Date, Updated: civil.Latest(m.Date, t.Texts.Updated),
		Summary: cmp.Or(t.Texts.Summary, t.Texts.Description), Rights: t.Page.Article.License,
	}
	for _, p := range m.Authors {
		author := r.person(p, t.Lang)
		e.Authors = append(e.Authors, feed.Author{Name: author.Title, URL: r.whole(t, author.URL, true)})
	}
	for _, tag := range m.Tags {
		label, _ := r.site.Config.Tags.Get(tag.ID)
		e.Topics = append(e.Topics, feed.Topic{ID: tag.ID, Label: label.For(t.Lang.Code, r.site.Config.Fallbacks()).Text})
	}
	if body := r.full.Body(t); body != nil {
		e.Content = string(r.fill(t, body.Pieces, true)) + r.citedInFeed(t)
	}
	if p := r.picture(t, m.Image, t.Texts.ImageAlt); p != nil {
		e.Image = r.site.Base.Absolute(p.URL)
	}
	if t.Texts.PDF != "" {
		file := feed.Attached{URL: r.site.Base.Absolute(r.site.File(t, t.Texts.PDF)), MediaType: MediaType(t.Texts.PDF), Title: t.Title}
		if m, ok := r.site.MediaOf(t, t.Texts.PDF); ok {
			file.Size = m.Size
		}
		e.Files = append(e.Files, file)
	}
	return e
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
