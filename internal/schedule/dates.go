package schedule

import (
	"cmp"
	"slices"
	"time"

	"fishbowl/internal/civil"
)

// Occurrence is one meeting: on a day, on several days that have the same hours
// each, or in one stretch from an hour of the first day to one of the last.
type Occurrence struct {
	Date    civil.Date
	Span    civil.Span // zero where no time is known
	End     civil.Date // the last day of a meeting of several days, else zero
	Through bool       // whether Span begins on the first day and ends on the last
	Planned civil.Date // the day from which it was moved, else zero
	Line    int        // index into Meetings
}

func (o Occurrence) end() civil.Date { return cmp.Or(o.End, o.Date) }

// daily reports whether the hours are those of each of several days.
func (o Occurrence) daily() bool { return !o.End.IsZero() && !o.Span.IsZero() && !o.Through }

// Days returns a meeting of several days that have the same hours each as one
// meeting a day, any other as it is: for machines, which know no hours of each
// day.
func (o Occurrence) Days() []Occurrence {
	if !o.daily() {
		return []Occurrence{o}
	}
	var days []Occurrence
	for end := o.End; !o.Date.After(end); o.Date = o.Date.AddDays(1) {
		o.End = civil.Date{}
		days = append(days, o)
		if !o.Planned.IsZero() {
			o.Planned = o.Planned.AddDays(1)
		}
	}
	return days
}

// minutes returns how long a meeting is, all its days together; 0 where that is
// not known: how much of a night belongs to a stretch nobody has written.
func (o Occurrence) minutes() int {
	if o.Through {
		return 0
	}
	days := 1 + int(o.end().UTC().Sub(o.Date.UTC()).Hours())/24
	return days * o.Span.Minutes()
}

// sameTime reports whether two meetings begin and end together.
func (o Occurrence) sameTime(p Occurrence) bool {
	return o.Date == p.Date && o.Span == p.Span && o.End == p.End
}

// Between returns the meetings with a date from one day to another, both
// included, in order, none of them twice. One of several days belongs to the
// window if one of its days does.
func (s *Schedule) Between(from, until civil.Date) []Occurrence {
	var all []Occurrence
	for i := range s.Meetings {
		found := s.Meetings[i].between(from, until)
		for j := range found {
			found[j].Line = i
		}
		all = append(all, found...)
	}
	slices.SortStableFunc(all, Occurrence.compare)
	return slices.CompactFunc(all, Occurrence.sameTime)
}

// Next returns the next n meetings: those that are not over before a day. It
// looks ahead for a century and no further.
func (s *Schedule) Next(asOf civil.Date, n int) []Occurrence {
	end, ends := s.Last()
	for years := 1; ; years *= 5 {
		horizon := asOf.AddDays(366 * years)
		found := s.Between(asOf, horizon)
		switch {
		case len(found) >= n:
			return found[:max(n, 0)]
		case years > 100 || ends && end.Before(horizon):
			return found
		}
	}
}

// Last returns the day of the last meeting. It reports false where the dates
// have no end, or where more may come: undated meetings, words only, dates on
// request.
func (s *Schedule) Last() (civil.Date, bool) {
	var day civil.Date
	if s.OnRequest || len(s.Meetings) == 0 {
		return day, false
	}
	for i := range s.Meetings {
		end, ok := s.Meetings[i].last()
		if !ok {
			return civil.Date{}, false
		}
		if end.After(day) {
			day = end
		}
	}
	return day, true
}

// Endless reports whether one of the rules goes on for ever.
func (s *Schedule) Endless() bool {
	return slices.ContainsFunc(s.Meetings, func(m Meeting) bool { return m.anchored() && m.endless() })
}

func (m *Meeting) last() (day civil.Date, ok bool) {
	if m.kind() != "dates" && (!m.anchored() || m.endless()) {
		return day, false
	}
	for _, o := range m.between(m.beginning(first), last) {
		if o.end().After(day) {
			day = o.end()
		}
	}
	return day, !day.IsZero()
}

// beginning returns the day from which a rule is looked at: of its first meeting,
// or, where it has run since ever, some time before its end or else a given day.
func (m *Meeting) beginning(since civil.Date) civil.Date {
	switch {
	case !m.From.IsZero():
		return m.From.First()
	case !m.Until.IsZero():
		return m.Until.First().AddDays(-3 * 366)
	}
	return since
}

func (m *Meeting) endless() bool {
	return m.Until.IsZero() && m.Count == 0 && m.RRule.option.Count == 0 && m.RRule.option.Until.IsZero()
}

