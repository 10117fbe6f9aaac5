package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// question is one that both this program and Intl answer.
type question struct {
	lang    string // as Intl knows it
	what    string
	ours    string
	API     string         `json:"api"`
	Lang    string         `json:"lang"`
	Options map[string]any `json:"options"`
	Method  string         `json:"method"`
	Args    []any          `json:"args"`
}

// quiz gathers the questions about one language.
type quiz struct {
	*locale.Language
	code string
	all  *[]question
}

type options = map[string]any

func (q quiz) ask(what, ours, api string, o options, method string, args ...any) {
	*q.all = append(*q.all, question{q.code, what, ours, api, q.code, o, method, args})
}

func day(y, m, d int) civil.Date { return civil.Date{Year: y, Month: time.Month(m), Day: d} }

func ms(d civil.Date) int64 { return d.UTC().UnixMilli() }

func clock(c civil.Time) int64 {
	return time.Date(2027, 1, 1, c.Hour, c.Minute, 0, 0, time.UTC).UnixMilli()
}

func (q quiz) dates() {
	date := func(what, ours string, o options, method string, days ...civil.Date) {
		o["timeZone"] = "UTC"
		var args []any
		for _, d := range days {
			args = append(args, ms(d))
		}
		q.ask(what, ours, "DateTimeFormat", o, method, args...)
	}
	digits := "numeric"
	if strings.HasPrefix(q.code, "de") {
		digits = "2-digit" // so has CLDR's own short date, whose year has two digits as well
	}
	for m := 1; m <= 12; m++ {
		d := day(2027, m, 2*m)
		date(fmt.Sprint("date ", d), q.Date(d), options{"dateStyle": "long"}, "format", d)
		date(fmt.Sprint("full ", d), q.WeekdayDate(d), options{"dateStyle": "full"}, "format", d)
		date(fmt.Sprint("short ", d), q.ShortDate(d), options{"day": digits, "month": digits, "year": "numeric"}, "format", d)
		date(fmt.Sprint("month ", m), q.Vague(civil.Vague{Year: 2027, Month: time.Month(m)}), options{"month": "long", "year": "numeric"}, "format", d)
	}
	for d := range 7 {
		date(fmt.Sprint("weekday ", d), q.Weekday(time.Weekday(d)), options{"weekday": "long"}, "format", day(2026, 11, 1+d))
	}
	for _, r := range [][2]civil.Date{
		{day(2026, 11, 3), day(2026, 11, 5)}, {day(2027, 5, 28), day(2027, 5, 31)},
		{day(2026, 11, 30), day(2026, 12, 2)}, {day(2027, 3, 1), day(2027, 8, 5)},
		{day(2026, 12, 30), day(2027, 1, 2)}, {day(2026, 3, 1), day(2027, 3, 2)},
	} {
		kind := "months"
		switch {
		case r[0].Year != r[1].Year:
			kind = "years"
		case r[0].Month == r[1].Month:
			kind = "days"
		}
		date(fmt.Sprint("range of ", kind, " ", r), q.DateRange(r[0], r[1]), options{"dateStyle": "long"}, "formatRange", r[0], r[1])
	}
}

func (q quiz) times() {
	at := func(h, m int) civil.Time { return civil.Time{Hour: h, Minute: m} }
	o := options{"timeStyle": "short", "timeZone": "UTC"}
	for _, t := range []civil.Time{at(0, 0), at(9, 5), at(12, 0), at(19, 0), at(23, 59)} {
		q.ask(fmt.Sprint("time ", t), q.Time(t), "DateTimeFormat", o, "format", clock(t))
	}
	for _, s := range []civil.Span{{From: at(19, 0), To: at(20, 30)}, {From: at(9, 30), To: at(14, 0)}} {
		q.ask(fmt.Sprint("span ", s), q.Span(s), "DateTimeFormat", o, "formatRange", clock(s.From), clock(s.To))
	}
}

