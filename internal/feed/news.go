package feed

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"io"
	"time"

	"fishbowl/internal/civil"
)

// News is what the feeds of a language tell, in whatever format. Addresses are absolute.
type News struct {
	ID      string // permanent
	Lang    string
	Title   string
	Author  string // who publishes it
	URL     string // of the page that the feeds belong to
	Icon    string
	Atom    string // of the feeds themselves
	JSON    string
	Zone    *time.Location // dates are days: they begin at midnight there
	Entries []Entry
}

// Entry is an item of a feed, in the language of the feed.
type Entry struct {
	ID        string // permanent: it does not change with the address
	Title     string
	URL       string
	Published civil.Date
	Updated   civil.Date
	Authors   []Author
	Topics    []Topic
	Summary   string // plain text
	Content   string // HTML with absolute links
	Image     string
	Rights    string
	Files     []Attached
}

// Author is somebody with, perhaps, a page.
type Author struct {
	Name string `json:"name" xml:"name"`
	URL  string `json:"url,omitempty" xml:"uri,omitempty"`
}

// Topic is a tag with its label in the language of the feed.
type Topic struct {
	ID    string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// Attached is a document of an entry.
type Attached struct {
	URL       string `json:"url"`
	MediaType string `json:"mime_type"`
	Title     string `json:"title,omitempty"`
	Size      int64  `json:"size_in_bytes,omitempty"` // 0: not known
}

func (n News) stamp(d civil.Date) string { return d.At(civil.Time{}, n.Zone).Format(time.RFC3339) }

type atomLink struct {
	Rel    string `xml:"rel,attr"`
	Type   string `xml:"type,attr,omitempty"`
	Length int64  `xml:"length,attr,omitempty"`
	Href   string `xml:"href,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Body string `xml:",chardata"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Links     []atomLink `xml:"link"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Authors   []Author   `xml:"author"`
	Topics    []Topic    `xml:"category"`
	Rights    string     `xml:"rights,omitempty"`
	Summary   string     `xml:"summary,omitempty"`
	Content   *atomText  `xml:"content"`
}

// WriteAtom writes the feed as Atom (RFC 4287).
func (n News) WriteAtom(w io.Writer) error {
	doc := struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  Author      `xml:"author"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}{Lang: n.Lang, ID: n.ID, Title: n.Title, Author: Author{Name: n.Author},
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: n.Atom}, {Rel: "alternate", Type: "text/html", Href: n.URL}}}
	newest := civil.Date{Year: 1970, Month: 1, Day: 1}
	for _, e := range n.Entries {
		x := atomEntry{ID: e.ID, Title: e.Title, Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: e.URL}},
			Published: n.stamp(e.Published), Updated: n.stamp(e.Updated), Authors: e.Authors, Topics: e.Topics, Rights: e.Rights, Summary: e.Summary}
		for _, f := range e.Files {
			x.Links = append(x.Links, atomLink{"enclosure", f.MediaType, f.Size, f.URL})
		}
		if e.Content != "" {
			x.Content = &atomText{"html", e.Content}
		}
		doc.Entries = append(doc.Entries, x)
		newest = civil.Latest(newest, e.Updated)
	}
	doc.Updated = n.stamp(newest)
	return writeXML(w, doc)
}

type jsonItem struct {
	ID        string     `json:"id"`
	URL       string     `json:"url"`
	Title     string     `json:"title"`
	HTML      string     `json:"content_html,omitempty"`
	Text      string     `json:"content_text,omitempty"` // where there is no HTML: one of the two is required
	Summary   string     `json:"summary,omitempty"`
	Image     string     `json:"image,omitempty"`
	Published string     `json:"date_published"`
	Modified  string     `json:"date_modified"`
	Authors   []Author   `json:"authors,omitempty"`
	Topics    []string   `json:"tags,omitempty"`
	Lang      string     `json:"language"`
	Files     []Attached `json:"attachments,omitempty"`
}

// WriteJSON writes the feed as JSON Feed 1.1 (jsonfeed.org).
func (n News) WriteJSON(w io.Writer) error {
	doc := struct {
		Version string     `json:"version"`
		Title   string     `json:"title"`
		Home    string     `json:"home_page_url"`
		Self    string     `json:"feed_url"`
		Icon    string     `json:"icon,omitempty"`
		Authors []Author   `json:"authors"`
		Lang    string     `json:"language"`
		Items   []jsonItem `json:"items"`
	}{"https://jsonfeed.org/version/1.1", n.Title, n.URL, n.JSON, n.Icon, []Author{{n.Author, n.URL}}, n.Lang, []jsonItem{}}
	for _, e := range n.Entries {
		item := jsonItem{ID: e.ID, URL: e.URL, Title: e.Title, HTML: e.Content, Summary: e.Summary, Image: e.Image,
			Published: n.stamp(e.Published), Modified: n.stamp(e.Updated), Authors: e.Authors, Lang: n.Lang, Files: e.Files}
		if item.HTML == "" {
			item.Text = cmp.Or(e.Summary, e.Title)
		}
		for _, t := range e.Topics {
			item.Topics = append(item.Topics, t.Label)
		}
		doc.Items = append(doc.Items, item)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(doc)
}
