package schedule

import (
	"fmt"
	"slices"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/locale"
)

// bounds says when meetings begin and end.
func (v voice) bounds(from, until civil.Vague) []string {
	switch {
	case from.IsZero() && until.IsZero():
		return nil
	case until.IsZero():
		return []string{v.Word("schedule.from", "Date", v.vague(from))}
	case from.IsZero():
		return []string{v.Word("schedule.until", "Date", v.vague(until))}
	case from == until && from.Day > 0:
		return []string{v.Word("schedule.on_dates", "Dates", v.article(onDay, v.Date(from.First()), from.First()))}
	case from.Day > 0 && until.Day > 0:
		return []string{v.span(from.First(), until.First())}
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
		return v.article(theDay, v.Date(d.First()), d.First())
	case d.Month > 0:
		return v.Word(fmt.Sprintf("schedule.month.%d", d.Month), "Year", year)
	}
	return v.Word("schedule.year", "Year", year)
}

// span says a stretch of days, the last included.
func (v voice) span(from, until civil.Date) string {
	return v.Word("schedule.between", "From", v.article(theDay, v.begin(from, until), from), "Until", v.article(theDay, v.Date(until), until))
}

// begin writes a day that another one follows; what it shares with that is left
// to it: from 1 to 31 August 2027.
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
	return yearless(v.Date(d), d.Year)
}

// yearless leaves the year out that stands at the end of a text.
func yearless(text string, year int) string {
	return strings.TrimSuffix(text, fmt.Sprintf(" %d", year))
}

// days lists dates as they stand after a preposition: 5, 12 and 20 March 2027.
func (v voice) days(dates []civil.Date, kind string) string {
	follows := v.day
	if !slices.ContainsFunc(dates, func(d civil.Date) bool { return d.Year != dates[0].Year || d.Month != dates[0].Month }) {
		follows = v.begin
	}
	var items []string
	for i, d := range dates {
		text := v.Date(d)
		if i+1 < len(dates) {
			text = follows(d, dates[i+1])
		}
		items = append(items, v.article(kind, text, d))
	}
	return v.And(items)
}

// article writes a date as it stands after a preposition, or alone.
func (v voice) article(kind, date string, d civil.Date) string {
	if kind == alone {
		return date
	}
	return v.WithArticle("schedule."+kind, date, d)
}

// How dates stand.
const (
	alone  = ""
	onDay  = "on_day"
	theDay = "the_day"
)

// exceptions says on which days a rule has no meetings, but for what is past: in a
// clause, and where the reason is in another language in a phrase of its own, which
// can be marked.
func (v voice) exceptions(m *Meeting) (clause string, apart []locale.Phrase) {
	gaps := slices.DeleteFunc(slices.Clone(m.Except), func(g Gap) bool { return g.From.IsZero() || g.Until.Before(v.asOf) })
	slices.SortStableFunc(gaps, func(a, b Gap) int { return a.From.Compare(b.From) })
	gaps = slices.DeleteFunc(gaps, func(g Gap) bool {
		why := g.Why.For(v.Code, v.others)
		if why.Lang != "" {
			apart = append(apart, v.Around("schedule.without", "Dates", v.Around("schedule.why", "Why", why, "Dates", v.gap(g))))
		}
		return why.Lang != ""
	})
	if len(gaps) > 0 {
		clause = v.without(gaps)
	}
	return clause, apart
}

// moves says which meetings of a rule are on another day, and which at another hour
// of their day, but for what is past.
func (v voice) moves(m *Meeting) (said []locale.Phrase) {
	var days, hours []string
	for _, move := range m.Moved {
		from, to := move.From, m.moved(move)
		if from.Before(v.asOf) && to.Date.Before(v.asOf) {
			continue
		}
		away, there := v.article(theDay, v.day(from, to.Date), from), v.article(theDay, v.Date(to.Date), to.Date)
		switch time := v.Time(to.Span.From); {
		case to.Date == from:
			hours = append(hours, v.Word("schedule.moved_hour", "Date", v.article(onDay, v.Date(from), from), "Time", time))
		case to.Span.From != m.Time.From:
			days = append(days, v.Word("schedule.moved_time", "From", away, "To", there, "Time", time))
		default:
			days = append(days, v.Word("schedule.moved", "From", away, "To", there))
		}
	}
	for i, list := range [][]string{days, hours} {
		if len(list) > 0 {
			key := []string{"schedule.moves", "schedule.other_hours"}[i]
			said = append(said, locale.Phrase{Text: v.Word(key, len(list), "Meetings", v.list("schedule.items", list))})
		}
	}
	return said
}

