package locale

import (
	"strings"
	"time"

	"github.com/goodsign/monday"
	"golang.org/x/text/language"
)

// customs are the patterns of one language. Dates are patterns of CLDR: d is the
// day, M the month in digits, MMMM its name in a date, LLLL its name alone, y the
// year, EEEE the weekday; 'quoted' text stands for itself, and so does all that
// is no ASCII letter. In a range "~" parts the two dates.
type customs struct {
	date, weekdayDate, month, short string

	inMonth, inYear string // ranges; empty: both dates in full
	clock           string // HH:mm, H:mm, HH.mm, H.mm or h:mm a (AM or PM)
	clockUnit       string // follows a time or a span, as " Uhr"
	money           string // 0 is the number, ¤ the unit
	amounts         string // the language whose digits money uses, if another
	undivided       bool   // a number of four digits has no sign of thousands: 1234, 12 345
	and, or         string
	quotes          [4]string
}

// unknown serves languages of which we know nothing: their dates are in the one
// form that nobody misreads.
var unknown = customs{
	date: "y-MM-dd", weekdayDate: "y-MM-dd", month: "y-MM", short: "y-MM-dd",
	clock: "HH:mm", money: "0 ¤", and: ", ", or: " / ", quotes: [4]string{"“", "”", "‘", "’"},
}

// dayFirst makes the customs of languages in which a date is day, month, year,
// each part with what stands before it, so that ranges can leave parts out.
func dayFirst(weekday, day, month, year, short, and, or, quotes string) customs {
	date := day + month + year
	c := unknown
	c.date, c.weekdayDate, c.short = date, weekday+date, short
	c.month = strings.TrimSpace("LLLL" + year)
	c.inMonth, c.inYear = day+"~"+date, day+month+"~"+date
	c.and, c.or = and, or
	copy(c.quotes[:], strings.Split(quotes, "|"))
	return c
}

// clockH is a time of day without a zero in front: 9:05.
func clockH(c *customs) { c.clock = "H:mm" }

// four is customs in which numbers of four digits are not divided.
func four(c *customs) { c.undivided = true }

func (c customs) with(change func(*customs)) customs {
	change(&c)
	return c
}

var (
	greek   = dayFirst("EEEE ", "d", " MMMM", " y", "d/M/y", " και ", " ή ", "«|»|“|”")
	english = dayFirst("EEEE ", "d", " MMMM", " y", "dd/MM/y", " and ", " or ", "“|”|‘|’").
		with(func(c *customs) { c.money, c.amounts = "¤0", "en-GB" })
	german = dayFirst("EEEE, ", "d.", " MMMM", " y", "dd.MM.y", " und ", " oder ", "„|“|‚|‘").
		with(func(c *customs) { c.clock, c.clockUnit = "H.mm", " Uhr" })
	portuguese = dayFirst("EEEE, ", "d", " 'de' MMMM", " 'de' y", "dd/MM/y", " e ", " ou ", "“|”|‘|’")
	norwegian  = dayFirst("EEEE ", "d.", " MMMM", " y", "d.M.y", " og ", " eller ", "«|»|‘|’")
)

