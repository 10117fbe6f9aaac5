package render

import (
	"path"
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/picture"
	"fishbowl/internal/record"
	"fishbowl/internal/site"
)

// picture is a picture that the page t names; nil without a name.
func (r *renderer) picture(t *site.Translation, name, alt string) *Picture {
	if name == "" {
		return nil
	}
	p := &Picture{URL: r.site.File(t, name), Alt: alt}
	if m, ok := r.site.MediaOf(t, name); ok {
		p.Width, p.Height = r.pixels(m.File)
	}
	return p
}

// qr is the QR code of a page's address. The few addresses that are too long for one
// (2,331 bytes) are read from the letters beside it.
func qr(address string) *QR {
	path, side, err := picture.QR(address)
	if err != nil {
		return nil
	}
	return &QR{Path: path, Side: side}
}

// pixels returns the size of a picture in pixels, so that the page keeps its place
// while it loads; zeros where it is not known.
func (r *renderer) pixels(file string) (width, height int) {
	type size struct{ width, height int }
	if known, ok := r.sizes.Load(file); ok {
		return known.(size).width, known.(size).height
	}
	f, err := r.fsys.Open(file)
	if err != nil {
		return 0, 0 // told when the file is published
	}
	defer f.Close()
	width, height, _ = picture.Size(f)
	r.sizes.Store(file, size{width, height})
	return width, height
}

// downloads are files to take away, each with its form and size.
func (r *renderer) downloads(t *site.Translation, list []record.Download) []Download {
	var out []Download
	for _, d := range list {
		out = append(out, r.download(t, d.File.Text, d.Label.For(t.Lang.Code, r.site.Config.Fallbacks())))
	}
	return out
}

func (r *renderer) download(t *site.Translation, name string, label locale.Phrase) Download {
	d := Download{Link: Link{Title: label.Text, Lang: label.Lang, URL: r.site.File(t, name)}}
	form := strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))
	if m, ok := r.site.MediaOf(t, name); ok {
		const kilobyte = 1024
		d.Form = t.Lang.Word("page.file_size", "Size", t.Lang.Number(float64((m.Size+kilobyte-1)/kilobyte)))
	}
	if form != "" {
		d.Form = form + ", " + d.Form
	}
	return d
}

// checkPictures reports files that are named as pictures and that no browser
// shows as one.
func (r *renderer) checkPictures() {
	check := func(pos diag.Pos, file string) {
		if width, _ := r.pixels(file); width == 0 && strings.ToLower(path.Ext(file)) != ".svg" {
			r.list.Warnf(pos, "%q is no picture that browsers show", path.Base(file)).WithHint("pictures are PNG, JPEG, WebP, GIF or SVG files")
		}
	}
	for _, p := range r.site.Pages() {
		t := r.site.Translations(p)[0]
		var names []decode.String
		if p.Meta.Image != "" {
			names = append(names, decode.String{Text: p.Meta.Image, Pos: p.Meta.At("image")})
		}
		if p.Leader != nil {
			names = append(names, p.Leader.Portrait.File)
		}
		for _, name := range names {
			if m, ok := r.site.MediaOf(t, name.Text); ok && name.Text != "" {
				check(name.Pos, m.File)
			}
		}
	}
	if own := r.ownShare(); own != "" {
		check(diag.Pos{File: own}, own)
	}
}
