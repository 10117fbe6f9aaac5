// Package record holds leaders, groups and events as they are written: one
// record, free of any language, from which every language's pages, calendars
// and feeds are made. It decodes them, and checks what can be checked among
// them: that every id names something and that no two records have one id.
//
// The keys are the public format; a record is not changed after it was
// checked.
package record

import (
	"path"
	"slices"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/locale"
	"fishbowl/internal/price"
	"fishbowl/internal/schedule"
)

// Offering is what groups and events share.
type Offering struct {
	decode.Fields
	Organisers    []config.Organisation `key:"organisers"`
	Partners      []config.Organisation `key:"partners"`
	Leaders       []Person              `key:"leaders"`
	Audience      []Audience            `key:"audience"`
	Prerequisites locale.Text           `key:"prerequisites"`
	Preference    locale.Text           `key:"preference"`
	Languages     []decode.String       `key:"languages"`
	Place         Place                 `key:"place"`
	Size          Size                  `key:"size"`
	Session       schedule.Session      `key:"session"`
	Price         *price.Price          `key:"price"`
	Join          Join                  `key:"join"`
	Recognition   []Recognition         `key:"recognition"`
	Rules         Rules                 `key:"rules"`
	Checked       civil.Date            `key:"checked"`
	ReviewBy      civil.Date            `key:"review_by"`
	Series        locale.Text           `key:"series"`
	Number        int                   `key:"number"`
	Downloads     []Download            `key:"downloads"`
}

// Group is anything that meets more than once, and single demonstrations.
type Group struct {
	Offering
	ID       decode.ID          `key:"id,required"`
	Title    locale.Text        `key:"title"`
	Slug     locale.Text        `key:"slug"`
	Summary  locale.Text        `key:"summary"`
	Text     locale.Text        `key:"text"`
	Lang     string             `key:"lang"`
	Kind     Kind               `key:"kind"`
	Status   Status             `key:"status,required"`
	Access   Access             `key:"access"`
	Form     Form               `key:"form"`
	Since    civil.Vague        `key:"since"`
	Starts   civil.Vague        `key:"starts"`
	Schedule *schedule.Schedule `key:"schedule"`
}

// Event is one stretch of connected days. Its texts stand in the pages of the
// event.
type Event struct {
	Offering
	Kind      locale.Text   `key:"kind"`
	Status    Status        `key:"status"`
	Theme     locale.Text   `key:"theme"`
	Starts    civil.Moment  `key:"starts"`
	Ends      civil.Moment  `key:"ends"`
	Timezone  schedule.Zone `key:"timezone"`
	Speakers  []Person      `key:"speakers"`
	Formats   []EventFormat `key:"formats"`
	Programme []Item        `key:"programme"`
	Lodging   locale.Text   `key:"lodging"`
	Report    locale.Text   `key:"report"`
}

// Leader is a person who leads groups. The biography is the page's body.
type Leader struct {
	decode.Fields
	Name         PersonName           `key:"name,required"`
	SortName     string               `key:"sort_name"`
	Professions  []locale.Text        `key:"professions"`
	Specialties  []locale.Text        `key:"specialties"`
	Role         LeaderRole           `key:"role"`
	Recognitions []LeaderRecognition  `key:"recognitions"`
	Society      *config.Organisation `key:"society"`
	SupervisedBy []Person             `key:"supervised_by"`
	Places       []decode.Ref         `key:"places"`
	Online       bool                 `key:"online"`
	Languages    []decode.String      `key:"languages"`
	Contact      Contact              `key:"contact"`
	Portrait     decode.String        `key:"portrait"`
	Retired      bool                 `key:"retired"`
	Consent      bool                 `key:"consent"`
}

// PersonName is a person's name in parts.
type PersonName struct {
	decode.Fields
	Given  locale.Name `key:"given,required"`
	Family locale.Name `key:"family,required"`
	Before locale.Name `key:"before"` // titles
	After  locale.Name `key:"after"`
}

// LeaderRecognition says who recognises a leader, and for what.
type LeaderRecognition struct {
	decode.Fields
	Body    BodyRef       `key:"body,required"`
	Region  locale.Name   `key:"region"`
	Purpose []locale.Text `key:"purpose"`
	Since   civil.Vague   `key:"since"`
	Until   civil.Vague   `key:"until"`
	Number  string        `key:"number"`
}

// Contact is how a person can be reached.
type Contact struct {
	decode.Fields
	Email   string          `key:"email"`
	Phone   string          `key:"phone"`
	Website string          `key:"website"`
	Address *config.Address `key:"address"`
	Hours   locale.Text     `key:"hours"`
	Note    locale.Text     `key:"note"`
}

