package main

import (
	"bytes"
	"os"
	"regexp"
	"testing"

	"fishbowl/internal/cli"
)

// modeline is how a data file names its schema to editors.
var modeline = regexp.MustCompile(`^# yaml-language-server: \$schema=(\S+)\n`)

// TestSchemasOfTheReferenceSite: the schemas that the data files name to editors
// are those that this program prints. go test -update writes them anew.
func TestSchemasOfTheReferenceSite(t *testing.T) {
	for name, file := range map[string]string{"site": "site.yaml", "groups": "content/groups.yaml", "references": "content/references.yaml", "group": ""} {
		path := "../../schemas/" + name + ".json"
		var out, faults bytes.Buffer
		if status := cli.Main([]string{"schema", name}, cli.Environment{Stdout: &out, Stderr: &faults}); status != 0 {
			t.Fatalf("fishbowl schema %s: %d, %s", name, status, &faults)
		}
		if *update {
			if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if read(t, path) != out.String() {
			t.Errorf("schemas/%s.json is not what fishbowl schema %s prints: go test ./cmd/fishbowl -update", name, name)
		}
		if file == "" {
			continue
		}
		want := map[bool]string{true: "schemas/", false: "../schemas/"}[file == "site.yaml"] + name + ".json"
		if m := modeline.FindStringSubmatch(read(t, "../../"+file)); m == nil || m[1] != want {
			t.Errorf("%s does not name %s in its first line", file, want)
		}
	}
}
