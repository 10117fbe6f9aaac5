package locale

import (
	"fmt"
	"html/template"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// embedded reads the words that the generator brings.
func embedded(t testing.TB) []WordFile {
	t.Helper()
	var files []WordFile
	for _, lang := range []string{"de", "el", "en"} {
		name := "i18n/" + lang + ".yaml"
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, WordFile{name, lang, text})
	}
	return files
}

func languages(t testing.TB, codes ...string) []*Language {
	t.Helper()
	var langs []*Language
	for _, code := range codes {
		l, err := New(code, code)
		if err != nil {
			t.Fatal(err)
		}
		langs = append(langs, l)
	}
	return langs
}

// load gives languages their words and returns all that is reported.
func load(t testing.TB, main string, langs []*Language, closed, site []WordFile) string {
	t.Helper()
	var list diag.List
	LoadWords(&list, main, langs, closed, site)
	var b strings.Builder
	for _, p := range list.Sorted() {
		b.WriteString(list.Report(p))
	}
	return b.String()
}

func word(lang, text string) WordFile {
	return WordFile{"i18n/" + lang + ".yaml", lang, []byte(text)}
}

func TestEmbeddedWordsAreComplete(t *testing.T) {
	files := embedded(t)
	langs := languages(t, "el", "en", "de")
	if got := load(t, "el", langs, files, nil); got != "" {
		t.Error(got)
	}
	// Every key stands in the same order in each file, with the same variables.
	var shapes []string
	for _, f := range files {
		r := newReader(new(diag.List), f.Lang, nil, nil)
		r.root(decode.YAML(r.list, f.File, f.Text))
		var b strings.Builder
		for _, key := range r.keys {
			e := r.entries[key]
			fmt.Fprintln(&b, key, e.plural, e.counts, e.vars)
		}
		shapes = append(shapes, b.String())
	}
	for i := range shapes {
		if diff := cmp.Diff(shapes[0], shapes[i]); diff != "" {
			t.Errorf("%s and %s differ:\n%s", files[0].File, files[i].File, diff)
		}
	}
}

func TestEmbeddedWordsAreInNFCWithoutLooseEnds(t *testing.T) {
	for _, f := range embedded(t) {
		for i, line := range strings.Split(string(f.Text), "\n") {
			if lower(line) == "" && line != "" || strings.TrimRight(line, " \t") != line || strings.Contains(line, "...") || strings.Contains(line, "\t") {
				t.Errorf("%s:%d: %q", f.File, i+1, line)
			}
		}
	}
}

