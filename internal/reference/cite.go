package reference

import (
	"cmp"
	"slices"
	"strings"

	"fishbowl/internal/locale"
)

// Citing is a work at one place of a text.
type Citing struct {
	Work     *Work
	Prefix   string // words before it, as "see also"
	Locator  string // the place in the work, as the author wrote it: p. 12
	YearOnly bool   // the names stand in the text
}

// Cited is a stretch of a citation. Stretches of one work follow each other; its
// Work is nil for what stands between works.
type Cited struct {
	Text   string
	Work   *Work
	Lang   string // of the text where it is a title in another language, as [Part].Lang
	Italic bool
}

// Cite returns what stands in the text, parentheses included, by APA 7 (chapter 8):
// (Balint, 1957, p. 12; Salinsky and Otten, 2003) or, narrative, Balint (1957, p. 12).
//
// Within parentheses works are in the order of a list of references. One with a prefix
// keeps its place, since the words before it say what follows; so does every one where
// the names of one stand in the text. Works of the same names share them, unless a place
// is given: (Balint, 1957, 1968).
func (*Bibliography) Cite(l *locale.Language, items []Citing, narrative bool) []Cited {
	items = slices.DeleteFunc(slices.Clone(items), func(c Citing) bool { return c.Work == nil })
	c := &citation{l: l}
	switch {
	case len(items) == 0:
	case narrative:
		c.narrate(items)
	default:
		arrange(l, items)
		c.put("(", nil)
		for i, item := range items {
			shares := i > 0 && item.shares(items[i-1])
			switch {
			case shares:
				c.put(", ", nil)
			case i > 0:
				c.put(l.Word("references.between")+" ", nil)
			}
			c.prefix(item)
			if !shares && !item.YearOnly {
				c.names(item.Work, item.Work)
				c.put(", ", item.Work)
			}
			c.year(item)
		}
		c.put(")", nil)
	}
	return c.out
}

// shares reports whether the names before stand for this work too.
func (c Citing) shares(before Citing) bool {
	return c.Work.named == before.Work.named && c.Prefix == "" && c.Locator == "" && before.Locator == ""
}

// arrange sorts the works between prefixes.
func arrange(l *locale.Language, items []Citing) {
	if len(items) < 2 || slices.ContainsFunc(items, func(c Citing) bool { return c.YearOnly }) {
		return
	}
	keys := map[*Work][]string{}
	for _, item := range items {
		w := item.Work
		people, _ := w.contributors()
		keys[w] = nil
		for _, p := range people[:len(w.short)] {
			keys[w] = append(keys[w], l.SortKey(p.family()), l.SortKey(p.initials()))
		}
		switch {
		case w.short == nil:
			keys[w] = []string{l.SortKey(w.shortTitle())}
		case w.others:
			keys[w] = append(keys[w], "\U0010FFFD") // after all names
		}
	}
	for from := 0; from < len(items); {
		to := from + 1
		for to < len(items) && items[to].Prefix == "" {
			to++
		}
		if items[from].Prefix != "" {
			from++
		}
		slices.SortStableFunc(items[from:to], func(a, b Citing) int {
			return cmp.Or(slices.Compare(keys[a.Work], keys[b.Work]), strings.Compare(a.Work.named, b.Work.named), a.Work.compareYears(b.Work))
		})
		from = to
	}
}

type citation struct {
	l   *locale.Language
	out []Cited
}

// narrate adds "Balint (1957) and Salinsky (2003a, 2003b)", in the order of the text.
func (c *citation) narrate(items []Citing) {
	var groups [][]Citing
	for i, item := range items {
		if i == 0 || !item.shares(items[i-1]) {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], item)
	}
	const hole = "\uFFFC" // the object replacement character: no language's "and" has it
	between := strings.Split(c.l.And(slices.Repeat([]string{hole}, len(groups))), hole)
	for i, group := range groups {
		c.put(between[i], nil)
		c.prefix(group[0])
		var around *Work // what stands around the years belongs to the only work
		if len(group) == 1 {
			around = group[0].Work
		}
		if !group[0].YearOnly {
			c.names(group[0].Work, around)
			c.put(" ", around)
		}
		c.put("(", around)
		for j, item := range group {
			if j > 0 {
				c.put(", ", nil)
			}
			c.year(item)
		}
		c.put(")", around)
	}
	c.put(between[len(groups)], nil)
}

func (c *citation) prefix(item Citing) {
	if s := strings.TrimSpace(item.Prefix); s != "" {
		c.put(s+" ", nil)
	}
}

func (c *citation) year(item Citing) {
	c.put(listed(", ", item.Work.citedYear(c.l), locator(c.l, item.Locator)), item.Work)
}

// names adds the names of a work or, where nobody is named, its title: in italics or
// quotation marks as the list of references has it (8.14).
func (c *citation) names(w, of *Work) {
	if w.short != nil {
		c.put(w.shortNames(c.l), of)
		return
	}
	f := &formatter{Work: w, l: c.l}
	f.rich(cmp.Or(w.TitleShort, w.ShortTitle, w.Title), w.whole(), w.Language)
	open, end, _, _ := c.l.Quotes()
	if w.whole() {
		open, end = "", ""
	}
	c.put(open, of)
	for _, p := range f.entry.Parts {
		c.add(Cited{p.Text, of, p.Lang, p.Italic})
	}
	c.put(end, of)
}

func (c *citation) put(text string, of *Work) { c.add(Cited{Text: text, Work: of}) }

func (c *citation) add(s Cited) {
	if n := len(c.out); n > 0 && c.out[n-1].Work == s.Work && c.out[n-1].Lang == s.Lang && c.out[n-1].Italic == s.Italic {
		c.out[n-1].Text += s.Text
	} else if s.Text != "" {
		c.out = append(c.out, s)
	}
}
