package diag

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// quoteWidth bounds how many characters of a long line a report shows.
const quoteWidth = 100

// Report writes the problem as a volunteer reads it: the place and message,
// the line of the file with a caret below the column, the hint, and the other
// places in the same manner.
//
//	content/groups.yaml:14:7: error: unknown key "pirce"
//	    14 |       pirce: 30
//	       |       ^
//	    hint: did you mean "price"?
func (l *List) Report(p *Problem) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s: %s\n", p.Pos, p.Severity, p.Message)
	l.quote(&b, p.Pos)
	for _, also := range p.Also {
		fmt.Fprintf(&b, "    see %s: %s\n", also.Pos, also.Message)
		l.quote(&b, also.Pos)
	}
	if p.Hint != "" {
		fmt.Fprintf(&b, "    hint: %s\n", strings.ReplaceAll(p.Hint, "\n", "\n          "))
	}
	return b.String()
}

// Quote returns the line of a file as Report quotes it, with the caret below; ""
// where there is none to quote.
func (l *List) Quote(pos Pos) string {
	var b strings.Builder
	l.quote(&b, pos)
	return strings.TrimSuffix(b.String(), "\n")
}

func (l *List) quote(b *strings.Builder, pos Pos) {
	l.mu.Lock()
	text, ok := l.texts[pos.File]
	l.mu.Unlock()
	if !ok || pos.Line == 0 {
		return
	}
	line, ok := lineOf(text, pos.Line)
	if !ok || strings.TrimSpace(line) == "" {
		return
	}
	runes, first := []rune(line), 0
	if pos.Col > quoteWidth-20 {
		first = min(pos.Col-quoteWidth/2, len(runes))
	}
	shown := runes[first:min(first+quoteWidth, len(runes))]
	number := fmt.Sprintf("%4d", pos.Line)
	fmt.Fprintf(b, "  %s | %s\n", number, string(shown))
	if pos.Col == 0 || pos.Col-1-first > len(shown) {
		return
	}
	// Tabs before the column stay tabs, so that the caret stands below it.
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, string(shown[:pos.Col-1-first]))
	fmt.Fprintf(b, "  %s | %s^\n", strings.Repeat(" ", len(number)), pad)
}

// Column turns a column that counts bytes from 0 into one that counts
// characters from 1.
func (l *List) Column(file string, line, byteColumn int) int {
	l.mu.Lock()
	text := l.texts[file]
	l.mu.Unlock()
	for ; line > 1; line-- {
		text = text[bytes.IndexByte(text, '\n')+1:]
	}
	if byteColumn > len(text) {
		return byteColumn + 1
	}
	return utf8.RuneCount(text[:byteColumn]) + 1
}

func lineOf(text []byte, n int) (string, bool) {
	for ; n > 1; n-- {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			return "", false
		}
		text = text[i+1:]
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte("\uFEFF")), []byte("\r"))
	// What a terminal would act on is shown as a replacement character.
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f || r == utf8.RuneError {
			return utf8.RuneError
		}
		return r
	}, string(line)), true
}

// Nearest returns the candidate that a misspelt word most likely means, or ""
// if none is near: the one with the fewest insertions, deletions,
// substitutions and swaps of neighbours, at most a third of the word's length.
func Nearest(word string, candidates []string) string {
	best, bestDistance := "", max(1, utf8.RuneCountInString(word)/3)+1
	for _, c := range candidates {
		if d := distance([]rune(strings.ToLower(word)), []rune(strings.ToLower(c))); d < bestDistance || d == bestDistance && best != "" && c < best {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance is the optimal string alignment distance of two short words.
func distance(a, b []rune) int {
	var before, last []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
