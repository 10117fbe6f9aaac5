package price

import (
	"math"
	"slices"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/locale"
)

// Sentences says the amounts in a language, a phrase for each, and what stands
// beside them. The site's currency is that of amounts whose price names none.
// Texts are given in the first of the others where they are not written in the
// language of the page.
func (p *Price) Sentences(l *locale.Language, others []string, siteCurrency string) []locale.Phrase {
	return voice{l, others, p, p.in(siteCurrency)}.sentences(nil)
}

// Beside is [Price.Sentences] without the amounts that stand in
// [Price.Tables].
func (p *Price) Beside(l *locale.Language, others []string, siteCurrency string) []locale.Phrase {
	return voice{l, others, p, p.in(siteCurrency)}.sentences(p.grids())
}

func (v voice) sentences(tables []grid) []locale.Phrase {
	p := v.price
	var said []locale.Phrase
	say := func(key string, if_ bool) {
		if if_ {
			said = append(said, locale.Phrase{Text: v.Word("price." + key)})
		}
	}
	say("free", p.Free)
	say("internal", p.Internal)
	if slices.ContainsFunc(tables, func(g grid) bool { return g.early && g.twoWay }) {
		said = append(said, locale.Phrase{Text: v.Word("price.grid.early_when", "When", v.early())})
	}
	if slices.ContainsFunc(tables, func(g grid) bool { return g.late && g.twoWay && !p.Late.OnSite }) {
		said = append(said, locale.Phrase{Text: v.Word("price.grid.late_when", "When", v.late())})
	}
	for i := range p.Lines {
		said = append(said, v.line(&p.Lines[i], holds(tables, &p.Lines[i]))...)
	}
	say("on_request", p.OnRequest && len(p.Lines) == 0)
	say("more_on_request", p.OnRequest && len(p.Lines) > 0)
	payer := "paid_by"
	if len(said) == 0 && len(p.Lines) == 0 && p.Deposit == nil && p.Text.IsZero() { // a table may hold the lines
		payer = "paid_by_alone"
	}
	said = append(said, v.party(payer, p.PaidBy)...)
	if s := p.Subsidy; s != nil {
		said = append(said, v.subsidy(s)...)
	}
	return append(said, v.phrase(p.Text)...)
}

func (v voice) subsidy(s *Subsidy) (said []locale.Phrase) {
	by := v.party("subsidy_by", s.By)
	if s.Amount != nil {
		amount := v.money(*s.Amount)
		if by = v.party("subsidy_of_by", s.By, "Amount", amount); by == nil {
			said = append(said, locale.Phrase{Text: v.Word("price.subsidy", "Amount", amount)})
		}
	}
	return append(append(said, by...), v.phrase(s.Text)...)
}

// Short says what most people pay, in one line for a card: the amount for
// everybody, the range from members to others, the text for everybody, or the
// range of all amounts.
func (p *Price) Short(l *locale.Language, others []string, siteCurrency string) locale.Phrase {
	v := voice{l, others, p, p.in(siteCurrency)}
	if line := p.line(func(l *Line) bool { return l.forAll() && l.priced() }); line != nil {
		return locale.Phrase{Text: v.per(line, v.inEach(line, regular))}
	}
	all := p.split()
	if text := p.line(func(l *Line) bool { return l.forAll() && !l.Reduced && l.Reduction == nil && !l.Text.IsZero() }); text != nil && !all {
		return text.Text.For(v.Code, others)
	}
	var least, most *Line
	for i := range p.Lines {
		line := &p.Lines[i]
		switch {
		case all && len(line.For) > 0:
			continue
		case line.Amount == nil || least != nil && !least.nothing() && !line.nothing() && !comparable(most, line):
			continue
		}
		if least == nil || *line.Amount < *least.Amount {
			least = line
		}
		if most == nil || *line.Amount > *most.Amount {
			most = line
		}
	}
	if least != nil && most.nothing() {
		return locale.Phrase{Text: l.Word("price.free")}
	}
	if least != nil {
		return locale.Phrase{Text: v.per(most, l.MoneyRange(int64(*least.Amount), int64(*most.Amount), v.of(most).currency))}
	}
	if all := p.Sentences(l, others, siteCurrency); len(all) > 0 {
		return all[0]
	}
	return locale.Phrase{}
}

