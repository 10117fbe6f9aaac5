package diag

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestReport(t *testing.T) {
	var l List
	l.AddText("content/groups.yaml", []byte("\ufeffgroups:\r\n\tΩμέγα: pirce\r\n"))
	tests := []struct {
		name string
		p    *Problem
		want string
	}{
		{"the caret stands below the character", (&Problem{Pos: Pos{"content/groups.yaml", 2, 9}, Message: `unknown key "pirce"`}).WithHint("did you mean %q?", "price"),
			"content/groups.yaml:2:9: error: unknown key \"pirce\"\n     2 | \tΩμέγα: pirce\n       | \t       ^\n    hint: did you mean \"price\"?\n"},
		{"the byte order mark is no character", &Problem{Pos: Pos{"content/groups.yaml", 1, 1}, Severity: Warning, Message: "m"},
			"content/groups.yaml:1:1: warning: m\n     1 | groups:\n       | ^\n"},
		{"a place without a text", &Problem{Pos: Pos{File: "site.yaml"}, Severity: Notice, Message: "m"}, "site.yaml: notice: m\n"},
		{"a line after the end", &Problem{Pos: Pos{"content/groups.yaml", 99, 1}, Message: "m"}, "content/groups.yaml:99:1: error: m\n"},
		{"two places", (&Problem{Pos: Pos{File: "a"}, Message: "m"}).WithAlso(Pos{"content/groups.yaml", 1, 1}, "here").AddHint("one").AddHint("two"),
			"a: error: m\n    see content/groups.yaml:1:1: here\n     1 | groups:\n       | ^\n    hint: one\n          two\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := l.Report(tt.p)
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReportShowsALongLineAroundTheColumn(t *testing.T) {
	var l List
	l.AddText("long.md", []byte(strings.Repeat("a", 130)+"X"+strings.Repeat("b", 300)))
	got := l.Report(&Problem{Pos: Pos{"long.md", 1, 131}, Message: "m"})
	lines := strings.Split(got, "\n")
	if len(lines) != 4 || utf8.RuneCountInString(lines[1]) > quoteWidth+10 || lines[1][strings.Index(lines[2], "^")] != 'X' {
		t.Errorf("got\n%s", got)
	}
}

func TestQuote(t *testing.T) {
	var l List
	l.AddText("a", []byte("one\ntwo"))
	l.Errorf(Pos{"a", 2, 2}, "m")
	other := l.Empty()
	if got := other.Quote(Pos{"a", 2, 2}); got != "     2 | two\n       |  ^" || other.Len(Error) > 0 {
		t.Errorf("got %q, %d errors", got, other.Len(Error))
	}
	if got := other.Quote(Pos{File: "a"}) + other.Quote(Pos{"b", 1, 1}); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestSortedIsStableAndWithoutRepeats(t *testing.T) {
	var l List
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			l.Errorf(Pos{"b", 1, 1}, "twice")
			l.Noticef(Pos{"a", 2, 1}, "second")
			l.Warnf(Pos{"a", 1, 9}, "first")
		})
	}
	wg.Wait()
	var got []string
	for _, p := range l.Sorted() {
		got = append(got, p.Pos.String()+" "+p.Severity.String()+" "+p.Message)
	}
	if d := cmp.Diff([]string{"a:1:9 warning first", "a:2:1 notice second", "b:1:1 error twice"}, got); d != "" {
		t.Error(d)
	}
}

func TestFailed(t *testing.T) {
	var l List
	l.Noticef(Pos{}, "n")
	if l.Failed(true) {
		t.Error("a notice stops a strict run")
	}
	l.Warnf(Pos{}, "w")
	if l.Failed(false) || !l.Failed(true) {
		t.Error("a warning stops strict runs only")
	}
	l.Fault(Pos{}, &Fault{"m", "h"})
	if !l.Failed(false) || l.Sorted()[0].Hint != "h" {
		t.Error("a fault stops every run and keeps its hint")
	}
}

func TestJSON(t *testing.T) {
	text, err := json.Marshal((&Problem{Pos: Pos{"a", 1, 2}, Severity: Warning, Message: "m"}).WithHint("h"))
	if want := `{"file":"a","line":1,"column":2,"severity":"warning","message":"m","hint":"h"}`; err != nil || string(text) != want {
		t.Errorf("got %s, %v", text, err)
	}
}

func TestNearest(t *testing.T) {
	words := []string{"price", "place", "schedule", "status"}
	for _, tt := range []struct{ in, want string }{
		{"pirce", "price"}, {"Price", "price"}, {"prices", "price"}, {"plac", "place"}, {"shedule", "schedule"}, {"x", ""}, {"zone", ""}, {"", ""}, {"statsu", "status"},
	} {
		if got := Nearest(tt.in, words); got != tt.want {
			t.Errorf("Nearest(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
