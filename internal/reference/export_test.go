package reference

import (
	"bytes"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fishbowl/internal/decode"
)

func works(t testing.TB) *Bibliography {
	t.Helper()
	text, err := os.ReadFile("testdata/works.yaml")
	if err != nil {
		t.Fatal(err)
	}
	b, list := parse(string(text))
	for _, p := range list.Sorted() {
		t.Fatal(list.Report(p))
	}
	return b
}

// alike compares works by what they say, wherever it stood.
var alike = cmp.Options{
	cmp.AllowUnexported(Work{}, unused{}), cmpopts.IgnoreTypes(decode.Fields{}),
	cmp.Comparer(func(a, b decode.Raw) bool {
		return a.Node == nil && b.Node == nil || a.Node != nil && b.Node != nil && cmp.Equal(raw(a.Node), raw(b.Node))
	}),
}

// TestCSLReadsBack: what is written as CSL-JSON is read as the same works, and is
// written as the same text again.
func TestCSLReadsBack(t *testing.T) {
	b := works(t)
	var first, second bytes.Buffer
	if err := WriteCSL(&first, b.All()); err != nil {
		t.Fatal(err)
	}
	back, list := parse(first.String())
	for _, p := range list.Sorted() {
		t.Error(list.Report(p))
	}
	if d := cmp.Diff(b.All(), back.All(), alike); d != "" {
		t.Error(d)
	}
	if err := WriteCSL(&second, back.All()); err != nil || second.String() != first.String() {
		t.Error(err, cmp.Diff(first.String(), second.String()))
	}
}

// TestExports has the files of works that other programs could trip over; e2e reads
// all of them with such a program.
func TestExports(t *testing.T) {
	b := works(t)
	for name, write := range map[string]func(io.Writer, []*Work) error{"bib": WriteBibTeX, "ris": WriteRIS, "json": WriteCSL} {
		var some []*Work
		for _, id := range []string{"translated", "thesis", "τρόποι-{1}"} {
			w, _ := b.Get(id)
			some = append(some, w)
		}
		var out bytes.Buffer
		if err := write(&out, some); err != nil {
			t.Fatal(err)
		}
		golden := "testdata/works." + name
		if *update {
			if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), out.String()); d != "" {
			t.Errorf("%s: %s", golden, d)
		}
	}
}

var (
	risLine  = regexp.MustCompile(`^([A-Z][A-Z0-9])  - .*$`)
	bibField = regexp.MustCompile(`^  [a-z]+ = \{.*\},$`)
)

// FuzzExport looks for texts that break out of their place in a file.
func FuzzExport(f *testing.F) {
	for _, s := range []string{"A title", "x\r\nER  - \r\nTY  - BOOK", "}\n}\n@book{b, title = {x", `\`, "<i>a</i> <b>b", "{", "50% & $1_a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w := &Work{ID: s, Type: "book", Title: s, Author: []Contributor{{Family: s, Given: s}, {Literal: s}}, Publisher: s, DOI: DOI(s), Note: s, URL: Address(s)}
		var ris, bib bytes.Buffer
		if WriteRIS(&ris, []*Work{w}) != nil || WriteBibTeX(&bib, []*Work{w}) != nil {
			t.Fatal("not written")
		}
		lines := strings.Split(strings.TrimSuffix(ris.String(), "\r\n"), "\r\n")
		for i, line := range lines {
			if m := risLine.FindStringSubmatch(line); strings.ContainsAny(line, "\r\n") || m == nil || (m[1] == "TY") != (i == 0) || (m[1] == "ER") != (i == len(lines)-1) {
				t.Errorf("RIS, line %d: %q", i, line)
			}
		}
		lines = strings.Split(strings.TrimSuffix(bib.String(), "\n"), "\n")
		for i, line := range lines[1 : len(lines)-1] {
			if depth := 0; !bibField.MatchString(line) || strings.ContainsFunc(line, func(r rune) bool {
				switch r {
				case '{':
					depth++
				case '}':
					depth--
				}
				return depth < 0
			}) || depth != 0 {
				t.Errorf("BibTeX, line %d: %q", i, line)
			}
		}
	})
}
