package cli

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// terminal is a preview in a folder of its own, and what it prints.
type terminal struct {
	t     *testing.T
	dir   string
	lines chan string
}

var millisecondsTaken = regexp.MustCompile(`\(\d+ ms\)`)

// preview runs the command until the test ends; it must end well.
func preview(t *testing.T, files map[string]string, args ...string) *terminal {
	t.Helper()
	p := &terminal{t: t, dir: t.TempDir(), lines: make(chan string, 1000)}
	for name, text := range files {
		p.write(name, text)
	}
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			p.lines <- lines.Text()
		}
	}()
	status := make(chan int)
	go func() {
		args = append([]string{"serve", "--site", p.dir, "--as-of", "2026-11-21"}, args...)
		status <- Main(args, Environment{Stdout: in, Stderr: in, Context: ctx})
	}()
	t.Cleanup(func() {
		cancel()
		if got := <-status; got != exitFine {
			t.Errorf("the exit status is %d", got)
		}
	})
	return p
}

func (p *terminal) write(name, text string) {
	p.t.Helper()
	file := filepath.Join(p.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(file+"~", []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
	if err := os.Rename(file+"~", file); err != nil {
		p.t.Fatal(err)
	}
}

// line returns the next line.
func (p *terminal) line() string {
	p.t.Helper()
	select {
	case line := <-p.lines:
		return line
	case <-time.After(20 * time.Second):
		p.t.Fatal("nothing more is printed")
		panic("unreachable")
	}
}

// says checks the next lines; how long it took is N.
func (p *terminal) says(want ...string) {
	p.t.Helper()
	var got []string
	for range want {
		got = append(got, millisecondsTaken.ReplaceAllString(p.line(), "(N ms)"))
	}
	if d := cmp.Diff(want, got); d != "" {
		p.t.Fatal(d)
	}
}

// address reads the line that tells where the preview is.
func (p *terminal) address() string {
	p.t.Helper()
	line := p.line()
	m := regexp.MustCompile(`^Preview: (http://localhost:\d+/)  \(Ctrl-C ends it\)$`).FindStringSubmatch(line)
	if m == nil {
		p.t.Fatalf("the line is %q", line)
	}
	return m[1]
}

var wholeSite = map[string]string{
	"site.yaml":          "format: 1\nbase_url: https://example.org\nlanguages: [{code: en, name: English}]\nmain_language: en\ntimezone: Europe/London\ncurrency: GBP\nsociety: {id: s, name: Society}\nmenu: [home]\n",
	"content/home.en.md": "---\ntitle: Home\ndescription: The home page.\n---\nOnce.\n",
}

func TestServeTellsWhatItReads(t *testing.T) {
	p := preview(t, wholeSite, "--port", "0")
	address := p.address()
	p.says("read: 0 warnings, 0 notices (N ms)")
	get(t, address+"en/", 200, "Once.")

	p.write("content/home.en.md", "---\ntitel: Home\ndescription: The home page.\n---\n")
	p.says(
		"content/home.en.md:2:1: error: the page has no title",
		"     2 | titel: Home",
		"       | ^",
		"    hint: begin the file with front matter:",
		"          ---",
		"          title: …",
		"          ---",
		`content/home.en.md:2:1: error: unknown key "titel"`,
		"     2 | titel: Home",
		"       | ^",
		`    hint: did you mean "title"?`,
		"content/home.en.md changed: 2 errors, 0 warnings, 0 notices (N ms)")
	get(t, address+"en/", 200, "Once.")
	p.write("content/home.en.md", "---\ntitel: Home\ndescription: The home page.\n---\nTwice.\n")
	p.says("content/home.en.md changed: 2 errors, 0 warnings, 0 notices; as before (N ms)")
	p.write("content/home.en.md", "---\ntitle: Home\ndescription: The home page.\n---\nTwice.\n")
	p.says("content/home.en.md changed: no errors any more; 0 warnings, 0 notices (N ms)")
	get(t, address+"en/", 200, "Twice.")
	p.write("content/more.en.md", "---\ntitle: More\n---\n")
	p.says(
		"content/more.en.md:2:1: warning: the page has no description: search engines and messengers show its first words instead",
		"     2 | title: More",
		"       | ^",
		"    hint: add description: … (one or two sentences, up to 155 characters)",
		"content/more.en.md changed: 1 warning, 0 notices (N ms)")
}

func TestServeBeginsWithoutASite(t *testing.T) {
	p := preview(t, nil, "--port", "0")
	address := p.address()
	p.says(
		"site.yaml: error: the site has no file site.yaml",
		"    hint: fishbowl new site DIR writes a site to begin with",
		"read: 1 error, 0 warnings, 0 notices (N ms)",
		"the preview waits until the errors are mended")
	get(t, address, 503, "Waiting for the site")
	for name, text := range wholeSite {
		p.write(name, text)
	}
	for !strings.Contains(p.line(), "no errors any more") {
	}
	get(t, address+"en/", 200, "Once.")
}

func TestServeTakesTheNextPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	p := preview(t, wholeSite, "--port", port)
	if line := p.line(); !strings.HasPrefix(line, "port "+port+" cannot be had; this preview takes ") {
		t.Errorf("the first line is %q", line)
	}
	get(t, p.address()+"en/", 200, "Once.")
}

// The same flags as build's: what is hidden is shown, and a page that cannot be
// rendered is told when it is asked for.
func TestServeShowsDrafts(t *testing.T) {
	p := preview(t, wholeSite, "--port", "0", "--drafts")
	address := p.address()
	p.says("read: 0 warnings, 0 notices (N ms)")
	p.write("content/later.en.md", "---\ntitle: Later\ndescription: A page to come.\npublish_on: 2027-01-01\n---\nSoon.\n")
	p.says("content/later.en.md changed: 0 warnings, 0 notices (N ms)")
	get(t, address+"en/later/", 200, "Soon.")
	p.write("layouts/page.html", `{{define "main"}}{{.Group.Title}}{{end}}`)
	p.says("layouts changed: 0 warnings, 0 notices (N ms)")
	get(t, address+"en/later/", 200, "Soon.") // as it was
	p.says(
		"layouts/page.html:1:26: error: the layout asks for .Title of .Group, which this page does not have",
		`     1 | {{define "main"}}{{.Group.Title}}{{end}}`,
		"       |                          ^",
		"    hint: write {{with .Group}}{{.Title}}{{end}}",
		"/en/later/ cannot be shown")
}

func get(t *testing.T, address string, status int, want string) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != status || !strings.Contains(string(text), want) {
		t.Errorf("%s answers %d, %v:\n%s", address, r.StatusCode, err, text)
	}
}

