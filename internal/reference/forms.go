package reference

import (
	"regexp"

	"fishbowl/internal/decode"
)

// Forms: date-parts, a block with a year, a plain date, or a list of one or two
// of them.
func (Date) Forms() []decode.Form {
	return []decode.Form{decode.As[plainDate](), decode.Block[dateBlock](), decode.As[[]dateBlock](), decode.As[[]plainDate]()}
}

type plainDate string

const day = `\d{1,4}(-\d{1,2}){0,2}`

var dateForm = regexp.MustCompile(`^` + day + `$`)

// Pattern of 1957, 1957-03, 1957-03-02, 1957~ or 1957/1959.
func (plainDate) Pattern() string { return `^` + day + `[~?%]?( ?/ ?` + day + `[~?%]?)?$` }

// Pattern of a number of four digits at most.
func (datePart) Pattern() string { return `^\d{1,4}$` }

// Pattern of a DOI with what may stand before it; programs write an empty one, too.
func (DOI) Pattern() string { return `^(.*10\.\d{4,9}.*)?$` }

// Pattern of the address of a page, or of a URN.
func (Address) Pattern() string { return `^(https?://\S+|[Uu][Rr][Nn]:\S+)$` }
