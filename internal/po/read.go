package po

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"fishbowl/internal/diag"
)

// Read reads a file, with the line ends of any system. What is wrong with it is
// reported, all of it, and then it returns nil.
func Read(list *diag.List, name string, text []byte) *File {
	faults := list.Len(diag.Error)
	r := reader{list: list, name: name, file: &File{}, first: map[Key]diag.Pos{}}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	for line := range bytes.Lines(text) {
		r.line++
		r.read(strings.TrimSpace(string(line)))
	}
	r.flush()
	if charset := r.file.charset(); charset != "" && !strings.EqualFold(charset, "UTF-8") {
		list.Errorf(diag.Pos{File: name}, "the file says that it is written in %s", charset).WithHint("save it in UTF-8")
	}
	if list.Len(diag.Error) > faults {
		return nil
	}
	return r.file
}

func (f *File) charset() string {
	_, charset, _ := strings.Cut(strings.ToLower(f.Get("Content-Type")), "charset=")
	if charset == "charset" { // of a template
		return ""
	}
	return charset
}

type reader struct {
	list  *diag.List
	name  string
	file  *File
	line  int
	first map[Key]diag.Pos

	message       Message
	at            diag.Pos
	hasID, hasStr bool
	field         *strings.Builder // what a line of text belongs to; nil where there is none
	context, id   strings.Builder
	text          strings.Builder
	plural        strings.Builder // passed over
}

func (r *reader) pos() diag.Pos { return diag.Pos{File: r.name, Line: r.line, Col: 1} }

func (r *reader) read(line string) {
	keyword, rest, _ := strings.Cut(line, " ")
	if i := strings.IndexByte(line, '"'); i >= 0 { // msgid"…" is allowed
		if k := strings.TrimSpace(line[:i]); !strings.ContainsAny(k, " #") {
			keyword, rest = k, line[i:]
		}
	}
	switch {
	case line == "":
	case line[0] == '#':
		r.comment(line)
	case keyword == "":
		r.string(line)
	case keyword == "msgctxt":
		r.begin(&r.context, rest)
	case keyword == "msgid":
		if r.hasID || r.hasStr {
			r.flush()
		}
		r.hasID = true
		r.begin(&r.id, rest)
	case keyword == "msgstr":
		if !r.hasID || r.hasStr {
			r.list.Errorf(r.pos(), "a translation (msgstr) without the text that it is of").WithHint("before it stands a line with msgid")
		}
		r.hasStr = true
		r.begin(&r.text, rest)
	case keyword == "msgid_plural", strings.HasPrefix(keyword, "msgstr["):
		if keyword == "msgid_plural" {
			r.list.Errorf(r.pos(), "a text with plural forms: a file of fishbowl translate export has none").WithHint("is it the right file?")
		}
		r.hasStr = true
		r.begin(&r.plural, rest)
	default:
		r.list.Errorf(r.pos(), "this line does not belong into a PO file").
			WithHint("it has lines that begin with msgctxt, msgid, msgstr, # or a quotation mark; open it in an editor for PO files, as Poedit")
		r.field = nil
	}
}

func (r *reader) comment(line string) {
	if r.hasStr {
		r.flush()
	}
	if note, isNote := strings.CutPrefix(line, "#."); isNote {
		r.message.Notes = append(r.message.Notes, strings.TrimSpace(note))
	}
	if rest, isFlags := strings.CutPrefix(line, "#,"); isFlags {
		for flag := range strings.SplitSeq(rest, ",") {
			r.message.Fuzzy = r.message.Fuzzy || strings.TrimSpace(flag) == "fuzzy"
		}
	}
}

// begin begins a field.
func (r *reader) begin(field *strings.Builder, rest string) {
	if field == &r.context && (r.hasID || r.hasStr) {
		r.flush()
	}
	if r.at.Line == 0 {
		r.at = r.pos()
	}
	field.Reset()
	r.field = field
	r.string(strings.TrimSpace(rest))
}

// string reads a line of text in quotation marks.
func (r *reader) string(s string) {
	text, ok := unquote(s)
	switch {
	case !ok:
		r.list.Errorf(r.pos(), "this text is not between two quotation marks, or there is a \\ in it that means nothing").
			WithHint(`a line of text is written as in "…", with \" and \\ for what stands in it; is the file cut off here?`)
	case r.field == nil:
		r.list.Errorf(r.pos(), "a line of text that belongs to nothing").WithHint("before it stands a line with msgid or msgstr")
	default:
		r.field.WriteString(text)
	}
}

// flush ends a message.
func (r *reader) flush() {
	m := r.message
	m.Context, m.ID, m.Text, m.Line = r.context.String(), r.id.String(), r.text.String(), r.at.Line
	at, begun, whole := r.at, r.at.Line > 0, r.hasID && r.hasStr
	*r = reader{list: r.list, name: r.name, file: r.file, line: r.line, first: r.first}
	switch key := m.Key(); {
	case !begun:
	case !whole:
		r.list.Errorf(at, "a text without the line of its translation (msgstr)").WithHint("is the file cut off here?")
	case r.first[key].Line > 0:
		r.list.Errorf(at, "the text stands twice").WithAlso(r.first[key], "it stands here first").WithHint("delete one of the two, and the lines of # above it")
	default:
		r.first[key] = at
		if key == (Key{}) {
			r.file.Header = fields(m.Text)
			return
		}
		r.file.Messages = append(r.file.Messages, m)
	}
}

func fields(header string) []Field {
	var all []Field
	for line := range strings.SplitSeq(header, "\n") {
		if name, value, ok := strings.Cut(line, ":"); ok {
			all = append(all, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
	return all
}

// unquote returns a text in quotation marks as it is meant.
func unquote(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	s = s[1 : len(s)-1]
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return "", false
		case s[i] != '\\':
			b.WriteByte(s[i])
			continue
		}
		if i++; i == len(s) {
			return "", false
		}
		if c, ok := escapes[s[i]]; ok {
			b.WriteByte(c)
			continue
		}
		digits, base := 0, 8
		if s[i] == 'x' {
			i, base = i+1, 16
		}
		for digits < 4-base/8 && i+digits < len(s) && isDigit(s[i+digits], base) {
			digits++
		}
		n, err := strconv.ParseUint(s[i:i+digits], base, 8)
		if err != nil {
			return "", false
		}
		b.WriteByte(byte(n))
		i += digits - 1
	}
	return b.String(), utf8.ValidString(b.String())
}

func isDigit(c byte, base int) bool {
	_, err := strconv.ParseUint(string(rune(c)), base, 8)
	return err == nil
}
