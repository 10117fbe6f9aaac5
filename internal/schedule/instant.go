package schedule

import (
	"time"

	"fishbowl/internal/civil"
)

// Instants returns when a meeting begins and when it is over, for a schedule
// whose times are of a zone. One that goes past midnight ends on the next day.
// Where nobody wrote hours it begins with its day; where nobody wrote its end it
// is over when its last day is.
func (o Occurrence) Instants(zone *time.Location) (start, end time.Time) {
	start = o.Date.At(o.Span.From, zone)
	switch last := o.end(); {
	case o.Span.IsZero() || o.Span.Open:
		return start, last.AddDays(1).At(civil.Time{}, zone)
	case !o.Through && o.Span.To.Minutes() <= o.Span.From.Minutes():
		return start, last.AddDays(1).At(o.Span.To, zone)
	default:
		return start, last.At(o.Span.To, zone)
	}
}
