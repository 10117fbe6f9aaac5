package reference

import "testing"

func TestDOI(t *testing.T) {
	for text, want := range map[string]DOI{
		"10.1370/afm.813":                           "10.1370/afm.813",
		" doi: 10.1370/afm.813 ":                    "10.1370/afm.813",
		"DOI:10.1370/afm.813":                       "10.1370/afm.813",
		"https://doi.org/10.1370/afm.813":           "10.1370/afm.813",
		"http://dx.doi.org/10.1370/afm.813":         "10.1370/afm.813",
		"doi.org/10.1370/afm.813":                   "10.1370/afm.813",
		"https://doi.org/10.1002%2F(SICI)1%3A2%3C3": "10.1002/(SICI)1:2<3",
		"10.1000/a%2Fb":                             "10.1000/a%2Fb", // only addresses are escaped
		"https://doi.org/10.1370/afm.813?x=1#a":     "10.1370/afm.813",
		"DOI 10.1370/afm.813.":                      "10.1370/afm.813",
		"":                                          "",
	} {
		var d DOI
		if err := d.UnmarshalText([]byte(text)); err != nil || d != want {
			t.Errorf("%q: %q, %v", text, d, err)
		}
	}
	for _, text := range []string{"nonsense", "10.1370", "https://example.org/10.1370/afm.813", "10.1370/a b"} {
		if d := DOI("before"); d.UnmarshalText([]byte(text)) == nil || d != "before" {
			t.Errorf("%q: %q", text, d)
		}
	}
	if got := DOI("10.1002/(SICI)1:2<3#?%").URL(); got != "https://doi.org/10.1002/%28SICI%291:2%3C3%23%3F%25" {
		t.Error(got)
	}
}
