package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"fishbowl/internal/diag"
	"fishbowl/internal/po"
)

// message is what all programs must read alike.
type message struct {
	Context, ID, Text string
	Fuzzy             bool
}

func readPO(t *testing.T, name string) []message {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	list := &diag.List{}
	f := po.Read(list, name, text)
	if f == nil {
		t.Fatal(list.Report(list.Sorted()[0]))
	}
	var all []message
	for _, m := range f.Messages {
		all = append(all, message{m.Context, m.ID, m.Text, m.Fuzzy})
	}
	return all
}

// difficult is a file of what is written with escapes, or looks as if it were.
var difficult = po.File{
	Header: []po.Field{{Name: "Language", Value: "el"}, {Name: "Content-Type", Value: "text/plain; charset=UTF-8"}},
	Messages: []po.Message{
		{Context: "a", ID: "\tΟ \"γιατρός\", C:\\new\\t\\", Text: "\\\"\\\\n"},
		{Context: "a/2", ID: "# no comment\n#, fuzzy\nmsgid \"x\"\n\n", Text: "Ι\u0301, ί, \u00ad\u2028, 𝔄\n\n", Fuzzy: true},
		{Context: "ü \"b\"", ID: "x", References: []string{"content/a b.el.md:3"}, Notes: []string{"two\nlines"}},
	},
}

// TestTranslatorsReadOurFiles: GNU gettext finds no fault in what is exported, and what
// gettext and polib make of it, wrapped in other ways, is read as the same texts.
func TestTranslatorsReadOurFiles(t *testing.T) {
	reference(t)                 // builds the program
	python := "/usr/bin/python3" // another one on the path has not the system's packages
	if exec.Command(python, "-c", "import polib").Run() != nil {
		missing(t, "python3-polib")
	}
	for _, tool := range []string{"msgfmt", "msgcat"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, "gettext")
		}
	}
	dir := t.TempDir()
	files := []string{filepath.Join(dir, "difficult.po")}
	if err := os.WriteFile(files[0], difficult.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, lang := range languages {
		name := filepath.Join(dir, lang+".po")
		if log, err := command(repository, filepath.Join(workshop, "fishbowl"), "translate", "export", lang, "--out", name, "--as-of", asOf); err != nil {
			t.Fatalf("%v\n%s", err, log)
		}
		files = append(files, name)
	}
	for _, name := range files {
		want := readPO(t, name)
		if len(want) == 0 {
			t.Fatalf("%s is empty", name)
		}
		if out, err := exec.Command("msgfmt", "--check", "--output-file", os.DevNull, name).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		for _, args := range [][]string{{"--width=40"}, {"--no-wrap", "--indent"}, {"--escape"}} {
			copied := name + ".copy"
			if out, err := exec.Command("msgcat", append(args, "--output-file", copied, name)...).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if d := gocmp.Diff(want, readPO(t, copied)); d != "" {
				t.Errorf("%s as msgcat %q writes it (-ours +its):\n%s", name, args, d)
			}
		}
		var found []message
		copied := name + ".polib"
		printed(t, &found, exec.Command(python, "testdata/po.py", name, copied))
		if d := gocmp.Diff(want, found); d != "" {
			t.Errorf("%s as polib reads it (-ours +its):\n%s", name, d)
		}
		if d := gocmp.Diff(want, readPO(t, copied)); d != "" {
			t.Errorf("%s as polib writes it (-ours +its):\n%s", name, d)
		}
	}
}
