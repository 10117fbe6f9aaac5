package locale

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

func TestTextsAndNames(t *testing.T) {
	for _, c := range []struct {
		name, in  string
		text, nom [3]Phrase // for a page in el, en, de
		languages []string
		faults    string
	}{
		{name: "once", in: "x: Ομάδα", languages: []string{"el"},
			text: [3]Phrase{{Text: "Ομάδα"}, {Text: "Ομάδα", Lang: "el"}, {Text: "Ομάδα", Lang: "el"}},
			nom:  [3]Phrase{{Text: "Ομάδα"}, {Text: "Ομάδα"}, {Text: "Ομάδα"}}},
		{name: "per language", in: "x: {en: Group, de: Gruppe}", languages: []string{"de", "en"},
			text: [3]Phrase{{Text: "Group", Lang: "en"}, {Text: "Group"}, {Text: "Gruppe"}},
			nom:  [3]Phrase{{Text: "Group", Lang: "en"}, {Text: "Group"}, {Text: "Gruppe"}}},
		{name: "unknown language", in: "x: {en: Group, fr: Groupe}", languages: []string{"en"}, faults: `1:16: unknown language "fr"`,
			text: [3]Phrase{{Text: "Group", Lang: "en"}, {Text: "Group"}, {Text: "Group", Lang: "en"}},
			nom:  [3]Phrase{{Text: "Group", Lang: "en"}, {Text: "Group"}, {Text: "Group", Lang: "en"}}},
		{name: "blank", in: `x: " "`},
		{name: "a list", in: "x: [a]", faults: "1:4: expected a text, found a list"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var list diag.List
			root := decode.YAML(&list, "f.yaml", []byte(c.in))
			d := decode.Decoder{List: &list, Languages: []string{"el", "en", "de"}, Lang: "el"}
			var text Text
			var name Name
			d.Decode(root.Entries[0].Value, &text)
			d.Decode(root.Entries[0].Value, &name)
			faults := ""
			for _, p := range list.Sorted() {
				faults += fmt.Sprintf("%d:%d: %s", p.Line, p.Col, p.Message)
			}
			if faults != c.faults {
				t.Errorf("faults %q", faults)
			}
			if diff := cmp.Diff(c.languages, text.Languages()); diff != "" {
				t.Error(diff)
			}
			if text.IsZero() != (c.languages == nil) || name.IsZero() != (c.languages == nil) {
				t.Error("IsZero")
			}
			for i, lang := range []string{"el", "en", "de"} {
				if got := text.For(lang, []string{"el", "en"}); got != c.text[i] {
					t.Errorf("text for %s: %#v", lang, got)
				}
				if got := name.For(lang, []string{"el", "en"}); got != c.nom[i] {
					t.Errorf("name for %s: %#v", lang, got)
				}
			}
		})
	}
	if n := PlainName("Maria"); n.In("de") != "Maria" || n.For("el", nil).String() != "Maria" {
		t.Error("a plain name serves all languages")
	}
}
