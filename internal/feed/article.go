package feed

import "fmt"

// Article is a text of the site (schema.org/ScholarlyArticle, /NewsArticle).
type Article struct {
	Context        string       `json:"@context"`
	Type           string       `json:"@type"`
	ID             string       `json:"@id"`
	Headline       string       `json:"headline"`
	Page           string       `json:"mainEntityOfPage"`
	URL            string       `json:"url"`
	Lang           string       `json:"inLanguage"`
	Description    string       `json:"description,omitempty"`
	Abstract       string       `json:"abstract,omitempty"`
	Keywords       []string     `json:"keywords,omitempty"`
	Image          string       `json:"image,omitempty"`
	Published      string       `json:"datePublished,omitempty"`
	Modified       string       `json:"dateModified,omitempty"`
	Authors        []Agent      `json:"author,omitempty"`
	Translator     *Agent       `json:"translator,omitempty"`
	Publisher      *Agent       `json:"publisher,omitempty"`
	License        string       `json:"license,omitempty"` // an address, or a text
	Words          int          `json:"wordCount,omitempty"`
	Time           string       `json:"timeRequired,omitempty"` // of [Minutes]
	PartOf         []Whole      `json:"isPartOf,omitempty"`
	Position       int          `json:"position,omitempty"`
	SameAs         string       `json:"sameAs,omitempty"`
	Identifier     *Identifier  `json:"identifier,omitempty"`
	Encoding       *MediaObject `json:"encoding,omitempty"`
	TranslationOf  *Work        `json:"translationOfWork,omitempty"`
	FirstPublished *Work        `json:"isBasedOn,omitempty"`
	Cites          []Work       `json:"citation,omitempty"`
}

// NewArticle returns a scholarly article at an absolute address.
func NewArticle(url string) Article { return newArticle("ScholarlyArticle", url) }

// NewNewsArticle returns a news item.
func NewNewsArticle(url string) Article { return newArticle("NewsArticle", url) }

func newArticle(typ, url string) Article {
	return Article{Context: schema, Type: typ, ID: url + "#article", Page: url, URL: url}
}

// Minutes returns a duration (ISO 8601).
func Minutes(n int) string { return fmt.Sprintf("PT%dM", n) }

// Whole is what an article is part of.
type Whole struct {
	Type string `json:"@type"`
	ID   string `json:"@id,omitempty"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// NewSeries returns a series of articles.
func NewSeries(name string) Whole { return Whole{Type: "CreativeWorkSeries", Name: name} }

// NewWebSite returns the site at an absolute address.
func NewWebSite(url, name string) Whole {
	return Whole{Type: "WebSite", ID: url + "#website", Name: name, URL: url}
}

// Identifier is a DOI or the like.
type Identifier struct {
	Type  string `json:"@type"`
	Kind  string `json:"propertyID"`
	Value string `json:"value"`
}

// NewDOI returns a DOI as an identifier.
func NewDOI(doi string) *Identifier { return &Identifier{"PropertyValue", "DOI", doi} }

// MediaObject is a page as a document.
type MediaObject struct {
	Type   string `json:"@type"`
	URL    string `json:"contentUrl"`
	Format string `json:"encodingFormat"`
}

// NewMediaObject returns a document.
func NewMediaObject(url, mediaType string) *MediaObject {
	return &MediaObject{"MediaObject", url, mediaType}
}

// Work is another work than the page's.
type Work struct {
	Type       string      `json:"@type"`
	Name       string      `json:"name"`
	Authors    []Agent     `json:"author,omitempty"`
	Editors    []Agent     `json:"editor,omitempty"`
	Published  string      `json:"datePublished,omitempty"` // 1957, 1957-03 or 1957-03-02
	Lang       string      `json:"inLanguage,omitempty"`
	PartOf     *Whole      `json:"isPartOf,omitempty"`
	Publisher  *Agent      `json:"publisher,omitempty"`
	URL        string      `json:"url,omitempty"`
	SameAs     string      `json:"sameAs,omitempty"` // its DOI's address
	Identifier *Identifier `json:"identifier,omitempty"`
}

// NewWork returns a work by its name.
func NewWork(typ, name string) Work { return Work{Type: typ, Name: name} }

// NewContainer returns the journal or book in which a work stands.
func NewContainer(typ, name string) *Whole { return &Whole{Type: typ, Name: name} }
