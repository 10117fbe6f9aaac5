package locale

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fishbowl/internal/civil"
)

// Date writes a day: 12 Μαρτίου 2027, 12 March 2027, 12. März 2027.
func (l *Language) Date(d civil.Date) string { return l.write(l.customs.date, d) }

// WeekdayDate writes a day with its weekday: Dienstag, 12. Januar 2027.
func (l *Language) WeekdayDate(d civil.Date) string { return l.write(l.customs.weekdayDate, d) }

// ShortDate writes a day in digits, the year with four: 12/3/2027.
func (l *Language) ShortDate(d civil.Date) string { return l.write(l.customs.short, d) }

// Vague writes a date as far as it is known: 2027, Μάρτιος 2027, 12 Μαρτίου 2027.
func (l *Language) Vague(v civil.Vague) string {
	switch {
	case v.IsZero():
		return ""
	case v.Month == 0:
		return strconv.Itoa(v.Year)
	case v.Day == 0:
		return l.write(l.customs.month, v.First())
	}
	return l.Date(civil.Date(v))
}

// DateRange writes two days and what lies between, in either order. It says the
// month and the year once where they are the same: 3.–5. November 2026.
func (l *Language) DateRange(a, b civil.Date) string {
	switch {
	case a.After(b):
		return l.DateRange(b, a)
	case a.IsZero() || a == b:
		return l.Date(b)
	}
	pattern, dash := l.customs.date+"~"+l.customs.date, " – "
	switch {
	case a.Year == b.Year && a.Month == b.Month && l.customs.inMonth != "":
		pattern, dash = l.customs.inMonth, "–"
	case a.Year == b.Year && l.customs.inYear != "":
		pattern = l.customs.inYear
	}
	first, last, _ := strings.Cut(pattern, "~")
	return l.write(first, a) + dash + l.write(last, b)
}

// Weekday names a day of the week, in the nominative.
func (l *Language) Weekday(d time.Weekday) string {
	if !l.names.exists {
		return d.String()
	}
	return l.names.days[d]
}

// Time writes a time of day: 19:00, or 19.00 Uhr.
func (l *Language) Time(t civil.Time) string { return l.clock(t) + l.customs.clockUnit }

// Span writes a stretch of hours: 19:00–20:30, or 19.00–20.30 Uhr. One with an
// open end is written like a time.
func (l *Language) Span(s civil.Span) string {
	if s.IsZero() {
		return ""
	}
	if s.Open {
		return l.Time(s.From)
	}
	from, to := l.clock(s.From), l.clock(s.To)
	if strings.HasSuffix(l.customs.clock, " a") {
		half, same := strings.CutSuffix(from, to[len(to)-len(" PM"):])
		if !same {
			return from + " – " + to // 11:00 AM – 1:00 PM
		}
		from = half // 7:00–8:30 PM
	}
	return from + "–" + to + l.customs.clockUnit
}

// write fills a pattern as [customs] explains it.
func (l *Language) write(pattern string, d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(pattern); {
		c, start := pattern[i], i
		if c == '\'' {
			end := i + 1 + strings.IndexByte(pattern[i+1:], '\'')
			b.WriteString(pattern[i+1 : end])
			i = end + 1
			continue
		}
		for i < len(pattern) && pattern[i] == c {
			i++
		}
		switch width := i - start; {
		case c == 'd':
			fmt.Fprintf(&b, "%0*d", width, d.Day)
		case c == 'y':
			b.WriteString(strconv.Itoa(d.Year))
		case c == 'M' && width < 3:
			fmt.Fprintf(&b, "%0*d", width, int(d.Month))
		case c == 'M':
			b.WriteString(l.names.dated[d.Month])
		case c == 'L':
			b.WriteString(l.names.alone[d.Month])
		case c == 'E':
			b.WriteString(l.names.days[d.Weekday()])
		default:
			b.WriteString(pattern[start:i])
		}
	}
	return b.String()
}

func (l *Language) clock(t civil.Time) string {
	pattern := l.customs.clock
	if pattern == "h:mm a" {
		half := "AM"
		if t.Hour >= 12 {
			half = "PM"
		}
		return fmt.Sprintf("%d:%02d %s", (t.Hour+11)%12+1, t.Minute, half)
	}
	hour, minute, _ := strings.Cut(pattern, "mm") // HH: or H.
	sign := len(hour) - 1
	return fmt.Sprintf("%0*d%s%02d%s", sign, t.Hour, hour[sign:], t.Minute, minute)
}
