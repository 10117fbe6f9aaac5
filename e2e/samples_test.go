package e2e

import (
	"slices"
	"strings"
	"testing"
)

// kinds are the English addresses of one page of each kind.
var kinds = []string{
	"/en/",
	"/en/frame/",            // a page with headings only
	"/en/history/",          // with a list of contents and a timeline
	"/en/membership/",       // with a table
	"/en/balint-in-weimar/", // with a picture and a group
	"/en/groups/",
	"/en/groups/athens-tuesday/",    // a fixed group
	"/en/groups/herford-wednesday/", // a group with recognitions and a course price
	"/en/groups/vienna-saturdays/",  // with a table of prices
	"/en/groups/in/gr/",             // the groups of a country
	"/en/groups/in/gr/athens/",
	"/en/leaders/",
	"/en/leaders/maria-thalassinou/",
	"/en/leaders/roswitha-kaltenegg/", // without a portrait
	"/en/articles/",
	"/en/articles/what-defines-balint-work/", // with notes and works cited
	"/en/articles/first-evening/",            // with a figure
	"/en/news/",
	"/en/news/nafplio-registration-open/",
	"/en/topics/",
	"/en/topics/training/",
	"/en/events/",
	"/en/events/spring-weekend-2027/",
	"/en/events/study-day-2026/", // over, with a report
	"/en/references/",
	"/en/search/",
	"/en/contact/",
	"/en/legal-notice/",
}

// others are pages that are not a translation of one of these.
var others = []string{"/", "/404.html", "/el/404.html", "/en/404.html", "/de/404.html", "/de/weiterbildung/"}

// samples returns a page of each kind in each language.
func (s *site) samples(t *testing.T) []*page {
	t.Helper()
	var found []*page
	add := func(address string) {
		p := s.page(s.base, address)
		if p == nil {
			t.Fatalf("the site has no page %s: mend the list", address)
		}
		found = append(found, p)
	}
	for _, address := range others {
		add(address)
	}
	for _, address := range kinds {
		p := s.page(s.base, address)
		if p == nil {
			t.Fatalf("the site has no page %s: mend the list", address)
		}
		for _, lang := range languages {
			add(p.alternates()[lang])
		}
	}
	slices.SortFunc(found, func(a, b *page) int { return strings.Compare(a.path, b.path) })
	return found
}
