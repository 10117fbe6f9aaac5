package schedule

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/fold"
)

// What people write for a rhythm and for days. Nothing here is read: it is what a
// fault proposes.

// rhythms are words for a rhythm, by what the format has for them.
var rhythms = fold.Meanings(map[string]string{
	"day":      "daily, täglich, καθημερινά",
	"week":     "weekly, wöchentlich, woche, εβδομάδα, εβδομαδιαία, weeks",
	"2 weeks":  "fortnight, fortnightly, biweekly, bi-weekly, 14-tägig, 14-täglich, zweiwöchentlich, two weeks, other week, second week, 2 weekly, δεκαπενθήμερο",
	"month":    "monthly, monatlich, monat, μήνα, μηνιαία, months",
	"2 months": "bimonthly, zweimonatlich, other month",
	"3 months": "quarterly, quarter, vierteljährlich, quartal, τρίμηνο",
	"6 months": "half year, halbjährlich, εξάμηνο",
	"year":     "yearly, annually, jährlich, jahr, έτος, χρόνο",
})

var (
	counted = regexp.MustCompile(`^(\d{1,3})[ -]?([^\d\s-]+)$`)
	units   = fold.Meanings(map[string]string{"day": "day, days, tage, tagen, μέρες, ημέρες", "week": "week, weeks, weekly, wochen, wöchentlich, εβδομάδες",
		"month": "month, months, monate, monaten, μήνες", "year": "year, years, jahre, χρόνια"})
	everyOne = regexp.MustCompile(`^(?:every|each|alle|jede[nsr]?|καθε) `)
)

// everyHint says what to write for a rhythm that cannot be read.
func everyHint(s string) string {
	word := everyOne.ReplaceAllString(fold.Fold(strings.TrimSpace(s)), "")
	if meant, ok := rhythms[word]; ok {
		return "write every: " + meant
	}
	if everyForm.MatchString(word) && word != s && word[0] != '0' {
		return "write every: " + word
	}
	if m := counted.FindStringSubmatch(word); m != nil && units[m[2]] != "" {
		n, _ := strconv.Atoi(m[1])
		switch unit := units[m[2]]; {
		case n > 1:
			return fmt.Sprintf("write every: %d %ss", n, unit)
		case n == 1:
			return "write every: " + unit
		}
	}
	if day := meantDay(s); day != "" {
		period := "week"
		for _, nth := range nths[1:] {
			if strings.HasPrefix(strings.TrimPrefix(day, "["), nth) {
				period = "month"
			}
		}
		return fmt.Sprintf("write every: %s, day: %s", period, day)
	}
	return "write day, week, 2 weeks, 4 weeks, month, 2 months or year"
}

// weeksHint says what to write for a rhythm in days that has a weekday.
func weeksHint(e Every) string {
	switch {
	case e.N == 1:
		return "write every: week and the weekdays"
	case e.N == 7:
		return "write every: week"
	case e.N%7 == 0:
		return fmt.Sprintf("write every: %d weeks", e.N/7)
	}
	return "leave the weekday out, or write weeks, as in every: 2 weeks"
}

var ordinals = fold.Meanings(map[string]string{
	"first":  "first, 1, 1st, 1., 1η, 1ος, erster, ersten, erste, πρώτη, πρώτο",
	"second": "second, 2, 2nd, 2., 2η, zweiter, zweiten, zweite, δεύτερο, δεύτερη",
	"third":  "third, 3, 3rd, 3., 3η, dritter, dritten, dritte, τρίτο",
	"fourth": "fourth, 4, 4th, 4., 4η, vierter, vierten, vierte, τέταρτο",
	"fifth":  "fifth, 5, 5th, 5., 5η, fünfter, fünften, fünfte, πέμπτο",
	"last":   "last, letzter, letzten, letzte, τελευταία, τελευταίο",
})

// ambiguous are ordinals where a weekday follows, and else weekdays, folded.
var ambiguous = map[string]string{"δευτερα": "second", "τριτη": "third", "τεταρτη": "fourth", "πεμπτη": "fifth"}

// fillers are words around days, folded.
var fillers = strings.Fields("every each the of in on a month months monats monat im am den der jeden jeder jedes und and & και , + καθε του μηνα το τα την evening evenings morning abend abends")

// meantDay returns the day, or the days, that a text means, as they are written:
// 2nd tuesday, letzter Dienstag, first and third monday, tuesday, thursday.
func meantDay(s string) string {
	var nth, days []string
	words := strings.Fields(strings.NewReplacer(",", " , ", "/", " , ").Replace(s))
	for i, w := range words {
		folded := fold.Fold(w)
		ordinal := ordinals[folded]
		day, isDay := civil.MeantWeekday(w)
		if i+1 < len(words) && ambiguous[folded] != "" {
			if _, next := civil.MeantWeekday(words[i+1]); next {
				ordinal = ambiguous[folded]
			}
		}
		switch {
		case ordinal != "":
			nth = append(nth, ordinal)
		case isDay && len(nth) == 0:
			days = append(days, dayKey(day))
		case isDay:
			for _, n := range nth {
				days = append(days, n+" "+dayKey(day))
			}
			nth = nil
		case !slices.Contains(fillers, folded):
			return ""
		}
	}
	switch {
	case len(nth) > 0 || len(days) == 0:
		return ""
	case len(days) == 1:
		return days[0]
	}
	return "[" + strings.Join(days, ", ") + "]"
}
