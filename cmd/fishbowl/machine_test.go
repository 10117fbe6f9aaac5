package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"fishbowl/internal/sitetest"
)

// TestTheMachineDoesNotMatter builds sites under three zones and locales: whole ones, as
// build-deterministic.txtar does with a small one.
func TestTheMachineDoesNotMatter(t *testing.T) {
	generated := t.TempDir()
	if err := os.CopyFS(generated, sitetest.Holes(150, 1)); err != nil {
		t.Fatal(err)
	}
	for name, site := range map[string]string{"reference": "../..", "generated": generated} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var first map[string][]byte
			for _, machine := range [][]string{
				{"TZ=UTC", "LC_ALL=C"},
				{"TZ=Pacific/Kiritimati", "LC_ALL=el_GR.UTF-8", "LANG=el_GR.UTF-8"},
				{"TZ=America/St_Johns", "LC_ALL=tr_TR.UTF-8", "LANGUAGE=de:tr"},
			} {
				out := filepath.Join(t.TempDir(), "out")
				build := exec.Command("fishbowl", "build", "--site", site, "--as-of", "2026-11-21", "--out", out)
				build.Env = append(os.Environ(), machine...)
				if said, err := build.CombinedOutput(); err != nil {
					t.Fatalf("%v: %v\n%s", machine, err, said)
				}
				files := published(t, out)
				if first == nil {
					first = files
				}
				if len(files) != len(first) || len(files) < 200 {
					t.Errorf("%v: %d files, else %d", machine, len(files), len(first))
				}
				for name, content := range files {
					if !bytes.Equal(content, first[name]) {
						t.Errorf("%v: %s differs", machine, name)
					}
				}
			}
		})
	}
}

// published returns all files below a folder.
func published(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name], err = os.ReadFile(filepath.Join(folder, name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
