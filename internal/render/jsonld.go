package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/feed"
	"fishbowl/internal/locale"
	"fishbowl/internal/price"
	"fishbowl/internal/record"
	"fishbowl/internal/schedule"
	"fishbowl/internal/site"
)

// structured is what search engines are told of a group, an event, a leader, an
// article or a news item; v is the page's view but for its data.
//
// A group is a series of events with its rhythm and the next meetings; one that
// meets once is an event. A term, series or block that counts for a certificate
// and says what it costs is a course, with its meetings as an instance. A group
// without a certain day is not described, since an event has a day, and neither
// is one that nobody can join from outside. An event's programme is left out:
// nobody attends a lunch alone.
func (r *renderer) structured(v *View, t *site.Translation) []any {
	f := teller{renderer: r, view: v, l: t.Lang}
	switch p := t.Page; {
	case v.NoIndex:
		return nil
	case p.Group != nil && !p.Group.Internal() && p.Group.Schedule != nil:
		return f.group(p.Group)
	case p.Event != nil && !p.Event.Starts.IsZero():
		return []any{f.event(p.Event)}
	case p.Leader != nil:
		return []any{f.profile(p.Leader, t.Texts.Updated)}
	case p.Kind == site.Article || p.Kind == site.News:
		return []any{f.article(t)}
	}
	return nil
}

// teller makes the facts of one page.
type teller struct {
	*renderer
	view *View
	l    *locale.Language
}

func (f teller) in(t locale.Text) string { return t.For(f.l.Code, f.site.Config.Fallbacks()).Text }

func (f teller) group(g *record.Group) []any {
	zone := g.Schedule.Timezone.Location()
	c := f.timetable(g)
	if c.first.from.IsZero() {
		return nil
	}
	e := feed.NewEvent(feed.EventSeries)
	f.offering(&e, &g.Offering, g.StatusOn(f.site.AsOf))
	e.ID, e.Start, e.End = f.view.Canonical+"#group", feed.Stamp(c.first.from, zone), feed.Stamp(c.last.last(), zone)
	e.Offers = f.offers(&g.Offering, g.StatusOn(f.site.AsOf))
	if g.Status == record.Paused && len(c.next) > 0 {
		e.Status = feed.EventScheduled // the break ends on a day that is known
	}
	if g.Form == "single" || c.once {
		e.Type = feed.SingleEvent
		if days := days(first(c.next, 1)); len(days) > 1 {
			e.Meetings = subEvents(&e, days, zone)
		}
		return []any{e}
	}
	for _, s := range c.series {
		if rhythm, ok := feed.NewSchedule(s.Rule, s.Start, s.End, s.Except, string(g.Schedule.Timezone)); ok && s.Rule != "" {
			e.Schedule = append(e.Schedule, rhythm)
		}
	}
	if g.Status != record.Ended {
		e.Meetings = subEvents(&e, days(first(c.next, datesShown)), zone)
	}
	if course, ok := f.course(g, e); ok {
		return []any{course}
	}
	return []any{e}
}

// course makes a course of a series that is one.
func (f teller) course(g *record.Group, e feed.Event) (feed.Course, bool) {
	c := feed.NewCourse()
	if g.Form == "" || g.Form == "ongoing" || len(g.Recognition) == 0 || len(e.Offers) == 0 || g.Price == nil {
		return c, false
	}
	c.ID, c.Name, c.Description, c.URL, c.Image = f.view.Canonical+"#course", e.Name, e.Description, e.URL, e.Image
	c.Provider, c.Languages, c.Prerequisites = e.Organizer, e.Languages, f.in(g.Prerequisites)
	for _, rec := range f.recognition(g.Recognition, f.l) {
		parts := []string{rec.Body.Text}
		for _, counted := range rec.Counts {
			parts = append(parts, counted.String())
		}
		for _, purpose := range rec.For {
			parts = append(parts, purpose.Text)
		}
		if parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" }); len(parts) > 0 {
			c.Credentials = append(c.Credentials, strings.Join(parts, ", "))
		}
	}
	for _, o := range e.Offers {
		if o.Category = "Paid"; e.IsFree != nil && *e.IsFree {
			o.Category = "Free"
		}
		c.Offers = append(c.Offers, o)
	}
	e.Context, e.Type, e.Offers = "", feed.CourseInstance, nil
	e.CourseMode = map[string][]string{feed.AttendOffline: {"Onsite"}, feed.AttendOnline: {"Online"}, feed.AttendMixed: {"Onsite", "Online"}}[e.Mode]
	e.CourseTeachers, e.CourseWorkload = e.Performer, feed.Duration(workload(g.Schedule))
	c.Instances = []feed.Event{e}
	return c, true
}

