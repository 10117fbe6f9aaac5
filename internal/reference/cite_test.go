package reference

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// shown puts the stretches of each work between { }, and italics between * *.
func shown(cited []Cited) string {
	var s strings.Builder
	for i, c := range cited {
		if c.Work != nil && (i == 0 || cited[i-1].Work != c.Work) {
			s.WriteString("{")
		}
		if c.Italic {
			s.WriteString("*" + c.Text + "*")
		} else {
			s.WriteString(c.Text)
		}
		if c.Work != nil && (i == len(cited)-1 || cited[i+1].Work != c.Work) {
			s.WriteString("}")
		}
	}
	return strings.ReplaceAll(s.String(), "\u00a0", "_")
}

const citable = `references:
- {id: doctor, type: book, author: [{family: Balint, given: Michael}], issued: 1957, title: The Doctor}
- {id: fault, type: book, author: [{family: Balint, given: M.}], issued: 1968, title: The Basic Fault}
- {id: arzt, type: book, author: [{family: Balint, given: Michael}], issued: 1965, original-date: 1957, title: Der Arzt}
- {id: enid, type: book, author: [{family: Balint, given: Enid}], issued: 1985, title: History}
- {id: both, type: book, author: [{family: Balint, given: Enid}, {family: Norell, given: J. S.}], issued: 1973, title: Six Minutes}
- {id: nameless, type: book, author: [{family: Balint}], issued: 1990, title: No given name}
- {id: balints, type: book, author: [{literal: Balint}], issued: 1991, title: A body}
- {id: sal-b, type: book, author: [{family: Salinsky, given: J.}], issued: 2003, title: B}
- {id: sal-a, type: book, author: [{family: Salinsky, given: John}], issued: 2003, title: A}
- {id: sal-n, type: book, author: [{family: Salinsky, given: John}], issued: {literal: n.d.}, title: N}
- {id: otten, type: book, editor: [{family: Salinsky, given: J.}, {family: Otten, given: H.}], issued: 2003, title: Proceedings}
- {id: k1, type: book, author: &k [{family: Kjeldmand, given: D.}, {family: Holmström, given: I.}, {family: Rosenqvist, given: U.}, {family: Aa, given: A.}], issued: 2004, title: One}
- {id: k2, type: book, author: [{family: Kjeldmand, given: D.}, {family: Marklund, given: I.}, {family: Rosenqvist, given: U.}], issued: 2004, title: Two}
- {id: k3, type: book, author: *k, issued: 2004, title: Three}
- {id: k4, type: book, author: *k, issued: 2006, title: Four}
- {id: k5, type: book, author: [{family: Kjeldmand, given: D.}, {family: Marklund, given: I.}, {family: Zz, given: U.}], issued: 2006, title: Five}
- {id: k6, type: book, author: [{family: Kjeldmand, given: D.}, {family: Marklund, given: I.}], issued: 2006, title: Six}
- {id: k7, type: book, author: *k, issued: 2008, title: Seven}
- {id: k9, type: book, author: *k, issued: 2009, title: Nine}
- {id: page, type: webpage, title: What is <i>Balint</i> work, title-short: What is <i>Balint</i>, issued: 2001, language: en}
- {id: paper, type: article-journal, issued: {literal: n.d.}, title: A note, container-title: J}
`

