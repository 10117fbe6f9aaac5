package render

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/site"
)

// standing leads to one of the pages that a site has once; nil without it.
func (r *renderer) standing(id string, l *locale.Language) *Link {
	t := r.site.For(r.site.Page(site.Plain, id), l.Code)
	if t == nil {
		return nil
	}
	out := menuLink(t, l)
	return &out
}

// branch returns the entry of the menu that a page is, or that it stands below:
// by the menu or by the folders.
func branch(menu []MenuItem, v *View) *MenuItem {
	way := []string{v.URL}
	for _, b := range slices.Backward(v.Breadcrumbs) {
		way = append(way, b.URL)
	}
	for _, address := range way {
		for i, item := range menu {
			if item.URL == address || slices.ContainsFunc(item.Items, func(sub MenuItem) bool { return sub.URL == address }) {
				return &menu[i]
			}
		}
	}
	return nil
}

// link leads to a page as a page in the language l shows it.
func link(t *site.Translation, l *locale.Language, title string) Link {
	out := Link{Title: title, URL: t.URL, Lang: t.Foreign}
	if t.Lang != l {
		out.Lang, out.To = cmp.Or(t.Foreign, t.Lang.Code), t.Lang.Code
	} else if title == t.Title {
		out.Name = t.Name
	}
	if out.Lang == l.Code {
		out.Lang = ""
	}
	return out
}

// menuLink leads to a page by its short title.
func menuLink(t *site.Translation, l *locale.Language) Link {
	out := link(t, l, t.MenuTitle())
	switch t.Texts.MenuTitle {
	case "":
	case t.Name.Text: // the name of a place
		out.Lang = t.Name.Lang
	default:
		out.Lang = textLang(t, l)
	}
	return out
}

// view makes the view of a page.
func (r *renderer) view(t *site.Translation) *View {
	p := t.Page
	v := &View{
		L: t.Lang, Site: r.byLang[t.Lang.Code].site,
		Kind: string(p.Kind), ID: p.ID, Title: t.Title, TitleLang: t.Foreign, Name: t.Name, Description: t.Texts.Description,
		URL: t.URL, Canonical: r.site.Base.Absolute(t.Real().URL), TextLang: textLang(t, t.Lang), Draft: t.Texts.Draft, NoIndex: t.Texts.Draft || p.IsNotFound(), params: p.Meta.Params,
		Switcher: r.switcher(t),
	}
	v.Described = v.TextLang
	if t.From == nil {
		v.Alternates = r.alternates(p)
	} else if !locale.SameTongue(v.TextLang, t.Lang.Code) { // German is none to a Swiss reader
		v.Shown = t.Lang.Word("language.shown", "Language", t.Lang.LanguageName(v.TextLang))
	}
	v.Items, v.Past = &List{L: t.Lang}, &List{L: t.Lang}
	if !t.Texts.Updated.IsZero() {
		v.Updated = t.Lang.Date(t.Texts.Updated)
	}
	if source := r.older[t]; source != nil && r.site.Config.TellOutdated {
		v.Outdated = &Link{Title: t.Lang.Word("language.outdated", "Language", t.Lang.LanguageName(source.Lang.Code)), URL: source.URL, To: source.Lang.Code}
	}
	for _, up := range r.site.Ancestors(t) {
		v.Breadcrumbs = append(v.Breadcrumbs, menuLink(up, t.Lang))
	}
	v.Branch = branch(v.Site.Menu, v)
	if body := r.full.Body(t); body != nil {
		v.Content = r.fill(t, body.Pieces, false)
		if v.Description == "" {
			v.Description = r.excerpt(t, body)
		}
		if p.Meta.TOC {
			for _, h := range body.Headings {
				v.Contents = append(v.Contents, Heading{h.Level, h.ID, h.Named(r.named(t))})
			}
		}
	}
	if v.Picture = r.picture(t, p.Meta.Image, t.Texts.ImageAlt); v.Picture != nil {
		v.Picture.Lang = v.TextLang
	}
	if t.Texts.PDF != "" {
		pdf := r.download(t, t.Texts.PDF, locale.Phrase{Text: t.Lang.Word("articles.pdf")})
		pdf.To = v.TextLang
		v.PDF = &pdf
	}
	v.Cited = r.cited(t)
	older, newer := t.Neighbours()
	v.Older, v.Newer = r.neighbour(older), r.neighbour(newer)
	r.particular(v, t)
	for _, named := range p.Meta.Groups {
		v.Named = append(v.Named, r.byLang[t.Lang.Code].groups()[named.ID])
	}
	v.Share = r.share(v, t)
	if t.From == nil { // else the page it is shown from tells of itself
		v.Data = r.data(v, t)
		v.Meta = r.scholarly(v, t)
	}
	return v
}

