//go:build unix

package e2e

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// moving is a site whose addresses have changed, with names that mean something to a
// server: blanks, percent signs, Greek letters, patterns, quotes, variables.
var moving = map[string]string{
	"content/home.en.md": "---\ntitle: Home\ndescription: About home.\n---\n",
	"content/home.de.md": "---\ntitle: Start\ndescription: Zum Start.\n---\n",
	"content/history.en.md": `---
title: History
description: About history.
aliases:
  - /en/istoria/
  - /en/ιστορία/
  - /en/section/
  - /en/(a+b)[c].*$/
  - /en/.*/
  - /en/:name/*/
  - "/en/mit blank/"
  - "/en/100%25/"
  - "/en/\"quotes\" and 'others'/"
  - "/en/{brace};%23/"
  - "/en/back%5Cslash/"
  - /en/$host${x}%7B/
  - /before.html
  - /old.php
---
`,
	"content/history.de.md":      "---\ntitle: Geschichte\ndescription: Zur Geschichte.\nslug: geschichte\naliases: [/de/alt/]\n---\n",
	"content/section/deep.en.md": "---\ntitle: Deep\ndescription: Below an old address.\n---\n",
	"content/_state/published.txt": `/en/gone/below/ page:below en
/en/topics/case/ topic:case en
`,
}

const movingSettings = `format: 1
base_url: https://example.org%s
languages: [{code: en, name: English}, {code: de, name: Deutsch}]
main_language: en
timezone: Europe/London
currency: GBP
society: {id: s, name: S}
gone: [/en/gone/, "/de/weg (1)/", /files/old.pdf, "/de/$x\"/"]
`

// answers are what a server that knows the rules answers.
var answers = []struct {
	path   string // decoded
	status int
	where  string // where it leads, or the language of the page
}{
	{"/en/history/", 200, "en"},
	{"/de/geschichte/", 200, "de"},
	{"/en/section/deep/", 200, "en"},
	{"/en/istoria/", 301, "/en/history/"},
	{"/en/istoria", 301, "/en/history/"},
	{"/en/ιστορία/", 301, "/en/history/"},
	{"/en/section/", 301, "/en/history/"},
	{"/en/(a+b)[c].*$/", 301, "/en/history/"},
	{"/en/.*/", 301, "/en/history/"},
	{"/en/:name/*/", 301, "/en/history/"},
	{"/en/mit blank/", 301, "/en/history/"},
	{"/en/mit blank", 301, "/en/history/"},
	{"/en/100%/", 301, "/en/history/"},
	{"/en/\"quotes\" and 'others'/", 301, "/en/history/"},
	{`/en/back\slash/`, 301, "/en/history/"},
	{"/en/$host${x}{/", 301, "/en/history/"},
	{"/before.html", 301, "/en/history/"},
	{"/en/{brace};#/", 301, "/en/history/"},
	{"/old.php", 301, "/en/history/"},
	{"/de/alt/", 301, "/de/geschichte/"},
	{"/en/topics/case/", 302, "/en/"},
	{"/en/gone/", 410, "en"},
	{"/en/gone", 410, "en"},
	{"/en/gone/below/", 410, "en"},
	{"/de/weg (1)/", 410, "de"},
	{`/de/$x"/`, 410, "de"},
	{"/files/old.pdf", 410, "en"},
	{"/en/nothing/", 404, "en"},
	{"/en/gone/nothing/", 404, "en"},
	{"/en/istoria/nothing/", 404, "en"},
	{"/en/anything/", 404, "en"}, // no old address is a pattern
	{"/de/nothing/", 404, "de"},
	{"/de/nothing.html", 404, "de"},
	{"/nothing/", 404, "en"},
}

