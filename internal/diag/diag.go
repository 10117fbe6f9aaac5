// Package diag holds what the generator has to say about a site's files: a
// problem has a place, a message and, where one is known, a hint; a list
// collects the problems of a whole run.
//
// The reader is a volunteer, not a programmer. Messages are lower case, have
// no full stop, quote what was written and never show a Go name. Places are
// slash paths relative to the site, lines and columns count from 1, columns
// count characters.
//
// A stage does not stop at its first problem: it adds all it finds to the
// [List] that it was given and leaves it to the end of the stage whether the
// run goes on. A Go error is for what stops a run: a full disk, a missing
// permission.
package diag

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Severity says what a problem means for the run.
type Severity uint8

const (
	// Error stops the run before anything is published.
	Error Severity = iota
	// Warning does not stop a run, unless it is strict.
	Warning
	// Notice depends on the day (a group whose last date is past) or waits for
	// somebody (an unconfirmed record). It never stops a run.
	Notice
)

func (s Severity) String() string {
	return [...]string{"error", "warning", "notice"}[s]
}

// MarshalText writes the severity as its word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Pos is a place in one of the site's files. Line and Col are 0 where only the
// file is known, Col is 0 where only the line is.
type Pos struct {
	File string `json:"file"`           // slash path relative to the site
	Line int    `json:"line,omitempty"` // from 1
	Col  int    `json:"column,omitempty"`
}

func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Compare orders places by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Problem is one thing to say about one place.
type Problem struct {
	Pos
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
	Also     []Also   `json:"also,omitempty"`
}

// Also is a second place that belongs to a problem: the other of two values
// that disagree, the first use of an id that stands twice.
type Also struct {
	Pos
	Message string `json:"message"`
}

// WithHint says what would be right. It returns p.
func (p *Problem) WithHint(format string, args ...any) *Problem {
	p.Hint = fmt.Sprintf(format, args...)
	return p
}

// AddHint adds a line to the hint. It returns p.
func (p *Problem) AddHint(format string, args ...any) *Problem {
	if p.Hint != "" {
		p.Hint += "\n"
	}
	p.Hint += fmt.Sprintf(format, args...)
	return p
}

// WithAlso names another place that belongs to the problem. It returns p.
func (p *Problem) WithAlso(pos Pos, format string, args ...any) *Problem {
	p.Also = append(p.Also, Also{pos, fmt.Sprintf(format, args...)})
	return p
}

// places returns every place that a problem names.
func (p *Problem) places() []Pos {
	all := []Pos{p.Pos}
	for _, a := range p.Also {
		all = append(all, a.Pos)
	}
	return all
}

// Fault is an error about a value as somebody wrote it, before its place is
// known. Pure parsers return it; the reader of the file adds the place.
type Fault struct {
	Message string
	Hint    string // empty, or what would be right
}

func (f *Fault) Error() string { return f.Message }

// Faultf returns a Fault without a hint.
func Faultf(format string, args ...any) *Fault {
	return &Fault{Message: fmt.Sprintf(format, args...)}
}

// List collects problems, each only once. Its methods are safe for goroutines. Problems are
// read when the stages that add to it are over.
type List struct {
	mu       sync.Mutex
	problems []*Problem
	known    map[key]bool
	texts    map[string][]byte
}

// key is what makes two problems the same.
type key struct {
	pos      Pos
	severity Severity
	message  string
}

// Errorf adds an error.
func (l *List) Errorf(pos Pos, format string, args ...any) *Problem {
	return l.add(Error, pos, fmt.Sprintf(format, args...))
}

// Warnf adds a warning.
func (l *List) Warnf(pos Pos, format string, args ...any) *Problem {
	return l.add(Warning, pos, fmt.Sprintf(format, args...))
}

// Noticef adds a notice.
func (l *List) Noticef(pos Pos, format string, args ...any) *Problem {
	return l.add(Notice, pos, fmt.Sprintf(format, args...))
}

// Fault adds an error at pos from what a parser returned; the hint is kept.
func (l *List) Fault(pos Pos, err error) *Problem {
	p := l.add(Error, pos, err.Error())
	if f, ok := err.(*Fault); ok {
		p.Hint = f.Hint
	}
	return p
}

func (l *List) add(s Severity, pos Pos, message string) *Problem {
	p := &Problem{Pos: pos, Severity: s, Message: message}
	l.mu.Lock()
	defer l.mu.Unlock()
	k := key{pos, s, message}
	if l.known[k] {
		return p // a hint that is added to it is lost with it
	}
	if l.known == nil {
		l.known = map[key]bool{}
	}
	l.known[k] = true
	l.problems = append(l.problems, p)
	return p
}

// AddText remembers the text of a file, so that a report can quote the line.
// The text must not change afterwards.
func (l *List) AddText(file string, text []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.texts == nil {
		l.texts = map[string][]byte{}
	}
	l.texts[file] = text
}

// Merge adds all problems of other, and the texts that it remembers. other may be nil
// and is not changed.
func (l *List) Merge(other *List) {
	if other == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, p := range other.problems {
		k := key{p.Pos, p.Severity, p.Message}
		if l.known[k] {
			continue
		}
		if l.known == nil {
			l.known = map[key]bool{}
		}
		l.known[k] = true
		l.problems = append(l.problems, p)
	}
	if l.texts == nil {
		l.texts = map[string][]byte{}
	}
	maps.Copy(l.texts, other.texts)
}

// IfAny returns the list; nil where it has no problem.
func (l *List) IfAny() *List {
	if len(l.problems) == 0 {
		return nil
	}
	return l
}

// Remember asks for the texts of all files that problems name and that the list does
// not remember; text returns nil where there is none.
func (l *List) Remember(text func(file string) []byte) {
	for _, p := range l.Sorted() {
		for _, pos := range p.places() {
			if _, known := l.texts[pos.File]; known {
				continue
			}
			if t := text(pos.File); t != nil {
				l.AddText(pos.File, t)
			}
		}
	}
}

// Empty returns a list without problems that knows the same texts.
func (l *List) Empty() *List {
	l.mu.Lock()
	defer l.mu.Unlock()
	return &List{texts: maps.Clone(l.texts)}
}

// Len returns how many problems of a severity there are.
func (l *List) Len(s Severity) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, p := range l.problems {
		if p.Severity == s {
			n++
		}
	}
	return n
}

// Failed reports whether the run must stop: there is an error or, in a strict
// run, a warning.
func (l *List) Failed(strict bool) bool {
	return l.Len(Error) > 0 || strict && l.Len(Warning) > 0
}

// Sorted returns the problems by place, then by severity and message, so that
// every run of the same site prints the same.
func (l *List) Sorted() []*Problem {
	l.mu.Lock()
	defer l.mu.Unlock()
	sorted := slices.Clone(l.problems)
	slices.SortFunc(sorted, func(a, b *Problem) int {
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Severity, b.Severity), strings.Compare(a.Message, b.Message))
	})
	return sorted
}
