package render

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
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
			for _, address := range []string{t.URL, t.URL + calendarFile, t.URL + feedFile} {
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

// vanished are the recorded addresses that nothing answers.
type vanished struct {
	*renderer
	hidden map[string]*site.Translation // by KIND:ID LANG

	moves     []*move
	withdrawn []*withdrawal
	lost      []state.Published
}

// move is a page, or a folder of pages, that stands elsewhere.
type move struct {
	to       *site.Translation   // the page at the new address
	folder   string              // where no page is: the new path
	old      []string            // paths
	itself   bool                // the page itself has moved, not only what is below it
	pages    []*site.Translation // what has moved with it
	pagesOld []string            // where they were
}

// withdrawal is a page that is there and not published any more.
type withdrawal struct {
	why string
	at  diag.Pos
	old []string
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
	return strings.HasSuffix(p, "/"+calendarFile) || strings.HasSuffix(p, "/"+feedFile)
}

// at returns the page that answers at a path today, by itself or by an alias.
func (v *vanished) at(p string) *site.Translation {
	if t := v.aliasOf[p]; t != nil && v.site.At(t.URL) == t {
		return t
	}
	return v.site.At(v.site.Base.Path + p)
}

func (v *vanished) unpublished(p state.Published, kind site.Kind) {
	why, at := v.site.Withdrawn(kind, p.ID, p.Lang)
	if why == "" || at.File == "" {
		v.lost = append(v.lost, p)
		return
	}
	i := slices.IndexFunc(v.withdrawn, func(w *withdrawal) bool { return w.at == at })
	if i < 0 {
		i = len(v.withdrawn)
		v.withdrawn = append(v.withdrawn, &withdrawal{why: why, at: at})
	}
	v.withdrawn[i].old = append(v.withdrawn[i].old, p.Address)
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
	case file == feedFile:
		draw = v.drawFeed(l)
	default:
		draw = always(func(w io.Writer) error {
			return feed.WriteCalendar(w, feed.Calendar{Name: t.Title, Lang: cmp.Or(t.Foreign, t.Lang.Code), URL: v.site.Base.Absolute(t.URL), Source: v.site.Base.Absolute(address)})
		})
	}
	mediaType := typeICS
	if file == feedFile {
		mediaType = typeAtom
	}
	v.add(p.Pos, &route.Route{URL: address, File: v.fileOf(address), MediaType: mediaType, Sources: []string{t.File}}, draw)
}

// moved notes a page that stands at another address. Of two paths that end alike it is
// the folder above that has moved, unless something stands there still.
func (v *vanished) moved(old string, t *site.Translation) {
	from, to := old, v.path(t.URL)
	for path.Base(from) == path.Base(to) && strings.Count(from, "/") > 3 && strings.Count(to, "/") > 3 && !v.answered(parentPath(from)) {
		from, to = parentPath(from), parentPath(to)
	}
	target := v.site.At(v.site.Base.Path + to)
	if from == old {
		target = t
	} else if target.Real() != target {
		target = nil // what is shown has no aliases
	}
	i := slices.IndexFunc(v.moves, func(m *move) bool { return m.to == target && m.folder == to })
	if i < 0 {
		i = len(v.moves)
		v.moves = append(v.moves, &move{to: target, folder: to})
	}
	m := v.moves[i]
	if !slices.Contains(m.old, from) {
		m.old = append(m.old, from)
	}
	if from == old {
		m.itself = true
	} else {
		m.pages, m.pagesOld = append(m.pages, t), append(m.pagesOld, old)
	}
}

func (v *vanished) reportMoves() {
	for _, m := range v.moves {
		if len(m.pages) == 1 && !m.itself {
			m = &move{to: m.pages[0], old: m.pagesOld, itself: true}
		}
		switch n := len(m.pages); {
		case m.to == nil:
			v.list.Errorf(diag.Pos{File: m.pages[0].File}, "%s were published below %s, where nothing is now", countPages(n), and(m.old)).
				WithAlso(diag.Pos{File: m.pages[n-1].File}, "the last of them").
				WithHint("write a page for the folder, %s, with a title and\n%s\nit forwards readers also from the addresses below; or add its own old address to each page",
					path.Join(path.Dir(m.pages[0].File), "_index."+m.pages[0].Lang.Code+".md"), aliasesWith(nil, m.old))
		default:
			p := v.list.Errorf(v.site.SlugPos(m.to), "this page was published at %s, where nothing is now", and(m.old))
			if n > 0 && m.itself {
				p.Message += fmt.Sprintf(", and %s below it", countPages(n))
			} else if n > 0 {
				p.Message = fmt.Sprintf("%s below this one were published below %s, where nothing is now", countPages(n), and(m.old))
			}
			own := m.to.Texts.Aliases
			if g := m.to.Page.Group; g != nil {
				own = g.Aliases
			}
			p.WithHint("readers are forwarded from there by\n%s", aliasesWith(own, m.old))
			if m.to.File == config.File {
				p.WithHint("write content/%s.%s.md with a title and\n%s", m.to.Page.ID, m.to.Lang.Code, aliasesWith(nil, m.old))
			}
		}
	}
}

