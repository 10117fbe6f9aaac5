package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"fishbowl/internal/build"
	"fishbowl/internal/diag"
	"fishbowl/internal/exchange"
	"fishbowl/internal/po"
	"fishbowl/internal/source"
	"fishbowl/internal/state"
	"fishbowl/internal/translate"
)

// exportFlags are the flags of translate export.
type exportFlags struct {
	siteFlags
	out, from string
	force     bool
}

func exportCommand(env Environment) *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export LANGUAGE",
		Short: "Write all texts for translators, as a PO file",
		Long: `Export writes a PO file for a language: every text of the site that is translated into
it, block by block, with what the translation says now. Texts whose source has changed
since they were marked are fuzzy. Poedit, Weblate and other programs open such files.

Each page and record is translated from the language that it was translated from before;
the first time, from the main language. --from names another.

A file that stands there already is brought up to date: what is translated in it and not
yet on the site is kept. Import it first: without --force it is not overwritten while it
holds translations of texts that have changed, or others than the site.`,
		Example: `  fishbowl translate export de               de.po, in the folder where you are
  fishbowl translate export en --from de --out /tmp/english.po`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{errors.New("name one language, as in: fishbowl translate export de")}
			}
			return runExport(env, f, args[0])
		},
	}
	f.add(cmd.Flags())
	cmd.Flags().StringVar(&f.out, "out", "", "the `file` to write (default: LANGUAGE.po)")
	cmd.Flags().StringVar(&f.from, "from", "", "the `language` to translate from")
	cmd.Flags().BoolVar(&f.force, "force", false, "overwrite translations that the site has not")
	return cmd
}

func runExport(env Environment, f exportFlags, lang string) error {
	s, closeSite, err := f.survey(env)
	if err != nil {
		return err
	}
	defer closeSite()
	l, err := s.Language(lang)
	if err != nil {
		return usageError{err}
	}
	if f.from != "" {
		if _, err := s.Language(f.from); err != nil {
			return usageError{fmt.Errorf("--from: %w", err)}
		}
		if f.from == lang {
			return usageError{fmt.Errorf("a text is not translated from itself: --from names another language than %q", lang)}
		}
	}
	file, err := exchange.Export(s.Survey, s.fsys, lang, f.from)
	if err != nil {
		return err
	}
	if len(file.Messages) == 0 {
		return fmt.Errorf("nothing is translated into %s: it is the language of all sources; --from names another language", languageAndCode(l))
	}
	name := f.out
	if name == "" {
		name = lang + ".po"
	}
	if err := writePO(name, file, f.force); err != nil {
		return err
	}
	fuzzy, empty := 0, 0
	for _, m := range file.Messages {
		switch {
		case m.Text == "":
			empty++
		case m.Fuzzy:
			fuzzy++
		}
	}
	fmt.Fprintf(env.Stdout, "%s: %s into %s: %d translated, %d fuzzy, %d to translate\n",
		name, plural(len(file.Messages), "text"), languageAndCode(l), len(file.Messages)-fuzzy-empty, fuzzy, empty)
	return nil
}

// writePO writes a file for translators, if nothing is lost by that.
func writePO(name string, file *po.File, force bool) error {
	old, err := os.ReadFile(name)
	if err == nil {
		there := po.Read(&diag.List{}, name, old)
		if there == nil && !force {
			return diag.Faultf("%s is there and is no PO file: it is not overwritten", name)
		}
		if there != nil {
			if lost := exchange.Keep(there, file); lost > 0 && !force {
				return &diag.Fault{Message: fmt.Sprintf("%s holds %s that the site has not", name, plural(lost, "translation")),
					Hint: fmt.Sprintf("fishbowl translate import %s takes over what fits; --force overwrites the rest", name)}
			}
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil && bytes.Equal(old, file.Bytes()) {
		return nil
	}
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer root.Close()
	return source.Replace(root, map[string][]byte{filepath.Base(name): file.Bytes()})
}

// importFlags are the flags of translate import.
type importFlags struct {
	siteFlags
	dryRun, force bool
}

func importCommand(env Environment) *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Take over the translations of a PO file",
		Long: `Import takes over what is translated in files that translate export has made. A text
whose source has changed since then is refused and listed; so is one with which the site
could not be built. Fuzzy texts and empty ones are left out.

A page that is not there yet is written when all its texts are translated. In files that
are there nothing else is touched. Pages and records of which all texts are translated
are marked: they fit their source.

What has become another translation on the site since the export is not taken back, and
refused where the file has changed it too; --force takes what the file says. So export
again after each import, and let translators go on in the new file.`,
		Example: `  fishbowl translate import de.po
  fishbowl translate import --dry-run de.po en.po    only tell what would become of it`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("name a file, as in: fishbowl translate import de.po")}
			}
			return runImport(env, f, args)
		},
	}
	f.add(cmd.Flags())
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "write nothing")
	cmd.Flags().BoolVar(&f.force, "force", false, "take translations that the site has got others of since the export")
	return cmd
}

// maxPO bounds the size in bytes of a file of translators: the texts of 10,000 pages.
const maxPO = 64 << 20

// readPO reads a file of translators; nil where it is none, which is reported.
func readPO(list *diag.List, name string) (*po.File, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, unread(name, err)
	case !info.Mode().IsRegular() || info.Size() > maxPO:
		list.Errorf(diag.Pos{File: name}, "this is no file of fishbowl translate export: it is a folder, or larger than %d MB", maxPO>>20)
		return nil, nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, unread(name, err)
	}
	if text = source.CheckText(list, name, text); text == nil {
		return nil, nil
	}
	return po.Read(list, name, text), nil
}

