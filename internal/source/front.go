package source

import (
	"bytes"
	"errors"

	"github.com/adrg/frontmatter"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// split takes a page's text apart: front matter (YAML between lines of ---, or
// TOML between lines of +++), body, and the line where the body begins. Without
// front matter the node is an empty mapping; it is nil where the front matter
// cannot be read, and that has been reported.
func split(list *diag.List, file string, text []byte) (front *decode.Node, body []byte, line int) {
	front = &decode.Node{Kind: decode.Mapping, Pos: diag.Pos{File: file, Line: 1, Col: 1}}
	if text == nil {
		return nil, nil, 1
	}
	blank := leadingBlankLines(text)
	if !delimiters(list, file, text, blank) {
		return nil, nil, 1
	}
	read := func(parse func(*diag.List, string, []byte) *decode.Node) frontmatter.UnmarshalFunc {
		return func(data []byte, _ any) error {
			// Newlines before the block make its lines the file's lines.
			padded := append(bytes.Repeat([]byte("\n"), blank+1), data...)
			front = parse(list, file, padded)
			if front != nil && front.Kind != decode.Mapping && (&decode.Decoder{List: list}).MissingBlank(front, nil) {
				front = nil
			}
			if front != nil && front.Kind != decode.Mapping {
				list.Errorf(front.Pos, "expected a block of keys, found %s", front.Describe()).
					WithHint("front matter has one key a line, as in title: Our history")
				front = nil
			}
			if front == nil {
				return errUnreadable
			}
			return nil
		}
	}
	body, err := frontmatter.Parse(bytes.NewReader(text), nil,
		frontmatter.NewFormat("---", "---", read(decode.YAML)),
		frontmatter.NewFormat("+++", "+++", read(decode.TOML)))
	if err != nil { // reading from memory, only errUnreadable is left
		return nil, nil, 1
	}
	return front, body, 1 + bytes.Count(text[:len(text)-len(body)], []byte("\n"))
}

var errUnreadable = errors.New("front matter has been reported as unreadable")

func leadingBlankLines(text []byte) int {
	rest := bytes.TrimLeft(text, " \t\r\n")
	return bytes.Count(text[:len(text)-len(rest)], []byte("\n"))
}

// delimiters checks what the front matter library is silent about: a block
// that is never closed, and a line of --- inside the block that only looks
// like its end.
func delimiters(list *diag.List, file string, text []byte, blank int) bool {
	lines := bytes.Split(text, []byte("\n"))
	mark := string(bytes.TrimSpace(lines[blank]))
	if mark != "---" && mark != "+++" {
		return true
	}
	open := diag.Pos{File: file, Line: blank + 1, Col: 1}
	for i := blank + 1; i < len(lines); i++ {
		if string(bytes.TrimSpace(lines[i])) != mark {
			continue
		}
		if indent := len(lines[i]) - len(bytes.TrimLeft(lines[i], " \t")); indent > 0 {
			list.Errorf(diag.Pos{File: file, Line: i + 1, Col: indent + 1}, "an indented %s cannot stand in the front matter", mark).
				WithAlso(open, "the front matter begins here").
				WithHint("move %s to the beginning of the line if the front matter ends here, or write something else", mark)
			return false
		}
		return true
	}
	list.Errorf(open, "the front matter that begins here is never closed").
		WithHint("write a line with only %s after its last key", mark)
	return false
}