func (q quiz) numbers() {
	for _, n := range []float64{0, 2.5, 12.34, 999, 1234, 12345, 1234567.891, -3} {
		q.ask("number "+strconv.FormatFloat(n, 'f', -1, 64), q.Number(n), "NumberFormat", nil, "format", n)
	}
	for _, n := range []float64{0, 7.7, 20, 33.3, 100} {
		q.ask(fmt.Sprint("percent ", n), q.Percent(n), "NumberFormat", options{"style": "percent", "maximumFractionDigits": 1}, "format", n/100)
	}
	for _, unit := range []string{"EUR", "GBP", "CHF", "USD", "HUF"} {
		for _, hundredths := range []int64{3000, 1250, 123450, 1234500, -500} {
			o := options{"style": "currency", "currency": unit, "minimumFractionDigits": 0}
			if hundredths%100 != 0 {
				o["minimumFractionDigits"] = 2
			}
			amount := float64(hundredths) / 100
			q.ask(fmt.Sprint("money ", amount, " ", unit), q.Money(hundredths, unit), "NumberFormat", o, "format", amount)
		}
	}
	q.ask("money range", q.MoneyRange(3000, 4000, "EUR"), "NumberFormat", options{"style": "currency", "currency": "EUR", "minimumFractionDigits": 0}, "formatRange", 30, 40)
}

func (q quiz) lists() {
	items := []string{"a", "b", "c", "d"}
	for n := 1; n <= len(items); n++ {
		q.ask(fmt.Sprint("and ", n), q.And(items[:n]), "ListFormat", options{"type": "conjunction"}, "format", items[:n])
		q.ask(fmt.Sprint("or ", n), q.Or(items[:n]), "ListFormat", options{"type": "disjunction"}, "format", items[:n])
	}
}

// plurals asks for the form of each number by a word that names its form.
func (q quiz) plurals() {
	for n := range 201 {
		q.ask(fmt.Sprint("plural ", n), q.Word("form", n), "PluralRules", nil, "select", n)
	}
	for _, n := range []int{1000, 1001, 1_000_000, 1_000_001, 2_000_000} {
		q.ask(fmt.Sprint("plural ", n), q.Word("form", n), "PluralRules", nil, "select", n)
	}
}

// names asks for what Europe's countries and languages are called.
func (q quiz) names() {
	for iso := range strings.FieldsSeq("AD AL AM AT AZ BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM TR UA VA XK AU BR CA IL JP US ZA") {
		q.ask("country "+iso, q.Country(iso), "DisplayNames", options{"type": "region"}, "of", iso)
	}
	for code := range strings.FieldsSeq("ar bg bs ca cs da de el en es et fa fi fr ga he hr hu hy is it ja ka ku lb lt lv mk mt nb nl no pl pt ro ru sk sl sq sr sv tr uk zh") {
		q.ask("language "+code, q.LanguageName(code), "DisplayNames", options{"type": "language"}, "of", code)
	}
}

// wordLists are words to sort. Every language sorts all of them.
var wordLists = map[string]string{
	"el": "Άννα Αννα άλφα αλφα ΑΛΦΑ Αλφα αέρας αέρες άυλος αυλός αϋπνία αυτός βήτα γάτα γάτος Γιώργος γιώργης Έλλη έλα ελιά ήλιος Ηλίας ίδιος ιδίως ΐδια λόγος λόγου μαΐου μαιευτήρας Μάιος νέος όμως ομως όμιλος ομιλός πότε ποτέ Ρόδος σας σάς Σοφία Σωτήρης υιός ύλη ΰλη φως φώτα χορός ψυχή ώρα ωραίος Ωμέγα",
	"en": "résumé resume resumé Resume coop co-op COOP café cafe Café naïve naive Naïve Zoë Zoe zoo O’Brien OBrien O'Neil Oneil MacDonald Macdonald McDonald role rôle Æsop Aesop aesthetic façade facade fiancé fiancée piñata pinata über uber St StJohn Saint van Van vans élan elan",
	"de": "Ärger Arger arg Argos Aß Ass As Öl Ofen ofen Oel Übung Ubung Uebung Uhr Zorn zürich Zurich Zürich Maße Masse Maß Mass masse Straße Strasse Strass Müller Mueller Muller Möller Moller Goethe Göthe Gothe weiss weiß Weiß Weiss Café Cafe groß Gros gross Fuß Fuss Ähre Ahr ähnlich",
}

