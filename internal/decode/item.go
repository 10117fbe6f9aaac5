package decode

import (
	"reflect"
	"slices"

	"fishbowl/internal/diag"
)

// Inline reads a block that is a whole with a list of items, of which the one item
// may stand directly, its keys among those of the whole:
// {every: week, day: tuesday, timezone: Europe/Berlin}. A block is read like that
// if it has a key that only an item has and none called list. It reports false, and
// reads nothing, otherwise. A key that both have is the item's, unless ofWhole says
// of its value that it is not; ofWhole may be nil.
func Inline[Whole, Item any](d *Decoder, n *Node, whole *Whole, items *[]Item, list string, ofWhole func(Entry) bool) bool {
	wholes, own := Keys(reflect.TypeFor[Whole]()), Keys(reflect.TypeFor[Item]())
	_, listed := n.Get(list)
	if listed || !slices.ContainsFunc(n.Entries, func(e Entry) bool { return slices.Contains(own, e.Key) && !slices.Contains(wholes, e.Key) }) {
		return false
	}
	item, rest := *n, *n
	item.Entries, rest.Entries = nil, nil
	for _, e := range n.Entries {
		key := e.Key
		if !slices.Contains(own, key) && !slices.Contains(wholes, key) {
			key = diag.Nearest(key, slices.Concat(own, wholes)) // it is reported where what was meant belongs
		}
		if slices.Contains(wholes, key) && (!slices.Contains(own, key) || ofWhole != nil && ofWhole(e)) {
			rest.Entries = append(rest.Entries, e)
		} else {
			item.Entries = append(item.Entries, e)
		}
	}
	*items = make([]Item, 1)
	d.Struct(&item, &(*items)[0])
	d.Struct(&rest, whole)
	return true
}
