package serve

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/route"
)

// The preview's own addresses. A page that a site has at one of them is not seen.
const (
	own         = "/_fishbowl/"
	scriptURL   = own + "preview.js"
	styleURL    = own + "preview.css"
	eventsURL   = own + "events"
	stateURL    = own + "state"
	settingsURL = own + "settings"
)

// scriptTag is the one tag that preview adds to a page.
const scriptTag = `<script src="` + scriptURL + `" defer></script>`

//go:embed patch.js
var patchScript string

//go:embed preview.js
var previewScript string

// script is the one script: a function, so that its names are no theme's.
var script = []byte("\"use strict\";\n(() => {\n" + patchScript + "\n" + previewScript + "})();\n")

//go:embed preview.css
var style []byte

// policy is what a publisher may allow pages at most: nothing from elsewhere, no
// inline script or style, no frames. The preview's script is of the same origin.
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// ServeHTTP answers one request. Whoever may not ask is refused before anything
// else is looked at.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	switch {
	case !s.hosts[r.Host]:
		// Another name that leads to this machine: a page elsewhere that has its
		// name point here would read the preview as its own.
		http.Error(w, "this preview answers only at "+s.Address(), http.StatusMisdirectedRequest)
	case !mayAsk(r):
		http.Error(w, "only pages of this preview may ask for this", http.StatusForbidden)
	case strings.HasPrefix(r.URL.Path, own):
		s.serveOwn(w, r)
	case allow(w, r, http.MethodGet, http.MethodHead):
		s.servePage(w, r)
	}
}

// mayAsk reports whether a request comes from a page of this preview, from no page
// at all (an address that was typed, a program of this machine), or from a link
// that somebody followed. Browsers tell which it is.
func mayAsk(r *http.Request) bool {
	if origin, sent := r.Header["Origin"]; sent && (len(origin) != 1 || origin[0] != "http://"+r.Host) {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document" && r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, own)
}

// allow refuses all other methods.
func allow(w http.ResponseWriter, r *http.Request, methods ...string) bool {
	for _, m := range methods {
		if r.Method == m {
			return true
		}
	}
	w.Header().Set("Allow", strings.Join(methods, ", "))
	http.Error(w, "this address takes "+strings.Join(methods, " and ")+" alone", http.StatusMethodNotAllowed)
	return false
}

func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == settingsURL {
		if allow(w, r, http.MethodPost) {
			s.takeSettings(w, r)
		}
		return
	}
	if !allow(w, r, http.MethodGet, http.MethodHead) {
		return
	}
	switch r.URL.Path {
	case scriptURL:
		send(w, r, "text/javascript; charset=utf-8", http.StatusOK, script)
	case styleURL:
		send(w, r, "text/css; charset=utf-8", http.StatusOK, style)
	case eventsURL:
		s.serveEvents(w, r)
	case stateURL:
		s.serveState(w, r)
	default:
		s.servePage(w, r) // a site may have pages below such an address
	}
}

// wait waits until the site has been read once.
func (s *Server) wait(r *http.Request) bool {
	select {
	case <-s.ready:
		return true
	case <-r.Context().Done():
		return false
	}
}

// servePage answers with the bytes that a build would publish.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	if !s.wait(r) {
		return
	}
	found := s.current.Load().resolve(s, r.URL.Path, r.Header.Get("Accept-Language"))
	switch {
	case found.forward != "":
		if r.URL.RawQuery != "" {
			found.forward += "?" + r.URL.RawQuery
		}
		http.Redirect(w, r, found.forward, http.StatusFound) // as web servers do with folders
	case found.answer == nil:
		http.NotFound(w, r)
	case found.route == nil || isPage(found.route):
		w.Header().Set("Server-Timing", `fishbowl;desc="`+found.mark()+`"`) // the script reads there which page it runs in
		send(w, r, htmlType, found.status, found.answer.body)
	case found.answer.body != nil:
		s.sendFile(w, r, found.route, bytes.NewReader(found.answer.body))
	default:
		reader := &again{render: found.route.Render, size: found.answer.size}
		defer reader.Close()
		s.sendFile(w, r, found.route, reader)
	}
}

