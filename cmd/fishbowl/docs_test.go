package main

import (
	"bytes"
	"fmt"
	"html"
	"maps"
	"os"
	"path"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/record"
	"fishbowl/internal/reference"
	"fishbowl/internal/site"
)

// The guides for those who write are built. All files that they name are one
// site; an example of a schedule or a price is a group of it, one of Markdown a
// page.
var guides = []string{"../../docs/writing.md", "../../docs/groups.md"}

// block is a fenced block of a guide with, perhaps, the name of its file before
// it and a table of what the page says behind it.
var block = regexp.MustCompile("(?ms)(?:`([\\w./-]+\\.(?:md|yaml))`:\n\n)?^```(\\w*)\n(.*?)^```\n(\n\\| \\| the page says \\|\n(?:\\|[^\n]*\n)+)?")

var (
	groupKeys = regexp.MustCompile(`^(schedule|price|session):`)
	groupID   = regexp.MustCompile(`(?m)^[ -]*id: (\S+)`)
	message   = regexp.MustCompile(`^(content/\S+?|site\.yaml):(\d+):`)
	quoted    = regexp.MustCompile(`(?m)^ +(\d+) \| (.*)$`)
	fact      = regexp.MustCompile(`(?s)<div><dt>([^<]*)</dt>(.*?)</div>`)
	sentence  = regexp.MustCompile(`(?s)<(?:p|tr)>(.*?)</(?:p|tr)>|<dd>([^<]+)</dd>`)
	cells     = regexp.MustCompile(`</t[hd]>\s*<t[hd][^>]*>`)
	tag       = regexp.MustCompile(`<[^>]*>`)
)

