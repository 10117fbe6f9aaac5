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

// ArticleMeta are the shared keys that articles add.
type ArticleMeta struct {
	PresentedAt   locale.Text `key:"presented_at"`
	PublishedIn   locale.Text `key:"published_in"`
	DOI           string      `key:"doi"`
	License       string      `key:"license"`
	TranslationOf locale.Text `key:"translation_of"`
}

type (
	articleFront struct {
		Meta
		ArticleMeta
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
		types = append(types, reflect.TypeFor[ArticleMeta]())
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
	shared := map[*Page]*decode.Node{}
	var order []*Page
	for i, f := range files {
		kind := kindOf(f)
		p := b.index[kind][f.ID]
		if p == nil {
			p = &Page{Kind: kind, ID: f.ID, Section: f.Section, Dir: f.Dir, in: map[string]*Translation{}}
			b.insert(p)
			order = append(order, p)
			shared[p] = &decode.Node{Kind: decode.Mapping, Pos: f.Front.Pos}
		}
		if f.Section {
			b.sections[path.Join(f.Dir, f.ID)] = p
		}
		if old := p.in[f.Lang]; old != nil {
			b.list.Errorf(diag.Pos{File: f.File}, "two files are the %s %q in the same language", kind, f.ID).
				WithAlso(diag.Pos{File: old.File}, "the other file").
				WithHint("the name of a file is its id, whatever the folder: rename one")
			continue
		}
		if p.Dir != f.Dir || p.Section != f.Section {
			b.list.Errorf(diag.Pos{File: f.File}, "the translations of the %s %q stand in different folders", kind, f.ID).
				WithAlso(diag.Pos{File: b.any(p).File}, "another translation").
				WithHint("move them into one folder; if they are different pages, rename one")
		}
		p.in[f.Lang] = &Translation{Page: p, Lang: b.language(f.Lang), File: f.File, Texts: b.ownTexts(f, kind, shared[p]), body: i + 1}
	}
	for _, p := range order {
		b.meta(p, shared[p])
		b.titles(p)
		b.publish(p)
	}
}

func kindOf(f *source.Page) Kind {
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

func (b *builder) decoder(lang string) *decode.Decoder {
	return &decode.Decoder{List: b.list, Languages: b.Config.Codes(), Lang: lang}
}

var textKeys = decode.Keys(reflect.TypeFor[Texts]())

// ownTexts decodes the keys of one language and adds the others to the page's
// shared ones. A fact that is stated twice must be the same.
func (b *builder) ownTexts(f *source.Page, kind Kind, shared *decode.Node) Texts {
	own := &decode.Node{Kind: decode.Mapping, Pos: f.Front.Pos}
	common := sharedKeys(kind)
	for _, e := range f.Front.Entries {
		switch {
		case slices.Contains(textKeys, e.Key):
			own.Entries = append(own.Entries, e)
		case kind == Event && e.Key == "date":
			b.list.Errorf(e.Value.Pos, "an event has no date").WithHint("write starts and ends")
		case !slices.Contains(common, e.Key) && b.decoder(f.Lang).Misplaced(f.Front, e, FrontMatter(kind)...):
		case !slices.Contains(common, e.Key):
			decode.Unknown(b.list, e.Pos, "key", e.Key, slices.Concat(common, textKeys))
		default:
			b.share(shared, e, f.Lang)
		}
	}
	misspelt := slices.ContainsFunc(f.Front.Entries, func(e decode.Entry) bool { return strings.EqualFold(e.Key, "title") && e.Key != "title" })
	if kind != Leader && !misspelt { // a leader's name is the title
		b.title(own)
	}
	var t Texts
	b.decoder(f.Lang).Decode(own, &t)
	return t
}

func (b *builder) share(shared *decode.Node, e decode.Entry, lang string) {
	if old, ok := shared.Get(e.Key); ok {
		if !old.Value.Equal(e.Value) {
			b.list.Errorf(e.Value.Pos, "%q holds for all translations of the page, but has two values", e.Key).
				WithAlso(old.Value.Pos, "the other value").
				WithHint("write it in one of the files only")
		}
		return
	}
	value := *e.Value
	value.Lang = lang
	shared.Entries = append(shared.Entries, decode.Entry{Key: e.Key, Pos: e.Pos, Value: &value})
}

// meta decodes the shared keys of a page.
func (b *builder) meta(p *Page, shared *decode.Node) {
	d := b.decoder(b.Config.MainLanguage.ID)
	switch p.Kind {
	case Article:
		var f articleFront
		d.Decode(shared, &f)
		p.Meta, p.Article = f.Meta, f.ArticleMeta
	case Leader:
		var f leaderFront
		d.Decode(shared, &f)
		p.Meta, p.Leader = f.Meta, &f.Leader
		b.Records.Leaders[p.ID] = p.Leader
	case Event:
		var f eventFront
		d.Decode(shared, &f)
		p.Meta, p.Event = f.Meta, &f.Event
		b.Records.Events[p.ID] = p.Event
	default:
		d.Decode(shared, &p.Meta)
	}
	once(b.list, "tag", p.Meta.Tags)
	once(b.list, "group", p.Meta.Groups)
	for _, tag := range p.Meta.Tags {
		if _, ok := b.Config.Tags.Get(tag.ID); !ok && tag.ID != "" {
			decode.Unknown(b.list, tag.Pos, "tag", tag.ID, b.Config.Tags.Keys()).AddHint("tags stand in site.yaml under tags:")
		}
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
			t.Title = PersonName(p.Leader.Name, t.Lang.Code, b.Config.Fallbacks()).Text
		}
	}
}

// title reports a page without a title; one of the wrong form is told of when
// it is decoded.
func (b *builder) title(front *decode.Node) {
	switch e, ok := front.Get("title"); {
	case !ok:
		b.list.Errorf(front.Pos, "the page has no title").WithHint("begin the file with front matter:\n---\ntitle: …\n---")
	case e.Value.Kind == decode.Null, e.Value.Kind == decode.Text && strings.TrimSpace(e.Value.Value) == "":
		b.list.Errorf(e.Pos, "the title is empty")
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
	switch m := p.Meta; {
	case p.Leader != nil && !p.Leader.Consent:
		gone.why = "this leader has not consented to a page (consent: true)"
	case b.drafts:
	case !m.PublishOn.IsZero() && m.PublishOn.After(b.AsOf):
		gone = absence{why: fmt.Sprintf("it is published on %s", m.PublishOn), byDay: true}
	case !m.ExpireOn.IsZero() && !m.ExpireOn.After(b.AsOf):
		gone = absence{why: fmt.Sprintf("it expired on %s", m.ExpireOn), byDay: true}
	}
	for code, t := range p.in {
		switch {
		case gone.why != "":
			b.absent(p.Kind, p.ID+"."+code, gone)
			delete(p.in, code)
		case t.Texts.Draft && !b.drafts:
			b.absent(p.Kind, p.ID+"."+code, draft)
			delete(p.in, code)
		}
	}
	if len(p.in) == 0 {
		b.remove(p, cmp.Or(gone, draft))
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
		kind := kindOf(f)
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
	b.pages = slices.DeleteFunc(b.pages, func(q *Page) bool { return q == p })
	if p.Section {
		delete(b.sections, path.Join(p.Dir, p.ID))
	}
	b.absent(p.Kind, p.ID, why)
}
