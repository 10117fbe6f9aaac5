package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/schedule"
)

// rhythms are schedules with what they mean, written by hand as calendars write
// it: the first meeting, a rule, then -LOCAL for a meeting that is left out,
// +LOCAL for a further one, and FROM>TO for one that is moved; "|" parts lines.
var rhythms = []struct{ schedule, meaning string }{
	// weeks
	{"{every: week, day: tuesday, time: 19:00-20:30}", "2020-01-07T19:00 FREQ=WEEKLY"},
	{"{every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12}", "2027-01-12T19:00 FREQ=WEEKLY"},
	{"{every: week, time: 19:00-20:30, from: 2027-01-13}", "2027-01-13T19:00 FREQ=WEEKLY;BYDAY=WE"},
	{"{every: week, day: [tuesday, thursday], time: 19:00-20:30, from: 2027-01-14}", "2027-01-14T19:00 FREQ=WEEKLY;BYDAY=TU,TH"},
	{"{every: week, day: [sat, sun], time: 10:00-11:30, from: 2027-03-27, until: 2027-11-14}", "2027-03-27T10:00 FREQ=WEEKLY;BYDAY=SA,SU;UNTIL=20271114"},
	{"{every: week, day: sunday, time: 02:30-04:00, from: 2027-01-03}", "2027-01-03T02:30 FREQ=WEEKLY"},
	{"{every: week, day: sunday, time: 01:30-03:00, from: 2027-01-03}", "2027-01-03T01:30 FREQ=WEEKLY"},
	{"{every: week, day: sunday, time: 03:15-04:45, from: 2027-01-03}", "2027-01-03T03:15 FREQ=WEEKLY"},
	{"{every: week, day: saturday, time: 23:00-00:30, from: 2027-01-02}", "2027-01-02T23:00 FREQ=WEEKLY"},
	{"{every: week, day: saturday, time: 22:30-02:30, from: 2027-01-02}", "2027-01-02T22:30 FREQ=WEEKLY"},
	{"{every: week, day: [mon, wed, fri], time: 00:00-01:30, from: 2027-01-04, count: 200}", "2027-01-04T00:00 FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=200"},
	{"{every: week, day: friday, time: 18:00-19:30, from: 2027-01-08, until: 2028-02}", "2027-01-08T18:00 FREQ=WEEKLY;UNTIL=20280229"},
	{"{every: week, day: friday, time: 18:00-19:30, from: 2027-01-08, until: 2029}", "2027-01-08T18:00 FREQ=WEEKLY;UNTIL=20291231"},
	{"{every: 2 weeks, day: thursday, time: 18:30-20:30, from: 2027-01-21}", "2027-01-21T18:30 FREQ=WEEKLY;INTERVAL=2"},
	{"{every: 2 weeks, day: thursday, time: 18:30-20:30, from: 2027-01-21, count: 7}", "2027-01-21T18:30 FREQ=WEEKLY;INTERVAL=2;COUNT=7"},
	{"{every: 2 weeks, day: [thursday, monday], time: 19:00-20:30, from: 2027-01-21}", "2027-01-21T19:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"},
	{"{every: 2 weeks, day: [sunday, monday], time: 19:00-20:30, from: 2027-01-03}", "2027-01-03T19:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO"},
	{"{every: 3 weeks, day: monday, time: 20:00-21:30, from: 2026-12-28}", "2026-12-28T20:00 FREQ=WEEKLY;INTERVAL=3"},
	{"{every: 4 weeks, day: wednesday, time: 19:00-20:30, from: 2027-01-13}", "2027-01-13T19:00 FREQ=WEEKLY;INTERVAL=4"},
	{"{every: 4 weeks, day: wednesday, time: 19:00-20:30, from: 2027-01-13, until: 2027-12-15, except: [2027-07-28], moved: {2027-09-22: 2027-09-29T19:30}}",
		"2027-01-13T19:00 FREQ=WEEKLY;INTERVAL=4;UNTIL=20271215 -2027-07-28T19:00 2027-09-22T19:00>2027-09-29T19:30"},
	{"{every: 5 weeks, day: sunday, time: 11:00-12:30, from: 2026-12-27, until: 2028}", "2026-12-27T11:00 FREQ=WEEKLY;INTERVAL=5;UNTIL=20281231"},
	{"{every: 6 weeks, day: saturday, time: 09:00-12:00, from: 2027-01-16}", "2027-01-16T09:00 FREQ=WEEKLY;INTERVAL=6"},
	{"{every: 52 weeks, day: saturday, time: 09:00-12:00, from: 2026-08-01}", "2026-08-01T09:00 FREQ=WEEKLY;INTERVAL=52"},
	// days
	{"{every: day, time: 12:00-13:30, from: 2028-02-27, until: 2028-03-27}", "2028-02-27T12:00 FREQ=DAILY;UNTIL=20280327"},
	{"{every: day, time: 02:30-03:30, from: 2027-03-10, until: 2027-04-10}", "2027-03-10T02:30 FREQ=DAILY;UNTIL=20270410"},
	{"{every: day, time: 01:30-03:30, from: 2027-10-01, count: 40}", "2027-10-01T01:30 FREQ=DAILY;COUNT=40"},
	{"{every: 3 days, time: 08:00-09:30, from: 2027-01-01}", "2027-01-01T08:00 FREQ=DAILY;INTERVAL=3"},
	{"{every: 10 days, time: 23:30-01:00, from: 2026-12-31, until: 2030-06}", "2026-12-31T23:30 FREQ=DAILY;INTERVAL=10;UNTIL=20300630"},
	// months
	{"{every: month, day: first monday, time: 20:00-21:30}", "2020-01-06T20:00 FREQ=MONTHLY;BYDAY=1MO"},
	{"{every: month, day: second saturday, time: 10:00-13:00, from: 2027-01-09}", "2027-01-09T10:00 FREQ=MONTHLY;BYDAY=2SA"},
	{"{every: month, day: third thursday, time: 19:00-20:30, from: 2026-12-17, count: 24}", "2026-12-17T19:00 FREQ=MONTHLY;BYDAY=3TH;COUNT=24"},
	{"{every: month, day: fourth wednesday, time: 19:00-20:30, from: 2027-01-27}", "2027-01-27T19:00 FREQ=MONTHLY;BYDAY=4WE"},
	{"{every: month, day: fifth saturday, time: 09:00-12:00, from: 2027-01-30}", "2027-01-30T09:00 FREQ=MONTHLY;BYDAY=5SA"},
	{"{every: month, day: last sunday, time: 02:00-03:30, from: 2027-01-31}", "2027-01-31T02:00 FREQ=MONTHLY;BYDAY=-1SU"},
	{"{every: month, day: last monday, time: 19:00-20:30, from: 2027-02-22, until: 2029-02-26}", "2027-02-22T19:00 FREQ=MONTHLY;BYDAY=-1MO;UNTIL=20290226"},
	{"{every: month, day: [second wednesday, fourth wednesday], time: 19:00-20:30, from: 2027-01-13}", "2027-01-13T19:00 FREQ=MONTHLY;BYDAY=2WE,4WE"},
	{"{every: month, day: [last friday, first sunday], time: 17:00-18:30, from: 2027-01-03}", "2027-01-03T17:00 FREQ=MONTHLY;BYDAY=1SU,-1FR"},
	{"{every: month, day: 1, time: 18:00-19:30}", "2020-01-01T18:00 FREQ=MONTHLY;BYMONTHDAY=1"},
	{"{every: month, day: [1, 15], time: 18:00-19:30, from: 2027-01-15}", "2027-01-15T18:00 FREQ=MONTHLY;BYMONTHDAY=1,15"},
	{"{every: month, day: 29, time: 18:00-19:30, from: 2027-01-29}", "2027-01-29T18:00 FREQ=MONTHLY;BYMONTHDAY=29"},
	{"{every: month, day: 31, time: 18:00-19:30, from: 2027-01-31, count: 30}", "2027-01-31T18:00 FREQ=MONTHLY;BYMONTHDAY=31;COUNT=30"},
	{"{every: 2 months, day: second friday, time: 15:00-18:15, from: 2026-09-11, count: 8}", "2026-09-11T15:00 FREQ=MONTHLY;INTERVAL=2;BYDAY=2FR;COUNT=8"},
	{"{every: 2 months, day: last saturday, time: 10:00-13:00, from: 2027-01-30}", "2027-01-30T10:00 FREQ=MONTHLY;INTERVAL=2;BYDAY=-1SA"},
	{"{every: 3 months, day: 29, time: 10:00-13:00, from: 2027-05-29}", "2027-05-29T10:00 FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=29"},
	{"{every: 6 months, day: first tuesday, time: 19:00-21:00, from: 2026-10-06}", "2026-10-06T19:00 FREQ=MONTHLY;INTERVAL=6;BYDAY=1TU"},
	{"{every: 18 months, day: first tuesday, time: 19:00-21:00, from: 2026-10-06}", "2026-10-06T19:00 FREQ=MONTHLY;INTERVAL=18;BYDAY=1TU"},
	// years
	{"{every: year, day: second saturday, time: 09:00-17:00, from: 2027-03-13}", "2027-03-13T09:00 FREQ=YEARLY;BYMONTH=3;BYDAY=2SA"},
	{"{every: year, day: last sunday, time: 01:30-03:30, from: 2026-10-25}", "2026-10-25T01:30 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"},
	{"{every: year, day: [14, 15], time: 09:00-17:00, from: 2027-11-14}", "2027-11-14T09:00 FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=14,15"},
	{"{every: 2 years, day: 29, time: 09:00-17:00, from: 2028-02-29}", "2028-02-29T09:00 FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29"},
	{"{every: 2 years, day: first saturday, time: 09:00-17:00, from: 2026-10-03}", "2026-10-03T09:00 FREQ=YEARLY;INTERVAL=2;BYMONTH=10;BYDAY=1SA"},
	// exceptions and moves
	{"{every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12, count: 30, except: [2027-01-26, 2027-02-09], moved: {2027-01-19: 2027-01-20, 2027-03-30: 2027-03-28T02:30}}",
		"2027-01-12T19:00 FREQ=WEEKLY;COUNT=30 -2027-01-26T19:00 -2027-02-09T19:00 2027-01-19T19:00>2027-01-20T19:00 2027-03-30T19:00>2027-03-28T02:30"},
	{"{every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12, except: [{from: 2027-03-20, until: 2027-04-06}, 2027-01-12]}",
		"2027-01-12T19:00 FREQ=WEEKLY -2027-01-12T19:00 -2027-03-23T19:00 -2027-03-30T19:00 -2027-04-06T19:00"},
	{"{every: month, day: first monday, time: 20:00-21:30, from: 2027-02-01, until: 2027-12-06, except: {from: 2027-08-02, why: Summer}, moved: {2027-05-03: 2027-05-10T20:00}}",
		"2027-02-01T20:00 FREQ=MONTHLY;BYDAY=1MO;UNTIL=20271206 -2027-08-02T20:00 2027-05-03T20:00>2027-05-10T20:00"},
	// dates
	{"{dates: [Sat 2027-03-13], time: 11:00-13:00}", "2027-03-13T11:00"},
	{"{dates: [Sat 2027-03-27, Sun 2027-03-28, 2027-10-31T01:30, 2027-11-07T01:30], time: 02:30-03:30}", "2027-03-27T02:30 +2027-03-28T02:30 +2027-10-31T01:30 +2027-11-07T01:30"},
	{"{dates: [2027-05-08, 2026-12-31, 2030-04-10T10:00], time: 23:00-00:00, except: 2027-05-08}", "2026-12-31T23:00 +2030-04-10T10:00"},
	// rules of RFC 5545
	{`{rrule: "FREQ=MONTHLY;BYDAY=2SA", time: 10:00-13:00, from: 2027-01-09}`, "2027-01-09T10:00 FREQ=MONTHLY;BYDAY=2SA"},
	{`{rrule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", time: 17:00-18:30, from: 2027-01-29}`, "2027-01-29T17:00 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"},
	{`{rrule: "FREQ=YEARLY;BYMONTH=3,9;BYDAY=-1SU", time: 02:15-03:45, from: 2027-03-28}`, "2027-03-28T02:15 FREQ=YEARLY;BYMONTH=3,9;BYDAY=-1SU"},
	{`{rrule: "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO;UNTIL=20281231T225959Z", time: 10:00-11:30, from: 2027-01-03}`, "2027-01-03T10:00 FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO;UNTIL=20281231"},
	{`{rrule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5", time: 19:00-20:30, from: 2027-08-13}`, "2027-08-13T19:00 FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5"},
	{`{rrule: "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", time: 19:00-20:30, from: 2027-05-17}`, "2027-05-17T19:00 FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"},
	{`{rrule: "FREQ=DAILY;INTERVAL=100", time: 19:00-20:30, from: 2027-06-01, except: 2027-09-09}`, "2027-06-01T19:00 FREQ=DAILY;INTERVAL=100 -2027-09-09T19:00"},
	// several lines
	{"[{every: 4 weeks, day: wednesday, time: 19:00-20:30, from: 2027-01-13}, {dates: [2027-03-06, 2027-10-30], time: 09:00-10:30}]",
		"2027-01-13T19:00 FREQ=WEEKLY;INTERVAL=4 | 2027-03-06T09:00 +2027-10-30T09:00"},
	{"[{every: week, day: monday, time: 18:00-19:30, from: 2027-01-04, until: 2027-06-28}, {every: month, day: last monday, time: 18:00-19:30, from: 2027-09-27}]",
		"2027-01-04T18:00 FREQ=WEEKLY;UNTIL=20270628 | 2027-09-27T18:00 FREQ=MONTHLY;BYDAY=-1MO"},
}

