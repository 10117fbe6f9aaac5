package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

var notePrefixForm = regexp.MustCompile(`(["#])fn-[0-9a-z]+(["-])`)

var update = flag.Bool("update", false, "write the results into testdata")

// parsers by language. The anchor is a plain one; the real one is locale's.
var parsers = map[string]*Parser{"el": newParser("el"), "de": newParser("de"), "en": newParser("en"), "fr": newParser("fr")}

func newParser(code string) *Parser {
	l, err := locale.New(code, "")
	if err != nil {
		panic(err)
	}
	open, closing, innerOpen, innerClosing := l.Quotes()
	return New(Options{Quotes: [4]string{open, closing, innerOpen, innerClosing}, Tied: l.Tied, Anchor: anchor})
}

func anchor(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }), "-")
}

// TestCases compares the cases of testdata. A case is NAME.LANG.md, the output
// NAME.LANG.html with holes as ⟦kind …⟧, what is reported in NAME.LANG.errors
// and, where the archive has it, all else that a Doc knows in NAME.LANG.facts.
func TestCases(t *testing.T) {
	eachArchive(t, func(t *testing.T, file string, a *txtar.Archive) {
		want := map[string]string{}
		for _, f := range a.Files {
			want[f.Name] = string(f.Data)
		}
		var now []txtar.File
		for _, f := range a.Files {
			name, ok := strings.CutSuffix(f.Name, ".md")
			if !ok {
				continue
			}
			add := func(ext, data string) {
				if data != "" {
					now = append(now, txtar.File{Name: name + ext, Data: []byte(data)})
				}
				if diff := cmp.Diff(want[name+ext], data); diff != "" && !*update {
					t.Errorf("%s%s (-want +got):\n%s", name, ext, diff)
				}
			}
			now = append(now, f)
			d, problems := parse(f.Name, f.Data)
			add(".html", show(d))
			add(".errors", problems)
			if _, ok := want[name+".facts"]; ok {
				add(".facts", facts(d))
			}
		}
		if *update {
			a.Files = now
			if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func eachArchive(t *testing.T, check func(*testing.T, string, *txtar.Archive)) {
	t.Helper()
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			check(t, file, a)
		})
	}
}

// eachCase runs a law over all cases.
func eachCase(t *testing.T, check func(t *testing.T, name string, body []byte)) {
	t.Helper()
	eachArchive(t, func(t *testing.T, _ string, a *txtar.Archive) {
		for _, f := range a.Files {
			if strings.HasSuffix(f.Name, ".md") {
				check(t, f.Name, f.Data)
			}
		}
	})
}

// parse reads NAME.LANG.md and returns what is reported, too.
func parse(name string, body []byte) (*Doc, string) {
	lang := strings.TrimPrefix(filepath.Ext(strings.TrimSuffix(name, ".md")), ".")
	var list diag.List
	d := parsers[lang].Parse(&list, name, 1, body)
	var b strings.Builder
	for _, p := range list.Sorted() {
		fmt.Fprintf(&b, "%d:%d: %s: %s\n", p.Line, p.Col, p.Severity, p.Message)
		for _, a := range p.Also {
			fmt.Fprintf(&b, "    see %d:%d: %s\n", a.Line, a.Col, a.Message)
		}
		if p.Hint != "" {
			fmt.Fprintf(&b, "    hint: %s\n", p.Hint)
		}
	}
	return d, b.String()
}

// show writes the pieces with their holes visible and the prefix of footnotes
// made the same for all files.
func show(d *Doc) string { return showPieces(d.Pieces) }

func showPieces(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Hole == nil {
			b.WriteString(p.HTML)
		} else {
			b.WriteString(showHole(p.Hole))
		}
	}
	return notePrefixForm.ReplaceAllString(b.String(), "${1}fn$2")
}

