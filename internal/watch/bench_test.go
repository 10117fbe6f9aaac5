package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// large makes a site of n pages, thirty in a folder.
func large(b *testing.B, n int) string {
	dir := b.TempDir()
	for i := range n {
		folder := filepath.Join(dir, "content", fmt.Sprint(i/30))
		if i%30 == 0 {
			if err := os.MkdirAll(folder, 0o777); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("page%d.en.md", i)), []byte("---\ntitle: A page\n---\n"), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

var sizes = []int{3000, 30000}

func BenchmarkStart(b *testing.B) {
	for _, n := range sizes {
		dir := large(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				w, err := Start(dir, Options{})
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				w.Close()
				b.StartTimer()
			}
		})
	}
}

// BenchmarkSave is the time from the end of a save to the Change, less the settle
// time.
func BenchmarkSave(b *testing.B) {
	for _, n := range sizes {
		dir := large(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			const settle = 5 * time.Millisecond
			w, err := Start(dir, Options{Settle: settle})
			if err != nil {
				b.Fatal(err)
			}
			defer w.Close()
			var sum time.Duration
			for i := range b.N {
				if err := os.WriteFile(filepath.Join(dir, "content/7/page210.en.md"), fmt.Append(nil, i), 0o666); err != nil {
					b.Fatal(err)
				}
				began := time.Now()
				<-w.Changes()
				sum += time.Since(began) - settle
			}
			b.ReportMetric(float64(sum.Microseconds())/float64(b.N), "late-µs/op")
		})
	}
}

// BenchmarkCheck is one round of the check, of which a hundred times as long is
// spent on rest.
func BenchmarkCheck(b *testing.B) {
	for _, n := range sizes {
		dir := large(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			tree := newTree(dir, func(string, bool) bool { return false })
			info, err := os.Stat(dir)
			if err != nil {
				b.Fatal(err)
			}
			if err := tree.enter("", info); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				for _, f := range tree.all() {
					if rest := tree.untold(f); rest != nil {
						b.Fatal(rest)
					}
				}
			}
		})
	}
}

// BenchmarkLook is one look at everything, where there are no events.
func BenchmarkLook(b *testing.B) {
	for _, n := range sizes {
		dir := large(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w := &Watcher{dir: dir, o: Options{Skip: func(string, bool) bool { return false }}, knobs: ordinary}
			p, err := w.newPoller()
			if err != nil {
				b.Fatal(err)
			}
			later := time.Now().Add(time.Hour)
			p.look(later)
			for b.Loop() {
				if paths := p.look(later); len(paths) > 0 {
					b.Fatal(paths)
				}
			}
		})
	}
}
