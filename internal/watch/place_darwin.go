package watch

import (
	"io/fs"
	"syscall"

	"golang.org/x/sys/unix"
)

// untold says, of a folder on a file system that does not tell of all changes,
// what it lies on. Of a network drive macOS hears what it writes itself.
func untold(dir string) string {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil || st.Flags&unix.MNT_LOCAL != 0 {
		return ""
	}
	return unheard("a network drive (" + unix.ByteSliceToString(st.Fstypename[:]) + ")")
}

// identify is not needed: every path has its own watch here.
func identify(fs.FileInfo) identity { return identity{} }

func changeTime(info fs.FileInfo) int64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return st.Ctimespec.Nano()
	}
	return 0
}
