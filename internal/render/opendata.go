package render

import (
	"cmp"
	"io"
	"reflect"
	"strings"
	"sync"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/diag"
	"fishbowl/internal/feed"
	"fishbowl/internal/locale"
	"fishbowl/internal/price"
	"fishbowl/internal/record"
	"fishbowl/internal/route"
	"fishbowl/internal/schema"
	"fishbowl/internal/site"
)

// The files of open data, as paths inside the site.
const (
	groupsJSON   = "groups.json"
	groupsCSV    = "groups.csv"
	groupsSchema = "groups.schema.json"
)

// OpenData leads to the groups as data.
type OpenData struct{ JSON, CSV string }

func (r *renderer) openDataLinks() *OpenData {
	if len(r.site.Records.Groups) == 0 {
		return nil
	}
	return &OpenData{JSON: r.address(groupsJSON), CSV: r.address(groupsCSV)}
}

// openData adds the groups as data: for programs, for spreadsheets, and what
// form they have.
func (r *renderer) openData() {
	if len(r.site.Records.Groups) == 0 {
		return
	}
	add := func(file string, write func(io.Writer) error) {
		r.add(diag.Pos{File: config.File}, &route.Route{URL: r.address(file), File: file, MediaType: MediaType(file), Sources: []string{config.File}}, always(write))
	}
	groups := sync.OnceValue(r.groupsData)
	add(groupsJSON, func(w io.Writer) error { return feed.WriteGroupsJSON(w, groups()) })
	add(groupsCSV, func(w io.Writer) error { return feed.WriteGroupsCSV(w, groups()) })
	add(groupsSchema, func(w io.Writer) error {
		return schema.Published(reflect.TypeFor[feed.Groups](), r.site.Base.Absolute(r.address(groupsSchema)), "Groups", feed.GroupsTold).Write(w)
	})
}

// meetingsPublished is how many of the next meetings the data hold.
const meetingsPublished = 12

// groupsData is every group that the public may know of, by id's order in the
// files. Who has not consented to a page is there with the name alone, as beside
// the group.
func (r *renderer) groupsData() feed.Groups {
	out := feed.Groups{Schema: r.site.Base.Absolute(r.address(groupsSchema)), Version: feed.GroupsVersion, AsOf: feed.Day(r.site.AsOf.String()),
		Publisher: feed.Body{Name: r.texts(r.site.Config.Society.Name.Text), URL: r.site.Base.Absolute(r.address(""))},
		Pages:     r.pages(r.site.Page(site.Plain, site.GroupsID)), Languages: r.site.Config.Codes(), MainLanguage: r.site.Config.MainLanguage.ID, Groups: []feed.Group{}}
	for _, g := range r.site.Records.Groups {
		if page := r.site.Page(site.Group, string(g.ID)); page != nil && !g.Internal() {
			out.Groups = append(out.Groups, r.groupData(g, page))
		}
	}
	return out
}

func (r *renderer) groupData(g *record.Group, page *site.Page) feed.Group {
	v := feed.Group{
		ID: string(g.ID), Pages: r.pages(page), Status: g.StatusOn(r.site.AsOf), Form: g.Form,
		Title: r.each(func(l *locale.Language) string {
			t := page.In(l.Code)
			return own(t.Title, cmp.Or(t.Foreign, t.Name.Lang))
		}),
		Kind: r.word(g.Kind.Word, "groups.kind.", g.Kind.Text), Summary: r.texts(g.Summary), Text: r.texts(g.Text),
		Since: vague(g.Since), Starts: vague(g.Starts), Checked: day(g.Checked), Deadline: day(g.Join.Deadline), Newcomers: g.Join.Newcomers,
		Organisers: r.bodies(g.Organisers), Partners: r.bodies(g.Partners), Place: r.placeData(g.Place),
		Size: feed.Size{Min: g.Size.Min, Max: g.Size.Max, WaitingList: g.Size.WaitingList}, Schedule: r.times(g), Price: r.priceData(g.Price),
	}
	if !g.Public() {
		v.Access = g.Access
	}
	if g.Size.Places.Known {
		v.Size.Places = &g.Size.Places.Count
	}
	for _, code := range g.Languages {
		v.Languages = append(v.Languages, code.Text)
	}
	for _, a := range g.Audience {
		v.Audience = append(v.Audience, r.word(a.Word, "audience.", a.Text))
	}
	for _, p := range g.Leaders {
		name := r.each(func(l *locale.Language) string { return r.site.Person(p, l).Text })
		if len(name) > 0 {
			v.Leaders = append(v.Leaders, feed.Leader{Name: name, Role: p.Role, Affiliation: r.texts(p.Affiliation.Text), Pages: r.pages(r.site.Page(site.Leader, p.Leader.ID))})
		}
	}
	if c := r.contactOf(&g.Offering, r.byLang[r.site.Config.MainLanguage.ID].Language); c != nil {
		v.Contact = feed.Contact{Email: c.Email, Phone: c.Phone, Form: c.Form}
	}
	for _, rec := range g.Recognition {
		out := feed.Recognition{Region: r.texts(rec.Region.Text), Points: rec.Points.Number, PointsName: r.texts(rec.PointsName.Text), Category: r.texts(rec.Category), Number: rec.Number, Per: rec.Per,
			Units: rec.Units, Unit: rec.Unit, MinMonths: rec.MinMonths, ValidUntil: vague(rec.ValidUntil),
			Body: r.each(func(l *locale.Language) string { p := r.body(rec.Body, l); return own(p.Text, p.Lang) })}
		for _, purpose := range rec.Purpose {
			out.Purpose = append(out.Purpose, r.texts(purpose))
		}
		v.Recognition = append(v.Recognition, out)
	}
	return v
}