// unread names the file as somebody has written it, once.
func unread(name string, err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("cannot read %s: %w", name, err)
}

func runImport(env Environment, f importFlags, names []string) error {
	s, closeSite, err := f.survey(env)
	if err != nil {
		return err
	}
	defer closeSite()
	list := &diag.List{}
	files := map[string][]byte{}
	var done []*exchange.Result
	for _, name := range names {
		r, err := s.importFile(list, name, source.Overlay(s.fsys, files), f.force)
		if err != nil {
			return err
		}
		if r != nil {
			maps.Copy(files, r.Files)
			s.Survey = r.After // the next file is for the site that is there then
			done = append(done, r)
		}
	}
	for _, p := range list.Sorted() {
		fmt.Fprint(env.Stderr, list.Report(p))
	}
	if !f.dryRun {
		if err := source.Replace(s.root, files); err != nil {
			return fmt.Errorf("%w; nothing was written", err)
		}
	}
	for _, r := range done {
		writeResult(env.Stdout, r)
	}
	if err := s.markImported(env, done, f.dryRun); err != nil {
		return err
	}
	if refused := list.Len(diag.Error); refused > 0 {
		fmt.Fprintf(env.Stderr, "%s\n", plural(refused, "is refused", "are refused"))
		return errReported
	}
	return nil
}

// importFile plans what a file changes; nil where it is none for this site, which is
// reported.
func (s surveyed) importFile(list *diag.List, name string, fsys fs.FS, force bool) (*exchange.Result, error) {
	file, err := readPO(list, name)
	if file == nil {
		return nil, err
	}
	lang, err := exchange.CheckHeader(s.Survey, file)
	if err != nil {
		list.Fault(diag.Pos{File: name}, err)
		return nil, nil
	}
	r, err := exchange.Import(s.Survey, fsys, lang, file, force, func(fsys fs.FS) (*translate.Survey, *diag.List, error) {
		list := &diag.List{}
		input := s.input()
		input.Site = fsys
		g, err := build.Load(list, input, build.View{Drafts: true})
		if err != nil || g == nil {
			return nil, list, err
		}
		return translate.New(g.Site), list, nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for _, refused := range r.Refused {
		p := list.Errorf(diag.Pos{File: name, Line: refused.Line, Col: 1}, "%s: %s", refused.Context, refused.Why).WithHint("%s", refused.Hint)
		if at := refused.Now; at.File != "" {
			if text, err := fs.ReadFile(s.fsys, at.File); err == nil {
				list.AddText(at.File, text)
			}
			if refused.There {
				p.WithAlso(at, "the translation stands here now")
			} else {
				p.WithAlso(at, "the source stands here now")
			}
		}
	}
	return r, nil
}

// markImported marks what fits its source now.
func (s surveyed) markImported(env Environment, done []*exchange.Result, dryRun bool) error {
	marked := 0
	for _, r := range done {
		for _, d := range slices.Concat(r.Done, r.Confirmed) {
			it, err := s.Find(d.Item)
			if err != nil {
				return err
			}
			if !d.Fits {
				s.Carry(it, r.Lang, d.Fit)
				continue
			}
			if _, err := s.Mark(it, r.Lang, d.Source); err != nil {
				return err
			}
			marked++
		}
	}
	if marked > 0 {
		fmt.Fprintf(env.Stdout, "%s\n", plural(marked, "translation fits its source and is marked", "translations fit their source and are marked"))
	}
	if dryRun {
		return nil
	}
	files, err := state.WriteMarks(s.root, s.Marks())
	for _, file := range files {
		fmt.Fprintf(env.Stdout, "%s has changed: commit it like content\n", file)
	}
	return err
}

// writeResult tells what became of a file.
func writeResult(out io.Writer, r *exchange.Result) {
	for _, d := range r.Done {
		if d.New {
			fmt.Fprintf(out, "%s in %q is new: %s\n", d.Item, r.Lang, d.File)
		} else {
			fmt.Fprintf(out, "%s in %q: %s\n", d.Item, r.Lang, plural(d.Texts, "text"))
		}
		if d.Extra > 0 {
			fmt.Fprintf(out, "  it has %s that its source has not any more: fishbowl translate diff %s %s\n", plural(d.Extra, "paragraph"), d.Item, r.Lang)
		}
	}
	for _, d := range r.Confirmed {
		if d.Fits {
			fmt.Fprintf(out, "%s in %q fits its source as it is\n", d.Item, r.Lang)
		}
	}
	for _, i := range r.Incomplete {
		fmt.Fprintf(out, "%s in %q is not written yet: %d of %s to translate\n", i.Item, r.Lang, i.Missing, plural(i.Texts, "text is", "texts are"))
	}
	if r.Newer > 0 {
		fmt.Fprintf(out, "%q: %s and not in the file\n", r.Lang, plural(r.Newer, "translation has changed on the site", "translations have changed on the site"))
	}
	fmt.Fprintf(out, "%q: %s taken over, %d stand there already, %d left out as fuzzy, %d without translation\n", r.Lang, plural(r.Taken, "text"), r.Same, r.Fuzzy, r.Empty)
}
