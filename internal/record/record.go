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
	Number        Edition               `key:"number"`
	Downloads     []Download            `key:"downloads"`
}

// confirmedFor is how many days a record counts as confirmed after somebody has
// checked it, if it does not say by when it is to be reviewed.
const confirmedFor = 366

// ConfirmBy returns the last day on which the record counts as confirmed; zero
// where nobody has said when it was checked, nor by when it is to be.
func (o *Offering) ConfirmBy() civil.Date {
	if o.ReviewBy.IsZero() && !o.Checked.IsZero() {
		return o.Checked.AddDays(confirmedFor)
	}
	return o.ReviewBy
}

// Unconfirmed reports whether somebody ought to look at the record again.
func (o *Offering) Unconfirmed(asOf civil.Date) bool {
	by := o.ConfirmBy()
	return !by.IsZero() && by.Before(asOf)
}

// Late reports whether nobody can register any more.
func (o *Offering) Late(asOf civil.Date) bool {
	return !o.Join.Deadline.IsZero() && o.Join.Deadline.Before(asOf)
}

// Edition is which of a series something is; the first is 1.
type Edition int

// DecodeNode reads a number from 1.
func (e *Edition) DecodeNode(d *decode.Decoder, n *decode.Node) {
	d.Decode(n, (*int)(e))
	if n.Kind == decode.Int && *e < 1 {
		d.List.Errorf(n.Pos, "%s is no number in a series", n.Value).WithHint("the first is number: 1")
	}
}

// Group is anything that meets more than once, and single demonstrations.
type Group struct {
	Offering
	ID       decode.ID          `key:"id,required"`
	Title    locale.Text        `key:"title"`
	Slug     locale.Text        `key:"slug"`
	Aliases  []decode.String    `key:"aliases"`
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

	// MeetingPlaces are the places that single meeting lines have for themselves, by
	// the index of the line.
	MeetingPlaces map[int]Place
}

// Over reports whether the group will not meet again.
func (g *Group) Over() bool { return g.Status == Ended || g.Status == Cancelled }

// Dated reports whether calendars hold the group, if it has days: also between two
// terms, so that who has subscribed does not lose it.
func (g *Group) Dated() bool { return g.Schedule != nil && g.Status != Ended }

// Dated reports whether calendars hold the event.
func (e *Event) Dated() bool { return !e.Starts.IsZero() && e.Status != Ended }

// Public reports whether the group is announced to everybody.
func (g *Group) Public() bool { return g.Access == "" || g.Access == "public" }

// Internal reports whether nobody from outside can join.
func (g *Group) Internal() bool { return g.Access == "internal" }

// StatusOn returns the status as readers are told it on a day: closed, where the
// registration is over.
func (g *Group) StatusOn(asOf civil.Date) Status { return g.Status.on(&g.Offering, asOf) }

// StatusOn is that of groups.
func (e *Event) StatusOn(asOf civil.Date) Status { return e.Status.on(&e.Offering, asOf) }

// Meets reports whether the dates that follow from the schedule take place. Those
// of a group that rests do only where the schedule knows of the rest: where it
// begins later, or leaves the day out.
func (g *Group) Meets(asOf civil.Date) bool {
	switch {
	case g.Schedule == nil || g.Over():
		return false
	case g.Status == Paused:
		return g.Schedule.State(asOf) != schedule.Running || g.Schedule.Resting(asOf)
	}
	return true
}

// Event is one stretch of connected days. Its texts stand in the pages of the
// event.
type Event struct {
	Offering
	Kind      locale.Text   `key:"kind"`
	Status    Status        `key:"status"`
	Theme     locale.Text   `key:"theme"`
	Starts    Beginning     `key:"starts"`
	Ends      civil.Moment  `key:"ends"`
	Timezone  schedule.Zone `key:"timezone"`
	Speakers  []Person      `key:"speakers"`
	Formats   []EventFormat `key:"formats"`
	Programme []Item        `key:"programme"`
	Lodging   locale.Text   `key:"lodging"`
	Report    locale.Text   `key:"report"`
}

// Beginning is when an event starts: a day, perhaps with an hour; or, while it is
// planned, a month or a year alone.
type Beginning struct {
	civil.Moment             // zero where the day is not known
	Vague        civil.Vague // zero where it is
}

// UnmarshalText reads 2027-04-09T16:00, 2027-04-09, 2027-04 or 2027.
func (b *Beginning) UnmarshalText(text []byte) error {
	if err := b.Vague.UnmarshalText(text); err == nil && b.Vague.Day == 0 {
		return nil
	}
	b.Vague = civil.Vague{}
	return b.Moment.UnmarshalText(text)
}

// String returns what was written.
func (b Beginning) String() string {
	if !b.Vague.IsZero() {
		return b.Vague.String()
	}
	return b.Moment.String()
}

// First returns the first day on which the event may begin.
func (e *Event) First() civil.Date {
	if !e.Starts.Vague.IsZero() {
		return e.Starts.Vague.First()
	}
	return e.Starts.Date
}

// Last returns the last day that the event may have.
func (e *Event) Last() civil.Date {
	switch {
	case !e.Starts.Vague.IsZero():
		return e.Starts.Vague.Last()
	case e.Ends.Date.After(e.Starts.Date):
		return e.Ends.Date
	}
	return e.Starts.Date
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
	Portrait     Portrait             `key:"portrait"`
	Retired      bool                 `key:"retired"`
	Consent      bool                 `key:"consent"`
}

// Portrait is a picture of a person. Without a description it is described by
// the person's name.
type Portrait struct {
	File decode.String
	Alt  locale.Text
}

// DecodeNode reads the name of a file, or a block with file and alt.
func (p *Portrait) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.IsScalar() {
		d.Decode(n, &p.File)
		return
	}
	var block portraitBlock
	d.Decode(n, &block)
	p.File, p.Alt = block.File, block.Alt
}

type portraitBlock struct {
	File decode.String `key:"file,required"`
	Alt  locale.Text   `key:"alt"`
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
	Email   decode.Email    `key:"email"`
	Phone   decode.Phone    `key:"phone"`
	Website decode.WebURL   `key:"website"`
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
	var block bodyBlock
	d.Decode(n, &block)
	b.Name = block.Name
}

type bodyBlock struct {
	Name locale.Name `key:"name,required"`
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
	CheckVideoLinks(d.List, root)
	if g.ID != "" && string(g.ID) != name {
		d.List.Errorf(g.At("id"), "the id %q is not the name of the file", g.ID).WithHint("write id: %s, or rename the file", name)
	}
	return &g
}

// GroupsFile is a file that holds a list of groups.
type GroupsFile struct {
	Lang   string   `key:"lang"`
	Groups []*Group `key:"groups"`
}

// ParseGroups reads a file that holds a list of groups under groups:.
func ParseGroups(d *decode.Decoder, root *decode.Node) []*Group {
	var file GroupsFile
	d.Decode(root, &file)
	CheckVideoLinks(d.List, root)
	return file.Groups
}
