package price

import "fishbowl/internal/locale"

// Table is the amounts of several tiers, as texts. The first column names the
// tier.
type Table struct {
	Caption string // what the amounts are for
	Head    []string
	Rows    [][]string
}

// Grid returns the amounts as a table of tiers with their early and regular
// amounts. It reports false where sentences say it better: fewer than two
// tiers, no early amounts, or amounts for different things.
func (p *Price) Grid(l *locale.Language, others []string, siteCurrency string) (Table, bool) {
	v := voice{l, others, p, p.in(siteCurrency)}
	var first *Line
	var t Table
	for i := range p.Lines {
		line := &p.Lines[i]
		if !line.priced() {
			continue // reductions are said in sentences
		}
		if first == nil {
			first = line
		}
		if !comparable(first, line) {
			return Table{}, false
		}
		who, early := v.who(line), v.amount(line)
		if who == "" {
			who = l.Word("price.everybody")
		}
		if line.Early != nil {
			early = v.amount(&Line{Amount: line.Early})
		}
		t.Rows = append(t.Rows, []string{who, early, v.amount(line)})
	}
	if len(t.Rows) < 2 || p.Early == nil || p.Early.Until.IsZero() && p.Early.First == 0 {
		return Table{}, false
	}
	if first.Per != "" {
		t.Caption = v.per(first, l.Word("price.grid.price"))
	}
	t.Head = []string{l.Word("price.grid.who"), v.early(), l.Word("price.grid.regular")}
	return t, true
}
