package feed

import (
	"encoding/json"
	"io"

	"fishbowl/internal/price"
	"fishbowl/internal/record"
	"fishbowl/internal/schedule"
)

// Groups is what groups.json holds: every group that the public may know of,
// with its texts in all languages. What is not known is left out.
type Groups struct {
	Schema       string   `json:"$schema"` // the address of the schema of this file
	Version      int      `json:"version"`
	AsOf         Day      `json:"as_of"`
	Publisher    Body     `json:"publisher"`
	Pages        Text     `json:"pages"`
	Languages    []string `json:"languages"`
	MainLanguage string   `json:"main_language"`
	Groups       []Group  `json:"groups"`
}

// GroupsVersion is the version of the form of [Groups]. It changes when
// something is taken away or means something else, not when something is added.
const GroupsVersion = 1

// Day is a day, as 2027-01-13.
type Day string

// Pattern of a day.
func (Day) Pattern() string { return `^\d{4}-\d{2}-\d{2}$` }

// Vague is a year, a month or a day.
type Vague string

// Pattern of a year, a month or a day.
func (Vague) Pattern() string { return `^\d{4}(-\d{2}(-\d{2})?)?$` }

// Moment is a moment with the offset of its zone (RFC 3339), or a day alone.
type Moment string

// Pattern of a moment.
func (Moment) Pattern() string {
	return `^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2}))?$`
}

// Text is a text by language; one that is not written in a language is left out.
type Text map[string]string

// Word is a word of the format with its meaning, or a text alone.
type Word struct {
	Word string `json:"word,omitempty"`
	Text Text   `json:"text"`
}

// Group is a group.
type Group struct {
	ID          string           `json:"id"`
	Pages       Text             `json:"pages"`
	Title       Text             `json:"title"`
	Kind        Word             `json:"kind"`
	Status      record.Status    `json:"status"`
	Access      record.Access    `json:"access,omitempty"`
	Form        record.Form      `json:"form,omitempty"`
	Summary     Text             `json:"summary,omitempty"`
	Text        Text             `json:"text,omitempty"`
	Since       Vague            `json:"since,omitempty"`
	Starts      Vague            `json:"starts,omitempty"`
	Checked     Day              `json:"checked,omitempty"`
	Languages   []string         `json:"languages,omitempty"`
	Audience    []Word           `json:"audience,omitempty"`
	Leaders     []Leader         `json:"leaders,omitempty"`
	Organisers  []Body           `json:"organisers,omitempty"`
	Partners    []Body           `json:"partners,omitempty"`
	Place       Place            `json:"place,omitzero"`
	Size        Size             `json:"size,omitzero"`
	Schedule    Times            `json:"schedule,omitzero"`
	Price       Price            `json:"price,omitzero"`
	Contact     Contact          `json:"contact,omitzero"`
	Deadline    Day              `json:"deadline,omitempty"`
	Newcomers   record.Newcomers `json:"newcomers,omitempty"`
	Recognition []Recognition    `json:"recognition,omitempty"`
}

// Leader is somebody who leads a group.
type Leader struct {
	Name        Text        `json:"name"`
	Role        record.Role `json:"role,omitempty"`
	Affiliation Text        `json:"affiliation,omitempty"`
	Pages       Text        `json:"pages,omitempty"`
}

// Body is a society, an institute, a chamber.
type Body struct {
	Name Text   `json:"name"`
	URL  string `json:"url,omitempty"`
}

// Place is where a group meets.
type Place struct {
	Mode                 record.Mode `json:"mode,omitempty"`
	Venue                Text        `json:"venue,omitempty"`
	Room                 Text        `json:"room,omitempty"`
	Street               Text        `json:"street,omitempty"`
	Postcode             string      `json:"postcode,omitempty"`
	City                 Text        `json:"city,omitempty"`
	Region               Text        `json:"region,omitempty"`
	Country              string      `json:"country,omitempty"`
	Geo                  *Geo        `json:"geo,omitempty"`
	Note                 Text        `json:"note,omitempty"`
	OnRequest            bool        `json:"on_request,omitempty"`
	Travels              bool        `json:"travels,omitempty"`
	InPersonShare        string      `json:"in_person_share,omitempty"`
	FirstAndLastInPerson bool        `json:"first_and_last_in_person,omitempty"`
}

// Geo is a place on the map.
type Geo struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// Size says how many take part.
type Size struct {
	Min         int  `json:"min,omitempty"`
	Max         int  `json:"max,omitempty"`
	Places      *int `json:"places,omitempty"`
	WaitingList bool `json:"waiting_list,omitempty"`
}

// Times say when a group meets.
type Times struct {
	Zone      string    `json:"timezone"`
	ShowZones []string  `json:"show_zones,omitempty"`
	Text      Text      `json:"text,omitempty"`
	Next      []Meeting `json:"next,omitempty"`
	Last      Day       `json:"last,omitempty"`
}

// Meeting is one meeting.
type Meeting struct {
	Start Moment `json:"start"`
	End   Moment `json:"end,omitempty"`
}

