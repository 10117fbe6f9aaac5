package schedule

import (
	"errors"
	"testing"

	"fishbowl/internal/diag"
)

// TestProposesWhatWasMeant holds that a rhythm and days in other words are given as
// they should have been written.
func TestProposesWhatWasMeant(t *testing.T) {
	const rhythm, day = "write day, week, 2 weeks, 4 weeks, month, 2 months or year", `write monday, or as in "second saturday": first, second, third, fourth, fifth, last`
	for in, want := range map[string]string{
		"weekly": "write every: week", "wöchentlich": "write every: week", "woechentlich": "write every: week", "taeglich": "write every: day", "κάθε εβδομάδα": "write every: week", "every week": "write every: week",
		"fortnight": "write every: 2 weeks", "fortnightly": "write every: 2 weeks", "biweekly": "write every: 2 weeks", "alle 2 Wochen": "write every: 2 weeks",
		"14 Tage": "write every: 14 days", "2 week": "write every: 2 weeks", "second week": "write every: 2 weeks",
		"monthly": "write every: month", "monatlich": "write every: month", "3 Monate": "write every: 3 months", "quarterly": "write every: 3 months",
		"tuesday": "write every: week, day: tuesday", "jeden Dienstag": "write every: week, day: tuesday", "κάθε Τρίτη": "write every: week, day: tuesday",
		"2nd tuesday": "write every: month, day: second tuesday", "0 weeks": rhythm, "now and then": rhythm, "": rhythm,
	} {
		var f *diag.Fault
		if err := new(Every).UnmarshalText([]byte(in)); !errors.As(err, &f) || f.Hint != want {
			t.Errorf("every: %q: got %#v, want %q", in, err, want)
		}
	}
	for in, want := range map[string]string{
		"2nd tuesday": "write second tuesday", "4th Tuesday": "write fourth tuesday", "5th friday": "write fifth friday", "fünfter Freitag": "write fifth friday", "fuenfter Freitag": "write fifth friday", "1ος Δευτέρα": "write first monday", "2. Dienstag": "write second tuesday",
		"Zweiter Dienstag": "write second tuesday", "letzter Dienstag im Monat": "write last tuesday", "last tuesday of the month": "write last tuesday",
		"δεύτερη Τρίτη": "write second tuesday", "τρίτη Τρίτη του μήνα": "write third tuesday", "Δευτέρα": `did you mean "monday"?`,
		"first and third monday": "write [first monday, third monday]", "1. und 3. Montag": "write [first monday, third monday]",
		"tuesday, thursday": "write [tuesday, thursday]", "Dienstag/Donnerstag": "write [tuesday, thursday]", "tuesday evening": "write tuesday",
		"Dienstag": `did you mean "tuesday"?`, "frist monday": `did you mean "first monday"?`, "next monday": day, "sixth monday": day,
	} {
		var f *diag.Fault
		if err := new(Day).UnmarshalText([]byte(in)); !errors.As(err, &f) || f.Hint != want {
			t.Errorf("day: %q: got %#v, want %q", in, err, want)
		}
	}
}