func showHole(h *Hole) string {
	var b strings.Builder
	fmt.Fprintf(&b, "⟦%s", h.Kind)
	if h.Narrative {
		b.WriteString(" narrative")
	}
	switch h.Kind {
	case CitationHole:
		for i, c := range h.Cites {
			sep := ";"
			if i == 0 {
				sep = ""
			}
			sign := ""
			if c.YearOnly {
				sign = "-"
			}
			prefix := ""
			if c.Prefix != "" {
				prefix = "(" + c.Prefix + ") "
			}
			fmt.Fprintf(&b, "%s %s%s%s", sep, prefix, sign, c.Key)
			if c.Locator != "" {
				fmt.Fprintf(&b, " (%s)", c.Locator)
			}
		}
	default:
		b.WriteString(" " + showLink(h.Link))
		if h.Kind == WordHole && h.Text != "" {
			fmt.Fprintf(&b, " %s", h.Text)
		}
		if h.Alt != "" {
			fmt.Fprintf(&b, " alt=%s", h.Alt)
		}
		if h.Title != "" {
			fmt.Fprintf(&b, " title=%s", h.Title)
		}
		if h.Figure {
			b.WriteString(" figure")
		}
	}
	return b.String() + "⟧"
}

func showLink(l Link) string {
	s := l.Target
	if l.Scheme != "" && !strings.HasPrefix(strings.ToLower(l.Target), l.Scheme+":") {
		s = l.Scheme + ":" + s
	}
	if l.Fragment != "" {
		s += "#" + l.Fragment
	}
	return s
}

func facts(d *Doc) string {
	var b strings.Builder
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading %d #%s %s\n", h.Level, h.ID, h.Named(shout))
	}
	for _, block := range d.Blocks {
		fmt.Fprintf(&b, "block %d+%d %s\n", block.Line, block.Lines, strings.ReplaceAll(block.Text, "\n", " | "))
	}
	for _, c := range d.Cites {
		fmt.Fprintf(&b, "cite %s (%d) at %d:%d\n", c.Key, c.Nth, c.Pos.Line, c.Pos.Col)
	}
	for _, l := range d.Links {
		fmt.Fprintf(&b, "link %s at %d:%d\n", showLink(l), l.Pos.Line, l.Pos.Col)
	}
	for _, p := range d.Pieces {
		if h := p.Hole; h != nil && h.Kind != WordHole {
			fmt.Fprintf(&b, "hole %s text=%q at %d:%d\n", h.Kind, h.Text, h.Pos.Line, h.Pos.Col)
		}
	}
	fmt.Fprintf(&b, "words %d\nlead %s\nexcerpt %s\n", d.Words, showPieces(d.Lead()), d.Excerpt(30, shout))
	return b.String()
}

// shout names a work.
func shout(c Cite) string { return "<" + strings.ToUpper(c.Key) + " " + c.Locator + ">" }

