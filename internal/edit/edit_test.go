package edit

import (
	"bytes"
	"testing"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// FuzzEdit: an edit of any text in any YAML says what was meant, leaves the beginning and
// the end of the file as they are, or changes nothing.
func FuzzEdit(f *testing.F) {
	for _, text := range []string{
		"a: {en: One, de: 'x'} # c\nb:\n  en: |\n    x\n\n    y\n\nc: d\n  e\n",
		"\uFEFFa:\r\n- b\r\n- {en: >-\r\n  x}\r\n", "- &x {de: }\n- *x\n", "a: [b, c: d]\n", "---\ntitle: x\n---\ny\n", "a: \"x\\\"\ny\" #\nb: ''''", "text alone",
	} {
		f.Add(text, "Ü: \"x\"")
		f.Add(text, "a\n\n b\u2028")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		for _, name := range []string{"x.yaml", "x.md"} {
			root := New(name, []byte(text)).read()
			if root == nil {
				continue
			}
			try := func(edit func(*Document) error) {
				d := New(name, []byte(text))
				switch err := edit(d); {
				case err != nil && string(d.Bytes()) != text:
					t.Errorf("%q was changed to %q, and %v", text, d.Bytes(), err)
				case err == nil && (d.read() == nil || !bytes.HasPrefix(d.Bytes()[d.to:], []byte(text[New(name, []byte(text)).to:]))):
					t.Errorf("%q became %q", text, d.Bytes())
				}
			}
			each(root, func(at diag.Pos) { try(func(d *Document) error { return d.SetText(at, "en", "de", value) }) })
			if name == "x.md" {
				try(func(d *Document) error { return d.SetKey("title", value) })
				try(func(d *Document) error { return d.SetKey("keywords", value) })
			}
		}
	})
}

func each(n *decode.Node, f func(at diag.Pos)) {
	f(n.Pos)
	for _, e := range n.Entries {
		each(e.Value, f)
	}
	for _, item := range n.Items {
		each(item, f)
	}
}
