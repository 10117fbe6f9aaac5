package output

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// BenchmarkPublish writes 3,000 pages of 6 kB in 1,000 folders, in pieces of
// the size that templates write. On ext4 without a journal, as in some virtual
// machines, creating a file costs a millisecond for some minutes after many
// were removed: there take the figures in memory.
func BenchmarkPublish(b *testing.B) {
	piece := []byte(`<p class="when">Every Wednesday, 19:30</p>` + "\n")
	page := func(generation int) func(w io.Writer) error {
		return func(w io.Writer) error {
			fmt.Fprintln(w, generation)
			for range 140 {
				if _, err := w.Write(piece); err != nil {
					return err
				}
			}
			return nil
		}
	}
	var names []string
	for i := range 3000 {
		names = append(names, fmt.Sprintf("el/groups/g%03d/page%d.html", i/3, i%3))
	}
	publish := func(b *testing.B, target string, render func(io.Writer) error) {
		tree, err := Begin(target)
		if err != nil {
			b.Fatal(err)
		}
		defer tree.Discard()
		var next atomic.Int64
		var group sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			group.Go(func() {
				for {
					i := int(next.Add(1)) - 1
					if i >= len(names) {
						return
					}
					if err := tree.Write(names[i], render); err != nil {
						b.Error(err)
					}
				}
			})
		}
		group.Wait()
		if _, err := tree.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	places := map[string]func() string{
		"memory": func() string { return newTarget(b) },
		"disk":   func() string { return filepath.Join(b.TempDir(), "public") },
	}
	for place, target := range places {
		b.Run(place+"/first", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				target := target()
				b.StartTimer()
				publish(b, target, page(0))
				b.StopTimer()
				os.RemoveAll(filepath.Dir(target))
				b.StartTimer()
			}
		})
		b.Run(place+"/unchanged", func(b *testing.B) {
			target := target()
			publish(b, target, page(0))
			for b.Loop() {
				publish(b, target, page(0))
			}
		})
		b.Run(place+"/changed", func(b *testing.B) {
			target, generation := target(), 0
			for b.Loop() {
				generation++
				publish(b, target, page(generation))
			}
		})
	}
}