func (q quiz) sorting() {
	for of, words := range wordLists {
		list := strings.Fields(words)
		slices.Sort(list)
		var args []any
		for _, w := range list {
			args = append(args, w)
		}
		slices.SortStableFunc(list, q.Compare)
		q.ask("order "+of, strings.Join(list, " "), "Collator", nil, "sort", args...)
		slices.SortFunc(list, func(a, b string) int { return strings.Compare(q.SortKey(a), q.SortKey(b)) })
		q.ask("keys "+of, strings.Join(list, " "), "Collator", nil, "sort", args...)
	}
}

// formsOf are the plural forms of whole numbers where they are not one and other.
var formsOf = map[string][]string{
	"pl": {"one", "few", "many"}, "ru": {"one", "few", "many"}, "uk": {"one", "few", "many"},
	"cs": {"one", "few", "other"}, "sk": {"one", "few", "other"}, "hr": {"one", "few", "other"},
	"ro": {"one", "few", "other"}, "sl": {"one", "two", "few", "other"},
}

// newQuiz makes a language whose word "form" names the plural form of a number.
func newQuiz(t *testing.T, code string, all *[]question) quiz {
	t.Helper()
	l, err := locale.New(code, "")
	if err != nil {
		t.Fatal(err)
	}
	forms := formsOf[code]
	if forms == nil {
		forms = []string{"one", "other"}
	}
	words := "form:\n"
	for _, f := range forms {
		words += "  " + f + ": " + f + "\n"
	}
	list := &diag.List{}
	locale.LoadWords(list, code, []*locale.Language{l}, []locale.WordFile{{File: "i18n/words.yaml", Lang: code, Text: []byte(words)}}, nil)
	if problems := list.Sorted(); len(problems) > 0 {
		t.Fatal(code, problems)
	}
	icu := code
	if code == "en" {
		icu = "en-GB" // whose customs are British
	}
	return quiz{l, icu, all}
}

// The sites' languages are asked about everything; whoever adds another one relies on
// its dates, numbers, lists and plurals.
const (
	ownLanguages  = "el en en-GB en-US de de-AT de-CH"
	moreLanguages = "fr it es pt-PT pt-BR nl hu pl cs sk sl hr ro bg sv da nb fi et tr uk ru"
)

func TestLanguagesAgreeWithICU(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "node")
	}
	var all []question
	for code := range strings.FieldsSeq(ownLanguages + " " + moreLanguages) {
		q := newQuiz(t, code, &all)
		q.dates()
		q.times()
		q.numbers()
		q.lists()
		q.plurals()
		if slices.Contains(strings.Fields(ownLanguages), code) {
			q.names()
			q.sorting()
		}
	}
	asked, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "testdata/intl.mjs")
	cmd.Stdin = bytes.NewReader(asked)
	var intl struct {
		ICU, CLDR string
		Answers   []string
	}
	printed(t, &intl, cmd)
	if len(intl.Answers) != len(all) {
		t.Fatalf("%d questions, %d answers", len(all), len(intl.Answers))
	}
	seen := make([]int, len(differences))
	for i, q := range all {
		theirs := asWeWrite(q, intl.Answers[i])
		if q.ours == theirs {
			continue
		}
		because := slices.IndexFunc(differences, func(d difference) bool { return d.covers(q) })
		if because < 0 {
			t.Errorf("%s %s: %q, ICU %s says %q", q.lang, q.what, q.ours, intl.ICU, theirs)
			continue
		}
		seen[because]++
	}
	for i, d := range differences {
		if seen[i] == 0 {
			t.Errorf("no difference any more with ICU %s: %s: %s", intl.ICU, d.langs, d.what)
		}
	}
	t.Logf("%d questions, ICU %s, CLDR %s", len(all), intl.ICU, intl.CLDR)
}

