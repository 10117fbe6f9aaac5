package schedule

import (
	"fmt"
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
		all = append(all, p.String())
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
			"κάθε Τρίτη, 19:00–20:30, από τις 12 Ιανουαρίου 2027, χωρίς συναντήσεις από τις 13 Ιουλίου έως τις 31 Αυγούστου 2027 (Θερινή διακοπή)",
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
			"κάθε τέταρτη Τετάρτη, 19:00–20:30, από τις 13 Ιανουαρίου 2027 | επίσης τα Σάββατα, τρεις διπλές συνεδρίες κάθε φορά, οι ημερομηνίες θα ανακοινωθούν",
			"every fourth Wednesday, 19:00–20:30, from 13 January 2027 | also on Saturdays, three double sessions each, dates to follow",
			"jeden vierten Mittwoch, 19.00–20.30 Uhr, ab 13. Januar 2027 | außerdem samstags, je drei Doppelstunden, Termine folgen"},
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
			"την πρώτη Δευτέρα του μήνα, 20:00–21:30, από την 1η Φεβρουαρίου έως τις 6 Δεκεμβρίου 2027, όχι στις 2 Αυγούστου 2027 (Θερινή διακοπή) | μεταφέρεται: από τις 3 Μαΐου στις 10 Μαΐου 2027 | 15 ώρες σε δέκα συναντήσεις",
			"on the first Monday of the month, 20:00–21:30, from 1 February to 6 December 2027, not on 2 August 2027 (Summer break) | moved: from 3 May to 10 May 2027 | 15 hours in ten meetings",
			"am ersten Montag im Monat, 20.00–21.30 Uhr, vom 1. Februar bis 6. Dezember 2027, nicht am 2. August 2027 (Sommerpause) | verlegt: vom 3. Mai auf den 10. Mai 2027 | 15 Stunden in zehn Terminen"},
		{"thessaloniki-fortnight", `
session: {minutes: 120}
schedule:
  every: 2 weeks
  day: thursday
  time: 18:30-20:30
  from: 2027-01-21
  count: 7`,
			"κάθε δεύτερη Πέμπτη, 18:30–20:30, από τις 21 Ιανουαρίου 2027 | 14 ώρες σε επτά συναντήσεις",
			"every other Thursday, 18:30–20:30, from 21 January 2027 | 14 hours in seven meetings",
			"jeden zweiten Donnerstag, 18.30–20.30 Uhr, ab 21. Januar 2027 | 14 Stunden in sieben Terminen"},
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
			if got := said(s.Sentences(Reader{Language: langs[i], Others: []string{"el", "en", "de"}})); got != want {
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
			"κάθε Δευτέρα, Τετάρτη και Παρασκευή, από τις 4 Ιανουαρίου 2027 έως τις 30 Ιουνίου 2028",
			"every Monday, Wednesday and Friday, from 4 January 2027 to 30 June 2028",
			"jeden Montag, Mittwoch und Freitag, vom 4. Januar 2027 bis 30. Juni 2028"},
		{"{every: week, from: 2027-01-13}", "κάθε Τετάρτη, από τις 13 Ιανουαρίου 2027", "every Wednesday, from 13 January 2027", "jeden Mittwoch, ab 13. Januar 2027"},
		{"{every: week, day: sunday, from: 2027-09, until: 2028-06}", "κάθε Κυριακή, από τον Σεπτέμβριο του 2027 έως τον Ιούνιο του 2028",
			"every Sunday, from September 2027 to June 2028", "jeden Sonntag, von September 2027 bis Juni 2028"},
		{"{every: week, day: sunday, from: 2027}", "κάθε Κυριακή, από το 2027", "every Sunday, from 2027", "jeden Sonntag, ab 2027"},
		{"{every: week, day: sunday, from: 2027-01-10, until: 2027-06}", "κάθε Κυριακή, από τις 10 Ιανουαρίου 2027, έως τον Ιούνιο του 2027",
			"every Sunday, from 10 January 2027, until June 2027", "jeden Sonntag, ab 10. Januar 2027, bis Juni 2027"},
		// every few weeks
		{"{every: 2 weeks, day: thursday, from: 2027-01-21}", "κάθε δεύτερη Πέμπτη, από τις 21 Ιανουαρίου 2027", "every other Thursday, from 21 January 2027", "jeden zweiten Donnerstag, ab 21. Januar 2027"},
		{"{every: 2 weeks, day: saturday, from: 2027-01-16}", "κάθε δεύτερο Σάββατο, από τις 16 Ιανουαρίου 2027", "every other Saturday, from 16 January 2027", "jeden zweiten Samstag, ab 16. Januar 2027"},
		{"{every: 3 weeks, day: monday, from: 2027-01-11}", "κάθε τρίτη Δευτέρα, από τις 11 Ιανουαρίου 2027", "every third Monday, from 11 January 2027", "jeden dritten Montag, ab 11. Januar 2027"},
		{"{every: 4 weeks, day: wednesday, from: 2027-01-13, until: 2027-12-15}", "κάθε τέταρτη Τετάρτη, από τις 13 Ιανουαρίου έως τις 15 Δεκεμβρίου 2027",
			"every fourth Wednesday, from 13 January to 15 December 2027", "jeden vierten Mittwoch, vom 13. Januar bis 15. Dezember 2027"},
		{"{every: 6 weeks, day: saturday, from: 2027-01-16}", "κάθε έξι εβδομάδες, Σάββατο, από τις 16 Ιανουαρίου 2027", "every six weeks, on a Saturday, from 16 January 2027", "alle sechs Wochen, samstags, ab 16. Januar 2027"},
		{"{every: 2 weeks, day: [tuesday, thursday], from: 2027-01-12}", "κάθε δύο εβδομάδες, Τρίτη και Πέμπτη, από τις 12 Ιανουαρίου 2027",
			"every two weeks, on a Tuesday and a Thursday, from 12 January 2027", "alle zwei Wochen, dienstags und donnerstags, ab 12. Januar 2027"},
		{"{every: 4 weeks}", "κάθε τέσσερις εβδομάδες", "every four weeks", "alle vier Wochen"},
		{"{every: 20 weeks}", "κάθε 20 εβδομάδες", "every 20 weeks", "alle 20 Wochen"},
		// months, days, years
		{"{every: month, day: first monday, time: 20:00-21:30}", "την πρώτη Δευτέρα του μήνα, 20:00–21:30", "on the first Monday of the month, 20:00–21:30", "am ersten Montag im Monat, 20.00–21.30 Uhr"},
		{"{every: month, day: [second wednesday, fourth wednesday]}", "τη δεύτερη και την τέταρτη Τετάρτη του μήνα", "on the second and fourth Wednesday of the month", "am zweiten und vierten Mittwoch im Monat"},
		{"{every: month, day: [second saturday, last saturday]}", "το δεύτερο και το τελευταίο Σάββατο του μήνα", "on the second and last Saturday of the month", "am zweiten und letzten Samstag im Monat"},
		{"{every: month, day: [first monday, third thursday]}", "την πρώτη Δευτέρα και την τρίτη Πέμπτη του μήνα", "on the first Monday and third Thursday of the month", "am ersten Montag und dritten Donnerstag im Monat"},
		{"{every: 2 months, day: last friday, from: 2027-01-29}", "κάθε δύο μήνες, την τελευταία Παρασκευή του μήνα, από τις 29 Ιανουαρίου 2027", "every two months, on the last Friday of the month, from 29 January 2027", "alle zwei Monate am letzten Freitag des Monats, ab 29. Januar 2027"},
		{"{every: month, day: 15}", "στις 15 του μήνα", "on the 15th of the month", "am 15. jedes Monats"},
		{"{every: month, day: [1, 22], time: 18:00}", "την 1η και στις 22 του μήνα, 18:00", "on the 1st and 22nd of the month, 18:00", "am 1. und 22. jedes Monats, 18.00 Uhr"},
		{"{every: 3 months, day: 3, from: 2027-03-03}", "κάθε τρεις μήνες, στις 3 του μήνα, από τις 3 Μαρτίου 2027", "every three months, on the 3rd of the month, from 3 March 2027", "alle drei Monate am 3. des Monats, ab 3. März 2027"},
		{"{every: month}", "μία φορά τον μήνα", "once a month", "einmal im Monat"},
		{"{every: 2 months}", "κάθε δύο μήνες", "every two months", "alle zwei Monate"},
		{"{every: day, from: 2027-05-03, until: 2027-05-07}", "κάθε μέρα, από τις 3 έως τις 7 Μαΐου 2027", "every day, from 3 to 7 May 2027", "jeden Tag, vom 3. bis 7. Mai 2027"},
		{"{every: year, about: true}", "περίπου μία φορά τον χρόνο", "about once a year", "etwa einmal im Jahr"},
		{"{every: 3 years}", "κάθε τρία χρόνια", "every three years", "alle drei Jahre"},
		{"{every: year, day: second saturday, from: 2027-03-13}", "κάθε χρόνο το δεύτερο Σάββατο του Μαρτίου, από τις 13 Μαρτίου 2027",
			"every year on the second Saturday of March, from 13 March 2027", "jedes Jahr am zweiten Samstag im März, ab 13. März 2027"},
		{"{every: year, day: 1, from: 2027-05-01}", "κάθε χρόνο την 1η Μαΐου, από την 1η Μαΐου 2027", "every year on 1 May, from 1 May 2027", "jedes Jahr am 1. Mai, ab 1. Mai 2027"},
		{"{every: 2 years, day: [14, 15], from: 2027-11-14}", "κάθε δύο χρόνια στις 14 και στις 15 Νοεμβρίου, από τις 14 Νοεμβρίου 2027",
			"every two years on 14 and 15 November, from 14 November 2027", "alle zwei Jahre am 14. und 15. November, ab 14. November 2027"},
		// about so
		{"{every: 2 weeks, about: true}", "περίπου κάθε δύο εβδομάδες", "about every two weeks", "etwa alle zwei Wochen"},
		{"{every: 3 weeks, about: true, day: wednesday, time: 19:00}", "περίπου κάθε τρεις εβδομάδες, Τετάρτη, 19:00", "about every three weeks, on a Wednesday, 19:00", "etwa alle drei Wochen, mittwochs, 19.00 Uhr"},
		{"{every: month, about: true, day: saturday}", "περίπου μία φορά τον μήνα, Σάββατο", "about once a month, on a Saturday", "etwa einmal im Monat, samstags"},
		{"{every: month, about: true, day: last tuesday}", "συνήθως την τελευταία Τρίτη του μήνα", "usually on the last Tuesday of the month", "meist am letzten Dienstag im Monat"},
		{"{every: 2 months, about: true, day: 15}", "συνήθως κάθε δύο μήνες, στις 15 του μήνα", "usually every two months, on the 15th of the month", "meist alle zwei Monate am 15. des Monats"},
		{"{every: week, about: true, day: tuesday}", "συνήθως τις Τρίτες", "usually on Tuesdays", "meist dienstags"},
		// ends and exceptions
		{"{every: week, day: monday, from: 2027-01-11, count: 10}", "κάθε Δευτέρα, από τις 11 Ιανουαρίου 2027, δέκα συναντήσεις", "every Monday, from 11 January 2027, ten meetings", "jeden Montag, ab 11. Januar 2027, zehn Termine"},
		{"{every: week, day: monday, from: 2027-01-11, count: 10, except: 2027-02-01}", "κάθε Δευτέρα, από τις 11 Ιανουαρίου 2027, εννέα συναντήσεις, όχι την 1η Φεβρουαρίου 2027",
			"every Monday, from 11 January 2027, nine meetings, not on 1 February 2027", "jeden Montag, ab 11. Januar 2027, neun Termine, nicht am 1. Februar 2027"},
		{"{every: week, day: monday, except: [2027-12-27, 2027-12-20, 2028-01-03]}", "κάθε Δευτέρα, όχι στις 20 Δεκεμβρίου, στις 27 Δεκεμβρίου 2027 και στις 3 Ιανουαρίου 2028",
			"every Monday, not on 20 December, 27 December 2027 and 3 January 2028", "jeden Montag, nicht am 20. Dezember, 27. Dezember 2027 und 3. Januar 2028"},
		{"{every: week, day: monday, except: {from: 2027-12-20, until: 2028-01-09}}", "κάθε Δευτέρα, χωρίς συναντήσεις από τις 20 Δεκεμβρίου 2027 έως τις 9 Ιανουαρίου 2028",
			"every Monday, no meetings from 20 December 2027 to 9 January 2028", "jeden Montag, keine Termine vom 20. Dezember 2027 bis 9. Januar 2028"},
		{"{every: week, day: monday, except: {from: 2027-12-20, until: 2028-01-09, why: {de: Ferien}}}", "κάθε Δευτέρα | χωρίς συναντήσεις από τις 20 Δεκεμβρίου 2027 έως τις 9 Ιανουαρίου 2028 (Ferien [de])",
			"every Monday | no meetings from 20 December 2027 to 9 January 2028 (Ferien [de])", "jeden Montag, keine Termine vom 20. Dezember 2027 bis 9. Januar 2028 (Ferien)"},
		{"{every: week, day: tuesday, time: 19:00-20:30, moved: {2027-10-05: 2027-10-06T18:00}}", "κάθε Τρίτη, 19:00–20:30 | μεταφέρεται: από τις 5 Οκτωβρίου στις 6 Οκτωβρίου 2027, ώρα 18:00",
			"every Tuesday, 19:00–20:30 | moved: from 5 October to 6 October 2027 at 18:00", "jeden Dienstag, 19.00–20.30 Uhr | verlegt: vom 5. Oktober auf den 6. Oktober 2027, 18.00 Uhr"},
		{"{every: week, day: monday, except: [2027-02-01, 2027-02-08, {from: 2027-02-15, why: {el: Καθαρά, en: Monday, de: Montag}}]}",
			"κάθε Δευτέρα, όχι την 1η Φεβρουαρίου, στις 8 Φεβρουαρίου και στις 15 Φεβρουαρίου 2027 (Καθαρά)",
			"every Monday, not on 1 February, 8 February and 15 February 2027 (Monday)", "jeden Montag, nicht am 1. Februar, 8. Februar und 15. Februar 2027 (Montag)"},
		{"{every: week, day: tuesday, except: [{from: 2027-04-27, until: 2027-05-04, why: {el: Πάσχα, en: Easter, de: Ostern}}, {from: 2026-12-22, until: 2027-01-05}, 2027-06-01, {from: 2027-08-01, until: 2027-08-31}]}",
			"κάθε Τρίτη, χωρίς συναντήσεις από τις 22 Δεκεμβρίου 2026 έως τις 5 Ιανουαρίου 2027, από τις 27 Απριλίου έως τις 4 Μαΐου 2027 (Πάσχα), την 1η Ιουνίου 2027 και από την 1η έως τις 31 Αυγούστου 2027",
			"every Tuesday, no meetings from 22 December 2026 to 5 January 2027, from 27 April to 4 May 2027 (Easter), on 1 June 2027 and from 1 to 31 August 2027",
			"jeden Dienstag, keine Termine vom 22. Dezember 2026 bis 5. Januar 2027, vom 27. April bis 4. Mai 2027 (Ostern), am 1. Juni 2027 und vom 1. bis 31. August 2027"},
		{"{every: week, day: tuesday, time: 19:00, moved: {2027-06-01: 2027-06-02, 2027-06-29: 2027-07-01}}", "κάθε Τρίτη, 19:00 | μεταφέρονται: από την 1η Ιουνίου στις 2 Ιουνίου 2027· από τις 29 Ιουνίου στην 1η Ιουλίου 2027",
			"every Tuesday, 19:00 | moved: from 1 June to 2 June 2027; from 29 June to 1 July 2027", "jeden Dienstag, 19.00 Uhr | verlegt: vom 1. Juni auf den 2. Juni 2027; vom 29. Juni auf den 1. Juli 2027"},
		{"{every: week, day: thursday, time: 19:00-20:30, moved: {2027-01-21: 2027-01-21T18:00, 2026-12-31: 2027-01-08T18:00}}",
			"κάθε Πέμπτη, 19:00–20:30 | μεταφέρεται: από τις 31 Δεκεμβρίου 2026 στις 8 Ιανουαρίου 2027, ώρα 18:00 | σε άλλη ώρα: στις 21 Ιανουαρίου 2027, ώρα 18:00",
			"every Thursday, 19:00–20:30 | moved: from 31 December 2026 to 8 January 2027 at 18:00 | at a different time: on 21 January 2027 at 18:00",
			"jeden Donnerstag, 19.00–20.30 Uhr | verlegt: vom 31. Dezember 2026 auf den 8. Januar 2027, 18.00 Uhr | zu anderer Uhrzeit: am 21. Januar 2027 um 18.00 Uhr"},
		{"{every: week, day: monday, except: [2027-02-01, {from: 2027-02-15, why: {en: Monday}}]}",
			"κάθε Δευτέρα, όχι την 1η Φεβρουαρίου 2027 | χωρίς συναντήσεις στις 15 Φεβρουαρίου 2027 (Monday [en])",
			"every Monday, not on 1 February and 15 February 2027 (Monday)",
			"jeden Montag, nicht am 1. Februar 2027 | keine Termine am 15. Februar 2027 (Monday [en])"},
		// dates
		{"{dates: Sat 2027-03-06, time: 10:00-13:00}", "Σάββατο 6 Μαρτίου 2027, 10:00–13:00", "Saturday 6 March 2027, 10:00–13:00", "Samstag, 6. März 2027, 10.00–13.00 Uhr"},
		{"{dates: {from: 2027-05-07, until: 2027-05-08}, time: 9:00-14:00}", "7–8 Μαΐου 2027, κάθε μέρα 09:00–14:00", "7–8 May 2027, 09:00–14:00 each day", "7.–8. Mai 2027, täglich 9.00–14.00 Uhr"},
		{"{dates: {from: 2027-05-07, until: 2027-05-08}}", "7–8 Μαΐου 2027", "7–8 May 2027", "7.–8. Mai 2027"},
		{"{dates: {from: 2027-02-19T14:00, until: 2027-02-20T18:00}}", "Παρασκευή 19 Φεβρουαρίου 2027, 14:00 – Σάββατο 20 Φεβρουαρίου 2027, 18:00",
			"Friday 19 February 2027, 14:00 – Saturday 20 February 2027, 18:00", "Freitag, 19. Februar 2027, 14.00 Uhr bis Samstag, 20. Februar 2027, 18.00 Uhr"},
		{"{dates: 2027-02-19T14:00-20:00}", "Παρασκευή 19 Φεβρουαρίου 2027, 14:00–20:00", "Friday 19 February 2027, 14:00–20:00", "Freitag, 19. Februar 2027, 14.00–20.00 Uhr"},
		{"{dates: [2027-05-08, 2027-03-06, 2027-04-10]}", "τρία Σάββατα: 6 Μαρτίου, 10 Απριλίου και 8 Μαΐου 2027", "three Saturdays: 6 March, 10 April and 8 May 2027", "drei Samstage: 6. März, 10. April und 8. Mai 2027"},
		{"{dates: [2027-03-05, 2027-03-06], time: 10:00-13:00}", "δύο συναντήσεις: 5 και 6 Μαρτίου 2027, 10:00–13:00 | συνολικά έξι ώρες", "two meetings: 5 and 6 March 2027, 10:00–13:00 | six hours in all", "zwei Termine: 5. und 6. März 2027, 10.00–13.00 Uhr | insgesamt sechs Stunden"},
		{"{dates: [2027-03-06, 2027-04-10T10:00], time: 9:00-12:00}", "Σάββατο 6 Μαρτίου 2027, 09:00–12:00· Σάββατο 10 Απριλίου 2027, 10:00–13:00 | έξι ώρες σε δύο συναντήσεις",
			"Saturday 6 March 2027, 09:00–12:00; Saturday 10 April 2027, 10:00–13:00 | six hours in two meetings", "Samstag, 6. März 2027, 9.00–12.00 Uhr; Samstag, 10. April 2027, 10.00–13.00 Uhr | sechs Stunden in zwei Terminen"},
		{"{dates: [2027-03-01, 2027-03-08, 2027-03-15, 2027-03-22, 2027-03-29, 2027-04-05, 2027-04-12], time: 19:00}", "επτά Δευτέρες, από την 1η Μαρτίου έως τις 12 Απριλίου 2027, 19:00",
			"seven Mondays, from 1 March to 12 April 2027, 19:00", "sieben Montage, vom 1. März bis 12. April 2027, 19.00 Uhr"},
		// rules of RFC 5545
		{`{rrule: "FREQ=MONTHLY;BYDAY=2SA", from: 2027-01-09, time: 10:00}`, "το δεύτερο Σάββατο του μήνα, 10:00, από τις 9 Ιανουαρίου 2027", "on the second Saturday of the month, 10:00, from 9 January 2027", "am zweiten Samstag im Monat, 10.00 Uhr, ab 9. Januar 2027"},
		{`{rrule: "FREQ=WEEKLY;INTERVAL=2;COUNT=5", from: 2027-01-13}`, "κάθε δεύτερη Τετάρτη, από τις 13 Ιανουαρίου 2027, πέντε συναντήσεις", "every other Wednesday, from 13 January 2027, five meetings", "jeden zweiten Mittwoch, ab 13. Januar 2027, fünf Termine"},
		{`{rrule: "FREQ=YEARLY;BYMONTH=3,9;BYDAY=-1SU", from: 2027-03-28}`, "στις ημερομηνίες που αναφέρονται, από τις 28 Μαρτίου 2027", "on the dates listed, from 28 March 2027", "an den angegebenen Tagen, ab 28. März 2027"},
		{`{rrule: "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", from: 2027-03-15}`, "κάθε δύο μήνες, στις 15 του μήνα, από τις 15 Μαρτίου 2027", "every two months, on the 15th of the month, from 15 March 2027", "alle zwei Monate am 15. des Monats, ab 15. März 2027"},
		{`{rrule: "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", from: 2027-03-28}`, "κάθε χρόνο την τελευταία Κυριακή του Μαρτίου, από τις 28 Μαρτίου 2027",
			"every year on the last Sunday of March, from 28 March 2027", "jedes Jahr am letzten Sonntag im März, ab 28. März 2027"},
		{`{rrule: "FREQ=DAILY;INTERVAL=3", from: 2027-03-28}`, "κάθε τρεις μέρες, από τις 28 Μαρτίου 2027", "every three days, from 28 March 2027", "alle drei Tage, ab 28. März 2027"},
		{`{rrule: "FREQ=MONTHLY;BYMONTHDAY=-1", from: 2027-03-31}`, "στις ημερομηνίες που αναφέρονται, από τις 31 Μαρτίου 2027", "on the dates listed, from 31 March 2027", "an den angegebenen Tagen, ab 31. März 2027"},
		// undated
		{"{undated: {day: saturday, count: 3, from: 2027-09}}", "τρία Σάββατα, από τον Σεπτέμβριο του 2027, οι ημερομηνίες θα ανακοινωθούν", "three Saturdays, from September 2027, dates to follow", "drei Samstage, ab September 2027, Termine folgen"},
		{"{undated: {day: tuesday, count: 1}}", "μία Τρίτη, η ημερομηνία θα ανακοινωθεί", "one Tuesday, date to follow", "ein Dienstag, der Termin folgt"},
		{"{undated: {day: saturday}, time: 9:00-14:00}", "τα Σάββατα, 09:00–14:00, οι ημερομηνίες θα ανακοινωθούν", "on Saturdays, 09:00–14:00, dates to follow", "samstags, 9.00–14.00 Uhr, Termine folgen"},
		{"{undated: {count: 4}}", "τέσσερις συναντήσεις, οι ημερομηνίες θα ανακοινωθούν", "four meetings, dates to follow", "vier Termine, noch ohne Datum"},
		{"{undated: {}}", "οι ημερομηνίες θα ανακοινωθούν", "dates to follow", "Termine folgen"},
		{"[{every: week, day: monday}, {undated: {day: saturday, count: 1}}, {undated: {count: 2}}]",
			"κάθε Δευτέρα | επίσης ένα Σάββατο, η ημερομηνία θα ανακοινωθεί | δύο επιπλέον συναντήσεις, οι ημερομηνίες θα ανακοινωθούν",
			"every Monday | also one Saturday, date to follow | two more meetings, dates to follow",
			"jeden Montag | außerdem ein Samstag, der Termin folgt | zwei weitere Termine, noch ohne Datum"},
		{"[{undated: {count: 1}}, {undated: {day: saturday, count: 2}}]",
			"μία συνάντηση, η ημερομηνία θα ανακοινωθεί | επίσης δύο Σάββατα, οι ημερομηνίες θα ανακοινωθούν",
			"one meeting, date to follow | also two Saturdays, dates to follow",
			"ein Termin, noch ohne Datum | außerdem zwei Samstage, Termine folgen"},
		{"[{every: week, day: [sunday, wednesday]}, {undated: {day: sunday, count: 1}}, {undated: {day: sunday}}, {undated: {day: [sunday, friday]}}]",
			"κάθε Τετάρτη και Κυριακή | μία επιπλέον Κυριακή, η ημερομηνία θα ανακοινωθεί | επιπλέον Κυριακές, οι ημερομηνίες θα ανακοινωθούν | επίσης τις Παρασκευές και τις Κυριακές, οι ημερομηνίες θα ανακοινωθούν",
			"every Wednesday and Sunday | one more Sunday, date to follow | additional Sundays, dates to follow | also on Fridays and Sundays, dates to follow",
			"jeden Mittwoch und Sonntag | ein weiterer Sonntag, der Termin folgt | weitere Sonntage, Termine folgen | außerdem freitags und sonntags, Termine folgen"},
		// the whole
		{"{per_year: {min: 10, max: 10, unit: double-session}}", "δέκα διπλές συνεδρίες τον χρόνο", "ten double sessions a year", "zehn Doppelstunden im Jahr"},
		{"{per_term: {min: 10, unit: teaching-unit}}", "τουλάχιστον δέκα διδακτικές ώρες ανά εξάμηνο", "at least ten teaching units a term", "mindestens zehn Unterrichtseinheiten im Semester"},
		{"{per_year: 10}", "δέκα συναντήσεις τον χρόνο", "ten meetings a year", "zehn Termine im Jahr"},
		{"{per_month: 1, per_term: {min: 8, max: 10}}", "μία συνάντηση τον μήνα | 8–10 συναντήσεις ανά εξάμηνο", "one meeting a month | 8–10 meetings a term", "ein Termin im Monat | 8–10 Termine im Semester"},
		{"{per_year: {min: 3}}", "τουλάχιστον τρεις συναντήσεις τον χρόνο", "at least three meetings a year", "mindestens drei Termine im Jahr"},
		{"{per_year: {max: 12, min: 12, about: true}, set_by: group}", "περίπου δώδεκα συναντήσεις τον χρόνο | τις ημερομηνίες τις ορίζει η ίδια η ομάδα", "about twelve meetings a year | the group sets its own dates", "etwa zwölf Termine im Jahr | die Gruppe vereinbart ihre Termine selbst"},
		{"{from: 2027-09-14, text: {de: nach Absprache}}", "από τις 14 Σεπτεμβρίου 2027 | nach Absprache [de]", "from 14 September 2027 | nach Absprache [de]", "ab 14. September 2027 | nach Absprache"},
		{"{term: {el: χειμερινό εξάμηνο 2026–27}, on_request: true}", "χειμερινό εξάμηνο 2026–27 | ημερομηνίες κατόπιν συνεννόησης", "χειμερινό εξάμηνο 2026–27 [el] | dates on request", "χειμερινό εξάμηνο 2026–27 [el] | Termine auf Anfrage"},
		{"{meetings: {dates: 2027-03-06}, on_request: true}", "Σάββατο 6 Μαρτίου 2027 | περισσότερες ημερομηνίες κατόπιν συνεννόησης", "Saturday 6 March 2027 | further dates on request", "Samstag, 6. März 2027 | weitere Termine auf Anfrage"},
	} {
		s, faults := read(t, "schedule: "+tt.in)
		if strings.Contains(faults, "error") || strings.Contains(faults, "warning") {
			t.Errorf("%s: %s", tt.in, faults)
		}
		for i, want := range []string{tt.el, tt.en, tt.de} {
			if got := said(s.Sentences(Reader{Language: langs[i], Others: []string{"el", "en", "de"}})); got != want {
				t.Errorf("%s:\n got %s\nwant %s", tt.in, got, want)
			}
		}
	}
}

