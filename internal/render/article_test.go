package render

import "testing"

func TestLicense(t *testing.T) {
	for text, want := range map[string]string{
		"CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/", "cc-by-nc-sa-3.0": "https://creativecommons.org/licenses/by-nc-sa/3.0/",
		"CC BY-ND 2.5": "https://creativecommons.org/licenses/by-nd/2.5/", "CC BY-NC-ND 4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
		"CC0": "https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
		"https://example.org/terms": "https://example.org/terms",
		// No licence is made of what is none.
		"CC BY": "", "CC BY 9.0": "", "CC BY 4.5": "", "CC BY 1.5": "", "https://": "", "https:///x": "", "http://example.org/terms": "", "CC BY-SA-ND 4.0": "", "CC BY-ND-NC 4.0": "", "All rights reserved": "", "see https://example.org": "", "javascript:alert(1)": "", "https://example.org and more": "",
	} {
		if got := license(text); got.URL != want || got.Title != text {
			t.Errorf("%q leads to %q, want %q", text, got.URL, want)
		}
	}
	if license("") != nil {
		t.Error("no licence is one")
	}
}