// excerptLength is how many characters of a text stand for it where it has no
// description.
const excerptLength = 155

func (r *renderer) neighbour(t *site.Translation) *Link {
	if t == nil {
		return nil
	}
	out := link(t, t.Lang, t.Title)
	return &out
}

// particular adds what a kind of page, or a page with a meaning of its own,
// has.
func (r *renderer) particular(v *View, t *site.Translation) {
	lang := r.byLang[t.Lang.Code]
	switch p := t.Page; {
	case p.Kind == site.Group:
		v.Group = lang.groups()[p.ID]
		v.Description, v.Described, v.QR = cmp.Or(v.Group.Summary.Text, v.Description), v.Group.Summary.Lang, qr(v.Canonical)
	case p.Kind == site.Leader:
		v.Leader = r.leader(p, t.Lang)
		for _, g := range r.site.GroupsOf(p.ID) {
			v.Groups = append(v.Groups, lang.groups()[g.ID])
		}
	case p.Kind == site.Event:
		v.Event, v.QR = r.event(p, t.Lang), qr(v.Canonical)
	case p.Kind == site.Topic:
		v.Items.Items = r.items(r.site.Tagged(p.ID, t.Lang.Code), t.Lang)
		v.Description = t.Lang.Word("topics.description", "Title", t.Title, "Site", lang.site.Name)
	case p.Kind == site.Article || p.Kind == site.News:
		v.Article = r.article(t)
		if s := v.Article.Series; s != nil {
			v.Older, v.Newer = s.beside()
		}
	case p.Kind == site.Country || p.Kind == site.City:
		r.groupList(v, t, func(g *record.Group) bool { return r.site.MeetsAt(g, p) })
	case p.ID == site.GroupsID:
		r.groupList(v, t, func(*record.Group) bool { return true })
		v.Calendar, v.OpenData = r.societyCalendar(t.Lang), r.openDataLinks()
	case p.ID == site.HomeID:
		if body := r.full.Body(t); body != nil {
			intro, rest := body.Intro()
			v.Intro, v.Rest = r.fill(t, intro, false), r.fill(t, rest, false)
		}
		v.Groups = r.nextGroups(t.Lang, 3)
		v.Posts = r.items(first(r.posts(t.Lang), 3), t.Lang)
		v.Events = first(r.upcoming(t.Lang), 2)
	case p.ID == site.ReferencesID:
		r.bibliography(v, t)
	case p.ID == site.LegalID:
		v.Society = r.society(t.Lang)
	}
	if t.Page.Kind == site.Plain && t.Page.ID == site.EventsID {
		v.Calendar = r.societyCalendar(t.Lang)
	}
	if t.Page.Section && t.Page.ID != site.GroupsID {
		items := r.items(r.site.Children(t.Page, t.Lang.Code), t.Lang)
		for _, item := range items {
			if item.Past { // the latest first
				v.Past.Items = slices.Insert(v.Past.Items, 0, item)
			} else {
				v.Items.Items = append(v.Items.Items, item)
			}
		}
		v.Finder = r.leaderFinder(v.Items.Items, t.Lang)
		v.Years = byYear(v.Items)
	}
}

func first[T any](list []T, n int) []T { return list[:min(n, len(list))] }

// upcoming are the events that are not over, the next one first.
func (r *renderer) upcoming(l *locale.Language) []Item {
	section := r.site.Page(site.Plain, site.EventsID)
	if section == nil {
		return nil
	}
	events := r.items(r.site.Children(section, l.Code), l)
	return slices.DeleteFunc(events, func(i Item) bool { return i.Event == nil || i.Past })
}