// workload is how many minutes of work all meetings have, without breaks; 0 where
// they have no end.
func workload(s *schedule.Schedule) int {
	total, _ := s.Total()
	return int(total.Minutes)
}

// days are meetings as machines are told of them: each of several days that have
// hours is one.
func days(meetings []schedule.Occurrence) (all []schedule.Occurrence) {
	for _, o := range meetings {
		all = append(all, o.Days()...)
	}
	return all
}

func subEvents(of *feed.Event, meetings []schedule.Occurrence, zone *time.Location) (events []feed.Event) {
	for _, o := range meetings {
		events = append(events, subEvent(of, o, zone))
	}
	return events
}

// subEvent is one day of a series; what it shares with the whole is told there.
func subEvent(of *feed.Event, o schedule.Occurrence, zone *time.Location) feed.Event {
	h := hoursOf(o)
	e := feed.Event{Type: feed.SingleEvent, Name: of.Name, URL: of.URL, Image: of.Image, Mode: of.Mode, Status: of.Status,
		Start: feed.Stamp(h.from, zone), End: feed.Stamp(h.until, zone), Organizer: references(of.Organizer), Performer: references(of.Performer)}
	for _, place := range of.Location {
		e.Location = append(e.Location, feed.Location{ID: place.ID})
	}
	if !o.Planned.IsZero() && e.Status == feed.EventScheduled {
		e.Status, e.PreviousStart = feed.EventRescheduled, o.Planned.String()
	}
	return e
}

func references(agents []feed.Agent) []feed.Agent {
	var list []feed.Agent
	for _, a := range agents {
		list = append(list, feed.Agent{ID: a.ID})
	}
	return list
}

func (f teller) event(e *record.Event) feed.Event {
	out := feed.NewEvent(feed.SingleEvent)
	f.offering(&out, &e.Offering, e.StatusOn(f.site.AsOf))
	zone := e.Timezone.Location()
	out.ID, out.Start, out.End = f.view.Canonical+"#event", feed.Stamp(e.Starts.Moment, zone), feed.Stamp(e.Ends, zone)
	out.Performer = f.named(append(slices.Clone(e.Leaders), e.Speakers...), "performer")
	if !e.Last().Before(f.site.AsOf) {
		out.Offers = f.offers(&e.Offering, e.StatusOn(f.site.AsOf))
	}
	return out
}

// offering adds what groups and events share.
func (f teller) offering(e *feed.Event, o *record.Offering, status record.Status) {
	v := f.view
	e.Name, e.URL, e.Description = v.Title, v.Canonical, v.Description
	e.Image = v.Share.Picture.URL
	e.Status = cmp.Or(map[record.Status]string{record.Cancelled: feed.EventCancelled, record.Paused: feed.EventPostponed}[status], feed.EventScheduled)
	e.Mode = map[record.Mode]string{record.InPerson: feed.AttendOffline, record.Online: feed.AttendOnline, record.Hybrid: feed.AttendMixed}[o.Place.Mode]
	e.Location = f.location(o.Place)
	e.Performer = f.named(o.Leaders, "performer")
	if e.Organizer = f.organizers(o.Organisers); len(e.Organizer) == 0 {
		e.Organizer = e.Performer
	}
	for _, code := range o.Languages {
		e.Languages = append(e.Languages, code.Text)
	}
	e.Capacity = o.Size.Max
	if o.Size.Places.Known {
		e.Places = &o.Size.Places.Count
	}
	if o.Price != nil {
		e.IsFree = isFree(o.Price)
	}
}

