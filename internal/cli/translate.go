package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"fishbowl/internal/build"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/state"
	"fishbowl/internal/translate"
)

func translateCommand(env Environment) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "translate",
		Short: "Keep translations and their sources together",
		Long: `Translate remembers which translations fit their source, so that an edit of the one
shows that the other has become older. Any language may be the source of another.

When a translation fits, mark it. From then on fishbowl status says whether the source
has changed since, and translate diff what has changed in it. Only words count: a new
picture, another date or address, a draft, a key that has moved make nothing older.

What is remembered stands in content/_state/translations.txt: commit it like content.`,
		Example: `  fishbowl status                            how all translations stand
  fishbowl translate diff history de         what has changed since the German was marked
  fishbowl translate mark history de         the German fits again
  fishbowl translate mark --small history    only a typing error was mended in the source
  fishbowl translate export de               all texts as de.po, for Poedit or Weblate
  fishbowl translate import de.po            and back`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		Args: unknownCommand,
	}
	cmd.AddCommand(markCommand(env), diffCommand(env), exportCommand(env), importCommand(env))
	return cmd
}

// markFlags are the flags of translate mark.
type markFlags struct {
	siteFlags
	from       string
	all, small bool
}

func markCommand(env Environment) *cobra.Command {
	var f markFlags
	cmd := &cobra.Command{
		Use:   "mark ID LANGUAGE...",
		Short: "Say that a translation fits its source as it is now",
		Long: `Mark writes down that a translation fits its source as it is now. The source is the
language that was named before; the first time it is the main language, or the one that
--from names.

With --all it says so of every translation, or of all in the languages that are named:
the way to begin with a site that was translated elsewhere. It lists those that were
older than their source.

With --small it carries an edit of the source over to all translations that are marked:
the edit was so small that they need none. What has changed for some of them only stays
to be done; if one alone is marked, all that has changed for it counts as small. The list
of what it took shows whether that was meant.`,
		Example: `  fishbowl translate mark history de en      both fit
  fishbowl translate mark history el --from de   the Greek was made from the German
  fishbowl translate mark group:athens-tuesday en
  fishbowl translate mark --all              every translation fits
  fishbowl translate mark --small history    a typing error was mended`,
		RunE: func(_ *cobra.Command, args []string) error { return runMark(env, f, args) },
	}
	f.add(cmd.Flags())
	cmd.Flags().StringVar(&f.from, "from", "", "the `language` of the source")
	cmd.Flags().BoolVar(&f.all, "all", false, "mark all translations")
	cmd.Flags().BoolVar(&f.small, "small", false, "the edit of the source was small: no translation needs one")
	return cmd
}

// surveyed is a site as translators see it, with its drafts.
type surveyed struct {
	*opened
	*translate.Survey
}

// survey reads a site for translators; close closes its folder.
func (f siteFlags) survey(env Environment) (s surveyed, close func(), err error) {
	o, err := f.open(env)
	if err != nil {
		return s, nil, err
	}
	close = func() { o.root.Close() }
	list := &diag.List{}
	g, err := o.load(list, build.View{Drafts: true})
	if err == nil && g == nil {
		err = mendFirst(env, list)
	}
	if err != nil {
		close()
		return s, nil, err
	}
	return surveyed{o, translate.New(g.Site)}, close, nil
}

func runMark(env Environment, f markFlags, args []string) error {
	switch {
	case f.all && f.small:
		return usageError{errors.New("--all and --small do not go together")}
	case f.all && f.from != "":
		return usageError{errors.New("--from goes with one translation, not with --all")}
	case f.small && len(args) != 1:
		return usageError{errors.New("--small wants the name of one page or record, as in: fishbowl translate mark --small history")}
	case !f.all && !f.small && len(args) < 2:
		return usageError{errors.New("name a page or record and a language, as in: fishbowl translate mark history de")}
	}
	s, closeSite, err := f.survey(env)
	if err != nil {
		return err
	}
	defer closeSite()
	switch {
	case f.all:
		return s.markAll(env, args)
	case f.small:
		return s.markSmall(env, args[0])
	}
	it, err := s.Find(args[0])
	if err != nil {
		return usageError{err}
	}
	if f.from != "" {
		if _, err := s.Language(f.from); err != nil {
			return usageError{fmt.Errorf("--from: %w", err)}
		}
	}
	for _, code := range args[1:] {
		l, err := s.Language(code)
		if err != nil {
			return usageError{err}
		}
		m, err := s.Mark(it, code, f.from)
		if err != nil {
			return err
		}
		source, _ := s.Language(m.From)
		fmt.Fprintf(env.Stdout, "%s in %s fits its source in %s\n", it.Name(), languageAndCode(l), languageAndCode(source))
		if m.Freed != "" {
			fmt.Fprintf(env.Stdout, "  %q was marked as translated from it, and is not any more\n", m.Freed)
		}
		for _, lack := range m.Lacks {
			fmt.Fprintf(env.Stdout, "  but it lacks %s: %s\n", lack.Key, lack.Pos)
		}
	}
	return s.write(env)
}

func (s surveyed) markAll(env Environment, langs []string) error {
	for _, code := range langs {
		if _, err := s.Language(code); err != nil {
			return usageError{err}
		}
	}
	count := map[translate.State]int{}
	marked := s.MarkAll(langs)
	for _, m := range marked {
		if m.State == translate.Outdated {
			fmt.Fprintf(env.Stdout, "%s in %q was older than its source in %q: %s changed\n", m.Name(), m.Lang, m.From, plural(m.Changes, "text"))
		}
		count[m.State]++
	}
	fmt.Fprintf(env.Stdout, "%s marked: %d never marked before, %d that had been older than their source, %d with missing texts\n",
		plural(len(marked), "translation"), count[translate.Untracked], count[translate.Outdated], count[translate.Missing])
	return s.write(env)
}

