package build_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"fishbowl"
	"fishbowl/internal/diag"
	"fishbowl/internal/sitetest"
)

// interfaceWords tells the language of words of the interface that no other language of
// ours has.
func interfaceWords(t *testing.T) map[string]string {
	t.Helper()
	words := map[string]string{}
	for _, code := range sitetest.Codes {
		text, err := fs.ReadFile(fishbowl.Files, "i18n/"+code+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range interfaceWord.FindAllStringSubmatch(string(text), -1) {
			if is, known := words[m[1]]; known && is != code {
				words[m[1]] = ""
			} else {
				words[m[1]] = code
			}
		}
	}
	if len(words) < 500 {
		t.Fatalf("only %d words", len(words))
	}
	return words
}

var interfaceWord = regexp.MustCompile(`(?m)^ +\w+: ([^"{}\[\]\n]+)$`)

// TestLawsOfAbsence builds sites in which hardly a page is in all languages.
func TestLawsOfAbsence(t *testing.T) {
	words := interfaceWords(t)
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			site := sitetest.Holes(500, seed)
			var list diag.List
			g := load(t, &list, site)
			for _, p := range list.Sorted() {
				if p.Severity == diag.Error {
					t.Error(list.Report(p))
				}
			}
			if g == nil {
				t.Fatal("the site has faults")
			}
			s := publish(t, "https://example.org", sitetest.Codes, rendered(t, g))
			s.laws(func(text string) string {
				return cmp.Or(sitetest.LanguageOf(text), words[strings.TrimSpace(text)])
			})
			s.everyPage(site)
		})
	}
}

var (
	pageNumber = regexp.MustCompile(`№(\d+)`)
	isDraft    = regexp.MustCompile(`(?m)^draft: true$`)
	policy     = regexp.MustCompile(`(\w+): (omit|link|show)`)
	folders    = map[string]string{"articles": "article", "news": "news", "leaders": "leader", "events": "event"}
)

// everyPage: what was written is there in its languages, each with all others as its
// alternates; where one lacks it, it is shown if its kind's policy says so, and else not.
func (s *published) everyPage(site fstest.MapFS) {
	policies, written, kinds := map[string]string{}, map[string][]string{}, map[string]string{}
	for _, m := range policy.FindAllSubmatch(site["site.yaml"].Data, -1) {
		policies[string(m[1])] = string(m[2])
	}
	for name, file := range site {
		if path.Ext(name) != ".md" || isDraft.Match(file.Data) || strings.HasPrefix(path.Base(name), "404.") {
			continue
		}
		id := pageNumber.FindStringSubmatch(string(file.Data))[1]
		written[id] = append(written[id], strings.Split(path.Base(name), ".")[1])
		folder := strings.Split(name, "/")[1]
		if kinds[id] = folders[folder]; kinds[id] == "" || strings.Contains(name, "_index") {
			kinds[id] = "page"
		}
	}
	stands := map[string][]*document{}
	for _, d := range s.docs {
		if m := pageNumber.FindStringSubmatch(textOf(d.root)); m != nil && !d.noindex {
			stands[m[1]] = append(stands[m[1]], d)
		}
	}
	for id, in := range written {
		slices.Sort(in)
		var real, shown []string
		for _, d := range stands[id] {
			if d.canonical != d.address {
				shown = append(shown, d.lang)
				continue
			}
			real = append(real, d.lang)
			alternates := slices.DeleteFunc(slices.Sorted(maps.Keys(d.alternates)), func(l string) bool { return l == "x-default" })
			if len(in) > 1 && !slices.Equal(alternates, in) || len(in) == 1 && len(alternates) > 0 {
				s.Errorf("%s is written in %v, its alternates are %v", d.address, in, alternates)
			}
		}
		slices.Sort(real)
		if !slices.Equal(real, in) {
			s.Errorf("the %s %s is written in %v and stands in %v", kinds[id], id, in, real)
		}
		if want := len(s.codes) - len(in); policies[kinds[id]] == "show" && len(shown) != want || policies[kinds[id]] != "show" && len(shown) > 0 {
			s.Errorf("the %s %s is written in %v and shown in %v", kinds[id], id, in, shown)
		}
	}
}
