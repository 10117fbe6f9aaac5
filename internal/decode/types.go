package decode

import (
	"fmt"
	"regexp"
	"strings"

	"fishbowl/internal/diag"
)

// Ref is an id that names something else, with the place where it stands.
type Ref struct {
	ID  string
	Pos diag.Pos
}

// DecodeNode reads the id.
func (r *Ref) DecodeNode(d *Decoder, n *Node) {
	if n.Kind != Text && n.Kind != Int {
		d.Mismatch(n, "an id")
		return
	}
	if r.ID, r.Pos = n.Value, n.Pos; r.ID == "" {
		d.List.Errorf(n.Pos, "an id is empty")
	} else if strings.Contains(r.ID, ",") {
		d.List.Errorf(n.Pos, "an id has no comma: %q", shorten(r.ID)).WithHint("several ids, where there can be several, stand in [ ], as in [anna, bob]")
	}
}

// String is a text with the place where it stands.
type String struct {
	Text string
	Pos  diag.Pos
}

// DecodeNode reads the text.
func (s *String) DecodeNode(d *Decoder, n *Node) {
	s.Pos = n.Pos
	d.Decode(n, &s.Text)
}

// ID is the name of a record: lower-case ASCII letters, digits and "-".
type ID string

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// CheckID returns a fault if s cannot be an id.
func CheckID(s string) error {
	if idForm.MatchString(s) {
		return nil
	}
	return &diag.Fault{
		Message: fmt.Sprintf("%q cannot be an id", s),
		Hint:    `an id has lower-case letters a-z, digits and single "-" between them, as in athens-tuesday`,
	}
}

// DecodeNode reads and checks the id.
func (id *ID) DecodeNode(d *Decoder, n *Node) {
	if n.Kind != Text && n.Kind != Int {
		d.Mismatch(n, "an id")
		return
	}
	if err := CheckID(n.Value); err != nil {
		d.List.Fault(n.Pos, err)
		return
	}
	*id = ID(n.Value)
}

// Map is a block of keys that the author chooses, such as ids, in the order of
// the file and with the place of each.
type Map[T any] []Item[T]

// Item is one key of a [Map].
type Item[T any] struct {
	Key   string
	Pos   diag.Pos
	Value T
}

// DecodeNode reads every value of the block.
func (m *Map[T]) DecodeNode(d *Decoder, n *Node) {
	if n.Kind != Mapping {
		d.Mismatch(n, "a block of keys").WithHint("begin each line with a key and a colon, without a dash")
		return
	}
	for _, e := range n.Entries {
		item := Item[T]{Key: e.Key, Pos: e.Pos}
		d.Decode(e.Value, &item.Value)
		*m = append(*m, item)
	}
}

// Get returns the value of a key.
func (m Map[T]) Get(key string) (T, bool) {
	for _, item := range m {
		if item.Key == key {
			return item.Value, true
		}
	}
	var none T
	return none, false
}

// Keys returns the keys in the order of the file.
func (m Map[T]) Keys() []string {
	keys := make([]string, len(m))
	for i, item := range m {
		keys[i] = item.Key
	}
	return keys
}

// Raw keeps a node as it was written, for whoever knows its type later.
type Raw struct{ Node *Node }

// DecodeNode keeps the node, and the language of its texts.
func (r *Raw) DecodeNode(d *Decoder, n *Node) {
	kept := *n
	if kept.Lang == "" {
		kept.Lang = d.Lang
	}
	r.Node = &kept
}
