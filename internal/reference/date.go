package reference

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// Date is when a work came out; the zero Date is none.
type Date struct {
	civil.Vague
	End     civil.Vague // of a work that came out over some time
	Circa   bool        // nobody knows exactly
	Season  string      // read, not shown
	Literal string      // words beside a date or, as in press, instead of it
}

// IsZero reports whether the date says nothing.
func (t Date) IsZero() bool { return t == Date{} }

// DecodeNode reads date-parts, a block with a year, or a plain date; of a list of
// two, as pandoc writes spans, the second is the end.
func (t *Date) DecodeNode(d *decode.Decoder, n *decode.Node) {
	switch {
	case n.Kind == decode.Sequence && len(n.Items) > 0:
		var end Date
		d.Decode(n.Items[0], t)
		if len(n.Items) > 1 {
			d.Decode(n.Items[1], &end)
			t.until(d, n.Items[1].Pos, end)
		}
	case n.IsScalar():
		if !t.read(d, n.Pos, n.Value) {
			d.Mismatch(n, "a year").WithHint("as in issued: 1957")
		}
	default:
		var block dateBlock
		d.Decode(n, &block)
		t.block(d, block)
	}
}

func (t *Date) block(d *decode.Decoder, b dateBlock) {
	parts := b.DateParts
	if b.Year != 0 {
		parts = [][]datePart{{b.Year, b.Month, b.Day}}
	}
	t.Season, t.Literal = b.Season.text(), b.Literal
	written := cmp.Or(b.Literal, b.Raw, b.EDTF) // one of them at most
	switch {
	case len(parts) > 0:
		t.Vague = vague(d, b.At("date-parts"), parts[0])
		if len(parts) > 1 {
			t.until(d, b.At("date-parts"), Date{Vague: vague(d, b.At("date-parts"), parts[1])})
		}
	case written == "":
	case t.read(d, b.Pos, written):
		t.Literal = ""
	case b.Literal == "":
		d.List.Errorf(b.Pos, "%q is not a date", written).WithHint("as in date-parts: [[1957, 3]]; words stand under literal:")
	}
	if circa := b.Circa.text(); circa != "false" && circa != "0" && circa != "" {
		t.Circa = true
	}
}

// until takes the end of a span.
func (t *Date) until(d *decode.Decoder, pos diag.Pos, end Date) {
	switch {
	case end.Year == 0 || end.Vague == t.Vague:
	case end.Year < t.Year:
		d.List.Errorf(pos, "the years end before they begin: %d, %d", t.Year, end.Year)
	default:
		t.End = end.Vague
	}
}

// read reads 1957, 1957-03-02, 1957~ (circa, as EDTF has it) or 1957/1959. It
// reports days that do not exist, and returns false for what is no date at all.
func (t *Date) read(d *decode.Decoder, pos diag.Pos, text string) bool {
	from, to, span := strings.Cut(text, "/")
	from, circa := cutCirca(strings.TrimSpace(from))
	to, _ = cutCirca(strings.TrimSpace(to))
	if !dateForm.MatchString(from) || span && !dateForm.MatchString(to) {
		return false
	}
	t.Vague, t.Circa = vague(d, pos, numbers(from)), circa
	if span {
		t.until(d, pos, Date{Vague: vague(d, pos, numbers(to))})
	}
	return true
}

func cutCirca(s string) (string, bool) {
	cut := strings.TrimRight(s, "~?%")
	return cut, cut != s
}

func numbers(s string) []datePart {
	var list []datePart
	for _, part := range strings.Split(s, "-") {
		n, _ := strconv.Atoi(part) // digits, by dateForm
		list = append(list, datePart(n))
	}
	return list
}

// vague returns the date of year, month and day, of which the last ones may be
// missing or 0. It reports a date that does not exist.
func vague(d *decode.Decoder, pos diag.Pos, parts []datePart) civil.Vague {
	text := ""
	for i, p := range parts {
		if p == 0 || i > 2 {
			break
		}
		text += fmt.Sprintf([]string{"%04d", "-%02d", "-%02d"}[i], int(p))
	}
	var v civil.Vague
	if text == "" {
		return v // not written, or reported
	}
	if err := v.UnmarshalText([]byte(text)); err != nil {
		d.List.Fault(pos, err)
	}
	return v
}

type dateBlock struct {
	decode.Fields
	DateParts [][]datePart `key:"date-parts"`
	Year      datePart     `key:"year"`
	Month     datePart     `key:"month"`
	Day       datePart     `key:"day"`
	Circa     loose        `key:"circa"`
	Season    loose        `key:"season"`
	Literal   string       `key:"literal"`
	Raw       string       `key:"raw"`
	EDTF      string       `key:"edtf"`
}

// loose is a text, a number or a truth value: programs differ.
type loose struct{ decode.Raw }

func (l loose) text() string {
	if l.Node == nil {
		return ""
	}
	return l.Node.Value
}

// datePart is a number, which Zotero writes as a text.
type datePart int

// UnmarshalText reads the number.
func (p *datePart) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 0 || n > 9999 {
		return &diag.Fault{Message: fmt.Sprintf("%q is not a year, month or day", text), Hint: "in digits, as in date-parts: [[1957, 3]]"}
	}
	*p = datePart(n)
	return nil
}
