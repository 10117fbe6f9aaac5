package render

import (
	"fmt"
	"hash/fnv"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"

	"fishbowl/internal/fold"
	"fishbowl/internal/locale"
	"fishbowl/internal/markdown"
	"fishbowl/internal/reference"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
)

// cite writes (Balint, 1957, p. 12; Salinsky and Otten, 2003), each work linked to its
// entry at the end of the page, which leads back. In a feed it leads to the page's.
func (r *renderer) cite(b *strings.Builder, t *site.Translation, h *markdown.Hole, absolute bool) {
	nth := map[*reference.Work]int{}
	for _, c := range h.Cites {
		if w, _ := r.site.Works.Get(c.Key); nth[w] == 0 {
			nth[w] = c.Nth
		}
	}
	lang := t.Real().Lang
	var open *reference.Work // whose link is open
	for _, part := range r.site.Works.Cite(lang, r.citing(h.Cites), h.Narrative) {
		if part.Work != open && open != nil {
			b.WriteString("</a>")
		}
		if w := part.Work; w != open && w != nil {
			b.WriteString("<a")
			if n := nth[w]; n > 0 && !absolute {
				attribute(b, "id", citingID(w, n))
				delete(nth, w) // a citation may name a work twice
			}
			attribute(b, "href", r.whole(t, fragment(site.WorkID(w)), absolute))
			b.WriteString(` role="doc-biblioref">`)
		}
		open = part.Work
		styled(b, ReferencePart{Text: part.Text, Italic: part.Italic, Lang: part.Lang}, lang)
	}
	if open != nil {
		b.WriteString("</a>")
	}
}

// styled writes a stretch of a citation.
func styled(b *strings.Builder, part ReferencePart, around *locale.Language) {
	tag := ""
	if part.Lang == around.Code {
		part.Lang = ""
	}
	if part.Italic {
		tag = "i"
	} else if part.Lang != "" {
		tag = "span"
	}
	if tag == "" {
		b.WriteString(template.HTMLEscapeString(part.Text))
		return
	}
	b.WriteString("<" + tag)
	if part.Lang != "" {
		attribute(b, "lang", part.Lang)
	}
	b.WriteString(">" + template.HTMLEscapeString(part.Text) + "</" + tag + ">")
}

// excerpt is the beginning of a text.
func (r *renderer) excerpt(t *site.Translation, body *markdown.Doc) string {
	return body.Excerpt(excerptLength, r.named(t))
}

// named names works as the sentences of a text do: plain text has their keys.
func (r *renderer) named(t *site.Translation) func(markdown.Cite) string {
	return func(c markdown.Cite) string {
		var said strings.Builder
		for _, part := range r.site.Works.Cite(t.Real().Lang, r.citing([]markdown.Cite{c}), true) {
			said.WriteString(part.Text)
		}
		return said.String()
	}
}

// citing are the works of a citation that the site has; of others it was told.
func (r *renderer) citing(cites []markdown.Cite) []reference.Citing {
	var items []reference.Citing
	for _, c := range cites {
		if w, ok := r.site.Works.Get(c.Key); ok {
			items = append(items, reference.Citing{Work: w, Prefix: c.Prefix, Locator: c.Locator, YearOnly: c.YearOnly})
		}
	}
	return items
}

// citingID is the id of the nth citation of a work in a text.
func citingID(w *reference.Work, nth int) string { return fmt.Sprintf("cite-%s-%d", w.ID, nth) }

// fragment leads to an id of the page. A colon in it would be taken for the end of a scheme.
func fragment(id string) string { return "#" + strings.ReplaceAll(url.PathEscape(id), ":", "%3A") }

// works returns the works that a body cites, in the order of a list of references.
func (r *renderer) works(t *site.Translation) []*reference.Work {
	body := r.full.Body(t)
	if body == nil {
		return nil
	}
	works := r.citedBy(body)
	reference.Sort(t.Lang, works)
	return works
}

