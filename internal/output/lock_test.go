package output

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestOnlyOneAtATime(t *testing.T) {
	target := newTarget(t)
	mustPublish(t, target, older)
	first, err := Begin(target)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Write("index.html", text("new")); err != nil {
		t.Fatal(err)
	}
	before := times(t, filepath.Dir(target))
	_, err = Begin(target)
	equal(t, "error", fmt.Sprint(err), "public: another fishbowl is publishing into this folder; wait until it is done, then run this one again")
	equal(t, "disk", times(t, filepath.Dir(target)), before)
	if _, err := first.Commit(); err != nil {
		t.Fatal(err)
	}
	equal(t, "tree", read(t, target), files{"index.html": "new"})
	mustPublish(t, target, newer)
}

// The lock file goes away with its holder, perhaps between being opened by the
// next one and being locked: that lock would keep nobody out.
func TestLockWithoutNameIsNotTaken(t *testing.T) {
	target := newTarget(t)
	var other *Tree
	gone := false
	begin := func(overtaken bool) (*Tree, error) {
		return BeginWith(target, Options{Fault: func(op, name string) error {
			if op != "lock" || gone {
				return nil
			}
			gone = true
			err := os.Remove(filepath.Join(filepath.Dir(target), name))
			if err == nil && overtaken {
				other, err = Begin(target)
			}
			return err
		}})
	}
	tree, err := begin(false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Begin(target); err == nil {
		t.Error("two at once")
	}
	if err := tree.Discard(); err != nil {
		t.Fatal(err)
	}
	gone = false
	if _, err := begin(true); err == nil {
		t.Error("two at once, one overtaken")
	}
	if _, err := other.Commit(); err != nil {
		t.Error(err)
	}
}

func TestManyAtOnce(t *testing.T) {
	target := newTarget(t)
	var group sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for i := range 8 {
		group.Go(func() {
			for range 5 {
				id := fmt.Sprint(i)
				_, err := publish(target, files{"a": id, "b": id, "c/" + id: id}, nil)
				if err != nil && !strings.Contains(err.Error(), "another fishbowl") {
					t.Error(err)
				}
				mu.Lock()
				if err == nil {
					done++
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if done == 0 {
		t.Fatal("nobody published")
	}
	got := read(t, target)
	equal(t, "tree", got, files{"a": got["a"], "b": got["a"], "c/" + got["a"]: got["a"]})
	equal(t, "siblings", slices.DeleteFunc(siblings(t, target), func(s string) bool { return s == ".public.previous" }),
		[]string{".public.fishbowl", "public"})
}
