package e2e

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	refs "fishbowl/internal/reference"
)

// citedWorks are the works of the package's own tests, with what was read as CSL-JSON.
func citedWorks(t *testing.T) (*refs.Bibliography, []map[string]any) {
	t.Helper()
	var list diag.List
	var roots []*decode.Node
	for _, name := range []string{"internal/reference/testdata/works.yaml"} {
		text, err := os.ReadFile(filepath.Join(repository, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		roots = append(roots, decode.YAML(&list, name, text))
	}
	b := refs.Parse(&list, &decode.Decoder{List: &list}, roots)
	for _, p := range list.Sorted() {
		if p.Severity == diag.Error {
			t.Fatal(list.Report(p))
		}
	}
	var text bytes.Buffer
	if err := refs.WriteCSL(&text, b.All()); err != nil {
		t.Fatal(err)
	}
	var items []map[string]any
	if err := json.Unmarshal(text.Bytes(), &items); err != nil {
		t.Fatal(err)
	}
	return b, items
}

// worded returns a language of the site with its words.
func worded(t *testing.T, code string) *locale.Language {
	t.Helper()
	l, err := locale.New(code, "")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(repository, "i18n", code+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var list diag.List
	locale.LoadWords(&list, code, []*locale.Language{l}, []locale.WordFile{{File: code, Lang: code, Text: text}}, nil)
	return l
}

// citeproc's names of what it cites, and how.
type citation struct {
	Cites []citeItem `json:"cites"`
	Mode  string     `json:"mode,omitempty"`
}

type citeItem struct {
	ID       string `json:"id"`
	Locator  string `json:"locator,omitempty"`
	Label    string `json:"label,omitempty"`
	Prefix   string `json:"prefix,omitempty"`
	YearOnly bool   `json:"suppress-author,omitempty"`
}

func (c citation) String() string {
	var ids []string
	for _, item := range c.Cites {
		s := item.Prefix + item.ID
		if item.YearOnly {
			s = "-" + s
		}
		ids = append(ids, strings.TrimSpace(s+" "+item.Locator))
	}
	return listedAs[c.Mode] + " " + strings.Join(ids, "; ")
}

var listedAs = map[string]string{"": "cite", "composite": "narrative"}

// citations are those that are compared: every work alone, at a place, by its year and
// within a sentence; each with its neighbour, and those of like names together.
func citations(b *refs.Bibliography) []citation {
	var all []citation
	works := b.All()
	for i, w := range works {
		all = append(all,
			citation{Cites: []citeItem{{ID: w.ID}}},
			citation{Cites: []citeItem{{ID: w.ID, Locator: "12-14", Label: "page"}}},
			citation{Cites: []citeItem{{ID: w.ID, YearOnly: true}}},
			citation{Cites: []citeItem{{ID: w.ID}}, Mode: "composite"})
		if i%3 == 1 {
			all = append(all, citation{Cites: []citeItem{{ID: w.ID}, {ID: works[i-1].ID}}})
		}
	}
	for _, ids := range []string{"alike-1 alike-2 alike-3", "alike-3 one alike-1", "one enid enid-norell translated", "many-1 many-2 many-3", "many-3 many-1", "team-1 team-2", "undated-1 undated-2", "raw press span season"} {
		var c citation
		for id := range strings.FieldsSeq(ids) {
			c.Cites = append(c.Cites, citeItem{ID: id})
		}
		all = append(all, c)
	}
	for label, locator := range map[string]string{"chapter": "3", "section": "4", "paragraph": "5", "table": "2", "figure": "1", "page": "7"} {
		all = append(all, citation{Cites: []citeItem{{ID: "one", Label: label, Locator: locator}}})
	}
	slices.SortStableFunc(all, func(a, b citation) int { return strings.Compare(a.String(), b.String()) })
	return append(all, citation{Cites: []citeItem{{ID: "one"}, {ID: "two", Prefix: "cf. "}}})
}

// ours is a citation as this program has it.
func ours(b *refs.Bibliography, l *locale.Language, c citation) string {
	short := map[string]string{"chapter": "ch.", "section": "sec.", "paragraph": "para.", "table": "table", "figure": "fig.", "page": "p.", "": ""}
	var items []refs.Citing
	for _, item := range c.Cites {
		w, _ := b.Get(item.ID)
		items = append(items, refs.Citing{Work: w, Prefix: item.Prefix, Locator: strings.TrimSpace(short[item.Label] + " " + item.Locator), YearOnly: item.YearOnly})
	}
	var s strings.Builder
	for _, p := range b.Cite(l, items, c.Mode != "") {
		s.WriteString(slanted(p.Text, p.Italic))
	}
	return joined(s.String())
}

func entry(w *refs.Work, l *locale.Language) string {
	var s strings.Builder
	e := w.Format(l)
	for _, p := range e.Parts {
		s.WriteString(slanted(p.Text, p.Italic))
	}
	return joined(s.String() + " " + e.Label)
}

func slanted(text string, italic bool) string {
	if italic {
		return "*" + text + "*"
	}
	return text
}

// joined has one kind of blank, and italics that begin and end once.
func joined(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\u00a0", " "), "**", "")
	return strings.TrimSpace(strings.Join(strings.Fields(s), " "))
}

// class is a kind of difference from citeproc: what its APA style says is rewritten to
// what we say. One that rewrites nothing any more fails.
type class struct {
	langs, why string
	theirs     *regexp.Regexp
	ours       string
}

const all = "en de el"

var classes = []class{
	{"en", "names are joined by the language's word, as in all its lists; APA has & within parentheses", re(`,? & `), " and "},
	{"de", "the same", re(`,? & `), " und "},
	{"el", "the same", re(`,? & `), " και "},
	{"el", "works stand between dots above the line: the semicolon is the Greek question mark", re(`(\P{Greek}); `), "$1· "},
	{all, "only the year is said of web pages, newspapers, films and talks", re(`\((\d{4}), [^()]+\)\.`), "($1)."},
	{"en", "Trans., as APA has it; the British locale makes it singular", re(`Tran\.`), "Trans."},
	{"en", "the British locale writes Vols without its full stop", re(`\(Vols `), "(Vols. "},
}

func re(s string) *regexp.Regexp { return regexp.MustCompile(s) }

func TestReferencesAgreeWithCiteproc(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "node")
	}
	for _, name := range []string{"citeproc/package.json", "citeproc-locales/package.json", "@citation-js/plugin-csl/package.json"} {
		module(t, name)
	}
	b, items := citedWorks(t)
	for _, item := range items {
		if issued, _ := item["issued"].(map[string]any); issued["literal"] == "n.d." || issued["literal"] == "o. J." {
			delete(item, "issued") // which is how CSL says it
		}
	}
	asked := citations(b)
	question, err := json.Marshal(map[string]any{"works": items, "langs": map[string]string{"en": "en-GB", "de": "de-DE", "el": "el-GR"}, "asked": asked})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "testdata/citeproc.mjs")
	cmd.Stdin = bytes.NewReader(question)
	var answers map[string]struct {
		List  map[string]string
		Order []string
		Cites []string
	}
	printed(t, &answers, cmd)
	used, exceptions := make([]bool, len(classes)), exceptions(t)
	same := 0
	for _, code := range languages {
		l := worded(t, code)
		compare := func(what, ours, theirs string) {
			theirs = joined(theirs)
			for i, c := range classes {
				if changed := c.theirs.ReplaceAllString(theirs, c.ours); slices.Contains(strings.Fields(c.langs), code) && changed != theirs {
					theirs, used[i] = changed, true
				}
			}
			because := slices.IndexFunc(exceptions, func(e *exception) bool {
				return slices.Contains(e.langs, code) && e.what.MatchString(what)
			})
			switch {
			case ours == theirs:
				same++
			case because < 0:
				t.Errorf("%s %s\n  ours   %s\n  theirs %s", code, what, ours, theirs)
			default:
				exceptions[because].seen++
			}
		}
		for _, w := range b.All() {
			compare("list "+w.ID, entry(w, l), answers[code].List[w.ID])
		}
		for i, c := range asked {
			compare(c.String(), ours(b, l, c), answers[code].Cites[i])
		}
	}
	differ := 0
	for _, e := range exceptions {
		if differ += e.seen; e.seen == 0 {
			t.Errorf("no difference any more: %s %s: %s", e.langs, e.what, e.why)
		}
	}
	for i, c := range classes {
		if !used[i] {
			t.Errorf("no difference any more: %s: %s", c.langs, c.why)
		}
	}
	t.Logf("%d works, %d citations: %d the same, %d differ for a reason", len(b.All()), len(asked), same, differ)
}

// exception is a difference that is no rule: see testdata/references.txt.
type exception struct {
	langs []string
	what  *regexp.Regexp
	why   string
	seen  int
}

func exceptions(t *testing.T) []*exception {
	t.Helper()
	text, err := os.ReadFile("testdata/references.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []*exception
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(line, " | ", 3)
		list = append(list, &exception{langs: strings.Fields(parts[0]), what: regexp.MustCompile("^" + parts[1] + "$"), why: parts[2]})
	}
	return list
}
