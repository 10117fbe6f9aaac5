package civil

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"fishbowl/internal/fold"
)

// What people write in other notations. Nothing here is read as a value: it is what
// a fault proposes.

// weekdays are the names of the days from Sunday, as people write them in the
// languages of the program, folded; the short ones last.
var weekdays = [7][]string{
	{"sunday", "sonntag", "κυριακη", "so"},
	{"monday", "montag", "δευτερα", "mo"},
	{"tuesday", "dienstag", "τριτη", "di"},
	{"wednesday", "mittwoch", "τεταρτη", "mi"},
	{"thursday", "donnerstag", "πεμπτη", "do"},
	{"friday", "freitag", "παρασκευη", "fr"},
	{"saturday", "samstag", "σαββατο", "sa", "sonnabend"},
}

// months are found by beginnings of their names, of at least three letters.
var months = fold.Meanings(map[time.Month]string{
	time.January: "jan, jän, ian, ιαν, γενάρ", time.February: "feb, φεβ, φλεβ", time.March: "mar, mär, μαρτ", time.April: "apr, απρ",
	time.May: "may, mai, μαι", time.June: "jun, ιουν", time.July: "jul, ιουλ", time.August: "aug, αυγ", time.September: "sep, σεπ",
	time.October: "oct, okt, οκτ", time.November: "nov, νοε", time.December: "dec, dez, δεκ",
})

// MeantWeekday returns the weekday that a word names in English, German or Greek:
// whole, by its beginning, or as a habit (Tuesdays, dienstags).
func MeantWeekday(word string) (time.Weekday, bool) {
	word = strings.TrimSuffix(fold.Fold(strings.TrimSpace(word)), ".")
	for d, names := range weekdays {
		for _, name := range names {
			letters := len([]rune(word))
			if word == name || word == name+"s" && len(name) > 2 || letters > 2 && strings.HasPrefix(name, word) {
				return time.Weekday(d), true
			}
		}
	}
	return 0, false
}

func meantMonth(word string) time.Month {
	word = fold.Fold(word)
	for beginning, m := range months { // none begins another
		if strings.HasPrefix(word, beginning) {
			return m
		}
	}
	return 0
}

var (
	dayFirst   = regexp.MustCompile(`^(\d{1,2}) ?([./-]) ?(\d{1,2}) ?[./-] ?(\d{4}|\d{2})$`)
	yearFirst  = regexp.MustCompile(`^(\d{4}) ?[./-] ?(\d{1,2})(?: ?[./-] ?(\d{1,2}))?$`)
	monthFirst = regexp.MustCompile(`^(\d{1,2})[./-](\d{4})$`)
	digits     = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	nthOfMonth = regexp.MustCompile(`^(\d{1,2})(?:\.|st|nd|rd|th|η|ησ)?$`)
	dashes     = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "\u00a0", " ")
)

// meantDate returns the date that a text in another notation means, where it means
// one alone: 12.01.2027, 2027/01/12, 12. Januar 2027, January 2027. With slashes the
// day may be first or second, so 12/1/2027 means none.
func meantDate(s string) (Vague, bool) {
	s = dashes.Replace(s)
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' })
	var day time.Weekday
	named := false
	for len(words) > 1 {
		if d, ok := MeantWeekday(words[0]); ok {
			day, named = d, true
		} else if !slices.Contains(fillers, fold.Fold(words[0])) {
			break
		}
		words = words[1:]
	}
	v := dateOf(words)
	switch last := (Vague{v.Year, v.Month, 0}).Last().Day; {
	case v.Year < 1000, v.Month < 0, v.Month > 12, v.Day < 0, v.Day > last:
		return Vague{}, false
	case named && (v.Day == 0 || Date(v).Weekday() != day):
		return Vague{}, false
	}
	return v, true
}

// fillers are words around days and hours, folded.
var fillers = strings.Fields("am den der um ab von seit bis on the at from since until till στισ στην τη την απο μεχρι εωσ ωσ ca ca. circa about etwa περιπου")

// dateOf reads the words of a date; the zero Vague where they are none.
func dateOf(words []string) Vague {
	s := strings.Join(words, " ")
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		v := Vague{atoi(m[4]), time.Month(atoi(m[3])), atoi(m[1])}
		if v.Year < 100 {
			v.Year += 2000
		}
		if second := atoi(m[3]); m[2] != "." && second != v.Day {
			switch {
			case second > 12:
				v.Month, v.Day = time.Month(v.Day), second
			case v.Day <= 12:
				return Vague{}
			}
		}
		return atLeastOne(v, true)
	}
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return atLeastOne(Vague{atoi(m[1]), time.Month(atoi(m[2])), atoi(m[3])}, m[3] != "")
	}
	if m := monthFirst.FindStringSubmatch(s); m != nil {
		return atLeastOne(Vague{atoi(m[2]), time.Month(atoi(m[1])), 0}, false)
	}
	if m := digits.FindStringSubmatch(s); m != nil {
		return atLeastOne(Vague{atoi(m[1]), time.Month(atoi(m[2])), atoi(m[3])}, true)
	}
	// In words: a month and a year of four digits, in any order, and perhaps a day.
	var v Vague
	var day int
	for _, w := range words {
		n := nthOfMonth.FindStringSubmatch(fold.Fold(w))
		month := meantMonth(w)
		switch {
		case month != 0 && v.Month == 0:
			v.Month = month
		case n != nil && day == 0:
			day = atoi(n[1])
		case len(w) == 4 && atoi(w) > 0 && v.Year == 0:
			v.Year = atoi(w)
		default:
			return Vague{}
		}
	}
	if v.Month == 0 && day != 0 {
		return Vague{}
	}
	v.Day = day
	return v
}

