package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// TestLegalNotice writes societies as people write them; {id: s, name: S stands
// before each.
func TestLegalNotice(t *testing.T) {
	const (
		address   = ", address: {street: Weg 1, postcode: \"1000\", city: Ort}"
		reachable = address + ", email: a@example.org, phone: +49 30 000000"
		people    = ", board: [{person: A}], responsible_person: A"
	)
	at := func(severity, message string) string { return "7:10: " + severity + ": " + message + "\n" }
	lacks := func(what ...string) (s string) {
		for _, w := range slices.Sorted(slices.Values(what)) {
			s += at("warning", "the legal notice lacks "+w)
		}
		return s
	}
	const (
		form, street, email, board  = "the legal form of the society", "the postal address of the society", "the email address of the society", "the names of those who represent the society"
		register, responsible       = "the register entry of the society", "the person who answers for articles and news"
		noRegister, noPhone, noCode = "the legal notice names no register", "the legal notice lacks a second quick way of contact beside email", "the society has no country, so what its legal notice needs cannot be checked"
	)
	for _, c := range []struct{ name, society, want string }{
		{"bare", "", ""},
		{"bare with other things", ", short_name: S, website: https://example.org, social: {M: https://example.org}", ""},
		{"no country", ", email: a@example.org", at("warning", noCode)},
		{"unknown country", ", country: UK", "7:36: error: unknown country \"UK\"\n"},

		{"DE nothing", ", country: DE", lacks(form, street, email, board, responsible) + at("notice", noPhone) + at("notice", noRegister)},
		{"DE whole", ", country: DE, legal_form: e. V., register: {court: C, number: N}" + reachable + people, ""},
		{"DE form in the name", ` und Freunde e.V., country: DE, register: {court: C, number: N}` + reachable + people, ""},
		{"DE registered without an entry", ", country: DE, legal_form: {de: Eingetragener Verein}" + reachable + people, lacks(register)},
		{"DE not registered", ", country: DE, legal_form: {de: Nicht eingetragener Verein}" + reachable + people, ""},
		{"DE who knows", ", country: DE, legal_form: Verein" + reachable + people, at("notice", noRegister)},
		{"DE half an entry", ", country: DE, legal_form: e. V., register: {court: C}" + reachable + people, "7:69: warning: the register entry of the society has no number\n"},
		{"DE an empty entry", ", country: DE, legal_form: e. V., register: {}" + reachable + people, "7:69: warning: the register entry of the society has no court and no number\n"},
		{"DE empty values", ", country: DE, legal_form: e. V., register: {court: C, number: N}" + address + ", email: a@example.org, phone:, board: [], responsible_person: \"\"",
			lacks(board, responsible) + at("notice", noPhone)},

		{"AT nothing", ", country: AT", lacks(street, email, board, register)},
		{"AT whole", ", country: AT, register: {number: ZVR 1}, board: [{person: A}]" + reachable, ""},
		{"AT without a number", ", country: AT, register: {court: C}, board: [{person: A}]" + reachable, "7:50: warning: the register entry of the society has no number\n"},

		{"CH nothing", ", country: CH", lacks(street, email)},
		{"CH whole", ", country: CH" + reachable, ""},

		{"GR nothing", ", country: GR", lacks(street, email) + at("notice", noRegister)},
		{"GR association", ", country: GR, legal_form: Επιστημονικό Σωματείο" + reachable, lacks(register)},
		{"GR capitals", ", country: GR, legal_form: ΣΩΜΑΤΕΙΟ" + reachable, lacks(register)},
		{"GR whole", ", country: GR, legal_form: Σωματείο, register: {court: C, number: N}" + reachable, ""},
		{"GR no person in law", ", country: GR, legal_form: Ένωση προσώπων" + reachable, ""},

		{"GB nothing", ", country: GB", lacks(street, email)},
		{"GB parts of an address", ", country: GB, email: a@example.org, address: {city: London, street: \"\"}", "7:71: warning: the address of the society has no street and no postcode\n"},
		{"GB whole", ", country: GB" + reachable, ""},

		{"elsewhere", ", country: FR", lacks(street, email)},
		{"elsewhere without a postcode", ", country: IE, email: a@example.org, address: {street: A, city: B}", ""},
		{"what cannot be read is no gap", ", country: CH, email: a, address: Weg 1", "7:47: error: \"a\" is not an e-mail address\n7:59: error: expected a block of keys, found the text \"Weg 1\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var list diag.List
			Parse(&list, decode.YAML(&list, File, []byte("format: 1\nbase_url: https://example.org\nlanguages: [en, de, el]\nmain_language: en\ntimezone: Europe/London\ncurrency: EUR\nsociety: {id: s, name: S"+c.society+"}\n")))
			var got strings.Builder
			for _, p := range list.Sorted() {
				fmt.Fprintf(&got, "%d:%d: %s: %s\n", p.Line, p.Col, p.Severity, p.Message)
				if p.Hint == "" && p.Severity != diag.Error {
					t.Errorf("no hint: %s", p.Message)
				}
			}
			if d := cmp.Diff(c.want, got.String()); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// TestChecklistsAreWhole: every duty has its words and its rule.
func TestChecklistsAreWhole(t *testing.T) {
	for country, list := range checklists {
		for _, d := range list.duties {
			_, hasWords := gaps[d.key]
			_, hasEntry := entries[country]
			if d.key == "register" && !hasEntry || d.key != "register" && !hasWords || d.rule == "" || list.law == "" {
				t.Errorf("%s: %+v", country, d)
			}
		}
	}
}
