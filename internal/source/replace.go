package source

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
)

// Replace writes files of a site, new ones and others in the place of those that stand
// there, each in one step, all or none: all are on the disk before the first takes its
// place, and if one then cannot, those before it are put back. A link becomes a file.
func Replace(root *os.Root, files map[string][]byte) (err error) {
	r := replacement{root: root, old: map[string][]byte{}}
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		if err = r.stage(name, files[name]); err != nil {
			break
		}
	}
	for _, name := range names {
		if err == nil {
			err = r.place(name)
		}
	}
	for _, next := range r.staged { // what has taken its place is not there any more
		_ = root.Remove(next)
	}
	return err
}

type replacement struct {
	root   *os.Root
	staged []string
	placed []string
	old    map[string][]byte
}

// stage writes a file beside its place.
func (r *replacement) stage(name string, content []byte) error {
	if err := r.root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return unwritten(name, err)
	}
	mode := fs.FileMode(0o666)
	if old, err := r.root.ReadFile(name); err == nil {
		r.old[name] = old
		if info, err := r.root.Stat(name); err == nil {
			mode = info.Mode().Perm()
		}
	}
	next := staged(name)
	f, err := r.root.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return unwritten(name, err)
	}
	r.staged = append(r.staged, next)
	_, err = f.Write(content)
	return unwritten(name, errors.Join(err, f.Sync(), f.Close()))
}

// place puts a staged file into its place.
func (r *replacement) place(name string) error {
	err := r.root.Rename(staged(name), name)
	if err == nil {
		r.placed = append(r.placed, name)
		return nil
	}
	err = unwritten(name, err)
	for _, done := range r.placed {
		var back error
		if old, was := r.old[done]; was {
			back = r.root.WriteFile(done, old, 0o666)
		} else {
			back = r.root.Remove(done)
		}
		if back != nil {
			err = errors.Join(err, fmt.Errorf("%s was written and cannot be put back: %w", done, cause(back)))
		}
	}
	return err
}

func staged(name string) string { return path.Join(path.Dir(name), "."+path.Base(name)+".next") }

// unwritten names the file as people know it.
func unwritten(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("cannot write %s: %w", name, cause(err))
}

// cause takes off the path in which the system wraps an error.
func cause(err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err
	}
	if l := (*os.LinkError)(nil); errors.As(err, &l) {
		return l.Err
	}
	return err
}
