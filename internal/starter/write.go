package starter

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// Write writes new files below a folder, all or none: a file that stands there
// already is never touched, links are not followed, and after an error the
// folder is as it was.
//
// Fault, if it is not nil, is asked before every operation (mkdir, create, write,
// close), as in package output: tests put full disks there.
func Write(root *os.Root, files []File, fault func(op, name string) error) (err error) {
	w := writer{root: root, fault: fault}
	defer func() {
		if err == nil {
			return
		}
		if left := w.undo(); left != nil {
			err = errors.Join(err, left)
		} else {
			err = fmt.Errorf("%w; nothing was written", err)
		}
	}()
	for _, f := range files { // first look at all of them
		if err := w.free(f.Name); err != nil {
			return err
		}
	}
	for _, f := range files {
		if err := w.write(f); err != nil {
			return err
		}
	}
	return nil
}

type writer struct {
	root  *os.Root
	fault func(op, name string) error
	made  []string // files and folders, in order
}

// free returns an error if something stands where a file is to be written, or on
// the way there.
func (w *writer) free(name string) error {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		info, err := w.root.Lstat(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return reworded(dir, err)
		case info.Mode()&fs.ModeSymlink != 0:
			return fmt.Errorf("%s is a link: put a folder there instead", dir)
		case !info.IsDir():
			return fmt.Errorf("%s is a file, where a folder is needed", dir)
		}
	}
	switch _, err := w.root.Lstat(name); {
	case err == nil:
		return fmt.Errorf("%s stands there already", name)
	case !errors.Is(err, fs.ErrNotExist):
		return reworded(name, err)
	}
	return nil
}

func (w *writer) write(f File) error {
	if err := w.mkdir(path.Dir(f.Name)); err != nil {
		return err
	}
	var file *os.File
	err := w.do("create", f.Name, func() (err error) {
		// Of two who begin the same page, one is told.
		file, err = w.root.OpenFile(f.Name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		return err
	})
	if err != nil {
		return err
	}
	w.made = append(w.made, f.Name)
	err = w.do("write", f.Name, func() error {
		_, err := file.Write(f.Text)
		return err
	})
	return errors.Join(err, w.do("close", f.Name, file.Close))
}

// mkdir makes a folder and those above it.
func (w *writer) mkdir(dir string) error {
	if _, err := w.root.Lstat(dir); err == nil {
		return nil
	}
	if err := w.mkdir(path.Dir(dir)); err != nil {
		return err
	}
	err := w.do("mkdir", dir, func() error { return w.root.Mkdir(dir, 0o777) })
	if err == nil {
		w.made = append(w.made, dir)
	}
	return err
}

func (w *writer) do(op, name string, f func() error) error {
	if w.fault != nil {
		if err := w.fault(op, name); err != nil {
			return reworded(name, err)
		}
	}
	return reworded(name, f())
}

// undo takes away what was made.
func (w *writer) undo() error {
	var errs []error
	for i := len(w.made) - 1; i >= 0; i-- {
		if err := w.root.Remove(w.made[i]); err != nil {
			errs = append(errs, fmt.Errorf("%s was made and cannot be removed: %w", w.made[i], cause(err)))
		}
	}
	return errors.Join(errs...)
}

// reworded names the file as people know it.
func reworded(name string, err error) error {
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
	return err
}
