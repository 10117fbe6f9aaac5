package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// session watches the folder by events, as long as it is the same folder and no
// event is lost.
type session struct {
	w       *Watcher
	watcher *fsnotify.Watcher
	queue   *queue
	tree    *tree
	root    fs.FileInfo
	done    sync.WaitGroup
}

// unable says why the folder cannot be watched by events.
type unable string

func (u unable) Error() string { return string(u) }

// open begins a session: all is watched when it returns. Or it says why not.
func (w *Watcher) open() (*session, string) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, "too many programs watch folders on this system (fs.inotify.max_user_instances)"
	}
	s := &session{w: w, watcher: watcher, queue: newQueue(w.queue), tree: newTree(w.dir, w.o.Skip)}
	s.tree.watch = s.watch
	s.tree.leave = func(p string) { watcher.Remove(s.tree.file(p)) } // may be gone by itself
	s.done.Go(func() { s.queue.pump(watcher) })
	if s.root, err = w.root(); err == nil {
		err = s.tree.enter("", s.root)
	}
	var why unable
	if errors.As(err, &why) {
		s.close()
		return nil, string(why)
	}
	if err != nil { // gone again: the first look of check will tell
		s.queue.fail(fsnotify.ErrEventOverflow)
	}
	return s, ""
}

func (s *session) close() {
	s.watcher.Close()
	s.done.Wait()
}

// watch watches one folder.
func (s *session) watch(p string) error {
	dir := s.tree.file(p)
	if why := s.w.place(dir); why != "" {
		if p == "" {
			return unable("the folder lies on " + why)
		}
		return unable("the folder " + p + " lies on " + why)
	}
	err := s.w.add(s.watcher, dir)
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil // if it comes, or is allowed, the folder above will hear
	}
	if why := exhausted(err); why != "" {
		return unable(why)
	}
	if info, e := os.Lstat(dir); e != nil || !info.IsDir() {
		return nil
	}
	return unable("this system cannot watch it: " + err.Error())
}

// run hands on what happens. At its end it says why the folder must be polled, or
// nothing if another session may follow.
func (s *session) run(ctx context.Context) (why string, closed bool) {
	found := make(chan string, 1)
	inner, stop := context.WithCancel(ctx)
	defer func() { stop(); s.close() }()
	s.done.Go(func() {
		if why, ok := s.check(inner); ok {
			found <- why
		}
	})
	for {
		select {
		case <-ctx.Done():
			return "", true
		case why := <-found:
			return why, false
		case <-s.queue.more:
		}
		events, lost, why := s.queue.take()
		if lost {
			return why, false
		}
		var paths []string
		for _, e := range events {
			p, changed, err := s.event(e)
			if err != nil {
				var why unable
				errors.As(err, &why)
				return string(why), false
			}
			if changed && (len(paths) == 0 || paths[len(paths)-1] != p) {
				paths = append(paths, p)
			}
		}
		if len(paths) > 0 {
			s.w.in <- Change{Paths: s.tree.withLinks(paths)}
		}
		s.queue.done()
	}
}

var errRoot = errors.New("the folder itself was moved, removed or allowed")

// event takes one event in. Its name counts and hardly its kind: what is there now
// is looked at. If that is the work of something later, a later event tells of it.
func (s *session) event(e fsnotify.Event) (p string, changed bool, err error) {
	p, ok := s.path(e.Name)
	if !ok {
		return "", false, nil
	}
	if p == "" {
		return "", false, s.rootEvent(e)
	}
	k, ok := s.tree.known(p)
	if !ok {
		return "", false, nil // below a folder that was forgotten, and named whole
	}
	skip := s.w.o.Skip
	if e.Op == fsnotify.Write {
		// Some systems say of a folder that it was written when a file in it was.
		if k.folder || skip(p, false) {
			return "", false, nil
		}
		s.tree.tell(p)
		return p, true, nil
	}
	info, err := os.Lstat(s.tree.file(p))
	switch {
	case err != nil:
		info = nil
		if !k.listed && !k.folder && (skip(p, false) || skip(p, true)) {
			return "", false, nil
		}
	case skip(p, info.IsDir()):
		info = nil
		if !k.listed && !k.folder {
			return "", false, nil
		}
	case e.Op == fsnotify.Chmod && k.current && k.stamp == s.tree.stamp(info):
		return "", false, nil // neither the bytes nor who may read them
	}
	s.tree.tell(p)
	s.tree.forget(p)
	switch {
	case info == nil:
	case info.IsDir():
		return p, true, s.tree.enter(p, info)
	case info.Mode()&fs.ModeSymlink != 0:
		s.tree.link(p)
	}
	return p, true, nil
}

// rootEvent takes in an event of the folder itself.
func (s *session) rootEvent(e fsnotify.Event) error {
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		return errRoot
	}
	return s.sameRoot()
}

func (s *session) sameRoot() error {
	info, err := s.w.root()
	if err != nil || !os.SameFile(info, s.root) || info.Mode() != s.root.Mode() {
		return errRoot
	}
	return nil
}

// path returns the slash path that the name of an event stands for.
func (s *session) path(name string) (string, bool) {
	if name == s.w.dir {
		return "", true
	}
	rest, ok := strings.CutPrefix(name, strings.TrimSuffix(s.w.dir, string(filepath.Separator)))
	if !ok || rest == "" || !os.IsPathSeparator(rest[0]) {
		return "", false
	}
	return filepath.ToSlash(rest[1:]), true
}
