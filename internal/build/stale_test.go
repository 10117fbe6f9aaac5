package build_test

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
)

// asOfMarks are where a site tells the day as of which it was built.
var asOfMarks = regexp.MustCompile(`<li class="?note"?>[^<]*</li>|"as_of": "[^"]*"|,\d{4}-\d{2}-\d{2}\r\n`)

// calendarOfASite holds one of each that comes or goes by the day.
const calendarOfASite = `
-- site.yaml --
format: 1
base_url: https://example.org
languages: [{code: en, name: English}]
main_language: en
timezone: Europe/Athens
currency: EUR
society:
  id: example
  name: Example Society
  country: GR
  board:
    - {person: Anna Example, office: chair, until: 2026-12}
cities: {athens: {name: Athens, country: GR}}
-- content/home.en.md --
---
title: Home
---
-- content/legal.en.md --
---
title: Legal notice
---
-- content/news/soon.en.md --
---
title: Soon
date: 2026-11-20
publish_on: 2026-11-29
expire_on: 2027-02-15
---
-- content/events/day.en.md --
---
title: A day
starts: 2027-01-20T10:00
ends: 2027-01-21T12:00
place: {city: athens}
status: open
checked: 2026-01-02
join: {deadline: 2027-01-10, channels: {email: a@example.org}}
---
-- content/groups.yaml --
groups:
  - id: a
    leaders: [{name: Anna Example}]
    place: {city: athens}
    status: open
    review_by: 2026-12-05
    join: {deadline: 2026-12-10}
    form: series
    schedule:
      - every: week
        day: tuesday
        time: 19:00-20:30
        from: 2027-01-12
        count: 4
        except: [2027-01-26]
        moved: {2027-02-02: 2027-02-04T18:00}
  - id: b
    leaders: [{name: Anna Example}]
    place: {city: athens}
    status: planned
    starts: 2027-03
    checked: 2026-02-20
`

// TestNothingChangesBeforeItIsSaid builds a site on the day before each change
// that it foretells, and on that day: the one is what was published before but for
// the day itself, the other is not.
func TestNothingChangesBeforeItIsSaid(t *testing.T) {
	small := func(t *testing.T) fs.FS { return archiveFS(t, txtar.Parse([]byte(calendarOfASite))) }
	t.Run("one of each", func(t *testing.T) { followChanges(t, small, 16) })
	t.Run("reference site", func(t *testing.T) {
		followChanges(t, func(t *testing.T) fs.FS { return reference(t) }, 4)
	})
}

// followChanges follows a site through its next n changes, or all of them.
func followChanges(t *testing.T, site func(*testing.T) fs.FS, n int) {
	on := func(day civil.Date) (*build.Generation, map[string][]byte) {
		var list diag.List
		g := loadOn(t, day, &list, site(t))
		if g == nil {
			for _, p := range list.Sorted() {
				t.Log(list.Report(p))
			}
			t.Fatalf("the site of %s has faults", day)
		}
		files := map[string][]byte{}
		for _, r := range g.Routes.All() {
			if path.Ext(r.File) == ".png" {
				continue // slow to draw, and without a day
			}
			var b bytes.Buffer
			if err := r.Render(&b); err != nil {
				t.Fatal(err)
			}
			files[r.File] = asOfMarks.ReplaceAll(b.Bytes(), nil)
		}
		return g, files
	}
	differ := func(a, b map[string][]byte) (names []string) {
		for name, content := range a {
			if !bytes.Equal(content, b[name]) {
				names = append(names, name)
			}
		}
		for name := range b {
			if a[name] == nil {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		return names
	}
	g, files := on(asOf)
	followed := 0
	for ; followed < n; followed++ {
		next := g.Site.NextChanges()
		if len(next) == 0 {
			break
		}
		day := next[0].Day
		if !day.After(g.Site.AsOf) {
			t.Fatalf("%s is said to change something, as of %s", day, g.Site.AsOf)
		}
		_, before := on(day.AddDays(-1))
		if names := differ(files, before); len(names) > 0 {
			t.Errorf("the site of %s is another on %s, before %v: %v", g.Site.AsOf, day.AddDays(-1), next, names)
		}
		changed, after := on(day)
		if len(differ(before, after)) == 0 {
			t.Errorf("nothing is another on %s, in spite of %v", day, next)
		}
		t.Log(day, next)
		g, files = changed, after
	}
	if followed < n/2 {
		t.Errorf("only %d changes", followed)
	}
	if _, later := on(g.Site.AsOf.AddDays(900)); followed < n && len(differ(files, later)) > 0 {
		t.Errorf("after %s nothing is foretold, and yet %v change", g.Site.AsOf, differ(files, later))
	}
}
