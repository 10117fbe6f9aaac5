package markdown

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"fishbowl/internal/diag"
	"fishbowl/internal/fold"
)

// callout is a block quotation whose first line is [!NOTE], as on GitHub, perhaps with
// a title behind it, as in Obsidian. The title is its first child.
type callout struct {
	ownBlock
	name string // a key of calloutTags
}

// calloutTags are the names of callouts, with the elements that hold them. A note
// stands beside the text (ARIA 1.2, role note), a case is a part of it. None is a landmark,
// of which a long article would have too many.
var calloutTags = map[string]string{
	"note":       `aside class="callout callout-note" role="note"`,
	"tip":        `aside class="callout callout-tip" role="note"`,
	"important":  `aside class="callout callout-important" role="note"`,
	"warning":    `aside class="callout callout-warning" role="note"`,
	"caution":    `aside class="callout callout-caution" role="note"`,
	"case":       `div class="callout callout-case" role="group"`,
	"definition": `div class="callout callout-definition" role="note"`,
}

// calloutMeanings are names that somebody may write instead, in the words of the
// interface.
var calloutMeanings = fold.Meanings(map[string]string{
	"note":       "Hinweis, Anmerkung, Notiz, σημείωση, info",
	"tip":        "Tipp, συμβουλή, hint",
	"important":  "wichtig, σημαντικό",
	"warning":    "Warnung, προειδοποίηση, danger",
	"caution":    "Achtung, Vorsicht, προσοχή, attention",
	"case":       "Fall, Fallvignette, Vignette, Beispiel, περιστατικό, παράδειγμα, example",
	"definition": "Begriff, ορισμός, term",
})

// calloutForm is the first line; + and - fold callouts in Obsidian.
var calloutForm = regexp.MustCompile(`^ {0,3}\[!([^\[\]!]{1,60})\]([+-]?)(?:[ \t]+(\S.*?))?[ \t]*\n?$`)

type callouts struct{ parser.BlockParser }

func (p callouts) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	quotation, state := p.BlockParser.Open(parent, r, pc)
	if quotation == nil {
		return nil, state
	}
	line, segment := r.PeekLine()
	m := calloutForm.FindSubmatchIndex(line[:min(len(line), maxParagraph)])
	if m == nil {
		return quotation, state
	}
	d, c := draftOf(pc), &callout{}
	off := func(i int) int { return segment.Stop - len(line) + i } // the line may begin with a part of a tab
	c.name = d.calloutName(string(line[m[2]:m[3]]), off(m[2]))
	if m[5] > m[4] {
		d.list.Errorf(d.at(off(m[4])), "what stands in a block cannot be folded away").WithHint("delete the %s", line[m[4]:m[5]])
	}
	if m[6] > 0 {
		title := ast.NewTextBlock()
		title.SetPos(off(m[6]))
		title.Lines().Append(text.NewSegment(off(m[6]), off(m[7])))
		c.AppendChild(c, title)
	}
	r.Advance(len(bytes.TrimSuffix(line, []byte("\n"))))
	return c, state
}

// calloutName reads the name of a callout, in which capitals do not count.
func (d *draft) calloutName(written string, off int) string {
	name := strings.ToLower(written)
	if calloutTags[name] != "" {
		return name
	}
	known := strings.ToUpper(strings.Join(slices.Sorted(maps.Keys(calloutTags)), ", "))
	p := d.list.Errorf(d.at(off), "there is no block [!%s]", written)
	near := calloutMeanings[fold.Fold(written)]
	if near == "" {
		near = diag.Nearest(name, slices.Collect(maps.Keys(calloutTags)))
	}
	if near == "" {
		p.WithHint(`known are %s, in every language (for the sign itself write \[)`, known)
		return "note"
	}
	p.WithHint("did you mean [!%s]? The reader gets the word of the page's language", strings.ToUpper(near))
	return near
}

func (d *draft) callout(n *callout) {
	id := d.newBlockID()
	element := calloutTags[n.name]
	d.write("<" + element + ` aria-labelledby="` + id + `">` + "\n" + `<p class="callout-title" id="` + id + `">`)
	content := n.FirstChild()
	if title, ok := content.(*ast.TextBlock); ok {
		content = content.NextSibling()
		term := n.name == "definition"
		if term {
			d.write("<dfn>")
		} else { // looks alone would not tell what it is (WCAG 1.4.1)
			d.write(`<span class="callout-kind">`)
			d.hole(WordHole, Link{Target: "callouts." + n.name})
			d.write(":</span> ")
		}
		d.leaf(title)
		if term {
			d.write("</dfn>")
		}
	} else {
		d.hole(WordHole, Link{Target: "callouts." + n.name})
	}
	d.write("</p>\n")
	if content == nil {
		d.list.Errorf(d.at(n.Pos()), "this block has no text").
			WithHint("its text stands in the next lines, each behind a >")
	}
	for ; content != nil; content = content.NextSibling() {
		d.block(content)
	}
	tag, _, _ := strings.Cut(element, " ")
	d.write("</" + tag + ">\n")
}
