package civil

import (
	"encoding"
	"errors"
	"strings"
	"testing"
	"time"

	"fishbowl/internal/diag"
)

func TestReadsAndWritesTheForms(t *testing.T) {
	tests := []struct {
		name string
		v    interface {
			encoding.TextUnmarshaler
			String() string
		}
		in, want string
	}{
		{"date", new(Date), "2027-09-14", "2027-09-14"},
		{"date with weekday", new(Date), "Tue 2027-09-14", "2027-09-14"},
		{"date with whole weekday", new(Date), "tuesday 2027-09-14", "2027-09-14"},
		{"leap day", new(Date), "2028-02-29", "2028-02-29"},
		{"year", new(Vague), "2027", "2027"},
		{"month", new(Vague), "2027-09", "2027-09"},
		{"vague day", new(Vague), "2027-09-14", "2027-09-14"},
		{"time", new(Time), "9:05", "09:05"},
		{"span", new(Span), "19:00-20:30", "19:00-20:30"},
		{"span with en dash and blanks", new(Span), "19:00 – 20:30", "19:00-20:30"},
		{"start alone", new(Span), "19:00", "19:00"},
		{"midnight alone", new(Span), "00:00", "00:00"},
		{"moment", new(Moment), "2027-09-14T19:00", "2027-09-14T19:00"},
		{"moment with blank", new(Moment), "Tue 2027-09-14 19:00", "2027-09-14T19:00"},
		{"moment without time", new(Moment), "2027-09-14", "2027-09-14"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.v.UnmarshalText([]byte(tt.in)); err != nil || tt.v.String() != tt.want {
				t.Errorf("%q: %s, %v; want %s", tt.in, tt.v, err, tt.want)
			}
		})
	}
}

func TestRefusesWithAHint(t *testing.T) {
	tests := []struct {
		name           string
		v              encoding.TextUnmarshaler
		in, want, hint string
	}{
		{"no date", new(Date), "soon", `"soon" is not a date`, "write year, month and day, as in 2027-09-14"},
		{"German date", new(Date), "14.9.2027", `"14.9.2027" is not a date`, "write 2027-09-14"},
		{"month 13", new(Date), "2027-13-01", `"2027-13-01" is not a date: there is no month 13`, "write year, month and day, as in 2027-09-14"},
		{"30 February", new(Date), "2027-02-30", "there is no day 2027-02-30", "February 2027 has 28 days"},
		{"vague", new(Date), "2027-09", `"2027-09" names no day`, "write the day too, as in 2027-09-14"},
		{"wrong weekday", new(Date), "Wed 2027-09-14", "2027-09-14 is not a Wednesday", "it is a Tuesday: mend the date or the weekday"},
		{"unknown weekday", new(Date), "Tusday 2027-09-14", `"Tusday" is not a weekday`, `did you mean "tuesday"?`},
		{"weekday without day", new(Vague), "Tue 2027-09", `"Tue 2027-09" has a weekday but no day`, ""},
		{"25 hours", new(Time), "25:00", `"25:00" is not a time of day`, "write hours and minutes, as in 19:00"},
		{"span", new(Span), "19-20", `"19-20" is not a time`, "write 19:00-20:00"},
		{"empty span", new(Span), "19:00-19:00", `"19:00-19:00" ends when it starts`, "write the start alone, as in 19:00, or a later end"},
		{"moment", new(Moment), "2027-09-14T99:00", `"99:00" is not a time of day`, "write hours and minutes, as in 19:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.v.UnmarshalText([]byte(tt.in))
			var f *diag.Fault
			if !errors.As(err, &f) || f.Message != tt.want || f.Hint != tt.hint {
				t.Errorf("got %#v, want %q, %q", err, tt.want, tt.hint)
			}
		})
	}
}

