package po

import (
	"slices"
	"strings"
	"testing"

	"fishbowl/internal/diag"
)

func read(t testing.TB, text string) (*File, []string) {
	t.Helper()
	list := &diag.List{}
	f := Read(list, "de.po", []byte(text))
	var told []string
	for _, p := range list.Sorted() {
		told = append(told, p.Pos.String()+" "+p.Message)
	}
	if (f == nil) != (len(told) > 0) {
		t.Fatalf("file %v with the faults %q", f, told)
	}
	return f, told
}

const sample = `# Somebody, 2026
msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=UTF-8\n"

# a note of the translator
#. title
#: content/history.en.md:2 content/x.md:3
#, no-wrap, fuzzy
#| msgid "Old \"history\""
msgctxt "page:history/title"
msgid "History"
msgstr "Geschichte"
msgctxt "page:history/body"
msgid ""
"- The \"Doctor\"\n"
"  C:\\new\tΟ γιατρός\n"
msgstr"- Der „Arzt“\x21\101"

#~ msgid "gone"
#~ msgstr "weg"
`

func TestRead(t *testing.T) {
	want := []Message{
		{Context: "page:history/title", ID: "History", Text: "Geschichte", Fuzzy: true, Line: 12},
		{Context: "page:history/body", ID: "- The \"Doctor\"\n  C:\\new\tΟ γιατρός\n", Text: "- Der „Arzt“!A", Line: 15},
	}
	for name, text := range map[string]string{"plain": sample, "Windows": "\uFEFF" + strings.ReplaceAll(sample, "\n", "\r\n")} {
		f, told := read(t, text)
		if f == nil {
			t.Fatal(name, told)
		}
		if f.Get("language") != "de" || len(f.Messages) != 2 {
			t.Fatalf("%s: %+v", name, f)
		}
		for i, m := range f.Messages {
			if m.Key() != want[i].Key() || m.Text != want[i].Text || m.Fuzzy != want[i].Fuzzy || m.Line != want[i].Line {
				t.Errorf("%s: got %+v\nwant %+v", name, m, want[i])
			}
		}
	}
}

func TestFaults(t *testing.T) {
	const message = "msgid \"a\"\nmsgstr \"b\"\n"
	for text, want := range map[string][]string{
		message + "\n" + message:                  {"de.po:4:1 the text stands twice"},
		"msgid \"a\"\nmsgstr \"b":                 {"de.po:2:1 this text is not between two quotation marks, or there is a \\ in it that means nothing"},
		"msgid \"a\"\n":                           {"de.po:1:1 a text without the line of its translation (msgstr)"},
		"msgid \"a\"\n\nmsgid \"b\"\nmsgstr \"\"": {"de.po:1:1 a text without the line of its translation (msgstr)"},
		"msgctxt \"c\"\n":                         {"de.po:1:1 a text without the line of its translation (msgstr)"},
		"\"a\"\n":                                 {"de.po:1:1 a line of text that belongs to nothing"},
		"msgstr \"a\"\n":                          {"de.po:1:1 a text without the line of its translation (msgstr)", "de.po:1:1 a translation (msgstr) without the text that it is of"},
		"<<<<<<< ours\n" + message:                {"de.po:1:1 this line does not belong into a PO file"},
		"msgid \"a\"\nmsgstr \"\\q\"\n":           {"de.po:2:1 this text is not between two quotation marks, or there is a \\ in it that means nothing"},
		"msgid \"a\"\nmsgstr \"\\377\"\n":         {"de.po:2:1 this text is not between two quotation marks, or there is a \\ in it that means nothing"},
		"msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[99999999999] \"\"\n":              {"de.po:2:1 a text with plural forms: a file of fishbowl translate export has none"},
		"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-7\\n\"\n": {"de.po the file says that it is written in iso-8859-7"},
	} {
		if _, told := read(t, text); !slices.Equal(told, want) {
			t.Errorf("%q\ngot  %q\nwant %q", text, told, want)
		}
	}
}

// FuzzRead: no file stops the reader, and what it has read is read again as it was
// written.
func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("msgid\"\\x\"msgstr[\"")
	f.Add("msgctxt \"\\\"\"\nmsgid \"a\\0\\r\"\nmsgstr \"\\t\"")
	f.Fuzz(func(t *testing.T, text string) {
		first, _ := read(t, text)
		if first == nil {
			return
		}
		second, told := read(t, string(first.Bytes()))
		if second == nil {
			t.Fatalf("%q\nis not read again: %q", first.Bytes(), told)
		}
		if !slices.EqualFunc(first.Messages, second.Messages, func(a, b Message) bool {
			return a.Key() == b.Key() && a.Text == b.Text && a.Fuzzy == b.Fuzzy
		}) {
			t.Fatalf("%+v\nwas read again as %+v", first.Messages, second.Messages)
		}
	})
}
