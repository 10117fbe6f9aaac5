package render

import (
	"html/template"

	"fishbowl/internal/locale"
)

// View is what a layout gets: one page in one language, every field formatted.
// Fields of kinds that the page is not are nil or empty.
type View struct {
	L    *locale.Language
	Site *SiteView

	Kind        string // page, article, news, leader, event, group
	ID          string
	Title       string
	TitleLang   string // the title's language where it is not the page's
	Description string
	URL         string // root-relative
	Canonical   string // absolute
	Updated     string
	Draft       bool
	NoIndex     bool // search engines shall not list it

	Alternates  []Alternate
	Switcher    []Switch
	Breadcrumbs []Link // from home to the page above
	Older       *Link
	Newer       *Link

	Content  template.HTML
	Contents []Heading // the headings, where the page asks for a list of them
	Items    *List     // the pages below a section
	Past     *List     // of those, events that are over
	Cited    []Reference
	Works    []Reference // the page of references

	Article *Article
	Leader  *Leader
	Event   *Event
	Group   *Group
	Groups  []*Group // the groups page; the next ones at home; a leader's own
	Society *Society // the legal notice
	Posts   []Item   // home: the newest articles and news
	Root    []Greeting
	Moved   *Link // a redirect page: where to

	params map[string]any
}

// Param returns a value of the page's params, or nil.
func (v *View) Param(name string) any { return v.params[name] }

// SiteView is what all pages of a language share.
type SiteView struct {
	Name       string
	ShortName  string
	Home       string
	Feed       string // the address of the language's Atom feed; empty without entries
	Sheets     []string
	Icon       string
	Menu       []MenuItem
	Legal      []Link // legal notice, privacy
	Email      string
	Mailto     template.URL
	Phone      string
	Tel        template.URL
	Social     []Link
	Newsletter *Link
	AsOf       string
}

// Link leads somewhere. Lang is the language of what it leads to, where that
// is not the page's own; both the link and its text are then marked.
type Link struct {
	Title string
	URL   string
	Lang  string
}

// MenuItem is an entry of the menu.
type MenuItem struct {
	Link
	Items []MenuItem
}

// Alternate is the same page in another language, for search engines.
type Alternate struct{ Lang, URL string }

// Switch leads to the page, or to the nearest page above it that exists, in a
// language.
type Switch struct {
	Code    string
	Name    string // in that language
	URL     string
	Current bool
	Exact   bool
	// Note says, in that language, where the link leads if it is not exact.
	Note string
}

// Heading is an entry of a list of contents.
type Heading struct {
	Level    int
	ID, Text string
}

// List is a list of pages.
type List struct {
	L     *locale.Language
	Items []Item
}

// Item is a page in a list.
type Item struct {
	Link
	Date        string
	Stamp       string // the date as 2027-09-14
	Description string
	Kind        string
	Language    string // the name of the language, where it is not the page's
	Event       *Event
	Leader      *Leader
	Past        bool
}

// Article is what an article's or news item's page adds.
type Article struct {
	Date, Stamp string
	Authors     []PersonLink
	Abstract    string
	Keywords    string
	Tags        []locale.Phrase
	PresentedAt locale.Phrase
	PublishedIn locale.Phrase
	Translation locale.Phrase
	Translator  string
}

// PersonLink is a person with, where there is one, their page and role.
type PersonLink struct {
	Link
	NameLang    string // the name's language where it is not the page's
	Role        string
	Affiliation locale.Phrase
}

// Leader is a leader's data.
type Leader struct {
	Role         string
	Professions  []locale.Phrase
	Places       string
	Languages    string
	Recognitions []locale.Phrase
	Contact      *Contact
}

// Contact is how somebody can be reached.
type Contact struct {
	L                *locale.Language
	Email            string
	Mailto           template.URL
	Phone            string
	Tel              template.URL
	Form             string
	Website          string
	Post             string
	Hours            locale.Phrase
	Note             locale.Phrase
	AnsweringMachine bool
}

// Group is a group's data.
type Group struct {
	Link
	ID          string
	TitleLang   string
	Kind        locale.Phrase
	Status      string // in words
	StatusWord  string // the vocabulary word, for classes
	Joinable    bool
	Terms       []locale.Phrase // what taking part asks for
	Summary     locale.Phrase
	Text        locale.Phrase
	Place       Place
	When        []locale.Phrase
	Zone        string // the zone of the times, for those who meet on screen
	Dates       []string
	Price       []locale.Phrase
	PriceShort  locale.Phrase
	PriceTable  *Table
	Free        string
	WaitingList bool
	Size        string
	Leaders     []PersonLink
	Organisers  []Link
	Partners    []Link
	Audience    []locale.Phrase
	Languages   string
	Contact     *Contact
	Interview   locale.Phrase
	MailingList bool
	Recognition []Recognition
	Rules       *Link
	RulesText   locale.Phrase
	Checked     string
}

// Place is where something meets.
type Place struct {
	L       *locale.Language
	Mode    string // in words, empty for a plain place
	Online  bool
	City    string
	Country string
	Short   string          // mode, city and country in one line
	Lines   []locale.Phrase // venue, street, postcode and city
	Note    locale.Phrase
	Request bool
}

// Table is a table of prices.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]string
}

// Recognition is what an offering counts for.
type Recognition struct {
	Body   locale.Phrase
	Region locale.Phrase
	For    []locale.Phrase
	Points string
	Note   locale.Phrase
}

// Event is an event's data.
type Event struct {
	Formats     []locale.Phrase
	Rules       *Link
	RulesText   locale.Phrase
	Status      string
	StatusWord  string
	When        string
	Starts      string // 2027-04-09T16:00, for <time>
	Theme       locale.Phrase
	Place       Place
	Price       []locale.Phrase
	PriceTable  *Table
	Leaders     []PersonLink
	Organisers  []Link
	Audience    []locale.Phrase
	Languages   string
	Size        string
	Free        string
	Contact     *Contact
	Deadline    string
	Recognition []Recognition
	Lodging     locale.Phrase
	Past        bool
}

// Reference is a formatted work.
type Reference struct {
	Key   string
	ID    string // of the element
	Lang  string
	Parts []ReferencePart
	URL   string
	Label string
}

// ReferencePart is a run of a reference in one style.
type ReferencePart struct {
	Text   string
	Italic bool
}

// Society is the data of a legal notice.
type Society struct {
	Name, LegalForm, Register, Responsible locale.Phrase

	RegisterNumber, VATID string

	Address  []locale.Phrase
	Board    []Officer
	MemberOf []Link
	Contact  *Contact
}

// Officer is a member of the board.
type Officer struct{ Name, Office locale.Phrase }

// Greeting is a language on the page that lets readers choose.
type Greeting struct {
	L     *locale.Language
	Link  Link
	Name  string // of the society
	About string
}
