// Package sitetest makes up sites of any size, for tests and benchmarks. They are
// whole from ten pages on: a build of them has no error.
package sitetest

import (
	"fmt"
	"strings"
	"testing/fstest"
)

// Pages returns a site of n content pages in three languages: a fifth are
// leaders and groups' neighbours, the rest articles and pages, each with four
// headings, links, a citation, a list, a table and a footnote.
func Pages(n int) fstest.MapFS {
	site := fstest.MapFS{
		"site.yaml": {Data: []byte(`format: 1
base_url: https://example.org
languages: [{code: el, name: Ελληνικά}, {code: en, name: English}, {code: de, name: Deutsch}]
main_language: el
timezone: Europe/Athens
currency: EUR
society: {id: s, name: S}
cities: {athens: {name: Athens, country: GR}}
menu: [groups, leaders, articles, references]
`)},
		"content/references.yaml": {Data: []byte("references:\n  - {id: balint-1957, type: book, author: [{family: Balint, given: Michael}], issued: 1957, title: The Doctor, publisher: Pitman}\n")},
	}
	words := map[string]string{
		"el": "Η ομάδα συναντιέται κάθε εβδομάδα και συζητά ένα περιστατικό με ηρεμία και προσοχή. ",
		"en": "The group meets every week and talks about a case with calm and with attention. ",
		"de": "Die Gruppe trifft sich jede Woche und bespricht einen Fall in Ruhe und mit Sorgfalt. ",
	}
	add := func(dir, id, front string) {
		for lang, sentence := range words {
			shared := ""
			if lang == "el" {
				shared = front
			}
			body := &strings.Builder{}
			fmt.Fprintf(body, "---\ntitle: %s %s\ndescription: %s %s\n%s---\n%s[home](page:home)\n\n", id, lang, id, sentence, shared, strings.Repeat(sentence, 4))
			for h := range 4 {
				fmt.Fprintf(body, "## %s %d\n\n%s [@balint-1957, p. %d]\n\n- %s\n- %s\n\n", sentence[:20], h, strings.Repeat(sentence, 3), h+1, sentence, sentence)
			}
			body.WriteString("| a | b |\n|---|--:|\n| 1 | 2 |\n\nText[^1].\n\n[^1]: " + sentence + "\n")
			site["content/"+dir+id+"."+lang+".md"] = &fstest.MapFile{Data: []byte(body.String())}
		}
	}
	for _, id := range []string{"home", "groups", "references", "404"} {
		add("", id, "")
	}
	var groups strings.Builder
	groups.WriteString("groups:\n")
	for i := range n / 3 {
		switch i % 5 {
		case 0:
			add("leaders/", fmt.Sprintf("leader-%d", i), fmt.Sprintf("name: {given: Maria, family: Example %d}\nconsent: true\n", i))
			if i%50 == 0 {
				fmt.Fprintf(&groups, "  - id: group-%d\n    leaders: [leader-%d]\n    status: open\n    place: {city: athens}\n    schedule: {every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12}\n    price: {amount: 30, per: meeting}\n", i, i)
			}
		case 1, 2:
			add("articles/", fmt.Sprintf("article-%d", i), fmt.Sprintf("date: 20%02d-%02d-01\n", i%25, i%12+1))
		default:
			add("", fmt.Sprintf("page-%d", i), "")
		}
	}
	if n > 0 {
		site["content/groups.yaml"] = &fstest.MapFile{Data: []byte(groups.String())}
	}
	return site
}

// Groups returns a site of n groups in three languages, with five years of meetings
// each, of every rhythm and kind of price; or without meetings and prices.
func Groups(n int, meetings bool) fstest.MapFS {
	site := Pages(0)
	const cities = 300
	var names strings.Builder
	for i := range cities {
		fmt.Fprintf(&names, ", city-%d: {name: City %d, country: GR}", i, i)
	}
	settings := string(site["site.yaml"].Data)
	settings = strings.Replace(settings, "country: GR}}", "country: GR}"+names.String()+"}", 1)
	settings = strings.Replace(settings, "groups, leaders, articles, references", "groups", 1)
	site["site.yaml"] = &fstest.MapFile{Data: []byte(settings)}
	schedules := []string{
		"{every: week, day: tuesday, time: 19:00-20:30, from: 2024-01-09, until: 2028-12-31, except: [2027-01-05, {from: 2027-07-01, until: 2027-08-31, why: summer}]}",
		"{every: 4 weeks, day: wednesday, time: 19:00-20:30, from: 2024-01-10, until: 2028-12-31, moved: {2027-10-06: 2027-10-07T18:00}}",
		"{every: month, day: [second wednesday, fourth wednesday], time: 20:00-21:30, from: 2024-01-10, until: 2028-12-31}",
		"{every: 2 months, day: last friday, time: 15:00-18:15, from: 2024-01-26, until: 2028-12-31}",
		"{rrule: \"FREQ=MONTHLY;BYDAY=2SA\", time: 10:00-13:00, from: 2024-01-13, until: 2028-12-31}",
	}
	prices := []string{
		"{amount: 30, per: meeting}",
		"[{amount: 30, per: double-session}, {for: students, amount: 15, per: double-session}, {for: in-training, reduced: true}]",
		"{early: {until: 2027-01-05}, lines: [{amount: 300, early: 250, per: term, member: true}, {amount: 400, early: 350, per: term, member: false}]}",
		"on_request",
	}
	var b strings.Builder
	b.WriteString("groups:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - id: group-%[1]d\n    leaders: [{name: Maria Example %[1]d}]\n    status: open\n    place: {city: city-%[2]d, street: Street %[1]d}\n    checked: 2026-11-01\n", i, i%cities)
		if meetings {
			fmt.Fprintf(&b, "    schedule: %s\n    price: %s\n", schedules[i%len(schedules)], prices[i%len(prices)])
		}
	}
	site["content/groups.yaml"] = &fstest.MapFile{Data: []byte(b.String())}
	return site
}
