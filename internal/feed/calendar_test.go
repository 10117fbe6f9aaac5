package feed

import (
	"bytes"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"fishbowl/internal/civil"
	"fishbowl/internal/schedule"
)

func moment(t testing.TB, s string) civil.Moment {
	t.Helper()
	var m civil.Moment
	if s == "" {
		return m
	}
	if err := m.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return m
}

func location(t testing.TB, name string) *time.Location {
	t.Helper()
	var zone schedule.Zone
	if err := zone.UnmarshalText([]byte(name)); err != nil {
		t.Fatal(err)
	}
	return zone.Location()
}

func written(t testing.TB, c Calendar) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteCalendar(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteCalendar(t *testing.T) {
	athens := location(t, "Europe/Athens")
	c := Calendar{
		Name: "Ομάδα Balint, Αθήνα", Description: "Κάθε Τρίτη; με διάλειμμα", Lang: "el", URL: "https://example.org/el/g/", Source: "https://example.org/el/g/calendar.ics",
		Events: []CalendarEvent{{
			UID: "group-g@example.org", Sequence: 3, Stamp: time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC),
			Summary: "Ομάδα Balint, Αθήνα", Description: "Πρώτη γραμμή\nC:\\φάκελος", URL: "https://example.org/el/g/", Location: "Οδός 7, Αθήνα", Lang: "el",
			Categories: []string{"Balint", "α, β"}, OrganizerName: `Dr. O'Brien "Bob", MD: x`, OrganizerEmail: "a@example.org",
			Zone: athens, Start: moment(t, "2027-01-12T19:00"), End: moment(t, "2027-01-12T20:30"), Rule: "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270629",
			Except: []civil.Moment{moment(t, "2027-05-04T19:00"), moment(t, "2027-04-27T19:00")},
			Dates:  []CalendarDate{{moment(t, "2027-07-03T19:00"), moment(t, "2027-07-03T20:30")}, {moment(t, "2027-07-04T10:00"), moment(t, "2027-07-04T13:00")}},
			Moved:  []CalendarMove{{moment(t, "2027-06-01T19:00"), moment(t, "2027-06-03T18:00"), moment(t, "2027-06-03T19:30")}},
		}, {
			UID: "event-days@example.org", Stamp: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), Summary: "Days", Lang: "en", Cancelled: true, Tentative: true, OrganizerName: "Nobody",
			Start: moment(t, "2027-12-30"), End: moment(t, "2027-12-31"),
		}},
	}
	want := `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//fishbowl//fishbowl//EN
CALSCALE:GREGORIAN
NAME;LANGUAGE=el:Ομάδα Balint\, Αθήνα
X-WR-CALNAME:Ομάδα Balint\, Αθήνα
DESCRIPTION;LANGUAGE=el:Κάθε Τρίτη\; με διάλειμμα
X-WR-CALDESC:Κάθε Τρίτη\; με διάλειμμα
URL:https://example.org/el/g/
SOURCE;VALUE=URI:https://example.org/el/g/calendar.ics
REFRESH-INTERVAL;VALUE=DURATION:P1D
X-PUBLISHED-TTL:P1D
BEGIN:VTIMEZONE
TZID:Europe/Athens
BEGIN:DAYLIGHT
DTSTART:20260329T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
TZNAME:EEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20261025T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
TZNAME:EET
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:group-g@example.org
DTSTAMP:20270102T000000Z
SEQUENCE:3
DTSTART;TZID=Europe/Athens:20270112T190000
DTEND;TZID=Europe/Athens:20270112T203000
RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270629T160000Z
EXDATE;TZID=Europe/Athens:20270427T190000,20270504T190000
RDATE;VALUE=PERIOD;TZID=Europe/Athens:20270704T100000/20270704T130000
RDATE;TZID=Europe/Athens:20270703T190000
SUMMARY;LANGUAGE=el:Ομάδα Balint\, Αθήνα
DESCRIPTION:Πρώτη γραμμή\nC:\\φάκελος
LOCATION:Οδός 7\, Αθήνα
URL:https://example.org/el/g/
CATEGORIES:Balint,α\, β
ORGANIZER;CN="Dr. O'Brien 'Bob', MD: x":mailto:a@example.org
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
UID:group-g@example.org
DTSTAMP:20270102T000000Z
SEQUENCE:3
RECURRENCE-ID;TZID=Europe/Athens:20270601T190000
DTSTART;TZID=Europe/Athens:20270603T180000
DTEND;TZID=Europe/Athens:20270603T193000
SUMMARY;LANGUAGE=el:Ομάδα Balint\, Αθήνα
DESCRIPTION:Πρώτη γραμμή\nC:\\φάκελος
LOCATION:Οδός 7\, Αθήνα
URL:https://example.org/el/g/
CATEGORIES:Balint,α\, β
ORGANIZER;CN="Dr. O'Brien 'Bob', MD: x":mailto:a@example.org
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
UID:event-days@example.org
DTSTAMP:20000101T000000Z
SEQUENCE:0
DTSTART;VALUE=DATE:20271230
DTEND;VALUE=DATE:20280101
SUMMARY;LANGUAGE=en:Days
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
`
	got := written(t, c)
	if d := cmp.Diff(want, strings.ReplaceAll(strings.ReplaceAll(got, "\r\n ", ""), "\r\n", "\n")); d != "" {
		t.Error(d)
	}
	if again := written(t, c); again != got {
		t.Error("the same calendar has other bytes")
	}
	checkLines(t, got)
}

