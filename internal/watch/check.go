package watch

import (
	"context"
	"maps"
	"path"
	"time"
)

// knowledge is what is known of one path.
type knowledge struct {
	stamp   stamp
	listed  bool // it was there at the last look
	current bool // and no event has told of it since
	folder  bool // it is a folder that is watched
}

// known returns what is known of a path; ok is false if its folder is not known.
func (t *tree) known(p string) (k knowledge, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.folders[above(p)]
	if f == nil {
		return k, false
	}
	name := path.Base(p)
	k.stamp, k.listed = f.entries[name]
	k.current = k.listed && f.told[name] == 0
	k.folder = t.folders[p] != nil
	return k, true
}

// tell notes that an event told of a path.
func (t *tree) tell(p string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now++
	if f := t.folders[above(p)]; f != nil {
		if f.told == nil {
			f.told = map[string]int{}
		}
		f.told[path.Base(p)] = t.now
	}
}

// untold looks at a folder again and returns what has changed since the last look
// although no event told of it: the stamp of now, a zero one for what is gone. If
// there is nothing of that kind, this look becomes the last one.
func (t *tree) untold(f *folder) map[string]stamp {
	t.mu.Lock()
	old, now := f.entries, t.now
	ok := t.folders[f.path] == f
	t.mu.Unlock()
	if !ok {
		return nil
	}
	entries, _, err := t.read(f.path)
	if err != nil {
		return nil // gone or forbidden: that shows in the folder above
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.folders[f.path] != f || old == nil {
		return nil
	}
	var rest map[string]stamp
	for _, name := range differ(old, entries) {
		if f.told[name] == 0 {
			if rest == nil {
				rest = map[string]stamp{}
			}
			rest[name] = entries[name]
		}
	}
	if rest != nil {
		return rest
	}
	f.entries = entries
	// An event that came while this looked may belong to what it did not see, and
	// the time of a file may be written a little after its bytes (Windows).
	recent := time.Now().Add(-2 * time.Second).UnixNano()
	maps.DeleteFunc(f.told, func(name string, at int) bool { return at <= now && entries[name].time < recent })
	return nil
}

const (
	share  = 100                   // check uses one part in so many of a core
	budget = 10 * time.Millisecond // and so much at once
)

// check finds out by itself whether the file system tells of changes: nothing may
// be written to see. Slowly, folder by folder, it looks at all files. One that has
// changed, of which no event has told a while later although there was time to
// listen, proves that there are events which do not come. That is seen on file
// systems shared with a container or another system, but also of a file that is
// written through a hard link elsewhere.
func (s *session) check(ctx context.Context) (why string, ok bool) {
	type suspicion struct {
		stamps map[string]stamp
		since  time.Time
	}
	suspects := map[*folder]suspicion{}
	var round []*folder
	patience := s.w.patience
	for wait := patience; pause(ctx, wait); {
		began := time.Now()
		if s.sameRoot() != nil {
			return "", true
		}
		for f, was := range suspects {
			if time.Since(was.since) < patience || !s.queue.atRest(patience) {
				continue
			}
			delete(suspects, f)
			for name, now := range s.tree.untold(f) {
				if then, ok := was.stamps[name]; ok && then == now {
					return "the system did not tell that " + path.Join(f.path, name) + " has changed", true
				}
			}
			round = append(round, f)
		}
		for len(round) > 0 && time.Since(began) < budget {
			f := round[len(round)-1]
			round = round[:len(round)-1]
			if rest := s.tree.untold(f); rest != nil {
				if _, ok := suspects[f]; !ok {
					suspects[f] = suspicion{rest, time.Now()}
				}
			}
		}
		if len(round) == 0 {
			round = s.tree.all()
		}
		wait = max(patience, share*time.Since(began))
	}
	return "", false
}
