package reference

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fishbowl"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

func languages(t *testing.T) map[string]*locale.Language {
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

func parse(t *testing.T, text string) (*Bibliography, *diag.List) {
	t.Helper()
	var list diag.List
	root := decode.YAML(&list, "references.yaml", []byte(text))
	return Parse(&list, &decode.Decoder{List: &list}, []*decode.Node{root}), &list
}

func TestFormat(t *testing.T) {
	b, list := parse(t, `references:
- {id: book, type: book, author: [{family: Balint, given: Michael}], issued: {date-parts: [[1957]]}, title: The Doctor, publisher: Pitman, publisher-place: London, edition: "2"}
- {id: article, type: article-journal, author: [{family: Fitzgerald, given: G.}, {family: Hunter, given: M. D.}], issued: 2003, title: Organising, container-title: Bulletin, volume: "27", page: 434-436}
- {id: edited, type: book, editor: [{family: Salinsky, given: John}, {family: Otten, given: Jean-Paul}], issued: [{year: 2003}], title: Proceedings}
- {id: chapter, type: chapter, author: [{family: Berg, given: Anna, non-dropping-particle: van den}], title: Chapter, container-title: Whole book, URL: "https://example.org/x"}
- {id: body, type: report, author: [{literal: A Society}], issued: 2001-05, title: Report}
`)
	for _, p := range list.Sorted() {
		t.Fatal(list.Report(p))
	}
	tests := []struct{ key, lang, want string }{
		{"book", "en", "Balint, M. (1957). *The Doctor* (ed. 2). London: Pitman."},
		{"article", "en", "Fitzgerald, G. and Hunter, M. D. (2003). Organising. *Bulletin*, *27*, 434–436."},
		{"article", "el", "Fitzgerald, G. και Hunter, M. D. (2003). Organising. *Bulletin*, *27*, 434–436."},
		{"edited", "de", "Salinsky, J. und Otten, J.-P. (Hrsg.) (2003). *Proceedings*."},
		{"edited", "en", "Salinsky, J. and Otten, J.-P. (eds.) (2003). *Proceedings*."},
		{"chapter", "en", "van den Berg, A. (n.d.). Chapter. In: *Whole book*."},
		{"body", "de", "A Society (2001). *Report*."},
	}
	langs := languages(t)
	for _, tt := range tests {
		w, ok := b.Get(tt.key)
		if !ok {
			t.Fatalf("no work %s", tt.key)
		}
		var s strings.Builder
		for _, p := range w.Format(langs[tt.lang]).Parts {
			if p.Italic {
				s.WriteString("*" + p.Text + "*")
			} else {
				s.WriteString(p.Text)
			}
		}
		if d := cmp.Diff(tt.want, strings.ReplaceAll(s.String(), "\u00a0", " ")); d != "" {
			t.Errorf("%s %s: %s", tt.key, tt.lang, d)
		}
	}
	if got := b.Keys(); !cmp.Equal(got, []string{"body", "book", "article", "edited", "chapter"}) {
		t.Errorf("the works are not in the order of authors: %v", got)
	}
}

func TestFaults(t *testing.T) {
	_, list := parse(t, `references:
- {id: a, type: book, title: A, DOI: "https://doi.org/10.1370/afm.813"}
- {id: a, type: book, title: B}
- {id: c, type: boook, title: C}
- {id: d, type: book}
- {id: e, type: book, title: E, DOI: nonsense}
`)
	var got []string
	for _, p := range list.Sorted() {
		got = append(got, p.Message)
	}
	want := []string{`the key "a" stands twice`, `unknown word "boook"`, `the work "d" has no title`, `"nonsense" is not a DOI`}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