// checkLines: every line ends in CRLF, has at most 75 bytes and whole
// characters, and no other control character.
func checkLines(t *testing.T, text string) {
	t.Helper()
	if !strings.HasSuffix(text, "\r\n") {
		t.Error("the last line is open")
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || line == "" || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
			t.Errorf("the line %q of %d bytes", line, len(line))
		}
	}
}

func TestTimesOfCalendars(t *testing.T) {
	athens := location(t, "Europe/Athens")
	for _, tt := range []struct {
		name             string
		zone             *time.Location
		start, end, rule string
		want             []string
	}{
		{"a day", nil, "2027-03-05", "", "", []string{"DTSTART;VALUE=DATE:20270305"}},
		{"a day that ends on the day", nil, "2027-03-05", "2027-03-05", "", []string{"DTSTART;VALUE=DATE:20270305"}},
		{"days whose rule ends at an hour", nil, "2027-03-05", "", "FREQ=DAILY;UNTIL=20270308T000000Z", []string{"DTSTART;VALUE=DATE:20270305", "RRULE:FREQ=DAILY;UNTIL=20270308"}},
		{"the last of the days has an hour", nil, "2027-03-05", "2027-03-07T12:00", "", []string{"DTSTART;VALUE=DATE:20270305", "DTEND;VALUE=DATE:20270308"}},
		{"the last of the days has none", athens, "2027-03-05T16:00", "2027-03-07", "", []string{"DTSTART;TZID=Europe/Athens:20270305T160000", "DTEND;TZID=Europe/Athens:20270308T000000"}},
		{"an open end", athens, "2027-03-05T16:00", "", "", []string{"DTSTART;TZID=Europe/Athens:20270305T160000"}},
		{"over midnight", athens, "2027-03-05T22:00", "2027-03-06T00:30", "", []string{"DTSTART;TZID=Europe/Athens:20270305T220000", "DTEND;TZID=Europe/Athens:20270306T003000"}},
		{"UTC has no definition", time.UTC, "2027-03-05T16:00", "", "FREQ=DAILY;UNTIL=20270308", []string{"DTSTART:20270305T160000Z", "RRULE:FREQ=DAILY;UNTIL=20270308T160000Z"}},
		{"no zone", nil, "2027-03-05T16:00", "", "FREQ=DAILY;UNTIL=20270308", []string{"DTSTART:20270305T160000", "RRULE:FREQ=DAILY;UNTIL=20270308T160000"}},
		{"UNTIL in summer", athens, "2027-03-05T16:00", "", "FREQ=DAILY;UNTIL=20270408", []string{"DTSTART;TZID=Europe/Athens:20270305T160000", "RRULE:FREQ=DAILY;UNTIL=20270408T130000Z"}},
		{"UNTIL on the clock", athens, "2027-03-05T16:00", "", "FREQ=DAILY;UNTIL=20270308T170000", []string{"DTSTART;TZID=Europe/Athens:20270305T160000", "RRULE:FREQ=DAILY;UNTIL=20270308T150000Z"}},
		{"UNTIL in UTC", athens, "2027-03-05T16:00", "", "FREQ=DAILY;UNTIL=20270308T170000Z", []string{"DTSTART;TZID=Europe/Athens:20270305T160000", "RRULE:FREQ=DAILY;UNTIL=20270308T170000Z"}},
		{"COUNT", athens, "2027-03-05T16:00", "", "FREQ=DAILY;COUNT=3", []string{"DTSTART;TZID=Europe/Athens:20270305T160000", "RRULE:FREQ=DAILY;COUNT=3"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := written(t, Calendar{Events: []CalendarEvent{{UID: "u", Zone: tt.zone, Start: moment(t, tt.start), End: moment(t, tt.end), Rule: tt.rule}}})
			_, event, _ := strings.Cut(text, "SEQUENCE:0\r\n")
			event, _, _ = strings.Cut(event, "\r\nSTATUS:")
			if d := cmp.Diff(tt.want, strings.Split(event, "\r\n")); d != "" {
				t.Error(d)
			}
			if has := strings.Contains(text, "VTIMEZONE"); has != (tt.zone == athens) {
				t.Errorf("VTIMEZONE: %v", has)
			}
		})
	}
}

