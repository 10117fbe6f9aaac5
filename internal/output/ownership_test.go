package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOwnership(t *testing.T) {
	published := func(t *testing.T, target string) { scenes["third"](t, target) }
	with := func(more files) func(*testing.T, string) {
		return func(t *testing.T, target string) {
			published(t, target)
			put(t, target, more)
		}
	}
	damaged := func(change func(mark string) string) func(*testing.T, string) {
		return func(t *testing.T, target string) {
			published(t, target)
			mark := read(t, filepath.Dir(target))[".public.fishbowl"]
			put(t, filepath.Dir(target), files{".public.fishbowl": change(mark)})
		}
	}
	const foreign = "TARGET: holds files that fishbowl did not make: %s; choose another folder to publish into, or move these files away first"
	const unclear = ".public.fishbowl: is damaged, or another version of fishbowl wrote it; without it fishbowl cannot tell which files in public it may replace: move that folder away, then publish again"
	tests := []struct {
		name    string
		prepare func(t *testing.T, target string)
		want    string
	}{
		{"nothing there", func(*testing.T, string) {}, ""},
		{"an empty folder", func(t *testing.T, target string) { os.MkdirAll(target, 0o755) }, ""},
		{"empty folders in it", func(t *testing.T, target string) { os.MkdirAll(filepath.Join(target, "a/b"), 0o755) }, ""},
		{"litter alone", func(t *testing.T, target string) { put(t, target, files{".DS_Store": "", "a/Thumbs.db": ""}) }, ""},
		{"our own", published, ""},
		{"our own and litter", with(files{".DS_Store": "x", "el/desktop.ini": "x"}), ""},
		{"our own, a file removed", func(t *testing.T, target string) {
			published(t, target)
			os.Remove(filepath.Join(target, "index.html"))
		}, ""},
		{"our own, a file edited", with(files{"index.html": "edited"}), ""},
		{"removed by hand", func(t *testing.T, target string) { published(t, target); os.RemoveAll(target) }, ""},
		{"a folder of somebody's", func(t *testing.T, target string) { put(t, target, files{"a.txt": "", "b/c.txt": ""}) },
			fmt.Sprintf(foreign, `"a.txt", "b/c.txt"`)},
		{"a file beside ours", with(files{"el/μου.txt": "keep"}), fmt.Sprintf(foreign, `"el/μου.txt"`)},
		{"more than can be named", with(files{"1": "", "2": "", "3": "", "4": "", "5": "", "6": ""}),
			fmt.Sprintf(foreign, `"1", "2", "3", "4", "5" and more`)},
		{"a folder in the place of a file", func(t *testing.T, target string) {
			published(t, target)
			os.Remove(filepath.Join(target, "index.html"))
			put(t, target, files{"index.html/notes": ""})
		}, fmt.Sprintf(foreign, `"index.html/notes"`)},
		{"a link in the place of a file", func(t *testing.T, target string) {
			published(t, target)
			os.Remove(filepath.Join(target, "index.html"))
			os.Symlink("same.css", filepath.Join(target, "index.html"))
		}, fmt.Sprintf(foreign, `"index.html"`)},
		{"without its mark", func(t *testing.T, target string) {
			published(t, target)
			os.Remove(filepath.Join(target, "../.public.fishbowl"))
		}, fmt.Sprintf(foreign, `"el/gone.html", "el/groups/thessaloniki/index.html", "index.html", "same.css"`)},
		{"a mark cut short", damaged(func(mark string) string { return mark[:len(mark)-7] }), unclear},
		{"a mark without its last line", damaged(func(mark string) string { return mark[:strings.LastIndex(mark[:len(mark)-1], "\n")+1] }), unclear},
		{"an empty mark", damaged(func(string) string { return "" }), unclear},
		{"a later mark", damaged(func(mark string) string { return strings.Replace(mark, "fishbowl 1", "fishbowl 2", 1) }), unclear},
		{"a mark with a wrong sum", damaged(func(mark string) string { return strings.Replace(mark, "\n", "\nx", 1) }), unclear},
		{"a damaged mark of a folder removed by hand", func(t *testing.T, target string) {
			damaged(func(string) string { return "?" })(t, target)
			os.RemoveAll(target)
		}, ""},
		{"a file", func(t *testing.T, target string) { put(t, filepath.Dir(target), files{"public": "x"}) },
			"public: is a file, not a folder to publish into"},
		{"a symbolic link", func(t *testing.T, target string) {
			os.Mkdir(filepath.Join(target, "../elsewhere"), 0o755)
			os.Symlink("elsewhere", target)
		}, "public: is a symbolic link; give the folder itself to publish into"},
		{"a symbolic link to nothing", func(t *testing.T, target string) { os.Symlink("/nowhere", target) },
			"public: is a symbolic link; give the folder itself to publish into"},
		{"a mark that is a link to outside", func(t *testing.T, target string) {
			published(t, target)
			outside := t.TempDir()
			put(t, outside, files{"mark": read(t, filepath.Dir(target))[".public.fishbowl"]})
			os.Remove(filepath.Join(target, "../.public.fishbowl"))
			os.Symlink(filepath.Join(outside, "mark"), filepath.Join(target, "../.public.fishbowl"))
		}, ".public.fishbowl: opening: path escapes from parent; without it fishbowl cannot tell which files in public it may replace: move that folder away, then publish again"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			target := newTarget(t)
			test.prepare(t, target)
			parent := filepath.Dir(target)
			before := times(t, parent)
			_, err := publish(target, newer, nil)
			if test.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				equal(t, "tree", read(t, target), newer)
				return
			}
			equal(t, "error", fmt.Sprint(err), strings.Replace(test.want, "TARGET", target, 1))
			after := times(t, parent)
			delete(before, ".") // the lock came and went
			delete(after, ".")
			equal(t, "disk", after, before)
			var typed *ForeignError
			if errors.As(err, &typed) != strings.HasPrefix(test.want, "TARGET") {
				t.Errorf("error is a %T", err)
			}
		})
	}
}

// A file that was ours once, was taken out, and stands there again by the hand
// of a person is that person's.
func TestFormerNameIsForeign(t *testing.T) {
	target := newTarget(t)
	mustPublish(t, target, older)
	mustPublish(t, target, newer)
	put(t, target, files{"el/gone.html": "mine"})
	var foreign *ForeignError
	if _, err := publish(target, newer, nil); !errors.As(err, &foreign) {
		t.Fatalf("error %v", err)
	}
	equal(t, "foreign", foreign, &ForeignError{Target: target, Files: []string{"el/gone.html"}})
}

func TestTargetMustBeAnAbsolutePath(t *testing.T) {
	for _, target := range []string{"", "public", "./public", "/"} {
		if _, err := Begin(target); err == nil {
			t.Errorf("Begin(%q) succeeded", target)
		}
	}
}

func TestLinksOutOfTheParentAreRefused(t *testing.T) {
	for _, sibling := range []string{".public.lock", ".public.next", ".public.previous"} {
		t.Run(sibling, func(t *testing.T) {
			target, outside := newTarget(t), t.TempDir()
			put(t, outside, files{"precious": "x"})
			mustPublish(t, target, older)
			if err := os.Symlink(outside, filepath.Join(target, "..", sibling)); err != nil {
				t.Skip(err) // Windows lets only administrators make links
			}
			_, err := publish(target, newer, nil)
			if (err == nil) == (sibling == ".public.lock") { // the others are replaced
				t.Errorf("error %v", err)
			}
			equal(t, "outside", read(t, outside), files{"precious": "x"})
		})
	}
}
