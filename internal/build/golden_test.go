package build_test

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the wanted files of the golden sites")

// TestGoldenSites builds the small sites of testdata: each archive is one
// feature, with the site's files and below want/ the published files that show
// it. They use the theme of testdata/plain.txtar, which prints what a view
// holds and nothing for the eye. go test -update rewrites want/.
func TestGoldenSites(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) < 2 {
		t.Fatalf("no golden sites: %v", err)
	}
	const shared = "testdata/plain.txtar"
	plain, err := txtar.ParseFile(shared)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range archives {
		if name == shared {
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name, archive, plain.Files)
		})
	}
}

func golden(t *testing.T, name string, archive *txtar.Archive, shared []txtar.File) {
	t.Helper()
	site := &txtar.Archive{Files: slices.Clone(shared)}
	want := map[string]string{}
	for _, f := range archive.Files {
		if file, ok := strings.CutPrefix(f.Name, "want/"); ok {
			want[file] = string(f.Data)
		} else {
			site.Files = append(site.Files, f)
		}
	}
	if len(want) == 0 {
		t.Fatal("the archive wants nothing")
	}
	files := tree(t, archiveFS(t, site))
	for _, file := range slices.Sorted(maps.Keys(want)) {
		content, ok := files[file]
		got := strings.TrimRight(string(content), "\n") + "\n"
		switch {
		case !ok:
			t.Errorf("%s is not published; published are %v", file, slices.Sorted(maps.Keys(files)))
		case *update:
			for i := range archive.Files {
				if archive.Files[i].Name == "want/"+file {
					archive.Files[i].Data = []byte(got)
				}
			}
		default:
			if d := cmp.Diff(want[file], got); d != "" {
				t.Errorf("%s (-want +got):\n%s", file, d)
			}
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func archiveFS(t *testing.T, a *txtar.Archive) fs.FS {
	t.Helper()
	fsys, err := txtar.FS(a)
	if err != nil {
		t.Fatal(err)
	}
	return fsys
}
