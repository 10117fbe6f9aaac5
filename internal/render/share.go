package render

import (
	"cmp"
	"io"
	"path"
	"strings"

	"fishbowl/internal/config"
	"fishbowl/internal/diag"
	"fishbowl/internal/feed"
	"fishbowl/internal/picture"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
)

// Files that are drawn unless the site brings its own in content/files/_root.
const (
	faviconFile   = "favicon.ico"
	touchIconFile = "apple-touch-icon.png"
	touchIconSize = 180 // pixels
)

// ownShare are the files by which a site brings its own share picture.
var ownShare = []string{"content/files/share.png", "content/files/share.jpg", "content/files/share.jpeg"}

const (
	shareWidth  = 1200 // pixels, as networks show it
	shareHeight = 630
)

// icons adds the pictures that are made at build: the icons, and per
// language the picture that stands beside a shared link.
func (r *renderer) icons() {
	palette := r.palette()
	at := diag.Pos{File: config.File}
	draw := func(path, mediaType string, render func(io.Writer) error) {
		r.add(at, &route.Route{URL: r.address(path), File: path, MediaType: mediaType, Sources: []string{config.File}}, always(render))
	}
	if r.site.MediaURL("content/files/_root/"+faviconFile) == "" {
		draw(faviconFile, "image/x-icon", func(w io.Writer) error { return picture.ICO(w, palette) })
	}
	if r.site.MediaURL("content/files/_root/"+touchIconFile) == "" {
		draw(touchIconFile, "image/png", func(w io.Writer) error { return picture.Icon(w, touchIconSize, palette) })
	}
	if r.ownShare() != "" {
		return
	}
	for _, l := range r.site.Languages {
		v := r.byLang[l.Code].site
		line := r.site.Base.Shown()
		draw(shareFile(l.Code), "image/png", func(w io.Writer) error { return picture.Card(w, v.Name, line, palette) })
	}
}

func shareFile(lang string) string { return lang + "/share.png" }

func (r *renderer) ownShare() string {
	for _, file := range ownShare {
		if r.site.MediaURL(file) != "" {
			return file
		}
	}
	return ""
}

// palette is the theme's colours; where it has none, those of the theme circle.
func (r *renderer) palette() picture.Palette {
	return picture.Palette{
		Paper: cmp.Or(r.theme.Color("paper"), "#FBF8F3"), Ink: cmp.Or(r.theme.Color("ink"), "#1F2A2E"), Muted: cmp.Or(r.theme.Color("muted"), "#556468"),
		Accent: cmp.Or(r.theme.Color("accent"), "#1E5B5E"), Signal: cmp.Or(r.theme.Color("signal"), "#A8481F"),
	}
}

// isPhotograph reports whether networks can show a picture; they do not draw SVG.
func isPhotograph(address string) bool {
	switch strings.ToLower(path.Ext(address)) {
	case ".png", ".jpg", ".jpeg", ".webp":
		return true
	}
	return false
}

// share is what Open Graph says of a page; of one that is shown in another language,
// what it says of the page itself.
func (r *renderer) share(v *View, t *site.Translation) *Share {
	lang := textLang(t, t.Lang)
	t = t.Real()
	s := &Share{Type: "website", Locale: t.Lang.Territory()}
	switch t.Page.Kind {
	case site.Article, site.News:
		s.Type = "article"
	case site.Leader:
		s.Type = "profile"
	}
	for _, other := range r.site.Translations(t.Page) {
		if other != t {
			s.Locales = append(s.Locales, other.Lang.Territory())
		}
	}
	s.Picture = Picture{URL: r.site.Base.Absolute(r.address(shareFile(t.Lang.Code))), Alt: r.byLang[t.Lang.Code].site.Name, Lang: lang, Width: shareWidth, Height: shareHeight}
	if own := r.ownShare(); own != "" {
		s.Picture.URL = r.site.Base.Absolute(r.site.MediaURL(own))
		s.Picture.Width, s.Picture.Height = r.pixels(own)
	}
	if v.Picture != nil && isPhotograph(v.Picture.URL) {
		s.Picture = *v.Picture
		s.Picture.URL = r.site.Base.Absolute(v.Picture.URL)
	}
	return s
}

// data is what search engines are told of a page: where it stands, what it is
// about, and at home who publishes the site.
func (r *renderer) data(v *View, t *site.Translation) []any {
	var list []any
	if t.Page.Kind == site.Plain && t.Page.ID == site.HomeID {
		list = append(list, r.organization(v))
	}
	if len(v.Breadcrumbs) > 0 && !v.NoIndex {
		var crumbs []feed.Crumb
		for _, up := range r.site.Ancestors(t) {
			if up.From == nil {
				crumbs = append(crumbs, feed.Crumb{Name: up.MenuTitle(), URL: r.site.Base.Absolute(up.URL)})
			}
		}
		list = append(list, feed.NewBreadcrumbs(append(crumbs, feed.Crumb{Name: v.Title, URL: v.Canonical})))
	}
	return append(list, r.structured(v, t)...)
}

// organization is the society as search engines know it.
func (r *renderer) organization(v *View) feed.Organization {
	s, fallbacks := r.site.Config.Society, r.site.Config.Fallbacks()
	o := feed.NewOrganization(r.site.Base.Absolute(r.address("")), v.Site.Name)
	if v.Site.ShortName != v.Site.Name {
		o.AlternateName = v.Site.ShortName
	}
	o.Logo, o.Email, o.Telephone = r.site.Base.Absolute(v.Site.TouchIcon), v.Site.Email, v.Site.Phone
	if a := s.Address; a != nil {
		o.Address = feed.NewPostalAddress()
		o.Address.Street, o.Address.PostalCode = a.Street.For(v.L.Code, fallbacks).Text, a.Postcode
		o.Address.Locality, o.Address.Country = a.City.For(v.L.Code, fallbacks).Text, string(cmp.Or(a.Country, s.Country))
	}
	for _, social := range s.Social {
		o.SameAs = append(o.SameAs, string(social.Value))
	}
	for _, m := range s.MemberOf {
		o.MemberOf = append(o.MemberOf, feed.NewMembership(r.organisation(m, v.L).Title))
	}
	return o
}
