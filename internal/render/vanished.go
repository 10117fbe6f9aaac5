package render

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/site"
	"fishbowl/internal/state"
)

// vanished are the recorded addresses that nothing answers, by what became of them: what
// has moved, is withheld or is lost together is told of together.
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

// loss is a page or a document that is there no more, or a folder of them.
type loss struct {
	first  state.Published
	old    []string // paths
	places []diag.Pos
	n      int // how many addresses
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
