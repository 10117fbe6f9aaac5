// Package schedule turns the meetings of an offering, as somebody wrote them
// once, into dates and into sentences of every language.
//
// A [Schedule] is a list of meeting lines with what is said about all of them.
// A line is a rule (every four weeks, on Wednesday), a list of dates, a rule of
// RFC 5545, or a promise of dates that are not fixed yet. Only what is certain
// becomes a date: a line that is about so, that has no anchor ("every two
// weeks" without a first meeting) or that names no day is said in words alone,
// and its author is told so.
//
// From a schedule follow its dates ([Schedule.Between], [Schedule.Next],
// [Schedule.Last]), where it stands on a day ([Schedule.State]), what it adds up
// to ([Schedule.Total]), what calendars know of it ([Schedule.Series]), the hours
// elsewhere ([Schedule.LocalTimes]) and its [Schedule.Sentences].
//
// The package is pure. Dates are civil and have no zone, so summer time cannot
// move them; a zone is needed only for an instant, and comes from embedded data;
// the day is an argument. The same schedule gives the same dates and sentences on
// every machine.
//
// `count` counts the meetings that are planned, as RFC 5545 has it: one that
// `except` takes away is not made up for at the end. Sentences tell how many
// take place.
package schedule

import (
	"reflect"
	"slices"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/locale"
)

// Schedule says when an offering meets.
type Schedule struct {
	decode.Fields
	Timezone  Zone        `key:"timezone"`
	Text      locale.Text `key:"text"`
	OnRequest bool        `key:"on_request"`
	SetBy     SetBy       `key:"set_by"`
	PerYear   Rate        `key:"per_year"`
	PerMonth  Rate        `key:"per_month"`
	PerTerm   Rate        `key:"per_term"`
	Term      locale.Text `key:"term"`
	From      civil.Vague `key:"from"` // bounds where no rule has its own
	Until     civil.Vague `key:"until"`
	ShowZones []Zone      `key:"show_zones"`
	Meetings  []Meeting   `key:"meetings"`

	session Session // the offering's, from Check
	unread  bool    // reported when it was read: nothing more to say
}

const onRequest = "on_request"

// DecodeNode reads the word on_request, one meeting line, a list of lines,
// {text: …}, or the whole block.
func (s *Schedule) DecodeNode(d *decode.Decoder, n *decode.Node) {
	s.Pos = n.Pos
	switch {
	case n.Kind == decode.Sequence:
		d.Decode(n, &s.Meetings)
	case n.Kind != decode.Mapping:
		if s.OnRequest = n.Value == onRequest; !s.OnRequest {
			s.unread = true
			d.Mismatch(n, "a schedule").WithHint("write {every: week, day: tuesday, time: 19:00-20:30}, or {text: …}, or %s", onRequest)
		}
	default:
		if decode.Inline(d, n, s, &s.Meetings, "meetings", nil) {
			return
		}
		s.unread = slices.ContainsFunc(n.Entries, func(e decode.Entry) bool { return !slices.Contains(decode.Keys(reflect.TypeFor[Schedule]()), e.Key) })
		d.Struct(n, s)
	}
}

// SetBy says who fixes the dates.
type SetBy string

// Words are those who can.
func (SetBy) Words() []string { return []string{"group"} }

// Unit is what work is counted in.
type Unit string

// Words are the units.
func (Unit) Words() []string { return []string{"session", "double-session", "teaching-unit", "hour"} }

// Minutes returns the length of a unit, 0 for a session, which each group has
// of its own.
func (u Unit) Minutes() int {
	return map[Unit]int{"double-session": 90, "teaching-unit": 45, "hour": 60}[u]
}

// Range is a number or what lies between two; a bound that is 0 is open.
type Range struct {
	decode.Fields
	Min   int  `key:"min"`
	Max   int  `key:"max"`
	About bool `key:"about"`
}

// IsZero reports whether nothing was said.
func (r Range) IsZero() bool { return r.Min == 0 && r.Max == 0 }

// DecodeNode reads a number, or {min, max, about}.
func (r *Range) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.IsScalar() {
		d.Decode(n, &r.Min)
		r.Max, r.Pos = r.Min, n.Pos
	} else {
		d.Struct(n, r)
	}
	r.check(d, n)
}

func (r *Range) check(d *decode.Decoder, n *decode.Node) {
	if r.Min < 0 || r.Max < 0 {
		d.List.Errorf(n.Pos, "a number of meetings cannot be less than 0")
	} else if r.Max > 0 && r.Min > r.Max {
		d.List.Errorf(r.At("max"), "the greatest number %d is less than the smallest, %d", r.Max, r.Min).
			WithAlso(r.At("min"), "the smallest stands here")
	}
}

// Rate is how many meetings there are in a stretch of time, or how many units of
// work.
type Rate struct {
	Range
	Unit Unit `key:"unit"` // empty for meetings
}

// DecodeNode reads a number of meetings, or {min, max, about, unit}.
func (r *Rate) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.IsScalar() {
		r.Range.DecodeNode(d, n)
		return
	}
	d.Struct(n, r)
	r.check(d, n)
}
