package feed

import (
	"encoding/json"
	"testing"
	"time"
	_ "time/tzdata" // the zones must not depend on the machine

	"fishbowl/internal/civil"
)

func TestScheduleSaysRulesInWordsOfSchemaOrg(t *testing.T) {
	start := civil.Moment{Date: civil.Date{Year: 2027, Month: 1, Day: 13}, Time: civil.Time{Hour: 22}, HasTime: true}
	end := civil.Moment{Date: civil.Date{Year: 2027, Month: 1, Day: 14}, Time: civil.Time{Hour: 0, Minute: 30}, HasTime: true}
	for _, test := range []struct{ name, rule, want string }{
		{"weekly", "FREQ=WEEKLY;INTERVAL=4;BYDAY=WE;UNTIL=20271215T000000Z;WKST=MO", `{"repeatFrequency":"P4W","byDay":["https://schema.org/Wednesday"],"endDate":"2027-12-15"}`},
		{"nth weekday", "FREQ=MONTHLY;BYDAY=+2WE,-1MO;COUNT=9", `{"repeatFrequency":"P1M","byDay":["2WE","-1MO"],"repeatCount":9}`},
		{"day of the month", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", `{"repeatFrequency":"P2M","byMonthDay":[15]}`},
		{"yearly", "FREQ=YEARLY;BYMONTH=1;BYDAY=2WE", `{"repeatFrequency":"P1Y","byDay":["2WE"],"byMonth":[1]}`},
		{"daily", "FREQ=DAILY", `{"repeatFrequency":"P1D"}`},
		{"from the end of the month", "FREQ=MONTHLY;BYMONTHDAY=-1", ""},
		{"last workday", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ""},
		{"week of the year", "FREQ=YEARLY;BYWEEKNO=20", ""},
		{"no rule", "", ""},
	} {
		s, ok := NewSchedule(test.rule, start, end, nil, "Europe/Berlin")
		if ok != (test.want != "") {
			t.Errorf("%s: %v, %+v", test.name, ok, s)
		}
		if !ok {
			continue
		}
		var got, want map[string]any
		text, _ := json.Marshal(s)
		if json.Unmarshal(text, &got) != nil || json.Unmarshal([]byte(test.want), &want) != nil {
			t.Fatal(test.name)
		}
		for key, value := range map[string]any{"@type": "Schedule", "startDate": "2027-01-13", "startTime": "22:00:00", "endTime": "00:30:00", "duration": "PT2H30M", "scheduleTimezone": "Europe/Berlin"} {
			want[key] = value
		}
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(want)
		if string(a) != string(b) {
			t.Errorf("%s:\n got %s\nwant %s", test.name, a, b)
		}
	}
}

// The offsets are those of the IANA's rules: the clocks change on 28 March and 31
// October in Europe, 14 March and 7 November in New York, 4 April and 3 October
// 2027 in Sydney. A time that is left out when the clocks go forward is an hour later.
func TestStampHasTheOffsetOfTheDay(t *testing.T) {
	for _, test := range []struct{ zone, in, want string }{
		{"Europe/Berlin", "2027-03-27T19:00", "2027-03-27T19:00:00+01:00"},
		{"Europe/Berlin", "2027-03-28T19:00", "2027-03-28T19:00:00+02:00"},
		{"Europe/Berlin", "2027-03-28T02:30", "2027-03-28T03:30:00+02:00"},
		{"Europe/Athens", "2027-10-30T19:00", "2027-10-30T19:00:00+03:00"},
		{"Europe/Athens", "2027-10-31T19:00", "2027-10-31T19:00:00+02:00"},
		{"Europe/London", "2027-01-13T19:00", "2027-01-13T19:00:00Z"},
		{"Europe/London", "2027-07-13T19:00", "2027-07-13T19:00:00+01:00"},
		{"America/New_York", "2027-03-13T19:00", "2027-03-13T19:00:00-05:00"},
		{"America/New_York", "2027-03-14T19:00", "2027-03-14T19:00:00-04:00"},
		{"Australia/Sydney", "2027-04-03T19:00", "2027-04-03T19:00:00+11:00"},
		{"Australia/Sydney", "2027-04-04T19:00", "2027-04-04T19:00:00+10:00"},
		{"Australia/Sydney", "2027-04-04", "2027-04-04"},
	} {
		zone, err := time.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		var m civil.Moment
		if err := m.UnmarshalText([]byte(test.in)); err != nil {
			t.Fatal(err)
		}
		if got := Stamp(m, zone); got != test.want {
			t.Errorf("%s in %s is %s, want %s", test.in, test.zone, got, test.want)
		}
	}
	if got := Stamp(civil.Moment{}, time.UTC); got != "" {
		t.Errorf("no moment is %q", got)
	}
}

func TestDuration(t *testing.T) {
	for minutes, want := range map[int]string{0: "", -5: "", 45: "PT45M", 60: "PT1H", 90: "PT1H30M", 1440: "PT24H"} {
		if got := Duration(minutes); got != want {
			t.Errorf("%d minutes are %q, want %q", minutes, got, want)
		}
	}
}
