package locale

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"

	"fishbowl/internal/diag"
)

// T returns an interface word, for layouts: {{.L.T "groups.free" 3}},
// {{.L.T "page.updated" "Date" .Updated}}.
//
// The first argument may be a whole number: it chooses the plural form and is
// the variable Count, written as the language writes numbers. Then follow names
// and values of variables. The values are texts, already formatted; a number
// among them is written by [Language.Number]. The error names the key: it is
// unknown, a variable is missing, or one is given that the message has not.
func (l *Language) T(key string, args ...any) (string, error) {
	e, ok := l.words[key]
	if !ok {
		return "", l.unknownWord(key)
	}
	if e.fixed && len(args) == 0 {
		return e.text, nil
	}
	s, err := l.fill(e, args)
	if err != nil {
		return "", fmt.Errorf("the word %q %w", key, err)
	}
	return s, nil
}

// Word is [Language.T] for Go code. It panics where T has an error: a key or a
// variable that is not there is our own bug, since [LoadWords] lets no message
// through that differs from the closed set's.
func (l *Language) Word(key string, args ...any) string {
	s, err := l.T(key, args...)
	if err != nil {
		panic("locale: " + err.Error())
	}
	return s
}

// Around says an interface word with a text as one of its variables, which may
// be in another language; then the text keeps its mark.
func (l *Language) Around(key, name string, p Phrase, args ...any) Phrase {
	if p.Lang == "" {
		return Phrase{Text: l.Word(key, append(args, name, p.Before+p.Text+p.After)...)}
	}
	const hole = "\uFFFC" // the object replacement character: no message has it
	before, after, _ := strings.Cut(l.Word(key, append(args, name, hole)...), hole)
	return Phrase{Text: p.Text, Lang: p.Lang, Before: before + p.Before, After: p.After + after}
}

// Together says an interface word with several texts as one of its variables:
// all that are written in the language in one phrase, every other in its own.
func (l *Language) Together(key, name string, texts []Text, others []string) []Phrase {
	var own string
	var foreign []Phrase
	for _, text := range texts {
		switch p := text.For(l.Code, others); {
		case p.Text == "":
		case p.Lang != "":
			foreign = append(foreign, l.Around(key, name, p))
		case own == "":
			own = p.Text
		default:
			own = l.Word("schedule.items", "A", own, "B", p.Text)
		}
	}
	if own == "" {
		return foreign
	}
	return append([]Phrase{{Text: l.Word(key, name, own)}}, foreign...)
}

// Has reports whether there is an interface word of this key.
func (l *Language) Has(key string) bool { _, ok := l.words[key]; return ok }

// Keys returns the keys of all interface words, sorted.
func (l *Language) Keys() []string { return slices.Sorted(maps.Keys(l.words)) }

func (l *Language) unknownWord(key string) error {
	if l.words == nil {
		return fmt.Errorf("no words are loaded for %q: call LoadWords", l.Code)
	}
	if near := diag.Nearest(key, l.Keys()); near != "" {
		return fmt.Errorf("there is no interface word %q: did you mean %q?", key, near)
	}
	return fmt.Errorf("there is no interface word %q", key)
}

func (l *Language) fill(e *entry, args []any) (string, error) {
	count, hasCount := 0, false
	if len(args) > 0 {
		switch n := args[0].(type) {
		case int:
			count, hasCount = n, true
		case int64:
			count, hasCount = int(n), true
		}
	}
	switch {
	case hasCount && !e.counts:
		return "", fmt.Errorf("takes no number")
	case !hasCount && e.counts:
		return "", fmt.Errorf("needs a number before its variables")
	case hasCount:
		args = args[1:]
	}
	if err := e.check(args); err != nil {
		return "", err
	}
	form := plural.Other
	if e.plural {
		form = pluralForm(e.tag, count)
	}
	var b strings.Builder
	for _, p := range e.forms[form] {
		switch p.name {
		case "":
			b.WriteString(p.text)
		case countVar:
			b.WriteString(l.Number(float64(count)))
		default:
			v, _ := argument(p.name, args)
			s, err := l.show(p.name, v)
			if err != nil {
				return "", err
			}
			b.WriteString(s)
		}
	}
	return b.String(), nil
}

// check reports whether the arguments name the variables of the message, each
// once.
func (e *entry) check(args []any) error {
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		switch {
		case !ok:
			return fmt.Errorf("needs the name of a variable before the value %v", args[i])
		case i+1 == len(args):
			return fmt.Errorf("has no value after the name %q", name)
		case slices.Contains(e.vars, name):
			if _, again := argument(name, args[i+2:]); again {
				return fmt.Errorf("was given the variable %q twice", name)
			}
			continue
		}
		if near := diag.Nearest(name, e.vars); near != "" {
			return fmt.Errorf("has no variable %q: did you mean %q?", name, near)
		}
		return fmt.Errorf("has no variable %q", name)
	}
	for _, v := range e.vars {
		if _, ok := argument(v, args); !ok {
			return fmt.Errorf("needs the variable %q", v)
		}
	}
	return nil
}

// argument finds the value that follows a name.
func argument(name string, args []any) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if s, ok := args[i].(string); ok && s == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// show returns the text of a value.
func (l *Language) show(name string, value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case fmt.Stringer:
		return v.String(), nil
	case int:
		return l.Number(float64(v)), nil
	case int64:
		return l.Number(float64(v)), nil
	case float64:
		return l.Number(v), nil
	}
	return "", fmt.Errorf("needs a text as its variable %q, not %T", name, value)
}
