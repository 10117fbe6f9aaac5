package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

const page = "content/home.en.md"

// saves are the ways in which programs bring bytes to the disk, as seen with
// strace and in their sources.
var saves = []struct {
	name string
	save func(d disk)
	want string // what must be named, by itself or with what is above it
}{
	{"in place", func(d disk) { d.overwrite(page, "new", 0) }, page},
	{"truncated and written (nano, VS Code)", func(d disk) { d.overwrite(page, "new", os.O_TRUNC) }, page},
	{"truncated, written in pieces", func(d disk) {
		d.overwrite(page, "", os.O_TRUNC)
		for range 40 {
			d.overwrite(page, "a piece\n", os.O_APPEND)
		}
	}, page},
	{"of the same length", func(d disk) { d.overwrite(page, "OLD", 0) }, page},
	{"emptied", func(d disk) { d.must(os.Truncate(d.path(page), 0)) }, page},
	{"renamed over (gedit, Kate, LibreOffice)", func(d disk) {
		d.write("content/.goutputstream-X1", "new")
		d.must(os.Chmod(d.path("content/.goutputstream-X1"), 0o644))
		d.rename("content/.goutputstream-X1", page)
	}, page},
	{"renamed over by a name that is not litter", func(d disk) {
		d.write("content/home.en.md.new", "new")
		d.rename("content/home.en.md.new", page)
	}, page},
	{"sed -i", func(d disk) { d.write("content/sedAbC", "new"); d.rename("content/sedAbC", page) }, page},
	{"backup and write (vim)", func(d disk) {
		d.write("content/.home.en.md.swp", "swap")
		d.write("content/4913", "")
		d.remove("content/4913")
		d.rename(page, page+"~")
		d.write(page, "new")
		d.must(os.Chmod(d.path(page), 0o644))
		d.remove(page + "~")
		d.remove("content/.home.en.md.swp")
	}, page},
	{"lock, autosave, backup by renaming (Emacs)", func(d disk) {
		d.link("me@here.1234:5678", "content/.#home.en.md")
		d.write("content/#home.en.md#", "autosaved")
		d.rename(page, page+"~")
		d.write(page, "new")
		d.remove("content/#home.en.md#")
		d.remove("content/.#home.en.md")
	}, page},
	{"deleted and created (Notepad++)", func(d disk) { d.remove(page); d.write(page, "new") }, page},
	{"lock file beside (LibreOffice)", func(d disk) {
		d.write("content/.~lock.home.en.md#", "me")
		d.write("content/lu1.tmp", "new")
		d.rename("content/lu1.tmp", page)
		d.remove("content/.~lock.home.en.md#")
	}, page},
	{"brought from another folder (Nextcloud, Dropbox, TextEdit)", func(d disk) {
		d.write(".sync/tmp1", "new")
		d.rename(".sync/tmp1", page)
		d.removeAll(".sync")
	}, page},
	{"brought from outside", func(d disk) {
		out := filepath.Join(d.t.TempDir(), "f")
		d.must(os.WriteFile(out, []byte("new"), 0o666))
		d.must(os.Rename(out, d.path(page)))
	}, page},
	{"through a hard link inside", func(d disk) {
		d.must(os.Link(d.path(page), d.path("content/.other")))
		d.overwrite("content/.other", "new", os.O_TRUNC)
		d.rename("content/.other", page) // the same file: nothing happens
		d.remove(page)
		d.rename("content/.other", page)
	}, page},
	{"made", func(d disk) { d.write("content/b.en.md", "new") }, "content/b.en.md"},
	{"removed", func(d disk) { d.remove(page) }, page},
	{"forbidden and allowed", func(d disk) { d.must(os.Chmod(d.path(page), 0o600)); d.write("content/c", "") }, page},
	{"renamed", func(d disk) { d.rename(page, "content/start.en.md") }, "content/start.en.md"},
	{"only the case of the name", func(d disk) { d.rename(page, "content/HOME.en.md") }, "content/HOME.en.md"},
	{"a file becomes a folder", func(d disk) { d.remove(page); d.write(page+"/x", "in it") }, page},
	{"a folder becomes a file", func(d disk) { d.removeAll("content/deep"); d.write("content/deep", "file") }, "content/deep"},
	{"a folder becomes a link", func(d disk) {
		d.rename("content/deep", "deep")
		d.link("../deep", "content/deep")
		d.write("deep/new.md", "new")
	}, "content/deep"},
	{"a burst of 500 (git checkout)", func(d disk) {
		for i := range 500 {
			name := fmt.Sprintf("content/news/%d.en.md", i)
			d.removeAll(name)
			d.write(name, "new")
		}
	}, "content/news/499.en.md"},
	{"a folder copied (cp -r, unzip)", func(d disk) {
		for i := range 60 {
			d.write(fmt.Sprintf("content/copy/%d/%d/x%d.md", i%4, i%6, i), "copied")
		}
	}, "content/copy/3/5/x59.md"},
	{"a folder brought from outside, then written", func(d disk) {
		out := filepath.Join(d.t.TempDir(), "x")
		d.must(os.MkdirAll(filepath.Join(out, "y"), 0o777))
		d.must(os.Rename(out, d.path("content/x")))
		d.write("content/x/y/z.md", "new")
	}, "content/x/y/z.md"},
	{"a folder renamed, then written", func(d disk) {
		d.rename("content/deep", "content/high")
		d.write("content/high/er/new.md", "new")
	}, "content/high/er/new.md"},
	{"a folder renamed there and back", func(d disk) {
		d.rename("content/deep", "content/high")
		d.rename("content/high", "content/deep")
		d.write("content/deep/er/new.md", "new")
	}, "content/deep/er/new.md"},
	{"a folder moved into a new one", func(d disk) {
		d.mkdir("content/old")
		d.rename("content/deep", "content/old/deep")
		d.write("content/old/deep/er/new.md", "new")
	}, "content/old/deep/er/new.md"},
	{"two folders exchanged", func(d disk) {
		d.rename("content/deep", "content/t")
		d.rename("content/news", "content/deep")
		d.rename("content/t", "content/news")
		d.write("content/news/er/new.md", "new")
		d.write("content/deep/new.md", "new")
	}, "content/deep/new.md"},
	{"a folder deleted", func(d disk) { d.removeAll("content/deep") }, "content/deep"},
	{"a folder deleted and made", func(d disk) { d.removeAll("content/deep"); d.write("content/deep/er/b.md", "b") }, "content/deep/er/b.md"},
	{"a folder moved away", func(d disk) { d.must(os.Rename(d.path("content/deep"), filepath.Join(d.t.TempDir(), "x"))) }, "content/deep"},
}