func TestWord(t *testing.T) {
	langs := languages(t, "el", "en", "de", "fr")
	load(t, "el", langs, embedded(t), nil)
	for _, c := range []struct {
		name, lang, key string
		args            []any
		want            string
	}{
		{"plain", "el", "groups.title", nil, "Ομάδες"},
		{"plain", "de", "groups.title", nil, "Gruppen"},
		{"one", "el", "groups.free", []any{1}, "1 διαθέσιμη θέση"},
		{"none", "el", "groups.free", []any{0}, "0 διαθέσιμες θέσεις"},
		{"many", "en", "groups.free", []any{3}, "3 free places"},
		{"many as the language writes them", "de", "groups.free", []any{1234}, "1.234 freie Plätze"},
		{"int64", "de", "groups.free", []any{int64(1)}, "1 freier Platz"},
		{"variable", "en", "page.updated", []any{"Date", "12 March 2027"}, "Last updated: 12 March 2027"},
		{"variables in any order", "de", "groups.default_title.city_weekday", []any{"Weekday", "Dienstag", "City", "Athen", "Kind", "Balintgruppe"}, "Balintgruppe, Athen, Dienstag"},
		{"numbers are written by the language", "de", "groups.size", []any{"Min", 6, "Max", 1000.5}, "6–1.000,5 Teilnehmende"},
		{"a phrase is a text", "en", "redirect.moved", []any{"Title", Phrase{Text: "Groups"}}, "This page has moved to Groups"},
		{"number and variable", "en", "references.editors", []any{2, "Names", "Salinsky & Otten"}, "Salinsky & Otten (Eds.)"},
		// The Greek message stands in, with the rules of Greek: in French 0 is "one".
		{"fallback keeps its own plural rule", "fr", "groups.free", []any{0}, "0 διαθέσιμες θέσεις"},
	} {
		t.Run(c.lang+" "+c.name, func(t *testing.T) {
			i := slices.IndexFunc(langs, func(l *Language) bool { return l.Code == c.lang })
			if got := langs[i].Word(c.key, c.args...); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWordFaults(t *testing.T) {
	l := languages(t, "en")[0]
	if _, err := l.T("groups.free", 1); err == nil || err.Error() != `no words are loaded for "en": call LoadWords` {
		t.Error(err)
	}
	load(t, "en", []*Language{l}, embedded(t), nil)
	for _, c := range []struct {
		name, key string
		args      []any
		want      string
	}{
		{"misspelt key", "groups.fre", nil, `there is no interface word "groups.fre": did you mean "groups.free"?`},
		{"unknown key", "x", nil, `there is no interface word "x"`},
		{"block", "groups.status", nil, `there is no interface word "groups.status": did you mean "groups.starts"?`},
		{"no number", "groups.free", nil, `the word "groups.free" needs a number before its variables`},
		{"number where none is", "groups.title", []any{3}, `the word "groups.title" takes no number`},
		{"number too late", "references.editors", []any{"Names", "x", 3}, `the word "references.editors" needs a number before its variables`},
		{"missing variable", "page.updated", nil, `the word "page.updated" needs the variable "Date"`},
		{"misspelt variable", "page.updated", []any{"Dat", "x"}, `the word "page.updated" has no variable "Dat": did you mean "Date"?`},
		{"unknown variable", "groups.title", []any{"City", "x"}, `the word "groups.title" has no variable "City"`},
		{"variable twice", "page.updated", []any{"Date", "x", "Date", "y"}, `the word "page.updated" was given the variable "Date" twice`},
		{"name without value", "page.updated", []any{"Date"}, `the word "page.updated" has no value after the name "Date"`},
		{"value without name", "page.updated", []any{true, "x"}, `the word "page.updated" needs the name of a variable before the value true`},
		{"value that is no text", "page.updated", []any{"Date", civil.Date{}.IsZero}, `the word "page.updated" needs a text as its variable "Date", not func() bool`},
		{"value that is its name", "groups.size", []any{"Min", "Max"}, `the word "groups.size" needs the variable "Max"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := l.T(c.key, c.args...)
			if err == nil || err.Error() != c.want || s != "" {
				t.Errorf("got %q, %v\nwant %s", s, err, c.want)
			}
		})
	}
	defer func() {
		if r := recover(); r != `locale: there is no interface word "x"` {
			t.Error(r)
		}
	}()
	l.Word("x")
}

func TestLayoutsSayWords(t *testing.T) {
	l := languages(t, "de")[0]
	load(t, "de", []*Language{l}, embedded(t), nil)
	if !l.Has("groups.free") || l.Has("groups") || len(l.Keys()) < 200 {
		t.Error("the keys are not those of the words")
	}
	view := struct {
		L    *Language
		Free int
		Date string
	}{l, 3, "12. März 2027"}
	for _, c := range []struct{ name, layout, want, fault string }{
		{"number", `{{.L.T "groups.free" .Free}}`, "3 freie Plätze", ""},
		{"variable", `{{.L.T "page.updated" "Date" .Date}}`, "Zuletzt aktualisiert: 12. März 2027", ""},
		{"misspelt", "\n  {{.L.T \"groups.fre\" .Free}}", "", `template: x:2:6: executing "x" at <.L.T>: error calling T: there is no interface word "groups.fre": did you mean "groups.free"?`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			err := template.Must(template.New("x").Parse(c.layout)).Execute(&b, view)
			if fault := fmt.Sprint(err); err != nil && fault != c.fault || err == nil && b.String() != c.want {
				t.Errorf("got %q, %s", b.String(), fault)
			}
		})
	}
}

func TestWordsArePickedFromTheNearestFile(t *testing.T) {
	closed := []WordFile{
		word("en", "a: generator en\nb: generator en\nc: generator en\nd: generator en\n"),
		word("de", "a: generator de\nb: generator de\n"),
		{"themes/x/i18n/de.yaml", "de", []byte("b: theme de\ne: theme de\n")},
	}
	site := []WordFile{word("de", "c: site de\n"), word("de-CH", "a: site de-CH\n")}
	langs := languages(t, "de-CH", "de", "en", "el")
	load(t, "de", langs, closed, site)
	got := map[string][]string{}
	for _, l := range langs {
		for _, key := range []string{"a", "b", "c", "d", "e"} {
			got[l.Code] = append(got[l.Code], l.Word(key))
		}
	}
	want := map[string][]string{
		"de-CH": {"site de-CH", "theme de", "site de", "generator en", "theme de"},
		"de":    {"generator de", "theme de", "site de", "generator en", "theme de"},
		"en":    {"generator en", "generator en", "generator en", "generator en", "theme de"},
		"el":    {"generator de", "theme de", "site de", "generator en", "theme de"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWordsAreLoadedOnce(t *testing.T) {
	langs := languages(t, "en")
	load(t, "en", langs, embedded(t), nil)
	defer func() {
		if recover() == nil {
			t.Error("words were loaded twice")
		}
	}()
	load(t, "en", langs, embedded(t), nil)
}

func TestLanguagesAreSafeForGoroutines(t *testing.T) {
	langs := languages(t, "el", "en", "de", "de-CH", "fr")
	load(t, "el", langs, embedded(t), nil)
	say := func(l *Language) string {
		d := civil.Date{Year: 2027, Month: 3, Day: 12}
		names := []string{"Ω", "ά", "α", "z", "Ä", "a"}
		slices.SortFunc(names, l.Compare)
		return strings.Join(append(names, l.Date(d), l.WeekdayDate(d), l.Money(123450, "EUR"), l.Percent(19.5), l.Number(1234.5),
			l.Word("groups.free", 3), l.Word("page.updated", "Date", "x"), l.Country("GR"), l.LanguageName("de"), l.And(names), Slug(l.Code, "Ευαγγέλιο"), Anchor("Ευ")), "|")
	}
	want := map[string]string{}
	for _, l := range langs {
		want[l.Code] = say(l)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				for _, l := range langs {
					if got := say(l); got != want[l.Code] {
						t.Errorf("%s: %s, want %s", l.Code, got, want[l.Code])
					}
				}
			}
		})
	}
	wg.Wait()
}

func FuzzLoadWords(f *testing.F) {
	for _, c := range loadFaults {
		for _, file := range append(slices.Clone(c.closed), c.site...) {
			f.Add(string(file.Text), string(file.Text))
		}
	}
	for _, file := range embedded(f) {
		f.Add(string(file.Text), "groups: {free: {one: a, other: '{{.Count}}'}}")
	}
	f.Fuzz(func(t *testing.T, closed, site string) {
		langs := languages(t, "el", "pl", "fr")
		var list diag.List
		LoadWords(&list, "el", langs, []WordFile{word("el", closed), word("en", "a: b\nc: {one: d, other: '{{.Count}}'}\n")}, []WordFile{word("el", site), word("pl", site), word("de", site)})
		for _, p := range list.Sorted() {
			list.Report(p)
		}
		// Whatever was wrong, each key can be said in each language with the
		// same arguments.
		for _, key := range slices.Sorted(maps.Keys(langs[0].words)) {
			e := langs[0].words[key]
			var args []any
			if e.counts {
				args = append(args, 5)
			}
			for _, v := range e.vars {
				args = append(args, v, "x")
			}
			for _, l := range langs {
				l.Word(key, args...)
			}
		}
	})
}

func BenchmarkT(b *testing.B) {
	langs := languages(b, "el")
	load(b, "el", langs, embedded(b), nil)
	l := langs[0]
	for _, c := range []struct {
		name, key string
		args      []any
	}{
		{"plain", "groups.title", nil},
		{"variable", "page.updated", []any{"Date", "12 Μαρτίου 2027"}},
		{"three variables", "groups.default_title.city_weekday", []any{"Kind", "Ομάδα Balint", "City", "Αθήνα", "Weekday", "Τρίτη"}},
		{"plural", "groups.free", []any{3}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := l.T(c.key, c.args...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLoadWords(b *testing.B) {
	files := embedded(b)
	b.ReportAllocs()
	for b.Loop() {
		load(b, "el", languages(b, "el", "en", "de"), files, nil)
	}
}
