package schedule

import (
	"strings"
	"testing"

	"fishbowl/internal/locale"
)

// said puts the phrases of a schedule into one line; a phrase in another
// language names it.
func said(phrases []locale.Phrase) string {
	var all []string
	for _, p := range phrases {
		if p.Lang != "" {
			p.Text += " [" + p.Lang + "]"
		}
		all = append(all, p.Text)
	}
	return strings.Join(all, " | ")
}

// TestTheGroupsOfTheReferenceSite are the six of content/groups.yaml.
func TestTheGroupsOfTheReferenceSite(t *testing.T) {
	langs := languages(t)
	for _, tt := range []struct{ id, in, el, en, de string }{
		{"athens-tuesday", `
session: {minutes: 90}
schedule:
  every: week
  day: tuesday
  time: 19:00-20:30
  from: 2027-01-12
  except:
    - from: 2027-07-13
      until: 2027-08-31
      why: {el: Θερινή διακοπή, en: Summer break, de: Sommerpause}`,
			"κάθε Τρίτη, 19:00–20:30, από 12 Ιανουαρίου 2027, χωρίς συναντήσεις από 13 Ιουλίου έως 31 Αυγούστου 2027 (Θερινή διακοπή)",
			"every Tuesday, 19:00–20:30, from 12 January 2027, no meetings from 13 July to 31 August 2027 (Summer break)",
			"jeden Dienstag, 19.00–20.30 Uhr, ab 12. Januar 2027, keine Termine vom 13. Juli bis 31. August 2027 (Sommerpause)"},
		{"herford-wednesday", `
session: {minutes: 90, counts: {units: 1, unit: double-session}}
schedule:
  meetings:
    - every: 4 weeks
      day: wednesday
      time: 19:00-20:30
      from: 2027-01-13
    - undated: {units: 3, day: saturday}`,
			"κάθε τέταρτη Τετάρτη, 19:00–20:30, από 13 Ιανουαρίου 2027 | επιπλέον Σάββατα, τρεις διπλές συνεδρίες κάθε φορά, οι ημερομηνίες θα ανακοινωθούν",
			"every fourth Wednesday, 19:00–20:30, from 13 January 2027 | additional Saturdays, three double sessions each, dates to follow",
			"jeden vierten Mittwoch, 19.00–20.30 Uhr, ab 13. Januar 2027 | weitere Samstage, je drei Doppelstunden, Termine folgen"},
		{"thuringia-balint", "schedule: on_request", "ημερομηνίες κατόπιν συνεννόησης", "dates on request", "Termine auf Anfrage"},
		{"online-evening", `
session: {minutes: 90}
schedule:
  timezone: Europe/Athens
  meetings:
    - every: month
      day: first monday
      time: 20:00-21:30
      from: 2027-02-01
      until: 2027-12-06
      except:
        - from: 2027-08-02
          until: 2027-08-02
          why: {el: Θερινή διακοπή, en: Summer break, de: Sommerpause}
      moved: {2027-05-03: 2027-05-10T20:00}`,
			"την πρώτη Δευτέρα του μήνα, 20:00–21:30, από 1 Φεβρουαρίου έως 6 Δεκεμβρίου 2027, όχι στις 2 Αυγούστου 2027 (Θερινή διακοπή), στις 10 Μαΐου αντί για τις 3 Μαΐου 2027",
			"on the first Monday of the month, 20:00–21:30, from 1 February to 6 December 2027, not on 2 August 2027 (Summer break), on 10 May instead of 3 May 2027",
			"am ersten Montag im Monat, 20.00–21.30 Uhr, vom 1. Februar bis 6. Dezember 2027, nicht am 2. August 2027 (Sommerpause), am 10. Mai statt am 3. Mai 2027"},
		{"thessaloniki-fortnight", `
session: {minutes: 120}
schedule:
  every: 2 weeks
  day: thursday
  time: 18:30-20:30
  from: 2027-01-21
  count: 7`,
			"κάθε δεύτερη Πέμπτη, 18:30–20:30, από 21 Ιανουαρίου 2027, επτά συναντήσεις",
			"every other Thursday, 18:30–20:30, from 21 January 2027, seven meetings",
			"jeden zweiten Donnerstag, 18.30–20.30 Uhr, ab 21. Januar 2027, sieben Termine"},
		{"athens-demonstration", `
session: {minutes: 90}
schedule:
  dates: [Sat 2027-03-13]
  time: 11:00-13:00`,
			"Σάββατο 13 Μαρτίου 2027, 11:00–13:00", "Saturday 13 March 2027, 11:00–13:00", "Samstag, 13. März 2027, 11.00–13.00 Uhr"},
	} {
		s, faults := read(t, tt.in)
		if faults != "" {
			t.Errorf("%s: %s", tt.id, faults)
		}
		for i, want := range []string{tt.el, tt.en, tt.de} {
			if got := said(s.Sentences(langs[i], []string{"el", "en", "de"})); got != want {
				t.Errorf("%s:\n got %s\nwant %s", tt.id, got, want)
			}
		}
	}
}