func TestEveryWayOfSaving(t *testing.T) {
	for _, s := range saves {
		t.Run(s.name, func(t *testing.T) {
			both(t, func(t *testing.T, dir string, o Options) {
				d := disk{t, dir}
				d.write(page, "old")
				d.write("content/deep/er/a.md", "deep")
				d.write("content/news/1.en.md", "news")
				w := watching(t, dir, o, ordinary)
				m := newMirror(t, dir)

				done := make(chan bool)
				go func() { s.save(d); close(done) }()
				var named bool
				see := func(changes []Change) {
					for _, c := range changes {
						named = named || c.All || slices.ContainsFunc(c.Paths, func(p string) bool { return within(s.want, p) })
					}
				}
				for saving := true; saving; { // it is told in the midst of it
					select {
					case c := <-w.Changes():
						see([]Change{c})
						m.take(c)
					case <-done:
						saving = false
					}
				}
				for see(m.follow(w)); !named; {
					select {
					case c := <-w.Changes():
						see([]Change{c})
						m.take(c)
					case <-time.After(forever):
						t.Fatalf("%s was never named", s.want)
					}
				}

				// The watch outlives what happened: all that is there is still heard.
				for name, text := range newMirror(t, dir).files {
					if info, err := os.Lstat(d.path(name)); err == nil && info.Mode().IsRegular() {
						d.overwrite(name, text+" and more", os.O_TRUNC)
					}
				}
				d.write("content/last.md", "last")
				m.follow(w)
				if why := w.Why(); !o.Poll && why != "" {
					t.Errorf("it polls: %s", why)
				}
			})
		})
	}
}
