package locale

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
)

// The tables of this file were read by eye; e2e compares all customs with ICU and
// explains every difference. NB is the no-break space.
const NB = "\u00a0"

func day(y, m, d int) civil.Date { return civil.Date{Year: y, Month: time.Month(m), Day: d} }

func span(s string) (v civil.Span) {
	if err := v.UnmarshalText([]byte(s)); err != nil {
		panic(err)
	}
	return v
}

func TestDatesAndTimes(t *testing.T) {
	for _, c := range []struct {
		name string
		say  func(l *Language) string
		want map[string]string
	}{
		{"date", func(l *Language) string { return l.Date(day(2027, 3, 12)) }, map[string]string{
			"el": "12 Μαρτίου 2027", "en": "12 March 2027", "de": "12. März 2027", "en-US": "March 12, 2027", "en-GB": "12 March 2027",
			"fr": "12 mars 2027", "hu": "2027. március 12.", "pl": "12 marca 2027", "cs": "12. března 2027", "sr": "2027-03-12",
		}},
		{"first of May", func(l *Language) string { return l.Date(day(2027, 5, 1)) }, map[string]string{"el": "1 Μαΐου 2027", "en": "1 May 2027", "de": "1. Mai 2027"}},
		{"January in Austria", func(l *Language) string { return l.Date(day(2027, 1, 6)) }, map[string]string{"de-AT": "6. Jänner 2027", "de": "6. Januar 2027", "de-CH": "6. Januar 2027"}},
		{"no date", func(l *Language) string {
			return l.Date(civil.Date{}) + l.WeekdayDate(civil.Date{}) + l.Vague(civil.Vague{})
		}, map[string]string{"el": "", "de": ""}},
		{"weekday and date", func(l *Language) string { return l.WeekdayDate(day(2027, 1, 12)) }, map[string]string{
			"el": "Τρίτη 12 Ιανουαρίου 2027", "en": "Tuesday 12 January 2027", "de": "Dienstag, 12. Januar 2027", "en-US": "Tuesday, January 12, 2027",
			"hu": "2027. január 12., kedd", "da": "tirsdag den 12. januar 2027", "tr": "12 Ocak 2027 Salı", "es": "martes, 12 de enero de 2027",
		}},
		{"short date", func(l *Language) string { return l.ShortDate(day(2027, 3, 2)) }, map[string]string{
			"el": "2/3/2027", "en": "02/03/2027", "de": "02.03.2027", "en-US": "3/2/2027", "fr": "02/03/2027", "hu": "2027. 03. 02.", "sv": "2027-03-02",
		}},
		{"year", func(l *Language) string { return l.Vague(civil.Vague{Year: 2027}) }, map[string]string{"el": "2027", "en": "2027", "de": "2027"}},
		{"month", func(l *Language) string { return l.Vague(civil.Vague{Year: 2027, Month: 3}) }, map[string]string{
			"el": "Μάρτιος 2027", "en": "March 2027", "de": "März 2027", "fr": "mars 2027", "pl": "marzec 2027", "hu": "2027. március", "sr": "2027-03",
		}},
		{"vague to the day", func(l *Language) string { return l.Vague(civil.Vague{Year: 2027, Month: 3, Day: 12}) }, map[string]string{"el": "12 Μαρτίου 2027", "de": "12. März 2027"}},
		{"range in a month", func(l *Language) string { return l.DateRange(day(2026, 11, 3), day(2026, 11, 5)) }, map[string]string{
			"el": "3–5 Νοεμβρίου 2026", "en": "3–5 November 2026", "de": "3.–5. November 2026", "en-US": "November 3–5, 2026", "hu": "2026. november 3–5.", "sr": "2026-11-03 – 2026-11-05",
		}},
		{"range in a year", func(l *Language) string { return l.DateRange(day(2026, 11, 30), day(2026, 12, 2)) }, map[string]string{
			"el": "30 Νοεμβρίου – 2 Δεκεμβρίου 2026", "en": "30 November – 2 December 2026", "de": "30. November – 2. Dezember 2026", "en-US": "November 30 – December 2, 2026",
		}},
		{"range over years", func(l *Language) string { return l.DateRange(day(2026, 12, 30), day(2027, 1, 2)) }, map[string]string{
			"el": "30 Δεκεμβρίου 2026 – 2 Ιανουαρίου 2027", "en": "30 December 2026 – 2 January 2027", "de": "30. Dezember 2026 – 2. Januar 2027",
		}},
		{"same month of another year", func(l *Language) string { return l.DateRange(day(2026, 3, 1), day(2027, 3, 2)) }, map[string]string{"de": "1. März 2026 – 2. März 2027"}},
		{"range the wrong way round", func(l *Language) string { return l.DateRange(day(2026, 11, 5), day(2026, 11, 3)) }, map[string]string{"de": "3.–5. November 2026"}},
		{"range of one day", func(l *Language) string { return l.DateRange(day(2026, 11, 5), day(2026, 11, 5)) }, map[string]string{"de": "5. November 2026"}},
		{"range with an open end", func(l *Language) string { return l.DateRange(day(2026, 11, 5), civil.Date{}) }, map[string]string{"de": "5. November 2026"}},
		{"weekday", func(l *Language) string { return l.Weekday(time.Tuesday) }, map[string]string{
			"el": "Τρίτη", "en": "Tuesday", "de": "Dienstag", "fr": "mardi", "pl": "wtorek", "sl": "torek", "sr": "Tuesday",
		}},
		{"Sunday", func(l *Language) string { return l.Weekday(time.Sunday) }, map[string]string{"el": "Κυριακή", "en": "Sunday", "de": "Sonntag"}},
		{"time", func(l *Language) string { return l.Time(civil.Time{Hour: 19}) }, map[string]string{"el": "19:00", "en": "19:00", "de": "19.00 Uhr", "de-CH": "19.00 Uhr", "en-US": "7:00 PM", "fi": "19.00"}},
		{"morning", func(l *Language) string { return l.Time(civil.Time{Hour: 9, Minute: 5}) }, map[string]string{"el": "09:05", "en": "09:05", "de": "9.05 Uhr", "en-US": "9:05 AM", "da": "09.05"}},
		{"noon and midnight", func(l *Language) string { return l.Time(civil.Time{Hour: 12}) + " " + l.Time(civil.Time{}) }, map[string]string{"en": "12:00 00:00", "en-US": "12:00 PM 12:00 AM", "de": "12.00 Uhr 0.00 Uhr"}},
		{"span", func(l *Language) string { return l.Span(span("19:00-20:30")) }, map[string]string{"el": "19:00–20:30", "en": "19:00–20:30", "de": "19.00–20.30 Uhr", "en-US": "7:00–8:30 PM"}},
		{"span over noon", func(l *Language) string { return l.Span(span("09:00-14:00")) }, map[string]string{"el": "09:00–14:00", "en": "09:00–14:00", "de": "9.00–14.00 Uhr", "en-US": "9:00 AM – 2:00 PM"}},
		{"open span", func(l *Language) string { return l.Span(span("19:00")) }, map[string]string{"el": "19:00", "en": "19:00", "de": "19.00 Uhr"}},
		{"no span", func(l *Language) string { return l.Span(civil.Span{}) }, map[string]string{"de": ""}},
	} {
		compare(t, c.name, c.want, c.say)
	}
}

