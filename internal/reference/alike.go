package reference

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/fold"
)

// tellApart decides how texts name each work, so that no two are named alike. It is
// done once, for all works of a site: a work is named the same on every page and in
// every language.
func (b *Bibliography) tellApart() {
	b.initials()
	b.names()
	b.letters()
}

// initials gives first authors of one family name their initials, in every citation
// (APA 7, 8.20): M. Balint, 1957; E. Balint, 1985. Who has no given name stays as is.
func (b *Bibliography) initials() {
	given, several := map[string]string{}, map[string]bool{}
	for _, w := range b.list {
		people, _ := w.contributors()
		for i, p := range people {
			w.short = append(w.short, p.family())
			if first := p.initials(); i == 0 && first != "" {
				if known, ok := given[p.family()]; ok && known != first {
					several[p.family()] = true
				}
				given[p.family()] = first
			}
		}
	}
	for _, w := range b.list {
		if people, _ := w.contributors(); len(people) > 0 && several[people[0].family()] && people[0].Literal == "" {
			_, particle := people[0].given()
			w.short[0] = signed(people[0].initials(), joined(particle, people[0].family()))
		}
	}
}

// names shortens three and more names to the first, or to as many as are needed where
// works of one year would be shortened alike (8.18). "et al." never stands for one.
func (b *Bibliography) names() {
	alike := map[string][]*Work{}
	for _, w := range b.list {
		if len(w.short) > 2 {
			key := w.short[0] + "\n" + w.years()
			alike[key] = append(alike[key], w)
		}
	}
	for _, works := range alike {
		// Of lists in order, the one most like a list stands beside it.
		slices.SortFunc(works, func(a, c *Work) int { return slices.Compare(a.short, c.short) })
		distinct := [][]*Work{}
		for i, w := range works {
			if i == 0 || !slices.Equal(w.short, works[i-1].short) {
				distinct = append(distinct, nil)
			}
			distinct[len(distinct)-1] = append(distinct[len(distinct)-1], w)
		}
		needed := make([]int, len(distinct))
		for i := range distinct {
			needed[i] = 1
			for _, j := range []int{i - 1, i + 1} {
				if j >= 0 && j < len(distinct) {
					needed[i] = max(needed[i], common(distinct[i][0].short, distinct[j][0].short)+1)
				}
			}
		}
		for i, same := range distinct {
			for _, w := range same {
				if len(w.short)-needed[i] > 1 {
					w.short, w.others = w.short[:needed[i]], true
				}
			}
		}
	}
}

// common returns with how many equal names two lists begin.
func common(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// letters tells works apart that are still cited alike: a for the earlier or, in the
// same year, for the first title.
func (b *Bibliography) letters() {
	alike := map[string][]*Work{}
	for _, w := range b.list {
		w.named = fmt.Sprintf("%q %v", w.short, w.others)
		if w.short == nil {
			w.named = w.shortTitle()
		}
		key := w.named + "\n" + w.years()
		alike[key] = append(alike[key], w)
	}
	for _, works := range alike {
		if len(works) < 2 {
			continue
		}
		slices.SortFunc(works, func(a, c *Work) int {
			return cmp.Or(civil.Date(a.Issued.Vague).Compare(civil.Date(c.Issued.Vague)), strings.Compare(fold.Fold(a.Title), fold.Fold(c.Title)), strings.Compare(a.ID, c.ID))
		})
		for i, w := range works {
			w.letter = letter(i)
		}
	}
}

// years are those of a citation, without their letter.
func (w *Work) years() string {
	original, issued := w.OriginalDate.years(), w.Issued.years()
	if original == issued {
		original = ""
	}
	return listed("/", original, issued)
}

// letter returns a to z, then aa to zz and so on.
func letter(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return letter(i/26-1) + letter(i%26)
}