// sendFile sends a file, or the parts of it that are asked for.
func (s *Server) sendFile(w http.ResponseWriter, r *http.Request, rt *route.Route, content io.ReadSeeker) {
	w.Header().Set("Content-Type", rt.MediaType)
	if strings.Contains(r.Header.Get("Range"), ",") { // each part may cost as much as the whole
		r.Header.Del("Range")
	}
	http.ServeContent(&patient{w, http.NewResponseController(w)}, r, "", time.Time{}, content)
}

// patient gives a reader time for each piece and not for the whole: a film may be
// watched for an hour.
type patient struct {
	http.ResponseWriter
	control *http.ResponseController
}

func (p *patient) Write(b []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(writeTime)) // in tests there is none
	return p.ResponseWriter.Write(b)
}

func send(w http.ResponseWriter, r *http.Request, mediaType string, status int, content []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(content)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(content) // a reader who has gone misses nothing
	}
}

// longestSettings bounds the body of a request.
const longestSettings = 1 << 10

// takeSettings changes what is shown, for all who look. What a request does not
// name stays as it is.
func (s *Server) takeSettings(w http.ResponseWriter, r *http.Request) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		http.Error(w, "settings are JSON", http.StatusUnsupportedMediaType)
		return
	}
	// Browsers send the origin with what they post; whoever sends none is no page.
	if r.Header.Get("Origin") == "" || !s.wait(r) {
		http.Error(w, "only pages of this preview may ask for this", http.StatusForbidden)
		return
	}
	var wanted struct {
		Drafts *bool   `json:"drafts"`
		AsOf   *string `json:"as_of"` // empty: today
	}
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, longestSettings))
	body.DisallowUnknownFields()
	if err := body.Decode(&wanted); err != nil {
		http.Error(w, "settings that cannot be read", http.StatusBadRequest)
		return
	}
	var day civil.Date
	if wanted.AsOf != nil && *wanted.AsOf != "" {
		if err := day.UnmarshalText([]byte(*wanted.AsOf)); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
	}
	change := func(v build.View) build.View {
		if wanted.Drafts != nil {
			v.Drafts = *wanted.Drafts
		}
		if wanted.AsOf != nil {
			v.AsOf = day
		}
		return v
	}
	select {
	case s.settings <- change:
		w.WriteHeader(http.StatusNoContent)
	case <-r.Context().Done():
	}
}

// The rhythm of the event stream.
const (
	pulse     = 15 * time.Second // a sign of life
	pulseTime = 5 * time.Second  // to take a message
)

// serveEvents tells a browser the number of the state that is shown, now and
// whenever it changes. Whoever is slow gets the newest number alone; each stream
// looks at the current state by itself, so nobody waits for it.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	select {
	case s.streams <- struct{}{}:
		defer func() { <-s.streams }()
	default:
		http.Error(w, "too many windows", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead || !s.wait(r) {
		return
	}
	control := http.NewResponseController(w)
	alive := time.NewTicker(pulse)
	defer alive.Stop()
	message := func(format string, args ...any) bool {
		_ = control.SetWriteDeadline(time.Now().Add(pulseTime))
		_, err := fmt.Fprintf(w, format, args...)
		return err == nil && control.Flush() == nil
	}
	if !message("retry: 1000\n\n") {
		return
	}
	for {
		now := s.current.Load()
		if !message("data: {\"run\":%q,\"generation\":%d,\"broken\":%t}\n\n", s.run, now.number, now.broken) {
			return
		}
	quiet:
		for {
			select {
			case <-now.superseded:
				break quiet
			case <-alive.C:
				if !message(": still here\n\n") {
					return
				}
			case <-r.Context().Done():
				return
			}
		}
	}
}
