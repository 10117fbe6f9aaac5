package site

import (
	"cmp"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/reference"
	"fishbowl/internal/source"
)

// Texts are the keys of the front matter that each language has for itself.
type Texts struct {
	decode.Fields
	Title       string          `key:"title"`
	Description string          `key:"description"`
	Slug        string          `key:"slug"`
	MenuTitle   string          `key:"menu_title"`
	Summary     string          `key:"summary"`
	Abstract    string          `key:"abstract"`
	Keywords    []string        `key:"keywords"`
	Updated     civil.Date      `key:"updated"`
	Draft       bool            `key:"draft"`
	Aliases     []decode.String `key:"aliases"`
	Translator  string          `key:"translator"`
	PDF         string          `key:"pdf"`
	ImageAlt    string          `key:"image_alt"`
}

// Meta are the keys that all translations of a page share: a value may stand in
// any one of them.
type Meta struct {
	decode.Fields
	Date      civil.Date      `key:"date"`
	Authors   []record.Person `key:"authors"`
	PublishOn civil.Date      `key:"publish_on"`
	ExpireOn  civil.Date      `key:"expire_on"`
	Image     string          `key:"image"`
	Order     int             `key:"order"`
	Tags      []decode.Ref    `key:"tags"`
	TOC       bool            `key:"toc"`
	Layout    string          `key:"layout"`
	Groups    []decode.Ref    `key:"groups"` // whose data stand on the page
	Params    map[string]any  `key:"params"`
}

// PostMeta are the shared keys that articles and news add.
type PostMeta struct {
	decode.Fields
	Series decode.Ref     `key:"series"`
	Number record.Edition `key:"number"`
}

// ArticleMeta are the shared keys that articles add to those.
type ArticleMeta struct {
	decode.Fields
	PresentedAt   locale.Text   `key:"presented_at"`
	PublishedIn   Publication   `key:"published_in"`
	DOI           reference.DOI `key:"doi"`
	License       string        `key:"license"`
	TranslationOf locale.Text   `key:"translation_of"`
}

type (
	articleFront struct {
		Meta
		PostMeta
		ArticleMeta
	}
	newsFront struct {
		Meta
		PostMeta
	}
	leaderFront struct {
		Meta
		record.Leader
	}
	eventFront struct {
		Meta
		record.Event
	}
)

// FrontMatter returns the structs whose keys the front matter of a kind has:
// [Texts], which each language has for itself, then those that a page's
// translations share.
func FrontMatter(k Kind) []reflect.Type {
	types := []reflect.Type{reflect.TypeFor[Texts](), reflect.TypeFor[Meta]()}
	switch k {
	case Article:
		types = append(types, reflect.TypeFor[PostMeta](), reflect.TypeFor[ArticleMeta]())
	case News:
		types = append(types, reflect.TypeFor[PostMeta]())
	case Leader:
		types = append(types, reflect.TypeFor[record.Leader]())
	case Event:
		types = append(types, reflect.TypeFor[record.Event]())
	}
	return types
}

// sharedKeys are the keys that a kind's translations share, sorted.
func sharedKeys(k Kind) []string {
	var keys []string
	for _, t := range FrontMatter(k)[1:] {
		keys = append(keys, decode.Keys(t)...)
	}
	slices.Sort(keys)
	return keys
}

