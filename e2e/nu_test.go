package e2e

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// accepted are findings of the Nu checker that we live with: a pattern of the
// message, and why.
var accepted = []struct{ message, why string }{}

// The Nu checker looks at all pages, style sheets and drawings of the site, and of
// one that has just been begun, in one run.
func TestNuFindsNothing(t *testing.T) {
	used := make([]bool, len(accepted))
	for _, f := range nu(t, reference(t).dir, begun(t).dir) {
		if !f.accepted(used) {
			t.Error(f)
		}
	}
	for i, a := range accepted {
		if !used[i] {
			t.Errorf("nothing is found any more that matches %q: take it off the list", a.message)
		}
	}
}

func TestNuFindsFaults(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"page.html":  "<!DOCTYPE html><html lang=en><title>Broken</title><p id=a><b id=a>Unclosed<section>without a heading</section>",
		"sheet.css":  "p { colour: red }",
		"circle.svg": `<svg xmlns="http://www.w3.org/2000/svg"><circle radius="1"/></svg>`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	found := map[string]int{}
	for _, f := range nu(t, dir) {
		found[f.file+" "+f.kind()]++
	}
	for _, want := range []string{"page.html error", "page.html warning", "sheet.css error", "circle.svg error"} {
		if found[want] == 0 {
			t.Errorf("no %s, only %v", want, found)
		}
	}
}

// finding is a message of the Nu checker.
type finding struct {
	file    string
	Type    string `json:"type"`
	SubType string `json:"subType"`
	URL     string `json:"url"`
	Line    int    `json:"lastLine"`
	Column  int    `json:"lastColumn"`
	Message string `json:"message"`
	Extract string `json:"extract"`
}

func (f finding) kind() string {
	if f.Type == "info" {
		return f.SubType // "warning", or "" for a mere remark
	}
	return f.Type
}

func (f finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s\n\t%s", f.file, f.Line, f.Column, f.kind(), f.Message, strings.ReplaceAll(f.Extract, "\n", " "))
}

func (f finding) accepted(used []bool) bool {
	for i, a := range accepted {
		if regexp.MustCompile(a.message).MatchString(f.Message) {
			used[i] = true
			return true
		}
	}
	return false
}

// nu runs the Nu checker on the pages, style sheets and drawings of folders and
// returns its errors and warnings.
func nu(t *testing.T, dirs ...string) []finding {
	t.Helper()
	java, err := exec.LookPath("java")
	if err != nil {
		missing(t, "java")
	}
	jar := module(t, "vnu-jar/build/dist/vnu.jar")
	// A deep stack as the checker's schema asks for, and of Java's compilers the
	// quick one: the run is short.
	args := []string{"-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
		"-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg"}
	for _, dir := range dirs {
		for _, ext := range []string{"html", "css", "svg"} {
			args = append(args, files(t, dir, ext)...)
		}
	}
	cmd := exec.Command(java, args...)
	cmd.Stderr = t.Output()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("the Nu checker: %v\n%s", err, out)
	}
	var report struct{ Messages []finding }
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("the Nu checker says %q: %v", out, err)
	}
	var found []finding
	for _, f := range report.Messages {
		if f.kind() == "" {
			continue
		}
		f.file = f.URL
		for i, dir := range dirs {
			if _, rest, ok := strings.Cut(f.URL, filepath.ToSlash(dir)+"/"); ok {
				f.file = rest
				if i > 0 {
					f.file = filepath.Base(dir) + "/" + rest
				}
			}
		}
		found = append(found, f)
	}
	return found
}

// files returns the files below a folder that end in ext.
func files(t *testing.T, dir, ext string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if filepath.Ext(name) == "."+ext {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
