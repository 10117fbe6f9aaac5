package feed

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"fishbowl/internal/civil"
)

// Calendar is a file that calendar programs import or subscribe to (RFC 5545,
// RFC 7986). Addresses are absolute.
type Calendar struct {
	Name        string
	Description string
	Lang        string // of the name and the description
	URL         string // of the page that the calendar belongs to
	Source      string // of the calendar itself
	Events      []CalendarEvent
}

// CalendarEvent is a meeting, a series of meetings by a rule, or some days.
type CalendarEvent struct {
	UID      string    // permanent, and the only one of its kind in the world
	Sequence int       // from 0; greater after each change of the dates
	Stamp    time.Time // of the last change

	Summary, Description string
	URL, Location        string
	Lang                 string // of the summary
	Categories           []string
	OrganizerName        string // written only beside a mail address
	OrganizerEmail       string
	Cancelled, Tentative bool

	Zone   *time.Location // nil: a day, or days, without a zone
	Start  civil.Moment
	End    civil.Moment   // zero where it is not known; of days the last one
	Rule   string         // RRULE; a day as UNTIL includes the meeting of that day
	Except []civil.Moment // EXDATE
	Dates  []CalendarDate // RDATE
	Moved  []CalendarMove // RECURRENCE-ID
}

// CalendarDate is a further meeting of a series.
type CalendarDate struct{ Start, End civil.Moment }

// CalendarMove is a meeting of a rule that takes place at another time.
type CalendarMove struct{ From, Start, End civil.Moment }

// CalendarWriter writes calendars. It may be used by many goroutines. The zero writer
// is ready.
type CalendarWriter struct {
	zones sync.Map // the VTIMEZONEs that were written: hundreds of calendars share two or three
}

// noEvents stands in a calendar that has ended: who has subscribed is told that nothing
// is to come. A calendar needs a component, and a zone is one (RFC 5545 §3.6).
const noEvents = "BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"

// WriteCalendar writes one calendar, see [CalendarWriter.Write].
func WriteCalendar(w io.Writer, c Calendar) error { return new(CalendarWriter).Write(w, c) }

