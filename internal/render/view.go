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

	Kind        string // page, article, news, leader, event, group, topic, country, city
	ID          string
	Title       string
	TitleLang   string        // the title's language where it is not the page's
	Name        locale.Phrase // see Link
	TextLang    string        // the same of the text, its description and all else that its author wrote
	Shown       string        // says that the text is shown in another language; else empty
	Description string
	Described   string // the description's language where it is not the page's
	URL         string // root-relative
	Canonical   string // absolute
	Updated     string
	Outdated    *Link // says that the page it was translated from is newer, and leads there; else nil
	Draft       bool
	NoIndex     bool // search engines shall not list it

	Share       *Share // what networks and messengers show beside a link
	Data        []any  // for search engines: JSON-LD, each a value of its own
	Meta        []Meta // for catalogues of scholarly texts; articles alone have it
	Alternates  []Alternate
	Switcher    []Switch
	Breadcrumbs []Link    // from home to the page above
	Branch      *MenuItem // the entry of the menu under which the page stands
	Older       *Link
	Newer       *Link

	Picture   *Picture
	Content   template.HTML
	Intro     template.HTML // home: of Content, what stands before the first heading
	Rest      template.HTML // home: and what follows
	Contents  []Heading     // the headings, where the page asks for a list of them
	Items     *List         // the pages below a section
	Past      *List         // of those, events that are over
	Years     []*List       // articles and news by year; nil where they are all of one
	PDF       *Download
	Cited     []Reference
	Works     []Reference // the page of references
	WorkFiles []Link      // and all of them as files

	Article  *Article
	Leader   *Leader
	Event    *Event
	Group    *Group
	Groups   []*Group   // the groups page and those of places; the next ones at home; a leader's own
	Named    []*Group   // those that the page names in its front matter
	Places   []MenuItem // the page of all groups, the countries and, below them, the cities that have a page
	Finder   *Finder    // narrows a list of groups or leaders; nil where it is short
	Calendar *Calendar  // the groups and events pages: the dates of the whole society
	Society  *Society   // the legal notice
	Posts    []Item     // home: the newest articles and news
	Events   []Item     // home: the next events
	Root     []Greeting
	Moved    *Link // a redirect page: where to

	OpenData *OpenData // the groups page
	QR       *QR       // groups and events: the way from a printed notice to the page

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
	JSONFeed   string // the same as JSON Feed
	Sheets     []string
	Scripts    []string
	Icon       string // icon.svg of the theme, unless the site has colours or an icon of its own
	Favicon    string // favicon.ico
	TouchIcon  string // a square PNG
	Menu       []MenuItem
	Legal      []Link // legal notice, privacy, accessibility
	Search     *Link
	Groups     *Link // the page of all groups, and so on; nil where there is none
	Events     *Link
	Articles   *Link
	News       *Link
	Email      string
	Mailto     template.URL
	Phone      string
	Tel        template.URL
	Social     []Link
	Newsletter *Link
	AsOf       string
}

// Picture is a picture; its size is 0 where it is not known.
type Picture struct {
	URL, Alt      string
	Lang          string // of Alt, where it is not the page's
	Width, Height int
}

// Share is what Open Graph says of a page (ogp.me). Addresses are absolute.
type Share struct {
	Type    string   // website, article, profile
	Locale  string   // el_GR
	Locales []string // of the page's other languages
	Picture Picture
}

// Meta is a fact about a page, for machines.
type Meta struct{ Name, Content string }

// Download is a file to take away.
type Download struct {
	Link
	Form string // PDF, 120 KB
}

// QR is the QR code of a page's address: an SVG path, and the sides of its square.
type QR struct {
	Path string
	Side int
}

// Circle is a ring of chairs seen from above.
type Circle struct {
	Seats []Seat
	Scale string // of a chair, 1 where there is room enough
}

// Seat is a chair of a circle: taken, free, any (nobody says) or leader's.
type Seat struct {
	State string
	Turn  string // degrees, clockwise from the top
}

// Link leads somewhere. Lang is the language of its text and To that of the page
// it leads to, where they are not the page's own. Name is the text where only a part
// of it is in another language.
type Link struct {
	Title string
	URL   string
	Lang  string
	To    string
	Name  locale.Phrase
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
	Note locale.Phrase
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

	Heading, ID string // of the list, where it is one of [View.Years]
}

// Item is a page in a list.
type Item struct {
	Link
	Date        string
	Stamp       string // the date as 2027-09-14
	Description string
	TextLang    string // the language of the description, where it is not the page's
	Kind        string
	Language    string // the name of that language
	Tags        []Link // the topics
	Count       string // of a topic's articles and news, in words
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
	Reading     string // how long it takes to read, in words; empty of short news
	Tags        []Link // the topics
	Series      *Series
	License     *Link // without an address where we do not know the terms
	DOI         *Link
	PresentedAt locale.Phrase
	PublishedIn locale.Phrase
	Published   *Reference // the same, of a work of the bibliography
	Cite        *Reference // the page itself as others cite it; nil of news, and of what is shown in another language
	Translation locale.Phrase
	Translator  locale.Phrase // a sentence
}

// Series is a series of articles or news, as one of its parts shows it.
type Series struct {
	L      *locale.Language
	Name   locale.Phrase
	Number int           // of this part
	Place  locale.Phrase // says which part this is, of how many, and of what
	Parts  []SeriesPart  // those that the language has, itself among them
}

// SeriesPart is a part of a series.
type SeriesPart struct {
	Link
	Language string // the name of the language of its text, where it is not the page's
	Number   int
	Current  bool
}

// PersonLink is a person with, where there is one, their page and role.
type PersonLink struct {
	Link
	NameLang string        // the name's language where it is not the page's
	Note     locale.Phrase // what stands in brackets behind the name: the role, where somebody works
}

