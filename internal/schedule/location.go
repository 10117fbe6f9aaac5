package schedule

import "time"

// Location returns the zone for arithmetic; UTC where none was written.
func (z Zone) Location() *time.Location {
	loc, err := time.LoadLocation(string(z))
	if err != nil {
		return time.UTC // a zone that was read is known
	}
	return loc
}
