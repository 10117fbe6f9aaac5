package e2e

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	devtools "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// preview is a running preview of a copy of the reference site.
type preview struct {
	dir     string // the site's folder
	address string // without a closing slash
	stop    func()
}

// startPreview copies the reference site and runs the program on it until the test
// ends.
func startPreview(t *testing.T, args ...string) *preview {
	t.Helper()
	browser(t) // else there is nothing to look with
	if err := noteSources(); err != nil {
		t.Fatal(err)
	}
	p := &preview{dir: t.TempDir()}
	for _, name := range []string{"content", "i18n", "layouts", "themes"} {
		if err := os.CopyFS(filepath.Join(p.dir, name), os.DirFS(filepath.Join(repository, name))); err != nil {
			t.Fatal(err)
		}
	}
	settings, err := os.ReadFile(filepath.Join(repository, "site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	p.write(t, "site.yaml", string(settings))
	p.start(t, args...)
	return p
}

// again runs the program on the same site once more.
func (p *preview) again(t *testing.T, args ...string) *preview {
	t.Helper()
	q := &preview{dir: p.dir}
	q.start(t, args...)
	return q
}

func (p *preview) start(t *testing.T, args ...string) {
	t.Helper()
	program, err := programOnce()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, append([]string{"serve", "--port=0", "--site", p.dir, "--as-of", asOf}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.stop = sync.OnceFunc(func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("fishbowl serve: %v", err)
		}
		if t.Failed() {
			t.Log("fishbowl serve said:\n" + said.String())
		}
	})
	t.Cleanup(p.stop)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(line, "http://localhost:")
	port, _, ok := strings.Cut(rest, "/")
	if !ok {
		t.Fatalf("the first line is %q", line)
	}
	p.address = "http://127.0.0.1:" + port
}

// write saves a file of the site as editors do: beside it, then in its place.
func (p *preview) write(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join(p.dir, filepath.FromSlash(name))
	beside := filepath.Join(p.dir, ".saved")
	if err := os.WriteFile(beside, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(beside, file); err != nil {
		t.Fatal(err)
	}
}

func (p *preview) read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// edit replaces a text in a file, once. It returns what mends it again.
func (p *preview) edit(t *testing.T, name, old, text string) (mend func()) {
	t.Helper()
	before := p.read(t, name)
	if !strings.Contains(before, old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	p.write(t, name, strings.Replace(before, old, text, 1))
	return func() { p.write(t, name, before) }
}

// open opens a page of the preview and waits until its script has begun. A page
// that stays the same document keeps the mark "stay".
func (b *tab) openPreview(t *testing.T, p *preview, path string) {
	t.Helper()
	b.do(t, chromedp.Navigate(p.address+path))
	b.until(t, `shadow()?.querySelector(".bar:not([aria-busy])")`)
	evaluate[bool](t, b, `window.stay = true`)
	b.takeFaults()
}

// shadow finds the preview's own part of a page.
const shadow = `const shadow = () => document.querySelector("fishbowl-preview")?.shadowRoot;`

// until waits until a condition holds in the page, half a minute at most. The page
// may be loaded anew meanwhile, or become another.
func (b *tab) until(t *testing.T, condition string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	script := fmt.Sprintf(`(async () => {
		%s
		const holds = () => { try { return %s; } catch { return false; } }; // the page may not be whole yet
		while (!holds()) await new Promise(r => setTimeout(r, 10));
		return true;
	})()`, shadow, condition)
	for {
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script, chromedp.EvalAwaitPromise))
		switch {
		case err == nil:
			return
		case ctx.Err() != nil:
			t.Fatalf("it never came to be: %s", condition)
		case !strings.Contains(err.Error(), "navigated") && !strings.Contains(err.Error(), "context"):
			t.Fatalf("%s: %v", condition, err)
		}
	}
}

// holds checks that an expression is true in the page.
func (b *tab) holds(t *testing.T, what, expression string) {
	t.Helper()
	if !evaluate[bool](t, b, fmt.Sprintf(`(() => { %s return Boolean(%s); })()`, shadow, expression)) {
		t.Errorf("not so: %s", what)
	}
}

func (b *tab) noFaults(t *testing.T) {
	t.Helper()
	for _, fault := range b.takeFaults() {
		t.Error(fault)
	}
}

func TestPreviewPatchesThePage(t *testing.T) {
	p := startPreview(t)
	b := newTab(t)
	b.openPreview(t, p, "/en/history/")
	const first = "The name belongs to one man"
	b.holds(t, "the page has its text", `document.querySelector("main").textContent.includes("`+first+`")`)
	evaluate[bool](t, b, `(() => {
		window.heading = document.querySelectorAll("main h2")[2];
		heading.scrollIntoView();
		window.link = [...document.querySelectorAll("main a")].at(-1);
		link.focus({preventScroll: true});
		window.top1 = heading.getBoundingClientRect().top;
		return true;
	})()`)
	p.edit(t, "content/history.en.md", first, "A new paragraph.\n\nThis NAME belongs to one man")
	b.until(t, `document.querySelector("main").textContent.includes("This NAME")`)
	b.holds(t, "the page has not been loaded again", `window.stay`)
	b.holds(t, "the heading stays where it was", `Math.abs(heading.getBoundingClientRect().top - top1) < 2 && heading.isConnected`)
	b.holds(t, "the focus stays", `document.activeElement === link`)
	b.noFaults(t)
}

func TestPreviewKeepsWhatTheReaderDid(t *testing.T) {
	p := startPreview(t)
	b := newTab(t)
	b.openPreview(t, p, "/en/groups/")
	evaluate[bool](t, b, `(() => {
		document.querySelector(".finder").open = true;
		window.select = document.querySelector(".finder select");
		select.value = select.options[1].value;
		select.dispatchEvent(new Event("change", {bubbles: true}));
		select.focus();
		scrollTo(0, 200);
		return true;
	})()`)
	text := p.read(t, "content/groups.en.md")
	p.write(t, "content/groups.en.md", text+"\n\nA sentence more.\n")
	b.until(t, `document.body.textContent.includes("A sentence more.")`)
	b.holds(t, "the page has not been loaded again", `window.stay`)
	b.holds(t, "details stay open", `document.querySelector(".finder").open`)
	b.holds(t, "the choice stays", `select.value === select.options[1].value && document.activeElement === select && scrollY === 200`)

	// A group that comes is one that the theme's script has to know.
	groups := p.read(t, "content/groups.yaml")
	p.write(t, "content/groups.yaml", groups+"\n  - id: one-more\n    title: One more\n    organisers: balint-circle\n    place: {city: athens}\n    status: open\n    schedule: {every: week, day: tuesday, time: 19:00-20:30, from: 2027-01-12}\n    price: {amount: 30, per: meeting}\n")
	b.until(t, `!window.stay && document.body.textContent.includes("One more") && shadow()?.querySelector(".bar button") && document.querySelector(".finder")?.open`)
	b.until(t, `document.activeElement?.name === document.querySelector(".finder select").name`)
	b.holds(t, "the choice stays", `(s => s.value === s.options[1].value)(document.querySelector(".finder select"))`)
	b.noFaults(t)
}

func TestPreviewSwapsStylesAndPictures(t *testing.T) {
	p := startPreview(t)
	b := newTab(t)
	b.openPreview(t, p, "/en/articles/what-defines-balint-work/")
	p.edit(t, "themes/circle/assets/circle.css", "--paper: #FBF8F3", "--paper: #010203")
	b.until(t, `getComputedStyle(document.documentElement).backgroundColor === "rgb(1, 2, 3)"`)
	b.until(t, `document.querySelectorAll("link[rel=stylesheet]").length === 1`)
	b.holds(t, "the page has not been loaded again", `window.stay`)
	p.edit(t, "themes/circle/assets/circle.css", "--paper: #010203", "--paper: #030201")
	b.until(t, `getComputedStyle(document.documentElement).backgroundColor === "rgb(3, 2, 1)"`)
	b.holds(t, "the page has not been loaded again", `window.stay`)

	b.noFaults(t)

	const picture = "content/files/pictures/circle-evening.svg"
	b.openPreview(t, p, "/en/articles/first-evening/")
	const width = `[...document.querySelectorAll("main img")].find(i => i.src.includes("circle-evening")).naturalWidth`
	evaluate[bool](t, b, `(document.querySelector("main figure").scrollIntoView(), true)`) // pictures come when they are seen
	b.until(t, width+` > 0 && `+width+` !== 123`)
	p.write(t, picture, `<svg xmlns="http://www.w3.org/2000/svg" width="123" height="77"><rect width="9" height="9"/></svg>`)
	b.until(t, width+` === 123`)
	b.holds(t, "the page has not been loaded again", `window.stay`)
	b.noFaults(t)
}

func TestPreviewShowsFaults(t *testing.T) {
	p := startPreview(t)
	b := newTab(t)
	b.openPreview(t, p, "/en/history/")
	const overlay = `shadow().querySelector(".overlay")`
	b.holds(t, "there is no overlay", overlay+`.hidden`)
	mend := p.edit(t, "content/history.de.md", "title:", "titel:")
	b.until(t, `!`+overlay+`.hidden`)
	b.holds(t, "the fault is told with place, line and hint", `["content/history.de.md:2:1", "unknown key \"titel\"", "did you mean \"title\"?", "^"].every(s => `+overlay+`.textContent.includes(s))`)
	b.holds(t, "the last good page stays", `window.stay && document.querySelector("main h1")`)
	b.do(t, chromedp.KeyEvent("\x1b"))
	b.until(t, overlay+`.hidden`)
	p.edit(t, "content/history.el.md", "title:", "titel:")
	b.until(t, `!`+overlay+`.hidden && shadow().querySelectorAll(".overlay li").length > 1`)
	p.edit(t, "content/history.el.md", "titel:", "title:")
	mend()
	b.until(t, overlay+`.hidden && shadow().querySelector(".errors").hidden`)
	b.holds(t, "the page has not been loaded again", `window.stay`)

	// What stands in a site is never more than a text.
	p.write(t, "content/<script>window.bad=1<script>.en.md", "---\ntitle: x\n<b>: 1\n---\n")
	b.until(t, `!`+overlay+`.hidden`)
	b.holds(t, "names are texts", overlay+`.textContent.includes("<script>") && !`+overlay+`.querySelector("script, b") && !window.bad`)
	b.noFaults(t)
}

func TestPreviewFollowsPages(t *testing.T) {
	p := startPreview(t)
	b := newTab(t)
	const status = `shadow()?.querySelector(".status")?.textContent`
	b.openPreview(t, p, "/en/history/")
	mend := p.edit(t, "content/history.en.md", "title:", "slug: past\ntitle:")
	b.until(t, `location.pathname.endsWith("/past/") && `+status+`?.includes("moved")`)
	mend()
	b.until(t, `location.pathname.endsWith("/history/") && `+status+`?.includes("moved")`)

	p.write(t, "content/extra.en.md", "---\ntitle: Extra\ndescription: One page more.\n---\n")
	b.openPreview(t, p, "/en/extra/")
	const missing = `document.querySelector("main h1").textContent === "This chair is empty"`
	b.until(t, `document.querySelector("main h1").textContent === "Extra"`)
	mend = p.edit(t, "content/extra.en.md", "title:", "draft: true\ntitle:")
	b.until(t, status+`?.includes("it is a draft") && `+missing)
	mend()
	b.until(t, status+` === "" && document.querySelector("main h1").textContent === "Extra"`)
	remove(t, p, "content/extra.en.md")
	b.until(t, status+`?.includes("deleted or renamed") && `+missing)
	p.write(t, "content/more.en.md", "---\ntitle: More\ndescription: One page more.\n---\n")
	b.openPreview(t, p, "/en/more/")
	b.until(t, `document.querySelector("main h1").textContent === "More"`)
	if err := os.Rename(filepath.Join(p.dir, "content/more.en.md"), filepath.Join(p.dir, "content/less.en.md")); err != nil {
		t.Fatal(err)
	}
	b.until(t, `location.pathname === "/en/less/" && `+status+`?.includes("moved")`)
}

// A site that has been broken from the start waits, and shows the page that was
// asked for as soon as it can.
func TestPreviewBeginsBroken(t *testing.T) {
	p := startPreview(t, "--drafts")
	mend := p.edit(t, "content/history.de.md", "title:", "titel:")
	p2 := p.again(t)
	b := newTab(t)
	b.openPreview(t, p2, "/en/history/")
	b.until(t, `!shadow().querySelector(".overlay").hidden && document.querySelector("h1").textContent === "Waiting for the site"`)
	mend()
	b.until(t, `location.pathname === "/en/history/" && document.querySelector("h1").textContent === "History" && shadow()?.querySelector(".overlay").hidden`)
}

// A fault of a layout is met where a page is rendered: the page keeps its last
// good form.
func TestPreviewShowsFaultsOfLayouts(t *testing.T) {
	p := startPreview(t)
	b := newTab(t)
	b.openPreview(t, p, "/en/history/")
	const overlay = `shadow()?.querySelector(".overlay")`
	mend := p.edit(t, "themes/circle/layouts/page.html", `{{define "main"}}`, `{{define "main"}}{{.Group.Title}}`)
	b.until(t, overlay+`?.textContent.includes("themes/circle/layouts/page.html:")`)
	b.holds(t, "the last good page stays", `window.stay && document.querySelector("h1").textContent === "History"`)
	other := newTab(t)
	other.do(t, chromedp.Navigate(p.address+"/en/faq/"))
	other.until(t, `document.querySelector("h1").textContent === "A page with an error" && `+overlay+`?.hidden === false`)
	mend()
	b.until(t, overlay+`.hidden`)
	other.until(t, `document.querySelector("h1").textContent !== "A page with an error" && `+overlay+`?.hidden`)
	b.holds(t, "the page has not been loaded again", `window.stay`)
}

func TestPreviewSettings(t *testing.T) {
	p := startPreview(t)
	p.write(t, "content/extra.en.md", "---\ntitle: Extra\ndescription: One page more.\npublish_on: 2027-02-01\n---\n")
	b := newTab(t)
	b.openPreview(t, p, "/en/extra/")
	const drafts = `shadow().querySelector("input[type=checkbox]")`
	const date = `shadow().querySelector("input[type=date]")`
	b.until(t, drafts)
	evaluate[bool](t, b, `(() => { `+shadow+drafts+`.click(); return true; })()`)
	b.until(t, `document.querySelector("h1").textContent === "Extra" && shadow().querySelector(".flag")?.textContent === "appears on 2027-02-01"`)
	evaluate[bool](t, b, `(() => { `+shadow+drafts+`.click(); return true; })()`)
	b.until(t, `document.querySelector("h1").textContent !== "Extra"`)
	evaluate[bool](t, b, `(() => { `+shadow+date+`.value = "2027-02-01"; `+date+`.dispatchEvent(new Event("change")); return true; })()`)
	b.until(t, `document.querySelector("h1").textContent === "Extra" && !shadow().querySelector(".flag")`)
}

// pressAt clicks the middle of an element of the bar, as a hand does.
func (b *tab) pressAt(t *testing.T, element string) {
	t.Helper()
	at := evaluate[[]float64](t, b, fmt.Sprintf(`(() => { %s const r = %s.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`, shadow, element))
	b.do(t, chromedp.MouseClickXY(at[0], at[1]))
}

// What the bar shows is what the server shows, also while the focus is in the bar;
// a day that is typed is taken once it is complete.
func TestPreviewSettingsByHand(t *testing.T) {
	p := startPreview(t)
	b, other := newTab(t), newTab(t)
	other.openPreview(t, p, "/en/history/")
	b.openPreview(t, p, "/en/history/")
	const drafts = `shadow().querySelector("input[type=checkbox]")`
	const date = `shadow().querySelector("input[type=date]")`
	const today = `[...shadow().querySelectorAll("button")].find(e => e.textContent === "Today")`
	evaluate[bool](t, b, `(() => { `+shadow+`
		window.nodes = [`+drafts+`, `+date+`, shadow().querySelector("[role=status]")];
		window.posted = [];
		const before = fetch;
		window.fetch = (address, options) => { if (options?.method === "POST") posted.push(options.body); return before(address, options); };
		return true;
	})()`)
	// The other window knows only what the server has told.
	agrees := func(drafts bool, day string) {
		t.Helper()
		for _, b := range []*tab{other, b} {
			b.until(t, fmt.Sprintf(`shadow().querySelector("input[type=checkbox]").checked === %t && (d => %q ? d.value === %[2]q : `+today+`.ariaDisabled === "true")(`+date+`)`, drafts, day))
		}
		got := evaluate[string](t, b, `fetch("/_fishbowl/state?page=" + location.pathname).then(r => r.json()).then(s => s.settings.drafts + " " + s.settings.as_of)`)
		if want := fmt.Sprintf("%t %s", drafts, day); got != want {
			t.Errorf("the server shows %q, want %q", got, want)
		}
	}
	b.pressAt(t, drafts)
	agrees(true, asOf)
	b.holds(t, "the focus stays", `shadow().activeElement === `+drafts)
	b.pressAt(t, drafts)
	agrees(false, asOf)
	b.pressAt(t, drafts)
	agrees(true, asOf)

	evaluate[bool](t, b, `(() => { `+shadow+`posted.length = 0; `+date+`.focus(); return true; })()`)
	b.do(t, chromedp.KeyEvent("03012027"))
	b.holds(t, "while a day is typed nothing is posted", `posted.length === 0 && `+date+`.value === "2027-03-01"`)
	p.edit(t, "content/history.en.md", "The name belongs to one man", "Saved meanwhile")
	b.until(t, `document.querySelector("main").textContent.includes("Saved meanwhile")`)
	b.holds(t, "what is typed stays", `posted.length === 0 && `+date+`.value === "2027-03-01" && shadow().activeElement === `+date)
	b.do(t, chromedp.KeyEvent(kb.Enter))
	agrees(true, "2027-03-01")

	b.do(t, chromedp.KeyEvent(kb.ArrowUp)) // another year, month or day
	b.pressAt(t, drafts)                   // leaves the field, and is a click all the same
	b.until(t, `posted.length === 3 && !`+drafts+`.checked && shadow().activeElement === `+drafts)
	b.pressAt(t, today)
	agrees(false, "")

	evaluate[bool](t, b, `(() => { `+shadow+`posted.length = 0; window.day = `+date+`.value; `+date+`.focus(); return true; })()`)
	b.do(t, chromedp.KeyEvent("03010202"))
	b.holds(t, "another day is typed", date+`.value !== day`)
	b.do(t, chromedp.KeyEvent(kb.Enter))
	b.until(t, date+`.value === day`)
	b.holds(t, "the year 202 is not asked for", `posted.length === 0`)
	b.holds(t, "the bar is the same", `nodes.every(e => e.isConnected && shadow().contains(e))`)
	b.holds(t, "the page has not been loaded again", `window.stay`)
}

// Whatever stands in the overlay keeps the focus when a file is saved.
func TestPreviewKeepsFocus(t *testing.T) {
	p := startPreview(t)
	b := newTab(t)
	b.openPreview(t, p, "/en/history/")
	evaluate[bool](t, b, `(() => { `+shadow+`
		window.statusNode = shadow().querySelector("[role=status]");
		window.gone = 0;
		new MutationObserver(all => { for (const m of all) if ([...m.removedNodes].includes(statusNode)) gone++; }).observe(shadow(), {childList: true, subtree: true});
		return true;
	})()`)
	const overlay = `shadow().querySelector(".overlay")`
	p.edit(t, "content/history.de.md", "title:", "titel:")
	b.until(t, `!`+overlay+`.hidden`)
	first := evaluate[int](t, b, `(() => { `+shadow+`
		window.hideButton = `+overlay+`.querySelector("button");
		hideButton.focus();
		return shadow().querySelectorAll(".overlay li").length;
	})()`)
	mend := p.edit(t, "content/history.el.md", "title:", "titel:")
	b.until(t, fmt.Sprintf(`shadow().querySelectorAll(".overlay li").length > %d`, first))
	b.holds(t, "the focus stays on Hide", `shadow().activeElement === hideButton`)
	evaluate[bool](t, b, `(() => { `+shadow+`window.quoted = `+overlay+`.querySelector("pre"); quoted.focus(); return true; })()`)
	mend()
	b.until(t, fmt.Sprintf(`shadow().querySelectorAll(".overlay li").length === %d`, first))
	b.holds(t, "the focus stays on a line", `shadow().activeElement === quoted && quoted.isConnected`)
	p.edit(t, "content/history.de.md", "titel:", "tittel:")
	b.until(t, overlay+`.textContent.includes("tittel")`)
	b.holds(t, "the focus is on the line that has come instead", `shadow().activeElement?.nodeName === "PRE"`)
	p.edit(t, "content/history.de.md", "tittel:", "title:")
	b.until(t, overlay+`.hidden`)
	b.holds(t, "the focus is in the bar", `shadow().activeElement?.className === "fold"`)
	b.holds(t, "the status is the same element", `gone === 0 && shadow().querySelector("[role=status]") === statusNode`)
	b.noFaults(t)
}

// A stream that is refused before anything is known is opened again.
func TestPreviewOpensTheStreamAgain(t *testing.T) {
	p := startPreview(t)
	b := newTab(t)
	if _, err := chromedp.Call(b.ctx, devtools.AddScriptToEvaluateOnNewDocument, devtools.AddScriptToEvaluateOnNewDocumentParams{Source: `{
		const Real = EventSource, ask = fetch;
		let opened = 0, go;
		const again = new Promise(done => { go = done; });
		window.EventSource = class extends Real { constructor(address) { super(opened++ ? address : address + "-none"); if (opened > 1) go(); } };
		window.fetch = async (...args) => { if (String(args[0]).includes("/state")) await again; return ask(...args); };
	}`}); err != nil {
		t.Fatal(err)
	}
	b.openPreview(t, p, "/en/history/")
	p.edit(t, "content/history.en.md", "The name belongs to one man", "Heard again")
	b.until(t, `document.querySelector("main").textContent.includes("Heard again") && shadow().querySelector(".status").textContent === ""`)
}

// What the policy refuses is listed, as it is and not as it was, and is a text.
func TestPreviewListsWhatIsBlocked(t *testing.T) {
	p := startPreview(t)
	mend := p.edit(t, "themes/circle/layouts/page.html", `{{define "main"}}`, `{{define "main"}}<p style="color: red">Red</p><img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><img alt="" src="https://example.org/a.png?<b>">`)
	b := newTab(t)
	b.openPreview(t, p, "/en/history/")
	const open = `[...shadow().querySelectorAll(".bar button")].find(e => e.textContent === "Blocked in the preview (3)")`
	b.until(t, open)
	evaluate[bool](t, b, `(() => { `+shadow+open+`.click(); return true; })()`)
	b.holds(t, "what is blocked is listed", `["A style inside the page", "A picture from a data: address", "A picture from https://example.org/a.png"].every(s => shadow().querySelector(".panel").textContent.includes(s)) && !shadow().querySelector(".panel b")`)
	mend()
	b.until(t, `!window.stay && !shadow()?.querySelector(".bar").matches("[aria-busy]") && !shadow().querySelector(".bar").textContent.includes("Blocked")`)
}

// Fields are put back each into its own place, and what is chosen keeps its value;
// pictures that have changed are asked for anew wherever they are named.
func TestPreviewPutsBackAndRefreshes(t *testing.T) {
	p := startPreview(t)
	const start = `{{define "main"}}`
	p.edit(t, "themes/circle/layouts/page.html", start, start+`<form><input class="f" aria-label="a"><input class="f" aria-label="b">
		<input type="radio" name="r" value="one"><input type="radio" name="r" value="two"><input type="checkbox" name="c" value="x"><input type="checkbox" name="c" value="y"></form>
		<img id="p1" alt="" src="/files/pictures/circle-evening.svg#part"><picture><source id="p2" srcset="/files/pictures/circle-evening.svg 1x,/files/pictures/none.svg 2x"><img alt="" src="/favicon.ico"></picture>`)
	b := newTab(t)
	b.openPreview(t, p, "/en/history/")
	evaluate[bool](t, b, `(() => {
		const [a, b] = document.querySelectorAll("form .f");
		a.value = "first"; b.value = "second"; b.focus();
		document.querySelector("[value=two]").checked = document.querySelector("[value=y]").checked = true;
		return true;
	})()`)
	p.write(t, "content/files/pictures/circle-evening.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="123" height="77"></svg>`)
	b.until(t, `/circle-evening\.svg\?fishbowl=\w+#part$/.test(p1.getAttribute("src")) && /^\S+circle-evening\.svg\?fishbowl=\w+ 1x,\S+none\.svg 2x$/.test(p2.srcset)`)
	b.holds(t, "the page has not been loaded again", `window.stay`)
	p.edit(t, "themes/circle/layouts/page.html", `<form>`, `<form data-new="1">`)
	b.until(t, `!window.stay && document.querySelector("form[data-new]") && !shadow()?.querySelector(".bar").matches("[aria-busy]")`)
	b.holds(t, "each field has its own", `[...document.querySelectorAll("form[data-new] input")].map(e => e.type === "text" ? e.value : e.value + e.checked).join() === "first,second,onefalse,twotrue,xfalse,ytrue"`)
	b.holds(t, "the focus is in the second", `document.activeElement === document.querySelectorAll("form .f")[1]`)
}

// After a pause, windows that are open go on by themselves.
func TestPreviewGoesOnAfterARestart(t *testing.T) {
	p := startPreview(t)
	b := newTab(t)
	b.openPreview(t, p, "/en/history/")
	p.stop()
	b.until(t, `shadow().querySelector(".status").textContent.startsWith("The preview has ended")`)
	p.edit(t, "content/history.en.md", "The name belongs to one man", "While nobody looked")
	p.again(t, "--port", p.address[strings.LastIndex(p.address, ":")+1:])
	b.until(t, `document.querySelector("main").textContent.includes("While nobody looked") && shadow().querySelector(".status").textContent === ""`)
	b.holds(t, "the page has not been loaded again", `window.stay`)
}

// However a text is changed, the patched page is the page that is served.
func TestPatchedIsServed(t *testing.T) {
	p := startPreview(t)
	b := newTab(t)
	b.openPreview(t, p, "/en/history/")
	random := rand.New(rand.NewPCG(1, 2))
	blocks := []string{
		"## First\n", "## Second\n", "## Third\n", "### Below\n", "A paragraph.\n", "A paragraph with *emphasis* and [a link](page:home).\n", "- one\n- two\n- three\n", "- two\n- one\n",
		"1. one\n\n   more\n2. two\n", "> Quoted.\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 2 | 1 |\n| 3 | 4 |\n", "Noted[^1].\n\n[^1]: The note.\n", "[Go on](page:groups)\n",
		"![Chairs](/files/pictures/circle-evening.svg \"A title\")\n", "Term\n: Meaning\n", "`code`\n", "A paragraph.\n",
	}
	var page []string
	for i := range 30 {
		for range 1 + random.IntN(4) {
			at := 0
			if len(page) > 0 {
				at = random.IntN(len(page))
			}
			switch random.IntN(4) {
			case 0:
				page = slices.Delete(page, at, min(at+1+random.IntN(3), len(page)))
			case 1:
				random.Shuffle(len(page), func(i, j int) { page[i], page[j] = page[j], page[i] })
			default:
				page = slices.Insert(page, at, blocks[random.IntN(len(blocks))])
			}
		}
		used, once := map[string]bool{}, []string{}
		for _, block := range page {
			if !used[block] || !strings.HasPrefix(block, "#") && !strings.Contains(block, "[^1]") {
				once = append(once, block)
			}
			used[block] = true
		}
		page = once
		p.write(t, "content/history.en.md", fmt.Sprintf("---\ntitle: History %d\ndescription: The edit %d.\ntoc: true\n---\n%s", i, i, strings.Join(page, "\n")))
		b.until(t, fmt.Sprintf(`document.title.startsWith("History %d ") && shadow().querySelector(".overlay").hidden`, i))
		differs := evaluate[string](t, b, `fetch(location.href).then(r => r.text()).then(text => {
			const served = new DOMParser().parseFromString(text, "text/html"), shown = document.documentElement.cloneNode(true);
			shown.querySelector("fishbowl-preview").remove();
			return served.documentElement.outerHTML === shown.outerHTML ? "" : shown.outerHTML + "\n\nserved:\n" + served.documentElement.outerHTML;
		})`)
		if differs != "" {
			t.Fatalf("after the edit %d the page is\n%s", i, differs)
		}
	}
	b.holds(t, "the page has not been loaded again", `window.stay`)
	b.noFaults(t)
}

// A browser opens six connections to a server: more windows than that are served
// all the same.
func TestPreviewServesManyWindows(t *testing.T) {
	p := startPreview(t)
	var tabs []*tab
	for range 9 {
		b := newTab(t)
		b.openPreview(t, p, "/en/history/")
		tabs = append(tabs, b)
	}
	p.edit(t, "content/history.en.md", "The name belongs to one man", "All windows show this")
	for _, b := range tabs {
		b.until(t, `document.querySelector("main").textContent.includes("All windows show this")`)
		b.holds(t, "the page has not been loaded again", `window.stay`)
	}
}

// tries is what a page may try to learn of a preview at an address. Each try is true
// where it has come to something.
const tries = `(async address => {
	const loads = (name, props) => new Promise(done => {
		const e = Object.assign(document.createElement(name), props);
		e.onload = () => done(true);
		e.onerror = () => done(false);
		document.body.append(e);
	});
	const fetches = (path, options) => fetch(address + path, options).then(() => true, () => false);
	return {
		fetch: await fetches("/en/"),
		noCors: await fetches("/en/", {mode: "no-cors"}),
		state: await fetches("/_fishbowl/state?page=/en/", {mode: "no-cors"}),
		img: await loads("img", {src: address + "/favicon.ico"}),
		script: await loads("script", {src: address + "/_fishbowl/preview.js"}),
		style: await loads("link", {rel: "stylesheet", href: address + "/_fishbowl/preview.css"}),
		events: await new Promise(done => {
			const source = new EventSource(address + "/_fishbowl/events");
			source.onmessage = () => { source.close(); done(true); };
			source.onerror = () => { source.close(); done(false); };
		}),
		post: await fetches("/_fishbowl/settings", {method: "POST", mode: "no-cors", body: '{"drafts":true}'}),
		json: await fetches("/_fishbowl/settings", {method: "POST", headers: {"Content-Type": "application/json"}, body: '{"drafts":true}'}),
	};
})(%q)`

// A page of another origin can neither read nor embed anything of a preview, nor
// change it; a name that leads to this machine is another origin.
func TestPreviewIsClosedToOtherOrigins(t *testing.T) {
	p := startPreview(t)
	b := newTab(t)
	port := p.address[strings.LastIndex(p.address, ":"):]
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<!DOCTYPE html><title>Elsewhere</title><p>Elsewhere")
	})
	other := serve(t, mux)
	b.do(t, chromedp.Navigate(other))
	for try, ok := range evaluate[map[string]bool](t, b, fmt.Sprintf(tries, p.address)) {
		if ok {
			t.Errorf("a page of another origin comes to something by %s", try)
		}
	}
	framed := evaluate[bool](t, b, fmt.Sprintf(`new Promise(done => {
		const frame = document.createElement("iframe");
		frame.onload = () => { try { done(Boolean(frame.contentDocument?.querySelector("main"))); } catch { done(false); } };
		frame.src = %q;
		document.body.append(frame);
	})`, p.address+"/en/"))
	refused := strings.Join(b.takeFaults(), "\n")
	if framed || !strings.Contains(refused, "answered 403: "+p.address+"/en/") {
		t.Errorf("a page of another origin frames the preview:\n%s", refused)
	}

	b.do(t, chromedp.Navigate("http://rebound.example"+port+"/en/"))
	if text := evaluate[string](t, b, `document.body.textContent`); !strings.Contains(text, "this preview answers only at") {
		t.Errorf("under another name, the preview says %q", text)
	}
	for _, path := range []string{"/en/", "/_fishbowl/state?page=/en/", "/_fishbowl/events", "/_fishbowl/preview.js"} {
		if status := evaluate[int](t, b, fmt.Sprintf(`fetch(%q).then(r => r.status)`, path)); status != http.StatusMisdirectedRequest {
			t.Errorf("under another name, %s answers %d", path, status)
		}
	}

	// The tries do come to something where they may.
	b.openPreview(t, p, "/en/")
	b.holds(t, "nothing has been changed from outside", `!shadow().querySelector("input[type=checkbox]").checked`)
	for try, ok := range evaluate[map[string]bool](t, b, fmt.Sprintf(tries, p.address)) {
		if !ok {
			t.Errorf("the preview's own page comes to nothing by %s", try)
		}
	}
}

