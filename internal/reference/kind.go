package reference

import (
	"fishbowl/internal/decode"
)

// Type is a CSL type.
type Type string

// kinds are the types that are formatted, and what they are called in BibTeX and RIS.
// The other types of CSL would need rules of their own (laws, songs, posts): APA 7 has
// them, this program has not.
var kinds = []struct {
	name        Type
	bibtex, ris string
	like        Type // the type as which it is formatted
}{
	{"book", "book", "BOOK", "book"},
	{"chapter", "incollection", "CHAP", "chapter"},
	{"article-journal", "article", "JOUR", "article-journal"},
	{"paper-conference", "inproceedings", "CONF", "paper-conference"},
	{"thesis", "phdthesis", "THES", "thesis"},
	{"webpage", "online", "ELEC", "webpage"},
	{"report", "techreport", "RPRT", "report"},
	{"article", "misc", "GEN", "book"}, // a preprint
	{"article-magazine", "article", "MGZN", "article-journal"},
	{"article-newspaper", "article", "NEWS", "article-journal"},
	{"dataset", "dataset", "DATA", "book"},
	{"document", "misc", "GEN", "book"},
	{"entry", "inreference", "ENCYC", "chapter"},
	{"entry-dictionary", "inreference", "DICT", "chapter"},
	{"entry-encyclopedia", "inreference", "ENCYC", "chapter"},
	{"manuscript", "unpublished", "MANSCPT", "book"},
	{"motion_picture", "video", "MPCT", "book"},
	{"pamphlet", "booklet", "PAMP", "book"},
	{"post-weblog", "online", "BLOG", "article-journal"},
	{"review-book", "article", "JOUR", "article-journal"},
	{"speech", "misc", "SLIDE", "paper-conference"},
}

// others are the types of CSL 1.0.2 that are not formatted, with what to do instead.
var others = map[string]string{
	"personal_communication": "letters and mails are told of in the text; nobody else can read them",
	"interview":              "give the type of what it stands in: article-journal, article-magazine, book, webpage",
	"broadcast":              "use motion_picture for a film or video, webpage for what can be heard on one",
	"song":                   "use motion_picture for a film or video, webpage for what can be heard on one",
	"post":                   "use post-weblog or webpage",
	"review":                 "use review-book, or the type of what it stands in",
	"software":               "use webpage, of the page where it can be had",
	"periodical":             "use book for a whole issue, article-journal for a part of it",
	"collection":             "use book", "classic": "use book", "musical_score": "use book", "map": "use book",
	"figure": "use webpage, or cite the work in which it stands", "graphic": "use webpage, or cite the work in which it stands",
	"event": "use speech for what was said at it", "performance": "use speech",
	"bill": laws, "hearing": laws, "legal_case": laws, "legislation": laws, "regulation": laws, "treaty": laws,
	"standard": "use report", "patent": "use report",
}

const laws = "use document, or webpage for where it can be read"

// Words are the types that are formatted.
func (Type) Words() []string {
	var words []string
	for _, k := range kinds {
		words = append(words, string(k.name))
	}
	return words
}

// Forms: a word.
func (t Type) Forms() []decode.Form { return []decode.Form{decode.Word(t.Words()...)} }

// DecodeNode reads one of the words, and knows what else Zotero may write.
func (t *Type) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if hint, ok := others[n.Value]; ok && n.Kind == decode.Text {
		d.List.Errorf(n.Pos, "works of the type %q are not formatted", n.Value).WithHint("%s", hint)
	} else if d.Word(n, t.Words()) {
		*t = Type(n.Value)
	}
}

// like is the type as which a work is formatted.
func (t Type) like() Type {
	if i := t.index(); i >= 0 {
		return kinds[i].like
	}
	return t
}

func (t Type) index() int {
	for i, k := range kinds {
		if k.name == t {
			return i
		}
	}
	return -1
}
