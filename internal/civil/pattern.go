package civil

// What the texts of each type look like, for schemas: the days of a month and
// the weekday of a date are seen only when it is read.

const (
	dayForm  = `\d{4}-\d{2}-\d{2}`
	timeText = `\d{1,2}:\d{2}`
	weekday  = `([A-Za-z]+ )?`
)

// Pattern of 2027-09-14, perhaps with a weekday before it.
func (Date) Pattern() string { return `^` + weekday + dayForm + `$` }

// Pattern of 2027, 2027-09 or 2027-09-14.
func (Vague) Pattern() string { return vagueForm.String() }

// Pattern of 19:00.
func (Time) Pattern() string { return timeForm.String() }

// Pattern of 19:00-20:30 or 19:00.
func (Span) Pattern() string { return `^` + timeText + `(\s*[-–]\s*` + timeText + `)?$` }

// Pattern of 2027-09-14 or 2027-09-14T19:00.
func (Moment) Pattern() string { return `^` + weekday + dayForm + `([T ]` + timeText + `)?$` }
