package serve

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/diag"
	"fishbowl/internal/sitetest"
	"fishbowl/internal/watch"
)

var edits = flag.Int("edits", 40, "how many random edits of a site are made")

// TestEveryEditIsServedAsItIsBuilt makes random edits in a folder, saved as editors save, and lets the
// preview find out by itself. After each, every address gives the bytes of a build and
// the one tag, and all that is wrong is told; while the site is broken, what was last
// whole is served. What that was is not certain after an edit in several steps: the first
// of them may have been a whole site for a moment.
func TestEveryEditIsServedAsItIsBuilt(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(9, uint64(*edits)))
	editor := sitetest.NewEditor(uint64(*edits) + 1)
	dir := t.TempDir()
	disk := saver{t: t, dir: dir, random: random, saved: fstest.MapFS{}}
	disk.save(editor.Site)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	watcher, err := watch.Start(dir, watch.Options{Settle: 10 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer watcher.Close()
	in := build.Input{Site: root.FS(), Embedded: fishbowl.Files, Today: today}
	read := make(chan struct{}, 1000)
	s := newServer(Options{Read: build.NewReader(in).Read, Changes: watcher.Changes(), Today: today, Report: func(Event) {
		select {
		case read <- struct{}{}:
		default:
		}
	}}, 1313)
	ctx, cancel := context.WithCancel(t.Context())
	followed := make(chan struct{})
	go func() { defer close(followed); s.follow(ctx) }()
	go s.reporting(followed)
	defer func() { cancel(); <-followed }()

	var last, want map[string]string // the bytes of the last whole site; of this one
	steps := 1
	for n := range *edits {
		list := &diag.List{}
		g, err := build.Load(list, in, build.View{})
		if err != nil {
			t.Fatal(editor.Log, err)
		}
		if want = outputs(t, g); want == nil && steps == 1 {
			want = last
		}
		bound := time.After(deadline)
		for difference := "the site has not been read"; difference != ""; {
			select {
			case <-read:
				difference = compare(s, list, g == nil, last, want)
			case <-bound:
				t.Fatalf("edit %d%s: %s", n, editor.Log, difference)
			}
		}
		last = want
		editor.Edit()
		for steps = disk.save(editor.Site); steps == 0; steps = disk.save(editor.Site) { // nothing to be noticed
			editor.Edit()
		}
	}
}

// compare says how what is served differs from a build.
func compare(s *Server, list *diag.List, broken bool, last, want map[string]string) string {
	now := s.current.Load()
	var told, expected strings.Builder
	for _, p := range now.problems {
		told.WriteString(p.String())
	}
	for _, p := range list.Sorted() {
		expected.WriteString(list.Report(p))
	}
	if now.broken != broken || told.String() != expected.String() {
		return fmt.Sprintf("broken is %t, want %t; told is\n%s\nwant\n%s", now.broken, broken, told.String(), expected.String())
	}
	for address, text := range want {
		r := ask(s, "GET", address)
		body, _ := io.ReadAll(r.Body) // from memory
		switch got := strings.Replace(string(body), scriptTag, "", 1); {
		case text == "": // a fault of a layout
		case broken && strings.HasPrefix(address, "/files/"): // files are sent as they are now
		case r.StatusCode != 200 || got != text:
			return fmt.Sprintf("%s is served with %s:\n%s\nwant\n%s", address, r.Status, got, text)
		}
	}
	for address := range last {
		if _, ok := want[address]; !ok && want != nil && ask(s, "GET", address).StatusCode == 200 {
			return address + " is still there"
		}
	}
	return ""
}

// outputs renders all routes of a site; nothing where there is none.
func outputs(t *testing.T, g *build.Generation) map[string]string {
	if g == nil {
		return nil
	}
	all := map[string]string{}
	for _, r := range g.Routes.All() {
		var b bytes.Buffer
		if err := r.Render(&b); err != nil && !g.Fault(&diag.List{}, err) {
			t.Fatal(err)
		} else if err != nil {
			b.Reset()
		}
		all[r.URL] = b.String()
	}
	return all
}

// saver saves files in many ways.
type saver struct {
	t      *testing.T
	dir    string
	random *rand.Rand
	saved  fstest.MapFS
}

// save makes the folder hold a site; it returns in how many steps, each of which may be
// seen by itself.
func (s *saver) save(site fstest.MapFS) (steps int) {
	for name := range s.saved {
		if site[name] == nil {
			steps++
			s.must(os.Remove(s.file(name)))
		}
	}
	for name, f := range site {
		if old := s.saved[name]; old != nil && bytes.Equal(old.Data, f.Data) {
			continue
		}
		steps += 2
		file := s.file(name)
		s.must(os.MkdirAll(filepath.Dir(file), 0o755))
		switch s.random.IntN(4) {
		case 0: // written beside and renamed over
			steps--
			s.must(os.WriteFile(file+".tmp", f.Data, 0o644))
			s.must(os.Rename(file+".tmp", file))
		case 1: // the old one renamed, a new one created
			if err := os.Rename(file, file+"~"); err != nil && !os.IsNotExist(err) {
				s.t.Fatal(err)
			}
			s.must(os.WriteFile(file, f.Data, 0o644))
		case 2: // deleted and created
			if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
				s.t.Fatal(err)
			}
			s.must(os.WriteFile(file, f.Data, 0o644))
		default: // in place
			s.must(os.WriteFile(file, f.Data, 0o644))
		}
	}
	s.saved = maps.Clone(site)
	return steps
}

func (s *saver) file(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *saver) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}
