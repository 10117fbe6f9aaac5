package build

import (
	"fishbowl/internal/diag"
	"fishbowl/internal/site"
	"fishbowl/internal/source"
	"fishbowl/internal/translate"
)

// Reader reads a site again and again. It keeps the facts that depend on one file alone
// (its front matter, its Markdown), and what a stage has made where it would be given
// the very same again. It is not safe for goroutines; its generations are.
type Reader struct {
	Input

	settings settings
	content  source.Cache
	memory   memory
	texts    texts
	outline  outline
	plan     plan
	last     *Generation

	translations translate.Memory

	unread Changed // what may have changed while the settings were broken
}

// NewReader returns a reader of a site.
func NewReader(in Input) *Reader { return &Reader{Input: in} }

// Changed says what may have changed in a site's folder since it was read.
type Changed = source.Changed

// Read reads a site, or what may have changed of it since it was read. Faults are
// reported to list, all of the site's each time; where there is one, the generation is
// nil. The generation is the one of before where all that it is made from has the same
// bytes. An error is one of the disk; the next reading begins anew then.
func (r *Reader) Read(list *diag.List, changed Changed, v View) (*Generation, error) {
	g, err := r.read(list, changed, v)
	list.Remember(r.content.Text)
	if err != nil {
		*r = *NewReader(r.Input)
		return nil, err
	}
	if g != nil {
		r.last = g
	}
	return g, nil
}

func (r *Reader) read(list *diag.List, changed Changed, v View) (*Generation, error) {
	changed = r.unread.And(changed)
	r.unread = changed
	if err := r.settings.read(list, r.Site, r.Embedded, changed); err != nil || r.settings.config == nil {
		return nil, err
	}
	base, err := r.settings.baseURL(v)
	if err != nil {
		return nil, err
	}
	tree, err := r.content.Read(list, r.Site, r.settings.config.Codes(), changed)
	if tree == nil || err != nil {
		return nil, err
	}
	if err := r.memory.read(list, r.Site, changed); err != nil {
		return nil, err
	}
	r.unread = Changed{}
	asOf := v.AsOf
	if asOf.IsZero() {
		asOf = r.Today(r.settings.config.Timezone.Location())
	}
	bodies := r.texts.parse(list, r.settings.languages, tree.Pages)
	outline := r.outline.make(list, outlineInput{
		config: r.settings.config, languages: r.settings.languages, base: base, tree: tree, state: r.memory.state,
		asOf: asOf, drafts: v.Drafts,
	})
	var old *site.Site
	if r.last != nil {
		old = r.last.Site
	}
	whole := outline.With(list, bodies, old)
	older := translate.Review(list, whole, &r.translations)
	plan := r.plan.make(list, outline, r.settings.theme, r.Site)
	if plan == nil {
		return nil, nil
	}
	routes := plan.Routes(list, whole, older)
	switch {
	case list.Len(diag.Error) > 0:
		return nil, nil
	case whole == old && plan == r.last.plan:
		return r.last, nil
	}
	return &Generation{Site: whole, Routes: routes, theme: r.settings.theme, plan: plan}, nil
}
