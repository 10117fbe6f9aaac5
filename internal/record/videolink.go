package record

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// A link into a video meeting on a public page lets in whoever finds it, also
// into a group that has promised confidentiality. There is no field for one; in
// a text it is an error.

// videoServices are the hosts of services for video meetings, with their
// subdomains. A host that ends in "." is the beginning of a name on somebody's
// own server, below a domain: bbb.example.org, and not the domain bbb.org itself.
var videoServices = []struct {
	name  string
	hosts []string
}{
	{"Zoom", []string{"zoom.us", "zoom.com", "zoomgov.com", "zoom-x.de"}},
	{"Microsoft Teams", []string{"teams.microsoft.com", "teams.microsoft.us", "teams.live.com", "teams.cloud.microsoft"}},
	{"Google Meet", []string{"meet.google.com", "hangouts.google.com", "g.co/meet", "meet.app.goo.gl"}},
	{"Webex", []string{"webex.com"}},
	{"Jitsi", []string{"meet.jit.si", "8x8.vc", "jitsi.", "meet.ffmuc.net", "fairmeeting.net", "kmeet.infomaniak.com"}},
	{"GoTo", []string{"gotomeeting.com", "gotomeet.me", "gotomeet.at", "gotowebinar.com", "meet.goto.com", "app.goto.com"}},
	{"BigBlueButton", []string{"bbb.", "bigbluebutton.", "senfcall.de", "visavid.de"}},
	{"Whereby", []string{"whereby.com", "appear.in"}},
	{"Skype", []string{"join.skype.com", "meet.lync.com"}},
	{"RingCentral", []string{"meetings.ringcentral.com", "v.ringcentral.com"}},
	{"BlueJeans", []string{"bluejeans.com"}},
	{"Zoho Meeting", []string{"meeting.zoho.com", "meeting.zoho.eu"}},
	{"Lifesize", []string{"call.lifesizecloud.com"}},
	{"FaceTime", []string{"facetime.apple.com"}},
	{"Chime", []string{"chime.aws"}},
	{"alfaview", []string{"app.alfaview.com"}},
	{"edudip", []string{"edudip.com"}},
	{"OpenTalk", []string{"meet.opentalk.eu"}},
	{"DFNconf", []string{"conf.dfn.de"}},
	{"sichere-videokonferenz.de", []string{"sichere-videokonferenz.de"}},
	{"Doxy.me", []string{"doxy.me"}},
	{"Element Call", []string{"call.element.io"}},
	{"Talky", []string{"talky.io"}},
	{"Gather", []string{"app.gather.town"}},
}

// videoPaths are the ways into meetings on servers of any name: Greenlight's
// rooms and BigBlueButton's own, Nextcloud Talk, Webex.
var videoPaths = regexp.MustCompile(`(?i)^/(?:b/[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}|rooms/[a-z0-9-]+/join|bigbluebutton/|html5client/|(?:index\.php/)?call/[a-z0-9]{8}\b|wbxmjs/|j\.php\?)`)

// about are the first words of paths under which services tell of themselves: a
// privacy notice may lead there.
var about = []string{"privacy", "trust", "legal", "terms", "security", "support", "help", "download", "downloads", "test", "docs", "information",
	"pricing", "accessibility", "about", "blog", "products", "features", "whats-new"}

// webAddress finds addresses with or without their scheme: the host, then the path.
var webAddress = regexp.MustCompile(`(?i)\b(?:[a-z][a-z0-9+.-]*://)?(?:[^\s/@<>"]*@)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?(/[^\s<>"'´` + "`" + `)\]}|]*)?`)

var languageCode = regexp.MustCompile(`^[a-z]{2}(?:[-_][A-Za-z]{2})?$`)

// videoMeeting returns the first address in a text that leads into a meeting,
// where it begins, in bytes, and whose it is; at is -1 where there is none.
func videoMeeting(text string) (at int, address, service string) {
	if !strings.Contains(text, "/") {
		return -1, "", "" // no way into anything: most texts
	}
	const punctuation = ".,;:!?…" // that ends a sentence, not an address
	for _, m := range webAddress.FindAllStringSubmatchIndex(text, -1) {
		path := ""
		if m[4] >= 0 {
			path = strings.TrimRight(text[m[4]:m[5]], punctuation)
		}
		if service := videoService(strings.ToLower(text[m[2]:m[3]]), path); service != "" {
			return m[0], strings.TrimRight(text[m[0]:m[1]], punctuation), service
		}
	}
	return -1, "", ""
}

func videoService(host, path string) string {
	for _, s := range videoServices {
		if slices.ContainsFunc(s.hosts, func(own string) bool { return isAt(host, path, own) }) {
			if tellsOfItself(path) {
				return ""
			}
			return s.name
		}
	}
	if videoPaths.MatchString(path) {
		return "a video meeting service"
	}
	return ""
}

func isAt(host, path, own string) bool {
	switch own, below, _ := strings.Cut(own, "/"); {
	case below != "":
		return host == own && strings.HasPrefix(path, "/"+below)
	case strings.HasSuffix(own, "."):
		return strings.HasPrefix(host, own) && strings.Count(host, ".") > 1
	default:
		return host == own || strings.HasSuffix(host, "."+own)
	}
}

// tellsOfItself reports whether a path leads to the service's own pages: its
// home, or what it says of privacy and downloads, perhaps in a language.
func tellsOfItself(path string) bool {
	path, _, _ = strings.Cut(path, "?")
	words := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '#' })
	if len(words) > 0 && languageCode.MatchString(words[0]) {
		words = words[1:]
	}
	return len(words) == 0 || slices.Contains(about, strings.ToLower(strings.TrimSuffix(words[0], ".html")))
}

// CheckVideoLinks reports every text below a node with an address that leads
// into a video meeting.
func CheckVideoLinks(list *diag.List, n *decode.Node) {
	if n == nil {
		return
	}
	if n.Kind == decode.Text {
		if at, address, service := videoMeeting(n.Value); at >= 0 {
			reportVideoLink(list, n.Pos, address, service)
		}
	}
	for _, e := range n.Entries {
		CheckVideoLinks(list, e.Value)
	}
	for _, item := range n.Items {
		CheckVideoLinks(list, item)
	}
}

// CheckVideoLinksIn does so for the text of a page, which begins on a line of
// its file.
func CheckVideoLinksIn(list *diag.List, file string, line int, body []byte) {
	for text := range bytes.Lines(body) {
		if bytes.IndexByte(text, '/') >= 0 { // else there is no address to look for
			if at, address, service := videoMeeting(string(text)); at >= 0 {
				reportVideoLink(list, diag.Pos{File: file, Line: line, Col: len([]rune(string(text[:at]))) + 1}, address, service)
			}
		}
		line++
	}
}

func reportVideoLink(list *diag.List, at diag.Pos, address, service string) {
	list.Errorf(at, "%q leads into a video meeting (%s): on a public page it lets in uninvited guests", address, service).
		WithHint("remove it and send it to the members; how one asks for a place is written join: {channels: {email: …}}, or form: … with a page to register on")
}
