package schedule

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/locale"
)

// Reader is for whom and as on which day a schedule is said.
type Reader struct {
	Language *locale.Language
	Others   []string                     // the languages in which a text is given where it is not written in the reader's
	AsOf     civil.Date                   // exceptions and moves before it are not said any more; the zero day says all
	Place    func(line int) locale.Phrase // names the place that a meeting line has for itself; nil where none has
	Zoned    bool                         // whether the first hours say whose time they are
}

// Sentences says the schedule in a language: a phrase for each line, each followed
// by the local times of its zones, by exceptions whose reason is in another language
// and by what is moved, then what holds for all of them. They begin in lower case
// where the language lets them, since they stand after a label.
func (s *Schedule) Sentences(r Reader) (phrases []locale.Phrase) {
	l := r.Language
	v := s.voice(r)
	total := v.total(s)
	say := func(text string) {
		if p := (locale.Phrase{Text: text}); text != "" && !slices.Contains(phrases, p) {
			phrases = append(phrases, p)
		}
	}
	var weekdays []time.Weekday // said
	for i := range s.Meetings {
		m := &s.Meetings[i]
		clauses := v.line(m, context{
			unit: m.sessionOf(s.session).Counts.Unit, place: v.place(r, m, i),
			more: len(phrases) > 0, weekdays: weekdays, counted: total != "" && len(s.Meetings) == 1,
		})
		if len(clauses) == 0 {
			continue
		}
		weekdays = append(weekdays, (&Schedule{Meetings: s.Meetings[i : i+1]}).Weekdays()...)
		if m.timed() {
			v.zone = "" // said
		}
		phrases = append(phrases, v.sentence(clauses))
		for _, local := range v.localTimes(s, m) {
			say(local)
		}
		if m.kind() != "dates" {
			_, apart := v.exceptions(m)
			phrases = append(phrases, slices.Concat(apart, v.moves(m))...)
		}
	}
	for i, r := range []Rate{s.PerYear, s.PerMonth, s.PerTerm} {
		if !r.IsZero() {
			say(v.rate(r, "schedule.per."+[]string{"year", "month", "term"}[i]))
		}
	}
	if s.SetBy != "" {
		say(l.Word("schedule.set_by." + string(s.SetBy)))
	}
	if bounds := v.bounds(s.From, s.Until); len(bounds) > 0 {
		say(v.join(bounds))
	}
	say(total)
	for _, text := range []locale.Text{s.Term, s.Text} {
		if p := text.For(l.Code, r.Others); p.Text != "" {
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
// hours of the first line that is not over, without exceptions. Its bounds are said
// where it meets day after day, or begins only after a date of another line. A
// schedule that has no rhythm is said by the first of its [Schedule.Sentences].
func (s *Schedule) Rhythm(r Reader) locale.Phrase {
	v := s.voice(r)
	for i := range s.Meetings {
		m := &s.Meetings[i]
		if kind := m.kind(); kind != "every" && kind != "rrule" {
			continue
		}
		line := Schedule{Meetings: s.Meetings[i : i+1]}
		if end, ok := line.Last(); ok && end.Before(r.AsOf) {
			continue
		}
		clauses := []string{v.rhythm(m)}
		if hours := v.hours(m.Time); hours != "" {
			clauses = append(clauses, hours)
		}
		if every, _ := m.pattern(); every.Unit == "day" || s.later(i, r.AsOf) {
			clauses = append(clauses, v.bounds(m.From, m.Until)...)
		}
		return locale.Phrase{Text: v.join(clauses)}
	}
	if said := s.Sentences(r); len(said) > 0 {
		return said[0]
	}
	return locale.Phrase{}
}

// later reports whether a line has not begun and the next date, which lists show
// beside a rhythm, is not its own.
func (s *Schedule) later(line int, asOf civil.Date) bool {
	from := s.Meetings[line].From
	if from.IsZero() || !from.First().After(asOf) {
		return false
	}
	next := s.Next(later(asOf, sinceEver), 1)
	return len(next) == 0 || next[0].Line != line
}

// voice says schedules in a language, as on a day.
type voice struct {
	*locale.Language
	asOf   civil.Date
	others []string
	zone   string // whose time the hours are, where that is to be said
}

func (s *Schedule) voice(r Reader) voice {
	v := voice{Language: r.Language, asOf: r.AsOf, others: r.Others}
	if r.Zoned {
		v.zone = s.Timezone.In(r.Language)
	}
	return v
}

// hours writes a stretch of hours; "" where none are known.
func (v voice) hours(s civil.Span) string {
	if s.IsZero() {
		return ""
	}
	return v.zoned(v.Span(s))
}

// zoned adds whose time it is.
func (v voice) zoned(text string) string {
	if v.zone == "" {
		return text
	}
	return v.Word("schedule.zoned", "Time", text, "Zone", v.zone)
}

// timed reports whether a line has hours.
func (m *Meeting) timed() bool {
	return !m.Time.IsZero() || slices.ContainsFunc(m.Dates, func(w When) bool { return w.From.HasTime })
}

// join makes one sentence of clauses that need no grammar between them.
func (v voice) join(clauses []string) string { return v.list("schedule.join", clauses) }

func (v voice) list(key string, items []string) string {
	all := items[0]
	for _, item := range items[1:] {
		all = v.Word(key, "A", all, "B", item)
	}
	return all
}

// sentence joins the clauses of a line, of which the place may be named in another
// language.
func (v voice) sentence(clauses []locale.Phrase) locale.Phrase {
	all := clauses[0]
	for _, clause := range clauses[1:] {
		if clause.Lang != "" {
			all = v.Around("schedule.join", "B", clause, "A", all.String())
		} else {
			all = v.Around("schedule.join", "A", all, "B", clause.String())
		}
	}
	return all
}

// place names the place of a line that is not where the others meet.
func (v voice) place(r Reader, m *Meeting, line int) locale.Phrase {
	if r.Place == nil || m.Place.Node == nil {
		return locale.Phrase{}
	}
	return r.Place(line)
}

// context is what a meeting line takes from the schedule around it.
type context struct {
	unit     Unit           // of its units
	place    locale.Phrase  // its own
	more     bool           // whether something was said before it
	weekdays []time.Weekday // of what was said before it
	counted  bool           // whether the number of its meetings is said elsewhere
}

// line returns the clauses of a meeting line.
func (v voice) line(m *Meeting, c context) []locale.Phrase {
	var clauses []locale.Phrase
	add := func(p locale.Phrase) {
		if p.Text != "" {
			clauses = append(clauses, p)
		}
	}
	say := func(texts ...string) {
		for _, text := range texts {
			add(locale.Phrase{Text: text})
		}
	}
	switch m.kind() {
	case "undated":
		say(v.undated(m.Undated, c))
	case "dates":
		say(v.dates(m))
	case "every", "rrule":
		say(v.rhythm(m), v.hours(m.Time))
	default:
		return nil // reported
	}
	n := m.units()
	var own Session
	if m.Session != nil {
		own = *m.Session
	}
	if n > 0 {
		own.Counts = Counts{} // the units win
		switch per := max(own.PerMeeting, 1); {
		case c.unit == "session" && per == n && per > 1 && own.Minutes > 0:
			n = 0 // three sessions of 60 minutes are three sessions
		case float64(own.Minutes)*per == n*float64(c.unit.Minutes()):
			own.Minutes, own.PerMeeting = 0, 0 // three double sessions are three of 90 minutes
		}
	}
	if n > 0 && c.unit != "" {
		work := v.units(n, c.unit)
		if meetings, _ := m.meetings(); meetings != 1 {
			key := "schedule.each"
			if kind := m.kind(); kind == "every" || kind == "rrule" {
				key = "schedule.each_time"
			}
			work = v.Word(key, "Work", work)
		}
		say(work)
	}
	say(own.clauses(v)...)
	if m.Undated != nil {
		say(v.hours(m.Time))
		add(c.place)
		say(v.bounds(m.Undated.From, civil.Vague{})...)
		follow := "schedule.dates_follow"
		if m.Undated.Count > 0 && len(m.Undated.Days) != 1 {
			follow = "schedule.meetings_follow"
		}
		say(v.Word(follow, cmp.Or(m.Undated.Count, 2)))
		return clauses
	}
	add(c.place)
	if m.kind() != "dates" {
		say(v.bounds(m.From, m.Until)...)
		if !c.counted {
			say(v.count(m))
		}
		clause, _ := v.exceptions(m)
		say(clause)
	}
	return clauses
}

// number writes a whole number up to twelve as a word that agrees with a noun.
func (v voice) number(n float64, noun string) string {
	return Number(v.Language, n, noun)
}

// Number writes a whole number up to twelve as a word that agrees with a noun: a
// weekday, a unit, a meeting or a case.
func Number(l *locale.Language, n float64, noun string) string {
	key := fmt.Sprintf("schedule.number.%g.%s", n, l.Word("schedule.gender."+noun))
	if n != float64(int(n)) || !l.Has(key) {
		return l.Number(n)
	}
	return l.Word(key)
}

// plural returns the whole number that chooses the form of a noun after n.
func plural(n float64) int { return int(math.Ceil(n)) }

func (v voice) meetings(n int, number string) string {
	return v.Word("schedule.meetings", n, "Number", number)
}

// amount writes a number of something that may be a range.
func (v voice) amount(r Range, noun string) (text string) {
	number := v.number(float64(max(r.Min, r.Max)), noun)
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

// rate says how many meetings, or units of work, there are in a stretch of time.
func (v voice) rate(r Rate, key string) string {
	n := max(r.Min, r.Max)
	if r.Unit == "" {
		return v.Word(key, "Meetings", v.meetings(n, v.amount(r.Range, "meeting")))
	}
	return v.Word(key, "Meetings", v.Word("schedule.units."+string(r.Unit), n, "Number", v.amount(r.Range, string(r.Unit))))
}

// count says how many meetings a rule has that is counted, those that are
// excepted taken away.
func (v voice) count(m *Meeting) string {
	n := max(m.Count, m.RRule.option.Count)
	if n == 0 {
		return ""
	}
	if left, ok := m.meetings(); ok {
		n = left
	}
	return v.meetings(n, v.number(float64(n), "meeting"))
}

// undated says which meetings are promised: three more Saturdays; or also three
// Saturdays where only other days were said before.
func (v voice) undated(u *Undated, c context) string {
	noun, key := "meeting", "schedule.meetings"
	if len(u.Days) == 1 {
		noun = dayKey(u.Days[0].Weekday)
		key = "schedule.weekdays." + noun
	}
	more := c.more && !slices.ContainsFunc(u.Days, func(y Day) bool { return !slices.Contains(c.weekdays, y.Weekday) })
	also := c.more && !more
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
		text = v.on(u.Days, "habit")
	}
	if len(u.Days) > 1 {
		days := v.on(u.Days, "habit")
		if text != "" {
			days = v.join([]string{text, days})
		}
		text = days
	}
	if also {
		text = v.Word("schedule.also", "What", text)
	}
	return text
}
