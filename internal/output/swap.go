package output

import (
	"errors"
	"fmt"
	"io/fs"
)

// Commit puts the written tree in the place of the target. An error means that
// the target is as it was, unless it says "published, but": then the new tree
// is in place and only the tidying up failed, which the next publication makes
// good.
func (t *Tree) Commit() (Summary, error) {
	written, summary, err := t.complete()
	if err != nil {
		return Summary{}, err
	}
	t.closeTrees()
	both := union(t.listed, written)
	if err := t.writeMark(mark{entries: both}); err != nil {
		return Summary{}, t.poison(err)
	}
	if err := t.beside.sync(t.parent, t.stageName, syncTree); err != nil {
		return Summary{}, t.poison(err)
	}
	exchanged, err := t.replace(both)
	if err != nil {
		return Summary{}, t.poison(err)
	}
	if err := t.settle(exchanged, union(nil, written)); err != nil {
		return summary, t.poison(fmt.Errorf("%s: published, but %w", t.target, err))
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.close()
	return summary, nil
}

// complete makes sure that every file was written to its end.
func (t *Tree) complete() ([]entry, Summary, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.closed:
		return nil, Summary{}, fmt.Errorf("%s: this publication has ended already", t.target)
	case t.failed != nil:
		return nil, Summary{}, fmt.Errorf("%s: not published because of an earlier error: %w", t.target, t.failed)
	case t.unfinished > 0: // a render panicked, or Write has not returned
		return nil, Summary{}, fmt.Errorf("%s: not published because %d of its files are unfinished", t.target, t.unfinished)
	}
	summary := t.summary
	summary.Removed = len(t.owned)
	for _, e := range t.written {
		if t.owned[e.path] {
			summary.Removed--
		}
	}
	return t.written, summary, nil
}

// replace gives the stage the name of the target. If it tells that the two were
// exchanged, the former tree has the name of the stage.
func (t *Tree) replace(both []entry) (exchanged bool, err error) {
	if t.former == nil {
		return false, t.beside.rename(t.stageName, t.target)
	}
	err = t.beside.exchange(t.parent, t.stageName, t.target)
	if errors.Is(err, errors.ErrUnsupported) {
		return false, t.renameTwice(both)
	}
	return err == nil, err
}

// renameTwice replaces the target where two folders cannot be exchanged. The
// former generation goes first, before the mark says that it is to be restored.
func (t *Tree) renameTwice(both []entry) error {
	if err := t.beside.removeAll(t.previous); err != nil {
		return err
	}
	err := t.writeMark(mark{entries: both, swapping: true})
	if err == nil {
		err = t.beside.sync(t.parent, t.target, syncFolder)
	}
	if err == nil {
		err = t.beside.rename(t.target, t.previous)
	}
	if err != nil {
		return err
	}
	err = t.beside.rename(t.stageName, t.target)
	if err != nil {
		_ = t.beside.rename(t.previous, t.target) // or else the next Begin does it
	}
	return err
}

// recoverSwap puts the target back if a run was killed between its two renames.
func (t *Tree) recoverSwap() error {
	_, err := t.beside.lstat(t.target)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err = t.beside.rename(t.previous, t.target)
	if err == nil {
		err = t.beside.sync(t.parent, t.target, syncFolder)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// settle keeps the former tree and makes the mark tell of the new one alone.
// The swap has to be on the disk before: a mark that knows only the new tree
// would make the former one foreign.
func (t *Tree) settle(exchanged bool, written []entry) error {
	if err := t.beside.sync(t.parent, t.target, syncFolder); err != nil {
		return err
	}
	if exchanged {
		// A second exchange, so that no kill leaves half a former generation.
		err := t.beside.exchange(t.parent, t.stageName, t.previous)
		if errors.Is(err, fs.ErrNotExist) {
			err = t.beside.rename(t.stageName, t.previous)
		}
		if err == nil {
			err = t.beside.removeAll(t.stageName)
		}
		if err != nil {
			return err
		}
	}
	return t.writeMark(mark{entries: written})
}
