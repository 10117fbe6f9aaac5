package record

import (
	"cmp"
	"slices"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/price"
	"fishbowl/internal/schedule"
)

// What groups and events have in common is checked here.

const registration = "the registration ends"

// bounds reports a least and a greatest number that exclude each other.
func (k checker) bounds(f decode.Fields, least, most int) {
	switch {
	case least < 0:
		k.list.Errorf(f.At("min"), "there cannot be %d people", least)
	case most < 0:
		k.list.Errorf(f.At("max"), "there cannot be %d people", most)
	case most > 0 && least > most:
		k.list.Errorf(f.At("max"), "the greatest size %d is less than the smallest, %d", most, least).WithAlso(f.At("min"), "the smallest stands here")
	}
}

// size reports numbers of people, and free places that the status denies.
func (k checker) size(o *Offering, s Status) {
	k.bounds(o.Size.Fields, o.Size.Min, o.Size.Max)
	p := o.Size.Places
	switch {
	case !p.Known:
	case p.Count == 0 && s == Open:
		k.list.Errorf(o.Size.At("places"), "no place is free, but the status is open").
			WithAlso(o.At("status"), "the status stands here").WithHint("write status: full, or the number of free places")
	case p.Count == 0 && s == FewPlaces:
		k.list.Errorf(o.Size.At("places"), "no place is free, but the status is %s", s).
			WithAlso(o.At("status"), "the status stands here").WithHint("write status: full, or the number of free places")
	case p.Count > 0 && (s == Full || s == Closed):
		k.list.Errorf(o.Size.At("places"), "%d places are free, but the status is %s", p.Count, s).
			WithAlso(o.At("status"), "the status stands here").WithHint("write status: few-places, or places: 0")
	case p.Count == o.Size.Max && s == FewPlaces && o.Size.Max > 1:
		k.list.Warnf(o.Size.At("places"), "all %d places are free, but the status is %s", p.Count, s).
			WithAlso(o.At("status"), "the status stands here").WithHint("write status: open")
	case o.Size.Max > 0 && p.Count > o.Size.Max:
		k.list.Errorf(o.Size.At("places"), "%d places are free, more than the group holds, %d", p.Count, o.Size.Max).WithAlso(o.Size.At("max"), "the greatest size stands here")
	}
}

// newcomers reports a status that says otherwise of those who want to join.
func (k checker) newcomers(g *Group) {
	report := func(says, hint string) {
		k.list.Errorf(g.Join.At("newcomers"), "%s, but the status is %s", says, g.Status).WithAlso(g.At("status"), "the status stands here").WithHint("%s", hint)
	}
	switch n := g.Join.Newcomers; {
	case n == "none" && (g.Status == Open || g.Status == FewPlaces):
		report("no new members can join", "write status: closed; or newcomers: at-start, if one can join until the group begins")
	case n == "any-time" && g.Status == Closed:
		report("new members can join at any time", "write status: open; or newcomers: none")
	}
}

// whereabouts reports a place that does not say where it is.
func (k checker) whereabouts(o *Offering) {
	p := &o.Place
	told := slices.ContainsFunc([]string{"city", "venue", "street", "region", "note"}, p.Has)
	if (p.Mode == InPerson || p.Mode == Hybrid) && !told && !p.OnRequest && !p.Travels {
		k.list.Errorf(p.Pos, "this place does not say where people meet").WithHint("write the city's id beside it, or on_request: true")
	}
}

