package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// shownList is what a reader sees of a list that can be narrowed.
type shownList struct {
	Entries []string // the last segments of their addresses
	Count   string   // what is said of how many there are
	Nothing bool     // whether it is said that there are none
	Finder  bool     // whether the selections are offered
	Open    bool     // whether they are open
	Search  string   // of the address
	Focus   string   // the element that has it
}

const listScript = `(() => {
	const seen = e => !!e && e.checkVisibility({visibilityProperty: true});
	return {
		Entries: [...document.querySelectorAll("[data-traits]")].filter(seen).map(e => e.querySelector("h2 a").pathname.split("/").at(-2)),
		Count: document.querySelector("[role=status]")?.innerText ?? "",
		Nothing: seen(document.querySelector(".nothing")),
		Finder: seen(document.querySelector(".finder")),
		Open: document.querySelector(".finder")?.open ?? false,
		Search: location.search,
		Focus: document.activeElement.tagName,
	};
})()`

func (b *tab) list(t *testing.T) shownList {
	t.Helper()
	return evaluate[shownList](t, b, listScript)
}

// choose sets a selection as its menu does.
func (b *tab) choose(t *testing.T, key, value string) {
	t.Helper()
	b.do(t, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => {
		const select = document.querySelector(".finder select[name=%s]");
		select.value = %q;
		select.dispatchEvent(new Event("change", {bubbles: true}));
	})()`, key, value)))
}

func (b *tab) open(t *testing.T, address string) {
	t.Helper()
	b.do(t, chromedp.Navigate(address))
}

// writtenGroups returns the ids in the reference site's data file, as a plain
// search finds them.
func writtenGroups(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, "content", "groups.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, m := range regexp.MustCompile(`(?m)^  - id: (\S+)$`).FindAllStringSubmatch(string(text), -1) {
		ids = append(ids, m[1])
	}
	slices.Sort(ids)
	return ids
}

func TestListsAreWholeWithoutScript(t *testing.T) {
	b := newTab(t)
	address := serve(t, reference(t))
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.open(t, address+"/en/groups/?city=athens")
	got := b.list(t)
	if got.Finder {
		t.Error("selections are offered that cannot work")
	}
	slices.Sort(got.Entries)
	if diff := cmp.Diff(writtenGroups(t), got.Entries); diff != "" {
		t.Errorf("groups that are written (-) and seen (+):\n%s", diff)
	}
	if got.Count != "12 groups" || got.Nothing {
		t.Errorf("the list says %q", got.Count)
	}
	const links = `[...document.querySelectorAll(".places a")].filter(e => e.checkVisibility()).map(e => e.pathname).join(" ")`
	if got, want := evaluate[string](t, b, links), "/en/groups/ /en/groups/in/de/ /en/groups/in/gr/ /en/groups/in/gr/athens/"; got != want {
		t.Errorf("the places are %s, want %s", got, want)
	}
	const dates = `Math.max(...[...document.querySelectorAll("[data-traits]")].map(e => [...e.querySelectorAll("dd time")].filter(d => d.checkVisibility()).length))`
	if n := evaluate[int](t, b, dates); n != 1 {
		t.Errorf("a card shows %d next dates", n)
	}
}

func TestListIsNarrowed(t *testing.T) {
	b := newTab(t)
	address := serve(t, reference(t))
	b.open(t, address+"/en/groups/")
	b.takeFaults()
	whole := b.list(t)
	if !whole.Finder || whole.Open || len(whole.Entries) != 12 || whole.Count != "12 groups" || whole.Search != "" {
		t.Errorf("at first the list is %+v", whole)
	}
	b.choose(t, "mode", "online")
	if got, want := b.list(t).Entries, []string{"london-fortnight", "online-evening", "company-online"}; !slices.Equal(sorted(got), sorted(want)) {
		t.Errorf("online are %v, want %v", got, want)
	}
	b.choose(t, "language", "en")
	got := b.list(t)
	if !slices.Equal(sorted(got.Entries), []string{"london-fortnight", "online-evening"}) || got.Count != "2 of 12 groups" || got.Search != "?mode=online&language=en" {
		t.Errorf("online and in English are %+v", got)
	}
	// Behind each value stands how many there would be: of those online, the hybrid one
	// included, two in English and one in German.
	if got := evaluate[string](t, b, `[...document.querySelector("#part-language").options].map(o => o.text).join(", ")`); got != "any, English (2), German (1), Greek (0)" {
		t.Errorf("the languages of groups online are %s", got)
	}
	b.choose(t, "mode", "")
	b.choose(t, "language", "")
	if got := b.list(t); !cmp.Equal(got, whole) && got.Count != whole.Count || got.Search != "" || len(got.Entries) != 12 {
		t.Errorf("with nothing chosen the list is %+v", got)
	}
	for _, fault := range b.takeFaults() {
		t.Error(fault)
	}
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

// What a word means beyond itself: few places are open too, and who can start
// from a month can later.
func TestListIsNarrowedByMeaning(t *testing.T) {
	b := newTab(t)
	address := serve(t, reference(t))
	for _, tt := range []struct {
		query string
		want  []string
	}{
		{"city=athens", []string{"athens-students", "athens-tuesday"}},
		{"country=de", []string{"herford-wednesday", "leipzig-ifa", "thuringia-balint"}},
		{"city=athens&status=open", []string{"athens-students", "athens-tuesday"}},
		{"city=athens&status=few-places", []string{"athens-tuesday"}},
		{"weekday=monday&mode=hybrid", []string{"london-fortnight"}},
		{"starts=2027-03", []string{"heraklion-nurses", "zurich-month"}},
		{"starts=2027-02&form=series", []string{"vienna-saturdays"}},
		{"audience=nurses&language=el&form=ongoing", []string{"athens-tuesday", "heraklion-nurses"}},
	} {
		b.open(t, address+"/en/groups/?"+tt.query)
		if got := sorted(b.list(t).Entries); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.query, got, tt.want)
		}
	}
	for _, tt := range []struct {
		query string
		want  []string
	}{
		{"city=athens", []string{"dafni-kerasioti", "maria-thalassinou"}},
		{"role=in-training", []string{"dafni-kerasioti"}},
	} {
		b.open(t, address+"/en/leaders/?"+tt.query)
		if got := sorted(b.list(t).Entries); !slices.Equal(got, tt.want) {
			t.Errorf("leaders, %s: %v, want %v", tt.query, got, tt.want)
		}
	}
}

// A link that was mailed shows what its sender saw, in any language, and so does
// the way back from a group, and the page when it is loaded again.
func TestNarrowedListIsAnAddress(t *testing.T) {
	b := newTab(t)
	address := serve(t, reference(t))
	for page, count := range map[string]string{"/el/omades/": "2 από 12 ομάδες", "/en/groups/": "2 of 12 groups", "/de/gruppen/": "2 von 12 Gruppen"} {
		b.open(t, address+page+"?city=athens&language=el&from=mail")
		sent := b.list(t)
		if sent.Count != count || !sent.Open || len(sent.Entries) != 2 || evaluate[string](t, b, `document.querySelector("#part-city").value`) != "athens" {
			t.Errorf("%s: the mailed link shows %+v", page, sent)
		}
		b.do(t, chromedp.Reload())
		if again := b.list(t); !cmp.Equal(again, sent) {
			t.Errorf("%s: loaded again it shows %+v", page, again)
		}
		b.choose(t, "status", "few-places")
		narrow := b.list(t)
		if narrow.Search != "?city=athens&language=el&from=mail&status=few-places" || len(narrow.Entries) != 1 {
			t.Errorf("%s: narrowed further it shows %+v", page, narrow)
		}
		b.click(t, "[data-traits]:not([hidden]) h2 a")
		b.do(t, chromedp.NavigateBack())
		if back := b.list(t); !slices.Equal(back.Entries, narrow.Entries) || back.Search != narrow.Search || back.Count != narrow.Count {
			t.Errorf("%s: the way back shows %+v", page, back)
		}
	}
	for _, fault := range b.takeFaults() {
		t.Error(fault)
	}
}

// A place that has no group any more, or never had one, is told; there is a way
// out by key, and the focus is not lost.
func TestListThatIsEmptySaysWhatToDo(t *testing.T) {
	b := newTab(t)
	address := serve(t, reference(t))
	b.open(t, address+"/en/groups/?city=nafplio&language=el")
	got := b.list(t)
	if len(got.Entries) != 0 || !got.Nothing || !got.Open || got.Count != "0 of 12 groups. No group fits this choice." {
		t.Errorf("nothing is shown as %+v", got)
	}
	const ways = `[...document.querySelectorAll(".nothing a")].map(e => e.getAttribute("href")).join(" ")`
	if got, want := evaluate[string](t, b, ways), "/en/groups/?mode=online mailto:info@example.org"; got != want {
		t.Errorf("the ways out are %s, want %s", got, want)
	}
	b.do(t, chromedp.Focus(chromedp.CSS(".nothing button")), chromedp.KeyEvent(kb.Enter))
	got = b.list(t)
	if len(got.Entries) != 12 || got.Nothing || got.Search != "" || got.Focus != "SUMMARY" || got.Count != "12 groups" {
		t.Errorf("after the way out the list is %+v", got)
	}
	// What is no value of an address is left alone.
	b.open(t, address+"/en/groups/?city=%3Cb%3E&weekday=")
	if got := b.list(t); len(got.Entries) != 12 {
		t.Errorf("an address without sense shows %+v", got)
	}
	for _, fault := range b.takeFaults() {
		t.Error(fault)
	}
}

func TestListIsNarrowedByKeys(t *testing.T) {
	b := newTab(t)
	b.open(t, serve(t, reference(t))+"/en/groups/")
	b.do(t, chromedp.Focus(chromedp.CSS(".finder summary")), chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent("At"))
	got := b.list(t)
	if !got.Open || got.Search != "?city=athens" || got.Focus != "SELECT" || len(got.Entries) != 2 {
		t.Errorf("after Enter, Tab and two letters the list is %+v", got)
	}
}

// The selections, open, fit the narrowest telephone, and axe-core has nothing
// against them nor against an empty list. Their place was kept: nothing moves
// when the script shows them.
func TestSelectionsAreSound(t *testing.T) {
	library := axeLibrary(t)
	b := newTab(t)
	address := serve(t, reference(t))
	for _, page := range []string{"/el/omades/?city=athens", "/en/groups/?city=nafplio", "/de/gruppen/?country=de", "/de/leitung/?language=de", "/en/groups/in/gr/athens/"} {
		for width, scheme := range map[int64]string{1280: "light", 320: "dark"} {
			b.emulate(t, width, scheme)
			for _, v := range b.axe(t, library, address+page) {
				t.Errorf("%s, %d px: %s: %s\n\t%s", page, width, v.ID, v.Help, strings.Join(v.Nodes, "\n\t"))
			}
			if wide := evaluate[string](t, b, fmt.Sprintf(overflowScript, width)); wide != "" {
				t.Errorf("%s, %d px: the page is %s", page, width, wide)
			}
			const small = `[...document.querySelectorAll(".finder summary, .finder select, .finder button, .nothing button, .places a")].
				filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.9).map(e => e.outerHTML.slice(0, 60)).join(" ")`
			if found := evaluate[string](t, b, small); found != "" {
				t.Errorf("%s, %d px: too small to touch: %s", page, width, found)
			}
		}
	}
	b.emulate(t, 390, "light")
	b.open(t, address+"/en/groups/")
	const shift = `new Promise(done => {
		let sum = 0;
		new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value)).observe({type: "layout-shift", buffered: true});
		requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
	})`
	if moved := evaluate[float64](t, b, shift); moved > 0.001 {
		t.Errorf("the page moves by %v while it loads", moved)
	}
	for _, fault := range b.takeFaults() {
		t.Error(fault)
	}
}
