package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"
)

// TestWhatIsNotToldIsFound writes through a hard link outside: that is one thing of
// which a local file system tells nothing, as others tell nothing at all.
func TestWhatIsNotToldIsFound(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows tells of it")
	}
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "a")
	d := disk{t, dir}
	for i := range 100 {
		d.write(fmt.Sprintf("content/%d/a.md", i), "old")
	}
	d.must(os.Link(d.path("content/50/a.md"), outside))
	k := ordinary
	k.patience = 20 * time.Millisecond
	polling := make(chan string, 1)
	w := watching(t, dir, Options{Interval: time.Millisecond, Skip: skipLitter, Polling: func(why string) { polling <- why }}, k)
	m := newMirror(t, dir)
	d.must(os.WriteFile(outside, []byte("silent"), 0o666))
	m.follow(w)
	const want = "the system did not tell that content/50/a.md has changed"
	if why := <-polling; why != want || w.Why() != want {
		t.Errorf("%q, want %q", why, want)
	}
	d.must(os.WriteFile(outside, []byte("silent again"), 0o666))
	m.follow(w)
}

// TestUntold plays the races of the check with events by hand.
func TestUntold(t *testing.T) {
	dir := t.TempDir()
	d := disk{t, dir}
	d.write("a.md", "1")
	d.must(os.Chtimes(d.path("a.md"), time.Time{}, time.Unix(1e9, 0)))
	tree := newTree(dir, skipLitter)
	info, err := os.Stat(dir)
	d.must(err)
	d.must(tree.enter("", info))
	expect := func(when string, want ...string) {
		t.Helper()
		var got []string
		for name := range tree.untold(tree.folders[""]) {
			got = append(got, name)
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", when, got, want)
		}
	}
	expect("nothing happened")
	d.write("a.md", "22")
	d.write("b.md", "1")
	expect("silent", "a.md", "b.md")
	tree.tell("a.md")
	expect("one was told of", "b.md")
	tree.tell("b.md")
	expect("both were")
	expect("and that is remembered")
	d.write("a.md", "333")
	expect("young files are not trusted")
	d.must(os.Chtimes(d.path("a.md"), time.Time{}, time.Unix(1e9, 0)))
	expect("nor is what came after the look")
	d.remove("a.md")
	expect("but what is quiet is", "a.md")
	tree.tell("a.md")
	expect("told")
	d.write(".litter", "")
	expect("litter is not seen")
}
