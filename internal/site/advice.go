package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/source"
)

// The lengths of descriptions, in characters: what search engines show, and
// from where on we say so.
const (
	goodDescription = 155
	longDescription = 200
)

// advise reports what makes a site less than its editors could wish: pages
// without descriptions or in too few languages, pictures that are not described,
// gaps of the legal notice. It looks at the pages as they were written and not
// at what is shown today, so that a strict build does not break by the calendar.
func (b *builder) advise() {
	a := adviser{b}
	a.descriptions()
	a.summaries()
	a.images()
	a.menu()
	a.legal()
}

type adviser struct{ *builder }

// published returns the files of a page that are shown one day; none of leaders
// who have not consented.
func (a adviser) published(p *pageFiles) []*source.Page {
	if p == nil {
		return nil
	}
	if l := a.Records.Leaders[p.key.id]; p.key.kind == Leader && (l == nil || !l.Consent) {
		return nil
	}
	return p.shown
}

// descriptions reports descriptions that are missing, too long, or the same as
// another page's.
func (a adviser) descriptions() {
	first := make(map[uint64]*source.Page, len(a.written)*len(a.Languages)) // by language and text
	for _, p := range a.order {
		k := p.key
		for _, f := range a.published(p) {
			facts := a.file(f)
			if facts.draft || k == (pageKey{Plain, NotFoundID}) {
				continue
			}
			title, s, pos, ok := facts.title.text, facts.description.text, facts.description.pos, facts.description.ok
			switch {
			case !ok, title == "" && k.kind != Leader: // reported
				continue
			case s == "":
				a.list.Warnf(pos, "the page has no description: search engines and messengers show its first words instead").
					WithHint("add description: … (one or two sentences, up to %d characters)", goodDescription)
				continue
			}
			if n := facts.description.size; n > longDescription {
				a.list.Noticef(pos, "this description has %d characters: search engines and messengers cut it", n).
					WithHint("say it in one or two sentences, up to %d characters", goodDescription)
			}
			if other := first[facts.description.sum]; other != nil && a.file(other).description.text == s {
				a.list.Noticef(pos, "another page has the same description").WithAlso(a.file(other).description.pos, "it stands here first").
					WithHint("say in each what only this page offers")
			} else {
				first[facts.description.sum] = f
			}
		}
	}
}

// summaries reports groups without a summary, which is the description of their
// pages: once for each file.
func (a adviser) summaries() {
	type lack struct {
		groups []*record.Group
		whole  bool // not one of them has a summary in any language
		langs  []*locale.Language
	}
	lacks := map[string]*lack{}
	var files, all []string
	for _, l := range a.Languages {
		all = append(all, l.Code+": …")
	}
	for _, p := range a.Outline.pages {
		if p.Kind != Group {
			continue
		}
		var langs []*locale.Language
		for _, l := range a.Languages {
			if p.Group.Summary.In(l.Code) == "" {
				langs = append(langs, l)
			}
		}
		if len(langs) == 0 {
			continue
		}
		file := p.Group.Pos.File
		if lacks[file] == nil {
			lacks[file], files = &lack{whole: true, langs: langs}, append(files, file)
		}
		lacks[file].groups = append(lacks[file].groups, p.Group)
		lacks[file].whole = lacks[file].whole && len(langs) == len(a.Languages)
	}
	for _, file := range files {
		l := lacks[file]
		var problem *diag.Problem
		switch at, n := l.groups[0].At("id"), len(l.groups); {
		case n == 1 && l.whole:
			problem = a.list.Noticef(at, "the group %q has no summary: search engines and messengers have nothing to show of it", l.groups[0].ID)
		case n == 1:
			problem = a.list.Noticef(at, "the group %q has no summary in %s: another language's stands there", l.groups[0].ID, named(l.langs))
		case l.whole:
			problem = a.list.Noticef(at, "%d groups have no summary: %s; search engines and messengers have nothing to show of them", n, firstIDs(l.groups))
		default:
			problem = a.list.Noticef(at, "%d groups have no summary in one language or more: %s", n, firstIDs(l.groups))
		}
		summary := "…"
		if len(all) > 1 {
			summary = "{" + strings.Join(all, ", ") + "}"
		}
		problem.WithHint("write summary: %s (one or two sentences, up to %d characters)", summary, goodDescription)
	}
}

// firstIDs names the first groups of a list.
func firstIDs(groups []*record.Group) string {
	const few = 5
	var ids []string
	for _, g := range groups[:min(few, len(groups))] {
		ids = append(ids, string(g.ID))
	}
	if more := len(groups) - few; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(ids, ", "), more)
	}
	return enumerate(ids)
}

// images reports pictures of pages that a language does not describe.
func (a adviser) images() {
	for _, p := range a.order {
		var image *decode.Node
		for _, f := range p.all {
			if e, ok := f.Front.Get("image"); ok && e.Value.Kind != decode.Null && image == nil {
				image = e.Value
			}
		}
		for _, f := range a.published(p) {
			alt := textOf(f, "image_alt")
			e, written := f.Front.Get("image_alt")
			switch {
			case image == nil && written && len(p.lost) == 0:
				a.list.Errorf(e.Pos, "this describes a picture, but the page has none").
					WithHint("write image: … with the name of the picture's file, or remove image_alt")
			case image != nil && image.IsScalar() && alt.ok && alt.text == "":
				a.list.Errorf(image.Pos, "the picture %q has no description in %s", image.Value, namedOne(a.language(f.Lang))).
					WithHint("write image_alt: … into %s: what the picture shows, for those who do not see it", f.File)
			}
		}
	}
}

