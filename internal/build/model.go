package build

import (
	"io/fs"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/markdown"
	"fishbowl/internal/record"
	"fishbowl/internal/reference"
	"fishbowl/internal/render"
	"fishbowl/internal/site"
	"fishbowl/internal/source"
	"fishbowl/internal/state"
	"fishbowl/internal/theme"
)

// texts are the running texts of pages, in the order of the pages.
type texts struct {
	parsers map[string]parser // by language
	pages   []*source.Page
	parsed  []text
}

type parser struct {
	*markdown.Parser
	quotes [4]string
}

// text is what follows from one page's file alone.
type text struct {
	body *markdown.Doc
	told *diag.List // nil where nothing is wrong
}

// parse returns the running texts of pages; pages that were parsed before are not
// parsed again.
func (t *texts) parse(list *diag.List, languages []*locale.Language, pages []*source.Page) []*markdown.Doc {
	t.prepare(languages)
	parsed := make([]text, len(pages))
	known := t.known(pages)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range pages {
		if at := known(i); at >= 0 {
			parsed[i] = t.parsed[at]
			continue
		}
		g.Go(func() error {
			told := &diag.List{}
			record.CheckVideoLinks(told, p.Front)
			record.CheckVideoLinksIn(told, p.File, p.Line, p.Body)
			parsed[i].body = t.parsers[p.Lang].Parse(told, p.File, p.Line, p.Body)
			parsed[i].told = told.IfAny()
			return nil
		})
	}
	_ = g.Wait() // parsing reports faults and has no errors
	t.pages, t.parsed = pages, parsed
	bodies := make([]*markdown.Doc, len(parsed))
	for i, p := range parsed {
		list.Merge(p.told)
		bodies[i] = p.body
	}
	return bodies
}

// known returns a function that tells where a page, by its index, was before; -1 where
// it was not there.
func (t *texts) known(pages []*source.Page) func(i int) int {
	var places map[*source.Page]int // made where a page is not where it was
	return func(i int) int {
		if i < len(t.pages) && t.pages[i] == pages[i] {
			return i
		}
		if places == nil {
			places = make(map[*source.Page]int, len(t.pages))
			for i, p := range t.pages {
				places[p] = i
			}
		}
		if at, ok := places[pages[i]]; ok {
			return at
		}
		return -1
	}
}

// prepare makes a parser for each language, and forgets what other parsers have made.
func (t *texts) prepare(languages []*locale.Language) {
	parsers := map[string]parser{}
	same := true
	for _, l := range languages {
		open, closing, innerOpen, innerClosing := l.Quotes()
		quotes := [4]string{open, closing, innerOpen, innerClosing}
		p, known := t.parsers[l.Code]
		if !known || p.quotes != quotes {
			same = false
			p = parser{markdown.New(markdown.Options{Quotes: quotes, Tied: l.Tied, Anchor: locale.Anchor}), quotes}
		}
		parsers[l.Code] = p
	}
	if !same {
		t.pages, t.parsed = nil, nil
	}
	t.parsers = parsers
}

// outlineInput is all that an outline is made from: no running text is among it.
type outlineInput struct {
	config    *config.Config
	languages []*locale.Language
	base      config.BaseURL
	tree      *source.Tree
	state     *state.State
	asOf      civil.Date
	drafts    bool
}

// same reports whether nothing would be different in an outline.
func (in outlineInput) same(old outlineInput) bool {
	return in.config == old.config && slices.Equal(in.languages, old.languages) && in.base == old.base &&
		in.state == old.state && in.asOf == old.asOf && in.drafts == old.drafts &&
		slices.EqualFunc(in.tree.Pages, old.tree.Pages, func(a, b *source.Page) bool { return a == b || a.File == b.File && a.Front == b.Front }) &&
		slices.Equal(in.tree.Groups, old.tree.Groups) && slices.Equal(in.tree.References, old.tree.References) &&
		slices.Equal(in.tree.Media, old.tree.Media) && slices.Equal(in.tree.Unreadable, old.tree.Unreadable) &&
		slices.Equal(in.tree.UnreadableFiles, old.tree.UnreadableFiles)
}

// outline is the last outline, with what it was made from.
type outline struct {
	*site.Outline
	from  outlineInput
	told  *diag.List
	facts site.Facts
}

// make joins what was read, unless it was joined before.
func (o *outline) make(list *diag.List, in outlineInput) *site.Outline {
	if o.Outline == nil || !in.same(o.from) {
		o.from, o.told = in, &diag.List{}
		o.Outline = join(o.told, &o.facts, in)
	}
	list.Merge(o.told)
	return o.Outline
}

func join(list *diag.List, facts *site.Facts, in outlineInput) *site.Outline {
	d := &decode.Decoder{List: list, Languages: in.config.Codes(), Lang: in.config.MainLanguage.ID}
	unreadable := slices.Clone(in.tree.UnreadableFiles)
	var groups []*record.Group
	for _, data := range in.tree.Groups {
		known, errors := len(groups), list.Len(diag.Error)
		if data.File == source.Content+"/groups.yaml" {
			groups = append(groups, record.ParseGroups(d, data.Root)...)
		} else {
			groups = append(groups, record.ParseGroup(d, data.Root))
		}
		if len(groups) == known && list.Len(diag.Error) > errors { // no group could be read
			unreadable = append(unreadable, data.File)
		}
	}
	var works []*decode.Node
	for _, data := range in.tree.References {
		works = append(works, data.Root)
	}
	return site.NewOutline(list, facts, site.Input{
		Config: in.config, Base: in.base, Languages: in.languages, AsOf: in.asOf, Drafts: in.drafts,
		Pages: in.tree.Pages, Groups: groups, Works: reference.Parse(list, d, works), Media: in.tree.Media, State: in.state,
		Unreadable: in.tree.Unreadable, UnreadableFiles: unreadable,
	})
}

// plan is the last plan, with what it was made from.
type plan struct {
	*render.Plan
	outline *site.Outline
	theme   *theme.Theme
	layouts *diag.List // what is wrong with the layouts of pages
	told    *diag.List // and with their addresses
}

// make plans the addresses of a site, unless they were planned before; nil where the
// list has errors.
func (p *plan) make(list *diag.List, outline *site.Outline, t *theme.Theme, fsys fs.FS) *render.Plan {
	if p.Plan == nil || p.outline != outline || p.theme != t {
		old := p.Plan
		*p = plan{outline: outline, theme: t, layouts: &diag.List{}, told: &diag.List{}}
		if t != nil {
			render.CheckLayouts(p.layouts, outline, t)
		}
		if list.Len(diag.Error) == 0 && p.layouts.Len(diag.Error) == 0 {
			p.Plan = render.NewPlan(p.told, outline, t, fsys, old)
		}
	}
	list.Merge(p.layouts)
	if list.Len(diag.Error) > 0 {
		return nil // what a plan would tell may follow from it
	}
	list.Merge(p.told)
	return p.Plan
}
