package output

import (
	"errors"
	"fmt"
	"io/fs"
)

// ForeignError refuses a target that holds files which fishbowl did not make.
type ForeignError struct {
	Target string   // the folder, as an absolute path
	Files  []string // some of those files, as slash paths below Target
	More   bool     // there are others
}

// foreignShown is how many foreign files are named. The search ends there: the
// target may be somebody's home folder, given by mistake.
const foreignShown = 5

func (e *ForeignError) Error() string {
	shown := fmt.Sprintf("%q", e.Files[0])
	for _, file := range e.Files[1:] {
		shown += fmt.Sprintf(", %q", file)
	}
	if e.More {
		shown += " and more"
	}
	return fmt.Sprintf("%s: holds files that fishbowl did not make: %s; choose another folder to publish into, or move these files away first",
		e.Target, shown)
}

// litter is what operating systems leave in folders that somebody looked at.
var litter = map[string]bool{".DS_Store": true, "Thumbs.db": true, "desktop.ini": true}

// survey opens the target, if there is one, and makes sure that all in it may
// be replaced.
func (t *Tree) survey(target string, m mark, markErr error) error {
	info, err := t.beside.lstat(t.target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%s: is a symbolic link; give the folder itself to publish into", t.target)
	case !info.IsDir():
		return fmt.Errorf("%s: is a file, not a folder to publish into", t.target)
	}
	if t.former, err = t.beside.below(t.target, t.target); err != nil {
		return err
	}
	listed := make(map[string]bool, len(m.entries))
	for _, e := range m.entries {
		listed[e.path] = true
	}
	t.owned = make(map[string]bool, len(m.entries))
	foreign := &ForeignError{Target: target}
	err = fs.WalkDir(t.former.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return t.former.do("list", name, "looking at the folder: ", func() error { return err })
		}
		switch {
		case litter[d.Name()]:
		case listed[name] && d.Type().IsRegular():
			t.owned[name] = true
		case len(foreign.Files) == foreignShown:
			foreign.More = true
			return fs.SkipAll
		default:
			foreign.Files = append(foreign.Files, name)
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case len(foreign.Files) == 0:
		// An entry without a file is of a publication that failed, or of a
		// file that was removed by hand.
		for _, e := range m.entries {
			if t.owned[e.path] {
				t.listed = append(t.listed, e)
			}
		}
		return nil
	case markErr != nil:
		return fmt.Errorf("%w; without it fishbowl cannot tell which files in %s it may replace: move that folder away, then publish again", markErr, t.target)
	}
	return foreign
}
