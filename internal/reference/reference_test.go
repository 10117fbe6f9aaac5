package reference

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fishbowl"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

var update = flag.Bool("update", false, "write the expectations anew")

func languages(t testing.TB) map[string]*locale.Language {
	t.Helper()
	var list diag.List
	byCode, all, files := map[string]*locale.Language{}, []*locale.Language{}, []locale.WordFile{}
	for _, code := range []string{"el", "en", "de"} {
		l, err := locale.New(code, code)
		if err != nil {
			t.Fatal(err)
		}
		text, err := fishbowl.Files.ReadFile("i18n/" + code + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		byCode[code], all, files = l, append(all, l), append(files, locale.WordFile{File: code, Lang: code, Text: text})
	}
	locale.LoadWords(&list, "en", all, files, nil)
	return byCode
}

func parse(text string) (*Bibliography, *diag.List) {
	var list diag.List
	read := decode.YAML
	if strings.HasPrefix(text, "[") {
		read = decode.JSON
	}
	var roots []*decode.Node
	if root := read(&list, "references", []byte(text)); root != nil {
		roots = append(roots, root)
	}
	return Parse(&list, &decode.Decoder{List: &list}, roots), &list
}

// written shows italics as *…* and another language as {fr:…}.
func written(e Entry) string {
	var s strings.Builder
	for _, p := range e.Parts {
		text := p.Text
		if p.Italic {
			text = "*" + text + "*"
		}
		if p.Lang != "" {
			text = "{" + p.Lang + ":" + text + "}"
		}
		s.WriteString(text)
	}
	if e.Label != "" {
		s.WriteString(" <" + e.Label + ">")
	}
	return strings.ReplaceAll(s.String(), "\u00a0", "_")
}

// TestFormat formats works of every kind in every language. Its expectations are
// read by eye when they change: -update writes them.
func TestFormat(t *testing.T) {
	text, err := os.ReadFile("testdata/works.yaml")
	if err != nil {
		t.Fatal(err)
	}
	b, list := parse(string(text))
	for _, p := range list.Sorted() {
		t.Fatal(list.Report(p))
	}
	langs := languages(t)
	var out strings.Builder
	out.WriteString("Each work as a list of references and a citation have it. _ is a blank that does not\nbreak, *…* stands in italics, {en:…} in a language of its own, <…> is a link.\n")
	for _, w := range b.All() {
		fmt.Fprintf(&out, "\n%s\n", w.ID)
		for _, code := range []string{"en", "de", "el"} {
			l := langs[code]
			fmt.Fprintf(&out, "  %s  %s\n      (%s, %s)\n", code, written(w.Format(l)), strings.ReplaceAll(w.shortNames(l), "\u00a0", "_"), strings.ReplaceAll(w.citedYear(l), "\u00a0", "_"))
		}
	}
	const golden = "testdata/works.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), out.String()); d != "" {
		t.Error(d)
	}
}

func TestSort(t *testing.T) {
	b, list := parse(`references:
- {id: van-der-kolk, type: book, author: [{family: Kolk, given: B., non-dropping-particle: van der}], title: T}
- {id: oezil, type: book, author: [{family: Özil, given: A.}], title: T}
- {id: otten, type: book, author: [{family: Otten, given: H.}], title: T}
- {id: zeta, type: book, author: [{family: Ζήτα, given: Α.}], title: T}
- {id: alpha, type: book, author: [{family: Άλφα, given: Α.}], title: T}
- {id: otten-j, type: book, author: [{family: Otten, given: J.}], issued: 1990, title: T}
- {id: otten-both, type: book, author: [{family: Otten, given: H.}, {family: Aa, given: A.}], issued: 1980, title: T}
- {id: otten-press, type: book, author: [{family: Otten, given: H.}], issued: {literal: in press}, title: T}
- {id: otten-b, type: book, author: [{family: Otten, given: H.}], issued: 1998, title: B}
- {id: otten-a, type: book, author: [{family: Otten, given: H.}], issued: 1998, title: A}
- {id: title, type: webpage, title: Über Titel}
- {id: beauvoir, type: book, author: [{family: Beauvoir, given: Simone de}], title: T}
`)
	for _, p := range list.Sorted() {
		if p.Severity == diag.Error {
			t.Fatal(list.Report(p))
		}
	}
	for code, want := range map[string]string{
		"en": "beauvoir otten otten-a otten-b otten-press otten-both otten-j oezil title van-der-kolk alpha zeta",
		"sv": "beauvoir otten otten-a otten-b otten-press otten-both otten-j van-der-kolk title oezil alpha zeta",
	} {
		l, err := locale.New(code, code)
		if err != nil {
			t.Fatal(err)
		}
		works := append([]*Work{}, b.All()...)
		Sort(l, works)
		var got []string
		for _, w := range works {
			got = append(got, w.ID)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s", code, s)
		}
	}
}

