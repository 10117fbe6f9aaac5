package decode

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"fishbowl/internal/diag"
)

// JSON reads a file that holds one JSON value (RFC 8259). It returns nil where
// the text cannot be read; that has then been reported.
func JSON(list *diag.List, file string, text []byte) *Node {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	r := &jsonReader{list: list, file: file, text: text, d: d}
	root, err := r.read(0)
	if err == nil {
		at := r.next()
		if _, err = d.Token(); err == io.EOF {
			return root
		}
		list.Errorf(at, "nothing can follow the closing bracket")
		return nil
	}
	at := r.next()
	switch {
	case err == errDeep:
		list.Errorf(at, "lists and blocks stand in each other more than %d deep", maxDepth)
	case err == io.EOF, errors.Is(err, io.ErrUnexpectedEOF):
		list.Errorf(r.pos(len(bytes.TrimRight(text, " \t\r\n"))), "the file ends too early: a bracket or a quotation mark is not closed")
	default:
		list.Errorf(at, "cannot be read as JSON: %v", err).WithHint("export the file anew, or check commas and quotation marks")
	}
	return nil
}

// maxDepth is far more than data have.
const maxDepth = 100

var errDeep = errors.New("deep")

type jsonReader struct {
	list *diag.List
	file string
	text []byte
	d    *json.Decoder
	line diag.Pos // the last place that was counted,
	from int      // and its offset
}

// next returns the place of the next value or key.
func (r *jsonReader) next() diag.Pos {
	from := int(r.d.InputOffset())
	rest := bytes.TrimLeft(r.text[from:], " \t\r\n,:")
	return r.pos(len(r.text) - len(rest))
}

// pos returns the place of an offset. Places are asked for mostly in order, so
// that a file is counted through once.
func (r *jsonReader) pos(offset int) diag.Pos {
	offset = min(offset, len(r.text))
	if r.line.Line == 0 || offset < r.from {
		r.line, r.from = diag.Pos{File: r.file, Line: 1, Col: 1}, 0
	}
	passed := r.text[r.from:offset]
	if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
		r.line.Line += bytes.Count(passed, []byte("\n"))
		r.line.Col = 1
		passed = passed[i+1:]
	}
	r.line.Col += utf8.RuneCount(passed)
	r.from = offset
	return r.line
}

func (r *jsonReader) read(depth int) (*Node, error) {
	n := &Node{Pos: r.next()}
	token, err := r.d.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case json.Delim:
		if depth == maxDepth {
			return nil, errDeep
		}
		return n, r.inside(n, v, depth+1)
	case string:
		n.Kind, n.Value = Text, v
	case json.Number:
		n.Kind, n.Value = Int, v.String()
		if strings.ContainsAny(n.Value, ".eE") {
			n.Kind = Float
		}
	case bool:
		n.Kind, n.Value = Bool, map[bool]string{true: "true", false: "false"}[v]
	}
	return n, nil
}

// inside reads what a list or a block holds, up to its closing bracket.
func (r *jsonReader) inside(n *Node, open json.Delim, depth int) error {
	n.Kind = Sequence
	if open == '{' {
		n.Kind = Mapping
	}
	for r.d.More() {
		e := Entry{Pos: r.next()}
		if n.Kind == Mapping {
			key, err := r.d.Token()
			if err != nil {
				return err
			}
			e.Key = key.(string) // the decoder takes nothing else for a key
		}
		value, err := r.read(depth)
		if err != nil {
			return err
		}
		if e.Value = value; n.Kind == Mapping {
			mapping{n, r.list}.add(e)
		} else {
			n.Items = append(n.Items, value)
		}
	}
	_, err := r.d.Token()
	return err
}
