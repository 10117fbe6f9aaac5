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
// The package is pure. Dates are civil and have no zone, so summer time cannot
// move them; the day is an argument; the same schedule gives the same dates and
// sentences on every machine.
//
// `count` counts the meetings that are planned, as RFC 5545 has it: one that
// `except` takes away is not made up for at the end. Sentences tell how many
// take place.
package schedule

import (
	"fmt"
	"reflect"
	"slices"
	"time"
	_ "time/tzdata" // the zones that a schedule names must not depend on the machine

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// Schedule says when an offering meets.
type Schedule struct {
	decode.Fields
	Timezone  Zone        `key:"timezone"`
	Text      locale.Text `key:"text"`
	OnRequest bool        `key:"on_request"`
	SetBy     SetBy       `key:"set_by"`
	PerYear   Range       `key:"per_year"`
	PerMonth  Range       `key:"per_month"`
	PerTerm   Range       `key:"per_term"`
	Term      locale.Text `key:"term"`
	From      civil.Vague `key:"from"` // bounds where no rule has its own
	Until     civil.Vague `key:"until"`
	ShowZones []Zone      `key:"show_zones"`
	Meetings  []Meeting   `key:"meetings"`

	// Unit is what the lines count in `units`, for the sentences. Check takes
	// it from the session where it is empty.
	Unit Unit

	unread bool // reported when it was read: nothing more to say
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
		n, line := standsAlone(d, n)
		s.unread = !line && slices.ContainsFunc(n.Entries, func(e decode.Entry) bool { return !slices.Contains(decode.Keys(reflect.TypeFor[Schedule]()), e.Key) })
		if line {
			s.Meetings = make([]Meeting, 1)
			d.Struct(n, &s.Meetings[0])
		} else {
			d.Struct(n, s)
		}
	}
}

// standsAlone reports whether a block is one meeting line: it has keys that only
// a line has. What belongs beside a list of meetings is reported, and left out
// of the node it returns.
func standsAlone(d *decode.Decoder, n *decode.Node) (*decode.Node, bool) {
	whole, line := decode.Keys(reflect.TypeFor[Schedule]()), decode.Keys(reflect.TypeFor[Meeting]())
	own := slices.IndexFunc(n.Entries, func(e decode.Entry) bool { return slices.Contains(line, e.Key) && !slices.Contains(whole, e.Key) })
	if _, list := n.Get("meetings"); list || own < 0 {
		return n, false
	}
	rest := *n
	rest.Entries = slices.DeleteFunc(slices.Clone(n.Entries), func(e decode.Entry) bool {
		stranger := slices.Contains(whole, e.Key) && !slices.Contains(line, e.Key)
		if stranger {
			d.List.Errorf(e.Pos, "%q cannot stand in one block with %q", e.Key, n.Entries[own].Key).
				WithHint("write the meeting as a list under meetings:, and %q beside it", e.Key)
		}
		return stranger
	})
	return &rest, true
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
	if r.Min < 0 || r.Max < 0 {
		d.List.Errorf(n.Pos, "a number of meetings cannot be less than 0")
	} else if r.Max > 0 && r.Min > r.Max {
		d.List.Errorf(r.At("max"), "the greatest number %d is less than the smallest, %d", r.Max, r.Min).
			WithAlso(r.At("min"), "the smallest stands here")
	}
}

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

// Zone is the name of a time zone, as in Europe/Athens.
type Zone string

// UnmarshalText reads a name of the IANA's list.
func (z *Zone) UnmarshalText(text []byte) error {
	name := string(text)
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		return &diag.Fault{Message: fmt.Sprintf("unknown time zone %q", name), Hint: "zones are named by continent and city, as in Europe/Athens"}
	}
	*z = Zone(name)
	return nil
}