// Leader is a leader's data.
type Leader struct {
	Role         string
	Portrait     *Picture
	Initials     string // stand for the portrait where there is none
	Professions  []locale.Phrase
	Specialties  []locale.Phrase
	SupervisedBy []PersonLink
	Society      *Link // that accredits
	Retired      bool
	Places       []locale.Phrase
	Languages    string
	Tongues      int // how many
	Recognitions []Recognition
	Contact      *Contact
	Traits       Traits // by what a list of leaders is narrowed
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
	Address          []locale.Phrase
	Post             locale.Phrase
	Hours            locale.Phrase
	Note             locale.Phrase
	AnsweringMachine bool
}

// Meeting is a meeting with a date.
type Meeting struct {
	Text  locale.Phrase // in words
	Start string        // 2027-01-12T19:00+02:00, or the day where no hour is known
	End   string        // from when on it is over: 2027-01-12T20:30+02:00
}

// String returns the date in words.
func (m Meeting) String() string { return m.Text.String() }

// Group is a group's data.
type Group struct {
	Link
	L           *locale.Language
	ID          string
	TitleLang   string
	Heading     Link // place and weekday; the title where the group has one of its own
	Kind        locale.Phrase
	Circle      *Circle // nil where the size is not known
	Series      locale.Phrase
	Downloads   []Download
	About       []Link          // pages that tell more of it
	Status      string          // in words
	StatusWord  string          // the vocabulary word, for classes
	Joinable    bool            // somebody from outside can ask for a place
	Waits       bool            // or for the waiting list
	Terms       []locale.Phrase // what taking part asks for
	Facts       []Fact
	Summary     locale.Phrase
	Text        locale.Phrase
	Place       Place
	When        []locale.Phrase
	Rhythm      locale.Phrase // when, in a few words
	Dates       []Meeting     // the next ones
	Traits      Traits        // by what a list of groups is narrowed
	Calendar    *Calendar     // nil without dates to come
	Price       []locale.Phrase
	PriceShort  locale.Phrase
	PriceTables []Table
	Free        string
	WaitingList bool
	Size        string
	Leaders     []PersonLink
	Organisers  []Link
	Partners    []Link
	Audience    []locale.Phrase
	Languages   string
	Tongues     int // how many
	Contact     *Contact
	Interview   locale.Phrase
	Recognition []Recognition
	Rules       *Link
	RulesText   locale.Phrase
	Checked     string
	Unconfirmed bool // nobody has looked at it for long
}

// Calendar is how readers take dates into their own calendars.
type Calendar struct {
	L      *locale.Language
	URL    string       // of the file
	To     string       // its language, where it is not the page's
	Webcal template.URL // the same, to subscribe to
}

// Place is where something meets.
type Place struct {
	L       *locale.Language
	Mode    string // in words, empty for a plain place
	Online  bool
	City    string
	Country string
	Short   locale.Phrase   // mode, city and country in one line
	Lines   []locale.Phrase // venue, street, postcode and city, region
	Map     template.URL    // opens a program for maps; empty where the place is not known
	Terms   []locale.Phrase // what else is to be known of it
	Note    locale.Phrase
	Request string // that the place, or its address, is told on request
}

// Fact is something to know, behind its label.
type Fact struct {
	Label string
	Lines []locale.Phrase
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
	Counts []locale.Phrase // points, units, conditions
	For    []locale.Phrase // what it counts towards
	Note   locale.Phrase
}

// Event is an event's data.
type Event struct {
	L           *locale.Language
	Kind        locale.Phrase
	Series      locale.Phrase
	Programme   []ProgrammeDay
	Report      locale.Phrase
	Downloads   []Download
	Terms       []locale.Phrase // what taking part asks for
	Facts       []Fact
	Interview   locale.Phrase
	WaitingList bool
	Zone        string // of the times, for those who meet on screen
	Checked     string
	Unconfirmed bool // nobody has looked at it for long
	Partners    []Link
	Speakers    []PersonLink
	Formats     []locale.Phrase
	Rules       *Link
	RulesText   locale.Phrase
	Status      string
	StatusWord  string
	When        string
	Starts      string    // 2027-04-09T16:00+03:00, for <time>
	Over        string    // the instant from which it is over
	Calendar    *Calendar // nil when it is over
	Theme       locale.Phrase
	Place       Place
	Price       []locale.Phrase
	PriceTables []Table
	Leaders     []PersonLink
	Organisers  []Link
	Audience    []locale.Phrase
	Languages   string
	Tongues     int // how many
	Size        string
	Free        string
	Contact     *Contact
	Deadline    string
	Recognition []Recognition
	Lodging     locale.Phrase
	Past        bool
	Joinable    bool // one can still ask for a place
}

// ProgrammeDay is a day of an event's programme; the day is empty where it goes
// without saying.
type ProgrammeDay struct {
	Day   string
	Items []ProgrammeItem
}

// ProgrammeItem is a line of a programme.
type ProgrammeItem struct {
	Time  string
	Title locale.Phrase
	Who   []PersonLink
	Place locale.Phrase
}

// Reference is a formatted work.
type Reference struct {
	Key       string
	ID        string // of the element
	Parts     []ReferencePart
	URL       string
	Label     string
	Back      []Link // to where the page cites it
	Links     []Link // the page of references: other ways to the work,
	CitedOn   []Link // the pages that cite it,
	Downloads []Link // the work as programs for references read it,
	Traits    Traits // and by what the list is narrowed
}

// ReferencePart is a run of a reference in one style and language.
type ReferencePart struct {
	Text   string
	Italic bool
	Lang   string // where it is not the page's
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
	Legal []Link
}
