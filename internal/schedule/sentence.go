package schedule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/locale"
)

// Sentences says the schedule in a language: a phrase for each line, then what
// holds for all of them. They begin in lower case where the language lets them,
// since they stand after a label. A reason that is not written in the language
// of the page is left out; a text is given in the first of the others.
func (s *Schedule) Sentences(l *locale.Language, others []string) []locale.Phrase {
	v := voice{l}
	var said []string
	for i := range s.Meetings {
		if clauses := v.line(&s.Meetings[i], s.Unit, len(s.Meetings) > 1); len(clauses) > 0 {
			said = append(said, v.join(clauses))
		}
	}
	for i, r := range []Range{s.PerYear, s.PerMonth, s.PerTerm} {
		if !r.IsZero() {
			key := "schedule.per." + []string{"year", "month", "term"}[i]
			said = append(said, l.Word(key, "Meetings", v.meetings(max(r.Min, r.Max), v.amount(r))))
		}
	}
	if s.SetBy != "" {
		said = append(said, l.Word("schedule.set_by."+string(s.SetBy)))
	}
	if bounds := v.bounds(s.From, s.Until); len(bounds) > 0 {
		said = append(said, v.join(bounds))
	}
	var phrases []locale.Phrase
	for _, text := range said {
		phrases = append(phrases, locale.Phrase{Text: text})
	}
	for _, text := range []locale.Text{s.Term, s.Text} {
		if p := text.For(l.Code, others); p.Text != "" {
			phrases = append(phrases, p)
		}
	}
	switch {
	case s.OnRequest && len(s.Meetings) > 0:
		phrases = append(phrases, locale.Phrase{Text: l.Word("schedule.more_on_request")})
	case s.OnRequest:
		phrases = append(phrases, locale.Phrase{Text: l.Word("schedule.on_request")})
	}
	return phrases
}

// Rhythm says in a few words when a group meets, for lists: the rhythm and the
// hours of the first line that is not over on the day asOf, without bounds and
// exceptions. A schedule that has no rhythm is said by the first of its
// [Schedule.Sentences].
func (s *Schedule) Rhythm(l *locale.Language, others []string, asOf civil.Date) locale.Phrase {
	v := voice{l}
	for i := range s.Meetings {
		m := &s.Meetings[i]
		if kind := m.kind(); kind != "every" && kind != "rrule" {
			continue
		}
		line := Schedule{Meetings: s.Meetings[i : i+1]}
		if end, ok := line.Last(); ok && end.Before(asOf) {
			continue
		}
		clauses := []string{v.rhythm(m)}
		if hours := v.Span(m.Time); hours != "" {
			clauses = append(clauses, hours)
		}
		return locale.Phrase{Text: v.join(clauses)}
	}
	if said := s.Sentences(l, others); len(said) > 0 {
		return said[0]
	}
	return locale.Phrase{}
}

// voice says schedules in a language.
type voice struct{ *locale.Language }

// join makes one sentence of clauses that need no grammar between them.
func (v voice) join(clauses []string) string { return v.list("schedule.join", clauses) }

func (v voice) list(key string, items []string) string {
	all := items[0]
	for _, item := range items[1:] {
		all = v.Word(key, "A", all, "B", item)
	}
	return all
}

// line returns the clauses of a meeting line.
func (v voice) line(m *Meeting, unit Unit, several bool) []string {
	var clauses []string
	say := func(text string) {
		if text != "" {
			clauses = append(clauses, text)
		}
	}
	switch m.kind() {
	case "undated":
		say(v.undated(m.Undated, several))
	case "dates":
		say(v.dates(m))
	case "every", "rrule":
		say(v.rhythm(m))
		say(v.Span(m.Time))
	default:
		return nil // reported
	}
	if n := m.units(); n > 0 && unit != "" {
		say(v.Word("schedule.units."+string(unit), int(n+0.5), "Number", v.number(n, string(unit))))
	}
	if m.Undated != nil {
		say(v.Span(m.Time))
		clauses = append(clauses, v.bounds(m.Undated.From, civil.Vague{})...)
		follow := "schedule.dates_follow"
		if m.Undated.Count > 0 && len(m.Undated.Days) != 1 {
			follow = "schedule.meetings_follow"
		}
		say(v.Word(follow, cmp.Or(m.Undated.Count, 2)))
	}
	if m.kind() == "every" || m.kind() == "rrule" {
		clauses = append(clauses, v.bounds(m.From, m.Until)...)
		say(v.count(m))
		clauses = append(clauses, v.exceptions(m)...)
	}
	return clauses
}

