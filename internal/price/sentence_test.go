package price

import (
	"fmt"
	"strings"
	"testing"

	"fishbowl/internal/locale"
)

// said puts phrases into one line, with the no-break space of money as a plain
// one; a phrase in another language names it.
func said(phrases []locale.Phrase) string {
	var all []string
	for _, p := range phrases {
		if p.Lang != "" {
			p.Text += " [" + p.Lang + "]"
		}
		all = append(all, p.Text)
	}
	return strings.ReplaceAll(strings.Join(all, " | "), "\u00a0", " ")
}

func TestSentences(t *testing.T) {
	langs := languages(t)
	for _, tt := range []struct{ in, el, en, de string }{
		// the six groups and the event of the reference site
		{"{amount: 30, per: meeting}", "30 € ανά συνάντηση", "€30 per meeting", "30 € pro Termin"},
		{"{lines: [{amount: 30, per: double-session}, {for: students, reduced: true}]}",
			"30 € ανά διπλή συνεδρία· φοιτητές και φοιτήτριες: μειωμένη τιμή", "€30 per double session; students: reduced fee", "30 € pro Doppelstunde; Studierende: ermäßigt"},
		{"{on_request: true, text: {el: Το κόστος εξαρτάται από το μέγεθος της ομάδας και τη διάρκεια., en: The fee depends on the size of the group and on its duration., de: Die Kosten richten sich nach Gruppengröße und Dauer.}}",
			"κόστος κατόπιν συνεννόησης | Το κόστος εξαρτάται από το μέγεθος της ομάδας και τη διάρκεια.",
			"fee on request | The fee depends on the size of the group and on its duration.", "Kosten auf Anfrage | Die Kosten richten sich nach Gruppengröße und Dauer."},
		{"{min: 15, max: 25, per: meeting}", "15–25 € ανά συνάντηση", "€15–25 per meeting", "15–25 € pro Termin"},
		{"{lines: [{amount: 210, per: term}, {amount: 140, per: term, for: in-training}]}", "210 € ανά εξάμηνο | όσοι εκπαιδεύονται: 140 € ανά εξάμηνο", "€210 per term | trainees: €140 per term", "210 € pro Semester | Teilnehmende in Aus- und Weiterbildung: 140 € pro Semester"},
		{"{free: true}", "δωρεάν", "free of charge", "kostenlos"},
		{weekend, "μέλη: 200 € για το Σαββατοκύριακο, 160 € με εγγραφή έως 15 Φεβρουαρίου 2027 | μη μέλη: 250 € για το Σαββατοκύριακο, 210 € με εγγραφή έως 15 Φεβρουαρίου 2027 | φοιτητές και φοιτήτριες: 90 € για το Σαββατοκύριακο, 70 € με εγγραφή έως 15 Φεβρουαρίου 2027",
			"members: €200 for the weekend, €160 if booked by 15 February 2027 | non-members: €250 for the weekend, €210 if booked by 15 February 2027 | students: €90 for the weekend, €70 if booked by 15 February 2027",
			"Mitglieder: 200 € für das Wochenende, 160 € bei Anmeldung bis 15. Februar 2027 | Nichtmitglieder: 250 € für das Wochenende, 210 € bei Anmeldung bis 15. Februar 2027 | Studierende: 90 € für das Wochenende, 70 € bei Anmeldung bis 15. Februar 2027"},
		// other amounts
		{"{amount: 12.50, per: session}", "12,50 € ανά συνεδρία", "€12.50 per session", "12,50 € pro Sitzung"},
		{"{amount: 30}", "30 €", "€30", "30 €"},
		{"{min: 20, per: hour}", "από 20 € ανά ώρα", "from €20 per hour", "ab 20 € pro Stunde"},
		{"{max: 40, per: day}", "έως 40 € ανά ημέρα", "up to €40 per day", "bis zu 40 € pro Tag"},
		{"{amount: 25, about: true, per: teaching-unit}", "περίπου 25 € ανά διδακτική ώρα", "about €25 per teaching unit", "etwa 25 € pro Unterrichtseinheit"},
		{"{amount: 300, per: meeting, basis: group}", "300 € ανά συνάντηση για όλη την ομάδα", "€300 per meeting, shared by the group", "300 € pro Termin für die ganze Gruppe"},
		{"{amount: 400, per: series}", "400 € για όλη τη σειρά", "€400 for the whole series", "400 € für die ganze Reihe"},
		{"{amount: 400, per: year}", "400 € τον χρόνο", "€400 per year", "400 € pro Jahr"},
		{"{amount: 400, per: block}", "400 € ανά ενότητα", "€400 per block", "400 € pro Block"},
		{"{amount: 450, per: package, units: 15}", "450 € για πακέτο 15 συνεδριών", "€450 for a package of 15 sessions", "450 € für 15 Sitzungen"},
		{"{amount: 450, per: package}", "450 € για ένα πακέτο", "€450 for a package", "450 € für ein Paket"},
		{"{currency: CHF, lines: {amount: 40, per: meeting}}", "40 CHF ανά συνάντηση", "CHF 40 per meeting", "40 CHF pro Termin"},
		// people
		{"[{amount: 30, per: meeting}, {amount: 0, for: unemployed}, {for: [retired, low-income], reduction: 20%}]",
			"30 € ανά συνάντηση | άτομα χωρίς εργασία: δωρεάν· συνταξιούχοι και άτομα με χαμηλό εισόδημα: έκπτωση 20%",
			"€30 per meeting | unemployed people: free of charge; retired people and people on a low income: 20% off",
			"30 € pro Termin | Arbeitslose: kostenlos; Teilnehmende im Ruhestand und Teilnehmende mit geringem Einkommen: 20 % Ermäßigung"},
		{"[{amount: 30}, {amount: 20, member: true, for: [doctors, psychologists]}]", "30 € | γιατροί και ψυχολόγοι (μέλη): 20 €",
			"€30 | doctors and psychologists (members): €20", "30 € | Ärztinnen und Ärzte und Psychologinnen und Psychologen (Mitglieder): 20 €"},
		{"[{amount: 30}, {reduced: true}]", "30 €· δυνατότητα έκπτωσης", "€30; reductions available", "30 €; Ermäßigung möglich"},
		{"[{amount: 30}, {reduction: 12.5%, for: {text: {el: φίλοι, en: friends, de: Befreundete}}}]", "30 €· φίλοι: έκπτωση 12,5%", "€30; friends: 12.5% off", "30 €; Befreundete: 12,5 % Ermäßigung"},
		{"{reduction: 10%, for: newcomers}", "όσοι έρχονται πρώτη φορά: έκπτωση 10%", "newcomers: 10% off", "neue Teilnehmende: 10 % Ermäßigung"},
		{"[{text: {el: όσο μπορεί κανείς, en: what one can, de: was man kann}, for: students}]", "φοιτητές και φοιτήτριες: όσο μπορεί κανείς", "students: what one can", "Studierende: was man kann"},
		// early
		{"{early: {first: 30}, lines: [{amount: 30, early: 20}]}", "30 €, 20 € για τις πρώτες 30 εγγραφές", "€30, €20 for the first 30 bookings", "30 €, 20 € für die ersten 30 Anmeldungen"},
		{"{early: {until: 2027-02-15, first: 30}, lines: [{amount: 30, early: 20}]}", "30 €, 20 € με εγγραφή έως 15 Φεβρουαρίου 2027 ή για τις πρώτες 30 εγγραφές",
			"€30, €20 if booked by 15 February 2027 or for the first 30 bookings", "30 €, 20 € bei Anmeldung bis 15. Februar 2027 oder für die ersten 30 Anmeldungen"},
		// without amounts
		{"on_request", "κόστος κατόπιν συνεννόησης", "fee on request", "Kosten auf Anfrage"},
		{"{internal: true}", "ρυθμίζεται εσωτερικά", "settled internally", "wird intern verrechnet"},
		{"{text: {de: nach Selbsteinschätzung}}", "nach Selbsteinschätzung [de]", "nach Selbsteinschätzung [de]", "nach Selbsteinschätzung"},
		{"{paid_by: {name: Κύκλος Balint}}", "το κόστος καλύπτει: Κύκλος Balint", "paid by Κύκλος Balint", "die Kosten trägt Κύκλος Balint"},
		{"{lines: {amount: 30}, subsidy: {by: {name: Stiftung}, amount: 10}}", "30 € | επιδότηση: Stiftung | επιδότηση 10 €", "€30 | subsidised by Stiftung | subsidised by €10", "30 € | einen Zuschuss gibt Stiftung | bezuschusst mit 10 €"},
	} {
		p, faults := read(t, "price: "+tt.in)
		if faults != "" {
			t.Errorf("%s: %s", tt.in, faults)
		}
		for i, want := range []string{tt.el, tt.en, tt.de} {
			if got := said(p.Sentences(langs[i], []string{"el", "en", "de"}, "EUR")); got != want {
				t.Errorf("%s:\n got %s\nwant %s", tt.in, got, want)
			}
		}
	}
}

