package translate

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestHunks: the hunks between two lists turn the one into the other, from the end to
// the beginning, and none of them touches what is the same at its ends.
func TestHunks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func() []string {
		list := make([]string, r.IntN(12))
		for i := range list {
			list[i] = string(rune('a' + r.IntN(6)))
		}
		return list
	}
	for range 5000 {
		old, now := random(), random()
		got := slices.Clone(old)
		for _, h := range slices.Backward(hunks(old, now)) {
			if h.from == h.to && h.start == h.end {
				t.Fatalf("%v to %v: an empty hunk %v", old, now, h)
			}
			got = slices.Replace(got, h.from, h.to, now[h.start:h.end]...)
		}
		if !slices.Equal(got, now) {
			t.Fatalf("%v to %v: the hunks %v make %v", old, now, hunks(old, now), got)
		}
	}
	long := slices.Repeat([]string{"a"}, 3000)
	if h := hunks(long, slices.Repeat([]string{"b"}, 3001)); len(h) != 1 || h[0] != (hunk{0, 3000, 0, 3001}) {
		t.Errorf("two long lists with nothing in common: %v", h)
	}
	if h := hunks([]string{"a", "b", "c"}, []string{"a", "x", "y"}); !slices.Equal(h, []hunk{{1, 2, 1, 2}, {2, 3, 2, 3}}) {
		t.Errorf("two texts have become others: %v", h)
	}
}

func TestHash(t *testing.T) {
	for _, same := range [][]string{
		{`Der "Doktor" - er kam`, "Der „Doktor“ – er  kam", "Der «Doktor»\n— er\tkam", "Der ‚Dok\u00adtor‘ \u2011 er kam"},
		{"siehe https://a.example/x dort", "siehe http://b.example/ dort", "siehe www.a.example dort", "siehe dort", "siehe (https://c.example) dort"},
		{"Ο γιατρός", "Ο γιατρός", "Ο\u00a0γιατρός", "«Ο γιατρός»"},
		{"", "   ", "„“", "https://a.example"},
	} {
		for _, text := range same[1:] {
			if hash(text) != hash(same[0]) {
				t.Errorf("%q is another text than %q", text, same[0])
			}
		}
	}
	different := []string{"", "a", "A", "ά", "α", "a b", "ab", "a-b", "a.", "1957", "1958", "Τι;", "Τι·"}
	for i, text := range different {
		for _, other := range different[:i] {
			if hash(text) == hash(other) {
				t.Errorf("%q is the same text as %q", text, other)
			}
		}
	}
}
