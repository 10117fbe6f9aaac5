package e2e

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "draw pages into this `folder`, relative to the repository")

// TestScreenshots draws pages for people to look at:
//
//	go test ./e2e -run TestScreenshots -screenshots DIR
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("draws only with -screenshots FOLDER")
	}
	dir := *screenshots
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(repository, dir)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	s := reference(t)
	b := newTab(t)
	address := serve(t, s)
	for _, p := range s.samples(t) {
		for _, width := range []int64{390, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				b.emulate(t, width, scheme)
				b.do(t, chromedp.Navigate(address+p.path))
				picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
				if err != nil {
					t.Fatal(err)
				}
				name := strings.Trim(strings.ReplaceAll(strings.TrimSuffix(p.path, ".html"), "/", "-"), "-")
				if name == "" {
					name = "root"
				}
				file := filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, width, scheme))
				if err := os.WriteFile(file, picture, 0o666); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	t.Logf("drew into %s", dir)
}
