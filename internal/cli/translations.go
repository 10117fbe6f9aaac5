package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"fishbowl/internal/translate"
)

// translations are how the translations of a site stand. The keys are part of the public
// format.
type translations struct {
	Counts map[string]map[translate.State]int `json:"counts"` // by language
	Items  []translation                      `json:"items"`

	languages []string
}

// translation is how an item stands in a language.
type translation struct {
	Item   string          `json:"item"`
	Lang   string          `json:"lang"`
	State  translate.State `json:"state"`
	Source string          `json:"source,omitempty"` // the language it was translated from
	File   string          `json:"file"`             // that it stands in, or is to stand in
	Line   int             `json:"line,omitempty"`   // of the first text that it lacks
	// Changes are how many texts of the source have changed, Lacks the texts that are
	// missing. Meant: the site leaves such pages unwritten on purpose.
	Changes int      `json:"changes,omitempty"`
	Lacks   []string `json:"lacks,omitempty"`
	Meant   bool     `json:"meant,omitempty"`
}

// newTranslations surveys a site; nil where it has one language.
func newTranslations(v *translate.Survey) *translations {
	if len(v.Languages) < 2 {
		return nil
	}
	t := &translations{Counts: map[string]map[translate.State]int{}}
	for _, l := range v.Languages {
		t.languages = append(t.languages, l.Code)
		t.Counts[l.Code] = map[translate.State]int{}
	}
	for _, s := range v.All() {
		one := translation{Item: s.Name(), Lang: s.Lang, State: s.State, Source: s.Source, File: s.File(s.Lang), Changes: translate.Count(v.Changes(s)), Meant: s.Meant}
		for _, lack := range s.Lacks {
			if one.Lacks == nil {
				one.File, one.Line = lack.Pos.File, lack.Pos.Line
			}
			if !slices.Contains(one.Lacks, lack.Key) {
				one.Lacks = append(one.Lacks, lack.Key)
			}
		}
		t.Counts[s.Lang][s.State]++
		t.Items = append(t.Items, one)
	}
	return t
}

// write prints the matrix and what is to be done.
func (t *translations) write(out io.Writer) {
	if t == nil {
		return
	}
	fmt.Fprintf(out, "\ntranslations of %s:\n", plural(len(t.Items)/len(t.languages), "page and record", "pages and records"))
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(table, "  \t%s\t\n", strings.Join(t.languages, "\t"))
	for _, state := range translate.States {
		fmt.Fprintf(table, "  %s\t", state)
		for _, l := range t.languages {
			fmt.Fprintf(table, "%d\t", t.Counts[l][state])
		}
		fmt.Fprintln(table)
	}
	table.Flush()
	t.writeTasks(out)
}

// writeTasks lists what is outdated and missing, one a line; what was never marked is
// one task.
func (t *translations) writeTasks(out io.Writer) {
	meant, untracked := 0, 0
	for _, state := range []translate.State{translate.Outdated, translate.Missing} {
		for _, l := range t.languages {
			for _, one := range t.Items {
				switch {
				case one.Lang != l || one.State != state:
				case one.Meant:
					meant++
				default:
					fmt.Fprintf(out, "  %s %s in %s: %s\n", one.Item, state, l, one.task())
				}
			}
			if state == translate.Outdated {
				untracked += t.Counts[l][translate.Untracked]
			}
		}
	}
	if meant > 0 {
		fmt.Fprintf(out, "  %s missing on purpose (missing: in site.yaml)\n", plural(meant, "is", "are"))
	}
	if untracked > 0 {
		fmt.Fprintf(out, "  %s never marked; those that fit their source: fishbowl translate mark ID LANGUAGE, or --all\n", plural(untracked, "was", "were"))
	}
}

func (one translation) task() string {
	switch {
	case one.State == translate.Outdated:
		return fmt.Sprintf("%s of the source (%s) changed; fishbowl translate diff %s %s", plural(one.Changes, "text"), one.Source, one.Item, one.Lang)
	case len(one.Lacks) > 0:
		return fmt.Sprintf("%s (%s:%d)", strings.Join(one.Lacks, ", "), one.File, one.Line)
	}
	return "write " + one.File
}
