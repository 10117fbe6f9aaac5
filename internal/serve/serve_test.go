package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/route"
	"fishbowl/internal/watch"
)

var asOf = civil.Date{Year: 2026, Month: time.November, Day: 21}

// deadline bounds what a test waits for.
const deadline = 20 * time.Second

// files is a site in three languages under a path of its own.
var files = map[string]string{
	"site.yaml": `format: 1
base_url: https://example.org/balint/
languages: [{code: el, name: Ελληνικά}, {code: en, name: English}, {code: de, name: Deutsch}]
main_language: el
timezone: Europe/Athens
currency: EUR
society: {id: s, name: Society}
menu: [home]
`,
	"content/home.el.md":           "---\ntitle: Αρχή\n---\n",
	"content/home.en.md":           "---\ntitle: Home\n---\n",
	"content/home.de.md":           "---\ntitle: Anfang\n---\n",
	"content/history.en.md":        "---\ntitle: History\n---\nOnce.\n",
	"content/history.el.md":        "---\ntitle: Ιστορία\naliases: [/el/ιστορία/]\n---\nΜία φορά.\n",
	"content/files/a room (1).svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`,
}

// folder is a site whose files can be changed while it is read.
type folder struct {
	mu    sync.Mutex
	files map[string]string
}

func newFolder() *folder { return &folder{files: maps.Clone(files)} }

// write changes a file; an empty text removes it.
func (f *folder) write(name, text string) watch.Change {
	f.mu.Lock()
	defer f.mu.Unlock()
	if text == "" {
		delete(f.files, name)
	} else {
		f.files[name] = text
	}
	return watch.Change{Paths: []string{name}}
}

