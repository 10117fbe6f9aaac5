package render

import (
	"cmp"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/record"
	"fishbowl/internal/schedule"
)

// instantForm is how HTML writes an instant, with the offset of its zone.
const instantForm = "2006-01-02T15:04Z07:00"

// hours are the beginning and the end of a meeting; the end is zero where it is
// not known.
type hours struct{ from, until civil.Moment }

func (h hours) last() civil.Moment {
	if h.until.IsZero() {
		return civil.Moment{Date: h.from.Date}
	}
	return h.until
}

func hoursOf(o schedule.Occurrence) hours { return hours{o.Start(), o.Finish()} }

// timetable is what machines are told of a group's meetings; it is the same in
// every language.
type timetable struct {
	// first is the first meeting on record, else the next one; last is zero where
	// no end is known. Both are zero where no day is certain.
	first, last hours
	end         civil.Date            // the day of the last
	once        bool                  // whether there is one meeting and no more
	next        []schedule.Occurrence // as many as the data hold
	series      []schedule.Series
}

// timetable returns the meetings of a group that has a schedule. Rules are
// unrolled once, whatever asks for them.
func (r *renderer) timetable(g *record.Group) *timetable {
	if known, ok := r.timetables.Load(g); ok {
		return known.(*timetable)
	}
	s := g.Schedule
	c := &timetable{series: s.Series()}
	if g.Meets(r.site.AsOf) {
		c.next = s.Next(r.site.AsOf, meetingsPublished)
	}
	for _, series := range c.series {
		if c.first.from.IsZero() || series.Start.Compare(c.first.from) < 0 {
			c.first = hours{series.Start, series.End}
		}
	}
	if c.first.from.IsZero() && len(c.next) > 0 {
		c.first = hoursOf(c.next[0])
	}
	if day, ok := s.Last(); ok {
		if all := s.Between(day, day); len(all) > 0 {
			c.last, c.end = hoursOf(all[len(all)-1]), day
		}
	}
	total, ok := s.Total()
	c.once = ok && total.Meetings == 1
	r.timetables.Store(g, c)
	return c
}

// meeting is a meeting of a group as it is in every language.
type meeting struct {
	schedule.Occurrence
	start, end string // for machines: see [Meeting]
}

// nextMeetings are the next meetings of the groups that have any.
func (r *renderer) nextMeetings() map[*record.Group][]meeting {
	next := map[*record.Group][]meeting{}
	for _, g := range r.site.Records.Groups {
		if g.Schedule == nil {
			continue
		}
		zone := g.Schedule.Timezone.Location()
		for _, o := range first(r.timetable(g).next, datesShown) {
			start, end := o.Instants(zone)
			m := meeting{o, start.Format(instantForm), end.Format(instantForm)}
			if o.Span.IsZero() {
				m.start = o.Date.String()
			}
			next[g] = append(next[g], m)
		}
	}
	return next
}

// nextDay is the day of a group's next meeting; far in the future without one.
func (r *renderer) nextDay(g *record.Group) civil.Date {
	if next := r.next()[g]; len(next) > 0 {
		return next[0].Date
	}
	return civil.Date{Year: 9999, Month: time.December, Day: 31}
}

// eventTimes returns when an event begins and the instant from which it is over,
// for machines. One without an hour of its end lasts until the day has passed.
func (r *renderer) eventTimes(e *record.Event) (start, over string) {
	zone := cmp.Or(e.Timezone, r.site.Config.Timezone).Location()
	start = e.Starts.String()
	if e.Starts.HasTime {
		start = e.Starts.Date.At(e.Starts.Time, zone).Format(instantForm)
	}
	end := e.Last().AddDays(1).At(civil.Time{}, zone)
	if e.Ends.HasTime {
		end = e.Ends.Date.At(e.Ends.Time, zone)
	}
	return start, end.Format(instantForm)
}
