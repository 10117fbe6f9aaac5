// Package markdown turns one body of Markdown into pieces of HTML with holes,
// its headings, its plain text and its blocks of text.
//
// A [Doc] depends on the body, on the name of its file, on the line where it
// begins and on its language, and on nothing else, so that it can be kept by
// content. Whatever joins files is a hole that the renderer fills: where
// page:frame lives, how large a picture is, how a work is cited, what a word of
// the interface is called. The pieces, written one after the other with each
// hole filled as [HoleKind] says, are well-formed HTML without style
// attributes, scripts or anything else that an author wrote as HTML.
//
// The language is CommonMark with tables and their captions (": Caption"), footnotes,
// definition lists, figures, notes ("> [!NOTE]"), abbreviations ("*[IBF]: A federation"),
// bare addresses as links, quotes and dashes as the language sets them, headings that are
// anchors ("## Title {#own-id .class}"), citations ("[see @key, p. 12]", "@key says") and
// texts in other languages ("[flash]{lang=en}").
// What would be lost or wrong without notice is an error with its place: raw
// HTML, an unknown kind of address, a footnote without text or without a
// reference, a picture without a description, a heading of level 1. Comments
// are dropped.
//
// A [Parser] is safe for goroutines: goldmark and the parsers added to it hold
// nothing of a document. Everything that one call of [Parser.Parse] knows is in
// its draft, which the parsers reach through goldmark's context. Hostile bodies
// are bounded by the limits of limit.go.
package markdown

import (
	"slices"

	"fishbowl/internal/diag"
)

// Options say what a language does to a text.
type Options struct {
	// Quotes are the opening and closing marks of a quotation, then those of a
	// quotation inside one.
	Quotes [4]string
	// Tied reports whether a line must not end at the blank between two stretches of
	// text, of which it gets the bytes around the blank; nil: it may at all of them.
	Tied func(before, after []byte) bool
	// Anchor makes the id of a heading from its text.
	Anchor func(string) string
}

// Doc is a body that was read. It does not change; its slices belong to it.
type Doc struct {
	// Pieces are the whole body in order.
	Pieces   []Piece
	Headings []Heading
	// Blocks are the parts of the body in the order of the file; those without text
	// are left out.
	Blocks []Block
	// Cites are all citations of works, in the order of the output.
	Cites []Cite
	// Links are the targets of all links, with and without a hole.
	Links []Link
	// Words counts the words of the plain text.
	Words int

	text  string
	first said // the first paragraph
	lead  []Piece
	intro int // how many pieces stand before the first heading
}

// Piece is a stretch of HTML or, if Hole is not nil, a hole.
type Piece struct {
	HTML string
	Hole *Hole
}

// Block is a part of a body that is written, and translated, as one: a paragraph, a
// heading, an item of a list, a quotation, a table, the text of a footnote, what
// abbreviations mean.
type Block struct {
	Text string // plain, each of its paragraphs, items and cells a line
	// Line is the first of its Lines in the file. Lines between two blocks have no
	// text: they are empty, hold addresses, comments, a ruled line.
	Line, Lines int
}

// Heading is a heading of the body for a list of contents; those of the class "unlisted"
// are none, as in Pandoc.
type Heading struct {
	Level int
	ID    string
	said  said
}

// Text returns the plain text of the heading, with the keys of works that it names.
func (h Heading) Text() string { return h.said.text }

// Named returns the text of the heading, with what name returns of a work in the place of
// its key; where that is nothing, the key stays.
func (h Heading) Named(name func(Cite) string) string { return h.said.with(name) }

// HoleKind says what a hole stands for.
type HoleKind uint8

const (
	// LinkHole stands behind "<a" for attributes: ` href="…"`, perhaps
	// ` hreflang="…"` or ` lang="…"`. A title attribute is already written.
	LinkHole HoleKind = iota
	// PictureHole stands for a whole img element.
	PictureHole
	// CitationHole stands for the text of one or more citations, within a line
	// and never inside a link.
	CitationHole
	// WordHole stands for a word of the interface, escaped; it may stand in an
	// attribute.
	WordHole
)

func (k HoleKind) String() string {
	return [...]string{"link", "picture", "citation", "word"}[k]
}

// Hole is a place that only the renderer can fill.
type Hole struct {
	Kind HoleKind
	// Link is where a link or a picture points and where that is written. Of
	// a word, Target is the key; of a citation, only Pos is set.
	Link
	// Text is the plain text of a link; of the word "footnotes.back" the
	// number of the footnote.
	Text string
	// Alt and Title are a picture's; the caption of a figure is not repeated
	// in Title.
	Alt, Title string
	Figure     bool   // the picture stands in a figure with a caption
	Cites      []Cite // what a citation cites
	// Narrative is true of a citation that is part of a sentence, as in "@key says":
	// it has one work, and only the year and the locator stand in brackets. The
	// plain text has the key in its place.
	Narrative bool
}

// Link is the target of a link as the author wrote it, escapes resolved.
type Link struct {
	// Scheme is one of the [Kinds], or http, https, mailto, tel, or empty where the
	// target is a path.
	Scheme string
	// Target is the id or key behind one of the Kinds, the path (empty for a link
	// within the page), or the whole address of another site.
	Target string
	// Fragment is what follows "#", empty for the address of another site.
	Fragment string
	Pos      diag.Pos
}

// kinds are the schemes of links by id.
var kinds = []string{"page", "article", "news", "leader", "group", "event", "topic", "work", "file"}

// Kinds returns the schemes of links by id: page, article and so on.
func Kinds() []string { return slices.Clone(kinds) }

// Cite is one work in a citation.
type Cite struct {
	Prefix  string // such as "see", what stands before the work
	Key     string // as it was written; capitals do not count
	Locator string // such as "p. 12", empty for the whole work
	// YearOnly is true of [-@key]: the sentence has named the author.
	YearOnly bool
	// Nth tells the citations of a work in the body apart, from 1. Those of one work
	// within the same hole share it.
	Nth int
	Pos diag.Pos
}

// Plain returns the text without markup, one block a line.
func (d *Doc) Plain() string { return d.text }

// Lead returns the first paragraph of the body without its p element and
// without the marks of footnotes, or nil where the body has none.
func (d *Doc) Lead() []Piece { return d.lead }

// Intro returns the body in two parts: what stands before its first heading, and
// the rest. A body without headings is all intro; a heading in a quotation or a
// list does not count.
func (d *Doc) Intro() (before, rest []Piece) { return d.Pieces[:d.intro], d.Pieces[d.intro:] }
