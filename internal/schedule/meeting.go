package schedule

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// Meeting is one line: a rule (Every), Dates, an RRule, or Undated.
type Meeting struct {
	decode.Fields
	Every   Every       `key:"every"`
	Days    []Day       `key:"day"`
	Time    civil.Span  `key:"time"`
	From    civil.Vague `key:"from"`  // the first meeting
	Until   civil.Vague `key:"until"` // no meeting is later
	Count   int         `key:"count"`
	Except  []Gap       `key:"except"`
	Moved   Moves       `key:"moved"`
	About   bool        `key:"about"`
	Dates   []When      `key:"dates"`
	RRule   Rule        `key:"rrule"`
	Undated *Undated    `key:"undated"`
	Units   float64     `key:"units"`
	Session *Session    `key:"session"`
	Place   decode.Raw  `key:"place"` // the record knows its type

	all []civil.Date // of a rule with a beginning and an end, all that was planned, from Check; else nil
}

// Every is the rhythm of a rule: N days, weeks, months or years.
type Every struct {
	N    int
	Unit string // day, week, month, year
}

var everyForm = regexp.MustCompile(`^(?:(\d{1,3}) )?(day|week|month|year)(s?)$`)

// UnmarshalText reads day, week, 2 weeks, month, 2 months, year.
func (e *Every) UnmarshalText(text []byte) error {
	m := everyForm.FindStringSubmatch(string(text))
	n := 1
	if m != nil && m[1] != "" {
		n, _ = strconv.Atoi(m[1])
	}
	if m == nil || n == 0 || (m[3] == "s") != (n > 1) {
		f := diag.Faultf("%q is not a rhythm", text)
		f.Hint = everyHint(string(text))
		return f
	}
	*e = Every{n, m[2]}
	return nil
}

// Day is a weekday, the nth weekday of a month, or a day of the month by its
// number.
type Day struct {
	Weekday time.Weekday
	Nth     int // 1 to 5, -1 for the last; 0: every one
	Number  int // 1 to 31; then the others say nothing
	unread  bool
}

// nths are the words for Nth: its own index, or the last.
var nths = []string{"", "first", "second", "third", "fourth", "fifth", "last"}

const lastNth = 6

func nthWord(n int) string {
	if n < 0 {
		return nths[lastNth]
	}
	return nths[n]
}

// UnmarshalText reads tuesday, second saturday, last monday, or 15.
func (y *Day) UnmarshalText(text []byte) error {
	s := string(text)
	y.unread = true
	if n, err := strconv.Atoi(s); err == nil {
		if n < 1 || n > 31 {
			return &diag.Fault{Message: fmt.Sprintf("there is no day %d in a month", n), Hint: `write 1 to 31, or as in "last monday"`}
		}
		*y = Day{Number: n}
		return nil
	}
	var v Day
	nth, name, two := strings.Cut(s, " ")
	if !two {
		nth, name = "", s
	}
	if v.Nth = slices.Index(nths, nth); v.Nth == lastNth {
		v.Nth = -1
	}
	if two && v.Nth < 1 && nth != nths[lastNth] {
		f := diag.Faultf("%q is not a day", s)
		f.Hint = `write monday, or as in "second saturday": ` + strings.Join(nths[1:], ", ")
		if near := diag.Nearest(nth, nths[1:]); near != "" {
			f.Hint = fmt.Sprintf("did you mean %q?", near+" "+name)
		}
		if meant := meantDay(s); meant != "" {
			f.Hint = "write " + meant
		}
		return f
	}
	var err error
	if v.Weekday, err = civil.ParseWeekday(name); err != nil {
		if meant := meantDay(s); meant != "" && strings.ContainsAny(s, " ,/") {
			return &diag.Fault{Message: err.Error(), Hint: "write " + meant}
		}
		return err
	}
	*y = v
	return nil
}

// Gap is a day, or some days, on which a rule does not hold.
type Gap struct {
	decode.Fields
	From  civil.Date  `key:"from,required"`
	Until civil.Date  `key:"until"` // the last day
	Why   locale.Text `key:"why"`
}

// DecodeNode reads a date or {from, until, why}.
func (g *Gap) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.IsScalar() {
		g.Pos = n.Pos
		d.Decode(n, &g.From)
	} else {
		d.Struct(n, g)
	}
	if g.Until.IsZero() {
		g.Until = g.From
	}
	if g.Until.Before(g.From) {
		d.List.Errorf(g.At("until"), "%s is before %s", g.Until, g.From).WithAlso(g.At("from"), "it begins here").
			WithHint("write the first day under from, the last under until")
	}
}