// translations groups the files into pages, joins their shared keys and leaves
// out what is not to be seen on the as-of day.
func (b *builder) translations(files []*source.Page) {
	b.written = make(map[pageKey]*pageFiles, len(files))
	var own *pageFiles
	for i, f := range files {
		facts := b.file(f)
		kind := facts.kind
		if own == nil || own.key != (pageKey{kind, f.ID}) { // else the file of before is of the same page
			own = b.written[pageKey{kind, f.ID}]
		}
		if own == nil {
			own = &pageFiles{key: pageKey{kind, f.ID}, page: &Page{Kind: kind, ID: f.ID, Section: f.Section, Dir: f.Dir}}
			b.insert(own.page)
			b.written[own.key] = own
			b.order = append(b.order, own)
		}
		p := own.page
		if f.Section {
			b.sections[path.Join(f.Dir, f.ID)] = p
		}
		if old := p.In(f.Lang); old != nil {
			b.list.Errorf(diag.Pos{File: f.File}, "two files are the %s %q in the same language", kind, f.ID).
				WithAlso(diag.Pos{File: old.File}, "the other file").
				WithHint("the name of a file is its id, whatever the folder: rename one")
			continue
		}
		if p.Dir != f.Dir || p.Section != f.Section {
			b.list.Errorf(diag.Pos{File: f.File}, "the translations of the %s %q stand in different folders", kind, f.ID).
				WithAlso(diag.Pos{File: p.in[0].File}, "another translation").
				WithHint("move them into one folder; if they are different pages, rename one")
		}
		b.list.Merge(facts.told)
		b.put(p, &Translation{Lang: b.language(f.Lang), File: f.File, Texts: facts.texts, body: i + 1})
		own.add(f, facts.draft && !b.drafts)
	}
	for _, own := range b.order {
		b.meta(own.page, own.all)
		b.titles(own.page)
		b.publish(own.page)
	}
	b.pages = slices.DeleteFunc(b.pages, func(p *Page) bool { return len(p.in) == 0 })
}

// pageKey names a page.
type pageKey struct {
	kind Kind
	id   string
}

// pageFiles are the files of a page, one a language.
type pageFiles struct {
	key    pageKey
	page   *Page // it may not be published
	all    []*source.Page
	shown  []*source.Page // without drafts that are not shown
	drafts []*source.Page // the others
	lost   []string       // languages whose file could not be read
}

func (p *pageFiles) add(f *source.Page, draft bool) {
	p.all = append(p.all, f)
	if draft {
		p.drafts = append(p.drafts, f)
	} else {
		p.shown = append(p.shown, f)
	}
}

// KindOf returns the kind of page that a file is.
func KindOf(f *source.Page) Kind {
	folder, _, _ := strings.Cut(f.Dir, "/")
	if k, ok := folders[folder]; ok && !f.Section {
		return k
	}
	return Plain
}

func (b *builder) language(code string) *locale.Language {
	i := slices.IndexFunc(b.Languages, func(l *locale.Language) bool { return l.Code == code })
	return b.Languages[i]
}

var textKeys = decode.Keys(reflect.TypeFor[Texts]())

// meta gives a page what its files say together.
func (b *builder) meta(p *Page, files []*source.Page) {
	facts := b.page(p, files)
	b.list.Merge(facts.told)
	p.Meta, p.Post, p.Article = facts.meta, facts.post, facts.article
	switch p.Kind {
	case Leader:
		p.Leader = facts.leader
		b.Records.Leaders[p.ID] = p.Leader
	case Event:
		p.Event = b.event(files)
		b.Records.Events[p.ID] = p.Event
	}
}

// once reports ids that stand twice in a list.
func once(list *diag.List, what string, refs []decode.Ref) {
	first := map[string]diag.Pos{}
	for _, r := range refs {
		if pos, twice := first[r.ID]; twice && r.ID != "" {
			list.Errorf(r.Pos, "the %s %q stands twice", what, r.ID).WithAlso(pos, "it stands here first").WithHint("keep one of the two")
		} else {
			first[r.ID] = r.Pos
		}
	}
}

// authors checks that those who are named by id are leaders; all leaders are
// known only when every page has been read.
func (b *builder) authors() {
	for _, p := range b.pages {
		for _, a := range p.Meta.Authors {
			if _, ok := b.Records.Leaders[a.Leader.ID]; !ok && a.Leader.ID != "" {
				decode.Unknown(b.list, a.Leader.Pos, "leader", a.Leader.ID, b.Records.LeaderIDs()).
					AddHint("an author who is no leader is written {name: …}")
			}
		}
	}
}

// titles fills in the titles of a page.
func (b *builder) titles(p *Page) {
	for _, t := range b.Translations(p) {
		t.Title = t.Texts.Title
		if p.Leader != nil {
			t.call(PersonName(p.Leader.Name, t.Lang.Code, b.Config.Fallbacks()))
		}
	}
}