// between returns the meetings of a line in a window. They are in order but
// for those that were moved.
func (m *Meeting) between(from, until civil.Date) []Occurrence {
	var found []Occurrence
	add := func(o Occurrence) {
		if !o.end().Before(from) && !o.Date.After(until) && !slices.ContainsFunc(found, o.sameTime) {
			found = append(found, o)
		}
	}
	if m.kind() == "dates" {
		for _, w := range m.Dates {
			if o := m.occurrence(w); !o.Date.IsZero() && m.takesPlace(o.Date) {
				add(o)
			}
		}
	} else {
		planned := m.planned(from, until)
		found = make([]Occurrence, 0, len(planned)+len(m.Moved))
		for _, day := range planned {
			if m.takesPlace(day) {
				found = append(found, Occurrence{Date: day, Span: m.Time})
			}
		}
	}
	for _, v := range m.Moved {
		add(m.moved(v))
	}
	return found
}

// occurrence returns a meeting of a list of dates as it was planned.
func (m *Meeting) occurrence(w When) Occurrence {
	o := Occurrence{Date: w.From.Date, Span: m.Time, End: w.Until.Date}
	switch {
	case !w.hours.IsZero():
		o.Span = w.hours
	case w.Until.HasTime:
		o.Span = civil.Span{From: w.From.Time, To: w.Until.Time}
		if o.End == o.Date {
			o.End = civil.Date{}
		}
		o.Through = !o.End.IsZero()
	case w.From.HasTime:
		o.Span = beginning(m.Time, w.From.Time)
	}
	return o
}

// plannedOn returns the meeting of a day as it was planned.
func (m *Meeting) plannedOn(day civil.Date) Occurrence {
	for _, w := range m.Dates {
		if w.From.Date == day {
			return m.occurrence(w)
		}
	}
	return Occurrence{Date: day, Span: m.Time}
}

// moved returns a meeting that was moved. It is as long as it was planned; a
// stretch that has a new first hour keeps its last one.
func (m *Meeting) moved(v Move) Occurrence {
	o := m.plannedOn(v.From)
	if !o.End.IsZero() {
		o.End = o.End.AddDays(int(v.To.Date.UTC().Sub(v.From.UTC()).Hours()) / 24)
	}
	o.Date, o.Planned = v.To.Date, v.From
	switch {
	case v.To.HasTime && o.Through:
		o.Span.From = v.To.Time
	case v.To.HasTime:
		o.Span = beginning(o.Span, v.To.Time)
	}
	return o
}

// takesPlace reports whether a planned meeting is neither excepted nor moved.
func (m *Meeting) takesPlace(day civil.Date) bool {
	for i := range m.Except {
		if m.Except[i].holds(day) {
			return false
		}
	}
	return !slices.ContainsFunc(m.Moved, func(v Move) bool { return v.From == day })
}

// beginning returns hours that begin at another hour and are as long.
func beginning(hours civil.Span, at civil.Time) civil.Span {
	minutes := hours.Minutes()
	if minutes == 0 {
		return civil.Span{From: at, Open: true}
	}
	end := (at.Minutes() + minutes) % (24 * 60)
	return civil.Span{From: at, To: civil.Time{Hour: end / 60, Minute: end % 60}}
}

// Weekdays returns the days of the week on which the meetings fall, from
// Monday, for titles and filters: those of the rules, or where there is none
// those of the dates, or those that undated meetings promise.
func (s *Schedule) Weekdays() []time.Weekday {
	var ofRules, ofDates, promised []time.Weekday
	for i := range s.Meetings {
		m := &s.Meetings[i]
		_, days := m.pattern()
		for _, day := range days {
			if day.Number == 0 {
				ofRules = append(ofRules, day.Weekday)
			}
		}
		for _, w := range m.Dates {
			for d, end := w.From.Date, w.Until.Date; !d.IsZero(); d = d.AddDays(1) {
				ofDates = append(ofDates, d.Weekday())
				if !d.Before(end) || len(ofDates) > maxCount {
					break
				}
			}
		}
		if m.Undated != nil {
			for _, day := range m.Undated.Days {
				promised = append(promised, day.Weekday)
			}
		}
	}
	for _, found := range [][]time.Weekday{ofRules, ofDates, promised} {
		if len(found) > 0 {
			return slices.DeleteFunc(slices.Clone(fromRRule), func(d time.Weekday) bool { return !slices.Contains(found, d) })
		}
	}
	return nil
}

// pattern returns the rhythm of a rule and its days; a weekly rule without a
// day has that of its first meeting.
func (m *Meeting) pattern() (Every, []Day) {
	every, days := m.Every, m.Days
	if m.Has("rrule") {
		every, days = m.RRule.every, m.RRule.days
	}
	if !uniform(days) {
		days = nil // reported
	}
	if every.Unit == "week" && len(days) == 0 && m.From.Day > 0 {
		days = []Day{{Weekday: m.From.First().Weekday()}}
	}
	return every, days
}