func TestServeFollowsLinksWithinTheSite(t *testing.T) {
	p := preview(t, wholeSite, "--port", "0")
	address := p.address()
	p.says("read: 0 warnings, 0 notices (N ms)")
	p.write("shared/text.md", "---\ntitle: Linked\ndescription: A page that is a link.\n---\nFirst.\n")
	if err := os.Symlink("../shared/text.md", filepath.Join(p.dir, "content", "linked.en.md")); err != nil {
		t.Skip(err) // Windows asks for a privilege
	}
	p.says("content/linked.en.md changed: 0 warnings, 0 notices (N ms)")
	get(t, address+"en/linked/", 200, "First.")
	p.write("shared/text.md", "---\ntitle: Linked\ndescription: A page that is a link.\n---\nSecond.\n")
	p.says("content/linked.en.md changed: 0 warnings, 0 notices (N ms)")
	get(t, address+"en/linked/", 200, "Second.")
}

func TestServeSeesAnotherFolderInTheSitesPlace(t *testing.T) {
	p := preview(t, wholeSite, "--port", "0")
	address := p.address()
	p.says("read: 0 warnings, 0 notices (N ms)")
	old := p.dir + "-old"
	if err := os.Rename(p.dir, old); err != nil {
		t.Skip(err) // Windows keeps what is watched
	}
	t.Cleanup(func() { os.RemoveAll(old) })
	next := &terminal{t: t, dir: p.dir + "-next"}
	for name, text := range wholeSite {
		next.write(name, strings.Replace(text, "Once.", "Another folder.", 1))
	}
	if err := os.Rename(next.dir, p.dir); err != nil {
		t.Fatal(err)
	}
	p.says("read again: 0 warnings, 0 notices (N ms)")
	get(t, address+"en/", 200, "Another folder.")
}
