// Package source finds and reads the files of a site.
//
// Everything is read through one rooted file system: a link that leads out of
// the site is refused. A file is read once; what it says depends on its own
// bytes alone, and every place that is kept is a place of the file as its
// author sees it in an editor.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// MaxSize bounds the size in bytes of a file that people write: a page, a data
// file, a layout. Files that are published unchanged have no bound.
const MaxSize = 8 << 20

// Folders of a site.
const (
	Content = "content"
	State   = Content + "/_state"       // what builds remember
	Root    = Content + "/files/_root/" // what is published at /
)

// Page is one file of a page: NAME.LANG.md. It is not changed once it was read.
type Page struct {
	File    string // slash path relative to the site
	Dir     string // folder below content, "" for content itself
	ID      string // the name; of a section the folder's
	Section bool   // _index.LANG.md
	Lang    string
	Front   *decode.Node // front matter; nil where it could not be read
	Body    []byte
	Line    int // where Body begins, from 1
}

// Data is a data file.
type Data struct {
	File string
	Root *decode.Node
}

// Media is a file that is published unchanged.
type Media struct {
	File string // slash path relative to the site
	Path string // slash path in the published tree
	Size int64
	// Modified is when the file was written, and Sum sums its bytes once it was told that
	// it may have changed: what is published does not depend on them.
	Modified time.Time
	Sum      uint64
}

// Tree is all content of a site, in the order of the file names. What did not
// change since an earlier reading is the same there: pages are equal where their
// pointers are.
type Tree struct {
	Pages      []*Page
	Groups     []Data // groups.yaml, then groups/*.yaml
	References []Data // references.json, references.yaml
	Media      []Media
	// Unreadable are the pages and data files that could not be read; why has
	// been reported. Nothing more should be said of what they would hold.
	Unreadable      []*Page
	UnreadableFiles []string
}

// ReadText reads a file that people write: at most MaxSize bytes of UTF-8. It
// remembers the text for reports and returns it without a byte order mark. A
// fault of the file is reported and returns nil; an error is one of the disk.
func ReadText(list *diag.List, fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, readError(list, fsys, name, err)
	}
	if info.Size() > MaxSize {
		list.Errorf(diag.Pos{File: name}, "the file has %d MB, more than the %d MB that a text may have", info.Size()>>20, MaxSize>>20).
			WithHint("a file that is only to be published belongs into %s/files/", Content)
		return nil, nil
	}
	if !info.Mode().IsRegular() {
		list.Errorf(diag.Pos{File: name}, "this is no ordinary file").WithHint("remove it")
		return nil, nil
	}
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, readError(list, fsys, name, err)
	}
	return CheckText(list, name, text), nil
}

// CheckText remembers the text of a file for reports and returns it without a byte order
// mark; nil where it is not UTF-8, which is reported.
func CheckText(list *diag.List, name string, text []byte) []byte {
	list.AddText(name, text)
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if at := invalidUTF8(text); at >= 0 {
		line := 1 + bytes.Count(text[:at], []byte("\n"))
		start := bytes.LastIndexByte(text[:at], '\n') + 1
		list.Errorf(diag.Pos{File: name, Line: line, Col: utf8.RuneCount(text[start:at]) + 1}, "this character is not UTF-8 (byte %#x)", text[at]).
			WithHint("save the file with the encoding UTF-8")
		return nil
	}
	return text
}

// ReadFile reads an ordinary file; of others it does not wait for anybody to write
// into them.
func ReadFile(fsys fs.FS, name string) ([]byte, error) {
	if info, err := fs.Stat(fsys, name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	return fs.ReadFile(fsys, name)
}

// outside returns the part of a path that is a link: the path leads out there.
func outside(fsys fs.FS, name string) string {
	for i, c := range name + "/" {
		if c != '/' {
			continue
		}
		if info, err := fs.Lstat(fsys, name[:i]); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return name[:i]
		}
	}
	return name
}

// readError reports a link that leads out of the site as a fault of the site;
// all else stops the run.
func readError(list *diag.List, fsys fs.FS, name string, err error) error {
	if strings.Contains(err.Error(), "escapes from parent") { // os.Root has no exported error for it
		list.Errorf(diag.Pos{File: outside(fsys, name)}, "this is a link that leads out of the site").WithHint("put a copy of the file here instead")
		return nil
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("cannot read %s: %w", name, err)
}

func invalidUTF8(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// List returns the files of a folder that have an ending, sorted; none if there
// is no such folder.
func List(list *diag.List, fsys fs.FS, dir, ext string) ([]string, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, readError(list, fsys, dir, err)
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && path.Ext(e.Name()) == ext && !litterIn(dir, e.Name()) {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	return names, nil
}

// ReadYAML reads a data file. A fault of the file is reported and returns nil.
func ReadYAML(list *diag.List, fsys fs.FS, name string) (*decode.Node, error) {
	text, err := ReadText(list, fsys, name)
	if text == nil || err != nil {
		return nil, err
	}
	return decode.YAML(list, name, text), nil
}

// Copy writes a file of the site to w, unchanged.
func Copy(w io.Writer, fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", name, err)
	}
	defer f.Close()
	if _, err = io.Copy(w, f); err != nil {
		return fmt.Errorf("cannot copy %s: %w", name, err)
	}
	return nil
}
