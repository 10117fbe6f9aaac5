package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// files are slash paths below a folder, with contents.
type files map[string]string

// publish writes all of want, in order, as one generation.
func publish(target string, want files, fault func(op, name string) error) (Summary, error) {
	tree, err := BeginWith(target, Options{Fault: fault})
	if err != nil {
		return Summary{}, err
	}
	defer tree.Discard()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if err := tree.Write(name, text(want[name])); err != nil {
			return Summary{}, err
		}
	}
	return tree.Commit()
}

func mustPublish(t testing.TB, target string, want files) Summary {
	t.Helper()
	summary, err := publish(target, want, nil)
	if err != nil {
		t.Fatal(err)
	}
	return summary
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// read gives the files below a folder; nil if there is no folder.
func read(t testing.TB, folder string) files {
	t.Helper()
	if _, err := os.Lstat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	got := files{}
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		got[slashBelow(folder, name)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// times gives the modification times of all files and folders below a folder.
func times(t testing.TB, folder string) map[string]time.Time {
	t.Helper()
	got := map[string]time.Time{}
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil {
			got[slashBelow(folder, name)] = info.ModTime()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func slashBelow(folder, name string) string {
	below, err := filepath.Rel(folder, name)
	if err != nil {
		panic(err)
	}
	return filepath.ToSlash(below)
}

// put writes files by hand, as a person would.
func put(t testing.TB, folder string, what files) {
	t.Helper()
	for name, content := range what {
		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func siblings(t testing.TB, target string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(target))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	return got
}

func equal(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// newTarget is in memory if it can be: these tests sync thousands of times.
func newTarget(t testing.TB) string {
	folder, err := os.MkdirTemp("/dev/shm", "fishbowl-test-")
	if err != nil {
		return filepath.Join(t.TempDir(), "public")
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return filepath.Join(folder, "public")
}

var (
	oldest = files{"index.html": "oldest"}
	older  = files{"index.html": "old", "same.css": "same", "el/gone.html": "gone", "el/groups/thessaloniki/index.html": "old"}
	newer  = files{"index.html": "new", "same.css": "same", "de/index.html": "new", "el/groups/thessaloniki/index.html": "new"}
)

func TestPublishReplacesTheWholeTree(t *testing.T) {
	target := filepath.Join(t.TempDir(), "deep", "down", "public")
	equal(t, "first", mustPublish(t, target, older), Summary{Files: 4, Changed: 4, Bytes: 14})
	equal(t, "tree", read(t, target), older)
	equal(t, "siblings", siblings(t, target), []string{".public.fishbowl", "public"})

	equal(t, "second", mustPublish(t, target, newer), Summary{Files: 4, Changed: 3, Removed: 1, Bytes: 13})
	equal(t, "tree", read(t, target), newer)
	equal(t, "former", read(t, filepath.Join(target, "../.public.previous")), older)
	if _, err := os.Stat(filepath.Join(target, "el/gone.html")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("el/gone.html is still there: %v", err)
	}

	mustPublish(t, target, oldest)
	equal(t, "former", read(t, filepath.Join(target, "../.public.previous")), newer)
	equal(t, "siblings", siblings(t, target), []string{".public.fishbowl", ".public.previous", "public"})
	equal(t, "nothing to do", mustPublish(t, target, oldest), Summary{Files: 1, Bytes: 6})
}

func TestMark(t *testing.T) {
	target := newTarget(t)
	mustPublish(t, target, files{"z.txt": "", "a b/c.txt": "hello"})
	mustPublish(t, target, files{"y.txt": "", "a b/c.txt": "hello"})
	equal(t, "mark", read(t, filepath.Dir(target))[".public.fishbowl"], `fishbowl 1 published 2
2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 5 a b/c.txt
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0 y.txt
`)
}

func TestUnchangedFileKeepsItsTime(t *testing.T) {
	long := strings.Repeat("0123456789abcdef", 3*chunk/16+5)
	tests := []struct {
		name     string
		old, new string
		keeps    bool
	}{
		{"same", "hello", "hello", true},
		{"empty", "", "", true},
		{"other", "hello", "hallo", false},
		{"shorter", "hello", "hell", false},
		{"longer", "hello", "hello!", false},
		{"filled", "", "x", false},
		{"emptied", "x", "", false},
		{"many chunks", long, long, true},
		{"exactly one chunk", long[:chunk], long[:chunk], true},
		{"first byte of many chunks", long, "x" + long[1:], false},
		{"last byte of many chunks", long, long[:len(long)-1] + "x", false},
		{"a chunk more", long[:chunk], long[:2*chunk], false},
		{"a chunk less", long[:2*chunk], long[:chunk], false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			target := newTarget(t)
			file := filepath.Join(target, "el", "a.html")
			mustPublish(t, target, files{"el/a.html": test.old})
			before := time.Date(2020, 2, 3, 4, 5, 6, 789, time.UTC)
			if err := os.Chtimes(file, before, before); err != nil {
				t.Fatal(err)
			}
			tree, err := Begin(target)
			if err != nil {
				t.Fatal(err)
			}
			defer tree.Discard()
			err = tree.Write("el/a.html", func(w io.Writer) error {
				for i := 0; i < len(test.new); i += 1000 { // as templates do: in pieces
					io.WriteString(w, test.new[i:min(i+1000, len(test.new))])
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			summary, err := tree.Commit()
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "content", read(t, target), files{"el/a.html": test.new})
			if got := times(t, target)["el/a.html"]; got.Equal(before) != test.keeps {
				t.Errorf("time %v, of the former file %v; to be kept: %t", got, before, test.keeps)
			}
			if (summary.Changed == 0) != test.keeps {
				t.Errorf("%d changed; to be kept: %t", summary.Changed, test.keeps)
			}
		})
	}
}

func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	target := newTarget(t)
	mustPublish(t, target, files{"el/a.html": ""})
	for name, want := range map[string]fs.FileMode{"": 0o755, "el": 0o755, "el/a.html": 0o644} {
		info, err := os.Stat(filepath.Join(target, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got&^want != 0 || got&0o700 != want&0o700 { // whatever the umask
			t.Errorf("%q has mode %o, want %o", name, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	tests := []struct {
		names []string
		want  string
	}{
		{[]string{"index.html", "el/index.html", "el/ομάδες/Πρόγραμμα 2.pdf", ".nojekyll"}, ""},
		{[]string{""}, `public: "" cannot be the name of a published file`},
		{[]string{"."}, `public: "." cannot be the name of a published file`},
		{[]string{"../a"}, `public: "../a" cannot be the name of a published file`},
		{[]string{"/a"}, `public: "/a" cannot be the name of a published file`},
		{[]string{"a/"}, `public: "a/" cannot be the name of a published file`},
		{[]string{"a//b"}, `public: "a//b" cannot be the name of a published file`},
		{[]string{"a/../b"}, `public: "a/../b" cannot be the name of a published file`},
		{[]string{"a\nb"}, `public: "a\nb" cannot be the name of a published file`},
		{[]string{"a", "a"}, `public/a: written twice`},
		{[]string{"el/a.html", "el/A.html"}, `public/el/a.html: differs from public/el/A.html only in capital and small letters; on Windows and macOS the two are one`},
		{[]string{"el/A.html", "el/a.html"}, `public/el/a.html: differs from public/el/A.html only in capital and small letters; on Windows and macOS the two are one`},
		{[]string{"el/a.html", "EL/b.html"}, `public/el: differs from public/EL only in capital and small letters; on Windows and macOS the two are one`},
		{[]string{"λόγος", "ΛΌΓΟΣ"}, `public/λόγος: differs from public/ΛΌΓΟΣ only in capital and small letters; on Windows and macOS the two are one`},
		{[]string{"el", "el/a.html"}, `public/el: both a file and a folder`},
		{[]string{"el/a.html", "el"}, `public/el: both a file and a folder`},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.names), func(t *testing.T) {
			target := newTarget(t)
			tree, err := Begin(target)
			if err != nil {
				t.Fatal(err)
			}
			defer tree.Discard()
			got := ""
			for _, name := range test.names {
				if err := tree.Write(name, text("x")); err != nil {
					got = err.Error()
				}
			}
			equal(t, "error", got, test.want)
			if _, err := tree.Commit(); (err == nil) != (test.want == "") {
				t.Errorf("Commit: %v", err)
			}
		})
	}
}

func TestWriteFromManyGoroutines(t *testing.T) {
	target := newTarget(t)
	want := files{}
	for i := range 300 {
		want[fmt.Sprintf("d%d/e%d/f%d.html", i%3, i%30, i)] = strings.Repeat(fmt.Sprint(i), i)
	}
	for range 2 {
		tree, err := Begin(target)
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for name, content := range want {
			group.Go(func() {
				if err := tree.Write(name, text(content)); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if _, err := tree.Commit(); err != nil {
			t.Fatal(err)
		}
		equal(t, "tree", read(t, target), want)
	}
}

func TestDiscard(t *testing.T) {
	target := newTarget(t)
	mustPublish(t, target, older)
	before := times(t, target)
	tree, err := Begin(target)
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Write("index.html", text("new")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := tree.Discard(); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "times", times(t, target), before)
	equal(t, "siblings", siblings(t, target), []string{".public.fishbowl", "public"})
	if err := tree.Write("a", text("")); err == nil {
		t.Error("Write after Discard succeeded")
	}
	if _, err := tree.Commit(); err == nil {
		t.Error("Commit after Discard succeeded")
	}
	mustPublish(t, target, newer)
}

func TestDiscardAfterCommitDoesNothing(t *testing.T) {
	target := newTarget(t)
	tree, err := Begin(target)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tree.Commit(); err != nil {
		t.Fatal(err)
	}
	second, err := Begin(target) // and must not lose its stage
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Discard(); err != nil {
		t.Fatal(err)
	}
	if _, err := tree.Commit(); err == nil {
		t.Error("a second Commit succeeded")
	}
	if _, err := second.Commit(); err != nil {
		t.Fatal(err)
	}
}
