package schedule

import (
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
)

// Rule is a rule of RFC 5545 that was checked: it has one end at most, an
// interval, and nothing about the time of day. The zero Rule says nothing.
type Rule struct {
	Text   string
	option rrule.ROption
	every  Every // and days: the same in our own words
	days   []Day
	plain  bool // whether every and days say all of it
}

const maxCount = 1000

// partForms holds the parts of a rule that a calendar of days can have. The
// library reads them; it takes too much, and fails on what lies outside.
var partForms = map[string]*regexp.Regexp{
	"FREQ":       regexp.MustCompile(`^(DAILY|WEEKLY|MONTHLY|YEARLY)$`),
	"INTERVAL":   regexp.MustCompile(`^[1-9]\d{0,2}$`),
	"COUNT":      regexp.MustCompile(`^([1-9]\d{0,2}|1000)$`),
	"UNTIL":      regexp.MustCompile(`^\d{8}(T\d{6}Z?)?$`),
	"BYDAY":      list(`([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)`),
	"BYMONTHDAY": list(`[+-]?[1-9]\d?`),
	"BYMONTH":    list(`[1-9]\d?`),
	"BYYEARDAY":  list(`[+-]?[1-9]\d{0,2}`),
	"BYWEEKNO":   list(`[+-]?[1-9]\d?`),
	"BYSETPOS":   list(`[+-]?[1-9]\d{0,2}`),
	"WKST":       regexp.MustCompile(`^(MO|TU|WE|TH|FR|SA|SU)$`),
}

func list(item string) *regexp.Regexp {
	return regexp.MustCompile(`^` + item + `(,` + item + `){0,99}$`)
}

// UnmarshalText reads FREQ=MONTHLY;BYDAY=2SA, perhaps with RRULE: before it.
func (r *Rule) UnmarshalText(text []byte) error {
	s := strings.TrimPrefix(strings.TrimSpace(string(text)), "RRULE:")
	parts := map[string]string{}
	for part := range strings.SplitSeq(s, ";") {
		name, value, _ := strings.Cut(part, "=")
		form, known := partForms[name]
		if _, twice := parts[name]; twice {
			return ruleFault(s, "%s stands twice", name)
		}
		switch {
		case !known && strings.HasPrefix(name, "BY"):
			return ruleFault(s, "%s is not for days; the hours stand under time", name)
		case !known:
			return ruleFault(s, "%q is no part of a rule", part)
		case !form.MatchString(value):
			return ruleFault(s, "%s cannot be %q", name, value)
		}
		parts[name] = value
	}
	if err := fitting(s, parts); err != nil {
		return err
	}
	if len(parts["UNTIL"]) > 8 { // the day is enough, and its hour would need a zone
		s = strings.Replace(s, parts["UNTIL"], parts["UNTIL"][:8], 1)
	}
	option, err := rrule.StrToROption(s)
	if err == nil {
		_, err = rrule.NewRRule(*option)
	}
	if err != nil {
		return ruleFault(s, "%v", err)
	}
	*r = Rule{Text: s, option: *option}
	r.translate(parts)
	return nil
}

func ruleFault(s, format string, args ...any) error {
	f := diag.Faultf("%q cannot be a rule: %s", s, fmt.Sprintf(format, args...))
	f.Hint = "rules are written as in FREQ=MONTHLY;BYDAY=2SA (RFC 5545)"
	return f
}

