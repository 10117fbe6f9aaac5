package build_test

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// googles are the properties that Google documents for rich results
// (developers.google.com/search/docs/appearance/structured-data: event,
// course-info, breadcrumb, organization, profile-page, article). Without a required one a
// page is not shown so; "a|b" asks for one of the two. Recommended ones are those
// that a site like this can know: no ratings, no video, no enrolment, and no
// first day of sale (offers.validFrom) but that of a price after an early one.
//
// eventAttendanceMode and VirtualLocation are schema.org's; what Google asks of a
// location, it asks of a Place.
var googles = map[string]struct{ required, recommended []string }{
	"Event": {
		[]string{"name", "startDate", "location", "location.address|url"},
		[]string{"description", "endDate", "eventStatus", "image", "location.name|url", "offers.availability", "offers.price", "offers.priceCurrency",
			"offers.url", "organizer.name", "organizer.url", "performer.name"},
	},
	"Course": {
		[]string{"name", "description", "provider.name", "offers.category", "hasCourseInstance.courseMode", "hasCourseInstance.courseWorkload|courseSchedule"},
		[]string{"image", "inLanguage", "offers.price", "offers.priceCurrency", "educationalCredentialAwarded", "hasCourseInstance.instructor.name", "hasCourseInstance.location.address"},
	},
	"BreadcrumbList": {[]string{"itemListElement.position", "itemListElement.name", "itemListElement.item"}, nil},
	"NGO":            {nil, []string{"name", "url", "logo", "address", "address.streetAddress", "address.addressLocality", "address.postalCode", "address.addressCountry", "email", "telephone", "sameAs"}},
	"NewsArticle":    {nil, []string{"headline", "image", "datePublished", "dateModified", "author.name", "author.url"}},
	"ProfilePage":    {[]string{"mainEntity.name"}, []string{"mainEntity.description", "mainEntity.url"}},
}

// unknown are recommended properties that the reference site does not say of
// some things, by the last part of the page's address, and why.
var unknown = []struct {
	property, why string
	pages         []string
}{
	{"endDate", "has no end", []string{"athens-tuesday", "herford-wednesday", "company-online", "london-fortnight"}},
	{"author.url", "has no page", []string{"enas-kyklos-sti-douleia", "circle-at-work", "ein-kreis-im-haus"}},
	{"offers.price", "a range", []string{"online-evening", "london-fortnight"}},
}

// Series are events, and so are the instances of courses, to Google; articles are what
// news are.
var alike = map[string]string{"EventSeries": "Event", "CourseInstance": "Event", "ScholarlyArticle": "NewsArticle"}

type node = map[string]any

func TestGoogleFindsWhatItAsksFor(t *testing.T) {
	seen, needed := map[string]int{}, map[string]bool{}
	for file, content := range tree(t, reference(t)) {
		if path.Ext(file) != ".html" {
			continue
		}
		for _, text := range parse(t, content).data {
			var root node
			if err := json.Unmarshal([]byte(text), &root); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			named := map[string]node{}
			walk(root, func(n node) {
				if id, ok := n["@id"].(string); ok && len(n) > 1 {
					named[id] = n
				}
			})
			typ := root["@type"].(string)
			seen[typ]++
			google := googles[typ]
			if same, ok := alike[typ]; ok {
				google = googles[same]
			}
			for _, property := range google.required {
				if !has(root, property, named) {
					t.Errorf("%s: the %s has no %s", file, typ, property)
				}
			}
			for _, property := range google.recommended {
				if !has(root, property, named) && !excused(path.Base(path.Dir(file)), property, needed) && !isOver(root, property) {
					t.Errorf("%s: the %s has no %s", file, typ, property)
				}
			}
			walk(root, func(n node) { checkNode(t, file, n, named) })
		}
	}
	for typ, least := range map[string]int{"Event": 9, "EventSeries": 21, "Course": 6, "ProfilePage": 21, "ScholarlyArticle": 10, "NewsArticle": 11, "NGO": 4, "BreadcrumbList": 100} {
		if seen[typ] < least {
			t.Errorf("%d pages have a %s, want at least %d", seen[typ], typ, least)
		}
	}
	for _, u := range unknown {
		for _, page := range u.pages {
			if !needed[u.property+page] {
				t.Errorf("%s says its %s: take it off the list", page, u.property)
			}
		}
	}
}

