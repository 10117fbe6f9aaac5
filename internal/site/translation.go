package site

import (
	"cmp"
	"slices"

	"fishbowl/internal/config"
	"fishbowl/internal/locale"
)

// Translation is a page in one language. One with From is none: a language lacks the
// page and shows another one's texts in its own frame. Only [Page.Shown],
// [Outline.Standing] and what makes links and lists return such.
type Translation struct {
	Page  *Page
	Lang  *locale.Language
	Texts *Texts
	Title string
	URL   string       // root-relative, with the path of the base address
	File  string       // the source; the data file of a group
	From  *Translation // whose texts are shown; nil for a translation
	body  int          // the number of its running text, from 1; 0 for none
	older *Translation
	newer *Translation

	sortKey string // by which its language sorts it; empty until it is wanted
	// Foreign is the language of the title where the page's own language has
	// none; else empty. Name is the title where only a part of it, the name of a
	// place say, is in another language.
	Foreign string
	Name    locale.Phrase
}

// call gives a page its title.
func (t *Translation) call(title locale.Phrase) {
	t.Title, t.Foreign, t.Name = title.String(), title.Lang, locale.Phrase{}
	if title.Before+title.After != "" {
		t.Foreign, t.Name = "", title
	}
}

// MenuTitle returns the short title for menus.
func (t *Translation) MenuTitle() string { return cmp.Or(t.Texts.MenuTitle, t.Title) }

// Translations returns the page's translations in the order of the site's
// languages.
func (s *Outline) Translations(p *Page) []*Translation { return slices.Clip(p.in) }

// In returns the page in exactly this language, or nil.
func (p *Page) In(lang string) *Translation { return among(p.in, lang) }

func among(list []*Translation, lang string) *Translation {
	for _, t := range list {
		if t.Lang.Code == lang {
			return t
		}
	}
	return nil
}

// Shown returns what stands at the page's address in a language: its translation,
// or another one that is shown there; nil where there is neither.
func (p *Page) Shown(lang string) *Translation {
	return cmp.Or(among(p.in, lang), among(p.shown, lang))
}

// Standing returns all that stands at an address of its own: the page's
// translations, then those that are shown where a language lacks it.
func (s *Outline) Standing(p *Page) []*Translation { return slices.Concat(p.in, p.shown) }

// Real returns the translation whose texts t has: itself, or the one that is shown.
func (t *Translation) Real() *Translation {
	if t != nil && t.From != nil {
		return t.From
	}
	return t
}

// put adds a translation of a page, which has none in that language.
func (b *builder) put(p *Page, t *Translation) {
	place := func(t *Translation) int { return slices.Index(b.Languages, t.Lang) }
	t.Page = p
	at := len(p.in)
	for at > 0 && place(p.in[at-1]) > place(t) {
		at--
	}
	if p.in == nil {
		p.in = make([]*Translation, 0, len(b.Languages))
	}
	p.in = slices.Insert(p.in, at, t)
}

// For returns the page as a page in the language lang links to it: what stands in
// that language; else the page in the first language of the site that has it; nil
// where the site's policy is to leave such pages out, or where there is no page today.
func (s *Outline) For(p *Page, lang string) *Translation {
	if p == nil {
		return nil
	}
	if t := p.Shown(lang); t != nil {
		return t
	}
	if s.Config.MissingPolicy(string(p.Kind)) == config.Omit {
		return nil
	}
	return s.nearest(p.in, lang)
}

// nearest returns the one of a page's translations that stands in for a language; see
// [locale.Nearest].
func (s *Outline) nearest(in []*Translation, lang string) *Translation {
	return among(in, locale.Nearest(lang, s.Config.Fallbacks(), func(code string) bool { return among(in, code) != nil }))
}

// Counterpart returns where the language switcher of t leads: its translation, the
// page that is shown in its stead, or the nearest ancestor that stands in that
// language. It is exact where it is t itself or a translation of it.
func (s *Outline) Counterpart(t *Translation, lang string) (c *Translation, exact bool) {
	for p := t.Page; p != nil; p = p.Parent {
		if c := p.Shown(lang); c != nil {
			return c, c == t || p == t.Page && c.From == nil
		}
	}
	return s.Page(Plain, HomeID).In(lang), false // checked: home is in every language
}

// Default returns the translation that serves readers of other languages
// (x-default): the first in the order of the site's languages.
func (s *Outline) Default(p *Page) *Translation { return s.Translations(p)[0] }
