package exchange

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"fishbowl/internal/edit"
	"fishbowl/internal/locale"
	"fishbowl/internal/translate"
)

// lines are those of a file, with their ends. Edits keep their number, so that places
// stay true.
type lines []string

func linesOf(text []byte) lines { return slices.Collect(strings.Lines(string(text))) }

func (l lines) eol() string {
	if len(l) > 0 && strings.HasSuffix(l[0], "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// put writes a text in the place of lines; the last of them keeps its end.
func (l lines) put(first, count int, text string) {
	last := first + count - 1
	end := l[last][len(strings.TrimRight(l[last], "\r\n")):]
	for i := first; i < last; i++ {
		l[i] = ""
	}
	l[last] = strings.ReplaceAll(text, "\n", l.eol()) + end
}

// add writes a text behind a line, or before the first one of all that are given.
func (l lines) add(line int, text string, before bool) {
	text = strings.ReplaceAll(text, "\n", l.eol())
	if before {
		l[line] = text + l[line]
		return
	}
	body := strings.TrimRight(l[line], "\r\n")
	l[line] = body + text + l[line][len(body):]
}

func (l lines) bytes() []byte { return []byte(strings.Join(l, "")) }

// span returns the lines of a source from a block to another, with each block's lines
// replaced by its translation.
func span(source []string, blocks []translate.Text, said []string) string {
	var out []string
	line := blocks[0].Pos.Line - 1
	for i, b := range blocks {
		out = append(out, source[line:b.Pos.Line-1]...)
		out = append(out, said[i])
		line = b.Pos.Line - 1 + b.Lines
	}
	return strings.Join(out, "\n")
}

// newPage writes the file of a page in a language in which nobody has written it: the
// keys of the front matter that each language has for itself, in the order of the
// source, and the body of the source with other texts. What all languages share is not
// repeated.
func newPage(r *reader, j *job, lang string) ([]byte, error) {
	w := j.item.Written(j.source)
	type key struct {
		line  int
		entry string
	}
	var front []key
	var blocks []translate.Text
	var said []string
	title := ""
	for _, t := range j.texts {
		switch {
		case t.block >= 0:
			blocks, said = append(blocks, t.Text), append(said, j.taken[t])
		case t.shared < 0 && j.taken[t] != "":
			front = append(front, key{t.Pos.Line, t.Key + ": " + edit.Value(t.Key, j.taken[t])})
			if t.Key == "title" {
				title = j.taken[t]
			}
		}
	}
	if slug := locale.Slug(lang, title); w.Texts.Slug != "" && slug != "" {
		front = append(front, key{w.Texts.At("slug").Line, "slug: " + slug})
	}
	if w.Texts.Draft { // a translation publishes nothing that its source does not
		front = append(front, key{w.Texts.At("draft").Line, "draft: true"})
	}
	slices.SortStableFunc(front, func(a, b key) int { return a.line - b.line })
	var out strings.Builder
	out.WriteString("---\n")
	for _, k := range front {
		out.WriteString(k.entry + "\n")
	}
	out.WriteString("---\n")
	content, err := fs.ReadFile(r.fsys, w.File)
	if err != nil {
		return nil, err
	}
	content = bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
	source := strings.Split(string(content), "\n")
	first := bodyLine(content)
	if len(blocks) > 0 {
		end := blocks[len(blocks)-1]
		out.WriteString(strings.Join(append(source[first:blocks[0].Pos.Line-1:blocks[0].Pos.Line-1], span(source, blocks, said)), "\n"))
		first = end.Pos.Line - 1 + end.Lines
		if first < len(source) {
			out.WriteByte('\n')
		}
	}
	if first < len(source) {
		out.WriteString(strings.Join(source[first:], "\n"))
	}
	return []byte(out.String()), nil
}

// bodyLine returns the line, from 0, at which a page's body begins.
func bodyLine(content []byte) int {
	mark, n := "", 0
	for line := range bytes.Lines(content) {
		n++
		s := string(bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\uFEFF"))))
		switch {
		case mark != "" && s == mark:
			return n
		case mark == "" && (s == "---" || s == "+++"):
			mark = s
		case mark == "" && s != "":
			return 0
		}
	}
	return 0
}

// setBody writes blocks into the body of a translation that is there. It returns the
// blocks as they are to be then. What cannot be written is refused.
func setBody(r *reader, j *job, lang string, l lines) (blocks []string, err error) {
	there, now := r.Blocks(j.item, lang), r.Blocks(j.item, j.source)
	for _, b := range there {
		s, err := r.written(b)
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, s)
	}
	var texts []*text
	for _, t := range j.texts {
		if t.block >= 0 {
			texts = append(texts, t)
		}
	}
	pairs, ok := r.Pairs(j.item, j.source, lang)
	if !ok && len(there) == 0 && len(l) > 0 {
		pairs = []translate.Pair{{End: len(now)}}
	} else if !ok {
		for _, t := range texts {
			if _, taken := j.taken[t]; taken {
				j.refuse(t, "the translation is not built like its source", "write the paragraph into %s by hand", j.item.File(lang))
			}
		}
		return blocks, nil
	}
	for _, p := range slices.Backward(pairs) { // so that places stay true
		var said []string
		for _, t := range texts[p.Start:p.End] {
			if s, taken := j.taken[t]; taken {
				said = append(said, s)
			}
		}
		switch {
		case p.Start == p.End:
			j.left += p.To - p.From
		case len(said) == 0, slices.Equal(said, blocks[p.From:p.To]):
		case len(said) < p.End-p.Start:
			j.refuseAll(texts[p.Start:p.End], "it can only be written together with its neighbours, which are new too", "translate all of them")
		case p.To-p.From > 1 && between(r.lines[j.item.File(lang)], there[p.From:p.To]):
			j.refuseAll(texts[p.Start:p.End], "between the paragraphs in whose place it comes stands something else", fmt.Sprintf("write the paragraph into %s by hand", j.item.File(lang)))
		default:
			setBlocks(l, r.lines[j.item.Written(j.source).File], now, there, p, said)
			blocks = slices.Replace(blocks, p.From, p.To, said...)
		}
	}
	return blocks, nil
}

// setBlocks writes the translations of some blocks of a source in the place of those that
// stand there, or where they belong if there are none.
func setBlocks(l lines, source []string, now, there []translate.Text, p translate.Pair, said []string) {
	text := span(source, now[p.Start:p.End], said)
	gap := func(after int) string { // as it is in the source, behind a block
		b := now[after]
		return strings.Repeat("\n", now[after+1].Pos.Line-(b.Pos.Line+b.Lines-1))
	}
	switch {
	case p.To > p.From:
		first, last := there[p.From].Pos.Line-1, there[p.To-1]
		l.put(first, last.Pos.Line-1+last.Lines-first, text)
	case p.From > 0:
		before, empty := there[p.From-1], "\n\n"
		if p.Start > 0 {
			empty = gap(p.Start - 1)
		}
		l.add(before.Pos.Line+before.Lines-2, empty+text, false)
	case len(there) > 0:
		l.add(there[0].Pos.Line-1, text+gap(p.End-1), true)
	case strings.TrimSpace(l[len(l)-1]) == "---": // the first text of the body
		l.add(len(l)-1, "\n"+text, false)
	default:
		l.add(len(l)-1, "\n\n"+text, false)
	}
}

// between reports whether something stands between blocks.
func between(file []string, blocks []translate.Text) bool {
	for i, b := range blocks[1:] {
		end := blocks[i].Pos.Line - 1 + blocks[i].Lines
		for _, line := range file[end : b.Pos.Line-1] {
			if strings.TrimSpace(line) != "" {
				return true
			}
		}
	}
	return false
}
