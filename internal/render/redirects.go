package render

import (
	"cmp"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/feed"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
)

// oldAddresses adds what stands at the addresses that pages had before: pages that
// forward, calendars that go on, and the rules by which servers do it better.
func (r *renderer) oldAddresses() {
	for _, p := range r.site.Pages() {
		for _, t := range r.site.Translations(p) {
			r.aliases(t)
		}
	}
	for _, t := range r.site.Hidden() {
		r.later[r.path(t.URL)] = true
		for _, old := range t.Texts.Aliases {
			if name, ok := aliasPath(old.Text); ok {
				r.later[site.EscapePath(name)] = true
				r.aliasOf[site.EscapePath(name)] = cmp.Or(r.aliasOf[site.EscapePath(name)], t)
			}
		}
	}
	gone := r.gone()
	r.recorded(gone)
	r.writeRules()
}

// path returns the way from the site's own address: what is recorded of an address.
func (r *renderer) path(address string) string {
	return strings.TrimPrefix(address, r.site.Base.Path)
}

// answered reports whether a path leads to something, today or on another day.
func (r *renderer) answered(p string) bool {
	return r.table.Lookup(r.site.Base.Path+p) != nil || r.later[p]
}

// aliases adds a redirect page for each old address of a page.
func (r *renderer) aliases(t *site.Translation) {
	for _, old := range t.Texts.Aliases {
		name, ok := aliasPath(old.Text)
		if !ok {
			r.list.Errorf(old.Pos, "%q cannot be an old address", old.Text).WithHint("write it from the site's root, as in /el/old-name/ or /old/page.html")
			continue
		}
		if r.forward(old.Pos, name, t, false) {
			r.aliasOf[site.EscapePath(name)] = t
		}
	}
}

// forward adds a page at an old path, and a rule, that lead to t.
func (r *renderer) forward(pos diag.Pos, name string, t *site.Translation, temporary bool) bool {
	address := r.site.Base.Path + site.EscapePath(name)
	before := r.table.Len()
	r.add(pos, &route.Route{
		URL: address, File: r.fileOf(address), MediaType: typeHTML, Sources: []string{t.File},
	}, func(r *renderer, w io.Writer) error { return r.execute(w, "redirect", r.redirect(t)) })
	if r.table.Len() == before {
		return false
	}
	r.server.Moved = append(r.server.Moved, feed.Moved{From: unescaped(address), To: unescaped(t.URL), Temporary: temporary})
	return true
}

// unescaped returns an address of the site as servers compare it.
func unescaped(address string) string {
	if p, err := url.PathUnescape(address); err == nil {
		return p
	}
	return address
}

// aliasPath returns the path of an old address as it is published: a folder,
// or a file that ends in .html.
func aliasPath(alias string) (string, bool) {
	p, ok := oldPath(alias)
	// Apache reads .ht files and shows none; a folder of such a name closes the one above.
	if !ok || p == "/" || strings.Contains(p, "/.ht") || p == "/_redirects" || strings.HasPrefix(p, "/_redirects/") {
		return "", false
	}
	switch ext := path.Ext(p); {
	case strings.HasSuffix(p, "/"), ext == ".html":
	case ext == ".htm" || ext == ".php" || ext == "":
		p += "/"
	default:
		return "", false
	}
	return p, true
}

// oldPath returns the path of an address that is written from the site's root.
func oldPath(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(address, "/") || u.Host != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	p := u.Path
	const longest = 255 // bytes of a name on most disks
	for name := range strings.SplitSeq(p, "/") {
		if len(name) > longest || strings.ContainsFunc(name, unicode.IsControl) {
			return "", false
		}
	}
	return p, path.Clean(p) == strings.TrimSuffix(p, "/") || p == "/"
}

// redirect returns the view of a page that forwards to t.
func (r *renderer) redirect(t *site.Translation) *View {
	return &View{L: t.Lang, Site: r.byLang[t.Lang.Code].site, Title: t.Title, Canonical: r.site.Base.Absolute(t.Real().URL), Moved: &Link{Title: t.Title, URL: t.URL}}
}

