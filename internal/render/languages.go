package render

import (
	"cmp"
	"slices"
	"sync"

	"fishbowl/internal/locale"
	"fishbowl/internal/site"
	"fishbowl/internal/theme"
)

// newLanguage makes what all pages of a language share.
func (r *renderer) newLanguage(l *locale.Language) *language {
	s, c := r.site, r.site.Config
	v := &SiteView{
		Name:      c.Society.Name.For(l.Code, c.Fallbacks()).Text,
		ShortName: c.Society.ShortName.For(l.Code, c.Fallbacks()).Text,
		Home:      r.address(l.Code + "/"),
		Email:     string(c.Society.Email), Mailto: mailto(c.Society.Email),
		Phone: string(c.Society.Phone), Tel: tel(c.Society.Phone),
		AsOf: l.Date(s.AsOf),
	}
	v.ShortName = cmp.Or(v.ShortName, v.Name)
	for _, name := range []string{r.theme.Name + ".css", theme.OptionsSheet} {
		if a, ok := r.theme.Asset(name); ok {
			v.Sheets = append(v.Sheets, r.address(a.Path))
		}
	}
	if a, ok := r.theme.Asset(r.theme.Name + ".js"); ok {
		v.Scripts = append(v.Scripts, r.address(a.Path))
	}
	if a, ok := r.theme.Asset("icon.svg"); ok && !r.theme.Recoloured() && s.MediaURL("content/files/_root/"+faviconFile) == "" {
		v.Icon = r.address(a.Path)
	}
	v.Favicon, v.TouchIcon = r.address(faviconFile), r.address(touchIconFile)
	for _, item := range s.Menu(l) {
		m := MenuItem{Link: menuLink(item.Page, l)}
		for _, sub := range item.Items {
			m.Items = append(m.Items, MenuItem{Link: menuLink(sub.Page, l)})
		}
		v.Menu = append(v.Menu, m)
	}
	for _, id := range []string{site.LegalID, site.PrivacyID, site.AccessibilityID} {
		if t := s.For(s.Page(site.Plain, id), l.Code); t != nil {
			v.Legal = append(v.Legal, menuLink(t, l))
		}
	}
	v.Search, v.Groups, v.Events = r.standing(site.SearchID, l), r.standing(site.GroupsID, l), r.standing(site.EventsID, l)
	v.Articles, v.News = r.standing(site.ArticlesID, l), r.standing(site.NewsID, l)
	for _, social := range c.Society.Social {
		v.Social = append(v.Social, Link{Title: social.Key, URL: string(social.Value)})
	}
	if n := c.Society.Newsletter; n != nil {
		label := n.Label.For(l.Code, c.Fallbacks())
		v.Newsletter = &Link{Title: label.Text, Lang: label.Lang, URL: cmp.Or(string(n.Link), string(mailto(n.Mail)))}
	}
	lang := &language{Language: l, site: v, posts: r.translated(l)}
	if len(lang.posts) > 0 {
		v.Feed, v.JSONFeed = r.address(l.Code+"/"+atomFile), r.address(l.Code+"/"+jsonFeedFile)
	}
	lang.groups = sync.OnceValue(func() map[string]*Group { return r.groupViews(l) })
	lang.dates = sync.OnceValue(func() societyDates { return r.societyDates(l) })
	lang.places = sync.OnceValue(func() []MenuItem { return r.places(l) })
	lang.placesAndDays = sync.OnceValue(func() map[string]int { return r.placesAndDays(l) })
	return lang
}

// textLang returns the language of a page's texts, where it is not l; else "".
func textLang(t *site.Translation, l *locale.Language) string {
	if code := t.Real().Lang.Code; code != l.Code {
		return code
	}
	return ""
}

// translated are those of the posts that are written in the language itself: what its
// feed announces.
func (r *renderer) translated(l *locale.Language) []*site.Translation {
	return slices.DeleteFunc(r.posts(l), func(t *site.Translation) bool { return t.From != nil })
}

// alternates are the addresses of a page in all its languages, its own among
// them, and where readers of other languages are sent. A page in one language
// has none.
func (r *renderer) alternates(p *site.Page) []Alternate {
	all := r.site.Translations(p)
	if len(all) < 2 || p.IsNotFound() {
		return nil
	}
	var list []Alternate
	for _, t := range all {
		list = append(list, Alternate{t.Lang.Code, r.site.Base.Absolute(t.URL)})
	}
	fallback := r.site.Base.Absolute(r.site.Default(p).URL)
	if p.ID == site.HomeID && p.Kind == site.Plain {
		fallback = r.site.Base.Absolute(r.address(""))
	}
	return append(list, Alternate{"x-default", fallback})
}

// switcher leads to every language of the site: to the translation, to where it is
// shown in another language, or to the nearest page above it, with words that say so
// in that language.
func (r *renderer) switcher(t *site.Translation) []Switch {
	var list []Switch
	for _, l := range r.site.Languages {
		c, exact := r.site.Counterpart(t, l.Code)
		sw := Switch{Code: l.Code, Name: l.Name, URL: c.URL, Current: l == t.Lang, Exact: exact}
		switch {
		case exact:
		case c.Page == t.Page:
			sw.Note = locale.Phrase{Text: l.Word("language.text_in", "Language", l.LanguageName(textLang(c, l)))}
		default:
			to := menuLink(c, l)
			sw.Note = l.Around("language.fallback", "Title", locale.Phrase{Text: to.Title, Lang: to.Lang})
		}
		list = append(list, sw)
	}
	return list
}
