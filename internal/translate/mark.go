package translate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"fishbowl/internal/state"
)

// Marked is a translation that was marked: how it stood before.
type Marked struct {
	Status
	From    string // the language of its source
	Changes int    // how many texts of the source had changed
	// Freed is the language that was translated from this one until now, and has become
	// the source of it; else empty.
	Freed string
}

// Mark says that a translation fits its source as it is now. Without from, the source is
// the language that was named before, or the one that goes without saying. No text is
// translated from its own translation: a mark that says so is dropped.
func (v *Survey) Mark(it *Item, lang, from string) (Marked, error) {
	m := Marked{Status: v.Status(it, lang)}
	m.Changes = Count(v.Changes(m.Status))
	if !it.In(lang) {
		l, _ := v.Language(lang)
		return m, fmt.Errorf("%s is not written in %s (%s): write %s first", it.Name(), l.Name, lang, it.File(lang))
	}
	if m.From = from; from == "" {
		m.From = v.source(it, lang)
	}
	switch {
	case len(it.langs) == 1:
		return m, fmt.Errorf("%s is written in %q alone: there is nothing that it could be translated from", it.Name(), lang)
	case m.From == "" && v.isSource(it, lang):
		return m, fmt.Errorf("%s in %q is the source of others: if it was translated from %s, name the language with --from", it.Name(), lang, strings.Join(it.Others(lang), " or "))
	case m.From == "":
		return m, fmt.Errorf("%s in %q may be translated from %s: name the language with --from", it.Name(), lang, strings.Join(it.Others(lang), " or "))
	case m.From == lang:
		return m, fmt.Errorf("a text is not translated from itself: --from names another language than %q", lang)
	case !it.In(m.From):
		return m, fmt.Errorf("%s is not written in %q, so nothing can be translated from it", it.Name(), m.From)
	}
	v.set(it, lang, m.From, v.memory.fingerprint(v.site, it, m.From))
	m.Freed = v.free(it, lang, m.From)
	return m, nil
}

// free drops the mark by which a source, or what it was translated from, was translated
// from a language. It returns the language whose mark it was.
func (v *Survey) free(it *Item, lang, source string) string {
	for range v.Languages {
		mark, marked := v.mark(it, source)
		switch {
		case !marked:
			return ""
		case mark.Source == lang:
			delete(v.marks, state.MarkKey{Item: it.Name(), Lang: source})
			return source
		}
		source = mark.Source
	}
	return ""
}

// MarkAll marks every translation that is there, in the languages named or in all. What
// a text was translated from, where nobody has said it, is the main language, else the
// first of those in which it is written.
func (v *Survey) MarkAll(langs []string) []Marked {
	var all []Marked
	for _, it := range v.Items {
		original := v.original(it)
		for _, l := range v.Languages {
			if !it.In(l.Code) || len(langs) > 0 && !slices.Contains(langs, l.Code) {
				continue
			}
			mark := v.marks[state.MarkKey{Item: it.Name(), Lang: l.Code}]
			from := original
			if it.In(mark.Source) {
				from = mark.Source
			}
			if from == l.Code {
				continue // it is the source
			}
			if m, err := v.Mark(it, l.Code, from); err == nil && m.State != Current {
				all = append(all, m)
			}
		}
	}
	return all
}

// Carried is a change that was carried over to a translation, and what is left to do.
type Carried struct {
	Status          // before
	Over   []Change // are none any more
	Left   []Change // are still
}

// older is a translation that is older than its source.
type older struct {
	Status
	changes []Change
}

// Small carries a small edit of a source over to all marked translations of it: they
// need none. What was small is what has changed for all of them; a translation that had
// been older before stays so by the rest.
func (v *Survey) Small(it *Item) []Carried {
	bySource := map[string][]older{}
	for _, l := range v.Languages {
		if st := v.Status(it, l.Code); st.Older {
			bySource[st.Source] = append(bySource[st.Source], older{st, v.Changes(st)})
		}
	}
	var all []Carried
	for _, source := range slices.Sorted(maps.Keys(bySource)) {
		for _, st := range bySource[source] {
			c := Carried{Status: st.Status}
			for _, change := range st.changes {
				if isCommon(change, bySource[source]) {
					c.Over = append(c.Over, change)
				} else {
					c.Left = append(c.Left, change)
				}
			}
			all = append(all, c)
		}
	}
	for _, c := range all {
		v.apply(it, c)
	}
	return all
}

// isCommon reports whether a change of one translation's source is one for all of them:
// the same texts stand there now, and the same did.
func isCommon(change Change, all []older) bool {
	for _, other := range all {
		if !slices.ContainsFunc(other.changes, func(c Change) bool {
			return c.Key == change.Key && c.hunk.start == change.hunk.start && c.hunk.end == change.hunk.end && slices.Equal(c.old, change.old)
		}) {
			return false
		}
	}
	return true
}

// apply writes changes into what is remembered of a translation.
func (v *Survey) apply(it *Item, c Carried) {
	key := state.MarkKey{Item: it.Name(), Lang: c.Lang}
	mark := v.marks[key]
	then, now := parsePrints(mark.Texts), printsOf(v.Texts(it, mark.Source))
	for _, change := range slices.Backward(c.Over) { // from the end, so that places stay true
		h := change.hunk
		then[change.Key] = slices.Replace(then[change.Key], h.from, h.to, now[change.Key][h.start:h.end]...)
	}
	maps.DeleteFunc(then, func(_ string, hashes []string) bool { return len(hashes) == 0 })
	v.set(it, c.Lang, mark.Source, then.String())
}

// Marks returns what is to be remembered. What the site does not have, for now, may come
// back.
func (v *Survey) Marks() map[state.MarkKey]state.Mark { return v.marks }

func (v *Survey) set(it *Item, lang, source, texts string) {
	v.marks[state.MarkKey{Item: it.Name(), Lang: lang}] = state.Mark{Source: source, Texts: texts}
}

// source returns the language that an item was translated from: the one that was named
// before, the one that all its translations name, the main language, the only other;
// else "".
func (v *Survey) source(it *Item, lang string) string {
	if m, ok := v.marks[state.MarkKey{Item: it.Name(), Lang: lang}]; ok && it.In(m.Source) {
		return m.Source
	}
	if v.isSource(it, lang) {
		return ""
	}
	if from := v.original(it); from != lang && (from == v.site.Config.MainLanguage.ID || v.isSource(it, from)) {
		return from
	}
	if rest := it.Others(lang); len(rest) == 1 {
		return rest[0]
	}
	return ""
}

// original returns the language from which most of an item's translations were made:
// the one that they name; else the main language, else the first in which it is written.
func (v *Survey) original(it *Item) string {
	count := map[string]int{}
	for _, l := range v.Languages {
		if m, ok := v.marks[state.MarkKey{Item: it.Name(), Lang: l.Code}]; ok && it.In(m.Source) {
			count[m.Source]++
		}
	}
	best := ""
	for _, l := range v.Languages {
		if count[l.Code] > count[best] {
			best = l.Code
		}
	}
	switch {
	case best != "":
		return best
	case it.In(v.site.Config.MainLanguage.ID):
		return v.site.Config.MainLanguage.ID
	}
	return it.langs[0]
}
