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
	k.confirmed(&g.Offering, !g.Over(), "group", string(g.ID))
	if g.Late(k.asOf) && (g.Status == Open || g.Status == FewPlaces || g.Status == Planned) {
		k.list.Noticef(g.Join.At("deadline"), "the group %q is %s, but its registration ended on %s: the page says that it is closed", g.ID, g.Status, g.Join.Deadline).
			WithAlso(g.At("status"), "the status stands here").WithHint("write status: closed, or a new deadline")
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
		k.deadlines(g)
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
	if e.Has("ends") && e.Has("starts") && !e.Ends.IsZero() && !e.Starts.IsZero() && e.Ends.Compare(e.Starts) < 0 && (e.Ends.HasTime || e.Ends.Date != e.Starts.Date) {
		k.list.Errorf(e.At("ends"), "the event ends on %s, before it starts", e.Ends).WithAlso(e.At("starts"), "it starts here").
			WithHint("write the first day under starts, the last under ends")
	}
	k.offering(&e.Offering)
	if e.Timezone == "" && e.Starts.HasTime {
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
	last := e.Starts.Date
	if !e.Ends.IsZero() {
		last = e.Ends.Date
	}
	k.confirmed(&e.Offering, !last.Before(k.asOf), "event", id)
	for _, item := range e.Programme {
		if d := item.Day; !d.IsZero() && !e.Starts.IsZero() && (d.Before(e.Starts.Date) || d.After(last)) {
			k.list.Errorf(item.At("day"), "%s is no day of the event", d).WithAlso(e.At("starts"), "it lasts from %s to %s", e.Starts.Date, last)
		}
		k.people(item.Who)
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
	for _, p := range people {
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
