package render

import (
	"io"
	"io/fs"
	"net/url"
	"strings"
	"sync"

	"fishbowl/internal/diag"
	"fishbowl/internal/markdown"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
	"fishbowl/internal/theme"
)

// Plan is every address of a site with the way to what stands there: all that
// follows from its outline and its theme, whatever its running texts say.
type Plan struct {
	planner *renderer

	// The running texts whose links by address are known to lead somewhere, by
	// their number.
	sound []*markdown.Doc
}

// NewPlan returns the plan of a site. Files that are published unchanged are read
// from fsys when their route is rendered. Faults (two things at one address, a layout
// that is not there) are reported.
// What an older plan, or nil, has made of the same theme is used again.
func NewPlan(list *diag.List, s *site.Outline, t *theme.Theme, fsys fs.FS, old *Plan) *Plan {
	r := &renderer{site: s, shared: &shared{list: list, theme: t, fsys: fsys, table: &route.Table{}, minifier: newMinifier(), byLang: map[string]*language{}, aliasOf: map[string]*site.Translation{}, later: map[string]bool{}}}
	if r.assets = map[string][]byte{}; old != nil && old.planner.theme == t {
		r.assets = old.planner.assets
	}
	r.table.Grow(len(s.Languages) * len(s.Pages()))
	r.next, r.traits = sync.OnceValue(r.nextMeetings), sync.OnceValue(r.groupTraits)
	r.authors, r.tags = sync.OnceValue(r.authorNames), sync.OnceValue(r.tagNames)
	for _, l := range s.Languages {
		r.byLang[l.Code] = r.newLanguage(l)
	}
	for _, p := range s.Pages() {
		for _, tr := range s.Standing(p) {
			r.page(tr)
		}
	}
	r.root()
	r.feeds()
	r.openData()
	r.bibliographies()
	r.calendars()
	r.icons()
	r.files()
	r.oldAddresses() // last: what is taken is taken
	r.checkPictures()
	return &Plan{planner: r, sound: make([]*markdown.Doc, s.TextCount())}
}

// Routes returns the table of all addresses of a site whose outline is the plan's; older
// are the pages that are older than the page they were translated from, with that page.
// Links by address that lead to nothing are reported. It is not safe for goroutines;
// the tables are.
func (p *Plan) Routes(list *diag.List, s *site.Site, older map[*site.Translation]*site.Translation) *route.Table {
	p.checkAddresses(list, s)
	r := *p.planner
	r.full, r.older = s, older
	r.citedOn = sync.OnceValue(r.citations)
	return r.table.With(func(rt *route.Route, w io.Writer) error { return r.drawings[rt.Number](&r, w) })
}

// checkAddresses reports links by address (/el/…) that lead to nothing.
func (p *Plan) checkAddresses(list *diag.List, s *site.Site) {
	s.Texts(func(i int, t *site.Translation, body *markdown.Doc) {
		if p.sound[i] == body {
			return
		}
		sound := true
		for _, l := range body.Links {
			// Files have been found, or missed, when the model was made.
			if l.Scheme != "" || !strings.HasPrefix(l.Target, "/") || strings.HasPrefix(l.Target, "/files/") {
				continue
			}
			if target, err := url.PathUnescape(l.Target); err != nil || p.planner.table.Lookup(s.Base.Path+site.EscapePath(target)) == nil {
				list.Errorf(l.Pos, "nothing has the address %s", l.Target).WithHint("link to pages by id, as in page:frame: then the address may change")
				sound = false
			}
		}
		if sound {
			p.sound[i] = body
		}
	})
}
