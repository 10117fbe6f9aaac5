// Package serve is the preview: it shows a site to its editors while they write,
// in a browser of the same machine.
//
// # What is shown
//
// A page is rendered when it is asked for, by the route that a build would
// publish, and gets one tag more: the preview's script, before the end of its
// head. Nothing is written to disk.
//
// The site is read anew when its files have changed. A new generation takes the
// place of the old one with one pointer, so a request sees one generation from
// its beginning to its end, and what has been rendered is remembered as long as
// its generation is shown, up to a bound. A generation with errors is not shown:
// the last whole one stays, and browsers tell what is wrong. A site that has been
// broken from the start shows a page that waits.
//
// # Who is answered
//
// The server listens on the loopback interface alone and answers requests that
// name it exactly as its address does; other names that lead here (DNS rebinding)
// get nothing. Pages of other origins can neither read nor embed anything. The
// addresses are those of the route table, /_fishbowl/ apart: no file path is
// made from a request. Times, sizes and numbers of connections are bounded, and
// nobody who reads slowly or not at all holds up a reading or another reader.
package serve

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/net/netutil"

	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/watch"
)

// Options are what a preview needs to know.
type Options struct {
	// Port is the first to be tried; 0 takes any that is free.
	Port int
	// Read reads the site; it returns the same pointer as before where nothing
	// has changed, and nil where the site has errors. It is called by one
	// goroutine.
	Read    func(*diag.List, build.Changed, build.View) (*build.Generation, error)
	Changes <-chan watch.Change
	View    build.View // to begin with
	// Today returns the day in a zone by the machine's clock.
	Today func(*time.Location) civil.Date
	// Report is told of everything that somebody at the terminal should know, by
	// one goroutine at a time.
	Report func(Event)
}

// Event is something that somebody at the terminal should know: a reading, or a
// page that cannot be rendered.
type Event struct {
	Changed  build.Changed // why the site was read
	Why      string        // instead, where no file has changed
	Problems *diag.List
	Page     string // the address of the page that cannot be rendered
	Took     time.Duration
	Err      error // the disk's or the network's
	// Generation is the one that is shown now; nil where there has been none.
	Generation *build.Generation
}

// The bounds of the server.
const (
	mostConnections = 256
	mostStreams     = 64
	headerTime      = 5 * time.Second
	readTime        = 10 * time.Second
	writeTime       = 30 * time.Second
	idleTime        = time.Minute
	stopTime        = time.Second
	retryTime       = time.Second
	mostReports     = 100 // that wait for a terminal which does not take them
	mostHeaderBytes = 16 << 10
)

// Server is a preview.
type Server struct {
	Options
	port      int
	listeners []net.Listener
	hosts     map[string]bool // names by which requests may ask for it
	run       string          // distinguishes this server from the one before at the same port

	current  atomic.Pointer[state]
	ready    chan struct{}                    // closed when the site has been read once
	settings chan func(build.View) build.View // changes of the view
	streams  chan struct{}
	reports  chan Event

	// Of the reading goroutine.
	view    build.View
	newDay  <-chan time.Time
	day     civil.Date       // of the last reading
	retry   <-chan time.Time // once after an error of the disk
	visited visits
}

// Listen takes a port. The caller goes on with Run, or closes the server.
func Listen(o Options) (*Server, error) {
	listeners, port, err := listen(o.Port)
	if err != nil {
		return nil, err
	}
	s := newServer(o, port)
	s.listeners = listeners
	return s, nil
}

func newServer(o Options, port int) *Server {
	var id [6]byte
	rand.Read(id[:]) // never fails
	s := &Server{
		Options: o, port: port, hosts: hosts(port), run: hex.EncodeToString(id[:]),
		ready: make(chan struct{}), settings: make(chan func(build.View) build.View), reports: make(chan Event, mostReports), streams: make(chan struct{}, mostStreams), view: o.View,
	}
	s.current.Store(&state{superseded: make(chan struct{})})
	return s
}

// Close gives the port back.
func (s *Server) Close() error {
	var errs []error
	for _, l := range s.listeners {
		errs = append(errs, l.Close())
	}
	return errors.Join(errs...)
}

