package site

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/markdown"
	"fishbowl/internal/record"
	"fishbowl/internal/reference"
	"fishbowl/internal/source"
)

// Target is where a link by id leads.
type Target struct {
	URL string
	// Lang is the language of the page that is linked to, where it is not the
	// language of the page that links; else empty.
	Lang string
}

// Resolve returns where a link of a body leads: kind:id, an address of the
// site, or a file beside the page. ok is false where nothing is there.
func (s *Outline) Resolve(from *Translation, link markdown.Link) (t Target, ok bool) {
	fragment := ""
	if link.Fragment != "" {
		fragment = "#" + url.PathEscape(link.Fragment)
	}
	switch {
	case link.Scheme == "work":
		w, known := s.Works.Get(link.Target)
		page := s.Page(Plain, ReferencesID)
		if !known || page == nil {
			return Target{}, false
		}
		return s.target(s.nearest(page.in, from.Lang.Code), from, "#"+url.PathEscape(WorkID(w))), true
	case isKind(link.Scheme):
		page := s.Page(Kind(link.Scheme), link.Target)
		if page == nil {
			return Target{}, false
		}
		// A link that somebody wrote leads somewhere even where lists leave
		// the page out.
		return s.target(s.nearest(page.in, from.Lang.Code), from, fragment), true
	case link.Scheme == "file":
		u := cmp.Or(s.File(from, link.Target), s.media[norm.NFC.String("content/files/"+link.Target)])
		return Target{URL: u}, u != ""
	case link.Scheme == "" && link.Target == "":
		return Target{URL: fragment}, true
	case link.Scheme == "" && strings.HasPrefix(link.Target, "/") && !strings.HasPrefix(link.Target, "/files/"):
		return s.byAddress(from, link.Target, fragment), true
	}
	u := s.File(from, link.Target)
	return Target{URL: u + fragment}, u != ""
}

// byAddress is where a link by address leads. In a text that another language shows,
// an address of the text's language is that of the reader's.
func (s *Outline) byAddress(from *Translation, address, fragment string) Target {
	if t := s.byURL[s.Base.Path+address]; t != nil && t.Lang == from.Real().Lang {
		return s.target(t, from, fragment)
	}
	t := Target{URL: s.Base.Path + address + fragment}
	if lang, _, _ := strings.Cut(address[1:], "/"); lang != from.Lang.Code && slices.Contains(s.Config.Codes(), lang) {
		t.Lang = lang
	}
	return t
}

// WorkID is the id of a work's entry in a list of works. Headings have none that begins so.
func WorkID(w *reference.Work) string { return "ref-" + w.ID }

func (s *Outline) target(t *Translation, from *Translation, fragment string) Target {
	if own := t.Page.Shown(from.Lang.Code); own != nil {
		return Target{URL: own.URL + fragment}
	}
	return Target{URL: t.URL + fragment, Lang: t.Lang.Code}
}

// File returns the address of a file or picture that a page names: relative to
// the page's file, or from /files/; "" where there is none.
func (s *Outline) File(from *Translation, name string) string { return s.media[s.named(from, name)] }

// MediaOf returns the published file that a page names as [Site.File] does.
func (s *Outline) MediaOf(from *Translation, name string) (m source.Media, ok bool) {
	m, ok = s.byFile[s.named(from, name)]
	return m, ok
}

// named returns the file, relative to the site, that a page names: as it is
// written, or with its percent signs resolved as in an address.
func (s *Outline) named(from *Translation, name string) string {
	place := func(name string) string {
		if rest, ok := strings.CutPrefix(name, "/files/"); ok {
			return norm.NFC.String("content/files/" + rest)
		}
		return norm.NFC.String(path.Join(path.Dir(from.File), name))
	}
	file := place(name)
	if _, ok := s.byFile[file]; ok {
		return file
	}
	if u, err := url.PathUnescape(name); err == nil {
		return place(u)
	}
	return file
}

var kindsOfLink = []string{string(Plain), string(Article), string(News), string(Leader), string(Event), string(Group), string(Topic)}

func isKind(s string) bool { return slices.Contains(kindsOfLink, s) }

// links checks everything that names a page or a file, but for running texts.
func (b *builder) links() {
	seen := map[string]diag.Pos{}
	for _, entry := range b.Config.Menu {
		for _, ref := range append([]decode.Ref{entry.Page}, entry.Items...) {
			if first, twice := seen[ref.ID]; twice {
				b.list.Errorf(ref.Pos, "the page %q stands twice in the menu", ref.ID).WithAlso(first, "it stands here first").WithHint("keep one of the two")
			} else if b.Page(Plain, ref.ID) == nil && ref.ID != "" {
				b.missing(ref.Pos, Plain, ref.ID)
			}
			seen[ref.ID] = ref.Pos
		}
	}
	for _, p := range b.pages {
		if p.Group != nil && p.Group.Rules.Page.ID != "" && b.Page(Plain, p.Group.Rules.Page.ID) == nil {
			b.missing(p.Group.Rules.Page.Pos, Plain, p.Group.Rules.Page.ID)
		}
		for _, g := range p.Meta.Groups {
			if b.Page(Group, g.ID) == nil && g.ID != "" {
				b.missing(g.Pos, Group, g.ID)
			}
		}
		for _, t := range b.Translations(p) {
			b.files(t)
		}
	}
}

