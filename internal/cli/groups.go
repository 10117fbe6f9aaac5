package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/site"
)

func groupsCommand(env Environment) *cobra.Command {
	var f siteFlags
	var language string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "groups",
		Short: "List the groups: status, next date, places, price, last confirmed",
		Long: `Groups lists every group of the site, whoever meets next first, those that are over
last. It changes nothing. A ! beside the day of the last confirmation says that it
was long ago: ask the leader whether all still holds.`,
		Example: `  fishbowl groups             a table that fits the terminal
  fishbowl groups --lang en   names and prices in English
  fishbowl groups --json      for programs`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, _, g, err := f.read(env)
			if err != nil {
				return err
			}
			l, err := languageOf(g.Site, language)
			if err != nil {
				return err
			}
			rows := groupRows(g.Site, l)
			if asJSON {
				return writeJSON(env, rows)
			}
			writeGroups(env, rows)
			return nil
		},
	}
	f.add(cmd.Flags())
	cmd.Flags().StringVar(&language, "lang", "", "the `language` of names and prices (default: the site's main one)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "for programs")
	return cmd
}

func languageOf(s *site.Site, code string) (*locale.Language, error) {
	code = cmp.Or(code, s.Config.MainLanguage.ID)
	i := slices.IndexFunc(s.Languages, func(l *locale.Language) bool { return l.Code == code })
	if i < 0 {
		return nil, usageError{&diag.Fault{Message: fmt.Sprintf("--lang: the site has no language %q", code), Hint: "its languages are " + strings.Join(s.Config.Codes(), ", ")}}
	}
	return s.Languages[i], nil
}

// groupRow is what the table, and the document for programs, tell of a group.
// The keys are part of the public format.
type groupRow struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Status      string   `json:"status"`
	Next        string   `json:"next,omitempty"` // a day
	Place       string   `json:"place,omitempty"`
	Free        any      `json:"free,omitempty"` // places: a number, or on_request
	Price       string   `json:"price,omitempty"`
	Checked     string   `json:"checked,omitempty"` // a day
	Unconfirmed bool     `json:"unconfirmed"`
	At          diag.Pos `json:"at"`

	over bool
}

const onRequest = "on_request"

// groupRows tells of every group in the order of the site's list.
func groupRows(s *site.Site, l *locale.Language) []groupRow {
	rows := []groupRow{}
	for _, g := range s.Records.Groups {
		row := groupRow{ID: string(g.ID), Title: s.Page(site.Group, string(g.ID)).In(l.Code).Title, Status: string(g.Status),
			Place: placeName(s, g, l), Checked: day(g.Checked), Unconfirmed: !g.Over() && g.Unconfirmed(s.AsOf), At: g.Pos, over: g.Over()}
		if g.Meets(s.AsOf) {
			for _, o := range g.Schedule.Next(s.AsOf, 1) {
				row.Next = day(o.Date)
			}
		}
		switch free := g.Size.Places; {
		case free.Known:
			row.Free = free.Count
		case free.OnRequest:
			row.Free = onRequest
		}
		if g.Price != nil {
			row.Price = g.Price.Short(l, s.Config.Fallbacks(), string(s.Config.Currency)).Text
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b groupRow) int {
		const never = "9999"
		if a.over != b.over {
			return map[bool]int{true: 1, false: -1}[a.over]
		}
		return cmp.Or(cmp.Compare(cmp.Or(a.Next, never), cmp.Or(b.Next, never)), cmp.Compare(a.ID, b.ID))
	})
	return rows
}

func day(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func placeName(s *site.Site, g *record.Group, l *locale.Language) string {
	if city, ok := s.Config.Cities.Get(g.Place.City.ID); ok {
		return city.Name.For(l.Code, s.Config.Fallbacks()).Text
	}
	switch g.Place.Mode {
	case record.Online, record.Hybrid:
		return string(g.Place.Mode)
	}
	return cmp.Or(g.Place.Region.For(l.Code, s.Config.Fallbacks()).Text, l.Country(string(s.CountryOf(g.Place))))
}

// columns are the table's, in the order in which they stand. Where the terminal is
// narrow, those that can are shortened down to their least width, the widest first;
// where that is not enough, they are left out in the order of their rank.
var columns = []column{
	{head: "GROUP", least: 12, of: func(r groupRow) string { return r.ID }},
	{head: "STATUS", of: func(r groupRow) string { return r.Status }},
	{head: "NEXT", of: func(r groupRow) string { return r.Next }},
	{head: "PLACE", least: 6, rank: 4, of: func(r groupRow) string { return r.Place }},
	{head: "FREE", rank: 3, of: func(r groupRow) string {
		switch r.Free {
		case nil:
			return ""
		case onRequest:
			return "ask"
		}
		return fmt.Sprint(r.Free)
	}},
	{head: "PRICE", least: 8, rank: 1, of: func(r groupRow) string { return r.Price }},
	{head: "CONFIRMED", rank: 2, of: func(r groupRow) string {
		if r.Unconfirmed {
			return strings.TrimSpace(r.Checked + " !")
		}
		return r.Checked
	}},
}

type column struct {
	head  string
	least int // characters; 0 if it is never shortened
	rank  int // which is left out first; 0 if it never is
	of    func(groupRow) string
	width int
	cells [][]rune
}

func writeGroups(env Environment, rows []groupRow) {
	if len(rows) == 0 {
		fmt.Fprintln(env.Stdout, "no groups: write one into content/groups.yaml")
		return
	}
	table := slices.Clone(columns)
	for i := range table {
		c := &table[i]
		c.cells = [][]rune{[]rune(c.head)}
		for _, r := range rows {
			c.cells = append(c.cells, []rune(cmp.Or(c.of(r), "-")))
		}
		for _, cell := range c.cells {
			c.width = max(c.width, len(cell))
		}
	}
	table = fit(table, terminalWidth(env))
	for i := range len(rows) + 1 {
		var line strings.Builder
		for _, c := range table {
			text := c.cells[i]
			if len(text) > c.width {
				text = append(slices.Clone(text[:c.width-1]), '…')
			}
			line.WriteString(string(text) + strings.Repeat(" ", c.width-len(text)+gap))
		}
		fmt.Fprintln(env.Stdout, strings.TrimRight(line.String(), " "))
	}
}

// gap is how many blanks stand between columns.
const gap = 2

// fit makes a table at most width characters wide; any width if that is 0.
func fit(table []column, width int) []column {
	for width > 0 {
		total, widest, dropped := -gap, -1, -1
		for i, c := range table {
			total += c.width + gap
			if c.least > 0 && c.width > c.least && (widest < 0 || c.width > table[widest].width) {
				widest = i
			}
			if c.rank > 0 && (dropped < 0 || c.rank < table[dropped].rank) {
				dropped = i
			}
		}
		switch {
		case total <= width:
			return table
		case widest >= 0:
			table[widest].width--
		case dropped >= 0:
			table = slices.Delete(table, dropped, dropped+1)
		default:
			return table
		}
	}
	return table
}

// terminalWidth returns how many characters fit into a line: of the terminal, or
// as COLUMNS says; 0 where nothing limits them.
func terminalWidth(env Environment) int {
	if file, ok := env.Stdout.(*os.File); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil {
			return width
		}
	}
	width, _ := strconv.Atoi(os.Getenv("COLUMNS"))
	return max(width, 0)
}

// writeJSON prints a document for programs.
func writeJSON(env Environment, doc any) error {
	e := json.NewEncoder(env.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}
