package e2e

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// violation is a rule of axe-core that a page breaks, and where.
type violation struct {
	ID, Help string
	Nodes    []string
}

const axeScript = `axe.run(document, {
	runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]},
	resultTypes: ["violations"],
}).then(result => result.violations.map(v => ({
	ID: v.id, Help: v.help,
	Nodes: v.nodes.map(n => n.target.flat().join(" ") + ": " + n.failureSummary.replace(/\s+/g, " ")),
})))`

// axe opens a page and returns what axe-core has against it.
func (b *tab) axe(t *testing.T, library, address string) []violation {
	t.Helper()
	b.do(t, chromedp.Navigate(address))
	b.do(t, chromedp.Evaluate[chromedp.Void](library))
	return evaluate[[]violation](t, b, axeScript)
}

func axeLibrary(t *testing.T) string {
	t.Helper()
	library, err := os.ReadFile(module(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(library)
}

// Every page at a desk in daylight, and one of each kind on a telephone in the
// dark: what depends on the look is the same for all pages of a kind.
func TestAxeFindsNothing(t *testing.T) {
	library := axeLibrary(t)
	s := reference(t)
	b := newTab(t)
	address := serve(t, s)
	for _, look := range []struct {
		width  int64
		scheme string
		pages  []*page
	}{
		{1280, "light", s.pages},
		{390, "dark", s.samples(t)},
	} {
		b.emulate(t, look.width, look.scheme)
		for _, p := range look.pages {
			if p.forwards() {
				continue
			}
			for _, v := range b.axe(t, library, address+p.path) {
				t.Errorf("%s, %d px, %s: %s: %s\n\t%s", p.path, look.width, look.scheme, v.ID, v.Help, strings.Join(v.Nodes, "\n\t"))
			}
		}
	}
}

func TestAxeFindsFaults(t *testing.T) {
	library := axeLibrary(t)
	b := newTab(t)
	address := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!DOCTYPE html><title>Broken</title><style>@media (prefers-color-scheme: dark) { h4 { color: #ccc } }</style>
<h4>Low contrast in the dark</h4><a href="/"></a>`)
	}))
	var found []string
	b.emulate(t, 390, "dark")
	for _, v := range b.axe(t, library, address) {
		found = append(found, v.ID)
	}
	for _, want := range []string{"html-has-lang", "link-name", "color-contrast", "region"} {
		if !slices.Contains(found, want) {
			t.Errorf("axe-core does not find %s, only %v", want, found)
		}
	}
}