// TestTheSameIsNotSaidTwice leaves out a session that the units have told.
func TestTheSameIsNotSaidTwice(t *testing.T) {
	en := languages(t)[1]
	for in, want := range map[string]string{
		"session: {counts: {units: 1, unit: double-session}}\nschedule: {dates: [2027-03-06, 2027-04-10], units: 3, session: {minutes: 90, per_meeting: 3, break_minutes: 30}}": "two Saturdays: 6 March and 10 April 2027, three double sessions each, 30-minute break | six double sessions in all",
		"session: {counts: {units: 1, unit: session}}\nschedule: {dates: [2027-03-06, 2027-04-10], units: 3, session: {minutes: 60, per_meeting: 3}}":                           "two Saturdays: 6 March and 10 April 2027, three sessions of 60 minutes each | six sessions in all",
		"session: {counts: {units: 1, unit: double-session}}\nschedule: {dates: 2027-03-06, units: 1, session: {minutes: 100}}":                                                 "Saturday 6 March 2027, one double session, 100 minutes",
	} {
		s, faults := read(t, in)
		if faults != "" {
			t.Errorf("%s: %s", in, faults)
		}
		if got := said(s.Sentences(Reader{Language: en})); got != want {
			t.Errorf("%s:\n got %s\nwant %s", in, got, want)
		}
	}
}

