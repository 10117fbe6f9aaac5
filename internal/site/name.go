package site

import (
	"slices"

	"fishbowl/internal/civil"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
)

// groupTitles gives each group its own title or "kind, city, weekday"; where
// two would be alike the leader's name is added, and where that does not help the
// hour.
func (b *builder) groupTitles() {
	for _, l := range b.Languages {
		var unnamed, all []*Translation
		for _, p := range b.pages {
			if p.Kind != Group {
				continue
			}
			t := p.In(l.Code)
			all = append(all, t)
			if own := p.Group.Title.For(l.Code, b.Config.Fallbacks()); own.Text != "" {
				t.call(own)
				continue
			}
			t.call(b.defaultTitle(p.Group, l, false))
			unnamed = append(unnamed, t)
		}
		for _, same := range alike(unnamed) {
			for _, t := range same {
				t.call(b.defaultTitle(t.Page.Group, l, true))
			}
		}
		for _, same := range alike(unnamed) {
			for _, t := range same {
				if hour, known := firstHour(t.Page.Group); known {
					t.call(l.Around("schedule.join", "A", b.defaultTitle(t.Page.Group, l, true), "B", l.Time(hour)))
				}
			}
		}
		if l.Code == b.Config.MainLanguage.ID {
			b.sameNames(all)
		}
	}
}

// alike returns the pages that have a title in common, together.
func alike(list []*Translation) (sets [][]*Translation) {
	byTitle := map[string]int{}
	for _, t := range list {
		i, known := byTitle[t.Title]
		if !known {
			i = len(sets)
			byTitle[t.Title] = i
			sets = append(sets, nil)
		}
		sets[i] = append(sets[i], t)
	}
	return slices.DeleteFunc(sets, func(same []*Translation) bool { return len(same) < 2 })
}

// firstHour is when a group begins, as far as a line of its schedule says so.
func firstHour(g *record.Group) (civil.Time, bool) {
	if g.Schedule != nil {
		for _, m := range g.Schedule.Meetings {
			if !m.Time.IsZero() {
				return m.Time.From, true
			}
		}
	}
	return civil.Time{}, false
}

// sameNames reports groups that readers cannot tell apart. One that is over may be
// called as the one that follows it.
func (b *builder) sameNames(list []*Translation) {
	for _, same := range alike(slices.DeleteFunc(list, func(t *Translation) bool { return t.Page.Group.Over() })) {
		first := same[0]
		p := b.list.Warnf(first.Page.Group.At("id"), "%d groups are called %q", len(same), first.Title).
			WithHint("give each a title, as in title: {%s: …}", first.Lang.Code)
		for _, t := range same[1:] {
			p.WithAlso(t.Page.Group.At("id"), "another one")
		}
	}
}

// KindName returns what kind of group it is, in words.
func (s *Outline) KindName(g *record.Group, l *locale.Language) locale.Phrase {
	if text := g.Kind.Text.For(l.Code, s.Config.Fallbacks()); text.Text != "" {
		return text
	}
	return locale.Phrase{Text: l.Word("groups.kind." + g.Kind.Word)}
}

// defaultTitle is "kind, city, weekday". One part of a title can have the mark of
// another language: where it is the kind, a city in yet another one is left out.
func (s *Outline) defaultTitle(g *record.Group, l *locale.Language, withLeader bool) locale.Phrase {
	var args []any
	kind, key := s.KindName(g, l), "groups.default_title."
	name, foreign := "Kind", kind
	city, hasCity := s.Config.Cities.Get(g.Place.City.ID)
	place := city.Name.For(l.Code, s.Config.Fallbacks())
	switch {
	case hasCity && (kind.Lang == "" || place.Lang == ""):
		key += "city"
		if place.Lang == "" {
			args = append(args, "City", place.Text)
		} else {
			args, name, foreign = append(args, "Kind", kind.Text), "City", place
		}
	case g.Place.Mode == record.Online:
		key += "online"
	default:
		key += "kind"
	}
	if days := weekdays(g, l); days != "" {
		key += "_weekday"
		args = append(args, "Weekday", days)
	}
	if name := s.FirstLeader(g, l); withLeader && name != "" {
		key += "_leader"
		args = append(args, "Leader", name)
	}
	return l.Around(key, name, foreign, args...)
}

// PlaceAndDay names a group by where and on which day it meets, for lists in
// which its kind stands beside; empty where neither is known.
func (s *Outline) PlaceAndDay(g *record.Group, l *locale.Language) locale.Phrase {
	city, hasCity := s.Config.Cities.Get(g.Place.City.ID)
	place := city.Name.For(l.Code, s.Config.Fallbacks())
	switch {
	case hasCity:
	case g.Place.Mode == record.Online:
		place.Text = l.Word("groups.online")
	default:
		return locale.Phrase{}
	}
	if days := weekdays(g, l); days != "" {
		return l.Around("groups.place_day", "Place", place, "Weekday", days)
	}
	return place
}

// weekdays names the weekday, or the two, on which a group meets; "" where there
// are more.
func weekdays(g *record.Group, l *locale.Language) string {
	if g.Schedule == nil {
		return ""
	}
	var names []string
	for _, day := range g.Schedule.Weekdays() {
		names = append(names, l.Weekday(day))
	}
	if len(names) == 0 || len(names) > 2 {
		return ""
	}
	return l.And(names)
}

// FirstLeader returns the name of the group's first leader, or "".
func (s *Outline) FirstLeader(g *record.Group, l *locale.Language) string {
	for _, p := range g.Leaders {
		if name := s.Person(p, l).Text; name != "" {
			return name
		}
	}
	return ""
}

// Person returns the name of somebody with or without a record.
func (s *Outline) Person(p record.Person, l *locale.Language) locale.Phrase {
	if leader, ok := s.Records.Leaders[p.Leader.ID]; ok {
		return PersonName(leader.Name, l.Code, s.Config.Fallbacks())
	}
	if !p.Name.IsZero() {
		return p.Name.For(l.Code, s.Config.Fallbacks())
	}
	return p.Text.For(l.Code, s.Config.Fallbacks())
}
