package output

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
)

// name is a file or a folder of the tree. Tree.names has them by their folded
// paths: two that differ only in case would be one on Windows and macOS.
type name struct {
	spelled string
	folder  bool
}

// claim reserves a name for one file and counts it as begun.
func (t *Tree) claim(file string) error {
	_, err := filepath.Localize(file)
	if err != nil || file == "." || strings.ContainsFunc(file, unicode.IsControl) {
		return fmt.Errorf("%s: %q cannot be the name of a published file", t.target, file)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return fmt.Errorf("%s: written after the end of the publication", t.inTarget(file))
	}
	t.unfinished++
	for i, r := range file {
		if r == '/' {
			if err := t.reserve(name{file[:i], true}); err != nil {
				return err
			}
		}
	}
	return t.reserve(name{file, false})
}

// reserve reports the same fault in the same words whichever of two goroutines
// comes first.
func (t *Tree) reserve(n name) error {
	folded := fold(n.spelled)
	known, ok := t.names[folded]
	switch {
	case !ok:
		t.names[folded] = n
	case known.spelled != n.spelled:
		return fmt.Errorf("%s: differs from %s only in capital and small letters; on Windows and macOS the two are one",
			t.inTarget(max(known.spelled, n.spelled)), t.inTarget(min(known.spelled, n.spelled)))
	case known.folder != n.folder:
		return fmt.Errorf("%s: both a file and a folder", t.inTarget(n.spelled))
	case !n.folder:
		return fmt.Errorf("%s: written twice", t.inTarget(n.spelled))
	}
	return nil
}

// fold joins the letters that some file system takes for the same. By way of
// the capitals: σ and ς have one.
func fold(s string) string {
	return strings.ToLower(strings.ToUpper(s))
}
