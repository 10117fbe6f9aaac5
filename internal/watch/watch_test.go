package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// next returns the next Change.
func next(t *testing.T, w *Watcher) Change {
	t.Helper()
	select {
	case c := <-w.Changes():
		return c
	case <-time.After(forever):
		t.Fatal("no Change")
		return Change{}
	}
}

// untilAll waits for a Change of all.
func untilAll(t *testing.T, w *Watcher) {
	t.Helper()
	for !next(t, w).All {
	}
}

// TestWhateverHappens holds the guarantee of the package over what nobody thought
// of: files and folders come, change, move and go, hundreds at a time.
func TestWhateverHappens(t *testing.T) {
	for seed := range uint64(4) {
		both(t, func(t *testing.T, dir string, o Options) {
			t.Logf("seed %d", seed)
			w := watching(t, dir, o, ordinary)
			m := newMirror(t, dir)
			r := rand.New(rand.NewPCG(seed, 5))
			for range 12 {
				for range 60 {
					something(r, dir)
				}
				m.follow(w)
			}
			if why := w.Why(); !o.Poll && why != "" {
				t.Errorf("it polls: %s", why)
			}
		})
	}
}

// something happens; where it cannot, it does not.
func something(r *rand.Rand, dir string) {
	place := func() string {
		p := dir
		for range 1 + r.IntN(4) {
			p = filepath.Join(p, string(rune('a'+r.IntN(3))))
		}
		return p
	}
	switch p := place(); r.IntN(9) {
	case 0, 1:
		os.MkdirAll(p, 0o777)
	case 2, 3, 4:
		os.WriteFile(p, fmt.Append(nil, r.IntN(1000)), 0o666)
	case 5, 6:
		os.Rename(p, place())
	case 7:
		os.Remove(p)
	case 8:
		os.RemoveAll(p)
	}
}

func TestAChangeNamesTheLinksThatLeadToIt(t *testing.T) {
	both(t, func(t *testing.T, dir string, o Options) {
		d := disk{t, dir}
		d.write("shared/a.md", "1")
		d.mkdir("content/deep")
		d.link("../shared/a.md", "content/one.md")
		d.link("one.md", "content/two.md")
		d.link("../../content/../shared", "content/deep/folder")
		d.link("/etc", "content/out")
		d.link("../../..", "content/far")
		d.link(".", "content/self")
		w := watching(t, dir, o, ordinary)
		m := newMirror(t, dir)
		d.link("two.md", "content/three.md")
		m.follow(w)
		for i, save := range []func(){
			func() { d.overwrite("shared/a.md", "two", os.O_TRUNC) },
			func() { d.write("shared/b.md", "beside") },
			func() { d.write("shared/t", "renamed over"); d.rename("shared/t", "shared/a.md") },
			func() { d.remove("content/one.md"); d.link("../shared/b.md", "content/one.md") },
			func() { d.overwrite("shared/b.md", "changed", os.O_TRUNC) },
			func() { d.rename("shared", "gone") },
			func() { d.mkdir("gone/x"); d.rename("gone", "shared") },
			func() { d.overwrite("shared/b.md", "changed again", os.O_TRUNC) },
		} {
			save()
			m.follow(w)
			if t.Failed() {
				t.Fatalf("step %d", i)
			}
		}
	})
}

func TestTheFolderItselfGoesAndComes(t *testing.T) {
	both(t, func(t *testing.T, dir string, o Options) {
		dir = filepath.Join(dir, "site")
		d := disk{t, dir}
		d.write("a/1.md", "1")
		w := watching(t, dir, o, ordinary)
		m := newMirror(t, dir)
		again := func() {
			t.Helper()
			m.follow(w)
			d.write("a/b/2.md", "2")
			m.follow(w)
		}
		d.must(os.Rename(dir, dir+" away"))
		d.write("a/1.md", "another")
		again()
		d.must(os.RemoveAll(dir))
		d.write("a/1.md", "third")
		again()
		d.must(os.RemoveAll(dir))
		d.must(os.Rename(dir+" away", dir))
		again()
	})
}

func TestTheFolderMayBeALinkThatIsSetAnew(t *testing.T) {
	both(t, func(t *testing.T, dir string, o Options) {
		d := disk{t, dir}
		d.write("v1/a.md", "1")
		d.write("v2/a.md", "2")
		d.link("v1", "site")
		k := ordinary
		k.patience = 10 * time.Millisecond
		w := watching(t, d.path("site"), o, k)
		m := newMirror(t, d.path("site")+"/")
		d.write("v1/a.md", "one")
		m.follow(w)
		d.link("v2", "next")
		d.rename("next", "site")
		untilAll(t, w)
		m.read("")
		d.write("v2/a.md", "two")
		m.follow(w)
	})
}