const weekend = `
  early: {until: 2027-02-15}
  lines:
    - {amount: 200, early: 160, per: weekend, member: true}
    - {amount: 250, early: 210, per: weekend, member: false}
    - {amount: 90, early: 70, per: weekend, for: students}
  includes:
    el: Συμμετοχή, καφές στα διαλείμματα και γεύμα το Σάββατο
    en: Participation, coffee in the breaks and lunch on Saturday
    de: Teilnahme, Kaffee in den Pausen und Mittagessen am Samstag
  cancellation:
    - {until: 2027-02-28, refund: 100%}
    - {until: 2027-03-26, refund: 50%}
    - {if: organiser-cancels, refund: 100%}`

func TestTerms(t *testing.T) {
	langs := languages(t)
	for _, tt := range []struct{ in, el, en, de string }{
		{weekend, "περιλαμβάνονται: Συμμετοχή, καφές στα διαλείμματα και γεύμα το Σάββατο | ακύρωση έως 28 Φεβρουαρίου 2027: επιστρέφεται όλο το ποσό | ακύρωση έως 26 Μαρτίου 2027: επιστρέφεται το 50% | ακύρωση από τη διοργάνωση: επιστρέφεται όλο το ποσό",
			"included: Participation, coffee in the breaks and lunch on Saturday | cancellation by 28 February 2027: full refund | cancellation by 26 March 2027: 50% refund | if the organiser cancels: full refund",
			"enthalten: Teilnahme, Kaffee in den Pausen und Mittagessen am Samstag | bei Abmeldung bis 28. Februar 2027: volle Erstattung | bei Abmeldung bis 26. März 2027: 50 % Erstattung | bei Absage von Veranstalterseite: volle Erstattung"},
		{"{free: true, vat: exempt, missed: free}", "απαλλάσσεται από ΦΠΑ | οι απουσίες δεν χρεώνονται", "exempt from VAT | missed meetings are not charged for", "umsatzsteuerfrei | versäumte Termine werden nicht berechnet"},
		{"{free: true, vat: {included: true, rate: 19%}, missed: due}", "με ΦΠΑ 19% | οι απουσίες χρεώνονται", "including 19% VAT | missed meetings are charged for", "inklusive 19 % Mehrwertsteuer | versäumte Termine werden berechnet"},
		{"{free: true, vat: excluded}", "πλέον ΦΠΑ", "plus VAT", "zuzüglich Mehrwertsteuer"},
		{"{free: true, vat: included}", "με ΦΠΑ", "including VAT", "inklusive Mehrwertsteuer"},
		{"{free: true, vat: {excluded: true, rate: 24%}}", "πλέον ΦΠΑ 24%", "plus 24% VAT", "zuzüglich 24 % Mehrwertsteuer"},
		{"{free: true, deposit: 50, pay_by: 2027-02-01, payee: {name: Balint e. V.}}", "προκαταβολή 50 € | πληρωμή έως 1 Φεβρουαρίου 2027 | πληρωμή προς: Balint e. V.",
			"deposit of €50 | payable by 1 February 2027 | payable to Balint e. V.", "Anzahlung von 50 € | zahlbar bis 1. Februar 2027 | zahlbar an: Balint e. V."},
		{"{free: true, pay_by: {days_before: 14}, extras: [{text: {el: γεύμα, en: lunch, de: Mittagessen}, amount: 12.50, about: true}]}",
			"γεύμα: περίπου 12,50 € | πληρωμή έως 14 ημέρες πριν από την έναρξη", "lunch: about €12.50 | payable 14 days in advance", "Mittagessen: etwa 12,50 € | zahlbar bis 14 Tage vor Beginn"},
		{"{free: true, includes: {de: Kaffee}, extras: {text: {de: Essen}, amount: 9}}", "Kaffee [de] | Essen: 9 € [de]", "Kaffee [de] | Essen: €9 [de]", "enthalten: Kaffee | Essen: 9 €"},
		{"{free: true, cancellation: [{days_before: 14, keep: 25}, {days_before: 1, refund: 0%}, {text: {el: μιλήστε μας, en: talk to us, de: sprechen Sie uns an}}]}",
			"ακύρωση έως 14 ημέρες πριν: επιστρέφεται το ποσό μείον 25 € | ακύρωση έως την προηγούμενη ημέρα: δεν επιστρέφεται το ποσό | μιλήστε μας",
			"cancellation at least 14 days before: refund less €25 | cancellation by the day before: no refund | talk to us",
			"bei Abmeldung bis 14 Tage vor Beginn: Erstattung abzüglich 25 € | bei Abmeldung bis zum Tag vor Beginn: keine Erstattung | sprechen Sie uns an"},
	} {
		p, faults := read(t, "price: "+tt.in)
		if faults != "" {
			t.Errorf("%s: %s", tt.in, faults)
		}
		for i, want := range []string{tt.el, tt.en, tt.de} {
			if got := said(p.Terms(langs[i], []string{"el", "en", "de"}, "EUR")); got != want {
				t.Errorf("%s:\n got %s\nwant %s", tt.in, got, want)
			}
		}
	}
}

