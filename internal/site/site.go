// Package site joins what was read into the model of a site: pages with their
// translations, records, menus and addresses.
//
// # Pages
//
// A page is known by its kind and id, whatever the folder: content/history.el.md
// and content/history.de.md are two translations of the page "history". The
// kind follows from the first folder (articles, news, leaders, events); all else
// is a plain page. content/FOLDER/_index.LANG.md is the section page of its
// folder, with the folder's name as id. Each group is a page in every language,
// and so is each tag in the languages that have a page of it, and each city and
// country with at least two groups that are open to the public.
// A kind's section page that nobody has written is made with a title from the
// interface words.
//
// # Addresses
//
// A page's address is /LANG/SECTION-SLUG/SLUG/, each language with its own
// slugs; a missing slug is the id, and so is that of a page that a language lacks and
// shows in another one. home is /LANG/, 404 is /LANG/404.html, and /
// is a page of its own that greets in all languages. A country is
// /LANG/GROUPS-SLUG/in/gr/, a city /LANG/GROUPS-SLUG/in/gr/athens/.
//
// # Outline and texts
//
// An [Outline] is all that follows from names, front matter and data: pages,
// addresses, lists, menus, records. A [Site] is an outline with the running texts of
// its pages. Both are immutable: an edit makes a new site, and a new outline only
// where more than a running text has changed.
package site

import (
	"cmp"
	"slices"

	"golang.org/x/text/unicode/norm"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/reference"
	"fishbowl/internal/source"
	"fishbowl/internal/state"
)

// Kind is a kind of page; links name it before the id (article:ID).
type Kind string

// The kinds of page.
const (
	Plain   Kind = "page"
	Article Kind = "article"
	News    Kind = "news"
	Leader  Kind = "leader"
	Event   Kind = "event"
	Group   Kind = "group"
	Topic   Kind = "topic"   // the pages of a tag; its id is the tag's
	Country Kind = "country" // the groups of a country; its id is the country's code, in small letters
	City    Kind = "city"    // the groups of a city; its id is the city's
)

// folders are the first folders of content that make a kind.
var folders = map[string]Kind{"articles": Article, "news": News, "leaders": Leader, "events": Event}

// Folder returns the folder of content that makes a kind; empty where none does.
func Folder(k Kind) string {
	for folder, kind := range folders {
		if kind == k {
			return folder
		}
	}
	return ""
}

// IsFolder reports whether a folder of content makes a kind.
func IsFolder(name string) bool { return folders[name] != "" }

// Ids with a meaning of their own.
const (
	HomeID          = "home"
	GroupsID        = "groups"
	LeadersID       = "leaders"
	EventsID        = "events"
	ReferencesID    = "references"
	ArticlesID      = "articles"
	NewsID          = "news"
	TopicsID        = "topics"
	SearchID        = "search"
	AccessibilityID = "accessibility"
	LegalID         = "legal"
	PrivacyID       = "privacy"
	NotFoundID      = "404"
)

// Page is one page in all its languages.
type Page struct {
	Kind    Kind
	ID      string
	Section bool
	Dir     string // folder below content
	Parent  *Page  // nil for home
	Meta    *Meta
	Post    *PostMeta      // of an article or a news item
	Article *ArticleMeta   // of an article
	Leader  *record.Leader // of a leader's page
	Event   *record.Event  // of an event's page
	Group   *record.Group  // of a group's page

	in    []*Translation // in the order of the site's languages
	shown []*Translation // where a language lacks it and shows another one
}

// Input is what the former stages have read.
type Input struct {
	Config    *config.Config
	Base      config.BaseURL
	Languages []*locale.Language
	AsOf      civil.Date
	Drafts    bool // show drafts and what is to be published later
	Pages     []*source.Page
	Groups    []*record.Group
	Works     *reference.Bibliography
	Media     []source.Media
	State     *state.State

	// What could not be read, and has been reported.
	Unreadable      []*source.Page
	UnreadableFiles []string
}

// Outline is the model of a site without the running texts of its pages.
type Outline struct {
	Config    *config.Config
	Base      config.BaseURL
	Languages []*locale.Language
	AsOf      civil.Date
	Records   *record.Records
	Works     *reference.Bibliography
	Media     []source.Media
	State     *state.State // what former builds have told

	pages    []*Page
	pending  []Change // pages that come or go by the calendar
	index    map[Kind]map[string]*Page
	sections map[string]*Page        // by folder
	media    map[string]string       // file → address
	byFile   map[string]source.Media // published files
	children map[*Page][]*Page
	lists    map[*Page]map[string][]*Translation  // children by language, sorted
	posts    map[string][]*Translation            // articles and news by language, newest first, those that are shown among them
	tagged   map[string]map[string][]*Translation // by tag and language
	series   map[string][]*Page                   // its parts in order
	byURL    map[string]*Translation
	texts    []*Translation              // by the number of the running text; nil where none is published
	unseen   map[Kind]map[string]absence // pages (ID, or ID.LANG) that are not published
	later    []*Translation              // what the day hides

	hiddenSlugs map[string]string // of section pages that are not published, by folder and language

	// What could not be read: data files; whether a page; whether the id of a group.
	lost                  []string
	lostPages, lostGroups bool
}

