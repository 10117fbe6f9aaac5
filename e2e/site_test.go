// Package e2e looks at the finished reference site from outside: through a
// browser, through the Nu checker, and as programs that follow its links and
// read its feeds do.
//
// What needs nothing but Go always runs. The rest needs Chromium, Java, Node with
// the npm packages of this folder (npm ci --ignore-scripts), nginx, Apache, gettext, and
// Debian's python3-icalendar and python3-polib: without them a test is skipped, or fails where
// FISHBOWL_E2E=required, as in CI.
package e2e

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// asOf is the day as on which the site is built: a check must not break by the
// calendar.
const asOf = "2026-11-21"

// languages are the reference site's; the first is its main language.
var languages = []string{"el", "en", "de"}

// repository is the folder that holds go.mod and the reference site.
const repository = ".."

// workshop holds the program, the built site and the browser's profile.
var workshop string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "fishbowl-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	workshop = dir
	defer os.RemoveAll(dir)
	defer closeBrowser()
	return m.Run()
}

// site is the reference site as the program has built it.
type site struct {
	fs.FS
	dir   string          // its folder
	files map[string]bool // all its files, as slash paths
	pages []*page
	base  string // where it will be published, without a closing slash
}

// reference builds the site, at its first call, by running the program.
func reference(t testing.TB) *site {
	t.Helper()
	s, err := buildOnce()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var buildOnce = sync.OnceValues(func() (*site, error) {
	root, err := filepath.Abs(repository)
	if err != nil {
		return nil, err
	}
	return publish(root, filepath.Join(workshop, "public"))
})

// begun builds, at its first call, the site that "fishbowl new site" writes.
func begun(t testing.TB) *site {
	t.Helper()
	s, err := beginOnce()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var beginOnce = sync.OnceValues(func() (*site, error) {
	program, err := programOnce()
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(workshop, "begun")
	if log, err := command(workshop, program, "new", "site", folder, "--languages", strings.Join(languages, ","), "--as-of", asOf); err != nil {
		return nil, fmt.Errorf("fishbowl new site: %w\n%s", err, log)
	}
	return publish(folder, filepath.Join(workshop, "begun-public"))
})

// publish builds the site of a folder.
func publish(folder, dir string) (*site, error) {
	program, err := programOnce()
	if err != nil {
		return nil, err
	}
	if log, err := command(workshop, program, "build", "--strict", "--as-of", asOf, "--site", folder, "--out", dir); err != nil {
		return nil, fmt.Errorf("fishbowl build: %w\n%s", err, log)
	}
	return openSite(dir)
}

var programOnce = sync.OnceValues(func() (string, error) {
	if err := noteSources(); err != nil {
		return "", err
	}
	program := filepath.Join(workshop, "fishbowl")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	if log, err := command(repository, "go", "build", "-o", program, "./cmd/fishbowl"); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, log)
	}
	return program, nil
})

func command(dir, name string, args ...string) (output string, err error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// noteSources looks at all that the program and the site are made from. go test
// sees what a test looks at, and does not repeat an old result after a change;
// it would not see what the programs that a test starts look at.
func noteSources() error {
	for _, name := range []string{"go.mod", "embed.go", "site.yaml", "cmd", "internal", "content", "i18n", "layouts", "themes"} {
		err := filepath.WalkDir(filepath.Join(repository, name), func(p string, _ fs.DirEntry, err error) error {
			if err == nil {
				_, err = os.Stat(p)
			}
			if os.IsNotExist(err) {
				return nil
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func openSite(dir string) (*site, error) {
	s := &site{FS: os.DirFS(dir), dir: dir, files: map[string]bool{}}
	err := fs.WalkDir(s, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		s.files[name] = true
		if path.Ext(name) != ".html" {
			return nil
		}
		p, err := readPage(s, name)
		s.pages = append(s.pages, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	robots, err := fs.ReadFile(s, "robots.txt")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(robots)) {
		if address, ok := strings.CutPrefix(line, "Sitemap: "); ok {
			s.base = strings.TrimSuffix(strings.TrimSpace(address), "/sitemap.xml")
		}
	}
	if s.base == "" || len(s.pages) == 0 {
		return nil, fmt.Errorf("the site has %d pages, and robots.txt says %q", len(s.pages), robots)
	}
	return s, nil
}

// fileOf returns the file behind the path of an address.
func fileOf(address string) string {
	name := strings.TrimPrefix(address, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name
}

// policy is as strict as a publisher may choose: the site must do without
// inline styles, inline scripts and other hosts.
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// ServeHTTP answers as a web server does that is set up for the site.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", policy)
	name := fileOf(r.URL.Path)
	if data, err := fs.ReadFile(s, name); err == nil {
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
		return
	}
	lang, _, _ := strings.Cut(name, "/")
	data, err := fs.ReadFile(s, path.Join(lang, "404.html"))
	if err != nil {
		data, _ = fs.ReadFile(s, "404.html")
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	w.Write(data)
}

// serve serves h on this machine until the test ends, and returns its address
// without a closing slash.
func serve(t testing.TB, h http.Handler) string {
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// missing skips a test that lacks a tool, or fails it where all tools are due.
func missing(t testing.TB, tool string) {
	t.Helper()
	if os.Getenv("FISHBOWL_E2E") == "required" {
		t.Fatalf("no %s, but FISHBOWL_E2E=required", tool)
	}
	t.Skipf("no %s", tool)
}

// module returns a file of an npm package.
func module(t testing.TB, name string) string {
	t.Helper()
	p, err := filepath.Abs(filepath.Join("node_modules", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(p); err != nil {
		missing(t, name+" (run npm ci --ignore-scripts in e2e)")
	}
	return p
}