// asWeWrite sets the spaces that every font has for ICU's thin and narrow ones, and
// Greek names of languages small, as they stand within a sentence.
func asWeWrite(q question, s string) string {
	s = strings.ReplaceAll(s, "\u2009", " ")
	narrow := "\u00a0"
	switch kind, _, _ := strings.Cut(q.what, " "); {
	case kind == "range" || kind == "span" || kind == "time":
		narrow = " "
	case kind == "language" && q.lang == "el":
		s = strings.ToLower(s)
	}
	return strings.ReplaceAll(s, "\u202f", narrow)
}

// difference is a place where we differ from ICU: on purpose, or because the tables
// of golang.org/x/text are those of CLDR 32. What ICU says is not written down here,
// so that a later release of it breaks nothing as long as the difference is there.
type difference struct{ langs, what, why string }

func (d difference) covers(q question) bool {
	return slices.Contains(strings.Fields(d.langs), q.lang) && slices.ContainsFunc(strings.Split(d.what, ", "), func(w string) bool {
		return q.what == w || strings.HasPrefix(q.what, w+" ")
	})
}

var differences = []difference{
	{"el", "time, span", "Greek notices use 24 hours; ICU says 7:00 μ.μ."},
	{"el", "country NL", "people say «Ολλανδία»; ICU has «Κάτω Χώρες»"},
	{"en-GB", "full", "British style has no comma: Tuesday 12 January 2027"},
	{"en-GB en-US", "range of days", "no spaces between two bare days: 3–5 November"},
	{"en-GB en-US", "money range", "the unit stands once, as in all other languages: €30–40"},
	{"en-US", "span 19:00-20:30", "no spaces between two bare times: 7:00–8:30 PM"},
	{"de de-AT de-CH", "time, span", "German societies write 19.00 Uhr (Duden), with the word"},
	{"de de-AT de-CH", "language nb", "brackets around Bokmål"},
	{"de-CH", "number 1234, number 12345, number 1234567.891, money 1234.5, money 12345", "Switzerland groups by ’; ICU has the typewriter's '"},
	{"de-CH", "money -5", "the sign stands before the unit, as in all other languages"},

	{"fr it es pt-PT pt-BR", "plural 1000000, plural 2000000", "CLDR 32 has no form for whole millions; no site counts so far"},
	{"bg da es et hr it nl pt-PT ro sk sl tr", "money range", "one kind of dash, without spaces"},
	{"bg uk", "range", "one kind of dash; the sign of the year stands once per year"},
	{"bg fr hr pt-BR pt-PT sk", "span", "no spaces between two bare times, and no sign of the hour"},
	{"sk", "and 2", "ICU ties \"and\" to the next word in pairs only"},
	{"cs sk", "range", "ICU turns to months in digits; we keep their names"},
	{"da nb sl sv", "range", "spaces around the dash where a month stands at it"},
	{"hr it", "range", "no zeros before days in words"},
	{"pt-BR", "range of days", "no spaces between two bare days"},
	{"sl", "span 09:30-14:00", "a zero before the hour, as in a single time"},
	{"hr", "percent", "CLDR 32: no space"},
	{"hr", "number -3, money -5", "CLDR 32: hyphen for minus"},
	{"nl", "money -5", "the sign stands before the unit, as in all other languages"},
	{"da", "money", "CLDR 32: $ for US$"},
	{"uk", "weekday 5, full 2027-12-24", "the apostrophe of people's keyboards, п’ятниця; ICU has the letter U+02BC"},
}