// line returns the first line that is so.
func (p *Price) line(is func(*Line) bool) *Line {
	for i := range p.Lines {
		if is(&p.Lines[i]) {
			return &p.Lines[i]
		}
	}
	return nil
}

// split reports whether members have an amount and everybody else another, and
// one of them pays.
func (p *Price) split() bool {
	has := func(member bool) *Line {
		return p.line(func(l *Line) bool {
			return len(l.For) == 0 && l.Amount != nil && l.Member != nil && *l.Member == member
		})
	}
	members, others := has(true), has(false)
	return members != nil && others != nil && !(members.nothing() && others.nothing())
}

func (p *Price) in(siteCurrency string) string {
	if p.Currency != "" {
		return string(p.Currency)
	}
	return siteCurrency
}

// voice says a price in a language.
type voice struct {
	*locale.Language
	others   []string
	price    *Price
	currency string
}

func (v voice) money(a Amount) string { return v.Money(int64(a), v.currency) }

// phrase returns a text as it is, if there is one.
func (v voice) phrase(t locale.Text) []locale.Phrase {
	if p := t.For(v.Code, v.others); p.Text != "" {
		return []locale.Phrase{p}
	}
	return nil
}

// of says the amounts of a line in its own money.
func (v voice) of(l *Line) voice {
	if l.Currency != "" {
		v.currency = string(l.Currency)
	}
	return v
}

// party says who pays or is paid: a name, or a text in place of one, behind its
// label, so that it needs no article.
func (v voice) party(key string, p Party, args ...any) []locale.Phrase {
	name := p.Name.For(v.Code, v.others)
	if name.Text == "" {
		name = p.Text.For(v.Code, v.others)
	}
	if name.Text == "" {
		return nil
	}
	return []locale.Phrase{v.Around("price."+key, "Name", name, args...)}
}

// line says what somebody pays: an amount (unless a table shows it), a
// reduction, a text.
func (v voice) line(l *Line, tabled bool) (said []locale.Phrase) {
	var parts []string
	if l.priced() && !tabled && !v.saidBefore(l) {
		text := v.per(l, v.inEach(l, regular))
		if l.Early != nil && v.price.Early != nil {
			text = v.Word("price.early", "Price", text, "Early", v.inEach(l, (*Line).early), "When", v.early())
		}
		if l.Late != nil && v.price.Late != nil {
			text = v.Word("price.late", "Price", text, "Late", v.inEach(l, (*Line).late), "When", v.late())
		}
		parts = append(parts, text)
	}
	who := v.who(l)
	switch {
	case l.Reduction != nil:
		parts = append(parts, v.Word("price.reduction", "Percent", v.percent(*l.Reduction)))
	case l.Reduced && !l.priced() && who == "":
		parts = append(parts, v.Word("price.reduced_all"))
	case l.Reduced && !l.priced():
		parts = append(parts, v.Word("price.reduced"))
	}
	text := l.Text.For(v.Code, v.others)
	if text.Text != "" && text.Lang == "" {
		parts = append(parts, text.Text)
	}
	if len(parts) > 0 {
		all := parts[0]
		for _, part := range parts[1:] {
			all = v.Word("price.items", "A", all, "B", part)
		}
		said = append(said, v.about(l, locale.Phrase{Text: all}))
	}
	if text.Lang != "" {
		said = append(said, v.about(l, text))
	}
	return said
}

// with is a line with another amount.
func (l *Line) with(a *Amount) *Line { return &Line{Amount: a, Currency: l.Currency} }

func regular(l *Line) *Line  { return l }
func (l *Line) early() *Line { return l.with(l.Early) }
func (l *Line) late() *Line  { return l.with(l.Late) }

// twins are a line and those after it that differ from it only in the money: the
// same fee in several currencies.
func (v voice) twins(l *Line) []*Line {
	all := []*Line{l}
	for i := range v.price.Lines {
		if m := &v.price.Lines[i]; m != l && m.priced() && sameFee(l, m) {
			all = append(all, m)
		}
	}
	return all
}