func TestReadsCSLJSON(t *testing.T) {
	b, list := parse("[\n\t{\"id\": 7, \"type\": \"article-journal\", \"title\": \"T\", \"volume\": 12, \"citation-key\": \"x\", \"author\": [{\"family\": \"A\", \"given\": \"B\", \"parse-names\": true}],\n" +
		"\t\"issued\": {\"date-parts\": [[\"1999\", 5]], \"season\": \"2\", \"circa\": false}, \"accessed\": {\"date-parts\": [[2001, 2, 3]]}, \"abstract\": null}\n]")
	for _, p := range list.Sorted() {
		t.Fatal(list.Report(p))
	}
	w, ok := b.Get("7")
	if !ok || w.Volume != "12" || w.Issued.String() != "1999-05" || w.Issued.Circa || w.Accessed.Day != 3 {
		t.Errorf("%+v", w)
	}
}

func TestFaults(t *testing.T) {
	_, list := parse(`references:
- {id: a, type: book, title: A, DOI: "https://doi.org/10.1370/afm.813"}
- {id: a, type: book, title: B}
- {id: c, type: boook, title: C}
- {id: d, type: book}
- {id: e, type: book, title: E, DOI: nonsense}
- {id: f, type: book, title: F, volme: 3}
- {id: g, type: book, title: G, issued: {date-parts: [[2001, 2, 30]]}}
- {id: h, type: book, title: H, issued: 1957-13}
- {id: i, type: book, title: I, issued: sometime}
- {id: j, type: book, title: J, issued: {raw: spring of 1957}}
- {id: k, type: book, title: K, issued: {date-parts: [[1999], [1998]]}}
- {id: l, type: book, title: L, language: German}
- {id: m, type: book, title: M, PMID: PMC12, PMCID: x, URN: "urn:x", URL: doi.org}
- {id: n o, type: book, title: N}
- {id: p, type: book, title: P, author: [{suffix: Jr.}]}
- {id: q, type: book, title: Q, issued: {date-parts: [[MCMLVII]]}}
- {id: r, type: song, title: R, issued: 1957}
- {id: s, type: book, title: S, issued: 1957, ISBN: "0-306-40615-2, 978-0-306-40615-6", ISSN: 0317-8471 1234-5678}
- {id: t, type: book, title: T}
- {id: u, type: webpage, title: U}
- {id: v, type: book, title: V, issued: {literal: χ.χ.}}
- {id: w, type: book, title: W, issued: 1957, URL: "https://doi.org/x"}
`)
	var got []string
	for _, p := range list.Sorted() {
		if p.Severity == diag.Warning && p.Pos.Line < 20 && p.Pos.Col == 8 {
			continue // works are short here
		}
		got = append(got, fmt.Sprintf("%d:%d %s", p.Pos.Line, p.Pos.Col, p.Message))
	}
	want := []string{
		`3:8 the key "a" stands twice`,
		`4:17 unknown word "boook"`,
		`5:3 the work "d" has no title`,
		`6:38 "nonsense" is not a DOI`,
		`7:33 unknown key "volme"`,
		"8:54 there is no day 2001-02-30",
		`9:41 "1957-13" is not a date: there is no month 13`,
		`10:41 expected a year, found the text "sometime"`,
		`11:41 "spring of 1957" is not a date`,
		"12:54 the years end before they begin: 1999, 1998",
		`13:43 "German" is not the code of a language`,
		`14:39 "PMC12" is not a PMID`,
		`14:53 "X" is not a PMCID`,
		`14:61 "urn:x" is not a URN`,
		`14:75 "doi.org" is not the address of a web page`,
		`15:8 a key is short and has no blanks: "n o"`,
		`16:42 a name is empty`,
		`17:56 "MCMLVII" is not a year, month or day`,
		`18:17 works of the type "song" are not formatted`,
		`19:53 "978-0-306-40615-6" is not an ISBN: its last digit does not fit the others`,
		`19:95 "1234-5678" is not an ISSN: its last digit does not fit the others`,
		`20:8 the work "t" has no year`,
		`23:52 "x" is not a DOI`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// FuzzParse looks for texts that stop the reader or the formatter.
func FuzzParse(f *testing.F) {
	text, err := os.ReadFile("testdata/works.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, work := range strings.Split(string(text), "\n  - ") {
		f.Add("references:\n  - " + work)
	}
	f.Add(`[{"id": "a", "type": "book", "title": "T", "issued": {"date-parts": [[]]}}]`)
	l := languages(f)["en"]
	f.Fuzz(func(t *testing.T, text string) {
		b, _ := parse(text)
		for _, w := range b.All() {
			w.Format(l)
			w.shortNames(l)
			w.citedYear(l)
		}
		Sort(l, b.All())
	})
}
