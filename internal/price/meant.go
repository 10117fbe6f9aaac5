package price

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"fishbowl/internal/decode"
)

// What a fault proposes for an amount in another notation.

var each = regexp.MustCompile(`^(.*\d.*?) ?(?:/| (?:per|a|an|each|pro|je|ανά|την|το|τον) )(.*)$`)

const currencyPlace = "the currency stands in site.yaml or under currency"

// priceHint says what to write for a price that is one value.
func priceHint(s string) string {
	if m, ok := decode.MeantMoney(s); ok && m.Number != "0" {
		return fmt.Sprintf("write {amount: %s, per: meeting}; %s", m.Number, currencyPlace)
	}
	if m := each.FindStringSubmatch(s); m != nil {
		money, ok := decode.MeantMoney(m[1])
		if per := decode.Meant(m[2], Per("").Words()); ok && per != "" {
			return fmt.Sprintf("write {amount: %s, per: %s}; %s", money.Number, per, currencyPlace)
		}
	}
	if word := decode.Meant(s, []string{free, onRequest}); word != "" {
		return fmt.Sprintf("did you mean %q?", word)
	}
	if strings.Trim(s, "0.,- €") == "" && strings.Contains(s, "0") {
		return "write free"
	}
	return fmt.Sprintf("write {amount: 30, per: meeting}, or {text: …}, or %s, or %s", onRequest, free)
}

// amountHint says what to write for an amount that is no number.
func amountHint(s string) string {
	m, ok := decode.MeantMoney(s)
	switch {
	case ok && m.Currency:
		return fmt.Sprintf("write %s; %s", m.Number, currencyPlace)
	case ok:
		return "write " + m.Number
	case decode.Meant(s, []string{free}) != "":
		return "write 0, or for the whole price: free"
	}
	return "write a number, as in 30 or 12.50; the currency stands under currency:"
}

// numberHint says what to write for a number that is no amount.
func numberHint(s string) string {
	if m, ok := decode.MeantMoney(s); ok && m.Thousands {
		if !strings.HasSuffix(s, "0") {
			return fmt.Sprintf("thousands have no point: %s; decimals are two at most, as in 12.50", m.Number)
		}
		return "thousands have no point: " + m.Number
	}
	return "write a number that is not negative, with two decimals at most, as in 12.50"
}

// unitsHint says which whole numbers of meetings are near.
func unitsHint(meetings, each float64) string {
	less, more := math.Floor(meetings), math.Ceil(meetings)
	if less == 0 {
		return fmt.Sprintf("%g units are one meeting", each)
	}
	return fmt.Sprintf("%g units are %g meetings, %g units are %g", less*each, less, more*each, more)
}
