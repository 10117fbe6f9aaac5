package record

import (
	"cmp"
	"slices"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/price"
	"fishbowl/internal/schedule"
)

// Complete fills in what records mean without saying it (a kind, a mode, a time
// zone), and reports every id among them that names nothing, ids that stand
// twice, and records that contradict themselves. asOf is the day of notices.
func (r *Records) Complete(list *diag.List, c *config.Config, asOf civil.Date) {
	k := checker{list: list, config: c, records: r, asOf: asOf}
	seen := map[decode.ID]*Group{}
	r.Groups = slices.DeleteFunc(r.Groups, func(g *Group) bool {
		if g.Pos.File == "" {
			return true // what stands there is no group
		}
		k.group(g)
		first, twice := seen[g.ID]
		if g.ID == "" {
			return true
		}
		if twice {
			list.Errorf(g.At("id"), "the group id %q stands twice", g.ID).
				WithAlso(first.At("id"), "it stands here first").
				WithHint("give one of the two another id")
		}
		seen[g.ID] = g
		return twice
	})
	for _, id := range r.EventIDs() {
		k.event(id, r.Events[id])
	}
	for _, id := range r.LeaderIDs() {
		k.leader(r.Leaders[id])
	}
}

// EventIDs returns the ids of all events, sorted.
func (r *Records) EventIDs() []string {
	var ids []string
	for id := range r.Events {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

type checker struct {
	list    *diag.List
	config  *config.Config
	records *Records
	asOf    civil.Date
}

func (k checker) group(g *Group) {
	if len(g.Leaders) == 0 && len(g.Organisers) == 0 {
		k.list.Errorf(g.Pos, "the group has neither leaders nor organisers").WithHint("write leaders: [the id of a leader]")
	}
	if g.Kind.Word == "" && g.Kind.Text.IsZero() {
		g.Kind.Word = kinds[0]
	}
	k.offering(&g.Offering)
	k.size(&g.Offering, g.Status)
	k.newcomers(g)
	if g.Since.First().After(k.asOf) {
		k.list.Noticef(g.At("since"), "the group %q began on %s, which is still to come", g.ID, g.Since).WithHint("write starts: with status: planned, for a group that shall begin")
	}
	k.confirmed(&g.Offering, !g.Over(), "group", string(g.ID))
	if g.Late(k.asOf) && (g.Status == Open || g.Status == FewPlaces || g.Status == Planned) {
		k.list.Noticef(g.Join.At("deadline"), "the group %q is %s, but its registration ended on %s: the page says that it is closed", g.ID, g.Status, g.Join.Deadline).
			WithAlso(g.At("status"), "the status stands here").WithHint("write status: closed, or a new deadline")
	}
	if g.Price != nil {
		g.Price.RunsOn = g.Form == "ongoing" || g.Form == "" && endless(g.Schedule)
	}
	if g.Schedule != nil {
		if g.Schedule.Timezone == "" {
			g.Schedule.Timezone = k.zone(&g.Offering, g.Schedule.Pos)
		}
		g.MeetingPlaces = map[int]Place{}
		for i := range g.Schedule.Meetings {
			k.meetingPlace(g, i)
		}
		g.Schedule.Check(k.list, g.Session)
		k.form(g)
		k.deadlines(g)
		if first := firstMeeting(g.Schedule); g.Status == Planned && !first.IsZero() && !g.Starts.IsZero() && g.Starts.First().After(first) {
			k.list.Errorf(g.At("starts"), "the group starts on %s, after its first meeting %s", g.Starts, first).WithAlso(g.Schedule.Pos, "the meetings stand here")
		}
		k.sums(g)
		if next := g.Schedule.Next(k.asOf, 1); g.Status == Paused && !g.Meets(k.asOf) && len(next) > 0 {
			k.list.Noticef(g.At("status"), "the group %q is paused, but by its schedule it meets on %s: no dates are shown", g.ID, next[0].Date).
				WithAlso(g.Schedule.Pos, "the schedule stands here").
				WithHint("write the break into the schedule, as in except: {from: %s, until: …}, or a later from", k.asOf)
		}
		if last, ok := g.Schedule.Last(); ok && last.Before(k.asOf) && (g.Status == Open || g.Status == FewPlaces || g.Status == Planned) {
			k.list.Noticef(g.At("status"), "the group %q is %s, but its last date was %s", g.ID, g.Status, last).
				WithHint("write the new dates, or status: ended")
		}
	}
}

func (k checker) event(id string, e *Event) {
	if !e.Has("starts") {
		k.list.Errorf(e.Pos, "the key %q is missing", "starts").WithHint("the day of the beginning, as in starts: 2027-04-09T16:00")
	}
	k.lasts(e)
	k.offering(&e.Offering)
	if e.Timezone == "" && (e.Starts.HasTime || e.Ends.HasTime) {
		e.Timezone = k.zone(&e.Offering, e.At("starts"))
	}
	k.size(&e.Offering, e.Status)
	e.Session.Check(k.list)
	begins := price.Bound{Day: e.Starts.Date, Name: "the beginning", At: e.At("starts")}
	begins.Holds(k.list, e.Join.At("deadline"), e.Join.Deadline, registration)
	if e.Price != nil {
		e.Price.CheckDates(k.list, begins, begins)
	}
	for i := range e.Formats {
		k.bounds(e.Formats[i].Fields, e.Formats[i].Min, e.Formats[i].Max)
	}
	k.people(e.Speakers)
	k.confirmed(&e.Offering, !e.Last().Before(k.asOf), "event", id)
	k.programme(e)
}

// lasts reports an event whose days cannot be, or hardly so.
func (k checker) lasts(e *Event) {
	const long = 31 // days
	switch v := e.Starts.Vague; {
	case !v.IsZero() && e.Status != Planned:
		k.list.Errorf(e.At("starts"), "%s names no day", v).WithHint("write the day, as in %s; or status: planned, while it is not known", v.First().AddDays(8))
	case !v.IsZero() && e.Has("ends"):
		k.list.Errorf(e.At("ends"), "the event has a last day, but no first one").WithAlso(e.At("starts"), "it starts here, on a day that is not known")
	case e.Starts.IsZero() || e.Ends.IsZero():
	case e.Ends.Compare(e.Starts.Moment) < 0 && (e.Ends.HasTime || e.Ends.Date != e.Starts.Date):
		k.list.Errorf(e.At("ends"), "the event ends on %s, before it starts", e.Ends).WithAlso(e.At("starts"), "it starts here").
			WithHint("write the first day under starts, the last under ends")
	case e.Ends.Date.After(e.Starts.Date.AddDays(long)):
		k.list.Warnf(e.At("ends"), "the event lasts more than %d days", long).WithAlso(e.At("starts"), "it starts here").
			WithHint("is the year right? What meets more than once is a group")
	}
}

// programme reports items that are not within the event, and days out of order.
func (k checker) programme(e *Event) {
	var before *Item // the item above that names a day
	for i := range e.Programme {
		item := &e.Programme[i]
		k.people(item.Who)
		day := item.Day
		switch {
		case !day.IsZero() && before != nil && day.Before(before.Day):
			k.list.Errorf(item.At("day"), "%s is before the day of the items above", day).WithAlso(before.At("day"), "that is %s", before.Day).
				WithHint("write the items in their order")
		case day.IsZero() && before != nil:
			day = before.Day
		case day.IsZero():
			day = e.Starts.Date
		}
		if !item.Day.IsZero() {
			before = item
		}
		switch {
		case e.Starts.IsZero():
		case day.Before(e.Starts.Date) || day.After(e.Last()):
			if !item.Day.IsZero() {
				k.list.Errorf(item.At("day"), "%s is no day of the event", day).WithAlso(e.At("starts"), "it lasts from %s to %s", e.Starts.Date, e.Last())
			}
		case day == e.Starts.Date && e.Starts.HasTime && item.Has("time") && item.Time.From.Minutes() < e.Starts.Time.Minutes():
			k.list.Errorf(item.At("time"), "%s is before the event starts", item.Time).WithAlso(e.At("starts"), "it starts here")
		case day == e.Ends.Date && e.Ends.HasTime && item.Has("time") && item.Time.From.Minutes()+item.Time.Minutes() > e.Ends.Time.Minutes():
			k.list.Errorf(item.At("time"), "%s is after the event has ended", item.Time).WithAlso(e.At("ends"), "it ends here")
		}
	}
}

func (k checker) leader(l *Leader) {
	for _, city := range l.Places {
		k.city(city)
	}
	for _, r := range l.Recognitions {
		k.body(r.Body)
	}
	if l.Society != nil {
		k.organisation(*l.Society)
	}
	k.people(l.SupervisedBy)
	k.languages(l.Languages)
	if !l.Consent {
		k.list.Noticef(l.At("consent"), "this leader's data are not published without consent: true; the name alone appears beside groups")
	}
}

func (k checker) offering(o *Offering) {
	k.people(o.Leaders)
	for _, org := range slices.Concat(o.Organisers, o.Partners) {
		k.organisation(org)
	}
	k.place(&o.Place)
	k.whereabouts(o)
	k.languages(o.Languages)
	for i := range o.Recognition {
		k.recognition(&o.Recognition[i])
	}
	k.join(&o.Join)
	if o.Price != nil {
		o.Price.Unit = string(o.Session.Counts.Unit)
		k.party(&o.Price.PaidBy)
		k.party(&o.Price.Payee)
		if o.Price.Subsidy != nil {
			k.party(&o.Price.Subsidy.By)
		}
		o.Price.Check(k.list, string(k.config.Currency))
	}
}

// confirmed reports a record that nobody has confirmed for long, while readers
// still go by it.
func (k checker) confirmed(o *Offering, current bool, kind, id string) {
	if o.Checked.After(k.asOf) {
		k.list.Noticef(o.At("checked"), "the %s %q was checked on %s, a day that is still to come", kind, id, o.Checked)
	}
	if o.Has("review_by") && o.Has("checked") && o.ReviewBy.Before(o.Checked) {
		k.list.Warnf(o.At("review_by"), "the %s %q is to be reviewed by %s, before it was checked", kind, id, o.ReviewBy).
			WithAlso(o.At("checked"), "it was checked on %s", o.Checked)
		return
	}
	if !current || !o.Unconfirmed(k.asOf) {
		return
	}
	const hint = "ask who leads it whether all still holds, then write checked: with the day of the answer"
	if o.ReviewBy.IsZero() {
		k.list.Noticef(o.At("checked"), "nobody has confirmed the %s %q since %s", kind, id, o.Checked).WithHint(hint)
	} else {
		k.list.Noticef(o.At("review_by"), "the %s %q was to be confirmed by %s", kind, id, o.ReviewBy).WithHint(hint + ", and a later review_by")
	}
}

// party fills in the name of a society or partner that a price names.
func (k checker) party(p *price.Party) {
	k.organisation(config.Organisation{Ref: p.Ref})
	if org, ok := k.config.Organisation(p.Ref.ID); ok {
		p.Name = org.Name
	}
}

// meetingPlace reads and checks a place that a meeting has for itself.
func (k checker) meetingPlace(g *Group, line int) {
	node := g.Schedule.Meetings[line].Place.Node
	if node == nil {
		return
	}
	var p Place
	(&decode.Decoder{List: k.list, Languages: k.config.Codes(), Lang: k.config.MainLanguage.ID}).Decode(node, &p)
	k.place(&p)
	g.MeetingPlaces[line] = p
	city, _ := k.config.Cities.Get(p.City.ID)
	there, known := schedule.ZoneOf(string(cmp.Or(p.Country, city.Country)))
	if m := g.Schedule.Meetings[line]; known && p.Mode != Online && !m.Time.IsZero() && !g.Schedule.Timezone.Agrees(schedule.Zone(there), k.asOf.Year) {
		k.list.Warnf(node.Pos, "the hours of this meeting are those of %s, but at its place it is the time of %s", g.Schedule.Timezone, there).
			WithHint("write it as a group or an event of its own, whose hours are those of its place")
	}
}

// zone returns the time zone of a place: of its country, where that has only
// one; online without a country, the site's.
func (k checker) zone(o *Offering, at diag.Pos) schedule.Zone {
	country := o.Place.Country
	if city, ok := k.config.Cities.Get(o.Place.City.ID); ok && country == "" {
		country = city.Country
	}
	if country == "" && o.Place.Mode != Online {
		country = k.config.Society.Country
	}
	if country == "" {
		return k.config.Timezone
	}
	zone, ok := schedule.ZoneOf(string(country))
	if !ok {
		k.list.Errorf(at, "the country %s has several time zones, or is not known to have one", country).
			WithHint("write the zone of the times, as in timezone: Europe/Athens")
	}
	return schedule.Zone(zone)
}

func (k checker) people(people []Person) {
	for i, p := range people {
		if j := slices.IndexFunc(people[:i], func(other Person) bool { return other.Leader.ID == p.Leader.ID }); j >= 0 && p.Leader.ID != "" {
			k.list.Errorf(p.Leader.Pos, "%q stands twice", p.Leader.ID).WithAlso(people[j].Leader.Pos, "the first time here")
		}
		if _, ok := k.records.Leaders[p.Leader.ID]; !ok && p.Leader.ID != "" {
			decode.Unknown(k.list, p.Leader.Pos, "leader", p.Leader.ID, k.records.LeaderIDs()).
				AddHint("somebody who has no page of their own is written {name: …}")
		}
	}
}

func (k checker) organisation(o config.Organisation) {
	if _, ok := k.config.Organisation(o.Ref.ID); !ok && o.Ref.ID != "" {
		decode.Unknown(k.list, o.Ref.Pos, "society or partner", o.Ref.ID, k.config.OrganisationIDs()).
			AddHint("an organiser without a record in site.yaml is written {name: …}")
	}
}

func (k checker) body(b BodyRef) {
	if _, ok := k.config.Bodies.Get(b.Ref.ID); !ok && b.Ref.ID != "" {
		decode.Unknown(k.list, b.Ref.Pos, "body", b.Ref.ID, k.config.Bodies.Keys()).
			AddHint("a body without a record in site.yaml is written {name: …}")
	}
}

func (k checker) city(r decode.Ref) {
	if _, ok := k.config.Cities.Get(r.ID); !ok && r.ID != "" {
		decode.Unknown(k.list, r.Pos, "city", r.ID, k.config.Cities.Keys()).
			AddHint("cities stand in site.yaml under cities:")
	}
}

func (k checker) languages(codes []decode.String) {
	for _, code := range codes {
		if code.Text != "" && !isLanguage(code.Text) {
			k.list.Errorf(code.Pos, "unknown language %q", code.Text).WithHint("languages are written as codes: el, en, de")
		}
	}
}