// PersonName returns a person's name as it is read: title, given and family
// name, what follows.
func PersonName(n record.PersonName, lang string, fallbacks []string) locale.Phrase {
	var words []string
	for _, part := range []locale.Name{n.Before, n.Given, n.Family} {
		if s := part.For(lang, fallbacks).Text; s != "" {
			words = append(words, s)
		}
	}
	foreign := n.Family.For(lang, fallbacks).Lang
	s := strings.Join(words, " ")
	if after := n.After.For(lang, fallbacks).Text; after != "" {
		s += ", " + after
	}
	return locale.Phrase{Text: s, Lang: foreign}
}

// publish removes what is not to be seen: drafts, what comes later or is over,
// and people who have not consented.
func (b *builder) publish(p *Page) {
	b.appears(p)
	var gone absence
	withheld := draft
	switch m := p.Meta; {
	case p.Leader != nil && !p.Leader.Consent:
		gone = absence{why: "this leader has not consented to a page (consent: true)", at: p.Leader.At("consent")}
	case b.drafts:
	case !m.PublishOn.IsZero() && m.PublishOn.After(b.AsOf):
		gone = absence{why: fmt.Sprintf("it is published on %s", m.PublishOn), byDay: true}
	case !m.ExpireOn.IsZero() && !m.ExpireOn.After(b.AsOf):
		gone = absence{why: fmt.Sprintf("it expired on %s", m.ExpireOn), byDay: true}
	}
	p.in = slices.DeleteFunc(p.in, func(t *Translation) bool {
		why := gone
		switch {
		case gone.why != "" && !(gone.byDay && t.Texts.Draft):
		case t.Texts.Draft && !b.drafts:
			why = draft
			why.at = t.Texts.At("draft")
			withheld = why
		default:
			return false
		}
		b.absent(p.Kind, p.ID+"."+t.Lang.Code, why)
		if why.byDay {
			b.later = append(b.later, t)
		}
		if s := t.Texts.Slug; decode.CheckID(s) == nil && (p.Section || p.Kind == Plain && p.Dir == "" && IsSection(p.ID)) {
			b.hiddenSlugs[path.Join(p.Dir, p.ID)+"."+t.Lang.Code] = s // what stands below stays where it is
		}
		return true
	})
	if len(p.in) == 0 {
		b.remove(p, cmp.Or(gone, withheld))
	}
}

var draft = absence{why: "it is a draft"}

func (b *builder) absent(k Kind, id string, a absence) {
	if b.unseen[k] == nil {
		b.unseen[k] = map[string]absence{}
	}
	b.unseen[k][id] = a
}

// unreadable remembers pages that are there but could not be read, so that
// nobody is told that they are missing.
func (b *builder) unreadable(pages []*source.Page) {
	b.lostPages = len(pages) > 0
	for _, f := range pages {
		kind := KindOf(f)
		key := pageKey{kind, f.ID}
		if b.written[key] == nil {
			b.written[key] = &pageFiles{key: key}
		}
		b.written[key].lost = append(b.written[key].lost, f.Lang)
		for folder, k := range folders {
			if k == kind { // its section is made only where there is a page
				b.absent(Plain, folder, absence{reported: true})
			}
		}
		b.absent(kind, f.ID+"."+f.Lang, absence{reported: true})
		if b.Page(kind, f.ID) == nil {
			b.absent(kind, f.ID, absence{reported: true})
		}
		if kind == Leader && b.Records.Leaders[f.ID] == nil {
			b.Records.Leaders[f.ID] = &record.Leader{Consent: true} // the run ends before anybody reads it
		}
	}
}

func (b *builder) insert(p *Page) {
	if b.index[p.Kind] == nil {
		b.index[p.Kind] = map[string]*Page{}
	}
	if p.Meta == nil {
		p.Meta = &Meta{}
	}
	b.index[p.Kind][p.ID] = p
	b.pages = append(b.pages, p)
}

func (b *builder) remove(p *Page, why absence) {
	if why.byDay { // so are the lists that lose their last page
		for _, tag := range p.Meta.Tags {
			b.absent(Topic, tag.ID, why)
			b.absent(Plain, TopicsID, why)
		}
		for id, kind := range folders {
			if kind == p.Kind {
				b.absent(Plain, id, why)
			}
		}
	}
	delete(b.index[p.Kind], p.ID)
	if p.Section {
		delete(b.sections, path.Join(p.Dir, p.ID))
	}
	b.absent(p.Kind, p.ID, why)
}
