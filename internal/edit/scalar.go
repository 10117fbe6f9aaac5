package edit

import (
	"bytes"
	"fmt"
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// How a text is written in YAML (YAML 1.2.2 §7.3, §8.1), and where one ends.

// scalar returns a text as it is written: plain where YAML reads it so, between quotation
// marks where it does not, and outside brackets with its lines below the key.
func scalar(value string, flow bool, indent int) string {
	if !flow && strings.Contains(value, "\n") && !strings.ContainsFunc(value, isControl) {
		var b strings.Builder
		b.WriteString("|-")
		for line := range strings.SplitSeq(value, "\n") {
			b.WriteByte('\n')
			if line != "" {
				b.WriteString(strings.Repeat(" ", indent+2) + line)
			}
		}
		return b.String()
	}
	form := "k: %s\n"
	if flow {
		form = "{k: %s, l: m}"
	}
	list := &diag.List{}
	if root := decode.YAML(list, "", fmt.Appendf(nil, form, value)); root != nil && list.Len(diag.Error) == 0 {
		if e, _ := root.Get("k"); e.Value != nil && e.Value.Kind == decode.Text && e.Value.Value == value {
			return value
		}
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case isControl(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// isControl reports whether YAML needs an escape for a character, or takes it for the
// end of a line.
func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\uFEFF'
}

// scalarEnd returns where the text ends that begins at a place. indent is how far the
// keys begin beside which it stands.
func (d *Document) scalarEnd(from int, flow bool, indent int) (int, bool) {
	if from >= d.to {
		return 0, false
	}
	switch d.text[from] {
	case '&', '*', '!':
		return 0, false // it has a name or a type: that is no business of ours
	case '"':
		for i := from + 1; i < d.to; i++ {
			switch d.text[i] {
			case '\\':
				i++
			case '"':
				return i + 1, true
			}
		}
		return 0, false
	case '\'':
		for i := from + 1; i < d.to; i++ {
			if d.text[i] != '\'' {
				continue
			}
			if i+1 < d.to && d.text[i+1] == '\'' {
				i++
				continue
			}
			return i + 1, true
		}
		return 0, false
	case '|', '>':
		if !flow {
			return d.deeper(d.lineEnd(from), indent), true
		}
	}
	return d.plainEnd(from, flow, indent), true
}

// plainEnd returns where a text without quotation marks ends.
func (d *Document) plainEnd(from int, flow bool, indent int) int {
	to, comment := d.lineEnd(from), false
	for i := from; i < to; i++ {
		next := byte(' ')
		if i+1 < to {
			next = d.text[i+1]
		}
		if c := d.text[i]; c == '#' && isBlank(d.text[i-1]) {
			to, comment = i, true
		} else if flow && (strings.IndexByte(",[]{}", c) >= 0 || c == ':' && (isBlank(next) || strings.IndexByte(",[]{}", next) >= 0)) {
			to, comment = i, true
		}
	}
	if !flow && !comment {
		to = d.deeper(to, indent)
	}
	return from + len(bytes.TrimRight(d.text[from:to], " \t\r\n"))
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// deeper returns the end of the last line, from the one that ends at a place, that
// begins further in than the keys.
func (d *Document) deeper(end, indent int) int {
	for at := end; at < d.to; {
		at += bytes.IndexByte(d.text[at:], '\n') + 1
		next := d.lineEnd(at)
		line := d.text[at:next]
		switch rest := bytes.TrimLeft(line, " "); {
		case at >= d.to:
			return end
		case len(bytes.TrimSpace(line)) == 0: // it belongs to it if more follows
		case len(line)-len(rest) <= indent:
			return end
		default:
			end = next
		}
		if next >= len(d.text) {
			return end
		}
		at = next
	}
	return end
}

// lineEnd returns where the line ends that a place is in, before its line end.
func (d *Document) lineEnd(at int) int {
	end := bytes.IndexByte(d.text[at:], '\n')
	if end < 0 {
		return len(d.text)
	}
	if end > 0 && d.text[at+end-1] == '\r' {
		end--
	}
	return at + end
}
