package starter

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/site"
	"fishbowl/internal/source"
)

// Kind is a kind of file that can be begun.
type Kind struct {
	Kind site.Kind
	What string // as in "an article"
}

// Kinds are all of them, in the order in which we list them.
var Kinds = []Kind{
	{site.Plain, "a page"},
	{site.Article, "an article"},
	{site.News, "a news item"},
	{site.Leader, "a leader"},
	{site.Group, "a group"},
	{site.Event, "an event"},
}

// CheckID returns a fault if s cannot be an id, with one that can.
func CheckID(s string) error {
	err := decode.CheckID(s)
	if fault := (*diag.Fault)(nil); errors.As(err, &fault) {
		if right := locale.Slug("", s); right != "" {
			fault.Hint += "\nwrite " + right
		}
	}
	return err
}

// Existing is the site that a new file has to fit into. Its content may have
// faults: they are no reason not to begin a page.
type Existing struct {
	root      *decode.Node // of site.yaml
	config    *config.Config
	languages []*locale.Language
	tree      *source.Tree
}

// Read reads a site. Errors of site.yaml are reported to list, and the result is
// nil then.
func Read(list *diag.List, fsys fs.FS) (*Existing, error) {
	root, err := source.ReadYAML(list, fsys, config.File)
	if root == nil || err != nil {
		return nil, err
	}
	e := Existing{root: root, config: config.Parse(list, root), tree: &source.Tree{}}
	if list.Len(diag.Error) > 0 {
		return nil, nil
	}
	for _, entry := range e.config.Languages {
		l, err := locale.New(entry.Code, entry.Name)
		if err != nil {
			list.Fault(entry.At("code"), err)
			return nil, nil
		}
		e.languages = append(e.languages, l)
	}
	tree, err := new(source.Cache).Read(&diag.List{}, fsys, e.config.Codes(), source.Changed{})
	if tree != nil {
		e.tree = tree
	}
	return &e, err
}

// Config is the site's site.yaml.
func (e *Existing) Config() *config.Config { return e.config }

// Titles are the titles of a new page, by language.
type Titles map[string]string

var inLanguage = regexp.MustCompile(`^([a-z]{2,3})=(.*)$`)

// Titles reads titles as people give them: a text in the main language, or
// de=TEXT for another one.
func (e *Existing) Titles(given []string) (Titles, error) {
	titles := Titles{}
	for _, text := range given {
		code := e.config.MainLanguage.ID
		if m := inLanguage.FindStringSubmatch(text); m != nil {
			code, text = m[1], m[2]
		}
		text = oneLine(text)
		switch {
		case !slices.Contains(e.config.Codes(), code):
			fault := diag.Faultf("the site has no language %q", code)
			fault.Hint = "its languages are " + strings.Join(e.config.Codes(), ", ")
			return nil, fault
		case text == "":
			return nil, diag.Faultf("the title is empty")
		case titles[code] != "":
			return nil, diag.Faultf("two titles are in the language %q: %q and %q", code, titles[code], text)
		}
		titles[code] = text
	}
	return titles, nil
}

// New returns the files of a new page, in all languages of the site, or the file
// of a group. It is a fault if the id is taken.
func (e *Existing) New(kind site.Kind, id string, titles Titles, today civil.Date) ([]File, error) {
	if taken := e.find(kind, id); taken != "" {
		fault := diag.Faultf("%s is the %s %q already; nothing was written", taken, kind, id)
		fault.Hint = "edit that file, or choose another id"
		if stem, isPage := strings.CutSuffix(taken, ".md"); isPage {
			fault.Hint += "; for another language, copy it to " + strings.TrimSuffix(stem, path.Ext(stem)) + ".LANG.md"
		}
		return nil, fault
	}
	f := e.facts(kind, id, today)
	all := templates("new")
	if kind == site.Group {
		e.groupTitles(&f, titles)
		return []File{{source.Content + "/groups/" + id + ".yaml", fill(all, "group.yaml", f)}}, nil
	}
	var files []File
	f.MainFile = fileName(kind, id, f.Main)
	for _, l := range e.languages {
		f.Lang, f.Language = l.Code, l.Name
		f.title(kind, titles[l.Code])
		f.Slug = e.slug(kind, l.Code, id, titles[l.Code])
		files = append(files, File{fileName(kind, id, l.Code), fill(all, string(kind)+".md", f)})
	}
	return files, nil
}

