package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// groups makes a page of every group in every language.
func (b *builder) groups() {
	for _, g := range b.Records.Groups {
		id := string(g.ID)
		if id == "" || b.Page(Group, id) != nil { // both have been reported
			continue
		}
		p := &Page{Kind: Group, ID: id, Dir: GroupsID, Group: g}
		for _, l := range b.Languages {
			b.put(p, &Translation{Lang: l, File: g.Pos.File, Texts: &Texts{Slug: g.Slug.In(l.Code)}})
		}
		for _, alias := range g.Aliases {
			t := p.In(b.languageOf(alias.Text))
			t.Texts.Aliases = append(t.Texts.Aliases, alias)
		}
		b.insert(p)
	}
	b.groupTitles()
}

// languageOf returns the language of an address: its first segment, else the main
// language.
func (b *builder) languageOf(address string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(address, "/"), "/")
	if slices.Contains(b.Config.Codes(), first) {
		return first
	}
	return b.Config.MainLanguage.ID
}

// topics makes a page of every tag in the languages in which a page stands that has it.
func (b *builder) topics() {
	for _, tag := range b.Config.Tags {
		p := &Page{Kind: Topic, ID: tag.Key, Dir: TopicsID}
		for _, l := range b.Languages {
			if slices.ContainsFunc(b.pages, func(post *Page) bool {
				return post.Shown(l.Code) != nil && post.hasTag(tag.Key)
			}) {
				label := tag.Value.For(l.Code, b.Config.Fallbacks())
				b.put(p, &Translation{Lang: l, Title: label.Text, Foreign: label.Lang, File: config.File, Texts: &Texts{}})
			}
		}
		if len(p.in) > 0 {
			b.insert(p)
		}
	}
}

// standardPages makes the pages that a site needs and nobody has written: the
// section pages of kinds that have pages, and the page for unknown addresses.
func (b *builder) standardPages() {
	home := b.Page(Plain, HomeID)
	for _, l := range b.Languages {
		if home != nil && home.In(l.Code) != nil {
			continue
		}
		switch gone := b.unseen[Plain][HomeID+"."+l.Code]; {
		case gone.reported:
		case gone.why == "":
			b.list.Errorf(diag.Pos{File: "content/home." + l.Code + ".md"}, "the site has no home page in %s (%s)", l.Name, l.Code).
				WithHint("write this file; it needs a title")
		default:
			b.list.Errorf(diag.Pos{File: "content/home." + l.Code + ".md"}, "the home page in %s (%s) is not published: %s", l.Name, l.Code, gone.why).
				WithHint("each language of the site needs its home page; remove draft, publish_on or expire_on")
		}
	}
	for _, std := range []struct {
		id, word string
		kind     Kind
	}{{ArticlesID, "articles.title", Article}, {NewsID, "news.title", News}, {LeadersID, "leaders.title", Leader}, {EventsID, "events.title", Event}, {GroupsID, "groups.title", Group}, {TopicsID, "page.tags", Topic}} {
		if len(b.index[std.kind]) > 0 && b.Page(Plain, std.id) == nil {
			b.make(std.id, std.word, func(code string) bool { return b.exists(std.kind, code) })
		}
		if p := b.Page(Plain, std.id); p != nil && b.sections[std.id] == nil && p.Dir == "" {
			b.sections[std.id] = p // leaders.LANG.md is the section of leaders/
			p.Section = true
		}
	}
	if b.Page(Plain, NotFoundID) == nil {
		b.make(NotFoundID, "notfound.title", nil)
	}
	for _, l := range b.Languages {
		if p := b.Page(Plain, NotFoundID); p.In(l.Code) == nil {
			b.put(p, &Translation{Lang: l, Title: l.Word("notfound.title"), File: config.File, Texts: &Texts{}})
		}
	}
}

func (b *builder) exists(k Kind, code string) bool {
	for _, p := range b.index[k] {
		if p.Shown(code) != nil {
			return true
		}
	}
	return false
}

func (b *builder) make(id, word string, in func(code string) bool) {
	p := &Page{Kind: Plain, ID: id, Section: id != NotFoundID}
	for _, l := range b.Languages {
		if in == nil || in(l.Code) {
			b.put(p, &Translation{Lang: l, Title: l.Word(word), File: config.File, Texts: &Texts{Slug: b.hiddenSlugs[id+"."+l.Code]}})
		}
	}
	b.insert(p)
}

// IsSection reports whether the page of an id is the section of a kind: it is made
// where nobody has written it.
func IsSection(id string) bool { return slices.Contains(ownSections, id) }

// ownSections are the ids of pages that are the sections of their kinds.
var ownSections = []string{ArticlesID, NewsID, LeadersID, EventsID, GroupsID, TopicsID}

