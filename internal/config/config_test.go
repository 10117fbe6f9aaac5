package config

import (
	"encoding"
	"errors"
	"testing"

	"fishbowl/internal/diag"
)

// TestProposesTheCodeThatWasMeant writes names with accents, without them, and as those
// do who lack the key.
func TestProposesTheCodeThatWasMeant(t *testing.T) {
	for _, c := range []struct {
		value    encoding.TextUnmarshaler
		in, want string
	}{
		{new(Country), "Österreich", "write AT"}, {new(Country), "oesterreich", "write AT"}, {new(Country), "Osterreich", "write AT"},
		{new(Country), "Großbritannien", "write GB"}, {new(Country), "Grossbritannien", "write GB"},
		{new(Country), "Ελλάδα", "write GR"}, {new(Country), "ΕΛΛΑΔΑ", "write GR"}, {new(Country), "gr", "write GR"},
		{new(Currency), "ευρώ", "write EUR"}, {new(Currency), "ΕΥΡΩ", "write EUR"}, {new(Currency), "€", "write EUR"},
	} {
		var f *diag.Fault
		if err := c.value.UnmarshalText([]byte(c.in)); !errors.As(err, &f) || f.Hint != c.want {
			t.Errorf("%T %q: got %#v, want %q", c.value, c.in, err, c.want)
		}
	}
}
