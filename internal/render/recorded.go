package render

import (
	"cmp"
	"io"
	"path"
	"slices"
	"strings"

	"fishbowl/internal/config"
	"fishbowl/internal/feed"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
	"fishbowl/internal/state"
)

// Published returns the addresses that readers and programs are told of: pages, feeds,
// calendars and documents. Pictures and what belongs to the theme are changed at will,
// and old addresses are remembered as long as they were addresses.
func (p *Plan) Published() []state.Published {
	r := p.planner
	var all []state.Published
	for _, page := range r.site.Pages() {
		if page.IsNotFound() {
			continue
		}
		for _, t := range r.site.Standing(page) {
			if t.Texts.Draft {
				continue
			}
			for _, address := range []string{t.URL, t.URL + calendarFile, t.URL + atomFile, t.URL + jsonFeedFile} {
				if r.table.Lookup(address) != nil {
					all = append(all, state.Published{Address: r.path(address), Kind: string(page.Kind), ID: page.ID, Lang: t.Lang.Code})
				}
			}
		}
	}
	for _, m := range r.site.Media {
		if strings.HasPrefix(m.Path, "files/") && !strings.HasPrefix(MediaType(m.Path), "image/") {
			all = append(all, state.Published{Address: r.path(r.site.MediaURL(m.File)), Kind: state.File})
		}
	}
	return all
}

// recorded looks after every address that was ever published. One that nothing
// answers is a fault, unless it is gone on purpose; what depends on the day never is.
//
//   - A page that stands elsewhere needs an alias. An alias of a section holds for the
//     pages below it as well.
//   - A page that is there no more needs an alias of the page that takes its place.
//   - Pages that are made of data (topics, countries, cities, the sections that nobody
//     has written) come and go with them. Until they are back the nearest page above
//     answers.
//   - Where a page is shown in a language that lacks it, that answers for its
//     translation until it is back. A translation takes over from what was shown like
//     any page that moves: by an alias.
//   - A calendar or a feed cannot forward: not every program follows. It stands at
//     both addresses, and where it has ended it is empty. Where another page has taken
//     the place of its page, it is that page's.
func (r *renderer) recorded(gone map[string]bool) {
	v := vanished{renderer: r, hidden: map[string]*site.Translation{}}
	for _, t := range r.site.Hidden() {
		v.hidden[string(t.Page.Kind)+":"+t.Page.ID+" "+t.Lang.Code] = t
	}
	for _, p := range r.site.State.Published() {
		switch {
		case r.answered(p.Address):
		case isGone(gone, p.Address):
			if !gone[p.Address] {
				r.server.Gone = append(r.server.Gone, r.unescapedPath(p.Address))
			}
		default:
			v.resolve(p)
		}
	}
	v.reportMoves()
	v.reportWithdrawn()
	v.reportLost()
}

func (v *vanished) resolve(p state.Published) {
	kind := site.Kind(p.Kind)
	var t *site.Translation
	page := v.site.Page(kind, p.ID)
	if page != nil {
		t = page.Shown(p.Lang)
	}
	late := v.hidden[p.Kind+":"+p.ID+" "+p.Lang]
	made := v.isMade(page, p)
	switch {
	case p.Kind != state.File && isBeside(p.Address):
		if t = cmp.Or(t, v.at(parentPath(p.Address))); t != nil {
			v.goesOn(p, t)
		} // else the page itself is looked after, and what stands beside it with it
	case t != nil && (made || t.From != nil || v.belowAlias(p.Address, t)):
		v.forward(p.Pos, unescaped(p.Address), t, t.From != nil)
	case t != nil:
		v.moved(p.Address, t)
	case late != nil:
		if late.From == nil && !v.belowAlias(p.Address, late) {
			v.moved(p.Address, late)
		}
	case made:
		if up := v.nearest(kind, p.ID, p.Lang); up != nil {
			v.forward(p.Pos, unescaped(p.Address), up, true)
		} else {
			v.lost = append(v.lost, p)
		}
	default:
		v.unpublished(p, kind)
	}
}

// isBeside reports whether a path is that of a calendar or a feed beside a page.
func isBeside(p string) bool {
	file := path.Base(p)
	return file == calendarFile || file == atomFile || file == jsonFeedFile
}

// at returns the page that answers at a path today, by itself or by an alias.
func (v *vanished) at(p string) *site.Translation {
	if t := v.aliasOf[p]; t != nil && v.site.At(t.URL) == t {
		return t
	}
	return v.site.At(v.site.Base.Path + p)
}

// isMade reports whether nobody writes a page: it comes and goes with the data.
func (v *vanished) isMade(page *site.Page, p state.Published) bool {
	switch site.Kind(p.Kind) {
	case site.Topic, site.Country, site.City:
		return true
	case site.Plain:
		written := page != nil && (page.In(p.Lang) != nil || v.site.Default(page).File != config.File)
		return !written && site.IsSection(p.ID)
	}
	return false
}

// nearest returns what stands above a page that was made of data.
func (v *vanished) nearest(kind site.Kind, id, lang string) *site.Translation {
	up := []*site.Page{v.site.Page(site.Plain, site.HomeID)}
	switch kind {
	case site.Topic:
		up = append(up, v.site.Page(site.Plain, site.TopicsID))
	case site.Country, site.City:
		up = append(up, v.site.Page(site.Plain, site.GroupsID))
	}
	if city, known := v.site.Config.Cities.Get(id); known && kind == site.City {
		up = append(up, v.site.Page(site.Country, strings.ToLower(string(city.Country))))
	}
	for _, p := range slices.Backward(up) {
		if p != nil && p.Shown(lang) != nil {
			return p.Shown(lang)
		}
	}
	return nil
}

// belowAlias reports whether a path lies below an alias of a section below which the
// page stands now.
func (v *vanished) belowAlias(p string, t *site.Translation) bool {
	return slices.ContainsFunc(above(p), func(dir string) bool {
		s := v.aliasOf[dir]
		return s != nil && strings.HasPrefix(t.URL, s.URL)
	})
}

// goesOn publishes a feed or a calendar at its old address.
func (v *vanished) goesOn(p state.Published, t *site.Translation) {
	address := v.site.Base.Path + p.Address
	file := path.Base(p.Address)
	now := v.table.Lookup(t.Real().URL + file)
	l := v.byLang[t.Lang.Code]
	var draw drawing
	switch {
	case now != nil:
		draw = v.drawings[now.Number]
	case file == atomFile:
		draw = drawAtom(l)
	case file == jsonFeedFile:
		draw = drawJSONFeed(l)
	default:
		draw = always(func(w io.Writer) error {
			return feed.WriteCalendar(w, feed.Calendar{Name: t.Title, Lang: cmp.Or(t.Foreign, t.Lang.Code), URL: v.site.Base.Absolute(t.URL), Source: v.site.Base.Absolute(address)})
		})
	}
	mediaType := map[string]string{calendarFile: typeICS, atomFile: typeAtom, jsonFeedFile: typeJSONFeed}[file]
	v.add(p.Pos, &route.Route{URL: address, File: v.fileOf(address), MediaType: mediaType, Sources: []string{t.File}}, draw)
}
