package record

import (
	"slices"

	"golang.org/x/text/language"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/locale"
	"fishbowl/internal/price"
)

// Status says whether somebody can join.
type Status string

// The statuses of groups and events.
const (
	Planned   Status = "planned"
	Open      Status = "open"
	FewPlaces Status = "few-places"
	Full      Status = "full"
	Closed    Status = "closed"
	Paused    Status = "paused"
	Cancelled Status = "cancelled"
	Ended     Status = "ended"
)

// Words are the statuses.
func (Status) Words() []string {
	return []string{"planned", "open", "few-places", "full", "closed", "paused", "cancelled", "ended"}
}

// Joinable reports whether there are places, now or soon.
func (s Status) Joinable() bool { return s == Open || s == FewPlaces || s == Planned }

func (s Status) on(o *Offering, asOf civil.Date) Status {
	if s.Joinable() && o.Late(asOf) {
		return Closed
	}
	return s
}

// Tentative reports whether the dates are not sure: of what is planned, and of
// what rests.
func (s Status) Tentative() bool { return s == Planned || s == Paused }

// Access says for whom a group is listed.
type Access string

// Words are the kinds of access; public is the default.
func (Access) Words() []string { return []string{"public", "members", "internal"} }

// Form says how a group runs through time; ongoing is the default.
type Form string

// Words are the forms.
func (Form) Words() []string { return []string{"ongoing", "term", "series", "block", "single"} }

// Mode says whether people meet in a room or on screen.
type Mode string

// The modes of a place.
const (
	InPerson Mode = "in-person"
	Online   Mode = "online"
	Hybrid   Mode = "hybrid"
)

// Words are the modes.
func (Mode) Words() []string { return []string{"in-person", "online", "hybrid"} }

// Role is what somebody does in a group.
type Role string

// Words are the roles; leader is the default.
func (Role) Words() []string { return []string{"leader", "co-leader", "in-training", "supervisor"} }

// LeaderRole is what a leader is by training.
type LeaderRole string

// Words are the roles of the training.
func (LeaderRole) Words() []string { return []string{"leader", "in-training", "supervisor", "trainer"} }

// Newcomers says when a group takes new members.
type Newcomers string

// Words are the times.
func (Newcomers) Words() []string { return []string{"any-time", "at-start", "by-agreement", "none"} }

// FormatKind is a kind of session at an event.
type FormatKind string

// Words are the kinds of session.
func (FormatKind) Words() []string {
	return []string{"small-group", "large-group", "talk", "workshop", "leaders-group"}
}

// Kind is a kind of group: a word, or a text of its own.
type Kind struct {
	Word string // "balint" where nothing was written
	Text locale.Text
}

var kinds = []string{"balint", "ifa", "supervision", "students", "leaders", "demonstration"}

// DecodeNode reads a word or {text: …}.
func (k *Kind) DecodeNode(d *decode.Decoder, n *decode.Node) {
	k.Word, k.Text = wordOrText(d, n, kinds)
}

// Audience is whom an offering is for: a word, or a text of its own.
type Audience struct {
	Word string
	Text locale.Text
}

// AudienceWords is the vocabulary of audiences.
var AudienceWords = append(slices.Clone(price.Professions), "all-professions")

// DecodeNode reads a word or {text: …}.
func (a *Audience) DecodeNode(d *decode.Decoder, n *decode.Node) {
	a.Word, a.Text = wordOrText(d, n, AudienceWords)
}

func isLanguage(code string) bool {
	_, err := language.ParseBase(code)
	return err == nil
}
