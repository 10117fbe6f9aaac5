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

// Zotero's own ids are addresses: works are cited by their citation keys then.
func TestCitationKey(t *testing.T) {
	b, list := parse(`[{"id": "http://zotero.org/users/1/items/A", "citation-key": "a2019", "type": "book", "title": "A", "issued": {"date-parts": [[2019]]}},
		{"id": "b2020", "citation-key": "other", "type": "book", "title": "B", "issued": {"date-parts": [[2020]]}}]`)
	for _, p := range list.Sorted() {
		t.Error(list.Report(p))
	}
	for key, title := range map[string]string{"a2019": "A", "b2020": "B"} {
		if w, ok := b.Get(key); !ok || w.Title != title {
			t.Errorf("%s: %v", key, w)
		}
	}
	if _, ok := b.Get("other"); ok {
		t.Error("an id that can be cited gives way to another key")
	}
}