// place fills in what a place means without saying it, in person where a city or
// a venue stands, and reports what contradicts itself.
func (k checker) place(p *Place) {
	k.city(p.City)
	for _, former := range p.Former {
		k.city(former.City)
	}
	switch {
	case p.Mode != "" || p.OnRequest || p.Pos.File == "" || p.Has("mode") || p.Has("city") && p.City.ID == "":
	case p.City.ID == "" && p.Venue.IsZero() && !p.Travels:
		k.list.Errorf(p.Pos, "this place has neither a city nor a mode").WithHint("write mode: online, or the city's id")
	default:
		p.Mode = InPerson
	}
	if city, ok := k.config.Cities.Get(p.City.ID); ok && p.Country != "" && city.Country != "" && p.Country != city.Country {
		k.list.Errorf(p.At("country"), "the country is %s, but %s is in %s", p.Country, p.City.ID, city.Country).
			WithAlso(p.City.Pos, "the city stands here").WithAlso(city.At("country"), "its country stands here").WithHint("leave country out: it is that of the city")
	}
	for _, key := range []string{"venue", "room", "street", "postcode"} {
		if p.Mode == Online && p.Has(key) {
			k.list.Errorf(p.At(key), "who meets online has no %s", key).WithAlso(p.At("mode"), "the mode stands here").WithHint("write mode: hybrid, or leave the %s out", key)
			break
		}
	}
	for _, key := range []string{"in_person_share", "first_and_last_in_person"} {
		if p.Has(key) && p.Mode != Hybrid && p.Mode != "" {
			problem := k.list.Errorf(p.At(key), "%q is for groups that meet in person and online", key).WithHint("write mode: hybrid")
			if p.Has("mode") {
				problem.WithAlso(p.At("mode"), "the mode stands here")
			}
		}
	}
	if g := p.Geo; g != nil && (g.Lat < -90 || g.Lat > 90) {
		k.list.Errorf(g.At("lat"), "there is no latitude %g", g.Lat).WithHint("latitudes go from -90 to 90")
	} else if g != nil && (g.Lon < -180 || g.Lon > 180) {
		k.list.Errorf(g.At("lon"), "there is no longitude %g", g.Lon).WithHint("longitudes go from -180 to 180")
	}
}

func (k checker) join(j *Join) {
	c := &j.Channels
	if c.AnsweringMachine && c.Phone == "" && !c.Has("phone") {
		k.list.Errorf(c.At("answering_machine"), "an answering machine needs a telephone number").WithHint("write phone: … beside it")
	}
	if j.Commitment != nil && j.Commitment.Months < 0 {
		k.list.Errorf(j.Commitment.At("months"), "there cannot be %d months", j.Commitment.Months)
	}
}

func (k checker) recognition(r *Recognition) {
	k.body(r.Body)
	switch {
	case r.Points.Number < 0:
		k.list.Errorf(r.At("points"), "there cannot be %g points", r.Points.Number)
	case r.Units < 0 || r.Has("units") && r.Units == 0:
		k.list.Errorf(r.At("units"), "it cannot count as %g units", r.Units)
	case r.Units > 0 && r.Unit == "" && !r.Has("unit"):
		k.list.Errorf(r.At("units"), "it does not say what is counted").WithHint("write unit: double-session, or teaching-unit, hour, session")
	case r.Unit != "" && !r.Has("units"):
		k.list.Errorf(r.At("unit"), "it does not say how many units").WithHint("write units: 20 beside it")
	case r.Per != "" && !r.Has("points") && !r.Has("units"):
		k.list.Errorf(r.At("per"), "it does not say what is given per %s", r.Per).WithHint("write points: or units: beside it")
	case r.Has("points_name") && !r.Has("points"):
		k.list.Errorf(r.At("points_name"), "it does not say how many points").WithHint("write points: 3, on_request or awarded beside it")
	case r.MinMonths < 0:
		k.list.Errorf(r.At("min_months"), "there cannot be %d months", r.MinMonths)
	case !r.ValidUntil.IsZero() && r.ValidUntil.Last().Before(k.asOf):
		k.list.Noticef(r.At("valid_until"), "this recognition was valid until %s", r.ValidUntil).WithHint("write until when it holds now, or remove it")
	}
}

// deadlines reports what has to be done by a day that lies after the meetings
// have begun, or after all of them. A group that runs on takes people at any
// time, unless it says otherwise.
func (k checker) deadlines(g *Group) {
	priced := g.Price != nil && (g.Price.Early != nil || !g.Price.PayBy.Date.IsZero() || len(g.Price.Cancellation) > 0)
	if g.Join.Deadline.IsZero() && !priced {
		return // the dates need not be known
	}
	at := g.Schedule.Pos
	ends := price.Bound{Name: "the last meeting", At: at}
	ends.Day, _ = g.Schedule.Last()
	begins := ends
	together := g.Form != "" && g.Form != "ongoing" || g.Join.Newcomers == "at-start" || g.Join.Newcomers == "none"
	if first := firstMeeting(g.Schedule); together && !first.IsZero() {
		begins = price.Bound{Day: first, Name: "the first meeting", At: at}
	}
	begins.Holds(k.list, g.Join.At("deadline"), g.Join.Deadline, registration)
	if g.Price != nil {
		g.Price.CheckDates(k.list, begins, ends)
	}
}