func TestLostEventsMeanThatAnythingMayHaveChanged(t *testing.T) {
	dir := t.TempDir()
	d := disk{t, dir}
	d.mkdir("a")
	k := ordinary
	k.queue = 0 // every event is one too many
	w := watching(t, dir, Options{Interval: time.Millisecond}, k)
	for i := range 3 {
		d.write(fmt.Sprintf("a/%d/x.md", i), "new")
		if c := next(t, w); !c.All {
			t.Errorf("got %v", c)
		}
	}
	if why := w.Why(); why != "" {
		t.Errorf("it polls: %s", why)
	}
}

func TestErrorsOfTheSystem(t *testing.T) {
	for _, test := range []struct {
		err  error
		lost bool
		why  string
	}{
		{fsnotify.ErrEventOverflow, true, ""},
		{errors.New("unheard of"), true, ""},
		{fmt.Errorf("x: %w", syscall.EMFILE), true, "more files than"},
		{syscall.ENOMEM, true, "no memory"},
		{syscall.EINVAL, false, ""}, // a watch was to be removed that is gone
		{&fs.PathError{Err: syscall.ENOENT}, false, ""},
	} {
		q := newQueue(10)
		q.push(fsnotify.Event{Name: "a"})
		q.fail(test.err)
		if _, lost, why := q.take(); lost != test.lost || !strings.Contains(why, test.why) || (why == "") != (test.why == "") {
			t.Errorf("%v: lost %v, %q", test.err, lost, why)
		}
	}
}

// TestNoMoreWatches reaches the limit of the system at the start, and with a folder
// that comes.
func TestNoMoreWatches(t *testing.T) {
	for _, watched := range []int{0, 2} {
		dir := t.TempDir()
		d := disk{t, dir}
		d.write("a/1.md", "1")
		d.mkdir("b")
		k := ordinary
		n := 0
		k.add = func(w *fsnotify.Watcher, dir string) error {
			if n++; n > watched+1 {
				return syscall.ENOSPC
			}
			return w.Add(dir)
		}
		polling := make(chan string, 1)
		w := watching(t, dir, Options{Interval: time.Millisecond, Skip: skipLitter, Polling: func(why string) { polling <- why }}, k)
		m := newMirror(t, dir)
		if watched > 0 {
			if w.Why() != "" {
				t.Fatal(w.Why())
			}
			d.write("c/2.md", "2")
			if why := <-polling; why != w.Why() {
				t.Errorf("%q and %q", why, w.Why())
			}
		}
		d.write("c/d/3.md", "3")
		m.follow(w)
		if why := w.Why(); !strings.Contains(why, "fs.inotify.max_user_watches") {
			t.Error(why)
		}
	}
}

func TestAPlaceThatDoesNotTell(t *testing.T) {
	dir := t.TempDir()
	d := disk{t, dir}
	d.write("a/b/1.md", "1")
	for place, want := range map[string]string{
		"":    "the folder lies on a network drive (nfs), which does not tell of all changes",
		"a/b": "the folder a/b lies on a network drive (nfs), which does not tell of all changes",
		"c":   "",
	} {
		k := ordinary
		k.place = func(p string) string {
			if p == d.path(place) {
				return unheard("a network drive (nfs)")
			}
			return ""
		}
		if why := watching(t, dir, Options{}, k).Why(); why != want {
			t.Errorf("%s: %q, want %q", place, why, want)
		}
	}
}

func TestWhatIsNoChange(t *testing.T) {
	dir := t.TempDir()
	d := disk{t, dir}
	d.write(page, "1")
	d.write("public/index.html", "1")
	w := watching(t, dir, Options{Settle: time.Millisecond, Skip: skipLitter}, ordinary)
	d.must(os.Chtimes(d.path(page), time.Now(), time.Time{})) // read, not written
	d.write("public/index.html", "2")
	d.mkdir(".git/x")
	d.removeAll("public")
	d.rename(".git", "public")
	d.write("content/last.md", "")
	if c := next(t, w); !slices.Equal(c.Paths, []string{"content/last.md"}) {
		t.Errorf("named %v", c)
	}
}

func TestPermissionIsAChange(t *testing.T) {
	both(t, func(t *testing.T, dir string, o Options) {
		d := disk{t, dir}
		d.write("a/b.md", "1")
		w := watching(t, dir, o, ordinary)
		for _, name := range []string{"a/b.md", "a"} {
			d.must(os.Chmod(d.path(name), 0o700))
			for !slices.Contains(next(t, w).Paths, name) {
			}
		}
	})
}

func TestStartAndClose(t *testing.T) {
	if _, err := Start(filepath.Join(t.TempDir(), "none"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	os.WriteFile(file, nil, 0o666)
	if _, err := Start(file, Options{}); err == nil {
		t.Error("a file was watched")
	}
	both(t, func(t *testing.T, dir string, o Options) {
		w, err := Start(dir, o)
		if err != nil {
			t.Fatal(err)
		}
		if (w.Why() != "") != o.Poll {
			t.Error(w.Why())
		}
		(disk{t, dir}).write("a", "nobody takes it")
		for range 2 {
			if err := w.Close(); err != nil {
				t.Error(err)
			}
		}
		for range w.Changes() { // ends
		}
	})
}
