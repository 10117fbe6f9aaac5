// Package route holds the addresses of a site. A [Route] is one address with
// the function that writes its final bytes; a [Table] is all of them.
//
// The table is the seam between making a site and showing it: build renders
// every route into a folder, preview renders the one that is asked for, both
// through the same functions. No file path is ever made from a request: an
// address is in the table or it does not exist.
package route

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Route is one address of the site.
type Route struct {
	// URL is the root-relative address, percent-encoded where it must be,
	// with the path of the site's base address before it.
	URL string
	// File is the slash path in the published folder: what a web server sends
	// for URL.
	File string
	// MediaType is the content type, with the charset for text.
	MediaType string
	// Sources names the files of the site that the route is made from, the
	// author's own first; they are shown to editors and in faults.
	Sources []string
	// Render writes the final bytes. It may be called by many goroutines and
	// any number of times, and writes the same each time.
	Render func(io.Writer) error
}

// Table holds the routes of one generation of a site. It is filled once and
// then only read.
type Table struct {
	byURL  map[string]*Route
	byFile map[string]*Route
}

// Conflict says that two routes claim one address or one file.
type Conflict struct {
	Old, New *Route
}

func (c *Conflict) Error() string {
	return fmt.Sprintf("two things have the address %s: %s and %s", c.New.URL, strings.Join(c.Old.Sources, ", "), strings.Join(c.New.Sources, ", "))
}

// Add puts a route into the table. It returns a *Conflict, and leaves the table
// as it was, where the address or the file is taken.
func (t *Table) Add(r *Route) error {
	if t.byURL == nil {
		t.byURL, t.byFile = map[string]*Route{}, map[string]*Route{}
	}
	// File systems of editors fold case: two names that differ in nothing else
	// would be one file there.
	file := strings.ToLower(r.File)
	if old, ok := t.byURL[r.URL]; ok {
		return &Conflict{old, r}
	}
	if old, ok := t.byFile[file]; ok {
		return &Conflict{old, r}
	}
	t.byURL[r.URL] = r
	t.byFile[file] = r
	return nil
}

// Lookup returns the route of an address, or nil.
func (t *Table) Lookup(url string) *Route { return t.byURL[url] }

// Len returns the number of routes.
func (t *Table) Len() int { return len(t.byURL) }

// All returns the routes in the order of their addresses.
func (t *Table) All() []*Route {
	return slices.SortedFunc(maps.Values(t.byURL), func(a, b *Route) int { return strings.Compare(a.URL, b.URL) })
}
