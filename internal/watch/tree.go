package watch

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// stamp is what a look at a file tells without reading it. Of a folder it is the
// mode alone: what is in it is looked at by itself.
type stamp struct {
	mode  fs.FileMode
	size  int64
	time  int64 // of the last writing, in nanoseconds
	ctime int64 // of the last change of anything, where polled
}

// identity is what the system watches: not a path but what lies there.
type identity [2]uint64 // device and file

// folder is what is known of one folder.
type folder struct {
	path    string
	id      identity
	subs    map[string]*folder
	entries map[string]stamp // as last looked at; replaced and never changed; nil: never
	told    map[string]int   // what events told of since, and when
	time    time.Time        // of the last change of its list, as of before the last look
	shaped  time.Time        // when a look last saw names come or go
}

// tree is what is known of the whole. One goroutine changes its shape; another may
// compare it with the disk.
type tree struct {
	dir   string // as the system writes it
	skip  func(string, bool) bool
	deep  bool                 // the stamps have a ctime
	watch func(p string) error // called before a folder is read; may be nil
	leave func(p string)       // called when a folder is forgotten; may be nil

	mu      sync.Mutex
	folders map[string]*folder // by slash path, "" for the whole
	ids     map[identity]*folder
	links   map[string]string // from the path of a link to the path it names
	now     int               // counts what is told
}

func newTree(dir string, skip func(string, bool) bool) *tree {
	return &tree{dir: dir, skip: skip, folders: map[string]*folder{}, ids: map[identity]*folder{}, links: map[string]string{}}
}

func (t *tree) file(p string) string { return filepath.Join(t.dir, filepath.FromSlash(p)) }

// enter watches and reads a folder and all below. An error is one of watch.
// A folder that is not there, or cannot be read, is not an error: whoever changes
// that will be heard in the folder above.
func (t *tree) enter(p string, info fs.FileInfo) error {
	f := &folder{path: p, id: identify(info), subs: map[string]*folder{}, time: info.ModTime(), shaped: time.Now()}
	t.mu.Lock()
	if old := t.folders[p]; old != nil {
		t.drop(old)
	}
	// The system watches what lies there and keeps one name for it. If it is known by
	// another, it has moved, and forgetting that name later would end this watch. (Of
	// a folder that is mounted at two places, one is heard.)
	if t.watch != nil && f.id != (identity{}) {
		if other := t.ids[f.id]; other != nil {
			t.drop(other)
		}
		t.ids[f.id] = f
	}
	t.folders[p] = f
	if p != "" {
		if up := t.folders[above(p)]; up != nil {
			up.subs[path.Base(p)] = f
		}
	}
	t.mu.Unlock()
	if t.watch != nil {
		if err := t.watch(p); err != nil {
			return err
		}
	}
	entries, infos, err := t.read(p)
	if err != nil {
		return nil
	}
	t.mu.Lock()
	f.entries = entries
	t.mu.Unlock()
	for name, s := range entries {
		if s.mode&fs.ModeSymlink != 0 {
			t.link(path.Join(p, name))
		}
	}
	for name, info := range infos {
		if err := t.enter(path.Join(p, name), info); err != nil {
			return err
		}
	}
	return nil
}

// above returns the folder of a path, "" for the whole.
func above(p string) string { return p[:max(0, strings.LastIndexByte(p, '/'))] }

// read looks at what is in a folder, and tells more of the folders among it.
func (t *tree) read(p string) (map[string]stamp, map[string]fs.FileInfo, error) {
	list, err := os.ReadDir(t.file(p))
	if err != nil {
		return nil, nil, err
	}
	entries := make(map[string]stamp, len(list))
	folders := map[string]fs.FileInfo{}
	for _, d := range list {
		if t.skip(path.Join(p, d.Name()), d.IsDir()) {
			continue
		}
		info, err := d.Info()
		if err != nil {
			continue // gone meanwhile
		}
		entries[d.Name()] = t.stamp(info)
		if info.IsDir() {
			folders[d.Name()] = info
		}
	}
	return entries, folders, nil
}

func (t *tree) stamp(info fs.FileInfo) stamp {
	if info.IsDir() {
		return stamp{mode: info.Mode()}
	}
	s := stamp{mode: info.Mode(), size: info.Size(), time: info.ModTime().UnixNano()}
	if t.deep {
		s.ctime = changeTime(info)
	}
	return s
}

// forget drops what is known of a path and of all below.
func (t *tree) forget(p string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.links, p)
	if f := t.folders[p]; f != nil {
		t.drop(f)
	}
}

// drop is forget for who holds the lock.
func (t *tree) drop(f *folder) {
	for _, sub := range f.subs {
		t.drop(sub)
	}
	maps.DeleteFunc(t.links, func(link, _ string) bool { return above(link) == f.path })
	if up := t.folders[above(f.path)]; up != nil && f.path != "" {
		delete(up.subs, path.Base(f.path))
	}
	delete(t.folders, f.path)
	if t.ids[f.id] == f {
		delete(t.ids, f.id)
	}
	if t.leave != nil {
		t.leave(f.path)
	}
}

// link notes where a link leads. One that leads out of the folder, or is absolute,
// is refused by whoever reads the site.
func (t *tree) link(p string) {
	to, err := os.Readlink(t.file(p))
	if err != nil || filepath.IsAbs(to) {
		return
	}
	to = path.Join(path.Dir(p), filepath.ToSlash(to))
	if to == ".." || strings.HasPrefix(to, "../") {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.links[p] = to
}

// withLinks adds the links that lead to paths, below them or above them; those
// that lead to these; and so on.
func (t *tree) withLinks(paths []string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.links) == 0 {
		return paths
	}
	named := map[string]bool{}
	for i := 0; i < len(paths); i++ {
		for link, to := range t.links {
			if !named[link] && (to == "." || within(paths[i], to) || within(to, paths[i])) {
				named[link] = true
				paths = append(paths, link)
			}
		}
	}
	return paths
}

// within tells whether a path is one above it or lies below that.
func within(p, above string) bool {
	rest, ok := strings.CutPrefix(p, above)
	return ok && (rest == "" || rest[0] == '/')
}

// all returns all folders.
func (t *tree) all() []*folder {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := make([]*folder, 0, len(t.folders))
	for _, f := range t.folders {
		list = append(list, f)
	}
	return list
}

// differ returns the names of what came, changed or went between two looks.
func differ(old, now map[string]stamp) []string {
	var names []string
	for name, s := range now {
		if was, ok := old[name]; !ok || was != s {
			names = append(names, name)
		}
	}
	for name := range old {
		if _, ok := now[name]; !ok {
			names = append(names, name)
		}
	}
	return names
}