func TestNumbersAndMoney(t *testing.T) {
	for _, c := range []struct {
		name string
		say  func(l *Language) string
		want map[string]string
	}{
		{"whole", func(l *Language) string { return l.Number(3) }, map[string]string{"el": "3", "en": "3", "de": "3"}},
		{"decimals", func(l *Language) string { return l.Number(2.50) }, map[string]string{"el": "2,5", "en": "2.5", "de": "2,5", "de-CH": "2.5"}},
		{"groups", func(l *Language) string { return l.Number(1234567.25) }, map[string]string{
			"el": "1.234.567,25", "en": "1,234,567.25", "de": "1.234.567,25", "de-AT": "1" + NB + "234" + NB + "567,25", "de-CH": "1’234’567.25",
		}},
		{"three decimals at most", func(l *Language) string { return l.Number(1.0 / 3) }, map[string]string{"el": "0,333", "en": "0.333"}},
		{"money", func(l *Language) string { return l.Money(3000, "EUR") }, map[string]string{
			"el": "30" + NB + "€", "en": "€30", "de": "30" + NB + "€", "de-AT": "€" + NB + "30", "de-CH": "EUR" + NB + "30", "fr": "30" + NB + "€", "nl": "€" + NB + "30", "hr": "30" + NB + "€",
		}},
		{"cents", func(l *Language) string { return l.Money(1250, "EUR") }, map[string]string{
			"el": "12,50" + NB + "€", "en": "€12.50", "de": "12,50" + NB + "€", "de-AT": "€" + NB + "12,50",
		}},
		{"single cent", func(l *Language) string { return l.Money(1201, "EUR") }, map[string]string{"el": "12,01" + NB + "€", "en": "€12.01"}},
		{"thousands", func(l *Language) string { return l.Money(123450, "EUR") }, map[string]string{
			"el": "1.234,50" + NB + "€", "en": "€1,234.50", "de": "1.234,50" + NB + "€", "de-AT": "€" + NB + "1.234,50",
		}},
		{"francs", func(l *Language) string { return l.Money(1250, "CHF") }, map[string]string{
			"de-CH": "CHF" + NB + "12.50", "de": "12,50" + NB + "CHF", "en": "CHF" + NB + "12.50", "el": "12,50" + NB + "CHF",
		}},
		{"pounds", func(l *Language) string { return l.Money(3000, "GBP") }, map[string]string{"en": "£30", "el": "30" + NB + "£", "de": "30" + NB + "£"}},
		{"dollars", func(l *Language) string { return l.Money(3000, "USD") }, map[string]string{"en": "US$30", "en-US": "$30", "el": "30" + NB + "$"}},
		{"no currency of this world", func(l *Language) string { return l.Money(3000, "EURO") }, map[string]string{"el": "30" + NB + "EURO", "en": "EURO" + NB + "30"}},
		{"nothing", func(l *Language) string { return l.Money(0, "EUR") }, map[string]string{"el": "0" + NB + "€", "en": "€0"}},
		{"owed", func(l *Language) string { return l.Money(-1250, "EUR") }, map[string]string{"el": "-12,50" + NB + "€", "en": "-€12.50"}},
		{"money range", func(l *Language) string { return l.MoneyRange(3000, 4000, "EUR") }, map[string]string{
			"el": "30–40" + NB + "€", "en": "€30–40", "de": "30–40" + NB + "€", "de-AT": "€" + NB + "30–40",
		}},
		{"money range with cents", func(l *Language) string { return l.MoneyRange(1250, 1500, "EUR") }, map[string]string{"el": "12,50–15,00" + NB + "€", "en": "€12.50–15.00"}},
		{"money range of one", func(l *Language) string { return l.MoneyRange(3000, 3000, "EUR") }, map[string]string{"de": "30" + NB + "€"}},
		{"percent", func(l *Language) string { return l.Percent(20) }, map[string]string{"el": "20%", "en": "20%", "de": "20" + NB + "%", "de-CH": "20%", "tr": "%20"}},
		{"percent with decimals", func(l *Language) string { return l.Percent(33.3) }, map[string]string{"el": "33,3%", "en": "33.3%", "de": "33,3" + NB + "%"}},
	} {
		compare(t, c.name, c.want, c.say)
	}
}

