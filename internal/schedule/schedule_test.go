package schedule

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// languages are the three of the reference site with the words of i18n/.
func languages(t testing.TB) []*locale.Language {
	t.Helper()
	var langs []*locale.Language
	var files []locale.WordFile
	for _, code := range []string{"el", "en", "de"} {
		l, err := locale.New(code, code)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile("../../i18n/" + code + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		langs = append(langs, l)
		files = append(files, locale.WordFile{File: "i18n/" + code + ".yaml", Lang: code, Text: text})
	}
	var list diag.List
	locale.LoadWords(&list, "en", langs, files, nil)
	for _, p := range list.Sorted() {
		t.Fatal(list.Report(p))
	}
	return langs
}

// read decodes what stands under "schedule:" with what may stand beside it, and
// reports everything that was found, one line each.
func read(t testing.TB, text string) (*Schedule, string) {
	t.Helper()
	var list diag.List
	var group struct {
		Schedule *Schedule  `key:"schedule"`
		Session  Session    `key:"session"`
		Lang     string     `key:"lang"`
		Rest     decode.Raw `key:"rest"`
	}
	d := &decode.Decoder{List: &list, Languages: []string{"el", "en", "de"}, Lang: "el"}
	if n := decode.YAML(&list, "groups.yaml", []byte(text)); n != nil {
		d.Decode(n, &group)
	}
	if group.Schedule == nil {
		group.Schedule = &Schedule{}
	} else {
		group.Schedule.Check(&list, group.Session)
	}
	var b strings.Builder
	for _, p := range list.Sorted() {
		fmt.Fprintf(&b, "%d:%d: %s: %s", p.Line, p.Col, p.Severity, p.Message)
		if p.Hint != "" {
			fmt.Fprintf(&b, " | %s", p.Hint)
		}
		for _, a := range p.Also {
			fmt.Fprintf(&b, " | see %d:%d: %s", a.Line, a.Col, a.Message)
		}
		b.WriteString("\n")
	}
	return group.Schedule, strings.TrimSuffix(b.String(), "\n")
}

func day(s string) (d civil.Date) {
	if err := d.UnmarshalText([]byte(s)); err != nil {
		panic(err)
	}
	return d
}

// TestDecodesEveryForm shows each form by the fields that it fills.
func TestDecodesEveryForm(t *testing.T) {
	show := func(s *Schedule) string {
		var b strings.Builder
		say := func(ok bool, format string, args ...any) {
			if ok {
				fmt.Fprintf(&b, format+"; ", args...)
			}
		}
		say(s.OnRequest, "on request")
		say(!s.Text.IsZero(), "text %s", s.Text.For("el", []string{"de"}).Text)
		say(s.Timezone != "", "zone %s", s.Timezone)
		say(len(s.ShowZones) > 0, "shown in %s", s.ShowZones)
		say(s.SetBy != "", "set by %s", s.SetBy)
		for i, r := range []Range{s.PerYear.Range, s.PerMonth.Range, s.PerTerm.Range} {
			say(!r.IsZero(), "%d–%d %t per %s", r.Min, r.Max, r.About, []string{"year", "month", "term"}[i])
		}
		say(!s.Term.IsZero(), "term %s", s.Term.In("el"))
		say(!s.From.IsZero() || !s.Until.IsZero(), "bounds %s to %s", s.From, s.Until)
		for i := range s.Meetings {
			m := &s.Meetings[i]
			say(true, "%s", m.kind())
			say(m.Every.N > 0, "%d %s", m.Every.N, m.Every.Unit)
			for _, y := range m.Days {
				say(true, "day %s %d %d", y.Weekday, y.Nth, y.Number)
			}
			say(!m.Time.IsZero(), "%s", m.Time)
			say(!m.From.IsZero() || !m.Until.IsZero(), "%s to %s", m.From, m.Until)
			say(m.Count > 0, "%d times", m.Count)
			for _, g := range m.Except {
				say(true, "except %s to %s %s", g.From, g.Until, g.Why.In("el"))
			}
			for _, v := range m.Moved {
				say(true, "%s moved to %s", v.From, v.To)
			}
			for _, w := range m.Dates {
				say(true, "%s to %s", w.From, w.Until)
			}
			say(m.RRule.Text != "", "%s", m.RRule.Text)
			say(m.About, "about")
			if u := m.Undated; u != nil {
				say(true, "%g units on %d weekdays, %d times from %s", u.Units, len(u.Days), u.Count, u.From)
			}
			say(m.Units > 0, "%g units", m.Units)
			say(m.Session != nil, "a session of its own")
			say(m.Place.Node != nil, "a place of its own")
		}
		return strings.ReplaceAll(strings.TrimSuffix(b.String(), "; "), "0000-00-00", "-")
	}
	tests := []struct{ in, want string }{
		{"on_request", "on request"},
		{"{text: λόγια}", "text λόγια"},
		{"{text: {de: Worte}}", "text Worte"},
		{"{on_request: true, text: {el: λόγια}}", "on request; text λόγια"},
		{"{every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12}", "every; 1 week; day Tuesday 0 0; 19:00-20:30; 2027-01-12 to 0000"},
		{"[{every: day}, {every: 3 days}, {every: year}, {every: 2 years}]", "every; 1 day; every; 3 day; every; 1 year; every; 2 year"},
		{"{every: 2 months, day: [first monday, last fri], from: 2027-01-04, until: 2027-06, time: 9:00}",
			"every; 2 month; day Monday 1 0; day Friday -1 0; 09:00; 2027-01-04 to 2027-06"},
		{"{every: month, day: [1, 31], units: 2.5, session: {minutes: 90}, place: {city: athens}}", "every; 1 month; day Sunday 0 1; day Sunday 0 31; 2.5 units; a session of its own; a place of its own"},
		{"{every: week, day: [tue, thu], from: Tue 2027-01-12, count: 10, except: 2027-01-14, moved: {Tue 2027-01-19: Wed 2027-01-20}}",
			"every; 1 week; day Tuesday 0 0; day Thursday 0 0; 2027-01-12 to 0000; 10 times; except 2027-01-14 to 2027-01-14 ; 2027-01-19 moved to 2027-01-20"},
		{"{dates: 2027-03-06}", "dates; 2027-03-06 to -"},
		{"{dates: {from: 2027-03-06T10:00, until: 2027-03-07}}", "dates; 2027-03-06T10:00 to 2027-03-07"},
		{"{undated: {}}", "undated; 0 units on 0 weekdays, 0 times from 0000"},
		{"{per_year: 10, per_month: {min: 1, max: 2}, per_term: {max: 6, about: true}, set_by: group, term: χειμώνας, from: 2027, until: 2028-06}",
			"set by group; 10–10 false per year; 1–2 false per month; 0–6 true per term; term χειμώνας; bounds 2027 to 2028-06"},
		{"{timezone: Europe/Athens, show_zones: [Europe/Berlin, UTC], meetings: {every: week, day: monday}}", "zone Europe/Athens; shown in [Europe/Berlin UTC]; every; 1 week; day Monday 0 0"},
		{modelMeetings, "every; 4 week; day Wednesday 0 0; 19:00-20:30; 2027-01-13 to 2027-12-15; except 2027-07-14 to 2027-07-14 ; 2027-10-06 moved to 2027-10-13T19:00; " +
			"every; 2 week; about; dates; 09:00-14:00; 2027-03-06 to -; 2027-04-10T10:00 to -; 2027-05-07 to 2027-05-08; 3 units; " +
			"rrule; 2027-01-09 to 0000; FREQ=MONTHLY;BYDAY=2SA; undated; 3 units on 1 weekdays, 3 times from 2027-09"},
	}
	for _, tt := range tests {
		s, faults := read(t, "schedule: "+tt.in)
		if strings.Contains(faults, "error") {
			t.Errorf("%s: %s", tt.in, faults)
		}
		if got := show(s); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

// modelMeetings is the example of the data model, word for word.
const modelMeetings = `
- every: 4 weeks            # day | week | 2 weeks | month | 2 months | year
  day: wednesday            # weekday(s); with months "second saturday", "last monday", [second wednesday, fourth wednesday], or a day number
  time: 19:00-20:30         # or 19:00 alone
  from: 2027-01-13          # first meeting; a weekday that does not match ` + "`day`" + ` is an error
  until: 2027-12-15         # or count: 9
  except: [2027-07-14]      # or {from, until, why}
  moved: {2027-10-06: 2027-10-13T19:00}
- {every: 2 weeks, about: true}             # said in words, never as dates
- dates: [Sat 2027-03-06, 2027-04-10T10:00, {from: 2027-05-07, until: 2027-05-08}]
  time: 09:00-14:00
  units: 3
- {rrule: "FREQ=MONTHLY;BYDAY=2SA", from: 2027-01-09}      # for those who know RFC 5545
- undated: {units: 3, day: saturday, count: 3, from: 2027-09}     # "three more Saturdays, dates follow"
`

func TestZonesOfCountries(t *testing.T) {
	for country, zone := range zones {
		if _, err := time.LoadLocation(zone); err != nil || len(country) != 2 {
			t.Errorf("%s: %v", country, err)
		}
	}
	for country, want := range map[string]string{"GR": "Europe/Athens", "DE": "Europe/Berlin", "GB": "Europe/London", "CY": "Asia/Nicosia", "ES": "", "PT": "", "US": "", "RU": "", "": ""} {
		if zone, ok := ZoneOf(country); zone != want || ok != (want != "") {
			t.Errorf("%s: %q %t", country, zone, ok)
		}
	}
}

func FuzzSchedule(f *testing.F) {
	f.Add("schedule: " + modelMeetings)
	f.Add("schedule: {every: week, day: [tue, thu], from: Tue 2027-01-12, count: 10, except: {from: 2027-01-14, why: {el: x}}, moved: {2027-01-19: 2027-01-20}}\nsession: {minutes: 90}")
	f.Add("schedule: {rrule: 'FREQ=YEARLY;INTERVAL=2;BYWEEKNO=-1,53;BYDAY=SU;BYSETPOS=-1;UNTIL=20350101T000000Z', from: 2027-01-01}")
	f.Add("schedule: {per_year: {min: 3}, set_by: group, term: x, from: 2027, on_request: true}")
	f.Add("schedule: {every: 2 months, day: [last monday, fifth friday], count: 999, from: 2027-01-25}")
	langs := languages(f)
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		s, _ := read(t, text)
		s.Last()
		s.Weekdays()
		s.Next(day("2027-01-01"), 5)
		s.Series()
		s.State(day("2027-01-01"))
		s.Between(day("2026-01-01"), day("2028-12-31"))
		for _, l := range langs {
			s.Sentences(Reader{Language: l, Others: []string{"el", "en", "de"}, AsOf: day("2027-02-01")})
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}
