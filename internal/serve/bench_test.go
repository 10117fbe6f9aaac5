package serve

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/sitetest"
	"fishbowl/internal/watch"
)

// BenchmarkPreview serves a site of 3,000 pages and one of 30,000 from a folder, and
// edits them: the time from the writing of a file to the new bytes of a page at a
// client, which hears of it by the stream of events. The files settle for 50 ms of it.
// It also tells how long the first page takes from the start.
func BenchmarkPreview(b *testing.B) {
	for _, pages := range []int{3000, 30000} {
		dir := b.TempDir()
		files := sitetest.Pages(pages)
		for name, f := range files {
			write(b, dir, name, f.Data)
		}
		write(b, dir, "layouts/partials/foot.html", nil)
		write(b, dir, "i18n/de.yaml", nil)
		began := time.Now()
		address, events := begin(b, dir)
		fetch(b, address+"/de/page-4/")
		first := time.Since(began)
		edits := []struct {
			name, file string
			edit       func(n int) []byte
		}{
			{"text", "content/page-4.de.md", func(n int) []byte {
				return fmt.Appendf(nil, "%s\nSatz %d.\n", files["content/page-4.de.md"].Data, n)
			}},
			{"title", "content/page-4.de.md", func(n int) []byte {
				return bytes.Replace(files["content/page-4.de.md"].Data, []byte("title: "), fmt.Appendf(nil, "title: A%d ", n), 1)
			}},
			{"groups", "content/groups.yaml", func(n int) []byte {
				return bytes.Replace(files["content/groups.yaml"].Data, []byte("amount: 30"), fmt.Appendf(nil, "amount: %d", 31+n%60), 1)
			}},
			{"words", "i18n/de.yaml", func(n int) []byte { return fmt.Appendf(nil, "page: {tags: Themen %d}\n", n) }},
			{"layout", "layouts/partials/foot.html", func(n int) []byte { return fmt.Appendf(nil, "<p>%d</p>", n) }},
		}
		for _, e := range edits {
			b.Run(fmt.Sprintf("%d/%s", pages, e.name), func(b *testing.B) {
				n := 0
				var took []time.Duration
				for b.Loop() {
					n++
					start := time.Now()
					write(b, dir, e.file, e.edit(n))
					next(b, events)
					fetch(b, address+"/de/page-4/")
					took = append(took, time.Since(start))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
				b.ReportMetric(float64(first.Milliseconds()), "first-page-ms")
			})
		}
	}
}

// begin starts a preview that ends with the benchmark, and listens to it.
func begin(b *testing.B, dir string) (address string, events *bufio.Scanner) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	watcher, err := watch.Start(dir, watch.Options{})
	if err != nil {
		b.Fatal(err)
	}
	reader := build.NewReader(build.Input{Site: root.FS(), Embedded: fishbowl.Files})
	s, err := Listen(Options{Read: reader.Read, Changes: watcher.Changes(), View: build.View{AsOf: civil.Date{Year: 2026, Month: 11, Day: 21}}, Today: today, Report: func(e Event) {
		if e.Generation == nil {
			b.Error(e.Problems.Report(e.Problems.Sorted()[0]), e.Err)
		}
	}})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- s.Run(ctx) }()
	address = strings.TrimSuffix(s.Address(), "/")
	r, err := http.Get(address + eventsURL)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		r.Body.Close()
		cancel()
		<-done
		watcher.Close()
		root.Close()
	})
	events = bufio.NewScanner(r.Body)
	next(b, events)
	return address, events
}

// next waits for a message.
func next(b *testing.B, events *bufio.Scanner) {
	for events.Scan() {
		if strings.HasPrefix(events.Text(), "data:") {
			return
		}
	}
	b.Fatal("the stream has ended", events.Err())
}

func fetch(b *testing.B, address string) {
	r, err := http.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Body.Close()
	if _, err := io.Copy(io.Discard, r.Body); err != nil || r.StatusCode != http.StatusOK {
		b.Fatal(r.Status, err)
	}
}

func write(b *testing.B, dir, name string, text []byte) {
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		b.Fatal(err)
	}
}
