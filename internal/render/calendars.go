package render

import (
	"cmp"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/feed"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/route"
	"fishbowl/internal/schedule"
	"fishbowl/internal/site"
	"fishbowl/internal/state"
)

// calendarFile is the name of a calendar beside the page that it belongs to: it
// moves with the page and with nothing else, needs no id of its own, and stands
// where somebody who has the page's address looks for it.
const calendarFile = "calendar.ics"

// calendars adds the calendars.
//
// A group and an event have one beside their page, in each language of the page,
// as long as dates are known, past ones too: who has subscribed to it shall not
// meet an address that is gone on the day after the last meeting. What has ended
// has none any more. What is planned, or rests, is tentative; what is cancelled
// stays and says so.
//
// The society has one in each language with all that is public and not over.
// Groups for members, internal ones and those that rest are not in it.
func (r *renderer) calendars() {
	for _, p := range r.site.Pages() {
		if !r.dated(p) {
			continue
		}
		for _, t := range r.site.Translations(p) {
			address := t.URL + calendarFile
			r.add(diag.Pos{File: t.File}, &route.Route{URL: address, File: r.fileOf(address), MediaType: typeICS, Sources: []string{t.File}},
				func(r *renderer, w io.Writer) error { return r.calendarWriter.Write(w, r.calendarOf(t)) })
		}
	}
	for _, l := range r.site.Languages {
		lang := r.byLang[l.Code]
		if !slices.ContainsFunc(r.site.Pages(), func(p *site.Page) bool { return r.announced(p, l) != nil }) {
			continue // an empty calendar is none (RFC 5545 §3.6)
		}
		address := lang.site.Home + calendarFile
		r.add(diag.Pos{File: config.File}, &route.Route{URL: address, File: r.fileOf(address), MediaType: typeICS, Sources: []string{config.File}},
			func(r *renderer, w io.Writer) error {
				return r.calendarWriter.Write(w, feed.Calendar{
					Name: lang.site.Name, Lang: l.Code, URL: r.site.Base.Absolute(lang.site.Home), Source: r.site.Base.Absolute(address), Events: lang.dates().events,
				})
			})
	}
}

// dated reports whether a page has a calendar.
func (r *renderer) dated(p *site.Page) bool {
	switch {
	case p.Group != nil:
		return p.Group.Dated() && len(r.timetable(p.Group).series) > 0
	case p.Event != nil:
		return p.Event.Dated()
	}
	return false
}

// pageCalendar leads to the calendar beside a group's or an event's page. Where the
// page is shown in another language, so is its calendar.
func (r *renderer) pageCalendar(t *site.Translation, l *locale.Language) *Calendar {
	c := r.calendarLinks(t.Real().URL, l)
	c.To = textLang(t, l)
	return c
}

// calendarLinks leads to the calendar beside the page of an address.
func (r *renderer) calendarLinks(page string, l *locale.Language) *Calendar {
	address := page + calendarFile
	_, host, _ := strings.Cut(r.site.Base.Absolute(address), "://")
	return &Calendar{L: l, URL: address, Webcal: template.URL("webcal://" + host)}
}

// societyDates are what the society's calendar holds in a language.
type societyDates struct {
	events   []feed.CalendarEvent
	upcoming bool // else all are past: a calendar cannot be empty (RFC 5545 §3.6)
}

func (r *renderer) societyDates(l *locale.Language) societyDates {
	var past, upcoming []feed.CalendarEvent
	for _, p := range r.site.Pages() {
		t := r.announced(p, l)
		if t == nil {
			continue
		}
		ended := false
		if p.Group != nil {
			last, ends := p.Group.Schedule.Last()
			ended = ends && last.Before(r.site.AsOf)
		}
		for _, e := range r.calendarOf(t).Events {
			if ended || e.Rule == "" && civil.Latest(e.Start.Date, e.End.Date).Before(r.site.AsOf) {
				past = append(past, e)
			} else {
				upcoming = append(upcoming, e)
			}
		}
	}
	if len(upcoming) == 0 {
		return societyDates{past, false}
	}
	return societyDates{upcoming, true}
}

// societyCalendar leads to the society's calendar; nil where nothing is to come.
func (r *renderer) societyCalendar(l *locale.Language) *Calendar {
	lang := r.byLang[l.Code]
	if !lang.dates().upcoming {
		return nil
	}
	return r.calendarLinks(lang.site.Home, l)
}

// announced returns the group or event as the society's calendar tells of it in a
// language; nil if it does not.
func (r *renderer) announced(p *site.Page, l *locale.Language) *site.Translation {
	switch {
	case !r.dated(p), p.Group != nil && (!p.Group.Public() || p.Group.Status == record.Paused), p.Event != nil && p.Event.Status == record.Paused:
		return nil
	}
	if t := r.site.For(p, l.Code).Real(); t != nil && !t.Texts.Draft {
		return t
	}
	return nil
}

// calendarOf is the calendar of a group or an event in a language. It is made once:
// its own file and the society's hold it.
func (r *renderer) calendarOf(t *site.Translation) feed.Calendar {
	if known, ok := r.calendarsMade.Load(t); ok {
		return known.(feed.Calendar)
	}
	c := r.newCalendar(t)
	r.calendarsMade.Store(t, c)
	return c
}