// items are pages in a list.
func (r *renderer) items(list []*site.Translation, l *locale.Language) []Item {
	var items []Item
	for _, t := range list {
		item := Item{Link: link(t, l, t.Title), Description: cmp.Or(t.Texts.Summary, t.Texts.Description), TextLang: textLang(t, l), Kind: string(t.Page.Kind)}
		if body := r.full.Body(t); item.Description == "" && body != nil {
			item.Description = r.excerpt(t, body)
		}
		if item.TextLang != "" {
			item.Language = l.LanguageName(item.TextLang)
		}
		if d := t.Page.Meta.Date; !d.IsZero() {
			item.Date, item.Stamp = l.Date(d), d.String()
		}
		item.Tags = r.topics(t.Page, l)
		switch t.Page.Kind {
		case site.Event:
			item.Event = r.event(t.Page, l)
			item.Past = item.Event.Past
		case site.Leader:
			item.Leader = r.leader(t.Page, l)
		case site.Topic:
			item.Count = l.Word("topics.count", len(r.site.Tagged(t.Page.ID, t.Lang.Code)))
		}
		items = append(items, item)
	}
	return items
}

// posts are the dated articles and news that stand in a language, newest first,
// without drafts: what the home page announces.
func (r *renderer) posts(l *locale.Language) []*site.Translation {
	return slices.DeleteFunc(slices.Clone(r.site.Posts(l.Code)), func(t *site.Translation) bool {
		return t.Page.Meta.Date.IsZero() || t.Texts.Draft
	})
}

// topics are the tags of a page, with the pages where all that have them stand.
func (r *renderer) topics(p *site.Page, l *locale.Language) []Link {
	var list []Link
	for _, tag := range p.Meta.Tags {
		if t := r.site.For(r.site.Page(site.Topic, tag.ID), l.Code); t != nil {
			list = append(list, link(t, l, t.Title))
		}
	}
	return list
}

// society is the data of the legal notice.
func (r *renderer) society(l *locale.Language) *Society {
	s, fallbacks := r.site.Config.Society, r.site.Config.Fallbacks()
	v := &Society{
		Name:        s.Name.For(l.Code, fallbacks),
		LegalForm:   s.LegalForm.For(l.Code, fallbacks),
		VATID:       s.VATID,
		Responsible: s.ResponsiblePerson.For(l.Code, fallbacks),
		Contact:     &Contact{L: l, Email: string(s.Email), Mailto: mailto(s.Email), Phone: string(s.Phone), Tel: tel(s.Phone)},
	}
	if reg := s.Register; reg != nil {
		v.Register = reg.Court.For(l.Code, fallbacks)
		v.RegisterNumber = reg.Number
	}
	if s.Address != nil {
		v.Address = r.postal(*s.Address, s.Country, l)
	}
	for _, o := range s.Board {
		if !o.Until.IsZero() && o.Until.Last().Before(r.site.AsOf) {
			continue
		}
		v.Board = append(v.Board, Officer{o.Person.For(l.Code, fallbacks), o.Office.For(l.Code, fallbacks)})
	}
	for _, m := range s.MemberOf {
		v.MemberOf = append(v.MemberOf, r.organisation(m, l))
	}
	return v
}

// postal returns the lines of an address.
func (r *renderer) postal(a config.Address, country config.Country, l *locale.Language) []locale.Phrase {
	var lines []locale.Phrase
	fallbacks := r.site.Config.Fallbacks()
	if street := a.Street.For(l.Code, fallbacks); street.Text != "" {
		lines = append(lines, street)
	}
	city := a.City.For(l.Code, fallbacks)
	if city.Text = strings.TrimSpace(a.Postcode + " " + city.Text); city.Text != "" {
		lines = append(lines, city)
	}
	if country = cmp.Or(a.Country, country); country != "" {
		lines = append(lines, locale.Phrase{Text: l.Country(string(country))})
	}
	return lines
}

// mailto makes an address for mail; a plain string would be refused by the
// layouts' escaping.
func mailto(email decode.Email) template.URL {
	if email == "" {
		return ""
	}
	return template.URL("mailto:" + url.PathEscape(string(email)))
}

// tel makes an address for a call (RFC 3966): digits, and the plus before the
// country.
func tel(phone decode.Phone) template.URL {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, strings.ReplaceAll(string(phone), "(0)", ""))
	if digits == "" {
		return ""
	}
	return template.URL("tel:" + digits)
}
