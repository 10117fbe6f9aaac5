package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// TestEveryWordIsUsed looks for interface words that nothing says. A key is used where
// the sources hold it as a string, or join it from strings that they hold: "groups.kind."
// and a word of the vocabulary, key+"_exact", "schedule.month.%d" and a number.
func TestEveryWordIsUsed(t *testing.T) {
	s := &sayings{words: map[string]bool{}}
	for _, root := range []string{".", "../cmd"} {
		walk(t, root, ".go", s.goFile)
	}
	for _, root := range []string{"../themes", "../layouts"} {
		walk(t, root, ".html", s.layout)
	}
	var closed []locale.WordFile
	for _, folder := range []string{"../i18n/*.yaml", "../themes/*/i18n/*.yaml"} {
		names, _ := filepath.Glob(folder)
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			closed = append(closed, locale.WordFile{File: name, Lang: strings.TrimSuffix(filepath.Base(name), ".yaml"), Text: text})
		}
	}
	l, err := locale.New("en", "")
	if err != nil {
		t.Fatal(err)
	}
	list := &diag.List{}
	locale.LoadWords(list, "en", []*locale.Language{l}, closed, nil)
	for _, p := range list.Sorted() {
		t.Error(list.Report(p))
	}
	if len(l.Keys()) < 400 {
		t.Fatalf("%d words", len(l.Keys()))
	}
	for _, key := range l.Keys() {
		if !s.says(key) {
			t.Errorf("nothing says the word %q", key)
		}
	}
	for _, key := range []string{"groups.kind.unheard", "groups.unheard", "unheard_exact", "unheard.of"} {
		if s.says(key) {
			t.Errorf("%q passes for used", key)
		}
	}
}

func walk(t *testing.T, root, ext string, read func(t *testing.T, name, text string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ext || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := os.ReadFile(name)
		read(t, name, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sayings are the strings of the sources.
type sayings struct {
	words  map[string]bool  // whole strings, and the words of those with blanks
	joined []*regexp.Regexp // strings with a gap for each part that is no literal
}

var gap = regexp.MustCompile(`%[sdqvg]`)

// joinedKey is a key with gaps: schedule.month.%d, %s_exact.
var joinedKey = regexp.MustCompile(`^([a-z_]+\.|%s[._][a-z])([a-z0-9._-]|%s)*$`)

// add notes an expression; its gaps are written %s.
func (s *sayings) add(text string) {
	text = gap.ReplaceAllString(text, "%s")
	if strings.HasSuffix(text, ".") {
		text += "%s" // a beginning that is handed on
	}
	if !strings.Contains(text, "%s") {
		for word := range strings.FieldsSeq(text) {
			s.words[word] = true
		}
	} else if joinedKey.MatchString(text) && !s.words[text] {
		s.words[text] = true
		parts := strings.Split(text, "%s")
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		s.joined = append(s.joined, regexp.MustCompile("^"+strings.Join(parts, "(.+)")+"$"))
	}
}

func (s *sayings) goFile(t *testing.T, name, text string) {
	file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BinaryExpr:
			if n.Op == token.ADD {
				s.add(joint(n))
			}
		case *ast.AssignStmt:
			if n.Tok == token.ADD_ASSIGN {
				s.add("%s" + joint(n.Rhs[0]))
			}
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				s.add(joint(n))
			}
		}
		return true
	})
}

// joint is a string as an expression makes it, with gaps.
func joint(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return joint(e.X) + joint(e.Y)
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil {
			return text
		}
	}
	return "%s"
}

var (
	action = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	quoted = regexp.MustCompile(`"([^"]*)"`)
)

func (s *sayings) layout(_ *testing.T, _, text string) {
	for _, a := range action.FindAllString(text, -1) {
		for _, m := range quoted.FindAllStringSubmatch(a, -1) {
			s.add(m[1])
		}
	}
}

// says reports whether the sources hold a text, or join it from parts that they hold.
func (s *sayings) says(text string) bool {
	if s.words[text] || s.words[strings.ReplaceAll(text, "_", "-")] || strings.Trim(text, "0123456789") == "" {
		return true
	}
	return slices.ContainsFunc(s.joined, func(r *regexp.Regexp) bool {
		m := r.FindStringSubmatch(text)
		return m != nil && !slices.ContainsFunc(m[1:], func(part string) bool { return !s.says(part) })
	})
}