// number writes a whole number up to twelve as a word that agrees with a noun.
func (v voice) number(n float64, noun string) string {
	key := fmt.Sprintf("schedule.number.%g.%s", n, v.Word("schedule.gender."+noun))
	if n != float64(int(n)) || !v.Has(key) {
		return v.Number(n)
	}
	return v.Word(key)
}

func (v voice) meetings(n int, number string) string {
	return v.Word("schedule.meetings", n, "Number", number)
}

// amount writes a number of meetings that may be a range.
func (v voice) amount(r Range) (text string) {
	number := v.number(float64(max(r.Min, r.Max)), "meeting")
	switch {
	case r.Min == 0:
		text = v.Word("schedule.at_most", "Number", number)
	case r.Max == 0:
		text = v.Word("schedule.at_least", "Number", number)
	case r.Min == r.Max:
		text = number
	default:
		text = v.Word("schedule.range", "Min", v.Number(float64(r.Min)), "Max", v.Number(float64(r.Max)))
	}
	if r.About {
		text = v.Word("schedule.about", "What", text)
	}
	return text
}

// rhythm says how often a rule falls, and on which days.
func (v voice) rhythm(m *Meeting) string {
	every, days := m.pattern()
	named := len(days) > 0 && days[0].kind() == 0
	switch {
	case every.Unit == "":
		return "" // reported
	case m.Has("rrule") && !m.RRule.plain:
		return v.Word("schedule.listed")
	case m.About:
		clauses := []string{v.Word("schedule.about", "What", v.interval(every))}
		if named {
			clauses = append(clauses, v.on(days))
		} else if len(days) > 0 {
			clauses = append(clauses, v.monthly(1, days))
		}
		return v.join(clauses)
	case len(days) == 0 || every.Unit == "day" || every.Unit == "year":
		return v.interval(every)
	case every.Unit == "month" && !named:
		return v.monthly(every.N, days)
	case every.N == 1:
		return v.Word("schedule.every_week", "Days", v.And(v.weekdays(days, v.Weekday)))
	case len(days) == 1 && every.N <= 4:
		gender := v.Word("schedule.gender." + dayKey(days[0].Weekday))
		return v.Word(fmt.Sprintf("schedule.every_nth.%d.%s", every.N, gender), "Day", v.Weekday(days[0].Weekday))
	}
	return v.join([]string{v.interval(every), v.on(days)})
}

func dayKey(d time.Weekday) string { return strings.ToLower(d.String()) }

func (v voice) weekdays(days []Day, name func(time.Weekday) string) (names []string) {
	for _, day := range days {
		names = append(names, name(day.Weekday))
	}
	return names
}

// on says weekdays as a habit: on Tuesdays and Thursdays.
func (v voice) on(days []Day) string {
	habit := func(d time.Weekday) string { return v.Word("schedule.habit." + dayKey(d)) }
	return v.Word("schedule.habitual", "Days", v.And(v.weekdays(days, habit)))
}

func (v voice) interval(e Every) string {
	if e.N == 1 {
		return v.Word("schedule.once." + e.Unit)
	}
	return v.Word("schedule.every."+e.Unit, e.N, "Number", v.number(float64(e.N), e.Unit))
}