func sameFee(a, b *Line) bool {
	return a.Currency != b.Currency && sameThing(a, b) && sameMember(a, b) && sameFor(a, b) && (a.Early == nil) == (b.Early == nil) && (a.Late == nil) == (b.Late == nil)
}

// saidBefore reports whether a line stands beside its twin.
func (v voice) saidBefore(l *Line) bool {
	for i := range v.price.Lines {
		m := &v.price.Lines[i]
		if m == l {
			return false
		}
		if m.priced() && sameFee(l, m) {
			return true
		}
	}
	return false
}

// inEach says an amount of a line, the regular one or another, in each of its
// currencies.
func (v voice) inEach(l *Line, which func(*Line) *Line) string {
	var amounts []string
	for _, twin := range v.twins(l) {
		amounts = append(amounts, v.amount(which(twin)))
	}
	return v.Or(amounts)
}

// about says for whom something holds.
func (v voice) about(l *Line, p locale.Phrase) locale.Phrase {
	who := v.who(l)
	if who == "" {
		return p
	}
	if len(l.For) == 1 && l.Member == nil && p.Lang == "" { // a text in another language keeps its mark
		if text := l.For[0].Text.For(v.Code, v.others); text.Lang != "" {
			return v.Around("price.for", "Who", text, "Price", p.Text)
		}
	}
	return v.Around("price.for", "Price", p, "Who", who)
}

func (v voice) amount(l *Line) string {
	v = v.of(l)
	about := func(text string) string {
		if l.About {
			return v.Word("price.about", "Amount", text)
		}
		return text
	}
	switch {
	case l.nothing():
		return v.Word("price.free")
	case l.Amount != nil:
		return about(v.money(*l.Amount))
	case l.Max == nil:
		return v.Word("price.at_least", "Amount", about(v.money(*l.Min)))
	case l.Min == nil:
		return v.Word("price.at_most", "Amount", about(v.money(*l.Max)))
	}
	return about(v.MoneyRange(int64(*l.Min), int64(*l.Max), v.currency))
}

func (v voice) per(l *Line, amount string) string {
	switch {
	case l.nothing():
		return amount
	case l.Per == "package" && l.Units > 0:
		unit := v.price.Unit
		if unit == "" {
			unit = "session"
		}
		amount = v.Word("price.package."+unit, int(math.Ceil(l.Units)), "Amount", amount, "Number", v.Number(l.Units))
	case l.Per != "":
		amount = v.Word("price.per."+string(l.Per), "Amount", amount)
	}
	if l.Basis == "group" {
		amount = v.Word("price.group", "Price", amount)
	}
	return amount
}

// who says for whom a line is, "" for everybody.
func (v voice) who(l *Line) string {
	var names []string
	for _, w := range l.For {
		switch {
		case w.Word == "":
			names = append(names, w.Text.For(v.Code, v.others).Text)
		case slices.Contains(ownWho, w.Word):
			names = append(names, v.Word("price.who."+w.Word))
		default:
			names = append(names, v.Word("audience."+w.Word))
		}
	}
	who := strings.Join(names, ", ") // any of them
	if l.Member == nil {
		return who
	}
	members := v.Word("price.members")
	if !*l.Member {
		members = v.Word("price.nonmembers")
	}
	if who == "" {
		return members
	}
	return v.Word("price.who_members", "Who", who, "Members", members)
}

func (v voice) percent(p Percent) string { return v.Percent(float64(p) / 100) }

// early says when the early amounts hold.
func (v voice) early() string {
	var when []string
	e := v.price.Early
	if e == nil {
		return ""
	}
	if !e.Until.IsZero() {
		when = append(when, v.Word("price.early_until", "Date", v.theDay(e.Until)))
	}
	if e.First > 0 {
		when = append(when, v.Word("price.early_first", e.First))
	}
	return v.Or(when)
}

// late says when the late amounts hold.
func (v voice) late() string {
	switch t := v.price.Late; {
	case t == nil:
		return ""
	case t.OnSite:
		return v.Word("price.late_on_site")
	default:
		return v.Word("price.late_from", "Date", v.theDay(t.From))
	}
}

