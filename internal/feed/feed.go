// Package feed writes what machines read about a site: news feeds, calendars, the
// sitemap, robots.txt, the facts in a page for search engines (JSON-LD), and the
// groups as open data. It is given plain values, complete and absolute, and writes them
// in the form that the standards ask for, the same bytes for the same values.
package feed

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"fishbowl/internal/civil"
)

// Page is an address in the sitemap.
type Page struct {
	URL        string
	Modified   civil.Date // zero where it is not known
	Alternates []Alternate
}

// Alternate is the address of the same page in a language; Lang is "x-default"
// for readers of other languages.
type Alternate struct{ Lang, URL string }

// WriteSitemap writes the pages as sitemaps.org and Google's extension for
// languages have it.
func WriteSitemap(w io.Writer, pages []Page) error {
	type link struct {
		Rel  string `xml:"rel,attr"`
		Lang string `xml:"hreflang,attr"`
		Href string `xml:"href,attr"`
	}
	type url struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod,omitempty"`
		Links   []link `xml:"xhtml:link"`
	}
	doc := struct {
		XMLName xml.Name `xml:"urlset"`
		NS      string   `xml:"xmlns,attr"`
		XHTML   string   `xml:"xmlns:xhtml,attr"`
		URLs    []url    `xml:"url"`
	}{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	for _, p := range pages {
		u := url{Loc: p.URL}
		if !p.Modified.IsZero() {
			u.LastMod = p.Modified.String()
		}
		for _, a := range p.Alternates {
			u.Links = append(u.Links, link{"alternate", a.Lang, a.URL})
		}
		doc.URLs = append(doc.URLs, u)
	}
	return writeXML(w, doc)
}

func writeXML(w io.Writer, doc any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	if err := xml.NewEncoder(w).Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// WriteRobots writes a robots.txt that hides nothing and names the sitemap.
func WriteRobots(w io.Writer, sitemap string) error {
	_, err := fmt.Fprintf(w, "User-agent: *\nAllow: /\n\nSitemap: %s\n", sitemap)
	return err
}

// TagURI returns a permanent name for a thing of a site (RFC 4151), which stays
// when its address changes. The year is the thing's own.
func TagURI(host string, year int, name ...string) string {
	return fmt.Sprintf("tag:%s,%d:%s", host, year, strings.Join(name, ":"))
}
