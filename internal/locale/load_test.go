package locale

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var loadFaults = []struct {
	name         string
	langs        []string // el and de where none stand
	closed, site []WordFile
}{
	{name: "unknown key", site: []WordFile{word("el", "groups:\n  fre: x\n")}},
	{name: "unknown key far from all", site: []WordFile{word("el", "donations: x\n")}},
	{name: "unknown block is reported once", site: []WordFile{word("el", "gruops:\n  free: x\n  title: y\n")}},
	{name: "a text where a block is", site: []WordFile{word("el", "groups: x\n")}},
	{name: "a block where a text is", site: []WordFile{word("el", "groups:\n  title:\n    open: x\n")}},
	{name: "a block that says nothing", site: []WordFile{word("el", "groups:\n  # title: x\n")}},
	{name: "misspelt variable", site: []WordFile{word("el", "page:\n  updated: \"Στις {{.Dat}}\"\n")}},
	{name: "foreign variable", site: []WordFile{word("el", "groups:\n  title: \"Ομάδες: {{.City}}\"\n")}},
	{name: "missing variable", site: []WordFile{word("el", "page:\n  updated: πρόσφατα\n")}},
	{name: "lower-case variable", site: []WordFile{word("el", "page:\n  updated: \"{{.date}}\"\n")}},
	{name: "braces without a variable", site: []WordFile{word("el", "page:\n  updated: \"{{Date}}\"\n")}},
	{name: "a program", site: []WordFile{word("el", "page:\n  updated: \"{{if .Date}}x{{end}}\"\n")}},
	{name: "variable without quotation marks", site: []WordFile{word("el", "page:\n  updated: {{.Date}}\n")}},
	{name: "empty", site: []WordFile{word("el", "page:\n  updated:\n")}},
	{name: "blank", site: []WordFile{word("el", "page:\n  updated: \" \"\n")}},
	{name: "not a text", site: []WordFile{word("el", "groups:\n  title: true\n"), word("de", "groups:\n  title: [a, b]\n")}},
	{name: "a number is a text", site: []WordFile{word("el", "groups:\n  title: 2027\n")}},
	{name: "missing plural form", site: []WordFile{word("el", "groups:\n  free:\n    other: \"{{.Count}} θέσεις\"\n")}},
	{name: "misspelt plural form", site: []WordFile{word("el", "groups:\n  free:\n    one: μία\n    othr: \"{{.Count}} θέσεις\"\n")}},
	{name: "plural form that the language has not", site: []WordFile{word("el", "groups:\n  free:\n    one: μία\n    few: \"{{.Count}}\"\n    other: \"{{.Count}} θέσεις\"\n")}},
	{name: "plural form without the number", site: []WordFile{word("el", "groups:\n  free:\n    one: μία\n    other: πολλές\n")}},
	{name: "one without the number is fine", site: []WordFile{word("el", "groups:\n  free:\n    one: μία θέση\n    other: \"{{.Count}} θέσεις\"\n")}},
	{name: "one without the number, in French 0 too", langs: []string{"el", "fr"}, site: []WordFile{word("fr", "groups:\n  title: Groupes\n  free:\n    one: une place\n    other: \"{{.Count}} places\"\npage:\n  updated: \"{{.Date}}\"\n")}},
	{name: "plural form that only some languages need", langs: []string{"el", "pl"}, site: []WordFile{word("pl", "groups:\n  title: Grupy\n  free:\n    one: jedno miejsce\n    other: \"{{.Count}} miejsc\"\npage:\n  updated: \"{{.Date}}\"\n")}},
	{name: "Polish plural is fine", langs: []string{"el", "pl"}, site: []WordFile{word("pl", "groups:\n  title: Grupy\n  free:\n    one: jedno miejsce\n    few: \"{{.Count}} miejsca\"\n    many: \"{{.Count}} miejsc\"\npage:\n  updated: \"{{.Date}}\"\n")}},
	{name: "language without words", langs: []string{"el", "fr", "de-CH"}},
	{name: "language with some words", langs: []string{"el", "fr"}, site: []WordFile{word("fr", "groups:\n  title: Groupes\n")}},
	{name: "language without names of months", langs: []string{"el", "sr"}, site: []WordFile{word("sr", "groups:\n  free: \"{{.Count}}\"\n  title: Групе\npage:\n  updated: \"{{.Date}}\"\n")}},
	{name: "words are kept in the main language, then in English", langs: []string{"de", "fr"}, closed: []WordFile{word("en", "theme:\n  own: Ours\n")}},
	{name: "one text for a plural is fine", site: []WordFile{word("el", "groups:\n  free: \"Θέσεις: {{.Count}}\"\n")}},
	{name: "plural forms for one text", site: []WordFile{word("el", "groups:\n  title:\n    one: Ομάδα\n    other: Ομάδες\n")}},
	{name: "same word twice", site: []WordFile{word("el", "groups:\n  title: a\ngroups.title: b\n")}},
	{name: "key twice", site: []WordFile{word("el", "groups:\n  title: a\n  title: b\n")}},
	{name: "not YAML", site: []WordFile{word("el", "groups:\n  title: a: b\n")}},
	{name: "not a block", site: []WordFile{word("el", "- groups\n")}},
	{name: "language that the site has not", site: []WordFile{word("es", "groups:\n  fre: x\n"), word("ell", "x: y\n")}},
	{name: "theme with other variables", closed: []WordFile{{"themes/x/i18n/de.yaml", "de", []byte("page:\n  updated: neu\ntheme:\n  own: Eigenes\n")}}},
	{name: "theme whose own words differ", closed: []WordFile{
		{"themes/x/i18n/de.yaml", "de", []byte("theme:\n  own: \"Eigenes {{.Ding}}\"\n")},
		{"themes/x/i18n/el.yaml", "el", []byte("theme:\n  own: \"Δικό μας {{.Thing}}\"\n")},
	}},
	{name: "theme with a faulty plural", closed: []WordFile{{"themes/x/i18n/el.yaml", "el", []byte("theme:\n  n:\n    one: μία {{.X}}\n    other: \"{{.Count}}\"\n")}}},
	{name: "theme with a file of no language", closed: []WordFile{{"themes/x/i18n/deutsch.yaml", "deutsch", []byte("groups:\n  title: x\n")}}},
}

