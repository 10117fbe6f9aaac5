package price

import (
	"testing"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

func TestReportsEveryFaultWithItsPlace(t *testing.T) {
	const about = "write a number that is not negative, with two decimals at most, as in 12.50"
	tests := []struct{ name, in, want string }{
		{"another form", "price: 30", `1:8: error: expected a price, found the number 30 | write {amount: 30, per: meeting}; the currency stands in site.yaml or under currency`},
		{"nothing", "price: {}", `1:8: error: the price says nothing | write {amount: 30, per: meeting}, {text: …}, on_request or free`},
		{"unknown key", "price: {amount: 30, pre: meeting}", `1:21: error: unknown key "pre" | did you mean "per"?`},
		{"a misspelt key of the block around one line", "price: {amount: 30, curency: CHF}", `1:21: error: unknown key "curency" | did you mean "currency"?`},
		{"negative", "price: {amount: -30}", `1:17: error: -30 is not an amount of money | ` + about},
		{"three decimals", "price: {amount: 12.505}", `1:17: error: 12.505 is not an amount of money | thousands have no point: 12505; decimals are two at most, as in 12.50`},
		{"exponent", "price: {amount: 1e3}", `1:17: error: 1e3 is not an amount of money | ` + about},
		{"text", `price: {amount: "30 €"}`, `1:17: error: expected an amount of money, found the text "30 €" | write 30; the currency stands in site.yaml or under currency`},
		{"currency", "price: {currency: Euro, lines: {amount: 30}}", `1:19: error: unknown currency "Euro" | currencies have three capital letters, as in EUR, CHF, GBP`},
		{"small currency", "price: {currency: eur, lines: {amount: 30}}", `1:19: error: unknown currency "eur" | write EUR`},
		{"no such currency", "price: {currency: XYZ, lines: {amount: 30}}", `1:19: error: unknown currency "XYZ" | currencies have three capital letters, as in EUR, CHF, GBP`},
		{"per", "price: {amount: 30, per: sesion}", `1:26: error: unknown word "sesion" | did you mean "session"?`},
		{"who", "price: {amount: 30, for: studnets}", `1:26: error: unknown word "studnets" | did you mean "students"?`},
		{"percentage", "price: [{amount: 30}, {for: students, reduction: 20}]", `1:50: error: "20" is not a percentage | write it as in 20%`},
		{"more than all", "price: [{amount: 30}, {for: students, reduction: 120%}]", `1:50: error: 120% is more than the whole`},
		{"no amount", "price: {lines: {per: meeting}}", `1:16: error: this line has no amount | write amount, min and max, text, reduced: true, or reduction: 20%`},
		{"amount and range", "price: {amount: 30, min: 20}", `1:26: error: "amount" and "min" exclude each other | see 1:17: "amount" stands here`},
		{"range", "price: {min: 40, max: 30}", `1:23: error: the greatest amount 30 is less than the smallest, 40 | see 1:14: the smallest stands here`},
		{"free and amounts", "price: {free: true, lines: [{amount: 30}]}", `1:15: error: what is free has no amounts | leave free out, or write amount: 0 for those who do not pay | see 1:28: the amounts stand here`},
		{"early above regular", "price: {early: {first: 30}, lines: [{amount: 30, early: 40}]}", `1:57: error: the early price 40 is above the regular one, 30 | see 1:46: the regular one stands here`},
		{"early without end", "price: {early: {}, lines: [{amount: 30, early: 20}]}", `1:16: error: the early price has no end | write early: {until: 2027-02-15}, or {first: 30}`},
		{"early without when", "price: [{amount: 30, early: 20}]", `1:29: error: nothing says until when the early price holds | write early: {until: …} or {first: 30} beside lines:`},
		{"early nowhere", "price: {early: {first: 30}, lines: [{amount: 30}]}", `1:16: error: no line has an early price | write early: 20 beside the amount for which it stands`},
		{"percentage denied", "price: [{amount: 30}, {for: students, amount: 25, reduction: 20%}]",
			`1:62: error: 20% less than 30 is 24, not 25 | see 1:18: the regular amount stands here | see 1:47: the reduced amount stands here`},
		{"percentage denied by another line", "price: [{amount: 33.33, per: day}, {for: [students, nurses], amount: 25, per: day}, {for: [nurses, students], reduction: 20%}]",
			`1:122: error: 20% less than 33.33 is 26.66, not 25 | see 1:18: the regular amount stands here | see 1:70: the reduced amount stands here`},
		{"percentage granted", "price: [{amount: 30}, {for: students, amount: 20, reduction: 33%}]", ""},
		{"two prices", "price: [{amount: 30, for: [students, nurses]}, {amount: 20, for: [nurses, students]}]", `1:48: error: these people have two prices | see 1:9: the other stands here`},
		{"a hole", "price: [{amount: 30, member: true}, {amount: 40, member: false}, {amount: 10, member: true, for: students}]",
			`1:66: error: these people have a price only if member is true | write a line for member: false, or leave member out | see 1:37: others have one for member: false`},
		{"no hole", "price: [{amount: 30, member: true}, {amount: 40}, {amount: 10, member: true, for: students}]", ""},
		{"an early hole", "price: {early: {first: 30}, lines: [{amount: 30, early: 20}, {amount: 10, for: students}]}",
			`1:62: error: this amount has no early price | write early: and the same amount if it is not less | see 1:57: others have one`},
		{"no early hole", "price: {early: {first: 30}, lines: [{amount: 30, early: 20}, {amount: 0, for: students}]}", ""},
		{"a list of early prices", "price: {early: [{until: 2027-01-01}], lines: [{amount: 30, early: 20}]}", `1:16: error: expected a block of keys, found a list | known keys are first, until`},
		{"a list of early prices beside one line", "price: {early: [{until: 2027-01-01}], amount: 30}", `1:16: error: expected a block of keys, found a list | known keys are first, until`},
		{"a late hole", "price: {late: {on_site: true}, lines: [{amount: 30, late: 40}, {amount: 10, for: students}]}",
			`1:64: error: this amount has no late price | write late: and the same amount if it is not more | see 1:59: others have one`},
		{"late below regular", "price: {late: {on_site: true}, lines: [{amount: 30, late: 20}]}", `1:59: warning: the late price 20 is below the regular one, 30 | see 1:49: the regular one stands here`},
		{"late without beginning", "price: {late: {}, lines: [{amount: 30, late: 40}]}", `1:15: error: the late price has no beginning | write late: {from: 2027-05-01}, or {on_site: true}`},
		{"late without when", "price: [{amount: 30, late: 40}]", `1:28: error: nothing says when the late price holds | write late: {from: …} or {on_site: true} beside lines:`},
		{"late nowhere", "price: {late: {on_site: true}, lines: [{amount: 30}]}", `1:15: error: no line has a late price | write late: 250 beside the amount for which it stands`},
		{"late before early", "price: {early: {until: 2027-03-01}, late: {from: 2027-03-01}, lines: [{amount: 30, early: 20, late: 40}]}",
			`1:50: error: the late price begins on 2027-03-01, before the early one has ended on 2027-03-01 | see 1:24: the early one ends here`},
		{"members of one kind, others of another", "price: [{amount: 30, for: doctors}, {amount: 10, member: true, for: students}]",
			`1:37: error: these people have a price only if member is true | write a line for member: false, or leave member out | see 1:9: others have one, members or not`},
		{"members pay more", "price: [{amount: 30, member: true}, {amount: 20, member: false}]", `1:18: warning: members pay 30, more than others, 20 | see 1:46: the others pay this`},
		{"two currencies", "price: [{amount: 30}, {amount: 35, currency: USD}]", ""},
		{"the price's currency again", "price: [{amount: 30}, {amount: 35, currency: EUR}]", `1:23: error: these people have two prices | see 1:9: the other stands here`},
		{"empty items", "price: {lines: [null, {amount: 3, for: [null]}], extras: [null], cancellation: [null], includes: [null]}",
			"1:17: error: an item of this list is empty\n1:41: error: an item of this list is empty\n1:59: error: an item of this list is empty\n1:81: error: an item of this list is empty\n1:99: error: an item of this list is empty"},
		{"package", "price: {amount: 300, per: package, units: 0}", `1:43: error: a package cannot hold 0 units`},
		{"units of no package", "price: {amount: 300, per: meeting, units: 10}", `1:43: error: only a package holds units | write per: package`},
		{"tax twice", "price: {free: true, vat: {included: true, excluded: true}}", `1:53: error: "included" and "excluded" exclude each other | see 1:37: "included" stands here`},
		{"tax", "price: {free: true, vat: {rate: 19%}}", `1:26: error: is the tax included or excluded? | write {included: true, rate: 19%}`},
		{"a step without return", "price: {free: true, cancellation: {until: 2027-01-01}}", `1:35: error: this step does not say what is given back | write refund: 100%, keep: 25, or text`},
		{"a step without day", "price: {free: true, cancellation: {refund: 50%}}", `1:35: error: this step does not say until when | write until, days_before, later: true, or if: organiser-cancels`},
		{"a step with two days", "price: {free: true, cancellation: {until: 2027-01-01, days_before: 3, refund: 50%}}", `1:68: error: "until" and "days_before" exclude each other | see 1:43: "until" stands here`},
		{"steps that grow", "price: {free: true, cancellation: [{until: 2027-01-01, refund: 50%}, {until: 2027-02-01, refund: 100%}]}",
			`1:98: error: who cancels later gets more back | see 1:64: the other step stands here`},
		{"an amount, then all", "price: {free: true, cancellation: [{days_before: 14, keep: 10}, {days_before: 7, refund: 100%}]}",
			`1:90: error: who cancels later gets more back | see 1:60: the other step stands here`},
		{"a share that is kept", "price: {free: true, cancellation: [{days_before: 14, keep: 50%}, {days_before: 7, refund: 80%}]}",
			`1:91: error: who cancels later gets more back | see 1:60: the other step stands here`},
		{"nothing in time", "price: {free: true, cancellation: {days_before: 7, refund: 0%}}",
			`1:60: error: this says that whoever cancels in time gets nothing back | write when money is still given back; for those who come after that, {later: true, refund: 0%} as the last step`},
		{"later than nothing", "price: {free: true, cancellation: {later: true, refund: 0%}}",
			`1:43: error: later than what? No step before it has a day | write {days_before: 14, refund: 100%} before it; or text: alone`},
		{"later and more", "price: {free: true, cancellation: [{days_before: 7, refund: 50%}, {later: true, refund: 60%}]}",
			`1:89: error: who cancels later gets more back | see 1:61: the other step stands here`},
		{"later in between", "price: {free: true, cancellation: [{days_before: 7, refund: 100%}, {later: true, refund: 0%}, {days_before: 3, refund: 0.5%}]}",
			"1:76: error: \"later: true\" is not the last step | see 1:95: this one comes after it"},
		{"another share", "price: {free: true, cancellation: {days_before: 7, refund: 80}}", `1:60: error: "80" is not a percentage | write it as in 20%`},
		{"no step", "price: {free: true, cancellation: 100%}", `1:35: error: expected a block of keys, found the text "100%" | known keys are days_before, if, keep, later, refund, text, until`},
		{"free with a deposit", "price: {free: true, deposit: 30, missed: due}",
			"1:30: warning: what is free needs no deposit | see 1:15: it is free of charge here\n1:42: warning: what is free costs nothing if it is missed | see 1:15: it is free of charge here"},
		{"an empty package", "price: {amount: 300, per: package}", `1:27: warning: nothing says what the package holds | write units: 10 beside it`},
		{"an extra per night", "price: {free: true, extras: [{text: x, per: night}, {text: x, min: 3, max: 2}]}",
			"1:45: error: it does not say what is charged per night | write amount: 15 beside it\n1:76: error: the greatest amount 2 is less than the smallest, 3 | see 1:68: the smallest stands here"},
		{"the example of the data model", "price: " + modelLines,
			"7:10: error: nothing says until when the early price holds | write early: {until: …} or {first: 30} beside lines:\n8:10: error: only a package holds units | write per: package"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, got := read(t, tt.in); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestMoneyNeedsACurrency(t *testing.T) {
	for in, want := range map[string]string{
		"{amount: 30}":                         "1:1: error: money needs a currency | write currency: EUR",
		"{currency: EUR, lines: {amount: 30}}": "",
		"{on_request: true}":                   "",
	} {
		var list diag.List
		var p Price
		(&decode.Decoder{List: &list}).Decode(decode.YAML(&list, "f.yaml", []byte(in)), &p)
		p.Check(&list, "")
		if got := report(&list); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestDeadlinesAfterTheBeginning(t *testing.T) {
	p, _ := read(t, "price: {pay_by: 2027-04-10, early: {until: 2027-04-09}, late: {from: 2027-04-10}, lines: [{amount: 3, early: 2, late: 4}], cancellation: [{until: 2027-05-01, refund: 10%}]}")
	var list diag.List
	begins := Bound{Day: civil.Date{Year: 2027, Month: 4, Day: 9}, Name: "the beginning", At: diag.Pos{File: "e.md", Line: 4, Col: 9}}
	p.CheckDates(&list, begins, begins)
	want := "1:17: error: the time to pay ends on 2027-04-10, after the beginning 2027-04-09 | see 4:9: the beginning stands here\n" +
		"1:70: error: the late price begins on 2027-04-10, after the beginning 2027-04-09 | see 4:9: the beginning stands here\n" +
		"1:147: error: the time to cancel ends on 2027-05-01, after the beginning 2027-04-09 | see 4:9: the beginning stands here"
	if got := report(&list); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}
