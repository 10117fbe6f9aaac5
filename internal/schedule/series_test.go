package schedule

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestSeries shows what calendars get. That the rules mean the same dates as
// ours is shown in e2e, by the npm package rrule.
func TestSeries(t *testing.T) {
	tests := []struct{ in, want string }{
		{"{every: 4 weeks, day: wednesday, time: 19:00-20:30, from: 2027-01-13}", "2027-01-13T19:00–2027-01-13T20:30 FREQ=WEEKLY;INTERVAL=4;BYDAY=WE"},
		{"{every: week, day: tuesday, time: 23:00-00:30}", "2020-01-07T23:00–2020-01-08T00:30 FREQ=WEEKLY;BYDAY=TU"},
		{"{every: week, day: tuesday, time: 19:00, until: 2027-12}", "2024-12-03T19:00–? FREQ=WEEKLY;BYDAY=TU;UNTIL=20271228T180000Z"},
		{"{every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12, until: 2027-07-15}", "2027-01-12T19:00–2027-01-12T20:30 FREQ=WEEKLY;BYDAY=TU;UNTIL=20270713T170000Z"},
		{"{every: month, day: [second wednesday, last monday], from: 2027-01-13, until: 2027}", "2027-01-13–? FREQ=MONTHLY;BYDAY=+2WE,-1MO;UNTIL=20271227"},
		{"{every: month, day: [1, 15], from: 2027-01-15, count: 3}", "2027-01-15–? FREQ=MONTHLY;COUNT=3;BYMONTHDAY=1,15"},
		{"{every: 2 years, day: second saturday, from: 2027-03-13}", "2027-03-13–? FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=+2SA"},
		{`{rrule: "RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;UNTIL=20270210T225959Z", time: 10:00-11:30, from: 2027-01-13}`, "2027-01-13T10:00–2027-01-13T11:30 FREQ=WEEKLY;INTERVAL=2;WKST=SU;UNTIL=20270210T090000Z"},
		{"{every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12, except: [2027-01-26, {from: 2027-02-10, until: 2027-02-24}], moved: {2027-01-19: 2027-01-20T18:00}}",
			"2027-01-12T19:00–2027-01-12T20:30 FREQ=WEEKLY;BYDAY=TU; except 2027-01-26T19:00; except 2027-02-16T19:00; except 2027-02-23T19:00; 2027-01-19T19:00 moved to 2027-01-20T18:00–2027-01-20T19:30"},
		// a first meeting that is left out is where the rule begins all the same
		{"{every: week, day: tuesday, from: 2027-01-12, count: 3, except: 2027-01-12}", "2027-01-12–? FREQ=WEEKLY;COUNT=3;BYDAY=TU; except 2027-01-12"},
		// a move that hits no meeting is one more
		{"{every: week, day: tuesday, from: 2027-01-12, count: 3, moved: {2027-01-13: 2027-01-14}}", "2027-01-12–? FREQ=WEEKLY;COUNT=3;BYDAY=TU; and 2027-01-14–?"},
		{"{dates: [{from: 2027-05-07, until: 2027-05-08}, 2027-04-10T10:00, Sat 2027-03-06], time: 09:00-14:00, moved: {2027-03-06: 2027-03-13}}",
			"2027-03-13T09:00–2027-03-13T14:00 ; and 2027-04-10T10:00–2027-04-10T15:00; and 2027-05-07T09:00–2027-05-07T14:00; and 2027-05-08T09:00–2027-05-08T14:00"},
		{"{dates: {from: 2027-05-07T14:00, until: 2027-05-08T12:00}}", "2027-05-07T14:00–2027-05-08T12:00 "},
		// a move onto another meeting leaves one of the two
		{"{every: week, day: tuesday, from: 2027-01-12, count: 3, moved: {2027-01-12: 2027-01-19}}", "2027-01-12–? FREQ=WEEKLY;COUNT=3;BYDAY=TU; except 2027-01-12"},
		{"{dates: {from: 2027-05-07, until: 2027-05-08}}", "2027-05-07–2027-05-08 "},
		{"[{every: 2 weeks, about: true}, {dates: 2027-05-07}, {undated: {count: 3}}]", "line 1: 2027-05-07–? "},
		{"{every: 2 weeks, day: tuesday}", ""},
		{"{text: x}", ""},
	}
	for _, tt := range tests {
		s, _ := read(t, "schedule: "+tt.in)
		s.Timezone = "Europe/Berlin"
		var all []string
		end := func(m fmt.Stringer, zero bool) string {
			if zero {
				return "?"
			}
			return m.String()
		}
		for _, series := range s.Series() {
			parts := []string{fmt.Sprintf("%s–%s %s", series.Start, end(series.End, series.End.IsZero()), series.Rule)}
			for _, m := range series.Except {
				parts = append(parts, "except "+m.String())
			}
			for _, o := range series.Dates {
				parts = append(parts, fmt.Sprintf("and %s–%s", o.Start(), end(o.Finish(), o.Finish().IsZero())))
			}
			for _, m := range series.Moved {
				parts = append(parts, fmt.Sprintf("%s moved to %s–%s", m.From, m.To, end(m.End, m.End.IsZero())))
			}
			text := strings.Join(parts, "; ")
			if series.Line > 0 {
				text = fmt.Sprintf("line %d: %s", series.Line, text)
			}
			all = append(all, text)
		}
		if got := strings.Join(all, " | "); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

func TestState(t *testing.T) {
	// as of the first day, the first of February, the middle of March and a year later
	tests := []struct{ in, want string }{
		{"{every: week, day: tuesday, from: 2027-02-02, until: 2027-03-16}", "upcoming upcoming running past"},
		{"{every: week, day: tuesday, from: 2027-02-02}", "upcoming upcoming running running"},
		{"{every: week, day: tuesday}", "running running running running"},
		{"{every: week, day: monday, from: 2027-02-01, count: 1}", "upcoming running past past"},
		{"{every: 2 weeks, about: true, from: 2027-02, until: 2027-09}", "upcoming running running past"},
		{"{every: 2 weeks, day: tuesday}", "running running running running"},
		{"{dates: [2027-02-01, 2027-04-01]}", "upcoming running running past"},
		{"{dates: {from: 2027-01-31, until: 2027-02-01}}", "upcoming running past past"},
		{"[{dates: 2027-02-01}, {undated: {count: 2}}]", "upcoming running running running"},
		{"[{dates: 2027-01-31}, {dates: 2027-06-01}]", "upcoming running running past"},
		{"{meetings: {dates: 2027-02-01}, on_request: true}", "upcoming running running running"},
		{"{undated: {count: 3}}", "   "},
		{"{undated: {count: 3, from: 2027-03}}", "upcoming upcoming running running"},
		{"{per_year: 10, from: 2027-02-01, until: 2027-03}", "upcoming running running past"},
		{"{text: x}", "   "},
		{"on_request", "   "},
	}
	for _, tt := range tests {
		s, _ := read(t, "schedule: "+tt.in)
		var got []string
		for _, asOf := range []string{"2027-01-01", "2027-02-01", "2027-03-15", "2028-03-15"} {
			got = append(got, string(s.State(day(asOf))))
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, g, tt.want)
		}
	}
}

func TestTotal(t *testing.T) {
	const ninety, double = "{minutes: 90}", "{minutes: 90, per_meeting: 2, counts: {units: 2, unit: double-session}}"
	tests := []struct{ session, in, want string }{
		{ninety, "{every: week, day: tuesday, from: 2027-01-12, count: 10, except: 2027-01-19, moved: {2027-01-26: 2027-01-27}}", "9 meetings, 0 , 810 minutes"},
		{double, "{every: week, day: tuesday, from: 2027-01-12, count: 4}", "4 meetings, 8 double-session, 720 minutes"},
		{double, "{every: week, day: tuesday, from: 2027-01-12, count: 4, units: 3}", "4 meetings, 12 double-session, 1080 minutes"},
		{double, "[{dates: [2027-02-01, 2027-02-08]}, {undated: {count: 3, units: 1}}]", "5 meetings, 7 double-session, 630 minutes"},
		{double, "[{dates: 2027-02-01}, {dates: 2027-02-08, session: {minutes: 45, counts: {units: 1, unit: teaching-unit}}}]", "2 meetings, 0 , 225 minutes"},
		{double, "[{dates: 2027-02-01}, {dates: 2027-02-08, session: {minutes: 100}, units: 1}]", "2 meetings, 3 double-session, 270 minutes"},
		{"{break_minutes: 15}", "{dates: [2027-02-01, 2027-02-08], time: 23:00-01:00}", "2 meetings, 0 , 210 minutes"},
		{"{}", "{dates: [2027-02-01, {from: 2027-02-08, until: 2027-02-09}], time: 9:00-14:00}", "2 meetings, 0 , 900 minutes"},
		{"{minutes: 90, per_meeting: 5, counts: {units: 5, unit: double-session}}", "{dates: [{from: 2027-02-01, until: 2027-02-02}, {from: 2027-02-08, until: 2027-02-09}]}", "2 meetings, 10 double-session, 900 minutes"},
		{double, "{dates: [2027-02-01, 2027-02-02, {from: 2027-02-08, until: 2027-02-09}], units: 2.5}", "3 meetings, 7.5 double-session, 675 minutes"},
		{ninety, "{dates: [{from: 2027-02-01, until: 2027-02-02}, 2027-03-01], time: 9:00-18:00}", "2 meetings, 0 , 0 minutes"},
		{"{}", "{dates: [{from: 2027-02-01T14:00, until: 2027-02-02T12:00}, 2027-03-01], time: 9:00-18:00}", "2 meetings, 0 , 0 minutes"},
		{"{}", "{dates: [2027-02-01, 2027-02-03]}", "2 meetings, 0 , 0 minutes"},
		{ninety, "{every: week, day: tuesday, from: 2027-01-12}", "endless"},
		{ninety, "{every: week, day: tuesday, until: 2027-01-12}", "endless"},
		{ninety, "[{dates: 2027-02-01}, {undated: {}}]", "endless"},
		{ninety, "{meetings: {dates: 2027-02-01}, on_request: true}", "endless"},
		{ninety, "{per_year: 10}", "endless"},
	}
	for _, tt := range tests {
		s, _ := read(t, "session: "+tt.session+"\nschedule: "+tt.in)
		got := "endless"
		if total, ok := s.Total(); ok {
			got = fmt.Sprintf("%d meetings, %g %s, %g minutes", total.Meetings, total.Units, total.Unit, total.Minutes)
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

// TestZonesAreOurs loads zones as they are embedded, whatever the machine has.
func TestZonesAreOurs(t *testing.T) {
	t.Setenv("ZONEINFO", "/nowhere")
	for _, name := range []string{"Europe/Athens", "America/New_York", "Australia/Sydney", "Europe/Kyiv"} {
		loc := Zone(name).Location()
		if loc.String() != name || loc == time.UTC {
			t.Errorf("%s is %s", name, loc)
		}
		if again := Zone(name).Location(); again != loc {
			t.Errorf("%s is read twice", name)
		}
	}
	if Zone("").Location() != time.UTC || Zone("UTC").Location() != time.UTC {
		t.Error("UTC is another zone")
	}
	en := languages(t)[1]
	for name := range locations() {
		var z Zone
		if err := z.UnmarshalText([]byte(name)); err == nil && strings.ContainsAny(z.In(en), "/_") {
			t.Errorf("%s is said %q", name, z.In(en))
		}
	}
}

func TestLocalTimes(t *testing.T) {
	s, _ := read(t, "schedule: {timezone: Europe/Athens, show_zones: [America/New_York, Australia/Sydney], meetings: {dates: [2027-03-20, 2027-04-20, 2027-12-20], time: 20:00-23:30}}")
	var got []string
	for _, o := range s.Between(day("2027-01-01"), day("2027-12-31")) {
		for _, local := range s.LocalTimes(o) {
			got = append(got, fmt.Sprintf("%s %s %+d", local.Zone, local.Span, local.Shift))
		}
	}
	want := "America/New_York 14:00-17:30 +0, Australia/Sydney 05:00-08:30 +1, America/New_York 13:00-16:30 +0, Australia/Sydney 03:00-06:30 +1, America/New_York 13:00-16:30 +0, Australia/Sydney 05:00-08:30 +1"
	if g := strings.Join(got, ", "); g != want {
		t.Errorf(" got %s\nwant %s", g, want)
	}
	if times := s.LocalTimes(Occurrence{Date: day("2027-03-20")}); times != nil {
		t.Errorf("a day without hours has local times: %v", times)
	}
}
