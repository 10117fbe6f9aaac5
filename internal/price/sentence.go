package price

import (
	"math"
	"slices"

	"fishbowl/internal/civil"
	"fishbowl/internal/locale"
)

// Sentences says the amounts in a language, a phrase for each; a reduction
// without an amount of its own stays beside the line before it. The site's
// currency is that of amounts whose price names none. Texts are given in the
// first of the others where they are not written in the language of the page.
func (p *Price) Sentences(l *locale.Language, others []string, siteCurrency string) []locale.Phrase {
	v := voice{l, others, p, p.in(siteCurrency)}
	var said []locale.Phrase
	say := func(key string, if_ bool) {
		if if_ {
			said = append(said, locale.Phrase{Text: l.Word("price." + key)})
		}
	}
	say("free", p.Free)
	say("internal", p.Internal)
	for i := range p.Lines {
		line := &p.Lines[i]
		switch {
		case line.priced():
			said = append(said, locale.Phrase{Text: v.line(line)})
		case line.Reduced || line.Reduction != nil:
			text := v.reduction(line)
			if n := len(said); n > 0 && said[n-1].Lang == "" {
				said[n-1].Text = l.Word("price.items", "A", said[n-1].Text, "B", text)
			} else {
				said = append(said, locale.Phrase{Text: text})
			}
		default:
			said = append(said, v.text(line)...)
		}
	}
	return append(said, p.Notes(l, others, siteCurrency)...)
}

// Notes says what stands beside the amounts, whether they are sentences or a
// table: who pays or adds something, and the price's own text.
func (p *Price) Notes(l *locale.Language, others []string, siteCurrency string) []locale.Phrase {
	v := voice{l, others, p, p.in(siteCurrency)}
	var said []locale.Phrase
	if p.OnRequest {
		said = append(said, locale.Phrase{Text: l.Word("price.on_request")})
	}
	said = append(said, v.party("paid_by", p.PaidBy)...)
	if s := p.Subsidy; s != nil {
		said = append(said, v.party("subsidy_by", s.By)...)
		if s.Amount != nil {
			said = append(said, locale.Phrase{Text: l.Word("price.subsidy", "Amount", v.money(*s.Amount))})
		}
		said = append(said, v.phrase(s.Text)...)
	}
	return append(said, v.phrase(p.Text)...)
}

