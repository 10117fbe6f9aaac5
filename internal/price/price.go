// Package price says what an offering costs: it reads the amounts, tiers,
// reductions and conditions that somebody wrote once, finds what contradicts
// itself, and says the rest in sentences of every language or as a table.
//
// Money is counted in hundredths and never in fractions: 12.50 is 1250, and a
// third decimal is an error. Nothing is guessed: an amount without a currency,
// of the price or of the site, is an error, and a tier without an amount stays
// without one.
package price

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/currency"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// Price is what an offering costs.
type Price struct {
	decode.Fields
	Currency     Currency      `key:"currency"`
	Text         locale.Text   `key:"text"`
	OnRequest    bool          `key:"on_request"`
	Internal     bool          `key:"internal"` // settled within a house
	Free         bool          `key:"free"`
	PaidBy       Party         `key:"paid_by"`
	Subsidy      *Subsidy      `key:"subsidy"`
	VAT          *VAT          `key:"vat"`
	PayBy        Deadline      `key:"pay_by"`
	Early        *Early        `key:"early"`
	Late         *Late         `key:"late"`
	Lines        []Line        `key:"lines"`
	Extras       []Extra       `key:"extras"`
	Includes     []locale.Text `key:"includes"`
	Deposit      *Amount       `key:"deposit"`
	Missed       Missed        `key:"missed"`
	Payee        Party         `key:"payee"`
	Cancellation []Step        `key:"cancellation"`

	// Unit is what the units of a package are (session, double-session,
	// teaching-unit, hour), for the sentences; the record knows it.
	Unit string

	// RunsOn says that the meetings have no common beginning and end, so that
	// days are counted before each of them; the record knows it.
	RunsOn bool

	unread bool // reported when it was read: nothing more to say
}

const (
	onRequest = "on_request"
	free      = "free"
)

// DecodeNode reads the words on_request and free, one line, a list of lines,
// {text: …}, or the whole block.
func (p *Price) DecodeNode(d *decode.Decoder, n *decode.Node) {
	p.Pos = n.Pos
	switch {
	case n.Kind == decode.Sequence:
		d.Decode(n, &p.Lines)
	case n.Kind == decode.Text && n.Value == onRequest:
		p.OnRequest = true
	case n.Kind == decode.Text && n.Value == free:
		p.Free = true
	case n.Kind != decode.Mapping:
		p.unread = true
		d.Mismatch(n, "a price").WithHint("%s", priceHint(n.Value))
	default:
		ofWhole := func(e decode.Entry) bool { // what holds for the whole, though lines have a key of that name
			return e.Key == "currency" || (e.Key == "early" || e.Key == "late") && !e.Value.IsScalar()
		}
		if decode.Inline(d, n, p, &p.Lines, "lines", ofWhole) {
			return
		}
		p.unread = slices.ContainsFunc(n.Entries, func(e decode.Entry) bool { return !slices.Contains(decode.Keys(reflect.TypeFor[Price]()), e.Key) })
		d.Struct(n, p)
	}
}

// Line is one amount, or a reduction.
type Line struct {
	decode.Fields
	Amount    *Amount     `key:"amount"`
	Min       *Amount     `key:"min"`
	Max       *Amount     `key:"max"`
	About     bool        `key:"about"`
	Text      locale.Text `key:"text"`
	Per       Per         `key:"per"`
	Basis     Basis       `key:"basis"`
	For       []Who       `key:"for"` // any of them; empty: everybody
	Member    *bool       `key:"member"`
	Early     *Amount     `key:"early"`
	Late      *Amount     `key:"late"`
	Currency  Currency    `key:"currency"` // where it is not the price's
	Units     float64     `key:"units"`    // of a package
	Reduced   bool        `key:"reduced"`
	Reduction *Percent    `key:"reduction"`
}

// Per is what an amount is for.
type Per string

// Words are what an amount can be for.
func (Per) Words() []string {
	return []string{"meeting", "session", "double-session", "teaching-unit", "hour", "day", "weekend", "block", "month", "term", "year", "series", "package"}
}

// ExtraPer is what an extra is for: as an amount, or a night or a kilometre.
type ExtraPer Per

// Words are what an extra can be for.
func (ExtraPer) Words() []string { return append(Per("").Words(), "night", "kilometre") }

