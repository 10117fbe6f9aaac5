package locale

import (
	"strings"
	"testing"
)

// TestTied sets ~ for every blank that is tied.
func TestTied(t *testing.T) {
	for _, c := range []struct{ code, want string }{
		{"de", "z.~B. am Abend, d.~h. um 19~Uhr, u.~a. (z.~B.) und i.~d.~R. im e.~V., s.~u. und n.~Chr."},
		{"de", "auf S.~12, (S.~3 f.), Nr.~3, §~5 Abs.~2, Bd.~2, ca.~30 Leute, Abb.~1"},
		{"de", "30~€ oder 20~%, 90~min, 90~Min., 2~Mio. Euro, 3~km weit, €~30, CHF~30."},
		{"de", "Dr.~Balint, Prof.~Dr.~med.~Meier, Dipl.-Psych.~Schmidt, PD~Dr.~Kurz"},
		{"de", "Das ist gut. 12 Leute kamen. Am 12. März 2027 sprach Frau Meier bei uns. A. Bauer, S. Freud, Z. B."},
		{"de-CH", "z.~B. Fr.~Meier"},
		{"en", "see p.~12, pp.~3–5, No.~5, vol.~2, fig.~1, §~5; Dr~Balint, Mrs~Smith, Prof.~Jones, e.~g. this"},
		{"en", "20~%, 90~min, 7~pm, 7~p.m.; he said so. 12 people; minutes 90 and a half; St~Andrews"},
		{"el", "σ.~12, σελ.~3, αρ.~5, (σσ.~3–5)· κ.~Παπαδόπουλος, κα~Παπαδοπούλου, Δρ.~Όνομα, δρ~Ιωάννου"},
		{"el", "π.χ. αυτό, π.~χ. αυτό, κ.~ά., 30~€, 20~%, 90~min, 7~μ.μ.· και 12 άτομα. Η ομάδα"},
		{"fr", "Ça va~? Oui~! Voici~: «~bien~»~; M.~Dupont, Mme~Curie, n°~5, p.~12, 19~h, p. ex. ceci"},
		{"pl", "30~€, Dr.~Balint, §~5, z. B. tak ?"},
	} {
		l := languages(t, c.code)[0]
		text := strings.ReplaceAll(c.want, "~", " ")
		var got strings.Builder
		for i, r := range text {
			if r == ' ' && l.Tied([]byte(text[:i]), []byte(text[i+1:])) {
				r = '~'
			}
			got.WriteRune(r)
		}
		if got.String() != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.code, got.String(), c.want)
		}
	}
}