// fileName is where a page stands. The page of a kind's list is the section's.
func fileName(kind site.Kind, id, lang string) string {
	name := id + "." + lang + ".md"
	switch {
	case kind != site.Plain:
		return path.Join(source.Content, site.Folder(kind), name)
	case site.IsFolder(id):
		return path.Join(source.Content, id, "_index."+lang+".md")
	}
	return path.Join(source.Content, name)
}

// find returns the file that has an id already, of which language or in which
// folder ever.
func (e *Existing) find(kind site.Kind, id string) string {
	if kind == site.Group {
		if group := e.groups()[id]; group != nil {
			return group.Pos.File
		}
		return ""
	}
	for _, p := range slices.Concat(e.tree.Pages, e.tree.Unreadable) {
		if p.ID == id && site.KindOf(p) == kind {
			return p.File
		}
	}
	return ""
}

// groups returns the groups by their ids.
func (e *Existing) groups() map[string]*decode.Node {
	groups := map[string]*decode.Node{}
	note := func(group *decode.Node) {
		if id, ok := group.Get("id"); ok {
			groups[id.Value.Value] = group
		}
	}
	for _, data := range e.tree.Groups {
		note(data.Root)
		if list, ok := data.Root.Get("groups"); ok {
			for _, group := range list.Value.Items {
				note(group)
			}
		}
	}
	return groups
}

// slug proposes the last part of an address, as YAML; it is empty where the id is
// right. Without a title, or if another page has that address, the id is.
func (e *Existing) slug(kind site.Kind, lang, id, title string) string {
	taken := e.slugs(kind, lang, id)
	slug := locale.Slug(lang, title)
	if slug == "" || taken[slug] {
		slug = id
	}
	for n := 2; taken[slug]; n++ {
		slug = fmt.Sprint(id, "-", n)
	}
	if slug == id {
		return ""
	}
	return scalar(slug)
}

// slugs are the addresses that other pages of a kind have in a language, or may have.
func (e *Existing) slugs(kind site.Kind, lang, id string) map[string]bool {
	taken := map[string]bool{}
	if kind == site.Plain { // lists are made without anybody writing a page
		for _, list := range []string{site.GroupsID, site.LeadersID, site.EventsID, site.ArticlesID, site.NewsID, site.TopicsID} {
			taken[list] = list != id
		}
	}
	for _, p := range e.tree.Pages {
		if site.KindOf(p) == kind && p.Lang == lang {
			taken[cmp.Or(textOf(p.Front, "slug", lang), p.ID)] = true
		}
	}
	if kind == site.Group {
		for id, group := range e.groups() {
			taken[cmp.Or(textOf(group, "slug", lang), id)] = true
		}
	}
	return taken
}

// textOf returns a text in a language, be it written per language or not.
func textOf(block *decode.Node, key, lang string) string {
	entry, _ := block.Get(key)
	if entry.Value == nil {
		return ""
	}
	if own, ok := entry.Value.Get(lang); ok {
		return own.Value.Value
	}
	return entry.Value.Value
}

// newFacts are what the templates of new files may say.
type newFacts struct {
	facts
	Kind, ID, What string
	Language       string // of the file, as it calls itself
	MainFile       string // where the shared keys stand

	Title, Description, Slug string // as YAML; the slug may be empty, and a group's title
	Alike                    bool   // without the title another group would be called the same
	Given, Family            string // of a leader, as YAML

	Leader, City                                       string // the first of the site; empty where there is none
	LeaderOrExample, CityOrExample, Tag, Series, Group string // the same, or an example
	Society, Timezone, Rules, Layout                   string
}

