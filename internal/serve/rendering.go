package serve

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"html"
	"io"
	"iter"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"fishbowl/internal/build"
	"fishbowl/internal/diag"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
)

const (
	// mostRemembered bounds the bytes that a generation remembers, largest those
	// of one file: a longer one is rendered each time.
	mostRemembered = 64 << 20
	largest        = 4 << 20
)

// rendering is a generation and what has been rendered of it.
type rendering struct {
	*build.Generation
	server *Server
	read   *diag.List // of its reading: knows the texts
	base   string     // the path of the site's address, decoded

	mu    sync.Mutex
	known map[string]*answer // by address
	held  int64              // bytes of those that are in known
}

func newRendering(s *Server, g *build.Generation, read *diag.List) *rendering {
	r := &rendering{Generation: g, server: s, read: read, known: map[string]*answer{}}
	r.base, _ = url.PathUnescape(g.Site.Base.Path) // it has been parsed
	return r
}

// translations yields all pages in all languages in which they stand.
func (r *rendering) translations() iter.Seq[*site.Translation] {
	return func(yield func(*site.Translation) bool) {
		for _, p := range r.Site.Pages() {
			for _, t := range r.Site.Standing(p) {
				if !yield(t) {
					return
				}
			}
		}
	}
}

// same returns the page that a page of another generation is in this one, or nil.
func (r *rendering) same(t *site.Translation) *site.Translation {
	if p := r.Site.Page(t.Page.Kind, t.Page.ID); p != nil {
		return p.Shown(t.Lang.Code)
	}
	return nil
}

// find returns the route of an address, decoded as net/http decodes it, or nil.
func (r *rendering) find(path string) *route.Route {
	rest, ok := strings.CutPrefix(path, r.base)
	if !ok {
		return nil
	}
	return r.Routes.Lookup(r.Site.Base.Path + site.EscapePath(rest))
}

// answer is what a route has written.
type answer struct {
	once     sync.Once
	body     []byte // with the preview's tag; nil where it is too long to be remembered
	size     int64
	sum      uint64
	problems []*problem // why it could not be rendered
	held     int64      // bytes that count for the rendering; 0 until it is rendered
}

// seed makes the sums of this process.
var seed = maphash.MakeSeed()

// answer renders a route, once per generation however many ask for it.
func (r *rendering) answer(rt *route.Route) *answer {
	r.mu.Lock()
	a := r.known[rt.URL]
	if a == nil {
		a = &answer{}
		r.known[rt.URL] = a
	}
	r.mu.Unlock()
	a.once.Do(func() { r.keep(rt.URL, a, a.render(r, rt)) })
	return a
}

// keep remembers an answer that has been rendered, if it may be and there is room.
func (r *rendering) keep(address string, a *answer, may bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.known[address] != a: // it was forgotten meanwhile
	case !may || r.held+int64(len(a.body)) > mostRemembered:
		delete(r.known, address)
	default:
		a.held = int64(len(a.body))
		r.held += a.held
	}
}

// forget drops an answer, so that it is rendered again.
func (r *rendering) forget(address string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if a := r.known[address]; a != nil {
		delete(r.known, address)
		r.held -= a.held
	}
}

// render renders a route; it reports whether the result may be remembered.
func (a *answer) render(r *rendering, rt *route.Route) (may bool) {
	defer func() {
		if bug := recover(); bug != nil { // the preview goes on
			may = a.failed(r, rt, fmt.Errorf("a fault of fishbowl itself: %v", bug))
		}
	}()
	w := collector{most: largest}
	w.sum.SetSeed(seed)
	if isPage(rt) {
		w.most = 1 << 40
	}
	if err := rt.Render(&w); err != nil {
		list := r.read.Empty()
		if r.Fault(list, err) {
			a.problems = told(list)
			r.server.tell(Event{Page: rt.URL, Problems: list, Generation: r.Generation})
			return true
		}
		return a.failed(r, rt, err)
	}
	a.size, a.sum = w.size, w.sum.Sum64()
	if w.over {
		return true
	}
	a.body = w.text.Bytes()
	if isPage(rt) {
		a.body = withTag(a.body)
		a.size = int64(len(a.body))
	}
	return true
}

// failed notes why nothing could be rendered; it is tried again.
func (a *answer) failed(r *rendering, rt *route.Route, err error) bool {
	a.body, a.problems = nil, []*problem{{Severity: diag.Error.String(), Message: err.Error()}}
	r.server.tell(Event{Page: rt.URL, Err: err, Generation: r.Generation})
	return false
}

// collector keeps what is written, unless it is too much, and its sum.
type collector struct {
	text bytes.Buffer
	most int
	size int64
	over bool
	sum  maphash.Hash
}

func (c *collector) Write(p []byte) (int, error) {
	c.size += int64(len(p))
	c.sum.Write(p)
	if c.over || c.text.Len()+len(p) > c.most {
		c.over, c.text = true, bytes.Buffer{}
		return len(p), nil
	}
	return c.text.Write(p)
}

const htmlType = "text/html; charset=utf-8"

func isPage(r *route.Route) bool { return r.MediaType == htmlType }

var headEnd = regexp.MustCompile(`(?i)</head>`)

// withTag adds the preview's tag to a page: before the end of its head or, in a
// page that has none, at its end.
func withTag(page []byte) []byte {
	at := bytes.Index(page, []byte("</head>"))
	if at < 0 { // a page that was written by hand
		at = len(page)
		if end := headEnd.FindIndex(page); end != nil {
			at = end[0]
		}
	}
	out := make([]byte, 0, len(page)+len(scriptTag))
	return append(append(append(out, page[:at]...), scriptTag...), page[at:]...)
}

// ownPage makes a page of the preview's own: title, message and, for browsers
// without scripts, what is wrong.
func ownPage(title, message string, problems []*problem) *answer {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>%s</title></head><body><main><h1>%[1]s</h1><p>%s</p><noscript><pre>`,
		html.EscapeString(title), html.EscapeString(message))
	for _, p := range problems {
		b.WriteString(html.EscapeString(p.String()))
	}
	b.WriteString("</pre></noscript></main></body></html>\n")
	body := withTag([]byte(b.String()))
	return &answer{body: body, size: int64(len(body)), sum: maphash.Bytes(seed, body)}
}

// again reads what a route writes, from any place, without keeping it: a film is
// asked for in parts. A part is found by rendering what stands before it.
type again struct {
	render func(io.Writer) error
	size   int64
	at     int64
	pipe   *io.PipeReader
}

func (a *again) Read(p []byte) (int, error) {
	if a.at >= a.size {
		return 0, io.EOF
	}
	if a.pipe == nil {
		from, to := io.Pipe()
		a.pipe = from
		skip := a.at
		go func() { to.CloseWithError(a.render(&skipping{to, skip})) }()
	}
	n, err := a.pipe.Read(p)
	a.at += int64(n)
	return n, err
}

func (a *again) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += a.at
	case io.SeekEnd:
		offset += a.size
	}
	if offset != a.at {
		a.Close()
	}
	a.at = offset
	return offset, nil
}

// Close ends the rendering.
func (a *again) Close() error {
	if a.pipe != nil {
		a.pipe.Close()
		a.pipe = nil
	}
	return nil
}

// skipping passes on all but the first bytes.
type skipping struct {
	io.Writer
	skip int64
}

func (s *skipping) Write(p []byte) (int, error) {
	skipped := min(int64(len(p)), s.skip)
	s.skip -= skipped
	if int(skipped) == len(p) {
		return len(p), nil
	}
	n, err := s.Writer.Write(p[skipped:])
	return n + int(skipped), err
}