func TestShort(t *testing.T) {
	langs := languages(t)
	for _, tt := range []struct{ in, el, en, de string }{
		{"[{amount: 20, for: students}, {amount: 30, per: meeting}]", "30 € ανά συνάντηση", "€30 per meeting", "30 € pro Termin"},
		{weekend, "90–250 € για το Σαββατοκύριακο", "€90–250 for the weekend", "90–250 € für das Wochenende"},
		{"{on_request: true, text: {el: λόγια}}", "κόστος κατόπιν συνεννόησης", "fee on request", "Kosten auf Anfrage"},
		{"free", "δωρεάν", "free of charge", "kostenlos"},
		{"{text: {el: λόγια}}", "λόγια", "λόγια [el]", "λόγια [el]"},
		{"{min: 10, per: day, for: students}", "φοιτητές και φοιτήτριες: από 10 € ανά ημέρα", "students: from €10 per day", "Studierende: ab 10 € pro Tag"},
	} {
		p, _ := read(t, "price: "+tt.in)
		for i, want := range []string{tt.el, tt.en, tt.de} {
			if got := said([]locale.Phrase{p.Short(langs[i], []string{"el"}, "EUR")}); got != want {
				t.Errorf("%s:\n got %s\nwant %s", tt.in, got, want)
			}
		}
	}
}

