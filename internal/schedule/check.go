package schedule

import (
	"cmp"
	"slices"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
)

// Check reports what contradicts itself: within a line, among the lines, and
// between the hours of a line and the offering's session. It completes the
// schedule with the session.
func (s *Schedule) Check(list *diag.List, session Session) {
	s.session = session
	session.Check(list)
	words := []string{"text", "set_by", "per_year", "per_month", "per_term", "term", "from", "until", "meetings"}
	if len(s.Meetings) == 0 && !s.OnRequest && !s.unread && !slices.ContainsFunc(words, s.Has) {
		list.Errorf(s.Pos, "the schedule says nothing").WithHint("write a meeting, {text: …} or %s", onRequest)
	}
	if before(s.Until, s.From) {
		list.Errorf(s.At("until"), "the end %s is before the beginning %s", s.Until, s.From).WithAlso(s.At("from"), "the beginning stands here").
			WithHint("write an end that is later, or leave it out")
	}
	for i := range s.Meetings {
		m := &s.Meetings[i]
		for _, key := range []string{"from", "until"} {
			if s.Has(key) && (m.Has("every") || m.Has("rrule")) {
				list.Errorf(s.At(key), "%q outside of the meetings is for a schedule without a rule", key).
					WithAlso(m.Pos, "the rule stands here").WithHint("write %q in the line of the rule", key)
			}
		}
		m.check(list)
		if m.Session != nil {
			m.Session.Check(list)
		}
		m.checkUnits(list, m.sessionOf(session))
		m.checkTime(list, m.sessionOf(session))
		m.checkClock(list, s.Timezone)
	}
	for i := range s.Meetings {
		s.checkMoves(list, i)
	}
}

// checkMoves reports meetings of a line that are moved to a day on which the group
// meets anyway.
func (s *Schedule) checkMoves(list *diag.List, line int) {
	for _, v := range s.Meetings[line].Moved {
		if v.To.Date == v.From {
			continue
		}
		for i := range s.Meetings {
			m := &s.Meetings[i]
			if !slices.ContainsFunc(m.between(v.To.Date, v.To.Date), func(o Occurrence) bool { return i != line || o.Planned != v.From }) {
				continue
			}
			list.Warnf(v.Pos, "the meeting of %s is moved to %s, on which the group meets anyway", v.From, v.To.Date).WithAlso(m.At(m.kind()), "that meeting stands here").
				WithHint("write another day, or, if there is only one meeting, except: [%s]", v.From)
			break
		}
	}
}

// Check reports a session that counts for more than it lasts.
func (s Session) Check(list *diag.List) {
	if s.Minutes < 0 || s.BreakMinutes < 0 || s.PerMeeting < 0 || s.Counts.Units < 0 {
		list.Errorf(s.Pos, "a session cannot have less than 0 of something")
		return
	}
	each := float64(s.Counts.Unit.Minutes())
	work, counted := s.minutes(0), each*s.Counts.Units
	if s.Minutes > 0 && counted > work {
		list.Errorf(s.At("counts"), "%g × %s are %g minutes, more than the meeting's %g", s.Counts.Units, s.Counts.Unit, counted, work).
			WithAlso(s.At("minutes"), "the minutes stand here").
			WithHint("a double session has 90 minutes, a teaching unit 45, an hour 60; several sessions in one meeting are written per_meeting: 2")
	}
}

func before(until, from civil.Vague) bool {
	return !until.IsZero() && !from.IsZero() && until.Last().Before(from.First())
}

// keysOf lists the keys that a line may have beside those of every line.
var keysOf = map[string][]string{
	"every":   {"day", "from", "until", "count", "except", "moved", "about"},
	"rrule":   {"from", "until", "count", "except", "moved"},
	"dates":   {"except", "moved"},
	"undated": {"about"},
}

func (m *Meeting) check(list *diag.List) {
	kind := m.kind()
	if m.Pos.Line == 0 {
		return // an empty item: reported when it was read
	}
	if kind == "" {
		list.Errorf(m.Pos, "this meeting has neither a rhythm nor dates").WithHint("write every: week, or dates: [2027-03-06]")
		return
	}
	for _, key := range slices.Concat(kinds, keysOf["every"]) {
		if m.Has(key) && key != kind && !slices.Contains(keysOf[kind], key) {
			list.Errorf(m.At(key), "%q does not go with %q", key, kind).WithAlso(m.At(kind), "%q stands here", kind)
			return
		}
	}
	switch kind {
	case "undated":
		m.checkUndated(list)
	case "dates":
		m.checkDates(list)
	default:
		if m.checkEnds(list) && m.checkDays(list) && m.checkAnchor(list) {
			m.checkRule(list)
		}
	}
}

