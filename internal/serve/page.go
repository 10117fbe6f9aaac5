package serve

import (
	"fmt"
	"slices"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/site"
	"fishbowl/internal/translate"
)

// pageInfo is what the bar says of the page that is shown.
type pageInfo struct {
	Files     []string       `json:"files"`
	Flags     []string       `json:"flags"` // why a build would not publish it, or not for ever
	Languages []languageInfo `json:"languages,omitempty"`
}

type languageInfo struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	URL     string `json:"url,omitempty"` // empty: the page is missing in this language
	Current bool   `json:"current,omitempty"`
}

// section is a list that the bar opens. Whoever has more to say of a page adds
// another one; the script knows none by name.
type section struct {
	Title string `json:"title"`
	Items []item `json:"items"`
}

// item is one line of a section: a link where it has an address, a problem where
// it has one, else a text.
type item struct {
	Text    string   `json:"text,omitempty"`
	URL     string   `json:"url,omitempty"`
	Problem *problem `json:"problem,omitempty"`
}

// describe says what is to be known of what stands at an address.
func (r *rendering) describe(f found) *pageInfo {
	if f.route == nil {
		return nil
	}
	info := &pageInfo{Files: slices.Clone(f.route.Sources), Flags: []string{}}
	t := r.Site.At(f.route.URL)
	if t == nil {
		return info
	}
	info.Flags = append(info.Flags, flags(t, r.Site.AsOf)...)
	for _, l := range r.Site.Languages {
		in := languageInfo{Code: l.Code, Name: l.Name, Current: l == t.Lang}
		if other := t.Page.In(l.Code); other != nil {
			in.URL = other.URL
		}
		info.Languages = append(info.Languages, in)
	}
	return info
}

// waiting lists the languages in which the page at an address waits for a translator.
func (r *rendering) waiting(f found) []item {
	if f.route == nil || r.Site.At(f.route.URL) == nil {
		return nil
	}
	var items []item
	p := r.Site.At(f.route.URL).Page
	v := translate.OfPage(r.Site, p)
	for _, s := range v.All() {
		in := item{Text: fmt.Sprintf("%s: %s", s.Lang, s.State)}
		if t := p.In(s.Lang); t != nil {
			in.URL = t.URL
		}
		switch {
		case s.State == translate.Current || s.Meant || s.State == translate.Untracked && len(r.Site.State.Marks()) == 0:
			continue // nothing to do, or nobody marks translations here
		case s.Older:
			in.Text += fmt.Sprintf(", %d texts of its source (%s) have changed: fishbowl translate diff %s %s", translate.Count(v.Changes(s)), s.Source, s.Name(), s.Lang)
		case len(s.Lacks) > 0:
			in.Text += fmt.Sprintf(", %s (%s)", s.Lacks[0].Key, s.Lacks[0].Pos)
		case s.State == translate.Missing:
			in.Text += ", " + s.File(s.Lang)
		}
		items = append(items, in)
	}
	return items
}

// flags says what keeps a page from being published on a day, and what will.
func flags(t *site.Translation, day civil.Date) []string {
	flags := hidden(t, day)
	if expires := t.Page.Meta.ExpireOn; expires.After(day) {
		flags = append(flags, "disappears on "+expires.String())
	}
	return flags
}

// hidden says why a build on a day would not publish a page; nil where it would.
func hidden(t *site.Translation, day civil.Date) []string {
	var why []string
	if t.Texts.Draft {
		why = append(why, "draft")
	}
	if m := t.Page.Meta; m.PublishOn.After(day) {
		why = append(why, "appears on "+m.PublishOn.String())
	} else if !m.ExpireOn.IsZero() && !m.ExpireOn.After(day) {
		why = append(why, "expired on "+m.ExpireOn.String())
	}
	return why
}

// sections returns the lists for a page and what stands there; those that are empty are
// left out.
func (s *state) sections(page *pageInfo, f found) []section {
	var here, elsewhere section
	here.Title, elsewhere.Title = "This page", "Whole site"
	for _, p := range s.problems {
		switch {
		case p.Severity == diag.Error.String():
		case page != nil && slices.Contains(page.Files, p.File):
			here.Items = append(here.Items, item{Problem: p})
		default:
			elsewhere.Items = append(elsewhere.Items, item{Problem: p})
		}
	}
	all := []section{here, {"Translations of this page", s.rendering.waiting(f)}, elsewhere, {"Not published", s.rendering.notPublished()}, {"Next change", s.rendering.nextChange()}}
	return slices.DeleteFunc(all, func(s section) bool { return len(s.Items) == 0 })
}

// notPublished lists the pages that only a preview with drafts shows.
func (r *rendering) notPublished() []item {
	var items []item
	for _, p := range r.Site.Pages() {
		for _, t := range r.Site.Translations(p) {
			for _, why := range hidden(t, r.Site.AsOf) {
				items = append(items, item{Text: fmt.Sprintf("%s (%s): %s", t.Title, t.Lang.Code, why), URL: t.URL})
			}
		}
	}
	return items
}

// nextChange lists what changes by the calendar on the next day on which anything
// does.
func (r *rendering) nextChange() []item {
	var items []item
	for _, c := range r.Site.NextChanges() {
		items = append(items, item{Text: fmt.Sprintf("%s: %s (%s)", c.Day, c.What, c.Pos)})
	}
	return items
}