func TestCite(t *testing.T) {
	b, list := parse(citable)
	for _, p := range list.Sorted() {
		t.Fatal(list.Report(p))
	}
	langs := languages(t)
	for _, c := range []struct{ lang, items, want string }{
		{"en", "doctor", "({M._Balint, 1957})"},
		{"en", "doctor p. 12", "({M._Balint, 1957, p._12})"},
		{"de", "doctor pp. 12-14", "({M._Balint, 1957, S._12–14})"},
		{"el", "enid 7", "({E._Balint, 1985, σ._7})"},
		{"en", "both", "({E._Balint and Norell, 1973})"},
		{"en", "nameless; balints", "({Balint, 1990}, {1991})"},
		{"en", "otten; doctor", "({M._Balint, 1957}; {Salinsky and Otten, 2003})"},
		{"el", "otten; enid", "({E._Balint, 1985}· {Salinsky και Otten, 2003})"},
		{"en", "fault; doctor; arzt", "({M._Balint, 1957}, {1957/1965}, {1968})"},
		{"en", "fault; doctor p. 3", "({M._Balint, 1957, p._3}; {M._Balint, 1968})"},
		{"de", "sal-b; sal-a; sal-n", "({Salinsky, o. J.}, {2003a}, {2003b})"},
		{"en", "k1", "({Kjeldmand, Holmström, et al., 2004a})"},
		{"de", "k2", "({Kjeldmand, Marklund und Rosenqvist, 2004})"},
		{"el", "k3", "({Kjeldmand, Holmström κ.ά., 2004b})"},
		{"en", "k3; k1", "({Kjeldmand, Holmström, et al., 2004a}, {2004b})"},
		{"en", "k5; k6", "({Kjeldmand and Marklund, 2006}; {Kjeldmand, Marklund and Zz, 2006})"},
		{"en", "k9; k7", "({Kjeldmand et al., 2008}, {2009})"},
		{"en", "sal-a; +see also otten; doctor", "({Salinsky, 2003a}; see also {Salinsky and Otten, 2003}; {M._Balint, 1957})"},
		{"en", "-doctor p. 3", "({1957, p._3})"},
		{"en", "-fault; doctor; sal-a", "({1968}, {1957}; {Salinsky, 2003a})"},
		{"de", "page", "({*What is *Balint, 2001})"},
		{"de", "paper", "({„A note“, o. J.})"},
		{"en", "!doctor", "{M._Balint (1957)}"},
		{"de", "!otten S. 12 f.", "{Salinsky und Otten (2003, S._12_f.)}"},
		{"en", "!sal-a; sal-b; doctor", "Salinsky ({2003a}, {2003b}) and {M._Balint (1957)}"},
		{"el", "!page", "{*What is *Balint (2001)}"},
		{"en", "!+but see doctor", "but see {M._Balint (1957)}"},
	} {
		text, narrative := strings.CutPrefix(c.items, "!")
		var items []Citing
		for item := range strings.SplitSeq(text, "; ") {
			var one Citing
			item, one.YearOnly = strings.CutPrefix(item, "-")
			if rest, ok := strings.CutPrefix(item, "+"); ok {
				words := strings.Fields(rest)
				one.Prefix, item = strings.Join(words[:2], " "), strings.Join(words[2:], " ")
			}
			item, one.Locator, _ = strings.Cut(item, " ")
			one.Work, _ = b.Get(item)
			items = append(items, one)
		}
		if got := shown(b.Cite(langs[c.lang], items, narrative)); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.lang, c.items, got, c.want)
		}
	}
	if got := b.Cite(langs["en"], []Citing{{}}, false); got != nil {
		t.Errorf("no work: %v", got)
	}
}

