package price

import "testing"

// TestProposesWhatWasMeant holds that an amount in another notation is given as it
// should have been written.
func TestProposesWhatWasMeant(t *testing.T) {
	const place, number = "; the currency stands in site.yaml or under currency", "write a number, as in 30 or 12.50; the currency stands under currency:"
	for in, want := range map[string]string{
		"12,50": "write 12.50", "30 €": "write 30" + place, "€ 12,50": "write 12.50" + place, "30 Euro": "write 30" + place, "30,-": "write 30" + place,
		"30 ευρώ": "write 30" + place, "1.200,50": "write 1200.50", "1,200.50": "write 1200.50", "1'200": "write 1200", "kostenlos": "write 0, or for the whole price: free",
		"thirty": number, "": number,
	} {
		if got := amountHint(in); got != want {
			t.Errorf("amount: %q: got %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"1.200": "thousands have no point: 1200", "12.505": "thousands have no point: 12505; decimals are two at most, as in 12.50",
		"-30": "write a number that is not negative, with two decimals at most, as in 12.50",
	} {
		if got := numberHint(in); got != want {
			t.Errorf("amount: %q: got %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"30 Euro": "write {amount: 30, per: meeting}" + place, "30": "write {amount: 30, per: meeting}" + place, "kostenlos": `did you mean "free"?`, "δωρεάν": `did you mean "free"?`,
		"auf Anfrage": `did you mean "on_request"?`, "0": "write free", "30 Euro pro Abend": "write {amount: 30, per: meeting}" + place, "30 €/Stunde": "write {amount: 30, per: hour}" + place, "a gift": "write {amount: 30, per: meeting}, or {text: …}, or on_request, or free",
	} {
		if got := priceHint(in); got != want {
			t.Errorf("price: %q: got %q, want %q", in, got, want)
		}
	}
	for _, tt := range []struct {
		units, each float64
		want        string
	}{{1, 1.5, "1.5 units are one meeting"}, {5, 2, "4 units are 2 meetings, 6 units are 3"}} {
		if got := unitsHint(tt.units/tt.each, tt.each); got != tt.want {
			t.Errorf("%g of %g: got %q", tt.units, tt.each, got)
		}
	}
}