// Person is a leader of the site by id, or somebody without a record.
type Person struct {
	decode.Fields
	Leader      decode.Ref  `key:"leader"`
	Name        locale.Name `key:"name"`
	Role        Role        `key:"role"`
	Text        locale.Text `key:"text"`
	Affiliation locale.Name `key:"affiliation"`
}

// DecodeNode reads an id alone or a block.
func (p *Person) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.IsScalar() {
		p.Pos = n.Pos
		d.Decode(n, &p.Leader)
		return
	}
	d.Struct(n, p)
	if n.Kind == decode.Mapping && p.Leader.ID == "" && p.Name.IsZero() && p.Text.IsZero() && p.Role == "" {
		d.List.Errorf(n.Pos, "this person has no name").WithHint("write the id of a leader, or {name: …}, or {role: …}")
	}
}

// BodyRef is a body of site.yaml by id, or {name: …}.
type BodyRef struct {
	Ref  decode.Ref
	Name locale.Name
}

// DecodeNode reads an id or a block with a name.
func (b *BodyRef) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.IsScalar() {
		d.Decode(n, &b.Ref)
		return
	}
	var block struct {
		Name locale.Name `key:"name,required"`
	}
	d.Decode(n, &block)
	b.Name = block.Name
}

// Rules are the group's rules: a text, or the page that holds them (page:ID).
type Rules struct {
	Page decode.Ref
	Text locale.Text
}

// DecodeNode reads page:ID or a text.
func (r *Rules) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if id, ok := strings.CutPrefix(n.Value, "page:"); ok && n.Kind == decode.Text {
		r.Page = decode.Ref{ID: id, Pos: n.Pos}
		return
	}
	d.Decode(n, &r.Text)
}

// Place is where an offering meets.
type Place struct {
	decode.Fields
	Mode                 Mode           `key:"mode"`
	Venue                locale.Name    `key:"venue"`
	Room                 locale.Name    `key:"room"`
	Street               locale.Name    `key:"street"`
	Postcode             string         `key:"postcode"`
	City                 decode.Ref     `key:"city"`
	Region               locale.Name    `key:"region"`
	Country              config.Country `key:"country"`
	Note                 locale.Text    `key:"note"`
	OnRequest            bool           `key:"on_request"`
	Travels              bool           `key:"travels"`
	Geo                  *Geo           `key:"geo"`
	InPersonShare        string         `key:"in_person_share"`
	FirstAndLastInPerson bool           `key:"first_and_last_in_person"`
	Former               []FormerPlace  `key:"former"`
}

// DecodeNode reads a block, or the word on_request.
func (p *Place) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.Kind == decode.Text && n.Value == onRequest {
		p.Pos, p.OnRequest = n.Pos, true
		return
	}
	d.Struct(n, p)
}

const onRequest = "on_request"

// Geo is a place on the map in degrees (WGS 84).
type Geo struct {
	Lat float64 `key:"lat,required"`
	Lon float64 `key:"lon,required"`
}

// FormerPlace is where a group met until a day.
type FormerPlace struct {
	decode.Fields
	Venue locale.Name `key:"venue"`
	City  decode.Ref  `key:"city"`
	Until civil.Vague `key:"until"`
}

// Size says how many take part.
type Size struct {
	decode.Fields
	Min         int    `key:"min"`
	Max         int    `key:"max"`
	Places      Places `key:"places"`
	WaitingList bool   `key:"waiting_list"`
}

// Places is a number of free places, or on request.
type Places struct {
	Count     int
	Known     bool
	OnRequest bool
}

// DecodeNode reads a number or the word on_request.
func (p *Places) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.Kind == decode.Text && n.Value == onRequest {
		p.OnRequest = true
		return
	}
	d.Decode(n, &p.Count)
	if p.Known = p.Count >= 0; !p.Known {
		d.List.Errorf(n.Pos, "there cannot be %d free places", p.Count)
	}
}

// Join says how one takes a place.
type Join struct {
	decode.Fields
	Channels    Channels    `key:"channels"`
	Deadline    civil.Date  `key:"deadline"`
	Interview   Interview   `key:"interview"`
	MailingList bool        `key:"mailing_list"`
	Referral    locale.Text `key:"referral"`
	Commitment  *Commitment `key:"commitment"`
	Order       locale.Text `key:"order"`
	Newcomers   Newcomers   `key:"newcomers"`
}

