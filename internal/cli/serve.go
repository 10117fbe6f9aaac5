package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/diag"
	"fishbowl/internal/serve"
	"fishbowl/internal/source"
	"fishbowl/internal/watch"
)

// defaultPort is the first port that a preview tries.
const defaultPort = 1313

// serveFlags are the flags of serve.
type serveFlags struct {
	siteFlags
	port   int
	drafts bool
}

func serveCommand(env Environment) *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the site in your browser while you write",
		Long: `Serve shows the site in a browser on this computer while you write. It prints an
address; open it. Whenever you save a file, the page that you look at shows
the change; you need not load it again.

Errors are shown over the page and in the terminal, with file, line and column and
with what would be right; the last page without errors stays below them. Serve
begins even if the site has errors.

Only this computer can open the preview, and nothing is written to disk. To
publish, use fishbowl build. Ctrl-C ends the preview.`,
		Example: `  fishbowl serve                      the site of this folder
  fishbowl serve --drafts             with drafts and what is to be published later
  fishbowl serve --as-of 2027-03-01   as the site will be on that day
  fishbowl serve --port 8080          another port, if 1313 does not suit you`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return runServe(env, f) },
	}
	flags := cmd.Flags()
	f.add(flags)
	flags.IntVar(&f.port, "port", defaultPort, "the `number` of the port, or the next one that is free; 0 is any")
	flags.BoolVar(&f.drafts, "drafts", false, "show drafts, what is to be published later, and what has expired")
	return cmd
}

func runServe(env Environment, f serveFlags) error {
	if f.port < 0 || f.port > 1<<16-1 {
		return usageError{fmt.Errorf("--port is a number from 0 to 65535, not %d", f.port)}
	}
	asOf, err := parseAsOf(f.asOf)
	if err != nil {
		return err
	}
	view := build.View{AsOf: asOf, Drafts: f.drafts}
	dir, err := previewFolder(f.site)
	if err != nil {
		return usageError{err}
	}
	reader := folderReader{env: env, dir: dir}
	defer reader.close()
	if err := reader.open(); err != nil {
		return err
	}
	watcher, err := watch.Start(dir, watch.Options{Skip: notWatched, Polling: func(why string) { fmt.Fprintln(env.Stderr, polled(why)) }})
	if err != nil {
		return fmt.Errorf("cannot watch the site's folder: %w", err)
	}
	defer watcher.Close()
	p := previewReport{env: env}
	server, err := serve.Listen(serve.Options{
		Port: f.port, Read: reader.read, Changes: watcher.Changes(), View: view, Today: env.dayOf(civil.Date{}), Report: p.tell,
	})
	if err != nil {
		return err
	}
	defer server.Close()
	if f.port != 0 && server.Port() != f.port {
		fmt.Fprintf(env.Stderr, "port %d cannot be had; this preview takes %d\n", f.port, server.Port())
	}
	if why := watcher.Why(); why != "" {
		fmt.Fprintln(env.Stderr, polled(why))
	}
	fmt.Fprintf(env.Stdout, "Preview: %s  (Ctrl-C ends it)\n", server.Address())
	ctx, stop := previewContext(env)
	defer stop()
	return server.Run(ctx)
}

// polled says that changes are looked for.
func polled(why string) string { return "changes show up a moment later: " + why }

// folderReader reads the site in a folder again and again, whatever folder stands at
// its path.
type folderReader struct {
	env    Environment
	dir    string
	roots  []*os.Root // the last is read; pictures of what is shown may be in another
	reader *build.Reader
}

func (r *folderReader) open() error {
	root, err := os.OpenRoot(r.dir)
	if err != nil {
		return err
	}
	r.roots = append(r.roots, root)
	in := build.Input{Site: root.FS(), Embedded: fishbowl.Files, Today: r.env.dayOf(civil.Date{})}
	if r.env.Source != nil {
		in.Site = r.env.Source(in.Site)
	}
	r.reader = build.NewReader(in)
	return nil
}

func (r *folderReader) close() {
	for _, root := range r.roots {
		root.Close()
	}
}

