package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fishbowl/internal/build"
	"fishbowl/internal/config"
	"fishbowl/internal/diag"
	"fishbowl/internal/output"
)

// buildFlags are the flags of build.
type buildFlags struct {
	siteFlags
	out, baseURL, format     string
	drafts, strict, remember bool
}

func buildCommand(env Environment) *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Build the site into a folder that any web server can publish",
		Long: `Build reads the site, checks it, and writes the finished website into a folder.

Every fault is listed with its file, line and column and with what would be
right. After a fault nothing is published: the folder stays as it was. Else the
whole new site takes the place of the old one in one step.

Warnings do not stop a build; with --strict they do. Notices never do: they tell
what depends on the day, such as a group whose last date is past.

With --remember a build that was published also writes down in content/_state
which addresses it has and what calendar programs have been told. From then on
an address that vanishes is an error, and calendar programs notice changes. Do it
where the site is published, and commit the folder like content.`,
		Example: `  fishbowl build                          the site of this folder, into public/
  fishbowl build --strict                 stop at warnings too, as before publishing
  fishbowl build --drafts --out preview   with drafts, into another folder
  fishbowl build --as-of 2027-03-01       as the site will be on that day
  fishbowl build --strict --remember      publish, and write down what was told`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return runBuild(env, f) },
	}
	flags := cmd.Flags()
	f.add(flags)
	flags.StringVar(&f.out, "out", defaultTarget, "the `folder` to publish into, relative to the site")
	flags.StringVar(&f.baseURL, "base-url", "", "the `address` where the site is published, instead of site.yaml's")
	flags.BoolVar(&f.drafts, "drafts", false, "show drafts, what is to be published later, and what has expired")
	flags.BoolVar(&f.strict, "strict", false, "treat warnings as errors")
	flags.BoolVar(&f.remember, "remember", false, "write down in content/_state the addresses, and what calendar programs have been told")
	flags.StringVar(&f.format, "format", "text", "how to report: `text or json`")
	return cmd
}

func runBuild(env Environment, f buildFlags) error {
	start := env.Now()
	if f.format != "text" && f.format != "json" {
		return usageError{fmt.Errorf("--format is text or json, not %q", f.format)}
	}
	if f.remember && f.drafts {
		return usageError{errors.New("--remember writes down what is published, and does not go with --drafts")}
	}
	if f.baseURL != "" {
		if err := new(config.BaseURL).UnmarshalText([]byte(f.baseURL)); err != nil {
			return usageError{fmt.Errorf("--base-url: %w", err)}
		}
	}
	o, err := f.open(env)
	if err != nil {
		return err
	}
	defer o.root.Close()
	target, err := targetFolder(o.dir, f.out)
	if err != nil {
		return usageError{err}
	}
	r := report{out: f.out, strict: f.strict, problems: &diag.List{}}
	r.generation, err = o.load(r.problems, build.View{BaseURL: f.baseURL, Drafts: f.drafts})
	if err == nil && r.generation != nil {
		r.summary, err = build.Publish(r.problems, r.generation, target, f.strict, output.Options{Fault: env.Fault})
	}
	if f.remember && r.summary != nil && err == nil {
		if r.remembered, err = build.Remember(o.root, r.generation); err != nil {
			err = fmt.Errorf("%s is published, but not everything was written down: %w", f.out, err)
		}
	}
	r.took = env.Now().Sub(start)
	if f.format == "json" {
		return r.json(env, err)
	}
	return r.text(env, err)
}

// siteFolder returns the absolute path of the site's folder: the one that is
// named, or the nearest one upward that holds site.yaml.
func siteFolder(named string) (string, error) {
	dir, err := filepath.Abs(named)
	if err != nil {
		return "", err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return "", fmt.Errorf("there is no folder %q", named)
	}
	for up := dir; ; up = filepath.Dir(up) {
		if _, err := os.Stat(filepath.Join(up, config.File)); err == nil {
			return up, nil
		}
		if named != "" {
			return "", fmt.Errorf("the folder %q has no %s, so it is not a site", named, config.File)
		}
		if up == filepath.Dir(up) {
			return "", fmt.Errorf("neither this folder nor one above it has a %s: go into a site's folder, or name it with --site", config.File)
		}
	}
}

// defaultTarget is the folder of a site into which it is published.
const defaultTarget = "public"

// inputs are the folders of a site that are read; nothing is published there.
var inputs = []string{"content", "layouts", "i18n", "themes"}

// targetFolder returns the absolute path of the folder to publish into. It may
// not hold, or lie in, what the site is made from.
func targetFolder(site, out string) (string, error) {
	target := out
	if !filepath.IsAbs(out) {
		target = filepath.Join(site, out)
	}
	target = filepath.Clean(target)
	target = resolve(target)
	if inside(target, site) {
		return "", fmt.Errorf("--out: the folder %q holds the site itself: choose another one, such as public", out)
	}
	for _, name := range inputs {
		if inside(filepath.Join(site, name), target) {
			return "", fmt.Errorf("--out: the folder %q lies in %s/, which the site is made from: choose another one, such as public", out, name)
		}
	}
	return target, nil
}

