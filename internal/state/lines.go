package state

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fishbowl/internal/diag"
	"fishbowl/internal/source"
)

// Dir is the folder of all files of state, relative to the site.
const Dir = source.Content + "/_state"

// line is a line with a fact: parts with white space between them.
type line struct {
	file   string
	number int // from 1
	fields []field
}

// field is a part of a line; its column is in characters from 1.
type field struct {
	text   string
	column int
}

// at returns the place of a part.
func (l line) at(field int) diag.Pos {
	return diag.Pos{File: l.file, Line: l.number, Col: l.fields[field].column}
}

// readLines reads a file of facts; one that is not there has none. Empty lines
// and those that begin with # say nothing. The marks of a merge that was not
// finished are faults, and the whole file then says nothing; keep tells which lines
// are to be kept.
func readLines(list *diag.List, fsys fs.FS, name, keep string) ([]line, error) {
	if _, err := fs.Stat(fsys, name); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	text, err := source.ReadText(list, fsys, name)
	if err != nil {
		return nil, err
	}
	var lines []line
	number, inside, conflicts := 0, false, false
	for s := range strings.SplitSeq(string(text), "\n") {
		number++
		if mark := conflictMark(s); mark != "" {
			if !inside {
				list.Errorf(diag.Pos{File: name, Line: number, Col: 1}, "two versions of this file were not merged").
					WithHint("%s", "delete the lines of <<<<<<<, |||||||, ======= and >>>>>>>;\n"+keep)
			}
			inside, conflicts = mark != ">>>>>>>", true
			continue
		}
		if l := (line{name, number, fieldsOf(s)}); len(l.fields) > 0 && !strings.HasPrefix(s, "#") {
			lines = append(lines, l)
		}
	}
	if conflicts {
		return nil, nil
	}
	return lines, nil
}

// conflictMark returns the mark of version control that begins a line, or "".
func conflictMark(s string) string {
	for _, mark := range []string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"} {
		if strings.HasPrefix(s, mark) {
			return mark
		}
	}
	return ""
}

func fieldsOf(s string) []field {
	var fields []field
	for end := 0; ; {
		begin := strings.IndexFunc(s[end:], func(r rune) bool { return !unicode.IsSpace(r) })
		if begin < 0 {
			return fields
		}
		begin += end
		if end = strings.IndexFunc(s[begin:], unicode.IsSpace); end < 0 {
			end = len(s) - begin
		}
		end += begin
		fields = append(fields, field{s[begin:end], utf8.RuneCountInString(s[:begin]) + 1})
	}
}

// writeLines writes a file of facts, sorted, and reports whether it has changed.
// Either the whole file is new or it is as it was.
func writeLines(root *os.Root, name, head string, lines []string) (changed bool, err error) {
	slices.Sort(lines)
	var text bytes.Buffer
	text.WriteString(head)
	for _, l := range lines {
		text.WriteString(l + "\n")
	}
	old, err := root.ReadFile(name)
	if err == nil && bytes.Equal(bytes.ReplaceAll(old, []byte("\r\n"), []byte("\n")), text.Bytes()) {
		return false, nil
	}
	if err := source.Replace(root, map[string][]byte{name: text.Bytes()}); err != nil {
		return false, err
	}
	return true, nil
}
