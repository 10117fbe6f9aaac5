package locale

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
	"golang.org/x/text/number"
)

// Number writes a number with at most three decimals and no zeros at their end:
// 1.234,5.
func (l *Language) Number(f float64) string {
	if n := int(f); l.ascii && float64(n) == f && n >= 0 && n < 1000 {
		return strconv.Itoa(n) // as golang.org/x/text writes it, which takes a microsecond
	}
	return l.numbers.Sprint(number.Decimal(f, l.divided(f, number.MaxFractionDigits(3))...))
}

// divided adds what makes of 1 234 the 1234 of the languages that divide from five
// digits on.
func (l *Language) divided(f float64, o ...number.Option) []number.Option {
	if l.customs.undivided && math.Abs(f) < 10_000 {
		return append(o, number.NoSeparator())
	}
	return o
}

// Percent writes a share that is given in hundredths, as authors write it:
// Percent(20) is 20%, in German 20 %.
func (l *Language) Percent(f float64) string {
	return l.numbers.Sprint(number.Percent(f/100, number.MaxFractionDigits(2)))
}

// Money writes an amount, given in hundredths of the currency's unit, without
// decimals where it is whole: 30 €, €30, 12,50 €. The currency is an ISO 4217
// code.
func (l *Language) Money(hundredths int64, unit string) string {
	return l.money(hundredths%100 != 0, unit, hundredths)
}

// MoneyRange writes what lies between two amounts: 30–40 €. Both have decimals
// where one has.
func (l *Language) MoneyRange(least, most int64, unit string) string {
	if least == most {
		return l.Money(least, unit)
	}
	return l.money(least%100 != 0 || most%100 != 0, unit, least, most)
}

func (l *Language) money(decimals bool, unit string, hundredths ...int64) string {
	scale := 0
	if decimals {
		scale = 2
	}
	sign, digits := "", make([]string, len(hundredths))
	for i, h := range hundredths {
		if h < 0 && i == 0 {
			sign, h = strings.TrimSuffix(l.amounts.Sprint(number.Decimal(-1)), "1"), -h
		}
		amount := float64(h) / 100
		digits[i] = l.amounts.Sprint(number.Decimal(amount, l.divided(amount, number.Scale(scale))...))
	}
	symbol := l.symbol(unit)
	pattern := strings.ReplaceAll(l.customs.money, " ", "\u00a0")
	// A symbol of letters needs room where € does not: CHF 30.
	if last, _ := utf8.DecodeLastRuneInString(symbol); unicode.IsLetter(last) {
		pattern = strings.Replace(pattern, "¤0", "¤\u00a00", 1)
	}
	return sign + strings.NewReplacer("0", strings.Join(digits, "–"), "¤", symbol).Replace(pattern)
}

// symbol asks only for the sign: golang.org/x/text would put it before the
// number in every language.
func (l *Language) symbol(unit string) string {
	u, err := currency.ParseISO(unit)
	switch {
	case err != nil:
		return unit
	case unit == "EUR" && l.tag.String() == "hr":
		return "€" // Croatia's own money since 2023, which the tables do not know
	}
	return l.amounts.Sprint(currency.Symbol(u))
}
