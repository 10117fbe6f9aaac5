package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"fishbowl/internal/locale"
	"fishbowl/internal/record"
)

// place is where something meets.
func (r *renderer) place(p record.Place, l *locale.Language) Place {
	fallbacks := r.site.Config.Fallbacks()
	v := Place{L: l, Online: p.Mode == record.Online, Note: p.Note.For(l.Code, fallbacks).Capitalized()}
	switch p.Mode {
	case record.Online:
		v.Mode = l.Word("groups.online")
	case record.Hybrid:
		v.Mode = l.Word("groups.hybrid")
	}
	for _, name := range []locale.Name{p.Venue, p.Room, p.Street} {
		if phrase := name.For(l.Code, fallbacks); phrase.Text != "" {
			v.Lines = append(v.Lines, phrase)
		}
	}
	country, named := p.Country, locale.Phrase{}
	if city, ok := r.site.Config.Cities.Get(p.City.ID); ok {
		named = city.Name.For(l.Code, fallbacks)
		v.City = named.Text
		country = cmp.Or(country, city.Country)
	}
	if line := (locale.Phrase{Before: p.Postcode + " ", Text: v.City, Lang: named.Lang}); line.Lang != "" {
		line.Before = strings.TrimLeft(line.Before, " ")
		v.Lines = append(v.Lines, line)
	} else if text := strings.TrimSpace(line.String()); text != "" {
		v.Lines = append(v.Lines, locale.Phrase{Text: text})
	}
	region := p.Region.For(l.Code, fallbacks)
	if region.Text != "" {
		v.Lines = append(v.Lines, region)
	}
	// The country goes without saying at home; on screen it is nowhere.
	if country != "" && !v.Online && country != r.site.Config.Society.Country {
		v.Country = l.Country(string(country))
	}
	switch known := len(v.Lines) > 0; {
	case p.OnRequest && known:
		v.Request = locale.Capitalize(l.Word("groups.address_on_request"))
	case p.OnRequest:
		v.Request = l.Word("groups.on_request")
	}
	v.Map = mapOf(p.Geo)
	v.Terms = r.placeTerms(p, l)
	if named.Text == "" {
		named = region
	}
	short := []locale.Phrase{{Text: v.Mode}, named, {Text: v.Country}}
	if p.Travels {
		short = append([]locale.Phrase{{Text: l.Word("groups.travels_short")}}, short...)
	}
	if len(v.Lines) == 0 {
		short = append(short, locale.Phrase{Text: v.Request})
	}
	v.Short = inOneLine(short)
	return v
}

// inOneLine joins texts by commas. Neighbours in one language share its mark, and only
// one stretch can have one: the first.
func inOneLine(parts []locale.Phrase) (line locale.Phrase) {
	parts = slices.DeleteFunc(parts, func(p locale.Phrase) bool { return p.String() == "" })
	joined := func(parts []locale.Phrase) string {
		var all []string
		for _, p := range parts {
			all = append(all, p.String())
		}
		return strings.Join(all, ", ")
	}
	first := slices.IndexFunc(parts, func(p locale.Phrase) bool { return p.Lang != "" })
	if first < 0 {
		return locale.Phrase{Text: joined(parts)}
	}
	line = parts[first]
	if first > 0 {
		line.Before = joined(parts[:first]) + ", " + line.Before
	}
	rest := parts[first+1:]
	for len(rest) > 0 && rest[0].Lang == line.Lang && line.After+rest[0].Before == "" {
		line.Text, line.After, rest = line.Text+", "+rest[0].Text, rest[0].After, rest[1:]
	}
	if len(rest) > 0 {
		line.After += ", " + joined(rest)
	}
	return line
}

// placeTerms say how a group uses its place, and where it met before.
func (r *renderer) placeTerms(p record.Place, l *locale.Language) []locale.Phrase {
	said := r.phraseList(l)
	said.word(p.Travels, "groups.travels")
	said.word(!p.InPersonShare.IsZero(), "groups.in_person_share", "Share", share(p.InPersonShare, l))
	said.word(p.FirstAndLastInPerson, "groups.first_and_last_in_person")
	for _, f := range p.Former {
		where := f.Venue.For(l.Code, said.fallbacks)
		if city, ok := r.site.Config.Cities.Get(f.City.ID); ok {
			name := city.Name.For(l.Code, said.fallbacks)
			if where.Text == "" {
				where = name
			} else {
				where = l.Around("schedule.join", "A", where, "B", name.Text)
			}
		}
		switch {
		case where.Text == "":
		case f.Until.IsZero():
			said.list = append(said.list, l.Around("groups.former", "Place", where))
		default:
			said.list = append(said.list, l.Around("groups.former_until", "Place", where, "Date", l.Vague(f.Until)))
		}
	}
	return capitalized(said.list)
}

// whereabouts names the place of a meeting line within its sentence.
func (r *renderer) whereabouts(p record.Place, l *locale.Language) locale.Phrase {
	v := r.place(p, l)
	parts := slices.Clone(v.Lines)
	say := func(text string) { parts = append(parts, locale.Phrase{Text: text}) }
	if v.Country != "" {
		say(v.Country)
	}
	if p.Mode != "" && (p.Mode != record.InPerson || len(parts) == 0) {
		say(l.Word("schedule.place." + string(p.Mode)))
	}
	switch {
	case p.OnRequest && len(v.Lines) > 0:
		say(l.Word("groups.address_on_request"))
	case p.OnRequest:
		say(l.Word("schedule.place.on_request"))
	}
	return inOneLine(append(parts, p.Note.For(l.Code, r.site.Config.Fallbacks())))
}

// elsewhere names the place of a single meeting in a word or two: where it is, if
// not where the group meets.
func (r *renderer) elsewhere(p, usual record.Place, l *locale.Language) locale.Phrase {
	v := r.place(p, l)
	switch {
	case p.Mode == record.Online || p.Mode == record.Hybrid || len(v.Lines) == 0:
		return r.whereabouts(p, l)
	case v.City != "" && v.City != r.place(usual, l).City:
		city, _ := r.site.Config.Cities.Get(p.City.ID)
		return city.Name.For(l.Code, r.site.Config.Fallbacks())
	}
	return v.Lines[0]
}

// mapOf makes an address that opens a program for maps (RFC 5870): a published
// page asks no map service for anything.
func mapOf(g *record.Geo) template.URL {
	if g == nil {
		return ""
	}
	degrees := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	return template.URL("geo:" + degrees(g.Lat) + "," + degrees(g.Lon))
}