// TestServersKnowOldAddresses asks servers that were given the rules of a site for old
// addresses, addresses that are gone, pages, and addresses that never were.
func TestServersKnowOldAddresses(t *testing.T) {
	for _, base := range []string{"", "/our site"} {
		top, public := buildMoving(t, base)
		for _, server := range []struct {
			name  string
			start func(t *testing.T, top, public string) string
		}{{"nginx", startNginx}, {"Apache", startApache}, {"Netlify", startNetlify}} {
			t.Run(server.name+base, func(t *testing.T) {
				origin := server.start(t, top, public)
				for _, want := range answers {
					if want.path == "/nothing/" && base != "" && server.name == "Netlify" {
						continue // its own 404.html stands at the top of the server
					}
					where := want.where
					if want.status/100 == 3 {
						where = base + where
					}
					status, got := ask(t, origin, base+want.path)
					if status != want.status || got != where {
						t.Errorf("%s answers %d %s, want %d %s", want.path, status, got, want.status, where)
					}
				}
			})
		}
	}
}

// buildMoving builds the site below a path of a folder that any user may read.
func buildMoving(t *testing.T, base string) (top, public string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "fishbowl-moving-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	source := filepath.Join(dir, "site")
	write := func(name, text string) {
		name = filepath.Join(source, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range moving {
		write(name, text)
	}
	write("site.yaml", fmt.Sprintf(movingSettings, strings.ReplaceAll(base, " ", "%20")))
	top = filepath.Join(dir, "server")
	if err := os.Mkdir(top, 0o755); err != nil {
		t.Fatal(err)
	}
	public = top
	if base != "" {
		public = filepath.Join(top, filepath.FromSlash(base))
	} else {
		public = filepath.Join(dir, "public")
		top = public
	}
	if _, err := publish(source, public); err != nil {
		t.Fatal(err)
	}
	return top, public
}

// ask asks a server for a path. It returns the status, and where it leads or the
// language of the page.
func ask(t *testing.T, origin, p string) (int, string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Get(origin + (&url.URL{Path: p}).EscapedPath())
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode/100 == 3 {
		to, err := resp.Location()
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, to.Path
	}
	_, after, _ := strings.Cut(string(body), `<html lang="`)
	lang, _, _ := strings.Cut(after, `"`)
	return resp.StatusCode, lang
}

// startNginx starts nginx with a server as docs/publishing.md has it.
func startNginx(t *testing.T, top, public string) string {
	program, err := exec.LookPath("nginx")
	if err != nil {
		missing(t, "nginx")
	}
	dir, address := t.TempDir(), freeAddress(t)
	config := fmt.Sprintf(`daemon off; master_process off; pid nginx.pid; error_log stderr notice;
events {}
http {
	access_log off; client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
	types { text/html html; }
	server {
		listen %s;
		root "%s";
		absolute_redirect off;
		include "%s/redirects.nginx.conf";
	}
}
`, address, top, public)
	if err := os.WriteFile(filepath.Join(dir, "nginx.conf"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	untilReady(t, exec.Command(program, "-p", dir, "-c", "nginx.conf", "-e", "stderr"), "OS: ")
	return "http://" + address
}

// freeAddress returns an address of this machine at which nothing listens.
func freeAddress(t *testing.T) string {
	free, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer free.Close()
	return free.Addr().String()
}

// untilReady starts a server, waits until its log says ready, and ends it with the
// test. It is the head of a group of processes: Apache ends its whole group.
func untilReady(t *testing.T, cmd *exec.Cmd, ready string) {
	t.Helper()
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Log(err)
		}
		_ = cmd.Wait() // it ends by the signal
	})
	var log strings.Builder
	for lines := bufio.NewScanner(stderr); lines.Scan(); {
		log.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), ready) {
			go func() { _, _ = io.Copy(io.Discard, stderr) }() // until it ends
			return
		}
	}
	t.Fatalf("%s has not started:\n%s", cmd.Path, log.String())
}

// apacheModules is where Debian has the modules of Apache.
const apacheModules = "/usr/lib/apache2/modules"

