package render

import (
	"cmp"
	"slices"
	"strconv"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/locale"
	"fishbowl/internal/price"
	"fishbowl/internal/record"
	"fishbowl/internal/schedule"
	"fishbowl/internal/site"
)

// datesShown is how many of the next dates a group's page lists.
const datesShown = 6

// groupViews makes the data of all groups in a language.
func (r *renderer) groupViews(l *locale.Language) map[string]*Group {
	views := map[string]*Group{}
	for _, g := range r.site.Records.Groups {
		if p := r.site.Page(site.Group, string(g.ID)); p != nil {
			views[string(g.ID)] = r.group(g, p.In(l.Code))
		}
	}
	return views
}

func (r *renderer) group(g *record.Group, t *site.Translation) *Group {
	l, fallbacks := t.Lang, r.site.Config.Fallbacks()
	status := g.StatusOn(r.site.AsOf)
	v := &Group{
		Link: link(t, l, t.Title), L: l, ID: string(g.ID),
		Kind: r.site.KindName(g, l), Terms: r.terms(g, l), Status: l.Word("groups.status." + string(g.Status)), StatusWord: string(g.Status),
		Joinable: status.Joinable() && !g.Internal(), Waits: g.Size.WaitingList && !g.Internal() && (status == record.Full || status == record.Closed),
		Facts:   r.facts(&g.Offering, g.Schedule, l),
		Summary: g.Summary.For(l.Code, fallbacks), Text: g.Text.For(l.Code, fallbacks),
		Place: r.place(g.Place, l), WaitingList: g.Size.WaitingList && over(g) == 0,
		Size:    locale.Capitalize(size(g.Size, "groups", l)),
		Leaders: r.people(g.Leaders, l), Organisers: r.organisations(g.Organisers, l), Partners: r.organisations(g.Partners, l),
		Audience: r.audience(g.Audience, l), Languages: languages(g.Languages, l), Tongues: len(g.Languages),
		Contact: r.contactOf(&g.Offering, l), Interview: r.interview(g.Join.Interview, l),
		Recognition: r.recognition(g.Recognition, l), RulesText: g.Rules.Text.For(l.Code, fallbacks),
		Series: r.series(&g.Offering, l), Downloads: r.downloads(t, g.Downloads), Circle: circleOf(g), Traits: r.traits()[g],
	}
	if status != g.Status {
		v.StatusWord, v.Status = string(status), l.Word("events.status."+string(status)) // not that it takes nobody, but that it is too late
	}
	if v.Joinable {
		v.Free = r.free(g.Size, l)
	}
	if over(g) > 0 || g.Internal() {
		v.Contact = nil
	}
	heading := r.site.PlaceAndDay(g, l)
	v.Heading = Link{Title: heading.String(), URL: v.URL, Name: heading}
	if !g.Title.IsZero() || v.Heading.Title == "" || r.byLang[l.Code].placesAndDays()[v.Heading.Title] > 1 {
		v.Heading = v.Link
	}
	for _, p := range r.site.PagesAbout(string(g.ID)) {
		if about := r.site.For(p, l.Code); about != nil {
			v.About = append(v.About, link(about, l, about.Title))
		}
	}
	if g.Schedule != nil {
		reader := r.reader(g, l)
		v.When, v.Rhythm = capitalized(g.Schedule.Sentences(reader)), g.Schedule.Rhythm(reader).Capitalized()
	}
	for _, m := range r.next()[g] {
		text := locale.Phrase{Text: m.In(l)}
		if own, elsewhere := g.MeetingPlaces[m.Line]; elsewhere {
			text = l.Around("schedule.join", "B", r.elsewhere(own, g.Place, l), "A", text.Text)
		}
		v.Dates = append(v.Dates, Meeting{Text: text, Start: m.start, End: m.end})
	}
	if len(v.Dates) > 0 && r.dated(t.Page) {
		v.Calendar = r.pageCalendar(t, l)
	}
	v.Price, v.PriceShort, v.PriceTables = r.price(g.Price, l)
	v.Rules = r.rules(g.Rules, l)
	if !g.Checked.IsZero() {
		v.Checked = l.Date(g.Checked)
	}
	v.Unconfirmed = !g.Over() && g.Unconfirmed(r.site.AsOf)
	return v
}

