// Package watch tells which files below a folder may have changed, however they
// are saved.
//
// What it guarantees: a reader who reads the folder after Start has returned,
// and then reads again what each Change names, ends up with what is on the disk.
// It may be told of files that did not change, and of one save more than once:
// it compares bytes. It is never told too little.
//
//   - A Change comes when nothing has happened for the settle time, so what an
//     editor does in one save (write beside and rename, backup and rename,
//     truncate and write, delete and create) or a program in one burst is one
//     Change. Who writes for ever is heard every ten settle times.
//   - Folders are watched, never files. One that comes is watched before it is
//     read and named whole; one that goes is named whole.
//   - Nothing is read again because of an event, except a folder that came. An
//     event costs one look at the file it names, or none.
//   - A change of a file names the links that lead to it, as long as they lie in
//     the folder and are relative. Linked folders are not entered: a change below
//     one is that of the true folder, which names the link.
//   - What Skip names is not looked at, even where a link leads there.
//   - Where the file system tells nothing, files are looked at again and again:
//     on network drives and the like (a list), where the system lets nobody watch
//     more, and where a slow look at all files, a hundredth of one core, has
//     found a change of which no event told. The guarantee then holds for a reader
//     who has read within ten seconds, as far as the times of files are right.
//   - Nothing is ever written.
//
// Where the knowledge comes from: inotify(7), sections "Limitations and caveats"
// and "NOTES" (one watch per inode, no events of remote writers, of mmap(2) and of
// other hard links, races of new folders, overflow, the limits in
// /proc/sys/fs/inotify); statfs(2); the documentation of fsnotify. On macOS
// fsnotify opens every file of a watched folder (kqueue): a large site may reach
// the limit of open files and is then polled. On Windows a folder cannot be
// renamed while one below it is watched.
package watch

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options say how to watch; the zero value is good.
type Options struct {
	// Settle is the quiet time after the last event; 50 ms where zero.
	Settle time.Duration
	// Interval is the time between two looks where the file system tells nothing;
	// 500 ms where zero.
	Interval time.Duration
	// Poll asks for looks even where the file system would tell.
	Poll bool
	// Skip says what is never looked at, by its slash path relative to the folder.
	// It is called by several goroutines.
	Skip func(path string, dir bool) bool
	// Polling is called when Why begins to say something after Start. It must not
	// call Close.
	Polling func(why string)
}

// Change says what may have happened since the one before.
type Change struct {
	// Paths are files and folders that may have come, changed or gone: slash paths
	// relative to the folder, sorted, each once. A folder stands for all below; what
	// is below a named folder is not named beside it.
	Paths []string
	// All says that anything may have changed; Paths is empty.
	All bool
}

// Watcher watches one folder.
type Watcher struct {
	o    Options
	dir  string
	in   chan Change // from the one goroutine that looks
	out  chan Change
	done sync.WaitGroup
	stop context.CancelFunc
	knobs

	mu  sync.Mutex
	why string
}

// knobs are what tests turn.
type knobs struct {
	patience time.Duration // how long an event may be on its way
	queue    int           // how many events may wait
	add      func(w *fsnotify.Watcher, dir string) error
	place    func(dir string) string
}

var ordinary = knobs{patience: time.Second, queue: 1 << 16, add: (*fsnotify.Watcher).Add, place: untold}

// Start watches a folder: whatever changes after it has returned will be told.
func Start(dir string, o Options) (*Watcher, error) { return start(dir, o, ordinary) }

func start(dir string, o Options, k knobs) (*Watcher, error) {
	if o.Settle == 0 {
		o.Settle = 50 * time.Millisecond
	}
	if o.Interval == 0 {
		o.Interval = 500 * time.Millisecond
	}
	if o.Skip == nil {
		o.Skip = func(string, bool) bool { return false }
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("cannot watch %s: %w", dir, err)
	}
	// A folder that cannot be read is the caller's fault, and not a reason to wait.
	if _, err := os.ReadDir(dir); err != nil {
		return nil, fmt.Errorf("cannot watch: %w", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	w := &Watcher{o: o, dir: dir, in: make(chan Change), out: make(chan Change), stop: stop, knobs: k}
	var s *session
	if o.Poll {
		w.why = "that was asked for"
	} else {
		s, w.why = w.open()
	}
	if w.why == "" {
		w.done.Go(func() { w.run(ctx, s) })
	} else {
		p, err := w.newPoller()
		if err != nil {
			stop()
			return nil, fmt.Errorf("cannot watch: %w", err)
		}
		w.done.Go(func() { p.run(ctx); close(w.in) })
	}
	w.done.Go(func() { settle(w.in, w.out, o.Settle, 10*o.Settle) })
	return w, nil
}

// Changes gives one Change at a time. What happens while the receiver is busy is
// joined into the next. It is closed by Close.
func (w *Watcher) Changes() <-chan Change { return w.out }

// Why says for a person why the folder is polled, "" where it is not.
func (w *Watcher) Why() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.why
}

// Close ends the watch and waits for its end.
func (w *Watcher) Close() error {
	w.stop()
	w.done.Wait()
	return nil
}

// run keeps one session after the other: a session ends when its knowledge of the
// folder is worth nothing any more. Where no session can be, it polls.
func (w *Watcher) run(ctx context.Context, s *session) {
	defer close(w.in)
	for began := time.Now(); ; began = time.Now() {
		why, closed := s.run(ctx)
		if closed {
			return
		}
		// Events that overflow will do so again: not at once.
		if why == "" && !pause(ctx, w.o.Interval-time.Since(began)) {
			return
		}
		if !w.await(ctx) {
			return
		}
		if why == "" {
			s, why = w.open()
		}
		if why != "" {
			w.poll(ctx, why)
			return
		}
		w.in <- Change{All: true}
	}
}

// poll begins to poll in the midst of things, for good.
func (w *Watcher) poll(ctx context.Context, why string) {
	w.mu.Lock()
	w.why = why
	w.mu.Unlock()
	if w.o.Polling != nil {
		w.o.Polling(why)
	}
	p, err := w.newPoller()
	for err != nil {
		if !pause(ctx, w.o.Interval) {
			return
		}
		p, err = w.newPoller()
	}
	w.in <- Change{All: true}
	p.run(ctx)
}

// await waits until the folder is there.
func (w *Watcher) await(ctx context.Context) bool {
	for ctx.Err() == nil {
		if _, err := w.root(); err == nil {
			return true
		}
		pause(ctx, w.o.Interval)
	}
	return false
}

// root looks at the folder itself, which may be a link.
func (w *Watcher) root() (fs.FileInfo, error) {
	info, err := os.Stat(w.dir)
	if err == nil && !info.IsDir() {
		err = fs.ErrNotExist
	}
	return info, err
}

// unheard completes what a folder lies on to why it is polled.
func unheard(place string) string {
	if place == "" {
		return ""
	}
	return place + ", which does not tell of all changes"
}

// pause waits and tells whether to go on.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(max(0, d)):
		return ctx.Err() == nil
	}
}
