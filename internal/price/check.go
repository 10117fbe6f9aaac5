package price

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// Check reports what contradicts itself. The site's currency is that of
// amounts whose price names none.
func (p *Price) Check(list *diag.List, siteCurrency string) {
	k := checker{list, p}
	p.readable()
	for i := range p.Lines {
		if l := &p.Lines[i]; l.Currency == cmp.Or(p.Currency, Currency(siteCurrency)) {
			l.Currency = "" // it is that of the price
		}
	}
	k.whole(siteCurrency)
	for i := range p.Lines {
		k.line(&p.Lines[i])
		for j := range i {
			if same(&p.Lines[i], &p.Lines[j]) && p.Lines[i].priced() && p.Lines[j].priced() {
				list.Errorf(p.Lines[i].Pos, "these people have two prices").WithAlso(p.Lines[j].Pos, "the other stands here")
			}
		}
	}
	for i := range p.Extras {
		k.extra(&p.Extras[i])
	}
	k.reductions()
	k.holes()
	k.parts()
	k.vat()
	k.cancellation()
}

// readable removes amounts and shares that were reported when they were read.
func (p *Price) readable() {
	amounts, shares := []**Amount{&p.Deposit}, []**Percent{}
	for i := range p.Lines {
		l := &p.Lines[i]
		amounts, shares = append(amounts, &l.Amount, &l.Min, &l.Max, &l.Early, &l.Late), append(shares, &l.Reduction)
	}
	for i := range p.Extras {
		amounts = append(amounts, &p.Extras[i].Amount, &p.Extras[i].Min, &p.Extras[i].Max)
	}
	for i := range p.Cancellation {
		s := &p.Cancellation[i]
		if shares = append(shares, &s.Refund); s.Keep != nil {
			amounts, shares = append(amounts, &s.Keep.Amount), append(shares, &s.Keep.Share)
		}
	}
	for _, a := range amounts {
		if *a != nil && **a == faulty {
			*a = nil
		}
	}
	for _, s := range shares {
		if *s != nil && **s == faultyPercent {
			*s = nil
		}
	}
}

// Bound is a day that deadlines must not pass, and what makes it one.
type Bound struct {
	Day  civil.Date // zero where it is not known
	Name string     // such as "the beginning"
	At   diag.Pos
}

// Holds reports a day that lies after the bound; what says of it that something
// ends or begins.
func (b Bound) Holds(list *diag.List, at diag.Pos, deadline civil.Date, what string) {
	if !b.Day.IsZero() && deadline.After(b.Day) {
		list.Errorf(at, "%s on %s, after %s %s", what, deadline, b.Name, b.Day).WithAlso(b.At, "%s stands here", b.Name)
	}
}

// CheckDates reports days that lie too late: an early price after the
// beginning, a late one, or a time to pay or to cancel, after the end.
func (p *Price) CheckDates(list *diag.List, begins, ends Bound) {
	if p.Early != nil {
		begins.Holds(list, p.Early.At("until"), p.Early.Until, "the early price ends")
	}
	if p.Late != nil {
		ends.Holds(list, p.Late.At("from"), p.Late.From, "the late price begins")
	}
	ends.Holds(list, p.PayBy.Pos, p.PayBy.Date, "the time to pay ends")
	for _, s := range p.Cancellation {
		ends.Holds(list, s.At("until"), s.Until, "the time to cancel ends")
	}
}

// CheckPackages reports packages that hold other units than the meetings add up
// to: each meeting has some, and all of them together have some, where there is
// an end to them. 0 stands for what is not known.
func (p *Price) CheckPackages(list *diag.List, each, all float64, at diag.Pos) {
	for i := range p.Lines {
		l := &p.Lines[i]
		meetings := l.Units / each
		switch {
		case l.Per != "package" || l.Units <= 0:
		case all > 0 && l.Units > all:
			list.Errorf(l.At("units"), "the package holds %g units, but all meetings together have %g", l.Units, all).WithAlso(at, "the meetings have theirs from here")
		case each > 0 && math.Abs(meetings-math.Round(meetings)) > 1e-6:
			list.Errorf(l.At("units"), "%g units do not add up from meetings of %g", l.Units, each).WithAlso(at, "the meetings have theirs from here").
				WithHint("%s", unitsHint(meetings, each))
		}
	}
}

type checker struct {
	list  *diag.List
	price *Price
}

// both reports two keys of a block that exclude each other.
func (k checker) both(f decode.Fields, a, b string) {
	if f.Has(a) && f.Has(b) {
		k.list.Errorf(f.At(b), "%q and %q exclude each other", a, b).WithAlso(f.At(a), "%q stands here", a)
	}
}