// zonesOfMeetings change to summer time on different days, or the other way round.
var zonesOfMeetings = []string{"Europe/Berlin", "Europe/Athens", "Europe/London", "America/New_York", "Australia/Sydney"}

const fiveYears, fiveYearsEnd = "2026-07-01", "2031-06-30"

// calendarSet is what the npm package rrule is asked for.
type calendarSet struct {
	Start  string         `json:"start"`
	Rule   string         `json:"rule"`
	Except []string       `json:"except"`
	Dates  []string       `json:"dates"`
	Moved  []calendarMove `json:"moved"`
}

type calendarMove struct {
	From string `json:"from"`
	To   string `json:"to"`
}

type calendarQuestion struct {
	Zone    string        `json:"zone"`
	From    string        `json:"from"`
	Until   string        `json:"until"`
	Minutes int           `json:"minutes"`
	Sets    []calendarSet `json:"sets"`
}

// TestDatesAgreeWithRRule computes five years of each rhythm in each zone and
// compares every meeting, its beginning and its end in UTC, with the npm package
// rrule and ICU's zones. The rule is asked for twice: as a person wrote it, and
// as Series gives it to calendars.
func TestDatesAgreeWithRRule(t *testing.T) {
	var questions []calendarQuestion
	var ours [][]string
	var names []string
	for _, zone := range zonesOfMeetings {
		for _, rhythm := range rhythms {
			s := parseSchedule(t, zone, rhythm.schedule)
			meetings, minutes := meetingsOf(t, s)
			q := calendarQuestion{Zone: zone, From: fiveYears, Until: fiveYearsEnd, Minutes: minutes}
			for _, how := range []string{"by hand", "Series"} {
				if q.Sets = setsByHand(rhythm.meaning); how == "Series" {
					q.Sets = setsOf(s)
				}
				questions, ours, names = append(questions, q), append(ours, meetings), append(names, rhythm.schedule+" in "+zone+", "+how)
			}
		}
	}
	total := 0
	for i, theirs := range askRRule(t, questions) {
		total += len(theirs)
		if !slices.Equal(ours[i], theirs) {
			t.Errorf("%s:\n%s", names[i], firstDifference(ours[i], theirs))
		}
	}
	t.Logf("%d schedules, %d meetings", len(rhythms)*len(zonesOfMeetings), total)
}

