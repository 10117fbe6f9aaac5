package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"fishbowl"
	"fishbowl/internal/config"
	"fishbowl/internal/diag"
	"fishbowl/internal/site"
	"fishbowl/internal/starter"
	"fishbowl/internal/theme"
)

func newCommand(env Environment) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new",
		Short: "Begin a site, a page, a leader, an event or a group",
		Long: `New spares you an empty file: it writes a small, complete site, or the files of a
page, an article, a news item, a leader, a group or an event, for all languages of the
site and with every key explained.

It never changes a file that is there: it writes all that is asked for, or nothing.
What you have to fill in is marked "` + starter.Blank + `".`,
		Example: `  fishbowl new site my-site                        a site to begin with
  fishbowl new page history --title "Our history"  content/history.LANG.md
  fishbowl new group berlin-monday                 content/groups/berlin-monday.yaml`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		Args: unknownKind,
	}
	cmd.AddCommand(newSiteCommand(env))
	for _, kind := range starter.Kinds {
		cmd.AddCommand(newKindCommand(env, kind))
	}
	return cmd
}

// unknownKind refuses what cannot be begun.
func unknownKind(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	fault := diag.Faultf("new cannot begin a %q", args[0])
	fault.Hint = "one of " + strings.Join(namesBelow(cmd), ", ")
	if near := diag.Nearest(args[0], namesBelow(cmd)); near != "" {
		fault.Hint = fmt.Sprintf("did you mean %q?", near)
	}
	return usageError{fault}
}

// newSiteFlags are the flags of new site.
type newSiteFlags struct {
	name, theme, asOf string
	languages         []string
}

func newSiteCommand(env Environment) *cobra.Command {
	var f newSiteFlags
	known := strings.Join(starter.Languages(), ", ")
	cmd := &cobra.Command{
		Use:   "site FOLDER",
		Short: "Write a small, complete site into a new folder",
		Long: `New site writes a site that can be built at once: pages about what a Balint group
is, two groups, two leaders, an article, legal notice, privacy notice and a
statement on accessibility. All people in it are invented. The folder is made; if it
is there, it must be empty.

The texts are there in ` + known + `. The first language that you name is the main one; the
country, the time zone and the currency follow from it: please check them in site.yaml.`,
		Example: `  fishbowl new site my-site
  fishbowl new site my-site --languages de --name "Balint-Gesellschaft Musterstadt"`,
		Args: oneArgument("the name of the folder to be made", "fishbowl new site my-site"),
		RunE: func(_ *cobra.Command, args []string) error { return runNewSite(env, f, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.name, "name", "", "the `name` of the society (default: an example's)")
	flags.StringSliceVar(&f.languages, "languages", starter.Languages(), "the site's languages, the main one first: `codes` such as "+strings.Join(starter.Languages(), ","))
	flags.StringVar(&f.theme, "theme", theme.Default, "the `name` of the theme")
	addAsOf(flags, &f.asOf)
	return cmd
}

func runNewSite(env Environment, f newSiteFlags, dir string) error {
	asOf, err := parseAsOf(f.asOf)
	if err != nil {
		return err
	}
	if err := theme.Known(fishbowl.Files, f.theme); err != nil {
		return usageError{fmt.Errorf("--theme: %w", err)}
	}
	for i, code := range f.languages {
		f.languages[i] = strings.TrimSpace(code) // people write "el, en"
	}
	files, err := starter.Site(starter.SiteOptions{Name: f.name, Languages: f.languages, Theme: f.theme, Today: env.dayOf(asOf)})
	if err != nil {
		return usageError{fmt.Errorf("--languages: %w", err)}
	}
	root, below, err := newFolder(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	written := make([]starter.File, len(files))
	for i, file := range files {
		written[i] = starter.File{Name: path.Join(below, file.Name), Text: file.Text}
	}
	if err := starter.Write(root, written, env.Fault); err != nil {
		return err
	}
	fmt.Fprintf(env.Stdout, "%s: a site in %s, %s\n\n", dir, strings.Join(f.languages, ", "), plural(len(files), "file"))
	return begunSite(env, root, dir, below, f.languages[0])
}

// begunSite says what to do next.
func begunSite(env Environment, root *os.Root, dir, below, main string) error {
	fsys, err := fs.Sub(root.FS(), below)
	if err != nil {
		return err
	}
	begun, err := starter.Read(&diag.List{}, fsys)
	if err != nil || begun == nil {
		return err
	}
	out := env.Stdout
	if filepath.Clean(dir) != "." {
		fmt.Fprintf(out, "  cd %s\n", shellWord(dir))
	}
	fmt.Fprintf(out, "  fishbowl serve      shows the site while you write\n")
	fmt.Fprintf(out, "  edit site.yaml      who you are and where; then content/home.%s.md\n", main)
	fmt.Fprintf(out, "  fishbowl build      writes the website into public/\n\n")
	fmt.Fprintf(out, "The people and groups in it, the telephone numbers and all that ends in example.org\nare invented: put your own in their place. What else you have to fill in is marked %q:\n", starter.Blank)
	writeBlanks(out, begun.Blanks())
	fmt.Fprintf(out, "\nfishbowl status lists what is still to be filled in.\n")
	return nil
}

// writeBlanks lists files with blanks.
func writeBlanks(out io.Writer, blanks []starter.Blanks) {
	for _, b := range blanks {
		fmt.Fprintf(out, "  %s %d\n", b.File, b.Count)
	}
}

// shellWord writes a path for a shell, in quotation marks if it needs them.
func shellWord(path string) string {
	if strings.ContainsAny(path, " '\"$&();<>|*?[]#~\\!`") {
		return shellQuoted(path)
	}
	return path
}

// newFolder opens the folder into which a site is to be written, if it is there
// and empty; else the nearest one above it, and returns the path below that.
func newFolder(dir string) (root *os.Root, below string, err error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, "", err
	}
	if err := outsideSites(abs, dir); err != nil {
		return nil, "", err
	}
	at := abs
	for {
		info, err := os.Stat(at)
		switch {
		case err == nil && !info.IsDir():
			return nil, "", fmt.Errorf("%s is a file, where a folder is needed", at)
		case err == nil:
			if at == abs {
				err = mustBeEmpty(abs, dir)
			}
			if err != nil {
				return nil, "", err
			}
			if below, err = filepath.Rel(at, abs); err != nil {
				return nil, "", err
			}
			root, err = os.OpenRoot(at)
			return root, filepath.ToSlash(below), err
		case !errors.Is(err, fs.ErrNotExist):
			return nil, "", err
		}
		at = filepath.Dir(at)
	}
}

// outsideSites refuses a folder from which another site is read.
func outsideSites(abs, dir string) error {
	for up := filepath.Dir(abs); up != filepath.Dir(up); up = filepath.Dir(up) {
		if _, err := os.Stat(filepath.Join(up, config.File)); err != nil {
			continue
		}
		if below, err := filepath.Rel(up, abs); err == nil && isInput(filepath.ToSlash(below)) {
			return fmt.Errorf("%s is in the site of %s, which reads it: choose a folder beside that site", dir, up)
		}
	}
	return nil
}

// mustBeEmpty refuses a folder with files in it; those that begin with a dot,
// such as .git, may be there.
func mustBeEmpty(abs, dir string) error {
	entries, err := os.ReadDir(abs)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			fault := diag.Faultf("the folder %s is not empty: %s stands in it; nothing was written", dir, e.Name())
			fault.Hint = "choose the name of a folder that is not there yet"
			return fault
		}
	}
	return nil
}

