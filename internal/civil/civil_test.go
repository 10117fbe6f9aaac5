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
		{"German date", new(Date), "14.9.2027", `"14.9.2027" is not a date`, "write year, month and day, as in 2027-09-14"},
		{"month 13", new(Date), "2027-13-01", `"2027-13-01" is not a date: there is no month 13`, "write year, month and day, as in 2027-09-14"},
		{"30 February", new(Date), "2027-02-30", "there is no day 2027-02-30", "February 2027 has 28 days"},
		{"vague", new(Date), "2027-09", `"2027-09" names no day`, "write the day too, as in 2027-09-14"},
		{"wrong weekday", new(Date), "Wed 2027-09-14", "2027-09-14 is not a Wednesday", "it is a Tuesday: mend the date or the weekday"},
		{"unknown weekday", new(Date), "Tusday 2027-09-14", `"Tusday" is not a weekday`, `did you mean "tuesday"?`},
		{"weekday without day", new(Vague), "Tue 2027-09", `"Tue 2027-09" has a weekday but no day`, ""},
		{"25 hours", new(Time), "25:00", `"25:00" is not a time of day`, "write hours and minutes, as in 19:00"},
		{"span", new(Span), "19-20", `"19-20" is not a time`, "write hours and minutes, as in 19:00-20:30 or 19:00"},
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