func (f *folder) Open(name string) (fs.File, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := fstest.MapFS{}
	for name, text := range f.files {
		all[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return all.Open(name)
}

func today(*time.Location) civil.Date { return asOf }

// options serve a folder.
func options(f fs.FS) Options {
	reader := build.NewReader(build.Input{Site: f, Embedded: fishbowl.Files, Today: today})
	return Options{Read: reader.Read, Today: today, Report: func(Event) {}}
}

// at returns a server that has read a folder once, and the names it answers to.
func at(t testing.TB, f fs.FS) *Server {
	t.Helper()
	s := newServer(options(f), 1313)
	s.read(build.Changed{All: true}, "")
	close(s.ready)
	if now := s.current.Load(); now.broken {
		t.Fatal(now.problems)
	}
	return s
}

// ask asks a server for an address.
func ask(s *Server, method, address string, header ...string) *http.Response {
	r := httptest.NewRequest(method, address, nil)
	r.Host = "localhost:1313"
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t testing.TB, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func describe(t *testing.T, s *Server, page string) description {
	t.Helper()
	var d description
	if err := json.NewDecoder(ask(s, "GET", stateURL+"?page="+page).Body).Decode(&d); err != nil {
		t.Fatal(err)
	}
	return d
}

// running is a server on the loopback interface.
type running struct {
	*Server
	changes chan watch.Change
	events  chan Event // one for each reading
	stop    func() error
}

// run runs a server until the test ends.
func run(t testing.TB, o Options) *running {
	t.Helper()
	r := &running{changes: make(chan watch.Change), events: make(chan Event, 1000)}
	o.Changes, o.Report = r.changes, func(e Event) { r.events <- e }
	s, err := Listen(o)
	if err != nil {
		t.Fatal(err)
	}
	r.Server = s
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	r.stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() {
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
	r.event(t)
	return r
}

func (r *running) event(t testing.TB) Event {
	t.Helper()
	select {
	case e := <-r.events:
		return e
	case <-time.After(deadline):
		t.Fatal("the site has not been read")
		panic("unreachable")
	}
}

// change tells of a change and waits until it has been read.
func (r *running) change(t testing.TB, c watch.Change) Event {
	t.Helper()
	r.changes <- c
	return r.event(t)
}

func (r *running) get(t testing.TB, path string) string {
	t.Helper()
	response, err := http.Get(strings.TrimSuffix(r.Address(), "/") + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return body(t, response)
}

// listenTo opens the event stream and returns its messages.
func (r *running) listenTo(t testing.TB) <-chan string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, "GET", strings.TrimSuffix(r.Address(), "/")+eventsURL, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	messages := make(chan string, 1000)
	go func() {
		defer close(messages)
		defer response.Body.Close()
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				messages <- data
			}
		}
	}()
	return messages
}

func receive(t testing.TB, messages <-chan string) string {
	t.Helper()
	select {
	case m, ok := <-messages:
		if !ok {
			t.Fatal("the stream has ended")
		}
		return m
	case <-time.After(deadline):
		t.Fatal("no message has come")
		panic("unreachable")
	}
}

func TestEditsAreServedAndTold(t *testing.T) {
	f := newFolder()
	s := run(t, options(f))
	messages := s.listenTo(t)
	first := receive(t, messages)
	if want := fmt.Sprintf(`{"run":%q,"generation":1,"broken":false}`, s.run); first != want {
		t.Errorf("the first message is %s, want %s", first, want)
	}
	if text := s.get(t, "/balint/en/history/"); !strings.Contains(text, "Once.") || strings.Count(text, scriptTag) != 1 {
		t.Errorf("the page is\n%s", text)
	}
	s.change(t, f.write("content/history.en.md", "---\ntitle: History\n---\nTwice.\n"))
	if m := receive(t, messages); !strings.Contains(m, `"generation":2,"broken":false`) {
		t.Errorf("after an edit, the message is %s", m)
	}
	if text := s.get(t, "/balint/en/history/"); !strings.Contains(text, "Twice.") {
		t.Errorf("the page is\n%s", text)
	}
	s.change(t, f.write("content/history.en.md", "---\ntitel: History\n---\nThree times.\n"))
	if m := receive(t, messages); !strings.Contains(m, `"generation":3,"broken":true`) {
		t.Errorf("after a fault, the message is %s", m)
	}
	if text := s.get(t, "/balint/en/history/"); !strings.Contains(text, "Twice.") {
		t.Errorf("after a fault, the last good page is\n%s", text)
	}
	// The newest state comes at once to whoever begins to listen.
	if m := receive(t, s.listenTo(t)); !strings.Contains(m, `"generation":3,"broken":true`) {
		t.Errorf("the first message of a later stream is %s", m)
	}
}

// numbered makes generations by hand: each page of the generation n consists of so
// many words n.
func numbered(t testing.TB, pages, words int) Options {
	t.Helper()
	g, err := build.Load(&diag.List{}, build.Input{Site: newFolder(), Embedded: fishbowl.Files, Today: today}, build.View{})
	if err != nil || g == nil {
		t.Fatal(g, err)
	}
	n := 0
	return Options{Today: today, Report: func(Event) {}, Read: func(*diag.List, build.Changed, build.View) (*build.Generation, error) {
		n++
		text := []byte("<head></head>" + strings.Repeat(fmt.Sprintf("%06d ", n), words))
		table := &route.Table{}
		for i := range pages {
			err := table.Add(&route.Route{URL: fmt.Sprintf("/balint/%d/", i), File: fmt.Sprintf("%d/index.html", i), MediaType: htmlType,
				Render: func(w io.Writer) error {
					for part := range slices.Chunk(text, 1000) {
						if _, err := w.Write(part); err != nil {
							return err
						}
					}
					return nil
				}})
			if err != nil {
				return nil, err
			}
		}
		return &build.Generation{Site: g.Site, Routes: table}, nil
	}}
}

// An answer belongs to one generation from its beginning to its end, and not to
// one before the last that was told when it was asked for.
func TestAnswersBelongToOneGeneration(t *testing.T) {
	s := run(t, numbered(t, 3, 3000))
	var readers sync.WaitGroup
	var over sync.Map
	for reader := range 4 {
		readers.Go(func() {
			for i := 0; ; i++ {
				if _, ok := over.Load("over"); ok {
					return
				}
				before := s.current.Load().number
				text := strings.Replace(s.get(t, fmt.Sprintf("/balint/%d/", (i+reader)%3)), scriptTag, "", 1)
				words := strings.Fields(strings.TrimPrefix(text, "<head></head>"))
				number := 0
				fmt.Sscanf(words[0], "%d", &number)
				if len(words) != 3000 || strings.Count(text, words[0]+" ") != 3000 || number < before {
					t.Errorf("asked for in generation %d: %d words that begin with %s, %d of them the same", before, len(words), words[0], strings.Count(text, words[0]+" "))
					return
				}
			}
		})
	}
	for range 200 {
		s.change(t, watch.Change{All: true})
	}
	over.Store("over", true)
	readers.Wait()
}

// Clients that never read what they asked for, and more streams than are allowed,
// hold up neither a reading nor other readers, and the end comes soon.
func TestNobodyHoldsUpOthers(t *testing.T) {
	s := run(t, numbered(t, 1, 1_000_000)) // more than the system takes for a client that does not read
	var idle []net.Conn
	open := func(path string) {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", s.Port()))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		if path != "" {
			fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost:%d\r\n\r\n", path, s.Port())
		}
		idle = append(idle, c)
	}
	for range mostStreams + 5 {
		open(eventsURL)
	}
	for range 40 {
		open("/balint/0/")
		open("") // says nothing at all
	}
	full := func() bool {
		r, err := http.Get(strings.TrimSuffix(s.Address(), "/") + eventsURL)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		return r.StatusCode == http.StatusServiceUnavailable
	}
	for end := time.Now().Add(deadline); !full(); {
		if time.Now().After(end) {
			t.Fatal("more streams are open than are allowed")
		}
	}
	for n := range 20 {
		s.change(t, watch.Change{All: true})
		if text := s.get(t, "/balint/0/"); !strings.Contains(text, fmt.Sprintf("%06d ", n+2)) {
			t.Fatalf("after %d changes the page is %.40s", n+1, text)
		}
	}
	start := time.Now()
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("the end took %v", took)
	}
}