// fitting reports parts that RFC 5545 does not allow together.
func fitting(s string, parts map[string]string) error {
	has := func(name string) bool { return parts[name] != "" }
	freq := parts["FREQ"]
	yearly := freq == "YEARLY"
	numbered := strings.ContainsAny(parts["BYDAY"], "123456789")
	switch {
	case freq == "":
		return ruleFault(s, "FREQ is missing")
	case has("COUNT") && has("UNTIL"):
		return ruleFault(s, "it has both COUNT and UNTIL")
	case !yearly && (has("BYWEEKNO") || has("BYYEARDAY")):
		return ruleFault(s, "BYWEEKNO and BYYEARDAY need FREQ=YEARLY")
	case freq == "WEEKLY" && has("BYMONTHDAY"):
		return ruleFault(s, "BYMONTHDAY does not go with FREQ=WEEKLY")
	case numbered && (freq == "DAILY" || freq == "WEEKLY" || has("BYWEEKNO")):
		return ruleFault(s, "BYDAY can have a number only by month or year")
	case has("BYSETPOS") && !has("BYDAY") && !has("BYMONTHDAY") && !has("BYMONTH") && !has("BYYEARDAY") && !has("BYWEEKNO"):
		return ruleFault(s, "BYSETPOS needs another part that begins with BY")
	}
	limit := 53
	if freq == "MONTHLY" || has("BYMONTH") {
		limit = 5
	}
	for item := range strings.SplitSeq(parts["BYDAY"], ",") {
		var n int
		if fmt.Sscanf(item, "%d", &n); n > limit || n < -limit {
			return ruleFault(s, "there is no %s", item)
		}
	}
	return nil
}

var (
	fromRRule = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
	toRRule   = map[time.Weekday]rrule.Weekday{time.Monday: rrule.MO, time.Tuesday: rrule.TU, time.Wednesday: rrule.WE, time.Thursday: rrule.TH,
		time.Friday: rrule.FR, time.Saturday: rrule.SA, time.Sunday: rrule.SU}
)

// translate finds our own words for an ordinary rule.
func (r *Rule) translate(parts map[string]string) {
	o := r.option
	var unit string
	for name, f := range frequencies {
		if f == o.Freq {
			unit = name
		}
	}
	r.every = Every{max(o.Interval, 1), unit}
	for _, day := range o.Byweekday {
		r.days = append(r.days, Day{Weekday: fromRRule[day.Day()], Nth: day.N()})
	}
	for _, number := range o.Bymonthday {
		r.days = append(r.days, Day{Number: number})
	}
	allowed := []string{"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY"}
	if unit == "year" && len(o.Bymonth) == 1 { // the month of the first meeting
		allowed = append(allowed, "BYMONTH")
	}
	for name := range parts {
		if !slices.Contains(allowed, name) {
			return
		}
	}
	// A week may leave its day to the first meeting; months and years have nth
	// weekdays or numbered days, and a year a month for them.
	r.plain = unit == "week" || unit == "day" && len(r.days) == 0 || len(r.days) > 0 && uniform(r.days) && (unit == "month" || len(o.Bymonth) == 1)
	for _, day := range r.days {
		if unit != "week" && (day.Number < 0 || day.Number == 0 && (day.Nth < -1 || day.Nth == 0 || day.Nth > 5)) {
			r.plain = false
		}
	}
}

// anchored reports whether the days of a rule are certain: not only words.
func (m *Meeting) anchored() bool {
	precise := m.From.Day > 0
	switch {
	case m.About || !m.From.IsZero() && !precise || m.Count > 0 && !precise || m.Count < 0 || m.Count > maxCount:
		return false
	case m.Has("rrule"):
		return precise && m.RRule.Text != ""
	case m.Every.N > 1 && !precise:
		return false
	}
	switch m.Every.Unit {
	case "day":
		return true
	case "week":
		return len(m.Days) > 0 || precise
	case "month":
		return len(m.Days) > 0
	}
	return m.Every.Unit == "year" && len(m.Days) > 0 && precise
}

// first and last bound every calculation: dates outside are mistakes, and the
// library takes a day of the year 1 for today.
var (
	first = civil.Date{Year: 1900, Month: time.January, Day: 1}
	last  = civil.Date{Year: 2199, Month: time.December, Day: 31}
)

// planned returns the days in a window on which the line's rule falls, before
// anything is excepted or moved.
func (m *Meeting) planned(from, until civil.Date) []civil.Date {
	if m.all != nil {
		begin, _ := slices.BinarySearchFunc(m.all, from, civil.Date.Compare)
		end, _ := slices.BinarySearchFunc(m.all, until.AddDays(1), civil.Date.Compare)
		return m.all[begin:max(begin, end)]
	}
	return slices.Collect(m.days(from, until))
}

