package price

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// languages are the three of the reference site with the words of i18n/.
func languages(t testing.TB) []*locale.Language {
	t.Helper()
	var langs []*locale.Language
	var files []locale.WordFile
	for _, code := range []string{"el", "en", "de"} {
		l, err := locale.New(code, code)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile("../../i18n/" + code + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		langs = append(langs, l)
		files = append(files, locale.WordFile{File: "i18n/" + code + ".yaml", Lang: code, Text: text})
	}
	var list diag.List
	locale.LoadWords(&list, "en", langs, files, nil)
	for _, p := range list.Sorted() {
		t.Fatal(list.Report(p))
	}
	return langs
}

// read decodes what stands under "price:", checks it for a site that counts in
// euros, and reports everything that was found, one line each.
func read(t testing.TB, text string) (*Price, string) {
	t.Helper()
	var list diag.List
	var group struct {
		Price *Price `key:"price"`
	}
	d := &decode.Decoder{List: &list, Languages: []string{"el", "en", "de"}, Lang: "el"}
	if n := decode.YAML(&list, "groups.yaml", []byte(text)); n != nil {
		d.Decode(n, &group)
	}
	if group.Price == nil {
		group.Price = &Price{}
	} else {
		group.Price.Check(&list, "EUR")
	}
	return group.Price, report(&list)
}

func report(list *diag.List) string {
	var b strings.Builder
	for _, p := range list.Sorted() {
		fmt.Fprintf(&b, "%d:%d: %s: %s", p.Line, p.Col, p.Severity, p.Message)
		if p.Hint != "" {
			fmt.Fprintf(&b, " | %s", p.Hint)
		}
		for _, a := range p.Also {
			fmt.Fprintf(&b, " | see %d:%d: %s", a.Line, a.Col, a.Message)
		}
		b.WriteString("\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// modelLines is the example of the data model, word for word.
const modelLines = `
- amount: 30                # or min/max; or text
  per: double-session       # meeting | session | double-session | teaching-unit | hour | day | weekend | block | term | year | series | package
  basis: person             # default; or group: a total that the members share
  for: students             # one or a list (any of): students, in-training, newcomers, … or text
  member: true              # restricts further to members (false: non-members)
  early: 20                 # the amount under ` + "`early`" + `
  units: 15                 # what a package holds
- {for: students, reduced: true}       # a reduction whose amount is not named
- {for: students, reduction: 20%}      # checked against the amounts where both stand
`

// TestDecodesEveryForm shows each form by the fields that it fills.
func TestDecodesEveryForm(t *testing.T) {
	tests := []struct{ in, want string }{
		{"{amount: 30, per: meeting}", "30 per meeting"},
		{"{amount: 12.5}", "12.50"},
		{"{amount: 0.05}", "0.05"},
		{"{min: 20, max: 39.90, about: true, per: session}", "20–39.90 about per session"},
		{"[{amount: 30}, {for: [students, {text: {de: Hebammen}}], amount: 20}]", "30; 20 for students Hebammen"},
		{"{text: λόγια}", "text λόγια"},
		{"on_request", "on request"},
		{"free", "free"},
		{"{free: true, text: {en: words}}", "free; text words"},
		{"{on_request: true, currency: CHF, internal: true}", "on request; internal; CHF"},
		{"{lines: {amount: 300, basis: group, per: day}}", "300 per day of group"},
		{"{vat: exempt, free: true}", "free; VAT true false false"},
		{"{vat: included, free: true}", "free; VAT false true false"},
		{"{vat: {excluded: true, rate: 19%}, free: true}", "free; VAT false false true 19%"},
		{"{paid_by: balint-circle, payee: {name: Κύκλος}, subsidy: {by: {text: Χορηγός}, amount: 10}}", "paid by balint-circle; payee Κύκλος; subsidy Χορηγός 10"},
		{"{pay_by: 2027-02-01, free: true}", "free; pay by 2027-02-01"},
		{"{pay_by: {days_before: 14}, free: true}", "free; pay by 14 days before"},
		{"{early: {until: 2027-02-15, first: 30}, lines: [{amount: 30, early: 20}]}", "early until 2027-02-15 or first 30; 30 early 20"},
		{"{on_request: true, extras: {text: γεύμα, amount: 12.50, about: true}, includes: καφές, deposit: 50, missed: due}", "on request; extra γεύμα 12.50 true; includes καφές; deposit 50; missed due"},
		{"{free: true, missed: {text: λόγια}, includes: [{text: καφές}, {el: γεύμα}]}", "free; includes καφές; includes γεύμα; missed λόγια"},
		{"{free: true, cancellation: [{until: 2027-02-28, refund: 100%}, {days_before: 7, keep: 25}, {days_before: 3, keep: 50%}, {later: true, refund: 0%}, {if: organiser-cancels, refund: 100%, text: x}]}",
			"free; until 2027-02-28 refund 100%; 7 days before keep 25; 3 days before keep 50%; later refund 0%; if organiser-cancels refund 100% x"},
		{modelLines, "30 per double-session of person for students member true early 20 holds 15; for students reduced; for students less 20%"},
	}
	for _, tt := range tests {
		p, faults := read(t, "price: "+tt.in)
		if faults != "" && tt.in != modelLines {
			t.Errorf("%s: %s", tt.in, faults)
		}
		if got := show(p); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

func show(p *Price) string {
	var parts []string
	say := func(ok bool, format string, args ...any) {
		if ok {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	text := func(t locale.Text) string { return t.For("el", []string{"en", "de"}).Text }
	say(p.OnRequest, "on request")
	say(p.Free, "free")
	say(p.Internal, "internal")
	say(!p.Text.IsZero(), "text %s", text(p.Text))
	say(p.Currency != "", "%s", p.Currency)
	if p.VAT != nil {
		rate := ""
		if p.VAT.Rate != nil {
			rate = " " + p.VAT.Rate.String()
		}
		say(true, "VAT %t %t %t%s", p.VAT.Exempt, p.VAT.Included, p.VAT.Excluded, rate)
	}
	say(p.PaidBy.Ref.ID != "", "paid by %s", p.PaidBy.Ref.ID)
	say(!p.Payee.Name.IsZero(), "payee %s", p.Payee.Name.In("en"))
	if p.Subsidy != nil {
		say(true, "subsidy %s %s", text(p.Subsidy.By.Text), p.Subsidy.Amount)
	}
	say(!p.PayBy.Date.IsZero(), "pay by %s", p.PayBy.Date)
	if p.PayBy.DaysBefore != nil {
		say(true, "pay by %d days before", *p.PayBy.DaysBefore)
	}
	if p.Early != nil {
		say(true, "early until %s or first %d", p.Early.Until, p.Early.First)
	}
	for _, l := range p.Lines {
		parts = append(parts, showLine(l))
	}
	for _, e := range p.Extras {
		say(true, "extra %s %s %t", text(e.Text), e.Amount, e.About)
	}
	for _, i := range p.Includes {
		say(true, "includes %s", text(i))
	}
	say(p.Deposit != nil, "deposit %s", p.Deposit)
	say(p.Missed.Word != "" || !p.Missed.Text.IsZero(), "missed %s%s", p.Missed.Word, text(p.Missed.Text))
	for _, s := range p.Cancellation {
		var step []string
		add := func(ok bool, format string, args ...any) {
			if ok {
				step = append(step, fmt.Sprintf(format, args...))
			}
		}
		add(!s.Until.IsZero(), "until %s", s.Until)
		if s.DaysBefore != nil {
			add(true, "%d days before", *s.DaysBefore)
		}
		add(s.If != "", "if %s", s.If)
		add(s.Later, "later")
		add(s.Refund != nil, "refund %s", s.Refund)
		if s.Keep != nil {
			add(s.Keep.Amount != nil, "keep %s", s.Keep.Amount)
			add(s.Keep.Share != nil, "keep %s", s.Keep.Share)
		}
		add(!s.Text.IsZero(), "%s", text(s.Text))
		parts = append(parts, strings.Join(step, " "))
	}
	return strings.Join(parts, "; ")
}

func showLine(l Line) string {
	var parts []string
	say := func(ok bool, format string, args ...any) {
		if ok {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	say(l.Amount != nil, "%s", l.Amount)
	say(l.Min != nil || l.Max != nil, "%s–%s", l.Min, l.Max)
	say(l.About, "about")
	say(l.Per != "", "per %s", l.Per)
	say(l.Basis != "", "of %s", l.Basis)
	if len(l.For) > 0 {
		parts = append(parts, "for")
	}
	for _, w := range l.For {
		say(true, "%s%s", w.Word, w.Text.For("el", []string{"de"}).Text)
	}
	if l.Member != nil {
		say(true, "member %t", *l.Member)
	}
	say(l.Early != nil, "early %s", l.Early)
	say(l.Units != 0, "holds %g", l.Units)
	say(l.Reduced, "reduced")
	say(l.Reduction != nil, "less %s", l.Reduction)
	return strings.Join(parts, " ")
}

func FuzzPrice(f *testing.F) {
	f.Add("price: " + modelLines)
	f.Add("price: {early: {until: 2027-02-15, first: 30}, vat: {included: true, rate: 19.5%}, lines: [{amount: 200, early: 160.50, per: weekend, member: true}, {min: 3, member: false}]}")
	f.Add("price: {extras: {text: {el: x}, amount: 3}, deposit: 3, missed: free, payee: {name: x}, pay_by: {text: x}, cancellation: {if: organiser-cancels, keep: 25}}")
	f.Add("price: [{amount: 450, per: package, units: 15, basis: group}, {for: [students, {text: x}], reduction: 20%}]")
	langs := languages(f)
	others := []string{"el", "en", "de"}
	f.Fuzz(func(t *testing.T, text string) {
		p, _ := read(t, text)
		bound := Bound{Day: civil.Date{Year: 2027, Month: 1, Day: 1}}
		p.CheckDates(new(diag.List), bound, bound)
		p.CheckPackages(new(diag.List), 2, 20, diag.Pos{})
		for _, l := range langs {
			p.Sentences(l, others, "EUR")
			p.Terms(l, others, "EUR")
			p.Short(l, others, "EUR")
			p.Beside(l, others, "EUR")
			for _, table := range p.Tables(l, others, "EUR") {
				for _, row := range table.Rows {
					if len(row) != len(table.Head) {
						t.Fatal("a row is not as long as the head")
					}
				}
			}
		}
	})
}
