package site

import (
	"fmt"
	"slices"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/record"
)

// Change is a day on which something that the site shows becomes another: a
// meeting has taken place, a page appears, a record counts as unconfirmed.
type Change struct {
	Day  civil.Date // the first day on which what was published before is not right any more
	Pos  diag.Pos   // what it depends on
	What string
}

// NextChanges returns what changes on the first day after the as-of day on which
// anything does; nil where nothing ever will. Until the day before, building the
// site again would publish the same but for the as-of day itself.
func (s *Outline) NextChanges() []Change {
	c := changes{asOf: s.AsOf, all: slices.Clone(s.pending)}
	for _, g := range s.Records.Groups {
		c.group(g)
	}
	for _, id := range s.Records.EventIDs() {
		c.event(id, s.Records.Events[id])
	}
	for _, o := range s.Config.Society.Board {
		c.after(o.Until.Last(), o.At("until"), "an office of the board ends")
	}
	if len(c.all) == 0 {
		return nil
	}
	slices.SortStableFunc(c.all, func(a, b Change) int { return a.Day.Compare(b.Day) })
	end := slices.IndexFunc(c.all, func(x Change) bool { return x.Day != c.all[0].Day })
	if end < 0 {
		end = len(c.all)
	}
	return c.all[:end]
}

// changes collects what is to come after the as-of day.
type changes struct {
	asOf civil.Date
	all  []Change
}

// on adds what happens on a day; a zero day is none.
func (c *changes) on(day civil.Date, at diag.Pos, format string, args ...any) {
	if day.After(c.asOf) {
		c.all = append(c.all, Change{day, at, fmt.Sprintf(format, args...)})
	}
}

// after adds what holds for the last time on a day.
func (c *changes) after(day civil.Date, at diag.Pos, format string, args ...any) {
	if !day.IsZero() {
		c.on(day.AddDays(1), at, format, args...)
	}
}

func (c *changes) group(g *record.Group) {
	c.after(g.Join.Deadline, g.Join.At("deadline"), "the registration of the group %q is over", g.ID)
	c.after(g.Starts.Last(), g.At("starts"), "the group %q was to begin by %s", g.ID, g.Starts)
	if !g.Over() {
		c.after(g.ConfirmBy(), g.At("checked"), "the group %q counts as unconfirmed", g.ID)
	}
	if g.Schedule == nil {
		return
	}
	for _, o := range g.Schedule.Next(c.asOf, 1) { // paused ones too: their break may end by then
		c.after(civil.Latest(o.Date, o.End), g.Schedule.Pos, "the group %q has met on %s", g.ID, o.Date)
	}
	for i := range g.Schedule.Meetings {
		m := &g.Schedule.Meetings[i]
		for _, gap := range m.Except {
			c.after(gap.Until, m.Pos, "a break of the group %q is over", g.ID)
		}
		for _, move := range m.Moved {
			c.after(civil.Latest(move.From, move.To.Date), m.Pos, "a moved meeting of the group %q is over", g.ID)
		}
		c.after(m.Until.Last(), m.Pos, "meetings of the group %q end", g.ID)
	}
}

func (c *changes) event(id string, e *record.Event) {
	c.after(e.Join.Deadline, e.Join.At("deadline"), "the registration of the event %q is over", id)
	c.after(e.Last(), e.At("starts"), "the event %q is over", id)
	if last := e.Last(); !last.Before(c.asOf) {
		c.after(e.ConfirmBy(), e.At("checked"), "the event %q counts as unconfirmed", id)
	}
}

// appears notes that a page comes or goes by the calendar.
func (b *builder) appears(p *Page) {
	c := changes{asOf: b.AsOf}
	c.on(p.Meta.PublishOn, p.Meta.At("publish_on"), "the %s %q appears", p.Kind, p.ID)
	c.on(p.Meta.ExpireOn, p.Meta.At("expire_on"), "the %s %q disappears", p.Kind, p.ID)
	b.pending = append(b.pending, c.all...)
}
