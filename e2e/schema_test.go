package e2e

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A job for schema.mjs: a text that shall fit a schema.
type job struct {
	Schema json.RawMessage `json:"schema"`
	Text   string          `json:"text"`
	Form   string          `json:"form"` // yaml, json, front

	name string
}

// validate returns what ajv finds wrong with each text.
func validate(t *testing.T, jobs []job) [][]string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "node")
	}
	module(t, "ajv/package.json")
	module(t, "yaml/package.json")
	input, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "schema.mjs")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), t.Output()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("ajv: %v", err)
	}
	var found [][]string
	if err := json.Unmarshal(out, &found); err != nil || len(found) != len(jobs) {
		t.Fatalf("ajv says %q: %v", out, err)
	}
	return found
}

// schemas returns what fishbowl schema prints, by name.
func schemas(t *testing.T) map[string]json.RawMessage {
	t.Helper()
	reference(t) // builds the program
	out, err := exec.Command(filepath.Join(workshop, "fishbowl"), "schema", "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// fronts are the schemas of the front matter, by the folder of a page.
var fronts = map[string]string{"articles": "article", "leaders": "leader", "events": "event"}

// written are the files that people write, of the reference site and of a test, each with its
// schema.
func written(t *testing.T) []job {
	t.Helper()
	all := schemas(t)
	var jobs []job
	add := func(name, schema, form string) {
		text, err := os.ReadFile(filepath.Join(repository, name))
		if err != nil {
			t.Fatal(err)
		}
		jobs = append(jobs, job{all[schema], string(text), form, name})
	}
	add("site.yaml", "site", "yaml")
	add("content/groups.yaml", "groups", "yaml")
	add("content/references.yaml", "references", "yaml")
	add("internal/reference/testdata/works.yaml", "references", "yaml")
	err := fs.WalkDir(os.DirFS(repository), "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		schema := "page"
		if folder := strings.Split(name, "/")[1]; fronts[folder] != "" && !strings.Contains(name, "/_index.") {
			schema = fronts[folder]
		}
		add(name, schema, "front")
		return nil
	})
	if err != nil || len(jobs) < 100 {
		t.Fatalf("%d files: %v", len(jobs), err)
	}
	return jobs
}

func TestWhatIsWrittenFitsItsSchema(t *testing.T) {
	jobs := written(t)
	for i, faults := range validate(t, jobs) {
		for _, fault := range faults {
			t.Errorf("%s: %s", jobs[i].name, fault)
		}
	}
}

// What an editor should mark: each is a file of the reference site with one
// thing that is wrong.
func TestSchemasFindFaults(t *testing.T) {
	files := map[string]job{}
	for _, j := range written(t) {
		files[j.name] = j
	}
	var jobs []job
	for _, fault := range []struct{ file, right, wrong string }{
		{"content/groups.yaml", "    summary:", "    sumary:"},
		{"content/groups.yaml", "status: few-places", "status: few-place"},
		{"content/groups.yaml", "      every: week", "      evry: week"},
		{"content/groups.yaml", "day: tuesday", "dya: tuesday"},
		{"content/groups.yaml", "every: 4 weeks", "every: 4 week s"},
		{"content/groups.yaml", "from: 2026-09-08", "from: 8.9.2026"},
		{"content/groups.yaml", "{amount: 30, per: meeting}", "{amuont: 30, per: meeting}"},
		{"content/groups.yaml", "{amount: 30, per: meeting}", "{amount: thirty, per: meeting}"},
		{"content/groups.yaml", "{amount: 30, per: meeting}", "{amount: 30, per: evening}"},
		{"content/groups.yaml", "places: on_request", "places: many"},
		{"content/groups.yaml", "rate: 19%", "rate: 19"},
		{"content/groups.yaml", "{min: 6, max: 10, places: 2}", "{min: six, max: 10, places: 2}"},
		{"content/groups.yaml", "audience: [doctors,", "audience: [docotrs,"},
		{"content/groups.yaml", "{leader: dafni-kerasioti, role: in-training}", "{leader: dafni-kerasioti, rolle: in-training}"},
		{"content/groups.yaml", "  - id: athens-tuesday", "  - id: Athens Tuesday"},
		{"content/groups.yaml", "  - id: athens-tuesday\n", "  - lang: el\n"},
		{"content/groups.yaml", "groups:\n", "group:\n"},
		{"site.yaml", "main_language: el", "main_languag: el"},
		{"site.yaml", "currency: EUR", "currency: euro"},
		{"site.yaml", "base_url: https://", "base_url: "},
		{"site.yaml", "  country: GR\n  register", "  country: Greece\n  register"},
		{"site.yaml", "{el: Μέθοδος,", "{greek: Μέθοδος,"},
		{"content/references.yaml", "type: book", "type: livre"},
		{"content/history.en.md", "title:", "tilte:"},
		{"content/leaders/maria-thalassinou.el.md", "consent: true", "consent: sure"},
		{"content/leaders/maria-thalassinou.el.md", "  given:", "  first:"},
		{"content/events/spring-weekend-2027.el.md", "starts: 2027-04-09T16:00", "starts: 2027-04-09, 16.00"},
		{"content/events/spring-weekend-2027.el.md", "kind: small-group", "kind: smal-group"},
	} {
		j := files[fault.file]
		if !strings.Contains(j.Text, fault.right) {
			t.Errorf("%s has no %q", fault.file, fault.right)
		}
		j.Text = strings.Replace(j.Text, fault.right, fault.wrong, 1)
		j.name = fault.file + ": " + fault.wrong
		jobs = append(jobs, j)
	}
	for i, faults := range validate(t, jobs) {
		if len(faults) == 0 {
			t.Errorf("ajv finds nothing wrong with %s", jobs[i].name)
		}
	}
}

func TestGroupsFitTheirSchema(t *testing.T) {
	s := reference(t)
	read := func(name string) []byte {
		text, err := fs.ReadFile(s, name)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	schema, groups := read("groups.schema.json"), string(read("groups.json"))
	jobs := []job{
		{schema, groups, "json", "groups.json"},
		{schema, strings.Replace(groups, `"status": "open"`, `"status": "ajar"`, 1), "json", "a word outside the vocabulary"},
		{schema, strings.Replace(groups, `"amount": 30`, `"amount": "30"`, 1), "json", "an amount that is no number"},
		{schema, strings.Replace(groups, `"start": "2026-11-24T19:00:00+02:00"`, `"start": "2026-11-24T19:00"`, 1), "json", "a time without its offset"},
	}
	for i, faults := range validate(t, jobs) {
		if fits := i == 0; fits != (len(faults) == 0) {
			t.Errorf("%s: %v", jobs[i].name, faults)
		}
	}
}

var (
	// fenced is a block of a guide with, perhaps, the name of its file before it;
	// cmd/fishbowl builds them all.
	fenced  = regexp.MustCompile("(?ms)(?:`([\\w./-]+\\.(?:md|yaml))`:\n\n)?^```(\\w*)\n(.*?)^```\n")
	aspects = regexp.MustCompile(`^(schedule|price|session):`)
)

// The guides show every rhythm and every price; an editor must not mark any.
func TestGuidesFitTheSchemas(t *testing.T) {
	all := schemas(t)
	var jobs []job
	for _, guide := range []string{"groups.md", "writing.md"} {
		text, err := os.ReadFile(filepath.Join(repository, "docs", guide))
		if os.IsNotExist(err) {
			t.Skipf("there is no %s", guide)
		} else if err != nil {
			t.Fatal(err)
		}
		for _, m := range fenced.FindAllStringSubmatch(string(text), -1) {
			name, language, body := m[1], m[2], m[3]
			folder := strings.Split(name+"//", "/")[1]
			j := job{name: guide + ": " + body, Text: body, Form: "yaml"}
			switch {
			case name == "site.yaml":
				j.Schema = all["site"]
			case name == "content/groups.yaml":
				j.Schema = all["groups"]
			case name == "content/references.yaml":
				j.Schema = all["references"]
			case strings.HasPrefix(name, "content/groups/"):
				j.Schema = all["group"]
			case strings.HasPrefix(name, "content/") && strings.HasPrefix(body, "---\n"):
				j.Schema, j.Form = all["page"], "front"
				if fronts[folder] != "" {
					j.Schema = all[fronts[folder]]
				}
			case language == "yaml" && aspects.MatchString(body):
				j.Schema, j.Text = all["group"], "id: example\nstatus: open\n"+body
			default:
				continue
			}
			jobs = append(jobs, j)
		}
	}
	if len(jobs) < 30 {
		t.Fatalf("only %d examples", len(jobs))
	}
	for i, faults := range validate(t, jobs) {
		for _, fault := range faults {
			t.Errorf("%s%s", jobs[i].name, fault)
		}
	}
}