// closedForFaults is a small closed set. Its files are called like the site's.
func closedForFaults() []WordFile {
	return []WordFile{
		word("de", "groups:\n  title: Gruppen\n  free:\n    one: ein Platz\n    other: \"{{.Count}} Plätze\"\npage:\n  updated: \"Am {{.Date}}\"\n"),
		word("el", "groups:\n  title: Ομάδες\n  free:\n    one: μία θέση\n    other: \"{{.Count}} θέσεις\"\npage:\n  updated: \"Στις {{.Date}}\"\n"),
	}
}

var update = flag.Bool("update", false, "write testdata/faults.txt anew")

// TestLoadFaults compares all that is reported with testdata/faults.txt, where
// a line "== NAME" begins a case.
func TestLoadFaults(t *testing.T) {
	const golden = "testdata/faults.txt"
	text, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, part := range strings.Split("\n"+string(text), "\n== ")[1:] {
		name, report, _ := strings.Cut(part, "\n")
		want[name] = strings.TrimSuffix(report, "\n")
	}
	closed := closedForFaults()
	var all strings.Builder
	for _, c := range loadFaults {
		t.Run(c.name, func(t *testing.T) {
			codes := c.langs
			if codes == nil {
				codes = []string{"el", "de"}
			}
			langs := languages(t, codes...)
			got := load(t, codes[0], langs, append(closed[:2:2], c.closed...), c.site)
			fmt.Fprintf(&all, "== %s\n%s", c.name, got)
			if diff := cmp.Diff(want[c.name], strings.TrimSuffix(got, "\n")); diff != "" && !*update {
				t.Errorf("(-want +got)\n%s\n%s", diff, got)
			}
			for _, l := range langs { // a fault takes no word away
				for _, s := range []string{l.Word("groups.free", 2), l.Word("page.updated", "Date", "x"), l.Word("groups.title")} {
					if s == "" {
						t.Error("a word is gone")
					}
				}
			}
		})
	}
	if *update {
		if err := os.WriteFile(golden, []byte(all.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