// files checks the files that a page or a record names.
func (b *builder) files(t *Translation) {
	p := t.Page
	var names []decode.String
	if p.Meta.Image != "" {
		names = append(names, decode.String{Text: p.Meta.Image, Pos: p.Meta.At("image")})
	}
	if t.Texts.PDF != "" {
		names = append(names, decode.String{Text: t.Texts.PDF, Pos: t.Texts.At("pdf")})
	}
	var downloads []record.Download
	switch {
	case p.Leader != nil:
		names = append(names, p.Leader.Portrait.File)
	case p.Group != nil:
		downloads = p.Group.Downloads
	case p.Event != nil:
		downloads = p.Event.Downloads
	}
	for _, d := range downloads {
		names = append(names, d.File)
	}
	for _, name := range names {
		switch {
		case name.Text == "":
		case strings.Contains(name.Text, "://"):
			b.list.Errorf(name.Pos, "a file of the site cannot come from %q", name.Text).
				WithHint("put it beside the text and write its name, or into content/files and write /files/NAME")
		case b.File(t, name.Text) == "":
			b.noFile(name.Pos, name.Text, "/files/")
		}
	}
	if pdf := t.Texts.PDF; pdf != "" && !strings.EqualFold(path.Ext(pdf), ".pdf") {
		b.list.Errorf(t.Texts.At("pdf"), "%q is no PDF", pdf).WithHint("write the name of a file that ends in .pdf")
	}
}

func (b *builder) dangling(link markdown.Link) {
	switch {
	case link.Scheme == "work" && b.isLost("content/references"):
	case link.Scheme == "work" && b.Page(Plain, ReferencesID) == nil:
		b.list.Errorf(link.Pos, "the site has no page %q for the works to stand on", ReferencesID).
			WithHint("write content/%s.LANG.md, a title and a description will do", ReferencesID)
	case link.Scheme == "work":
		decode.Unknown(b.list, link.Pos, "work", link.Target, b.Works.Keys())
	case isKind(link.Scheme):
		b.missing(link.Pos, Kind(link.Scheme), link.Target)
	case strings.HasSuffix(link.Target, ".md"):
		name, _, _ := strings.Cut(path.Base(link.Target), ".")
		b.list.Errorf(link.Pos, "a link cannot lead to a content file: %q", link.Target).WithHint("link by id, as in page:%s", name)
	case link.Scheme == "file":
		b.noFile(link.Pos, link.Target, "")
	default:
		b.noFile(link.Pos, link.Target, "/files/")
	}
}

// missing reports a page that is not there, or not there today.
func (b *builder) missing(pos diag.Pos, k Kind, id string) {
	gone, unseen := b.unseen[k][id]
	switch {
	case gone.reported || b.follows(k, id):
		return
	case gone.byDay:
		b.list.Noticef(pos, "the %s %q is not published today: %s; a link to it is plain text", k, id, gone.why)
		return
	case unseen:
		b.list.Errorf(pos, "the %s %q is not published: %s", k, id, gone.why).WithHint("remove it here for now")
		return
	}
	var ids []string
	for known := range b.index[k] {
		if known != NotFoundID {
			ids = append(ids, known)
		}
	}
	p := decode.Unknown(b.list, pos, string(k), id, ids)
	for _, other := range kindsOfLink {
		if b.Page(Kind(other), id) != nil {
			p.WithHint("did you mean %s:%s?", other, id)
		}
	}
}

// follows reports whether a page may lack only because what it is made from could
// not be read, which has been reported.
func (b *builder) follows(k Kind, id string) bool {
	switch {
	case k == Group || k == Plain && id == GroupsID:
		return b.lostGroups
	case k == Topic || k == Plain && id == TopicsID:
		return b.lostPages
	}
	return false
}

// isLost reports whether a data file whose name begins so could not be read.
func (b *builder) isLost(prefix string) bool {
	return slices.ContainsFunc(b.lost, func(file string) bool { return strings.HasPrefix(file, prefix) })
}

// noFile reports a file that is not there; folder is what stands before the names
// of those in content/files.
func (b *builder) noFile(pos diag.Pos, name, folder string) {
	p := b.list.Errorf(pos, "there is no file %q", name)
	var names []string
	written := map[string]string{} // as it is to be written, by the last part
	for _, m := range b.Media {
		last := path.Base(m.File)
		names = append(names, last)
		if rest, ok := strings.CutPrefix(m.File, "content/files/"); ok {
			written[last] = folder + rest
		} else {
			written[last] = cmp.Or(written[last], last)
		}
	}
	if near := diag.Nearest(path.Base(name), names); near != "" {
		p.WithHint("did you mean %q?", written[near])
	}
	p.AddHint("files are named from the page's folder, or from /files/ for what lies in content/files/")
}

// EscapePath percent-encodes a slash path for an address.
func EscapePath(p string) string { return (&url.URL{Path: p}).EscapedPath() }

// MenuItem is an entry of the menu in one language.
type MenuItem struct {
	Page  *Translation
	Items []MenuItem
}

// Menu returns the menu in a language; pages that the language lacks follow
// the policy for them.
func (s *Outline) Menu(l *locale.Language) []MenuItem {
	var menu []MenuItem
	for _, entry := range s.Config.Menu {
		item := s.menuItem(entry, l)
		if item.Page != nil {
			menu = append(menu, item)
		}
	}
	return menu
}

func (s *Outline) menuItem(entry config.MenuEntry, l *locale.Language) MenuItem {
	item := MenuItem{Page: s.For(s.Page(Plain, entry.Page.ID), l.Code)}
	for _, ref := range entry.Items {
		if t := s.For(s.Page(Plain, ref.ID), l.Code); t != nil {
			item.Items = append(item.Items, MenuItem{Page: t})
		}
	}
	return item
}