func (r *renderer) newCalendar(t *site.Translation) feed.Calendar {
	page := r.site.Base.Absolute(t.URL)
	common := r.withoutTimes(t)
	c := feed.Calendar{Name: common.Summary, Description: common.Description, Lang: common.Lang, URL: page, Source: page + calendarFile}
	common.URL, common.Description = page, strings.TrimSpace(common.Description+"\n\n"+page) // not every program shows URL
	if e := t.Page.Event; e != nil {
		common.Start, common.End = e.Starts.Moment, e.Ends
		if e.Starts.HasTime {
			common.Zone = e.Timezone.Location()
		}
		c.Events = append(c.Events, common)
		return c
	}
	g := t.Page.Group
	common.Zone = g.Schedule.Timezone.Location()
	for i, s := range r.timetable(g).series {
		line := common
		if own, elsewhere := g.MeetingPlaces[s.Line]; elsewhere {
			line.Location = location(r.place(own, t.Lang))
		}
		if i > 0 {
			line.UID = partOf(common.UID, fmt.Sprint(i+1))
		}
		c.Events = append(c.Events, meetings(line, s)...)
	}
	return c
}

// withoutTimes is what a calendar says of a group or an event, whenever it meets.
func (r *renderer) withoutTimes(t *site.Translation) feed.CalendarEvent {
	c := feed.CalendarEvent{Summary: t.Title, Lang: cmp.Or(t.Foreign, t.Lang.Code)}
	item := state.Item{Kind: string(t.Page.Kind), ID: t.Page.ID}
	var status record.Status
	if g := t.Page.Group; g != nil {
		v := r.byLang[t.Lang.Code].groups()[t.Page.ID]
		item.Dates, status = state.GroupDates(g, r.timetable(g).series), g.Status
		c.Description, c.Location, c.Categories = v.Summary.Text, location(v.Place), named(v.Kind.Text)
		c.OrganizerName, c.OrganizerEmail = r.organizer(&g.Offering, v.Contact, v.Leaders, t.Lang)
	} else {
		e, v := t.Page.Event, r.event(t.Page, t.Lang)
		item.Dates, status = state.EventDates(e), e.Status
		c.Description, c.Location, c.Categories = cmp.Or(t.Texts.Summary, t.Texts.Description), location(v.Place), named(v.Kind.Text)
		c.OrganizerName, c.OrganizerEmail = r.organizer(&e.Offering, v.Contact, v.Leaders, t.Lang)
	}
	c.Cancelled, c.Tentative = status == record.Cancelled, status.Tentative()
	revision := r.site.State.Revision(item, r.site.Config.BaseURL.Shown())
	c.UID, c.Sequence, c.Stamp = revision.UID, revision.Sequence, revision.Stamp
	return c
}

// organizer is whose mail address an offering has.
func (r *renderer) organizer(o *record.Offering, contact *Contact, leaders []PersonLink, l *locale.Language) (name, email string) {
	if contact == nil || contact.Email == "" {
		return "", ""
	}
	for _, organiser := range slices.Concat(o.Organisers, []config.Organisation{{Ref: decode.Ref{ID: string(r.site.Config.Society.ID)}}}) {
		if s, ok := r.site.Config.Organisation(organiser.Ref.ID); ok && contact.Email == string(s.Email) {
			return r.organisation(organiser, l).Title, contact.Email
		}
	}
	switch {
	case o.Join.Channels.Email != "" && len(o.Organisers) > 0:
		name = r.organisation(o.Organisers[0], l).Title
	case len(leaders) > 0:
		name = leaders[0].Title
	}
	return name, contact.Email
}

// meetings are what a calendar says of a series: its rule with the dates beside it,
// or, where there is no rule, each date as an event of its own. One list of dates would be shorter, but
// Outlook takes no RDATE without RRULE, and none with an end of its own
// (MS-OXCICAL 2.1.3.1.1.20.18).
func meetings(line feed.CalendarEvent, s schedule.Series) []feed.CalendarEvent {
	var all []feed.CalendarEvent
	var dates []feed.CalendarDate
	for _, o := range s.Dates {
		dates = append(dates, feed.CalendarDate{Start: o.Start(), End: o.Finish()})
	}
	if s.Rule != "" {
		rule := line
		rule.Start, rule.End, rule.Rule, rule.Except, rule.Dates = s.Start, s.End, s.Rule, s.Except, dates
		for _, m := range s.Moved {
			rule.Moved = append(rule.Moved, feed.CalendarMove{From: m.From, Start: m.To, End: m.End})
		}
		return []feed.CalendarEvent{rule}
	}
	dates = slices.Insert(dates, 0, feed.CalendarDate{Start: s.Start, End: s.End})
	onDay := map[civil.Date]int{}
	for _, d := range dates {
		single := line
		single.Start, single.End = d.Start, d.End
		single.UID = partOf(line.UID, d.Start.Date.String())
		if onDay[d.Start.Date]++; onDay[d.Start.Date] > 1 {
			single.UID = partOf(single.UID, fmt.Sprint(onDay[d.Start.Date]))
		}
		all = append(all, single)
	}
	return all
}

// partOf returns the UID of a part of something.
func partOf(uid, part string) string {
	name, host, _ := strings.Cut(uid, "@")
	return name + "-" + part + "@" + host
}

// location is a place in one line.
func location(p Place) string {
	var parts []string
	for _, line := range p.Lines {
		parts = append(parts, line.String())
	}
	for _, part := range []string{p.Country, p.Mode} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return cmp.Or(strings.Join(parts, ", "), p.Short.String())
}

func named(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}