// TestProposesWhatWasMeant holds that a value in another notation is given as it
// should have been written, where it means one thing alone.
func TestProposesWhatWasMeant(t *testing.T) {
	const dateForm, timeForm = "write year, month and day, as in 2027-09-14", "write hours and minutes, as in 19:00-20:30 or 19:00"
	for _, tt := range []struct {
		v        encoding.TextUnmarshaler
		in, want string
	}{
		{new(Span), "19.00-20.30", "write 19:00-20:30"},
		{new(Span), "19.00", "write 19:00"},
		{new(Span), "19:00 - 20:30 Uhr", "write 19:00-20:30"},
		{new(Span), "19 Uhr", "write 19:00"},
		{new(Span), "um 19:30 Uhr", "write 19:30"},
		{new(Span), "von 19 bis 20.30 Uhr", "write 19:00-20:30"},
		{new(Span), "7pm-8:30pm", "write 19:00-20:30"},
		{new(Span), "7-8:30 pm", "write 19:00-20:30"},
		{new(Span), "11-1pm", "write 11:00-13:00"},
		{new(Span), "12am", "write 00:00"},
		{new(Span), "7 μ.μ.", "write 19:00"},
		{new(Span), "19:00 έως 20:30", "write 19:00-20:30"},
		{new(Span), "19h30", "write 19:30"},
		{new(Span), "1900-2030", "write 19:00-20:30"},
		{new(Span), "22:00-24:00", "write 22:00-00:00"},
		{new(Span), "24:00", "write 00:00"},
		{new(Span), "25:00", timeForm},
		{new(Span), "evening", timeForm},
		{new(Span), "19:00-", timeForm},
		{new(Time), "24:00", "write 00:00"},
		{new(Vague), "12.01.2027", "write 2027-01-12"},
		{new(Vague), "12. 1. 27", "write 2027-01-12"},
		{new(Vague), "12/1/2027", dateForm},
		{new(Vague), "12-01-2027", dateForm},
		{new(Vague), "13/1/2027", "write 2027-01-13"},
		{new(Vague), "1/13/2027", "write 2027-01-13"},
		{new(Vague), "2027/01/12", "write 2027-01-12"},
		{new(Vague), "2027-1-12", "write 2027-01-12"},
		{new(Vague), "2027–01–12", "write 2027-01-12"},
		{new(Vague), "20270112", "write 2027-01-12"},
		{new(Vague), "12. Januar 2027", "write 2027-01-12"},
		{new(Vague), "2. Maerz 2027", "write 2027-03-02"},
		{new(Vague), "2. März 2027", "write 2027-03-02"},
		{new(Vague), "2. Jaenner 2027", "write 2027-01-02"},
		{new(Vague), "Dienstag, 12. Januar 2027", "write 2027-01-12"},
		{new(Vague), "Mittwoch, 12. Januar 2027", dateForm},
		{new(Vague), "12 Ιανουαρίου 2027", "write 2027-01-12"},
		{new(Vague), "January 12th, 2027", "write 2027-01-12"},
		{new(Vague), "Januar 2027", "write 2027-01"},
		{new(Vague), "01/2027", "write 2027-01"},
		{new(Vague), "seit 2012", "write 2012"},
		{new(Vague), "30.02.2027", dateForm},
		{new(Vague), "2027/00/12", dateForm},
		{new(Vague), "soon", dateForm},
		{new(Vague), "about 2012", "write 2012"},
		{new(Date), "24.12.2026 - 6.1.2027", "write one day; connected days, where there can be some, are written {from: 2026-12-24, until: 2027-01-06}"},
		{new(Date), "Januar 2027", "write the day too, as in 2027-01-14"},
		{new(Date), "Di 12.01.2027", "write 2027-01-12"},
		{new(Moment), "12.01.2027 19:00", "write 2027-01-12T19:00"},
		{new(Moment), "12. Januar 2027, 19 Uhr", "write 2027-01-12T19:00"},
		{new(Moment), "2027-01-12 um 19.30", "write 2027-01-12T19:30"},
		{new(Moment), "2027-01-12T19:00:00", "write 2027-01-12T19:00"},
		{new(Moment), "12.01.2027", "write 2027-01-12"},
	} {
		var f *diag.Fault
		if err := tt.v.UnmarshalText([]byte(tt.in)); !errors.As(err, &f) || f.Hint != tt.want {
			t.Errorf("%q: got %#v, want %q", tt.in, err, tt.want)
		}
	}
	for _, tt := range []struct{ in, want string }{
		{"Dienstag", `did you mean "tuesday"?`}, {"dienstags", `did you mean "tuesday"?`}, {"Di.", `did you mean "tuesday"?`},
		{"Τρίτη", `did you mean "tuesday"?`}, {"ΠΑΡΑΣΚΕΥΉ", `did you mean "friday"?`}, {"Σάβ", `did you mean "saturday"?`},
		{"Tues", `did you mean "tuesday"?`}, {"tuseday", `did you mean "tuesday"?`},
		{"tea time", "weekdays are written monday, tuesday, wednesday, thursday, friday, saturday, sunday"},
	} {
		var f *diag.Fault
		if _, err := ParseWeekday(tt.in); !errors.As(err, &f) || f.Hint != tt.want {
			t.Errorf("%q: got %#v, want %q", tt.in, err, tt.want)
		}
	}
}