func (m *Meeting) checkUndated(list *diag.List) {
	u := m.Undated
	if u.Count < 0 {
		list.Errorf(u.At("count"), "there cannot be %d meetings", u.Count)
	}
	for _, day := range u.Days {
		if day.kind() != 0 {
			list.Errorf(u.At("day"), "the days are not fixed yet: only a weekday can stand here")
		}
	}
}

func (m *Meeting) checkDates(list *diag.List) {
	if len(m.Dates) == 0 {
		list.Errorf(m.At("dates"), "the list of dates is empty").WithHint("dates that are not fixed yet are written undated: {count: 3}")
	}
	for i, w := range m.Dates {
		if y := w.From.Date.Year; y != 0 && (y < first.Year || y > last.Year) {
			list.Errorf(w.At("from"), "the year %d cannot be right", y)
		}
		same := func(v When) bool { return m.occurrence(w).sameTime(m.occurrence(v)) }
		if j := slices.IndexFunc(m.Dates[:i], same); j >= 0 && !w.From.IsZero() {
			list.Warnf(w.At("from"), "the date %s stands twice", w.From).WithAlso(m.Dates[j].At("from"), "it stands here first").
				WithHint("it is one meeting: leave one of them out")
		}
	}
	m.checkGaps(list)
}

// checkEnds reports ends that exclude each other. Where it returns false, the
// dates mean nothing.
func (m *Meeting) checkEnds(list *diag.List) bool {
	both := func(key, with string) {
		list.Errorf(m.At(key), "a rule ends by %q or by %q, not by both", with, key).WithAlso(m.At(with), "%q stands here", with).
			WithHint("leave one of them out")
	}
	o := m.RRule.option
	switch {
	case m.Has("count") && (m.Count < 1 || m.Count > maxCount):
		list.Errorf(m.At("count"), "there cannot be %d meetings", m.Count).WithHint("count is from 1 to %d", maxCount)
	case m.Has("count") && m.Has("until"):
		both("count", "until")
	case (o.Count > 0 || !o.Until.IsZero()) && m.Has("count"):
		both("count", "rrule")
	case (o.Count > 0 || !o.Until.IsZero()) && m.Has("until"):
		both("until", "rrule")
	case !m.From.IsZero() && (m.From.Year < first.Year || m.From.Year > last.Year):
		list.Errorf(m.At("from"), "the year %d cannot be right", m.From.Year)
	case before(m.Until, m.From):
		list.Errorf(m.At("until"), "the end %s is before the first meeting %s", m.Until, m.From).WithAlso(m.At("from"), "the first meeting stands here").
			WithHint("write an end that is later, or leave it out")
	default:
		return true
	}
	return false
}

// checkDays reports days that the rhythm does not have.
func (m *Meeting) checkDays(list *diag.List) bool {
	at := m.At("day")
	if m.Has("every") && m.Every.N == 0 || slices.ContainsFunc(m.Days, func(y Day) bool { return y.unread }) {
		return false // reported when it was read
	}
	if !m.Has("day") || m.About && !slices.ContainsFunc(m.Days, func(y Day) bool { return y.kind() != 0 }) {
		return true // "about once a month, on Saturdays"
	}
	for _, day := range m.Days {
		switch {
		case m.Every.Unit == "day":
			list.Errorf(at, "a rhythm in days has no weekday").WithHint("%s", weeksHint(m.Every))
		case m.Every.Unit == "week" && day.kind() != 0:
			list.Errorf(at, "a week has one of each weekday").WithHint("write every: month, or a weekday alone")
		case m.Every.Unit != "week" && day.kind() == 0:
			list.Errorf(at, "a month has several of each weekday").
				WithHint(`say which, as in "first %s", or about: true`, strings.ToLower(day.Weekday.String()))
		case m.mixed():
			list.Errorf(at, "weekdays and day numbers cannot stand in one rule").WithHint("write a meeting line for each")
		default:
			continue
		}
		return false
	}
	return true
}

