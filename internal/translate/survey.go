package translate

import (
	"fmt"
	"slices"
	"strings"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/site"
	"fishbowl/internal/state"
)

// State is how a translation stands.
type State string

// The states of a translation.
const (
	Current   State = "current"   // it fits its source; or it is the source
	Outdated  State = "outdated"  // its source has other texts than when it was marked
	Missing   State = "missing"   // there is none, or a text of it is missing
	Untracked State = "untracked" // nobody has ever marked it
)

// States are all states, in the order in which they are listed.
var States = []State{Current, Outdated, Missing, Untracked}

// Status is how an item stands in one language.
type Status struct {
	*Item
	Lang  string
	State State
	// Source is the language that it is translated from, as somebody has said; empty
	// for what is a source itself, or untracked.
	Source string
	// Lacks are the texts that it lacks, as they stand in another language; none where
	// the whole page is missing.
	Lacks []Text
	// Meant: it is missing because the site leaves such pages unwritten on purpose
	// (missing: in site.yaml).
	Meant bool
	// Older: the source has other texts than when it was marked, whether or not texts
	// are missing besides.
	Older bool
}

// Survey is how all items of a site stand.
type Survey struct {
	Languages []*locale.Language
	Items     []*Item
	site      *site.Site
	marks     map[state.MarkKey]state.Mark
	memory    Memory
}

// New surveys a site. For translators, drafts are part of it.
func New(s *site.Site) *Survey {
	v := &Survey{Languages: s.Languages, Items: items(s), site: s, marks: s.State.Marks()}
	v.memory.prepare(s)
	return v
}

// Texts returns the texts of an item in a language, as they stand in its files.
func (v *Survey) Texts(it *Item, lang string) []Text {
	texts := it.front(lang)
	if t := it.Written(lang); t != nil {
		if doc := v.site.Body(t); doc != nil {
			texts = append(texts, blocks(t.File, doc)...)
		}
	}
	return texts
}

// Status returns how an item stands in a language.
func (v *Survey) Status(it *Item, lang string) Status {
	s := Status{Item: it, Lang: lang, Lacks: it.Lacks(lang, v.site.Config.Fallbacks())}
	mark, marked := v.mark(it, lang)
	if marked {
		s.Source = mark.Source
		s.Older = !v.memory.has(v.site, it, mark.Source, mark.Texts)
	}
	switch {
	case !it.In(lang) || len(s.Lacks) > 0:
		s.State, s.Meant = Missing, !it.In(lang) && it.Page != nil && v.meant(it.Page.Kind)
	case s.Older:
		s.State = Outdated
	case marked, len(it.langs) == 1, v.isSource(it, lang):
		s.State = Current
	default:
		s.State = Untracked
	}
	return s
}

// mark returns what somebody has said of a translation, as far as it still can hold.
func (v *Survey) mark(it *Item, lang string) (state.Mark, bool) {
	m, ok := v.marks[state.MarkKey{Item: it.Name(), Lang: lang}]
	return m, ok && it.In(lang) && it.In(m.Source) && m.Source != lang
}

// meant reports whether the site says that it leaves pages of a kind unwritten: it leaves
// them out, or leads elsewhere. Those that it shows in another language still wait.
func (v *Survey) meant(k site.Kind) bool {
	policy, explicit := v.site.Config.Missing.Get(string(k))
	return explicit && policy != config.Show
}

// isSource reports whether an item was translated from a language.
func (v *Survey) isSource(it *Item, lang string) bool {
	return slices.ContainsFunc(v.Languages, func(l *locale.Language) bool {
		m, ok := v.mark(it, l.Code)
		return ok && m.Source == lang
	})
}

// All returns how every item stands in every language: by item, in the order of the
// site's languages.
func (v *Survey) All() []Status {
	var all []Status
	for _, it := range v.Items {
		for _, l := range v.Languages {
			all = append(all, v.Status(it, l.Code))
		}
	}
	return all
}

