package site

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode/utf8"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/record"
	"fishbowl/internal/source"
)

// Facts keep what follows from one front matter, or one page's, alone: how it is
// decoded, how a title is sorted. They serve one outline after another, so that an
// edit does not cost all that has not changed. The zero Facts know nothing yet. They
// are not safe for goroutines.
type Facts struct {
	config   *config.Config // what they hold for
	files    map[*decode.Node]*fileFacts
	pages    map[*decode.Node]*pageFacts
	sortKeys map[string]map[string]string // by language and text
}

// fileFacts are what one file says.
type fileFacts struct {
	kind   Kind
	texts  *Texts
	shared []decode.Entry // what holds for all translations of the page
	told   *diag.List     // nil where nothing is wrong

	draft              bool
	title, description frontText
}

// frontText is the text of a key, white space folded. ok is false where something
// else was written; that has been reported.
type frontText struct {
	text string
	size int    // in characters
	sum  uint64 // of the text and its language
	pos  diag.Pos
	ok   bool
}

// seed makes the sums of this process.
var seed = maphash.MakeSeed()

// pageFacts are what the translations of a page say together.
type pageFacts struct {
	fronts  []*decode.Node // what they were made from
	meta    *Meta
	post    *PostMeta
	article *ArticleMeta
	leader  *record.Leader
	told    *diag.List
}

// prepare forgets what does not hold any more, and what is of no use if there is too
// much of it.
func (f *Facts) prepare(c *config.Config, files int) {
	const slack = 1000
	if f.config != c || len(f.files) > 2*files+slack {
		f.files, f.pages = make(map[*decode.Node]*fileFacts, files), make(map[*decode.Node]*pageFacts, files)
	}
	keys := 0
	for _, known := range f.sortKeys {
		keys += len(known)
	}
	if f.sortKeys == nil || keys > 3*files+slack {
		f.sortKeys = map[string]map[string]string{}
	}
	f.config = c
}

// sortKey returns the key by which a text is sorted in a language.
func (f *Facts) sortKey(l *locale.Language, text string) string {
	known := f.sortKeys[l.Code]
	if known == nil {
		known = map[string]string{}
		f.sortKeys[l.Code] = known
	}
	key, ok := known[text]
	if !ok {
		key = l.SortKey(text)
		known[text] = key
	}
	return key
}

// file returns what a file says.
func (b *builder) file(f *source.Page) *fileFacts {
	known := b.facts.files[f.Front]
	if known == nil {
		d := decode.Decoder{List: &diag.List{}, Languages: b.Config.Codes(), Lang: f.Lang}
		known = decodeFile(d, f)
		known.told = d.List.IfAny()
		b.facts.files[f.Front] = known
	}
	return known
}

// decodeFile decodes the keys of one language, and sets aside those that the
// translations of a page share.
func decodeFile(d decode.Decoder, f *source.Page) *fileFacts {
	kind := KindOf(f)
	facts := &fileFacts{kind: kind, texts: &Texts{}, draft: isDraft(f), title: textOf(f, "title"), description: textOf(f, "description")}
	own := &decode.Node{Kind: decode.Mapping, Pos: f.Front.Pos}
	common := sharedKeys(kind)
	for _, e := range f.Front.Entries {
		switch {
		case slices.Contains(textKeys, e.Key):
			own.Entries = append(own.Entries, e)
		case kind == Event && e.Key == "date":
			d.List.Errorf(e.Value.Pos, "an event has no date").WithHint("write starts and ends")
		case !slices.Contains(common, e.Key) && d.Misplaced(f.Front, e, FrontMatter(kind)...):
		case !slices.Contains(common, e.Key):
			decode.Unknown(d.List, e.Pos, "key", e.Key, slices.Concat(common, textKeys))
		default:
			value := *e.Value
			value.Lang = f.Lang
			facts.shared = append(facts.shared, decode.Entry{Key: e.Key, Pos: e.Pos, Value: &value})
		}
	}
	misspelt := slices.ContainsFunc(f.Front.Entries, func(e decode.Entry) bool { return strings.EqualFold(e.Key, "title") && e.Key != "title" })
	if kind != Leader && !misspelt { // a leader's name is the title
		checkTitle(d.List, own)
	}
	d.Decode(own, facts.texts)
	checkMarks(d.List, own)
	return facts
}

// checkMarks reports marks of language where a text is taken as it is written.
func checkMarks(list *diag.List, own *decode.Node) {
	for _, e := range own.Entries {
		if e.Value.Kind == decode.Text && strings.Contains(e.Value.Value, "]{lang=") {
			list.Errorf(e.Value.Pos, "words cannot be marked in %q: readers would see the brackets", e.Key).
				WithHint("write the words alone; [words]{lang=en} works in the text below the front matter")
		}
	}
}

