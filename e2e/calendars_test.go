package e2e

import (
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/feed"
	"fishbowl/internal/record"
	sitemodel "fishbowl/internal/site"
)

// calendar is what ical.js finds in a calendar.
type calendar struct {
	Name, Source, URL, Refresh string
	Starts                     []string // of its events, each after its UID
	Meetings                   []meeting
}

type meeting struct {
	UID, Language string
	Day           string // on the clock of its zone
	Start, End    string // in UTC; empty for whole days
}

// years is how long calendars are looked at.
const years = 2

// today is asOf as a day; the last day is two years later.
func today(t *testing.T) (from, until civil.Date) {
	t.Helper()
	if err := from.UnmarshalText([]byte(asOf)); err != nil {
		t.Fatal(err)
	}
	return from, civil.DateOf(from.UTC().AddDate(years, 0, 0))
}

// readCalendars gives files to ical.js, which expands their rules with the zones
// that each file defines, and with no others.
func readCalendars(t *testing.T, files []string) map[string]calendar {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "node")
	}
	from, until := today(t)
	args := []string{"testdata/calendars.mjs", module(t, "ical.js/dist/ical.js"), from.String(), until.String()}
	found := map[string]calendar{}
	printed(t, &found, exec.Command(node, append(args, files...)...))
	return found
}

// printed reads the JSON that a program prints.
func printed(t *testing.T, result any, cmd *exec.Cmd) {
	t.Helper()
	cmd.Stderr = t.Output()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", cmd, err)
	}
	if err := json.Unmarshal(out, result); err != nil {
		t.Fatal(err)
	}
}

// calendars returns the files of all calendars of the site, on the disk.
func (s *site) calendars() []string {
	var names []string
	for name := range s.files {
		if path.Ext(name) == ".ics" {
			names = append(names, filepath.Join(s.dir, filepath.FromSlash(name)))
		}
	}
	slices.Sort(names)
	return names
}

// model reads the reference site once more, for what is not on its pages: the
// meetings of two years.
func model(t *testing.T) *build.Generation {
	t.Helper()
	from, _ := today(t)
	list := &diag.List{}
	g, err := build.Load(list, build.Input{Site: os.DirFS(repository), Embedded: fishbowl.Files}, build.View{AsOf: from})
	if err != nil || g == nil {
		t.Fatal(err, list.Sorted())
	}
	return g
}

func TestCalendarsHoldTheDatesOfTheSite(t *testing.T) {
	s, g := reference(t), model(t)
	found := readCalendars(t, s.calendars())
	read := func(address string) calendar {
		c, ok := found[filepath.Join(s.dir, filepath.FromSlash(strings.TrimPrefix(address, "/")))]
		if r := g.Routes.Lookup(address); ok != (r != nil) || ok && r.MediaType != "text/calendar; charset=utf-8" {
			t.Errorf("%s: the file is there: %v; its route is %+v", address, ok, r)
		}
		return c
	}
	compared := 0
	for _, p := range g.Site.Pages() {
		if p.Group == nil && p.Event == nil {
			continue
		}
		want := meetings(t, p)
		for _, tr := range g.Site.Translations(p) {
			address := tr.URL + "calendar.ics"
			c := read(address)
			if d := gocmp.Diff(want, times(c.Meetings)); d != "" {
				t.Errorf("%s (-site +calendar):\n%s", address, d)
			}
			if len(want) == 0 {
				continue
			}
			compared += len(want)
			s.checkAbsolute(t, address, c.URL)
			if c.Name != tr.Title || c.URL != s.base+tr.URL || c.Source != s.base+address || c.Refresh != "P1D" {
				t.Errorf("%s: the name %q, the page %s, the source %s, refreshed after %s", address, c.Name, c.URL, c.Source, c.Refresh)
			}
			if m := c.Meetings[0]; m.Language != cmp.Or(tr.Foreign, tr.Lang.Code) || m.UID == "" {
				t.Errorf("%s: %+v", address, m)
			}
			if tr.Lang.Code == "en" && p.Group != nil {
				s.checkShown(t, tr.URL, c)
			}
		}
	}
	if compared < 300 {
		t.Errorf("only %d meetings", compared)
	}
	for _, lang := range languages {
		if d := gocmp.Diff(societyMeetings(t, g.Site), times(read("/"+lang+"/calendar.ics").Meetings)); d != "" {
			t.Errorf("%s (-site +calendar):\n%s", lang, d)
		}
	}
}

// meetings returns when a group or an event meets in the two years, by the
// site's own reckoning.
func meetings(t *testing.T, p *sitemodel.Page) []meeting {
	t.Helper()
	from, until := today(t)
	var list []meeting
	add := func(start, end civil.Moment, zone *time.Location) {
		m := meeting{Day: start.Date.String()}
		if start.HasTime {
			m.Start = start.Date.At(start.Time, zone).UTC().Format(time.RFC3339)
			m.End = m.Start
		}
		if end.HasTime {
			m.End = end.Date.At(end.Time, zone).UTC().Format(time.RFC3339)
		}
		list = append(list, m)
	}
	switch e := p.Event; {
	case e != nil && e.Status != record.Ended && !e.Starts.Date.Before(from):
		add(e.Starts.Moment, e.Ends, e.Timezone.Location())
	case p.Group != nil && p.Group.Schedule != nil && p.Group.Status != record.Ended:
		for _, o := range p.Group.Schedule.Between(from, until) {
			start := civil.Moment{Date: o.Date, Time: o.Span.From, HasTime: !o.Span.IsZero()}
			end := civil.Moment{Date: o.Date, Time: o.Span.To, HasTime: !o.Span.IsZero() && !o.Span.Open}
			if end.HasTime && end.Time.Minutes() <= start.Time.Minutes() {
				end.Date = end.Date.AddDays(1)
			}
			add(start, end, p.Group.Schedule.Timezone.Location())
		}
	}
	return times(list)
}