func (g *Gap) holds(day civil.Date) bool { return !day.Before(g.From) && !day.After(g.Until) }

// Moves are meetings that take place on another day or at another hour.
type Moves []Move

// Move is a meeting of a rule and when it is instead.
type Move struct {
	Pos  diag.Pos // of the planned day
	From civil.Date
	To   civil.Moment
}

// DecodeNode reads a block of planned days with their new ones.
func (m *Moves) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.Kind != decode.Mapping {
		d.Mismatch(n, "a block of days").WithHint("write the planned day and the new one, as in {2027-10-06: 2027-10-13}")
		return
	}
	for _, e := range n.Entries {
		v := Move{Pos: e.Pos}
		if err := v.From.UnmarshalText([]byte(e.Key)); err != nil {
			d.List.Fault(e.Pos, err)
			continue
		}
		if t := new(civil.Time); t.UnmarshalText([]byte(e.Value.Value)) == nil {
			d.List.Errorf(e.Value.Pos, "%q names no day", e.Value.Value).WithHint("write %sT%s", v.From, t)
			continue
		}
		d.Decode(e.Value, &v.To)
		if v.To.IsZero() {
			continue // reported, or nothing was written yet
		}
		*m = append(*m, v)
	}
}

// When is a day, perhaps with an hour or hours of its own; some connected days,
// each of which has the hours of the line; or one stretch from an hour of a day
// to an hour of another, where Until has an hour.
type When struct {
	decode.Fields
	From  civil.Moment `key:"from,required"`
	Until civil.Moment `key:"until"` // zero for one day

	hours civil.Span // of a day whose end is written too
}

// DecodeNode reads a day, a day with an hour or hours, or {from, until}.
func (w *When) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.IsScalar() {
		w.Pos = n.Pos
		var own dayHours
		d.Decode(n, &own)
		w.From = civil.Moment{Date: own.day, Time: own.hours.From, HasTime: !own.hours.IsZero()}
		if !own.hours.Open {
			w.hours = own.hours
		}
		return
	}
	d.Struct(n, w)
	p := func(format string, args ...any) *diag.Problem {
		return d.List.Errorf(w.At("until"), format, args...).WithAlso(w.At("from"), "it begins here")
	}
	switch {
	case w.Until.IsZero() || w.From.IsZero():
	case w.Until.Date.Before(w.From.Date):
		p("%s is before %s", w.Until.Date, w.From.Date).WithHint("write the first day under from, the last under until")
	case w.Until.HasTime && !w.From.HasTime:
		p("the end has an hour, and the beginning %s has none", w.From).
			WithHint("write both, as in {from: %sT14:00, until: %s}, or the hours of each day under time", w.From, w.Until)
	case w.Until.HasTime && w.Until.Compare(w.From) <= 0:
		p("%s is not after %s", w.Until, w.From).WithHint("write the first hour under from, the last under until")
	case !w.Until.HasTime && w.Until.Date == w.From.Date:
		w.Until = civil.Moment{}
	}
}

// dayHours is a day that may have hours of its own.
type dayHours struct {
	day   civil.Date
	hours civil.Span
}

// UnmarshalText reads 2027-03-06, 2027-03-06T10:00 or 2027-03-06T10:00-14:00.
func (h *dayHours) UnmarshalText(text []byte) error {
	day, v := string(text), dayHours{}
	if i := strings.IndexByte(day, ':'); i > 0 {
		if i = strings.LastIndexAny(day[:i], "T "); i > 0 {
			if err := v.hours.UnmarshalText([]byte(day[i+1:])); err != nil {
				return err
			}
			day = day[:i]
		}
	}
	if err := v.day.UnmarshalText([]byte(day)); err != nil {
		return err
	}
	*h = v
	return nil
}

// Undated are meetings whose days are not fixed yet.
type Undated struct {
	decode.Fields
	Units float64     `key:"units"` // of each
	Days  []Day       `key:"day"`
	Count int         `key:"count"`
	From  civil.Vague `key:"from"`
}

// kind names the key that makes a line what it is, "" where none stands.
func (m *Meeting) kind() string {
	for _, key := range kinds {
		if m.Has(key) {
			return key
		}
	}
	return ""
}

var kinds = []string{"every", "dates", "rrule", "undated"}

// units returns the units that each meeting of the line holds, as written.
func (m *Meeting) units() float64 {
	if m.Undated != nil {
		return cmp.Or(m.Undated.Units, m.Units)
	}
	return m.Units
}
