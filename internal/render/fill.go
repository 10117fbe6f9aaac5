package render

import (
	"html/template"
	"strconv"
	"strings"

	"fishbowl/internal/markdown"
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