// TestZonesOfCalendars: one rule for each half of the year where there is one,
// else every change. Whether programs read the right times out of them is seen
// in e2e.
func TestZonesOfCalendars(t *testing.T) {
	for _, tt := range []struct {
		zone         string
		observances  int
		rules        string
		standardTime string
	}{
		{"Europe/Berlin", 2, "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "+0100"},
		{"Europe/London", 2, "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "+0000"},
		{"Europe/Dublin", 2, "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "+0000"},
		{"America/New_York", 2, "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "-0500"},
		{"Australia/Sydney", 2, "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU FREQ=YEARLY;BYMONTH=10;BYDAY=1SU", "+1000"},
		{"Europe/Istanbul", 1, "", "+0300"},
		{"Asia/Kolkata", 1, "", "+0530"},
		{"Africa/Cairo", 29, "", "+0200"},
	} {
		t.Run(tt.zone, func(t *testing.T) {
			text := written(t, Calendar{Events: []CalendarEvent{{UID: "u", Zone: location(t, tt.zone), Start: moment(t, "2027-03-05T16:00")}}})
			var rules []string
			standard := ""
			for line := range strings.SplitSeq(text, "\r\n") {
				if rule, ok := strings.CutPrefix(line, "RRULE:"); ok {
					rules = append(rules, rule)
				}
				if line == "BEGIN:STANDARD" || strings.HasPrefix(line, "BEGIN:D") {
					standard = line
				}
				if to, ok := strings.CutPrefix(line, "TZOFFSETTO:"); ok && standard == "BEGIN:STANDARD" && to != tt.standardTime {
					t.Errorf("standard time is %s", to)
				}
			}
			if n := strings.Count(text, "END:STANDARD") + strings.Count(text, "END:DAYLIGHT"); n != tt.observances || strings.Join(rules, " ") != tt.rules {
				t.Errorf("%d observances, the rules %q in\n%s", n, rules, text)
			}
		})
	}
}

func FuzzCalendarText(f *testing.F) {
	for _, s := range []string{"", "a\r\nb", strings.Repeat("Ω", 200), `;,\"`, "\xff\x00", "^n^'", strings.Repeat("x", 75)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := written(t, Calendar{Name: s, Lang: "el", Events: []CalendarEvent{{UID: "u", Summary: s, Location: s, Categories: []string{s, s}, OrganizerName: s, OrganizerEmail: "a@example.org", Start: moment(t, "2027-03-05")}}})
		checkLines(t, text)
		if n := strings.Count(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"); n > 24 {
			t.Errorf("%q adds lines:\n%s", s, text)
		}
	})
}
