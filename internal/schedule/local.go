package schedule

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"fishbowl/internal/civil"
)

// LocalTime is when a meeting is for somebody elsewhere.
type LocalTime struct {
	Zone  Zone
	Shift int // -1 where it begins on the day before, 1 on the day after
	Span  civil.Span
}

// LocalTimes returns the hours of a meeting in the zones of show_zones; none
// where the meeting has no hours, or is one stretch over several days.
func (s *Schedule) LocalTimes(o Occurrence) (times []LocalTime) {
	if o.Span.IsZero() || o.Through {
		return nil
	}
	for _, zone := range s.ShowZones {
		times = append(times, s.localTime(o, zone))
	}
	return times
}

func (s *Schedule) localTime(o Occurrence, zone Zone) LocalTime {
	here, there := s.Timezone.Location(), zone.Location()
	clock := func(t time.Time) civil.Time { return civil.Time{Hour: t.Hour(), Minute: t.Minute()} }
	start := o.Date.At(o.Span.From, here).In(there)
	local := LocalTime{Zone: zone, Shift: civil.DateOf(start).Compare(o.Date), Span: civil.Span{From: clock(start), Open: o.Span.Open}}
	if !o.Span.Open {
		o.End = civil.Date{} // each of several days has its hours
		end := o.Finish()
		local.Span.To = clock(end.Date.At(end.Time, here).In(there))
	}
	return local
}

// localTimes says when the meetings of a line are in the zones of show_zones
// during the year that begins with the next one: the usual hours, and where a
// change to summer time falls on different days from which to which meeting they
// are others. Where there are more than two, as between the halves of the earth,
// they follow the seasons, and no days are named.
func (v voice) localTimes(s *Schedule, m *Meeting) (said []string) {
	if len(s.ShowZones) == 0 {
		return nil
	}
	coming := slices.DeleteFunc(m.coming(v.asOf), func(o Occurrence) bool { return o.Span.IsZero() || o.Through })
	for _, zone := range s.ShowZones {
		if runs := s.localRuns(coming, zone); len(runs) > 0 {
			said = append(said, v.localRuns(runs))
		}
	}
	return said
}

// coming returns the meetings of the year that begins with the next one. Where
// only words are known, each day that they allow may be one.
func (m *Meeting) coming(asOf civil.Date) []Occurrence {
	one := &Schedule{Meetings: []Meeting{*m}}
	if next := one.Next(later(asOf, sinceEver), 1); len(next) > 0 {
		return one.Between(next[0].Date, next[0].Date.AddDays(365))
	}
	if m.anchored() || m.kind() == "dates" || asOf.IsZero() {
		return nil
	}
	weekdays := one.Weekdays()
	var all []Occurrence
	for i := range 365 {
		day := asOf.AddDays(i)
		if len(weekdays) == 0 || slices.Contains(weekdays, day.Weekday()) {
			all = append(all, Occurrence{Date: day, Span: m.Time})
		}
	}
	return all
}

// localRun are meetings, one after the other, that have the same local time.
type localRun struct {
	LocalTime
	from, until civil.Date
	meetings    int
}

func (s *Schedule) localRuns(meetings []Occurrence, zone Zone) (runs []localRun) {
	for _, o := range meetings {
		local := s.localTime(o, zone)
		if n := len(runs); n == 0 || runs[n-1].LocalTime != local {
			runs = append(runs, localRun{LocalTime: local, from: o.Date})
		}
		run := &runs[len(runs)-1]
		run.until = o.Date
		run.meetings++
	}
	return runs
}

func (v voice) localRuns(runs []localRun) string {
	meetings := map[LocalTime]int{}
	for _, run := range runs {
		meetings[run.LocalTime] += run.meetings
	}
	usual := runs[0].LocalTime
	for _, run := range runs {
		if meetings[run.LocalTime] > meetings[usual] {
			usual = run.LocalTime
		}
	}
	zone, items := usual.Zone.In(v.Language), []string{v.localTime(usual)}
	if len(meetings) > 2 {
		return v.Word("schedule.local", "What", v.Word("schedule.seasonal", "Zone", zone), "Time", v.either(slices.Collect(maps.Keys(meetings))))
	}
	var others []string
	var year int // of the last of them, which says it for all
	for _, run := range slices.Backward(runs) {
		if run.LocalTime != usual {
			others = slices.Insert(others, 0, yearless(v.DateRange(run.from, run.until), year))
			year = cmp.Or(year, run.until.Year)
			items = append(items[:1], v.Word("schedule.local", "What", v.And(others), "Time", v.localTime(run.LocalTime)))
		}
	}
	return v.Word("schedule.local", "What", zone, "Time", v.list("schedule.items", items))
}

// either says hours of which one holds, the earliest first; another day is named
// once where they share it.
func (v voice) either(times []LocalTime) string {
	slices.SortFunc(times, func(a, b LocalTime) int {
		return cmp.Or(cmp.Compare(a.Shift, b.Shift), cmp.Compare(a.Span.From.Minutes(), b.Span.From.Minutes()), cmp.Compare(a.Span.To.Minutes(), b.Span.To.Minutes()))
	})
	shared := times[0].Shift == times[len(times)-1].Shift
	var items []string
	for _, t := range times {
		text := v.localTime(t)
		if shared {
			text = v.Span(t.Span)
		}
		items = append(items, text)
	}
	if shared {
		return v.shifted(v.Or(items), times[0].Shift)
	}
	return v.Or(items)
}

func (v voice) localTime(t LocalTime) string { return v.shifted(v.Span(t.Span), t.Shift) }

// shifted says that hours are on the day before or after.
func (v voice) shifted(hours string, shift int) string {
	switch {
	case shift < 0:
		return v.Word("schedule.day_before", "Time", hours)
	case shift > 0:
		return v.Word("schedule.day_after", "Time", hours)
	}
	return hours
}
