package schedule

import "fishbowl/internal/civil"

// State is where a schedule stands on a day; empty where its days are not known.
type State string

// The states of a schedule.
const (
	Upcoming State = "upcoming" // the first meeting is later
	Running  State = "running"  // it has begun, and more meetings come or may come
	Past     State = "past"     // the last meeting was before
)

// State returns where the schedule stands as on a day. The day of the last
// meeting still belongs to it. Dates that are not fixed yet or on request keep a
// schedule from being past; a vague date counts from its first day to its last.
func (s *Schedule) State(asOf civil.Date) State {
	if !s.Until.IsZero() && s.Until.Last().Before(asOf) {
		return Past
	}
	states := map[State]bool{begun(s.From, asOf): true}
	for i := range s.Meetings {
		states[s.Meetings[i].state(asOf)] = true
	}
	switch {
	case states[Running] || states[Past] && (states[Upcoming] || s.OnRequest || s.undated()):
		return Running
	case states[Upcoming]:
		return Upcoming
	case states[Past]:
		return Past
	}
	return ""
}

// undated reports whether meetings may come whose days are not known.
func (s *Schedule) undated() bool {
	for i := range s.Meetings {
		if s.Meetings[i].Undated != nil {
			return true
		}
	}
	return false
}

func (m *Meeting) state(asOf civil.Date) State {
	switch {
	case m.Undated != nil:
		return begun(m.Undated.From, asOf)
	case m.kind() == "dates" || m.anchored() && !m.endless():
		return m.finite(asOf)
	case m.kind() == "":
		return "" // reported
	case !m.Until.IsZero() && m.Until.Last().Before(asOf):
		return Past
	case m.From.IsZero():
		return Running // since ever
	}
	return begun(m.From, asOf)
}

func (m *Meeting) finite(asOf civil.Date) State {
	all := m.between(m.beginning(first), last)
	if len(all) == 0 {
		return ""
	}
	var begun, coming bool
	for _, o := range all {
		begun = begun || !o.Date.After(asOf)
		coming = coming || !o.end().Before(asOf)
	}
	switch {
	case !coming:
		return Past
	case begun:
		return Running
	}
	return Upcoming
}

func begun(from civil.Vague, asOf civil.Date) State {
	switch {
	case from.IsZero():
		return ""
	case from.First().After(asOf):
		return Upcoming
	}
	return Running
}

// Resting reports whether a day lies in a break of several days that the schedule
// leaves out.
func (s *Schedule) Resting(day civil.Date) bool {
	for i := range s.Meetings {
		for _, gap := range s.Meetings[i].Except {
			if gap.From != gap.Until && gap.holds(day) {
				return true
			}
		}
	}
	return false
}