// menu reports entries whose page some languages lack, unless the site says what
// is to become of them.
func (a adviser) menu() {
	if _, explicit := a.Config.Missing.Get(string(Plain)); explicit {
		return
	}
	seen := map[string]bool{"": true, HomeID: true, NotFoundID: true} // these are in every language
	for _, entry := range a.Config.Menu {
		for _, ref := range append([]decode.Ref{entry.Page}, entry.Items...) {
			lacks := a.lacking(ref.ID)
			if seen[ref.ID] || len(lacks) == 0 || len(lacks) == len(a.Languages) {
				continue // a page in no language is an error
			}
			seen[ref.ID] = true
			p := a.list.Warnf(ref.Pos, "the page %q is not written in %s: the menu leads there to the page in %s", ref.ID, named(lacks), namedOne(a.instead(lacks)))
			a.hintFiles(p, ref.ID, lacks)
			p.AddHint("or say in %s that it is meant: missing: {page: link}, {page: show} to show its text there, or {page: omit} to leave such pages out", config.File)
		}
	}
}

// instead returns the language to which a link leads in those that lack a page:
// the first of those in which a page is looked for.
func (a adviser) instead(lacks []*locale.Language) *locale.Language {
	for _, code := range a.Config.Fallbacks() {
		for _, l := range a.Languages {
			if l.Code == code && !slices.Contains(lacks, l) {
				return l
			}
		}
	}
	panic("site: a page in no language")
}

// lacking returns the languages in which a page outside of the kinds' folders is
// not written. A section that nobody wrote is there where its kind has pages.
func (a adviser) lacking(id string) []*locale.Language {
	has := map[string]bool{}
	note := func(p *pageFiles) {
		for _, f := range a.published(p) {
			has[f.Lang] = true
		}
		for _, lang := range p.lost {
			if has[lang] = true; !slices.Contains(a.Config.Codes(), lang) { // misnamed: it may be any
				has["*"] = true
			}
		}
	}
	if own := a.written[pageKey{Plain, id}]; own != nil {
		note(own)
	}
	if kind, ok := folders[id]; ok && len(has) == 0 {
		for k, p := range a.written {
			if k.kind == kind {
				note(p)
			}
		}
	} else if len(has) == 0 && a.Page(Plain, id) != nil {
		return nil // made from groups or tags
	}
	return slices.DeleteFunc(slices.Clone(a.Languages), func(l *locale.Language) bool { return has[l.Code] || has["*"] })
}

// hintFiles says which files are to be written or finished.
func (a adviser) hintFiles(p *diag.Problem, id string, lacks []*locale.Language) {
	var write, drafts []string
	for _, l := range lacks {
		file := source.Content + "/" + id + "." + l.Code + ".md"
		if _, isSection := folders[id]; isSection {
			file = source.Content + "/" + id + "/_index." + l.Code + ".md"
		}
		own := a.written[pageKey{Plain, id}]
		if own != nil && len(own.all) > 0 {
			base, _, _ := strings.Cut(path.Base(own.all[0].File), ".")
			file = path.Join(path.Dir(own.all[0].File), base+"."+l.Code+".md")
		}
		if own != nil && slices.ContainsFunc(own.drafts, func(f *source.Page) bool { return f.Lang == l.Code }) {
			drafts = append(drafts, file)
		} else {
			write = append(write, file)
		}
	}
	if len(write) > 0 {
		p.AddHint("write %s", enumerate(write))
	}
	if len(drafts) > 0 {
		p.AddHint("finish %s, which says draft: true", enumerate(drafts))
	}
}

// legal reports pages that the law of the society's country wants, and a legal
// notice with nothing to say.
func (a adviser) legal() {
	s := &a.Config.Society
	if s.IsBare() && s.Pos.File != "" && a.written[pageKey{Plain, LegalID}] != nil {
		a.list.Noticef(s.Pos, "the legal notice has nothing to show yet but the name of the society").
			WithHint("write country: …, address: … and email: …; what else the country's law asks for is then told")
	}
	if s.Country == "" {
		return
	}
	for _, page := range []struct{ id, what string }{{LegalID, "legal notice"}, {PrivacyID, "privacy notice"}} {
		if lacks := a.lacking(page.id); len(lacks) > 0 {
			a.hintFiles(a.list.Warnf(s.At("country"), "the site has no %s (the page %q) in %s", page.what, page.id, named(lacks)), page.id, lacks)
		}
	}
	gone := 0
	for _, o := range s.Board {
		if !o.Until.IsZero() && o.Until.Last().Before(a.AsOf) {
			gone++
		}
	}
	if gone > 0 && gone == len(s.Board) { // it depends on the day: no warning
		a.list.Noticef(s.At("board"), "nobody on the board is in office any more").WithHint("add those who are, or correct until: …")
	}
}

func namedOne(l *locale.Language) string { return fmt.Sprintf("%s (%s)", l.Name, l.Code) }

func named(languages []*locale.Language) string {
	var all []string
	for _, l := range languages {
		all = append(all, namedOne(l))
	}
	return enumerate(all)
}

func enumerate(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
