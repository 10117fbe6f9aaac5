// Package civil holds days and times of day as people say them, without a
// zone: a calendar date, a vaguer one ("September 2027"), a time of day, a span
// of hours. They are plain comparable values; their UnmarshalText methods read
// the forms of the data files and return faults that a volunteer understands.
//
// Nothing here knows what day it is today: the as-of day is an argument.
package civil

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"fishbowl/internal/diag"
)

// Date is a day of the Gregorian calendar. The zero Date is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day of t in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the date as 2027-09-14.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Compare orders dates by time.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Latest returns the last of some days; zero days do not count.
func Latest(dates ...Date) Date {
	var last Date
	for _, d := range dates {
		if d.After(last) {
			last = d
		}
	}
	return last
}

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.UTC().AddDate(0, 0, n)) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.UTC().Weekday() }

// UTC returns midnight of the day in UTC, for arithmetic and formatting.
func (d Date) UTC() time.Time { return d.At(Time{}, time.UTC) }

// At returns the instant of a time of day in a zone, as RFC 5545 §3.3.5 has it:
// a time that the change to summer time leaves out is as long after midnight as
// if there were no change, one that the change back repeats is the first of the
// two. ([time.Date] promises neither.)
func (d Date) At(t Time, loc *time.Location) time.Time {
	clock := time.Date(d.Year, d.Month, d.Day, t.Hour, t.Minute, 0, 0, time.UTC)
	if loc == time.UTC {
		return clock
	}
	offset := func(at time.Time) time.Duration {
		_, seconds := at.In(loc).Zone()
		return time.Duration(seconds) * time.Second
	}
	before, after := offset(clock.Add(-24*time.Hour)), offset(clock.Add(24*time.Hour))
	first, second := clock.Add(-before), clock.Add(-after)
	if offset(first) != before && offset(second) == after {
		return second.In(loc)
	}
	return first.In(loc)
}

// UnmarshalText reads 2027-09-14, or Tue 2027-09-14 whose weekday must match.
func (d *Date) UnmarshalText(text []byte) error {
	v, err := parseVague(string(text))
	if meant, ok := meantDate(string(text)); err != nil && (!ok || meant.Day > 0) {
		return err
	} else if err != nil {
		v = meant
	}
	if v.Day == 0 {
		return &diag.Fault{Message: fmt.Sprintf("%q names no day", text), Hint: fmt.Sprintf("write the day too, as in %04d-%02d-14", v.Year, max(v.Month, 1))}
	}
	*d = Date(v)
	return nil
}

// Vague is a date where the day, or the day and the month, may be open (0).
type Vague struct {
	Year  int
	Month time.Month
	Day   int
}

// IsZero reports whether v says nothing.
func (v Vague) IsZero() bool { return v == Vague{} }

// First returns the first day that v may mean.
func (v Vague) First() Date { return Date{v.Year, max(v.Month, 1), max(v.Day, 1)} }

// Last returns the last day that v may mean.
func (v Vague) Last() Date {
	switch {
	case v.Month == 0:
		return Date{v.Year, time.December, 31}
	case v.Day == 0:
		return DateOf(time.Date(v.Year, v.Month+1, 0, 0, 0, 0, 0, time.UTC))
	}
	return Date(v)
}

// String returns 2027, 2027-09 or 2027-09-14.
func (v Vague) String() string {
	switch {
	case v.Month == 0:
		return fmt.Sprintf("%04d", v.Year)
	case v.Day == 0:
		return fmt.Sprintf("%04d-%02d", v.Year, v.Month)
	}
	return Date(v).String()
}

// UnmarshalText reads 2027, 2027-09, 2027-09-14 or Tue 2027-09-14.
func (v *Vague) UnmarshalText(text []byte) (err error) {
	*v, err = parseVague(string(text))
	return err
}

var vagueForm = regexp.MustCompile(`^(?:([A-Za-z]+) )?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$`)

