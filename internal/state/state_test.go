package state

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
)

const host = "example.org"

func read(t testing.TB, text string) (*State, *diag.List) {
	t.Helper()
	list := &diag.List{}
	s, err := Read(list, fstest.MapFS{calendarFile: {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return s, list
}

func day(d int) civil.Date { return civil.Date{Year: 2027, Month: time.January, Day: d} }

func TestNothingIsRemembered(t *testing.T) {
	list := &diag.List{}
	s, err := Read(list, fstest.MapFS{})
	if err != nil || list.Len(diag.Error) > 0 {
		t.Fatal(err, list.Sorted())
	}
	want := Revision{UID: "group-a@example.org", Stamp: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}
	if d := cmp.Diff(want, s.Revision(Item{"group", "a", "000000000001"}, host)); d != "" {
		t.Error(d)
	}
}

// TestSequence follows a group through builds that are remembered and others
// that are not.
func TestSequence(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, step := range []struct {
		what     string
		dates    string
		day      int
		remember bool
		changed  bool
		want     Revision
	}{
		{"new", "000000000001", 1, true, true, Revision{"group-a@example.org", 0, unrecorded.UTC()}},
		{"the same", "000000000001", 2, true, false, Revision{"group-a@example.org", 0, day(1).UTC()}},
		{"moved, not remembered", "000000000002", 3, false, false, Revision{"group-a@example.org", 1, day(1).UTC()}},
		{"built again", "000000000002", 4, false, false, Revision{"group-a@example.org", 1, day(1).UTC()}},
		{"moved back before it was remembered", "000000000001", 5, false, false, Revision{"group-a@example.org", 0, day(1).UTC()}},
		{"moved and remembered", "000000000002", 6, true, true, Revision{"group-a@example.org", 1, day(1).UTC()}},
		{"the same again", "000000000002", 7, true, false, Revision{"group-a@example.org", 1, day(6).UTC()}},
		{"moved back", "000000000001", 8, true, true, Revision{"group-a@example.org", 2, day(6).UTC()}},
	} {
		list := &diag.List{}
		s, err := Read(list, root.FS())
		if err != nil || list.Len(diag.Error) > 0 {
			t.Fatal(step.what, err, list.Sorted())
		}
		item := Item{"group", "a", step.dates}
		if d := cmp.Diff(step.want, s.Revision(item, host)); d != "" {
			t.Errorf("%s: %s", step.what, d)
		}
		if step.remember {
			files, err := s.Remember(root, day(step.day), host, []Item{item}, nil)
			if err != nil || (len(files) > 0) != step.changed {
				t.Errorf("%s: changed %v, %v", step.what, files, err)
			}
		}
	}
}

func TestRememberKeepsWhatIsGoneAndSorts(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	s, list := read(t, "\ufeff# hello\r\n\r\ngroup:z own-uid 4 0123456789ab 2026-12-31\r\nevent:gone event-gone@old.example 0 0123456789ab 2026-01-01\r\ngroup:z own-uid  4 0123456789ab 2026-12-31\r\n")
	if list.Len(diag.Error) > 0 {
		t.Fatal(list.Sorted())
	}
	if _, err := s.Remember(root, day(3), host, []Item{{"group", "z", "0123456789ac"}, {"group", "a", "0123456789ab"}}, nil); err != nil {
		t.Fatal(err)
	}
	want := calendarHead + "event:gone event-gone@old.example 0 0123456789ab 2026-01-01\ngroup:a group-a@example.org 0 0123456789ab 2027-01-03\ngroup:z own-uid 5 0123456789ac 2027-01-03\n"
	got, err := root.ReadFile(calendarFile)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
	entries, err := os.ReadDir(root.Name() + "/" + Dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

// TestPublished: an address stays recorded, with what stands there now; of what two
// people have recorded either holds. Languages are written as everywhere, and what a kind
// may be is said by the site alone.
func TestPublished(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	list := &diag.List{}
	s, err := Read(list, fstest.MapFS{publishedFile: {Data: []byte("/en/b/ page:b en\n/en/a/ page:old en\r\n# a remark\n/en/a/ page:other en\n/files/x%20y.pdf file -\n/de-CH/neu/ of-later:new de-CH\n")}})
	if err != nil || list.Len(diag.Error) > 0 {
		t.Fatal(err, list.Sorted())
	}
	var got []string
	for _, p := range s.Published() {
		got = append(got, p.Pos.String()+" "+p.String())
	}
	want := []string{publishedFile + ":6:1 /de-CH/neu/ of-later:new de-CH", publishedFile + ":2:1 /en/a/ page:old en", publishedFile + ":1:1 /en/b/ page:b en", publishedFile + ":5:1 /files/x%20y.pdf file -"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	files, err := s.Remember(root, day(1), host, nil, []Published{{Address: "/en/a/", Kind: "article", ID: "new", Lang: "en"}, {Address: "/en/", Kind: "page", ID: "home", Lang: "en"}})
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	text, err := root.ReadFile(publishedFile)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(publishedHead+"/de-CH/neu/ of-later:new de-CH\n/en/ page:home en\n/en/a/ article:new en\n/en/b/ page:b en\n/files/x%20y.pdf file -\n", string(text)); d != "" {
		t.Error(d)
	}
}

// FuzzPublished is FuzzRead of published.txt.
func FuzzPublished(f *testing.F) {
	for _, s := range []string{"", publishedForm, "/files/a.pdf file -\n", "/ page:home el\n", "//x/ page:a el", "/a%20b/ page:a el", "/a%2fb/ page:a el", "<<<<<<< a\n/a/ page:a el\n=======\n>>>>>>> b\n", "/a/ page: el", "/a/ file el"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list := &diag.List{}
		s, err := Read(list, fstest.MapFS{publishedFile: {Data: []byte(text)}})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range list.Sorted() {
			if p.File != publishedFile || p.Line < 1 || p.Line > strings.Count(text, "\n")+1 || p.Hint == "" || list.Report(p) == "" {
				t.Errorf("the report of %q is %+v", text, p)
			}
		}
		lines := s.withPublished(nil)
		again, err := Read(&diag.List{}, fstest.MapFS{publishedFile: {Data: []byte(strings.Join(lines, "\n"))}})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(lines, again.withPublished(nil)); list.Len(diag.Error) == 0 && d != "" {
			t.Errorf("%q: %s", text, d)
		}
	})
}

// FuzzRead: whatever a file holds, either it is at fault, with a place in it, or
// what is read of it is written as something that is read alike.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "# only a remark\n", calendarForm + "\n", calendarForm, "group:a u 0 0123456789ab 2027-01-01\r\nevent:a v 1 0123456789ab 2027-01-01\r\n",
		"<<<<<<< a\n" + calendarForm + "\n=======\n>>>>>>> b\n", "=======\n", "group:a u -1 0123456789ab 2027-01-01\n", "group:a u 0 0123456789ab 2027-02-30\n",
		"group:a u 99999999999999999999 0123456789ab 2027-01-01\n", "\xff", "group:Ä u 0 0123456789ab 2027-01-01\n", "group:a u +1 0123456789ab Wed 2027-01-01\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, list := read(t, text)
		for _, p := range list.Sorted() {
			if p.File != calendarFile || p.Line < 1 || p.Line > strings.Count(text, "\n")+1 || p.Hint == "" || list.Report(p) == "" {
				t.Errorf("the report of %q is %+v", text, p)
			}
		}
		if list.Len(diag.Error) > 0 {
			return
		}
		var lines []string
		for name, e := range s.calendar {
			lines = append(lines, e.String(name))
		}
		again, list := read(t, strings.Join(lines, "\n"))
		if list.Len(diag.Error) > 0 || len(again.calendar) != len(s.calendar) {
			t.Fatalf("%q is written as %q", text, lines)
		}
		for name, e := range s.calendar {
			if again.calendar[name].String(name) != e.String(name) {
				t.Errorf("%q is read as %q", e.String(name), again.calendar[name].String(name))
			}
		}
	})
}
