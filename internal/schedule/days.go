package schedule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fishbowl/internal/civil"
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
	return strings.TrimSuffix(v.Date(d), fmt.Sprintf(" %d", d.Year))
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

// article writes a date as it stands after a preposition. Greek has articles,
// and an ordinal for the first day of a month: "on" is την 1η, στις 2, and "the"
// is την 1η, τις 2. A date that does not begin with its day has none.
func (v voice) article(kind, date string, d civil.Date) string {
	number, rest, _ := strings.Cut(date, " ")
	if kind == alone || strings.TrimSuffix(number, ".") != strconv.Itoa(d.Day) {
		return date
	}
	which := "other"
	if d.Day == 1 {
		which = "first"
	}
	return strings.TrimSpace(v.Word("schedule."+kind+"."+which, "Day", number) + " " + rest)
}

// How dates stand.
const (
	alone  = ""
	onDay  = "on_day"
	theDay = "the_day"
)

// exceptions says what a rule leaves out and moves, but for what is past.
func (v voice) exceptions(m *Meeting) (clauses []string) {
	gaps := slices.DeleteFunc(slices.Clone(m.Except), func(g Gap) bool { return g.From.IsZero() || g.Until.Before(v.asOf) })
	slices.SortStableFunc(gaps, func(a, b Gap) int { return a.From.Compare(b.From) })
	if len(gaps) > 0 {
		clauses = append(clauses, v.without(gaps))
	}
	for _, move := range m.Moved {
		if move.From.Before(v.asOf) && move.To.Date.Before(v.asOf) {
			continue
		}
		to := v.article(onDay, v.day(move.To.Date, move.From), move.To.Date)
		from := v.article(theDay, v.Date(move.From), move.From)
		if hours := m.at(move.To); hours.From != m.Time.From {
			clauses = append(clauses, v.Word("schedule.moved_time", "To", to, "Time", v.Time(hours.From), "From", from))
		} else {
			clauses = append(clauses, v.Word("schedule.moved", "To", to, "From", from))
		}
	}
	return clauses
}

// without says on which days there is no meeting: not on single ones, or no
// meetings from one to another.
func (v voice) without(gaps []Gap) string {
	var items []string
	var dates []civil.Date
	single, reasons := true, false
	for _, g := range gaps {
		dates = append(dates, g.From)
		single = single && g.From == g.Until
		reasons = reasons || g.Why.In(v.Code) != ""
	}
	if single && !reasons {
		return v.Word("schedule.not", "Dates", v.Word("schedule.on_dates", "Dates", v.days(dates, onDay)))
	}
	for _, g := range gaps {
		item := v.span(g.From, g.Until)
		if g.From == g.Until {
			item = v.article(onDay, v.Date(g.From), g.From)
		}
		if g.From == g.Until && !single {
			item = v.Word("schedule.on_dates", "Dates", item)
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
		clauses = append(clauses, v.span(days[0], all[len(all)-1].end()))
	} else {
		clauses[0] = v.Word("schedule.dates", "Meetings", clauses[0], "Dates", v.days(days, alone))
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
