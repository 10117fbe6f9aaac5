package locale

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fishbowl/internal/civil"
)

// icu is testdata/icu.json: what ICU 78 (CLDR 48) says, written by icu.mjs.
type icu struct {
	Dates, Months, Weekdays, Numbers, Money map[string]string
	WeekdayDate, Short, ShortStyle, Percent string
	Time, Early, Span, MoneyRange           string
	Ranges, And, Or                         []string
}

// ours says the same things by this package.
func ours(l *Language) map[string]string {
	day := func(y, m, d int) civil.Date { return civil.Date{Year: y, Month: time.Month(m), Day: d} }
	out := map[string]string{
		"weekdayDate": l.WeekdayDate(day(2027, 1, 12)),
		"short":       l.ShortDate(day(2027, 3, 2)),
		"percent":     l.Percent(19.5),
		"moneyRange":  l.MoneyRange(3000, 4000, "EUR"),
		"time":        l.Time(civil.Time{Hour: 19}),
		"early":       l.Time(civil.Time{Hour: 9, Minute: 5}),
		"span":        l.Span(civil.Span{From: civil.Time{Hour: 19}, To: civil.Time{Hour: 20, Minute: 30}}),
		"range month": l.DateRange(day(2026, 11, 3), day(2026, 11, 5)),
		"range year":  l.DateRange(day(2026, 11, 30), day(2026, 12, 2)),
		"range years": l.DateRange(day(2026, 12, 30), day(2027, 1, 2)),
		"and 2":       l.And([]string{"a", "b"}), "and 3": l.And([]string{"a", "b", "c"}),
		"or 2": l.Or([]string{"a", "b"}), "or 3": l.Or([]string{"a", "b", "c"}),
	}
	for m := 1; m <= 12; m++ {
		out[fmt.Sprint("date ", m)] = l.Date(day(2027, m, 12))
		out[fmt.Sprint("month ", m)] = l.Vague(civil.Vague{Year: 2027, Month: time.Month(m)})
	}
	for d := range 7 {
		out[fmt.Sprint("weekday ", d)] = l.Weekday(time.Weekday(d))
	}
	for _, n := range []float64{0, 2.5, 1234, 12345, 1234567.891, -3} {
		out["number "+strconv.FormatFloat(n, 'f', -1, 64)] = l.Number(n)
	}
	for _, unit := range []string{"EUR", "GBP", "CHF", "USD", "HUF"} {
		for amount, hundredths := range map[string]int64{"30": 3000, "12.5": 1250, "1234.5": 123450, "12345": 1234500, "-5": -500} {
			out["money "+amount+" "+unit] = l.Money(hundredths, unit)
		}
	}
	return out
}

func (i icu) flat() map[string]string {
	out := map[string]string{
		"weekdayDate": i.WeekdayDate, "short": i.Short, "percent": i.Percent, "moneyRange": i.MoneyRange,
		"time": i.Time, "early": i.Early, "span": i.Span,
		"range month": i.Ranges[0], "range year": i.Ranges[1], "range years": i.Ranges[2],
		"and 2": i.And[0], "and 3": i.And[1], "or 2": i.Or[0], "or 3": i.Or[1],
	}
	for name, m := range map[string]map[string]string{"date": i.Dates, "month": i.Months, "weekday": i.Weekdays, "number": i.Numbers, "money": i.Money} {
		for k, v := range m {
			out[name+" "+k] = v
		}
	}
	return out
}

func TestAgreesWithICU(t *testing.T) {
	text, err := os.ReadFile("testdata/icu.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]icu
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	used := map[int]bool{}
	for code, i := range all {
		if code == "en-GB" {
			code = "en" // whose customs are British
		}
		got := ours(languages(t, code)[0])
		for what, want := range i.flat() {
			// ICU sets narrow spaces; we set those that every font has.
			want = strings.ReplaceAll(want, "\u2009", " ")
			if strings.HasPrefix(what, "range") || strings.HasPrefix(what, "span") {
				want = strings.ReplaceAll(want, "\u202f", " ")
			} else {
				want = strings.ReplaceAll(want, "\u202f", "\u00a0")
			}
			if got[what] == want {
				continue
			}
			because := slices.IndexFunc(differences, func(d difference) bool {
				return (d.langs == "all" || slices.Contains(strings.Fields(d.langs), code)) && strings.HasPrefix(what, d.what)
			})
			if used[because] = true; because < 0 {
				t.Errorf("%s %s: %q, ICU %q", code, what, got[what], want)
			}
		}
	}
	for i, d := range differences {
		if !used[i] {
			t.Errorf("no difference any more: %s %s", d.langs, d.what)
		}
	}
}

// difference is a place where we differ from ICU on purpose, or because the
// tables of golang.org/x/text are those of CLDR 32.
type difference struct{ langs, what, why string }

var differences = []difference{
	{"en", "weekdayDate", "British style has no comma: Tuesday 12 January 2027"},
	{"en en-US", "range month", "no spaces between two bare days: 3–5 November"},
	{"en en-US", "moneyRange", "the unit stands once, as in all other languages: €30–40"},
	{"en-US", "span", "no spaces between two bare times: 7:00–8:30 PM"},
	{"de de-AT de-CH", "time", "German societies write 19.00 Uhr (Duden), with the word"},
	{"de de-AT de-CH", "early", "the same: 9.05 Uhr"},
	{"de de-AT de-CH", "span", "the same: 19.00–20.30 Uhr"},
	{"de de-AT de-CH", "short", "two digits, as in CLDR's short style; ICU here obeys a skeleton"},
	{"de-CH", "number 1", "CLDR 32 groups by ’, CLDR 48 by '"},
	{"de-CH", "money 1", "the same"},
	{"de-CH", "money -5", "the sign stands before the unit, as in all other languages"},
	{"el", "time", "Greek notices use 24 hours; ICU says 7:00 μ.μ."},
	{"el", "span", "the same"},
	{"all", "early", "ICU's skeleton drops the zero of 09:05; CLDR's own pattern has it"},

	{"bg es et hu it pl pt-PT sl", "number 1234", "CLDR does not group four digits here; x/text does"},
	{"bg es et hu it pl pt-PT sl", "money 1234.5", "the same"},
	{"bg da es et hr it nl pt-PT ro sk sl tr", "moneyRange", "one kind of dash, without spaces"},
	{"bg uk", "range", "one kind of dash; the sign of the year stands once per year"},
	{"bg fr hr pt-BR pt-PT sk", "span", "no spaces between two bare times, and no sign of the hour"},
	{"sk", "and 2", "ICU ties \"and\" to the next word in pairs only"},
	{"cs sk", "range", "ICU turns to months in digits; we keep their names"},
	{"da nb sl sv", "range", "spaces around the dash where a month stands at it"},
	{"hr it", "range", "no zeros before days in words"},
	{"sk pt-BR", "range", "no spaces between two bare days"},
	{"hr", "percent", "CLDR 32: no space"},
	{"hr", "number -3", "CLDR 32: hyphen for minus"},
	{"hr sl", "money -5", "the same"},
	{"nl", "money -5", "the sign stands before the unit, as in all other languages"},
	{"da", "money", "CLDR 32: $ for US$"},
	{"uk", "weekday 5", "the other apostrophe: monday has ’"},
}
