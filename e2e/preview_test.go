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

	"github.com/chromedp/chromedp"
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
	b.until(t, `shadow()?.querySelector(".bar button")`)
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
	b.until(t, overlay+`.hidden && !shadow().querySelector(".errors")`)
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