// named are people with a name; whoever has a page is the person of that page.
func (f teller) named(people []record.Person, part string) []feed.Agent {
	var list []feed.Agent
	for i, p := range people {
		name := f.site.Person(p, f.l).Text
		if name == "" || p.Leader.ID == "" && p.Name.IsZero() {
			continue // a part that nobody has taken yet, or a text
		}
		agent := feed.NewPerson(name, "")
		agent.ID = fmt.Sprintf("%s#%s-%d", f.view.Canonical, part, i+1)
		if t := f.site.For(f.site.Page(site.Leader, p.Leader.ID), f.l.Code).Real(); t != nil {
			agent.URL = f.site.Base.Absolute(t.URL)
			agent.ID = agent.URL + personMark
		}
		if at := p.Affiliation.For(f.l.Code, f.site.Config.Fallbacks()).Text; at != "" {
			house := feed.NewAgency(at, "")
			agent.Affiliation = &house
		}
		list = append(list, agent)
	}
	return list
}

// personMark makes the name of a person of the address of their page.
const personMark = "#person"

func (f teller) organizers(list []config.Organisation) []feed.Agent {
	var out []feed.Agent
	for i, o := range list {
		agent := f.agency(o)
		agent.ID = cmp.Or(agent.ID, fmt.Sprintf("%s#organizer-%d", f.view.Canonical, i+1))
		out = append(out, agent)
	}
	return out
}

func (f teller) agency(o config.Organisation) feed.Agent {
	if o.Ref.ID != "" && o.Ref.ID == string(f.site.Config.Society.ID) {
		return feed.Publisher(f.site.Base.Absolute(f.address("")), f.view.Site.Name)
	}
	link := f.organisation(o, f.l)
	return feed.NewAgency(link.Title, link.URL)
}

// location is where people meet: a place, the page for those on screen, or both.
func (f teller) location(p record.Place) []feed.Location {
	var list []feed.Location
	if p.Mode != record.Online {
		city, _ := f.site.Config.Cities.Get(p.City.ID)
		address := feed.NewPostalAddress()
		address.Street, address.PostalCode, address.Region = f.in(p.Street.Text), p.Postcode, f.in(p.Region.Text)
		address.Locality = f.in(city.Name.Text)
		address.Country = string(f.site.CountryOf(p))
		names := slices.DeleteFunc([]string{f.in(p.Venue.Text), f.in(p.Room.Text)}, func(s string) bool { return s == "" })
		place := feed.NewPlace(strings.Join(names, ", "))
		place.Address = address
		switch {
		case p.Geo != nil:
			place.Geo = feed.NewGeoCoordinates(p.Geo.Lat, p.Geo.Lon)
		case len(names) == 0 && address.Street == "" && (city.Lat != 0 || city.Lon != 0):
			place.Geo = feed.NewGeoCoordinates(city.Lat, city.Lon) // the place is the town: no more is told
		}
		place.Name = cmp.Or(place.Name, address.Locality, address.Region, f.l.Country(address.Country))
		place.ID = f.view.Canonical + "#place"
		if place.Name != "" { // else it is told on request alone
			list = append(list, place)
		}
	}
	if p.Mode == record.Online || p.Mode == record.Hybrid {
		screen := feed.NewVirtualLocation(f.view.Canonical)
		screen.ID = f.view.Canonical + "#screen"
		list = append(list, screen)
	}
	return list
}

// isFree reports whether taking part costs nothing; nil where that is not said.
func isFree(p *price.Price) *bool {
	free, priced := p.Free, p.Free
	for _, line := range p.Lines {
		if line.Amount != nil || line.Min != nil || line.Max != nil {
			free = line.Amount != nil && *line.Amount == 0 && (free || !priced)
			priced = true
		}
	}
	if !priced {
		return nil
	}
	return &free
}

