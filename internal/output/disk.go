package output

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"time"
)

// disk is a folder and what this package does in it. Every operation can be
// refused by the Fault of Options, and every error names the file as people
// know it.
type disk struct {
	root  *os.Root
	at    string // slash path of root below the target's parent
	shown string // the same in messages: the stage is called by the target's name
	fault func(op, name string) error
}

// do runs one operation. The system's own wrapping of errors is left out, as it
// repeats the path in other forms.
func (d *disk) do(op, name, doing string, f func() error) error {
	var err error
	if d.fault != nil {
		err = d.fault(op, path.Join(d.at, name))
	}
	if err == nil {
		err = f()
	}
	switch e := err.(type) {
	case nil:
		return nil
	case *fs.PathError:
		err = e.Err
	case *os.LinkError:
		err = e.Err
	}
	return fmt.Errorf("%s: %s%w", path.Join(d.shown, name), doing, err)
}

// below opens a folder of d.
func (d *disk) below(name, shown string) (_ *disk, err error) {
	sub := &disk{at: path.Join(d.at, name), shown: shown, fault: d.fault}
	err = d.do("open", name, "opening the folder: ", func() error {
		sub.root, err = d.root.OpenRoot(name)
		return err
	})
	if err != nil {
		return nil, err
	}
	return sub, nil
}

func (d *disk) open(op, name string, flag int) (file *os.File, err error) {
	doing := "opening: "
	if flag&os.O_CREATE != 0 {
		doing = "creating the file: "
	}
	err = d.do(op, name, doing, func() error {
		file, err = d.root.OpenFile(name, flag, 0o644)
		return err
	})
	return file, err
}

func (d *disk) create(name string) (*os.File, error) {
	return d.open("create", name, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
}

func (d *disk) write(file *os.File, name string, p []byte) (n int, err error) {
	err = d.do("write", name, "", func() error {
		n, err = file.Write(p)
		return err
	})
	return n, err
}

// sync makes a handle's content outlast a power cut, in a way that the systems
// differ in.
func (d *disk) sync(file *os.File, name string, way func(*os.File) error) error {
	return d.do("sync", name, "syncing to the disk: ", func() error { return way(file) })
}

func (d *disk) close(file *os.File, name string) error {
	return d.do("close", name, "", file.Close)
}

func (d *disk) mkdir(name string) error {
	return d.do("mkdir", name, "creating the folder: ", func() error { return d.root.Mkdir(name, 0o755) })
}

// chtimes leaves the access time as it is.
func (d *disk) chtimes(name string, modified time.Time) error {
	return d.do("chtimes", name, "keeping the modification time: ", func() error {
		return d.root.Chtimes(name, time.Time{}, modified)
	})
}

func (d *disk) lstat(name string) (info fs.FileInfo, err error) {
	err = d.do("stat", name, "", func() error {
		info, err = d.root.Lstat(name)
		return err
	})
	return info, err
}

func (d *disk) rename(from, to string) error {
	return d.do("rename", from, "renaming to "+to+": ", func() error { return d.root.Rename(from, to) })
}

// exchange gives each of two names in the open folder parent, which is d, what
// the other had, in one step: errors.ErrUnsupported where that cannot be.
func (d *disk) exchange(parent *os.File, from, to string) error {
	return d.do("exchange", from, "exchanging with "+to+": ", func() error { return exchange(parent, from, to) })
}

// removeAll is content with a name that does not exist.
func (d *disk) removeAll(name string) error {
	return d.do("remove", name, "removing: ", func() error { return d.root.RemoveAll(name) })
}
