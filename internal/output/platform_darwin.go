package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

func exchange(parent *os.File, from, to string) error {
	fd := int(parent.Fd())
	err := unix.RenameatxNp(fd, from, fd, to, unix.RENAME_SWAP)
	if err == unix.EINVAL {
		return errors.ErrUnsupported
	}
	return err
}

// syncFile hands the file to the drive. That the drive empties its own cache,
// which costs milliseconds, is asked once, by syncTree.
func syncFile(file *os.File) error { return unix.Fsync(int(file.Fd())) }

func syncTree(parent *os.File) error { return syncFolder(parent) }