// Short says what most people pay, in one line for a card: the amount for
// everybody, or the range of all amounts.
func (p *Price) Short(l *locale.Language, others []string, siteCurrency string) locale.Phrase {
	v := voice{l, others, p, p.in(siteCurrency)}
	var least, most *Line
	for i := range p.Lines {
		line := &p.Lines[i]
		switch {
		case !line.priced():
			continue
		case len(line.For) == 0 && line.Member == nil:
			return locale.Phrase{Text: v.per(line, v.amount(line))}
		case line.Amount == nil || least != nil && !comparable(least, line):
			continue
		}
		if least == nil || *line.Amount < *least.Amount {
			least = line
		}
		if most == nil || *line.Amount > *most.Amount {
			most = line
		}
	}
	if least != nil {
		return locale.Phrase{Text: v.per(least, l.MoneyRange(int64(*least.Amount), int64(*most.Amount), v.currency))}
	}
	if all := p.Sentences(l, others, siteCurrency); len(all) > 0 {
		return all[0]
	}
	return locale.Phrase{}
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

// party says who pays or is paid. A name goes into the sentence; a text in
// another language stands alone.
func (v voice) party(key string, p Party) []locale.Phrase {
	if name := p.Name.In(v.Code); name != "" {
		return []locale.Phrase{{Text: v.Word("price."+key, "Name", name)}}
	}
	return v.phrase(p.Name.Text)
}

// line says an amount, what it is for, and for whom.
func (v voice) line(l *Line) string {
	text := v.per(l, v.amount(l))
	if l.Early != nil && v.price.Early != nil {
		text = v.Word("price.early", "Price", text, "Early", v.money(*l.Early), "When", v.early())
	}
	if who := v.who(l); who != "" {
		text = v.Word("price.for", "Who", who, "Price", text)
	}
	return text
}

// text says a line whose amount is told in words.
func (v voice) text(l *Line) []locale.Phrase {
	p := l.Text.For(v.Code, v.others)
	if p.Text == "" {
		return nil
	}
	if who := v.who(l); who != "" && p.Lang == "" {
		p.Text = v.Word("price.for", "Who", who, "Price", p.Text)
	}
	return []locale.Phrase{p}
}

func (v voice) amount(l *Line) (text string) {
	switch {
	case l.nothing():
		return v.Word("price.free")
	case l.Amount != nil:
		text = v.money(*l.Amount)
	case l.Max == nil:
		text = v.Word("price.at_least", "Amount", v.money(*l.Min))
	case l.Min == nil:
		text = v.Word("price.at_most", "Amount", v.money(*l.Max))
	default:
		text = v.MoneyRange(int64(*l.Min), int64(*l.Max), v.currency)
	}
	if l.About {
		text = v.Word("price.about", "Amount", text)
	}
	return text
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
	who := v.And(names)
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

func (v voice) reduction(l *Line) string {
	who := v.who(l)
	switch {
	case l.Reduction != nil && who != "":
		return v.Word("price.reduction", "Who", who, "Percent", v.percent(*l.Reduction))
	case l.Reduction != nil:
		return v.Word("price.reduction_all", "Percent", v.percent(*l.Reduction))
	case who != "":
		return v.Word("price.reduced", "Who", who)
	}
	return v.Word("price.reduced_all")
}

func (v voice) percent(p Percent) string { return v.Percent(float64(p) / 100) }

// early says when the early amounts hold.
func (v voice) early() string {
	var when []string
	if e := v.price.Early; !e.Until.IsZero() {
		when = append(when, v.Word("price.early_until", "Date", v.Date(e.Until)))
	}
	if e := v.price.Early; e.First > 0 {
		when = append(when, v.Word("price.early_first", e.First))
	}
	return v.Or(when)
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
	for _, text := range p.Includes {
		for _, ph := range v.phrase(text) {
			said = append(said, v.labelled("includes", ph))
		}
	}
	for _, e := range p.Extras {
		ph := e.Text.For(l.Code, others)
		if e.Amount != nil && ph.Text != "" {
			ph.Text = l.Word("price.extra", "What", ph.Text, "Amount", v.amount(&Line{Amount: e.Amount, About: e.About}))
		}
		said = append(said, ph)
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

// labelled puts a text behind its label, unless it is in another language.
func (v voice) labelled(key string, p locale.Phrase) locale.Phrase {
	if p.Lang == "" {
		p.Text = v.Word("price."+key, "Text", p.Text)
	}
	return p
}

func (v voice) payment() (said []locale.Phrase) {
	by := v.price.PayBy
	switch {
	case !by.Date.IsZero():
		said = append(said, locale.Phrase{Text: v.Word("price.pay_by", "Date", v.Date(by.Date))})
	case by.DaysBefore != nil:
		said = append(said, locale.Phrase{Text: v.Word("price.pay_before", *by.DaysBefore)})
	}
	said = append(said, v.phrase(by.Text)...)
	said = append(said, v.party("payee", v.price.Payee)...)
	if word := v.price.Missed.Word; word != "" {
		said = append(said, locale.Phrase{Text: v.Word("price.missed." + word)})
	}
	return append(said, v.phrase(v.price.Missed.Text)...)
}

// step says what is given back, and when.
func (v voice) step(s *Step) []locale.Phrase {
	var when, what string
	switch {
	case s.If != "":
		when = v.Word("price.cancel.organiser")
	case s.Until != civil.Date{}:
		when = v.Word("price.cancel.until", "Date", v.Date(s.Until))
	case s.DaysBefore != nil:
		when = v.Word("price.cancel.before", *s.DaysBefore)
	}
	switch {
	case s.Refund != nil && *s.Refund == 0:
		what = v.Word("price.cancel.nothing")
	case s.Refund != nil && *s.Refund == 100_00:
		what = v.Word("price.cancel.all")
	case s.Refund != nil:
		what = v.Word("price.cancel.refund", "Percent", v.percent(*s.Refund))
	case s.Keep != nil:
		what = v.Word("price.cancel.keep", "Amount", v.money(*s.Keep))
	}
	var said []locale.Phrase
	if when != "" && what != "" {
		said = append(said, locale.Phrase{Text: v.Word("price.cancel.step", "When", when, "What", what)})
	}
	return append(said, v.phrase(s.Text)...)
}
