package locale

import "testing"

func TestIsCountry(t *testing.T) {
	for in, want := range map[string]bool{"GR": true, "GB": true, "CH": true, "gr": false, "UK": false, "EU": false, "ZZ": false, "150": false, "": false} {
		if got := IsCountry(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}