// startApache starts Apache for a folder in which .htaccess may set what concerns
// files, and nothing else.
func startApache(t *testing.T, top, _ string) string {
	program, err := exec.LookPath("apache2")
	if err != nil {
		missing(t, "apache2")
	}
	dir, address := t.TempDir(), freeAddress(t)
	config := fmt.Sprintf(`ServerRoot "%[1]s"
ServerName localhost
Listen %[2]s
PidFile apache.pid
DefaultRuntimeDir "%[1]s"
ErrorLog /dev/stderr
LogLevel notice
`, dir, address)
	for _, m := range []string{"mpm_prefork", "authz_core", "alias", "dir", "mime", "headers"} {
		config += fmt.Sprintf("LoadModule %s_module %s/mod_%[1]s.so\n", m, apacheModules)
	}
	if os.Getuid() == 0 {
		config += "User #65534\nGroup #65534\n" // root is refused
	}
	config += fmt.Sprintf(`TypesConfig /dev/null
AddType text/html .html
DirectoryIndex index.html
DocumentRoot "%s"
<Directory "%[1]s">
	AllowOverride FileInfo
	Require all granted
</Directory>
`, top)
	if err := os.WriteFile(filepath.Join(dir, "apache.conf"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	untilReady(t, exec.Command(program, "-D", "FOREGROUND", "-f", filepath.Join(dir, "apache.conf")), "resuming normal operations")
	return "http://" + address
}

// startNetlify is a small reader of _redirects as Netlify documents the file: the
// first rule that fits holds, a final slash makes no difference, * is anything up to
// the end, :name one segment; a rule without ! holds where no file is.
func startNetlify(t *testing.T, top, public string) string {
	text, err := os.ReadFile(filepath.Join(public, "_redirects"))
	if err != nil {
		t.Fatal(err)
	}
	files := os.DirFS(top)
	return serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		send := func(status int, address string) bool {
			name, err := url.PathUnescape(address)
			if err != nil {
				t.Error(err)
			}
			content, err := fs.ReadFile(files, fileOf(name))
			if err == nil {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				w.WriteHeader(status)
				_, _ = w.Write(content)
			}
			return err == nil
		}
		_, missing := fs.Stat(files, fileOf(r.URL.Path))
		for line := range strings.Lines(string(text)) {
			fields := strings.Fields(line)
			if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
				continue
			}
			status, forced := strings.CutSuffix(fields[2], "!")
			if !netlifyFits(fields[0], r.URL.EscapedPath()) || !forced && missing == nil {
				continue
			}
			code := map[string]int{"301": 301, "302": 302, "404": 404, "410": 410}[status]
			if code/100 == 3 {
				w.Header().Set("Location", fields[1])
				w.WriteHeader(code)
			} else if !send(code, fields[1]) {
				t.Errorf("the rule %q leads nowhere", line)
			}
			return
		}
		if !send(200, r.URL.EscapedPath()) {
			send(404, "/404.html")
		}
	}))
}

func netlifyFits(pattern, address string) bool {
	p, a := strings.Split(strings.Trim(pattern, "/"), "/"), strings.Split(strings.Trim(address, "/"), "/")
	for i, segment := range p {
		switch {
		case segment == "*":
			return true
		case i >= len(a):
			return false
		case strings.HasPrefix(segment, ":"):
		default:
			want, err1 := url.PathUnescape(segment)
			got, err2 := url.PathUnescape(a[i])
			if err1 != nil || err2 != nil || want != got {
				return false
			}
		}
	}
	return len(p) == len(a)
}

// TestRulesOfTheReferenceSite starts the servers with the rules of the reference site.
func TestRulesOfTheReferenceSite(t *testing.T) {
	public := reference(t).dir
	origin := startNginx(t, public, public)
	for _, lang := range languages {
		if status, got := ask(t, origin, "/"+lang+"/nothing/"); status != 404 || got != lang {
			t.Errorf("%d %s", status, got)
		}
		if status, got := ask(t, origin, path.Join("/", lang)+"/"); status != 200 || got != lang {
			t.Errorf("%d %s", status, got)
		}
	}
}
