package e2e

import (
	"context"
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	devtools "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var (
	browserOnce   sync.Once
	browserCtx    context.Context
	browserErr    error
	cancelBrowser = func() {}
)

func closeBrowser() { cancelBrowser() }

// browser starts one Chromium for all tests. It cannot reach any host but this
// machine, whatever a page asks for.
func browser(t testing.TB) context.Context {
	t.Helper()
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			program = p
			break
		}
	}
	if program == "" {
		missing(t, "chromium")
	}
	browserOnce.Do(func() {
		options := []chromedp.ExecAllocatorOption{
			chromedp.ExecPath(program),
			chromedp.UserDataDir(filepath.Join(workshop, "profile")),
			chromedp.Flag("host-resolver-rules", "MAP rebound.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
			chromedp.Flag("force-color-profile", "srgb"),
			chromedp.Flag("disable-features", "BackForwardCache"), // the way back loads pages anew, as on a small telephone
		}
		for _, name := range []string{
			"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-dev-shm-usage",
			"disable-background-networking", "disable-component-update", "disable-sync",
		} {
			options = append(options, chromedp.Flag(name, true))
		}
		allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
		var cancel context.CancelFunc
		browserCtx, cancel = chromedp.NewContext(allocator)
		cancelBrowser = func() { cancel(); stop() }
		browserErr = chromedp.Do(browserCtx)
	})
	if browserErr != nil {
		t.Fatal(browserErr)
	}
	return browserCtx
}

// tab is a page of the browser that remembers what goes wrong in it.
type tab struct {
	ctx         context.Context
	clockScript devtools.ScriptIdentifier
	mu          sync.Mutex
	faults      []string
}

// newTab opens a tab that is closed when the test ends.
func newTab(t testing.TB) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser(t))
	t.Cleanup(cancel)
	b := &tab{ctx: ctx}
	if err := chromedp.Listen(ctx, b.note); err != nil {
		t.Fatal(err)
	}
	b.emulate(t, 1280, "light")
	b.clock(t, asOf+"T09:00:00Z")
	return b
}

// clock lets the pages that are opened from now on believe that it is an instant,
// so that what a script does by the time is the same on every day.
func (b *tab) clock(t testing.TB, instant string) {
	t.Helper()
	if b.clockScript != "" {
		if _, err := chromedp.Call(b.ctx, devtools.RemoveScriptToEvaluateOnNewDocument, devtools.RemoveScriptToEvaluateOnNewDocumentParams{Identifier: b.clockScript}); err != nil {
			t.Fatal(err)
		}
	}
	result, err := chromedp.Call(b.ctx, devtools.AddScriptToEvaluateOnNewDocument, devtools.AddScriptToEvaluateOnNewDocumentParams{Source: fmt.Sprintf("Date.now = () => Date.parse(%q)", instant)})
	if err != nil {
		t.Fatal(err)
	}
	b.clockScript = result.Identifier
}

// note keeps what an event tells of faults. The browser waits meanwhile.
func (b *tab) note(event any) {
	var fault string
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			fault = fmt.Sprintf("browser's %s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		if k := e.Type; k == runtime.ConsoleAPICalledTypeError || k == runtime.ConsoleAPICalledTypeWarning || k == runtime.ConsoleAPICalledTypeAssert {
			fault = fmt.Sprintf("console.%s", k)
			for _, a := range e.Args {
				fault += fmt.Sprintf(" %s", a.Value)
			}
		}
	case *runtime.EventExceptionThrown:
		fault = "exception: " + e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			fault += " " + x.Description
		}
	case *network.EventLoadingFailed:
		if !e.Canceled { // as when a reader goes on before all has come
			fault = fmt.Sprintf("request failed: %s (%s)", e.ErrorText, e.Type)
		}
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || u.Hostname() != "127.0.0.1" && u.Scheme != "data" {
			fault = "request to another host: " + e.Request.URL
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			fault = fmt.Sprintf("request answered %d: %s", e.Response.Status, e.Response.URL)
		}
	}
	if fault != "" {
		b.mu.Lock()
		b.faults = append(b.faults, fault)
		b.mu.Unlock()
	}
}

// takeFaults returns what has gone wrong since the last call.
func (b *tab) takeFaults() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	found := b.faults
	b.faults = nil
	return found
}

// do runs steps, for half a minute at most.
func (b *tab) do(t testing.TB, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// evaluate runs a script in the page, for a minute at most, and waits for its
// promise.
func evaluate[T any](t testing.TB, b *tab, script string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", strings.TrimSpace(script[:min(len(script), 60)]), err)
	}
	return value
}

// emulate sets the width of the window and the reader's color scheme, and holds
// everything still.
func (b *tab) emulate(t testing.TB, width int64, scheme string) {
	t.Helper()
	b.do(t, chromedp.EmulateViewport(width, 900))
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme},
		{Name: "prefers-reduced-motion", Value: "reduce"},
	}})
	if err != nil {
		t.Fatal(err)
	}
}