func TestListsAndNames(t *testing.T) {
	list := func(items ...string) []string { return items }
	for _, c := range []struct {
		name string
		say  func(l *Language) string
		want map[string]string
	}{
		{"and: none", func(l *Language) string { return l.And(nil) }, map[string]string{"el": ""}},
		{"and: one", func(l *Language) string { return l.And(list("α")) }, map[string]string{"el": "α"}},
		{"and: two", func(l *Language) string { return l.And(list("a", "b")) }, map[string]string{"el": "a και b", "en": "a and b", "de": "a und b", "en-US": "a and b", "fr": "a et b", "sr": "a, b"}},
		{"and: three", func(l *Language) string { return l.And(list("a", "b", "c")) }, map[string]string{"el": "a, b και c", "en": "a, b and c", "de": "a, b und c", "en-US": "a, b, and c", "sr": "a, b, c"}},
		{"or", func(l *Language) string { return l.Or(list("a", "b", "c")) }, map[string]string{"el": "a, b ή c", "en": "a, b or c", "de": "a, b oder c", "en-US": "a, b, or c"}},
		{"quotes", func(l *Language) string { a, b, c, d := l.Quotes(); return a + c + d + b }, map[string]string{"el": "«“”»", "en": "“‘’”", "de": "„‚‘“", "de-CH": "«‹›»", "fr": "«" + NB + "“”" + NB + "»"}},
		{"Greece", func(l *Language) string { return l.Country("GR") }, map[string]string{"el": "Ελλάδα", "en": "Greece", "de": "Griechenland", "fr": "Grèce"}},
		{"Britain", func(l *Language) string { return l.Country("GB") }, map[string]string{"el": "Ηνωμένο Βασίλειο", "en": "United Kingdom", "de": "Vereinigtes Königreich"}},
		// ICU says «Κάτω Χώρες»; people say «Ολλανδία».
		{"Netherlands", func(l *Language) string { return l.Country("NL") }, map[string]string{"el": "Ολλανδία", "en": "Netherlands", "de": "Niederlande"}},
		{"a name younger than the tables", func(l *Language) string { return l.Country("MK") }, map[string]string{"el": "Βόρεια Μακεδονία", "en": "North Macedonia", "de": "Nordmazedonien", "de-AT": "Nordmazedonien"}},
		{"no country", func(l *Language) string { return l.Country("QQ") + l.Country("x") + l.Country("150") }, map[string]string{"el": "QQx150"}},
		// Within a sentence Greek writes them small; CLDR has the form for lists.
		{"Greek", func(l *Language) string { return l.LanguageName("el") }, map[string]string{"el": "ελληνικά", "en": "Greek", "de": "Griechisch", "fr": "grec"}},
		{"German", func(l *Language) string { return l.LanguageName("de") }, map[string]string{"el": "γερμανικά", "en": "German", "de": "Deutsch"}},
		{"Norwegian", func(l *Language) string { return l.LanguageName("no") }, map[string]string{"el": "νορβηγικά", "en": "Norwegian", "de": "Norwegisch"}},
		{"no language", func(l *Language) string { return l.LanguageName("qqq") + l.LanguageName("?") }, map[string]string{"el": "qqq?"}},
	} {
		compare(t, c.name, c.want, c.say)
	}
}

