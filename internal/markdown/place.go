package markdown

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"fishbowl/internal/diag"
)

// places turns offsets in a body into places in its file. It counts characters
// from checkpoints, so that many places on one long line cost no more than on
// short ones.
type places struct {
	file  string
	first int // the line where the body begins
	src   []byte
	lines []int   // offsets where lines begin
	chars []int32 // characters before each checkpoint, made at the first question
}

const checkpoint = 512 // bytes

func (p *places) at(off int) diag.Pos {
	off = min(max(off, 0), len(p.src))
	if p.chars == nil {
		p.chars = []int32{0}
		for i := checkpoint; i <= len(p.src); i += checkpoint {
			p.chars = append(p.chars, p.chars[len(p.chars)-1]+countChars(p.src[i-checkpoint:i]))
		}
	}
	line, found := slices.BinarySearch(p.lines, off)
	if !found {
		line--
	}
	return diag.Pos{File: p.file, Line: p.first + line, Col: int(p.before(off)-p.before(p.lines[line])) + 1}
}

func (p *places) before(off int) int32 {
	i := off / checkpoint
	return p.chars[i] + countChars(p.src[i*checkpoint:off])
}

// countChars counts first bytes of characters, so that a stretch may be cut
// inside one.
func countChars(b []byte) int32 {
	var n int32
	for _, c := range b {
		if c&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// of returns the place of a part of the body: goldmark hands out targets of
// links as slices of it. A part that was copied has the place of its node.
func (p *places) of(part []byte, n ast.Node) diag.Pos {
	if off := cap(p.src) - cap(part); len(part) > 0 && off >= 0 && off < len(p.src) && &p.src[off] == &part[0] {
		return p.at(off)
	}
	return p.at(n.Pos())
}

// clean takes over the body with LF line ends and with every byte that HTML or
// goldmark cannot take replaced by another, so that places stay true. Such
// bytes are an error, reported once.
func (d *draft) clean(body []byte) {
	if bytes.IndexByte(body, '\r') >= 0 {
		body = bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))
	}
	d.lines = []int{0}
	cleaned, bad, what := body, -1, ""
	replace := func(i, n int, by byte, why string) {
		if bad < 0 {
			bad, what, cleaned = i, why, bytes.Clone(body)
		}
		copy(cleaned[i:], bytes.Repeat([]byte{by}, n))
	}
	valid, next := utf8.Valid(body), 0 // next is where the next character begins
	for i, c := range body {
		switch {
		case c == '\n':
			d.lines = append(d.lines, i+1)
		case c < ' ' && c != '\t' && c != '\r' || c == 0x7f:
			replace(i, 1, ' ', "an invisible control character stands here")
		case c == 0xC2 && i+1 < len(body) && body[i+1] >= 0x80 && body[i+1] < 0xA0:
			replace(i+1, 1, 0xA0, "an invisible control character stands here")
			next = i + 2
		case !valid && c >= utf8.RuneSelf && i >= next:
			r, size := utf8.DecodeRune(body[i:])
			if r == utf8.RuneError && size == 1 {
				replace(i, 1, '?', "the text is not UTF-8 here")
			}
			next = i + size
		}
	}
	if d.src = cleaned; bad >= 0 {
		d.list.Errorf(d.at(bad), "%s", what).WithHint("delete the sign and write it anew; save the file as UTF-8")
	}
}