// reader is whom a group's schedule is said to.
func (r *renderer) reader(g *record.Group, l *locale.Language) schedule.Reader {
	return schedule.Reader{
		Language: l, Others: r.site.Config.Fallbacks(), AsOf: r.site.AsOf,
		Place: func(line int) locale.Phrase { return r.whereabouts(g.MeetingPlaces[line], l) },
		Zoned: g.Place.Mode == record.Online || g.Place.Mode == record.Hybrid || len(g.Schedule.ShowZones) > 0,
	}
}

// placesAndDays counts the groups without a title by where and when they meet, as
// lists name them.
func (r *renderer) placesAndDays(l *locale.Language) map[string]int {
	n := map[string]int{}
	for _, g := range r.site.Records.Groups {
		if g.Title.IsZero() {
			n[r.site.PlaceAndDay(g, l).String()]++
		}
	}
	return n
}

// rules leads to the page that holds the rules, where there is one.
func (r *renderer) rules(rules record.Rules, l *locale.Language) *Link {
	page := r.site.For(r.site.Page(site.Plain, rules.Page.ID), l.Code)
	if page == nil {
		return nil
	}
	out := link(page, l, page.Title)
	return &out
}

// groupList gives a page the list of some groups, with ways to narrow it.
func (r *renderer) groupList(v *View, t *site.Translation, has func(*record.Group) bool) {
	v.Groups, v.Places = r.listing(t.Lang, has), r.byLang[t.Lang.Code].places()
	v.Finder = r.groupFinder(v.Groups, t.Lang)
}

// listing is every group of a kind, in the order of the next meeting; those
// without dates follow, those that are over come last.
func (r *renderer) listing(l *locale.Language, has func(*record.Group) bool) []*Group {
	views := r.byLang[l.Code].groups()
	var groups []*record.Group
	for _, g := range r.site.Records.Groups {
		if views[string(g.ID)] != nil && has(g) {
			groups = append(groups, g)
		}
	}
	slices.SortStableFunc(groups, func(a, b *record.Group) int {
		return cmp.Or(cmp.Compare(over(a), over(b)), r.nextDay(a).Compare(r.nextDay(b)), l.Compare(views[string(a.ID)].Title, views[string(b.ID)].Title))
	})
	var list []*Group
	for _, g := range groups {
		list = append(list, views[string(g.ID)])
	}
	return list
}

func over(g *record.Group) int {
	if g.Over() {
		return 1
	}
	return 0
}

// nextGroups are the first n groups that somebody can join.
func (r *renderer) nextGroups(l *locale.Language, n int) []*Group {
	return first(r.listing(l, func(g *record.Group) bool { return g.Public() && r.byLang[l.Code].groups()[string(g.ID)].Joinable }), n)
}

