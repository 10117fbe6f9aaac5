// Package po reads and writes the files in which translators work: PO, as the manual of
// GNU gettext describes it ("The Format of PO Files").
//
// It knows what a website needs: a context, a text, its translation, whether that is
// doubtful (fuzzy), where the text stands, and notes on it. Plural forms are faults; obsolete messages and
// the comments of translators are passed over, since nothing writes into a file that
// somebody has worked in.
package po

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// File is a PO file.
type File struct {
	Header   []Field // in the order of the file
	Messages []Message
}

// Field is a line of the header.
type Field struct{ Name, Value string }

// Message is a text with its translation.
type Message struct {
	Context    string
	ID         string // the text in the language of the source
	Text       string // the translation; empty where there is none
	Fuzzy      bool   // somebody has to look at it
	Notes      []string
	References []string // FILE:LINE
	Line       int      // where it begins in the file that was read
}

// Key is what names a message in a file.
type Key struct{ Context, ID string }

// Key returns the message's name.
func (m *Message) Key() Key { return Key{m.Context, m.ID} }

// Get returns a field of the header, or "". Case does not count.
func (f *File) Get(name string) string {
	i := slices.IndexFunc(f.Header, func(h Field) bool { return strings.EqualFold(h.Name, name) })
	if i < 0 {
		return ""
	}
	return f.Header[i].Value
}

// Bytes returns the file as it is written: UTF-8, a line of the text a line of the file,
// none of them wrapped. What is read back is the same but for References.
func (f *File) Bytes() []byte {
	b := &bytes.Buffer{}
	var header strings.Builder
	for _, h := range f.Header {
		header.WriteString(h.Name + ": " + h.Value + "\n")
	}
	writeString(b, "msgid", "")
	writeString(b, "msgstr", header.String())
	for _, m := range f.Messages {
		b.WriteByte('\n')
		for _, note := range m.Notes {
			writeComment(b, "#. ", note)
		}
		for _, ref := range m.References {
			if strings.ContainsAny(ref, " \t") {
				ref = "\u2068" + ref + "\u2069" // as gettext isolates names with blanks
			}
			writeComment(b, "#: ", ref)
		}
		if m.Fuzzy {
			b.WriteString("#, fuzzy\n")
		}
		if m.Context != "" {
			writeString(b, "msgctxt", m.Context)
		}
		writeString(b, "msgid", m.ID)
		writeString(b, "msgstr", m.Text)
	}
	return b.Bytes()
}

func writeComment(b *bytes.Buffer, mark, text string) {
	b.WriteString(mark + strings.Join(strings.Fields(text), " ") + "\n")
}

func writeString(b *bytes.Buffer, keyword, s string) {
	b.WriteString(keyword)
	if strings.Contains(strings.TrimSuffix(s, "\n"), "\n") {
		b.WriteString(` ""` + "\n")
		for line := range strings.Lines(s) {
			b.WriteString(quote(line) + "\n")
		}
		return
	}
	b.WriteString(" " + quote(s) + "\n")
}

// escapes are those of C that PO knows.
var escapes = map[byte]byte{'"': '"', '\\': '\\', 'n': '\n', 't': '\t', 'r': '\r', 'a': '\a', 'b': '\b', 'f': '\f', 'v': '\v'}

func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		c := s[i]
		short := byte(0)
		for letter, means := range escapes {
			if means == c {
				short = letter
			}
		}
		switch {
		case short != 0:
			b.WriteByte('\\')
			b.WriteByte(short)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