// Find returns an item by its kind and id, or by its id alone where that names one.
func (v *Survey) Find(name string) (*Item, error) {
	var found []*Item
	var names []string
	for _, it := range v.Items {
		if it.Name() == name || it.ID == name {
			found = append(found, it)
		}
		names = append(names, it.Name(), it.ID)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		if near := decode.Meant(name, names); near != "" {
			return nil, fmt.Errorf("nothing that can be translated is called %q: did you mean %q?", name, near)
		}
		return nil, fmt.Errorf("nothing that can be translated is called %q: name a page or a record, as in page:history", name)
	}
	names = names[:0]
	for _, it := range found {
		names = append(names, it.Name())
	}
	return nil, fmt.Errorf("%q may be %s: name one of them", name, strings.Join(names, " or "))
}

// Language returns a language of the site by its code.
func (v *Survey) Language(code string) (*locale.Language, error) {
	i := slices.IndexFunc(v.Languages, func(l *locale.Language) bool { return l.Code == code })
	if i < 0 {
		return nil, fmt.Errorf("%q is no language of the site: it has %s", code, strings.Join(v.site.Config.Codes(), ", "))
	}
	return v.Languages[i], nil
}

// Review returns the pages that are older than the page they were translated from, each
// with that page. It reports, once for each language, all translations that are older than
// their source. Only what somebody has marked costs time, and of that what memory does not
// know.
func Review(list *diag.List, s *site.Site, memory *Memory) map[*site.Translation]*site.Translation {
	marks := s.State.Marks()
	if len(marks) == 0 {
		return nil
	}
	memory.prepare(s)
	v := &Survey{Languages: s.Languages, site: s, marks: marks, memory: *memory}
	older := map[*site.Translation]*site.Translation{}
	names := map[string][]string{} // by language
	for key := range marks {
		it := memory.item(key.Item)
		if it == nil {
			continue
		}
		status := v.Status(it, key.Lang)
		if status.Older && it.Page != nil {
			older[it.Page.In(key.Lang)] = it.Page.In(status.Source)
		}
		if status.State == Outdated {
			names[key.Lang] = append(names[key.Lang], key.Item)
		}
	}
	v.notice(list, names)
	return older
}

func (v *Survey) notice(list *diag.List, outdated map[string][]string) {
	for _, l := range v.Languages {
		names := outdated[l.Code]
		if len(names) == 0 {
			continue
		}
		slices.Sort(names)
		const few = 5
		shown, what := strings.Join(names[:min(few, len(names))], ", "), "translations are"
		if more := len(names) - few; more > 0 {
			shown += fmt.Sprintf(" and %d more", more)
		}
		if len(names) == 1 {
			what = "translation is"
		}
		list.Noticef(diag.Pos{File: state.Translations}, "%d %s older in %s (%s) than in the language of the source: %s", len(names), what, l.Name, l.Code, shown).
			WithHint("fishbowl translate diff %s %s shows what has changed; fishbowl status lists them all", names[0], l.Code)
	}
}

// OfPage surveys one page alone; it has no item where nobody has written the page.
func OfPage(s *site.Site, p *site.Page) *Survey {
	v := &Survey{Languages: s.Languages, site: s, marks: map[state.MarkKey]state.Mark{}}
	it := itemOf(s.Outline, p, textsIn)
	if it == nil {
		return v
	}
	v.Items = []*Item{it}
	for _, l := range s.Languages {
		if m, ok := s.State.Mark(it.Name(), l.Code); ok {
			v.marks[state.MarkKey{Item: it.Name(), Lang: l.Code}] = m
		}
	}
	v.memory.prepare(s)
	return v
}

// Changes returns what makes a translation older than its source.
func (v *Survey) Changes(s Status) []Change {
	mark, marked := v.mark(s.Item, s.Lang)
	if !marked || !s.Older {
		return nil
	}
	return changes(v.Texts(s.Item, mark.Source), v.Texts(s.Item, s.Lang), parsePrints(mark.Texts))
}