func (r *renderer) event(p *site.Page, l *locale.Language) *Event {
	e, fallbacks := p.Event, r.site.Config.Fallbacks()
	v := &Event{
		L: l, Kind: e.Kind.For(l.Code, fallbacks), Theme: e.Theme.For(l.Code, fallbacks), Lodging: e.Lodging.For(l.Code, fallbacks),
		Series: r.series(&e.Offering, l), Programme: r.programme(e, l), Report: e.Report.For(l.Code, fallbacks),
		Downloads: r.downloads(r.site.For(p, l.Code), e.Downloads), Terms: r.joining(&e.Join, l), Facts: r.facts(&e.Offering, nil, l), Partners: r.organisations(e.Partners, l),
		Place: r.place(e.Place, l), Leaders: r.people(e.Leaders, l), Speakers: r.people(e.Speakers, l), Organisers: r.organisations(e.Organisers, l),
		Audience: r.audience(e.Audience, l), Languages: languages(e.Languages, l), Tongues: len(e.Languages), Size: locale.Capitalize(size(e.Size, "events", l)),
		Contact: r.contactOf(&e.Offering, l), Interview: r.interview(e.Join.Interview, l), Recognition: r.recognition(e.Recognition, l),
		WaitingList: e.Size.WaitingList,
		Past:        e.Last().Before(r.site.AsOf),
	}
	if (e.Place.Mode == record.Online || e.Place.Mode == record.Hybrid) && e.Timezone != "" {
		v.Zone = locale.Capitalize(e.Timezone.In(l))
	}
	if !e.Checked.IsZero() {
		v.Checked = l.Date(e.Checked)
	}
	v.Unconfirmed = !v.Past && e.Unconfirmed(r.site.AsOf)
	status := e.StatusOn(r.site.AsOf)
	v.Joinable = !v.Past && (status.Joinable() || !e.Late(r.site.AsOf) && (status == "" || status == record.Full && e.Size.WaitingList))
	switch {
	case v.Past && status != record.Cancelled, status == "":
	default:
		v.StatusWord, v.Status = string(status), l.Word("events.status."+string(status))
	}
	if v.Joinable {
		v.Free = r.free(e.Size, l)
	}
	v.When = when(e.Starts.Moment, e.Ends, l)
	if !e.Starts.Vague.IsZero() {
		v.When = locale.Capitalize(l.Vague(e.Starts.Vague))
	}
	if t := p.Shown(l.Code); t != nil && !v.Past && r.dated(p) {
		v.Calendar = r.pageCalendar(t, l)
	}
	v.Starts, v.Over = r.eventTimes(e)
	v.Price, _, v.PriceTables = r.price(e.Price, l)
	v.Rules, v.RulesText = r.rules(e.Rules, l), e.Rules.Text.For(l.Code, fallbacks)
	for _, f := range e.Formats {
		v.Formats = append(v.Formats, r.format(f, l))
	}
	if d := e.Join.Deadline; !d.IsZero() && v.Joinable {
		v.Deadline = l.Date(d)
	}
	return v
}

// programme is an event's programme by days. Days are named only where there are
// more than one.
func (r *renderer) programme(e *record.Event, l *locale.Language) []ProgrammeDay {
	fallbacks := r.site.Config.Fallbacks()
	var days []ProgrammeDay
	var last civil.Date
	for i, item := range e.Programme {
		day := item.Day
		if day.IsZero() {
			day = cmp.Or(last, e.Starts.Date)
		}
		if i == 0 || day != last {
			days = append(days, ProgrammeDay{Day: l.WeekdayDate(day)})
		}
		last = day
		entry := ProgrammeItem{Title: item.Title.For(l.Code, fallbacks), Who: r.people(item.Who, l), Place: item.Place.For(l.Code, fallbacks)}
		if !item.Time.IsZero() {
			entry.Time = l.Span(item.Time)
		}
		days[len(days)-1].Items = append(days[len(days)-1].Items, entry)
	}
	if len(days) == 1 && (e.Ends.IsZero() || e.Ends.Date == e.Starts.Date) {
		days[0].Day = ""
	}
	return days
}

// series names the series that an offering belongs to, and which of it this is.
func (r *renderer) series(o *record.Offering, l *locale.Language) locale.Phrase {
	name := o.Series.For(l.Code, r.site.Config.Fallbacks())
	switch {
	case o.Number > 0 && name.Text != "":
		name.Text = l.Word("groups.series_number", "Series", name.Text, "Number", strconv.Itoa(int(o.Number)))
	case o.Number > 0:
		name.Text = l.Word("groups.number", "Number", strconv.Itoa(int(o.Number)))
	}
	return name
}

