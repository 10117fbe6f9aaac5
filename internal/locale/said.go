package locale

import (
	"strconv"
	"strings"

	"fishbowl/internal/civil"
)

// Points says a number of points of continuing education; halves are given too.
func (l *Language) Points(n float64) string {
	if n == float64(int(n)) {
		return l.Word("groups.points", int(n))
	}
	// A broken number takes the form of the many.
	return l.Word("groups.points_part", "Number", l.Number(n))
}

// WithArticle puts the article before the day that a date begins with, as a word of
// schedules says it. Greek has articles, and an ordinal for the first day of a month:
// "on" is την 1η, στις 2, and "the" is την 1η, τις 2. A date that does not begin with
// its day has none.
func (l *Language) WithArticle(key, date string, d civil.Date) string {
	number, rest, _ := strings.Cut(date, " ")
	if strings.TrimSuffix(number, ".") != strconv.Itoa(d.Day) {
		return date
	}
	which := ".other"
	if d.Day == 1 {
		which = ".first"
	}
	return strings.TrimSpace(l.Word(key+which, "Day", number) + " " + rest)
}
