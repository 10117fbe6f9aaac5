package serve

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/route"
)

// Who may ask for what: each case for a page, and for each address of the
// preview's own.
func TestWhoMayAsk(t *testing.T) {
	s := at(t, newFolder())
	page, state, script := "/balint/en/", stateURL+"?page=/balint/en/", scriptURL
	reading := []string{page, state, script, styleURL}
	const fine, misdirected, forbidden, wrongMethod = http.StatusOK, http.StatusMisdirectedRequest, http.StatusForbidden, http.StatusMethodNotAllowed
	tests := []struct {
		name   string
		method string
		header []string
		want   int
		page   int // where it differs for pages
	}{
		{"a program", "GET", nil, fine, 0},
		{"only the head", "HEAD", nil, fine, 0},
		{"an address that was typed", "GET", []string{"Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, fine, 0},
		{"a page of the preview", "GET", []string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"}, fine, 0},
		{"its own origin", "GET", []string{"Origin", "http://localhost:1313"}, fine, 0},
		{"by the number", "GET", []string{"Host", "127.0.0.1:1313", "Origin", "http://127.0.0.1:1313"}, fine, 0},
		{"by the long number", "GET", []string{"Host", "[::1]:1313", "Origin", "http://[::1]:1313"}, fine, 0},

		{"no host", "GET", []string{"Host", ""}, misdirected, 0},
		{"a name that leads here", "GET", []string{"Host", "rebound.example:1313"}, misdirected, 0},
		{"the same, as its own origin", "GET", []string{"Host", "rebound.example:1313", "Origin", "http://rebound.example:1313", "Sec-Fetch-Site", "same-origin"}, misdirected, 0},
		{"without the port", "GET", []string{"Host", "localhost"}, misdirected, 0},
		{"another port", "GET", []string{"Host", "localhost:1314"}, misdirected, 0},
		{"a dot behind the name", "GET", []string{"Host", "localhost.:1313"}, misdirected, 0},
		{"capitals", "GET", []string{"Host", "LOCALHOST:1313"}, misdirected, 0},
		{"a name below it", "GET", []string{"Host", "a.localhost:1313"}, misdirected, 0},
		{"a name before it", "GET", []string{"Host", "localhost:1313.example.org"}, misdirected, 0},
		{"another number of this machine", "GET", []string{"Host", "127.0.0.2:1313"}, misdirected, 0},
		{"every address", "GET", []string{"Host", "0.0.0.0:1313"}, misdirected, 0},
		{"with a name of a user", "GET", []string{"Host", "a@localhost:1313"}, misdirected, 0},

		{"another origin", "GET", []string{"Origin", "https://example.org"}, forbidden, 0},
		{"another port of this machine", "GET", []string{"Origin", "http://localhost:8080"}, forbidden, 0},
		{"the other name", "GET", []string{"Origin", "http://127.0.0.1:1313"}, forbidden, 0},
		{"over TLS", "GET", []string{"Origin", "https://localhost:1313"}, forbidden, 0},
		{"no origin in words", "GET", []string{"Origin", "null"}, forbidden, 0},
		{"an empty origin", "GET", []string{"Origin", ""}, forbidden, 0},
		{"two origins", "GET", []string{"Origin", "http://localhost:1313", "Origin", "https://example.org"}, forbidden, 0},
		{"a foreign page's script", "GET", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"}, forbidden, 0},
		{"a neighbour's picture", "GET", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"}, forbidden, 0},
		{"a frame", "GET", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}, forbidden, 0},
		{"a link that was followed", "GET", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, forbidden, fine},

		{"posted", "POST", nil, wrongMethod, 0},
		{"deleted", "DELETE", nil, wrongMethod, 0},
		{"options", "OPTIONS", []string{"Origin", "http://localhost:1313"}, wrongMethod, 0},
	}
	for _, tt := range tests {
		for _, address := range reading {
			want := tt.want
			if address == page && tt.page != 0 {
				want = tt.page
			}
			r := ask(s, tt.method, address, tt.header...)
			if r.StatusCode != want {
				t.Errorf("%s: %s %s answers %d, want %d", tt.name, tt.method, address, r.StatusCode, want)
			}
			checkHeader(t, tt.name+": "+address, r.Header)
			if text := body(t, r); want != fine && (strings.Contains(text, "Home") || strings.Contains(text, s.run)) || tt.method == "HEAD" && text != "" {
				t.Errorf("%s: %s %s tells %q", tt.name, tt.method, address, text)
			}
		}
		// What is refused for reading is refused for the stream and for settings.
		if tt.want == fine {
			continue
		}
		if r := ask(s, tt.method, eventsURL, tt.header...); r.StatusCode != tt.want {
			t.Errorf("%s: the stream answers %d, want %d", tt.name, r.StatusCode, tt.want)
		}
		if tt.want == wrongMethod {
			continue
		}
		if r := ask(s, "POST", settingsURL, append([]string{"Content-Type", "application/json"}, tt.header...)...); r.StatusCode != tt.want {
			t.Errorf("%s: the settings answer %d, want %d", tt.name, r.StatusCode, tt.want)
		}
	}
}

func checkHeader(t *testing.T, what string, h http.Header) {
	t.Helper()
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
		"Content-Security-Policy": policy, "Access-Control-Allow-Origin": "", "Set-Cookie": "",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %s is %q, want %q", what, name, got, want)
		}
	}
}

func TestSettingsAreTakenFromPagesAlone(t *testing.T) {
	const own, kind = "http://localhost:1313", "application/json"
	tests := []struct {
		name, method, origin, kind, body string
		want                             int
		taken                            string // drafts and day of the view; before, they are true and 2027-01-12
	}{
		{"right", "POST", own, kind, `{"drafts":false,"as_of":"2027-03-01"}`, http.StatusNoContent, "false 2027-03-01"},
		{"with a charset", "POST", own, kind + "; charset=utf-8", `{"drafts":false,"as_of":""}`, http.StatusNoContent, "false "},
		{"drafts alone", "POST", own, kind, `{"drafts":false}`, http.StatusNoContent, "false 2027-01-12"},
		{"the day alone", "POST", own, kind, `{"as_of":"2027-03-01"}`, http.StatusNoContent, "true 2027-03-01"},
		{"today", "POST", own, kind, `{"as_of":""}`, http.StatusNoContent, "true "},
		{"nothing", "POST", own, kind, `{}`, http.StatusNoContent, "true 2027-01-12"},
		{"asked for", "GET", own, kind, "", http.StatusMethodNotAllowed, ""},
		{"no origin", "POST", "", kind, `{}`, http.StatusForbidden, ""},
		{"a form", "POST", own, "application/x-www-form-urlencoded", `{}`, http.StatusUnsupportedMediaType, ""},
		{"a text", "POST", own, "text/plain", `{}`, http.StatusUnsupportedMediaType, ""},
		{"no kind", "POST", own, "", `{}`, http.StatusUnsupportedMediaType, ""},
		{"no JSON", "POST", own, kind, `drafts`, http.StatusBadRequest, ""},
		{"an unknown key", "POST", own, kind, `{"site":"/"}`, http.StatusBadRequest, ""},
		{"no day", "POST", own, kind, `{"as_of":"2027-02-30"}`, http.StatusBadRequest, ""},
		{"too much", "POST", own, kind, `{"as_of":"` + strings.Repeat("x", 2<<10) + `"}`, http.StatusBadRequest, ""},
	}
	s := at(t, newFolder())
	day := civil.Date{Year: 2027, Month: 1, Day: 12}
	view := build.View{BaseURL: "https://example.org/", AsOf: day, Drafts: true}
	for _, tt := range tests {
		r := httptest.NewRequest(tt.method, settingsURL, strings.NewReader(tt.body))
		r.Host = "localhost:1313"
		for name, value := range map[string]string{"Origin": tt.origin, "Content-Type": tt.kind} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		w := httptest.NewRecorder()
		taken := make(chan build.View, 1)
		done := make(chan struct{})
		go func() {
			select {
			case change := <-s.settings:
				taken <- change(view)
			case <-done:
			}
		}()
		s.ServeHTTP(w, r)
		close(done)
		if w.Code != tt.want {
			t.Errorf("%s: answers %d, want %d", tt.name, w.Code, tt.want)
		}
		if tt.want != http.StatusNoContent {
			continue
		}
		v, shown := <-taken, ""
		if !v.AsOf.IsZero() {
			shown = v.AsOf.String()
		}
		if got := fmt.Sprint(v.Drafts, " ", shown); got != tt.taken || v.BaseURL != "https://example.org/" {
			t.Errorf("%s: what is taken is %+v", tt.name, v)
		}
	}
}

// Settings that come from two windows at once are added to each other.
func TestSettingsAreAdded(t *testing.T) {
	s := at(t, newFolder())
	done := make(chan int, 2)
	for _, body := range []string{`{"as_of":"2027-03-01"}`, `{"drafts":true}`} {
		go func() {
			r := httptest.NewRequest("POST", settingsURL, strings.NewReader(body))
			r.Host = "localhost:1313"
			r.Header.Set("Origin", "http://localhost:1313")
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			done <- w.Code
		}()
	}
	var v build.View
	for range 2 {
		v = (<-s.settings)(v)
	}
	if !v.Drafts || v.AsOf.String() != "2027-03-01" {
		t.Errorf("what is taken is %+v", v)
	}
	for range 2 {
		if code := <-done; code != http.StatusNoContent {
			t.Errorf("answers %d", code)
		}
	}
}

// Only what the route table holds has an address, however it is written.
func TestAddresses(t *testing.T) {
	s := at(t, newFolder())
	tests := []struct {
		address, accepted string
		status            int
		want              string // in the page, or where it leads
	}{
		{"/balint/", "", 200, "Society"},
		{"/", "", 302, "/balint/"},
		{"/balint", "", 302, "/balint/"},
		{"/balint/en/", "", 200, "Home"},
		{"/balint/en", "", 302, "/balint/en/"},
		{"/balint/en/history", "", 302, "/balint/en/history/"},
		{"/balint/en/history?a=1&b", "", 302, "/balint/en/history/?a=1&b"},
		{"/balint/en/history/?x=1", "", 200, "Once."},
		{"/balint/el/%CE%B9%CF%83%CF%84%CE%BF%CF%81%CE%AF%CE%B1/", "", 200, "url=/balint/el/history/"},
		{"/balint/el/%ce%b9%cf%83%cf%84%ce%bf%cf%81%ce%af%ce%b1/", "", 200, "url=/balint/el/history/"},
		{"/balint/el/%CE%B9%CF%83%CF%84%CE%BF%CF%81%CE%AF%CE%B1", "", 302, "/balint/el/%CE%B9%CF%83%CF%84%CE%BF%CF%81%CE%AF%CE%B1/"},
		{"/balint/files/a%20room%20(1).svg", "", 200, "<svg"},
		{"/balint/files/a%20room%20%281%29.svg", "", 200, "<svg"},
		{"/balint/sitemap.xml", "", 200, "<loc>"},

		{"/balint/de/nothing/", "", 404, `<html lang="de">`},
		{"/balint/de/nothing/", "en", 404, `<html lang="de">`},
		{"/balint/nothing/", "fr, de-AT;q=0.8, en;q=0.5", 404, `<html lang="de">`},
		{"/balint/nothing/", "en", 404, `<html lang="en">`},
		{"/balint/nothing/", "fr", 404, `<html lang="el">`},
		{"/balint/nothing/", ";;;=", 404, `<html lang="el">`},
		{"/en/", "", 404, ""},
		{"/balint/en/../../site.yaml", "", 404, `<html lang="en">`},
		{"/balint/../site.yaml", "", 404, ""},
		{"/balint/files/../../site.yaml", "", 404, ""},
		{"/balint/files/..%2f..%2fsite.yaml", "", 404, ""},
		{"/balint/files/%2e%2e/%2e%2e/site.yaml", "", 404, ""},
		{"/site.yaml", "", 404, ""},
		{"/balint/content/home.en.md", "", 404, ""},
		{"//example.org/balint/en", "", 404, ""},
		{"/balint/en/%00", "", 404, `<html lang="en">`},
		{"/_fishbowl/", "", 404, ""},
		{"/_fishbowl/nothing", "", 404, ""},
		{"/_fishbowl/../site.yaml", "", 404, ""},
	}
	for _, tt := range tests {
		r := ask(s, "GET", "http://localhost:1313"+tt.address, "Accept-Language", tt.accepted)
		text := body(t, r)
		if r.StatusCode != tt.status || tt.status == 302 && r.Header.Get("Location") != tt.want || tt.status != 302 && !strings.Contains(text, tt.want) {
			t.Errorf("%s (%s) answers %d, %s\n%.300s", tt.address, tt.accepted, r.StatusCode, r.Header.Get("Location"), text)
		}
		if strings.Contains(text, "base_url") {
			t.Errorf("%s tells a file", tt.address)
		}
		if strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") && tt.status != 302 && strings.Count(text, scriptTag) != 1 {
			t.Errorf("%s has %d tags of the preview", tt.address, strings.Count(text, scriptTag))
		}
	}
}

// What is served is what is built, once the tag is removed.
func TestServedIsBuilt(t *testing.T) {
	s := at(t, newFolder())
	for _, rt := range s.current.Load().rendering.Routes.All() {
		var want bytes.Buffer
		if err := rt.Render(&want); err != nil {
			t.Fatal(err)
		}
		for range 2 { // rendered, then remembered
			r := ask(s, "GET", rt.URL)
			got := body(t, r)
			if isPage(rt) {
				got = strings.Replace(got, scriptTag, "", 1)
			}
			if got != want.String() || r.StatusCode != 200 || r.Header.Get("Content-Type") != rt.MediaType {
				t.Errorf("%s is served as %d, %s, %d bytes, and built as %s, %d bytes", rt.URL, r.StatusCode, r.Header.Get("Content-Type"), len(got), rt.MediaType, want.Len())
			}
		}
	}
}

func TestTag(t *testing.T) {
	for in, want := range map[string]string{
		"<html><head><title>x</title></head><body></body></html>": "<html><head><title>x</title>" + scriptTag + "</head><body></body></html>",
		"<HTML><HEAD></HEAD><p></head>":                           "<HTML><HEAD></HEAD><p>" + scriptTag + "</head>",
		"<HTML><HEAD></HEAD><p>":                                  "<HTML><HEAD>" + scriptTag + "</HEAD><p>",
		"<p>only a part":                                          "<p>only a part" + scriptTag,
		"":                                                        scriptTag,
	} {
		if got := string(withTag([]byte(in))); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// A film is sent in parts, whether it is remembered or too long for that.
func TestParts(t *testing.T) {
	f := newFolder()
	for _, size := range []int{1000, largest + 1000} {
		film := make([]byte, size)
		for i := range film {
			film[i] = byte(i * 7 >> 3)
		}
		f.write("content/files/film.mp4", string(film))
		s := at(t, f)
		const address = "/balint/files/film.mp4"
		tests := []struct {
			method, asked string
			status        int
			want          string
		}{
			{"GET", "", 200, string(film)},
			{"HEAD", "", 200, ""},
			{"GET", "bytes=0-", 206, string(film)},
			{"GET", "bytes=10-19", 206, string(film[10:20])},
			{"GET", "bytes=-5", 206, string(film[size-5:])},
			{"GET", fmt.Sprintf("bytes=%d-", size-3), 206, string(film[size-3:])},
			{"GET", fmt.Sprintf("bytes=%d-", size), 416, ""},
		}
		for _, tt := range tests {
			r := ask(s, tt.method, address, "Range", tt.asked)
			got := body(t, r)
			if r.StatusCode != tt.status || tt.status != 416 && got != tt.want || r.Header.Get("Last-Modified")+r.Header.Get("Etag") != "" {
				t.Errorf("%d bytes, %s %s: %d, %d bytes", size, tt.method, tt.asked, r.StatusCode, len(got))
			}
			if tt.method == "HEAD" && r.Header.Get("Content-Length") != fmt.Sprint(size) {
				t.Errorf("the length is %s", r.Header.Get("Content-Length"))
			}
		}
		if held := s.current.Load().rendering.held; held > largest {
			t.Errorf("%d bytes are held", held)
		}
	}
}

// Where the bound of memory is reached, pages are rendered again and again, and
// nothing else changes.
func TestMemoryIsBounded(t *testing.T) {
	s := at(t, newFolder())
	r := s.current.Load().rendering
	text := bytes.Repeat([]byte("x"), largest-1)
	rendered := 0
	for i := range 40 {
		rt := &route.Route{URL: fmt.Sprint("/balint/files/", i), MediaType: "application/octet-stream", Render: func(w io.Writer) error {
			rendered++
			_, err := w.Write(text)
			return err
		}}
		for range 2 {
			if a := r.answer(rt); len(a.body) != len(text) {
				t.Fatalf("the file %d has %d bytes", i, len(a.body))
			}
		}
	}
	if held := r.held; held > mostRemembered || held < mostRemembered-2*largest {
		t.Errorf("%d bytes are held", held)
	}
	if rendered < 60 || rendered > 68 {
		t.Errorf("40 files are rendered %d times, for two requests each", rendered)
	}
}
