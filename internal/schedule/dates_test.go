package schedule

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fishbowl/internal/civil"
)

// TestDatesAgreeWithAnIndependentComputation walks through five years day by
// day and asks a predicate written from the sentence, not from the rule.
func TestDatesAgreeWithAnIndependentComputation(t *testing.T) {
	days := func(d civil.Date) int { return int(d.UTC().Unix() / 86400) }
	monday := func(d civil.Date) int { return (days(d) + 3) / 7 } // weeks since one; 1970 began on a Thursday
	months := func(d civil.Date) int { return d.Year*12 + int(d.Month) }
	nth := func(d civil.Date) int { return (d.Day-1)/7 + 1 }
	final := func(d civil.Date) bool { return d.AddDays(7).Month != d.Month }
	from := func(s string) func(civil.Date) bool {
		return func(d civil.Date) bool { return !d.Before(day(s)) }
	}
	tests := []struct {
		in   string
		want func(d civil.Date) bool
	}{
		{"{every: week, day: tuesday}", func(d civil.Date) bool { return d.Weekday() == time.Tuesday }},
		{"{every: week, day: [tuesday, sunday], from: 2027-01-12, until: 2029-12-30}", func(d civil.Date) bool {
			return from("2027-01-12")(d) && !from("2029-12-31")(d) && (d.Weekday() == time.Tuesday || d.Weekday() == time.Sunday)
		}},
		{"{every: week, from: 2027-01-13}", func(d civil.Date) bool { return from("2027-01-13")(d) && d.Weekday() == time.Wednesday }},
		{"{every: 2 weeks, day: [thursday, monday], from: 2027-01-21}", func(d civil.Date) bool {
			return from("2027-01-21")(d) && (d.Weekday() == time.Thursday || d.Weekday() == time.Monday) && (monday(d)-monday(day("2027-01-21")))%2 == 0
		}},
		{"{every: 4 weeks, day: wednesday, from: 2027-01-13}", func(d civil.Date) bool {
			return from("2027-01-13")(d) && (days(d)-days(day("2027-01-13")))%28 == 0
		}},
		{"{every: 5 weeks, day: sunday, from: 2026-12-27, until: 2028}", func(d civil.Date) bool {
			return from("2026-12-27")(d) && d.Year < 2029 && (days(d)-days(day("2026-12-27")))%35 == 0
		}},
		{"{every: day, from: 2028-02-27, until: 2028-03-02}", func(d civil.Date) bool { return from("2028-02-27")(d) && !from("2028-03-03")(d) }},
		{"{every: 3 days, from: 2027-01-01}", func(d civil.Date) bool { return from("2027-01-01")(d) && (days(d)-days(day("2027-01-01")))%3 == 0 }},
		{"{every: month, day: first monday}", func(d civil.Date) bool { return d.Weekday() == time.Monday && nth(d) == 1 }},
		{"{every: month, day: [second wednesday, fourth wednesday]}", func(d civil.Date) bool { return d.Weekday() == time.Wednesday && (nth(d) == 2 || nth(d) == 4) }},
		{"{every: month, day: fifth saturday}", func(d civil.Date) bool { return d.Weekday() == time.Saturday && nth(d) == 5 }},
		{"{every: month, day: [last friday, first sunday]}", func(d civil.Date) bool {
			return d.Weekday() == time.Friday && final(d) || d.Weekday() == time.Sunday && nth(d) == 1
		}},
		{"{every: 2 months, day: last saturday, from: 2027-01-30}", func(d civil.Date) bool {
			return from("2027-01-30")(d) && d.Weekday() == time.Saturday && final(d) && (months(d)-months(day("2027-01-30")))%2 == 0
		}},
		{"{every: month, day: [1, 15]}", func(d civil.Date) bool { return d.Day == 1 || d.Day == 15 }},
		{"{every: month, day: 31}", func(d civil.Date) bool { return d.Day == 31 }},
		{"{every: 3 months, day: 29, from: 2027-05-29}", func(d civil.Date) bool {
			return from("2027-05-29")(d) && d.Day == 29 && (months(d)-months(day("2027-05-29")))%3 == 0
		}},
		{"{every: year, day: second saturday, from: 2027-03-13}", func(d civil.Date) bool {
			return from("2027-03-13")(d) && d.Month == time.March && d.Weekday() == time.Saturday && nth(d) == 2
		}},
		{"{every: 2 years, day: 29, from: 2028-02-29}", func(d civil.Date) bool { return d == day("2028-02-29") }},
		{`{rrule: "FREQ=MONTHLY;BYDAY=2SA", from: 2027-01-09}`, func(d civil.Date) bool { return from("2027-01-09")(d) && d.Weekday() == time.Saturday && nth(d) == 2 }},
		{`{rrule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", from: 2027-08-13}`, func(d civil.Date) bool { return from("2027-08-13")(d) && d.Weekday() == time.Friday && d.Day == 13 }},
		{`{rrule: "FREQ=YEARLY;BYMONTH=3,9;BYDAY=-1SU", from: 2027-03-28}`, func(d civil.Date) bool {
			return from("2027-03-28")(d) && (d.Month == time.March || d.Month == time.September) && d.Weekday() == time.Sunday && final(d)
		}},
		{`{rrule: "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO;UNTIL=20281231T225959Z", from: 2027-01-03}`, func(d civil.Date) bool {
			week := (days(d) - days(day("2027-01-03"))) / 7 // weeks from Sunday
			return from("2027-01-03")(d) && d.Year < 2029 && week%2 == 0 && (d.Weekday() == time.Sunday || d.Weekday() == time.Monday)
		}},
		{"{every: 2 weeks, about: true, day: tuesday, from: 2027-01-12}", func(civil.Date) bool { return false }},
		{"{every: 2 weeks, day: tuesday}", func(civil.Date) bool { return false }},
		{"{every: week, day: tuesday, from: 2027-02}", func(civil.Date) bool { return false }},
		{"{every: month}", func(civil.Date) bool { return false }},
	}
	// The machine's zone and its summer time must not matter.
	defer func(l *time.Location) { time.Local = l }(time.Local)
	for _, zone := range []string{"UTC", "Europe/Athens", "America/Havana", "Pacific/Apia"} {
		time.Local, _ = time.LoadLocation(zone)
		for _, tt := range tests {
			s, _ := read(t, "schedule: "+tt.in)
			var want []civil.Date
			for d := day("2026-07-01"); d.Before(day("2031-07-01")); d = d.AddDays(1) {
				if tt.want(d) {
					want = append(want, d)
				}
			}
			if got := datesOf(s.Between(day("2026-07-01"), day("2031-06-30"))); !slices.Equal(got, want) {
				t.Errorf("%s in %s:\n got %v\nwant %v", tt.in, zone, got, want)
			}
			// A window inside finds the same as the whole.
			inside := slices.DeleteFunc(want, func(d civil.Date) bool { return d.Before(day("2027-05-05")) || d.After(day("2028-11-11")) })
			if got := datesOf(s.Between(day("2027-05-05"), day("2028-11-11"))); !slices.Equal(got, inside) {
				t.Errorf("%s, a window: got %v, want %v", tt.in, got, inside)
			}
		}
	}
}

