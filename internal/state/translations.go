package state

import (
	"maps"
	"os"
	"regexp"
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// Mark says which source somebody has compared a translation with.
type Mark struct {
	Source string // the code of the language that it was translated from
	// Texts are the fingerprints of the source's texts as they were then: KEY=HASH, or
	// KEY=HASH,HASH,… in order, with blanks between the keys; none where it says nothing.
	Texts string
	Pos   diag.Pos
}

// MarkKey names a translation: the item as KIND:ID, and the code of its language.
type MarkKey struct{ Item, Lang string }

// Translations is the file in which the marks of translations stand.
const Translations = Dir + "/translations.txt"

const translationsHead = `# Which translations fit their source, and which source that was.
# fishbowl translate writes this file; commit it like content.
`

// translationForm shows how a line of translations.txt is written.
const translationForm = "page:history de el title=1f2e3d4c body=5b6a7988,0a1b2c3d"

var textsForm = regexp.MustCompile(`^[a-z0-9_.-]+=[0-9a-f]{8}(,[0-9a-f]{8})*$`)

func (s *State) readTranslation(list *diag.List, l line) {
	fault := func(field int, format string, args ...any) {
		list.Errorf(l.at(field), format, args...).
			WithHint("a line is written as in %s\ntake the line back from an older version of the file, or delete it: the translation then counts as never marked", translationForm)
	}
	if len(l.fields) < 3 {
		fault(0, "this line has %d parts, not 3 or more", len(l.fields))
		return
	}
	item, lang, source := l.fields[0].text, l.fields[1].text, l.fields[2].text
	kind, id, found := strings.Cut(item, ":")
	if !found || kind == "" || decode.CheckID(id) != nil {
		fault(0, "%q names nothing that can be translated", item)
		return
	}
	for i, code := range []string{lang, source} {
		if locale.CheckCode(code) != nil {
			fault(i+1, "%q is not the code of a language", code)
			return
		}
	}
	var texts []string
	for i, f := range l.fields[3:] {
		if !textsForm.MatchString(f.text) {
			fault(i+3, "%q is no fingerprint of texts", f.text)
			return
		}
		texts = append(texts, f.text)
	}
	key, mark := MarkKey{item, lang}, Mark{source, strings.Join(texts, " "), l.at(0)}
	if first, twice := s.marks[key]; twice && (first.Source != mark.Source || first.Texts != mark.Texts) {
		list.Errorf(mark.Pos, "%s in %q stands twice", item, lang).WithAlso(first.Pos, "it stands here first").
			WithHint("delete one of the two lines; fishbowl translate diff %s %s then shows whether the translation fits", item, lang)
		return
	}
	s.marks[key] = mark
}

// Mark returns what is remembered of a translation.
func (s *State) Mark(item, lang string) (Mark, bool) {
	m, ok := s.marks[MarkKey{item, lang}]
	return m, ok
}

// Marks returns all that is remembered of translations.
func (s *State) Marks() map[MarkKey]Mark { return maps.Clone(s.marks) }

// WriteMarks writes down what is to be remembered of translations, and nothing else.
// It returns the files that it has changed.
func WriteMarks(root *os.Root, marks map[MarkKey]Mark) ([]string, error) {
	var lines []string
	for key, m := range marks {
		lines = append(lines, strings.TrimSpace(strings.Join([]string{key.Item, key.Lang, m.Source, m.Texts}, " ")))
	}
	changed, err := writeLines(root, Translations, translationsHead, lines)
	if err != nil || !changed {
		return nil, err
	}
	return []string{Translations}, nil
}
