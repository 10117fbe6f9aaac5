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

	// Number is the place of the route among those of its table, in the order in
	// which they were added, from 0.
	Number int
}

// Table holds the routes of one generation of a site. It is filled once and
// then only read.
type Table struct {
	byURL map[string]*Route
	// names holds every file and folder of the published tree in lower case:
	// the file systems of editors fold case, and two names that differ in
	// nothing else would be one there.
	names map[string]entry

	render func(*Route, io.Writer) error // nil where the routes have functions of their own
}

// With returns a table of the same routes, all rendered by one function, which gets
// the route of the first table. Both stay as they are from then on.
func (t *Table) With(render func(*Route, io.Writer) error) *Table {
	return &Table{byURL: t.byURL, names: t.names, render: render}
}

// bound returns a route as it is rendered in this table.
func (t *Table) bound(r *Route) *Route {
	if r == nil || t.render == nil {
		return r
	}
	own := *r
	own.Render = func(w io.Writer) error { return t.render(r, w) }
	return &own
}

type entry struct {
	name  string // as it is written
	route *Route // of a folder, the first route in it
	file  bool
}

// Conflict says that two routes claim one address, or names in the published
// folder that cannot stand side by side.
type Conflict struct {
	Old, New *Route
	// Why is "" where the two have the same address; else what they share.
	Why string
}

func (c *Conflict) Error() string {
	if c.Why != "" {
		return fmt.Sprintf("%s cannot be published: %s", c.New.URL, c.Why)
	}
	return fmt.Sprintf("two things have the address %s", c.New.URL)
}

// Grow makes room in an empty table for n routes.
func (t *Table) Grow(n int) {
	t.byURL, t.names = make(map[string]*Route, n), make(map[string]entry, 2*n)
}

// Add puts a route into the table. It returns a *Conflict, and leaves the table
// as it was, where the address or the file is taken.
func (t *Table) Add(r *Route) error {
	if t.byURL == nil {
		t.Grow(0)
	}
	if old, ok := t.byURL[r.URL]; ok {
		return &Conflict{Old: old, New: r}
	}
	if err := t.room(r); err != nil {
		return err
	}
	r.Number = len(t.byURL)
	t.byURL[r.URL] = r
	t.names[strings.ToLower(r.File)] = entry{r.File, r, true}
	for dir := folder(r.File); dir != ""; dir = folder(dir) {
		folded := strings.ToLower(dir)
		if _, ok := t.names[folded]; ok {
			break // so are those above it
		}
		t.names[folded] = entry{dir, r, false}
	}
	return nil
}

// room checks that the route's file and its folders can stand beside the
// others.
func (t *Table) room(r *Route) error {
	for name := r.File; name != ""; name = folder(name) {
		old, ok := t.names[strings.ToLower(name)]
		switch {
		case !ok:
		case old.name == name && !old.file && name != r.File:
			return nil // and those above it have room
		case old.name != name:
			return &Conflict{old.route, r, fmt.Sprintf("%s differs from %s only in capital letters", name, old.name)}
		case name == r.File && !old.file:
			return &Conflict{old.route, r, fmt.Sprintf("%s is a folder", name)}
		case name == r.File:
			return &Conflict{old.route, r, fmt.Sprintf("the file %s is there already", name)}
		default:
			return &Conflict{old.route, r, fmt.Sprintf("%s is a file", name)}
		}
	}
	return nil
}

// folder returns the folder of a slash path; "" for the published folder itself.
func folder(name string) string { return name[:max(0, strings.LastIndexByte(name, '/'))] }

// Lookup returns the route of an address, or nil.
func (t *Table) Lookup(url string) *Route { return t.bound(t.byURL[url]) }

// Len returns the number of routes.
func (t *Table) Len() int { return len(t.byURL) }

// All returns the routes in the order of their addresses.
func (t *Table) All() []*Route {
	all := slices.SortedFunc(maps.Values(t.byURL), func(a, b *Route) int { return strings.Compare(a.URL, b.URL) })
	for i, r := range all {
		all[i] = t.bound(r)
	}
	return all
}