func TestGrid(t *testing.T) {
	langs := languages(t)
	p, _ := read(t, "price: "+weekend)
	for i, want := range []string{
		"κόστος για το Σαββατοκύριακο: [Συμμετοχή|με εγγραφή έως 15 Φεβρουαρίου 2027|κανονική τιμή] [[μέλη|160 €|200 €] [μη μέλη|210 €|250 €] [φοιτητές και φοιτήτριες|70 €|90 €]]",
		"fee for the weekend: [Participants|if booked by 15 February 2027|regular fee] [[members|€160|€200] [non-members|€210|€250] [students|€70|€90]]",
		"Preis für das Wochenende: [Teilnehmende|bei Anmeldung bis 15. Februar 2027|regulär] [[Mitglieder|160 €|200 €] [Nichtmitglieder|210 €|250 €] [Studierende|70 €|90 €]]",
	} {
		g, ok := p.Grid(langs[i], nil, "EUR")
		var rows []string
		for _, r := range g.Rows {
			rows = append(rows, "["+strings.Join(r, "|")+"]")
		}
		got := fmt.Sprintf("%s: [%s] [%s]", g.Caption, strings.Join(g.Head, "|"), strings.Join(rows, " "))
		if got = strings.ReplaceAll(got, "\u00a0", " "); !ok || got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	for _, in := range []string{"{amount: 30}", "[{amount: 30}, {amount: 20, for: students}]", "{early: {first: 3}, lines: [{amount: 30, early: 20, per: day}, {amount: 20, early: 10, for: students, per: term}]}", "free"} {
		p, _ := read(t, "price: "+in)
		if _, ok := p.Grid(langs[0], nil, "EUR"); ok {
			t.Errorf("%s makes no table", in)
		}
	}
	p, _ = read(t, "price: {early: {first: 3}, lines: [{amount: 30, early: 20}, {amount: 10, for: students}]}")
	if g, ok := p.Grid(langs[1], nil, "EUR"); !ok || fmt.Sprint(g.Rows) != "[[everybody €20 €30] [students €10 €10]]" {
		t.Errorf("%v %t", g, ok)
	}
}
