package price

import (
	"slices"

	"fishbowl/internal/locale"
)

// Table is amounts for one thing (the weekend, a term) as texts. The first
// column names the tier.
type Table struct {
	Caption string // what the amounts are for; empty where nothing says it
	Head    []string
	Rows    [][]string
}

// Tables returns the amounts that a table says better than sentences: tiers
// with early and regular amounts, or kinds of people of whom both members and
// others have their own. Each thing that is paid for has a table of its own.
// What stands in none of them is said by [Price.Beside].
func (p *Price) Tables(l *locale.Language, others []string, siteCurrency string) []Table {
	v := voice{l, others, p, p.in(siteCurrency)}
	var tables []Table
	for _, g := range p.grids() {
		tables = append(tables, v.table(g))
	}
	return tables
}

// grid is the amounts for one thing.
type grid struct {
	lines  []*Line
	kinds  []*Line // the first line of each kind of people
	early  bool
	late   bool
	twoWay bool // members and others are columns
}

// grids returns the amounts that make tables.
func (p *Price) grids() []grid {
	var all []grid
	for i := range p.Lines {
		l := &p.Lines[i]
		if !l.priced() {
			continue // reductions are said in sentences
		}
		at := slices.IndexFunc(all, func(g grid) bool { return comparable(g.lines[0], l) })
		if at < 0 {
			at = len(all)
			all = append(all, grid{})
		}
		all[at].add(l, p.Early != nil && l.Early != nil, p.Late != nil && l.Late != nil)
	}
	for _, g := range all { // whoever is none of the others is named after them
		slices.SortStableFunc(g.lines, func(a, b *Line) int { return everybodyLast(*a) - everybodyLast(*b) })
		slices.SortStableFunc(g.kinds, func(a, b *Line) int { return everybodyLast(Line{For: a.For}) - everybodyLast(Line{For: b.For}) })
	}
	return slices.DeleteFunc(all, func(g grid) bool { return len(g.lines) < 2 || !g.early && !g.late && !g.twoWay })
}

func everybodyLast(l Line) int {
	if l.forAll() {
		return 1
	}
	return 0
}

func (g *grid) add(l *Line, early, late bool) {
	g.lines, g.early, g.late = append(g.lines, l), g.early || early, g.late || late
	if !slices.ContainsFunc(g.kinds, func(k *Line) bool { return sameFor(k, l) }) {
		g.kinds = append(g.kinds, l)
	}
	split := 0 // kinds of people with a price for members and another
	for _, kind := range g.kinds {
		if g.exactly(kind, true) != nil && (g.exactly(kind, false) != nil || g.either(kind) != nil) {
			split++
		}
	}
	g.twoWay = split > 1
}

// exactly returns the line of a kind of people for members or for others.
func (g *grid) exactly(kind *Line, member bool) *Line {
	return g.find(func(l *Line) bool { return sameFor(l, kind) && l.Member != nil && *l.Member == member })
}

// either returns the line of a kind of people that does not ask for membership.
func (g *grid) either(kind *Line) *Line {
	return g.find(func(l *Line) bool { return sameFor(l, kind) && l.Member == nil })
}

func (g *grid) find(is func(*Line) bool) *Line {
	if i := slices.IndexFunc(g.lines, is); i >= 0 {
		return g.lines[i]
	}
	return nil
}

// cell returns what somebody of a kind pays: the line for just them, else the
// one for everybody of their kind, else what everybody pays.
func (g *grid) cell(kind *Line, member bool) *Line {
	everybody := &Line{}
	for _, l := range []*Line{g.exactly(kind, member), g.either(kind), g.exactly(everybody, member), g.either(everybody)} {
		if l != nil {
			return l
		}
	}
	return nil
}

// holds reports whether a line stands in one of the tables.
func holds(grids []grid, l *Line) bool {
	return slices.ContainsFunc(grids, func(g grid) bool { return slices.Contains(g.lines, l) })
}

func (v voice) table(g grid) Table {
	var t Table
	if first := g.lines[0]; first.Per != "" || first.Basis == "group" {
		t.Caption = v.per(&Line{Per: first.Per, Basis: first.Basis, Units: first.Units, Currency: first.Currency}, v.Word("price.grid.price"))
	}
	t.Head = []string{v.Word("price.grid.who")}
	if !g.twoWay {
		t.Head = append(t.Head, v.columns(g, "")...)
		for _, l := range g.lines {
			t.Rows = append(t.Rows, append([]string{v.tier(g, l)}, v.cells(g, l)...))
		}
		return t
	}
	t.Head = append(append(t.Head, v.columns(g, v.Word("price.members"))...), v.columns(g, v.Word("price.nonmembers"))...)
	for _, kind := range g.kinds {
		row := []string{v.tier(g, &Line{For: kind.For})}
		for _, member := range []bool{true, false} {
			row = append(row, v.cells(g, g.cell(kind, member))...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// columns names the columns of a tier: early, regular and late. Where members and
// others have their own, phrases beside the table say when the amounts hold.
func (v voice) columns(g grid, tier string) []string {
	if !g.early && !g.late {
		return []string{tier}
	}
	column := func(when string) string { return v.Word("price.grid.column", "Who", tier, "When", when) }
	early, late := v.Word("price.grid.early"), v.Word("price.grid.late")
	if tier == "" {
		column = func(when string) string { return when }
		early, late = v.early(), v.late()
	} else if g.late && v.price.Late.OnSite {
		late = v.late()
	}
	heads := []string{column(v.Word("price.grid.regular"))}
	if g.early {
		heads = slices.Insert(heads, 0, column(early))
	}
	if g.late {
		heads = append(heads, column(late))
	}
	return heads
}

// tier names a row. Where members have a price of their own, everybody else are
// the others.
func (v voice) tier(g grid, l *Line) string {
	who := v.who(l)
	switch {
	case who != "":
		return who
	case !g.twoWay && g.exactly(l, true) != nil:
		return v.Word("price.nonmembers")
	}
	return v.Word("price.everybody")
}

// cells are the amounts of a tier: early, regular and late.
func (v voice) cells(g grid, l *Line) []string {
	if l == nil { // a hole, which has been reported
		l = &Line{}
	}
	cell := func(amount *Line) string {
		switch {
		case l.nothing(): // at any time
			return v.amount(l)
		case amount.priced():
			return v.amount(amount)
		}
		return "–"
	}
	cells := []string{cell(l)}
	if g.early {
		cells = slices.Insert(cells, 0, cell(l.with(l.Early)))
	}
	if g.late {
		cells = append(cells, cell(l.with(l.Late)))
	}
	return cells
}