func datesOf(all []Occurrence) (dates []civil.Date) {
	for _, o := range all {
		dates = append(dates, o.Date)
	}
	return dates
}

func TestExceptionsMovesAndEnds(t *testing.T) {
	tests := []struct{ in, want, last string }{
		{"{every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12, count: 4, except: 2027-01-19}",
			"2027-01-12 19:00-20:30, 2027-01-26 19:00-20:30, 2027-02-02 19:00-20:30", "2027-02-02"},
		{"{every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12, count: 3, moved: {2027-01-26: 2027-03-02T23:00, 2027-01-19: 2027-01-20}}",
			"2027-01-12 19:00-20:30, 2027-01-20 19:00-20:30 (2027-01-19), 2027-03-02 23:00-00:30 (2027-01-26)", "2027-03-02"},
		{"{every: week, day: tuesday, time: 19:00, from: 2027-01-12, until: 2027-02, except: [{from: 2027-01-20, until: 2027-02-20}], moved: {2027-01-12: 2027-01-13T18:30}}",
			"2027-01-13 18:30 (2027-01-12), 2027-01-19 19:00, 2027-02-23 19:00", "2027-02-23"},
		{"{dates: [2027-04-10T10:00, Sat 2027-03-06, {from: 2027-05-07, until: 2027-05-08}], time: 09:00-14:00, moved: {2027-03-06: 2027-03-13}}",
			"2027-03-13 09:00-14:00 (2027-03-06), 2027-04-10 10:00-15:00, 2027-05-07 09:00-14:00 –2027-05-08", "2027-05-08"},
		{"[{every: week, day: tuesday, from: 2027-01-12, until: 2027-01-31}, {dates: [2027-01-12T09:00, 2027-01-12]}]",
			"2027-01-12, 2027-01-12 09:00, 2027-01-19, 2027-01-26", "2027-01-26"},
		// moved to where the group meets anyway; several days, and a stretch, keep their length
		{"{every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12, count: 3, moved: {2027-01-12: 2027-01-19}}", "2027-01-19 19:00-20:30, 2027-01-26 19:00-20:30", "2027-01-26"},
		{"{dates: [{from: 2027-05-07, until: 2027-05-08}, {from: 2027-06-04T14:00, until: 2027-06-05T12:00}], moved: {2027-05-07: 2027-05-14, 2027-06-04: 2027-06-11T16:00}}",
			"2027-05-14 –2027-05-15 (2027-05-07), 2027-06-11 16:00-12:00 –2027-06-12 (2027-06-04)", "2027-06-12"},
		{"{dates: [2027-03-06, 2027-03-05T14:00-20:00, 2027-03-06, {from: 2027-03-07T09:00, until: 2027-03-07T12:00}]}", "2027-03-05 14:00-20:00, 2027-03-06, 2027-03-07 09:00-12:00", "2027-03-07"},
		{"{every: week, day: tuesday, until: 2027-01-20}", "2027-01-05, 2027-01-12, 2027-01-19", "2027-01-19"},
		{"{every: week, day: tuesday, from: 2027-12-07}", "2027-12-07, 2027-12-14, 2027-12-21, 2027-12-28", ""},
		{"{every: week, day: tuesday, from: 2027-12-21, count: 2, except: {from: 2027-12-01, until: 2028-01-31}}", "", ""},
		{"[{dates: 2027-03-06}, {undated: {count: 1}}]", "2027-03-06", ""},
		{"{on_request: true, meetings: {dates: 2027-03-06}}", "2027-03-06", ""},
		{"{per_year: 10}", "", ""},
		{`{rrule: "FREQ=DAILY;INTERVAL=100;COUNT=3", from: 2027-06-01}`, "2027-06-01, 2027-09-09, 2027-12-18", "2027-12-18"},
	}
	for _, tt := range tests {
		s, _ := read(t, "schedule: "+tt.in)
		var got []string
		for _, o := range s.Between(day("2027-01-01"), day("2027-12-31")) {
			text := o.Date.String()
			if !o.Span.IsZero() {
				text += " " + o.Span.String()
			}
			if !o.End.IsZero() {
				text += " –" + o.End.String()
			}
			if !o.Planned.IsZero() {
				text += " (" + o.Planned.String() + ")"
			}
			got = append(got, text)
		}
		if g := strings.Join(got, ", "); g != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.in, g, tt.want)
		}
		last, ok := s.Last()
		if got := last.String(); ok != (tt.last != "") || ok && got != tt.last {
			t.Errorf("%s: last %s %t, want %q", tt.in, got, ok, tt.last)
		}
	}
}

