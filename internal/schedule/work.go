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

// works returns the work of the meetings of a line: of each where they are dates,
// else once for all of them.
func (s *Schedule) works(line int) (works []Work) {
	m := &s.Meetings[line]
	session := m.sessionOf(s.session)
	if m.kind() != "dates" {
		return []Work{m.work(session, Occurrence{Span: m.Time})}
	}
	for _, o := range m.between(first, last) {
		works = append(works, m.work(session, o))
	}
	return works
}

// work returns the work of a meeting. A line's own units win over its session, and
// that over the offering's; they are of the whole meeting, whether it has a day or
// several. Where no session is written, the hours of its days count. How many
// sessions several days hold is not known unless it is written.
func (m *Meeting) work(session Session, o Occurrence) Work {
	w := Work{Units: m.units(), Unit: session.Counts.Unit}
	w.Minutes = session.minutes(w.Units)
	if w.Units == 0 {
		w.Units = session.Counts.Units
		days := len(o.Days())
		switch {
		case w.Minutes == 0:
			w.Minutes = float64(max(o.minutes()-days*session.BreakMinutes, 0))
		case !o.End.IsZero() && session.PerMeeting == 0 && w.Units == 0:
			w.Minutes = 0
		}
	}
	if w.Units == 0 || w.Unit == "" {
		w.Units, w.Unit = 0, ""
	}
	return w
}

// Each returns the work of one meeting and whether it is that of all.
func (s *Schedule) Each() (Work, bool) {
	var all []Work
	for i := range s.Meetings {
		all = append(all, s.works(i)...)
	}
	if all = slices.Compact(all); len(all) != 1 {
		return Work{}, false
	}
	return all[0], true
}

// Total adds up the meetings with their work. It reports false where the number
// of meetings has no end or is not known. Units are 0 where they are not known of
// every meeting, or are not the same; so are minutes.
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
		works := s.works(i)
		each := n / len(works)
		for _, w := range works {
			if w.Units > 0 && (total.Unit == "" || total.Unit == w.Unit) {
				counted += each
				total.Unit = w.Unit
				total.Units += float64(each) * w.Units
			}
			if w.Minutes > 0 {
				timed += each
				total.Minutes += float64(each) * w.Minutes
			}
		}
		total.Meetings += n
	}
	if counted < total.Meetings {
		total.Units, total.Unit = 0, ""
	}
	if timed < total.Meetings {
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
	begin := first
	if m.kind() != "dates" {
		begin = m.beginning(first)
		for _, v := range m.Moved { // the first meeting may be brought forward
			if v.To.Date.Before(begin) {
				begin = v.To.Date
			}
		}
	}
	n := len(m.between(begin, last))
	return n, n > 0
}

// total says what several meetings add up to: 20 teaching units in five meetings,
// or 20 teaching units in all where their number has just been said.
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
	if len(s.Meetings) == 1 && s.Meetings[0].saysNumber() {
		return v.Word("schedule.in_all", "Work", work)
	}
	return v.Word("schedule.total", total.Meetings, "Work", work, "Number", v.number(float64(total.Meetings), "meeting"))
}

// saysNumber reports whether the words of a line tell how many meetings it has.
func (m *Meeting) saysNumber() bool {
	if m.Undated != nil {
		return m.Undated.Count > 0
	}
	return m.kind() == "dates" && numbered(m.listed())
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