func compare(t *testing.T, name string, want map[string]string, say func(l *Language) string) {
	for code, want := range want {
		t.Run(name+" "+code, func(t *testing.T) {
			if got := say(languages(t, code)[0]); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestCompareSortsAsADictionary(t *testing.T) {
	for _, c := range []struct{ code, in, want string }{
		{"el", "ωρα Άννα Ωμέγα άλφα βήτα Αλφα ζ z a", "a z Αλφα άλφα Άννα βήτα ζ Ωμέγα ωρα"},
		{"de", "Zorn Ärger Argos arg Aß Ass Öl Ofen", "arg Ärger Argos Ass Aß Ofen Öl Zorn"},
		{"sv", "Örebro Zorn Ärla Åmål", "Zorn Åmål Ärla Örebro"},
	} {
		t.Run(c.code, func(t *testing.T) {
			l := languages(t, c.code)[0]
			words := splitWords(c.in)
			slices.SortFunc(words, l.Compare)
			if diff := cmp.Diff(splitWords(c.want), words); diff != "" {
				t.Error(diff)
			}
			if l.Compare("a\u00ad", "a") == 0 || l.Compare("a", "a") != 0 {
				t.Error("texts that differ must have an order")
			}
		})
	}
}

func TestNewRefusesWhatIsNoCode(t *testing.T) {
	for _, c := range []struct{ code, message, hint string }{
		{"gr", `"gr" is not the code of a language`, `did you mean "el"?`},
		{"greek", `"greek" is not the code of a language`, `did you mean "el"?`},
		{"franzoesisch", `"franzoesisch" is not the code of a language`, `did you mean "fr"?`},
		{"Deutsch", `"Deutsch" is not the code of a language`, `did you mean "de"?`},
		{"ΕΛΛΗΝΙΚΆ", `"ΕΛΛΗΝΙΚΆ" is not the code of a language`, `did you mean "el"?`},
		{"de-XX", `"de-XX" is not the code of a language`, "write a code such as el, en, de or de-CH"},
		{"qx", `"qx" is not the code of a language`, "write a code such as el, en, de or de-CH"},
		{"", `"" is not the code of a language`, "write a code such as el, en, de or de-CH"},
		{"und", `"und" is not the code of a language`, "write a code such as el, en, de or de-CH"},
		{"x-own", `"x-own" is not the code of a language`, "write a code such as el, en, de or de-CH"},
		{"el-u-ca-buddhist", `"el-u-ca-buddhist" is not the code of a language`, "write a code such as el, en, de or de-CH"},
		{"EL", `"EL" is not how the code of this language is written`, `write "el"`},
		{"de_ch", `"de_ch" is not how the code of this language is written`, `write "de-CH"`},
		{"en-UK", `"en-UK" is not how the code of this language is written`, `write "en-GB"`},
	} {
		t.Run(c.code, func(t *testing.T) {
			_, err := New(c.code, "x")
			var f *diag.Fault
			if !errors.As(err, &f) || f.Message != c.message || f.Hint != c.hint {
				t.Errorf("got %#v", err)
			}
		})
	}
	for _, code := range []string{"el", "en", "en-GB", "en-US", "de-AT", "sr-Latn", "zh-Hant", "gsw", "he", "ja", "sq-XK", "es-419"} {
		if l, err := New(code, "own name"); err != nil || l.Code != code || l.Name != "own name" {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestEveryLanguageWithCustomsHasNames(t *testing.T) {
	for code, c := range customsOf {
		l := languages(t, code)[0]
		for m := 1; m <= 12; m++ {
			if l.names.alone[m] == "" || l.names.dated[m] == "" {
				t.Errorf("%s: month %d has no name", code, m)
			}
		}
		for d, name := range l.names.days {
			if name == "" {
				t.Errorf("%s: weekday %d has no name", code, d)
			}
		}
		for i, q := range c.quotes {
			if q == "" {
				t.Errorf("%s: quotation mark %d is missing", code, i)
			}
		}
	}
}

// TestQuotesAreThoseOfCLDR compares with the delimiters of CLDR 47 (cldr-misc-full,
// main/LANG/delimiters.json): quotationStart, quotationEnd and the alternate ones. No
// program's interface tells them.
func TestQuotesAreThoseOfCLDR(t *testing.T) {
	differ := map[string]string{
		"de-CH": "Swiss Federal Chancellery, Schreibweisungen: « » and ‹ ›",
		"es":    "Ortografía de la lengua española: « » first, then “ ”",
		"fr":    "no-break spaces inside; a quotation within one must be seen as such",
		"hr":    "Hrvatski pravopis: „ ”",
		"bg":    "a quotation within one must be seen as such",
		"nl":    "the same",
	}
	for line := range strings.Lines(`el «»“” en “”‘’ en-GB “”‘’ en-US “”‘’ de „“‚‘ de-AT „“‚‘ de-CH „“‚‘
		fr «»«» it «»“” es “”‘’ pt “”‘’ pt-PT «»“” nl ‘’‘’ hu „”»« pl „”«» cs „“‚‘ sk „“‚‘ sl „“‚‘ hr „“‚‘
		ro „”«» bg „“„“ sv ””’’ da “”‘’ nb «»‘’ no «»‘’ fi ””’’ et „“‚‘ tr “”‘’ uk «»„“ ru «»„“`) {
		fields := strings.Fields(line)
		for i := 0; i < len(fields); i += 2 {
			code := fields[i]
			a, b, c, d := languages(t, code)[0].Quotes()
			if _, differs := differ[code]; (a+b+c+d == fields[i+1]) == differs {
				t.Errorf("%s: %s%s%s%s, CLDR %s; recorded: %q", code, a, b, c, d, fields[i+1], differ[code])
			}
		}
	}
}

func TestZoneCity(t *testing.T) {
	for code, want := range map[string]string{
		"en": "London, New York, Kyiv, Kolkata, UTC", "el": "Λονδίνο, Νέα Υόρκη, Κίεβο, Καλκούτα, UTC", "de-AT": "London, New York, Kiew, Kalkutta, UTC", "fr": "London, New York, Kyiv, Kolkata, UTC",
	} {
		l, err := New(code, "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, zone := range []string{"Europe/London", "America/New_York", "Europe/Kiev", "Asia/Calcutta", "UTC"} {
			got = append(got, l.ZoneCity(zone))
		}
		if g := strings.Join(got, ", "); g != want {
			t.Errorf("%s: got %s, want %s", code, g, want)
		}
	}
	if !ZoneHasCity("Europe/Kyiv") || ZoneHasCity("Etc/GMT+2") || ZoneHasCity("CET") {
		t.Error("zones with a city are not told from others")
	}
}

func TestSortKeysCompareAsTextsDo(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letters := []rune("aAäÄbzZß eé-'0129αΑάΆβϊΐωΏσς.,ΖžŁøœ")
	text := func() string {
		var s []rune
		for range random.IntN(5) {
			s = append(s, letters[random.IntN(len(letters))])
		}
		return string(s)
	}
	for _, code := range []string{"el", "en", "de", "fr", "hu", "pl", "sv"} {
		l, err := New(code, code)
		if err != nil {
			t.Fatal(err)
		}
		for range 20_000 {
			a, b := text(), text()
			if got, want := strings.Compare(l.SortKey(a), l.SortKey(b)), l.Compare(a, b); got != want {
				t.Fatalf("%s: %q and %q: the keys compare as %d, the texts as %d", code, a, b, got, want)
			}
		}
	}
}
