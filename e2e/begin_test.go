package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAnEditorBeginsASite goes from nothing to a site of ten pages more, with the
// preview open: files come by fishbowl new, texts are written, front matter, groups
// and a layout are broken and mended. The browser always shows the last state.
func TestAnEditorBeginsASite(t *testing.T) {
	browser(t)
	program, err := programOnce()
	if err != nil {
		t.Fatal(err)
	}
	p := &preview{dir: filepath.Join(t.TempDir(), "ours")}
	run := func(args ...string) {
		t.Helper()
		if log, err := command(workshop, program, append(args, "--as-of", asOf)...); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, log)
		}
	}
	run("new", "site", p.dir, "--name", "Σύλλογος Balint «Αθήνα»")
	p.start(t, "--drafts")
	b := newTab(t)
	b.openPreview(t, p, "/el/")
	b.holds(t, "the name stands on the first page", `document.body.textContent.includes("Σύλλογος Balint «Αθήνα»")`)
	shot := func(name string) {
		if *screenshots == "" {
			return
		}
		picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*screenshots, name+".png"), picture, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	shot("begin-1-home")

	// Ten pages come, drafts all of them.
	kinds := []struct{ kind, section string }{{"page", ""}, {"article", "arthra/"}, {"news", "news/"}, {"group", "omades/"}, {"event", "events/"}}
	for n := range 10 {
		kind := kinds[n%len(kinds)]
		run("new", kind.kind, fmt.Sprintf("new-%s-%d", kind.kind, n), "--site", p.dir, "--title", fmt.Sprintf("Νέα σελίδα %d", n))
		b.until(t, fmt.Sprintf(`(r => (r.open("GET", "/el/%snea-selida-%d/", false), r.send(), r.status == 200))(new XMLHttpRequest())`, kind.section, n))
	}
	b.openPreview(t, p, "/el/arthra/")
	shot("begin-2-ten-more")

	// A text grows under the eyes of its editor.
	b.openPreview(t, p, "/el/omada-balint/")
	file := "content/balint-group.el.md"
	before := p.read(t, file)
	for n := range 5 {
		p.write(t, file, before+fmt.Sprintf("\nΠαράγραφος %d.\n", n))
		b.until(t, fmt.Sprintf(`document.querySelector("main").textContent.includes("Παράγραφος %d.")`, n))
	}
	b.holds(t, "the page was never loaded again", `window.stay`)

	// What is broken is told, what is mended is shown.
	hidden, shown := `shadow().querySelector(".overlay").hidden`, `!shadow().querySelector(".overlay").hidden`
	for name, breakage := range map[string][2]string{
		file:                  {"title:", "titel:"},
		"content/groups.yaml": {"status:", "statsu:"},
		"site.yaml":           {"timezone:", "timezon:"},
	} {
		mend := p.edit(t, name, breakage[0], breakage[1])
		b.until(t, shown+` && shadow().querySelector(".overlay").textContent.includes("`+name+`")`)
		if name == "content/groups.yaml" {
			shot("begin-3-broken")
		}
		b.holds(t, "the last good page stays", `document.querySelector("main").textContent.includes("Παράγραφος 4.")`)
		mend()
		b.until(t, hidden)
	}
	if err := os.MkdirAll(filepath.Join(p.dir, "layouts"), 0o755); err != nil {
		t.Fatal(err)
	}
	p.write(t, "layouts/page.html", `{{define "main"}}<main id="main"><h1>{{.Titel}}</h1></main>{{end}}`)
	b.until(t, shown+` && shadow().querySelector(".overlay").textContent.includes("layouts/page.html")`)
	p.write(t, "layouts/page.html", `{{define "main"}}<main id="main"><h1>Μία δική μας: {{.Title}}</h1>{{.Content}}</main>{{end}}`)
	b.until(t, hidden+` && document.querySelector("h1").textContent.startsWith("Μία δική μας")`)
	shot("begin-4-own-layout")

	// A group's price, from the data file to the page of the group.
	b.openPreview(t, p, "/el/omades/")
	groups := p.read(t, "content/groups.yaml")
	if !strings.Contains(groups, "amount: ") {
		t.Fatal("the groups of the starter have no price")
	}
	at := strings.Index(groups, "amount: ")
	end := at + strings.IndexAny(groups[at:], ",}\n")
	p.write(t, "content/groups.yaml", groups[:at]+"amount: 77"+groups[end:])
	b.until(t, `document.body.textContent.includes("77")`)
	shot("begin-5-price")
}
