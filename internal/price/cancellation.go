package price

// cancellation reports steps that say nothing, and refunds that grow with time.
func (k checker) cancellation() {
	steps := k.price.Cancellation
	for i := range steps {
		s := &steps[i]
		if s.Pos.Line == 0 {
			continue // reported when it was read
		}
		k.step(s)
		bounded := false // by a step before
		for j := range i {
			t := &steps[j]
			bounded = bounded || t.bounded()
			switch key := s.losesTo(t); {
			case key != "":
				k.list.Errorf(s.At(key), "who cancels later gets more back").WithAlso(t.At(t.given()), "the other step stands here")
			case s.sameTime(t):
				k.list.Errorf(s.Pos, "two steps end at the same time").WithAlso(t.Pos, "the other step stands here")
			case t.Later && s.bounded():
				k.list.Errorf(t.At("later"), "%q is not the last step", "later: true").WithAlso(s.Pos, "this one comes after it")
			}
		}
		if s.Later && !bounded {
			k.list.Errorf(s.At("later"), "later than what? No step before it has a day").WithHint("write {days_before: 14, refund: 100%%} before it; or text: alone")
		}
	}
}

// step reports what contradicts itself within a step.
func (k checker) step(s *Step) {
	times := []string{"until", "days_before", "later", "if"}
	for i, key := range times {
		for _, other := range times[:i] {
			k.both(s.Fields, other, key)
		}
	}
	k.both(s.Fields, "refund", "keep")
	if !s.Has("refund") && !s.Has("keep") && !s.Has("text") {
		k.list.Errorf(s.Pos, "this step does not say what is given back").WithHint("write refund: 100%%, keep: 25, or text")
	} else if !s.bounded() && !s.Later && !s.Has("if") && !s.Has("text") {
		k.list.Errorf(s.Pos, "this step does not say until when").WithHint("write until, days_before, later: true, or if: organiser-cancels")
	}
	if s.DaysBefore != nil && *s.DaysBefore < 0 {
		k.list.Errorf(s.At("days_before"), "there cannot be %d days before", *s.DaysBefore)
	}
	if back := s.back(); back != nil && *back == 0 && s.bounded() {
		k.list.Errorf(s.At(s.given()), "this says that whoever cancels in time gets nothing back").
			WithHint("write when money is still given back; for those who come after that, {later: true, refund: 0%%} as the last step")
	}
}

// bounded reports whether the step ends on a day.
func (s *Step) bounded() bool { return s.Has("until") || s.Has("days_before") }

// given is the key that says what is given back.
func (s *Step) given() string {
	if s.Has("keep") {
		return "keep"
	}
	return "refund"
}

// back is the share that is given back; nil where an amount is kept, or where
// nothing is said.
func (s *Step) back() *Percent {
	if s.Keep != nil && s.Keep.Share != nil {
		back := 100_00 - *s.Keep.Share
		return &back
	}
	return s.Refund
}

// kept is the amount that is kept, if it is said as one.
func (s *Step) kept() *Amount {
	if s.Keep == nil {
		return nil
	}
	return s.Keep.Amount
}

// later compares when two steps end; ok is false where nothing says it.
func (s *Step) later(t *Step) (order int, ok bool) {
	switch {
	case s.Later && t.Later:
		return 0, true
	case s.Later && t.bounded():
		return 1, true
	case t.Later && s.bounded():
		return -1, true
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
	early, late := t, s
	if order < 0 {
		early, late = s, t
	}
	first, then := early.back(), late.back()
	kept, keeps := early.kept(), late.kept()
	switch {
	case first != nil && then != nil && *first < *then,
		kept != nil && keeps != nil && *kept > *keeps,
		kept != nil && *kept > 0 && then != nil && *then == 100_00: // all of it is more than all but something
		return s.given()
	}
	return ""
}
