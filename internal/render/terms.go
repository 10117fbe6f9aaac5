package render

import (
	"slices"
	"strings"
	"unicode"

	"fishbowl/internal/fold"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/schedule"
)

// phraseList gathers what there is to say.
type phraseList struct {
	l         *locale.Language
	fallbacks []string
	list      []locale.Phrase
}

func (r *renderer) phraseList(l *locale.Language) *phraseList {
	return &phraseList{l: l, fallbacks: r.site.Config.Fallbacks()}
}

// text adds a text as it is, if there is one.
func (p *phraseList) text(texts ...locale.Text) {
	for _, t := range texts {
		if phrase := t.For(p.l.Code, p.fallbacks); phrase.Text != "" {
			p.list = append(p.list, phrase)
		}
	}
}

// word adds an interface word where something was written.
func (p *phraseList) word(written bool, key string, args ...any) {
	if written {
		p.list = append(p.list, locale.Phrase{Text: p.l.Word(key, args...)})
	}
}

// terms are how a group runs, what taking part asks for, and when one can begin.
func (r *renderer) terms(g *record.Group, l *locale.Language) []locale.Phrase {
	p := r.phraseList(l)
	p.word(!g.Public(), "groups.access."+string(g.Access))
	p.word(g.Form != "", "groups.form."+string(g.Form))
	p.word(!g.Since.IsZero() && !g.Over(), "groups.since", "Date", l.Vague(g.Since))
	p.word(!g.Starts.IsZero(), "groups.starts", "Date", l.Vague(g.Starts))
	if d := g.Join.Deadline; !d.IsZero() && !d.Before(r.site.AsOf) {
		p.word(true, "groups.deadline", "Date", l.Date(d))
	}
	join := g.Join
	if g.Over() || g.Status == record.Closed && join.Newcomers != "none" {
		join.Newcomers = "" // the status has said that nobody new can come
	}
	return append(p.list, r.joining(&join, l)...)
}

// joining is what groups and events ask of those who come.
func (r *renderer) joining(j *record.Join, l *locale.Language) []locale.Phrase {
	p := r.phraseList(l)
	p.word(j.Newcomers != "", "groups.newcomers."+string(j.Newcomers))
	if c := j.Commitment; c != nil {
		p.word(c.Months > 0, "groups.commitment_months", c.Months)
		p.word(c.Attend.All, "groups.commitment_all")
		p.word(c.Attend.Number > 0, "groups.commitment_some", c.Attend.Number)
		p.word(!c.Attend.Share.IsZero(), "groups.commitment_share", "Share", share(c.Attend.Share, l))
		p.word(!c.Until.IsZero(), "groups.commitment_until", "Date", l.Vague(c.Until))
		p.text(c.Text)
	}
	p.word(j.MailingList, "groups.mailing_list")
	p.text(j.Referral, j.Order)
	return capitalized(p.list)
}

// shares are parts that have a word.
var shares = map[record.Share]string{
	{Part: 1, Whole: 2}: "half", {Part: 1, Whole: 3}: "third", {Part: 2, Whole: 3}: "two-thirds", {Part: 1, Whole: 4}: "quarter", {Part: 3, Whole: 4}: "three-quarters",
}

// share says a part of the meetings, "" for none.
func share(s record.Share, l *locale.Language) string {
	if s.IsZero() {
		return ""
	}
	if word, ok := shares[s]; ok {
		return l.Word("groups.share." + word)
	}
	if 100%s.Whole == 0 {
		return l.Word("groups.share.of", "Share", l.Percent(100*float64(s.Part)/float64(s.Whole)))
	}
	return l.Word("groups.share.of", "Share", s.String())
}

// facts are what else is to be known of an offering.
func (r *renderer) facts(o *record.Offering, s *schedule.Schedule, l *locale.Language) []Fact {
	var facts []Fact
	add := func(key string, lines []locale.Phrase) {
		if len(lines) > 0 {
			facts = append(facts, Fact{l.Word(key), capitalized(lines)})
		}
	}
	for _, demand := range []struct {
		key  string
		text locale.Text
	}{{"groups.prerequisites", o.Prerequisites}, {"groups.preference", o.Preference}} {
		p := r.phraseList(l)
		p.text(demand.text)
		add(demand.key, p.list)
	}
	p := r.phraseList(l)
	usual := o.Session
	if s != nil && slices.ContainsFunc(s.Meetings, func(m schedule.Meeting) bool { return m.Units > 0 || m.Undated != nil && m.Undated.Units > 0 }) {
		usual.Counts = schedule.Counts{} // the schedule says what each line counts as
	}
	per := ""
	if s != nil {
		per = "price.per.meeting"
	}
	if text := session(usual, per, l); text != "" {
		p.list = append(p.list, locale.Phrase{Text: text})
	}
	label := "groups.session_label"
	if usual.Minutes > 0 && len(p.list) == 1 && p.list[0].Text == session(schedule.Session{Minutes: usual.Minutes}, "", l) {
		label = "groups.duration_label"
	}
	add(label, p.list)
	return facts
}

