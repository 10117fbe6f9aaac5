// Package build runs the stages in order: read, model, render, write. It is the
// only place where they meet.
//
// A [Reader] turns a site's folder into a [Generation], the model and the table of
// routes, again and again; [Load] does so once. [Publish] renders every route into a
// staged tree and swaps it in. A run with faults publishes nothing and leaves the
// former site as it was.
package build

import (
	"io"
	"io/fs"
	"os"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/output"
	"fishbowl/internal/render"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
	"fishbowl/internal/state"
	"fishbowl/internal/theme"
)

// Input is where a site is read from.
type Input struct {
	Site     fs.FS                           // the site's folder, rooted
	Embedded fs.FS                           // the program's own themes/ and i18n/
	Today    func(*time.Location) civil.Date // the day in a zone
}

// View says how a site is looked at.
type View struct {
	AsOf    civil.Date // the as-of day; today in the site's zone where zero
	Drafts  bool       // show drafts and what is to be published later
	BaseURL string     // instead of site.yaml's, where not empty
}

// Generation is one reading of a site, whole and immutable.
type Generation struct {
	Site   *site.Site
	Routes *route.Table
	theme  *theme.Theme
	plan   *render.Plan
}

// Fault reports an error of rendering that is a fault of a layout. It returns false
// for every other error.
func (g *Generation) Fault(list *diag.List, err error) bool { return g.theme.Fault(list, err) }

// Load reads a site once. Faults are reported to list; where there is one, the
// generation is nil. An error is one of the disk.
func Load(list *diag.List, in Input, v View) (*Generation, error) {
	return NewReader(in).Read(list, Changed{All: true}, v)
}

// Publish renders all routes into the folder target, an absolute path. It
// reports faults of layouts to list; then, and where the list has failed for
// another reason, nothing is published and the summary is nil.
func Publish(list *diag.List, g *Generation, target string, strict bool, options output.Options) (*output.Summary, error) {
	if list.Failed(strict) {
		return nil, nil
	}
	tree, err := output.BeginWith(target, options)
	if err != nil {
		return nil, err
	}
	defer tree.Discard() // harmless after Commit; an error of tidying up changes nothing
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for _, r := range g.Routes.All() {
		work.Go(func() error {
			return tree.Write(r.File, func(w io.Writer) error {
				err := r.Render(w)
				if err != nil && g.Fault(list, err) {
					return nil // go on: other layouts may have faults too
				}
				return err
			})
		})
	}
	if err := work.Wait(); err != nil {
		return nil, err
	}
	if list.Failed(strict) {
		return nil, nil
	}
	summary, err := tree.Commit()
	if err != nil && summary.Files == 0 {
		return nil, err
	}
	return &summary, err // published, even if something went wrong afterwards
}

// Remember writes down, in the site's folder, what a generation that was
// published has told readers and programs. It returns the files that it has
// changed.
func Remember(root *os.Root, g *Generation) ([]string, error) {
	s := g.Site
	return s.State.Remember(root, s.AsOf, s.Config.BaseURL.Shown(), state.Items(s.Records), g.plan.Published())
}
