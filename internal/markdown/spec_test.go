package markdown

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"fishbowl/internal/diag"
)

// TestCommonMark writes the examples of the CommonMark specification (0.31.2) without
// raw HTML. They are read from goldmark's source, which a test is built with.
func TestCommonMark(t *testing.T) {
	source, _ := runtime.FuncForPC(reflect.ValueOf(parser.NewParser).Pointer()).FileLine(0)
	data, err := os.ReadFile(filepath.Join(filepath.Dir(source), "..", "_test", "spec.json"))
	if err != nil {
		t.Fatal("no examples: ", err)
	}
	var examples []struct {
		Markdown, HTML, Section string
		Example                 int
	}
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	plain := New(Options{Anchor: anchor})
	same, withHTML := 0, 0
	for _, e := range examples {
		var list diag.List
		d := plain.Parse(&list, "a.md", 1, []byte(e.Markdown))
		reason, isRefused := refused[e.Example]
		reported := ""
		for _, p := range list.Sorted() {
			// A heading of level 1 or without text is written all the same.
			if p.Severity == diag.Error && !strings.Contains(p.Message, "heading") {
				reported += p.Message + "\n"
			}
		}
		switch got, want := asSpecified(fillPlain(d.Pieces)), asSpecified(e.HTML); {
		case strings.Contains(reported, "HTML is not allowed"):
			withHTML++
		case (reported != "") != isRefused || !strings.Contains(reported, reason):
			t.Errorf("example %d (%s): %q is refused: %q, want %q", e.Example, e.Section, e.Markdown, reported, reason)
		case isRefused:
		case got != want && ours[e.Example] == "":
			t.Errorf("example %d (%s): %q\n got %q\nwant %q", e.Example, e.Section, e.Markdown, got, want)
		case got == want && ours[e.Example] != "":
			t.Errorf("example %d (%s) is as specified", e.Example, e.Section)
		case got == want:
			same++
		}
	}
	t.Logf("of %d examples %d are written as specified, %d otherwise; %d are refused for raw HTML, %d for something else",
		len(examples), same, len(ours), withHTML, len(refused))
	if same+len(ours)+withHTML+len(refused) != len(examples) || withHTML > 65 {
		t.Error("the figures do not add up")
	}
}

// ours are the examples that we mean to write otherwise, and why.
var ours = map[int]string{
	177: "a text goes on behind a comment",
	196: "white space in a title is folded",
	226: "blanks before a line break stay",
	635: "blanks before a line break stay",
	608: "bare addresses are links",
	611: "bare addresses are links",
	612: "bare addresses are links",
	626: "a paragraph without text is left out",
}

// refused are the examples without raw HTML that are errors here: what they write would
// be nothing to a reader, or lead nowhere.
var refused = map[int]string{
	200: "the address is empty", 485: "the address is empty", 486: "the address is empty", 487: "the address is empty", 567: "the address is empty",
	202: `has a \`, 502: `has a \`,
	484: "this link has no text",
	581: "this picture has no description",
	596: "an address cannot begin with", 598: "an address cannot begin with", 599: "an address cannot begin with", 601: "an address cannot begin with",
}

var (
	headingID  = regexp.MustCompile(`(<h[1-6]) id="[^"]*"`)
	comment    = regexp.MustCompile(`<!--(?s:.*?)-->`)
	figure     = regexp.MustCompile(`<figure>\n(.*?)>\n<figcaption>(.*)</figcaption>\n</figure>`)
	undoQuotes = strings.NewReplacer(" />", ">", "’", "'", "–", "--", "—", "---", "…", "...", "&quot;", `"`)
	between    = regexp.MustCompile(`\s*(</?(?:p|li|ul|ol|blockquote|h[1-6]|hr|pre)[^>]*>)\s*`)
)

func asSpecified(s string) string {
	s = undoQuotes.Replace(comment.ReplaceAllString(headingID.ReplaceAllString(s, "$1"), ""))
	s = strings.ReplaceAll(s, `<p class="action">`, "<p>") // a link alone is an action here
	s = figure.ReplaceAllString(s, `<p>$1 title="$2"></p>`)
	return strings.TrimSpace(between.ReplaceAllString(s, "$1"))
}

// fillPlain fills holes as the specification writes links and pictures.
func fillPlain(pieces []Piece) string {
	var b strings.Builder
	attribute := func(name, s string) {
		b.WriteString(" " + name + `="` + string(util.EscapeHTML([]byte(s))) + `"`)
	}
	for _, p := range pieces {
		if p.Hole == nil {
			b.WriteString(p.HTML)
			continue
		}
		address := string(util.URLEscape([]byte(showLink(p.Hole.Link)), false))
		if p.Hole.Kind == LinkHole {
			attribute("href", address)
			continue
		}
		b.WriteString("<img")
		attribute("src", address)
		attribute("alt", p.Hole.Alt)
		if p.Hole.Title != "" {
			attribute("title", p.Hole.Title)
		}
		b.WriteString(" />")
	}
	return b.String()
}