func parseVague(s string) (Vague, error) {
	m := vagueForm.FindStringSubmatch(s)
	if m == nil || m[1] != "" && m[3] == "" {
		f := &diag.Fault{Message: fmt.Sprintf("%q is not a date", s), Hint: "write year, month and day, as in 2027-09-14"}
		if v, ok := meantDate(s); ok {
			f.Hint = fmt.Sprintf("write %s", v)
		} else if hint := daysHint(s); hint != "" {
			f.Hint = hint
		}
		return Vague{}, f
	}
	v := Vague{Year: atoi(m[2]), Month: time.Month(atoi(m[3])), Day: atoi(m[4])}
	if m[3] != "" && (v.Month < 1 || v.Month > 12) {
		return Vague{}, &diag.Fault{Message: fmt.Sprintf("%q is not a date: there is no month %s", s, m[3]), Hint: "write year, month and day, as in 2027-09-14"}
	}
	if m[4] != "" {
		last := Vague{v.Year, v.Month, 0}.Last().Day
		if v.Day < 1 || v.Day > last {
			return Vague{}, &diag.Fault{Message: fmt.Sprintf("there is no day %s", m[0]), Hint: fmt.Sprintf("%s %d has %d days", v.Month, v.Year, last)}
		}
	}
	if m[1] != "" {
		day, err := ParseWeekday(m[1])
		if err != nil {
			return Vague{}, err
		}
		if m[4] == "" {
			return Vague{}, diag.Faultf("%q has a weekday but no day", s)
		}
		if real := Date(v).Weekday(); real != day {
			return Vague{}, &diag.Fault{Message: fmt.Sprintf("%s is not a %s", Date(v), day), Hint: fmt.Sprintf("it is a %s: mend the date or the weekday", real)}
		}
	}
	return v, nil
}

// ParseWeekday reads an English weekday, whole or its first three letters, in
// any case.
func ParseWeekday(s string) (time.Weekday, error) {
	names := make([]string, 7)
	for d := time.Sunday; d <= time.Saturday; d++ {
		names[d] = strings.ToLower(d.String())
		if low := strings.ToLower(s); low == names[d] || low == names[d][:3] {
			return d, nil
		}
	}
	f := diag.Faultf("%q is not a weekday", s)
	if day, ok := MeantWeekday(s); ok {
		f.Hint = fmt.Sprintf("did you mean %q?", names[day])
	} else if near := diag.Nearest(s, names); near != "" {
		f.Hint = fmt.Sprintf("did you mean %q?", near)
	} else {
		f.Hint = "weekdays are written monday, tuesday, wednesday, thursday, friday, saturday, sunday"
	}
	return 0, f
}

// Time is a time of day. Hour is 0–23, Minute 0–59.
type Time struct{ Hour, Minute int }

// String returns the time as 19:00.
func (t Time) String() string { return fmt.Sprintf("%02d:%02d", t.Hour, t.Minute) }

// Minutes returns the minutes since midnight.
func (t Time) Minutes() int { return t.Hour*60 + t.Minute }

var timeForm = regexp.MustCompile(`^(\d{1,2}):(\d{2})$`)

// UnmarshalText reads 19:00.
func (t *Time) UnmarshalText(text []byte) error {
	m := timeForm.FindStringSubmatch(string(text))
	if m == nil || atoi(m[1]) > 23 || atoi(m[2]) > 59 {
		f := &diag.Fault{Message: fmt.Sprintf("%q is not a time of day", text), Hint: "write hours and minutes, as in 19:00"}
		if c, ok := meantTime(string(text)); ok {
			f.Hint = fmt.Sprintf("write %s", c.Time)
		}
		return f
	}
	*t = Time{atoi(m[1]), atoi(m[2])}
	return nil
}

// Span is a stretch of hours, 19:00-20:30. An end that is not after the start
// is on the next day. Without an end (19:00 alone) Open is true.
type Span struct {
	From, To Time
	Open     bool
}

