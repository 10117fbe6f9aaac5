package feed

import (
	"bytes"
	"strings"
	"testing"
)

// RFC 4180: lines end in CR LF, the last one too; every line has as many fields;
// a field with a comma, a quotation mark or a new line is quoted. The byte order
// mark stands before the head.
func TestTableIsThatOfRFC4180(t *testing.T) {
	low, high := -0.5, 12.0
	g := Groups{Languages: []string{"en"}, MainLanguage: "en", AsOf: "2026-11-21", Groups: []Group{
		{ID: "a", Title: Text{"en": `One "two", three`}, Schedule: Times{Text: Text{"en": "First\nSecond"}},
			Contact: Contact{Phone: "+30 1", Email: "@x", Form: "=1"}, Place: Place{Venue: Text{"en": "-a"}, Postcode: "\t1"},
			Price: Price{Amounts: []Amount{{Min: &low, Max: &high, Per: "term"}, {Amount: new(float64), Per: "meeting"}}}},
		{ID: "b"},
	}}
	var b bytes.Buffer
	if err := WriteGroupsCSV(&b, g); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(b.String(), "\uFEFF")
	if !ok {
		t.Error("there is no byte order mark")
	}
	lines := strings.Split(text, "\r\n")
	if len(lines) != 4 || lines[3] != "" || strings.Contains(strings.Join(lines, ""), "\n") {
		t.Fatalf("%q", lines)
	}
	const want = `a,,,,,'-a,,'` + "\t" + `1,,,,,,,,,-0.5,12,term,,,,,'@x,'+30 1,'=1,,"One ""two"", three",First; Second,,,2026-11-21`
	if lines[1] != want {
		t.Errorf("got  %q\nwant %q", lines[1], want)
	}
	if fields := strings.Count(lines[0], ","); strings.Count(lines[2], ",") != fields {
		t.Errorf("%q has not %d fields", lines[2], fields+1)
	}
}
