package watch

import (
	"errors"
	"io/fs"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// queue keeps events until the session takes them. On some systems fsnotify can
// neither add nor remove a watch while an event or an error waits to be received,
// so nobody who does that may be the receiver.
type queue struct {
	more  chan struct{} // has one element when something is new
	limit int

	mu     sync.Mutex
	events []fsnotify.Event
	lost   bool
	why    string    // the system lets nobody watch more
	busy   bool      // events were taken and are being worked on
	last   time.Time // when that ended
}

func newQueue(limit int) *queue {
	return &queue{more: make(chan struct{}, 1), limit: limit, last: time.Now()}
}

// pump receives until the watcher is closed.
func (q *queue) pump(w *fsnotify.Watcher) {
	events, errs := w.Events, w.Errors
	for events != nil || errs != nil {
		select {
		case e, ok := <-events:
			if !ok {
				events = nil
				continue
			}
			q.push(e)
		case err, ok := <-errs:
			if !ok {
				errs = nil
				continue
			}
			q.fail(err)
		}
	}
}

func (q *queue) push(e fsnotify.Event) {
	q.mu.Lock()
	switch {
	case len(q.events) >= q.limit:
		q.lost, q.events = true, nil
	case !q.lost:
		q.events = append(q.events, e)
	}
	q.mu.Unlock()
	q.wake()
}

// fail notes an error. Whatever it is, events may be lost with it, except where a
// watch was to be removed that was gone, or a file was gone or forbidden.
func (q *queue) fail(err error) {
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, fsnotify.ErrNonExistentWatch) ||
		errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return
	}
	q.mu.Lock()
	q.lost = true
	if why := exhausted(err); why != "" {
		q.why = why
	}
	q.mu.Unlock()
	q.wake()
}

func (q *queue) wake() {
	select {
	case q.more <- struct{}{}:
	default:
	}
}

// take returns what has come. Until done is called the queue is not at rest.
func (q *queue) take() (events []fsnotify.Event, lost bool, why string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	events, q.events, q.busy = q.events, nil, true
	return events, q.lost, q.why
}

func (q *queue) done() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.busy, q.last = false, time.Now()
}

// atRest tells whether no event has been seen for a time.
func (q *queue) atRest(d time.Duration) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return !q.busy && len(q.events) == 0 && time.Since(q.last) >= d
}

// exhausted says of an error that the system lets nobody watch more, in words, or
// nothing.
func exhausted(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC): // inotify_add_watch(2)
		return "the site has more folders than this system lets a user watch (fs.inotify.max_user_watches)"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE): // kqueue opens every file
		return "the site has more files than this system lets a program keep open"
	case errors.Is(err, syscall.ENOMEM):
		return "this system has no memory left to watch folders"
	}
	return ""
}
