package site

import (
	"cmp"
	"strings"

	"fishbowl/internal/config"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
)

// placesDir is where the pages of countries and cities stand, two and three
// segments below the page of all groups. A group stands one segment below it, so
// that no slug of a group can claim the address of a place.
const placesDir = GroupsID + "/in"

// fewestAtPlace is how many groups make a place worth a page.
const fewestAtPlace = 2

// places makes a page of every country and city where at least two groups are
// that are open to the public and not over. A city stands below its country.
func (b *builder) places() {
	byCity, byCountry := map[string]int{}, map[config.Country]int{}
	for _, g := range b.Records.Groups {
		if g.Over() || !g.Public() {
			continue
		}
		byCountry[b.CountryOf(g.Place)]++
		if g.Place.Mode != record.Online {
			byCity[g.Place.City.ID]++
		}
	}
	made := map[config.Country]bool{}
	country := func(code config.Country) {
		if code == "" || made[code] || byCountry[code] < fewestAtPlace {
			return
		}
		made[code] = true
		p := b.place(Country, strings.ToLower(string(code)), placesDir, "groups.in_country", func(l *locale.Language) locale.Phrase { return locale.Phrase{Text: l.Country(string(code))} })
		b.sections[placesDir+"/"+p.ID] = p
	}
	for _, city := range b.Config.Cities {
		country(city.Value.Country)
		if byCity[city.Key] >= fewestAtPlace {
			b.place(City, city.Key, placesDir+"/"+strings.ToLower(string(city.Value.Country)), "groups.in_city", func(l *locale.Language) locale.Phrase {
				return city.Value.Name.For(l.Code, b.Config.Fallbacks())
			})
		}
	}
	for _, g := range b.Records.Groups { // countries of groups without a city
		country(b.CountryOf(g.Place))
	}
}

// place makes the page of a place in every language. word is its title, with the
// name of the place.
func (b *builder) place(kind Kind, id, dir, word string, name func(*locale.Language) locale.Phrase) *Page {
	p := &Page{Kind: kind, ID: id, Dir: dir}
	for _, l := range b.Languages {
		t := &Translation{Lang: l, File: config.File}
		t.call(l.Around(word, "Place", name(l)))
		society := b.Config.Society.Name.For(l.Code, b.Config.Fallbacks()).Text
		t.Texts = &Texts{MenuTitle: name(l).Text, Description: l.Word("groups.place_description", "Title", t.Title, "Site", society)}
		b.put(p, t)
	}
	b.insert(p)
	return p
}

// CountryOf returns the country of a place: its own, its city's, else the
// society's. What meets on screen is in none, and neither is a place that is told
// on request alone.
func (s *Outline) CountryOf(p record.Place) config.Country {
	city, _ := s.Config.Cities.Get(p.City.ID)
	country := cmp.Or(p.Country, city.Country)
	switch {
	case p.Mode == record.Online:
		return ""
	case p.Mode == "":
		return country
	}
	return cmp.Or(country, s.Config.Society.Country)
}

// MeetsAt reports whether a group meets in the city or country of a page.
func (s *Outline) MeetsAt(g *record.Group, p *Page) bool {
	switch p.Kind {
	case Country:
		return strings.EqualFold(string(s.CountryOf(g.Place)), p.ID)
	case City:
		return g.Place.City.ID == p.ID && g.Place.Mode != record.Online
	}
	return false
}