// days computes the days of [Meeting.planned], one after the other.
func (m *Meeting) days(from, until civil.Date) iter.Seq[civil.Date] {
	return func(yield func(civil.Date) bool) {
		start := clamp(from)
		until = clamp(until)
		if !m.anchored() || m.mixed() {
			return
		}
		if m.From.Day > 0 {
			start = m.From.First()
		}
		if !m.Until.IsZero() && m.Until.Last().Before(until) {
			until = m.Until.Last()
		}
		if start.Before(first) || until.Before(start) {
			return
		}
		option := m.option(start)
		option.Dtstart = m.near(start, from).UTC()
		if option.Until.IsZero() || option.Until.After(until.UTC()) {
			option.Until = until.UTC() // no rule is asked without an end
		}
		rule, err := rrule.NewRRule(option)
		if err != nil {
			panic(err) // UnmarshalText tried it
		}
		next := rule.Iterator()
		for t, ok := next(); ok; t, ok = next() {
			if day := civil.DateOf(t); !day.Before(from) && !yield(day) {
				return
			}
		}
	}
}

// near returns a day not after from, or else the first meeting, that stands in
// the rhythm as the first meeting does, so that a rule need not be followed from
// its beginning. A rule that counts its meetings must be.
func (m *Meeting) near(start, from civil.Date) civil.Date {
	if m.Has("rrule") || m.Count > 0 || !start.Before(from) {
		return start
	}
	n := m.Every.N
	switch days := int(from.UTC().Sub(start.UTC()).Hours()) / 24; m.Every.Unit {
	case "day":
		return start.AddDays(days / n * n)
	case "week":
		return start.AddDays(days / (7 * n) * 7 * n)
	case "month":
		months := (from.Year-start.Year)*12 + int(from.Month-start.Month)
		if months < n {
			return start
		}
		return civil.DateOf(time.Date(start.Year, start.Month+time.Month(months/n*n), 1, 0, 0, 0, 0, time.UTC))
	}
	if years := from.Year - start.Year; years >= n {
		return civil.Date{Year: start.Year + years/n*n, Month: time.January, Day: 1}
	}
	return start
}

func clamp(d civil.Date) civil.Date {
	if d.Before(first) {
		return first
	}
	if d.After(last) {
		return last
	}
	return d
}

var frequencies = map[string]rrule.Frequency{"day": rrule.DAILY, "week": rrule.WEEKLY, "month": rrule.MONTHLY, "year": rrule.YEARLY}

// option is the rule for the library, without its beginning.
func (m *Meeting) option(start civil.Date) rrule.ROption {
	if m.Has("rrule") {
		o := m.RRule.option
		o.Count = max(o.Count, m.Count)
		return o
	}
	o := rrule.ROption{Freq: frequencies[m.Every.Unit], Interval: m.Every.N, Count: m.Count}
	if m.Every.Unit == "year" {
		o.Bymonth = []int{int(start.Month)}
	}
	for _, day := range m.Days {
		if day.Number > 0 {
			o.Bymonthday = append(o.Bymonthday, day.Number)
			continue
		}
		weekday := toRRule[day.Weekday]
		if m.Every.Unit == "month" || m.Every.Unit == "year" {
			weekday = weekday.Nth(day.Nth)
		}
		o.Byweekday = append(o.Byweekday, weekday)
	}
	return o
}

// mixed reports days that make no rule: of several kinds, or the nth weekday of
// a week. Check says so.
func (m *Meeting) mixed() bool {
	byMonth := m.Every.Unit == "month" || m.Every.Unit == "year"
	return !uniform(m.Days) || len(m.Days) > 0 && (m.Every.Unit == "day" || byMonth != (m.Days[0].kind() != 0))
}

// kind tells a weekday, the nth weekday and a day number apart.
func (y Day) kind() int {
	switch {
	case y.Number > 0:
		return 2
	case y.Nth != 0:
		return 1
	}
	return 0
}

// uniform reports whether days are of one kind, and all readable.
func uniform(days []Day) bool {
	return !slices.ContainsFunc(days, func(y Day) bool { return y.kind() != days[0].kind() || y.unread })
}