// Price is what taking part costs.
type Price struct {
	Text       Text     `json:"text,omitempty"`
	Currency   string   `json:"currency"`
	Free       bool     `json:"free,omitempty"`
	OnRequest  bool     `json:"on_request,omitempty"`
	EarlyUntil Day      `json:"early_until,omitempty"`
	LateFrom   Day      `json:"late_from,omitempty"`
	LateOnSite bool     `json:"late_on_site,omitempty"`
	Amounts    []Amount `json:"amounts,omitempty"`
}

// Amount is one price.
type Amount struct {
	Amount   *float64    `json:"amount,omitempty"`
	Min      *float64    `json:"min,omitempty"`
	Max      *float64    `json:"max,omitempty"`
	Early    *float64    `json:"early,omitempty"`
	Late     *float64    `json:"late,omitempty"`
	Currency string      `json:"currency,omitempty"`
	Per      price.Per   `json:"per,omitempty"`
	Units    float64     `json:"units,omitempty"`
	Basis    price.Basis `json:"basis,omitempty"`
	For      []string    `json:"for,omitempty"`
	Member   *bool       `json:"member,omitempty"`
}

// Contact is how one asks for a place.
type Contact struct {
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
	Form  string `json:"form,omitempty"`
}

// Recognition is what taking part counts for.
type Recognition struct {
	Body       Text          `json:"body,omitempty"`
	Region     Text          `json:"region,omitempty"`
	Purpose    []Text        `json:"purpose,omitempty"`
	Points     float64       `json:"points,omitempty"`
	PointsName Text          `json:"points_name,omitempty"`
	Category   Text          `json:"category,omitempty"`
	Number     string        `json:"number,omitempty"`
	Per        price.Per     `json:"per,omitempty"`
	Units      float64       `json:"units,omitempty"`
	Unit       schedule.Unit `json:"unit,omitempty"`
	MinMonths  int           `json:"min_months,omitempty"`
	ValidUntil Vague         `json:"valid_until,omitempty"`
}

// GroupsTold are what the keys of [Groups] mean, for its schema.
var GroupsTold = map[string]string{
	"$schema":                  "The address of the schema of this file.",
	"version":                  "The version of this form. It changes when something is taken away or means something else.",
	"as_of":                    "The day as on which the file was made: next meetings are those from this day on.",
	"publisher":                "Who publishes the list.",
	"pages":                    "Addresses of the page, by language.",
	"languages":                "Codes of languages (BCP 47): of the texts in this file; of a group, those that are spoken there.",
	"main_language":            "The language in which texts are first written.",
	"groups":                   "Every group that the public may know of. Groups inside an institution are left out.",
	"id":                       "A name that stays, also when the title or the address change.",
	"status":                   "Whether one can join.",
	"access":                   "members: for members of the society only. Left out: for everybody.",
	"form":                     "How the group runs through time. Left out: without an end.",
	"since":                    "When the group began.",
	"starts":                   "When a planned group shall begin.",
	"checked":                  "The day on which somebody last confirmed these facts.",
	"country":                  "ISO 3166-1, two letters.",
	"geo":                      "Degrees (WGS 84).",
	"on_request":               "Told to those who ask.",
	"travels":                  "The group comes to the workplace of its members.",
	"places":                   "How many are free. Left out: not known.",
	"timezone":                 "The zone of the times (IANA).",
	"next":                     "The next meetings, twelve at most.",
	"last":                     "The day of the last meeting. Left out: no end is known.",
	"start":                    "A moment with its offset (RFC 3339), or a day where the hour is not known.",
	"currency":                 "ISO 4217.",
	"Amount.currency":          "Left out: that of the price.",
	"early_until":              "The last day of the early amounts.",
	"Amount.early":             "The amount up to early_until.",
	"late_from":                "The first day of the late amounts.",
	"late_on_site":             "true: the late amounts are for those who register when they come.",
	"Amount.late":              "The amount from late_from on, or on site.",
	"Amount.basis":             "group: a total that the members share. Left out: what each person pays.",
	"Amount.for":               "For whom the amount is; any of them. Left out: everybody.",
	"Amount.member":            "true: for members of the society. false: for all others.",
	"Amount.units":             "How many units a package holds.",
	"deadline":                 "The last day to ask for a place.",
	"newcomers":                "When the group takes new members.",
	"points":                   "Points of continuing education.",
	"points_name":              "What the points are called. Left out: CME points.",
	"category":                 "The category in which it counts.",
	"Recognition.number":       "The number that the body has given it.",
	"Recognition.per":          "What the points are for; without points, what the units are for.",
	"Recognition.units":        "How much is recognised, in units.",
	"min_months":               "After how many months of attendance it holds.",
	"valid_until":              "Until when the recognition holds.",
	"in_person_share":          "How much of a hybrid group is in person, as 1/2.",
	"first_and_last_in_person": "true: the first and the last meeting of a hybrid group are in person.",
	"show_zones":               "Zones whose times are told too (IANA).",
	"affiliation":              "Where somebody works.",
}

// WriteGroupsJSON writes groups.json.
func WriteGroupsJSON(w io.Writer, g Groups) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(g)
}
