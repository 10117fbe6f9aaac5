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
		all = append(all, p.Before+p.Text+p.After)
	}
	return strings.ReplaceAll(strings.Join(all, " | "), "\u00a0", " ")
}

func TestSentences(t *testing.T) {
	langs := languages(t)
	for _, tt := range []struct{ in, el, en, de string }{
		// the six groups and the event of the reference site
		{"{amount: 30, per: meeting}", "30 € ανά συνάντηση", "€30 per meeting", "30 € pro Termin"},
		{"{lines: [{amount: 30, per: double-session}, {for: students, reduced: true}]}",
			"30 € ανά διπλή συνεδρία | φοιτητές και φοιτήτριες: μειωμένη τιμή", "€30 per double session | students: reduced fee", "30 € pro Doppelstunde | Studierende: ermäßigt"},
		{"{on_request: true, text: {el: Το κόστος εξαρτάται από το μέγεθος της ομάδας και τη διάρκεια., en: The fee depends on the size of the group and on its duration., de: Die Kosten richten sich nach Gruppengröße und Dauer.}}",
			"κατόπιν συνεννόησης | Το κόστος εξαρτάται από το μέγεθος της ομάδας και τη διάρκεια.",
			"on request | The fee depends on the size of the group and on its duration.", "auf Anfrage | Die Kosten richten sich nach Gruppengröße und Dauer."},
		{"{min: 15, max: 25, per: meeting}", "15–25 € ανά συνάντηση", "€15–25 per meeting", "15–25 € pro Termin"},
		{"{lines: [{amount: 210, per: term}, {amount: 140, per: term, for: in-training}]}", "210 € ανά εξάμηνο | όσοι εκπαιδεύονται: 140 € ανά εξάμηνο", "€210 per term | trainees: €140 per term", "210 € pro Semester | Teilnehmende in Aus- und Weiterbildung: 140 € pro Semester"},
		{"{free: true}", "δωρεάν", "free of charge", "kostenlos"},
		{weekend, "μέλη: 200 € για το Σαββατοκύριακο, 160 € με εγγραφή έως τις 15 Φεβρουαρίου 2027 | μη μέλη: 250 € για το Σαββατοκύριακο, 210 € με εγγραφή έως τις 15 Φεβρουαρίου 2027 | φοιτητές και φοιτήτριες: 90 € για το Σαββατοκύριακο, 70 € με εγγραφή έως τις 15 Φεβρουαρίου 2027",
			"members: €200 for the weekend, €160 if booked by 15 February 2027 | non-members: €250 for the weekend, €210 if booked by 15 February 2027 | students: €90 for the weekend, €70 if booked by 15 February 2027",
			"Mitglieder: 200 € für das Wochenende, 160 € bei Anmeldung bis 15. Februar 2027 | Nichtmitglieder: 250 € für das Wochenende, 210 € bei Anmeldung bis 15. Februar 2027 | Studierende: 90 € für das Wochenende, 70 € bei Anmeldung bis 15. Februar 2027"},
		// other amounts
		{"{amount: 12.50, per: session}", "12,50 € ανά συνεδρία", "€12.50 per session", "12,50 € pro Sitzung"},
		{"{amount: 30}", "30 €", "€30", "30 €"},
		{"{min: 20, per: hour}", "από 20 € ανά ώρα", "from €20 per hour", "ab 20 € pro Stunde"},
		{"{max: 40, per: day}", "έως 40 € ανά ημέρα", "up to €40 per day", "bis zu 40 € pro Tag"},
		{"{amount: 25, about: true, per: teaching-unit}", "περίπου 25 € ανά διδακτική ώρα", "about €25 per teaching unit", "etwa 25 € pro Unterrichtseinheit"},
		{"{amount: 300, per: meeting, basis: group}", "300 € ανά συνάντηση για όλη την ομάδα", "€300 per meeting for the whole group", "300 € pro Termin für die ganze Gruppe"},
		{"{amount: 400, per: series}", "400 € για όλη τη σειρά", "€400 for the whole series", "400 € für die ganze Reihe"},
		{"{amount: 400, per: year}", "400 € τον χρόνο", "€400 per year", "400 € pro Jahr"},
		{"{amount: 400, per: block}", "400 € ανά ενότητα", "€400 per block", "400 € pro Block"},
		{"{amount: 450, per: package, units: 15}", "450 € για πακέτο 15 συνεδριών", "€450 for a package of 15 sessions", "450 € für 15 Sitzungen"},
		{"{amount: 90, per: month}", "90 € τον μήνα", "€90 per month", "90 € pro Monat"},
		{"{amount: 90, currency: CHF, per: month}", "90 CHF τον μήνα", "CHF 90 per month", "90 CHF pro Monat"},
		{"[{amount: 45, per: session}, {amount: 50, per: session, currency: USD}, {amount: 20, per: session, for: students}, {amount: 25, per: session, for: students, currency: USD}]",
			"45 € ή 50 $ ανά συνεδρία | φοιτητές και φοιτήτριες: 20 € ή 25 $ ανά συνεδρία", "€45 or US$50 per session | students: €20 or US$25 per session",
			"45 € oder 50 $ pro Sitzung | Studierende: 20 € oder 25 $ pro Sitzung"},
		{"{currency: CHF, lines: {amount: 40, per: meeting}}", "40 CHF ανά συνάντηση", "CHF 40 per meeting", "40 CHF pro Termin"},
		// people
		{"[{amount: 30, per: meeting}, {amount: 0, for: unemployed}, {for: [retired, low-income], reduction: 20%}]",
			"30 € ανά συνάντηση | άτομα χωρίς εργασία: δωρεάν | συνταξιούχοι, άτομα με χαμηλό εισόδημα: έκπτωση 20%",
			"€30 per meeting | unemployed people: free of charge | retired people, people on a low income: 20% off",
			"30 € pro Termin | Arbeitslose: kostenlos | Teilnehmende im Ruhestand, Teilnehmende mit geringem Einkommen: 20 % Ermäßigung"},
		{"[{amount: 30}, {amount: 20, member: true, for: [doctors, psychologists]}]", "30 € | γιατροί, ψυχολόγοι (μέλη): 20 €",
			"€30 | doctors, psychologists (members): €20", "30 € | Ärztinnen und Ärzte, Psychologinnen und Psychologen (Mitglieder): 20 €"},
		{"[{amount: 30}, {reduced: true}]", "30 € | δυνατότητα έκπτωσης", "€30 | reductions available", "30 € | Ermäßigung möglich"},
		{"[{amount: 30}, {reduction: 12.5%, for: {text: {el: φίλοι, en: friends, de: Befreundete}}}]", "30 € | φίλοι: έκπτωση 12,5%", "€30 | friends: 12.5% off", "30 € | Befreundete: 12,5 % Ermäßigung"},
		{"{reduction: 10%, for: newcomers}", "όσοι έρχονται πρώτη φορά: έκπτωση 10%", "newcomers: 10% off", "neue Teilnehmende: 10 % Ermäßigung"},
		{"[{text: {el: όσο μπορεί κανείς, en: what one can, de: was man kann}, for: students}]", "φοιτητές και φοιτήτριες: όσο μπορεί κανείς", "students: what one can", "Studierende: was man kann"},
		// early
		{"{early: {first: 30}, lines: [{amount: 30, early: 20}]}", "30 €, 20 € για τις πρώτες 30 εγγραφές", "€30, €20 for the first 30 bookings", "30 €, 20 € für die ersten 30 Anmeldungen"},
		{"{early: {until: 2027-02-15, first: 30}, lines: [{amount: 30, early: 20}]}", "30 €, 20 € με εγγραφή έως τις 15 Φεβρουαρίου 2027 ή για τις πρώτες 30 εγγραφές",
			"€30, €20 if booked by 15 February 2027 or for the first 30 bookings", "30 €, 20 € bei Anmeldung bis 15. Februar 2027 oder für die ersten 30 Anmeldungen"},
		// late
		{"{early: {until: 2027-02-15}, late: {from: 2027-05-01}, lines: [{amount: 200, early: 180, late: 250}]}", "200 €, 180 € με εγγραφή έως τις 15 Φεβρουαρίου 2027, 250 € με εγγραφή από την 1η Μαΐου 2027",
			"€200, €180 if booked by 15 February 2027, €250 if booked from 1 May 2027", "200 €, 180 € bei Anmeldung bis 15. Februar 2027, 250 € bei Anmeldung ab 1. Mai 2027"},
		{"{late: {on_site: true}, lines: [{amount: 200, late: 250}]}", "200 €, 250 € επιτόπου", "€200, €250 on site", "200 €, 250 € vor Ort"},
		// without amounts
		{"on_request", "κατόπιν συνεννόησης", "on request", "auf Anfrage"},
		{"{internal: true}", "ρυθμίζεται εσωτερικά", "settled internally", "wird intern verrechnet"},
		{"{text: {de: nach Selbsteinschätzung}}", "nach Selbsteinschätzung [de]", "nach Selbsteinschätzung [de]", "nach Selbsteinschätzung"},
		{"{paid_by: {name: Κύκλος Balint}}", "δωρεάν για όσους συμμετέχουν· καλύπτει: Κύκλος Balint", "free for participants; paid by: Κύκλος Balint", "für Teilnehmende kostenlos; es zahlt: Κύκλος Balint"},
		{"{lines: {amount: 30}, subsidy: {by: {name: Stiftung}, amount: 10}}", "30 € | επιδότηση 10 €: Stiftung", "€30 | subsidy of €10 from: Stiftung", "30 € | Zuschuss von 10 €: Stiftung"},
		{"{lines: {amount: 30}, subsidy: {by: {name: {de: die Stiftung}}}}", "30 € | επιδοτεί: die Stiftung [de]", "€30 | subsidised by: die Stiftung [de]", "30 € | einen Zuschuss gibt: die Stiftung"},
		{"{lines: {amount: 30}, subsidy: {amount: 10}}", "30 € | επιδότηση 10 €", "€30 | subsidy of €10", "30 € | bezuschusst mit 10 €"},
		{"{free: true, subsidy: {by: {text: {el: η πόλη, en: the city, de: die Stadt}}, amount: 10}}", "δωρεάν | επιδότηση 10 €: η πόλη", "free of charge | subsidy of €10 from: the city", "kostenlos | Zuschuss von 10 €: die Stadt"},
		{"{paid_by: {text: {el: η κλινική, en: the clinic, de: die Klinik}}}", "δωρεάν για όσους συμμετέχουν· καλύπτει: η κλινική", "free for participants; paid by: the clinic", "für Teilnehmende kostenlos; es zahlt: die Klinik"},
		{"{on_request: true, lines: {amount: 30, per: meeting}}", "30 € ανά συνάντηση | άλλες τιμές κατόπιν συνεννόησης", "€30 per meeting | further fees on request", "30 € pro Termin | weitere Preise auf Anfrage"},
		// a reduction holds for all, and not for those of the line before it
		{"{currency: CHF, lines: [{amount: 60, per: meeting, member: true}, {amount: 75, per: meeting, member: false}, {for: doctors-in-training, reduction: 25%}]}",
			"μέλη: 60 CHF ανά συνάντηση | μη μέλη: 75 CHF ανά συνάντηση | γιατροί σε ειδίκευση: έκπτωση 25%",
			"members: CHF 60 per meeting | non-members: CHF 75 per meeting | doctors in training: 25% off",
			"Mitglieder: 60 CHF pro Termin | Nichtmitglieder: 75 CHF pro Termin | Ärztinnen und Ärzte in Weiterbildung: 25 % Ermäßigung"},
		// what stands together in a line is said together
		{"{amount: 24, for: students, reduction: 20%, text: {en: with a card, de: mit Ausweis}}", "φοιτητές και φοιτήτριες: 24 €· έκπτωση 20% | φοιτητές και φοιτήτριες: with a card [en]", "students: €24; 20% off; with a card", "Studierende: 24 €; 20 % Ermäßigung; mit Ausweis"},
		{"[{amount: 30}, {for: students, reduced: true, text: {el: ρωτήστε μας, en: please ask, de: bitte fragen}}]", "30 € | φοιτητές και φοιτήτριες: μειωμένη τιμή· ρωτήστε μας", "€30 | students: reduced fee; please ask", "30 € | Studierende: ermäßigt; bitte fragen"},
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
		{weekend, "περιλαμβάνονται: Συμμετοχή, καφές στα διαλείμματα και γεύμα το Σάββατο | ακύρωση έως τις 28 Φεβρουαρίου 2027: επιστρέφεται όλο το ποσό | ακύρωση έως τις 26 Μαρτίου 2027: επιστρέφεται το 50% | ακύρωση από τη διοργάνωση: επιστρέφεται όλο το ποσό",
			"included: Participation, coffee in the breaks and lunch on Saturday | cancellation by 28 February 2027: full refund | cancellation by 26 March 2027: 50% refund | if the organiser cancels: full refund",
			"enthalten: Teilnahme, Kaffee in den Pausen und Mittagessen am Samstag | bei Abmeldung bis 28. Februar 2027: volle Erstattung | bei Abmeldung bis 26. März 2027: 50 % Erstattung | bei Absage von Veranstalterseite: volle Erstattung"},
		{"{free: true, vat: exempt, missed: free}", "απαλλάσσεται από ΦΠΑ | οι απουσίες δεν χρεώνονται", "exempt from VAT | missed meetings are not charged for", "umsatzsteuerfrei | versäumte Termine werden nicht berechnet"},
		{"{on_request: true, vat: {included: true, rate: 19%}, missed: due}", "με ΦΠΑ 19% | οι απουσίες χρεώνονται", "including 19% VAT | missed meetings are charged for", "inklusive 19 % Mehrwertsteuer | versäumte Termine werden berechnet"},
		{"{free: true, vat: excluded}", "πλέον ΦΠΑ", "plus VAT", "zuzüglich Mehrwertsteuer"},
		{"{free: true, vat: included}", "με ΦΠΑ", "including VAT", "inklusive Mehrwertsteuer"},
		{"{free: true, vat: {excluded: true, rate: 24%}}", "πλέον ΦΠΑ 24%", "plus 24% VAT", "zuzüglich 24 % Mehrwertsteuer"},
		{"{on_request: true, deposit: 50, pay_by: 2027-02-01, payee: {name: Balint e. V.}}", "προκαταβολή 50 € | πληρωμή έως την 1η Φεβρουαρίου 2027 | πληρωμή προς: Balint e. V.",
			"deposit of €50 | payable by 1 February 2027 | payable to: Balint e. V.", "Anzahlung von 50 € | zahlbar bis 1. Februar 2027 | zahlbar an: Balint e. V."},
		{"{free: true, pay_by: {days_before: 14}, extras: [{text: {el: γεύμα, en: lunch, de: Mittagessen}, amount: 12.50, about: true}]}",
			"γεύμα: περίπου 12,50 € | πληρωμή έως 14 ημέρες πριν από την έναρξη", "lunch: about €12.50 | payable at least 14 days before the start", "Mittagessen: etwa 12,50 € | zahlbar bis 14 Tage vor Beginn"},
		{"{free: true, pay_by: {text: {el: ανά τρίμηνο, en: quarterly, de: vierteljährlich}}, extras: [{text: {el: δωμάτιο, en: room, de: Zimmer}, min: 60, max: 80, per: night}, {text: {el: γεύμα, en: lunch, de: Mittagessen}}]}",
			"δωμάτιο: 60–80 € ανά διανυκτέρευση | γεύμα: με επιπλέον χρέωση | πληρωμή: ανά τρίμηνο", "room: €60–80 per night | lunch: charged extra | payment: quarterly", "Zimmer: 60–80 € pro Nacht | Mittagessen: wird gesondert berechnet | Zahlung: vierteljährlich"},
		{"{free: true, includes: {de: Kaffee}, extras: {text: {de: Essen}, amount: 9}}", "περιλαμβάνονται: Kaffee [de] | Essen [de]: 9 €", "included: Kaffee [de] | Essen [de]: €9", "enthalten: Kaffee | Essen: 9 €"},
		{"{free: true, cancellation: [{days_before: 14, keep: 25}, {days_before: 1, keep: 50%}, {later: true, refund: 0%}, {text: {el: μιλήστε μας, en: talk to us, de: sprechen Sie uns an}}]}",
			"ακύρωση έως 14 ημέρες πριν από την έναρξη: επιστρέφεται το ποσό μείον 25 € | ακύρωση έως την προηγούμενη ημέρα: επιστρέφεται το 50% | αργότερα: δεν επιστρέφεται το ποσό | μιλήστε μας",
			"cancellation at least 14 days before the start: refund less €25 | cancellation by the day before: 50% refund | later: no refund | talk to us",
			"bei Abmeldung bis 14 Tage vor Beginn: Erstattung abzüglich 25 € | bei Abmeldung bis zum Tag vor Beginn: 50 % Erstattung | danach: keine Erstattung | sprechen Sie uns an"},
		{"{free: true, cancellation: [{days_before: 14, refund: 100%, text: {el: μείον έξοδα, de: abzüglich einer Gebühr}}, {refund: 50%, text: {el: σε ασθένεια, en: in case of illness, de: bei Krankheit}}]}",
			"ακύρωση έως 14 ημέρες πριν από την έναρξη: επιστρέφεται όλο το ποσό, μείον έξοδα | επιστρέφεται το 50%, σε ασθένεια",
			"cancellation at least 14 days before the start: full refund, μείον έξοδα [el] | 50% refund, in case of illness",
			"bei Abmeldung bis 14 Tage vor Beginn: volle Erstattung, abzüglich einer Gebühr | 50 % Erstattung, bei Krankheit"},
		{"{free: true, includes: [{el: καφές, en: coffee, de: Kaffee}, {el: γεύμα, en: lunch, de: Mittagessen}], cancellation: [{until: 2027-02-01, text: {el: στέλνετε κάποιον άλλο, en: somebody else may come, de: Ersatz ist möglich}}]}",
			"περιλαμβάνονται: καφές· γεύμα | ακύρωση έως την 1η Φεβρουαρίου 2027: στέλνετε κάποιον άλλο", "included: coffee; lunch | cancellation by 1 February 2027: somebody else may come",
			"enthalten: Kaffee; Mittagessen | bei Abmeldung bis 1. Februar 2027: Ersatz ist möglich"},
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

func TestRunsOn(t *testing.T) {
	langs := languages(t)
	p, _ := read(t, "price: {amount: 30, pay_by: {days_before: 7}, cancellation: [{days_before: 7, refund: 100%}, {days_before: 1, refund: 50%}]}")
	p.RunsOn = true
	for i, want := range []string{
		"πληρωμή έως 7 ημέρες πριν από τη συνάντηση | ακύρωση έως 7 ημέρες πριν από τη συνάντηση: επιστρέφεται όλο το ποσό | ακύρωση έως την προηγούμενη ημέρα: επιστρέφεται το 50%",
		"payable at least 7 days before the meeting | cancellation at least 7 days before the meeting: full refund | cancellation by the day before: 50% refund",
		"zahlbar bis 7 Tage vor dem Termin | bei Abmeldung bis 7 Tage vor dem Termin: volle Erstattung | bei Abmeldung bis zum Tag vorher: 50 % Erstattung",
	} {
		if got := said(p.Terms(langs[i], nil, "EUR")); got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
}

func TestShort(t *testing.T) {
	langs := languages(t)
	for _, tt := range []struct{ in, el, en, de string }{
		{"[{amount: 20, for: students}, {amount: 30, per: meeting}]", "30 € ανά συνάντηση", "€30 per meeting", "30 € pro Termin"},
		{weekend, "200–250 € για το Σαββατοκύριακο", "€200–250 for the weekend", "200–250 € für das Wochenende"},
		{"{on_request: true, text: {el: λόγια}}", "κατόπιν συνεννόησης", "on request", "auf Anfrage"},
		{"free", "δωρεάν", "free of charge", "kostenlos"},
		{"{text: {el: λόγια}}", "λόγια", "λόγια [el]", "λόγια [el]"},
		// what everybody pays comes before what some pay
		{"[{amount: 20, per: meeting, member: false}, {amount: 15, per: meeting, member: true}, {amount: 0, for: students}]", "15–20 € ανά συνάντηση", "€15–20 per meeting", "15–20 € pro Termin"},
		{"[{amount: 0, member: true}, {amount: 20, per: meeting, member: false}]", "0–20 € ανά συνάντηση", "€0–20 per meeting", "0–20 € pro Termin"},
		{"[{amount: 10, per: meeting, for: low-income}, {text: {el: εθελοντική συνεισφορά}}]", "εθελοντική συνεισφορά", "εθελοντική συνεισφορά [el]", "εθελοντική συνεισφορά [el]"},
		{"[{amount: 30, for: doctors}, {amount: 10, for: students}, {reduced: true, text: {el: ρωτήστε}}]", "10–30 €", "€10–30", "10–30 €"},
		{"[{amount: 0, member: true}, {amount: 0, member: false}]", "δωρεάν", "free of charge", "kostenlos"},
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

// shown writes a table in one line.
func shown(t Table) string {
	var rows []string
	for _, r := range t.Rows {
		rows = append(rows, "["+strings.Join(r, "|")+"]")
	}
	return strings.ReplaceAll(fmt.Sprintf("%s: [%s] %s", t.Caption, strings.Join(t.Head, "|"), strings.Join(rows, " ")), "\u00a0", " ")
}

func TestTables(t *testing.T) {
	langs := languages(t)
	for _, tt := range []struct {
		name, in   string
		el, en, de string // the tables
		beside     string // what is said beside them, in English
	}{
		{"tiers, early and regular", weekend,
			"κόστος για το Σαββατοκύριακο: [συμμετοχή|με εγγραφή έως τις 15 Φεβρουαρίου 2027|κανονική τιμή] [μέλη|160 €|200 €] [μη μέλη|210 €|250 €] [φοιτητές και φοιτήτριες|70 €|90 €]",
			"fee for the weekend: [participants|if booked by 15 February 2027|regular fee] [members|€160|€200] [non-members|€210|€250] [students|€70|€90]",
			"Preis für das Wochenende: [Teilnehmende|bei Anmeldung bis 15. Februar 2027|regulär] [Mitglieder|160 €|200 €] [Nichtmitglieder|210 €|250 €] [Studierende|70 €|90 €]", ""},
		{"kinds by members", `[{amount: 200, member: true, for: doctors, per: weekend}, {amount: 250, member: false, for: doctors, per: weekend}, {amount: 80, member: true, for: students, per: weekend}, {amount: 90, member: false, for: students, per: weekend}, {amount: 0, for: retired, per: weekend}, {for: newcomers, reduction: 10%}]`,
			"κόστος για το Σαββατοκύριακο: [συμμετοχή|μέλη|μη μέλη] [γιατροί|200 €|250 €] [φοιτητές και φοιτήτριες|80 €|90 €] [συνταξιούχοι|δωρεάν|δωρεάν]",
			"fee for the weekend: [participants|members|non-members] [doctors|€200|€250] [students|€80|€90] [retired people|free of charge|free of charge]",
			"Preis für das Wochenende: [Teilnehmende|Mitglieder|Nichtmitglieder] [Ärztinnen und Ärzte|200 €|250 €] [Studierende|80 €|90 €] [Teilnehmende im Ruhestand|kostenlos|kostenlos]",
			"newcomers: 10% off"},
		{"kinds by members, early and regular", `{early: {first: 30}, lines: [{amount: 200, early: 180, member: true}, {amount: 250, early: 220, member: false}, {amount: 80, early: 70, member: true, for: students}, {amount: 90, early: 85, member: false, for: students, text: {en: with a card}}]}`,
			": [συμμετοχή|μέλη, πρώιμη εγγραφή|μέλη, κανονική τιμή|μη μέλη, πρώιμη εγγραφή|μη μέλη, κανονική τιμή] [φοιτητές και φοιτήτριες|70 €|80 €|85 €|90 €] [γενική συμμετοχή|180 €|200 €|220 €|250 €]",
			": [participants|members, early booking|members, regular fee|non-members, early booking|non-members, regular fee] [students|€70|€80|€85|€90] [all others|€180|€200|€220|€250]",
			": [Teilnehmende|Mitglieder, Frühbucher|Mitglieder, regulär|Nichtmitglieder, Frühbucher|Nichtmitglieder, regulär] [Studierende|70 €|80 €|85 €|90 €] [alle anderen|180 €|200 €|220 €|250 €]",
			"early booking: for the first 30 bookings | students (non-members): with a card"},
		{"a table for each thing", `{early: {until: 2027-01-01}, lines: [{amount: 100, early: 90, per: day}, {amount: 50, early: 45, per: day, for: students}, {amount: 180, early: 160, per: weekend}, {amount: 90, early: 80, per: weekend, for: students}, {amount: 12, per: meeting}]}`,
			"κόστος ανά ημέρα: [συμμετοχή|με εγγραφή έως την 1η Ιανουαρίου 2027|κανονική τιμή] [φοιτητές και φοιτήτριες|45 €|50 €] [γενική συμμετοχή|90 €|100 €] / κόστος για το Σαββατοκύριακο: [συμμετοχή|με εγγραφή έως την 1η Ιανουαρίου 2027|κανονική τιμή] [φοιτητές και φοιτήτριες|80 €|90 €] [γενική συμμετοχή|160 €|180 €]",
			"fee per day: [participants|if booked by 1 January 2027|regular fee] [students|€45|€50] [all others|€90|€100] / fee for the weekend: [participants|if booked by 1 January 2027|regular fee] [students|€80|€90] [all others|€160|€180]",
			"Preis pro Tag: [Teilnehmende|bei Anmeldung bis 1. Januar 2027|regulär] [Studierende|45 €|50 €] [alle anderen|90 €|100 €] / Preis für das Wochenende: [Teilnehmende|bei Anmeldung bis 1. Januar 2027|regulär] [Studierende|80 €|90 €] [alle anderen|160 €|180 €]",
			"€12 per meeting"},
		{"members and others", "{early: {first: 3}, lines: [{amount: 30, early: 20}, {amount: 20, member: true}]}",
			": [συμμετοχή|για τις πρώτες 3 εγγραφές|κανονική τιμή] [μέλη|–|20 €] [μη μέλη|20 €|30 €]",
			": [participants|for the first 3 bookings|regular fee] [members|–|€20] [non-members|€20|€30]",
			": [Teilnehmende|für die ersten 3 Anmeldungen|regulär] [Mitglieder|–|20 €] [Nichtmitglieder|20 €|30 €]", ""},
		{"early, regular and late; members of one kind", "{early: {first: 3}, late: {on_site: true}, lines: [{amount: 30, early: 20, late: 35}, {amount: 20, early: 15, late: 25, for: students, member: true}, {amount: 0, for: retired}]}",
			": [συμμετοχή|για τις πρώτες 3 εγγραφές|κανονική τιμή|επιτόπου] [φοιτητές και φοιτήτριες (μέλη)|15 €|20 €|25 €] [συνταξιούχοι|δωρεάν|δωρεάν|δωρεάν] [γενική συμμετοχή|20 €|30 €|35 €]",
			": [participants|for the first 3 bookings|regular fee|on site] [students (members)|€15|€20|€25] [retired people|free of charge|free of charge|free of charge] [all others|€20|€30|€35]",
			": [Teilnehmende|für die ersten 3 Anmeldungen|regulär|vor Ort] [Studierende (Mitglieder)|15 €|20 €|25 €] [Teilnehmende im Ruhestand|kostenlos|kostenlos|kostenlos] [alle anderen|20 €|30 €|35 €]", ""},
		{"late, members and others", "{late: {from: 2027-05-01}, lines: [{amount: 30, late: 35, member: true}, {amount: 40, late: 45, member: false}, {amount: 10, late: 15, for: students, member: true}, {amount: 20, late: 25, for: students, member: false}]}",
			": [συμμετοχή|μέλη, κανονική τιμή|μέλη, όψιμη εγγραφή|μη μέλη, κανονική τιμή|μη μέλη, όψιμη εγγραφή] [φοιτητές και φοιτήτριες|10 €|15 €|20 €|25 €] [γενική συμμετοχή|30 €|35 €|40 €|45 €]",
			": [participants|members, regular fee|members, late booking|non-members, regular fee|non-members, late booking] [students|€10|€15|€20|€25] [all others|€30|€35|€40|€45]",
			": [Teilnehmende|Mitglieder, regulär|Mitglieder, späte Anmeldung|Nichtmitglieder, regulär|Nichtmitglieder, späte Anmeldung] [Studierende|10 €|15 €|20 €|25 €] [alle anderen|30 €|35 €|40 €|45 €]",
			"late booking: if booked from 1 May 2027"},
		{"one amount", "{amount: 30}", "", "", "", "€30"},
		{"two amounts", "[{amount: 30}, {amount: 20, for: students}]", "", "", "", "€30 | students: €20"},
		{"different things", "{early: {first: 3}, lines: [{amount: 30, early: 20, per: day}, {amount: 20, early: 10, for: students, per: term}]}", "", "", "",
			"€30 per day, €20 for the first 3 bookings | students: €20 per term, €10 for the first 3 bookings"},
		{"no amount", "free", "", "", "", "free of charge"},
		{"a table and who pays", "{paid_by: {text: {el: κλινική, en: the clinic, de: Klinik}}, early: {first: 3}, lines: [{amount: 30, early: 20}, {amount: 20, early: 10, for: students}]}",
			": [συμμετοχή|για τις πρώτες 3 εγγραφές|κανονική τιμή] [φοιτητές και φοιτήτριες|10 €|20 €] [γενική συμμετοχή|20 €|30 €]",
			": [participants|for the first 3 bookings|regular fee] [students|€10|€20] [all others|€20|€30]",
			": [Teilnehmende|für die ersten 3 Anmeldungen|regulär] [Studierende|10 €|20 €] [alle anderen|20 €|30 €]", "paid by: the clinic"},
	} {
		p, _ := read(t, "price: "+tt.in)
		for i, want := range []string{tt.el, tt.en, tt.de} {
			var all []string
			for _, table := range p.Tables(langs[i], []string{"el", "en", "de"}, "EUR") {
				all = append(all, shown(table))
			}
			if got := strings.Join(all, " / "); got != want {
				t.Errorf("%s:\n got %s\nwant %s", tt.name, got, want)
			}
		}
		if got := said(p.Beside(langs[1], []string{"el", "en", "de"}, "EUR")); got != tt.beside {
			t.Errorf("%s, beside:\n got %s\nwant %s", tt.name, got, tt.beside)
		}
	}
}
