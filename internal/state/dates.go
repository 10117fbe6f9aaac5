package state

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"fishbowl/internal/record"
	"fishbowl/internal/schedule"
)

// GroupDates returns the fingerprint of a group's meetings as calendars know
// them; "" where none has a date. It is another one as soon as a meeting is
// added, left out, moved, longer, or cancelled (RFC 5546 §2.1.4), and does not
// depend on the day.
func GroupDates(g *record.Group, series []schedule.Series) string {
	if g.Schedule == nil || len(series) == 0 {
		return ""
	}
	var b strings.Builder
	for _, s := range series {
		fmt.Fprintln(&b, s.Start, s.End, s.Rule)
		for _, m := range s.Except {
			fmt.Fprintln(&b, "except", m)
		}
		for _, o := range s.Dates {
			fmt.Fprintln(&b, "date", o.Date, o.End, o.Span)
		}
		for _, m := range s.Moved {
			fmt.Fprintln(&b, "moved", m.From, m.To, m.End)
		}
	}
	return fingerprint(string(g.Schedule.Timezone), g.Status, b.String())
}

// EventDates returns the fingerprint of an event's days; "" where it has none.
func EventDates(e *record.Event) string {
	if e.Starts.IsZero() {
		return ""
	}
	return fingerprint(string(e.Timezone), e.Status, fmt.Sprintln(e.Starts, e.Ends))
}

func fingerprint(zone string, status record.Status, dates string) string {
	certainty := "confirmed"
	switch {
	case status == record.Cancelled:
		certainty = "cancelled"
	case status.Tentative():
		certainty = "tentative"
	}
	sum := sha256.Sum256([]byte(zone + "\n" + certainty + "\n" + dates))
	return hex.EncodeToString(sum[:])[:fingerprintLength]
}

// Items returns all that calendars show, as it is now.
func Items(records *record.Records) []Item {
	var items []Item
	for _, g := range records.Groups {
		if !g.Dated() {
			continue
		}
		if dates := GroupDates(g, g.Schedule.Series()); dates != "" {
			items = append(items, Item{"group", string(g.ID), dates})
		}
	}
	for _, id := range records.EventIDs() {
		if e := records.Events[id]; e.Dated() {
			items = append(items, Item{"event", id, EventDates(e)})
		}
	}
	return items
}
