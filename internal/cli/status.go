package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/site"
	"fishbowl/internal/starter"
	"fishbowl/internal/translate"
)

func statusCommand(env Environment) *cobra.Command {
	var f siteFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Tell what waits for somebody, and how long the published site stays right",
		Long: `Status tells what a build says quietly or not at all: notices, such as a group
that nobody has confirmed for long; what is still to be filled in; how the translations
stand; and the day from which the published site will be out of date, because a group
has met or a page is to appear. It changes nothing.

A site that is built every night is never out of date: status prints the line for
that, to be put into the table of cron (crontab -e).`,
		Example: `  fishbowl status                       as of today
  fishbowl status --as-of 2027-06-30    before the summer
  fishbowl status --json                for programs`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			o, list, g, err := f.read(env)
			if err != nil {
				return err
			}
			s := newStatus(o, list, g.Site)
			if s.Blanks, err = blanks(env, f); err != nil {
				return err
			}
			if s.Translations, err = surveyOf(env, f, g.Site); err != nil {
				return err
			}
			if asJSON {
				return writeJSON(env, s)
			}
			s.write(env, list)
			return nil
		},
	}
	f.add(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "for programs")
	return cmd
}

// surveyOf tells how the translations of a site stand, drafts among them; where these have
// faults, those of the published pages.
func surveyOf(env Environment, f siteFlags, published *site.Site) (*translations, error) {
	o, err := f.open(env)
	if err != nil {
		return nil, err
	}
	defer o.root.Close()
	g, err := o.load(&diag.List{}, build.View{Drafts: true})
	if err != nil {
		return nil, err
	}
	if g != nil {
		published = g.Site
	}
	return newTranslations(translate.New(published)), nil
}

// blanks are what is to be filled in, in drafts too.
func blanks(env Environment, f siteFlags) ([]starter.Blanks, error) {
	o, err := f.open(env)
	if err != nil {
		return nil, err
	}
	defer o.root.Close()
	written, err := starter.Read(&diag.List{}, o.fsys)
	if written == nil || err != nil {
		return nil, err
	}
	return written.Blanks(), nil
}

// status is what the command tells. The keys are part of the public format.
type status struct {
	AsOf         string           `json:"as_of"`
	Warnings     int              `json:"warnings"` // fishbowl build lists them
	Notices      []*diag.Problem  `json:"notices"`
	Blanks       []starter.Blanks `json:"blanks,omitempty"`       // what waits to be filled in
	Translations *translations    `json:"translations,omitempty"` // of a site in several languages
	Stale        *stale           `json:"stale,omitempty"`
	Cron         string           `json:"cron"`
}

// stale is from when the site as it is now is not right any more.
type stale struct {
	From    string   `json:"from"`
	Because []reason `json:"because"`

	day civil.Date
}

type reason struct {
	diag.Pos
	What string `json:"what"`
}

func newStatus(o *opened, list *diag.List, s *site.Site) status {
	v := status{AsOf: s.AsOf.String(), Warnings: list.Len(diag.Warning), Notices: []*diag.Problem{},
		Cron: "15 3 * * *  fishbowl build --site " + strings.ReplaceAll(shellQuoted(o.dir), "%", `\%`)} // cron takes a bare % for the end of the line
	for _, p := range list.Sorted() {
		if p.Severity == diag.Notice {
			v.Notices = append(v.Notices, p)
		}
	}
	for _, c := range s.NextChanges() {
		if v.Stale == nil {
			v.Stale = &stale{From: c.Day.String(), day: c.Day}
		}
		v.Stale.Because = append(v.Stale.Because, reason{c.Pos, c.What})
	}
	return v
}

func (v status) write(env Environment, list *diag.List) {
	out := env.Stdout
	fmt.Fprintf(out, "as of %s: %s\n", v.AsOf, plural(len(v.Notices), "notice"))
	for _, p := range v.Notices {
		fmt.Fprint(out, list.Report(p))
	}
	if v.Warnings > 0 {
		fmt.Fprintf(out, "\n%s: fishbowl build lists them\n", plural(v.Warnings, "warning"))
	}
	if len(v.Blanks) > 0 {
		fmt.Fprintf(out, "\nto be filled in, marked %q:\n", starter.Blank)
		writeBlanks(out, v.Blanks)
	}
	v.Translations.write(out)
	if v.Stale == nil {
		fmt.Fprintln(out, "\nnothing on the site depends on the day: it stays right until somebody edits it")
		return
	}
	fmt.Fprintf(out, "\na site that is built today is out of date from %s %s:\n", v.Stale.day.Weekday(), v.Stale.From)
	for _, r := range v.Stale.Because {
		fmt.Fprintf(out, "  %s (%s)\n", r.What, r.Pos)
	}
	fmt.Fprintf(out, "\nto build it every night, put this line into the table of cron (crontab -e):\n  %s\n", v.Cron)
}

// shellQuoted writes a path as a shell reads it as one word.
func shellQuoted(path string) string {
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