func TestNext(t *testing.T) {
	tests := []struct {
		in, asOf, want string
		n              int
	}{
		{"{every: week, day: tuesday, from: 2027-01-12}", "2027-01-12", "2027-01-12 2027-01-19 2027-01-26", 3},
		{"{every: week, day: tuesday, from: 2027-01-12}", "2020-01-01", "2027-01-12", 1},
		{"{every: week, day: tuesday, from: 2027-01-12}", "2057-01-13", "2057-01-16", 1}, // thirty years on,
		{"{every: year, day: 29, from: 2028-02-29}", "2027-01-01", "2028-02-29 2032-02-29 2036-02-29 2040-02-29", 4},
		{"{every: week, day: tuesday, from: 2027-01-12, count: 3}", "2027-01-13", "2027-01-19 2027-01-26", 5},
		{"{dates: [{from: 2027-05-07, until: 2027-05-09}]}", "2027-05-09", "2027-05-07", 5},
		{"{dates: [{from: 2027-05-07, until: 2027-05-09}]}", "2027-05-10", "", 5},
		{"{every: 2 weeks, about: true}", "2027-05-10", "", 5},
		{"{every: week, day: tuesday}", "2027-05-10", "", 0},
	}
	for _, tt := range tests {
		s, _ := read(t, "schedule: "+tt.in)
		got := strings.Trim(fmt.Sprint(datesOf(s.Next(day(tt.asOf), tt.n))), "[]")
		if got != tt.want {
			t.Errorf("%s from %s: got %s, want %s", tt.in, tt.asOf, got, tt.want)
		}
	}
}

