package e2e

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	devtools "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// sheet is a page as a printer gets it.
type sheet struct {
	Pages int
	Size  string // of the first, in points
}

var (
	pdfPage = regexp.MustCompile(`/Type\s*/Page\b[^s]`)
	pdfSize = regexp.MustCompile(`/MediaBox\s*\[([^\]]*)\]`)
)

// a4 is 210 by 297 mm in points, as Chromium rounds them.
const a4 = "0 0 594.95996 841.91998"

// print prints the page that the tab shows, by the page's own rules.
func (b *tab) print(t *testing.T) sheet {
	t.Helper()
	prefer := true
	result, err := chromedp.Call(b.ctx, devtools.PrintToPDF, devtools.PrintToPDFParams{PreferCSSPageSize: &prefer})
	if err != nil {
		t.Fatal(err)
	}
	s := sheet{Pages: len(pdfPage.FindAll(result.Data, -1))}
	if m := pdfSize.FindSubmatch(result.Data); m != nil {
		s.Size = strings.TrimSpace(string(m[1]))
	}
	return s
}

// onPaper shows the page as it is printed on A4, to a reader whose screen is dark.
func (b *tab) onPaper(t *testing.T) {
	t.Helper()
	const width = 673   // of A4 without the margins, in CSS pixels
	const height = 2400 // so that all is in the window: a picture of what must be scrolled to may be cut
	b.do(t, chromedp.EmulateViewport(width, height))
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print", Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: "dark"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	evaluate[bool](t, b, `new Promise(done => { scrollTo(0, 0); requestAnimationFrame(() => requestAnimationFrame(() => done(true))) })`)
}

// scan reads the QR code in a part of the page as a telephone does that sees the
// screen; it is "" where there is none. jsQR is not related to what draws the code.
func (b *tab) scan(t *testing.T, library, selector string) string {
	t.Helper()
	shot, err := chromedp.Run(b.ctx, chromedp.ScreenshotScale(chromedp.CSS(selector), 3))
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	pixels := image.NewNRGBA(image.Rectangle{Max: drawn.Bounds().Size()})
	draw.Draw(pixels, pixels.Rect, drawn, drawn.Bounds().Min, draw.Src)
	b.do(t, chromedp.Evaluate[chromedp.Void](library))
	return evaluate[string](t, b, fmt.Sprintf(`(() => {
		const bytes = Uint8ClampedArray.from(atob(%q), c => c.charCodeAt(0));
		return jsQR(bytes, %d, %d, {inversionAttempts: "dontInvert"})?.data ?? "";
	})()`, base64.StdEncoding.EncodeToString(pixels.Pix), pixels.Rect.Dx(), pixels.Rect.Dy()))
}

// paperScript describes what in the page would not read well on paper: letters
// below 9.5pt, letters that are not dark, what is for screens, what is too wide.
const paperScript = `(() => {
	const found = new Set();
	const name = e => e.tagName.toLowerCase() + (e.id && "#" + e.id) + [...e.classList].map(c => "." + c).join("");
	const look = (e, style, text) => {
		if (parseFloat(style.fontSize) < 9.5 * 96 / 72 - .01) found.add("small: " + name(e) + " " + style.fontSize + " " + text.trim().slice(0, 30));
		if (style.color.match(/[\d.]+/g).slice(0, 3).some(c => c > 0x55)) found.add("pale: " + name(e) + " " + style.color);
	};
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const text = walk.currentNode.data, e = walk.currentNode.parentElement;
		if (!text.trim() || !e.checkVisibility() || !e.getClientRects().length) continue;
		look(e, getComputedStyle(e), text);
	}
	for (const e of document.querySelectorAll("main a"))
		for (const side of ["::before", "::after"]) {
			const style = getComputedStyle(e, side);
			if (style.content !== "none" && e.checkVisibility()) look(e, style, style.content);
		}
	for (const e of document.querySelectorAll("nav, .bottom, .action, .calendar, .map, .about"))
		if (e.checkVisibility()) found.add("for screens: " + name(e));
	if (document.documentElement.scrollWidth > innerWidth) found.add("wide: " + document.documentElement.scrollWidth + " px");
	return [...found];
})()`