func TestSentences(t *testing.T) {
	langs := languages(t)
	for _, tt := range []struct{ in, el, en, de string }{
		// every week
		{"{every: week, day: tuesday}", "κάθε Τρίτη", "every Tuesday", "jeden Dienstag"},
		{"{every: week, day: saturday, time: 9:30}", "κάθε Σάββατο, 09:30", "every Saturday, 09:30", "jeden Samstag, 9.30 Uhr"},
		{"{every: week, day: [tuesday, thursday], time: 19:00-20:30}", "κάθε Τρίτη και Πέμπτη, 19:00–20:30", "every Tuesday and Thursday, 19:00–20:30", "jeden Dienstag und Donnerstag, 19.00–20.30 Uhr"},
		{"{every: week, day: [monday, wednesday, friday], from: 2027-01-04, until: 2028-06-30}",
			"κάθε Δευτέρα, Τετάρτη και Παρασκευή, από 4 Ιανουαρίου 2027 έως 30 Ιουνίου 2028",
			"every Monday, Wednesday and Friday, from 4 January 2027 to 30 June 2028",
			"jeden Montag, Mittwoch und Freitag, vom 4. Januar 2027 bis 30. Juni 2028"},
		{"{every: week, from: 2027-01-13}", "κάθε Τετάρτη, από 13 Ιανουαρίου 2027", "every Wednesday, from 13 January 2027", "jeden Mittwoch, ab 13. Januar 2027"},
		{"{every: week, day: sunday, from: 2027-09, until: 2028-06}", "κάθε Κυριακή, από τον Σεπτέμβριο του 2027 έως τον Ιούνιο του 2028",
			"every Sunday, from September 2027 to June 2028", "jeden Sonntag, von September 2027 bis Juni 2028"},
		{"{every: week, day: sunday, from: 2027}", "κάθε Κυριακή, από το 2027", "every Sunday, from 2027", "jeden Sonntag, ab 2027"},
		{"{every: week, day: sunday, from: 2027-01-10, until: 2027-06}", "κάθε Κυριακή, από 10 Ιανουαρίου 2027, έως τον Ιούνιο του 2027",
			"every Sunday, from 10 January 2027, until June 2027", "jeden Sonntag, ab 10. Januar 2027, bis Juni 2027"},
		// every few weeks
		{"{every: 2 weeks, day: thursday, from: 2027-01-21}", "κάθε δεύτερη Πέμπτη, από 21 Ιανουαρίου 2027", "every other Thursday, from 21 January 2027", "jeden zweiten Donnerstag, ab 21. Januar 2027"},
		{"{every: 2 weeks, day: saturday, from: 2027-01-16}", "κάθε δεύτερο Σάββατο, από 16 Ιανουαρίου 2027", "every other Saturday, from 16 January 2027", "jeden zweiten Samstag, ab 16. Januar 2027"},
		{"{every: 3 weeks, day: monday, from: 2027-01-11}", "κάθε τρίτη Δευτέρα, από 11 Ιανουαρίου 2027", "every third Monday, from 11 January 2027", "jeden dritten Montag, ab 11. Januar 2027"},
		{"{every: 4 weeks, day: wednesday, from: 2027-01-13, until: 2027-12-15}", "κάθε τέταρτη Τετάρτη, από 13 Ιανουαρίου έως 15 Δεκεμβρίου 2027",
			"every fourth Wednesday, from 13 January to 15 December 2027", "jeden vierten Mittwoch, vom 13. Januar bis 15. Dezember 2027"},
		{"{every: 6 weeks, day: saturday, from: 2027-01-16}", "κάθε έξι εβδομάδες, τα Σάββατα, από 16 Ιανουαρίου 2027", "every six weeks, on Saturdays, from 16 January 2027", "alle sechs Wochen, samstags, ab 16. Januar 2027"},
		{"{every: 2 weeks, day: [tuesday, thursday], from: 2027-01-12}", "κάθε δύο εβδομάδες, τις Τρίτες και τις Πέμπτες, από 12 Ιανουαρίου 2027",
			"every two weeks, on Tuesdays and Thursdays, from 12 January 2027", "alle zwei Wochen, dienstags und donnerstags, ab 12. Januar 2027"},
		{"{every: 4 weeks}", "κάθε τέσσερις εβδομάδες", "every four weeks", "alle vier Wochen"},
		{"{every: 20 weeks}", "κάθε 20 εβδομάδες", "every 20 weeks", "alle 20 Wochen"},
		// months, days, years
		{"{every: month, day: first monday, time: 20:00-21:30}", "την πρώτη Δευτέρα του μήνα, 20:00–21:30", "on the first Monday of the month, 20:00–21:30", "am ersten Montag im Monat, 20.00–21.30 Uhr"},
		{"{every: month, day: [second wednesday, fourth wednesday]}", "τη δεύτερη και την τέταρτη Τετάρτη του μήνα", "on the second and fourth Wednesday of the month", "am zweiten und vierten Mittwoch im Monat"},
		{"{every: month, day: [second saturday, last saturday]}", "το δεύτερο και το τελευταίο Σάββατο του μήνα", "on the second and last Saturday of the month", "am zweiten und letzten Samstag im Monat"},
		{"{every: month, day: [first monday, third thursday]}", "την πρώτη Δευτέρα και την τρίτη Πέμπτη του μήνα", "on the first Monday and third Thursday of the month", "am ersten Montag und dritten Donnerstag im Monat"},
		{"{every: 2 months, day: last friday, from: 2027-01-29}", "κάθε δύο μήνες, την τελευταία Παρασκευή, από 29 Ιανουαρίου 2027", "every two months, on the last Friday, from 29 January 2027", "alle zwei Monate am letzten Freitag, ab 29. Januar 2027"},
		{"{every: month, day: 15}", "στις 15 του μήνα", "on the 15th of the month", "am 15. jedes Monats"},
		{"{every: month, day: [1, 22], time: 18:00}", "την 1η και στις 22 του μήνα, 18:00", "on the 1st and 22nd of the month, 18:00", "am 1. und 22. jedes Monats, 18.00 Uhr"},
		{"{every: 3 months, day: 3, from: 2027-03-03}", "κάθε τρεις μήνες, στις 3 του μήνα, από 3 Μαρτίου 2027", "every three months, on the 3rd, from 3 March 2027", "alle drei Monate am 3., ab 3. März 2027"},
		{"{every: month}", "μία φορά τον μήνα", "once a month", "einmal im Monat"},
		{"{every: 2 months}", "κάθε δύο μήνες", "every two months", "alle zwei Monate"},
		{"{every: day, from: 2027-05-03, until: 2027-05-07}", "κάθε μέρα, από 3 έως 7 Μαΐου 2027", "every day, from 3 to 7 May 2027", "jeden Tag, vom 3. bis 7. Mai 2027"},
		{"{every: year, about: true}", "περίπου μία φορά τον χρόνο", "about once a year", "etwa einmal im Jahr"},
		{"{every: 3 years}", "κάθε τρία χρόνια", "every three years", "alle drei Jahre"},
		// about so
		{"{every: 2 weeks, about: true}", "περίπου κάθε δύο εβδομάδες", "about every two weeks", "etwa alle zwei Wochen"},
		{"{every: 3 weeks, about: true, day: wednesday, time: 19:00}", "περίπου κάθε τρεις εβδομάδες, τις Τετάρτες, 19:00", "about every three weeks, on Wednesdays, 19:00", "etwa alle drei Wochen, mittwochs, 19.00 Uhr"},
		{"{every: month, about: true, day: saturday}", "περίπου μία φορά τον μήνα, τα Σάββατα", "about once a month, on Saturdays", "etwa einmal im Monat, samstags"},
		// ends and exceptions
		{"{every: week, day: monday, from: 2027-01-11, count: 10}", "κάθε Δευτέρα, από 11 Ιανουαρίου 2027, δέκα συναντήσεις", "every Monday, from 11 January 2027, ten meetings", "jeden Montag, ab 11. Januar 2027, zehn Termine"},
		{"{every: week, day: monday, from: 2027-01-11, count: 10, except: 2027-02-01}", "κάθε Δευτέρα, από 11 Ιανουαρίου 2027, εννέα συναντήσεις, όχι στις 1 Φεβρουαρίου 2027",
			"every Monday, from 11 January 2027, nine meetings, not on 1 February 2027", "jeden Montag, ab 11. Januar 2027, neun Termine, nicht am 1. Februar 2027"},
		{"{every: week, day: monday, except: [2027-12-27, 2027-12-20, 2028-01-03]}", "κάθε Δευτέρα, όχι στις 20 Δεκεμβρίου, 27 Δεκεμβρίου 2027 και 3 Ιανουαρίου 2028",
			"every Monday, not on 20 December, 27 December 2027 and 3 January 2028", "jeden Montag, nicht am 20. Dezember, 27. Dezember 2027 und 3. Januar 2028"},
		{"{every: week, day: monday, except: {from: 2027-12-20, until: 2028-01-09}}", "κάθε Δευτέρα, διακοπή από 20 Δεκεμβρίου 2027 έως 9 Ιανουαρίου 2028",
			"every Monday, break from 20 December 2027 to 9 January 2028", "jeden Montag, Pause vom 20. Dezember 2027 bis 9. Januar 2028"},
		{"{every: week, day: monday, except: {from: 2027-12-20, until: 2028-01-09, why: {de: Ferien}}}", "κάθε Δευτέρα, διακοπή από 20 Δεκεμβρίου 2027 έως 9 Ιανουαρίου 2028",
			"every Monday, break from 20 December 2027 to 9 January 2028", "jeden Montag, keine Termine vom 20. Dezember 2027 bis 9. Januar 2028 (Ferien)"},
		{"{every: week, day: tuesday, time: 19:00-20:30, moved: {2027-10-05: 2027-10-06T18:00}}", "κάθε Τρίτη, 19:00–20:30, στις 6 Οκτωβρίου και ώρα 18:00 αντί για τις 5 Οκτωβρίου 2027",
			"every Tuesday, 19:00–20:30, on 6 October at 18:00 instead of 5 October 2027", "jeden Dienstag, 19.00–20.30 Uhr, am 6. Oktober um 18.00 Uhr statt am 5. Oktober 2027"},
		// dates
		{"{dates: Sat 2027-03-06, time: 10:00-13:00}", "Σάββατο 6 Μαρτίου 2027, 10:00–13:00", "Saturday 6 March 2027, 10:00–13:00", "Samstag, 6. März 2027, 10.00–13.00 Uhr"},
		{"{dates: {from: 2027-05-07, until: 2027-05-08}, time: 9:00-14:00}", "7–8 Μαΐου 2027, 09:00–14:00", "7–8 May 2027, 09:00–14:00", "7.–8. Mai 2027, 9.00–14.00 Uhr"},
		{"{dates: [2027-05-08, 2027-03-06, 2027-04-10]}", "τρία Σάββατα: 6 Μαρτίου, 10 Απριλίου και 8 Μαΐου 2027", "three Saturdays: 6 March, 10 April and 8 May 2027", "drei Samstage: 6. März, 10. April und 8. Mai 2027"},
		{"{dates: [2027-03-05, 2027-03-06], time: 10:00-13:00}", "δύο συναντήσεις: 5 Μαρτίου και 6 Μαρτίου 2027, 10:00–13:00", "two meetings: 5 March and 6 March 2027, 10:00–13:00", "zwei Termine: 5. März und 6. März 2027, 10.00–13.00 Uhr"},
		{"{dates: [2027-03-06, 2027-04-10T10:00], time: 9:00-12:00}", "Σάββατο 6 Μαρτίου 2027, 09:00–12:00· Σάββατο 10 Απριλίου 2027, 10:00–13:00",
			"Saturday 6 March 2027, 09:00–12:00; Saturday 10 April 2027, 10:00–13:00", "Samstag, 6. März 2027, 9.00–12.00 Uhr; Samstag, 10. April 2027, 10.00–13.00 Uhr"},
		{"{dates: [2027-03-01, 2027-03-08, 2027-03-15, 2027-03-22, 2027-03-29, 2027-04-05, 2027-04-12], time: 19:00}", "επτά Δευτέρες, από 1 Μαρτίου έως 12 Απριλίου 2027, 19:00",
			"seven Mondays, from 1 March to 12 April 2027, 19:00", "sieben Montage, vom 1. März bis 12. April 2027, 19.00 Uhr"},
		// rules of RFC 5545
		{`{rrule: "FREQ=MONTHLY;BYDAY=2SA", from: 2027-01-09, time: 10:00}`, "το δεύτερο Σάββατο του μήνα, 10:00, από 9 Ιανουαρίου 2027", "on the second Saturday of the month, 10:00, from 9 January 2027", "am zweiten Samstag im Monat, 10.00 Uhr, ab 9. Januar 2027"},
		{`{rrule: "FREQ=WEEKLY;INTERVAL=2;COUNT=5", from: 2027-01-13}`, "κάθε δεύτερη Τετάρτη, από 13 Ιανουαρίου 2027, πέντε συναντήσεις", "every other Wednesday, from 13 January 2027, five meetings", "jeden zweiten Mittwoch, ab 13. Januar 2027, fünf Termine"},
		{`{rrule: "FREQ=YEARLY;BYMONTH=3,9;BYDAY=-1SU", from: 2027-03-28}`, "στις ημερομηνίες που ανακοινώνονται, από 28 Μαρτίου 2027", "on the dates listed, from 28 March 2027", "an den angegebenen Tagen, ab 28. März 2027"},
		// undated
		{"{undated: {day: saturday, count: 3, from: 2027-09}}", "τρία Σάββατα, από τον Σεπτέμβριο του 2027, οι ημερομηνίες θα ανακοινωθούν", "three Saturdays, from September 2027, dates to follow", "drei Samstage, ab September 2027, Termine folgen"},
		{"{undated: {day: tuesday, count: 1}}", "μία Τρίτη, η ημερομηνία θα ανακοινωθεί", "one Tuesday, date to follow", "ein Dienstag, der Termin folgt"},
		{"{undated: {day: saturday}, time: 9:00-14:00}", "τα Σάββατα, 09:00–14:00, οι ημερομηνίες θα ανακοινωθούν", "on Saturdays, 09:00–14:00, dates to follow", "samstags, 9.00–14.00 Uhr, Termine folgen"},
		{"{undated: {count: 4}}", "τέσσερις συναντήσεις, οι ημερομηνίες θα ανακοινωθούν", "four meetings, dates to follow", "vier Termine, noch ohne Datum"},
		{"{undated: {}}", "οι ημερομηνίες θα ανακοινωθούν", "dates to follow", "Termine folgen"},
		{"[{every: week, day: monday}, {undated: {day: saturday, count: 1}}, {undated: {count: 2}}]",
			"κάθε Δευτέρα | ένα επιπλέον Σάββατο, η ημερομηνία θα ανακοινωθεί | δύο επιπλέον συναντήσεις, οι ημερομηνίες θα ανακοινωθούν",
			"every Monday | one more Saturday, date to follow | two more meetings, dates to follow",
			"jeden Montag | ein weiterer Samstag, der Termin folgt | zwei weitere Termine, noch ohne Datum"},
		// the whole
		{"{per_year: 10}", "δέκα συναντήσεις τον χρόνο", "ten meetings a year", "zehn Termine im Jahr"},
		{"{per_month: 1, per_term: {min: 8, max: 10}}", "μία συνάντηση τον μήνα | 8–10 συναντήσεις ανά εξάμηνο", "one meeting a month | 8–10 meetings a term", "ein Termin im Monat | 8–10 Termine im Semester"},
		{"{per_year: {min: 3}}", "τουλάχιστον τρεις συναντήσεις τον χρόνο", "at least three meetings a year", "mindestens drei Termine im Jahr"},
		{"{per_year: {max: 12, min: 12, about: true}, set_by: group}", "περίπου δώδεκα συναντήσεις τον χρόνο | τις ημερομηνίες τις ορίζει η ίδια η ομάδα", "about twelve meetings a year | the group sets its own dates", "etwa zwölf Termine im Jahr | die Gruppe vereinbart ihre Termine selbst"},
		{"{from: 2027-09-14, text: {de: nach Absprache}}", "από 14 Σεπτεμβρίου 2027 | nach Absprache [de]", "from 14 September 2027 | nach Absprache [de]", "ab 14. September 2027 | nach Absprache"},
		{"{term: {el: χειμερινό εξάμηνο 2026–27}, on_request: true}", "χειμερινό εξάμηνο 2026–27 | ημερομηνίες κατόπιν συνεννόησης", "χειμερινό εξάμηνο 2026–27 [el] | dates on request", "χειμερινό εξάμηνο 2026–27 [el] | Termine auf Anfrage"},
		{"{meetings: {dates: 2027-03-06}, on_request: true}", "Σάββατο 6 Μαρτίου 2027 | περισσότερες ημερομηνίες κατόπιν συνεννόησης", "Saturday 6 March 2027 | further dates on request", "Samstag, 6. März 2027 | weitere Termine auf Anfrage"},
	} {
		s, faults := read(t, "schedule: "+tt.in)
		if strings.Contains(faults, "error") || strings.Contains(faults, "warning") {
			t.Errorf("%s: %s", tt.in, faults)
		}
		for i, want := range []string{tt.el, tt.en, tt.de} {
			if got := said(s.Sentences(langs[i], []string{"el", "en", "de"})); got != want {
				t.Errorf("%s:\n got %s\nwant %s", tt.in, got, want)
			}
		}
	}
}

func TestUnitsAreNamed(t *testing.T) {
	langs := languages(t)
	for _, tt := range []struct{ unit, el, en, de string }{
		{"double-session", "κάθε Δευτέρα, δύο διπλές συνεδρίες κάθε φορά", "every Monday, two double sessions each", "jeden Montag, je zwei Doppelstunden"},
		{"teaching-unit", "κάθε Δευτέρα, δύο διδακτικές ώρες κάθε φορά", "every Monday, two teaching units each", "jeden Montag, je zwei Unterrichtseinheiten"},
		{"hour", "κάθε Δευτέρα, δύο ώρες κάθε φορά", "every Monday, two hours each", "jeden Montag, je zwei Stunden"},
		{"session", "κάθε Δευτέρα, δύο συνεδρίες κάθε φορά", "every Monday, two sessions each", "jeden Montag, je zwei Sitzungen"},
	} {
		s, faults := read(t, "schedule: {every: week, day: monday, units: 2}\nsession: {counts: {units: 1, unit: "+tt.unit+"}}")
		if faults != "" {
			t.Error(faults)
		}
		for i, want := range []string{tt.el, tt.en, tt.de} {
			if got := said(s.Sentences(langs[i], nil)); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	}
}