// parents finds for each page the section above it; pages outside every
// section stand below home.
func (b *builder) parents() {
	home := b.Page(Plain, HomeID)
	for _, p := range b.pages {
		if p == home {
			continue
		}
		p.Parent = home
		for dir := p.Dir; dir != "" && dir != "."; dir = path.Dir(dir) {
			if s := b.sections[dir]; s != nil && s != p {
				p.Parent = s
				break
			}
		}
		b.children[p.Parent] = append(b.children[p.Parent], p)
	}
}

// addresses gives every translation its address and finds those that two
// claim.
func (b *builder) addresses() {
	b.byURL = make(map[string]*Translation, len(b.pages)*len(b.Languages))
	for _, p := range b.pages {
		for _, t := range b.Standing(p) {
			b.slug(t)
			t.URL = b.Base.Path + "/" + t.Lang.Code + "/" + b.address(t)
			if other := b.byURL[t.URL]; other != nil {
				p := b.list.Errorf(b.SlugPos(t), "two pages have the address %s", t.URL).WithAlso(b.SlugPos(other), "the other page")
				if t.Page.Kind == Topic || other.Page.Kind == Topic {
					p.WithHint("one of them is the page of a tag: give the other another slug, or the tag another id")
				} else if t.From != nil || other.From != nil {
					p.WithHint("one of them is shown at its id, since it is not written in %s: give the other another slug", namedOne(t.Lang))
				} else {
					p.WithHint("give one of them another slug")
				}
				continue
			}
			b.byURL[t.URL] = t
		}
	}
	for _, t := range b.later {
		b.slug(t)
		t.URL = b.Base.Path + "/" + t.Lang.Code + "/" + b.address(t)
	}
	for _, m := range b.Media {
		file := norm.NFC.String(m.File) // macOS takes accents apart
		b.byFile[file] = m
		b.media[file] = b.Base.Path + "/" + EscapePath(m.Path)
	}
}

func (b *builder) address(t *Translation) string {
	switch {
	case t.Page.ID == HomeID && t.Page.Kind == Plain:
		return ""
	case t.Page.ID == NotFoundID && t.Page.Kind == Plain:
		return "404.html"
	}
	segments := []string{slug(t)}
	for dir := t.Page.Dir; dir != "" && dir != "."; dir = path.Dir(dir) {
		segment := path.Base(dir)
		if s := b.sections[dir]; s != nil && s.In(t.Lang.Code) != nil {
			segment = slug(s.In(t.Lang.Code))
		}
		segments = append(segments, cmp.Or(b.hiddenSlugs[dir+"."+t.Lang.Code], segment))
	}
	slices.Reverse(segments)
	return strings.Join(segments, "/") + "/"
}

func slug(t *Translation) string { return cmp.Or(t.Texts.Slug, t.Page.ID) }

// longestSlug is how many characters a part of an address has: three of them, a
// language and a file are below the 255 that disks take for a name and the 400 or so
// that Windows, zip programs and mail bear for a path.
const longestSlug = 100

// slug checks the form of an author's slug. Addresses are ASCII, so that they
// can be read out, typed and mailed everywhere.
func (b *builder) slug(t *Translation) {
	s := t.Texts.Slug
	if len(slug(t)) > longestSlug && (s == "" || decode.CheckID(s) == nil) {
		b.list.Errorf(b.SlugPos(t), "the address of this page would end in a name of %d characters, and %d are allowed", len(slug(t)), longestSlug).
			WithHint("write a short slug, which can be read out and typed")
	}
	if s == "" || decode.CheckID(s) == nil {
		return
	}
	p := b.list.Errorf(b.SlugPos(t), "%q cannot be a slug", s)
	if right := locale.Slug(t.Lang.Code, s); right != "" {
		p.WithHint("a slug has lower-case letters a-z, digits and single \"-\": %s", right)
	} else {
		p.WithHint("a slug has lower-case letters a-z, digits and single \"-\" between them")
	}
	own := *t.Texts
	own.Slug = ""
	t.Texts = &own
}

// SlugPos returns the place that decides on the address of a page.
func (s *Outline) SlugPos(t *Translation) diag.Pos {
	switch {
	case t.Page.Kind == Topic:
		for _, tag := range s.Config.Tags {
			if tag.Key == t.Page.ID {
				return tag.Pos
			}
		}
	case t.Page.Group != nil && t.Texts.Slug != "":
		return t.Page.Group.Slug.At(t.Lang.Code)
	case t.Page.Group != nil:
		return t.Page.Group.At("id")
	case t.Texts.Has("slug"):
		return t.Texts.At("slug")
	}
	return diag.Pos{File: t.File}
}
