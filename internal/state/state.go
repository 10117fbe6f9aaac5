// Package state holds what must be remembered between builds, in the folder
// content/_state of a site, committed like content.
//
// A file of it has one fact a line, sorted, so that version control can merge
// what two people have built. An ordinary build reads the files and never writes
// them: a checkout stays clean, and a preview is what a build will be. Only
// [State.Remember] and [WriteMarks] write.
//
// calendar.txt tells what calendar programs have been told. A line is
//
//	group:athens-tuesday group-athens-tuesday@balint.example.org 2 1f2e3d4c5b6a 2027-01-12
//
// the kind and id, the UID (RFC 5545 §3.8.4.7), the SEQUENCE (§3.8.7.4), the
// fingerprint of the dates, and the day on which they changed last. The line of
// something that is gone stays: it may come back.
//
// translations.txt tells what translations were compared with. A line is
//
//	page:history de el title=1f2e3d4c body=5b6a7988,0a1b2c3d
//
// the kind and id, the language, the language of its source, and the fingerprints of
// the source's texts (package translate).
//
// published.txt tells which addresses were published. A line is
//
//	/el/istoria/ page:history el
//
// the address from the top of the site, the kind and id of the page that stands there
// (a feed or a calendar is its page's), and the language; of a document it is "file -".
// What was published once stays recorded.
package state

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// State is what a site's folder remembers. It is not changed after [Read].
type State struct {
	calendar  map[string]entry // by KIND:ID
	published []Published      // sorted
	marks     map[MarkKey]Mark // of translations
}

// entry is a line of calendar.txt.
type entry struct {
	uid      string
	sequence int
	dates    string
	changed  civil.Date
	pos      diag.Pos
}

const calendarFile = Dir + "/calendar.txt"

const calendarHead = `# What calendar programs have been told of groups and events.
# fishbowl build --remember writes this file; commit it like content.
`

// Read reads the folder; without it nothing is remembered. A fault of a file is
// reported, an error is one of the disk.
func Read(list *diag.List, fsys fs.FS) (*State, error) {
	s := &State{calendar: map[string]entry{}, marks: map[MarkKey]Mark{}}
	for _, f := range []struct {
		name, keep string // what is to be kept of two versions
		read       func(*diag.List, line)
	}{
		{calendarFile, "keep the lines of both versions, and of two that begin alike the one with the greater number; then build with --remember", s.readCalendar},
		{publishedFile, "keep the lines of both versions; then build with --remember", s.readPublished},
		{Translations, "keep the lines of both versions, and one of two for the same translation: fishbowl translate diff then shows whether it fits", s.readTranslation},
	} {
		lines, err := readLines(list, fsys, f.name, f.keep)
		if err != nil {
			return s, err
		}
		for _, l := range lines {
			f.read(list, l)
		}
	}
	s.sortPublished()
	return s, nil
}

// calendarForm shows how a line of calendar.txt is written.
const calendarForm = "group:athens-tuesday group-athens-tuesday@example.org 2 1f2e3d4c5b6a 2027-01-12"

// calendarKinds are the kinds of what calendars show.
var calendarKinds = []string{"event", "group"}

const fingerprintLength = 12 // hexadecimal digits

