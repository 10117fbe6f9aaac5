package translate

import (
	"slices"

	"fishbowl/internal/site"
)

// What somebody needs who carries texts out of a site and back.

// Shared returns the texts of the item's records, in a stable order.
func (it *Item) Shared() []SharedText { return slices.Clone(it.shared) }

// Own returns the texts of the front matter that a page has in a language for itself.
func (it *Item) Own(lang string) []Text {
	if t := it.Written(lang); t != nil {
		return ownTexts(t)
	}
	return nil
}

// Site returns the site that was surveyed.
func (v *Survey) Site() *site.Site { return v.site }

// From returns the language that an item is, or would be, translated from; empty where
// it is the language itself: it is a source.
func (v *Survey) From(it *Item, lang string) string {
	if m, marked := v.mark(it, lang); marked {
		return m.Source
	}
	if from := v.original(it); from != lang {
		return from
	}
	return ""
}

// Blocks returns the blocks of a page's running text that say something.
func (v *Survey) Blocks(it *Item, lang string) []Text {
	t := it.Written(lang)
	if t == nil {
		return nil
	}
	doc := v.site.Body(t)
	if doc == nil {
		return nil
	}
	return byKey(blocks(t.File, doc))[BodyKey].texts
}

// Pair says which blocks of a translation, There[From:To], stand for which of its source,
// Now[Start:End]. A block that has not changed since the translation was marked is a pair
// of its own.
type Pair struct {
	From, To, Start, End int
	Changed              bool // the source has, since then
}

// Pairs pairs the blocks of a translation with those of its source, all of them in order.
// It reports false where that cannot be told: the translation is not built like its
// source was.
func (v *Survey) Pairs(it *Item, source, lang string) ([]Pair, bool) {
	now := printsOf(v.Blocks(it, source))[BodyKey]
	then, there := now, len(v.Blocks(it, lang))
	if m, marked := v.mark(it, lang); marked && m.Source == source {
		then = parsePrints(m.Texts)[BodyKey]
	}
	if len(then) != there {
		return nil, false
	}
	var pairs []Pair
	from, start := 0, 0
	same := func(to int) {
		for ; from < to; from, start = from+1, start+1 {
			pairs = append(pairs, Pair{From: from, To: from + 1, Start: start, End: start + 1})
		}
	}
	for _, h := range hunks(then, now) {
		same(h.from)
		pairs = append(pairs, Pair{h.from, h.to, h.start, h.end, true})
		from, start = h.to, h.end
	}
	same(there)
	return pairs, true
}

// Carry says of a marked translation that those changes of its source are carried over of
// which every text fits. What has only gone from the source stays to be done.
func (v *Survey) Carry(it *Item, lang string, fits []Text) {
	c := Carried{Status: v.Status(it, lang)}
	for _, change := range v.Changes(c.Status) {
		if len(change.Now) > 0 && !slices.ContainsFunc(change.Now, func(t Text) bool {
			return !slices.ContainsFunc(fits, func(f Text) bool { return f.Key == t.Key && f.Text == t.Text })
		}) {
			c.Over = append(c.Over, change)
		}
	}
	if len(c.Over) > 0 {
		v.apply(it, c)
	}
}