// IsZero reports whether s says nothing. (Midnight alone is Open.)
func (s Span) IsZero() bool { return s == Span{} }

// Minutes returns the length, 0 if the end is open.
func (s Span) Minutes() int {
	switch {
	case s.Open || s.IsZero():
		return 0
	case s.To.Minutes() > s.From.Minutes():
		return s.To.Minutes() - s.From.Minutes()
	}
	return s.To.Minutes() + 24*60 - s.From.Minutes()
}

// String returns 19:00-20:30 or 19:00.
func (s Span) String() string {
	if s.Open {
		return s.From.String()
	}
	return s.From.String() + "-" + s.To.String()
}

// UnmarshalText reads 19:00-20:30 or 19:00; an en dash and blanks around the
// dash are accepted.
func (s *Span) UnmarshalText(text []byte) error {
	from, to, has := strings.Cut(strings.ReplaceAll(string(text), "–", "-"), "-")
	v := Span{Open: !has}
	if v.From.UnmarshalText([]byte(strings.TrimSpace(from))) != nil || has && v.To.UnmarshalText([]byte(strings.TrimSpace(to))) != nil {
		f := &diag.Fault{Message: fmt.Sprintf("%q is not a time", text), Hint: "write hours and minutes, as in 19:00-20:30 or 19:00"}
		if meant, ok := meantSpan(string(text)); ok {
			f.Hint = fmt.Sprintf("write %s", meant)
		}
		return f
	}
	if has && v.From == v.To {
		return &diag.Fault{Message: fmt.Sprintf("%q ends when it starts", text), Hint: "write the start alone, as in 19:00, or a later end"}
	}
	if night := v.To.Minutes() < v.From.Minutes(); has && night && v.Minutes() > longestNight {
		return &diag.Fault{Message: fmt.Sprintf("%q ends before it starts", text), Hint: fmt.Sprintf("did you mean %s-%s? What goes past midnight may last twelve hours", v.To, v.From)}
	}
	*s = v
	return nil
}

// longestNight is how many minutes a stretch of hours that goes past midnight may
// have: a longer one has its ends in the wrong order.
const longestNight = 12 * 60

// Moment is a day with, perhaps, a time of day.
type Moment struct {
	Date    Date
	Time    Time
	HasTime bool
}

// IsZero reports whether m says nothing.
func (m Moment) IsZero() bool { return m == Moment{} }

// String returns 2027-09-14 or 2027-09-14T19:00.
func (m Moment) String() string {
	if !m.HasTime {
		return m.Date.String()
	}
	return m.Date.String() + "T" + m.Time.String()
}

// Compare orders moments; a day without a time comes before its times.
func (m Moment) Compare(n Moment) int {
	return cmp.Or(m.Date.Compare(n.Date), cmp.Compare(m.Time.Minutes(), n.Time.Minutes()))
}

// UnmarshalText reads 2027-09-14, 2027-09-14T19:00 or "2027-09-14 19:00", each
// perhaps with a weekday before it.
func (m *Moment) UnmarshalText(text []byte) error {
	err := m.read(string(text))
	if meant, ok := meantMoment(string(text)); err != nil && ok {
		if f, isForm := err.(*diag.Fault); isForm {
			f.Hint = fmt.Sprintf("write %s", meant)
		}
	}
	return err
}

func (m *Moment) read(s string) error {
	var v Moment
	if i := strings.LastIndexAny(s, "T "); i > 0 && strings.Contains(s[i:], ":") {
		if err := v.Time.UnmarshalText([]byte(s[i+1:])); err != nil {
			return err
		}
		v.HasTime = true
		s = s[:i]
	}
	if err := v.Date.UnmarshalText([]byte(s)); err != nil {
		return err
	}
	*m = v
	return nil
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // the patterns let only a few digits through
	return n
}