var customsOf = map[string]customs{
	"el": greek,
	"en": english,
	"en-US": english.with(func(c *customs) {
		c.date, c.weekdayDate, c.short = "MMMM d, y", "EEEE, MMMM d, y", "M/d/y"
		c.inMonth, c.inYear = "MMMM d~d, y", "MMMM d~MMMM d, y"
		c.clock, c.and, c.or, c.amounts = "h:mm a", ", and ", ", or ", ""
	}),
	"de":    german,
	"de-AT": german.with(func(c *customs) { c.money, c.amounts = "¤ 0", "de" }),
	"de-CH": german.with(func(c *customs) {
		c.money, c.quotes = "¤ 0", [4]string{"«", "»", "‹", "›"}
	}),

	"fr":    dayFirst("EEEE ", "d", " MMMM", " y", "dd/MM/y", " et ", " ou ", "«\u00a0|\u00a0»|“|”"),
	"it":    dayFirst("EEEE ", "d", " MMMM", " y", "dd/MM/y", " e ", " o ", "«|»|“|”").with(four),
	"es":    dayFirst("EEEE, ", "d", " 'de' MMMM", " 'de' y", "d/M/y", " y ", " o ", "«|»|“|”").with(clockH).with(four),
	"pt":    portuguese,
	"pt-PT": portuguese.with(four).with(func(c *customs) { c.quotes = [4]string{"«", "»", "“", "”"} }),
	"pt-BR": portuguese.with(func(c *customs) { c.money = "¤ 0" }),
	"nl": dayFirst("EEEE ", "d", " MMMM", " y", "d-M-y", " en ", " of ", "‘|’|“|”").
		with(func(c *customs) { c.money = "¤ 0" }),
	"hu": unknown.with(func(c *customs) {
		c.date, c.weekdayDate, c.month, c.short = "y. MMMM d.", "y. MMMM d., EEEE", "y. LLLL", "y. MM. dd."
		c.inMonth, c.inYear = "y. MMMM d~d.", "y. MMMM d.~MMMM d."
		c.and, c.or, c.quotes = " és ", " vagy ", [4]string{"„", "”", "»", "«"}
		c.clock, c.undivided = "H:mm", true
	}),
	"pl": dayFirst("EEEE, ", "d", " MMMM", " y", "d.MM.y", " i ", " lub ", "„|”|«|»").with(four),
	"cs": dayFirst("EEEE ", "d.", " MMMM", " y", "d. M. y", " a\u00a0", " nebo ", "„|“|‚|‘").with(clockH),
	"sk": dayFirst("EEEE ", "d.", " MMMM", " y", "d. M. y", " a ", " alebo ", "„|“|‚|‘").with(clockH),
	"sl": dayFirst("EEEE, ", "d.", " MMMM", " y", "d. M. y", " in ", " ali ", "„|“|‚|‘").with(four),
	"hr": dayFirst("EEEE, ", "d.", " MMMM", " y.", "dd. MM. y.", " i ", " ili ", "„|”|‚|’"),
	"ro": dayFirst("EEEE, ", "d", " MMMM", " y", "dd.MM.y", " și ", " sau ", "„|”|«|»"),
	"bg": dayFirst("EEEE, ", "d", " MMMM", " y г.", "d.MM.y г.", " и ", " или ", "„|“|‚|‘").with(clockH).with(four),
	"sv": dayFirst("EEEE ", "d", " MMMM", " y", "y-MM-dd", " och ", " eller ", "”|”|’|’"),
	"da": dayFirst("EEEE 'den' ", "d.", " MMMM", " y", "d.M.y", " og ", " eller ", "“|”|‘|’").
		with(func(c *customs) { c.clock = "HH.mm" }),
	"nb": norwegian,
	"no": norwegian,
	"fi": dayFirst("EEEE ", "d.", " MMMM", " y", "d.M.y", " ja ", " tai ", "”|”|’|’").
		with(func(c *customs) { c.clock = "H.mm" }),
	"et": dayFirst("EEEE, ", "d.", " MMMM", " y", "d.M.y", " ja ", " või ", "„|“|‚|‘").with(four),
	"tr": dayFirst("", "d", " MMMM", " y", "dd.MM.y", " ve ", " veya ", "“|”|‘|’").
		with(func(c *customs) { c.weekdayDate, c.money = "d MMMM y EEEE", "¤0" }),
	"uk": dayFirst("EEEE, ", "d", " MMMM", " y р.", "dd.MM.y", " і ", " або ", "«|»|„|“"),
	"ru": dayFirst("EEEE, ", "d", " MMMM", " y г.", "dd.MM.y", " и ", " или ", "«|»|„|“"),
}

// names are the words in dates.
type names struct {
	alone  [13]string // months as in "March 2027", from 1
	dated  [13]string // months after a day, in many languages the genitive
	days   [7]string  // weekdays, from Sunday
	exists bool
}

// customsFor returns the customs and names of the nearest kind of the language.
func customsFor(tag language.Tag) (customs, names) {
	for _, code := range chain(tag) {
		if c, ok := customsOf[code]; ok {
			return c, namesFor(tag)
		}
	}
	return unknown, names{}
}

// namesFor takes the names from monday and mends what is wrong there: it
// capitalises five languages that do not, has no genitive for three, and lacks
// Austria's January.
func namesFor(tag language.Tag) names {
	base, _ := tag.Base()
	region, _ := tag.Region()
	code := base.String()
	locale, fold := mondayLocale(code), func(s string) string { return s }
	if strings.Contains(" pl pt ru uk bg ", " "+code+" ") {
		fold = strings.ToLower
	}
	n := names{exists: true}
	for m := time.January; m <= time.December; m++ {
		day := time.Date(2027, m, 2, 0, 0, 0, 0, time.UTC)
		n.alone[m] = fold(monday.Format(day, "January", locale))
		// The library chooses the genitive by the digit before the month.
		n.dated[m] = fold(strings.TrimPrefix(monday.Format(day, "2 January", locale), "2 "))
	}
	for d := range n.days {
		n.days[d] = fold(monday.Format(time.Date(2027, time.August, 1+d, 0, 0, 0, 0, time.UTC), "Monday", locale))
	}
	if genitive, ok := genitives[code]; ok {
		copy(n.dated[1:], strings.Fields(genitive))
	}
	switch {
	case code == "de" && region.String() == "AT":
		n.alone[time.January], n.dated[time.January] = "Jänner", "Jänner"
	case code == "sl":
		n.days[time.Tuesday] = "torek" // there "toret"
	}
	return n
}

var genitives = map[string]string{
	"cs": "ledna února března dubna května června července srpna září října listopadu prosince",
	"hr": "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
	"sk": "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
}

// mondayLocale returns the library's name of a language that customsOf has.
func mondayLocale(base string) monday.Locale {
	if base == "no" {
		base = "nb"
	}
	if base == "en" {
		return monday.LocaleEnGB
	}
	for _, l := range monday.ListLocales() {
		if strings.HasPrefix(string(l), base+"_") {
			return l
		}
	}
	panic("locale: no names of months for " + base)
}
