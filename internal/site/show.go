package site

import "fishbowl/internal/config"

// show fills the holes of the kinds of page for which the site says so: a language
// that lacks a page shows it as the nearest of the others has it. The address has the
// page's id, since a slug is in a language. Home and the page for unknown addresses are
// in every language. Of a page that the day hides the same holds on other days.
func (b *builder) show() {
	for _, p := range b.pages {
		p.shown = b.shown(p, p.in)
	}
	hidden := map[*Page][]*Translation{}
	for _, t := range b.later {
		hidden[t.Page] = append(hidden[t.Page], t)
	}
	for _, t := range b.later {
		if t == hidden[t.Page][0] {
			b.later = append(b.later, b.shown(t.Page, hidden[t.Page])...)
		}
	}
}

// shown returns the holes of a page with these translations as they are filled.
func (b *builder) shown(p *Page, in []*Translation) []*Translation {
	if b.Config.MissingPolicy(string(p.Kind)) != config.Show || p.Kind == Plain && p.ID == HomeID || p.IsNotFound() {
		return nil
	}
	var shown []*Translation
	for _, l := range b.Languages {
		if among(in, l.Code) != nil {
			continue
		}
		from := b.nearest(in, l.Code)
		texts := *from.Texts
		texts.Slug, texts.Aliases = "", nil
		t := &Translation{Page: p, Lang: l, From: from, File: from.File, Texts: &texts, Title: from.Title, Foreign: from.Lang.Code, body: from.body}
		if p.Leader != nil { // names are data
			t.call(PersonName(p.Leader.Name, l.Code, b.Config.Fallbacks()))
		}
		shown = append(shown, t)
	}
	return shown
}
