package schedule

import (
	"cmp"
	"slices"
	"time"

	"fishbowl/internal/civil"
)

// Series is what calendars know of a meeting line: a first meeting, a rule, what
// is left out, added and moved (RFC 5545 §3.8.5). Times are local to the
// schedule's zone; a Moment has a time where the hours are known.
type Series struct {
	Line   int            // index into Meetings
	Start  civil.Moment   // the first meeting that was planned (DTSTART)
	End    civil.Moment   // its end; without hours the last of its several days, itself included; zero where it is not known
	Rule   string         // the value of RRULE, as in FREQ=WEEKLY;INTERVAL=4;BYDAY=WE; empty where the meetings are dates only
	Except []civil.Moment // EXDATE: meetings of the rule that are left out
	Dates  []Occurrence   // RDATE: further single meetings with their own ends; connected days with hours are one each
	Moved  []Moved        // single meetings of the rule at another time
}

// Moved is a meeting of a rule (RECURRENCE-ID) and when it takes place instead.
type Moved struct{ From, To, End civil.Moment }

// sinceEver is where calendars let a rule begin that was written without a
// beginning: it has an interval of one, so that any meeting may be the first.
var sinceEver = civil.Date{Year: 2020, Month: 1, Day: 1}

// Series returns the lines that have dates, in the order in which they stand.
func (s *Schedule) Series() []Series {
	var all []Series
	for i := range s.Meetings {
		m := &s.Meetings[i]
		var series Series
		var found bool
		if m.kind() == "dates" {
			series, found = m.datesOnly()
		} else {
			series, found = m.recurring(s.Timezone)
		}
		if series.Line = i; found {
			for j := range series.Dates {
				series.Dates[j].Line = i
			}
			all = append(all, series)
		}
	}
	return all
}

func (m *Meeting) datesOnly() (Series, bool) {
	var all []Occurrence
	for _, o := range m.between(first, last) {
		all = append(all, o.Days()...)
	}
	if len(all) == 0 {
		return Series{}, false
	}
	slices.SortStableFunc(all, Occurrence.compare)
	return Series{Start: all[0].Start(), End: all[0].Finish(), Dates: all[1:]}, true
}

func (m *Meeting) recurring(zone Zone) (Series, bool) {
	begin := m.beginning(sinceEver)
	horizon := begin.AddDays(2 * 366) // a rule that is endless has its first meeting by then
	for _, g := range m.Except {
		horizon = later(horizon, g.Until)
	}
	for _, v := range m.Moved {
		horizon = later(horizon, v.From)
	}
	if !m.endless() {
		horizon = last
	}
	planned := m.planned(begin, horizon)
	if len(planned) == 0 {
		return Series{}, false
	}
	at := func(day civil.Date) Occurrence { return Occurrence{Date: day, Span: m.Time} }
	series := Series{Start: at(planned[0]).Start(), End: at(planned[0]).Finish(), Rule: m.rule(planned[len(planned)-1], zone)}
	for _, day := range planned {
		if slices.ContainsFunc(m.Except, func(g Gap) bool { return g.holds(day) }) {
			series.Except = append(series.Except, at(day).Start())
		}
	}
	for _, v := range m.Moved {
		to := m.moved(v)
		_, hits := slices.BinarySearchFunc(planned, v.From, civil.Date.Compare)
		if m.takesPlace(to.Date) && to.sameTime(at(to.Date)) && slices.Contains(planned, to.Date) {
			if hits { // Check has warned: it falls on another meeting, and there is one of them
				series.Except = append(series.Except, at(v.From).Start())
			}
		} else if hits {
			series.Moved = append(series.Moved, Moved{From: at(v.From).Start(), To: to.Start(), End: to.Finish()})
		} else {
			series.Dates = append(series.Dates, to) // Check has warned
		}
	}
	return series, true
}

// rule writes the line's rule. UNTIL is the last meeting that is planned: a day
// where the meetings are days, else an instant (RFC 5545 §3.3.10).
func (m *Meeting) rule(end civil.Date, zone Zone) string {
	option := m.option(m.beginning(sinceEver))
	option.Until = time.Time{}
	if option.Interval == 1 {
		option.Interval = 0 // goes without saying
	}
	text := option.RRuleString()
	switch {
	case option.Count > 0 || m.endless():
		return text
	case m.Time.IsZero():
		return text + end.UTC().Format(";UNTIL=20060102")
	}
	return text + end.At(m.Time.From, zone.Location()).UTC().Format(";UNTIL=20060102T150405Z")
}

// Start returns when the meeting begins; without a time where none is known.
func (o Occurrence) Start() civil.Moment {
	return civil.Moment{Date: o.Date, Time: o.Span.From, HasTime: !o.Span.IsZero()}
}

// Finish returns when the meeting ends, which is on the next day where the hours
// go beyond midnight: zero where it is not known, the last day without a time
// where a meeting of several days has no hours.
func (o Occurrence) Finish() civil.Moment {
	switch {
	case o.Span.IsZero() && o.End.IsZero() || o.Span.Open:
		return civil.Moment{}
	case o.Span.IsZero():
		return civil.Moment{Date: o.End}
	}
	day := o.end()
	if !o.Through && o.Span.To.Minutes() <= o.Span.From.Minutes() {
		day = day.AddDays(1)
	}
	return civil.Moment{Date: day, Time: o.Span.To, HasTime: true}
}

func (o Occurrence) compare(p Occurrence) int {
	return cmp.Or(o.Date.Compare(p.Date), cmp.Compare(o.Span.From.Minutes(), p.Span.From.Minutes()), cmp.Compare(o.Line, p.Line))
}

func later(a, b civil.Date) civil.Date {
	if a.After(b) {
		return a
	}
	return b
}