// citedBy returns the works that a body cites, each once.
func (r *renderer) citedBy(body *markdown.Doc) []*reference.Work {
	var works []*reference.Work
	for _, c := range body.Cites {
		if w, ok := r.site.Works.Get(c.Key); ok && c.Nth == 1 && !slices.Contains(works, w) {
			works = append(works, w)
		}
	}
	return works
}

// cited is the list at the end of a page that cites, with the ways back to the text. The
// page of references has all works anyway.
func (r *renderer) cited(t *site.Translation) []Reference {
	works := r.works(t)
	if works == nil || t.Page.Kind == site.Plain && t.Page.ID == site.ReferencesID {
		return nil
	}
	times := map[*reference.Work]int{}
	for _, c := range r.full.Body(t).Cites {
		if w, ok := r.site.Works.Get(c.Key); ok {
			times[w] = c.Nth
		}
	}
	var list []Reference
	for _, w := range works {
		ref := r.reference(w, t.Lang, site.WorkID(w))
		for nth := 1; nth <= times[w]; nth++ {
			back := Link{Title: t.Lang.Word("references.back"), URL: fragment(citingID(w, nth))}
			if times[w] > 1 {
				back.Title = t.Lang.Word("references.back_nth", "Number", nth)
			}
			ref.Back = append(ref.Back, back)
		}
		list = append(list, ref)
	}
	return list
}

// citedInFeed is the list of works at the end of a text that is read elsewhere: without ids
// and ways back, since several texts may stand on the reader's page.
func (r *renderer) citedInFeed(t *site.Translation) string {
	works := r.works(t)
	if len(works) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("<h2>" + template.HTMLEscapeString(t.Lang.Word("references.cited")) + "</h2>\n<ul>\n")
	for _, w := range works {
		ref := r.reference(w, t.Lang, "")
		b.WriteString("<li>")
		for _, part := range ref.Parts {
			styled(&b, part, t.Lang)
		}
		if ref.URL != "" {
			b.WriteString(" <a")
			attribute(&b, "href", ref.URL)
			b.WriteString(">" + template.HTMLEscapeString(ref.Label) + "</a>")
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ul>\n")
	return b.String()
}

func (r *renderer) reference(w *reference.Work, l *locale.Language, id string) Reference {
	e := w.Format(l)
	ref := Reference{Key: e.Key, ID: id, URL: e.URL, Label: e.Label}
	for _, p := range e.Parts {
		if p.Lang == l.Code {
			p.Lang = ""
		}
		ref.Parts = append(ref.Parts, ReferencePart(p))
	}
	return ref
}

// bibliography is the page of references: all works, with everything that leads to
// them and away from them.
func (r *renderer) bibliography(v *View, t *site.Translation) {
	works := slices.Clone(r.site.Works.All())
	reference.Sort(t.Lang, works)
	var traits []Traits
	for _, w := range works {
		ref := r.reference(w, t.Lang, site.WorkID(w))
		for _, link := range w.Links() {
			if link.URL != ref.URL {
				ref.Links = append(ref.Links, Link{Title: link.Label, URL: link.URL})
			}
		}
		for _, citing := range r.citedOn()[w][t.Lang.Code] {
			ref.CitedOn = append(ref.CitedOn, link(citing, t.Lang, citing.Title))
		}
		ref.Downloads = r.workFiles(workFile(w))
		ref.Traits = r.workTraits(w)
		traits = append(traits, ref.Traits)
		v.Works = append(v.Works, ref)
	}
	if len(works) > 0 {
		v.WorkFiles = r.workFiles(worksFile)
	}
	v.Finder = r.finder(workFacets, traits, "references", t.Lang)
}

// citations are, by work and language, the pages that cite it, as readers of the
// language find them, in the order of their titles.
func (r *renderer) citations() map[*reference.Work]map[string][]*site.Translation {
	all := map[*reference.Work]map[string][]*site.Translation{}
	for _, p := range r.site.Pages() {
		for _, l := range r.site.Languages {
			t := r.site.For(p, l.Code)
			if t == nil || t.Texts.Draft || p.IsNotFound() {
				continue
			}
			body := r.full.Body(t)
			if body == nil {
				continue
			}
			for _, w := range r.citedBy(body) {
				if all[w] == nil {
					all[w] = map[string][]*site.Translation{}
				}
				all[w][l.Code] = append(all[w][l.Code], t)
			}
		}
	}
	for _, byLang := range all {
		for _, l := range r.site.Languages {
			slices.SortStableFunc(byLang[l.Code], func(a, b *site.Translation) int { return l.Compare(a.Title, b.Title) })
		}
	}
	return all
}

// The files of works, as paths inside the site: all of them, and each work's own.
const worksFile = "references"

// workForms are the forms in which works can be taken away.
var workForms = []struct {
	ext, name string
	write     func(io.Writer, []*reference.Work) error
}{
	{".bib", "BibTeX", reference.WriteBibTeX},
	{".ris", "RIS", reference.WriteRIS},
	{".json", "CSL-JSON", reference.WriteCSL},
}

// workFile is the path of a work's files, without an ending. What a key has beside letters,
// digits, ".", "_" and "-" is replaced, and a sum of the key tells such works apart.
func workFile(w *reference.Work) string {
	key := strings.ToLower(w.ID) // no two keys differ by capitals alone
	plain := strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '.', c == '_', c == '-':
			return c
		}
		return '-'
	}, key)
	if plain != key {
		sum := fnv.New32a()
		io.WriteString(sum, key)
		plain = fmt.Sprintf("%.40s-%08x", strings.Trim(plain, "-"), sum.Sum32())
	}
	return worksFile + "/" + plain
}

