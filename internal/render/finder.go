package render

import (
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strings"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/site"
)

// Finder narrows a list in place. All of it needs a script; the pages of places
// do not.
type Finder struct {
	L      *locale.Language
	Facets []Facet
	Count  string // how many entries there are, in words
	Shown  string // how many of them are shown; {} stands for that number
	None   string // said where none is shown
	Online *Link  // the groups that meet on screen; nil without any
	Email  string // of the society
	Mailto template.URL
}

// Facet is a property by which the entries of a list differ.
type Facet struct {
	Key    string // the same in every language, as in city
	Label  string
	Values []FacetValue
}

// FacetValue is one value of a facet.
type FacetValue struct {
	ID    string // the same in every language
	Label string
	Lang  string // of the label, where it is not the page's
	Count int    // of the entries that have it
}

// Traits are the values of an entry by the keys of facets. They are printed as
// the script of a theme reads them: "city:athens language:el".
type Traits map[string][]string

// String returns the traits, sorted.
func (t Traits) String() string {
	var all []string
	for key, ids := range t {
		for _, id := range ids {
			all = append(all, key+":"+id)
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// add adds values that are not there yet; none for empty ones.
func (t Traits) add(key string, ids ...string) {
	for _, id := range ids {
		if id != "" && !t.has(key, id) {
			t[key] = append(t[key], id)
		}
	}
}

func (t Traits) has(key, id string) bool { return slices.Contains(t[key], id) }

// glance is how many entries of a list are seen at a glance: so few need no
// selections.
const glance = 4

// The facets of the two lists, in the order in which they are offered.
var (
	groupFacets  = []string{"city", "country", "mode", "weekday", "language", "audience", "status", "form", "starts"}
	leaderFacets = []string{"city", "language", "role", "body"}
)

// implied are values that hold where another does: who looks for a group that is
// open wants one with few places too, and one for doctors is for a specialist.
var implied = map[string]map[string][]string{
	"status":   {"few-places": {"open"}},
	"audience": {"doctors": {"general-practitioners", "psychiatrists"}},
	"mode":     {"hybrid": {"online", "in-person"}},
	"role":     {"supervisor": {"leader"}, "trainer": {"leader"}},
}

// groupTraits are the traits of all groups, the same in every language.
func (r *renderer) groupTraits() map[*record.Group]Traits {
	all := map[*record.Group]Traits{}
	for _, g := range r.site.Records.Groups {
		t := Traits{}
		if g.Place.Mode != record.Online {
			t.add("city", g.Place.City.ID)
		}
		t.add("country", strings.ToLower(string(r.site.CountryOf(g.Place))))
		t.add("mode", string(g.Place.Mode))
		if g.Schedule != nil {
			for _, day := range g.Schedule.Weekdays() {
				t.add("weekday", strings.ToLower(day.String()))
			}
		}
		for _, code := range g.Languages {
			t.add("language", code.Text)
		}
		for _, a := range g.Audience {
			t.add("audience", a.Word)
		}
		t.add("status", string(g.StatusOn(r.site.AsOf)))
		t.add("form", string(cmp.Or(g.Form, "ongoing")))
		t.add("starts", r.begins(g))
		all[g] = t
	}
	widen(all)
	return all
}

// widen adds what traits mean beyond their own word: who asks for groups that
// start from a month finds later ones too, and a group for all professions is for
// each of those that are asked for.
func widen(all map[*record.Group]Traits) {
	known := Traits{} // all values that any has
	for _, t := range all {
		for key, more := range implied {
			for _, own := range slices.Clone(t[key]) {
				t.add(key, more[own]...)
			}
		}
		for key, ids := range t {
			known.add(key, ids...)
		}
	}
	for _, t := range all {
		for _, own := range slices.Clone(t["starts"]) {
			for _, month := range known["starts"] {
				if month < own {
					t.add("starts", month)
				}
			}
		}
		if slices.Contains(t["audience"], "all-professions") {
			t.add("audience", known["audience"]...)
		}
	}
}

// begins returns the month in which a group that has not begun will, as in
// 2027-01; "" of one that is running, or that names no more than a year.
func (r *renderer) begins(g *record.Group) string {
	month := func(d civil.Date) string { return civil.Vague{Year: d.Year, Month: d.Month}.String() }
	if !g.Starts.IsZero() {
		if g.Starts.Month == 0 || g.Starts.Last().Before(r.site.AsOf) {
			return ""
		}
		return month(g.Starts.First())
	}
	const twoYears = -2 * 366 // days; who has not met for so long begins anew
	next := r.next()[g]
	if len(next) == 0 || len(g.Schedule.Between(r.site.AsOf.AddDays(twoYears), r.site.AsOf.AddDays(-1))) > 0 {
		return ""
	}
	return month(next[0].Date)
}

// leaderTraits are the traits of a leader.
func leaderTraits(rec *record.Leader) Traits {
	t := Traits{}
	for _, city := range rec.Places {
		t.add("city", city.ID)
	}
	for _, code := range rec.Languages {
		t.add("language", code.Text)
	}
	t.add("role", string(rec.Role))
	for _, rc := range rec.Recognitions {
		t.add("body", rc.Body.Ref.ID)
	}
	return t
}

// groupFinder narrows a list of groups; nil where it is short.
func (r *renderer) groupFinder(list []*Group, l *locale.Language) *Finder {
	var all []Traits
	for _, g := range list {
		all = append(all, g.Traits)
	}
	f := r.finder(groupFacets, all, "groups", l)
	online := func(g *record.Group) bool { return g.Place.Mode == record.Online && !g.Over() }
	if f != nil && slices.ContainsFunc(r.site.Records.Groups, online) {
		f.Online = r.standing(site.GroupsID, l)
		f.Online.URL += "?mode=" + string(record.Online)
	}
	return f
}

// leaderFinder narrows a list of leaders; nil where it is short.
func (r *renderer) leaderFinder(list []Item, l *locale.Language) *Finder {
	var all []Traits
	for _, item := range list {
		if item.Leader != nil {
			all = append(all, item.Leader.Traits)
		}
	}
	return r.finder(leaderFacets, all, "leaders", l)
}

// finder offers the facets by which entries with these traits differ. words is
// the section of the interface words that counts them.
func (r *renderer) finder(keys []string, all []Traits, words string, l *locale.Language) *Finder {
	if len(all) <= glance {
		return nil
	}
	f := &Finder{L: l, Email: string(r.site.Config.Society.Email), Mailto: mailto(r.site.Config.Society.Email),
		Count: l.Word(words+".count", len(all)), Shown: l.Word(words+".shown", len(all), "Shown", "{}"), None: l.Word(words + ".none_fits")}
	for _, key := range keys {
		if facet := r.facet(key, all, l); facet != nil {
			f.Facets = append(f.Facets, *facet)
		}
	}
	if len(f.Facets) == 0 {
		return nil
	}
	return f
}

// facet lists the values that a key has among entries; nil where none of them
// parts the entries.
func (r *renderer) facet(key string, all []Traits, l *locale.Language) *Facet {
	counts := map[string]int{}
	for _, t := range all {
		for _, id := range t[key] {
			counts[id]++
		}
	}
	if key == "starts" { // only months in which one of these begins; the others are implied
		begin := map[string]bool{}
		for _, t := range all {
			if len(t[key]) > 0 {
				begin[slices.Max(t[key])] = true
			}
		}
		maps.DeleteFunc(counts, func(month string, _ int) bool { return !begin[month] })
	}
	facet := &Facet{Key: key, Label: locale.Capitalize(l.Word("facets." + key))}
	parts := false
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		name := r.traitName(key, id, l)
		facet.Values = append(facet.Values, FacetValue{ID: id, Label: locale.Capitalize(name.Text), Lang: name.Lang, Count: counts[id]})
		parts = parts || counts[id] < len(all)
	}
	if !parts {
		return nil
	}
	slices.SortStableFunc(facet.Values, func(a, b FacetValue) int {
		if order := facetOrder[key]; order != nil {
			return cmp.Compare(slices.Index(order, a.ID), slices.Index(order, b.ID))
		} else if key == "starts" {
			return strings.Compare(a.ID, b.ID)
		} else if key == "year" { // the latest first
			return strings.Compare(b.ID, a.ID)
		}
		return l.Compare(a.Label, b.Label)
	})
	return facet
}

var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// facetOrder is the order of values that are not sorted by name.
var facetOrder = map[string][]string{
	"weekday": weekdays, "mode": record.Mode("").Words(), "audience": record.AudienceWords,
	"status": record.Status("").Words(), "form": record.Form("").Words(), "role": record.LeaderRole("").Words(),
}

// traitName returns the name of a facet's value.
func (r *renderer) traitName(key, id string, l *locale.Language) locale.Phrase {
	switch fallbacks := r.site.Config.Fallbacks(); key {
	case "city":
		city, _ := r.site.Config.Cities.Get(id)
		return city.Name.For(l.Code, fallbacks)
	case "topic":
		tag, _ := r.site.Config.Tags.Get(id)
		return tag.For(l.Code, fallbacks)
	case "author":
		return locale.Phrase{Text: r.authors()[id]}
	case "body":
		body, _ := r.site.Config.Bodies.Get(id)
		return body.Name.For(l.Code, fallbacks)
	}
	return locale.Phrase{Text: traitWord(key, id, l)}
}

// traitWord is that of a value that has no name of its own.
func traitWord(key, id string, l *locale.Language) string {
	switch key {
	case "year":
		return id
	case "country":
		return l.Country(strings.ToUpper(id))
	case "mode":
		return l.Word("groups." + strings.ReplaceAll(id, "-", "_"))
	case "weekday":
		return l.Weekday(time.Weekday((slices.Index(weekdays, id) + 1) % len(weekdays)))
	case "language":
		return l.LanguageName(id)
	case "audience":
		return l.Word("audience." + id)
	case "status", "form":
		return l.Word("groups." + key + "." + id)
	case "starts":
		var month civil.Vague
		if err := month.UnmarshalText([]byte(id)); err != nil {
			panic("render: " + err.Error()) // made by begins
		}
		return l.Vague(month)
	case "role":
		return l.Word("leaders.role." + id)
	}
	panic("render: no names for the facet " + key)
}

// places leads to the page of all groups, and to the countries and cities that
// have one.
func (r *renderer) places(l *locale.Language) []MenuItem {
	var list []MenuItem
	section := r.site.Page(site.Plain, site.GroupsID)
	below := func(p *site.Page) []*site.Translation {
		return slices.DeleteFunc(slices.Clone(r.site.Children(p, l.Code)), func(t *site.Translation) bool {
			return t.Page.Kind != site.Country && t.Page.Kind != site.City
		})
	}
	for _, t := range below(section) {
		item := MenuItem{Link: menuLink(t, l)}
		for _, city := range below(t.Page) {
			item.Items = append(item.Items, MenuItem{Link: menuLink(city, l)})
		}
		list = append(list, item)
	}
	if all := r.standing(site.GroupsID, l); all != nil && len(list) > 0 {
		all.Title, all.Lang = l.Word("home.all_groups"), ""
		list = slices.Insert(list, 0, MenuItem{Link: *all})
	}
	return list
}
