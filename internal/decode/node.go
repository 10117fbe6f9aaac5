// Package decode reads YAML, TOML and JSON strictly into structs.
//
// It works in two steps. A reader ([YAML], [TOML], [JSON]) turns a file into [Node]s: a
// tree that is the same for every format and in which each key and value knows
// its file, line and column. A [Decoder] then fills Go structs from nodes and
// reports everything that does not fit: an unknown key (with the nearest known
// one), a wrong type, a missing key, a word outside its vocabulary. Both report
// to a diag.List and go on, so that all faults of a file are seen at once.
//
// Between the two steps nodes can be compared and joined; that is how the
// shared keys of a page's translations become one mapping in which each value
// still points at the file where it stands.
package decode

import (
	"fmt"
	"slices"

	"fishbowl/internal/diag"
)

// Kind is the form of a node.
type Kind uint8

// The forms of a node. Null is a key without a value, or null itself.
const (
	Null Kind = iota
	Text
	Int
	Float
	Bool
	Sequence
	Mapping
)

// Node is a value as it stands in a file.
type Node struct {
	Kind    Kind
	Pos     diag.Pos
	Value   string  // what was written, for Text, Int, Float and Bool; quotes are gone
	Items   []*Node // of a Sequence
	Entries []Entry // of a Mapping, in the order of the file; keys are unique
	Lang    string  // language of plain texts in it, where it is not the decoder's
}

// Entry is a key with its value.
type Entry struct {
	Key   string
	Pos   diag.Pos // of the key
	Value *Node

	split *split // inside { }, where this may be no key but the rest of a text
}

// Get returns the entry of a key.
func (n *Node) Get(key string) (Entry, bool) {
	for _, e := range n.Entries {
		if e.Key == key {
			return e, true
		}
	}
	return Entry{}, false
}

// Equal reports whether two nodes say the same, wherever they stand and
// whatever the order of keys.
func (n *Node) Equal(m *Node) bool {
	if n.Kind != m.Kind || n.Value != m.Value || len(n.Entries) != len(m.Entries) {
		return false
	}
	for _, e := range n.Entries {
		if f, ok := m.Get(e.Key); !ok || !e.Value.Equal(f.Value) {
			return false
		}
	}
	return slices.EqualFunc(n.Items, m.Items, (*Node).Equal)
}

// IsScalar reports whether the node is one text, number or truth value.
func (n *Node) IsScalar() bool { return n.Kind >= Text && n.Kind <= Bool }

// Describe names the node for a message: the text "x", a list.
func (n *Node) Describe() string {
	switch n.Kind {
	case Text:
		return fmt.Sprintf("the text %q", shorten(n.Value))
	case Int, Float:
		return "the number " + n.Value
	case Bool:
		return "the word " + n.Value
	case Sequence:
		return "a list"
	case Mapping:
		return "a block of keys"
	}
	return "nothing"
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// mapping gathers the entries of a Mapping and reports keys that stand twice;
// the first one counts.
type mapping struct {
	node *Node
	list *diag.List
}

func (m mapping) add(e Entry) (isNew bool) {
	if first, ok := m.node.Get(e.Key); ok {
		m.list.Errorf(e.Pos, "the key %q stands twice", e.Key).
			WithAlso(first.Pos, "it stands here first").
			WithHint("keep one of the two")
		return false
	}
	m.node.Entries = append(m.node.Entries, e)
	return true
}
