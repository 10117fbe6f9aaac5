package watch

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"time"
)

// poller looks at everything, again and again.
type poller struct {
	w     *Watcher
	tree  *tree
	root  fs.FileInfo
	young map[string]time.Time // files that may be written once more without a trace, and until when
}

// newPoller takes the first look.
func (w *Watcher) newPoller() (*poller, error) {
	p := &poller{w: w, tree: newTree(w.dir, w.o.Skip), young: map[string]time.Time{}}
	p.tree.deep = true
	var err error
	if p.root, err = w.root(); err != nil {
		return nil, err
	}
	err = p.tree.enter("", p.root)
	p.fresh(p.tree.folders[""], time.Now())
	return p, err
}

// run looks until it is stopped. It rests four times as long as it looks.
func (p *poller) run(ctx context.Context) {
	var spent time.Duration
	for pause(ctx, max(p.w.o.Interval, 4*spent)) {
		began := time.Now()
		info, err := p.w.root()
		if err != nil {
			p.root = nil
			continue
		}
		if p.root == nil || !os.SameFile(info, p.root) || info.Mode() != p.root.Mode() {
			if next, err := p.w.newPoller(); err == nil {
				*p = *next
				p.w.in <- Change{All: true}
			}
			continue
		}
		if paths := p.look(began); len(paths) > 0 {
			all := slices.Contains(paths, "") // the folder itself
			p.w.in <- Change{Paths: p.tree.withLinks(paths), All: all}
		}
		spent = time.Since(began)
	}
}

// look returns what has changed since the last look.
func (p *poller) look(now time.Time) (paths []string) {
	for name, until := range p.young {
		paths = append(paths, name)
		if !now.Before(until) {
			delete(p.young, name)
		}
	}
	for _, f := range p.tree.all() {
		if p.tree.folders[f.path] == f { // else it went with one above it
			paths = append(paths, p.folder(f, now)...)
		}
	}
	return paths
}

// reading is how long a reader may take from a look to the end of its reading.
const reading = 10 * time.Second

// folder looks at one folder.
func (p *poller) folder(f *folder, now time.Time) (paths []string) {
	info, err := os.Stat(p.tree.file(f.path))
	if err != nil {
		return nil // gone, or for the moment not to be reached
	}
	entries, folders, err := p.tree.read(f.path)
	if err != nil {
		return nil
	}
	for _, name := range differ(f.entries, entries) {
		path := path.Join(f.path, name)
		paths = append(paths, path)
		p.changed(path, entries[name], folders[name], now)
	}
	// A reader who reads a folder between two looks may see what neither sees: a file
	// that comes and goes, a folder that goes and comes. Its time shows that.
	if !info.ModTime().Equal(f.time) && now.Sub(f.shaped) < reading {
		paths = append(paths, f.path)
	}
	if !slices.Equal(slices.Sorted(maps.Keys(f.entries)), slices.Sorted(maps.Keys(entries))) {
		f.shaped = now
	}
	f.entries, f.time = entries, info.ModTime()
	return paths
}

// changed takes in what lies at a path now: nothing, a folder or a file.
func (p *poller) changed(path string, s stamp, folder fs.FileInfo, now time.Time) {
	t := p.tree
	t.forget(path)
	delete(p.young, path)
	switch {
	case folder != nil:
		t.enter(path, folder) // without watch there is no error
		p.fresh(t.folders[path], now)
	case s.mode&fs.ModeSymlink != 0:
		t.link(path)
	case s != (stamp{}):
		p.young[path] = now.Add(grain(s))
	}
}

// fresh finds the young files in a folder at its first look.
func (p *poller) fresh(f *folder, now time.Time) {
	for name, s := range f.entries {
		if age := now.UnixNano() - s.time; !s.mode.IsDir() && max(age, -age) < int64(grain(s)) {
			p.young[path.Join(f.path, name)] = now.Add(grain(s))
		}
	}
	for _, sub := range f.subs {
		p.fresh(sub, now)
	}
}

// grain is how long a file may be written again and look the same: the times of
// files are as coarse as 2 s (FAT), and if they are not, then as the kernel's tick.
func grain(s stamp) time.Duration {
	if s.time%int64(time.Second) == 0 {
		return 2 * time.Second
	}
	return 20 * time.Millisecond
}
