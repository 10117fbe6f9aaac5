package site

import (
	"cmp"
	"slices"
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/record"
)

// Part is an article or news item as one of a series.
type Part struct {
	Number int // its own, or one more than that of the part before
	Page   *Page
}

// Series returns the parts of a series that are published in any language: those with
// a number first, then the others by date. The count is the number of the last one; it
// is 0 where there is no text of a number before, not even one that comes later.
func (s *Outline) Series(id string) (parts []Part, count int) {
	last, gap := 0, false
	for _, p := range s.series[id] {
		published := len(p.in) > 0
		if !published && p.Post.Number == 0 {
			continue
		}
		number := cmp.Or(int(p.Post.Number), last+1)
		gap = gap || number > last+1
		last = number
		if published {
			parts, count = append(parts, Part{number, p}), number
			if gap {
				count = 0
			}
		}
	}
	return parts, count
}

// sortSeries joins the parts of each series. A number that stands twice is reported
// whether its page is published today or not.
func (b *builder) sortSeries() {
	type place struct {
		series string
		number record.Edition
	}
	first := map[place]*Page{}
	for _, own := range b.order {
		p := own.page
		if p.Post == nil || p.Post.Series.ID == "" {
			continue
		}
		if at := (place{p.Post.Series.ID, p.Post.Number}); at.number > 0 {
			if old := first[at]; old != nil {
				b.list.Errorf(p.Post.At("number"), "two texts are number %d of the series %q", at.number, at.series).
					WithAlso(old.Post.At("number"), "the other one").WithHint("give each a number of its own, or none: then the dates decide")
			} else {
				first[at] = p
			}
		}
		b.series[p.Post.Series.ID] = append(b.series[p.Post.Series.ID], p)
	}
	for _, parts := range b.series {
		slices.SortFunc(parts, func(x, y *Page) int {
			if c := cmp.Compare(x.Post.Number, y.Post.Number); c != 0 {
				if x.Post.Number == 0 || y.Post.Number == 0 {
					return -c // those without a number follow
				}
				return c
			}
			return cmp.Or(x.Meta.Date.Compare(y.Meta.Date), strings.Compare(x.ID, y.ID), strings.Compare(string(x.Kind), string(y.Kind)))
		})
	}
}

// checkSeries reports a series that is not in site.yaml, and a number in none.
func (b *builder) checkSeries(list *diag.List, m *PostMeta) {
	id := m.Series.ID
	if _, ok := b.Config.Series.Get(id); !ok && id != "" {
		decode.Unknown(list, m.Series.Pos, "series", id, b.Config.Series.Keys()).AddHint("series stand in site.yaml under series:")
	}
	if m.Number > 0 && id == "" && !m.Has("series") {
		list.Errorf(m.At("number"), "this number belongs to no series").WithHint("write series: with the id of a series in site.yaml")
	}
}
