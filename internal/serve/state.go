package serve

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"fishbowl/internal/build"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/route"
	"fishbowl/internal/site"
)

// state is what the preview shows and says after one reading. It is not changed.
type state struct {
	number     int
	rendering  *rendering // of the last whole generation; nil where there has been none
	view       build.View // as the reading was asked for
	broken     bool       // the reading had errors
	problems   []*problem
	assets     map[string]uint64 // sums of the files that have changed since somebody saw them
	superseded chan struct{}     // closed when another state is shown
}

func (s *state) generation() *build.Generation {
	if s.rendering == nil {
		return nil
	}
	return s.rendering.Generation
}

// sameAs reports whether browsers would see no difference.
func (s *state) sameAs(old *state) bool {
	return old.number > 0 && s.rendering == old.rendering && s.view == old.view && s.broken == old.broken && maps.Equal(s.assets, old.assets) &&
		slices.EqualFunc(s.problems, old.problems, func(a, b *problem) bool { return a.String() == b.String() })
}

// problem is a problem as the browser gets it.
type problem struct {
	Severity string `json:"severity"`
	place
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Also    []also `json:"also,omitempty"`
	report  string
}

// place is a place in a file with the quoted line; File is empty for a problem of
// the machine.
type place struct {
	File  string `json:"file,omitempty"`
	Line  int    `json:"line,omitempty"`
	Col   int    `json:"column,omitempty"`
	Quote string `json:"quote,omitempty"`
}

type also struct {
	place
	Message string `json:"message"`
}

// String is the problem as the terminal shows it.
func (p *problem) String() string {
	if p.report == "" {
		return p.Severity + ": " + p.Message + "\n"
	}
	return p.report
}

// told returns all problems of a list.
func told(list *diag.List) []*problem {
	at := func(pos diag.Pos) place { return place{pos.File, pos.Line, pos.Col, list.Quote(pos)} }
	var all []*problem
	for _, p := range list.Sorted() {
		out := &problem{Severity: p.Severity.String(), place: at(p.Pos), Message: p.Message, Hint: p.Hint, report: list.Report(p)}
		for _, a := range p.Also {
			out.Also = append(out.Also, also{at(a.Pos), a.Message})
		}
		all = append(all, out)
	}
	return all
}

// found is what stands at an address.
type found struct {
	route   *route.Route // nil for a page of the preview's own
	answer  *answer      // nil where there is nothing to answer with
	status  int
	forward string     // another address that is meant
	faults  []*problem // why the page cannot be rendered
}

// mark names the bytes of a page.
func (f found) mark() string {
	return strconv.Itoa(f.status) + "-" + strconv.FormatUint(f.answer.sum, 16)
}

// resolve finds what stands at an address, decoded as net/http decodes it.
func (s *state) resolve(server *Server, address, accepted string) found {
	r := s.rendering
	if r == nil {
		const title, message = "Waiting for the site", "The site has errors and cannot be shown yet. The page appears by itself as soon as they are mended."
		return s.own(http.StatusServiceUnavailable, title, message, s.problems)
	}
	status := http.StatusOK
	rt := r.find(address)
	if rt == nil {
		if slash := r.find(address + "/"); slash != nil {
			return found{forward: slash.URL}
		}
		if address == "/" && r.base != "" {
			return found{forward: r.Site.Base.Path + "/"}
		}
		status = http.StatusNotFound
		if rt = r.notFound(address, accepted); rt == nil {
			return found{}
		}
	}
	a := r.answer(rt)
	if a.problems == nil {
		server.visited.saw(rt, a)
		return found{route: rt, answer: a, status: status}
	}
	out := s.own(http.StatusInternalServerError, "A page with an error", "This page cannot be shown. It appears by itself as soon as the error is mended.", a.problems)
	if last := server.visited.last(rt.URL); last != nil {
		out = found{route: rt, answer: last, status: status}
	}
	out.faults = a.problems
	return out
}

func (s *state) own(status int, title, message string, problems []*problem) found {
	return found{answer: ownPage(title, message, problems), status: status}
}

// notFound returns the page for unknown addresses: in the language of the folder
// that was asked for, else in one that the reader accepts, else in all languages.
func (r *rendering) notFound(address, accepted string) *route.Route {
	first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(address, r.base), "/"), "/")
	wanted := []string{first}
	tags, _, _ := language.ParseAcceptLanguage(accepted) // what cannot be read is not wanted
	for _, tag := range tags {
		base, _ := tag.Base()
		wanted = append(wanted, tag.String(), base.String())
	}
	for _, code := range wanted {
		if slices.ContainsFunc(r.Site.Languages, func(l *locale.Language) bool { return l.Code == code }) {
			return r.find(path.Join(r.base+"/", code, site.NotFoundID+".html"))
		}
	}
	return r.find(r.base + "/" + site.NotFoundID + ".html")
}

// serveState answers with all that the preview's script has to know of a page.
func (s *Server) serveState(w http.ResponseWriter, r *http.Request) {
	if !s.wait(r) {
		return
	}
	page, err := url.PathUnescape(r.URL.Query().Get("page"))
	if err != nil {
		http.Error(w, "an address that cannot be read", http.StatusBadRequest)
		return
	}
	text, err := json.Marshal(s.current.Load().describe(s, page, r.Header.Get("Accept-Language")))
	if err != nil {
		panic(err) // structs of texts and numbers
	}
	send(w, r, "application/json", http.StatusOK, text)
}

// description is the state of a page as the script gets it.
type description struct {
	Run        string            `json:"run"`
	Generation int               `json:"generation"`
	Broken     bool              `json:"broken"`  // the site has errors, and what is shown is older
	Waiting    bool              `json:"waiting"` // and nothing is shown
	Mark       string            `json:"mark"`    // of the page's bytes
	Faults     []*problem        `json:"faults"`
	Page       *pageInfo         `json:"page,omitempty"`
	Gone       *gone             `json:"gone,omitempty"`
	Settings   settings          `json:"settings"`
	Sections   []section         `json:"sections"`
	Assets     map[string]string `json:"assets"` // address → version, of files that have changed
}

type settings struct {
	Drafts bool   `json:"drafts"`
	AsOf   string `json:"as_of"`         // empty: today
	Day    string `json:"day,omitempty"` // the day that is shown
}

// describe tells the state of the page at an address.
func (s *state) describe(server *Server, address, accepted string) description {
	d := description{Run: server.run, Generation: s.number, Broken: s.broken, Waiting: s.rendering == nil, Faults: []*problem{}, Sections: []section{}, Assets: map[string]string{}}
	d.Settings.Drafts = s.view.Drafts
	if !s.view.AsOf.IsZero() {
		d.Settings.AsOf = s.view.AsOf.String()
	}
	for _, p := range s.problems {
		if p.Severity == diag.Error.String() {
			d.Faults = append(d.Faults, p)
		}
	}
	for address, sum := range s.assets {
		d.Assets[address] = fmt.Sprintf("%x", sum)
	}
	f := s.resolve(server, address, accepted)
	if f.answer != nil {
		d.Mark = f.mark()
	}
	d.Faults = append(d.Faults, f.faults...)
	if s.rendering == nil {
		return d
	}
	d.Settings.Day = s.rendering.Site.AsOf.String()
	if f.status == http.StatusNotFound {
		d.Gone = server.visited.whereTo(s.rendering, address)
	}
	d.Page = s.rendering.describe(f)
	d.Sections = s.sections(d.Page, f)
	return d
}
