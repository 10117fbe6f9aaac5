package schedule

import (
	"cmp"
	"slices"
	"time"

	"fishbowl/internal/civil"
)

// Occurrence is one meeting on its day.
type Occurrence struct {
	Date    civil.Date
	Span    civil.Span // zero where no time is known
	End     civil.Date // the last day of a meeting of several days, else zero
	Planned civil.Date // the day from which it was moved, else zero
	Line    int        // index into Meetings
}

func (o Occurrence) end() civil.Date { return cmp.Or(o.End, o.Date) }

// Between returns the meetings with a date from one day to another, both
// included, in order. One of several days belongs to the window if one of its
// days does.
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
	return all
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
	within := func(o Occurrence) bool { return !o.end().Before(from) && !o.Date.After(until) }
	if m.kind() == "dates" {
		for _, w := range m.Dates {
			o := Occurrence{Date: w.From.Date, Span: m.at(w.From), End: w.Until}
			if !o.Date.IsZero() && m.takesPlace(o.Date) && within(o) {
				found = append(found, o)
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
		if o := (Occurrence{Date: v.To.Date, Span: m.at(v.To), Planned: v.From}); within(o) {
			found = append(found, o)
		}
	}
	return found
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

// at returns the hours of a meeting that may begin at an hour of its own: it
// is as long as the others.
func (m *Meeting) at(w civil.Moment) civil.Span {
	if !w.HasTime {
		return m.Time
	}
	minutes := m.Time.Minutes()
	if minutes == 0 {
		return civil.Span{From: w.Time, Open: true}
	}
	end := (w.Time.Minutes() + minutes) % (24 * 60)
	return civil.Span{From: w.Time, To: civil.Time{Hour: end / 60, Minute: end % 60}}
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
			if !w.From.Date.IsZero() {
				ofDates = append(ofDates, w.From.Date.Weekday())
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