// Channels are the ways to ask for a place; empty means the first leader's.
type Channels struct {
	decode.Fields
	Email            string      `key:"email"`
	Phone            string      `key:"phone"`
	Hours            locale.Text `key:"hours"`
	AnsweringMachine bool        `key:"answering_machine"`
	Form             string      `key:"form"`
	Post             locale.Name `key:"post"`
}

// Interview is a meeting with the leader before the group: required, optional,
// or told in a text.
type Interview struct {
	Word string
	Text locale.Text
}

var interviews = []string{"required", "optional"}

// DecodeNode reads a word or {text: …}.
func (i *Interview) DecodeNode(d *decode.Decoder, n *decode.Node) {
	i.Word, i.Text = wordOrText(d, n, interviews)
}

// Commitment is what somebody who joins promises.
type Commitment struct {
	decode.Fields
	Months int         `key:"months"`
	Attend string      `key:"attend"`
	Until  civil.Vague `key:"until"`
	Text   locale.Text `key:"text"`
}

// Recognition says what taking part counts for.
type Recognition struct {
	decode.Fields
	Body       BodyRef       `key:"body"`
	Region     locale.Name   `key:"region"`
	Purpose    []locale.Text `key:"purpose"`
	Points     Points        `key:"points"`
	Per        price.Per     `key:"per"`
	Units      float64       `key:"units"`
	Unit       schedule.Unit `key:"unit"`
	MinMonths  int           `key:"min_months"`
	ValidUntil civil.Vague   `key:"valid_until"`
	Note       locale.Text   `key:"note"`
}

// Points are points of continuing education: a number, on request, or awarded
// without a number.
type Points struct {
	Number    float64
	OnRequest bool
	Awarded   bool
}

// DecodeNode reads a number or a word.
func (p *Points) DecodeNode(d *decode.Decoder, n *decode.Node) {
	switch {
	case n.Kind != decode.Text:
		d.Decode(n, &p.Number)
	case n.Value == onRequest || n.Value == "awarded":
		p.OnRequest, p.Awarded = n.Value == onRequest, n.Value == "awarded"
	default:
		d.Mismatch(n, "a number of points").WithHint("or one of the words on_request, awarded")
	}
}

// Download is a file with a label.
type Download struct {
	decode.Fields
	File  decode.String `key:"file,required"`
	Label locale.Text   `key:"label,required"`
}

// EventFormat is a kind of session that an event has.
type EventFormat struct {
	decode.Fields
	Kind  FormatKind  `key:"kind,required"`
	Title locale.Text `key:"title"`
	Min   int         `key:"min"`
	Max   int         `key:"max"`
	For   []Audience  `key:"for"`
}

// Item is a line of an event's programme.
type Item struct {
	decode.Fields
	Day   civil.Date  `key:"day"`
	Time  civil.Span  `key:"time"`
	Title locale.Text `key:"title,required"`
	Who   []Person    `key:"who"`
	Place locale.Name `key:"place"`
}

// wordOrText reads a word of a vocabulary, or {text: …}.
func wordOrText(d *decode.Decoder, n *decode.Node, words []string) (string, locale.Text) {
	if n.Kind == decode.Mapping {
		var block struct {
			Text locale.Text `key:"text,required"`
		}
		d.Decode(n, &block)
		return "", block.Text
	}
	if d.Word(n, words) {
		return n.Value, locale.Text{}
	}
	return "", locale.Text{}
}

// Records are all records of a site.
type Records struct {
	Groups  []*Group
	Leaders map[string]*Leader // by id
	Events  map[string]*Event
}

// LeaderIDs returns the ids of all leaders, sorted.
func (r *Records) LeaderIDs() []string {
	var ids []string
	for id := range r.Leaders {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// ParseGroup reads a file that holds one group, a bare block.
func ParseGroup(d *decode.Decoder, root *decode.Node) *Group {
	var g Group
	name := strings.TrimSuffix(path.Base(root.Pos.File), ".yaml")
	if _, ok := root.Get("id"); !ok {
		d.List.Errorf(root.Pos, "the key %q is missing", "id").WithHint("write id: %s", name)
	}
	d.Decode(root, &g)
	if g.ID != "" && string(g.ID) != name {
		d.List.Errorf(g.At("id"), "the id %q is not the name of the file", g.ID).WithHint("write id: %s, or rename the file", name)
	}
	return &g
}

// ParseGroups reads a file that holds a list of groups under groups:.
func ParseGroups(d *decode.Decoder, root *decode.Node) []*Group {
	var file struct {
		Lang   string   `key:"lang"`
		Groups []*Group `key:"groups"`
	}
	d.Decode(root, &file)
	return file.Groups
}