func parseSchedule(t *testing.T, zone, text string) *schedule.Schedule {
	t.Helper()
	var list diag.List
	s := &schedule.Schedule{}
	d := &decode.Decoder{List: &list, Languages: languages, Lang: "en"}
	d.Decode(decode.YAML(&list, "groups.yaml", []byte(text)), s)
	s.Timezone = schedule.Zone(zone)
	s.Check(&list, schedule.Session{})
	for _, p := range list.Sorted() {
		if p.Severity == diag.Error { // hours that do not exist are warnings, and asked for here
			t.Fatalf("%s: %s", text, p.Message)
		}
	}
	return s
}

// meetingsOf lists the meetings as the other side does, and how long they last.
func meetingsOf(t *testing.T, s *schedule.Schedule) (lines []string, minutes int) {
	t.Helper()
	var from, until civil.Date
	if from.UnmarshalText([]byte(fiveYears)) != nil || until.UnmarshalText([]byte(fiveYearsEnd)) != nil {
		t.Fatal("the window is wrong")
	}
	zone := s.Timezone.Location()
	utc := func(m civil.Moment) string { return m.Date.At(m.Time, zone).UTC().Format("2006-01-02T15:04") }
	for _, o := range s.Between(from, until) {
		if length := o.Span.Minutes(); minutes == 0 || minutes == length {
			minutes = length
		} else {
			t.Fatal("all meetings of a schedule must be of one length here")
		}
		lines = append(lines, fmt.Sprintf("%s %s %s", o.Start(), utc(o.Start()), utc(o.Finish())))
	}
	return lines, minutes
}