// atLeastOne refuses a month, or a day, that was written as 0.
func atLeastOne(v Vague, hasDay bool) Vague {
	if v.Month < 1 || hasDay && v.Day < 1 {
		return Vague{}
	}
	return v
}

var meantTimeForm = regexp.MustCompile(`^(\d{1,2})(?: ?[:.h,] ?(\d{2})(?::00)?)? ?(uhr|h|o'clock|am|pm|a\.m\.?|p\.m\.?|π\.?μ\.?|μ\.?μ\.?)?$|^([01]\d|2[0-4])([0-5]\d)$`)

// clock is a time of day that was meant, with the half of the day if it was named.
type clock struct {
	Time
	half string // a, p or nothing
}

// meantTime returns the time of day that a text means: 19.00, 19 Uhr, 7pm, 24:00.
func meantTime(s string) (clock, bool) {
	words := strings.Fields(fold.Fold(s))
	for len(words) > 1 && slices.Contains(fillers, words[0]) {
		words = words[1:]
	}
	m := meantTimeForm.FindStringSubmatch(strings.Join(words, " "))
	if m == nil {
		return clock{}, false
	}
	c := clock{Time: Time{atoi(m[1]), atoi(m[2])}}
	if m[4] != "" {
		c.Time = Time{atoi(m[4]), atoi(m[5])}
	}
	switch {
	case strings.HasPrefix(m[3], "a"), strings.HasPrefix(m[3], "π"):
		c = c.of("a")
	case strings.HasPrefix(m[3], "p"), strings.HasPrefix(m[3], "μ"):
		c = c.of("p")
	}
	if c.Time == (Time{24, 0}) {
		c.Time = Time{}
	}
	return c, c.Hour < 24 && c.Minute < 60
}

// of puts a time into the first or second half of the day.
func (c clock) of(half string) clock {
	c.half = half
	switch {
	case c.Hour > 12:
	case half == "a":
		c.Hour %= 12
	default:
		c.Hour = c.Hour%12 + 12
	}
	return c
}

var between = regexp.MustCompile(` ?- ?| (?:bis|to|until|till|ως|έως|εως|μέχρι|με) `)

// meantSpan returns the stretch of hours that a text means.
func meantSpan(s string) (Span, bool) {
	parts := between.Split(dashes.Replace(strings.TrimSpace(s)), -1)
	from, ok := meantTime(parts[0])
	if len(parts) == 1 || !ok {
		return Span{From: from.Time, Open: true}, ok
	}
	to, ok := meantTime(parts[1])
	if from.half == "" && to.half != "" && from.Hour <= 12 { // 7-8:30pm
		if both := from.of(to.half); both.Minutes() < to.Minutes() {
			from = both
		}
	}
	v := Span{From: from.Time, To: to.Time}
	return v, ok && len(parts) == 2 && v.UnmarshalText([]byte(v.String())) == nil
}

// meantMoment returns the day, with an hour or without one, that a text means.
func meantMoment(s string) (Moment, bool) {
	s = dashes.Replace(s)
	for i, r := range s {
		if r != ' ' && r != 'T' && r != ',' {
			continue
		}
		day, isDay := meantDate(strings.TrimRight(s[:i], " ,"))
		t, isTime := meantTime(strings.TrimLeft(s[i+1:], " ,"))
		if isDay && isTime && day.Day > 0 && strings.ContainsAny(s[i+1:], ":.hHmμ") {
			return Moment{Date(day), t.Time, true}, true
		}
	}
	v, ok := meantDate(s)
	return Moment{Date: Date(v)}, ok && v.Day > 0
}

var stretch = regexp.MustCompile(` - | ?[–—] ?| (?:bis|to|until|till|ως|έως|μέχρι) |/`)

// daysHint says how several connected days are written, where a text means some.
func daysHint(s string) string {
	parts := stretch.Split(s, -1)
	if len(parts) != 2 {
		return ""
	}
	from, ok := meantDate(parts[0])
	until, also := meantDate(parts[1])
	if !ok || !also || from.Day == 0 || until.Day == 0 {
		return ""
	}
	return fmt.Sprintf("write one day; connected days, where there can be some, are written {from: %s, until: %s}", from, until)
}
