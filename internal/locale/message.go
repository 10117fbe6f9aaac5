package locale

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"fishbowl/internal/diag"
)

// entry is one message of the catalogue, ready for use.
type entry struct {
	text   string // all of it, where it is one text without variables
	fixed  bool
	forms  [len(formNames)][]piece
	plural bool
	// counts: the caller gives a number. It is so for every plural message, and
	// for a plain one that takes the place of such a message.
	counts bool
	vars   []string     // without Count, sorted
	tag    language.Tag // whose plural rules apply: a message may stand in for another language's
	pos    diag.Pos
	faulty bool
}

// piece is a stretch of text, or a variable.
type piece struct{ text, name string }

const countVar = "Count"

// formNames are CLDR's plural categories; the index is a plural.Form.
var formNames = [...]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}

var variable = regexp.MustCompile(`\{\{\s*\.([A-Za-z][A-Za-z0-9]*)\s*\}\}`)

// parseMessage cuts a text at its variables. Nothing else may stand in braces:
// a message is no program.
func parseMessage(s string) ([]piece, error) {
	var pieces []piece
	rest := s
	for rest != "" {
		m := variable.FindStringSubmatchIndex(rest)
		text := rest
		if m != nil {
			text = rest[:m[0]]
		}
		if strings.Contains(text, "{{") || strings.Contains(text, "}}") {
			return nil, &diag.Fault{Message: fmt.Sprintf("%q has braces that hold no variable", s), Hint: "a variable is written {{.Name}}"}
		}
		if text != "" {
			pieces = append(pieces, piece{text: text})
		}
		if m == nil {
			break
		}
		pieces = append(pieces, piece{name: rest[m[2]:m[3]]})
		rest = rest[m[1]:]
	}
	return pieces, nil
}

// variables returns the names in a text, sorted, each once.
func variables(pieces []piece) []string {
	var names []string
	for _, p := range pieces {
		if p.name != "" {
			names = append(names, p.name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// pluralForm returns the category of a whole number.
func pluralForm(tag language.Tag, n int) plural.Form {
	n = max(n, -n, 0) // the least int has no opposite
	return plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)
}

// formsOf returns the categories that whole numbers have in a language, each
// with the first numbers that are of it, two where a hundred numbers show two.
// French has 0 and 1 for "one", Polish no number at all for "other".
func formsOf(tag language.Tag) map[string][]int {
	forms := map[string][]int{}
	for n := range 100 {
		name := formNames[pluralForm(tag, n)]
		if len(forms[name]) < 2 {
			forms[name] = append(forms[name], n)
		}
	}
	for _, n := range []int{100, 101, 1000, 1_000_000} {
		name := formNames[pluralForm(tag, n)]
		if forms[name] == nil {
			forms[name] = []int{n}
		}
	}
	return forms
}

// finish works out what is the same for every call.
func (e *entry) finish() {
	all := []string{}
	for _, pieces := range e.forms {
		all = append(all, variables(pieces)...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	e.counts = e.plural || slices.Contains(all, countVar)
	e.vars = slices.DeleteFunc(all, func(v string) bool { return v == countVar })
	if e.fixed = !e.counts && len(e.vars) == 0; e.fixed {
		for _, p := range e.forms[plural.Other] {
			e.text += p.text
		}
	}
}
