// Package build runs the stages in order: read, model, render, write. It is the
// only place where they meet.
//
// [Load] turns a site's folder into a [Generation]: the model and the table of
// routes. [Publish] renders every route into a staged tree and swaps it in. A
// run with faults publishes nothing and leaves the former site as it was.
package build

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/markdown"
	"fishbowl/internal/output"
	"fishbowl/internal/record"
	"fishbowl/internal/reference"
	"fishbowl/internal/render"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
	"fishbowl/internal/source"
	"fishbowl/internal/state"
	"fishbowl/internal/theme"
)

// Input is what a run is given.
type Input struct {
	Site     fs.FS // the site's folder, rooted
	Embedded fs.FS // the program's own themes/ and i18n/
	// Today returns the as-of day, given the site's zone.
	Today   func(*time.Location) civil.Date
	BaseURL string // instead of site.yaml's, where not empty
	Drafts  bool
}

// Generation is one reading of a site, whole and immutable.
type Generation struct {
	Site   *site.Site
	Routes *route.Table
	theme  *theme.Theme
}

// Load reads a site. Faults are reported to list; where there is one, the
// generation is nil. An error is one of the disk.
func Load(list *diag.List, in Input) (*Generation, error) {
	l := loader{Input: in, list: list}
	for _, stage := range []func() error{l.readConfig, l.readTheme, l.readContent, l.readState} {
		if err := stage(); err != nil {
			return nil, err
		}
		if l.config == nil {
			return nil, nil
		}
	}
	if l.tree == nil {
		return nil, nil
	}
	model := l.model()
	if l.theme != nil {
		render.CheckLayouts(list, model, l.theme)
	}
	if list.Len(diag.Error) > 0 {
		return nil, nil
	}
	routes := render.Routes(list, model, l.theme, in.Site)
	if list.Len(diag.Error) > 0 {
		return nil, nil
	}
	return &Generation{Site: model, Routes: routes, theme: l.theme}, nil
}

// loader holds what one stage hands to the next.
type loader struct {
	Input
	list      *diag.List
	config    *config.Config
	base      config.BaseURL
	languages []*locale.Language
	theme     *theme.Theme
	tree      *source.Tree
	state     *state.State
}

func (l *loader) readConfig() error {
	root, err := source.ReadYAML(l.list, l.Site, config.File)
	if root == nil || err != nil {
		return err
	}
	c := config.Parse(l.list, root)
	if c == nil {
		return nil
	}
	for _, entry := range c.Languages {
		if entry.Code == "" {
			continue // reported
		}
		lang, err := locale.New(entry.Code, entry.Name)
		if err != nil {
			l.list.Fault(entry.At("code"), err)
			continue
		}
		l.languages = append(l.languages, lang)
	}
	if len(l.languages) < len(c.Languages) {
		return nil // everything else depends on the languages
	}
	l.config, l.base = c, c.BaseURL
	if l.BaseURL != "" {
		l.base = config.BaseURL{}
		if err := l.base.UnmarshalText([]byte(l.BaseURL)); err != nil {
			return fmt.Errorf("--base-url: %w", err)
		}
	}
	return nil
}

// readTheme reads the theme and all interface words.
func (l *loader) readTheme() (err error) {
	l.theme, err = theme.Load(l.list, l.Site, l.Embedded, l.config.Theme, l.config.ThemeOptions.Node)
	if err != nil {
		return err
	}
	closed, err := theme.ReadWords(l.list, l.Embedded, "i18n")
	if err != nil {
		return err
	}
	if l.theme != nil {
		closed = append(closed, l.theme.Words()...)
	}
	own, err := theme.ReadWords(l.list, l.Site, "i18n")
	if err != nil {
		return err
	}
	locale.LoadWords(l.list, l.config.MainLanguage.ID, l.languages, closed, own)
	if l.theme != nil && len(l.languages) > 0 {
		l.theme.CheckWords(l.list, l.languages[0].Keys())
	}
	return nil
}

func (l *loader) readContent() (err error) {
	l.tree, err = source.Read(l.list, l.Site, l.config.Codes())
	return err
}

func (l *loader) readState() (err error) {
	l.state, err = state.Read(l.list, l.Site)
	return err
}

// model parses the bodies and joins everything.
func (l *loader) model() *site.Site {
	d := &decode.Decoder{List: l.list, Languages: l.config.Codes(), Lang: l.config.MainLanguage.ID}
	var groups []*record.Group
	for _, data := range l.tree.Groups {
		known, errors := len(groups), l.list.Len(diag.Error)
		if data.File == source.Content+"/groups.yaml" {
			groups = append(groups, record.ParseGroups(d, data.Root)...)
		} else {
			groups = append(groups, record.ParseGroup(d, data.Root))
		}
		if len(groups) == known && l.list.Len(diag.Error) > errors { // no group could be read
			l.tree.UnreadableFiles = append(l.tree.UnreadableFiles, data.File)
		}
	}
	var works []*decode.Node
	for _, data := range l.tree.References {
		works = append(works, data.Root)
	}
	return site.New(l.list, site.Input{
		Config: l.config, Base: l.base, Languages: l.languages, AsOf: l.Today(l.config.Timezone.Location()), Drafts: l.Drafts,
		Pages: l.tree.Pages, Bodies: l.bodies(), Groups: groups, Works: reference.Parse(l.list, d, works), Media: l.tree.Media, State: l.state,
		Unreadable: l.tree.Unreadable, UnreadableFiles: l.tree.UnreadableFiles,
	})
}

// bodies parses the Markdown of all pages, many at once, with one parser per
// language.
func (l *loader) bodies() []*markdown.Doc {
	parsers := map[string]*markdown.Parser{}
	for _, lang := range l.languages {
		open, closing, innerOpen, innerClosing := lang.Quotes()
		parsers[lang.Code] = markdown.New(markdown.Options{Quotes: [4]string{open, closing, innerOpen, innerClosing}, Anchor: locale.Anchor})
	}
	docs := make([]*markdown.Doc, len(l.tree.Pages))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range l.tree.Pages {
		g.Go(func() error {
			docs[i] = parsers[p.Lang].Parse(l.list, p.File, p.Line, p.Body)
			return nil
		})
	}
	_ = g.Wait() // parsing reports faults and has no errors
	return docs
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
				if err != nil && g.theme.Fault(list, err) {
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
	return s.State.Remember(root, s.AsOf, s.Config.BaseURL.Shown(), state.Items(s.Records))
}
