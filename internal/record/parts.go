package record

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/price"
	"fishbowl/internal/schedule"
)

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
	InPersonShare        Share          `key:"in_person_share"`
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

// Geo is a place on the map in degrees (WGS 84): latitude from -90 to 90,
// longitude from -180 to 180.
type Geo struct {
	decode.Fields
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
	Email            decode.Email  `key:"email"`
	Phone            decode.Phone  `key:"phone"`
	Hours            locale.Text   `key:"hours"`
	AnsweringMachine bool          `key:"answering_machine"`
	Form             decode.WebURL `key:"form"`
	Post             locale.Name   `key:"post"`
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
	Attend Attend      `key:"attend"`
	Until  civil.Vague `key:"until"`
	Text   locale.Text `key:"text"`
}

// Attend is at how many meetings somebody must be: all, a number, or a share.
type Attend struct {
	All    bool
	Number int // at least
	Share  Share
}

// DecodeNode reads all, 6, 1/3 or 75%.
func (a *Attend) DecodeNode(d *decode.Decoder, n *decode.Node) {
	switch {
	case n.Kind == decode.Text && n.Value == "all":
		a.All = true
	case n.Kind == decode.Int:
		d.Decode(n, &a.Number)
		if a.Number < 1 {
			d.List.Errorf(n.Pos, "nobody can attend %d meetings", a.Number).WithHint("write all, a number such as 6, or a share such as 1/3")
		}
	case n.IsScalar():
		d.Decode(n, &a.Share)
	default:
		d.Mismatch(n, "how many meetings somebody attends").WithHint("write all, a number such as 6, or a share such as 1/3")
	}
}

// Share is a part of a whole as a fraction in its lowest terms; zero says
// nothing.
type Share struct{ Part, Whole int }

var (
	fractionForm = regexp.MustCompile(`^(\d{1,3}) ?/ ?(\d{1,3})$`)
	percentForm  = regexp.MustCompile(`^(\d{1,3}) ?%$`)
)

// UnmarshalText reads 1/3 or 75%.
func (s *Share) UnmarshalText(text []byte) error {
	var part, whole string
	if m := fractionForm.FindSubmatch(text); m != nil {
		part, whole = string(m[1]), string(m[2])
	} else if m := percentForm.FindSubmatch(text); m != nil {
		part, whole = string(m[1]), "100"
	}
	p, _ := strconv.Atoi(part)
	w, _ := strconv.Atoi(whole)
	switch {
	case p == 0 || w == 0:
		return &diag.Fault{Message: fmt.Sprintf("%q is not a share", text), Hint: "write it as in 1/2, 2/3 or 75%"}
	case p > w:
		return diag.Faultf("%s is more than the whole", text)
	}
	for d := p; d > 1; d-- {
		if p%d == 0 && w%d == 0 {
			p, w = p/d, w/d
		}
	}
	*s = Share{p, w}
	return nil
}

// IsZero reports whether nothing was said.
func (s Share) IsZero() bool { return s == Share{} }

// String writes the share as 1/3.
func (s Share) String() string { return fmt.Sprintf("%d/%d", s.Part, s.Whole) }

// Recognition says what taking part counts for.
type Recognition struct {
	decode.Fields
	Body       BodyRef       `key:"body"`
	Region     locale.Name   `key:"region"`
	Purpose    []locale.Text `key:"purpose"`
	Points     Points        `key:"points"`
	PointsName locale.Name   `key:"points_name"` // where they are not CME points
	Category   locale.Text   `key:"category"`
	Number     string        `key:"number"` // by which the body knows it
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
	case slices.Contains(pointWords, n.Value):
		p.OnRequest, p.Awarded = n.Value == onRequest, n.Value == "awarded"
	default:
		d.Mismatch(n, "a number of points").WithHint("write a number, as in points: 3, or one of the words %s", strings.Join(pointWords, ", "))
	}
}

var pointWords = []string{onRequest, "awarded"}

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
