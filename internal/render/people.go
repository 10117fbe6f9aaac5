package render

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fishbowl/internal/config"
	"fishbowl/internal/fold"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/site"
)

// person is somebody's name with a link to their page, where they have one.
func (r *renderer) person(p record.Person, l *locale.Language) PersonLink {
	name := r.site.Person(p, l)
	v := PersonLink{Link: Link{Title: name.Text}, NameLang: name.Lang, Note: p.Affiliation.For(l.Code, r.site.Config.Fallbacks())}
	if page := r.site.Page(site.Leader, p.Leader.ID); page != nil {
		if t := r.site.For(page, l.Code); t != nil {
			v.Link = link(t, l, name.Text)
		}
	}
	switch {
	case v.Title == "" && p.Role != "":
		v.Title = l.Word("groups.role_unnamed." + string(p.Role))
	case p.Role != "" && p.Role != "leader":
		role := l.Word("groups.role." + string(p.Role))
		if v.Note.Text == "" {
			v.Note.Text = role
		} else {
			v.Note = l.Around("schedule.items", "B", v.Note, "A", role)
		}
	}
	return v
}

func (r *renderer) people(people []record.Person, l *locale.Language) []PersonLink {
	var list []PersonLink
	for _, p := range people {
		list = append(list, r.person(p, l))
	}
	return list
}

func (r *renderer) organisation(o config.Organisation, l *locale.Language) Link {
	if s, ok := r.site.Config.Organisation(o.Ref.ID); ok {
		name := s.Name.For(l.Code, r.site.Config.Fallbacks())
		return Link{Title: name.Text, Lang: name.Lang, URL: string(s.Website)}
	}
	name := o.Name.For(l.Code, r.site.Config.Fallbacks())
	return Link{Title: name.Text, Lang: name.Lang, URL: string(o.URL)}
}

// organisations are named with one another; the site's own society alone goes
// without saying.
func (r *renderer) organisations(list []config.Organisation, l *locale.Language) []Link {
	if len(list) == 1 && list[0].Ref.ID == string(r.site.Config.Society.ID) {
		return nil
	}
	var out []Link
	for _, o := range list {
		out = append(out, r.organisation(o, l))
	}
	return out
}

// contactOf is how one asks for a place: as [renderer.asking] says, else through
// the first organiser whose ways are known, else through the society.
func (r *renderer) contactOf(o *record.Offering, l *locale.Language) *Contact {
	if c := r.asking(o, l); c != nil {
		return c
	}
	for _, organiser := range o.Organisers {
		ways := record.Contact{Website: organiser.URL}
		if s, ok := r.site.Config.Organisation(organiser.Ref.ID); ok && s != &r.site.Config.Society {
			ways = record.Contact{Email: s.Email, Phone: s.Phone, Website: s.Website}
		}
		if c := r.contact(ways, l); c != nil {
			return c
		}
	}
	s := r.site.Config.Society
	return r.channels(record.Channels{Email: s.Email, Phone: s.Phone}, l)
}

// asking is how one asks for a place: the offering's own ways, else those of its
// first leader who has any; hours of its own hold for them too.
func (r *renderer) asking(o *record.Offering, l *locale.Language) *Contact {
	c := o.Join.Channels
	if own := r.channels(c, l); own != nil {
		return own
	}
	v := r.firstLeaderContact(o.Leaders, l)
	if hours := c.Hours.For(l.Code, r.site.Config.Fallbacks()); v != nil && hours.Text != "" {
		v.Hours = hours
	}
	return v
}

func (r *renderer) firstLeaderContact(people []record.Person, l *locale.Language) *Contact {
	for _, p := range people {
		if leader, ok := r.site.Records.Leaders[p.Leader.ID]; ok && leader.Consent && reachable(leader.Contact) {
			if c := r.contact(leader.Contact, l); c != nil {
				return c
			}
		}
	}
	return nil
}

// reachable reports whether somebody can be asked, and not only when.
func reachable(c record.Contact) bool {
	return c.Email != "" || c.Phone != "" || c.Website != "" || c.Address != nil
}