// page returns what the files of a page say together. What an event says is not kept:
// records of events are completed later.
func (b *builder) page(p *Page, files []*source.Page) *pageFacts {
	fronts := make([]*decode.Node, len(files))
	for i, f := range files {
		fronts[i] = f.Front
	}
	known := b.facts.pages[fronts[0]]
	if known == nil || !slices.Equal(known.fronts, fronts) {
		known = b.decodePage(p, files)
		known.fronts = fronts
		b.facts.pages[fronts[0]] = known
	}
	return known
}

func (b *builder) decodePage(p *Page, files []*source.Page) *pageFacts {
	facts := &pageFacts{meta: &Meta{}, post: &PostMeta{}, article: &ArticleMeta{}}
	d := decode.Decoder{List: &diag.List{}, Languages: b.Config.Codes(), Lang: b.Config.MainLanguage.ID}
	shared := b.shared(d.List, files)
	switch p.Kind {
	case Article:
		var f articleFront
		d.Decode(shared, &f)
		facts.meta, facts.post, facts.article = &f.Meta, &f.PostMeta, &f.ArticleMeta
	case News:
		var f newsFront
		d.Decode(shared, &f)
		facts.meta, facts.post = &f.Meta, &f.PostMeta
	case Leader:
		var f leaderFront
		d.Decode(shared, &f)
		facts.meta, facts.leader = &f.Meta, &f.Leader
	case Event:
		var f eventFront
		d.Decode(shared, &f)
		facts.meta = &f.Meta
	default:
		d.Decode(shared, facts.meta)
	}
	once(d.List, "tag", facts.meta.Tags)
	once(d.List, "group", facts.meta.Groups)
	for _, tag := range facts.meta.Tags {
		if _, ok := b.Config.Tags.Get(tag.ID); !ok && tag.ID != "" {
			decode.Unknown(d.List, tag.Pos, "tag", tag.ID, b.Config.Tags.Keys()).AddHint("tags stand in site.yaml under tags:")
		}
	}
	b.checkSeries(d.List, facts.post)
	facts.told = d.List.IfAny()
	return facts
}

// shared joins what the files of a page say for all of them. A fact that is stated
// twice must be the same.
func (b *builder) shared(list *diag.List, files []*source.Page) *decode.Node {
	shared := &decode.Node{Kind: decode.Mapping, Pos: files[0].Front.Pos}
	for _, f := range files {
		for _, e := range b.file(f).shared {
			old, ok := shared.Get(e.Key)
			switch {
			case !ok:
				shared.Entries = append(shared.Entries, e)
			case !old.Value.Equal(e.Value):
				list.Errorf(e.Value.Pos, "%q holds for all translations of the page, but has two values", e.Key).
					WithAlso(old.Value.Pos, "the other value").
					WithHint("write it in one of the files only")
			}
		}
	}
	return shared
}

// event decodes the record of an event; faults have been reported.
func (b *builder) event(files []*source.Page) *record.Event {
	var f eventFront
	d := decode.Decoder{List: &diag.List{}, Languages: b.Config.Codes(), Lang: b.Config.MainLanguage.ID}
	d.Decode(b.shared(d.List, files), &f)
	return &f.Event
}

// checkTitle reports a page without a title; one of the wrong form is told of when
// it is decoded.
func checkTitle(list *diag.List, front *decode.Node) {
	switch e, ok := front.Get("title"); {
	case !ok:
		list.Errorf(front.Pos, "the page has no title").WithHint("begin the file with front matter:\n---\ntitle: …\n---")
	case e.Value.Kind == decode.Null, e.Value.Kind == decode.Text && strings.TrimSpace(e.Value.Value) == "":
		list.Errorf(e.Pos, "the title is empty")
	}
}

func isDraft(f *source.Page) bool {
	e, ok := f.Front.Get("draft")
	return ok && e.Value.Kind == decode.Bool && strings.EqualFold(e.Value.Value, "true")
}

func textOf(f *source.Page, name string) frontText {
	e, found := f.Front.Get(name)
	switch {
	case !found:
		return frontText{pos: f.Front.Pos, ok: true}
	case e.Value.Kind == decode.Null:
		return frontText{pos: e.Pos, ok: true}
	}
	text := strings.Join(strings.Fields(e.Value.Value), " ")
	return frontText{text, utf8.RuneCountInString(text), maphash.String(seed, f.Lang+" "+text), e.Value.Pos, e.Value.IsScalar() && e.Value.Kind != decode.Bool}
}