// TestGuidesAreTrue compares the sentences and messages in the guides with those
// of a build. go test -update rewrites them.
func TestGuidesAreTrue(t *testing.T) {
	files := fstest.MapFS{}
	add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	add("content/files/pictures/circle-evening.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300"/>`)
	add("content/files/statutes.pdf", "%PDF")
	for _, lang := range []string{"el", "en", "de"} {
		for _, id := range []string{"home", "references"} {
			add("content/"+id+"."+lang+".md", "---\ntitle: "+id+"\ndescription: The page "+id+".\n---\n")
		}
	}
	for _, guide := range guides {
		for i, b := range block.FindAllStringSubmatch(read(t, guide), -1) {
			name, language, text := b[1], b[2], b[3]
			id := example(guide, i)
			switch {
			case name != "":
				add(name, text)
			case language == "yaml" && groupKeys.MatchString(text):
				add("content/groups/"+id+".yaml", "id: "+id+"\ntitle: "+id+"\norganisers: circle\nplace: {city: athens}\nstatus: open\n"+text)
			case language == "markdown":
				add("content/"+id+".en.md", "---\ntitle: "+id+"\ndescription: The example "+id+".\n---\n"+text)
			}
		}
	}
	generation, list := load(t, files)
	if generation == nil {
		for _, p := range list.Sorted() {
			t.Error(list.Report(p))
		}
		return
	}
	for _, guide := range guides {
		old := read(t, guide)
		var now strings.Builder
		end := 0
		for i, at := range block.FindAllStringSubmatchIndex(old, -1) {
			b := block.FindStringSubmatch(old[at[0]:at[1]])
			now.WriteString(old[end:at[0]])
			end = at[1]
			switch text := b[3]; {
			case b[4] != "":
				id := example(guide, i)
				if m := groupID.FindStringSubmatch(text); m != nil {
					id = m[1]
				}
				now.WriteString(strings.TrimSuffix(b[0], b[4]) + says(t, generation, id))
			case b[2] == "" && message.MatchString(text):
				now.WriteString(strings.Replace(b[0], text, told(t, files, text), 1))
			default:
				now.WriteString(b[0])
			}
		}
		now.WriteString(old[end:])
		if *update {
			if err := os.WriteFile(guide, []byte(now.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if d := cmp.Diff(now.String(), old); d != "" {
			t.Errorf("%s is not what a build says (-build +guide):\n%s", guide, d)
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// example is the id of the block i of a guide.
func example(guide string, i int) string {
	return fmt.Sprintf("%s-%d", strings.TrimSuffix(path.Base(guide), ".md"), i)
}

func load(t *testing.T, files fstest.MapFS) (*build.Generation, *diag.List) {
	t.Helper()
	list := &diag.List{}
	day := civil.Date{Year: 2026, Month: 11, Day: 21}
	generation, err := build.Load(list, build.Input{Site: files, Embedded: fishbowl.Files}, build.View{AsOf: day})
	if err != nil {
		t.Fatal(err)
	}
	return generation, list
}

// says returns the table of what a group's page says of times and prices.
func says(t *testing.T, g *build.Generation, id string) string {
	t.Helper()
	table := "\n| | the page says |\n|---|---|\n"
	for _, l := range g.Site.Languages {
		var page bytes.Buffer
		if err := g.Routes.Lookup(g.Site.Page(site.Group, id).In(l.Code).URL).Render(&page); err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, f := range fact.FindAllStringSubmatch(page.String(), -1) {
			if f[1] != l.Word("groups.when") && f[1] != l.Word("groups.price") {
				continue
			}
			for _, s := range sentence.FindAllStringSubmatch(f[2], -1) {
				text := tag.ReplaceAllString(cells.ReplaceAllString(s[1]+s[2], " · "), "")
				said = append(said, strings.ReplaceAll(html.UnescapeString(text), "\u00a0", " "))
			}
		}
		name := map[string]string{"el": "Greek", "en": "English", "de": "German"}[l.Code]
		table += "| " + name + " | " + strings.Join(said, "<br>") + " |\n"
	}
	return table
}

// told returns the message of a build in which the quoted lines of a message
// stand in the files.
func told(t *testing.T, files fstest.MapFS, want string) string {
	t.Helper()
	m := message.FindStringSubmatch(want)
	file, line := m[1], m[2]
	if files[file] == nil {
		t.Fatalf("no guide has the file %s", file)
	}
	lines := strings.SplitAfter(string(files[file].Data), "\n")
	for _, q := range quoted.FindAllStringSubmatch(want, -1) {
		if n, _ := strconv.Atoi(q[1]); n <= len(lines) { // one line more may be added
			lines[n-1] = q[2] + "\n"
		}
	}
	changed := maps.Clone(files)
	changed[file] = &fstest.MapFile{Data: []byte(strings.Join(lines, ""))}
	_, list := load(t, changed)
	var reports []string
	for _, p := range list.Sorted() {
		if p.Pos.File == file && strconv.Itoa(p.Pos.Line) == line {
			reports = append(reports, list.Report(p))
		}
	}
	if len(reports) != 1 {
		t.Errorf("a build has %d messages for\n%s", len(reports), want)
		return want
	}
	return reports[0]
}

// TestGuidesNameEveryKey finds keys and words of the format that no guide names
// in `…`.
func TestGuidesNameEveryKey(t *testing.T) {
	for i, types := range [][]reflect.Type{
		{reflect.TypeFor[site.Texts](), reflect.TypeFor[site.Meta](), reflect.TypeFor[site.ArticleMeta](), reflect.TypeFor[config.Config](), reflect.TypeFor[reference.Work]()},
		{reflect.TypeFor[record.Group](), reflect.TypeFor[record.Leader](), reflect.TypeFor[record.Event]()},
	} {
		text := block.ReplaceAllString(read(t, guides[i]), "")
		said := strings.Join(regexp.MustCompile("`[^`]*`").FindAllString(text, -1), " ")
		seen := map[reflect.Type]bool{reflect.TypeFor[record.Person](): i == 0} // the guide to groups tells of people
		for _, typ := range types {
			names(typ, seen, func(key string) {
				if !regexp.MustCompile(`(^|[^\w-])` + regexp.QuoteMeta(key) + `($|[^\w-])`).MatchString(said) {
					t.Errorf("%s does not name %s (%s)", guides[i], key, typ)
				}
			})
		}
	}
}

// names calls f with the keys and words of a type and of all that it holds.
func names(t reflect.Type, seen map[reflect.Type]bool, f func(string)) {
	if seen[t] {
		return
	}
	seen[t] = true
	if v, ok := reflect.Zero(t).Interface().(decode.Vocabulary); ok {
		for _, word := range v.Words() {
			f(word)
		}
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		names(t.Elem(), seen, f)
	case reflect.Struct:
		for i := range t.NumField() {
			if tag, ok := t.Field(i).Tag.Lookup("key"); ok {
				key, _, _ := strings.Cut(tag, ",")
				f(key)
			}
			names(t.Field(i).Type, seen, f)
		}
	}
}
