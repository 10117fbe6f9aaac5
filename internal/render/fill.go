package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"fishbowl/internal/markdown"
	"fishbowl/internal/reference"
	"fishbowl/internal/site"
)

// fill writes a body with its holes filled for the page t: the words in the language
// of the text, the links to pages in that of the page. Where absolute is
// true, addresses are whole: feeds are read elsewhere.
func (r *renderer) fill(t *site.Translation, pieces []markdown.Piece, absolute bool) template.HTML {
	var b strings.Builder
	for _, p := range pieces {
		if absolute {
			p.HTML = strings.ReplaceAll(p.HTML, `href="#`, `href="`+r.site.Base.Absolute(t.URL)+"#")
		}
		b.WriteString(p.HTML)
		if p.Hole == nil {
			continue
		}
		switch h := p.Hole; h.Kind {
		case markdown.LinkHole:
			target, ok := r.site.Resolve(t, h.Link)
			if !ok {
				continue // not published today: the text stays, without an address
			}
			attribute(&b, "href", r.whole(t, target.URL, absolute))
			if target.Lang != "" {
				attribute(&b, "hreflang", target.Lang)
			}
		case markdown.PictureHole:
			b.WriteString("<img")
			attribute(&b, "src", r.whole(t, r.site.File(t, h.Target), absolute))
			attribute(&b, "alt", h.Alt)
			if p := r.picture(t, h.Target, h.Alt); p.Width > 0 {
				attribute(&b, "width", strconv.Itoa(p.Width))
				attribute(&b, "height", strconv.Itoa(p.Height))
			}
			b.WriteString(` loading="lazy" decoding="async">`)
		case markdown.CitationHole:
			r.cite(&b, t, h, absolute)
		case markdown.WordHole:
			b.WriteString(template.HTMLEscapeString(t.Real().Lang.Word(h.Target)))
		}
	}
	return template.HTML(b.String())
}

// whole returns an address as the page t or, where absolute is true, as a feed
// writes it.
func (r *renderer) whole(t *site.Translation, address string, absolute bool) string {
	switch {
	case absolute && strings.HasPrefix(address, "/"):
		return r.site.Base.Absolute(address)
	case absolute && strings.HasPrefix(address, "#"):
		return r.site.Base.Absolute(t.URL) + address
	}
	return address
}

func attribute(b *strings.Builder, name, value string) {
	b.WriteString(" " + name + `="` + template.HTMLEscapeString(value) + `"`)
}

// cite writes (Balint, 1957, p. 12; Salinsky and Otten, 2003), each work linked
// to its entry at the end of the page.
func (r *renderer) cite(b *strings.Builder, t *site.Translation, h *markdown.Hole, absolute bool) {
	b.WriteString("(")
	for i, c := range h.Cites {
		if i > 0 {
			b.WriteString("; ")
		}
		w, ok := r.site.Works.Get(c.Key)
		if !ok {
			continue // reported when the model was made
		}
		l := t.Real().Lang
		text := w.Names(l) + ", " + w.Year(l)
		if c.YearOnly {
			text = w.Year(l)
		}
		b.WriteString("<a")
		attribute(b, "href", r.whole(t, "#"+citedID(w.ID), absolute))
		b.WriteString(">" + template.HTMLEscapeString(text) + "</a>")
		if c.Locator != "" {
			b.WriteString(", " + template.HTMLEscapeString(c.Locator))
		}
	}
	b.WriteString(")")
}

// citedID is the id of a work at the end of a page that cites it.
func citedID(key string) string { return "ref-" + key }

// works returns the works that a body cites, in the order of a list of references.
func (r *renderer) works(t *site.Translation) []*reference.Work {
	body := r.full.Body(t)
	if body == nil {
		return nil
	}
	var works []*reference.Work
	for _, c := range body.Cites {
		if w, ok := r.site.Works.Get(c.Key); ok && !slices.Contains(works, w) {
			works = append(works, w)
		}
	}
	reference.Sort(t.Lang, works)
	return works
}

// cited is the list at the end of a page that cites.
func (r *renderer) cited(t *site.Translation) []Reference {
	var list []Reference
	for _, w := range r.works(t) {
		list = append(list, r.reference(w, t, citedID(w.ID)))
	}
	return list
}

func (r *renderer) reference(w *reference.Work, t *site.Translation, id string) Reference {
	e := w.Format(t.Lang)
	ref := Reference{Key: e.Key, ID: id, URL: e.URL, Label: e.Label}
	for _, p := range e.Parts {
		if p.Lang == t.Lang.Code {
			p.Lang = ""
		}
		ref.Parts = append(ref.Parts, ReferencePart(p))
	}
	return ref
}