// TestLocator reads the places that authors write in all languages' words.
func TestLocator(t *testing.T) {
	langs := languages(t)
	for _, c := range []struct{ text, en, de, el string }{
		{"p. 12", "p._12", "S._12", "σ._12"},
		{"12", "p._12", "S._12", "σ._12"},
		{"S. 12", "p._12", "S._12", "σ._12"},
		{"σ. 12", "p._12", "S._12", "σ._12"},
		{"σελ. 12", "p._12", "S._12", "σ._12"},
		{"p12", "p._12", "S._12", "σ._12"},
		{"pp. 12–14", "pp._12–14", "S._12–14", "σσ._12–14"},
		{"pp. 12 -- 14", "pp._12–14", "S._12–14", "σσ._12–14"},
		{"p. 12, 20-21", "pp._12, 20–21", "S._12, 20–21", "σσ._12, 20–21"},
		{"p. 12 and 14", "pp._12, 14", "S._12, 14", "σσ._12, 14"},
		{"σσ. 12 και 14", "pp._12, 14", "S._12, 14", "σσ._12, 14"},
		{"S. 12f.", "pp._12_f.", "S._12_f.", "σσ._12_κ.ε."},
		{"S. 12 ff", "pp._12_ff.", "S._12_ff.", "σσ._12_κ.ε."},
		{"xii", "p._xii", "S._xii", "σ._xii"},
		{"ch. 3", "Chapter_3", "Kapitel_3", "κεφ._3"},
		{"Kap. 3–5", "Chapters_3–5", "Kapitel_3–5", "κεφ._3–5"},
		{"Κεφ. 3", "Chapter_3", "Kapitel_3", "κεφ._3"},
		{"κεφάλαιο 3", "Chapter_3", "Kapitel_3", "κεφ._3"},
		{"§ 4", "§_4", "§_4", "§_4"},
		{"§§ 4-6", "§§_4–6", "§§_4–6", "§§_4–6"},
		{"sec. 4", "Section_4", "Abschnitt_4", "ενότητα_4"},
		{"ch. 3, p. 12", "Chapter_3, p._12", "Kapitel_3, S._12", "κεφ._3, σ._12"},
		{"Tab. 2", "Table_2", "Tabelle_2", "πίνακας_2"},
		{"note 3", "Note_3", "Anm._3", "σημ._3"},
		{"para. 4", "para._4", "Abs._4", "παρ._4"},
		{"p. e12", "p._e12", "S._e12", "σ._e12"},
		{"12:30", "12:30", "12:30", "12:30"},
		{"Session 3", "Session 3", "Session 3", "Session 3"},
		{"p. 12 of the preface - all", "p. 12 of the preface - all", "p. 12 of the preface - all", "p. 12 of the preface - all"},
		{"passim", "passim", "passim", "passim"},
		{" ", "", "", ""},
	} {
		for code, want := range map[string]string{"en": c.en, "de": c.de, "el": c.el} {
			if got := strings.ReplaceAll(locator(langs[code], c.text), "\u00a0", "_"); got != want {
				t.Errorf("%s %q: %q, want %q", code, c.text, got, want)
			}
		}
	}
}

// BenchmarkCite is a page that cites all of a large bibliography.
func BenchmarkCite(b *testing.B) {
	var text strings.Builder
	text.WriteString("references:\n")
	for i := range 2000 {
		fmt.Fprintf(&text, "- {id: w%d, type: book, author: [{family: F%d, given: G%d}, {family: B, given: A}, {family: C%d, given: A}], issued: %d, title: T%d}\n", i, i%100, i%7, i, 1990+i%10, i)
	}
	works, _ := parse(text.String())
	l := languages(b)["en"]
	b.Run("tell apart", func(b *testing.B) {
		for b.Loop() {
			for _, w := range works.list {
				w.short, w.others, w.letter = nil, false, ""
			}
			works.tellApart()
		}
	})
	b.Run("200 works", func(b *testing.B) {
		for b.Loop() {
			for i := range 100 {
				works.Cite(l, []Citing{{Work: works.list[2*i]}, {Work: works.list[2*i+1], Locator: "p. 12"}}, false)
			}
		}
	})
}

// FuzzLocator looks for places that lose what the author wrote, or never end.
func FuzzLocator(f *testing.F) {
	for _, s := range []string{"p. 12", "§§ 3-4, S. 12 ff.", "κεφ. 3, 4 και 5", "12, , 3", "xii–xiv"} {
		f.Add(s)
	}
	l := languages(f)["de"]
	f.Fuzz(func(t *testing.T, text string) {
		got := locator(l, text)
		if utf8.ValidString(text) && !utf8.ValidString(got) || strings.TrimSpace(text) != "" && got == "" {
			t.Errorf("%q: %q", text, got)
		}
		digits := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r < '0' || r > '9' {
					return -1
				}
				return r
			}, s)
		}
		if digits(got) != digits(text) {
			t.Errorf("%q: %q", text, got)
		}
	})
}
