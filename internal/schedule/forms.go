package schedule

import (
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
)

// Forms: on_request, one meeting, a list of them, or the whole block.
func (Schedule) Forms() []decode.Form {
	return []decode.Form{decode.Word(onRequest), decode.Block[Schedule](), decode.BlockWith[Schedule, Meeting](), decode.As[[]Meeting]()}
}

// Forms: a number, or {min, max, about}.
func (Range) Forms() []decode.Form { return []decode.Form{decode.As[int](), decode.Block[Range]()} }

// Forms: a number, or {min, max, about, unit}.
func (Rate) Forms() []decode.Form { return []decode.Form{decode.As[int](), decode.Block[Rate]()} }

// Forms: a date, or {from, until, why}.
func (Gap) Forms() []decode.Form { return []decode.Form{decode.As[civil.Date](), decode.Block[Gap]()} }

// Forms: a day, a day with an hour or hours, or {from, until}.
func (When) Forms() []decode.Form {
	return []decode.Form{decode.As[dayHours](), decode.Block[When]()}
}

// Forms: a block of planned days with their new ones.
func (Moves) Forms() []decode.Form {
	return []decode.Form{decode.KeyedBy[civil.Moment](civil.Date{}.Pattern())}
}

// Pattern of 2027-03-06, 2027-03-06T10:00 or 2027-03-06T10:00-14:00.
func (dayHours) Pattern() string {
	return strings.TrimSuffix(civil.Date{}.Pattern(), "$") + `([T ]` + strings.TrimPrefix(strings.TrimSuffix(civil.Span{}.Pattern(), "$"), "^") + `)?$`
}

// Pattern of 2 weeks.
func (Every) Pattern() string { return everyForm.String() }

// Pattern of tuesday, second saturday, or 15.
func (Day) Pattern() string {
	return `^(([1-9]|[12]\d|3[01])|((` + strings.Join(nths[1:], "|") + `) )?[A-Za-z]+)$`
}

// Pattern of FREQ=MONTHLY;BYDAY=2SA.
func (Rule) Pattern() string { return `^\s*(RRULE:)?[A-Z]+=[A-Z0-9,+-]+(;[A-Z]+=[A-Z0-9,+-]+)*\s*$` }