// Terms says the conditions: tax, what is included and what costs more, when
// to pay and what is given back.
func (p *Price) Terms(l *locale.Language, others []string, siteCurrency string) []locale.Phrase {
	v := voice{l, others, p, p.in(siteCurrency)}
	var said []locale.Phrase
	say := func(key string, args ...any) {
		said = append(said, locale.Phrase{Text: l.Word("price."+key, args...)})
	}
	switch t := p.VAT; {
	case t == nil:
	case t.Exempt:
		say("vat.exempt")
	case t.Rate != nil && t.Included:
		say("vat.included_rate", "Percent", v.percent(*t.Rate))
	case t.Rate != nil && t.Excluded:
		say("vat.excluded_rate", "Percent", v.percent(*t.Rate))
	case t.Included:
		say("vat.included")
	case t.Excluded:
		say("vat.excluded")
	}
	said = append(said, l.Together("price.includes", "Text", p.Includes, others)...)
	for i := range p.Extras {
		line, what := p.Extras[i].line(), p.Extras[i].Text.For(l.Code, others)
		if line.priced() {
			said = append(said, l.Around("price.extra", "What", what, "Amount", v.per(line, v.amount(line))))
		} else {
			said = append(said, l.Around("price.extra_charged", "What", what))
		}
	}
	if p.Deposit != nil {
		say("deposit", "Amount", v.money(*p.Deposit))
	}
	said = append(said, v.payment()...)
	for i := range p.Cancellation {
		said = append(said, v.step(&p.Cancellation[i])...)
	}
	return said
}

func (v voice) payment() (said []locale.Phrase) {
	by := v.price.PayBy
	switch {
	case !by.Date.IsZero():
		said = append(said, locale.Phrase{Text: v.Word("price.pay_by", "Date", v.theDay(by.Date))})
	case by.DaysBefore != nil:
		said = append(said, locale.Phrase{Text: v.Word(v.before("price.pay_before"), *by.DaysBefore)})
	}
	if text := by.Text.For(v.Code, v.others); text.Text != "" {
		said = append(said, v.Around("price.pay_text", "Text", text))
	}
	said = append(said, v.party("payee", v.price.Payee)...)
	if word := v.price.Missed.Word; word != "" {
		said = append(said, locale.Phrase{Text: v.Word("price.missed." + word)})
	}
	if text := v.price.Missed.Text.For(v.Code, v.others); text.Text != "" {
		said = append(said, v.Around("price.missed.text", "Text", text))
	}
	return said
}

// before is a word for the days before something: the beginning, or, of a group
// that runs on, the meeting that somebody misses.
func (v voice) before(key string) string {
	if v.price.RunsOn {
		return key + "_meeting"
	}
	return key
}

// theDay writes a date as it stands after "until" and "from".
func (v voice) theDay(d civil.Date) string { return v.WithArticle("schedule.the_day", v.Date(d), d) }

// step says what is given back, and when.
func (v voice) step(s *Step) []locale.Phrase {
	var when, what string
	switch {
	case s.If != "":
		when = v.Word("price.cancel.organiser")
	case s.Until != civil.Date{}:
		when = v.Word("price.cancel.until", "Date", v.theDay(s.Until))
	case s.DaysBefore != nil:
		when = v.Word(v.before("price.cancel.before"), *s.DaysBefore)
	case s.Later:
		when = v.Word("price.cancel.later")
	}
	switch back, kept := s.back(), s.kept(); {
	case back != nil && *back == 0:
		what = v.Word("price.cancel.nothing")
	case back != nil && *back == 100_00:
		what = v.Word("price.cancel.all")
	case back != nil:
		what = v.Word("price.cancel.refund", "Percent", v.percent(*back))
	case kept != nil:
		what = v.Word("price.cancel.keep", "Amount", v.money(*kept))
	}
	text := s.Text.For(v.Code, v.others)
	if when != "" && what != "" {
		what = v.Word("price.cancel.step", "When", when, "What", what)
	}
	switch {
	case what != "" && text.Text != "":
		return []locale.Phrase{v.Around("price.cancel.details", "Text", text, "Step", what)}
	case what != "":
		return []locale.Phrase{{Text: what}}
	case when != "" && text.Text != "":
		return []locale.Phrase{v.Around("price.cancel.step", "What", text, "When", when)}
	}
	return v.phrase(s.Text)
}