func (r *folderReader) read(list *diag.List, c build.Changed, v build.View) (*build.Generation, error) {
	if c.All {
		was, _ := r.roots[len(r.roots)-1].Stat(".")
		if is, err := os.Stat(r.dir); err == nil && !os.SameFile(was, is) {
			if err := r.open(); err != nil {
				return nil, err
			}
		}
	}
	return r.reader.Read(list, c, v)
}

// previewContext ends when somebody stops the preview; who stops it again need not
// wait.
func previewContext(env Environment) (context.Context, func()) {
	parent := env.Context
	if parent == nil {
		parent = context.Background()
	}
	ctx, stop := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// previewFolder returns the absolute path of the site's folder. A folder that is
// named need not be a site yet: what it lacks is told in the browser.
func previewFolder(named string) (string, error) {
	dir, err := siteFolder(named)
	if err == nil || named == "" {
		return dir, err
	}
	if info, e := os.Stat(named); e != nil || !info.IsDir() {
		return "", err
	}
	if dir, err = filepath.Abs(named); err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(dir)
}

// notWatched reports whether a path of the site's folder is never looked at. All
// others are: a page may be a link to any file of the folder.
func notWatched(path string, _ bool) bool {
	first, _, _ := strings.Cut(path, "/")
	return source.Litter(path) || first == defaultTarget || first == "node_modules"
}

// isInput reports whether a site is read from a path of its folder.
func isInput(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return path == config.File || slices.Contains(inputs, first)
}

// previewReport prints what a preview does. What has been said is not said again.
type previewReport struct {
	env    Environment
	said   map[string]bool // reports of the last reading
	errors int
}

func (p *previewReport) tell(e serve.Event) {
	if e.Err != nil {
		fmt.Fprintf(p.env.Stderr, "fishbowl: %v\n", e.Err)
	}
	switch {
	case e.Problems == nil:
	case e.Page != "":
		for _, problem := range e.Problems.Sorted() {
			fmt.Fprint(p.env.Stderr, e.Problems.Report(problem))
		}
		fmt.Fprintf(p.env.Stderr, "%s cannot be shown\n", e.Page)
	default:
		p.reading(e)
	}
}

// reading tells what a reading has found.
func (p *previewReport) reading(e serve.Event) {
	if e.Why == "" && !e.Changed.All && p.said != nil && !slices.ContainsFunc(e.Changed.Paths, isInput) {
		return // a file beside the site
	}
	old, now := 0, map[string]bool{}
	for _, problem := range e.Problems.Sorted() {
		text := e.Problems.Report(problem)
		now[text] = true
		if p.said[text] {
			old++
			continue
		}
		fmt.Fprint(p.env.Stderr, text)
	}
	counts := report{problems: e.Problems}.counts()
	if old > 0 {
		counts += fmt.Sprintf("; %d told before", old)
		if old == len(now) {
			counts = strings.TrimSuffix(counts, fmt.Sprintf("%d told before", old)) + "as before"
		}
	}
	faults := e.Problems.Len(diag.Error)
	switch {
	case e.Err != nil:
		counts, faults = "the site cannot be read", 1
	case p.errors > 0 && faults == 0:
		counts = "no errors any more; " + counts
	}
	fmt.Fprintf(p.env.Stderr, "%s: %s (%d ms)\n", p.what(e), counts, e.Took.Milliseconds())
	if p.said == nil && e.Generation == nil {
		fmt.Fprintln(p.env.Stderr, "the preview waits until the errors are mended")
	}
	p.said, p.errors = now, faults
}

// mostNames is how many files a line names.
const mostNames = 3

// what says why the site was read.
func (p *previewReport) what(e serve.Event) string {
	paths := slices.DeleteFunc(slices.Clone(e.Changed.Paths), func(path string) bool { return !isInput(path) })
	switch {
	case p.said == nil:
		return "read"
	case e.Why != "":
		return e.Why
	case len(paths) == 0:
		return "read again"
	case len(paths) > mostNames:
		return fmt.Sprintf("%s and %s changed", strings.Join(paths[:mostNames], ", "), plural(len(paths)-mostNames, "other file"))
	}
	return strings.Join(paths, ", ") + " changed"
}
