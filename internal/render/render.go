// Package render turns the model of a site, its theme and its feeds into the
// table of routes. A route writes its final bytes: the holes of the text are
// filled, the layout is executed, the result is minified. Rendering reads the
// model and writes nowhere else, so routes can be rendered in any order, by many
// goroutines, and any number of times.
//
// # What a layout gets
//
// A layout is executed with a [View]: plain fields, already formatted in the
// page's language. Which layout it is follows from the page: the one that it
// names (layout: NAME), else the one of its id (home, groups, references, legal,
// 404), else of its kind (article, leader, event, group; section for section
// pages, groups for those of a city or country), else page.
package render

import (
	"bytes"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/feed"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/reference"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
	"fishbowl/internal/source"
	"fishbowl/internal/theme"
)

// Media types of what is rendered.
const (
	typeHTML = "text/html; charset=utf-8"
	typeXML  = "application/xml; charset=utf-8"
	typeAtom = "application/atom+xml; charset=utf-8"
	typeText = "text/plain; charset=utf-8"

	typeJSONFeed = "application/feed+json"

	typeICS = "text/calendar; charset=utf-8"
)

// renderer writes what routes consist of.
type renderer struct {
	*shared
	site *site.Outline
	full *site.Site // with its running texts; nil while the plan is made

	older   map[*site.Translation]*site.Translation // see [Plan.Routes]
	citedOn func() map[*reference.Work]map[string][]*site.Translation
}

// shared is the same for all sites of a plan.
type shared struct {
	list     *diag.List // while the plan is made
	theme    *theme.Theme
	assets   map[string][]byte // the theme's assets, minified, by path; filled while a plan is made
	fsys     fs.FS
	table    *route.Table
	drawings []drawing // by the number of the route
	minifier *minify.M
	byLang   map[string]*language
	sizes    sync.Map                           // of pictures, by file
	next     func() map[*record.Group][]meeting // the next meetings
	traits   func() map[*record.Group]Traits    // by what lists of groups are narrowed
	authors  func() map[string]string           // the names of those who made works, by id
	tags     func() map[string]string           // the ids of topics, by their folded names

	timetables    sync.Map // of groups, by record
	calendarsMade sync.Map // of groups and events, by translation

	calendarWriter feed.CalendarWriter

	// What became of old addresses; filled while a plan is made.
	aliasOf map[string]*site.Translation // the page of an alias, by its path
	later   map[string]bool              // paths that answer on other days
	server  feed.Rules
}

// language holds what is made once for all pages of a language.
type language struct {
	*locale.Language
	site   *SiteView
	posts  []*site.Translation      // what its feed announces
	groups func() map[string]*Group // by id, in this language
	dates  func() societyDates      // the society's calendar
	places func() []MenuItem        // the pages of places

	placesAndDays func() map[string]int // of the groups without a title: how many are named alike in lists
}

func newMinifier() *minify.M {
	m := minify.New()
	// Drawings within pages come as short as they can be: to parse the paths of a QR
	// code again would cost as much as the rest of its page.
	pages := &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true}
	withoutDrawings := minify.New()
	m.AddFunc("text/html", func(_ *minify.M, w io.Writer, r io.Reader, params map[string]string) error {
		return pages.Minify(withoutDrawings, w, r, params)
	})
	m.Add("text/css", &css.Minifier{})
	m.Add("text/javascript", &js.Minifier{})
	m.Add("image/svg+xml", &svg.Minifier{})
	m.Add("application/xml", &xml.Minifier{KeepWhitespace: true})
	m.Add("application/atom+xml", &xml.Minifier{KeepWhitespace: true})
	return m
}

// drawing writes what a route consists of.
type drawing func(*renderer, io.Writer) error

// always is a drawing into which no running text goes.
func always(write func(io.Writer) error) drawing {
	return func(_ *renderer, w io.Writer) error { return write(w) }
}

// add puts a route into the table; a conflict is reported at pos.
func (r *renderer) add(pos diag.Pos, rt *route.Route, draw drawing) {
	err := r.table.Add(rt)
	if err == nil {
		r.drawings = append(r.drawings, draw)
		return
	}
	p := r.list.Errorf(pos, "%v", err)
	if c, ok := err.(*route.Conflict); ok && len(c.Old.Sources) > 0 {
		p.WithAlso(diag.Pos{File: c.Old.Sources[0]}, "the other")
	}
}

