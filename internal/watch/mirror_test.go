package watch

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// mirror is the reader that the package comment speaks of: it reads everything
// once, and then only what it is told of.
type mirror struct {
	t     *testing.T
	dir   string
	files map[string]string // also of links to files; a folder is ""
}

// forever bounds failure and nothing else.
const forever = 60 * time.Second

func skipLitter(p string, dir bool) bool {
	base := path.Base(p)
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~") ||
		strings.HasSuffix(base, ".tmp") || dir && p == "public"
}

func newMirror(t *testing.T, dir string) *mirror {
	m := &mirror{t: t, dir: dir, files: map[string]string{}}
	m.read("")
	return m
}

// read reads a path and all below, through links as well, but not below them.
func (m *mirror) read(p string) {
	maps.DeleteFunc(m.files, func(name, _ string) bool { return p == "" || within(name, p) })
	filepath.WalkDir(filepath.Join(m.dir, filepath.FromSlash(p)), func(file string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(m.dir, file)
		name := filepath.ToSlash(rel)
		switch {
		case err != nil || name == ".":
			return nil
		case skipLitter(name, d.IsDir()):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			m.files[name] = "(folder)"
		case d.Type()&fs.ModeSymlink != 0 && isDir(file):
			// What a linked folder holds belongs to the link.
			list, _ := filepath.Glob(filepath.Join(file, "*.md"))
			for _, one := range list {
				text, _ := os.ReadFile(one)
				m.files[name] += filepath.Base(one) + string(text)
			}
		default:
			if text, err := os.ReadFile(file); err == nil {
				m.files[name] = string(text)
			} else {
				m.files[name] = "(unreadable)"
			}
		}
		return nil
	})
}

func isDir(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.IsDir()
}

// follow reads what it is told of until that is what is on the disk, and returns
// what it was told.
func (m *mirror) follow(w *Watcher) (changes []Change) {
	m.t.Helper()
	deadline := time.After(forever)
	for {
		truth := newMirror(m.t, m.dir)
		if maps.Equal(m.files, truth.files) {
			return changes
		}
		select {
		case c := <-w.Changes():
			changes = append(changes, c)
			m.take(c)
		case <-deadline:
			m.t.Fatalf("stale (%s):\n%s", w.Why(), m.difference(truth))
		}
	}
}

func (m *mirror) take(c Change) {
	if !slices.IsSorted(c.Paths) || len(slices.Compact(slices.Clone(c.Paths))) != len(c.Paths) || c.All == (len(c.Paths) > 0) {
		m.t.Errorf("a Change must be sorted and name something: %v", c)
	}
	if c.All {
		m.read("")
	}
	for _, p := range c.Paths {
		if skipLitter(p, false) {
			m.t.Errorf("%q is to be skipped and was named", p)
		}
		m.read(p)
	}
}

func (m *mirror) difference(truth *mirror) string {
	var b strings.Builder
	for name := range maps.Keys(m.files) {
		if now, ok := truth.files[name]; !ok {
			fmt.Fprintf(&b, "%s is gone\n", name)
		} else if now != m.files[name] {
			fmt.Fprintf(&b, "%s is %.40q and was read as %.40q\n", name, now, m.files[name])
		}
	}
	for name := range truth.files {
		if _, ok := m.files[name]; !ok {
			fmt.Fprintf(&b, "%s has come\n", name)
		}
	}
	return b.String()
}

// both runs a test with events and with looks.
func both(t *testing.T, f func(t *testing.T, dir string, o Options)) {
	for _, poll := range []bool{false, true} {
		name := "events"
		if poll {
			name = "looks"
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f(t, t.TempDir(), Options{Poll: poll, Settle: 20 * time.Millisecond, Interval: 20 * time.Millisecond, Skip: skipLitter})
		})
	}
}

func watching(t *testing.T, dir string, o Options, k knobs) *Watcher {
	t.Helper()
	w, err := start(dir, o, k)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// disk does what editors do, and fails the test where that fails.
type disk struct {
	t   *testing.T
	dir string
}

func (d disk) path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

func (d disk) must(err error) {
	if err != nil {
		d.t.Helper()
		d.t.Error(err)
	}
}

func (d disk) write(name, text string) {
	d.t.Helper()
	d.must(os.MkdirAll(filepath.Dir(d.path(name)), 0o777))
	d.must(os.WriteFile(d.path(name), []byte(text), 0o666))
}
func (d disk) mkdir(name string)     { d.t.Helper(); d.must(os.MkdirAll(d.path(name), 0o777)) }
func (d disk) rename(old, to string) { d.t.Helper(); d.must(os.Rename(d.path(old), d.path(to))) }
func (d disk) remove(name string)    { d.t.Helper(); d.must(os.Remove(d.path(name))) }
func (d disk) removeAll(name string) { d.t.Helper(); d.must(os.RemoveAll(d.path(name))) }
func (d disk) link(to, name string)  { d.t.Helper(); d.must(os.Symlink(to, d.path(name))) }

// overwrite writes into a file without making it new.
func (d disk) overwrite(name, text string, flags int) {
	d.t.Helper()
	f, err := os.OpenFile(d.path(name), os.O_WRONLY|flags, 0o666)
	d.must(err)
	_, err = f.WriteString(text)
	d.must(err)
	d.must(f.Close())
}