// workFiles leads to what stands at a path in each form.
func (r *renderer) workFiles(path string) []Link {
	var list []Link
	for _, form := range workForms {
		list = append(list, Link{Title: form.name, URL: r.address(path + form.ext)})
	}
	return list
}

// bibliographies adds the works as programs for references read them.
func (r *renderer) bibliographies() {
	works := r.site.Works.All()
	if len(works) == 0 {
		return
	}
	add := func(path string, works []*reference.Work) {
		for _, form := range workForms {
			file := path + form.ext
			r.add(works[0].Pos, &route.Route{URL: r.address(file), File: file, MediaType: MediaType(file), Sources: []string{works[0].Pos.File}},
				always(func(w io.Writer) error { return form.write(w, works) }))
		}
	}
	add(worksFile, works)
	for _, w := range works {
		add(workFile(w), []*reference.Work{w})
	}
}

// workFacets are the properties by which the list of works can be narrowed.
var workFacets = []string{"author", "year", "topic", "language"}

// workTraits are the traits of a work.
func (r *renderer) workTraits(w *reference.Work) Traits {
	t := Traits{}
	for _, p := range w.People() {
		t.add("author", p.ID)
	}
	if w.Issued.Year > 0 {
		t.add("year", fmt.Sprint(w.Issued.Year))
	}
	for keyword := range strings.FieldsFuncSeq(w.Keyword, func(c rune) bool { return c == ',' || c == ';' }) {
		t.add("topic", r.tags()[fold.Fold(strings.TrimSpace(keyword))])
	}
	t.add("language", w.Language)
	return t
}

// tagNames are the topics of the site by what people call them: their id, and their name
// in each language. So the keywords of a work become its topics.
func (r *renderer) tagNames() map[string]string {
	ids := map[string]string{}
	for _, tag := range r.site.Config.Tags {
		for _, l := range r.site.Languages {
			ids[fold.Fold(tag.Value.For(l.Code, r.site.Config.Fallbacks()).Text)] = tag.Key
		}
	}
	for _, id := range r.site.Config.Tags.Keys() {
		ids[fold.Fold(id)] = id
	}
	return ids
}

// authorNames are the names of all who made works, by id, as they are written longest.
func (r *renderer) authorNames() map[string]string {
	names := map[string]string{}
	for _, w := range r.site.Works.All() {
		for _, p := range w.People() {
			if len(p.Name) > len(names[p.ID]) {
				names[p.ID] = p.Name
			}
		}
	}
	return names
}
