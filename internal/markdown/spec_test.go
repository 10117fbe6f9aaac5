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

// TestCommonMark writes the examples of the CommonMark specification that use
// nothing we refuse (raw HTML, unknown schemes, pictures without description).
// They are read from goldmark's source, where that is on this machine.
func TestCommonMark(t *testing.T) {
	source, _ := runtime.FuncForPC(reflect.ValueOf(parser.NewParser).Pointer()).FileLine(0)
	data, err := os.ReadFile(filepath.Join(filepath.Dir(source), "..", "_test", "spec.json"))
	if err != nil {
		t.Skip("no examples:", err)
	}
	var examples []struct {
		Markdown, HTML, Section string
		Example                 int
	}
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	plain := New(Options{Anchor: anchor})
	compared := 0
	for _, e := range examples {
		var list diag.List
		d := plain.Parse(&list, "a.md", 1, []byte(e.Markdown))
		refused := false
		for _, p := range list.Sorted() {
			// A heading of level 1 or without text is written all the same.
			refused = refused || p.Severity == diag.Error && !strings.Contains(p.Message, "heading")
		}
		if refused {
			continue
		}
		compared++
		got, want := asSpecified(fillPlain(d.Pieces)), asSpecified(e.HTML)
		if got != want && !ours[e.Example] {
			t.Errorf("example %d (%s): %q\n got %q\nwant %q", e.Example, e.Section, e.Markdown, got, want)
		}
		if got == want && ours[e.Example] {
			t.Errorf("example %d (%s) is as specified", e.Example, e.Section)
		}
	}
	t.Logf("%d of %d examples compared", compared, len(examples))
	if compared < 400 {
		t.Errorf("only %d examples compared", compared)
	}
}

// ours are the examples that we mean to write otherwise.
var ours = map[int]bool{
	177: true, // a text goes on behind a comment
	196: true, // white space in a title is folded
	226: true, // blanks before a line break stay
	635: true,
	608: true, // bare addresses are links
	611: true,
	612: true,
	626: true, // a paragraph without text is left out
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
