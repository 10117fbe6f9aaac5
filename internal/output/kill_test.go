package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

var errKilled = errors.New("killed")

// kill stands for the end of the process just before its nth operation:
// nothing is done any more. With half, a removal is killed in the middle.
func kill(n int, half bool, target string, way func(op, name string) error) func(op, name string) error {
	count := -1
	return func(op, name string) error {
		count++
		switch {
		case count < n:
			return way(op, name)
		case count == n && half && op == "remove":
			removeHalf(filepath.Join(filepath.Dir(target), name))
		}
		return errKilled
	}
}

func removeHalf(folder string) {
	entries, _ := os.ReadDir(folder)
	for _, e := range entries[:(len(entries)+1)/2] {
		os.RemoveAll(filepath.Join(folder, e.Name()))
	}
}

// A publication is killed before each of its operations. The target must be
// whole, and the next run must not need anybody's help.
func TestKilledAnywhere(t *testing.T) {
	for scene, prepare := range scenes {
		for name, way := range ways {
			for _, half := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, %s, half %t", scene, name, half), func(t *testing.T) {
					t.Parallel()
					target := newTarget(t)
					prepare(t, target)
					all := operations(t, target, way)
					for n, last := range all {
						if half && last.op != "remove" {
							continue
						}
						target := newTarget(t)
						before := prepare(t, target)
						if _, err := publish(target, newer, kill(n, half, target, way)); !errors.Is(err, errKilled) && last.name != ".public.lock" {
							t.Errorf("killed before %s: %v", last, err)
						}
						checkAfterKill(t, last, target, before, hasGap(all))
					}
				})
			}
		}
	}
}

// checkAfterKill runs what a person would: a build that fails, then one that
// does not.
func checkAfterKill(t *testing.T, last operation, target string, before files, mayBeAbsent bool) {
	t.Helper()
	whole := func(when string) files {
		t.Helper()
		got := read(t, target)
		if !same(got, before) && !same(got, newer) {
			t.Errorf("killed before %s: %s, neither tree but %v", last, when, got)
		}
		return got
	}
	if got := read(t, target); got == nil && before != nil && mayBeAbsent {
		previous := read(t, filepath.Join(target, "../.public.previous"))
		equal(t, fmt.Sprintf("killed before %s, former tree", last), previous, before)
	} else {
		whole("at once")
	}
	if previous := read(t, filepath.Join(target, "../.public.previous")); previous != nil && !mayBeAbsent &&
		!same(previous, oldest) && !same(previous, before) {
		t.Errorf("killed before %s: the former generation is %v", last, previous)
	}
	tree, err := Begin(target)
	if err != nil {
		t.Fatalf("killed before %s: the next run says %v", last, err)
	}
	was := whole("after the next Begin")
	if err := tree.Discard(); err != nil {
		t.Errorf("killed before %s: %v", last, err)
	}
	equal(t, fmt.Sprintf("killed before %s, after a build that failed", last), read(t, target), was)

	following := files{"index.html": "following", "same.css": "same"}
	mustPublish(t, target, following)
	equal(t, fmt.Sprintf("killed before %s, next tree", last), read(t, target), following)
	want := []string{".public.fishbowl", "public"}
	if was != nil {
		want = []string{".public.fishbowl", ".public.previous", "public"}
		equal(t, fmt.Sprintf("killed before %s, next former tree", last), read(t, filepath.Join(target, "../.public.previous")), was)
	}
	equal(t, fmt.Sprintf("killed before %s, siblings", last), siblings(t, target), want)
	put(t, target, files{"foreign": ""})
	if _, err := publish(target, newer, nil); err == nil {
		t.Errorf("killed before %s: a foreign file is not noticed any more", last)
	}
}

func same(a, b files) bool {
	if (a == nil) != (b == nil) || len(a) != len(b) {
		return false
	}
	for name, content := range a {
		if other, ok := b[name]; !ok || other != content {
			return false
		}
	}
	return true
}

// The run that puts the target back is killed, too.
func TestKilledTwice(t *testing.T) {
	interrupted := func() string {
		target := newTarget(t)
		scenes["third"](t, target)
		dead := false
		publish(target, newer, func(op, name string) error {
			if dead = dead || op == "rename" && name == ".public.next"; dead {
				return errKilled
			}
			return unsupported(op, name)
		})
		if read(t, target) != nil {
			t.Fatal("not interrupted")
		}
		return target
	}
	for name, way := range ways {
		all := operations(t, interrupted(), way)
		if !slices.Contains(all, operation{"rename", ".public.previous"}) {
			t.Fatal("not recovered")
		}
		for n, last := range all {
			target := interrupted()
			publish(target, newer, kill(n, false, target, way))
			checkAfterKill(t, operation{name, last.String()}, target, older, true)
		}
	}
}

// Who removes the published folder and keeps the former generation does not
// want that one back.
func TestFormerGenerationIsNotRestoredUnasked(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			target := newTarget(t)
			mustPublish(t, target, older)
			if _, err := publish(target, newer, way); err != nil {
				t.Fatal(err)
			}
			if err := os.RemoveAll(target); err != nil {
				t.Fatal(err)
			}
			tree, err := Begin(target)
			if err != nil {
				t.Fatal(err)
			}
			if err := tree.Discard(); err != nil {
				t.Fatal(err)
			}
			equal(t, "tree", read(t, target), files(nil))
		})
	}
}

// If that happens after a kill as well, the former generation may come back,
// but never half of it.
func TestNoHalfIsRestored(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			target := newTarget(t)
			scenes["third"](t, target)
			for n, last := range operations(t, target, way) {
				target := newTarget(t)
				scenes["third"](t, target)
				publish(target, newer, kill(n, true, target, way))
				os.RemoveAll(target)
				tree, err := Begin(target)
				if err != nil {
					t.Fatal(err)
				}
				if got := read(t, target); got != nil && !same(got, older) {
					t.Errorf("killed before %s: restored %v", last, got)
				}
				tree.Discard()
			}
		})
	}
}

// If the second of two renames fails the former tree comes back at once.
func TestSecondRenameFails(t *testing.T) {
	target := newTarget(t)
	mustPublish(t, target, older)
	failed := false
	_, err := publish(target, newer, func(op, name string) error {
		if op == "rename" && name == ".public.next" && !failed {
			failed = true
			return errors.New("in use")
		}
		return unsupported(op, name)
	})
	equal(t, "error", fmt.Sprint(err), ".public.next: renaming to public: in use")
	equal(t, "tree", read(t, target), older)
	mustPublish(t, target, newer)
}
