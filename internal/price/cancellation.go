package price

// cancellation reports steps that say nothing, and refunds that grow with time.
func (k checker) cancellation() {
	steps := k.price.Cancellation
	for i := range steps {
		s := &steps[i]
		for _, pair := range [][2]string{{"until", "days_before"}, {"until", "if"}, {"days_before", "if"}, {"refund", "keep"}} {
			k.both(s.Fields, pair[0], pair[1])
		}
		if !s.Has("refund") && !s.Has("keep") && !s.Has("text") {
			k.list.Errorf(s.Pos, "this step does not say what is given back").WithHint("write refund: 100%%, keep: 25, or text")
		} else if !s.Has("until") && !s.Has("days_before") && !s.Has("if") && !s.Has("text") {
			k.list.Errorf(s.Pos, "this step does not say until when").WithHint("write until, days_before, or if: organiser-cancels")
		}
		if s.DaysBefore != nil && *s.DaysBefore < 0 {
			k.list.Errorf(s.At("days_before"), "there cannot be %d days before", *s.DaysBefore)
		}
		for j := range i {
			if key := s.losesTo(&steps[j]); key != "" {
				k.list.Errorf(s.At(key), "who cancels later gets more back").WithAlso(steps[j].At(key), "the other step stands here")
			} else if s.sameTime(&steps[j]) {
				k.list.Errorf(s.Pos, "two steps end at the same time").WithAlso(steps[j].Pos, "the other step stands here")
			}
		}
	}
}

// later compares when two steps end; ok is false where nothing says it.
func (s *Step) later(t *Step) (order int, ok bool) {
	switch {
	case !s.Until.IsZero() && !t.Until.IsZero():
		return s.Until.Compare(t.Until), true
	case s.DaysBefore != nil && t.DaysBefore != nil:
		return *t.DaysBefore - *s.DaysBefore, true
	}
	return 0, false
}

func (s *Step) sameTime(t *Step) bool {
	order, ok := s.later(t)
	return ok && order == 0
}

// losesTo names the key by which, of two steps, the later one gives more back.
func (s *Step) losesTo(t *Step) string {
	order, ok := s.later(t)
	if !ok || order == 0 {
		return ""
	}
	if order < 0 {
		s, t = t, s
	}
	switch {
	case s.Refund != nil && t.Refund != nil && *s.Refund > *t.Refund:
		return "refund"
	case s.Keep != nil && t.Keep != nil && *s.Keep < *t.Keep:
		return "keep"
	}
	return ""
}
