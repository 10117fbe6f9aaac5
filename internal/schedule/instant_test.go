package schedule_test

import (
	"testing"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/schedule"
)

// The offsets are those of the IANA's tables: summer time ends in Berlin on 31
// October 2027 and in New York on 7 November.
func TestInstants(t *testing.T) {
	hours := func(text string) (s civil.Span) {
		if err := s.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		return s
	}
	day := func(m time.Month, d int) civil.Date { return civil.Date{Year: 2027, Month: m, Day: d} }
	for _, tt := range []struct {
		name, zone, start, end string
		in                     schedule.Occurrence
	}{
		{"an evening", "Europe/Athens", "2027-01-12T19:00:00+02:00", "2027-01-12T20:30:00+02:00", schedule.Occurrence{Date: day(1, 12), Span: hours("19:00-20:30")}},
		{"in summer", "Europe/Athens", "2027-06-15T19:00:00+03:00", "2027-06-15T20:30:00+03:00", schedule.Occurrence{Date: day(6, 15), Span: hours("19:00-20:30")}},
		{"past midnight", "Europe/London", "2027-01-12T23:00:00Z", "2027-01-13T00:30:00Z", schedule.Occurrence{Date: day(1, 12), Span: hours("23:00-00:30")}},
		{"over the change of the clocks", "Europe/Berlin", "2027-10-30T23:00:00+02:00", "2027-10-31T05:00:00+01:00", schedule.Occurrence{Date: day(10, 30), Span: hours("23:00-05:00")}},
		{"no end", "America/New_York", "2027-11-07T19:00:00-05:00", "2027-11-08T00:00:00-05:00", schedule.Occurrence{Date: day(11, 7), Span: hours("19:00")}},
		{"no hours, on a day of 25", "America/New_York", "2027-11-07T00:00:00-04:00", "2027-11-08T00:00:00-05:00", schedule.Occurrence{Date: day(11, 7)}},
		{"several days", "Australia/Sydney", "2027-05-07T09:00:00+10:00", "2027-05-09T14:00:00+10:00", schedule.Occurrence{Date: day(5, 7), End: day(5, 9), Span: hours("09:00-14:00")}},
		{"one stretch over several days", "Europe/Berlin", "2027-02-19T14:00:00+01:00", "2027-02-20T12:00:00+01:00", schedule.Occurrence{Date: day(2, 19), End: day(2, 20), Span: civil.Span{From: civil.Time{Hour: 14}, To: civil.Time{Hour: 12}}, Through: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start, end := tt.in.Instants(schedule.Zone(tt.zone).Location())
			if got := start.Format(time.RFC3339); got != tt.start {
				t.Errorf("it begins %s, want %s", got, tt.start)
			}
			if got := end.Format(time.RFC3339); got != tt.end {
				t.Errorf("it ends %s, want %s", got, tt.end)
			}
		})
	}
}