func TestStreamsEndWithTheServer(t *testing.T) {
	s := run(t, options(newFolder()))
	messages := s.listenTo(t)
	receive(t, messages)
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if _, open := <-messages; open {
		t.Error("there is a message after the end")
	}
}

func TestThePortThatIsTakenIsLeftAlone(t *testing.T) {
	first, err := Listen(options(newFolder()))
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	o := options(newFolder())
	o.Port = first.Port()
	second, err := Listen(o)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if second.Port() <= first.Port() || second.Port() >= first.Port()+triedPorts {
		t.Errorf("beside port %d, the second server has %d", first.Port(), second.Port())
	}
	for _, l := range second.listeners {
		if !l.Addr().(*net.TCPAddr).IP.IsLoopback() {
			t.Errorf("it listens at %v", l.Addr())
		}
	}
}

// A day later, a preview of today shows the next day.
func TestTheDayGoesOn(t *testing.T) {
	var day atomic.Value
	day.Store(asOf)
	machine := func(*time.Location) civil.Date { return day.Load().(civil.Date) }
	o := options(newFolder())
	reader := build.NewReader(build.Input{Site: newFolder(), Embedded: fishbowl.Files, Today: machine})
	tick, said := make(chan time.Time), make(chan Event, 9)
	o.Read, o.Today, o.Report = func(l *diag.List, c build.Changed, v build.View) (*build.Generation, error) {
		return reader.Read(l, build.Changed{All: true}, v)
	}, machine, func(e Event) { said <- e }
	s := newServer(o, 1313)
	s.newDay = tick
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go s.follow(ctx)
	go s.reporting(ctx.Done())
	<-said
	tick <- time.Time{} // the same day: nothing is read
	tick <- time.Time{}
	day.Store(asOf.AddDays(1))
	tick <- time.Time{}
	if e := <-said; e.Why != "a new day" || e.Generation.Site.AsOf != asOf.AddDays(1) {
		t.Errorf("after midnight: %+v", e)
	}
	s.settings <- func(build.View) build.View { return build.View{AsOf: asOf, Drafts: true} }
	if e := <-said; e.Why != "drafts shown, as of 2026-11-21" {
		t.Errorf("it says %q", e.Why)
	}
	day.Store(asOf.AddDays(2))
	tick <- time.Time{}
	tick <- time.Time{}
	if len(said) > 0 {
		t.Error("a preview of a chosen day is read again at midnight")
	}
}

// BenchmarkRememberedPage asks for a page that has been rendered in this
// generation, through the network.
func BenchmarkRememberedPage(b *testing.B) {
	s := run(b, options(newFolder()))
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = 16
	s.get(b, "/balint/en/history/")
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			s.get(b, "/balint/en/history/")
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}

// A fault of the disk is tried once more, since a file may just be on its way; what
// stays wrong is told once and tried again when something changes.
func TestADiskThatFails(t *testing.T) {
	o := options(newFolder())
	readings := 0
	o.Read = func(*diag.List, build.Changed, build.View) (*build.Generation, error) {
		readings++
		return nil, fs.ErrPermission
	}
	s := newServer(o, 1313)
	s.read(build.Changed{All: true}, "")
	if s.retry == nil || len(s.reports) != 1 {
		t.Fatalf("after one failure: retry %t, %d reports", s.retry != nil, len(s.reports))
	}
	s.read(build.Changed{All: true}, "")
	if s.retry != nil || len(s.reports) != 1 || readings != 2 {
		t.Errorf("after two: retry %t, %d reports, %d readings", s.retry != nil, len(s.reports), readings)
	}
}

// Nobody waits for a terminal that takes no text.
func TestATerminalThatTakesNothing(t *testing.T) {
	f := newFolder()
	o := options(f)
	stuck, end := make(chan struct{}), make(chan struct{})
	defer close(stuck)
	o.Report = func(Event) { <-stuck }
	s := newServer(o, 1313)
	go s.reporting(end)
	defer close(end)
	for n := range 2 * mostReports {
		f.write("content/history.en.md", fmt.Sprintf("---\ntitle: History\n---\nText %d.\n", n))
		s.read(build.Changed{Paths: []string{"content/history.en.md"}}, "")
	}
	if now := s.current.Load(); now.number != 2*mostReports || now.broken {
		t.Errorf("the state is %d, broken %t", now.number, now.broken)
	}
}
