package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// middle returns the middle of an element.
func (b *tab) middle(t *testing.T, selector string) (x, y float64) {
	t.Helper()
	at := evaluate[[]float64](t, b, fmt.Sprintf(`(() => {
		const e = document.querySelector(%q);
		e.scrollIntoView({block: "center"});
		const r = e.getClientRects()[0];
		return [r.x + r.width / 2, r.y + r.height / 2];
	})()`, selector))
	return at[0], at[1]
}

func (b *tab) point(t *testing.T, x, y float64) {
	t.Helper()
	b.do(t, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y))
}

// The work that is cited, and the text of a note, are shown beside what leads to them: on
// hover and on focus, until the reader goes away or presses Escape (WCAG 1.4.13).
func TestWorkIsShownBesideItsCitation(t *testing.T) {
	b := newTab(t)
	b.open(t, serve(t, reference(t))+"/en/articles/what-defines-balint-work/")
	b.takeFaults()
	for _, selector := range []string{`a[role=doc-biblioref]`, `a[role=doc-noteref]`} {
		target := evaluate[string](t, b, fmt.Sprintf(`(() => {
			const entry = document.getElementById(decodeURIComponent(document.querySelector(%q).hash.slice(1))).cloneNode(true);
			for (const e of entry.querySelectorAll("[role=doc-backlink]")) e.remove();
			return entry.textContent.replace(/\s+/g, " ").trim();
		})()`, selector))
		if len(target) < 20 {
			t.Fatalf("%s leads to %q", selector, target)
		}
		const folded = `document.querySelector("[role=tooltip]")?.textContent.replace(/\s+/g, " ").trim()`
		shows := fmt.Sprintf("%s === %q", folded, target)
		b.point(t, 1, 1)
		x, y := b.middle(t, selector)
		b.point(t, x, y)
		b.until(t, shows)
		b.holds(t, "the link is described by what is shown", fmt.Sprintf(`document.querySelector(%q).getAttribute("aria-describedby") === document.querySelector("[role=tooltip]").id`, selector))
		b.holds(t, "it lies within the window", `(r => r.left >= 0 && r.right <= innerWidth)(document.querySelector("[role=tooltip]").getBoundingClientRect())`)
		b.holds(t, "nothing in it can be clicked, no id stands twice", `!document.querySelector("[role=tooltip] a, [role=tooltip] [id]")`)
		tx, ty := b.middle(t, "[role=tooltip]")
		b.point(t, tx, ty)
		if !evaluate[bool](t, b, fmt.Sprintf(`new Promise(r => setTimeout(() => r(%s), 300))`, shows)) { // longer than it waits for the pointer
			t.Errorf("%s: what is shown goes when the pointer moves onto it", selector)
		}
		b.point(t, 1, 1)
		b.until(t, `!document.querySelector("[role=tooltip]")`)

		b.do(t, chromedp.KeyEvent(kb.Tab))
		b.do(t, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector(%q).focus()`, selector)))
		b.until(t, shows)
		b.do(t, chromedp.KeyEvent(kb.Escape))
		b.until(t, `!document.querySelector("[role=tooltip]")`)
	}
	b.noFaults(t)
}

// From a citation to the list and back, by links alone.
func TestCitationLeadsToItsWorkAndBack(t *testing.T) {
	b := newTab(t)
	b.open(t, serve(t, reference(t))+"/de/beitraege/was-macht-balintarbeit-aus/")
	b.do(t, chromedp.Evaluate[chromedp.Void](`document.querySelector("a[role=doc-biblioref]").click()`))
	b.until(t, `document.querySelector("li:target")?.closest("[role=doc-bibliography]")`)
	b.do(t, chromedp.Evaluate[chromedp.Void](`document.querySelector("li:target [role=doc-backlink]").click()`))
	b.until(t, `document.querySelector("a[role=doc-biblioref]:target")`)
}

// The page of references is whole without a script, and narrowed by author, year, topic and
// language with one. Its files hold the works.
func TestReferencesAreNarrowedAndTakenAway(t *testing.T) {
	s := reference(t)
	b := newTab(t)
	b.open(t, serve(t, s)+"/el/vivliografia/")
	b.takeFaults()
	const shown = `[...document.querySelectorAll(".works > li")].filter(e => e.checkVisibility()).length`
	all := evaluate[int](t, b, shown)
	var works []struct{ ID string }
	text, err := os.ReadFile(filepath.Join(s.dir, "references.json"))
	if err == nil {
		err = json.Unmarshal(text, &works)
	}
	if err != nil || len(works) != all || all < 40 {
		t.Fatalf("the page shows %d works, the file has %d (%v)", all, len(works), err)
	}
	if got := evaluate[string](t, b, `[...document.querySelectorAll(".finder select")].map(e => e.name).join(" ")`); got != "author year topic language" {
		t.Errorf("the list can be narrowed by %s", got)
	}
	b.choose(t, "author", "balint-e")
	some := evaluate[int](t, b, shown)
	b.choose(t, "language", "de")
	none := evaluate[int](t, b, shown)
	if some == 0 || some >= all || none >= some {
		t.Errorf("of %d works %d are by Enid Balint, %d of them in German", all, some, none)
	}
	for _, w := range works {
		for _, ext := range []string{".bib", ".ris", ".json"} {
			file := filepath.Join(s.dir, "references", strings.ToLower(w.ID)+ext)
			if info, err := os.Stat(file); err != nil || info.Size() == 0 {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
	b.noFaults(t)
}