// checkAnchor says which rules yield no dates and why.
func (m *Meeting) checkAnchor(list *diag.List) bool {
	precise := m.From.Day > 0
	const words = "it is said in words, without dates"
	switch {
	case m.Has("rrule") && m.RRule.Text == "":
		return false // reported when it was read
	case m.Has("rrule") && !precise:
		list.Errorf(m.At("rrule"), "a rule needs its first meeting").WithHint("write from, as in from: 2027-01-09")
	case m.anchored():
		return true
	case m.About:
		if m.Has("except") || m.Has("moved") {
			list.Errorf(m.At("about"), "what is about so has no dates that could be excepted or moved").
				WithHint("leave about: true out, or say it in the schedule's text")
		}
	case !m.From.IsZero() && !precise:
		list.Noticef(m.At("from"), "the first meeting has no day yet: %s", words)
	case m.Count > 0 && !precise:
		list.Noticef(m.At("count"), "a number of meetings without a first one: %s", words).WithHint("write from, the day of the first meeting")
	case !precise && (m.Every.N > 1 || m.Every.Unit == "year"):
		list.Noticef(m.At("every"), "this rhythm has no first meeting: %s", words).WithHint("write from, the day of the first meeting")
	default:
		list.Noticef(m.At("every"), "this rhythm has no day: %s", words).WithHint(`write day, as in "first monday" or tuesday`)
	}
	return false
}

// checkRule compares a rule with the calendar.
func (m *Meeting) checkRule(list *diag.List) {
	begin := m.beginning(first)
	var day civil.Date
	for day = range m.days(begin, begin.AddDays(40*366)) { // leap years meet weekdays within 28
		break
	}
	if day.IsZero() {
		m.all = []civil.Date{} // nobody needs to look for more
		p := list.Errorf(m.At(m.kind()), "no day fits this rule: it would never happen").WithHint("mend one of day, from and until")
		for _, key := range []string{"day", "from", "until"} {
			if m.Has(key) {
				p.WithAlso(m.At(key), "%s stands here", key)
			}
		}
		return
	}
	if !m.From.IsZero() && day != begin {
		p := list.Errorf(m.At("from"), "the first meeting %s is a %s, which is no day of the rule", begin, begin.Weekday()).
			WithHint("the next day of the rule is %s, a %s", day, day.Weekday())
		if m.Has("day") {
			p.WithAlso(m.At("day"), "the day stands here")
		}
		return
	}
	if !m.endless() && !m.From.IsZero() {
		m.all = m.planned(begin, last)
	}
	m.checkGaps(list)
	if m.endless() {
		return
	}
	if _, ok := m.last(); !ok {
		list.Errorf(m.At("except"), "no meeting is left of this rule").WithAlso(m.At(m.kind()), "the rule stands here").
			WithHint("leave out an exception, or the line")
	}
}

// checkGaps reports exceptions and moves that hit no meeting, and what is both.
func (m *Meeting) checkGaps(list *diag.List) {
	for _, g := range m.Except {
		if !g.From.IsZero() && !g.Until.Before(g.From) && !m.falls(g.From, g.Until) {
			p := list.Warnf(g.At("from"), "no meeting falls on %s", g.From)
			if g.Until != g.From {
				p.Message = "no meeting falls between " + g.From.String() + " and " + g.Until.String()
			}
			p.WithAlso(m.At(m.kind()), "the meetings stand here")
			m.hintNearest(p, g.From)
		}
	}
	for _, v := range m.Moved {
		if !m.falls(v.From, v.From) {
			m.hintNearest(list.Warnf(v.Pos, "no meeting falls on %s", v.From).WithAlso(m.At(m.kind()), "the meetings stand here"), v.From)
		}
		if m.moved(v).sameTime(m.plannedOn(v.From)) {
			list.Warnf(v.Pos, "the meeting of %s is moved to where it was", v.From).WithHint("write the new day, or the new hour as in %sT18:00", v.From)
		}
		for _, g := range m.Except {
			if g.holds(v.From) {
				list.Errorf(v.Pos, "the meeting of %s is both moved and excepted", v.From).WithAlso(g.At("from"), "it is excepted here").
					WithHint("leave one of them out")
			}
		}
	}
}