// TestTheFirstHoursSayWhoseTheyAre names the zone once.
func TestTheFirstHoursSayWhoseTheyAre(t *testing.T) {
	const in = "schedule: {timezone: Europe/Athens, meetings: [{undated: {day: saturday}}, {every: week, day: monday, time: 19:00-20:30}, {dates: {from: 2027-05-07T14:00, until: 2027-05-08T12:00}}]}"
	for i, want := range []string{
		"τα Σάββατα, οι ημερομηνίες θα ανακοινωθούν | κάθε Δευτέρα, 19:00–20:30, τοπική ώρα (Αθήνα) | Παρασκευή 7 Μαΐου 2027, 14:00 – Σάββατο 8 Μαΐου 2027, 12:00",
		"on Saturdays, dates to follow | every Monday, 19:00–20:30 (Athens time) | Friday 7 May 2027, 14:00 – Saturday 8 May 2027, 12:00",
		"samstags, Termine folgen | jeden Montag, 19.00–20.30 Uhr (Ortszeit Athen) | Freitag, 7. Mai 2027, 14.00 Uhr bis Samstag, 8. Mai 2027, 12.00 Uhr",
	} {
		s, _ := read(t, in)
		r := Reader{Language: languages(t)[i], Zoned: true}
		if got := said(s.Sentences(r)); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
		if rhythm, _, _ := strings.Cut(strings.SplitN(want, " | ", 3)[1], " | "); s.Rhythm(r).Text != rhythm {
			t.Errorf("the rhythm is %s, want %s", s.Rhythm(r).Text, rhythm)
		}
	}
}

