package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Each page offers each language once, marks its own, and every offer leads to
// a page in that language.
func TestLanguageSwitchers(t *testing.T) {
	s := reference(t)
	address := serve(t, s)
	answers := map[string]string{} // an address's status and language
	for _, p := range s.pages {
		switcher := p.switcher()
		if switcher == nil {
			if lang, _, deep := strings.Cut(p.path[1:], "/"); deep && !p.forwards() {
				t.Errorf("%s: no language switcher in a page in %q", p.path, lang)
			}
			continue
		}
		offered := map[string]int{}
		for _, a := range switcher {
			lang, _ := attr(a, "hreflang")
			href, _ := attr(a, "href")
			offered[lang]++
			if _, current := attr(a, "aria-current"); current != (lang == p.lang()) || current && href != p.path {
				t.Errorf("%s: the link to %q in %q is marked as current: %t", p.path, href, lang, current)
			}
			if answers[href] == "" {
				answers[href] = get(t, address+href)
			}
			if want := "200 " + lang; answers[href] != want {
				t.Errorf("%s: %q answers %q, want %q", p.path, href, answers[href], want)
			}
		}
		for _, lang := range languages {
			if offered[lang] != 1 || len(offered) != len(languages) {
				t.Errorf("%s: offers %v", p.path, offered)
			}
		}
	}
}

// switcher returns the links of the page's language switcher, nil if it has
// none.
func (p *page) switcher() []*html.Node {
	for _, nav := range p.all("nav") {
		if class, _ := attr(nav, "class"); class == "languages" {
			inside := page{doc: nav}
			return inside.all("a")
		}
	}
	return nil
}

// get returns the status of an address and the language of its page.
func get(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	doc, err := html.Parse(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	p := page{doc: doc}
	return fmt.Sprint(answer.StatusCode, " ", p.lang())
}
