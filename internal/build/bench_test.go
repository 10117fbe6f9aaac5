package build_test

import (
	"io"
	"path"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"fishbowl/internal/build"
	"fishbowl/internal/diag"
	"fishbowl/internal/output"
	"fishbowl/internal/sitetest"
)

// BenchmarkBuild reads 3,000 pages in three languages, and renders them: into
// nothing, and into a folder. It reports time, bytes written and allocations
// per page.
func BenchmarkBuild(b *testing.B) {
	site := sitetest.Pages(3000)
	for _, stage := range []string{"load", "render", "publish"} {
		b.Run(stage, func(b *testing.B) {
			b.ReportAllocs()
			var before, after runtime.MemStats
			pages, bytes := 0, int64(0)
			target := filepath.Join(b.TempDir(), "public")
			runtime.ReadMemStats(&before)
			for b.Loop() {
				var list diag.List
				g := load(b, &list, site)
				if g == nil {
					b.Fatal(list.Report(list.Sorted()[0]))
				}
				pages = g.Routes.Len()
				switch stage {
				case "render":
					bytes = 0
					for _, r := range g.Routes.All() {
						w := &counter{}
						if err := r.Render(w); err != nil {
							b.Fatal(err)
						}
						bytes += w.n
					}
				case "publish":
					summary, err := build.Publish(&list, g, target, false, output.Options{})
					if err != nil {
						b.Fatal(err)
					}
					bytes = summary.Bytes
				}
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(pages), "µs/page")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N)/float64(pages), "B-heap/page")
			if bytes > 0 {
				b.ReportMetric(float64(bytes)/float64(pages), "B-written/page")
			}
			b.ReportMetric(float64(pages), "pages")
		})
	}
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) { c.n += int64(len(p)); return len(p), nil }

var _ io.Writer = (*counter)(nil)

// BenchmarkGroups reads and renders a site of 3,000 groups in three languages, with
// their lists and data; once without meetings and prices, and once with those of
// five years and the calendars. The difference is what meetings cost.
func BenchmarkGroups(b *testing.B) {
	const n = 3000
	for _, meetings := range []bool{false, true} {
		site := sitetest.Groups(n, meetings)
		b.Run(map[bool]string{false: "bare", true: "meetings"}[meetings], func(b *testing.B) {
			var loading, rendering time.Duration
			for b.Loop() {
				var list diag.List
				start := time.Now()
				g := load(b, &list, site)
				if g == nil {
					for _, p := range list.Sorted() {
						if p.Severity == diag.Error {
							b.Fatal(list.Report(p))
						}
					}
				}
				loading += time.Since(start)
				start = time.Now()
				for _, r := range g.Routes.All() {
					if path.Ext(r.File) == ".png" {
						continue
					}
					if err := r.Render(&counter{}); err != nil {
						b.Fatal(err)
					}
				}
				rendering += time.Since(start)
			}
			perItem := func(d time.Duration) float64 { return float64(d.Microseconds()) / float64(b.N) / n }
			b.ReportMetric(perItem(loading), "load-µs/group")
			b.ReportMetric(perItem(rendering), "render-µs/group")
		})
	}
}
