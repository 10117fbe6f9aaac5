// Package internal_test holds the plan of the house: which package may import
// which.
package internal_test

import (
	"go/build"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// order is the one-way flow: a package may import any earlier line of it and
// nothing later. outside are the modules that it alone may import; golang.org/x
// and the standard library are open to all.
var order = []struct {
	name    string
	outside []string
}{
	{"sitetest", nil},
	{"diag", nil},
	{"fold", nil},
	{"civil", nil},
	{"po", nil},
	{"route", nil},
	{"decode", []string{"go.yaml.in/yaml/v4", "github.com/pelletier/go-toml/v2"}},
	{"edit", nil},
	{"schema", nil},
	{"locale", []string{"github.com/goodsign/monday", "github.com/gosimple/unidecode"}},
	{"schedule", []string{"github.com/teambition/rrule-go"}},
	{"price", nil},
	{"config", nil},
	{"source", []string{"github.com/adrg/frontmatter"}},
	{"markdown", []string{"github.com/yuin/goldmark", "mvdan.cc/xurls/v2"}},
	{"reference", nil},
	{"record", nil},
	{"state", nil},
	{"site", nil},
	{"translate", nil},
	{"exchange", nil},
	{"picture", []string{"rsc.io/qr"}},
	{"theme", nil},
	{"feed", nil},
	{"render", []string{"github.com/tdewolff/minify/v2"}},
	{"output", nil},
	{"build", nil},
	{"starter", nil},
	{"watch", []string{"github.com/fsnotify/fsnotify"}},
	{"serve", nil},
	{"cli", []string{"github.com/spf13/cobra", "github.com/spf13/pflag"}},
}

const module = "fishbowl"

func TestImportsRunOneWay(t *testing.T) {
	var known []string
	for _, p := range order {
		known = append(known, p.name)
	}
	for i, p := range order {
		for _, path := range imports(t, p.name) {
			first, _, _ := strings.Cut(path, "/")
			switch name, own := strings.CutPrefix(path, module+"/internal/"); {
			case own && !slices.Contains(known[:i], name):
				t.Errorf("%s imports %s, which is not before it in the order", p.name, name)
			case path == module && p.name != "cli":
				t.Errorf("%s imports the embedded files; they are handed down from cli", p.name)
			case own || path == module || !strings.Contains(first, ".") || strings.HasPrefix(path, "golang.org/x/"):
			case !slices.ContainsFunc(p.outside, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") }):
				t.Errorf("%s imports %s, which is not among its modules", p.name, path)
			}
		}
	}
}

// TestEveryAllowedModuleIsUsed keeps the policy from growing moss.
func TestEveryAllowedModuleIsUsed(t *testing.T) {
	for _, p := range order {
		for _, m := range p.outside {
			if !slices.ContainsFunc(imports(t, p.name), func(path string) bool { return path == m || strings.HasPrefix(path, m+"/") }) {
				t.Errorf("%s may import %s and does not", p.name, m)
			}
		}
	}
}

// TestOrderIsComplete compares the order with the folders and with the table in
// docs/architecture.md.
func TestOrderIsComplete(t *testing.T) {
	var names []string
	for _, p := range order {
		names = append(names, p.name)
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !slices.Contains(names, e.Name()) {
			t.Errorf("internal/%s is not in the order", e.Name())
		}
	}
	text, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, m := range regexp.MustCompile("(?m)^\\| `(\\w+)` \\|").FindAllStringSubmatch(string(text), -1) {
		rows = append(rows, m[1])
	}
	if !slices.Equal(rows, names) {
		t.Errorf("docs/architecture.md lists the packages\n%v\nthe order is\n%v", rows, names)
	}
}

// TestChainIsShort bounds how many packages one has to know, one on top of the
// other, from the command line down.
func TestChainIsShort(t *testing.T) {
	depth := map[string]int{}
	for _, p := range order {
		for _, path := range imports(t, p.name) {
			if name, ok := strings.CutPrefix(path, module+"/internal/"); ok {
				depth[p.name] = max(depth[p.name], depth[name]+1)
			}
		}
	}
	const longest = 12
	if d := depth["cli"]; d == 0 || d > longest {
		t.Errorf("the longest chain from cli is %d packages, want at most %d", d, longest)
	}
}

func imports(t *testing.T, name string) []string {
	t.Helper()
	dir, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := build.ImportDir(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	return pkg.Imports
}