// newKindFlags are the flags of new page and of its like.
type newKindFlags struct {
	siteFlags
	titles []string
}

func newKindCommand(env Environment, kind starter.Kind) *cobra.Command {
	var f newKindFlags
	name := string(kind.Kind)
	example := map[site.Kind]string{
		site.Plain: "history", site.Article: "a-second-evening", site.News: "new-group", site.Leader: "maria-example",
		site.Group: "berlin-monday", site.Event: "spring-weekend",
	}[kind.Kind]
	where := "a file for each language of the site"
	if kind.Kind == site.Group {
		where = "one file for all languages, content/groups/ID.yaml"
	}
	cmd := &cobra.Command{
		Use:   name + " ID",
		Short: "Begin " + kind.What,
		Long: `Begin ` + kind.What + `: ` + where + `, with every key
explained.

ID is the lasting name that links use: lower-case letters a-z, digits and "-". It is
the same in all languages. The address is made from the title, with Greek in Latin
letters; you find it in the file as slug.`,
		Example: fmt.Sprintf("  fishbowl new %s %s\n  fishbowl new %s %s --title \"…\" --title de=\"…\"", name, example, name, example),
		Args: func(cmd *cobra.Command, args []string) error {
			if err := oneArgument("an id", "fishbowl new "+name+" "+example)(cmd, args); err != nil {
				return err
			}
			if err := starter.CheckID(args[0]); err != nil {
				return usageError{err}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return runNew(env, f, kind.Kind, args[0]) },
	}
	f.add(cmd.Flags())
	cmd.Flags().StringArrayVar(&f.titles, "title", nil, "the `title` in the main language, or de=TITLE in another; once for each language")
	return cmd
}

func runNew(env Environment, f newKindFlags, kind site.Kind, id string) error {
	o, err := f.open(env)
	if err != nil {
		return err
	}
	defer o.root.Close()
	list := &diag.List{}
	existing, err := starter.Read(list, o.fsys)
	switch {
	case err != nil:
		return err
	case existing == nil:
		return mendFirst(env, list)
	}
	titles, err := existing.Titles(f.titles)
	if err != nil {
		return usageError{fmt.Errorf("--title: %w", err)}
	}
	files, err := existing.New(kind, id, titles, o.today(existing.Config().Timezone.Location()))
	if err != nil {
		return err
	}
	if err := starter.Write(o.root, files, env.Fault); err != nil {
		return err
	}
	for _, file := range files {
		fmt.Fprintln(env.Stdout, file.Name)
	}
	preview := "fishbowl serve --drafts"
	if f.site != "" {
		preview += " --site " + shellWord(f.site)
	}
	fmt.Fprintln(env.Stdout, "\n"+nextStep(kind, id, preview))
	return nil
}

// nextStep says what to do with files that were just written.
func nextStep(kind site.Kind, id, preview string) string {
	switch kind {
	case site.Group:
		return `The next build shows the group with status: planned, and with dates and fee on
request. Write what you know, then status: open.
  ` + strings.Replace(preview, " --drafts", "", 1) + `
shows how it will look.`
	case site.Leader:
		return `Write the text, and consent: true when the person has agreed. Then
  ` + preview + `
shows the page; it is published when you delete draft: true.`
	}
	step := `Write the text.
  ` + preview + `
shows how it will look; it is published when you delete draft: true. Link to it as
` + string(kind) + ":" + id + "."
	if kind == site.Plain {
		step += " Then, to have it in the menu, write " + id + " under menu: in site.yaml."
	}
	return step
}

// oneArgument wants exactly one argument.
func oneArgument(what, example string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 && args[0] != "" {
			return nil
		}
		fault := diag.Faultf("%s takes %s", strings.TrimPrefix(cmd.CommandPath(), "fishbowl "), what)
		if len(args) > 1 {
			fault.Message += fmt.Sprintf(", found %q too", args[1])
		}
		fault.Hint = "as in " + example
		return usageError{fault}
	}
}