func TestLineEndsDoNotMatter(t *testing.T) {
	eachCase(t, func(t *testing.T, name string, body []byte) {
		crlf := bytes.ReplaceAll(body, []byte("\n"), []byte("\r\n"))
		a, problems := parse(name, body)
		b, problemsCRLF := parse(name, crlf)
		if diff := cmp.Diff(a, b, cmp.AllowUnexported(Doc{}, Heading{}, said{}, named{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(problems, problemsCRLF); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	})
}

func TestParseIsDeterministicInParallel(t *testing.T) {
	var wg sync.WaitGroup
	eachCase(t, func(t *testing.T, name string, body []byte) {
		want, problems := parse(name, body)
		for range 4 {
			wg.Go(func() {
				got, problemsNow := parse(name, body)
				if diff := cmp.Diff(want, got, cmp.AllowUnexported(Doc{}, Heading{}, said{}, named{})); diff != "" || problems != problemsNow {
					t.Errorf("%s: %s", name, diff)
				}
			})
		}
		wg.Wait()
	})
}

func TestOutputIsWellFormed(t *testing.T) {
	eachCase(t, func(t *testing.T, name string, body []byte) {
		d, _ := parse(name, body)
		if fault := checkOutput(d); fault != "" {
			t.Errorf("%s: %s", name, fault)
		}
	})
}

// checkOutput fills the holes and returns what is wrong with the HTML.
func checkOutput(d *Doc) string {
	for _, pieces := range [][]Piece{d.Pieces, d.Lead()} {
		if fault := wellFormed(fill(pieces)); fault != "" {
			return fault
		}
	}
	return checkBlocks(d)
}

// checkBlocks returns what is wrong with the blocks: they hold all of the plain text,
// footnotes in another order, and no line of the file is in two of them.
func checkBlocks(d *Doc) string {
	var lines []string
	end := 0
	for _, b := range d.Blocks {
		if b.Line < end || b.Lines < 1 || strings.TrimSpace(b.Text) == "" {
			return fmt.Sprintf("the block of line %d has %d lines and the text %q; the one before ends before line %d", b.Line, b.Lines, b.Text, end)
		}
		end = b.Line + b.Lines
		lines = append(lines, strings.Split(b.Text, "\n")...)
	}
	plain := strings.Split(d.Plain(), "\n")
	blank := func(s string) bool { return strings.TrimSpace(s) == "" }
	lines, plain = slices.DeleteFunc(lines, blank), slices.DeleteFunc(plain, blank)
	slices.Sort(lines)
	slices.Sort(plain)
	if !slices.Equal(lines, plain) {
		return "the plain text is not that of the blocks"
	}
	return ""
}

// fill does what the renderer will do.
func fill(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch h := p.Hole; {
		case h == nil:
			b.WriteString(p.HTML)
		case h.Kind == LinkHole:
			fmt.Fprintf(&b, ` href="%s"`, html.EscapeString(showLink(h.Link)))
		case h.Kind == PictureHole:
			fmt.Fprintf(&b, `<img src="%s" alt="%s">`, html.EscapeString(h.Target), html.EscapeString(h.Alt))
		case h.Kind == CitationHole:
			b.WriteString(`<a href="#ref">(1957)</a>`)
		default:
			b.WriteString("word")
		}
	}
	return b.String()
}

var (
	void    = map[string]bool{"br": true, "hr": true, "img": true}
	allowed = map[string]string{ // elements and their attributes
		"p": "class id", "a": "href title role aria-label", "em": "", "strong": "", "code": "class", "pre": "", "br": "", "hr": "", "img": "src alt",
		"h1": "id class", "h2": "id class", "h3": "id class", "h4": "id class", "h5": "id class", "h6": "id class", "aside": "class role aria-labelledby", "div": "class role tabindex aria-label aria-labelledby", "abbr": "title", "dfn": "", "caption": "id", "blockquote": "", "ul": "", "ol": "start", "li": "id",
		"table": "", "thead": "", "tbody": "", "tr": "", "th": "scope class", "td": "class", "dl": "", "dt": "", "dd": "",
		"figure": "", "figcaption": "", "section": "class role aria-labelledby", "sup": "id", "span": "class lang",
	}
)

// wellFormed checks that tags nest, that only our elements and attributes
// occur, that ids are unique, that links do not nest and that a paragraph holds
// no block.
func wellFormed(s string) string {
	var stack []string
	ids := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(stack) > 0 {
				return "open at the end: " + strings.Join(stack, " ")
			}
			return ""
		case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
			return "unexpected " + string(z.Raw())
		case html.StartTagToken:
			token := z.Token()
			attributes, ok := allowed[token.Data]
			if !ok {
				return "element " + token.String()
			}
			for _, a := range token.Attr {
				if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") {
					return "attribute " + token.String()
				}
				if a.Key == "id" && (a.Val == "" || ids[a.Val]) {
					return "id twice or empty: " + token.String()
				}
				ids[a.Val] = ids[a.Val] || a.Key == "id"
				if a.Key == "href" && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
					return "script in " + token.String()
				}
			}
			for _, outer := range stack {
				if outer == token.Data && outer == "a" || outer == "p" && !strings.Contains(" a em strong code br img sup span abbr dfn ", " "+token.Data+" ") {
					return token.Data + " in " + outer
				}
			}
			if !void[token.Data] {
				stack = append(stack, token.Data)
			}
		case html.EndTagToken:
			token := z.Token()
			if len(stack) == 0 || stack[len(stack)-1] != token.Data {
				return fmt.Sprintf("%s closes %v", token, stack)
			}
			stack = stack[:len(stack)-1]
		}
	}
}