// session says what happens in a meeting: how long the work is, the breaks, how
// many cases, and what it counts as. Several sessions are per what a word of the
// key per says; empty where there is one meeting only.
func session(s schedule.Session, per string, l *locale.Language) string {
	var parts []string
	say := func(if_ bool, key string, args ...any) {
		if if_ {
			parts = append(parts, l.Word(key, args...))
		}
	}
	several := s.PerMeeting != 0 && s.PerMeeting != 1
	plural := int(s.PerMeeting + 0.99) // a broken number takes the form of the many
	say(several && s.Minutes > 0, "groups.session.several", plural, "Number", schedule.Number(l, s.PerMeeting, "session"), "Minutes", l.Number(float64(s.Minutes)))
	say(several && s.Minutes == 0, "groups.units.session", plural, "Number", schedule.Number(l, s.PerMeeting, "session"))
	if several && per != "" {
		parts[0] = l.Word(per, "Amount", parts[0])
	}
	say(!several && s.Minutes > 0, "groups.session.minutes", s.Minutes)
	say(s.BreakMinutes > 0, "groups.session.break", s.BreakMinutes)
	if c := s.Cases; !c.IsZero() {
		number := schedule.Number(l, float64(max(c.Min, c.Max)), "case")
		switch {
		case c.Min == 0:
			number = l.Word("schedule.at_most", "Number", number)
		case c.Max == 0:
			number = l.Word("schedule.at_least", "Number", number)
		case c.Min != c.Max:
			number = l.Word("schedule.range", "Min", l.Number(float64(c.Min)), "Max", l.Number(float64(c.Max)))
		}
		if c.About {
			number = l.Word("schedule.about", "What", number)
		}
		say(true, "groups.session.cases", max(c.Min, c.Max), "Number", number)
	}
	if c := s.Counts; c.Units > 0 && c.Unit != "" {
		say(true, "groups.session.counts", "Units", units(c.Units, c.Unit, l))
	}
	if len(parts) == 0 {
		return ""
	}
	all := parts[0]
	for _, part := range parts[1:] {
		all = l.Word("schedule.join", "A", all, "B", part)
	}
	return all
}

// units says an amount of work: 4 teaching units.
func units(n float64, unit schedule.Unit, l *locale.Language) string {
	return l.Word("groups.units."+string(unit), int(n+0.99), "Number", schedule.Number(l, n, string(unit)))
}

// recognition is what taking part counts for.
func (r *renderer) recognition(list []record.Recognition, l *locale.Language) []Recognition {
	var out []Recognition
	for _, rec := range list {
		v := Recognition{Note: rec.Note.For(l.Code, r.site.Config.Fallbacks()), For: r.purposes("groups.counts_towards", rec.Purpose, l)}
		v.Body, v.Region = r.bodyIn(rec.Body, rec.Region, l)
		p := r.phraseList(l)
		p.list = r.points(rec, l)
		if rec.Units > 0 && rec.Unit != "" {
			counted := l.Word("groups.recognised_units", int(rec.Units+0.99), "Units", units(rec.Units, rec.Unit, l))
			if rec.Per != "" && !rec.Has("points") { // else the points are per that
				counted = l.Word("price.per."+string(rec.Per), "Amount", counted)
			}
			p.list = append(p.list, locale.Phrase{Text: counted})
		}
		p.text(rec.Category)
		p.word(rec.Number != "", "groups.recognition_number", "Number", rec.Number)
		p.word(rec.MinMonths > 0, "groups.recognition_months", rec.MinMonths)
		p.word(!rec.ValidUntil.IsZero(), "groups.valid_until", "Date", l.Vague(rec.ValidUntil))
		v.Counts = p.list
		out = append(out, v.begun())
	}
	return out
}