// monthly says the days of a month: the first Monday, the second and fourth
// Wednesday, the 15th.
func (v voice) monthly(n int, days []Day) string {
	key, items := "schedule.monthly", []string{}
	if days[0].Number > 0 {
		key = "schedule.monthly_date"
		for _, day := range days {
			items = append(items, v.Word(fmt.Sprintf("schedule.date.%d", day.Number)))
		}
	}
	var seen []time.Weekday
	for _, day := range days {
		if day.Number > 0 || slices.Contains(seen, day.Weekday) {
			continue
		}
		seen = append(seen, day.Weekday)
		gender := v.Word("schedule.gender." + dayKey(day.Weekday))
		var nth []string
		for _, same := range days {
			if same.Weekday == day.Weekday {
				nth = append(nth, v.Word("schedule.nth."+nthWord(same.Nth)+"."+gender))
			}
		}
		items = append(items, v.Word("schedule.nth_day", "Nth", v.And(nth), "Day", v.Weekday(day.Weekday)))
	}
	if n == 1 {
		return v.Word(key+".each", "Days", v.And(items))
	}
	return v.Word(key+".every", n, "Number", v.number(float64(n), "month"), "Days", v.And(items))
}

// bounds says when meetings begin and end.
func (v voice) bounds(from, until civil.Vague) []string {
	switch {
	case from.IsZero() && until.IsZero():
		return nil
	case until.IsZero():
		return []string{v.Word("schedule.from", "Date", v.vague(from))}
	case from.IsZero():
		return []string{v.Word("schedule.until", "Date", v.vague(until))}
	case from.Day > 0 && until.Day > 0:
		return []string{v.span("schedule.between", from.First(), until.First())}
	case from.Day > 0 || until.Day > 0:
		return slices.Concat(v.bounds(from, civil.Vague{}), v.bounds(civil.Vague{}, until))
	}
	return []string{v.Word("schedule.between_months", "From", v.vague(from), "Until", v.vague(until))}
}

// vague writes a date as it stands after "from" and "until", where Greek has
// another case than locale.Language.Vague.
func (v voice) vague(d civil.Vague) string {
	year := fmt.Sprint(d.Year)
	switch {
	case d.Day > 0:
		return v.Date(d.First())
	case d.Month > 0:
		return v.Word(fmt.Sprintf("schedule.month.%d", d.Month), "Year", year)
	}
	return v.Word("schedule.year", "Year", year)
}

func (v voice) span(key string, from, until civil.Date, more ...any) string {
	return v.Word(key, append([]any{"From", v.begin(from, until), "Until", v.Date(until)}, more...)...)
}

// begin writes the first day of a stretch; what it shares with the last is left to
// that one: from 1 to 31 August 2027.
func (v voice) begin(from, until civil.Date) string {
	begin := v.day(from, until)
	number, month, ok := strings.Cut(begin, " ")
	if ok && from.Year == until.Year && from.Month == until.Month && strings.HasSuffix(v.day(until, until), " "+month) {
		return number
	}
	return begin
}

// day writes a date; where another of the same year follows, the year is left
// to that one, if it stands at the end.
func (v voice) day(d, next civil.Date) string {
	if d.Year != next.Year {
		return v.Date(d)
	}
	return strings.TrimSuffix(v.Date(d), fmt.Sprintf(" %d", d.Year))
}

func (v voice) days(dates []civil.Date) string {
	var items []string
	for i, d := range dates {
		items = append(items, v.day(d, append(dates, civil.Date{})[i+1]))
	}
	return v.And(items)
}

// count says how many meetings a rule has that is counted, those that are
// excepted taken away.
func (v voice) count(m *Meeting) string {
	n := max(m.Count, m.RRule.option.Count)
	if n == 0 {
		return ""
	}
	if m.anchored() {
		n = len(m.between(first, last))
	}
	return v.meetings(n, v.number(float64(n), "meeting"))
}

