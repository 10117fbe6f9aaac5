package e2e

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Every page, in one tab of one browser, at the width of a small telephone and
// of a desk.
func TestPagesInChromium(t *testing.T) {
	s := reference(t)
	b := newTab(t)
	address := serve(t, s)
	for _, p := range s.pages {
		if p.forwards() {
			continue
		}
		for _, fault := range b.examine(t, address+p.path, p.folderLang()) {
			t.Errorf("%s: %s", p.path, fault)
		}
	}
}

func TestChromiumFindsFaults(t *testing.T) {
	const broken = `<!DOCTYPE html><html lang="en"><title>Broken</title>
<h1>One</h1><h1 style="color: red">Two</h1><img src="/missing.png" alt=""><img src="https://balint.example.org/x.png" alt="">
<p class="wide" onclick="wide()">Wide</p><link rel="stylesheet" href="/wide.css"><script>console.error("inline")</script><script src="/fault.js"></script>`
	mux := http.NewServeMux()
	for name, text := range map[string]string{"/{$}": broken, "/wide.css": ".wide { width: 1000px }", "/fault.js": "console.error('said'); absent()"} {
		mux.HandleFunc(name, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, ".css") {
				w.Header().Set("Content-Type", "text/css")
			}
			fmt.Fprint(w, text)
		})
	}
	b := newTab(t)
	found := strings.Join(b.examine(t, serve(t, mux)+"/", "de"), "\n")
	for _, want := range []string{
		`lang is "en"`, "2 h1", "style attribute: H1", "inline script: SCRIPT", "inline script: P", "at 320 px, the page is 10", "P.wide",
		"answered 404", "another host: https://balint.example.org/x.png", "request failed", "said", "absent is not defined",
	} {
		if !strings.Contains(found, want) {
			t.Errorf("the faults lack %q", want)
		}
	}
	if strings.Contains(found, "at 1280 px") {
		t.Error("a width of 1000 px is found too wide for 1280 px")
	}
	if t.Failed() {
		t.Log("found:\n" + found)
	}
}

// Running text in German is hyphenated; headings, names and addresses are not, nor is
// Greek or English.
func TestHyphens(t *testing.T) {
	b := newTab(t)
	address := serve(t, reference(t))
	const script = `[...document.querySelectorAll("main p, main h1, main h2, main .person, main .place dd, main [href^='mailto:']")].
		filter(e => e.closest("[lang]") === document.documentElement && !e.closest(".on-paper")).
		map(e => (e.matches("p") && !e.closest(".person, .place dd, h1, h2") ? "text " : "name ") + getComputedStyle(e).hyphens).sort().
		filter((s, i, all) => s !== all[i - 1]).join(", ")`
	for path, want := range map[string]string{
		"/de/gruppen/herford-wednesday/": "name manual, text auto", "/de/": "name manual, text auto", "/en/": "name manual, text manual", "/el/": "name manual, text manual",
	} {
		b.emulate(t, 1280, "light")
		b.open(t, address+path)
		if got := evaluate[string](t, b, script); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

// pageState is what inspectScript returns.
type pageState struct {
	Lang    string
	H1      int
	Styled  []string // elements with a style attribute
	Scripts []string // elements with a script in the page itself
}

const inspectScript = `(() => {
	const name = e => e.tagName + (e.id && "#" + e.id) + [...e.classList].map(c => "." + c).join("");
	const data = /json|importmap|speculationrules/;
	return {
		Lang: document.documentElement.lang,
		H1: document.querySelectorAll("h1").length,
		Styled: [...document.querySelectorAll("[style]")].map(name),
		Scripts: [...document.querySelectorAll("*")].filter(e =>
			e.tagName === "SCRIPT" && !e.src && !data.test(e.type) ||
			[...e.attributes].some(a => a.name.startsWith("on") || /^\s*javascript:/i.test(a.value))).map(name),
	};
})()`

// overflowScript waits until the window has its width and describes what is
// too wide for it, "" if nothing.
const overflowScript = `(async width => {
	while (innerWidth !== width) await new Promise(requestAnimationFrame);
	const root = document.documentElement;
	if (root.scrollWidth <= width) return "";
	const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > width + 0.5);
	return root.scrollWidth + " px wide: " +
		wide.slice(-3).map(e => e.tagName + (e.id && "#" + e.id) + [...e.classList].map(c => "." + c).join("")).join(", ");
})(%d)`

// examine opens a page and returns its faults.
func (b *tab) examine(t *testing.T, address, lang string) []string {
	t.Helper()
	b.takeFaults()
	b.do(t, chromedp.Navigate(address))
	state := evaluate[pageState](t, b, inspectScript)
	var faults []string
	if state.Lang != lang {
		faults = append(faults, fmt.Sprintf("html lang is %q, want %q", state.Lang, lang))
	}
	if state.H1 != 1 {
		faults = append(faults, fmt.Sprintf("%d h1 elements, want one", state.H1))
	}
	for _, e := range state.Styled {
		faults = append(faults, "style attribute: "+e)
	}
	for _, e := range state.Scripts {
		faults = append(faults, "inline script: "+e)
	}
	for _, width := range []int64{1280, 320} {
		b.emulate(t, width, "light")
		if wide := evaluate[string](t, b, fmt.Sprintf(overflowScript, width)); wide != "" {
			faults = append(faults, fmt.Sprintf("at %d px, the page is %s", width, wide))
		}
	}
	return append(faults, b.takeFaults()...)
}

func TestReaderSwitchesLanguages(t *testing.T) {
	s := reference(t)
	b := newTab(t)
	address := serve(t, s)
	b.do(t, chromedp.Navigate(address+"/el/"))
	for _, lang := range []string{"de", "en", "el"} {
		b.click(t, fmt.Sprintf(`nav.languages a[hreflang="%s"]`, lang))
		if got := evaluate[string](t, b, `document.documentElement.lang + " " + location.pathname`); got != lang+" /"+lang+"/" {
			t.Errorf("after a click on %s the reader is at %q", lang, got)
		}
	}
	for _, fault := range b.takeFaults() {
		t.Error(fault)
	}
}

// A missing address answers with the page for missing ones in the language of
// its folder, drawn as all pages are.
func TestMissingAddressInChromium(t *testing.T) {
	s := reference(t)
	b := newTab(t)
	address := serve(t, s)
	for _, lang := range languages {
		for _, fault := range b.examine(t, address+"/"+lang+"/no/such/page/", lang) {
			if !strings.Contains(fault, "/no/such/page/") {
				t.Errorf("/%s/no/such/page/: %s", lang, fault)
			}
		}
		if font := evaluate[string](t, b, `getComputedStyle(document.body).fontFamily`); !strings.Contains(font, ",") {
			t.Errorf("/%s/no/such/page/: is drawn without the site's style sheet: %s", lang, font)
		}
	}
}

// click clicks a link and waits for the page behind it.
func (b *tab) click(t *testing.T, selector string) {
	t.Helper()
	b.do(t, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector)))
		return err
	}))
}
