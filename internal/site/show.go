package site

import "fishbowl/internal/config"

// show fills the holes of the kinds of page for which the site says so: a language
// that lacks a page shows it as the nearest of the others has it. The address has the
// page's id, since a slug is in a language. Home and the page for unknown addresses are
// in every language.
func (b *builder) show() {
	for _, p := range b.pages {
		if b.Config.MissingPolicy(string(p.Kind)) != config.Show || p.Kind == Plain && p.ID == HomeID || p.IsNotFound() {
			continue
		}
		for _, l := range b.Languages {
			if p.In(l.Code) != nil {
				continue
			}
			from := b.nearest(p, l.Code)
			texts := *from.Texts
			texts.Slug, texts.Aliases = "", nil
			t := &Translation{Page: p, Lang: l, From: from, File: from.File, Texts: &texts, Title: from.Title, Foreign: from.Lang.Code, body: from.body}
			if p.Leader != nil { // names are data
				t.call(PersonName(p.Leader.Name, l.Code, b.Config.Fallbacks()))
			}
			p.shown = append(p.shown, t)
		}
	}
}
