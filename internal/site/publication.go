package site

import (
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/locale"
)

// Publication is where an article appeared first: a work of the bibliography by its
// key, or a text.
type Publication struct {
	Work        decode.Ref
	locale.Text // not named: translators know it by the key itself
}

// IsZero reports whether nothing was written.
func (p Publication) IsZero() bool { return p.Work.ID == "" && p.Text.IsZero() }

// DecodeNode reads a text; a bare word is a key, one word alone as a text is
// {text: …}.
func (p *Publication) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.Kind == decode.Text && len(strings.Fields(n.Value)) == 1 && !strings.Contains(n.Value, ",") {
		d.Decode(n, &p.Work)
		return
	}
	d.Decode(n, &p.Text)
}

// Forms: those of a text.
func (Publication) Forms() []decode.Form { return []decode.Form{decode.As[locale.Text]()} }

// publications checks the works in which articles appeared.
func (b *builder) publications() {
	for _, own := range b.order {
		if own.page.Article == nil {
			continue
		}
		w := own.page.Article.PublishedIn.Work
		if _, ok := b.Works.Get(w.ID); !ok && w.ID != "" && !b.isLost("content/references") {
			decode.Unknown(b.list, w.Pos, "work", w.ID, b.Works.Keys()).AddHint("works stand in content/references.yaml; what is no work there is written {text: …}")
		}
	}
}
