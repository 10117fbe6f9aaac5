package serve

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"fishbowl/internal/build"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
)

// visits remembers, from one generation to the next, what a browser may still
// show: the last good bytes of pages, the sums of files, and whose the addresses
// were that are no more.
type visits struct {
	mu    sync.Mutex
	pages map[string]*answer
	files map[string]uint64
	lost  map[string]lostPage
}

// The bounds of what is remembered.
const (
	mostPages     = 256
	longestPage   = 1 << 20
	mostAddresses = 20_000
)

// lostPage is a page that stood at an address.
type lostPage struct {
	kind     site.Kind
	id, lang string
	file     string
}

// gone says where a page went: to another address, or why it is not there.
type gone struct {
	To  string `json:"to,omitempty"`
	Why string `json:"why"`
}

// saw remembers what somebody has been shown.
func (v *visits) saw(rt *route.Route, a *answer) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.pages == nil {
		v.pages, v.files = map[string]*answer{}, map[string]uint64{}
	}
	if !isPage(rt) {
		if _, ok := v.files[rt.URL]; !ok {
			v.files[rt.URL] = a.sum
		}
		return
	}
	if v.pages[rt.URL] == a || a.size > longestPage {
		return
	}
	for address := range v.pages { // any will do
		if len(v.pages) < mostPages {
			break
		}
		delete(v.pages, address)
	}
	v.pages[rt.URL] = a
}

// last returns the last good answer of a page, or nil.
func (v *visits) last(address string) *answer {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.pages[address]
}

// changed returns the sums of the files that have changed since somebody saw them:
// those of the former state and what a change adds. Files do not belong to a
// generation, they are read when they are sent.
func (v *visits) changed(s *state, c build.Changed) map[string]uint64 {
	if s.rendering == nil || !c.All && len(c.Paths) == 0 {
		return s.assets
	}
	v.mu.Lock()
	seen := maps.Clone(v.files)
	v.mu.Unlock()
	sums, named := maps.Clone(s.assets), c.Named()
	for address, sum := range seen {
		rt := s.rendering.Routes.Lookup(address)
		switch {
		case rt == nil:
			v.setFile(address, 0)
			continue
		case !c.All && !slices.ContainsFunc(rt.Sources, named):
			continue
		}
		s.rendering.forget(address)
		if a := s.rendering.answer(rt); a.problems == nil && a.sum != sum {
			if sums == nil {
				sums = map[string]uint64{}
			}
			sums[address] = a.sum
			v.setFile(address, a.sum)
		}
	}
	return sums
}

func (v *visits) setFile(address string, sum uint64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if sum == 0 {
		delete(v.files, address)
	} else {
		v.files[address] = sum
	}
}

// moved remembers the pages whose addresses a new generation does not have. Where
// one page of a kind and language goes while one comes, it has been renamed.
func (v *visits) moved(old, next *rendering) {
	if old == nil || old.Site.Outline == next.Site.Outline {
		return
	}
	type group struct {
		kind site.Kind
		lang string
	}
	came := map[group][]*site.Translation{}
	for t := range next.translations() {
		if old.same(t) == nil && old.Site.At(t.URL) == nil {
			g := group{t.Page.Kind, t.Lang.Code}
			came[g] = append(came[g], t)
		}
	}
	went := map[group][]string{}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.lost == nil || len(v.lost) > mostAddresses {
		v.lost = map[string]lostPage{}
	}
	for t := range old.translations() {
		address, same := t.URL, next.same(t)
		if same != nil && same.URL == address || next.Routes.Lookup(address) != nil {
			continue
		}
		v.lost[address] = lostPage{t.Page.Kind, t.Page.ID, t.Lang.Code, t.File}
		if same == nil {
			g := group{t.Page.Kind, t.Lang.Code}
			went[g] = append(went[g], address)
		}
	}
	for g, addresses := range went {
		if len(addresses) != 1 || len(came[g]) != 1 || next.Site.Unseen(g.kind, v.lost[addresses[0]].id, g.lang) != "" {
			continue
		}
		l := v.lost[addresses[0]]
		l.id = came[g][0].Page.ID
		v.lost[addresses[0]] = l
	}
}

// whereTo says where the page went that stood at an address; nil for an address at
// which none has stood since the preview began.
func (v *visits) whereTo(r *rendering, address string) *gone {
	rest, _ := strings.CutPrefix(address, r.base)
	v.mu.Lock()
	l, ok := v.lost[r.Site.Base.Path+site.EscapePath(rest)]
	v.mu.Unlock()
	if !ok {
		return nil
	}
	if p := r.Site.Page(l.kind, l.id); p != nil && p.Shown(l.lang) != nil {
		return &gone{To: p.Shown(l.lang).URL, Why: "this page has another address now"}
	}
	if why := r.Site.Unseen(l.kind, l.id, l.lang); why != "" {
		return &gone{Why: l.file + " is not shown: " + why}
	}
	return &gone{Why: "the page made from " + l.file + " no longer exists: it was deleted or renamed"}
}