// gone checks the addresses that are gone on purpose. It returns them; one that ends
// in a slash stands also for what was below it. What is made of data may be back on any
// day: then it stands there, and that is no fault.
func (r *renderer) gone() map[string]bool {
	first := map[string]decode.String{}
	paths := map[string]bool{}
	for _, entry := range r.site.Config.Gone {
		name, ok := oldPath(entry.Text)
		if !ok || name == "/" {
			r.list.Errorf(entry.Pos, "%q cannot be an old address", entry.Text).WithHint("write it from the site's root, as in /el/old-name/ or /files/old.pdf")
			continue
		}
		if path.Ext(name) == "" && !strings.HasSuffix(name, "/") {
			name += "/"
		}
		name = site.EscapePath(name)
		if old, twice := first[name]; twice {
			r.list.Errorf(entry.Pos, "%s stands twice among the addresses that are gone", entry.Text).WithAlso(old.Pos, "it stands here first").WithHint("keep one of the two")
			continue
		}
		first[name] = entry
		if r.isBack(name) {
			paths[name] = true
			r.list.Noticef(entry.Pos, "%s is to be gone, and stands there today: it is made of data", entry.Text).
				WithHint("take it out of gone: what is made of data looks after its address by itself")
			continue
		}
		if r.answered(name) {
			p := r.list.Errorf(entry.Pos, "%s is to be gone, and something stands there", entry.Text).WithHint("take it out of gone, or take away the page or the alias")
			if at := r.table.Lookup(r.site.Base.Path + name); at != nil && len(at.Sources) > 0 {
				p.WithAlso(diag.Pos{File: at.Sources[0]}, "what stands there")
			}
			continue
		}
		paths[name] = true
		r.server.Gone = append(r.server.Gone, r.unescapedPath(name))
	}
	return paths
}

// isBack reports whether what stands at a path comes and goes with data: a page that
// nobody writes, a calendar, a feed.
func (r *renderer) isBack(p string) bool {
	rt := r.table.Lookup(r.site.Base.Path + p)
	if rt == nil || r.later[p] {
		return false
	}
	if t := r.site.At(rt.URL); t != nil {
		return t.File == config.File
	}
	return slices.Contains([]string{typeICS, typeAtom, typeJSONFeed}, rt.MediaType)
}

func (r *renderer) unescapedPath(p string) string { return unescaped(r.site.Base.Path + p) }

// isGone reports whether a path is gone on purpose: it is named, or one above it is.
func isGone(gone map[string]bool, p string) bool {
	return gone[p] || slices.ContainsFunc(above(p), func(dir string) bool { return gone[dir] })
}

// above returns the folders above a path, the nearest first; the top is none.
func above(p string) []string {
	var dirs []string
	for dir := parentPath(p); dir != "/" && dir != ""; dir = parentPath(dir) {
		dirs = append(dirs, dir)
	}
	return dirs
}

// parentPath returns the folder of a path, with its slash.
func parentPath(p string) string {
	p = strings.TrimSuffix(p, "/")
	return p[:strings.LastIndexByte(p, '/')+1]
}

// writeRules adds the files of rules for servers. A site's own file of that name
// holds instead.
func (r *renderer) writeRules() {
	r.server.Base = unescaped(r.site.Base.Path)
	for _, l := range r.site.Languages {
		r.server.Languages = append(r.server.Languages, l.Code)
	}
	slices.SortFunc(r.server.Moved, func(a, b feed.Moved) int { return strings.Compare(a.From, b.From) })
	slices.Sort(r.server.Gone)
	for _, f := range []struct {
		name  string
		write func(feed.Rules, io.Writer) error
	}{{"_redirects", feed.Rules.WriteNetlify}, {".htaccess", feed.Rules.WriteApache}, {"redirects.nginx.conf", feed.Rules.WriteNginx}} {
		if own := r.table.Lookup(r.address(f.name)); own != nil {
			if len(r.server.Moved)+len(r.server.Gone) > 0 {
				r.list.Noticef(diag.Pos{File: own.Sources[0]}, "the rules for old addresses are not written into this file, which is your own").
					WithHint("the pages at old addresses forward readers all the same; a server without the rules answers 404 for what is gone, not 410")
			}
			continue
		}
		r.add(diag.Pos{}, &route.Route{URL: r.address(f.name), File: f.name, MediaType: typeText, Sources: []string{"site.yaml"}},
			always(func(w io.Writer) error { return f.write(r.server, w) }))
	}
}
