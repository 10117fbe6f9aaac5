package source

import (
	"bytes"
	"testing"

	"fishbowl/internal/diag"
)

func TestSplitKeepsTheFilesLines(t *testing.T) {
	tests := []struct {
		name, in, body string
		line, keyLine  int
	}{
		{"plain", "---\ntitle: x\n---\nbody\n", "body\n", 4, 2},
		{"CRLF", "---\r\ntitle: x\r\n---\r\nbody\r\n", "body\r\n", 4, 2},
		{"blank lines before", "\n\n---\ntitle: x\n---\nbody", "body", 6, 4},
		{"TOML", "+++\n\ntitle = 'x'\n+++\nbody", "body", 5, 3},
		{"no body", "---\ntitle: x\n---", "", 3, 2},
		{"rule in the body", "---\ntitle: x\n---\na\n\n---\n\nb", "a\n\n---\n\nb", 4, 2},
		{"Greek", "---\ntitle: Ιστορία\n---\nκείμενο", "κείμενο", 4, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var list diag.List
			front, body, line := split(&list, "f.md", []byte(tt.in))
			if len(list.Sorted()) > 0 {
				t.Fatal(list.Report(list.Sorted()[0]))
			}
			e, ok := front.Get("title")
			if !ok || e.Pos.Line != tt.keyLine || e.Pos.Col != 1 {
				t.Errorf("title stands at %v, want line %d", e.Pos, tt.keyLine)
			}
			if string(body) != tt.body || line != tt.line {
				t.Errorf("body %q from line %d, want %q from %d", body, line, tt.body, tt.line)
			}
		})
	}
}

func TestSplitWithoutFrontMatter(t *testing.T) {
	var list diag.List
	front, body, line := split(&list, "f.md", []byte("text\n"))
	if front == nil || len(front.Entries) != 0 || string(body) != "text\n" || line != 1 {
		t.Errorf("%v %q %d", front, body, line)
	}
}

// FuzzSplit: no input panics, the body is the end of the text, and what cannot
// be read is reported.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{"---\ntitle: x\n---\nbody", "+++\na = 1\n+++\n", "---\n", "\n---\r\n  ---\n---\n", "---\na: |\n  ---\n---\nx", ""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var list diag.List
		front, body, line := split(&list, "f.md", text)
		if front == nil {
			if list.Len(diag.Error) == 0 {
				t.Fatal("unreadable and unreported")
			}
			return
		}
		if !bytes.HasSuffix(text, body) {
			t.Fatalf("the body %q is not the end of %q", body, text)
		}
		if want := 1 + bytes.Count(text[:len(text)-len(body)], []byte("\n")); line != want {
			t.Fatalf("the body begins in line %d, not %d", want, line)
		}
	})
}