// TestRhythm has bounds only where the rhythm alone would mislead.
func TestRhythm(t *testing.T) {
	en := languages(t)[1]
	for in, want := range map[string]string{
		"{every: day, time: 9:00-15:00, from: 2027-05-03, until: 2027-05-06}":                                                               "every day, 09:00–15:00, from 3 to 6 May 2027",
		"{every: week, day: monday, from: 2027-05-03, until: 2027-06-28}":                                                                   "every Monday",
		"[{dates: [2027-01-09, 2027-01-16, 2027-01-23, 2027-02-06, 2027-02-13, 2027-02-20]}, {every: week, day: monday, from: 2027-05-03}]": "every Monday, from 3 May 2027",
		"[{dates: 2027-01-09}, {every: week, day: monday, from: 2027-01-11}]":                                                               "every Monday, from 11 January 2027",
		"{every: 2 weeks, about: true, day: monday, from: 2027-09}":                                                                         "about every two weeks, on a Monday, from September 2027",
	} {
		s, _ := read(t, "schedule: "+in)
		if got := s.Rhythm(Reader{Language: en, AsOf: day("2027-01-06")}).Text; got != want {
			t.Errorf("%s:\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestUnitsAreNamed(t *testing.T) {
	langs := languages(t)
	for _, tt := range []struct{ unit, el, en, de string }{
		{"double-session", "κάθε Δευτέρα, δύο διπλές συνεδρίες κάθε φορά", "every Monday, two double sessions each time", "jeden Montag, je zwei Doppelstunden"},
		{"teaching-unit", "κάθε Δευτέρα, δύο διδακτικές ώρες κάθε φορά", "every Monday, two teaching units each time", "jeden Montag, je zwei Unterrichtseinheiten"},
		{"hour", "κάθε Δευτέρα, δύο ώρες κάθε φορά", "every Monday, two hours each time", "jeden Montag, je zwei Stunden"},
		{"session", "κάθε Δευτέρα, δύο συνεδρίες κάθε φορά", "every Monday, two sessions each time", "jeden Montag, je zwei Sitzungen"},
	} {
		s, faults := read(t, "schedule: {every: week, day: monday, units: 2}\nsession: {counts: {units: 1, unit: "+tt.unit+"}}")
		if faults != "" {
			t.Error(faults)
		}
		for i, want := range []string{tt.el, tt.en, tt.de} {
			if got := said(s.Sentences(Reader{Language: langs[i], Others: nil})); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	}
}

// TestWhatIsPastIsNotSaid leaves out exceptions and moves before the day.
func TestWhatIsPastIsNotSaid(t *testing.T) {
	en := languages(t)[1]
	s, _ := read(t, "schedule: {every: week, day: tuesday, except: [2027-01-05, {from: 2027-01-26, until: 2027-02-02}, 2027-03-02], moved: {2027-01-12: 2027-01-13, 2027-01-19: 2027-02-10, 2027-03-09: 2027-03-10}}")
	for asOf, want := range map[string]string{
		"2027-01-01": "every Tuesday, no meetings on 5 January, from 26 January to 2 February and on 2 March 2027 | moved: from 12 January to 13 January 2027; from 19 January to 10 February 2027; from 9 March to 10 March 2027",
		"2027-02-02": "every Tuesday, no meetings from 26 January to 2 February and on 2 March 2027 | moved: from 19 January to 10 February 2027; from 9 March to 10 March 2027",
		"2027-02-11": "every Tuesday, not on 2 March 2027 | moved: from 9 March to 10 March 2027",
		"2027-04-01": "every Tuesday",
	} {
		if got := said(s.Sentences(Reader{Language: en, AsOf: day(asOf)})); got != want {
			t.Errorf("as of %s:\n got %s\nwant %s", asOf, got, want)
		}
	}
}

func TestALineSaysItsOwnPlaceAndSession(t *testing.T) {
	langs := languages(t)
	s, faults := read(t, `
session: {minutes: 90, counts: {units: 2, unit: teaching-unit}}
schedule:
  - {every: 2 weeks, day: monday, time: 19:00-20:30, from: 2027-01-11, count: 8, place: x}
  - {dates: 2027-03-06, time: 09:00-13:00, session: {minutes: 90, per_meeting: 2, break_minutes: 30, cases: {min: 1, max: 2}, counts: {units: 4, unit: teaching-unit}}}
  - {dates: [2027-05-01, 2027-05-08], time: 09:00-10:30, units: 2, place: x}`)
	if faults != "" {
		t.Error(faults)
	}
	for i, want := range []string{
		"κάθε δεύτερη Δευτέρα, 19:00–20:30, ΤΟΠΟΣ 0, από τις 11 Ιανουαρίου 2027, οκτώ συναντήσεις | " +
			"Σάββατο 6 Μαρτίου 2027, 09:00–13:00, δύο συνεδρίες των 90 λεπτών, διάλειμμα 30 λεπτών, 1–2 περιστατικά ανά συνάντηση, υπολογίζεται ως τέσσερις διδακτικές ώρες | " +
			"δύο Σάββατα: 1 και 8 Μαΐου 2027, 09:00–10:30, δύο διδακτικές ώρες κάθε φορά, ΤΟΠΟΣ 2 | 24 διδακτικές ώρες σε έντεκα συναντήσεις",
		"every other Monday, 19:00–20:30, ΤΟΠΟΣ 0, from 11 January 2027, eight meetings | " +
			"Saturday 6 March 2027, 09:00–13:00, two sessions of 90 minutes each, 30-minute break, 1–2 cases per meeting, counts as four teaching units | " +
			"two Saturdays: 1 and 8 May 2027, 09:00–10:30, two teaching units each, ΤΟΠΟΣ 2 | 24 teaching units in eleven meetings",
		"jeden zweiten Montag, 19.00–20.30 Uhr, ΤΟΠΟΣ 0, ab 11. Januar 2027, acht Termine | " +
			"Samstag, 6. März 2027, 9.00–13.00 Uhr, zwei Sitzungen von je 90 Minuten, 30 Minuten Pause, 1–2 Fälle pro Termin, zählt als vier Unterrichtseinheiten | " +
			"zwei Samstage: 1. und 8. Mai 2027, 9.00–10.30 Uhr, je zwei Unterrichtseinheiten, ΤΟΠΟΣ 2 | 24 Unterrichtseinheiten in elf Terminen",
	} {
		r := Reader{Language: langs[i], Place: func(line int) locale.Phrase { return locale.Phrase{Text: fmt.Sprint("ΤΟΠΟΣ ", line)} }}
		if got := said(s.Sentences(r)); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}

// The mark of a place in another language is around the place, and around no other word
// that it is in.
func TestAPlaceInAnotherLanguage(t *testing.T) {
	s, faults := read(t, "schedule: [{every: week, day: tuesday, time: 19:00-20:30, place: x, from: 2027-01-12}]")
	if faults != "" {
		t.Error(faults)
	}
	r := Reader{Language: languages(t)[1], Place: func(int) locale.Phrase {
		return locale.Phrase{Before: "room ", Text: "Tue", Lang: "el", After: ", online"}
	}}
	want := "every Tuesday, 19:00–20:30, room Tue [el], online, from 12 January 2027"
	if got := said(s.Sentences(r)); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestASessionIsSaid(t *testing.T) {
	langs := languages(t)
	for in, want := range map[string][3]string{
		"{minutes: 90}":                                    {"90 λεπτά", "90 minutes", "90 Minuten"},
		"{minutes: 1, cases: 1}":                           {"1 λεπτό, ένα περιστατικό ανά συνάντηση", "1 minute, one case per meeting", "1 Minute, ein Fall pro Termin"},
		"{per_meeting: 2}":                                 {"δύο συνεδρίες", "two sessions", "zwei Sitzungen"},
		"{minutes: 60, per_meeting: 1.5}":                  {"1,5 συνεδρίες των 60 λεπτών", "1.5 sessions of 60 minutes each", "1,5 Sitzungen von je 60 Minuten"},
		"{minutes: 90, counts: {units: 0.5, unit: hour}}":  {"90 λεπτά, υπολογίζεται ως 0,5 ώρα", "90 minutes, counts as 0.5 hour", "90 Minuten, zählt als 0,5 Stunde"},
		"{minutes: 90, counts: {units: 1, unit: session}}": {"90 λεπτά, υπολογίζεται ως μία συνεδρία", "90 minutes, counts as one session", "90 Minuten, zählt als eine Sitzung"},
		"{minutes: 45, break_minutes: 1, cases: {about: true, max: 3, min: 3}}": {"45 λεπτά, διάλειμμα 1 λεπτού, περίπου τρία περιστατικά ανά συνάντηση", "45 minutes, 1-minute break, about three cases per meeting", "45 Minuten, 1 Minute Pause, etwa drei Fälle pro Termin"},
		"{}": {},
	} {
		s, faults := read(t, "session: "+in+"\nschedule: on_request")
		if faults != "" {
			t.Errorf("%s: %s", in, faults)
		}
		for i, want := range want {
			if got := s.session.Phrase(langs[i]).Text; got != want {
				t.Errorf("%s: got %s, want %s", in, got, want)
			}
		}
	}
}

func TestLocalTimesAreSaid(t *testing.T) {
	langs := languages(t)
	for _, tt := range []struct{ in, el, en, de string }{
		// the same difference all year, and another one for three weeks in March and one in November
		{"{timezone: Europe/Athens, show_zones: [Europe/London, America/New_York], meetings: {every: week, day: tuesday, time: 20:00-21:30, from: 2027-01-12}}",
			"κάθε Τρίτη, 20:00–21:30, από τις 12 Ιανουαρίου 2027 | τοπική ώρα (Λονδίνο): 18:00–19:30 | τοπική ώρα (Νέα Υόρκη): 13:00–14:30· 16–23 Μαρτίου και 2 Νοεμβρίου 2027: 14:00–15:30",
			"every Tuesday, 20:00–21:30, from 12 January 2027 | London time: 18:00–19:30 | New York time: 13:00–14:30; 16–23 March and 2 November 2027: 14:00–15:30",
			"jeden Dienstag, 20.00–21.30 Uhr, ab 12. Januar 2027 | Ortszeit London: 18.00–19.30 Uhr | Ortszeit New York: 13.00–14.30 Uhr; 16.–23. März und 2. November 2027: 14.00–15.30 Uhr"},
		// summer there is winter here, and the next day
		{"{timezone: Europe/Berlin, show_zones: [Australia/Sydney, UTC], meetings: {every: month, day: first monday, time: 19:00, from: 2027-02-01, count: 6}}",
			"την πρώτη Δευτέρα του μήνα, 19:00, από την 1η Φεβρουαρίου 2027 | τοπική ώρα (Σίδνεϊ): 03:00 (την επόμενη μέρα)· 1 Φεβρουαρίου – 1 Μαρτίου 2027: 05:00 (την επόμενη μέρα) | UTC: 17:00· 1 Φεβρουαρίου – 1 Μαρτίου 2027: 18:00 | εννέα ώρες σε έξι συναντήσεις",
			"on the first Monday of the month, 19:00, from 1 February 2027 | Sydney time: 03:00 (next day); 1 February – 1 March 2027: 05:00 (next day) | UTC: 17:00; 1 February – 1 March 2027: 18:00 | nine hours in six meetings",
			"am ersten Montag im Monat, 19.00 Uhr, ab 1. Februar 2027 | Ortszeit Sydney: 3.00 Uhr (am nächsten Tag); 1. Februar – 1. März 2027: 5.00 Uhr (am nächsten Tag) | UTC: 17.00 Uhr; 1. Februar – 1. März 2027: 18.00 Uhr | neun Stunden in sechs Terminen"},
		// more than two differences: the earliest hour first
		{"{timezone: Europe/Berlin, show_zones: [Australia/Sydney], meetings: {every: week, day: monday, time: 9:00-10:30, from: 2027-02-01}}",
			"κάθε Δευτέρα, 09:00–10:30, από την 1η Φεβρουαρίου 2027 | τοπική ώρα (Σίδνεϊ), ανάλογα με την εποχή: 17:00–18:30, 18:00–19:30 ή 19:00–20:30",
			"every Monday, 09:00–10:30, from 1 February 2027 | Sydney time, depending on the season: 17:00–18:30, 18:00–19:30 or 19:00–20:30",
			"jeden Montag, 9.00–10.30 Uhr, ab 1. Februar 2027 | Ortszeit Sydney, je nach Jahreszeit: 17.00–18.30 Uhr, 18.00–19.30 Uhr oder 19.00–20.30 Uhr"},
		{"{timezone: Europe/Berlin, show_zones: [Australia/Sydney], meetings: {every: week, day: monday, time: 19:00, from: 2027-02-01}}",
			"κάθε Δευτέρα, 19:00, από την 1η Φεβρουαρίου 2027 | τοπική ώρα (Σίδνεϊ), ανάλογα με την εποχή: 03:00, 04:00 ή 05:00 (την επόμενη μέρα)",
			"every Monday, 19:00, from 1 February 2027 | Sydney time, depending on the season: 03:00, 04:00 or 05:00 (next day)",
			"jeden Montag, 19.00 Uhr, ab 1. Februar 2027 | Ortszeit Sydney, je nach Jahreszeit: 3.00 Uhr, 4.00 Uhr oder 5.00 Uhr (am nächsten Tag)"},
		// words alone: any Tuesday may be one; the day before
		{"{timezone: Europe/Athens, show_zones: [America/New_York], meetings: {every: 2 weeks, about: true, day: tuesday, time: 02:00-03:30}}",
			"περίπου κάθε δύο εβδομάδες, Τρίτη, 02:00–03:30 | τοπική ώρα (Νέα Υόρκη): 19:00–20:30 (την προηγούμενη μέρα)· 16–23 Μαρτίου και 2 Νοεμβρίου 2027: 20:00–21:30 (την προηγούμενη μέρα)",
			"about every two weeks, on a Tuesday, 02:00–03:30 | New York time: 19:00–20:30 (previous day); 16–23 March and 2 November 2027: 20:00–21:30 (previous day)",
			"etwa alle zwei Wochen, dienstags, 2.00–3.30 Uhr | Ortszeit New York: 19.00–20.30 Uhr (am Vortag); 16.–23. März und 2. November 2027: 20.00–21.30 Uhr (am Vortag)"},
		// once for lines that have the same hours, and not for what is over or has no hours
		{"{timezone: Europe/Athens, show_zones: [Europe/Berlin], meetings: [{dates: 2027-03-06, time: 10:00-11:30}, {dates: 2027-05-08, time: 10:00-11:30}, {dates: 2026-05-08, time: 9:00-10:30}, {dates: 2027-06-05}]}",
			"Σάββατο 6 Μαρτίου 2027, 10:00–11:30 | τοπική ώρα (Βερολίνο): 09:00–10:30 | Σάββατο 8 Μαΐου 2027, 10:00–11:30 | Παρασκευή 8 Μαΐου 2026, 09:00–10:30 | Σάββατο 5 Ιουνίου 2027 | έξι ώρες σε τέσσερις συναντήσεις",
			"Saturday 6 March 2027, 10:00–11:30 | Berlin time: 09:00–10:30 | Saturday 8 May 2027, 10:00–11:30 | Friday 8 May 2026, 09:00–10:30 | Saturday 5 June 2027 | six hours in four meetings",
			"Samstag, 6. März 2027, 10.00–11.30 Uhr | Ortszeit Berlin: 9.00–10.30 Uhr | Samstag, 8. Mai 2027, 10.00–11.30 Uhr | Freitag, 8. Mai 2026, 9.00–10.30 Uhr | Samstag, 5. Juni 2027 | sechs Stunden in vier Terminen"},
	} {
		s, faults := read(t, "session: {minutes: 90}\nschedule: "+tt.in)
		if faults != "" {
			t.Errorf("%s: %s", tt.in, faults)
		}
		for i, want := range []string{tt.el, tt.en, tt.de} {
			if got := said(s.Sentences(Reader{Language: langs[i], AsOf: day("2027-01-06")})); got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
		}
	}
}
