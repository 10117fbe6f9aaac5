package feed

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRules shows every kind of rule in the words of each server; that servers
// understand them is tested with nginx and Apache in e2e.
func TestRules(t *testing.T) {
	rules := Rules{
		Base: "/our site", Languages: []string{"el", "de"},
		Moved: []Moved{
			{From: "/our site/el/ιστορία/", To: "/our site/el/istoria/"},
			{From: "/our site/old.html", To: "/our site/el/"},
			{From: "/our site/x*:\"\\{$1}/", To: "/our site/de/", Temporary: true},
		},
		Gone: []string{"/our site/de/weg/", "/our site/files/a+b.pdf"},
	}
	for _, test := range []struct {
		name  string
		write func(Rules, io.Writer) error
		want  string
	}{
		{"Netlify", Rules.WriteNetlify, `
/our%20site/el/%CE%B9%CF%83%CF%84%CE%BF%CF%81%CE%AF%CE%B1/ /our%20site/el/istoria/ 301!
/our%20site/old.html /our%20site/el/ 301!
/our%20site/x%2A%3A%22%5C%7B$1%7D/ /our%20site/de/ 302!
/our%20site/de/weg/ /our%20site/de/404.html 410
/our%20site/files/a+b.pdf /our%20site/404.html 410
/our%20site/el/* /our%20site/el/404.html 404
/our%20site/de/* /our%20site/de/404.html 404
`},
		{"Apache", Rules.WriteApache, `
ErrorDocument 404 /our%20site/404.html
ErrorDocument 410 /our%20site/404.html
<If "%{REQUEST_URI} =~ m#^/our site/el/#">
ErrorDocument 404 /our%20site/el/404.html
ErrorDocument 410 /our%20site/el/404.html
</If>
<If "%{REQUEST_URI} =~ m#^/our site/de/#">
ErrorDocument 404 /our%20site/de/404.html
ErrorDocument 410 /our%20site/de/404.html
</If>
<IfModule mod_alias.c>
RedirectMatch 301 "^/our site/el/ιστορία/?$" "/our site/el/istoria/"
RedirectMatch 301 "^/our site/old\\.html$" "/our site/el/"
RedirectMatch 302 "^/our site/x\\*:\"\\\\\\{\\$1\\}/?$" "/our site/de/"
RedirectMatch 410 "^/our site/de/weg/?$"
RedirectMatch 410 "^/our site/files/a\\+b\\.pdf$"
</IfModule>
<IfModule mod_headers.c>
Header set Cache-Control "no-cache"
<If "%{REQUEST_URI} =~ m#^/our site/assets/#">
Header set Cache-Control "public, max-age=31536000, immutable"
</If>
</IfModule>
`},
		{"nginx", Rules.WriteNginx, `
error_page 404 410 "/our site/404.html";
location "/our site/el/" { error_page 404 410 "/our site/el/404.html"; }
location "/our site/de/" { error_page 404 410 "/our site/de/404.html"; }
location = "/our site/el/ιστορία/" { return 301 "/our%20site/el/istoria/"; }
location = "/our site/el/ιστορία" { return 301 "/our%20site/el/istoria/"; }
location = "/our site/old.html" { return 301 "/our%20site/el/"; }
location = "/our site/x*:\"\\{$1}/" { return 302 "/our%20site/de/"; }
location = "/our site/x*:\"\\{$1}" { return 302 "/our%20site/de/"; }
location = "/our site/de/weg/" { error_page 410 "/our site/de/404.html"; return 410; }
location = "/our site/de/weg" { error_page 410 "/our site/de/404.html"; return 410; }
location = "/our site/files/a+b.pdf" { error_page 410 "/our site/404.html"; return 410; }
`},
	} {
		var b strings.Builder
		if err := test.write(rules, &b); err != nil {
			t.Fatal(err)
		}
		_, got, _ := strings.Cut(b.String(), "\n")
		if d := cmp.Diff(strings.TrimPrefix(test.want, "\n"), got); d != "" {
			t.Errorf("%s: %s", test.name, d)
		}
	}
}

// TestACalendarWithoutEvents is a calendar still, for RFC 5545 asks for a component.
func TestACalendarWithoutEvents(t *testing.T) {
	var b strings.Builder
	if err := WriteCalendar(&b, Calendar{Name: "Ended", Lang: "en", URL: "https://example.org/", Source: "https://example.org/calendar.ics"}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.Count(got, "BEGIN:VTIMEZONE\r\n") != 1 || strings.Contains(got, "VEVENT") || !strings.HasSuffix(got, "END:VTIMEZONE\r\nEND:VCALENDAR\r\n") {
		t.Error(got)
	}
}
