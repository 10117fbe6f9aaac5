package source

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReplace: all files are written or none, whichever of them cannot be.
func TestReplace(t *testing.T) {
	for _, c := range []struct{ name, blocked, message string }{
		{"all", "", ""},
		{"a folder in the place of the last", "d/z.md", "cannot write d/z.md"},
		{"a folder in the place of what is staged", "d/.z.md.next", "cannot write d/z.md"},
		{"a file in the place of the folder", "new", "cannot write new/b.md"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			root, err := os.OpenRoot(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer root.Close()
			write := func(name, text string) {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o640); err != nil {
					t.Fatal(err)
				}
			}
			write("a.md", "old")
			switch {
			case c.blocked == "new":
				write("new", "a file")
			case c.blocked != "":
				write(c.blocked+"/inside", "x")
			}
			before := all(t, root.FS())
			err = Replace(root, map[string][]byte{"a.md": []byte("A"), "new/b.md": []byte("B"), "d/z.md": []byte("Z")})
			if c.blocked != "" {
				after := all(t, root.FS())
				if err == nil || !strings.Contains(err.Error(), c.message) || after != before {
					t.Errorf("%v\nbefore\n%safter\n%s", err, before, after)
				}
				return
			}
			if got := all(t, root.FS()); err != nil || got != "a.md A -rw-r-----\nd/z.md Z\nnew/b.md B\n" {
				t.Errorf("%v\n%s", err, got)
			}
		})
	}
}

// all returns the names and texts of all files, and the rights of one.
func all(t *testing.T, fsys fs.FS) string {
	t.Helper()
	var b strings.Builder
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		info, err := e.Info()
		b.WriteString(name + " " + string(text))
		if name == "a.md" { // of the others the system decides
			b.WriteString(" " + info.Mode().String())
		}
		b.WriteString("\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