// endless reports whether nothing says when the last meeting is.
func endless(s *schedule.Schedule) bool {
	if s == nil {
		return false
	}
	_, ends := s.Last()
	return !ends
}

// form reports meetings that do not make a group of its form.
func (k checker) form(g *Group) {
	all, finite := g.Schedule.Total()
	switch {
	case g.Form == "single" && finite && all.Meetings > 1:
		k.list.Warnf(g.At("form"), "the group meets once, but its schedule has %d meetings", all.Meetings).WithAlso(g.Schedule.Pos, "the meetings stand here").
			WithHint("write form: series, or the one date")
	case g.Form == "single" && g.Schedule.Endless():
		k.list.Warnf(g.At("form"), "the group meets once, but its meetings have no end").WithAlso(g.Schedule.Pos, "the meetings stand here").
			WithHint("write form: ongoing, or the one date, as in dates: [2027-03-06]")
	case (g.Form == "series" || g.Form == "term") && g.Schedule.Endless():
		k.list.Warnf(g.At("form"), "a %s has an end, but these meetings have none", g.Form).WithAlso(g.Schedule.Pos, "the meetings stand here").
			WithHint("write until, the last day, or count, the number of meetings, beside every; or form: ongoing")
	}
}

// firstMeeting returns the day of the first meeting, zero where it is not known.
func firstMeeting(s *schedule.Schedule) civil.Date {
	var from civil.Date // no meeting is earlier
	earlier := func(d civil.Date) {
		if !d.IsZero() && (from.IsZero() || d.Before(from)) {
			from = d
		}
	}
	for i := range s.Meetings {
		if m := &s.Meetings[i]; !m.From.IsZero() {
			earlier(m.From.First())
		}
		for _, when := range s.Meetings[i].Dates {
			earlier(when.From.Date)
		}
	}
	if from.IsZero() {
		return from
	}
	const soon = 2 * 366 // days within which one of the first meetings takes place
	if all := s.Between(from, from.AddDays(soon)); len(all) > 0 {
		return all[0].Date
	}
	return civil.Date{}
}

// sums reports packages, recognitions and promises that hold more than the
// meetings do.
func (k checker) sums(g *Group) {
	all, finite := g.Schedule.Total()
	each, same := g.Schedule.Each()
	at := g.Schedule.Pos
	if g.Session.Counts.Pos.Line > 0 {
		at = g.Session.Counts.Pos
	}
	if g.Price != nil {
		sessions := max(g.Session.PerMeeting, 1) // what a package holds where nothing is counted
		ofOne, ofAll := 0.0, 0.0
		if same {
			ofOne = cmp.Or(each.Units, sessions)
		}
		if finite {
			ofAll = all.Units
			if g.Session.Counts.Units == 0 && ofAll == 0 && same {
				ofAll = ofOne * float64(all.Meetings)
			}
		}
		g.Price.CheckPackages(k.list, ofOne, ofAll, at)
	}
	for i := range g.Recognition {
		r := &g.Recognition[i]
		held, what := schedule.Work{}, ""
		switch {
		case (r.Per == "" || r.Has("points")) && finite: // beside points it is they that are per that
			held, what = all.Work, "all meetings together have"
		case r.Per == "meeting" && same:
			held, what = each, "a meeting has"
		}
		asked := r.Units * cmp.Or(float64(r.Unit.Minutes()), float64(g.Session.Minutes))
		if held.Minutes > 0 && asked > held.Minutes+0.5 {
			k.list.Errorf(r.At("units"), "%g × %s are %g minutes, but %s %g", r.Units, r.Unit, asked, what, held.Minutes).WithAlso(at, "the meetings have theirs from here")
		}
	}
	if c := g.Join.Commitment; c != nil && finite && c.Attend.Number > all.Meetings {
		k.list.Errorf(c.At("attend"), "nobody can attend %d of %d meetings", c.Attend.Number, all.Meetings).WithAlso(g.Schedule.Pos, "the meetings stand here")
	}
}
