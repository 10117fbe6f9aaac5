package markdown

import (
	"fmt"
	"hash/fnv"
	"path"
	"regexp"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"mvdan.cc/xurls/v2"

	"fishbowl/internal/diag"
)

// Parser reads bodies in one language.
type Parser struct {
	options  Options
	goldmark parser.Parser
}

// New returns a parser for a language.
func New(o Options) *Parser {
	p := util.Prioritized
	return &Parser{o, parser.NewParser(
		parser.WithBlockParsers(
			p(captions{}, 90),
			p(headings{parser.NewSetextHeadingParser()}, 100),
			p(nested{extension.NewDefinitionListParser()}, 101),
			p(extension.NewDefinitionDescriptionParser(), 102),
			p(parser.NewThematicBreakParser(), 200),
			p(abbreviations{}, 250),
			p(nested{parser.NewListParser()}, 300),
			p(parser.NewListItemParser(), 400),
			p(parser.NewCodeBlockParser(), 500),
			p(headings{parser.NewATXHeadingParser()}, 600),
			p(parser.NewFencedCodeBlockParser(), 700),
			p(nested{callouts{parser.NewBlockquoteParser()}}, 800),
			p(comments{parser.NewHTMLBlockParser()}, 900),
			p(nested{notes{extension.NewFootnoteBlockParser()}}, 999),
			p(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			p(parser.NewCodeSpanParser(), 100),
			p(noteReferences{}, 110),
			p(citations{}, 120),
			p(links{parser.NewLinkParser()}, 200),
			p(strays{}, 210),
			p(parser.NewAutoLinkParser(), 300),
			p(parser.NewRawHTMLParser(), 400),
			p(emphasis{parser.NewEmphasisParser()}, 500),
			p(bareAddresses(), 999),
		),
		parser.WithParagraphTransformers(
			p(lengths{}, 50),
			p(parser.LinkReferenceParagraphTransformer, 100),
			p(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(p(extension.NewTableASTTransformer(), 0)),
	)}
}

// bareAddresses makes links of addresses in the text. Goldmark's own pattern
// ends at the first Greek letter.
func bareAddresses() parser.InlineParser {
	web, err := xurls.StrictMatchingScheme("https?://")
	if err != nil {
		panic(err)
	}
	// Goldmark looks for the pattern in the whole rest of the line and then
	// wants it at the beginning; anchored, a failure costs nothing.
	url := regexp.MustCompile("^(?:" + web.String() + ")")
	url.Longest()
	return extension.NewLinkifyParser(
		extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"}),
		extension.WithLinkifyURLRegexp(url),
		extension.WithLinkifyWWWRegexp(regexp.MustCompile(`^www\.[\pL\pN][\pL\pN\pM.-]*\.\pL{2,}(?:/[\pL\pN\pM\-._~%!$&'()*+,;=:@/?#]*)?`)),
	)
}

// draft is what one call of Parse knows of its document: what the parsers
// noted and, after them, the output so far.
type draft struct {
	places
	list    *diag.List
	options Options
	doc     *Doc

	// What the parsers noted.
	explicit map[string]diag.Pos // ids that authors gave to headings
	notes    map[string]*note
	defined  []*note
	tooDeep  bool
	emphases int
	noLinks  int
	brackets int // open ones
	brace    int // where the last {lang=…} stands that has been read

	abbreviations []*abbreviation
	short         map[string]*abbreviation // by all ways to write their blanks
	shortLengths  []int                    // those of its keys

	// The output. Marks are holes and other places in html.
	html, text     []byte
	marks          []mark
	blocks         []block
	named          []named // at their places in text
	lead, leadText [2]int  // the first paragraph in html and in text
	intro          int     // where the first heading of the text itself begins in html; 0 without
	headed         bool    // there is one
	set            typesetter

	level  int            // of the heading above
	ids    map[string]int // ids in use, and the last number tried
	open   map[string]int // elements of raw HTML that await their end tag
	cited  map[string]int // how often, by key
	prefix string         // of the ids of footnotes and of what has a label
	labels int            // how many have one
	queue  []*note        // footnotes in order of their first reference
	// How deep the output is in links and descriptions, and how many pictures
	// it has.
	inLink, inAlt, pictures int
}

// mark is a place in the output: a hole, a cut between two pieces or, without
// either, the beginning or end of a reference to a footnote.
type mark struct {
	off  int
	hole *Hole
	cut  bool
}

var draftKey = parser.NewContextKey()

func draftOf(pc parser.Context) *draft { return pc.Get(draftKey).(*draft) }

// Parse reads a body that begins at a line of its file and reports what is
// wrong with it. It always returns a Doc; one with errors serves for a preview.
func (p *Parser) Parse(list *diag.List, file string, firstLine int, body []byte) *Doc {
	d := &draft{list: list, options: p.options, doc: &Doc{}, level: 1}
	d.set.quotes, d.set.tied = p.options.Quotes, p.options.Tied
	d.places = places{file: file, first: firstLine}
	d.clean(body)
	if !d.withinLimits() {
		return d.doc
	}
	d.prefix = notePrefix(file, firstLine)
	pc := parser.NewContext()
	pc.Set(draftKey, d)
	root := p.goldmark.Parse(text.NewReader(d.src), parser.WithContext(pc))
	d.html = make([]byte, 0, len(d.src)+len(d.src)/2)
	d.text = make([]byte, 0, len(d.src))
	d.children(root)
	d.endnotes()
	d.unusedAbbreviations()
	return d.finish()
}

// notePrefix makes the ids of footnotes differ between documents that are
// shown on one page. A Markdown file has one body; a data file may have many.
func notePrefix(file string, firstLine int) string {
	h := fnv.New32a()
	h.Write([]byte(file))
	if path.Ext(file) != ".md" {
		fmt.Fprintf(h, ":%d", firstLine)
	}
	return "fn-" + strconv.FormatUint(uint64(h.Sum32()), 36)
}

// newBlockID returns an id for the label of a block.
func (d *draft) newBlockID() string {
	d.labels++
	return d.prefix + "-label-" + strconv.Itoa(d.labels)
}

// finish cuts the output into pieces and blocks, which share its memory.
func (d *draft) finish() *Doc {
	html, doc := string(d.html), d.doc
	doc.Pieces = d.pieces(html, [2]int{0, len(html)}, false)
	if doc.intro = len(doc.Pieces); d.headed {
		doc.intro = len(d.pieces(html, [2]int{0, d.intro}, false))
	}
	if d.lead[1] > 0 {
		doc.lead = d.pieces(html, d.lead, true)
	}
	all := string(d.text)
	doc.Blocks = d.joinBlocks(all)
	doc.text = all[:max(len(all)-1, 0)] // without the last line feed
	doc.first = d.said(d.leadText)
	doc.Words = countWords(all)
	return doc
}

// pieces cuts a range of the output at its holes. With bare, references to
// footnotes are left out: what they point at is not there.
func (d *draft) pieces(html string, span [2]int, bare bool) []Piece {
	pieces := make([]Piece, 0, 2*len(d.marks)+1)
	from, inNote := span[0], false
	static := func(to int) {
		if to > from && !inNote {
			pieces = append(pieces, Piece{HTML: html[from:to]})
		}
		from = to
	}
	for _, m := range d.marks {
		switch {
		case m.off < span[0] || m.off > span[1]:
		case m.hole != nil:
			static(m.off)
			pieces = append(pieces, Piece{Hole: m.hole})
		case m.cut:
			static(m.off)
		case bare:
			static(m.off)
			inNote = !inNote
		}
	}
	static(span[1])
	return slices.Clip(pieces)
}

// own is what the nodes of this package have in common.
type own struct{ ast.BaseInline }

var kindOwn = ast.NewNodeKind("Fishbowl")

func (*own) Kind() ast.NodeKind { return kindOwn }
func (*own) Dump([]byte, int)   {}

// ownBlock is the same for blocks; alone it writes nothing.
type ownBlock struct{ ast.BaseBlock }

func (*ownBlock) Kind() ast.NodeKind { return kindOwn }
func (*ownBlock) Dump([]byte, int)   {}
