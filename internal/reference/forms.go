package reference

import "fishbowl/internal/decode"

// Forms: date-parts, a block with a year, a plain date, or a list of one of
// them.
func (Date) Forms() []decode.Form {
	return []decode.Form{decode.As[plainDate](), decode.Block[dateBlock](), decode.As[[]dateBlock](), decode.As[[]plainDate]()}
}

type plainDate string

// Pattern of 1957, 1957-03 or 1957-03-02.
func (plainDate) Pattern() string { return `^\d{1,4}(-\d{1,2}){0,2}$` }