func (k checker) whole(siteCurrency string) {
	p := k.price
	money := len(p.Extras) > 0 || p.Deposit != nil || p.Subsidy != nil && p.Subsidy.Amount != nil ||
		slices.ContainsFunc(p.Lines, func(l Line) bool { return l.priced() && !l.Has("currency") })
	switch {
	case p.unread:
		return
	case money && p.Currency == "" && siteCurrency == "" && !p.Has("currency"):
		k.list.Errorf(p.Pos, "money needs a currency").WithHint("write currency: EUR")
	case p.Free && slices.ContainsFunc(p.Lines, func(l Line) bool { return l.priced() && !l.nothing() }):
		k.list.Errorf(p.At("free"), "what is free has no amounts").WithAlso(p.At("lines"), "the amounts stand here").
			WithHint("leave free out, or write amount: 0 for those who do not pay")
	case len(p.Lines) == 0 && !p.OnRequest && !p.Free && !p.Internal && !p.Has("text") && !p.Has("paid_by") && !p.Has("subsidy"):
		k.list.Errorf(p.Pos, "the price says nothing").WithHint("write {amount: 30, per: meeting}, {text: …}, %s or %s", onRequest, free)
	}
	if p.Free && p.OnRequest {
		k.both(p.Fields, "free", "on_request")
	}
	if d := p.PayBy.DaysBefore; d != nil && *d < 0 {
		k.list.Errorf(p.PayBy.At("days_before"), "there cannot be %d days before", *d)
	}
	if p.Free && p.Deposit != nil {
		k.list.Warnf(p.At("deposit"), "what is free needs no deposit").WithAlso(p.At("free"), "it is free of charge here")
	}
	if p.Free && p.Missed.Word == "due" {
		k.list.Warnf(p.At("missed"), "what is free costs nothing if it is missed").WithAlso(p.At("free"), "it is free of charge here")
	}
	k.early()
	k.late()
}

func (k checker) early() {
	if e := k.price.Early; e != nil && e.Pos.Line > 0 { // else it was reported when it was read
		early := slices.ContainsFunc(k.price.Lines, func(l Line) bool { return l.Early != nil })
		switch {
		case e.First < 0:
			k.list.Errorf(e.At("first"), "there cannot be %d registrations", e.First)
		case !e.Has("until") && !e.Has("first"):
			k.list.Errorf(e.Pos, "the early price has no end").WithHint("write early: {until: 2027-02-15}, or {first: 30}")
		case !early:
			k.list.Errorf(e.Pos, "no line has an early price").WithHint("write early: 20 beside the amount for which it stands")
		}
	}
}

func (k checker) late() {
	if t := k.price.Late; t != nil && t.Pos.Line > 0 {
		switch e := k.price.Early; {
		case !t.Has("from") && !t.OnSite:
			k.list.Errorf(t.Pos, "the late price has no beginning").WithHint("write late: {from: 2027-05-01}, or {on_site: true}")
		case t.Has("from") && t.OnSite:
			k.both(t.Fields, "from", "on_site")
		case !slices.ContainsFunc(k.price.Lines, func(l Line) bool { return l.Late != nil }):
			k.list.Errorf(t.Pos, "no line has a late price").WithHint("write late: 250 beside the amount for which it stands")
		case e != nil && !t.From.IsZero() && !e.Until.IsZero() && !t.From.After(e.Until):
			k.list.Errorf(t.At("from"), "the late price begins on %s, before the early one has ended on %s", t.From, e.Until).WithAlso(e.At("until"), "the early one ends here")
		}
	}
}

func (k checker) extra(e *Extra) {
	k.both(e.Fields, "amount", "min")
	k.both(e.Fields, "amount", "max")
	k.order(e.line())
	if e.Per != "" && !e.line().priced() && !e.Has("amount") && !e.Has("min") && !e.Has("max") {
		k.list.Errorf(e.At("per"), "it does not say what is charged per %s", e.Per).WithHint("write amount: 15 beside it")
	}
}

// order reports a greatest amount that is less than the smallest.
func (k checker) order(l *Line) {
	if l.Min != nil && l.Max != nil && *l.Min > *l.Max {
		k.list.Errorf(l.At("max"), "the greatest amount %s is less than the smallest, %s", *l.Max, *l.Min).WithAlso(l.At("min"), "the smallest stands here")
	}
}

