package site

import (
	"cmp"
	"slices"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/locale"
)

// Children returns the pages below a section as a list in the language lang
// shows them: articles and news from the newest, events by their beginning,
// leaders by name, other pages by order and title.
func (s *Outline) Children(p *Page, lang string) []*Translation { return s.lists[p][lang] }

// sortChildren sorts the children of every section once per language.
func (b *builder) sortChildren() {
	for p, children := range b.children {
		b.lists[p] = map[string][]*Translation{}
		for _, l := range b.Languages {
			list := b.childrenIn(children, l)
			b.lists[p][l.Code] = list
		}
	}
	for _, l := range b.Languages {
		for _, k := range []Kind{Article, News} {
			var own []*Page
			for _, p := range b.pages {
				if p.Kind == k && p.Shown(l.Code) != nil {
					own = append(own, p)
				}
			}
			list := b.childrenIn(own, l)
			b.neighbours(list)
			b.posts[l.Code] = append(b.posts[l.Code], list...)
		}
		slices.SortStableFunc(b.posts[l.Code], func(x, y *Translation) int {
			return y.Page.Meta.Date.Compare(x.Page.Meta.Date)
		})
	}
}

// Posts returns the articles and news that stand in a language, whatever section
// they stand in, newest first. Feeds tell of those alone that are translations.
func (s *Outline) Posts(lang string) []*Translation { return s.posts[lang] }

// Tagged returns the pages of a tag in a language: those with a date, newest
// first, then the others by title.
func (s *Outline) Tagged(tag, lang string) []*Translation { return s.tagged[tag][lang] }

func (b *builder) sortTagged() {
	for _, p := range b.pages {
		for _, tag := range p.Meta.Tags {
			for _, t := range b.Standing(p) {
				if b.tagged[tag.ID] == nil {
					b.tagged[tag.ID] = map[string][]*Translation{}
				}
				if list := b.tagged[tag.ID][t.Lang.Code]; !slices.Contains(list, t) {
					b.tagged[tag.ID][t.Lang.Code] = append(list, t)
				}
			}
		}
	}
	for _, byLang := range b.tagged {
		for code, list := range byLang {
			byLang[code] = b.sorted(list, b.language(code), func(x, y *Page) int { return y.day().Compare(x.day()) })
		}
	}
}

// day is the date of a page, or the day on which an event begins.
func (p *Page) day() civil.Date {
	if p.Event != nil {
		return p.Event.First()
	}
	return p.Meta.Date
}

func (p *Page) hasTag(tag string) bool {
	return slices.ContainsFunc(p.Meta.Tags, func(r decode.Ref) bool { return r.ID == tag })
}

func (b *builder) childrenIn(children []*Page, l *locale.Language) []*Translation {
	var list []*Translation
	for _, c := range children {
		if t := b.For(c, l.Code); t != nil && !c.IsNotFound() {
			list = append(list, t)
		}
	}
	return b.sorted(list, l, compare)
}

// sorted sorts pages by first, then by name as in a dictionary of the language.
func (b *builder) sorted(list []*Translation, l *locale.Language, first func(x, y *Page) int) []*Translation {
	type item struct {
		*Translation
		key string
	}
	items := make([]item, len(list))
	for i, t := range list {
		key := t.sortKey
		if key == "" || t.Lang != l {
			key = b.facts.sortKey(l, sortName(t))
		}
		if t.Lang == l {
			t.sortKey = key // it stands in several lists
		}
		items[i] = item{t, key}
	}
	slices.SortFunc(items, func(x, y item) int {
		if c := first(x.Page, y.Page); c != 0 {
			return c
		}
		return cmp.Or(strings.Compare(x.key, y.key), strings.Compare(x.Page.ID, y.Page.ID), strings.Compare(string(x.Page.Kind), string(y.Page.Kind)))
	})
	for i, it := range items {
		list[i] = it.Translation
	}
	return list
}

// neighbours joins the articles and news of one language by time.
func (b *builder) neighbours(list []*Translation) {
	var newer *Translation
	for _, t := range list {
		if newer != nil {
			t.newer, newer.older = newer, t
		}
		newer = t
	}
}

func compare(a, b *Page) int {
	switch {
	case a.Event != nil && b.Event != nil:
		return cmp.Or(a.Event.First().Compare(b.Event.First()), a.Event.Starts.Compare(b.Event.Starts.Moment))
	case a.Kind == Article || a.Kind == News:
		return b.Meta.Date.Compare(a.Meta.Date)
	}
	return cmp.Compare(a.Meta.Order, b.Meta.Order)
}

func sortName(t *Translation) string {
	if l := t.Page.Leader; l != nil {
		return cmp.Or(l.SortName, l.Name.Family.In(t.Lang.Code)+" "+l.Name.Given.In(t.Lang.Code))
	}
	return t.Title
}

// Neighbours returns the article or news item before and after t in time, in
// its language.
func (t *Translation) Neighbours() (older, newer *Translation) {
	return t.older, t.newer
}
