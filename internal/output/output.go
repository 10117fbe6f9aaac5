// Package output publishes a whole tree of files or none of it. It is the only
// writer of published trees, and it never changes the bytes it is given.
//
// Begin takes hold of a folder to publish into, such as /site/public. Write
// streams each file into a stage beside it. Commit puts the stage in the place
// of the folder in one step; Discard forgets it:
//
//	tree, err := output.Begin("/site/public")
//	if err != nil {
//		return err
//	}
//	defer tree.Discard()
//	// from as many goroutines as you like:
//	err = tree.Write("el/index.html", route.Render)
//	...
//	summary, err := tree.Commit()
//
// # Guarantees
//
//   - Whenever the process ends, also by SIGKILL, the folder is the whole
//     former tree or the whole new one, and the next Begin needs no help. Where
//     the system cannot exchange two folders in one step (Windows, FreeBSD,
//     some network and FUSE file systems) Commit renames twice: a kill between
//     the two leaves no folder at all until the next Begin puts the former one
//     back.
//   - The same holds for a power cut, as far as the disk keeps its promises:
//     the tree is synced before the swap, the parent folder after it.
//   - After an error from Write the folder cannot be touched: Commit refuses.
//   - A file that fishbowl did not publish is never replaced or removed: Begin
//     refuses with a *ForeignError. It looks once; a file that a person puts
//     into the folder while the build runs ends up in the former generation.
//   - A file whose bytes did not change keeps its modification time, so that
//     rsync and FTP send only what is new.
//   - Two processes cannot publish into the same folder at once.
//   - Nothing outside the folder's parent is read or written, whatever the
//     symbolic links say: everything goes through an os.Root.
//
// # On disk
//
// For the folder public these stand beside it:
//
//	.public.next           the stage, while a build runs
//	.public.previous       the former generation, until the next publication
//	.public.fishbowl       the mark of ownership: what was published, with sizes and sums
//	.public.fishbowl.next  the next mark, for an instant
//	.public.lock           while a build runs
//
// The mark decides what fishbowl may replace. Just before the swap it lists the
// files of both trees, after it those of the new one, so that it is true on
// either side of a kill.
//
// While a build runs three generations may lie on the disk. After Commit the
// folder is another one of the same name: a program that holds the former one
// open, or a container that mounts it, goes on seeing the former files. Let
// those hold the parent.
//
// # Faults for tests
//
// Tests need full disks, missing permissions and kills at chosen moments, and
// they run as root, who may do everything. Options.Fault is asked before every
// operation on the disk and can fail it or end the process. It is a Go value
// that only a test program can set: a script test registers a second command
// whose main function passes it down, and no environment variable or flag
// reaches it in the program that people run.
package output

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
)

// Options change how a tree is published. The zero value is the ordinary way.
type Options struct {
	// Fault, if it is not nil, is asked before every operation on the disk;
	// an error from it is taken for the operation's own, which is then not
	// done. Write calls it from many goroutines.
	//
	// The operations are lock, stat, list, open, create, write, sync, close,
	// mkdir, chtimes, rename, exchange and remove; the name is the slash path
	// below the target's parent, such as ".public.next/el/index.html". A
	// rename or an exchange gives the name that it moves. With
	// errors.ErrUnsupported for every exchange Commit renames twice.
	Fault func(op, name string) error
}

// Summary counts what a publication did.
type Summary struct {
	Files   int   // in the new tree
	Changed int   // of those, new or with other bytes than in the former tree
	Removed int   // in the former tree and not in the new one
	Bytes   int64 // in the new tree
}

// Tree is one publication under way. Write may be called from many goroutines;
// Commit and Discard when they have finished.
type Tree struct {
	target, stageName, previous, markName, markNext, lockName string // side by side

	beside *disk    // the target's parent
	stage  *disk    // the tree being written
	former *disk    // the tree to be replaced; nil if there is none
	parent *os.File // the target's parent again: to exchange and to sync
	lock   *os.File

	listed []entry         // what the mark listed at Begin
	owned  map[string]bool // the files of the former tree

	folders sync.Map  // of slash path to *folder
	streams sync.Pool // of *stream

	mu         sync.Mutex
	names      map[string]name
	written    []entry
	summary    Summary
	unfinished int   // files begun and not completed
	failed     error // the first error; nothing may be published after it
	closed     bool
}