// gap says a day, or some days, as they stand after "no meetings".
func (v voice) gap(g Gap) string {
	if g.From == g.Until {
		return v.Word("schedule.on_dates", "Dates", v.article(onDay, v.Date(g.From), g.From))
	}
	return v.span(g.From, g.Until)
}

// without says on which days there is no meeting: not on single ones, or no
// meetings from one to another.
func (v voice) without(gaps []Gap) string {
	var items []string
	var dates []civil.Date
	single, reasons, oneYear := true, false, true
	for _, g := range gaps {
		dates = append(dates, g.From)
		oneYear = oneYear && g.From.Year == gaps[0].From.Year && g.Until.Year == g.From.Year
		single = single && g.From == g.Until
		reasons = reasons || g.Why.In(v.Code) != ""
	}
	if single && !reasons {
		return v.Word("schedule.not", "Dates", v.Word("schedule.on_dates", "Dates", v.days(dates, onDay)))
	}
	for i, g := range gaps {
		item := v.gap(g)
		if single {
			item = v.article(onDay, v.Date(g.From), g.From)
		}
		if oneYear && i+1 < len(gaps) {
			item = yearless(item, g.From.Year)
		}
		if why := g.Why.In(v.Code); why != "" {
			item = v.Word("schedule.why", "Dates", item, "Why", why)
		}
		items = append(items, item)
	}
	if single {
		return v.Word("schedule.not", "Dates", v.Word("schedule.on_dates", "Dates", v.And(items)))
	}
	return v.Word("schedule.without", "Dates", v.And(items))
}

// fewDates are listed; more are counted.
const fewDates = 6

// listed returns the meetings of a list of dates, and whether they are single days
// with the same hours.
func (m *Meeting) listed() (all []Occurrence, alike bool) {
	all = (&Schedule{Meetings: []Meeting{*m}}).Between(first, last)
	return all, !slices.ContainsFunc(all, func(o Occurrence) bool { return o.Span != all[0].Span || !o.End.IsZero() })
}

// numbered reports whether a list of dates is said with the number of them.
func numbered(all []Occurrence, alike bool) bool {
	return len(all) > 1 && (alike || len(all) > fewDates)
}

// dates says a list of dates with their hours.
func (v voice) dates(m *Meeting) string {
	all, alike := m.listed()
	if len(all) == 0 {
		return ""
	}
	var days []civil.Date
	var each []string
	for _, o := range all {
		days = append(days, o.Date)
		each = append(each, v.meeting(o))
	}
	if !numbered(all, alike) {
		return v.list("schedule.items", each)
	}
	clauses := []string{v.several(days)}
	if len(all) > fewDates {
		clauses = append(clauses, v.span(days[0], all[len(all)-1].end()))
	} else {
		clauses[0] = v.Word("schedule.dates", "Meetings", clauses[0], "Dates", v.days(days, alone))
	}
	if alike && !all[0].Span.IsZero() {
		clauses = append(clauses, v.hours(all[0].Span))
	}
	return v.join(clauses)
}

// In says when a meeting is: on which day, or days, and at which hours.
func (o Occurrence) In(l *locale.Language) string { return voice{Language: l}.meeting(o) }

func (v voice) meeting(o Occurrence) string {
	day := v.WeekdayDate(o.Date)
	switch {
	case o.Through:
		side := func(d civil.Date, t civil.Time) string { return v.join([]string{v.WeekdayDate(d), v.Time(t)}) }
		return v.zoned(v.Word("events.from_until", "From", side(o.Date, o.Span.From), "Until", side(o.End, o.Span.To)))
	case o.daily():
		return v.join([]string{v.DateRange(o.Date, o.End), v.Word("schedule.each_day", "Time", v.hours(o.Span))})
	case !o.End.IsZero():
		day = v.DateRange(o.Date, o.End)
	}
	if o.Span.IsZero() {
		return day
	}
	return v.join([]string{day, v.hours(o.Span)})
}

// several counts days: three Saturdays, or three meetings.
func (v voice) several(days []civil.Date) string {
	weekday := days[0].Weekday()
	if slices.ContainsFunc(days, func(d civil.Date) bool { return d.Weekday() != weekday }) {
		return v.meetings(len(days), v.number(float64(len(days)), "meeting"))
	}
	return v.Word("schedule.weekdays."+dayKey(weekday), len(days), "Number", v.number(float64(len(days)), dayKey(weekday)))
}