// each asks for a text in every language, and keeps those that there are.
func (r *renderer) each(in func(*locale.Language) string) feed.Text {
	all := feed.Text{}
	for _, l := range r.site.Languages {
		if text := in(l); text != "" {
			all[l.Code] = text
		}
	}
	return all
}

func (r *renderer) texts(t locale.Text) feed.Text {
	return r.each(func(l *locale.Language) string { return t.In(l.Code) })
}

// own drops a text that is in another language than the one it was asked for in.
func own(text, lang string) string {
	if lang != "" {
		return ""
	}
	return text
}

// spoken joins what is said in one language; the rest is left out.
func spoken(phrases []locale.Phrase) string {
	var lines []string
	for _, p := range phrases {
		if p.Lang == "" && p.Text != "" {
			lines = append(lines, p.Capitalized().Text)
		}
	}
	return strings.Join(lines, "\n")
}

func (r *renderer) word(word, key string, text locale.Text) feed.Word {
	if word == "" {
		return feed.Word{Text: r.texts(text)}
	}
	return feed.Word{Word: word, Text: r.each(func(l *locale.Language) string { return l.Word(key + word) })}
}

func (r *renderer) pages(p *site.Page) feed.Text {
	if p == nil {
		return nil
	}
	return r.each(func(l *locale.Language) string {
		if t := p.In(l.Code); t != nil {
			return r.site.Base.Absolute(t.URL)
		}
		return ""
	})
}

func (r *renderer) bodies(list []config.Organisation) []feed.Body {
	var out []feed.Body
	for _, o := range list {
		body := feed.Body{Name: r.texts(o.Name.Text), URL: string(o.URL)}
		if s, ok := r.site.Config.Organisation(o.Ref.ID); ok {
			body = feed.Body{Name: r.texts(s.Name.Text), URL: string(s.Website)}
			if s == &r.site.Config.Society {
				body.URL = r.site.Base.Absolute(r.address(""))
			}
		}
		out = append(out, body)
	}
	return out
}

func (r *renderer) placeData(p record.Place) feed.Place {
	city, _ := r.site.Config.Cities.Get(p.City.ID)
	v := feed.Place{Mode: p.Mode, Venue: r.texts(p.Venue.Text), Room: r.texts(p.Room.Text), Street: r.texts(p.Street.Text), Postcode: p.Postcode,
		City: r.texts(city.Name.Text), Region: r.texts(p.Region.Text), Country: string(cmp.Or(p.Country, city.Country)), Note: r.texts(p.Note),
		OnRequest: p.OnRequest, Travels: p.Travels, FirstAndLastInPerson: p.FirstAndLastInPerson}
	if !p.InPersonShare.IsZero() {
		v.InPersonShare = p.InPersonShare.String()
	}
	if p.Geo != nil {
		v.Geo = &feed.Geo{Lat: p.Geo.Lat, Lon: p.Geo.Lon}
	}
	return v
}

func (r *renderer) times(g *record.Group) feed.Times {
	s := g.Schedule
	if s == nil {
		return feed.Times{}
	}
	zone := s.Timezone.Location()
	v := feed.Times{Zone: string(s.Timezone), Text: r.each(func(l *locale.Language) string {
		reader := r.reader(g, l)
		named := reader.Place
		reader.Place = func(line int) locale.Phrase { return locale.Phrase{Text: named(line).String()} } // which is no reason to leave out the line
		return spoken(s.Sentences(reader))
	})}
	for _, zone := range s.ShowZones {
		v.ShowZones = append(v.ShowZones, string(zone))
	}
	c := r.timetable(g)
	v.Last = day(c.end)
	if g.Status == record.Ended || g.Status == record.Cancelled {
		return v
	}
	for _, o := range first(days(c.next), meetingsPublished) {
		h := hoursOf(o)
		v.Next = append(v.Next, feed.Meeting{Start: feed.Moment(feed.Stamp(h.from, zone)), End: feed.Moment(feed.Stamp(h.until, zone))})
	}
	return v
}

func (r *renderer) priceData(p *price.Price) feed.Price {
	if p == nil {
		return feed.Price{}
	}
	currency := cmp.Or(string(p.Currency), string(r.site.Config.Currency))
	v := feed.Price{Currency: currency, Free: p.Free, OnRequest: p.OnRequest,
		Text: r.each(func(l *locale.Language) string { return spoken(p.Sentences(l, r.site.Config.Fallbacks(), currency)) })}
	if p.Early != nil {
		v.EarlyUntil = day(p.Early.Until)
	}
	if p.Late != nil {
		v.LateFrom, v.LateOnSite = day(p.Late.From), p.Late.OnSite
	}
	for _, line := range p.Lines {
		if line.Amount == nil && line.Min == nil && line.Max == nil {
			continue
		}
		a := feed.Amount{Amount: money(line.Amount), Min: money(line.Min), Max: money(line.Max), Early: money(line.Early), Late: money(line.Late), Currency: string(line.Currency),
			Per: line.Per, Units: line.Units, Basis: line.Basis, Member: line.Member}
		for _, who := range line.For {
			a.For = append(a.For, cmp.Or(who.Word, who.Text.For(r.site.Config.MainLanguage.ID, r.site.Config.Fallbacks()).Text))
		}
		v.Amounts = append(v.Amounts, a)
	}
	return v
}

func day(d civil.Date) feed.Day {
	if d.IsZero() {
		return ""
	}
	return feed.Day(d.String())
}

func vague(v civil.Vague) feed.Vague {
	if v.IsZero() {
		return ""
	}
	return feed.Vague(v.String())
}