func (v *vanished) reportWithdrawn() {
	for _, w := range v.withdrawn {
		v.list.Errorf(w.at, "this page was published at %s, and now %s", and(w.old), w.why).
			WithHint("publish it again; or, if it is to be gone, %s", v.goneWith(w.old))
	}
}

// loss is a page or a document that is there no more, or a folder of them.
type loss struct {
	first  state.Published
	old    []string // paths
	places []diag.Pos
	n      int // how many addresses
}

// alive returns the paths at which something is or is asked for, and the folders above.
func (v *vanished) alive() map[string]bool {
	alive := map[string]bool{}
	add := func(paths ...string) {
		for _, p := range paths {
			alive[p] = true
			for _, dir := range above(p) {
				alive[dir] = true
			}
		}
	}
	for _, rt := range v.table.All() {
		add(v.path(rt.URL))
	}
	for p := range v.later {
		add(p)
	}
	for _, m := range v.moves {
		add(m.old...)
	}
	for _, w := range v.withdrawn {
		add(w.old...)
	}
	return alive
}

// reportLost reports the addresses whose page or document is there no more. Where
// all below a folder are lost, the folder stands for them.
func (v *vanished) reportLost() {
	if len(v.lost) == 0 {
		return
	}
	alive := v.alive()
	var losses []*loss
	of := map[string]*loss{} // by the dead path, and by what stood there
	for _, p := range v.lost {
		dead := p.Address
		for _, dir := range above(p.Address) {
			if alive[dir] {
				break
			}
			dead = dir
		}
		l := of[dead]
		if l == nil && p.Kind != state.File {
			l = of[p.Kind+":"+p.ID]
		}
		if l == nil {
			l = &loss{first: p}
			losses = append(losses, l)
			of[p.Kind+":"+p.ID] = l
		}
		of[dead] = l
		if !slices.Contains(l.old, dead) {
			l.old, l.places = append(l.old, dead), append(l.places, p.Pos)
		}
		l.n++
	}
	for _, l := range losses {
		v.reportLoss(l)
	}
}

func (v *vanished) reportLoss(l *loss) {
	verb, below := "was", l.n-len(l.old)
	if len(l.old) > 1 {
		verb = "were"
	}
	message := fmt.Sprintf("%s %s published, and nothing is there now", and(l.old), verb)
	if below > 0 {
		message = fmt.Sprintf("%s %s published, with %d addresses below, and nothing is there now", and(l.old), verb, below)
	}
	p := v.list.Errorf(l.first.Pos, "%s", message)
	for _, pos := range l.places[1:] {
		p.WithAlso(pos, "the same page")
	}
	if l.first.Kind == state.File {
		p.WithHint("put the file back; or, if it is to be gone, %s", v.goneWith(l.old))
	} else {
		p.WithHint("put the page back; or, if another one takes its place, write there, in each language its own address,\n%s\nor, if it is to be gone, %s", aliasesWith(nil, l.old[:1]), v.goneWith(l.old))
	}
}

// countPages counts pages in words.
func countPages(n int) string {
	if n == 1 {
		return "1 page"
	}
	return fmt.Sprintf("%d pages", n)
}

// and joins addresses for a sentence.
func and(addresses []string) string {
	if n := len(addresses); n > 1 {
		return strings.Join(addresses[:n-1], ", ") + " and " + addresses[n-1]
	}
	return addresses[0]
}

// aliasesWith returns the line of a front matter with its aliases and some more.
func aliasesWith(own []decode.String, more []string) string {
	var all []string
	for _, o := range own {
		all = append(all, o.Text)
	}
	return fmt.Sprintf("aliases: [%s]", strings.Join(append(all, more...), ", "))
}

// goneWith says where to write that some addresses are gone.
func (v *vanished) goneWith(old []string) string {
	if len(v.site.Config.Gone) > 0 {
		return "add to gone in site.yaml\n" + strings.Join(old, ", ")
	}
	return fmt.Sprintf("write in site.yaml\ngone: [%s]", strings.Join(old, ", "))
}
