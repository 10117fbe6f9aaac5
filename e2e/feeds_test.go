package e2e

import (
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"net/url"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/net/html"
)

// atom is what a feed reader looks for (RFC 4287).
type atom struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Authors []string   `xml:"author>name"`
	Links   []atomLink `xml:"link"`
	Entries []struct {
		ID      string     `xml:"id"`
		Title   string     `xml:"title"`
		Updated string     `xml:"updated"`
		Authors []string   `xml:"author>name"`
		Links   []atomLink `xml:"link"`
		Summary string     `xml:"summary"`
		Content struct {
			Type string `xml:"type,attr"`
			Body string `xml:",chardata"`
		} `xml:"content"`
	} `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

func TestFeeds(t *testing.T) {
	s := reference(t)
	for _, lang := range languages {
		t.Run(lang, func(t *testing.T) {
			file := lang + "/feed.xml"
			data, err := fs.ReadFile(s, file)
			if err != nil {
				t.Fatal(err)
			}
			feed := new(atom)
			if err := xml.Unmarshal(data, feed); err != nil {
				t.Fatal(err)
			}
			if feed.Lang != lang {
				t.Errorf("xml:lang is %q", feed.Lang)
			}
			if got, want := linkOf(feed.Links, "self"), s.base+"/"+file; got != want {
				t.Errorf("self is %q, want %q", got, want)
			}
			s.checkFeed(t, feed)
		})
	}
}

func (s *site) checkFeed(t *testing.T, feed *atom) {
	updated := checkEntry(t, "feed", feed.ID, feed.Title, feed.Updated)
	s.checkAbsolute(t, "feed", linkOf(feed.Links, "alternate"))
	seen := map[string]bool{}
	for _, e := range feed.Entries {
		if latest := checkEntry(t, e.ID, e.ID, e.Title, e.Updated); latest.After(updated) {
			t.Errorf("%s: is newer than its feed", e.ID)
		}
		if seen[e.ID] {
			t.Errorf("%s: the id is given twice", e.ID)
		}
		seen[e.ID] = true
		if len(e.Authors)+len(feed.Authors) == 0 {
			t.Errorf("%s: no author", e.ID)
		}
		s.checkAbsolute(t, e.ID, linkOf(e.Links, "alternate"))
		if e.Content.Body == "" && e.Summary == "" {
			t.Errorf("%s: neither content nor summary", e.ID)
		}
		if e.Content.Body != "" && e.Content.Type != "html" {
			t.Errorf("%s: content type %q", e.ID, e.Content.Type)
		}
		doc, err := html.Parse(strings.NewReader(e.Content.Body))
		if err != nil {
			t.Fatal(err)
		}
		for _, ref := range references(doc) {
			s.checkAbsolute(t, e.ID, ref)
		}
	}
}

func checkEntry(t *testing.T, where, id, title, updated string) time.Time {
	if u, err := url.Parse(id); err != nil || !u.IsAbs() {
		t.Errorf("%s: the id %q is no address", where, id)
	}
	if title == "" {
		t.Errorf("%s: no title", where)
	}
	at, err := time.Parse(time.RFC3339, updated)
	if err != nil {
		t.Errorf("%s: updated: %v", where, err)
	}
	return at
}

// checkAbsolute checks an address in a file that is read far from the site.
func (s *site) checkAbsolute(t *testing.T, where, ref string) {
	if u, err := url.Parse(ref); err != nil || !u.IsAbs() {
		t.Errorf("%s: %q is not absolute", where, ref)
	} else if err := s.follow(s.base+"/", ref); err != nil {
		t.Errorf("%s: %q: %v", where, ref, err)
	}
}

// news is what a feed reader finds in a feed of either format.
type news struct {
	Wrong   []string // by the schema
	Version string
	Lang    string
	Langs   []string
	Title   string
	Self    string
	Home    string
	Authors []string
	Items   []newsItem
}

type newsItem struct {
	ID, URL, Title, Published, Updated, HTML, Summary string
	Topics, Authors, Files                            []string
}

// TestFeedsAgree: both formats tell the same, to a reader that is none of ours. What
// Atom tells has been followed by TestFeeds.
func TestFeedsAgree(t *testing.T) {
	s := reference(t)
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "node")
	}
	args := []string{"testdata/feeds.mjs", module(t, "feedsmith/dist/index.cjs"), module(t, "ajv/dist/ajv.js"), module(t, "jsonfeed-schema/schema-v1.1.json")}
	for _, lang := range languages {
		args = append(args, filepath.Join(s.dir, lang, "feed.xml"), filepath.Join(s.dir, lang, "feed.json"))
	}
	var found []struct{ Atom, JSON news }
	printed(t, &found, exec.Command(node, args...))
	for i, lang := range languages {
		xml, json := found[i].Atom, found[i].JSON
		for _, wrong := range json.Wrong {
			t.Errorf("%s: %s", lang, wrong)
		}
		if json.Version != "https://jsonfeed.org/version/1.1" || json.Lang != lang || slices.ContainsFunc(json.Langs, func(of string) bool { return of != lang }) {
			t.Errorf("%s: version %q, language %q, of the items %q", lang, json.Version, json.Lang, json.Langs)
		}
		if want := s.base + "/" + lang + "/feed.json"; json.Self != want {
			t.Errorf("%s: feed_url is %q, want %q", lang, json.Self, want)
		}
		if len(json.Items) < 5 {
			t.Errorf("%s: %d items", lang, len(json.Items))
		}
		json.Wrong, json.Version, json.Lang, json.Langs, json.Self = nil, "", "", nil, xml.Self
		if d := cmp.Diff(xml, json, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s: the feeds differ (-Atom +JSON):\n%s", lang, d)
		}
		for _, item := range json.Items {
			for _, file := range item.Files {
				address, _, _ := strings.Cut(file, " ")
				s.checkAbsolute(t, item.ID, address)
			}
			for _, author := range item.Authors {
				if i := strings.LastIndex(author, " "); author[i+1:] != "" {
					s.checkAbsolute(t, item.ID, author[i+1:])
				}
			}
		}
	}
}

func linkOf(links []atomLink, rel string) string {
	for _, l := range links {
		if l.Rel == rel || l.Rel == "" && rel == "alternate" {
			return l.Href
		}
	}
	return ""
}

func TestSitemapIsComplete(t *testing.T) {
	s := reference(t)
	m, err := s.sitemap()
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range m.URLs {
		s.checkAbsolute(t, "sitemap.xml", u.Loc)
		if u.LastMod != "" {
			if _, err := time.Parse(time.DateOnly, u.LastMod); err != nil {
				t.Errorf("%s: lastmod: %v", u.Loc, err)
			}
		}
		for _, l := range u.Links {
			s.checkAbsolute(t, u.Loc, l.Href)
			if l.Rel != "alternate" || l.Hreflang == "" {
				t.Errorf("%s: link with rel %q and hreflang %q", u.Loc, l.Rel, l.Hreflang)
			}
		}
	}
}

func TestXMLIsWellFormed(t *testing.T) {
	s := reference(t)
	for name := range s.files {
		if ext := path.Ext(name); ext != ".xml" && ext != ".svg" {
			continue
		}
		data, err := fs.ReadFile(s, name)
		if err != nil {
			t.Fatal(err)
		}
		decoder := xml.NewDecoder(bytes.NewReader(data))
		for err == nil {
			_, err = decoder.Token()
		}
		if err != io.EOF {
			t.Errorf("%s: %v", name, err)
		}
	}
}