func (k checker) line(l *Line) {
	if l.Pos.Line == 0 {
		return // an empty item: reported when it was read
	}
	k.both(l.Fields, "amount", "min")
	k.both(l.Fields, "amount", "max")
	k.both(l.Fields, "reduced", "reduction")
	if !l.priced() && l.Text.IsZero() && !l.Reduced && l.Reduction == nil && !l.Has("reduction") && !l.Has("amount") && !l.Has("min") && !l.Has("max") {
		k.list.Errorf(l.Pos, "this line has no amount").WithHint("write amount, min and max, text, reduced: true, or reduction: 20%%")
	}
	k.order(l)
	if most, key := l.most(); l.Early != nil && most != nil && *l.Early > *most {
		k.list.Errorf(l.At("early"), "the early price %s is above the regular one, %s", *l.Early, *most).WithAlso(l.At(key), "the regular one stands here")
	}
	if l.Early != nil && k.price.Early == nil && !k.price.Has("early") {
		k.list.Errorf(l.At("early"), "nothing says until when the early price holds").WithHint("write early: {until: …} or {first: 30} beside lines:")
	}
	if most, key := l.most(); l.Late != nil && most != nil && *l.Late < *most {
		k.list.Warnf(l.At("late"), "the late price %s is below the regular one, %s", *l.Late, *most).WithAlso(l.At(key), "the regular one stands here")
	}
	if l.Late != nil && k.price.Late == nil && !k.price.Has("late") {
		k.list.Errorf(l.At("late"), "nothing says when the late price holds").WithHint("write late: {from: …} or {on_site: true} beside lines:")
	}
	switch {
	case l.Units < 0 || l.Has("units") && l.Units == 0:
		k.list.Errorf(l.At("units"), "a package cannot hold %g units", l.Units)
	case l.Units > 0 && l.Per != "package":
		k.list.Errorf(l.At("units"), "only a package holds units").WithHint("write per: package")
	case l.Per == "package" && !l.Has("units"):
		k.list.Warnf(l.At("per"), "nothing says what the package holds").WithHint("write units: 10 beside it")
	}
}

// String writes an amount as authors do.
func (a Amount) String() string {
	if a%100 == 0 {
		return fmt.Sprint(int64(a / 100))
	}
	return fmt.Sprintf("%d.%02d", a/100, a%100)
}

// String writes a percentage as authors do.
func (p Percent) String() string { return Amount(p).String() + "%" }

// priced reports whether the line names an amount.
func (l *Line) priced() bool { return l.Amount != nil || l.Min != nil || l.Max != nil }

// forAll reports whether the line is for everybody.
func (l *Line) forAll() bool { return len(l.For) == 0 && l.Member == nil }

func (l *Line) nothing() bool { return l.Amount != nil && *l.Amount == 0 }

func (l *Line) greatest() *Amount {
	amount, _ := l.most()
	return amount
}

func (l *Line) most() (*Amount, string) {
	switch {
	case l.Amount != nil:
		return l.Amount, "amount"
	case l.Max != nil:
		return l.Max, "max"
	}
	return nil, ""
}

// comparable reports whether two lines are amounts for the same thing in the
// same money.
func comparable(a, b *Line) bool { return a.Currency == b.Currency && sameThing(a, b) }

func sameThing(a, b *Line) bool {
	return a.Per == b.Per && (a.Basis == "group") == (b.Basis == "group") && a.Units == b.Units
}

// same reports whether two lines are for the same thing and people.
func same(a, b *Line) bool { return comparable(a, b) && sameMember(a, b) && sameFor(a, b) }

func sameMember(a, b *Line) bool {
	return (a.Member == nil) == (b.Member == nil) && (a.Member == nil || *a.Member == *b.Member)
}

func sameFor(a, b *Line) bool { return slices.Equal(keys(a.For), keys(b.For)) }