// address returns the root-relative address of a path inside the site.
func (r *renderer) address(p string) string {
	return r.site.Base.Path + "/" + site.EscapePath(p)
}

// CheckLayouts reports the layouts that pages need and the theme does not have.
func CheckLayouts(list *diag.List, s *site.Outline, t *theme.Theme) {
	for _, name := range []string{"page", "root", "redirect"} {
		if t.Layout(name) == nil && !t.Broken(name) {
			list.Errorf(diag.Pos{File: "themes/" + t.Name + "/layouts/" + name + ".html"}, "the theme has no layout %s.html", name)
		}
	}
	for _, p := range s.Pages() {
		name := p.Meta.Layout
		if name != "" && (t.Layout(name) == nil && !t.Broken(name) || slices.Contains(inner, name)) {
			known := slices.DeleteFunc(t.Layouts(), func(l string) bool { return slices.Contains(inner, l) })
			decode.Unknown(list, p.Meta.At("layout"), "layout", name, known).
				AddHint("a layout of your own is the file layouts/%s.html", name)
		}
	}
}

// page adds the route of a page in one language.
func (r *renderer) page(t *site.Translation) {
	name := r.layoutName(t.Page)
	r.add(diag.Pos{File: t.File}, &route.Route{
		URL: t.URL, File: r.fileOf(t.URL), MediaType: typeHTML, Sources: []string{t.File},
	}, func(r *renderer, w io.Writer) error { return r.execute(w, name, r.view(t)) })
}

// fileOf returns the file that a web server sends for an address.
func (r *renderer) fileOf(address string) string {
	p := strings.TrimPrefix(strings.TrimPrefix(address, r.site.Base.Path), "/")
	if strings.Contains(p, "%") {
		if raw, err := url.PathUnescape(p); err == nil {
			p = raw
		}
	}
	if p == "" || strings.HasSuffix(p, "/") {
		return p + "index.html"
	}
	return p
}

// layoutName returns the name of the page's layout.
func (r *renderer) layoutName(p *site.Page) string {
	if p.Meta.Layout != "" {
		return p.Meta.Layout
	}
	var names []string
	if p.Kind == site.Plain {
		if slices.Contains(ownLayouts, p.ID) {
			names = append(names, p.ID)
		}
		if p.Section {
			names = append(names, "section")
		}
	} else if p.Kind == site.News {
		names = append(names, "news", "article")
	} else if p.Kind == site.Topic {
		names = append(names, "topic", "section")
	} else if p.Kind == site.Country || p.Kind == site.City {
		names = append(names, string(p.Kind), "groups")
	} else {
		names = append(names, string(p.Kind))
	}
	for _, name := range names {
		if r.theme.Layout(name) != nil {
			return name
		}
	}
	return "page"
}

// ownLayouts are the ids of pages that have a layout of their own.
var ownLayouts = []string{site.HomeID, site.GroupsID, site.LeadersID, site.EventsID, site.ReferencesID, site.TopicsID, site.SearchID, site.LegalID, site.PrivacyID, site.AccessibilityID, site.NotFoundID}

// inner are layouts that no page can ask for.
var inner = []string{"root", "redirect"}

// buffers are reused between pages; a page is about 10 KB.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// execute runs a layout and writes the minified result.
func (r *renderer) execute(w io.Writer, layout string, v *View) error {
	return minified("text/html", func(r *renderer, buf io.Writer) error { return r.theme.Layout(layout).Execute(buf, v) })(r, w)
}

func (r *renderer) minify(w io.Writer, mediaType string, content []byte) error {
	return r.minifier.Minify(mediaType, w, bytes.NewReader(content))
}

// minified returns the minified form of what write writes.
func minified(mediaType string, write drawing) drawing {
	return func(r *renderer, w io.Writer) error {
		buf := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(buf)
		buf.Reset()
		if err := write(r, buf); err != nil {
			return err
		}
		return r.minify(w, mediaType, buf.Bytes())
	}
}