func (s surveyed) markSmall(env Environment, name string) error {
	it, err := s.Find(name)
	if err != nil {
		return usageError{err}
	}
	carried := s.Small(it)
	if len(carried) == 0 {
		fmt.Fprintf(env.Stdout, "no marked translation of %s is older than its source: there is nothing to carry over\n", it.Name())
		return nil
	}
	for _, c := range carried {
		if len(c.Over) == 0 {
			fmt.Fprintf(env.Stdout, "%s in %q stays older than its source: what has changed for it has not changed for the others\n", it.Name(), c.Lang)
			continue
		}
		fmt.Fprintf(env.Stdout, "%s in %q: %s carried over\n", it.Name(), c.Lang, plural(translate.Count(c.Over), "changed text"))
		for _, change := range c.Over {
			writeChange(env.Stdout, change, false)
		}
		if len(c.Left) > 0 {
			fmt.Fprintf(env.Stdout, "  it stays older by %s: fishbowl translate diff %s %s\n", plural(translate.Count(c.Left), "text"), it.Name(), c.Lang)
		}
	}
	return s.write(env)
}

// write writes down what was marked.
func (s surveyed) write(env Environment) error {
	files, err := state.WriteMarks(s.root, s.Marks())
	for _, file := range files {
		fmt.Fprintf(env.Stdout, "%s has changed: commit it like content\n", file)
	}
	return err
}

func languageAndCode(l *locale.Language) string { return fmt.Sprintf("%s (%s)", l.Name, l.Code) }

func diffCommand(env Environment) *cobra.Command {
	var f siteFlags
	cmd := &cobra.Command{
		Use:   "diff ID LANGUAGE",
		Short: "Tell what has changed in the source since a translation was marked",
		Long: `Diff lists the texts of the source that are others than when the translation was
marked, and where they stand in the translation, as far as that can be told. It knows
texts by fingerprints: the words of before stand in the history of version control.`,
		Example: `  fishbowl translate diff history de
  fishbowl translate diff group:athens-tuesday en`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError{errors.New("name a page or record and a language, as in: fishbowl translate diff history de")}
			}
			return runDiff(env, f, args[0], args[1])
		},
	}
	f.add(cmd.Flags())
	return cmd
}

func runDiff(env Environment, f siteFlags, name, code string) error {
	s, closeSite, err := f.survey(env)
	if err != nil {
		return err
	}
	defer closeSite()
	it, err := s.Find(name)
	if err != nil {
		return usageError{err}
	}
	l, err := s.Language(code)
	if err != nil {
		return usageError{err}
	}
	out, st := env.Stdout, s.Status(it, code)
	what := fmt.Sprintf("%s in %s", it.Name(), languageAndCode(l))
	source, _ := s.Language(st.Source)
	changed := s.Changes(st)
	switch {
	case !it.In(code):
		fmt.Fprintf(out, "%s is not written: %s would be the file\n", what, it.File(code))
		return nil
	case st.Source == "" && st.State == translate.Untracked:
		fmt.Fprintf(out, "%s was never marked. If it fits its source: fishbowl translate mark %s %s\n", what, it.Name(), code)
	case st.Source == "":
		fmt.Fprintf(out, "%s is a source itself\n", what)
	case !st.Older:
		fmt.Fprintf(out, "%s fits its source in %s\n", what, languageAndCode(source))
	default:
		fmt.Fprintf(out, "%s is older than its source in %s: %s changed since it was marked\n", what, languageAndCode(source), plural(translate.Count(changed), "text"))
		for _, c := range changed {
			writeChange(out, c, true)
		}
		fmt.Fprintf(out, "\nwhen it fits again: fishbowl translate mark %s %s\n", it.Name(), code)
	}
	for _, lack := range st.Lacks {
		fmt.Fprintf(out, "it lacks %s, which stands in %s: %s\n", lack.Key, lack.Pos, excerpt(lack.Text))
	}
	return nil
}

// writeChange tells of a change of a source and, if they are asked for, of the texts of
// the translation that stand there.
func writeChange(out io.Writer, c translate.Change, there bool) {
	for i, t := range c.Now {
		how := "new"
		if i < c.Gone {
			how = "changed"
		}
		fmt.Fprintf(out, "\n  %s: %s, %s\n    %s\n", t.Pos, label(c.Key), how, excerpt(t.Text))
	}
	if gone := c.Gone - len(c.Now); gone > 0 {
		where := ""
		switch {
		case len(c.Now) > 0:
			where = " behind it"
		case c.After != nil:
			where = fmt.Sprintf(" behind %s", c.After.Pos)
		case c.Key == translate.BodyKey:
			where = " at the beginning"
		}
		fmt.Fprintf(out, "\n  %s: %s gone%s\n", label(c.Key), plural(gone, "text"), where)
	}
	if !there {
		return
	}
	for _, t := range c.There {
		fmt.Fprintf(out, "    there: %s: %s\n", t.Pos, excerpt(t.Text))
	}
}

// label names the key of a text.
func label(key string) string {
	if key == translate.BodyKey {
		return "the text"
	}
	return key
}

// excerpt returns the beginning of a text on one line.
func excerpt(text string) string {
	const most = 100
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most]) + "…"
}
