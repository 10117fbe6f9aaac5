package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// readerFarAway lets the tab believe that it is in Los Angeles: what is over does
// not depend on where the reader is.
func (b *tab) readerFarAway(t *testing.T) {
	t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "America/Los_Angeles"}); err != nil {
		t.Fatal(err)
	}
}

// seenTimes returns the times in the elements of a selector that a reader sees.
func (b *tab) seenTimes(t *testing.T, selector string) []string {
	t.Helper()
	return evaluate[[]string](t, b, `[...document.querySelectorAll("`+selector+`")].filter(e => e.checkVisibility()).map(e => e.dateTime)`)
}

// The group in Athens meets on Tuesdays from seven to half past eight in the
// evening, two hours before Greenwich's.
func TestMeetingsLeaveWhenTheyAreOver(t *testing.T) {
	b := newTab(t)
	b.readerFarAway(t)
	address := serve(t, reference(t))
	const card = `[data-traits~='city:athens'][data-traits~='weekday:tuesday'] [data-dates] time`
	for _, tt := range []struct{ now, next string }{
		{"2026-11-21T09:00:00Z", "2026-11-24T19:00+02:00"},
		{"2026-11-24T18:29:00Z", "2026-11-24T19:00+02:00"},
		{"2026-11-24T18:30:00Z", "2026-12-01T19:00+02:00"},
		{"2026-12-09T09:00:00Z", "2026-12-15T19:00+02:00"},
		{"2027-03-01T09:00:00Z", ""}, // nobody has built the site for too long: nothing rather than something false
	} {
		b.clock(t, tt.now)
		b.open(t, address+"/en/groups/")
		if got := strings.Join(b.seenTimes(t, card), " "); got != tt.next {
			t.Errorf("on %s the next date is %q, want %q", tt.now, got, tt.next)
		}
		next := b.seenTimes(t, "[data-by-date] [data-dates] time")
		if !slices.IsSorted(next) {
			t.Errorf("on %s the groups stand in the order %v", tt.now, next)
		}
	}
	b.clock(t, "2026-11-25T09:00:00Z")
	b.open(t, address+"/en/groups/athens-tuesday/")
	if got := b.seenTimes(t, ".facts [data-dates] time"); len(got) != 5 || got[0] != "2026-12-01T19:00+02:00" {
		t.Errorf("a day after the first of six dates the group's page shows %v", got)
	}
	b.clock(t, "2028-01-01T09:00:00Z")
	b.open(t, address+"/en/groups/athens-tuesday/")
	if labels := evaluate[string](t, b, `[...document.querySelectorAll(".facts dt")].map(e => e.innerText).join(", ")`); strings.Contains(labels, "Next dates") {
		t.Errorf("without a next date the page has the lines %s", labels)
	}
	for _, fault := range b.takeFaults() {
		t.Error(fault)
	}
}

const eventsScript = `(() => {
	const ends = list => [...list].filter(e => e.checkVisibility()).map(e => e.pathname.split("/").at(-2)).join(" ");
	return {
		Coming: ends(document.querySelectorAll("[data-else] h2 a")),
		Past: ends(document.querySelectorAll("[data-past] h2 a")),
		None: document.querySelector("#part-none").checkVisibility(),
		States: [...document.querySelectorAll("[data-past] .status")].length,
	};
})()`

func TestEventsLeaveWhenTheyAreOver(t *testing.T) {
	b := newTab(t)
	b.readerFarAway(t)
	address := serve(t, reference(t))
	type events struct {
		Coming, Past string
		None         bool
		States       int
	}
	const demonstration, weekend, studyDay = "athens-demonstration-2027", "spring-weekend-2027", "study-day-2026"
	for now, want := range map[string]events{
		"2026-11-21T09:00:00Z": {demonstration + " " + weekend, studyDay, false, 0},
		"2027-03-14T09:00:00Z": {weekend, demonstration + " " + studyDay, false, 0},
		"2028-01-01T09:00:00Z": {"", weekend + " " + demonstration + " " + studyDay, true, 0},
	} {
		b.clock(t, now)
		b.open(t, address+"/en/events/")
		if got := evaluate[events](t, b, eventsScript); got != want {
			t.Errorf("on %s the events are %+v, want %+v", now, got, want)
		}
	}
	const home = `document.querySelectorAll("[aria-labelledby=part-events] li").length`
	const page = `[...document.querySelectorAll(".event .status, .event .notice, #part-register")].filter(e => e.checkVisibility()).map(e => e.innerText).join(" | ")`
	for _, tt := range []struct {
		now, page string
		home      int
	}{
		{"2026-11-21T09:00:00Z", "Registration open | Registration", 2},
		{"2028-01-01T09:00:00Z", "This event is over", 0},
	} {
		b.clock(t, tt.now)
		b.open(t, address+"/en/")
		if n := evaluate[int](t, b, home); n != tt.home {
			t.Errorf("on %s home announces %d events, want %d", tt.now, n, tt.home)
		}
		b.open(t, address+"/en/events/"+weekend+"/")
		if got := evaluate[string](t, b, page); !strings.HasPrefix(got, tt.page[:17]) || strings.Contains(got, "Registration") != strings.Contains(tt.page, "Registration") {
			t.Errorf("on %s the event's page says %q, want %q", tt.now, got, tt.page)
		}
	}
	for _, fault := range b.takeFaults() {
		t.Error(fault)
	}
}
