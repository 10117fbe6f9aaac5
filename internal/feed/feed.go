// Package feed writes what machines read about a site: Atom, calendars, the
// sitemap, robots.txt, the facts in a page for search engines (JSON-LD), and the
// groups as open data. It is given plain values, complete and absolute, and writes them
// in the form that the standards ask for, the same bytes for the same values.
package feed

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"fishbowl/internal/civil"
)

// Atom is a feed (RFC 4287).
type Atom struct {
	ID      string // permanent
	Lang    string
	Title   string
	Author  string
	URL     string // of the page that the feed belongs to
	Self    string // of the feed
	Entries []Entry
}

// Entry is an item of a feed. Addresses are absolute.
type Entry struct {
	ID        string // permanent: it does not change with the address
	Title     string
	URL       string
	Published civil.Date
	Updated   civil.Date
	Authors   []string
	Summary   string // plain text
	Content   string // HTML with absolute links
}

// WriteAtom writes the feed. Dates are days, so times are midnight in the
// site's zone.
func WriteAtom(w io.Writer, a Atom, zone *time.Location) error {
	type link struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	type text struct {
		Type string `xml:"type,attr"`
		Body string `xml:",chardata"`
	}
	type person struct {
		Name string `xml:"name"`
	}
	type entry struct {
		ID        string   `xml:"id"`
		Title     string   `xml:"title"`
		Link      link     `xml:"link"`
		Published string   `xml:"published"`
		Updated   string   `xml:"updated"`
		Authors   []person `xml:"author"`
		Summary   string   `xml:"summary,omitempty"`
		Content   *text    `xml:"content"`
	}
	doc := struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string   `xml:"xml:lang,attr"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  person   `xml:"author"`
		Links   []link   `xml:"link"`
		Entries []entry  `xml:"entry"`
	}{Lang: a.Lang, ID: a.ID, Title: a.Title, Author: person{a.Author},
		Links: []link{{"self", "application/atom+xml", a.Self}, {"alternate", "text/html", a.URL}}}
	stamp := func(d civil.Date) string { return d.At(civil.Time{}, zone).Format(time.RFC3339) }
	newest := civil.Date{Year: 1970, Month: 1, Day: 1}
	for _, e := range a.Entries {
		x := entry{ID: e.ID, Title: e.Title, Link: link{"alternate", "text/html", e.URL},
			Published: stamp(e.Published), Updated: stamp(e.Updated), Summary: e.Summary}
		for _, name := range e.Authors {
			x.Authors = append(x.Authors, person{name})
		}
		if e.Content != "" {
			x.Content = &text{"html", e.Content}
		}
		doc.Entries = append(doc.Entries, x)
		if e.Updated.After(newest) {
			newest = e.Updated
		}
	}
	doc.Updated = stamp(newest)
	return writeXML(w, doc)
}

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
