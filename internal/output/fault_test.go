package output

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// operation is one that Fault was asked about.
type operation struct{ op, name string }

func (o operation) String() string { return o.op + " " + o.name }

// unsupported makes Commit rename twice.
func unsupported(op, _ string) error {
	if op == "exchange" {
		return errors.ErrUnsupported
	}
	return nil
}

func supported(string, string) error { return nil }

// ways are the two in which a tree is replaced.
var ways = map[string]func(op, name string) error{"exchange": supported, "rename twice": unsupported}

// operations lists what a publication of newer does.
func operations(t *testing.T, target string, way func(op, name string) error) []operation {
	t.Helper()
	var all []operation
	_, err := publish(target, newer, func(op, name string) error {
		all = append(all, operation{op, name})
		return way(op, name)
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// hasGap tells whether a killed publication may leave no target, which is so
// where the system cannot exchange.
func hasGap(all []operation) bool {
	return slices.Contains(all, operation{"rename", "public"})
}

// scenes are what a publication can find.
var scenes = map[string]func(t *testing.T, target string) files{
	"first": func(*testing.T, string) files { return nil },
	"second": func(t *testing.T, target string) files {
		mustPublish(t, target, older)
		return older
	},
	"third": func(t *testing.T, target string) files {
		mustPublish(t, target, oldest)
		mustPublish(t, target, older)
		return older
	},
	"into an empty folder": func(t *testing.T, target string) files {
		if err := os.Mkdir(target, 0o755); err != nil {
			t.Fatal(err)
		}
		return files{}
	},
	"unchanged": func(t *testing.T, target string) files {
		mustPublish(t, target, newer)
		return newer
	},
}

// Each operation in turn fails once, as with a permission that is missing.
func TestAnyOperationFails(t *testing.T) {
	for scene, prepare := range scenes {
		for name, way := range ways {
			t.Run(scene+", "+name, func(t *testing.T) {
				t.Parallel()
				target := newTarget(t)
				prepare(t, target)
				for n, failing := range operations(t, target, way) {
					testFailure(t, failing, prepare, func(count int, op, name string) error {
						if count == n {
							return syscall.EACCES
						}
						return way(op, name)
					})
				}
			})
		}
	}
}

// From each operation on, whatever needs room on the disk fails.
func TestDiskIsFull(t *testing.T) {
	for scene, prepare := range scenes {
		for name, way := range ways {
			t.Run(scene+", "+name, func(t *testing.T) {
				t.Parallel()
				target := newTarget(t)
				prepare(t, target)
				for n, failing := range operations(t, target, way) {
					if !slices.Contains([]string{"write", "create", "mkdir"}, failing.op) {
						continue
					}
					testFailure(t, failing, prepare, func(count int, op, name string) error {
						if count >= n && (op == "write" || op == "create" || op == "mkdir") {
							return syscall.ENOSPC
						}
						return way(op, name)
					})
				}
			})
		}
	}
}

func testFailure(t *testing.T, failing operation, prepare func(*testing.T, string) files, fault func(count int, op, name string) error) {
	t.Helper()
	target := newTarget(t)
	before := prepare(t, target)
	var timesBefore any
	if before != nil {
		timesBefore = times(t, target)
	}
	count := -1
	_, err := publish(target, newer, func(op, name string) error {
		count++
		return fault(count, op, name)
	})
	switch {
	case err == nil: // it could be done without
		equal(t, fmt.Sprintf("%s failed unnoticed, tree", failing), read(t, target), newer)
	case strings.Contains(err.Error(), "published, but"):
		equal(t, fmt.Sprintf("%s failed, tree", failing), read(t, target), newer)
	default:
		equal(t, fmt.Sprintf("%s failed, tree", failing), read(t, target), before)
		if before != nil {
			equal(t, fmt.Sprintf("%s failed, times", failing), times(t, target), timesBefore)
		}
	}
	if err != nil && !errors.Is(err, syscall.EACCES) && !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("%s failed: %v hides the cause", failing, err)
	}
	for _, name := range siblings(t, target) {
		if strings.HasSuffix(name, ".next") && failing.op != "remove" && failing.op != "mkdir" {
			t.Errorf("%s failed: %s is left", failing, name)
		}
	}
	if _, err := publish(target, newer, nil); err != nil {
		t.Errorf("%s failed: the next publication says %v", failing, err)
	}
	equal(t, fmt.Sprintf("%s failed, next tree", failing), read(t, target), newer)
}

func TestMessages(t *testing.T) {
	tests := []struct {
		operation
		err  error
		want string
	}{
		{operation{"write", ".public.next/de/index.html"}, syscall.ENOSPC, "public/de/index.html: no space left on device"},
		{operation{"create", ".public.next/de/index.html"}, syscall.EACCES, "public/de/index.html: creating the file: permission denied"},
		{operation{"close", ".public.next/de/index.html"}, syscall.EDQUOT, "public/de/index.html: disk quota exceeded"},
		{operation{"mkdir", ".public.next/el/groups"}, syscall.ENOSPC, "public/el/groups: creating the folder: no space left on device"},
		{operation{"mkdir", ".public.next"}, syscall.EACCES, ".public.next: creating the folder: permission denied"},
		{operation{"create", ".public.lock"}, syscall.EROFS, ".public.lock: creating the file: read-only file system"},
		{operation{"lock", ".public.lock"}, syscall.ENOLCK, ".public.lock: locking: no locks available"},
		{operation{"list", "public/el"}, syscall.EACCES, "public/el: looking at the folder: permission denied"},
		{operation{"write", ".public.fishbowl.next"}, syscall.ENOSPC, ".public.fishbowl.next: no space left on device"},
		{operation{"exchange", ".public.next"}, syscall.EBUSY, ".public.next: exchanging with public: device or resource busy"},
		{operation{"exchange", "no such"}, nil, "<nil>"},
	}
	for _, test := range tests {
		t.Run(test.String(), func(t *testing.T) {
			target := newTarget(t)
			mustPublish(t, target, older)
			_, err := publish(target, newer, func(op, name string) error {
				if (operation{op, name}) == test.operation {
					return test.err
				}
				return nil
			})
			equal(t, "error", fmt.Sprint(err), test.want)
		})
	}
}

func TestRealErrorsAreShort(t *testing.T) {
	target := newTarget(t)
	put(t, filepath.Dir(target), files{"file": ""})
	if _, err := Begin(filepath.Join(target, "../file/public")); err == nil {
		t.Error("published below a file")
	}
	tree, err := Begin(target)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Discard()
	put(t, filepath.Dir(target), files{".public.next/el": "in the way"})
	err = tree.Write("el/a.html", text(""))
	if !strings.HasPrefix(fmt.Sprint(err), "public/el: creating the folder: file exists") {
		t.Error(err)
	}
}

// What never came to be published is not ours for ever.
func TestFailedCommitsDoNotPileUp(t *testing.T) {
	target := newTarget(t)
	mustPublish(t, target, older)
	for i := range 3 {
		_, err := publish(target, files{fmt.Sprint(i): ""}, func(op, _ string) error {
			if op == "exchange" {
				return syscall.EBUSY
			}
			return nil
		})
		if err == nil {
			t.Fatal("published")
		}
	}
	mark, err := parseMark([]byte(read(t, filepath.Dir(target))[".public.fishbowl"]))
	if err != nil {
		t.Fatal(err)
	}
	if len(mark.entries) != len(older)+1 {
		t.Errorf("the mark lists %d files, want those of the target and of the last attempt", len(mark.entries))
	}
}

// Somebody makes the folder while the first build runs.
func TestTargetAppears(t *testing.T) {
	target := newTarget(t)
	tree, err := Begin(target)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Discard()
	put(t, target, files{"mine.txt": "mine"})
	if _, err := tree.Commit(); !strings.HasPrefix(fmt.Sprint(err), ".public.next: renaming to public: ") {
		t.Error(err)
	}
	equal(t, "tree", read(t, target), files{"mine.txt": "mine"})
}

func TestRenderErrorPoisons(t *testing.T) {
	cause := errors.New("menu.html:3:5: no field Nmae")
	renders := map[string]func(io.Writer) error{
		"at once":   func(io.Writer) error { return cause },
		"after all": func(w io.Writer) error { io.WriteString(w, "half"); return cause },
		"after much": func(w io.Writer) error {
			io.WriteString(w, strings.Repeat("x", 2*chunk))
			return cause
		},
	}
	for name, render := range renders {
		t.Run(name, func(t *testing.T) {
			target := newTarget(t)
			mustPublish(t, target, older)
			before := times(t, target)
			tree, err := Begin(target)
			if err != nil {
				t.Fatal(err)
			}
			err = tree.Write("el/a.html", render)
			equal(t, "error", fmt.Sprint(err), "public/el/a.html: menu.html:3:5: no field Nmae")
			if err := tree.Write("el/b.html", text("good")); err != nil {
				t.Error(err)
			}
			_, err = tree.Commit()
			equal(t, "error", fmt.Sprint(err), "public: not published because of an earlier error: public/el/a.html: menu.html:3:5: no field Nmae")
			if !errors.Is(err, cause) {
				t.Error("the cause is lost")
			}
			if err := tree.Discard(); err != nil {
				t.Error(err)
			}
			equal(t, "times", times(t, target), before)
			equal(t, "siblings", siblings(t, target), []string{".public.fishbowl", "public"})
		})
	}
}

func TestRenderPanicPoisons(t *testing.T) {
	target := newTarget(t)
	mustPublish(t, target, older)
	tree, err := Begin(target)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Discard()
	func() {
		defer func() { recover() }()
		tree.Write("index.html", func(w io.Writer) error {
			io.WriteString(w, "half")
			panic("bug")
		})
	}()
	if _, err := tree.Commit(); err == nil {
		t.Error("half a file was published")
	}
	equal(t, "tree", read(t, target), older)
}

// Templates say "template: base:3: ...: no space left on device", and some
// writers forget errors.
func TestRenderCannotHideAWriteError(t *testing.T) {
	for name, render := range map[string]func(io.Writer) error{
		"rewords": func(w io.Writer) error {
			_, err := io.WriteString(w, strings.Repeat("x", 2*chunk))
			return fmt.Errorf("template: base:3: %v", err)
		},
		"forgets": func(w io.Writer) error { io.WriteString(w, strings.Repeat("x", 2*chunk)); return nil },
		"is done": text("x"),
	} {
		t.Run(name, func(t *testing.T) {
			tree, err := BeginWith(newTarget(t), Options{Fault: func(op, name string) error {
				if op == "write" {
					return syscall.ENOSPC
				}
				return nil
			}})
			if err != nil {
				t.Fatal(err)
			}
			defer tree.Discard()
			err = tree.Write("a.html", render)
			equal(t, "error", fmt.Sprint(err), "public/a.html: no space left on device")
		})
	}
}
