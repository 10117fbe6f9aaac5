package feed

import (
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Rules are what a web server has to know beside the files: which addresses have
// moved, which are gone, and which page answers for one that is not there. All paths
// are those of a server, from its top, and not percent-encoded. None holds for more
// than the one address: what stands below an old address may be a page.
type Rules struct {
	Base      string // the path of the site's address: "", or /balint
	Languages []string
	Moved     []Moved
	Gone      []string
}

// Moved is an address with the one that took its place. One that ends in a slash
// stands also for itself without it.
type Moved struct {
	From, To  string
	Temporary bool // it may come back
}

func (m Moved) status() int {
	if m.Temporary {
		return 302
	}
	return 301
}

// notFound returns the page that answers for an address where nothing is.
func (r Rules) notFound(address string) string {
	below := strings.TrimPrefix(address, r.Base)
	first, _, _ := strings.Cut(strings.TrimPrefix(below, "/"), "/")
	if slices.Contains(r.Languages, first) {
		return r.Base + "/" + first + "/404.html"
	}
	return r.Base + "/404.html"
}

func encoded(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// WriteNetlify writes the file _redirects: the first line that fits decides, a final
// slash makes no difference. A line with ! holds although a page stands there; without,
// the small page that forwards would answer. Netlify writes any status.
func (r Rules) WriteNetlify(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Rules of Netlify, written by fishbowl.\n")
	literal := strings.NewReplacer("*", "%2A", ":", "%3A") // else one means anything, the other a name
	from := func(path string) string { return literal.Replace(encoded(path)) }
	for _, m := range r.Moved {
		fmt.Fprintf(&b, "%s %s %d!\n", from(m.From), encoded(m.To), m.status())
	}
	for _, gone := range r.Gone {
		fmt.Fprintf(&b, "%s %s 410\n", from(gone), encoded(r.notFound(gone)))
	}
	for _, l := range r.Languages {
		dir := encoded(r.Base + "/" + l + "/")
		fmt.Fprintf(&b, "%s* %s404.html 404\n", dir, dir)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteApache writes a .htaccess of Apache 2.4. It needs AllowOverride FileInfo and no
// module that may be missing. Patterns are compared with the decoded address.
func (r Rules) WriteApache(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Rules of Apache 2.4, written by fishbowl.\n")
	pages := func(address string) {
		page := encoded(r.notFound(address))
		fmt.Fprintf(&b, "ErrorDocument 404 %s\nErrorDocument 410 %[1]s\n", page)
	}
	pages(r.Base + "/")
	for _, l := range r.Languages {
		dir := r.Base + "/" + l + "/"
		fmt.Fprintf(&b, "<If %s>\n", apacheQuoted("%{REQUEST_URI} =~ m#^"+strings.ReplaceAll(regexp.QuoteMeta(dir), "#", `\#`)+"#"))
		pages(dir)
		b.WriteString("</If>\n")
	}
	b.WriteString("<IfModule mod_alias.c>\n")
	for _, m := range r.Moved {
		to := strings.NewReplacer(`\`, `\\`, "$", `\$`).Replace(m.To)
		fmt.Fprintf(&b, "RedirectMatch %d %s %s\n", m.status(), apachePattern(m.From), apacheQuoted(to))
	}
	for _, gone := range r.Gone {
		fmt.Fprintf(&b, "RedirectMatch 410 %s\n", apachePattern(gone))
	}
	b.WriteString("</IfModule>\n")
	assets := apacheQuoted("%{REQUEST_URI} =~ m#^" + regexp.QuoteMeta(r.Base+"/assets/") + "#")
	fmt.Fprintf(&b, "<IfModule mod_headers.c>\nHeader set Cache-Control \"no-cache\"\n<If %s>\nHeader set Cache-Control \"public, max-age=31536000, immutable\"\n</If>\n</IfModule>\n", assets)
	_, err := io.WriteString(w, b.String())
	return err
}

// apachePattern returns the pattern of one address, with and without its final slash.
func apachePattern(path string) string {
	pattern := "^" + regexp.QuoteMeta(strings.TrimSuffix(path, "/"))
	if strings.HasSuffix(path, "/") {
		pattern += "/?"
	}
	return apacheQuoted(pattern + "$")
}

// apacheQuoted returns an argument of a directive.
func apacheQuoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// WriteNginx writes what nginx includes within server { … }.
func (r Rules) WriteNginx(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Rules of nginx, written by fishbowl: include this file within server { … }.\n")
	fmt.Fprintf(&b, "error_page 404 410 %s;\n", nginxQuoted(r.notFound(r.Base+"/")))
	for _, l := range r.Languages {
		dir := r.Base + "/" + l + "/"
		fmt.Fprintf(&b, "location %s { error_page 404 410 %s; }\n", nginxQuoted(dir), nginxQuoted(r.notFound(dir)))
	}
	exactly := func(path, rule string) {
		fmt.Fprintf(&b, "location = %s { %s }\n", nginxQuoted(path), rule)
		if bare := strings.TrimSuffix(path, "/"); bare != path {
			fmt.Fprintf(&b, "location = %s { %s }\n", nginxQuoted(bare), rule)
		}
	}
	for _, m := range r.Moved {
		exactly(m.From, fmt.Sprintf("return %d %s;", m.status(), nginxQuoted(encoded(m.To))))
	}
	for _, gone := range r.Gone {
		exactly(gone, fmt.Sprintf("error_page 410 %s; return 410;", nginxQuoted(r.notFound(gone))))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// nginxQuoted returns a parameter of a directive.
func nginxQuoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