func remove(t *testing.T, p *preview, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(p.dir, filepath.FromSlash(name))); err != nil {
		t.Fatal(err)
	}
}

// TestPreviewLooks has axe-core look at the bar and the overlay, and draws them
// with -screenshots.
func TestPreviewLooks(t *testing.T) {
	library := axeLibrary(t)
	p := startPreview(t)
	b := newTab(t)
	examine := func(what string) {
		t.Helper()
		defer b.emulate(t, 1280, "light")
		b.do(t, chromedp.Evaluate[chromedp.Void](library))
		for _, v := range evaluate[[]violation](t, b, axeScript) {
			t.Errorf("%s: %s: %s\n\t%s", what, v.ID, v.Help, strings.Join(v.Nodes, "\n\t"))
		}
		for _, width := range []int64{1280, 320} {
			b.do(t, chromedp.EmulateViewport(width, 900))
			if wide := evaluate[string](t, b, fmt.Sprintf(overflowScript, width)); wide != "" {
				t.Errorf("%s: at %d px, the page is %s", what, width, wide)
			}
		}
		if *screenshots == "" {
			return
		}
		for _, width := range []int64{1280, 390} {
			for _, scheme := range []string{"light", "dark"} {
				b.emulate(t, width, scheme)
				picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
				if err != nil {
					t.Fatal(err)
				}
				file := filepath.Join(*screenshots, fmt.Sprintf("preview-%s-%d-%s.png", what, width, scheme))
				if err := os.WriteFile(file, picture, 0o666); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	press := func(text string) {
		t.Helper()
		b.until(t, fmt.Sprintf(`(e => e && (e.click(), true))([...shadow().querySelectorAll(".bar button")].find(e => e.textContent.startsWith(%q)))`, text))
	}
	p.write(t, "content/extra.en.md", "---\ntitle: Extra\ndraft: true\n---\n")
	b.openPreview(t, p, "/en/history/")
	examine("bar")
	b.until(t, `shadow().querySelector("input[type=checkbox]")?.click() ?? true`)
	press("Not published")
	examine("panel")
	b.openPreview(t, p, "/en/extra/")
	b.until(t, `shadow().querySelector(".flag")`)
	examine("draft")
	b.openPreview(t, p, "/en/history/")
	p.edit(t, "content/history.en.md", "description:", "description: "+strings.Repeat("Words and words. ", 12))
	press("This page")
	examine("page")
	press("Preview")
	examine("folded")
	press("Preview")
	for _, name := range []string{"de", "el"} {
		p.edit(t, "content/history."+name+".md", "title:", "titel:")
	}
	p.edit(t, "content/groups.yaml", "price:", "pirce:")
	p.edit(t, "content/frame.el.md", "\n\n", "\n\n\tΔείτε τη <b>σελίδα</b> των συναντήσεων και το [πλαίσιο](page:fram).\n\nΔείτε τη <b>σελίδα</b> και το [πλαίσιο](page:fram)\n\n")
	b.until(t, `shadow().querySelectorAll(".overlay li").length > 3`)
	examine("overlay")
}