// NewOutline joins the input; facts are those of earlier outlines. Everything wrong is
// reported to list; the outline is usable where no error was reported.
func NewOutline(list *diag.List, facts *Facts, in Input) *Outline {
	s := &Outline{
		Config: in.Config, Base: in.Base, Languages: in.Languages, AsOf: in.AsOf, Works: in.Works, Media: in.Media, State: in.State,
		Records:  &record.Records{Groups: in.Groups, Leaders: map[string]*record.Leader{}, Events: map[string]*record.Event{}},
		index:    map[Kind]map[string]*Page{},
		sections: map[string]*Page{},
		media:    map[string]string{},
		byFile:   map[string]source.Media{},
		children: map[*Page][]*Page{},
		lists:    map[*Page]map[string][]*Translation{},
		posts:    map[string][]*Translation{},
		tagged:   map[string]map[string][]*Translation{},
		series:   map[string][]*Page{},
		unseen:   map[Kind]map[string]absence{},

		hiddenSlugs: map[string]string{},
	}
	facts.prepare(in.Config, len(in.Pages))
	b := builder{Outline: s, list: list, facts: facts, drafts: in.Drafts}
	b.lost = in.UnreadableFiles
	b.translations(in.Pages)
	b.show()
	b.unreadable(in.Unreadable)
	b.authors()
	b.publications()
	b.lostGroups = b.isLost("content/groups") || slices.ContainsFunc(in.Groups, func(g *record.Group) bool { return g.ID == "" })
	s.Records.Complete(list, s.Config, s.AsOf)
	b.groups()
	b.topics()
	b.places()
	b.standardPages()
	b.parents()
	b.addresses()
	b.sortChildren()
	b.sortTagged()
	b.sortSeries()
	b.links()
	b.numberTexts(len(in.Pages))
	b.advise()
	return s
}

// absence says why a page is not published. What depends on the day is never an
// error: a link to it is then a plain text.
type absence struct {
	why      string
	at       diag.Pos // where that is written
	byDay    bool
	reported bool // it could not be read, and that has been told
}

type builder struct {
	*Outline
	list   *diag.List
	facts  *Facts
	drafts bool

	written map[pageKey]*pageFiles // whether published or not
	order   []*pageFiles           // those of which a file could be read
}

// Page returns the page of a kind and id, or nil.
func (s *Outline) Page(k Kind, id string) *Page { return s.index[k][id] }

// Pages returns all pages, sections and groups included, in a stable order.
func (s *Outline) Pages() []*Page { return s.pages }

// Unseen says why a page that is there is not published in a language, as in "it
// is a draft"; "" where there is no such page, or where it is published.
func (s *Outline) Unseen(k Kind, id, lang string) string {
	return cmp.Or(s.unseen[k][id+"."+lang].why, s.unseen[k][id].why)
}

// Withdrawn says why a page that is there is not published in a language, or shown
// there, whatever the day, and where that is written; "" where there is none, or where
// it is published.
func (s *Outline) Withdrawn(k Kind, id, lang string) (why string, at diag.Pos) {
	if a := cmp.Or(s.unseen[k][id+"."+lang], s.unseen[k][id]); !a.byDay {
		return a.why, a.at
	}
	return "", diag.Pos{}
}

// Hidden returns what does not stand because of the day, as [Outline.Standing], with
// the addresses that it has on others.
func (s *Outline) Hidden() []*Translation { return s.later }

// IsNotFound reports whether the page is the one for unknown addresses.
func (p *Page) IsNotFound() bool { return p.Kind == Plain && p.ID == NotFoundID }

// At returns the page at an address, as [Translation.URL] has it, or nil.
func (s *Outline) At(address string) *Translation { return s.byURL[address] }

// Ancestors returns the pages above t that stand in its language, home first.
func (s *Outline) Ancestors(t *Translation) []*Translation {
	var up []*Translation
	for p := t.Page.Parent; p != nil; p = p.Parent {
		if a := p.Shown(t.Lang.Code); a != nil {
			up = append(up, a)
		}
	}
	slices.Reverse(up)
	return up
}

// GroupsOf returns the pages of the groups that a leader leads.
func (s *Outline) GroupsOf(leaderID string) []*Page {
	var pages []*Page
	for _, g := range s.Records.Groups {
		if slices.ContainsFunc(g.Leaders, func(p record.Person) bool { return p.Leader.ID == leaderID }) {
			if page := s.Page(Group, string(g.ID)); page != nil {
				pages = append(pages, page)
			}
		}
	}
	return pages
}

// PagesAbout returns the pages that name a group under groups: in their front
// matter.
func (s *Outline) PagesAbout(groupID string) []*Page {
	var pages []*Page
	for _, p := range s.pages {
		if slices.ContainsFunc(p.Meta.Groups, func(r decode.Ref) bool { return r.ID == groupID }) {
			pages = append(pages, p)
		}
	}
	return pages
}

// MediaURL returns the address of a published file, or "".
func (s *Outline) MediaURL(file string) string { return s.media[norm.NFC.String(file)] }