// Write writes a calendar: lines end in CRLF and are folded at 75
// bytes, every zone that is used is defined before the events, there are no
// alarms.
func (cw *CalendarWriter) Write(w io.Writer, c Calendar) error {
	var l calendarLines
	l.add("BEGIN", "VCALENDAR")
	l.add("VERSION", "2.0")
	l.add("PRODID", "-//fishbowl//fishbowl//EN")
	l.add("CALSCALE", "GREGORIAN")
	l.text("NAME"+language(c.Lang), c.Name)
	l.text("X-WR-CALNAME", c.Name) // the same for those who do not know RFC 7986
	l.text("DESCRIPTION"+language(c.Lang), c.Description)
	l.text("X-WR-CALDESC", c.Description)
	l.uri("URL", c.URL)
	l.uri("SOURCE;VALUE=URI", c.Source)
	l.add("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
	l.add("X-PUBLISHED-TTL", "P1D")
	if len(c.Events) == 0 {
		l.WriteString(noEvents)
	}
	for _, z := range zonesOf(c.Events) {
		l.WriteString(cw.zone(z))
	}
	for _, e := range c.Events {
		l.event(e)
		for _, m := range e.Moved {
			l.moved(e, m)
		}
	}
	l.add("END", "VCALENDAR")
	_, err := io.WriteString(w, l.String())
	return err
}

// event writes a meeting or a series.
func (l *calendarLines) event(e CalendarEvent) {
	l.begin(e)
	l.times(e.Zone, e.Start, e.End)
	if e.Rule != "" {
		l.add("RRULE", e.rule())
	}
	l.moments("EXDATE", e.Zone, e.Except)
	l.dates(e)
	l.end(e)
}

// moved writes a meeting of e that takes place at another time.
func (l *calendarLines) moved(e CalendarEvent, m CalendarMove) {
	l.begin(e)
	l.moments("RECURRENCE-ID", e.Zone, []civil.Moment{m.From})
	l.times(e.Zone, m.Start, m.End)
	l.end(e)
}

func (l *calendarLines) begin(e CalendarEvent) {
	l.add("BEGIN", "VEVENT")
	l.text("UID", e.UID)
	l.add("DTSTAMP", e.Stamp.UTC().Format(utcForm))
	l.add("SEQUENCE", fmt.Sprint(e.Sequence))
}

func (l *calendarLines) end(e CalendarEvent) {
	l.text("SUMMARY"+language(e.Lang), e.Summary)
	l.text("DESCRIPTION", e.Description)
	l.text("LOCATION", e.Location)
	l.uri("URL", e.URL)
	if len(e.Categories) > 0 {
		var list []string
		for _, c := range e.Categories {
			list = append(list, escaped(c))
		}
		l.add("CATEGORIES", strings.Join(list, ","))
	}
	if e.OrganizerEmail != "" {
		property := "ORGANIZER"
		if e.OrganizerName != "" {
			property += ";CN=" + parameter(e.OrganizerName)
		}
		l.uri(property, "mailto:"+e.OrganizerEmail)
	}
	status := "CONFIRMED"
	if e.Tentative {
		status = "TENTATIVE"
	}
	if e.Cancelled {
		status = "CANCELLED"
	}
	l.add("STATUS", status)
	l.add("END", "VEVENT")
}

// times writes when something begins and ends. The end of days is the day after
// the last one; what begins at an hour and ends on a day lasts until its
// midnight.
func (l *calendarLines) times(zone *time.Location, start, end civil.Moment) {
	l.moments("DTSTART", zone, []civil.Moment{start})
	if end = endOf(start, end); !end.IsZero() {
		l.moments("DTEND", zone, []civil.Moment{end})
	}
}

// endOf returns the end as a calendar has it, which is no part of the meeting;
// zero where it says nothing.
func endOf(start, end civil.Moment) civil.Moment {
	switch {
	case end.Compare(start) <= 0 || end.Date == start.Date && !end.HasTime:
		return civil.Moment{}
	case !start.HasTime:
		return civil.Moment{Date: end.Date.AddDays(1)}
	case !end.HasTime:
		return civil.Moment{Date: end.Date.AddDays(1), HasTime: true}
	}
	return end
}

// dates writes further meetings: those that last as long as the first as moments,
// others with their ends.
func (l *calendarLines) dates(e CalendarEvent) {
	var alike []civil.Moment
	for _, d := range e.Dates {
		if d.Start.HasTime && length(d.Start, d.End) != length(e.Start, e.End) && !d.End.IsZero() {
			property, start := dated("RDATE;VALUE=PERIOD", e.Zone, d.Start)
			_, end := dated("", e.Zone, endOf(d.Start, d.End))
			l.add(property, start+"/"+end)
			continue
		}
		alike = append(alike, d.Start)
	}
	l.moments("RDATE", e.Zone, alike)
}

// length is the time between two moments on the clock.
func length(start, end civil.Moment) time.Duration {
	if end = endOf(start, end); end.IsZero() {
		return 0
	}
	return end.Date.At(end.Time, time.UTC).Sub(start.Date.At(start.Time, time.UTC))
}

// rule returns the RRULE with its UNTIL in the form that the start asks for: a
// day where the meetings are days, UTC where they have a zone (RFC 5545
// §3.3.10).
func (e CalendarEvent) rule() string {
	parts := strings.Split(e.Rule, ";")
	for i, part := range parts {
		if value, ok := strings.CutPrefix(part, "UNTIL="); ok {
			parts[i] = "UNTIL=" + e.until(value)
		}
	}
	return strings.Join(parts, ";")
}

func (e CalendarEvent) until(value string) string {
	zone := cmp.Or(e.Zone, time.UTC)
	form := localForm
	switch {
	case !e.Start.HasTime:
		return value[:min(len(value), len(dayForm))]
	case strings.HasSuffix(value, "Z"):
		return value
	case len(value) == len(dayForm):
		value += e.Start.Date.At(e.Start.Time, time.UTC).Format("T150405")
	}
	until, err := time.ParseInLocation(localForm, value, zone)
	if err != nil {
		return value // no rule that was read
	}
	if e.Zone != nil {
		until, form = until.UTC(), utcForm
	}
	return until.Format(form)
}

// The forms of days and times (RFC 5545 §3.3.4 and 3.3.5).
const (
	dayForm   = "20060102"
	localForm = "20060102T150405"
	utcForm   = "20060102T150405Z"
)

// moments writes a property whose value is one or more days or times of one
// kind; none writes nothing.
func (l *calendarLines) moments(property string, zone *time.Location, list []civil.Moment) {
	var values []string
	var head string
	for _, m := range slices.SortedFunc(slices.Values(list), civil.Moment.Compare) {
		h, value := dated(property, zone, m)
		if len(values) > 0 && h != head {
			l.add(head, strings.Join(values, ","))
			values = nil
		}
		head, values = h, append(values, value)
	}
	if len(values) > 0 {
		l.add(head, strings.Join(values, ","))
	}
}

// dated returns a property with the parameters that a moment asks for, and its
// value.
func dated(property string, zone *time.Location, m civil.Moment) (head, value string) {
	t := m.Date.At(m.Time, time.UTC)
	switch {
	case !m.HasTime:
		return property + ";VALUE=DATE", t.Format(dayForm)
	case zone == nil:
		return property, t.Format(localForm)
	case zone.String() == time.UTC.String():
		return property, t.Format(utcForm)
	}
	return property + ";TZID=" + parameter(zone.String()), t.Format(localForm)
}

// calendarLines collects content lines (RFC 5545 §3.1).
type calendarLines struct{ strings.Builder }

// text writes a property that is text; an empty one is left out.
func (l *calendarLines) text(property, value string) {
	if value != "" {
		l.add(property, escaped(value))
	}
}

// uri writes a property that is an address; an empty one is left out.
func (l *calendarLines) uri(property, value string) {
	if value != "" {
		l.add(property, strings.Join(strings.Fields(value), ""))
	}
}

// longestLine is how many bytes a line has at most, its end not counted.
const longestLine = 75

// add writes a line, folded between characters.
func (l *calendarLines) add(property, value string) {
	line := property + ":" + value
	for limit := longestLine; len(line) > limit; limit = longestLine - 1 {
		cut := limit
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		l.WriteString(line[:cut] + "\r\n ")
		line = line[cut:]
	}
	l.WriteString(line + "\r\n")
}

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// escaped returns text as a value has it (RFC 5545 §3.3.11).
func escaped(s string) string {
	return withoutControls(escapes.Replace(strings.ToValidUTF8(s, "\uFFFD")))
}

// parameter returns text as a parameter has it, in quotes where it must be; a
// quote cannot stand in it (RFC 5545 §3.2).
func parameter(s string) string {
	s = withoutControls(strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), `"`, "'")), " "))
	if strings.ContainsAny(s, ":;,") {
		return `"` + s + `"`
	}
	return s
}

func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

func language(code string) string {
	if code == "" {
		return ""
	}
	return ";LANGUAGE=" + code
}
