package schedule

import (
	"cmp"
	"slices"

	"fishbowl/internal/decode"
	"fishbowl/internal/locale"
)

// Session is what an offering says about its sessions.
type Session struct {
	decode.Fields
	Minutes      int     `key:"minutes"`     // one session, breaks excluded
	PerMeeting   float64 `key:"per_meeting"` // sessions in a meeting; 0 means 1
	BreakMinutes int     `key:"break_minutes"`
	Cases        Range   `key:"cases"`
	Counts       Counts  `key:"counts"`
}

// Counts is what a meeting counts as.
type Counts struct {
	decode.Fields
	Units float64 `key:"units,required"`
	Unit  Unit    `key:"unit,required"`
}

// minutes returns the work in a meeting, or in one that has some units; 0 where
// it is not known.
func (s Session) minutes(units float64) float64 {
	each := s.Counts.Unit.Minutes()
	if each == 0 {
		each = s.Minutes
	}
	switch {
	case units > 0:
		return units * float64(each)
	case s.Minutes > 0:
		return float64(s.Minutes) * max(s.PerMeeting, 1)
	}
	return s.Counts.Units * float64(each)
}

// Work is what a meeting, or several, are worth.
type Work struct {
	Units   float64 // 0 where nothing is counted
	Unit    Unit
	Minutes float64 // breaks excluded; 0 where it is not known
}

// Total is the work of a schedule that has an end.
type Total struct {
	Meetings int
	Work
}

// sessionOf returns the session of a line: its own, which counts in the offering's
// unit unless it has another, or the offering's.
func (m *Meeting) sessionOf(offering Session) Session {
	if m.Session == nil {
		return offering
	}
	own := *m.Session
	own.Counts.Unit = cmp.Or(own.Counts.Unit, offering.Counts.Unit)
	return own
}

// Work returns the work of each meeting of a line. A line's own units win over
// its session, and that over the offering's. Where no session is written, the
// hours of the line count; those of several connected days are not known.
func (s *Schedule) Work(line int) Work {
	m := &s.Meetings[line]
	session := m.sessionOf(s.session)
	w := Work{Units: m.units(), Unit: session.Counts.Unit}
	w.Minutes = session.minutes(w.Units)
	severalDays := slices.ContainsFunc(m.Dates, func(d When) bool { return !d.Until.IsZero() })
	if w.Units == 0 {
		w.Units = session.Counts.Units
		if severalDays {
			w = Work{}
		} else if w.Minutes == 0 {
			w.Minutes = float64(max(m.Time.Minutes()-session.BreakMinutes, 0))
		}
	}
	if w.Units == 0 || w.Unit == "" {
		w.Units, w.Unit = 0, ""
	}
	return w
}

// Each returns the work of one meeting and whether it is that of every line.
func (s *Schedule) Each() (Work, bool) {
	if len(s.Meetings) == 0 {
		return Work{}, false
	}
	each := s.Work(0)
	for i := range s.Meetings[1:] {
		if s.Work(i+1) != each {
			return Work{}, false
		}
	}
	return each, true
}

// Total adds up the meetings with their work. It reports false where the number
// of meetings has no end or is not known. Units are 0 where they are not known of
// every line, or are not the same; so are minutes.
func (s *Schedule) Total() (Total, bool) {
	var total Total
	if len(s.Meetings) == 0 || s.OnRequest {
		return total, false
	}
	var counted, timed int
	for i := range s.Meetings {
		n, ok := s.Meetings[i].meetings()
		if !ok {
			return Total{}, false
		}
		w := s.Work(i)
		if w.Units > 0 && (total.Unit == "" || total.Unit == w.Unit) {
			counted++
			total.Unit = w.Unit
			total.Units += float64(n) * w.Units
		}
		if w.Minutes > 0 {
			timed++
			total.Minutes += float64(n) * w.Minutes
		}
		total.Meetings += n
	}
	if counted < len(s.Meetings) {
		total.Units, total.Unit = 0, ""
	}
	if timed < len(s.Meetings) {
		total.Minutes = 0
	}
	return total, true
}

// meetings returns how many meetings a line has, those that are excepted taken
// away.
func (m *Meeting) meetings() (int, bool) {
	switch {
	case m.Undated != nil:
		return m.Undated.Count, m.Undated.Count > 0
	case m.kind() != "dates" && (!m.anchored() || m.endless() || m.From.IsZero()):
		return 0, false
	}
	if m.kind() == "dates" {
		n := len(m.between(first, last))
		return n, n > 0
	}
	n := len(m.Moved)
	for _, day := range m.planned(m.beginning(first), last) {
		if m.takesPlace(day) {
			n++
		}
	}
	return n, n > 0
}

// total says what several meetings add up to: 20 teaching units in five meetings.
func (v voice) total(s *Schedule) string {
	total, ok := s.Total()
	work := v.units(total.Units, total.Unit)
	if total.Units == 0 {
		work = v.units(total.Minutes/60, "hour")
	}
	oneEach := total.Unit == "session" && total.Units == float64(total.Meetings) // "30 sessions in 30 meetings" says nothing
	if !ok || oneEach || total.Meetings < 2 || total.Units == 0 && total.Minutes == 0 {
		return ""
	}
	return v.Word("schedule.total", total.Meetings, "Work", work, "Number", v.number(float64(total.Meetings), "meeting"))
}

// units writes a number of units with their name.
func (v voice) units(n float64, unit Unit) string {
	if unit == "" {
		return ""
	}
	return v.Word("schedule.units."+string(unit), plural(n), "Number", v.number(n, string(unit)))
}

// Phrase says what a meeting is made of: two sessions of 90 minutes each,
// 15-minute break. It is empty where nothing is written.
func (s Session) Phrase(l *locale.Language) locale.Phrase {
	v := voice{Language: l}
	clauses := s.clauses(v)
	if len(clauses) == 0 {
		return locale.Phrase{}
	}
	return locale.Phrase{Text: v.join(clauses)}
}

func (s Session) clauses(v voice) (clauses []string) {
	minutes := func(key string, n int) string {
		return v.Word("schedule.session."+key, n, "Number", v.Number(float64(n)))
	}
	per := max(s.PerMeeting, 1)
	switch {
	case s.Minutes > 0 && per > 1:
		clauses = append(clauses, v.Word("schedule.session.several", plural(per), "Number", v.number(per, "session"), "Minutes", v.Number(float64(s.Minutes))))
	case s.Minutes > 0:
		clauses = append(clauses, minutes("minutes", s.Minutes))
	case per > 1:
		clauses = append(clauses, v.units(per, "session"))
	}
	if s.BreakMinutes > 0 {
		clauses = append(clauses, minutes("break", s.BreakMinutes))
	}
	if !s.Cases.IsZero() {
		n := max(s.Cases.Min, s.Cases.Max)
		clauses = append(clauses, v.Word("schedule.session.cases", n, "Number", v.amount(s.Cases, "case")))
	}
	if s.Counts.Units > 0 && s.Counts.Unit != "" {
		clauses = append(clauses, v.Word("schedule.session.counts", "Work", v.units(s.Counts.Units, s.Counts.Unit)))
	}
	return clauses
}
