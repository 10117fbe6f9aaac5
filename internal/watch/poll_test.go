package watch

import (
	"os"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// TestYoungFilesAreNamedAgain has two versions of one size and one time, as file
// systems with coarse times make them.
func TestYoungFilesAreNamedAgain(t *testing.T) {
	dir := t.TempDir()
	d := disk{t, dir}
	d.write("a.md", "1")
	d.must(os.Chtimes(d.path("a.md"), time.Time{}, time.Unix(1e9, 0)))
	w := &Watcher{dir: dir, o: Options{Skip: skipLitter}, knobs: ordinary}
	p, err := w.newPoller()
	d.must(err)
	now := time.Now()
	for _, look := range []struct {
		after time.Duration
		text  string
		named bool
	}{
		{0, "1", false},
		{100, "22", true},
		{600, "22", true}, // a second writing would not be seen
		{2000, "22", true},
		{2200, "22", true},
		{2700, "22", false},
	} {
		if old, _ := os.ReadFile(d.path("a.md")); string(old) != look.text {
			d.write("a.md", look.text)
			d.must(os.Chtimes(d.path("a.md"), time.Time{}, time.Unix(2e9, 0)))
		}
		if paths := p.look(now.Add(look.after * time.Millisecond)); (len(paths) > 0) != look.named {
			t.Errorf("after %d ms: %v", look.after, paths)
		}
	}
}

// TestComingAndGoingBetweenTwoLooks: the reader may have seen what no look has.
func TestComingAndGoingBetweenTwoLooks(t *testing.T) {
	dir := t.TempDir()
	d := disk{t, dir}
	d.write("a/1.md", "1")
	w := &Watcher{dir: dir, o: Options{Skip: skipLitter}, knobs: ordinary}
	p, err := w.newPoller()
	d.must(err)
	later := time.Now().Add(5 * time.Second)
	p.look(later)
	d.write("a/2.md", "2")
	d.remove("a/2.md")
	d.must(os.Chtimes(d.path("a"), time.Time{}, later)) // the kernel's tick is coarser than this test
	if paths := p.look(later); !slices.Contains(paths, "a") {
		t.Errorf("named %v", paths)
	}
	d.must(os.Chtimes(d.path("a"), time.Time{}, later.Add(time.Second)))
	if paths := p.look(later.Add(reading)); len(paths) > 0 {
		t.Errorf("long after: %v", paths)
	}
}

// TestALookRests: the time of looks is bounded however slow the disk is.
func TestALookRests(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		looks := 0
		slow := func(string, bool) bool { looks++; time.Sleep(time.Second); return false }
		(disk{t, dir}).write("a", "")
		w, err := Start(dir, Options{Poll: true, Skip: slow})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Second)
		w.Close()
		if looks < 19 || looks > 22 {
			t.Errorf("%d looks of a second in 100", looks)
		}
	})
}