// points says how many points there are and for what, under the name that they have.
func (r *renderer) points(rec record.Recognition, l *locale.Language) []locale.Phrase {
	name := rec.PointsName.For(l.Code, r.site.Config.Fallbacks())
	named := name.Text != ""
	if !named {
		name.Text = l.Word("groups.points_label")
	}
	if rec.Per != "" && rec.Points.Number == 0 {
		name = l.Around("price.per."+string(rec.Per), "Amount", name)
	}
	var said locale.Phrase
	switch {
	case rec.Points.OnRequest:
		said = l.Around("groups.points_on_request", "Name", name)
	case rec.Points.Awarded:
		said = l.Around("groups.points_awarded", "Name", name)
	case rec.Points.Number > 0 && named:
		said = l.Around("groups.points_named", "Name", name, "Number", l.Number(rec.Points.Number))
	case rec.Points.Number > 0:
		said.Text = l.Points(rec.Points.Number)
	default:
		return nil
	}
	if rec.Per != "" && rec.Points.Number > 0 {
		said = l.Around("price.per."+string(rec.Per), "Amount", said)
	}
	return []locale.Phrase{said}
}

// leaderRecognition says who recognises a leader, for what and how long.
func (r *renderer) leaderRecognition(rec record.LeaderRecognition, l *locale.Language) Recognition {
	v := Recognition{For: r.purposes("leaders.counts_towards", rec.Purpose, l)}
	v.Body, v.Region = r.bodyIn(rec.Body, rec.Region, l)
	p := r.phraseList(l)
	p.word(!rec.Since.IsZero(), "groups.valid_since", "Date", l.Vague(rec.Since))
	p.word(!rec.Until.IsZero(), "groups.valid_until", "Date", l.Vague(rec.Until))
	p.word(rec.Number != "", "groups.number", "Number", rec.Number)
	v.Counts = p.list
	return v.begun()
}

// begun capitalizes what the recognition's line begins with.
func (v Recognition) begun() Recognition {
	if v.Body = v.Body.Capitalized(); v.Body.Text == "" && len(v.Counts) > 0 {
		v.Counts[0] = v.Counts[0].Capitalized()
	}
	return v
}

// bodyIn names a body and where it is at home, unless its name says so.
func (r *renderer) bodyIn(b record.BodyRef, region locale.Name, l *locale.Language) (body, in locale.Phrase) {
	fallbacks := r.site.Config.Fallbacks()
	body, in = r.body(b, l), region.For(l.Code, fallbacks)
	if known, ok := r.site.Config.Bodies.Get(b.Ref.ID); ok && in.Text == "" {
		in = known.Region.For(l.Code, fallbacks)
	}
	if speaksOf(body.Text, in.Text) {
		in = locale.Phrase{}
	}
	return body, in
}

// speaksOf reports whether a name holds the words of another, bent as grammar
// wants it: Σαξονίας and Σαξονία, Sächsische and Sachsen.
func speaksOf(name, of string) bool {
	const stem = 4 // letters that bending leaves alone
	name = fold.Fold(name)
	for _, word := range strings.FieldsFunc(fold.Fold(of), func(r rune) bool { return !unicode.IsLetter(r) }) {
		letters := []rune(word)
		if !strings.Contains(name, string(letters[:min(stem, len(letters))])) {
			return false
		}
	}
	return true
}

// purposes say what something counts towards: all of them in one phrase, as far
// as they are written in the language.
func (r *renderer) purposes(key string, texts []locale.Text, l *locale.Language) []locale.Phrase {
	return capitalized(l.Together(key, "Purpose", texts, r.site.Config.Fallbacks()))
}

// format says what kind of session an event has, how large, and for whom.
func (r *renderer) format(f record.EventFormat, l *locale.Language) locale.Phrase {
	name := locale.Phrase{Text: l.Word("events.format." + string(f.Kind))}
	if title := f.Title.For(l.Code, r.site.Config.Fallbacks()); title.Text != "" {
		name = l.Around("events.format_title", "Title", title, "Kind", name.Text)
	}
	var details []string
	if text := size(record.Size{Min: f.Min, Max: f.Max}, "groups", l); text != "" {
		details = append(details, text)
	}
	for _, who := range r.audienceWords(f.For, l) {
		details = append(details, who.Text)
	}
	if len(details) == 0 {
		return name
	}
	return l.Around("events.format_details", "Format", name, "Details", strings.Join(details, ", "))
}
