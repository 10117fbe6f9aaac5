package markdown

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/txtar"

	"fishbowl/internal/diag"
)

// Every place that a Doc names holds what is said to stand there, and a problem
// stands within the text.
func TestPlacesAreTrue(t *testing.T) {
	eachCase(t, func(t *testing.T, name string, body []byte) {
		d, _ := parse(name, body)
		for _, l := range d.Links {
			got, want := textAt(body, l.Pos), showLink(l)
			short := strings.TrimPrefix(strings.TrimPrefix(want, "http://"), "mailto:") // bare www.… and a@b.c
			if !strings.HasPrefix(got, want) && !strings.HasPrefix(got, short) {
				t.Errorf("%s: %q stands at %v, want %q", name, got, l.Pos, want)
			}
		}
		for _, p := range d.Pieces {
			if p.Hole == nil {
				continue
			}
			for _, c := range p.Hole.Cites {
				if got := strings.TrimPrefix(textAt(body, c.Pos), "-"); !strings.HasPrefix(got, "@"+c.Key) {
					t.Errorf("%s: %q stands at %v, want %q", name, got, c.Pos, c.Key)
				}
			}
		}
	})
}

// markup are signs that may stand within a word.
var markup = regexp.MustCompile(`[*_\[\]]|\{lang=\w+\}`)

