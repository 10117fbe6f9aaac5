package translate

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"fishbowl/internal/markdown"
	"fishbowl/internal/site"
)

// prints are the hashes of texts by key: those of a body in their order, the others
// sorted, so that the order of a list does not count.
type prints map[string][]string

func printsOf(texts []Text) prints {
	p := prints{}
	for _, t := range texts {
		if h := hash(t.Text); h != "" {
			p[t.Key] = append(p[t.Key], h)
		}
	}
	for key, hashes := range p {
		if key != BodyKey {
			slices.Sort(hashes)
		}
	}
	return p
}

// String writes them as package state keeps them: sorted by key, the body last.
func (p prints) String() string {
	var parts []string
	for key, hashes := range p {
		if key != BodyKey {
			parts = append(parts, key+"="+strings.Join(hashes, ","))
		}
	}
	slices.Sort(parts)
	if body := p[BodyKey]; len(body) > 0 {
		parts = append(parts, BodyKey+"="+strings.Join(body, ","))
	}
	return strings.Join(parts, " ")
}

func joined(front, body string) string { return strings.TrimSpace(front + " " + body) }

func parsePrints(s string) prints {
	p := prints{}
	for part := range strings.FieldsSeq(s) {
		key, hashes, _ := strings.Cut(part, "=")
		p[key] = strings.Split(hashes, ",")
	}
	return p
}

// hash returns the short hash of what a text says; empty where it says nothing. White
// space, quotation marks, kinds of dashes and addresses do not count.
func hash(text string) string {
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	said := make([]byte, 0, len(text))
	for word := range strings.FieldsSeq(text) {
		if isAddress(word) {
			continue
		}
		n := len(said)
		if n > 0 {
			said = append(said, ' ')
		}
		before := len(said)
		if said = appendPlain(said, word); len(said) == before {
			said = said[:n]
		}
	}
	if len(said) == 0 {
		return ""
	}
	sum := sha256.Sum256(said)
	return hex.EncodeToString(sum[:4])
}

// isAddress reports whether a word is the address of a page or a mailbox.
func isAddress(word string) bool {
	return strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.Contains(word, "@") && strings.Contains(word, ".")
}

// appendPlain adds a word without what fishbowl sets and an author may write in another
// way.
func appendPlain(b []byte, word string) []byte {
	for i, r := range word {
		switch r {
		case '"', '\'', '«', '»', '‹', '›', '“', '”', '„', '‟', '‘', '’', '‚', '‛':
		case '\u00ad', '\u200b': // they only allow a break
		case '‐', '‑', '‒', '–', '—', '―', '−':
			b = append(b, '-')
		default:
			if r < 0x80 {
				b = append(b, word[i])
			} else {
				b = append(b, string(r)...)
			}
		}
	}
	return b
}

// Memory keeps the fingerprints of a site, so that an edit costs those of what has
// changed. The zero Memory knows nothing yet. It is not safe for goroutines.
type Memory struct {
	outline *site.Outline
	items   map[string]*Item // by name; nil for what is no item any more

	// What holds from one outline to the next.
	bodies  map[*markdown.Doc]string
	fronts  map[*site.Texts]string // where no record adds to them
	records map[any][]SharedText   // by a pointer
}

// prepare forgets what does not hold any more, and what is of no use if there is too
// much of it.
func (m *Memory) prepare(s *site.Site) {
	const slack = 1000
	if m.outline != s.Outline {
		m.outline, m.items = s.Outline, map[string]*Item{}
	}
	if most := 2*s.TextCount() + slack; m.bodies == nil || len(m.bodies) > most || len(m.fronts) > most || len(m.records) > most {
		m.bodies, m.fronts, m.records = map[*markdown.Doc]string{}, map[*site.Texts]string{}, map[any][]SharedText{}
	}
}

// textsIn is [textsIn] of a record that is the same as long as its pointer is.
func (m *Memory) textsIn(record any) []SharedText {
	known, ok := m.records[record]
	if !ok {
		known = textsIn(record)
		m.records[record] = known
	}
	return known
}

// item returns an item by its name; nil where there is none.
func (m *Memory) item(name string) *Item {
	it, known := m.items[name]
	if !known {
		kind, id, _ := strings.Cut(name, ":")
		if kind == settingsKind {
			for _, it := range settings(m.outline.Config) {
				m.items[it.Name()] = it
			}
			return m.items[name]
		}
		if p := m.outline.Page(site.Kind(kind), id); p != nil {
			it = itemOf(m.outline, p, m.textsIn)
		}
		m.items[name] = it
	}
	return it
}

// fingerprint returns the fingerprints of all texts of an item in a language, as
// [prints.String] writes them.
func (m *Memory) fingerprint(s *site.Site, it *Item, lang string) string {
	return joined(m.parts(s, it, lang))
}

// has reports whether the texts of an item in a language have these fingerprints.
func (m *Memory) has(s *site.Site, it *Item, lang, fingerprint string) bool {
	front, body := m.parts(s, it, lang)
	if front == "" || body == "" {
		return fingerprint == front+body
	}
	return len(fingerprint) == len(front)+len(" ")+len(body) && strings.HasPrefix(fingerprint, front) && strings.HasSuffix(fingerprint, body)
}

// parts returns the fingerprints of an item in a language: of the body and of the rest.
func (m *Memory) parts(s *site.Site, it *Item, lang string) (front, body string) {
	t := it.Written(lang)
	if t == nil || len(it.shared) > 0 {
		front = printsOf(it.front(lang)).String()
	} else if known, ok := m.fronts[t.Texts]; ok {
		front = known
	} else {
		front = printsOf(it.front(lang)).String()
		m.fronts[t.Texts] = front
	}
	if t == nil {
		return front, ""
	}
	doc := s.Body(t)
	if doc == nil {
		return front, ""
	}
	body, known := m.bodies[doc]
	if !known {
		body = printsOf(blocks(t.File, doc)).String()
		m.bodies[doc] = body
	}
	return front, body
}
