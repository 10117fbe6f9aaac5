package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"fishbowl/internal/diag"
)

// elsewhere are the schemes of addresses outside the site.
var elsewhere = []string{"http", "https", "mailto", "tel"}

var schemeForm = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*):(.*)$`)

// written resolves what an author wrote between parentheses.
func written(dest []byte) []byte { return resolve(util.UnescapePunctuations(dest)) }

// address reads a target. What it does not know is an error, so that nothing
// but the schemes above reaches a page.
func (d *draft) address(dest []byte, pos diag.Pos, picture bool) (Link, bool) {
	to := string(bytes.TrimSpace(dest))
	m := schemeForm.FindStringSubmatch(to)
	switch {
	case to == "":
		d.list.Errorf(pos, "the address is empty").WithHint("write between the parentheses where the link leads, as in [our rules](page:rules), or the name of the picture")
	case strings.ContainsFunc(to, func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }):
		d.list.Errorf(pos, "an invisible control character stands in this address").WithHint("delete the address and write it anew")
	case strings.HasPrefix(to, "//"):
		d.list.Errorf(pos, "the address %q lacks its beginning", to).WithHint("write https:%s", to)
	case m == nil && strings.Contains(to, `\`):
		d.list.Errorf(pos, `the path "%s" has a \`, to).WithHint("write / instead")
	case m == nil:
		path, fragment, _ := strings.Cut(to, "#")
		return Link{"", path, fragment, pos}, true
	case picture:
		d.list.Errorf(pos, "a picture cannot come from %q", m[1]+":").
			WithHint("put it beside the text and write its name, or into content/files and write /files/NAME")
	default:
		return d.schemed(to, m[1], m[2], pos)
	}
	return Link{}, false
}

func (d *draft) schemed(to, scheme, rest string, pos diag.Pos) (Link, bool) {
	name, fragment, _ := strings.Cut(rest, "#")
	lower := strings.ToLower(scheme)
	switch {
	case scheme == "file" && strings.HasPrefix(name, "/"):
		d.list.Errorf(pos, "%q is an address within one computer", to).
			WithHint("put the file into content/files and link to it as file:NAME or /files/NAME")
	case slices.Contains(kinds, scheme) && name == "":
		d.list.Errorf(pos, "%q does not name what it points at", to).WithHint("write its id behind the colon, as in %s:some-id", scheme)
	case slices.Contains(kinds, scheme):
		return Link{scheme, name, fragment, pos}, true
	case slices.Contains(elsewhere, lower):
		web := strings.HasPrefix(lower, "http")
		host := strings.TrimPrefix(rest, "//")
		if host != "" && web == (host != rest) && !strings.ContainsAny(host[:1], "/?#:@ ") {
			return Link{lower, to, "", pos}, true
		}
		d.list.Errorf(pos, "%q is not a whole address", to).WithHint("write https://, the name of the site and the path; or mailto: and an e-mail address")
	default:
		p := d.list.Errorf(pos, "an address cannot begin with %q", scheme+":")
		if near := diag.Nearest(scheme, append(Kinds(), elsewhere...)); near != "" && near != lower || lower != scheme && slices.Contains(kinds, lower) {
			p.WithHint("did you mean %q?", near+":")
		} else {
			p.WithHint("link to %s: and an id, to /files/…, or to https://, mailto: or tel:", strings.Join(kinds, ":, "))
		}
	}
	return Link{}, false
}

// anchorTag writes the start tag of a link. What has no target stays an a
// element without one.
func (d *draft) anchorTag(l Link, ok bool, title []byte) (h *Hole) {
	d.write("<a")
	switch {
	case !ok:
	case slices.Contains(elsewhere, l.Scheme):
		d.write(` href="`)
		d.escaped(util.URLEscape([]byte(l.Target), false))
		d.write(`"`)
	default:
		h = d.hole(LinkHole, l)
	}
	if ok {
		d.doc.Links = append(d.doc.Links, l)
	}
	if len(title) > 0 {
		d.write(` title="`)
		d.escaped(d.phrase(title))
		d.write(`"`)
	}
	d.write(">")
	return h
}

func (d *draft) link(n *ast.Link) {
	pos := d.of(n.Destination, n)
	l, ok := d.address(written(n.Destination), pos, false)
	h := d.anchorTag(l, ok, n.Title)
	start, pictures := len(d.text), d.pictures
	d.inLink++
	d.inlines(n)
	d.inLink--
	said := string(folded(bytes.Clone(d.text[start:])))
	if said == "" && d.pictures == pictures {
		d.list.Errorf(d.at(n.Pos()), "this link has no text").WithHint("write between the brackets where it leads, as in [our rules](page:rules)")
	}
	if h != nil {
		h.Text = said
	}
	d.write("</a>")
}

// autoLink writes <https://…> and addresses that stand bare in the text. Within
// a link they are text: links do not nest.
func (d *draft) autoLink(n *ast.AutoLink) {
	label := n.Label(d.src)
	if d.inLink > 0 {
		d.verbatim(label)
		return
	}
	url, pos := n.URL(d.src), d.of(label, n)
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(url), []byte("mailto:")) {
		url = append([]byte("mailto:"), url...)
	}
	l, ok := d.address(url, pos, false)
	if ok && slices.Contains(kinds, l.Scheme) {
		d.list.Errorf(pos, "a link to %q needs a text", l.Scheme+":"+l.Target).WithHint("write [the text](%s)", label)
		ok = false
	}
	d.anchorTag(l, ok, nil)
	d.verbatim(label)
	d.write("</a>")
}