func (s *State) readCalendar(list *diag.List, l line) {
	fault := func(field int, format string, args ...any) {
		list.Errorf(l.at(field), format, args...).
			WithHint("a line is written as in %s\ntake the line back from an older version of the file, or delete it: the item then counts as new", calendarForm)
	}
	if len(l.fields) != 5 {
		fault(0, "this line has %d parts, not 5", len(l.fields))
		return
	}
	name, e := l.fields[0].text, entry{uid: l.fields[1].text, dates: l.fields[3].text, pos: l.at(0)}
	kind, id, _ := strings.Cut(name, ":")
	var err error
	if !slices.Contains(calendarKinds, kind) || decode.CheckID(id) != nil {
		fault(0, "%q names no group or event", name)
	} else if e.sequence, err = strconv.Atoi(l.fields[2].text); err != nil || e.sequence < 0 || e.sequence > maxSequence {
		fault(2, "%q cannot be a number of changes", l.fields[2].text)
	} else if !isFingerprint(e.dates) {
		fault(3, "%q is no fingerprint of dates", e.dates)
	} else if err := e.changed.UnmarshalText([]byte(l.fields[4].text)); err != nil {
		fault(4, "%v", err)
	} else if first, twice := s.calendar[name]; twice && e.String(name) != first.String(name) {
		list.Errorf(e.pos, "%s stands twice", name).WithAlso(first.pos, "it stands here first").
			WithHint("keep the line with the greater number behind the address, and build with --remember")
	} else {
		s.calendar[name] = e
	}
}

// maxSequence keeps a SEQUENCE an integer of RFC 5545 (§3.3.8).
const maxSequence = 1<<31 - 2

func isFingerprint(s string) bool {
	_, err := strconv.ParseUint(s, 16, 64)
	return err == nil && len(s) == fingerprintLength && s == strings.ToLower(s)
}

// String returns the line of an item.
func (e entry) String(name string) string {
	return fmt.Sprintf("%s %s %d %s %s", name, e.uid, e.sequence, e.dates, e.changed)
}

// Item is something that calendars show.
type Item struct {
	Kind string // group or event
	ID   string
	// Dates is the fingerprint of its dates ([GroupDates], [EventDates]).
	Dates string
}

func (i Item) name() string { return i.Kind + ":" + i.ID }

// Revision is what a calendar says of the changes of an item.
type Revision struct {
	UID      string
	Sequence int
	Stamp    time.Time // when the dates changed last, as far as it is remembered
}

// unrecorded is the stamp of what was never remembered: a time of the machine
// would change the calendar at every build.
var unrecorded = civil.Date{Year: 2000, Month: time.January, Day: 1}

// Revision returns what the calendars of this build say: the SEQUENCE that is
// recorded, and one more where the dates are others now, however often the site
// is built until that is remembered. host is the site's address without the
// scheme, for the UID of an item that is new.
func (s *State) Revision(i Item, host string) Revision {
	e := s.calendar[i.name()]
	r := Revision{UID: cmp.Or(e.uid, i.Kind+"-"+i.ID+"@"+host), Sequence: e.sequence, Stamp: cmp.Or(e.changed, unrecorded).UTC()}
	if e.uid != "" && e.dates != i.Dates {
		r.Sequence++
	}
	return r
}

// Remember writes down what a build on a day has told calendar programs, and the
// addresses that it has published. host is the site's address without the scheme. It
// returns the files that it has changed, also beside an error.
func (s *State) Remember(root *os.Root, day civil.Date, host string, items []Item, published []Published) (files []string, err error) {
	for _, f := range []struct {
		name, head string
		lines      []string
	}{
		{calendarFile, calendarHead, s.withTold(day, host, items)},
		{publishedFile, publishedHead, s.withPublished(published)},
	} {
		changed, err := writeLines(root, f.name, f.head, f.lines)
		if err != nil {
			return files, err
		}
		if changed {
			files = append(files, f.name)
		}
	}
	return files, nil
}

// withTold returns the lines of all that calendars have ever shown, with what they
// show now.
func (s *State) withTold(day civil.Date, host string, items []Item) []string {
	calendar := maps.Clone(s.calendar)
	for _, i := range items {
		if e, known := calendar[i.name()]; !known || e.dates != i.Dates {
			r := s.Revision(i, host)
			calendar[i.name()] = entry{uid: r.UID, sequence: r.Sequence, dates: i.Dates, changed: day}
		}
	}
	var lines []string
	for name, e := range calendar {
		lines = append(lines, e.String(name))
	}
	return lines
}