func jsQR(t *testing.T) string {
	t.Helper()
	library, err := os.ReadFile(module(t, "jsqr/dist/jsQR.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(library)
}

// notices are the pages of groups, or of events, by the class of their article.
func (s *site) notices(class string) []*page {
	return slices.DeleteFunc(slices.Clone(s.pages), func(p *page) bool {
		for _, a := range p.all("article") {
			if c, _ := attr(a, "class"); c == class {
				return false
			}
		}
		return true
	})
}

// Every group is a notice on one sheet of A4 and every event on two at most, black
// on white, with nothing on it that only screens need, and with a code that leads
// to the page in the notice's own language.
func TestNotices(t *testing.T) {
	library := jsQR(t)
	s := reference(t)
	b := newTab(t)
	address := serve(t, s)
	for _, kind := range []struct {
		class       string
		count, most int
	}{{"group", 36, 1}, {"event", 9, 2}} {
		pages := s.notices(kind.class)
		if len(pages) < kind.count {
			t.Errorf("%d pages of the kind %s, want %d", len(pages), kind.class, kind.count)
		}
		for _, p := range pages {
			b.emulate(t, 1280, "light")
			b.do(t, chromedp.Navigate(address+p.path))
			if evaluate[bool](t, b, `document.querySelector(".qr").checkVisibility()`) {
				t.Errorf("%s: the code is shown on screens", p.path)
			}
			if got := b.print(t); got.Pages < 1 || got.Pages > kind.most || got.Size != a4 {
				t.Errorf("%s prints on %d pages of %s", p.path, got.Pages, got.Size)
			}
			b.onPaper(t)
			for _, fault := range evaluate[[]string](t, b, paperScript) {
				t.Errorf("%s: %s", p.path, fault)
			}
			if got := b.scan(t, library, ".on-paper"); got != p.canonical() {
				t.Errorf("%s: the code says %q, not %q", p.path, got, p.canonical())
			}
			if !evaluate[bool](t, b, fmt.Sprintf(`document.querySelector(".on-paper").innerText.includes(%q)`, p.canonical())) {
				t.Errorf("%s: the address does not stand in letters", p.path)
			}
		}
	}
	for _, fault := range b.takeFaults() {
		t.Error(fault)
	}
}

// The checks of TestNotices find what they are for.
func TestNoticeFaultsAreFound(t *testing.T) {
	library := jsQR(t)
	b := newTab(t)
	address := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!DOCTYPE html><html lang="en"><title>Notice</title>
<style>@page { size: A5 } main { height: 300mm; width: 1000px; color: #999 } a::after { content: "note"; font-size: 9pt }</style>
<nav>Menu</nav><main><p style="font-size: 9pt">Small</p><a href="/">Link</a></main>
<svg class="qr" viewBox="0 0 29 29" width="200" height="200"><path d="M4 4h7v7h-7zM18 4h7v7h-7zM4 18h7v7h-7z"/></svg>`)
	}))
	b.do(t, chromedp.Navigate(address))
	if got := b.print(t); got.Pages < 2 || got.Size == a4 {
		t.Errorf("a notice of 300 mm on A5 is %+v", got)
	}
	b.onPaper(t)
	found := strings.Join(evaluate[[]string](t, b, paperScript), "\n")
	for _, want := range []string{"small: p 12px Small", `small: a 12px "note"`, "pale: p", "for screens: nav", "wide: 10"} {
		if !strings.Contains(found, want) {
			t.Errorf("the faults lack %q:\n%s", want, found)
		}
	}
	if got := b.scan(t, library, ".qr"); got != "" {
		t.Errorf("three squares are read as the code of %q", got)
	}
}
