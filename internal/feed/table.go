package feed

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"strings"

	"fishbowl/internal/price"
)

// WriteGroupsCSV writes the groups as a table for spreadsheets (RFC 4180), a line
// each. Names are in the main language; other texts have a column per language.
//
// The file begins with a byte order mark: without it Excel takes the text for
// that of an old Windows, and Greek names turn into signs. Other programs skip it.
//
// A text that a spreadsheet would take for a formula gets an apostrophe before
// it; so do telephone numbers, which begin with +.
func WriteGroupsCSV(w io.Writer, g Groups) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	var head []string
	all := columns(g)
	for _, c := range all {
		head = append(head, c.name)
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for i := range g.Groups {
		var row []string
		for _, c := range all {
			row = append(row, c.cell(&g.Groups[i]))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// column is a column of the table.
type column struct {
	name string
	cell func(*Group) string
}

func columns(g Groups) []column {
	in := func(t Text) string { return harmless(t[g.MainLanguage]) }
	list := []column{
		{"id", func(g *Group) string { return g.ID }},
		{"status", func(g *Group) string { return string(g.Status) }},
		{"access", func(g *Group) string { return string(g.Access) }},
		{"form", func(g *Group) string { return string(g.Form) }},
		{"mode", func(g *Group) string { return string(g.Place.Mode) }},
		{"venue", func(g *Group) string { return in(g.Place.Venue) }},
		{"street", func(g *Group) string { return in(g.Place.Street) }},
		{"postcode", func(g *Group) string { return harmless(g.Place.Postcode) }},
		{"city", func(g *Group) string { return in(g.Place.City) }},
		{"region", func(g *Group) string { return in(g.Place.Region) }},
		{"country", func(g *Group) string { return g.Place.Country }},
		{"languages", func(g *Group) string { return strings.Join(g.Languages, " ") }},
		{"leaders", func(g *Group) string {
			var names []string
			for _, l := range g.Leaders {
				names = append(names, in(l.Name))
			}
			return strings.Join(names, "; ")
		}},
		{"next_start", func(g *Group) string { return string(g.next().Start) }},
		{"next_end", func(g *Group) string { return string(g.next().End) }},
		{"timezone", func(g *Group) string { return g.Schedule.Zone }},
		{"price_min", func(g *Group) string { return g.Price.bound(math.Min) }},
		{"price_max", func(g *Group) string { return g.Price.bound(math.Max) }},
		{"price_per", func(g *Group) string { return string(g.Price.per()) }},
		{"currency", func(g *Group) string { return g.Price.Currency }},
		{"size_min", func(g *Group) string { return known(g.Size.Min) }},
		{"size_max", func(g *Group) string { return known(g.Size.Max) }},
		{"places", func(g *Group) string {
			if g.Size.Places == nil {
				return ""
			}
			return strconv.Itoa(*g.Size.Places)
		}},
		{"email", func(g *Group) string { return harmless(g.Contact.Email) }},
		{"phone", func(g *Group) string { return harmless(g.Contact.Phone) }},
		{"form_url", func(g *Group) string { return harmless(g.Contact.Form) }},
		{"checked", func(g *Group) string { return string(g.Checked) }},
	}
	for _, text := range []struct {
		name string
		of   func(*Group) Text
	}{
		{"title_", func(g *Group) Text { return g.Title }},
		{"when_", func(g *Group) Text { return g.Schedule.Text }},
		{"price_", func(g *Group) Text { return g.Price.Text }},
		{"page_", func(g *Group) Text { return g.Pages }},
	} {
		for _, lang := range g.Languages {
			list = append(list, column{text.name + lang, func(g *Group) string { return harmless(strings.ReplaceAll(text.of(g)[lang], "\n", "; ")) }})
		}
	}
	return append(list, column{"as_of", func(*Group) string { return string(g.AsOf) }})
}

// harmless keeps a text from being taken for a formula (CWE-1236).
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

func known(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (g *Group) next() Meeting {
	if len(g.Schedule.Next) == 0 {
		return Meeting{}
	}
	return g.Schedule.Next[0]
}

// per is what the first amount is for.
func (p *Price) per() price.Per {
	if len(p.Amounts) == 0 {
		return ""
	}
	return p.Amounts[0].Per
}

// bound is the least or the greatest amount that one person pays, in the price's own
// currency, of those that are for the same as the first; 0 for what is free.
func (p *Price) bound(of func(a, b float64) float64) string {
	if p.Free && len(p.Amounts) == 0 {
		return "0"
	}
	found := math.NaN()
	for _, a := range p.Amounts {
		if a.Basis == "group" || a.Currency != "" && a.Currency != p.Currency {
			continue
		}
		for _, v := range []*float64{a.Amount, a.Min, a.Max, a.Early, a.Late} {
			switch {
			case v == nil || a.Per != p.per():
			case math.IsNaN(found):
				found = *v
			default:
				found = of(found, *v)
			}
		}
	}
	if math.IsNaN(found) {
		return ""
	}
	return strconv.FormatFloat(found, 'f', -1, 64)
}