// when writes from when to when an event lasts.
func when(from, until civil.Moment, l *locale.Language) string {
	side := func(m civil.Moment) string {
		if !m.HasTime {
			return l.WeekdayDate(m.Date)
		}
		return l.WeekdayDate(m.Date) + ", " + l.Time(m.Time)
	}
	switch {
	case until.IsZero() || until == from:
		return side(from)
	case until.Date == from.Date && from.HasTime && until.HasTime:
		return schedule.Occurrence{Date: from.Date, Span: civil.Span{From: from.Time, To: until.Time}}.In(l)
	case !from.HasTime && !until.HasTime:
		return l.DateRange(from.Date, until.Date)
	}
	return l.Word("events.from_until", "From", side(from), "Until", side(until))
}

// capitalized returns phrases that each stand on a line of their own.
func capitalized(list []locale.Phrase) []locale.Phrase {
	for i := range list {
		list[i] = list[i].Capitalized()
	}
	return list
}

// size says how many take part: members of groups, participants of events.
func size(s record.Size, what string, l *locale.Language) string {
	switch key := what + ".size"; {
	case s.Min > 0 && s.Min == s.Max:
		return l.Word(key+"_exact", s.Max)
	case s.Min > 0 && s.Max > 0:
		return l.Word(key, "Min", l.Number(float64(s.Min)), "Max", l.Number(float64(s.Max)))
	case s.Max > 0:
		return l.Word(key+"_up_to", s.Max)
	case s.Min > 0:
		return l.Word(key+"_at_least", s.Min)
	}
	return ""
}

func (r *renderer) free(s record.Size, l *locale.Language) string {
	switch {
	case s.Places.OnRequest:
		return l.Word("groups.free_on_request")
	case s.Places.Known && s.Places.Count > 0:
		return l.Word("groups.free", s.Places.Count)
	}
	return ""
}

// audience names those who may come, for a line of their own.
func (r *renderer) audience(list []record.Audience, l *locale.Language) []locale.Phrase {
	out := r.audienceWords(list, l)
	if len(out) > 0 {
		out[0] = out[0].Capitalized()
	}
	return out
}

func (r *renderer) audienceWords(list []record.Audience, l *locale.Language) []locale.Phrase {
	var out []locale.Phrase
	for _, a := range list {
		if a.Word != "" {
			out = append(out, locale.Phrase{Text: l.Word("audience." + a.Word)})
		} else if text := a.Text.For(l.Code, r.site.Config.Fallbacks()); text.Text != "" {
			out = append(out, text)
		}
	}
	return out
}

func languages(codes []decode.String, l *locale.Language) string {
	var names []string
	for _, c := range codes {
		names = append(names, l.LanguageName(c.Text))
	}
	return locale.Capitalize(l.And(names))
}

func (r *renderer) interview(i record.Interview, l *locale.Language) locale.Phrase {
	if i.Word != "" {
		return locale.Phrase{Text: l.Word("groups.interview." + i.Word)}
	}
	return i.Text.For(l.Code, r.site.Config.Fallbacks())
}

func (r *renderer) body(b record.BodyRef, l *locale.Language) locale.Phrase {
	if body, ok := r.site.Config.Bodies.Get(b.Ref.ID); ok {
		return body.Name.For(l.Code, r.site.Config.Fallbacks())
	}
	return b.Name.For(l.Code, r.site.Config.Fallbacks())
}

// price says what an offering costs: all of it in phrases and tables, and most of
// it in a few words.
func (r *renderer) price(p *price.Price, l *locale.Language) ([]locale.Phrase, locale.Phrase, []Table) {
	if p == nil {
		return nil, locale.Phrase{}, nil
	}
	currency, fallbacks := string(r.site.Config.Currency), r.site.Config.Fallbacks()
	var tables []Table
	for _, t := range p.Tables(l, fallbacks, currency) {
		for i, head := range t.Head {
			t.Head[i] = locale.Capitalize(head)
		}
		for _, row := range t.Rows {
			row[0] = locale.Capitalize(row[0])
		}
		tables = append(tables, Table{Caption: locale.Capitalize(t.Caption), Head: t.Head, Rows: t.Rows})
	}
	said := append(p.Beside(l, fallbacks, currency), p.Terms(l, fallbacks, currency)...)
	return capitalized(said), p.Short(l, fallbacks, currency).Capitalized(), tables
}