// FuzzMeant holds that what is proposed can be read.
func FuzzMeant(f *testing.F) {
	for _, s := range []string{"12.01.2027 19 Uhr", "7-8:30pm", "12. Januar 2027", "24:00", "Di 2027/1/12"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, ok := meantMoment(s); ok && new(Moment).UnmarshalText([]byte(v.String())) != nil {
			t.Errorf("%q: %v", s, v)
		}
		if v, ok := meantDate(s); ok && new(Vague).UnmarshalText([]byte(v.String())) != nil {
			t.Errorf("%q: %v", s, v)
		}
		if v, ok := meantSpan(s); ok && new(Span).UnmarshalText([]byte(v.String())) != nil {
			t.Errorf("%q: %v", s, v)
		}
	})
}

func TestArithmetic(t *testing.T) {
	d := Date{2027, time.February, 28}
	if got := d.AddDays(1); got != (Date{2027, time.March, 1}) {
		t.Error(got)
	}
	if got := (Vague{2028, time.February, 0}).Last(); got != (Date{2028, time.February, 29}) {
		t.Error(got)
	}
	if got := (Vague{2028, 0, 0}).First(); got != (Date{2028, time.January, 1}) {
		t.Error(got)
	}
	if got := (Span{Time{22, 0}, Time{1, 30}, false}).Minutes(); got != 210 {
		t.Errorf("a span over midnight has %d minutes", got)
	}
	if !d.Before(Date{2027, time.March, 1}) || d.After(d) || d.Weekday() != time.Sunday {
		t.Error("comparison")
	}
}

// TestAt holds RFC 5545 §3.3.5: a time that the change to summer time leaves out
// has the offset before it, one that comes twice is the first.
func TestAt(t *testing.T) {
	for _, tt := range []struct{ zone, moment, want string }{
		{"UTC", "2027-07-01T19:00", "2027-07-01T19:00"},
		{"Europe/Athens", "2027-07-01T19:00", "2027-07-01T16:00"},
		{"Europe/Athens", "2027-03-28T03:30", "2027-03-28T01:30"}, // left out
		{"Europe/Athens", "2027-10-31T03:30", "2027-10-31T00:30"}, // twice
		{"Europe/Berlin", "2027-03-28T01:59", "2027-03-28T00:59"},
		{"Europe/Berlin", "2027-03-28T02:30", "2027-03-28T01:30"}, // left out
		{"Europe/Berlin", "2027-03-28T03:00", "2027-03-28T01:00"},
		{"Europe/Berlin", "2027-10-31T02:30", "2027-10-31T00:30"}, // twice
		{"Europe/Berlin", "2027-10-31T03:00", "2027-10-31T02:00"},
		{"America/New_York", "2027-03-14T02:30", "2027-03-14T07:30"}, // left out
		{"America/New_York", "2027-11-07T01:30", "2027-11-07T05:30"}, // twice
		{"America/New_York", "2027-11-07T02:00", "2027-11-07T07:00"},
		{"Australia/Sydney", "2027-10-03T02:30", "2027-10-02T16:30"}, // left out
		{"Australia/Sydney", "2027-04-04T02:30", "2027-04-03T15:30"}, // twice
		{"Australia/Sydney", "2027-04-04T03:00", "2027-04-03T17:00"},
	} {
		loc, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Skip(err)
		}
		var m Moment
		if err := m.UnmarshalText([]byte(tt.moment)); err != nil {
			t.Fatal(err)
		}
		if got := m.Date.At(m.Time, loc).UTC().Format("2006-01-02T15:04"); got != tt.want {
			t.Errorf("%s in %s is %s in UTC, want %s", m, tt.zone, got, tt.want)
		}
	}
}

func FuzzMoment(f *testing.F) {
	for _, s := range []string{"Tue 2027-09-14T19:00", "2027-09-14 19:00", "2027", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var m, again Moment
		if m.UnmarshalText([]byte(s)) != nil {
			return
		}
		if err := again.UnmarshalText([]byte(m.String())); err != nil || again != m {
			t.Errorf("%q reads as %v, which reads as %v, %v", s, m, again, err)
		}
		if !strings.Contains(s, "-") {
			t.Errorf("%q is a day", s)
		}
	})
}
