package record

import "testing"

func TestVideoMeeting(t *testing.T) {
	for in, want := range map[string]string{
		"https://zoom.us/j/123456789":                                                "Zoom",
		"Join https://us02web.zoom.us/j/84?pwd=abc, or call.":                        "Zoom",
		"us02web.zoom.us/meeting/register/tZ":                                        "Zoom",
		"zoommtg://zoom.us/join?confno=12":                                           "Zoom",
		"https://teams.microsoft.com/l/meetup-join/19%3ameeting":                     "Microsoft Teams",
		"https://teams.live.com/meet/93":                                             "Microsoft Teams",
		"(meet.google.com/abc-defg-hij)":                                             "Google Meet",
		"https://example.webex.com/meet/anna":                                        "Webex",
		"https://meet.jit.si/BalintAthens":                                           "Jitsi",
		"https://jitsi.example.org/balint":                                           "Jitsi",
		"https://meet.goto.com/123456":                                               "GoTo",
		"https://global.gotomeeting.com/join/12":                                     "GoTo",
		"https://bbb.uni-example.de/b/abc-def-ghi":                                   "BigBlueButton",
		"https://bbb.uni-example.de/rooms/balint":                                    "BigBlueButton",
		"https://video.example.org/b/abc-def-ghi":                                    "a video meeting service",
		"https://cloud.example.org/index.php/call/abcd1234":                          "a video meeting service",
		"[Raum](https://whereby.com/balint-circle)":                                  "Whereby",
		"HTTPS://WHEREBY.COM/balint":                                                 "Whereby",
		"Wir treffen uns auf zoom.us/my/balint.":                                     "Zoom",
		"https://anna@zoom.us/j/12":                                                  "Zoom",
		"https://zoom.us:443/j/12":                                                   "Zoom",
		"https://explore.zoom.us/de/privacy/":                                        "",
		"https://www.zoom.com/en/trust/privacy/":                                     "",
		"https://zoom.us/download":                                                   "",
		"See https://zoom.us/download.":                                              "",
		"https://zoom.us":                                                            "",
		"We meet on Zoom. Us four decide.":                                           "",
		"https://www.microsoft.com/privacy":                                          "",
		"https://example.org/zoom.us/j/1":                                            "",
		"https://notzoom.us/j/1":                                                     "",
		"mail anna@example.org":                                                      "",
		"Read https://www.annfammed.org/b/content.":                                  "",
		"Στο zoom.us/j/99 κάθε Τρίτη":                                                "Zoom",
		"see https://example.org/login?next=https://us02web.zoom.us/j/12 to come in": "",
	} {
		if _, _, got := videoMeeting(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestVideoMeetingWhere(t *testing.T) {
	at, address, _ := videoMeeting("Come: https://zoom.us/j/12, please.")
	if at != 6 || address != "https://zoom.us/j/12" {
		t.Errorf("%d %q", at, address)
	}
}

func FuzzVideoMeeting(f *testing.F) {
	f.Add("https://zoom.us/j/1")
	f.Add("x.y@zoom.us/j")
	f.Fuzz(func(t *testing.T, text string) {
		if at, address, _ := videoMeeting(text); at >= 0 && text[at:at+len(address)] != address {
			t.Errorf("%q is not at %d of %q", address, at, text)
		}
	})
}

func TestShare(t *testing.T) {
	for in, want := range map[string]string{"1/2": "1/2", "2/4": "1/2", "75%": "3/4", "3/3": "1/1", "2 / 3": "2/3"} {
		var s Share
		if err := s.UnmarshalText([]byte(in)); err != nil || s.String() != want {
			t.Errorf("%s: %s %v", in, s, err)
		}
	}
	for _, in := range []string{"", "0/3", "1/0", "4/3", "half", "-1/2", "150%"} {
		var s Share
		if s.UnmarshalText([]byte(in)) == nil {
			t.Errorf("%s was read as %s", in, s)
		}
	}
}