// Begin prepares to publish into the folder target, an absolute path, which
// need not exist. It puts right what a killed run left behind. A target that
// holds files of other origin is refused with a *ForeignError.
func Begin(target string) (*Tree, error) {
	return BeginWith(target, Options{})
}

// BeginWith is Begin with options.
func BeginWith(target string, options Options) (*Tree, error) {
	target = filepath.Clean(target)
	parent, base := filepath.Split(target)
	if !filepath.IsAbs(target) || base == "" {
		return nil, fmt.Errorf("cannot publish into %q: not the absolute path of a folder", target)
	}
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(parent)
	if err != nil {
		return nil, err
	}
	t := &Tree{
		target:    base,
		stageName: "." + base + ".next",
		previous:  "." + base + ".previous",
		markName:  "." + base + ".fishbowl",
		markNext:  "." + base + ".fishbowl.next",
		lockName:  "." + base + ".lock",
		beside:    &disk{root: root, fault: options.Fault},
		names:     map[string]name{},
	}
	t.streams.New = func() any { return newStream() }
	if err := t.begin(target); err != nil {
		t.close()
		return nil, err
	}
	return t, nil
}

func (t *Tree) begin(target string) error {
	var err error
	if t.parent, err = t.beside.open("open", ".", os.O_RDONLY); err != nil {
		return err
	}
	if err := t.acquire(); err != nil {
		return err
	}
	mark, markErr := t.readMark()
	if mark.swapping {
		if err := t.recoverSwap(); err != nil {
			return err
		}
	}
	if err := t.survey(target, mark, markErr); err != nil {
		return err
	}
	// Only now that the target is known to be ours may anything be removed.
	if err := t.sweep(); err != nil {
		return err
	}
	if err := t.beside.mkdir(t.stageName); err != nil {
		return err
	}
	if t.stage, err = t.beside.below(t.stageName, t.target); err != nil {
		_ = t.sweep()
	}
	return err
}

// acquire takes the lock that keeps a second process out. The system lets go
// of it when the process ends, however it ends.
func (t *Tree) acquire() error {
	for {
		file, err := t.beside.open("create", t.lockName, os.O_RDWR|os.O_CREATE)
		if err != nil {
			return err
		}
		free := false
		err = t.beside.do("lock", t.lockName, "locking: ", func() (err error) {
			free, err = tryLock(file)
			return err
		})
		if err == nil && !free {
			err = fmt.Errorf("%s: another fishbowl is publishing into this folder; wait until it is done, then run this one again", t.target)
		}
		if err != nil {
			file.Close()
			return err
		}
		// Whoever held the lock removed its file before letting go, so ours may
		// be one that has no name any more and keeps nobody out.
		held, err := file.Stat()
		named, statErr := t.beside.root.Stat(t.lockName)
		if err == nil && statErr == nil && os.SameFile(held, named) {
			t.lock = file
			return nil
		}
		file.Close()
		if err = cmp.Or(err, statErr); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
}

// sweep removes what this or a former run left unfinished.
func (t *Tree) sweep() error {
	return errors.Join(t.beside.removeAll(t.stageName), t.beside.removeAll(t.markNext))
}

// Discard removes what was written and leaves the target as it is. After a
// successful Commit it does nothing, so it can be deferred.
func (t *Tree) Discard() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil
	}
	t.closeTrees() // Windows removes no open folder
	err := t.sweep()
	t.close()
	return err
}

func (t *Tree) closeTrees() {
	for _, d := range []*disk{t.stage, t.former} {
		if d != nil {
			d.root.Close()
		}
	}
}

// close gives back the lock and every handle. It has no errors to report: a
// lock file that could not be removed is taken over by the next run.
func (t *Tree) close() {
	t.closed = true
	t.closeTrees()
	if t.lock != nil {
		_ = t.beside.removeAll(t.lockName)
		t.lock.Close()
	}
	if t.parent != nil {
		t.parent.Close()
	}
	t.beside.root.Close()
}

// poison remembers that the tree must not be published.
func (t *Tree) poison(err error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failed == nil {
		t.failed = err
	}
	return err
}

// inTarget is how messages call a file of the tree, wherever it stands now.
func (t *Tree) inTarget(name string) string { return path.Join(t.target, name) }