func setsByHand(meaning string) (sets []calendarSet) {
	for line := range strings.SplitSeq(meaning, " | ") {
		var set calendarSet
		for i, word := range strings.Fields(line) {
			from, to, moved := strings.Cut(word, ">")
			switch {
			case i == 0:
				set.Start = word
			case moved:
				set.Moved = append(set.Moved, calendarMove{from, to})
			case word[0] == '-':
				set.Except = append(set.Except, word[1:])
			case word[0] == '+':
				set.Dates = append(set.Dates, word[1:])
			default:
				set.Rule = word
			}
		}
		sets = append(sets, set)
	}
	return sets
}

func setsOf(s *schedule.Schedule) (sets []calendarSet) {
	for _, series := range s.Series() {
		set := calendarSet{Start: series.Start.String(), Rule: series.Rule}
		for _, m := range series.Except {
			set.Except = append(set.Except, m.String())
		}
		for _, o := range series.Dates {
			set.Dates = append(set.Dates, o.Start().String())
		}
		for _, m := range series.Moved {
			set.Moved = append(set.Moved, calendarMove{m.From.String(), m.To.String()})
		}
		sets = append(sets, set)
	}
	return sets
}

func askRRule(t *testing.T, questions []calendarQuestion) (answers [][]string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "node")
	}
	module(t, "rrule")
	modules, err := filepath.Abs("node_modules")
	if err != nil {
		t.Fatal(err)
	}
	asked, err := json.Marshal(questions)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, filepath.Join("testdata", "schedule", "occurrences.mjs"), modules)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(asked), t.Output()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("rrule: %v\n%s", err, out)
	}
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(questions) {
		t.Fatalf("rrule gave %d answers to %d questions: %v", len(answers), len(questions), err)
	}
	return answers
}