// resolve follows the links in the part of a path that exists, but for its last
// name.
func resolve(p string) string {
	dir, rest := filepath.Dir(p), filepath.Base(p)
	for dir != filepath.Dir(dir) {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			return filepath.Join(real, rest)
		}
		dir, rest = filepath.Dir(dir), filepath.Join(filepath.Base(dir), rest)
	}
	return p
}

// inside reports whether p is dir or lies below it.
func inside(dir, p string) bool {
	rel, err := filepath.Rel(dir, p)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// report tells what a build did.
type report struct {
	out        string
	strict     bool
	problems   *diag.List
	generation *build.Generation
	summary    *output.Summary // nil where nothing was published
	remembered []string        // files of state that have changed
	took       time.Duration
}

// result returns how the command ends.
func (r report) result(err error) error {
	if err != nil {
		return err
	}
	if r.summary == nil {
		return errReported
	}
	return nil
}

func (r report) text(env Environment, err error) error {
	for _, p := range r.problems.Sorted() {
		fmt.Fprint(env.Stderr, r.problems.Report(p))
	}
	switch {
	case r.summary == nil && err == nil:
		fmt.Fprintf(env.Stderr, "%s; nothing was published, %s is as it was\n", r.counts(), r.out)
	case r.summary == nil:
		fmt.Fprintf(env.Stderr, "fishbowl: %v\nnothing was published, %s is as it was\n", err, r.out)
		return errReported
	case err == nil:
		fmt.Fprintln(env.Stdout, r.closingLine())
		for _, file := range r.remembered {
			fmt.Fprintf(env.Stdout, "%s has changed: commit it like content\n", file)
		}
	}
	return r.result(err)
}

// closingLine says what was made.
func (r report) closingLine() string {
	var pages []string
	for _, l := range r.generation.Site.Languages {
		pages = append(pages, fmt.Sprintf("%s %d", l.Code, r.pages()[l.Code]))
	}
	groups := len(r.generation.Site.Records.Groups)
	return fmt.Sprintf("%s: %s (%s), %s, %s, %s changed, %s, in %.2f s",
		r.out, plural(r.total(), "page"), strings.Join(pages, ", "), plural(groups, "group"), plural(r.summary.Files, "file"),
		fmt.Sprint(r.summary.Changed), r.counts(), r.took.Seconds())
}

// pages counts the pages per language; the one for unknown addresses is none.
func (r report) pages() map[string]int {
	n := map[string]int{}
	for _, p := range r.generation.Site.Pages() {
		if p.IsNotFound() {
			continue
		}
		for _, t := range r.generation.Site.Translations(p) {
			n[t.Lang.Code]++
		}
	}
	return n
}

func (r report) total() int {
	sum := 0
	for _, n := range r.pages() {
		sum += n
	}
	return sum
}

func (r report) counts() string {
	var parts []string
	if n := r.problems.Len(diag.Error); n > 0 {
		parts = append(parts, plural(n, "error"))
	}
	warnings := plural(r.problems.Len(diag.Warning), "warning")
	if r.strict && r.problems.Len(diag.Warning) > 0 {
		warnings += " (errors under --strict)"
	}
	parts = append(parts, warnings, plural(r.problems.Len(diag.Notice), "notice"))
	return strings.Join(parts, ", ")
}

// plural counts; many is the word for more than one, where it is not word with an s.
func plural(n int, word string, many ...string) string {
	if n != 1 {
		word = append(many, word+"s")[0]
	}
	return fmt.Sprintf("%d %s", n, word)
}

// json writes one document for machines; its keys are part of the public
// format.
func (r report) json(env Environment, err error) error {
	type summary struct {
		Pages   map[string]int `json:"pages"`
		Groups  int            `json:"groups"`
		Files   int            `json:"files"`
		Changed int            `json:"changed"`
		Removed int            `json:"removed"`
		Bytes   int64          `json:"bytes"`
	}
	doc := struct {
		Published bool            `json:"published"`
		Out       string          `json:"out"`
		Error     string          `json:"error,omitempty"`
		Problems  []*diag.Problem `json:"problems"`
		Summary   *summary        `json:"summary,omitempty"`
		Memory    []string        `json:"remembered,omitempty"`
		Seconds   float64         `json:"seconds"`
	}{Published: r.summary != nil, Out: r.out, Problems: append([]*diag.Problem{}, r.problems.Sorted()...), Memory: r.remembered, Seconds: r.took.Seconds()}
	if s := r.summary; s != nil {
		doc.Summary = &summary{r.pages(), len(r.generation.Site.Records.Groups), s.Files, s.Changed, s.Removed, s.Bytes}
	}
	if err != nil {
		doc.Error = err.Error()
	}
	if e := writeJSON(env, doc); e != nil {
		return e
	}
	if err != nil {
		return errReported
	}
	return r.result(nil)
}
