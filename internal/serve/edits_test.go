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
	"slices"
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
// whole is served. What that was is not certain where several files were saved together:
// the first of them may have made a whole site for a moment.
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

	var last []map[string]string // the bytes of the sites of which one is the last whole one; none where that is not certain
	var between []fstest.MapFS
	certain, kept := true, 0
	for n := range *edits {
		list := &diag.List{}
		g, err := build.Load(list, in, build.View{})
		if err != nil {
			t.Fatal(editor.Log, err)
		}
		before := last
		switch {
		case g != nil:
			last = []map[string]string{outputs(t, g)}
		case !certain:
			last = nil
		case len(last) > 0:
			kept++
			for _, site := range between {
				moment := in
				moment.Site = site
				if g, err := build.Load(&diag.List{}, moment, build.View{}); err != nil {
					t.Fatal(editor.Log, err)
				} else if g != nil {
					last = append(last, outputs(t, g))
				}
			}
		}
		bound := time.After(deadline)
		for difference := "the site has not been read"; difference != ""; {
			select {
			case <-read:
				difference = compare(s, list, g == nil, before, last)
			case <-bound:
				t.Fatalf("edit %d%s: %s", n, editor.Log, difference)
			}
		}
		for len(disk.unsaved(editor.Site)) == 0 { // nothing to be noticed
			editor.Edit()
		}
		between, certain = disk.save(editor.Site)
	}
	if *edits >= 40 && kept == 0 {
		t.Error("no broken site was compared with the last whole one")
	}
}

// compare says how what is served differs from a build, or where the site is broken,
// from each of those that may be the last whole one.
func compare(s *Server, list *diag.List, broken bool, before, last []map[string]string) (difference string) {
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
	for _, want := range last {
		if difference = compareBytes(s, broken, before, want); difference == "" {
			break
		}
	}
	return difference
}

func compareBytes(s *Server, broken bool, before []map[string]string, want map[string]string) string {
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
	for _, site := range before {
		for address := range site {
			if _, ok := want[address]; !ok && ask(s, "GET", address).StatusCode == 200 {
				return address + " is still there"
			}
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

// unsaved returns the files that the folder holds otherwise than a site, sorted.
func (s *saver) unsaved(site fstest.MapFS) (names []string) {
	for name, f := range site {
		if old := s.saved[name]; old == nil || !bytes.Equal(old.Data, f.Data) {
			names = append(names, name)
		}
	}
	for name := range s.saved {
		if site[name] == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// save makes the folder hold a site, or one more file of it where few are unsaved. Then
// it returns what the folder may be seen to hold between; else that is not certain.
func (s *saver) save(site fstest.MapFS) (between []fstest.MapFS, certain bool) {
	names := s.unsaved(site)
	if len(names) <= 3 && s.random.IntN(4) > 0 {
		i := s.random.IntN(len(names))
		names = names[i : i+1]
	}
	for _, name := range names {
		missing, empty := maps.Clone(s.saved), maps.Clone(s.saved)
		delete(missing, name)
		empty[name] = &fstest.MapFile{}
		between = s.write(name, site[name], missing, empty)
		s.saved = missing
		if site[name] != nil {
			s.saved = maps.Clone(missing)
			s.saved[name] = site[name]
		}
	}
	return between, len(names) == 1
}

// write saves a file, or removes it; it returns what of a folder without the file and
// with an empty one may be seen.
func (s *saver) write(name string, f *fstest.MapFile, missing, empty fstest.MapFS) []fstest.MapFS {
	file := s.file(name)
	if f == nil {
		s.must(os.Remove(file))
		return nil
	}
	s.must(os.MkdirAll(filepath.Dir(file), 0o755))
	switch s.random.IntN(4) {
	case 0: // written beside and renamed over
		s.must(os.WriteFile(file+".tmp", f.Data, 0o644))
		s.must(os.Rename(file+".tmp", file))
		return nil
	case 1: // the old one renamed, a new one created
		if err := os.Rename(file, file+"~"); err != nil && !os.IsNotExist(err) {
			s.t.Fatal(err)
		}
	case 2: // deleted and created
		if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
			s.t.Fatal(err)
		}
	default: // in place
		missing = nil
	}
	s.must(os.WriteFile(file, f.Data, 0o644))
	if missing == nil {
		return []fstest.MapFS{empty}
	}
	return []fstest.MapFS{missing, empty}
}

func (s *saver) file(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *saver) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}
