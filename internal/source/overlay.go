package source

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Overlay returns a file system with files in the place of some, or beside them: their
// folders are there already.
func Overlay(below fs.FS, files map[string][]byte) fs.FS { return overlay{below, files} }

type overlay struct {
	below fs.FS
	files map[string][]byte
}

func (o overlay) Open(name string) (fs.File, error) {
	if text, ok := o.files[name]; ok {
		return &memory{bytes.NewReader(text), info{name, int64(len(text))}}, nil
	}
	return o.below.Open(name)
}

func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if text, ok := o.files[name]; ok {
		return info{name, int64(len(text))}, nil
	}
	return fs.Stat(o.below, name)
}

// Lstat makes it an [fs.ReadLinkFS].
func (o overlay) Lstat(name string) (fs.FileInfo, error) {
	if _, ok := o.files[name]; ok {
		return o.Stat(name)
	}
	return fs.Lstat(o.below, name)
}

// ReadLink makes it an [fs.ReadLinkFS].
func (o overlay) ReadLink(name string) (string, error) { return fs.ReadLink(o.below, name) }

// ReadDir makes it an [fs.ReadDirFS].
func (o overlay) ReadDir(dir string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.below, dir)
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		_, ours := o.files[path.Join(dir, e.Name())]
		return ours
	})
	for name, text := range o.files {
		if path.Dir(name) == dir {
			entries = append(entries, fs.FileInfoToDirEntry(info{name, int64(len(text))}))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

type memory struct {
	*bytes.Reader
	info info
}

func (f *memory) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *memory) Close() error               { return nil }

type info struct {
	name string
	size int64
}

func (i info) Name() string       { return path.Base(i.name) }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return 0o666 }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return false }
func (i info) Sys() any           { return nil }