// Run reads the site, serves it and follows its changes, until the context ends;
// it returns nil then. Streams end, answers that are under way are finished.
func (s *Server) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	web := &http.Server{
		Handler: s, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime, MaxHeaderBytes: mostHeaderBytes,
		BaseContext: func(net.Listener) context.Context { return ctx },
		ErrorLog:    log.New(complaints{s}, "", 0),
	}
	failed := make(chan error, len(s.listeners))
	for _, l := range s.listeners {
		go func() { failed <- web.Serve(netutil.LimitListener(l, mostConnections)) }()
	}
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	s.newDay = tick.C
	followed, end, reported := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() { defer close(followed); s.follow(ctx) }()
	go func() { defer close(reported); s.reporting(end) }()
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
		cancel()
	}
	stop, done := context.WithTimeout(context.Background(), stopTime)
	defer done()
	if web.Shutdown(stop) != nil {
		web.Close() // connections that never asked for anything
	}
	for _, ended := range []chan struct{}{followed, reported} {
		select {
		case <-ended:
		case <-stop.Done():
		}
		if ended == followed {
			close(end)
		}
	}
	return err
}

// complaints takes what the web server would print.
type complaints struct{ *Server }

func (c complaints) Write(text []byte) (int, error) {
	c.tell(Event{Err: errors.New(strings.TrimSpace(string(text)))})
	return len(text), nil
}

// tell reports something. A terminal that takes no text holds nothing up: what is too
// much for it is dropped.
func (s *Server) tell(e Event) {
	select {
	case s.reports <- e:
	default:
	}
}

// reporting reports until the server ends, and then what is left.
func (s *Server) reporting(end <-chan struct{}) {
	for {
		select {
		case e := <-s.reports:
			s.Report(e)
		case <-end:
			for len(s.reports) > 0 {
				s.Report(<-s.reports)
			}
			return
		}
	}
}

// follow reads the site at first and whenever something asks for it. It is the one
// goroutine that changes the current state.
func (s *Server) follow(ctx context.Context) {
	s.read(build.Changed{All: true}, "")
	close(s.ready)
	changes := s.Changes
	for {
		select {
		case <-ctx.Done():
			return
		case c, ok := <-changes:
			if !ok {
				changes = nil
				continue
			}
			s.read(build.Changed{Paths: c.Paths, All: c.All}, "")
		case change := <-s.settings:
			if v := change(s.view); v != s.view {
				why := s.switched(v)
				s.view = v
				s.read(build.Changed{}, why)
			}
		case <-s.newDay:
			if g := s.current.Load().generation(); g != nil && s.view.AsOf.IsZero() && s.Today(g.Site.Config.Timezone.Location()) != s.day {
				s.read(build.Changed{}, "a new day")
			}
		case <-s.retry:
			s.read(build.Changed{All: true}, "")
		}
	}
}

// switched says how a view differs from the present one.
func (s *Server) switched(to build.View) string {
	var said []string
	if to.Drafts != s.view.Drafts {
		said = append(said, map[bool]string{true: "drafts shown", false: "drafts hidden"}[to.Drafts])
	}
	if to.AsOf != s.view.AsOf {
		day := "today"
		if !to.AsOf.IsZero() {
			day = to.AsOf.String()
		}
		said = append(said, "as of "+day)
	}
	return strings.Join(said, ", ")
}

// read reads the site and puts the new state in the place of the old one.
func (s *Server) read(c build.Changed, why string) {
	start := time.Now()
	list := &diag.List{}
	g, err := s.Read(list, c, s.view)
	old := s.current.Load()
	next := &state{number: old.number + 1, view: s.view, rendering: old.rendering, problems: told(list), broken: g == nil, assets: old.assets, superseded: make(chan struct{})}
	s.retry = nil
	if err != nil {
		next.problems = append(next.problems, &problem{Severity: diag.Error.String(), Message: err.Error()})
	}
	if g != nil && g != old.generation() {
		next.rendering = newRendering(s, g, list)
		s.visited.moved(old.rendering, next.rendering)
	}
	if g := next.generation(); g != nil {
		s.day = s.Today(g.Site.Config.Timezone.Location())
	}
	next.assets = s.visited.changed(next, c)
	switch same := next.sameAs(old); {
	case !same:
		s.current.Store(next)
		close(old.superseded)
		if err != nil { // a file may have gone just when it was to be read
			s.retry = time.After(retryTime)
		}
	case err != nil:
		return // it has been told, and trying once more was of no use
	}
	s.tell(Event{Changed: c, Why: why, Problems: list, Took: time.Since(start), Err: err, Generation: next.generation()})
}
