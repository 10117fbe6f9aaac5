package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fishbowl/internal/civil"
)

// rhythm says how often a rule falls, and on which days.
func (v voice) rhythm(m *Meeting) string {
	every, days := m.pattern()
	named := len(days) > 0 && days[0].kind() == 0
	switch {
	case every.Unit == "":
		return "" // reported
	case m.Has("rrule") && !m.RRule.plain:
		return v.Word("schedule.listed")
	case m.About && every.Unit == "month" && len(days) > 0 && !named:
		return v.Word("schedule.usually", "What", v.monthly(every.N, days))
	case m.About && every == Every{1, "week"} && named:
		return v.Word("schedule.usually", "What", v.on(days, "habit"))
	case m.About:
		clauses := []string{v.Word("schedule.about", "What", v.interval(every))}
		if named {
			clauses = append(clauses, v.on(days, "one"))
		} else if len(days) > 0 {
			clauses = append(clauses, v.monthly(1, days))
		}
		return v.join(clauses)
	case len(days) == 0 || every.Unit == "day" || every.Unit == "year" && (named || m.From.Month == 0):
		return v.interval(every)
	case every.Unit == "year":
		return v.yearly(every.N, days, m.From)
	case every.Unit == "month" && !named:
		return v.monthly(every.N, days)
	case every.N == 1:
		return v.Word("schedule.every_week", "Days", v.And(v.weekdays(days, v.Weekday)))
	case len(days) == 1 && every.N <= 4:
		gender := v.Word("schedule.gender." + dayKey(days[0].Weekday))
		return v.Word(fmt.Sprintf("schedule.every_nth.%d.%s", every.N, gender), "Day", v.Weekday(days[0].Weekday))
	}
	return v.join([]string{v.interval(every), v.on(days, "one")})
}

func dayKey(d time.Weekday) string { return strings.ToLower(d.String()) }

// weekdays names days from Monday on, as titles do.
func (v voice) weekdays(days []Day, name func(time.Weekday) string) (names []string) {
	for _, day := range slices.SortedStableFunc(slices.Values(days), func(a, b Day) int {
		return slices.Index(fromRRule, a.Weekday) - slices.Index(fromRRule, b.Weekday)
	}) {
		names = append(names, name(day.Weekday))
	}
	return names
}

// on says weekdays as a habit, on Tuesdays and Thursdays, or as one of each that
// falls now and then: on a Monday.
func (v voice) on(days []Day, how string) string {
	name := func(d time.Weekday) string { return v.Word("schedule." + how + "." + dayKey(d)) }
	return v.Word("schedule.habitual", "Days", v.And(v.weekdays(days, name)))
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
	if days[0].Number == 0 {
		items = v.nthDays(days)
	}
	if n == 1 {
		return v.Word(key+".each", "Days", v.And(items))
	}
	return v.Word(key+".every", n, "Number", v.number(float64(n), "month"), "Days", v.And(items))
}

// yearly says the days of a year, which are in the month of the first meeting: on
// the second Saturday of March, on 15 March.
func (v voice) yearly(n int, days []Day, from civil.Vague) string {
	var said string
	if days[0].Number > 0 {
		var items []string
		for i, day := range days {
			date := civil.Date{Year: from.Year, Month: from.Month, Day: day.Number}
			text := v.day(date, date)
			if i+1 < len(days) {
				text = v.begin(date, date)
			}
			items = append(items, v.article(onDay, text, date))
		}
		said = v.Word("schedule.on_dates", "Dates", v.And(items))
	} else {
		said = v.Word("schedule.on_nth", "Days", v.And(v.nthDays(days)), "Month", v.Word(fmt.Sprintf("schedule.of_month.%d", from.Month)))
	}
	if n == 1 {
		return v.Word("schedule.yearly.each", "Days", said)
	}
	return v.Word("schedule.yearly.every", n, "Number", v.number(float64(n), "year"), "Days", said)
}

// nthDays names the nth weekdays of a month, a weekday once: second and fourth
// Wednesday.
func (v voice) nthDays(days []Day) (items []string) {
	var seen []time.Weekday
	for _, day := range days {
		if slices.Contains(seen, day.Weekday) {
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
	return items
}