// isOver reports whether a property is an offer of an event that is over.
func isOver(root node, property string) bool {
	start, _ := root["startDate"].(string)
	return root["@type"] == "Event" && start < asOf.String() && strings.HasPrefix(property, "offers")
}

func excused(page, property string, needed map[string]bool) bool {
	for _, u := range unknown {
		if u.property == property && slices.Contains(u.pages, page) {
			needed[property+page] = true
			return true
		}
	}
	return false
}

// walk calls f with a node and all nodes inside it.
func walk(v any, f func(node)) {
	switch v := v.(type) {
	case node:
		f(v)
		for _, inner := range v {
			walk(inner, f)
		}
	case []any:
		for _, inner := range v {
			walk(inner, f)
		}
	}
}

// has reports whether a property is there on every node of its path; a node that
// is only an id is the one of that name.
func has(n node, property string, named map[string]node) bool {
	return hasPath(n, strings.Split(property, "."), named)
}

func hasPath(v any, way []string, named map[string]node) bool {
	switch v := v.(type) {
	case []any:
		return len(v) > 0 && !slices.ContainsFunc(v, func(item any) bool { return !hasPath(item, way, named) })
	case node:
		if id, ok := v["@id"].(string); ok && len(v) == 1 {
			v = named[id]
		}
		if len(way) == 0 {
			return len(v) > 0
		}
		return slices.ContainsFunc(strings.Split(way[0], "|"), func(name string) bool {
			inner, ok := v[name]
			return ok && hasPath(inner, way[1:], named)
		})
	}
	return len(way) == 0 && v != nil && v != ""
}

var (
	stampForm = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2}))?$`)
	zoneOf    = map[string]string{"GR": "Europe/Athens", "DE": "Europe/Berlin", "AT": "Europe/Vienna", "CH": "Europe/Zurich", "GB": "Europe/London"}
	words     = map[string][]string{
		"eventStatus":         {"EventScheduled", "EventCancelled", "EventPostponed", "EventRescheduled", "EventMovedOnline"},
		"eventAttendanceMode": {"OfflineEventAttendanceMode", "OnlineEventAttendanceMode", "MixedEventAttendanceMode"},
		"availability":        {"InStock", "SoldOut", "PreOrder"},
	}
)

// checkNode: words are those of the vocabulary, moments have the offset that the
// clocks of the place have on that day, no meeting is without what Google
// requires of an event, and nothing leads into a meeting.
func checkNode(t *testing.T, file string, n node, named map[string]node) {
	t.Helper()
	for property, known := range words {
		if v, ok := n[property].(string); ok && !slices.Contains(known, strings.TrimPrefix(v, "https://schema.org/")) {
			t.Errorf("%s: %s is %q", file, property, v)
		}
	}
	for _, property := range []string{"startDate", "endDate", "validFrom", "validThrough", "previousStartDate", "dateModified"} {
		v, ok := n[property].(string)
		if ok && !stampForm.MatchString(v) {
			t.Errorf("%s: %s is %q", file, property, v)
		}
		if len(v) < len("2027-01-13T19:00:00Z") {
			continue
		}
		moment, err := time.Parse(time.RFC3339, v)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		for _, place := range n["location"].([]any) {
			p := place.(node)
			if len(p) == 1 {
				p = named[p["@id"].(string)]
			}
			if address, ok := p["address"].(node); ok {
				zone, err := time.LoadLocation(zoneOf[address["addressCountry"].(string)])
				if err != nil {
					t.Fatal(err)
				}
				if right := moment.In(zone).Format(time.RFC3339); right != v {
					t.Errorf("%s: %s is %s, and there it is %s", file, property, v, right)
				}
			}
		}
	}
	if meetings, ok := n["subEvent"].([]any); ok {
		for _, m := range meetings {
			for _, property := range append(googles["Event"].required, "eventStatus", "organizer.name", "performer.name") {
				if !has(m.(node), property, named) {
					t.Errorf("%s: a meeting has no %s", file, property)
				}
			}
		}
	}
	if n["@type"] == "VirtualLocation" && !strings.HasPrefix(n["url"].(string), base+"/") {
		t.Errorf("%s: people on screen meet at %s", file, n["url"])
	}
}
