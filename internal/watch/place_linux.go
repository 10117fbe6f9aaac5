package watch

import (
	"io/fs"
	"syscall"

	"golang.org/x/sys/unix"
)

// places are file systems, by the magic number of statfs(2), on which others write
// of whom the kernel does not hear. GNU tail -f knows the like, for the same reason.
var places = map[uint32]string{
	unix.NFS_SUPER_MAGIC:   "a network drive (nfs)",
	unix.SMB_SUPER_MAGIC:   "a network drive (smb)",
	unix.SMB2_SUPER_MAGIC:  "a network drive (smb)",
	unix.CIFS_SUPER_MAGIC:  "a network drive (smb)",
	unix.AFS_SUPER_MAGIC:   "a network drive (afs)",
	unix.AFS_FS_MAGIC:      "a network drive (afs)",
	unix.CODA_SUPER_MAGIC:  "a network drive (coda)",
	unix.CEPH_SUPER_MAGIC:  "a network drive (ceph)",
	unix.NCP_SUPER_MAGIC:   "a network drive (ncp)",
	unix.OCFS2_SUPER_MAGIC: "a network drive (ocfs2)",
	0x01161970:             "a network drive (gfs2)",
	0x0BD00BD0:             "a network drive (lustre)",
	unix.V9FS_MAGIC:        "a drive of another system (9p)",              // WSL 2, virtual machines, Docker on them
	unix.FUSE_SUPER_MAGIC:  "a drive of another program or system (fuse)", // sshfs, rclone, virtiofs, Docker Desktop
	0x53464846:             "a drive of another system (wslfs)",
	0x786F4256:             "a drive of another system (vboxsf)",
	0x7C7C6673:             "a drive of another system (prl_fs)",
	0xBACBACBC:             "a drive of another system (vmhgfs)",
}

// untold says, of a folder on a file system that does not tell of all changes,
// what it lies on.
func untold(dir string) string {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return ""
	}
	return unheard(places[uint32(st.Type)])
}

func identify(info fs.FileInfo) identity {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return identity{uint64(st.Dev), uint64(st.Ino)}
	}
	return identity{}
}

func changeTime(info fs.FileInfo) int64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return st.Ctim.Nano()
	}
	return 0
}