// The lines of a block hold its words, and the first and the last of them are not empty.
func TestBlocksAreWhereTheySay(t *testing.T) {
	eachCase(t, func(t *testing.T, name string, body []byte) {
		d, _ := parse(name, body)
		lines := strings.Split(string(body), "\n")
		for _, b := range d.Blocks {
			if b.Lines < 1 || b.Line-1+b.Lines > len(lines) {
				t.Errorf("%s: the block %q ends behind the file, or has no lines", name, b.Text)
				continue
			}
			own := lines[b.Line-1 : b.Line-1+b.Lines]
			if strings.TrimSpace(own[0]) == "" || strings.TrimSpace(own[b.Lines-1]) == "" {
				t.Errorf("%s: the block %q has empty lines at an end: %q", name, b.Text, own)
			}
			source := strings.Join(own, "\n")
			source += "\n" + markup.ReplaceAllString(source, "")
			if strings.ContainsAny(source, `&\`) {
				continue // other signs stand there than are read
			}
			for _, word := range strings.FieldsFunc(b.Text, func(r rune) bool { return !unicode.IsLetter(r) }) {
				if !strings.Contains(source, word) {
					t.Errorf("%s: the lines %q lack the word %q of the block", name, source, word)
				}
			}
		}
	})
}

func textAt(body []byte, pos diag.Pos) string {
	lines := bytes.Split(body, []byte("\n"))
	if pos.Line < 1 || pos.Line > len(lines) {
		return ""
	}
	line := []rune(strings.TrimSuffix(string(lines[pos.Line-1]), "\r"))
	if pos.Col < 1 || pos.Col > len(line)+1 {
		return ""
	}
	return string(line[pos.Col-1:])
}

// TestPlaces puts a link, a citation, a picture without description, HTML and a
// footnote without text at every kind of place, with Greek before them.
func TestPlaces(t *testing.T) {
	at := map[string]string{
		"paragraph":     "Ελληνικά «πριν» ¦ μετά",
		"lines":         "Πρώτη γραμμή\nδεύτερη ¦ γραμμή\nτρίτη",
		"indented":      "Πρώτη γραμμή\n     δεύτερη ¦ γραμμή",
		"item":          "- ένα\n- δύο\n  τρία ¦ τέλος",
		"lazy item":     "1. ένα\nδύο ¦ τέλος",
		"nested item":   "- ένα\n  - δύο\n\n    τρία ¦ τέλος",
		"tab item":      "-\tένα ¦ δύο",
		"quotation":     "> ένα\n> δύο ¦ τέλος",
		"quoted item":   "> - ένα\n>   δύο ¦ τέλος",
		"lazy quote":    "> ένα\nδύο ¦ τέλος",
		"cell":          "| α | β |\n|---|---|\n| γ | δέλτα ¦ ε |",
		"quoted cell":   "> | α |\n> |---|\n> | δέλτα ¦ ε |",
		"head":          "| α | βήτα ¦ |\n|---|---|",
		"note":          "Α[^σ].\n\n[^σ]: Σημείωση ¦ τέλος",
		"note, later":   "Α[^σ].\n\n[^σ]: Σημείωση\n\n    δεύτερη ¦ τέλος",
		"heading":       "## Τίτλος ¦ τέλος",
		"setext":        "Τίτλος ¦ τέλος\n------",
		"term":          "Όρος ¦ τέλος\n: ορισμός",
		"meaning":       "Όρος\n: ορισμός ¦ τέλος\n: άλλος",
		"emphasis":      "α *β **γ ¦ δ***",
		"after comment": "<!-- σχόλιο\nως εδώ --> κείμενο ¦ τέλος",
		"after escapes": `\*α\* &amp; &#913; ¦ τέλος`,
		"long line":     strings.Repeat("ελληνικά ", 300) + "¦ τέλος",
		"after tab":     "α\tβ ¦",
	}
	things := map[string]struct {
		what string
		skip int // characters before the place that is meant
	}{
		"link":      {"[λέξη](nowhere:x)", len([]rune("[λέξη]("))},
		"auto link": {"<nowhere:x>", 1},
		"cite":      {"[@κλειδί]", 1},
		"picture":   {"![](x.jpg)", 0},
		"html":      {"<kbd>", 0},
		"note":      {"[^πουθενά]", 0},
	}
	for place, body := range at {
		for thing, x := range things {
			head, _, _ := strings.Cut(body, "¦")
			line := strings.Count(head, "\n") + 1
			col := len([]rune(head[strings.LastIndex(head, "\n")+1:])) + x.skip + 1
			want := fmt.Sprintf("%d:%d: error: ", line+6, col)
			for _, end := range []string{"\n", "\r\n"} {
				var list diag.List
				parsers["el"].Parse(&list, "a.md", 7, []byte(strings.ReplaceAll(strings.Replace(body, "¦", x.what, 1), "\n", end)))
				if list.Len(diag.Error) != 1 {
					t.Errorf("%s in %s: %d errors", thing, place, list.Len(diag.Error))
					continue
				}
				if got := list.Sorted()[0]; !strings.HasPrefix(fmt.Sprintf("%d:%d: error: ", got.Line, got.Col), want) {
					t.Errorf("%s in %s: %v %s, want %s", thing, place, got.Pos, got.Message, want)
				}
			}
		}
	}
}

func TestDocumentsOnOnePageHaveDifferentIDs(t *testing.T) {
	body := []byte("A[^1].\n\n[^1]: B.\n")
	ids := func(file string, line int) string {
		var list diag.List
		return fill(parsers["en"].Parse(&list, file, line, body).Pieces)
	}
	if ids("news/a.en.md", 3) != ids("news/a.en.md", 9) {
		t.Error("what stands above a body changes its ids")
	}
	for _, other := range []string{ids("news/b.en.md", 3), ids("groups.yaml", 3), ids("groups.yaml", 9)} {
		if fault := wellFormed(ids("news/a.en.md", 3) + other); fault != "" {
			t.Error(fault)
		}
	}
	if fault := wellFormed(ids("groups.yaml", 3) + ids("groups.yaml", 9)); fault != "" {
		t.Error(fault)
	}
}

func TestExcerpt(t *testing.T) {
	d, _ := parse("a.el.md", []byte("## Τίτλος\n\nΟ γιατρός (ως «φάρμακο») ακούει – και μιλά."))
	for limit, want := range map[int]string{
		0: "…", 3: "Ο…", 15: "Ο γιατρός (ως…", 26: "Ο γιατρός (ως «φάρμακο»)…", 34: "Ο γιατρός (ως «φάρμακο») ακούει…", 99: "Ο γιατρός (ως «φάρμακο») ακούει – και μιλά.",
	} {
		if got := d.Excerpt(limit, nil); got != want {
			t.Errorf("%d: %q, want %q", limit, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range a.Files {
			if strings.HasSuffix(c.Name, ".md") {
				f.Add(c.Data)
			}
		}
	}
	for _, pattern := range hostile {
		f.Add([]byte(strings.Repeat(pattern, 5)))
	}
	f.Add([]byte("> [!CASE] Mrs *K.*[^a]\n> See @b [p. 3] and [cf. @c].\n\n## A {#b .unlisted}\n\n| IBF |\n|---|\n| a |\n: An *IBF*\n\n*[IBF]: A federation\n\n[^a]: IBF"))
	f.Add([]byte("See [[@a]]{lang=en} and [ ![b](x.jpg) [^c] ]{lang=de}.\n\n[^c]: d"))
	f.Add([]byte(strings.Repeat("\x80", checkpoint) + "<b>"))
	f.Fuzz(obeysLaws)
}

// TestRandomTexts puts bits of Markdown together; it meets more than changes of
// single bytes do.
func TestRandomTexts(t *testing.T) {
	bits := []string{
		"[", "]", "(", ")", "!", "*", "_", "`", "<", ">", "\"", "'", "\\", "\n", "\n\n", " ", "    ", "\t", "a", "α", "# ", "## ", "{#x}", "-", "--", "=", "|", ":", "^", "@", ";", "&", "~", "+", "/",
		"http://a.b/", "www.a.gr", "a@b.gr", "1. ", "- ", "> ", "\n: ", "```\n", "<!--", "-->", "<b>", "</b>", "<a ", "<div>\n", "<script>", "<javascript:x>", "](javascript:x)", "&lt;", "&#0;", "\x00", "\xff", "\r\n",
		"[^a]", "\n\n[^a]: ", "[b]", "\n\n[b]: page:x 't'\n\n", "](page:x)", "](x.jpg \"t\")", "![", "[@k, p. 1]", "| a | b |\n|:-|-:|\n", "|-|\n", "σ' ", "** ", "\u00a0",
		"@k", " [p. 1]", "[see @k; also @l]", "\n\n*[a]: b c\n\n", "\n*[", "]: ", "> [!NOTE]\n", "> [!case] \"a\" [@k]\n> ", "\n> [!", "\n: ", "\n\n: ", "| a |\n|---|\n| b |\n", " {.c}", " {#y .unlisted}", "{a=b}",
	}
	// What stands in brackets, within each other: among all bits, that is rare.
	brackets := []string{
		"[", "]", "![", "]{lang=en}", "](x.jpg)", "](page:x)", "[@k]", "[-@k; @l]", "[^a]", "![a](x.jpg)", "[a]{lang=de}", "\n\n[^a]: ", " ", " ", "a", "*", "\n", "`", "<!-- a -->",
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 30_000 {
		from := bits
		if i%3 == 0 {
			from = brackets
		}
		var b []byte
		for range 1 + random.IntN(25) {
			b = append(b, from[random.IntN(len(from))]...)
		}
		obeysLaws(t, b)
		if t.Failed() {
			t.Fatalf("%q", b)
		}
	}
}

func obeysLaws(t *testing.T, body []byte) {
	var list diag.List
	d := parsers["el"].Parse(&list, "a.md", 1, body)
	// Where a heading has an id twice, that is reported, and the ids are wrong.
	if fault := checkOutput(d); fault != "" && (list.Len(diag.Error) == 0 || !strings.HasPrefix(fault, "id twice")) {
		t.Errorf("%s\n%s", fault, fill(d.Pieces))
	}
	for _, n := range d.first.named {
		if !strings.HasPrefix(d.first.text[n.at:], n.cite.Key) {
			t.Errorf("%q has no %s at %d", d.first.text, n.cite.Key, n.at)
		}
	}
	if strings.Contains(strings.ToLower(fill(d.Pieces)), "<script") {
		t.Error("a script")
	}
	lines := bytes.Count(body, []byte("\n")) + 1
	for _, p := range list.Sorted() {
		if p.Line < 1 || p.Line > lines || p.Col < 1 {
			t.Errorf("%v is not in the text", p)
		}
		if strings.HasPrefix(p.Message, "HTML is") && !strings.HasPrefix(textAt(body, p.Pos), "<") {
			t.Errorf("no HTML at %v", p.Pos)
		}
	}
	for _, l := range d.Links {
		if l.Scheme == "javascript" || l.Pos.Line < 1 || l.Pos.Line > lines {
			t.Errorf("link %v", l)
		}
	}
	crlf := bytes.ReplaceAll(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
	if again := parsers["el"].Parse(&diag.List{}, "a.md", 1, crlf); fill(again.Pieces) != fill(d.Pieces) || again.Plain() != d.Plain() {
		t.Error("line ends matter")
	}
	plainly := func(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }
	if loose := untied.Parse(&diag.List{}, "a.md", 1, body); plainly(fill(loose.Pieces)) != plainly(fill(d.Pieces)) || plainly(loose.Plain()) != plainly(d.Plain()) || loose.Words != d.Words {
		t.Error("ties change more than blanks")
	}
}

// untied is the parser that the laws are about, without ties.
var untied = New(Options{Quotes: parsers["el"].options.Quotes, Anchor: anchor})

func BenchmarkParse(b *testing.B) {
	body := []byte(strings.Repeat(sampleText, 8))
	var list diag.List
	for b.Loop() {
		parsers["el"].Parse(&list, "a.md", 1, body)
	}
	kb := float64(len(body)) / 1024
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/kb, "ns/KB")
	allocs := testing.AllocsPerRun(10, func() { parsers["el"].Parse(&list, "a.md", 1, body) })
	b.ReportMetric(allocs/kb, "allocs/KB")
	b.ReportAllocs()
}

// sampleText is what articles of a society look like.
const sampleText = `## Οι απαρχές της μεθόδου

Ο Michael Balint (1896--1970) γεννήθηκε στη Βουδαπέστη και *ξεκίνησε* το 1950, στην Κλινική Tavistock του Λονδίνου, τα "σεμινάρια" με γενικούς γιατρούς [@balint1957, σ. 12]. Δες [το πλαίσιο](page:frame) και [τους κανόνες](page:frame#rules).

Η ομάδα συναντιέται κάθε εβδομάδα ή κάθε δύο εβδομάδες, με σταθερό **αριθμό** μελών και έναν ή δύο συντονιστές. Ένα μέλος αφηγείται, χωρίς σημειώσεις, μια συνάντηση με ασθενή που το απασχολεί· η ομάδα ακούει και ύστερα σκέφτεται μαζί του τη σχέση. Ό,τι λέγεται στην ομάδα μένει στην ομάδα.

- πρώτο στοιχείο της λίστας
- δεύτερο, με [σύνδεσμο](https://example.org/)

> Το πιο συχνό φάρμακο στη γενική ιατρική είναι ο ίδιος ο γιατρός.

| Ημέρα | Ώρα |
|-------|----:|
| Τρίτη | 19:00 |

`