// root adds the page / and the page for unknown addresses outside every
// language.
func (r *renderer) root() {
	home := r.site.Page(site.Plain, site.HomeID)
	notFound := r.site.Page(site.Plain, site.NotFoundID)
	main := r.byLang[r.site.Config.MainLanguage.ID]
	if home == nil || main == nil || home.In(main.Code) == nil {
		return // reported
	}
	sources := []string{config.File}
	for _, t := range r.site.Translations(home) {
		sources = append(sources, t.File)
	}
	address := r.address("")
	if len(r.site.Languages) == 1 {
		r.add(diag.Pos{File: config.File}, &route.Route{URL: address, File: "index.html", MediaType: typeHTML, Sources: sources},
			func(r *renderer, w io.Writer) error {
				t := home.In(main.Code)
				v := r.redirect(t)
				v.Title, v.Description = main.site.Name, t.Texts.Description
				v.Share, v.Data = r.share(v, t), []any{r.organization(v)} // people share the bare address
				return r.execute(w, "redirect", v)
			})
	} else {
		r.rootPage(main, "root", address, "index.html", home, sources)
	}
	r.rootPage(main, "root", r.address("404.html"), "404.html", notFound, []string{config.File})
}

// rootPage adds a page that speaks all languages: per language the title and
// description of a page, and the way home.
func (r *renderer) rootPage(main *language, layout, address, file string, p *site.Page, sources []string) {
	r.add(diag.Pos{File: config.File}, &route.Route{URL: address, File: file, MediaType: typeHTML, Sources: sources},
		func(r *renderer, w io.Writer) error {
			v := &View{L: main.Language, Site: main.site, Kind: "root", ID: p.ID, NoIndex: p.IsNotFound(), Title: p.In(main.Code).Title, URL: address, Canonical: r.site.Base.Absolute(address)}
			if p.ID == site.HomeID {
				v.Title = main.site.Name
				v.Description = p.In(main.Code).Texts.Description
				v.Alternates = r.alternates(p)
				v.Share = r.share(v, p.In(main.Code))
				v.Data = []any{r.organization(v)}
			}
			for _, l := range r.site.Languages {
				t := p.In(l.Code)
				g := Greeting{L: l, Name: r.byLang[l.Code].site.Name, Link: Link{Title: t.Title, URL: r.byLang[l.Code].site.Home}, About: t.Texts.Description, Legal: r.byLang[l.Code].site.Legal}
				v.Root = append(v.Root, g)
			}
			return r.execute(w, layout, v)
		})
}

// files adds what is published as it is: the theme's assets, minified once, and
// the site's own files, byte for byte.
func (r *renderer) files() {
	for _, a := range r.theme.Assets {
		mediaType := MediaType(a.Path)
		content := r.asset(a, mediaType)
		r.add(diag.Pos{File: a.Source}, &route.Route{URL: r.address(a.Path), File: a.Path, MediaType: mediaType, Sources: []string{a.Source}},
			always(func(w io.Writer) error { _, err := w.Write(content); return err }))
	}
	for _, m := range r.site.Media {
		r.add(diag.Pos{File: m.File}, &route.Route{URL: r.site.MediaURL(m.File), File: m.Path, MediaType: MediaType(m.Path), Sources: []string{m.File}},
			always(func(w io.Writer) error { return source.Copy(w, r.fsys, m.File) }))
	}
}

// asset returns the bytes of an asset as they are published.
func (r *renderer) asset(a theme.Asset, mediaType string) []byte {
	if known, ok := r.assets[a.Path]; ok {
		return known
	}
	content := a.Bytes
	base, _, _ := strings.Cut(mediaType, ";")
	if _, _, minifies := r.minifier.Match(base); minifies != nil {
		var small bytes.Buffer
		if err := r.minify(&small, base, content); err != nil {
			r.list.Errorf(diag.Pos{File: a.Source}, "%v", err)
			return content
		}
		content = small.Bytes()
	}
	r.assets[a.Path] = content
	return content
}

// MediaType returns the content type of a file by its name.
func MediaType(name string) string {
	if t, ok := mediaTypes[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}

// mediaTypes does not depend on the machine's own table.
var mediaTypes = map[string]string{
	".html": typeHTML, ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".xml": typeXML, ".txt": typeText, ".json": "application/json", ".webmanifest": "application/manifest+json", ".csv": "text/csv; charset=utf-8",
	".bib": "application/x-bibtex; charset=utf-8", ".ris": "application/x-research-info-systems; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".pdf": "application/pdf", ".ics": typeICS, ".woff2": "font/woff2", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".zip": "application/zip",
}
