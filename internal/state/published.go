package state

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// Published is an address that readers and programs have been told of.
type Published struct {
	// Address is the way from the site's own address, percent-encoded: the site may
	// move.
	Address string
	// Kind, ID and Lang tell the page that stands there or, of a feed or a calendar,
	// the page beside which it stands. Of a document Kind is File, and no more is told.
	Kind, ID, Lang string
	Pos            diag.Pos // where it is recorded
}

// File is the kind of a document.
const File = "file"

const publishedFile = Dir + "/published.txt"

const publishedHead = `# The addresses that were published, with what stood there.
# fishbowl build --remember writes this file; commit it like content.
`

// publishedForm shows how a line of published.txt is written.
const publishedForm = "/el/istoria/ page:history el"

// Published returns the addresses that are recorded, sorted.
func (s *State) Published() []Published { return s.published }

func (s *State) readPublished(list *diag.List, l line) {
	fault := func(field int, format string, args ...any) {
		list.Errorf(l.at(field), format, args...).
			WithHint("a line is written as in %s\ntake the line back from an older version of the file, or delete it: the address then counts as never published", publishedForm)
	}
	if len(l.fields) != 3 {
		fault(0, "this line has %d parts, not 3", len(l.fields))
		return
	}
	kind, id, _ := strings.Cut(l.fields[1].text, ":")
	p := Published{Address: l.fields[0].text, Kind: kind, ID: id, Lang: strings.TrimPrefix(l.fields[2].text, "-"), Pos: l.at(0)}
	switch {
	case !isAddress(p.Address):
		fault(0, "%q is no address of a site", p.Address)
	case decode.CheckID(kind) != nil || (kind == File) != (id == "") || kind != File && decode.CheckID(id) != nil:
		fault(1, "%q names no page", l.fields[1].text)
	case (kind == File) != (p.Lang == ""), kind != File && locale.CheckCode(p.Lang) != nil:
		fault(2, "%q is no language", l.fields[2].text)
	default:
		s.published = append(s.published, p)
	}
}

// isAddress reports whether an address is written as it is published.
func isAddress(s string) bool {
	p, err := url.PathUnescape(s)
	return err == nil && strings.HasPrefix(s, "/") && (&url.URL{Path: p}).EscapedPath() == s && path.Clean(p) == cmp.Or(strings.TrimSuffix(p, "/"), "/")
}

// sortPublished sorts the addresses and keeps the first line of each: of two that
// were merged either holds.
func (s *State) sortPublished() {
	slices.SortStableFunc(s.published, func(a, b Published) int { return strings.Compare(a.Address, b.Address) })
	s.published = slices.CompactFunc(s.published, func(a, b Published) bool { return a.Address == b.Address })
}

// String returns the line of an address.
func (p Published) String() string {
	if p.Kind == File {
		return fmt.Sprintf("%s %s -", p.Address, p.Kind)
	}
	return fmt.Sprintf("%s %s:%s %s", p.Address, p.Kind, p.ID, p.Lang)
}

// withPublished returns the lines of all addresses that were ever published, with
// what stands there now. None is ever left out: that one is gone on purpose is
// told in site.yaml.
func (s *State) withPublished(now []Published) []string {
	known := make(map[string]bool, len(now))
	lines := make([]string, 0, len(now))
	for _, p := range slices.Concat(now, s.published) {
		if !known[p.Address] {
			known[p.Address] = true
			lines = append(lines, p.String())
		}
	}
	return lines
}