// keys names kinds of people, in one order.
func keys(who []Who) (keys []string) {
	for _, w := range who {
		key := w.Word
		for _, lang := range w.Text.Languages() {
			key += "\n" + lang + w.Text.In(lang)
		}
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// regular returns the line for everybody that a line is a reduction of, if
// there is one and only one.
func (p *Price) regular(of *Line) (found *Line) {
	for i := range p.Lines {
		l := &p.Lines[i]
		if l == of || l.Amount == nil || len(l.For) > 0 || l.Currency != of.Currency || of.Per != "" && !comparable(l, of) || l.Member != nil && !sameMember(l, of) {
			continue
		}
		if found != nil {
			return nil
		}
		found = l
	}
	return found
}

// reductions compares percentages with the figures. A percentage is right if
// the figures give it when rounded: 20 for 30 is 33%.
func (k checker) reductions() {
	for i := range k.price.Lines {
		l := &k.price.Lines[i]
		regular := k.price.regular(l)
		if regular == nil && len(l.For) == 0 && l.Member != nil { // of members, compared with the others
			others := !*l.Member
			regular = k.price.regular(&Line{Per: l.Per, Basis: l.Basis, Units: l.Units, Currency: l.Currency, Member: &others})
		}
		if l.Reduction == nil || regular == nil {
			continue
		}
		amount := l
		for j := range k.price.Lines {
			if other := &k.price.Lines[j]; amount.Amount == nil && other != l && other.Amount != nil && sameFor(other, l) && sameMember(other, l) &&
				comparable(other, regular) {
				amount = other
			}
		}
		if amount.Amount == nil {
			continue
		}
		exact := int64(*regular.Amount) * (100_00 - int64(*l.Reduction)) // in ten-thousandths of a hundredth
		off := int64(*amount.Amount)*100_00 - exact
		if max(off, -off) > max(50_00, 50*int64(*regular.Amount)) {
			k.list.Errorf(l.At("reduction"), "%s less than %s is %s, not %s", *l.Reduction, *regular.Amount, Amount((exact+50_00)/100_00), *amount.Amount).
				WithAlso(regular.At("amount"), "the regular amount stands here").
				WithAlso(amount.At("amount"), "the reduced amount stands here")
		}
	}
}

// holes reports tiers without a price: members among people of a kind for whom
// only non-members have one, or the reverse; amounts without an early or a late
// one where others have it.
func (k checker) holes() {
	lines := k.price.Lines
	for i := range lines {
		l := &lines[i]
		if !l.priced() {
			continue
		}
		var split, other, early, late *Line
		for j := range lines {
			m := &lines[j]
			switch {
			case !m.priced() && sameFor(l, m) && !sameMember(l, m):
				other = m // said in words
			case !m.priced() || !comparable(l, m):
			case sameFor(l, m) && !sameMember(l, m):
				other = m
			case l.Member != nil && (m.Member == nil || *m.Member != *l.Member):
				split = m
			}
			if m.Early != nil && comparable(l, m) {
				early = m
			}
			if m.Late != nil && comparable(l, m) {
				late = m
			}
		}
		if l.Member != nil && split != nil && other == nil && k.price.regular(&Line{Per: l.Per, Basis: l.Basis, Units: l.Units, Currency: l.Currency}) == nil {
			problem := k.list.Errorf(l.Pos, "these people have a price only if member is %t", *l.Member)
			if split.Member == nil {
				problem.WithAlso(split.Pos, "others have one, members or not")
			} else {
				problem.WithAlso(split.Pos, "others have one for member: %t", !*l.Member)
			}
			problem.WithHint("write a line for member: %t, or leave member out", !*l.Member)
		}
		if other != nil && l.Member != nil && *l.Member && l.Amount != nil && other.Amount != nil && *l.Amount > *other.Amount {
			k.list.Warnf(l.At("amount"), "members pay %s, more than others, %s", *l.Amount, *other.Amount).WithAlso(other.At("amount"), "the others pay this")
		}
		if l.Early == nil && early != nil && !l.Has("early") && !l.nothing() {
			k.list.Errorf(l.Pos, "this amount has no early price").WithAlso(early.At("early"), "others have one").
				WithHint("write early: and the same amount if it is not less")
		}
		if l.Late == nil && late != nil && !l.Has("late") && !l.nothing() {
			k.list.Errorf(l.Pos, "this amount has no late price").WithAlso(late.At("late"), "others have one").
				WithHint("write late: and the same amount if it is not more")
		}
	}
}

// parts reports a deposit, or what is kept of a payment, that is more than
// anybody pays. Amounts that are owed several times leave it open.
func (k checker) parts() {
	var most *Line
	for i := range k.price.Lines {
		l := &k.price.Lines[i]
		amount := l.greatest()
		switch {
		case !l.priced() || l.Currency != "":
		case amount == nil || !slices.Contains([]Per{"", "weekend", "block", "term", "year", "series", "package"}, l.Per) || l.Basis == "group":
			return
		default:
			if most == nil || *amount > *most.greatest() {
				most = l
			}
		}
	}
	if most == nil {
		return
	}
	amount, key := most.most()
	report := func(at diag.Pos, part *Amount, what string) {
		if part != nil && *part > *amount {
			k.list.Errorf(at, "%s%s is more than anybody pays, %s", what, *part, *amount).WithAlso(most.At(key), "that stands here")
		}
	}
	report(k.price.At("deposit"), k.price.Deposit, "a deposit of ")
	for i := range k.price.Cancellation {
		s := &k.price.Cancellation[i]
		report(s.At("keep"), s.kept(), "keeping ")
	}
}

func (k checker) vat() {
	if v := k.price.VAT; v != nil && v.Pos.Line > 0 {
		k.both(v.Fields, "included", "excluded")
		if !v.Exempt && !v.Included && !v.Excluded && !v.Has("included") && !v.Has("excluded") && v.Has("rate") {
			k.list.Errorf(v.Pos, "is the tax included or excluded?").WithHint("write {included: true, rate: 19%%}")
		}
	}
}
