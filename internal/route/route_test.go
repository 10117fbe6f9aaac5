package route

import (
	"errors"
	"io"
	"testing"
)

func add(t *Table, url, file string) error {
	return t.Add(&Route{URL: url, File: file, Render: func(io.Writer) error { return nil }})
}

func TestTableRefusesWhatCannotStandSideBySide(t *testing.T) {
	tests := []struct{ name, url, file, want string }{
		{"same address", "/el/", "other.html", "two things have the address /el/"},
		{"same file", "/el/index.html", "el/index.html", "/el/index.html cannot be published: the file el/index.html is there already"},
		{"capitals of a file", "/el/Index.html", "el/Index.html", "/el/Index.html cannot be published: el/Index.html differs from el/index.html only in capital letters"},
		{"capitals of a folder", "/EL/x/", "EL/x/index.html", "/EL/x/ cannot be published: EL differs from el only in capital letters"},
		{"a file where a folder is", "/el", "el", "/el cannot be published: el is a folder"},
		{"a folder where a file is", "/robots.txt/x", "robots.txt/x", "/robots.txt/x cannot be published: robots.txt is a file"},
		{"room for it", "/el/x/", "el/x/index.html", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var table Table
			if err := errors.Join(add(&table, "/el/", "el/index.html"), add(&table, "/robots.txt", "robots.txt")); err != nil {
				t.Fatal(err)
			}
			err := add(&table, tt.url, tt.file)
			if got := message(err); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if (table.Lookup(tt.url) != nil && tt.url != "/el/") != (err == nil) {
				t.Error("a refused route is in the table, or a good one is not")
			}
		})
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestAllIsInTheOrderOfAddresses(t *testing.T) {
	var table Table
	for _, u := range []string{"/b/", "/a/", "/"} {
		if err := add(&table, u, u[1:]+"index.html"); err != nil {
			t.Fatal(err)
		}
	}
	var got string
	for _, r := range table.All() {
		got += r.URL + " "
	}
	if got != "/ /a/ /b/ " || table.Len() != 3 || table.Lookup("/c/") != nil {
		t.Errorf("got %q", got)
	}
}