// falls reports whether a meeting was planned within some days.
func (m *Meeting) falls(from, until civil.Date) bool {
	return len(m.planned(from, until)) > 0 || slices.ContainsFunc(m.Dates, func(w When) bool {
		return !w.From.Date.Before(from) && !w.From.Date.After(until)
	})
}

func (m *Meeting) hintNearest(p *diag.Problem, day civil.Date) {
	reach := 400
	if m.Every.Unit == "year" {
		reach *= m.Every.N
	}
	days := m.planned(day.AddDays(-reach), day.AddDays(reach))
	for _, w := range m.Dates {
		days = append(days, w.From.Date)
	}
	if len(days) == 0 {
		return
	}
	distance := func(d civil.Date) int {
		return max(int(d.UTC().Sub(day.UTC()).Hours()), int(day.UTC().Sub(d.UTC()).Hours()))
	}
	nearest := slices.MinFunc(days, func(a, b civil.Date) int { return cmp.Compare(distance(a), distance(b)) })
	p.WithHint("the nearest meeting is on %s, a %s", nearest, nearest.Weekday())
}

// checkUnits reports units that are too few, that nobody can name, or that stand
// twice.
func (m *Meeting) checkUnits(list *diag.List, session Session) {
	at := m.At("units")
	if u := m.Undated; u != nil && u.Has("units") {
		at = u.At("units")
		if m.Has("units") && m.Units != u.Units {
			list.Errorf(m.At("units"), "the meetings have %g units here, and %g there", m.Units, u.Units).WithAlso(at, "the others stand here").
				WithHint("leave one of them out")
		}
	}
	switch {
	case m.Units < 0 || m.Undated != nil && m.Undated.Units < 0:
		list.Errorf(at, "a meeting cannot have less than 0 units")
	case m.units() > 0 && session.Counts.Unit == "":
		list.Noticef(at, "the units have no name: they are not said").
			WithHint("name them in the session, as in session: {counts: {units: %g, unit: teaching-unit}}", m.units())
	}
}

// checkTime reports hours that are too short for the work of a meeting and the
// breaks between its sessions; once in a line.
func (m *Meeting) checkTime(list *diag.List, session Session) {
	need, what := session.minutes(m.units()), "the work of a meeting"
	if sessions := max(session.PerMeeting, need/max(float64(session.Minutes), 1)); session.BreakMinutes > 0 && need > 0 &&
		(session.Minutes > 0 && sessions > 1 || session.PerMeeting > 1) {
		need += float64(session.BreakMinutes)
		what += " with its breaks"
	}
	all, at := []Occurrence{{Span: m.Time}}, []diag.Pos{m.At("time")}
	if m.kind() == "dates" {
		all, at = nil, nil
	}
	for _, w := range m.Dates {
		all, at = append(all, m.occurrence(w)), append(at, m.At("time"))
		if w.From.HasTime {
			at[len(at)-1] = w.At("from")
		}
	}
	short := slices.IndexFunc(all, func(o Occurrence) bool { return o.minutes() > 0 && float64(o.minutes()) < need })
	if short < 0 {
		return
	}
	p := list.Errorf(at[short], "%s has %d minutes, %s %g", all[short].Span, all[short].minutes(), what, need).
		WithHint("the time of a meeting is its sessions with the breaks: mend the time, or the minutes and units")
	switch {
	case m.Has("units"):
		p.WithAlso(m.At("units"), "the units stand here")
	case session.Pos.Line > 0:
		p.WithAlso(session.Pos, "the session stands here")
	}
}

// checkClock reports dates with an hour that the change to summer time leaves out.
func (m *Meeting) checkClock(list *diag.List, zone Zone) {
	for _, w := range m.Dates {
		for _, o := range m.occurrence(w).Days() {
			if o.Date.IsZero() || o.Span.IsZero() {
				continue
			}
			for _, end := range []civil.Moment{o.Start(), o.Finish()} {
				if end.IsZero() {
					continue
				}
				there := end.Date.At(end.Time, zone.Location())
				if clock := (civil.Time{Hour: there.Hour(), Minute: there.Minute()}); clock != end.Time {
					list.Warnf(w.At("from"), "there is no %s on %s in %s: clocks go forward to summer time", end.Time, end.Date, zone).
						WithHint("calendars take it for %s: write the hour that clocks show", clock)
				}
			}
		}
	}
}