func (v voice) exceptions(m *Meeting) (clauses []string) {
	var single []civil.Date
	for _, g := range m.Except {
		why := g.Why.In(v.Code)
		switch {
		case g.From == g.Until && why == "":
			single = append(single, g.From)
		case g.From == g.Until:
			clauses = append(clauses, v.Word("schedule.not_why", "Dates", v.Date(g.From), "Why", why))
		case why == "":
			clauses = append(clauses, v.span("schedule.break", g.From, g.Until))
		default:
			clauses = append(clauses, v.span("schedule.break_why", g.From, g.Until, "Why", why))
		}
	}
	if len(single) > 0 {
		slices.SortFunc(single, civil.Date.Compare)
		clauses = append([]string{v.Word("schedule.not", "Dates", v.days(single))}, clauses...)
	}
	for _, move := range m.Moved {
		if to := m.at(move.To); to.From != m.Time.From {
			clauses = append(clauses, v.Word("schedule.moved_time", "To", v.day(move.To.Date, move.From), "Time", v.Time(to.From), "From", v.Date(move.From)))
		} else {
			clauses = append(clauses, v.Word("schedule.moved", "To", v.day(move.To.Date, move.From), "From", v.Date(move.From)))
		}
	}
	return clauses
}

// fewDates are listed; more are counted.
const fewDates = 6

// dates says a list of dates with their hours.
func (v voice) dates(m *Meeting) string {
	all := (&Schedule{Meetings: []Meeting{*m}}).Between(first, last)
	if len(all) == 0 {
		return ""
	}
	var days []civil.Date
	var each []string
	alike := true
	for _, o := range all {
		days = append(days, o.Date)
		alike = alike && o.Span == all[0].Span && o.End.IsZero()
		text := v.WeekdayDate(o.Date)
		if !o.End.IsZero() {
			text = v.DateRange(o.Date, o.End)
		}
		if !o.Span.IsZero() {
			text = v.join([]string{text, v.Span(o.Span)})
		}
		each = append(each, text)
	}
	if len(all) == 1 || !alike && len(all) <= fewDates {
		return v.list("schedule.items", each)
	}
	clauses := []string{v.several(days)}
	if len(all) > fewDates {
		clauses = append(clauses, v.span("schedule.between", days[0], all[len(all)-1].end()))
	} else {
		clauses[0] = v.Word("schedule.dates", "Meetings", clauses[0], "Dates", v.days(days))
	}
	if alike && !all[0].Span.IsZero() {
		clauses = append(clauses, v.Span(all[0].Span))
	}
	return v.join(clauses)
}

// several counts days: three Saturdays, or three meetings.
func (v voice) several(days []civil.Date) string {
	weekday := days[0].Weekday()
	if slices.ContainsFunc(days, func(d civil.Date) bool { return d.Weekday() != weekday }) {
		return v.meetings(len(days), v.number(float64(len(days)), "meeting"))
	}
	return v.Word("schedule.weekdays."+dayKey(weekday), len(days), "Number", v.number(float64(len(days)), dayKey(weekday)))
}

// undated says which meetings are promised: three more Saturdays.
func (v voice) undated(u *Undated, more bool) string {
	noun, key := "meeting", "schedule.meetings"
	if len(u.Days) == 1 {
		noun = dayKey(u.Days[0].Weekday)
		key = "schedule.weekdays." + noun
	}
	var text string
	switch {
	case u.Count > 0:
		number := v.number(float64(u.Count), noun)
		if more {
			number = v.Word("schedule.more."+v.Word("schedule.gender."+noun), u.Count, "Number", number)
		}
		text = v.Word(key, u.Count, "Number", number)
	case more:
		text = v.Word(key, 2, "Number", v.Word("schedule.some_more"))
	case len(u.Days) == 1:
		return v.on(u.Days)
	}
	if len(u.Days) > 1 {
		text = strings.TrimPrefix(v.join([]string{text, v.on(u.Days)}), v.join([]string{"", ""}))
	}
	return text
}