// availability says whether a place can be had.
func availability(s record.Status) string {
	switch s {
	case record.Planned:
		return feed.PreOrder
	case record.Open, record.FewPlaces, "":
		return feed.InStock
	}
	return feed.SoldOut
}

// offers are the amounts of a price that one person pays. Where the price tells
// none, one offer says where to ask. An early price holds to its last day, the
// regular one from the day after, up to the day before the late one. One for the
// first who register has no day and is left out, and so are one that is paid on site
// and amounts that a group shares.
func (f teller) offers(o *record.Offering, status record.Status) []feed.Offer {
	offer := feed.NewOffer(f.view.Canonical)
	offer.Availability = availability(status)
	if !o.Join.Deadline.IsZero() {
		offer.ValidThrough = o.Join.Deadline.String()
	}
	p := o.Price
	if p == nil {
		return []feed.Offer{offer}
	}
	var list []feed.Offer
	add := func(line price.Line, from, through civil.Date) {
		out := offer
		out.Currency = string(cmp.Or(line.Currency, p.Currency, price.Currency(f.site.Config.Currency)))
		alone := price.Price{Currency: p.Currency, Lines: []price.Line{line}, Unit: p.Unit}
		if said := alone.Sentences(f.l, f.site.Config.Fallbacks(), string(f.site.Config.Currency)); len(said) > 0 {
			out.Name = said[0].Capitalized().Text
		}
		if out.Price = money(line.Amount); line.Amount == nil {
			out = out.Range(money(line.Min), money(line.Max))
		}
		if !from.IsZero() {
			out.ValidFrom = from.String()
		}
		if !through.IsZero() {
			out.ValidThrough = through.String()
		}
		list = append(list, out)
	}
	if p.Free {
		add(price.Line{Amount: new(price.Amount)}, civil.Date{}, civil.Date{})
	}
	for _, line := range p.Lines {
		if line.Basis == "group" || line.Amount == nil && line.Min == nil && line.Max == nil {
			continue
		}
		regular := line
		regular.Early, regular.Late = nil, nil
		as := func(a *price.Amount) price.Line {
			other := regular
			other.Amount, other.Min, other.Max = a, nil, nil
			return other
		}
		var from, through civil.Date
		if line.Early != nil && p.Early != nil && !p.Early.Until.IsZero() {
			add(as(line.Early), civil.Date{}, p.Early.Until)
			from = p.Early.Until.AddDays(1)
		}
		late := line.Late != nil && p.Late != nil && !p.Late.From.IsZero()
		if late {
			through = p.Late.From.AddDays(-1)
		}
		add(regular, from, through)
		if late {
			add(as(line.Late), p.Late.From, civil.Date{})
		}
	}
	if len(list) == 0 {
		list = append(list, offer)
	}
	return list
}

// money is an amount as machines read it; nil without one.
func money(a *price.Amount) *float64 {
	if a == nil {
		return nil
	}
	const hundredths = 100
	m := float64(*a) / hundredths
	return &m
}

// profile is the page of a leader.
func (f teller) profile(rec *record.Leader, updated civil.Date) feed.Profile {
	person := feed.NewPerson(f.view.Title, f.view.Canonical)
	person.ID, person.Description = f.view.Canonical+personMark, f.view.Description
	for _, text := range rec.Professions {
		person.JobTitle = append(person.JobTitle, f.in(text))
	}
	for _, text := range rec.Specialties {
		person.KnowsAbout = append(person.KnowsAbout, f.in(text))
	}
	for _, code := range rec.Languages {
		person.Languages = append(person.Languages, code.Text)
	}
	if portrait := f.view.Leader.Portrait; portrait != nil && isPhotograph(portrait.URL) {
		person.Image = f.site.Base.Absolute(portrait.URL)
	}
	if rec.Society != nil {
		society := f.agency(*rec.Society)
		person.Affiliation = &society
	}
	profile := feed.NewProfile(person)
	if !updated.IsZero() {
		profile.Modified = updated.String()
	}
	return profile
}