// Basis says who owes an amount: each person (the default), or the group.
type Basis string

// Words are the two.
func (Basis) Words() []string { return []string{"person", "group"} }

// Who is a kind of people: a word, or a text of its own.
type Who struct {
	Word string
	Text locale.Text
}

// ownWho are kinds of people that only prices tell apart; the others are those
// of audiences, and their words are shared.
var ownWho = []string{"students", "in-training", "newcomers", "retired", "unemployed", "low-income", "employees"}

// Professions are kinds of people that audiences name too.
var Professions = []string{
	"doctors", "general-practitioners", "psychiatrists", "doctors-in-training", "medical-students", "psychologists", "psychotherapists",
	"nurses", "midwives", "physiotherapists", "occupational-therapists", "speech-therapists", "dentists", "veterinarians", "pharmacists",
	"social-workers", "teachers", "clergy", "leaders", "supervisors", "coaches", "lawyers", "police", "managers", "volunteers",
}

var whoWords = slices.Concat(ownWho, Professions)

// DecodeNode reads a word or {text: …}.
func (w *Who) DecodeNode(d *decode.Decoder, n *decode.Node) {
	w.Word, w.Text = wordOrText(d, n, whoWords)
}

// Missed says whether a missed meeting is due, free, or what a text says.
type Missed struct {
	Word string
	Text locale.Text
}

// DecodeNode reads a word or {text: …}.
func (m *Missed) DecodeNode(d *decode.Decoder, n *decode.Node) {
	m.Word, m.Text = wordOrText(d, n, missedWords)
}

var missedWords = []string{"due", free}

func wordOrText(d *decode.Decoder, n *decode.Node, words []string) (word string, text locale.Text) {
	if n.Kind == decode.Mapping {
		d.Decode(n, &text)
	} else if d.Word(n, words) {
		word = n.Value
	}
	return word, text
}

// Party is a society or partner by id, {name: …}, or {text: …}.
type Party struct {
	Ref  decode.Ref // the record checks it, and fills in the name
	Name locale.Name
	Text locale.Text
}

// DecodeNode reads an id or a block.
func (p *Party) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.IsScalar() {
		d.Decode(n, &p.Ref)
		return
	}
	var block partyBlock
	d.Struct(n, &block)
	p.Name, p.Text = block.Name, block.Text
}

type partyBlock struct {
	Name locale.Name `key:"name"`
	Text locale.Text `key:"text"`
}

// Subsidy is what somebody adds, so that people pay less.
type Subsidy struct {
	decode.Fields
	By     Party       `key:"by"`
	Amount *Amount     `key:"amount"`
	Text   locale.Text `key:"text"`
}

// VAT says how value added tax stands to the amounts.
type VAT struct {
	decode.Fields
	Exempt   bool     // the word
	Included bool     `key:"included"`
	Excluded bool     `key:"excluded"`
	Rate     *Percent `key:"rate"`
}

// DecodeNode reads exempt, included, excluded, or {included: true, rate: 19%}.
func (v *VAT) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if e, ok := n.Get("exempt"); ok {
		d.List.Errorf(e.Pos, "%q is a word and no key", e.Key).WithHint("write vat: exempt")
	} else if n.Kind == decode.Mapping {
		d.Struct(n, v)
	} else if v.Pos = n.Pos; d.Word(n, vatWords) {
		v.Exempt, v.Included, v.Excluded = n.Value == "exempt", n.Value == "included", n.Value == "excluded"
	}
}

var vatWords = []string{"exempt", "included", "excluded"}

// Deadline is a day, a number of days before the beginning, or a text.
type Deadline struct {
	decode.Fields
	Date       civil.Date
	DaysBefore *int        `key:"days_before"`
	Text       locale.Text `key:"text"`
}

// DecodeNode reads a date, {days_before: 14}, or {text: …}.
func (l *Deadline) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.IsScalar() {
		l.Pos = n.Pos
		d.Decode(n, &l.Date)
		return
	}
	d.Struct(n, l)
}

// Early says until when, or for how many, the early amounts hold.
type Early struct {
	decode.Fields
	Until civil.Date `key:"until"`
	First int        `key:"first"` // registrations
}