func (e *Existing) facts(kind site.Kind, id string, today civil.Date) newFacts {
	c := e.config
	f := newFacts{
		facts: facts{Languages: c.Codes(), Main: c.MainLanguage.ID, Today: today},
		Kind:  string(kind), ID: id, Tag: "method", Series: "first-steps", Layout: "page", Rules: "frame",
		Society: string(c.Society.ID), Timezone: c.Timezone.Location().String(),
	}
	i := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Kind == kind })
	f.What = strings.ToUpper(Kinds[i].What[:1]) + Kinds[i].What[1:]
	for _, p := range e.tree.Pages {
		if f.Leader == "" && site.KindOf(p) == site.Leader {
			f.Leader = p.ID
		}
	}
	if len(c.Cities) > 0 {
		f.City = c.Cities[0].Key
	}
	if len(c.Tags) > 0 {
		f.Tag = c.Tags[0].Key
	}
	if len(c.Series) > 0 {
		f.Series = c.Series[0].Key
	}
	var groups []string
	for id := range e.groups() {
		groups = append(groups, id)
	}
	slices.Sort(groups)
	f.Group = strings.Join(groups[:min(1, len(groups))], "")
	f.Group = cmp.Or(f.Group, "athens-tuesday")
	f.LeaderOrExample, f.CityOrExample = cmp.Or(f.Leader, "maria-example"), cmp.Or(f.City, "athens")
	return f
}

// title fills in what follows from the title in the file's language. Without one
// the words of the id stand there as a blank.
func (f *newFacts) title(kind site.Kind, title string) {
	words := cmp.Or(title, capital(strings.ReplaceAll(f.ID, "-", " ")))
	f.Title = scalar(Blank + " " + words + "]")
	if title != "" {
		f.Title = scalar(title)
	}
	f.Description = scalar(Blank + " one sentence about: " + words + "]")
	if kind == site.Leader {
		parts := strings.Fields(words)
		last := len(parts) - 1
		f.Given, f.Family = scalar(cmp.Or(strings.Join(parts[:last], " "), Blank+" given name]")), scalar(parts[last])
	}
}

// groupTitles fills in the titles of a group. It need not have any, unless another
// group would be called the same.
func (e *Existing) groupTitles(f *newFacts, titles Titles) {
	var words, slugs []string
	for _, code := range f.Languages {
		if title := titles[code]; title != "" {
			words = append(words, code+": "+scalar(title))
		}
		if slug := e.slug(site.Group, code, f.ID, titles[code]); slug != "" {
			slugs = append(slugs, code+": "+slug)
		}
	}
	if words != nil {
		f.Title = "{" + strings.Join(words, ", ") + "}"
	} else if e.nameless() {
		name := strings.Split(f.ID, "-")
		for i, word := range name {
			name[i] = capital(word)
		}
		f.Title, f.Alike = scalar(strings.Join(name, " ")), true
	}
	if slugs != nil {
		f.Slug = "{" + strings.Join(slugs, ", ") + "}"
	}
}

// nameless reports whether there is a group with neither a title nor a weekday that
// would make one.
func (e *Existing) nameless() bool {
	for _, group := range e.groups() {
		schedule, _ := group.Get("schedule")
		if _, titled := group.Get("title"); !titled && !hasDay(schedule.Value) {
			return true
		}
	}
	return false
}

// hasDay reports whether a schedule names a weekday, in whatever line.
func hasDay(n *decode.Node) bool {
	if n == nil {
		return false
	}
	if _, ok := n.Get("day"); ok {
		return true
	}
	meetings, _ := n.Get("meetings")
	return meetings.Value != nil && slices.ContainsFunc(meetings.Value.Items, hasDay)
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