// societyMeetings are those of all that is public and does not rest.
func societyMeetings(t *testing.T, s *sitemodel.Site) []meeting {
	t.Helper()
	var all []meeting
	for _, p := range s.Pages() {
		public := p.Event != nil && p.Event.Status != record.Paused ||
			p.Group != nil && p.Group.Status != record.Paused && p.Group.Access != "members" && p.Group.Access != "internal"
		if public {
			all = append(all, meetings(t, p)...)
		}
	}
	return times(all)
}

// times returns when meetings are, in order, and no more of them.
func times(list []meeting) []meeting {
	var out []meeting
	for _, m := range list {
		out = append(out, meeting{Day: m.Day, Start: m.Start, End: m.End})
	}
	slices.SortFunc(out, func(a, b meeting) int {
		return cmp.Or(strings.Compare(a.Day, b.Day), strings.Compare(a.Start, b.Start), strings.Compare(a.End, b.End))
	})
	return out
}

// checkShown compares the dates on an English page with the first ones of its
// calendar.
func (s *site) checkShown(t *testing.T, address string, c calendar) {
	t.Helper()
	var shown []string
	for _, dt := range s.page(s.base, address).all("dt") {
		if dt.FirstChild == nil || dt.FirstChild.Data != "Next dates" {
			continue
		}
		for dd := dt.NextSibling; dd != nil; dd = dd.NextSibling {
			if dd.Type == html.ElementNode && dd.FirstChild != nil && dd.FirstChild.FirstChild != nil { // <dd><time>…
				day, _, _ := strings.Cut(dd.FirstChild.FirstChild.Data, ",")
				date, err := time.Parse("Monday 2 January 2006", strings.ReplaceAll(day, "\u00a0", " "))
				if err != nil {
					t.Errorf("%s: %v", address, err)
				}
				shown = append(shown, date.Format(time.DateOnly))
			}
		}
	}
	var first []string
	for _, m := range times(c.Meetings)[:min(len(shown), len(c.Meetings))] {
		first = append(first, m.Day)
	}
	if d := gocmp.Diff(shown, first); d != "" || len(shown) == 0 {
		t.Errorf("%s (-page +calendar):\n%s", address, d)
	}
}

// TestCalendarsDefineTheirZones: in the weeks of summer time too, and in zones
// whose changes follow no simple rule, ical.js reads the instants that Go knows.
func TestCalendarsDefineTheirZones(t *testing.T) {
	from, until := today(t)
	zones := []string{"Europe/Berlin", "Europe/Athens", "Europe/London", "Europe/Dublin", "America/New_York", "America/Santiago", "Australia/Sydney",
		"Australia/Lord_Howe", "Africa/Cairo", "Africa/Casablanca", "Asia/Jerusalem", "Europe/Istanbul", "Asia/Kolkata", "UTC"}
	file := filepath.Join(t.TempDir(), "zones.ics")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	var c feed.Calendar
	want := map[string][]string{}
	for _, name := range zones {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, hour := range []int{0, 4} {
			at := civil.Time{Hour: hour, Minute: 30}
			uid := name + at.String()
			c.Events = append(c.Events, feed.CalendarEvent{UID: uid, Summary: name, Zone: zone, Start: civil.Moment{Date: from, Time: at, HasTime: true}, Rule: "FREQ=DAILY;UNTIL=" + strings.ReplaceAll(until.String(), "-", "")})
			for day := from; !day.After(until); day = day.AddDays(1) {
				if instant := day.At(at, zone); once(instant, hour) {
					want[uid] = append(want[uid], instant.UTC().Format(time.RFC3339))
				}
			}
		}
	}
	if err := feed.WriteCalendar(f, c); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, m := range readCalendars(t, []string{file})[file].Meetings {
		got[m.UID] = append(got[m.UID], m.Start)
	}
	for _, e := range c.Events {
		if missing := slices.DeleteFunc(slices.Clone(want[e.UID]), func(s string) bool { return slices.Contains(got[e.UID], s) }); len(missing) > 0 {
			t.Errorf("%s: of %d instants %d are others, the first %s", e.UID, len(want[e.UID]), len(missing), missing[0])
		}
	}
}

// once reports whether the clock shows an hour of a day, and does not show it a
// second time.
func once(instant time.Time, hour int) bool {
	_, before := instant.Add(-24 * time.Hour).Zone()
	_, after := instant.Add(24 * time.Hour).Zone()
	other := instant.Add(time.Duration(before-after) * time.Second)
	return instant.Hour() == hour && (before == after || other.Hour() != hour && instant.Add(-other.Sub(instant)).Hour() != hour)
}

// TestCalendarsAreReadAlikeElsewhere: Debian's python3-icalendar finds no fault,
// and the same events as ical.js.
func TestCalendarsAreReadAlikeElsewhere(t *testing.T) {
	python := "/usr/bin/python3" // another one on the path has not the system's packages
	if exec.Command(python, "-c", "import icalendar").Run() != nil {
		missing(t, "python3-icalendar")
	}
	files := reference(t).calendars()
	found := map[string][]string{}
	printed(t, &found, exec.Command(python, append([]string{"testdata/calendars.py"}, files...)...))
	for file, c := range readCalendars(t, files) {
		slices.Sort(found[file])
		slices.Sort(c.Starts)
		if d := gocmp.Diff(c.Starts, found[file]); d != "" || len(c.Starts) == 0 {
			t.Errorf("%s (-ical.js +icalendar):\n%s", file, d)
		}
	}
}
