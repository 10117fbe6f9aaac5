package feed

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"fishbowl/internal/civil"
)

// calendarZone is a zone with the years for which it must be defined.
type calendarZone struct {
	*time.Location
	first, last int
}

// zonesOf returns the zones of events that have times, by name.
func zonesOf(events []CalendarEvent) []calendarZone {
	zones := map[string]calendarZone{}
	for _, e := range events {
		if e.Zone == nil || e.Zone.String() == time.UTC.String() {
			continue
		}
		for _, m := range e.moments() {
			if !m.HasTime {
				continue
			}
			name := e.Zone.String()
			z, known := zones[name]
			if !known {
				z = calendarZone{e.Zone, m.Date.Year, m.Date.Year}
			}
			z.first, z.last = min(z.first, m.Date.Year), max(z.last, m.Date.Year)
			zones[name] = z
		}
	}
	return slices.SortedFunc(maps.Values(zones), func(a, b calendarZone) int { return strings.Compare(a.String(), b.String()) })
}

// moments returns every moment that is written of an event.
func (e CalendarEvent) moments() []civil.Moment {
	list := []civil.Moment{e.Start, e.End}
	for _, d := range e.Dates {
		list = append(list, d.Start, d.End)
	}
	for _, m := range e.Moved {
		list = append(list, m.From, m.Start, m.End)
	}
	return append(list, e.Except...)
}

// onset is a moment at which a zone's offset changes. Offsets are in seconds
// east of UTC.
type onset struct {
	local    time.Time // on the clock before the change, as if it were UTC
	from, to int
	name     string // of the time that begins
}

// yearsAhead is how long after the last known year a zone is defined: rules have
// no end, and in so many years every day of the week falls on every date.
const yearsAhead = 12

// onsets returns the changes of the zone from the year before the first one, and
// the offset and name before them.
func (z calendarZone) onsets() (before onset, list []onset) {
	t := time.Date(z.first-1, time.January, 1, 0, 0, 0, 0, time.UTC).In(z.Location)
	name, offset := t.Zone()
	before = onset{local: time.Date(z.first-1, time.January, 1, 0, 0, 0, 0, time.UTC), from: offset, to: offset, name: name}
	for {
		_, end := t.ZoneBounds()
		if !end.IsZero() && !end.After(t) {
			// Beyond the table of changes the package time takes a leap year to end
			// on its 365th day, and says so on that day too.
			end = t.AddDate(0, 0, 1)
		}
		if end.IsZero() || end.Year() > z.last+yearsAhead {
			return before, list
		}
		_, from := t.Zone()
		name, to := end.Zone()
		if from != to {
			list = append(list, onset{end.UTC().Add(time.Duration(from) * time.Second), from, to, name})
		}
		t = end
	}
}

// zone returns the VTIMEZONE of a zone, made once.
func (cw *CalendarWriter) zone(z calendarZone) string {
	text, known := cw.zones.Load(z)
	if !known {
		var l calendarLines
		l.zone(z)
		text = l.String()
		cw.zones.Store(z, text)
	}
	return text.(string)
}

// zone writes a VTIMEZONE (RFC 5545 §3.6.5). A zone that changes twice a year by
// one rule gets one STANDARD and one DAYLIGHT with that rule: Outlook takes no
// more (MS-OXCICAL 2.1.3.1.1.19), and meetings without an end stay right. Any
// other zone gets each of its changes.
func (l *calendarLines) zone(z calendarZone) {
	l.add("BEGIN", "VTIMEZONE")
	l.add("TZID", z.String())
	before, changes := z.onsets()
	if spring, autumn, ok := halves(changes, z.last+yearsAhead-z.first+2); ok {
		for _, half := range [][]onset{spring, autumn} {
			rule, _ := yearly(half)
			l.observance(half[0], rule)
		}
	} else {
		for _, o := range append([]onset{before}, changes...) {
			l.observance(o, "")
		}
	}
	l.add("END", "VTIMEZONE")
}

// halves parts changes into those of the one and of the other half of the year.
// It reports false unless there are two in each of the years and each half has
// one rule.
func halves(changes []onset, years int) (a, b []onset, ok bool) {
	if len(changes) != 2*years {
		return nil, nil, false
	}
	for i := 0; i < len(changes); i += 2 {
		a, b = append(a, changes[i]), append(b, changes[i+1])
	}
	_, first := yearly(a)
	_, second := yearly(b)
	return a, b, first && second
}

// yearly returns the rule by which changes happen once a year: on the nth or the
// last weekday of a month, at one hour.
func yearly(changes []onset) (rule string, ok bool) {
	first, nth, last := changes[0].local, true, true
	for i, o := range changes {
		t := o.local
		o.local = first
		if o != changes[0] || t.Year() != first.Year()+i || t.Month() != first.Month() || t.Weekday() != first.Weekday() || t.Format("1504") != first.Format("1504") {
			return "", false
		}
		nth = nth && week(t) == week(first)
		last = last && t.AddDate(0, 0, 7).Month() != t.Month()
	}
	n := week(first)
	if last {
		n = -1
	}
	return fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", first.Month(), n, strings.ToUpper(first.Weekday().String()[:2])), nth || last
}

// week returns the how manyeth of its weekday a day is in its month.
func week(t time.Time) int { return (t.Day()-1)/7 + 1 }

// observance writes a time that begins at an onset. The greater of a zone's
// offsets counts as summer time, whatever its law says.
func (l *calendarLines) observance(o onset, rule string) {
	kind := "STANDARD"
	if o.to > o.from {
		kind = "DAYLIGHT"
	}
	l.add("BEGIN", kind)
	l.add("DTSTART", o.local.Format(localForm))
	if rule != "" {
		l.add("RRULE", rule)
	}
	l.add("TZOFFSETFROM", offset(o.from))
	l.add("TZOFFSETTO", offset(o.to))
	l.text("TZNAME", o.name)
	l.add("END", kind)
}

// offset writes seconds east of UTC as +0200.
func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	s := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 > 0 {
		s += fmt.Sprintf("%02d", seconds%60)
	}
	return s
}