func TestWeekdays(t *testing.T) {
	for in, want := range map[string]string{
		"[{every: 4 weeks, day: wednesday, from: 2027-01-13}, {undated: {day: saturday}}]": "[Wednesday]",
		"[{undated: {day: saturday}}, {dates: 2027-03-12}]":                                "[Friday]",
		"{undated: {day: saturday}}":                                                       "[Saturday]",
		"{every: week, day: [sunday, monday]}":                                             "[Monday Sunday]",
		"{every: week, from: 2027-01-13}":                                                  "[Wednesday]",
		"{every: month, day: [first monday, last monday]}":                                 "[Monday]",
		"{every: month, day: 15}":                                                          "[]",
		"{dates: [2027-03-06, 2027-03-13, 2027-03-19]}":                                    "[Friday Saturday]",
		"{dates: [{from: 2027-02-19, until: 2027-02-20}]}":                                 "[Friday Saturday]",
		`{rrule: "FREQ=MONTHLY;BYDAY=2SA", from: 2027-01-09}`:                              "[Saturday]",
		"on_request": "[]",
	} {
		s, _ := read(t, "schedule: "+in)
		if got := fmt.Sprint(s.Weekdays()); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// FuzzRule asks any rule of RFC 5545 that passes for its dates.
func FuzzRule(f *testing.F) {
	for _, seed := range []string{"FREQ=MONTHLY;BYDAY=2SA", "FREQ=YEARLY;BYWEEKNO=-1,53,1;BYDAY=MO;WKST=TH", "FREQ=YEARLY;BYYEARDAY=-366,366;BYSETPOS=-1;COUNT=3",
		"FREQ=YEARLY;BYDAY=-53SU,53MO", "FREQ=YEARLY;BYMONTH=2;BYDAY=5MO,-5TU", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30,-31;INTERVAL=999", "FREQ=WEEKLY;BYSETPOS=366;BYDAY=MO,SU"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var r Rule
		if r.UnmarshalText([]byte(text)) != nil {
			return
		}
		s, _ := read(t, fmt.Sprintf("schedule: {rrule: %q, from: 2027-01-01}", r.Text))
		for _, o := range s.Between(day("2027-01-01"), day("2070-12-31")) {
			if o.Date.Before(day("2027-01-01")) || o.Date.After(day("2070-12-31")) {
				t.Fatalf("%s falls outside the window", o.Date)
			}
		}
	})
}
