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

// rhythms are words for a rhythm, folded, and what the format has for them.
var rhythms = map[string]string{
	"daily": "day", "taglich": "day", "καθημερινα": "day",
	"weekly": "week", "wochentlich": "week", "woche": "week", "εβδομαδα": "week", "εβδομαδιαια": "week", "weeks": "week",
	"fortnight": "2 weeks", "fortnightly": "2 weeks", "biweekly": "2 weeks", "bi-weekly": "2 weeks", "14-tagig": "2 weeks", "14-taglich": "2 weeks",
	"zweiwochentlich": "2 weeks", "two weeks": "2 weeks", "other week": "2 weeks", "second week": "2 weeks", "2 weekly": "2 weeks", "δεκαπενθημερο": "2 weeks",
	"monthly": "month", "monatlich": "month", "monat": "month", "μηνα": "month", "μηνιαια": "month", "months": "month",
	"bimonthly": "2 months", "zweimonatlich": "2 months", "other month": "2 months",
	"quarterly": "3 months", "quarter": "3 months", "vierteljahrlich": "3 months", "quartal": "3 months", "τριμηνο": "3 months",
	"half year": "6 months", "halbjahrlich": "6 months", "εξαμηνο": "6 months",
	"yearly": "year", "annually": "year", "jahrlich": "year", "jahr": "year", "ετοσ": "year", "χρονο": "year",
}

var (
	counted  = regexp.MustCompile(`^(\d{1,3})[ -]?([^\d\s-]+)$`)
	units    = map[string]string{"tage": "day", "tagen": "day", "wochen": "week", "monate": "month", "monaten": "month", "jahre": "year", "μερεσ": "day", "ημερεσ": "day", "εβδομαδεσ": "week", "μηνεσ": "month", "χρονια": "year", "days": "day", "day": "day", "week": "week", "weeks": "week", "month": "month", "months": "month", "year": "year", "years": "year", "weekly": "week", "wochentlich": "week"}
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

var ordinals = [][]string{
	{"first", "1", "1st", "1.", "1η", "1ος", "erster", "ersten", "erste", "πρωτη", "πρωτο"},
	{"second", "2", "2nd", "2.", "2η", "zweiter", "zweiten", "zweite", "δευτερο", "δευτερη"},
	{"third", "3", "3rd", "3.", "3η", "dritter", "dritten", "dritte", "τριτο"},
	{"fourth", "4", "4th", "4.", "4η", "vierter", "vierten", "vierte", "τεταρτο"},
	{"fifth", "5", "5th", "5.", "5η", "funfter", "funften", "funfte", "πεμπτο"},
	{"last", "letzter", "letzten", "letzte", "τελευταια", "τελευταιο"},
}

// fillers are words around days, folded.
var fillers = strings.Fields("every each the of in on a month months monats monat im am den der jeden jeder jedes und and & και , + καθε του μηνα το τα την evening evenings morning abend abends")

// meantDay returns the day, or the days, that a text means, as they are written:
// 2nd tuesday, letzter Dienstag, first and third monday, tuesday, thursday.
func meantDay(s string) string {
	var nth, days []string
	words := strings.Fields(strings.NewReplacer(",", " , ", "/", " , ").Replace(s))
	for i, w := range words {
		folded := fold.Fold(w)
		at := slices.IndexFunc(ordinals, func(o []string) bool { return slices.Contains(o, folded) })
		day, isDay := civil.MeantWeekday(w)
		if i+1 < len(words) && (folded == "τριτη" || folded == "τεταρτη" || folded == "πεμπτη") { // of a weekday that follows, or the day itself
			if _, next := civil.MeantWeekday(words[i+1]); next {
				at = map[string]int{"τριτη": 2, "τεταρτη": 3, "πεμπτη": 4}[folded]
			}
		}
		if i+1 < len(words) && folded == "δευτερα" {
			if _, next := civil.MeantWeekday(words[i+1]); next {
				at = 1
			}
		}
		switch {
		case at >= 0:
			nth = append(nth, ordinals[at][0])
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
