package site

import (
	"slices"
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/markdown"
)

// Site is an outline with the running texts of its pages.
type Site struct {
	*Outline
	bodies []*markdown.Doc
	sound  []*markdown.Doc // the bodies in which nothing was wrong
}

// With joins an outline with its running texts: those of [Input.Pages], by index. All
// that is wrong with what they name is reported to list. old is an earlier site, or
// nil: texts in which nothing was wrong there are not looked at again where all that
// they may name is still there, and old is returned where it would be the same.
func (s *Outline) With(list *diag.List, bodies []*markdown.Doc, old *Site) *Site {
	joined := &Site{Outline: s, bodies: bodies, sound: make([]*markdown.Doc, len(bodies))}
	if old != nil && s.offersAll(old.Outline) {
		copy(joined.sound, old.sound)
	}
	for i, t := range s.texts {
		if t == nil || bodies[i] == nil || joined.sound[i] == bodies[i] {
			continue
		}
		b := builder{Outline: s, list: &diag.List{}}
		b.body(t, bodies[i])
		if found := b.list.IfAny(); found != nil {
			list.Merge(found)
		} else {
			joined.sound[i] = bodies[i]
		}
	}
	if old != nil && old.Outline == s && slices.Equal(old.bodies, bodies) {
		return old
	}
	return joined
}

// offersAll reports whether everything that a running text may name in another
// outline is in this one as well.
func (s *Outline) offersAll(old *Outline) bool {
	if s == old {
		return true
	}
	for kind, pages := range old.index {
		for id := range pages {
			if s.index[kind][id] == nil {
				return false
			}
		}
	}
	for file := range old.byFile {
		if _, ok := s.byFile[file]; !ok {
			return false
		}
	}
	return !slices.ContainsFunc(old.Works.Keys(), func(key string) bool { _, ok := s.Works.Get(key); return !ok })
}

// Body returns the running text of a page, or nil.
func (s *Site) Body(t *Translation) *markdown.Doc {
	if t.body == 0 {
		return nil
	}
	return s.bodies[t.body-1]
}

// TextCount returns the number of running texts that the outline has room for.
func (s *Outline) TextCount() int { return len(s.texts) }

// Texts calls f for every page that has a running text, with its number from 0, in a
// stable order.
func (s *Site) Texts(f func(i int, t *Translation, body *markdown.Doc)) {
	for i, t := range s.texts {
		if t != nil && s.bodies[i] != nil {
			f(i, t, s.bodies[i])
		}
	}
}

// numberTexts remembers which page has which running text; pages that are not
// published are left out.
func (b *builder) numberTexts(count int) {
	b.texts = make([]*Translation, count)
	for _, p := range b.pages {
		for _, t := range p.in {
			if t.body > 0 {
				b.texts[t.body-1] = t
			}
		}
	}
}

// body checks what a running text names.
func (b *builder) body(t *Translation, body *markdown.Doc) {
	unknown := map[string]bool{}
	for _, piece := range body.Pieces {
		if piece.Hole == nil {
			continue
		}
		switch hole := piece.Hole; hole.Kind {
		case markdown.LinkHole:
			if _, ok := b.Resolve(t, hole.Link); !ok {
				b.dangling(hole.Link)
			}
		case markdown.PictureHole:
			if b.File(t, hole.Target) == "" {
				b.noFile(hole.Pos, hole.Target, "/files/")
			}
		case markdown.CitationHole:
			b.cites(hole, unknown)
		}
	}
}

// cites checks the works of a citation; unknown are the keys that were reported.
func (b *builder) cites(hole *markdown.Hole, unknown map[string]bool) {
	for _, c := range hole.Cites {
		if _, ok := b.Works.Get(c.Key); ok || unknown[strings.ToLower(c.Key)] || b.isLost("content/references") {
			continue
		}
		unknown[strings.ToLower(c.Key)] = true
		p := decode.Unknown(b.list, c.Pos, "work", c.Key, b.Works.Keys()).AddHint("works stand in content/references.yaml")
		if hole.Narrative || c.Prefix != "" {
			p.AddHint(`for the sign itself write \@`)
		}
	}
}