func (r *renderer) channels(c record.Channels, l *locale.Language) *Contact {
	if c.Email == "" && c.Phone == "" && c.Form == "" && c.Post.IsZero() {
		return nil
	}
	fallbacks := r.site.Config.Fallbacks()
	return &Contact{L: l, Email: string(c.Email), Mailto: mailto(c.Email), Phone: string(c.Phone), Tel: tel(c.Phone), Form: string(c.Form),
		Post: c.Post.For(l.Code, fallbacks), Hours: c.Hours.For(l.Code, fallbacks), AnsweringMachine: c.AnsweringMachine}
}

func (r *renderer) contact(c record.Contact, l *locale.Language) *Contact {
	if !reachable(c) && c.Hours.IsZero() && c.Note.IsZero() {
		return nil
	}
	fallbacks := r.site.Config.Fallbacks()
	v := &Contact{L: l, Email: string(c.Email), Mailto: mailto(c.Email), Phone: string(c.Phone), Tel: tel(c.Phone), Website: string(c.Website),
		Hours: c.Hours.For(l.Code, fallbacks), Note: c.Note.For(l.Code, fallbacks)}
	if c.Address != nil {
		v.Address = r.postal(*c.Address, "", l)
	}
	return v
}

// leader is what a leader's page and card show.
func (r *renderer) leader(p *site.Page, l *locale.Language) *Leader {
	rec, fallbacks := p.Leader, r.site.Config.Fallbacks()
	v := &Leader{Languages: languages(rec.Languages, l), Tongues: len(rec.Languages), Contact: r.contact(rec.Contact, l), Retired: rec.Retired,
		Professions: phrases(rec.Professions, l, fallbacks), Specialties: phrases(rec.Specialties, l, fallbacks), SupervisedBy: r.people(rec.SupervisedBy, l)}
	v.Traits = leaderTraits(rec)
	if rec.Role != "" {
		v.Role = l.Word("leaders.role." + string(rec.Role))
	}
	if file := rec.Portrait.File.Text; file != "" {
		alt := rec.Portrait.Alt.For(l.Code, fallbacks)
		name := site.PersonName(rec.Name, l.Code, fallbacks).Text
		v.Portrait = r.picture(r.site.Translations(p)[0], file, cmp.Or(alt.Text, l.Word("leaders.portrait", "Name", name)))
		v.Portrait.Lang = alt.Lang
	}
	v.Initials = initial(rec.Name.Given.For(l.Code, fallbacks).Text) + initial(rec.Name.Family.For(l.Code, fallbacks).Text)
	if rec.Society != nil {
		society := r.organisation(*rec.Society, l)
		v.Society = &society
	}
	var places []string // those that have a name in the language
	for _, ref := range rec.Places {
		city, _ := r.site.Config.Cities.Get(ref.ID)
		if name := city.Name.For(l.Code, fallbacks); name.Lang == "" {
			places = append(places, name.Text)
		} else {
			v.Places = append(v.Places, name)
		}
	}
	if rec.Online {
		places = append(places, l.Word("leaders.online"))
	}
	if len(places) > 0 {
		v.Places = slices.Insert(v.Places, 0, locale.Phrase{Text: l.And(places)}.Capitalized())
	}
	for _, rc := range rec.Recognitions {
		v.Recognitions = append(v.Recognitions, r.leaderRecognition(rc, l))
	}
	return v
}

// initial is the first letter of a name; Greek capitals have no tonos.
func initial(name string) string {
	first, _ := utf8.DecodeRuneInString(name)
	switch {
	case name == "":
		return ""
	case unicode.Is(unicode.Greek, first):
		return strings.ToUpper(fold.Fold(string(first)))
	}
	return strings.ToUpper(string(first))
}

func phrases(texts []locale.Text, l *locale.Language, fallbacks []string) []locale.Phrase {
	var list []locale.Phrase
	for _, t := range texts {
		list = append(list, t.For(l.Code, fallbacks))
	}
	return list
}