func firstDifference(ours, theirs []string) string {
	for i := range max(len(ours), len(theirs)) {
		if i >= len(ours) || i >= len(theirs) || ours[i] != theirs[i] {
			return fmt.Sprintf("%d and %d meetings; from the %dth on\nours   %v\ntheirs %v", len(ours), len(theirs), i+1,
				ours[i:min(i+3, len(ours))], theirs[i:min(i+3, len(theirs))])
		}
	}
	return ""
}

// TestSummerTimeFallsOnTheDaysWeKnow keeps both sides from being wrong together:
// the days are from the laws of the countries.
func TestSummerTimeFallsOnTheDaysWeKnow(t *testing.T) {
	for _, tt := range []struct{ zone, date, utc string }{
		{"Europe/Berlin", "2027-03-27", "18:00"}, {"Europe/Berlin", "2027-03-28", "17:00"}, {"Europe/Berlin", "2027-10-31", "18:00"},
		{"Europe/Athens", "2027-03-27", "17:00"}, {"Europe/Athens", "2027-03-28", "16:00"}, {"Europe/Athens", "2027-10-31", "17:00"},
		{"Europe/London", "2027-03-27", "19:00"}, {"Europe/London", "2027-03-28", "18:00"}, {"Europe/London", "2027-10-31", "19:00"},
		{"America/New_York", "2027-03-13", "00:00"}, {"America/New_York", "2027-03-14", "23:00"}, {"America/New_York", "2027-11-07", "00:00"},
		{"Australia/Sydney", "2027-04-03", "08:00"}, {"Australia/Sydney", "2027-04-04", "09:00"}, {"Australia/Sydney", "2027-10-03", "08:00"},
	} {
		var day civil.Date
		if err := day.UnmarshalText([]byte(tt.date)); err != nil {
			t.Fatal(err)
		}
		if got := day.At(civil.Time{Hour: 19}, schedule.Zone(tt.zone).Location()).In(time.UTC).Format("15:04"); got != tt.utc {
			t.Errorf("19:00 on %s in %s is %s in UTC, want %s", tt.date, tt.zone, got, tt.utc)
		}
	}
}