// Late says from when, or where, the late amounts hold.
type Late struct {
	decode.Fields
	From   civil.Date `key:"from"`
	OnSite bool       `key:"on_site"` // for those who register when they come
}

// Extra is something that costs more.
type Extra struct {
	decode.Fields
	Text   locale.Text `key:"text,required"`
	Amount *Amount     `key:"amount"`
	Min    *Amount     `key:"min"`
	Max    *Amount     `key:"max"`
	About  bool        `key:"about"`
	Per    ExtraPer    `key:"per"`
}

// line is the extra as an amount.
func (e *Extra) line() *Line {
	return &Line{Fields: e.Fields, Amount: e.Amount, Min: e.Min, Max: e.Max, About: e.About, Per: Per(e.Per)}
}

// Step is what somebody gets back who cancels by a day; or what everybody gets
// if the organiser does.
type Step struct {
	decode.Fields
	Until      civil.Date  `key:"until"`
	DaysBefore *int        `key:"days_before"`
	Later      bool        `key:"later"` // than all other steps
	If         Condition   `key:"if"`
	Refund     *Percent    `key:"refund"`
	Keep       *Kept       `key:"keep"`
	Text       locale.Text `key:"text"`
}

// Kept is what is not given back: an amount, or a share of what was paid.
type Kept struct {
	Amount *Amount
	Share  *Percent
}

// DecodeNode reads 25 or 50%.
func (k *Kept) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.Kind == decode.Text {
		d.Decode(n, &k.Share)
	} else {
		d.Decode(n, &k.Amount)
	}
}

// Condition is a case in which a step holds.
type Condition string

// Words are the cases.
func (Condition) Words() []string { return []string{"organiser-cancels"} }

// Amount is money in hundredths of the currency's unit.
type Amount int64

// faulty is an amount that was reported when it was read. Check removes it.
const faulty Amount = -1

var amountForm = regexp.MustCompile(`^(\d{1,9})(?:\.(\d{1,2}))?$`)

// DecodeNode reads 30 or 12.50, exactly.
func (a *Amount) DecodeNode(d *decode.Decoder, n *decode.Node) {
	*a = faulty
	if n.Kind != decode.Int && n.Kind != decode.Float {
		d.Mismatch(n, "an amount of money").WithHint("%s", amountHint(n.Value))
		return
	}
	m := amountForm.FindStringSubmatch(n.Value)
	if m == nil {
		d.List.Errorf(n.Pos, "%s is not an amount of money", n.Value).WithHint("%s", numberHint(n.Value))
		return
	}
	whole, _ := strconv.ParseInt(m[1], 10, 64)
	cents, _ := strconv.ParseInt((m[2] + "00")[:2], 10, 64)
	*a = Amount(whole*100 + cents)
}

// Percent is a share of a hundred, in hundredths: 12.5% is 1250.
type Percent int

// faultyPercent is a share that was reported when it was read. Check removes it.
const faultyPercent Percent = -1

var percentForm = regexp.MustCompile(`^(\d{1,3})(?:\.(\d{1,2}))? ?%$`)

// UnmarshalText reads 20%.
func (p *Percent) UnmarshalText(text []byte) error {
	m := percentForm.FindStringSubmatch(string(text))
	if *p = faultyPercent; m == nil {
		return &diag.Fault{Message: fmt.Sprintf("%q is not a percentage", text), Hint: "write it as in 20%"}
	}
	whole, _ := strconv.Atoi(m[1])
	cents, _ := strconv.Atoi((m[2] + "00")[:2])
	share := Percent(whole*100 + cents)
	if share > 100_00 {
		return diag.Faultf("%s is more than the whole", text)
	}
	*p = share
	return nil
}

// Currency is an ISO 4217 code.
type Currency string

// UnmarshalText reads a code such as EUR.
func (c *Currency) UnmarshalText(text []byte) error {
	unit, err := currency.ParseISO(string(text))
	if err != nil || unit.String() != string(text) {
		f := &diag.Fault{Message: fmt.Sprintf("unknown currency %q", text), Hint: "currencies have three capital letters, as in EUR, CHF, GBP"}
		if upper := strings.ToUpper(string(text)); err == nil {
			f.Hint = fmt.Sprintf("write %s", upper)
		}
		return f
	}
	*c = Currency(text)
	return nil
}
