package record

import (
	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/price"
	"fishbowl/internal/schedule"
)

// What groups and events have in common is checked here.

const registration = "the registration"

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
	case p.Count > 0 && s == Full:
		k.list.Errorf(o.Size.At("places"), "%d places are free, but the status is full", p.Count).
			WithAlso(o.At("status"), "the status stands here").WithHint("write status: few-places, or places: 0")
	case o.Size.Max > 0 && p.Count > o.Size.Max:
		k.list.Errorf(o.Size.At("places"), "%d places are free, more than the group holds, %d", p.Count, o.Size.Max).WithAlso(o.Size.At("max"), "the greatest size stands here")
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
	each, all, meetings := units(g)
	at := g.Schedule.Pos
	if g.Session.Counts.Pos.Line > 0 {
		at = g.Session.Counts.Pos
	}
	if g.Price != nil {
		g.Price.CheckPackages(k.list, each, all, at)
	}
	unit := minutes(g.Session.Counts.Unit, g.Session)
	for i := range g.Recognition {
		r := &g.Recognition[i]
		whole, what := all, "all meetings together have"
		switch {
		case r.Per == "" || r.Has("points"): // then it is the points that are per that
		case r.Per == "meeting":
			whole, what = each, "a meeting has"
		default:
			whole = 0
		}
		if asked := r.Units * minutes(r.Unit, g.Session); whole > 0 && unit > 0 && asked > whole*unit+0.5 {
			k.list.Errorf(r.At("units"), "%g × %s are %g minutes, but %s %g", r.Units, r.Unit, asked, what, whole*unit).WithAlso(at, "the meetings have theirs from here")
		}
	}
	if c := g.Join.Commitment; c != nil && meetings > 0 && c.Attend.Number > meetings {
		k.list.Errorf(c.At("attend"), "nobody can attend %d of %d meetings", c.Attend.Number, meetings).WithAlso(g.Schedule.Pos, "the meetings stand here")
	}
}

// minutes returns the length of a unit; a session has that of the group's own.
func minutes(u schedule.Unit, s schedule.Session) float64 {
	if m := u.Minutes(); m > 0 {
		return float64(m)
	}
	return float64(s.Minutes)
}

// units counts the work of a group in the unit that its session counts in: of
// each meeting, if all have the same, of all of them, and how many there are, if
// that has an end. What is not known is 0.
func units(g *Group) (each, all float64, meetings int) {
	needed := g.Join.Commitment != nil && g.Join.Commitment.Attend.Number > 0
	if g.Price != nil {
		for _, l := range g.Price.Lines {
			needed = needed || l.Units > 0
		}
	}
	for _, r := range g.Recognition {
		needed = needed || r.Units > 0
	}
	if !needed {
		return 0, 0, 0
	}
	ofLine := make([]float64, len(g.Schedule.Meetings))
	same := true
	for i := range g.Schedule.Meetings {
		ofLine[i] = lineUnits(&g.Schedule.Meetings[i], g.Session)
		same = same && ofLine[i] == ofLine[0]
	}
	if same && len(ofLine) > 0 {
		each = ofLine[0]
	}
	end, finite := g.Schedule.Last()
	if !finite {
		return each, 0, 0
	}
	for _, o := range g.Schedule.Between(civil.Date{Year: 1900, Month: 1, Day: 1}, end) {
		if meetings++; ofLine[o.Line] == 0 {
			all = -1e9 // it stays unknown
		}
		all += ofLine[o.Line]
	}
	return each, max(all, 0), meetings
}

func lineUnits(m *schedule.Meeting, s schedule.Session) float64 {
	if m.Session != nil {
		s = *m.Session
	}
	switch {
	case m.Units > 0:
		return m.Units
	case m.Undated != nil && m.Undated.Units > 0:
		return m.Undated.Units
	case s.Counts.Units > 0:
		return s.Counts.Units
	case s.PerMeeting > 0:
		return s.PerMeeting
	case s.Minutes > 0:
		return 1
	}
	return 0
}
