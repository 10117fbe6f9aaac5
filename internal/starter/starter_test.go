package starter_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/record"
	"fishbowl/internal/schedule"
	"fishbowl/internal/site"
	"fishbowl/internal/starter"
)

var (
	winter = civil.Date{Year: 2026, Month: time.November, Day: 21}
	summer = civil.Date{Year: 2028, Month: time.February, Day: 29}
)

func on(day civil.Date) func(*time.Location) civil.Date {
	return func(*time.Location) civil.Date { return day }
}

// begun is a new site.
func begun(t *testing.T, day civil.Date, name string, languages ...string) fstest.MapFS {
	t.Helper()
	files, err := starter.Site(starter.SiteOptions{Name: name, Languages: languages, Theme: "circle", Today: on(day)})
	if err != nil {
		t.Fatal(err)
	}
	return with(nil, files)
}

func with(fsys fstest.MapFS, files []starter.File) fstest.MapFS {
	all := fstest.MapFS{}
	for name, file := range fsys {
		all[name] = file
	}
	for _, f := range files {
		all[f.Name] = &fstest.MapFile{Data: f.Text}
	}
	return all
}

// load reads a site; the test fails if a problem is graver than allowed.
func load(t *testing.T, fsys fstest.MapFS, day civil.Date, drafts bool, allowed diag.Severity) *build.Generation {
	t.Helper()
	list := &diag.List{}
	g, err := build.Load(list, build.Input{Site: fsys, Embedded: fishbowl.Files}, build.View{AsOf: day, Drafts: drafts})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list.Sorted() {
		if p.Severity < allowed {
			t.Error(list.Report(p))
		}
	}
	return g
}

// nothing is allowed: not even a notice.
const nothing = diag.Notice + 1

// orders returns the non-empty subsets of words in every order.
func orders(words []string) [][]string {
	var all [][]string
	for i, first := range words {
		all = append(all, []string{first})
		for _, rest := range orders(slices.Delete(slices.Clone(words), i, i+1)) {
			all = append(all, append([]string{first}, rest...))
		}
	}
	return all
}

func TestSiteBuildsInEveryOrderOfLanguages(t *testing.T) {
	all := orders(starter.Languages())
	if len(all) != 15 {
		t.Fatalf("%d orders, want 15", len(all))
	}
	for _, languages := range all {
		t.Run(strings.Join(languages, ","), func(t *testing.T) {
			t.Parallel()
			for _, day := range []civil.Date{winter, summer} {
				made := begun(t, day, "", languages...)
				g := load(t, made, day, false, nothing)
				if g == nil || day != winter {
					continue
				}
				if len(languages) == len(starter.Languages()) {
					load(t, made, day.AddDays(200), false, nothing)
				}
				load(t, made, day.AddDays(400), false, diag.Notice) // by then somebody is to confirm the groups
				for _, r := range g.Routes.All() {
					if err := r.Render(io.Discard); err != nil {
						t.Errorf("%s: %v", r.URL, err)
					}
				}
				for _, group := range g.Site.Records.Groups {
					if next := group.Schedule.Next(winter.AddDays(-1000), 1); len(next) == 0 || !next[0].Date.After(winter) {
						t.Errorf("%s does not begin after %s", group.ID, winter)
					}
				}
			}
		})
	}
}

// The name of a society may hold what YAML or Markdown would take for its own.
func TestSiteTakesAnyName(t *testing.T) {
	for _, name := range []string{"Balint: e. V. #1", `"Kreis" {x}, [y]`, "No", "  two\n lines ", `back\slash & <b>`, "Ομάδα «Κύκλος»", "007", "true", "Null", "👩‍⚕️ Balint 🐟", "- a", "{{.Today}}", "[@x]"} {
		g := load(t, begun(t, winter, name, "de", "el"), winter, false, nothing)
		if g == nil {
			t.Fatal(name)
		}
		if got, want := g.Site.Config.Society.Name.In("de"), strings.Join(strings.Fields(name), " "); got != want {
			t.Errorf("the society is called %q, want %q", got, want)
		}
	}
}

const bare = `format: 1
base_url: https://example.org
languages: [{code: en, name: English}]
main_language: en
timezone: Europe/London
currency: GBP
society: {id: circle, name: Circle}
`

// sites are those into which new files are written: a full one, and one that has
// no leader, no city, no topic and no group.
func sites(t *testing.T) map[string]fstest.MapFS {
	return map[string]fstest.MapFS{
		"starter": begun(t, winter, "", "el", "en", "de"),
		"bare": {
			"site.yaml":          {Data: []byte(bare)},
			"content/home.en.md": {Data: []byte("---\ntitle: Welcome\ndescription: Hello.\n---\nHello.\n")},
		},
	}
}

// begin writes new files into a site.
func begin(t *testing.T, fsys fstest.MapFS, kind site.Kind, id string, titles ...string) []starter.File {
	t.Helper()
	list := &diag.List{}
	existing, err := starter.Read(list, fsys)
	if err != nil || existing == nil {
		t.Fatal(err, list.Sorted())
	}
	given, err := existing.Titles(titles)
	if err != nil {
		t.Fatal(err)
	}
	files, err := existing.New(kind, id, given, winter)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestNewFilesBuild(t *testing.T) {
	for name, fsys := range sites(t) {
		for _, titles := range [][]string{nil, {`Ein "Titel": der 1. [Versuch] # hier`}, {"2027"}, {"No"}, {"?"}, {"  🐟\n{{.ID}} "}} {
			made := fsys
			for _, kind := range starter.Kinds {
				made = with(made, begin(t, made, kind.Kind, "on", titles...))
			}
			builds(t, name, made)
		}
	}
}

// builds tests that a site is right, as it is and after its drafts are published.
func builds(t *testing.T, name string, made fstest.MapFS) {
	t.Helper()
	load(t, made, winter, false, diag.Notice)
	published := fstest.MapFS{}
	for file, f := range made {
		published[file] = &fstest.MapFile{Data: bytes.ReplaceAll(f.Data, []byte("draft: true"), []byte("#"))}
	}
	if g := load(t, published, winter, false, diag.Notice); g == nil {
		t.Error(name)
	}
}

// However many are begun, none has the address or, if it has none of its own, the
// title of another.
func TestNewFilesBuildBesideEachOther(t *testing.T) {
	for name, fsys := range sites(t) {
		made := fsys
		for _, kind := range starter.Kinds {
			for _, id := range []string{"null", "404", "athens", "topics", "frame-2"} {
				made = with(made, begin(t, made, kind.Kind, id))
			}
			if kind.Kind == site.Group {
				continue
			}
			for _, title := range []string{"Frame", "Topics", "Legal notice"} {
				for _, id := range []string{"one", "frame"} {
					id += "-" + strings.ToLower(title[:2])
					made = with(made, begin(t, made, kind.Kind, id, title))
				}
			}
			made = with(made, begin(t, made, kind.Kind, "legal-notice"))
		}
		builds(t, name, made)
	}
}

var commentedOut = regexp.MustCompile(`(?m)^( *)#([a-z_]+): .*$`)

// TestCommentedKeysWork takes the # before each key away, one at a time in every
// kind of file, and builds the pages.
func TestCommentedKeysWork(t *testing.T) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	fsys := begun(t, winter, "", "el", "en")
	files := map[site.Kind][]starter.File{}
	for _, kind := range starter.Kinds {
		id := "try-" + string(kind.Kind)
		fsys["content/files/"+id+".jpg"] = &fstest.MapFile{Data: photo.Bytes()}
		fsys["content/files/"+id+".pdf"] = &fstest.MapFile{Data: []byte("%PDF")}
		files[kind.Kind] = begin(t, fsys, kind.Kind, id)
	}
	for round, more := 0, true; more; round++ {
		made, lines := fsys, map[site.Kind]string{}
		for kind, files := range files {
			text := string(files[0].Text)
			if all := commentedOut.FindAllStringIndex(text, -1); round < len(all) {
				from, to := all[round][0], all[round][1]
				lines[kind] = text[from:to]
				made = with(made, files)
				made[files[0].Name] = &fstest.MapFile{Data: []byte(inUse(text[:from], text[from:to], text[to:]))}
			}
		}
		more = len(lines) > 0
		g := load(t, made, winter.AddDays(8), false, diag.Notice) // after publish_on
		if g == nil {
			t.Fatal(lines)
		}
		for kind, line := range lines {
			p := g.Site.Page(kind, "try-"+string(kind))
			if p == nil {
				t.Errorf("new %s: %s: there is no page", kind, line)
			} else if err := g.Routes.Lookup(p.In("el").URL).Render(io.Discard); err != nil {
				t.Errorf("new %s: %s: %v", kind, line, err)
			}
		}
	}
}

// inUse returns a file in which a line is no comment any more, and which is
// published.
func inUse(before, line, after string) string {
	key := commentedOut.FindStringSubmatch(line)[2]
	needed := "^#(consent):"
	if strings.HasPrefix(key, "image") { // neither image nor image_alt goes without the other
		needed = "^#(image|image_alt):"
	} else if key == "number" { // of a series
		needed = "^#(consent|series):"
	}
	shed := func(text string) string {
		text = regexp.MustCompile(`(?m)^(draft|`+key+`): .*\n`).ReplaceAllString(text, "") // it may stand there with another value
		return regexp.MustCompile("(?m)"+needed).ReplaceAllString(text, "$1:")
	}
	return shed(before) + strings.Replace(line, "#", "", 1) + shed(after)
}

// unused are the keys that pages of a kind may have and do nothing there.
var unused = map[site.Kind]string{
	site.Plain:  "abstract keywords translator date authors",
	site.Leader: "title abstract keywords translator updated pdf date authors image image_alt toc groups",
	site.Event:  "abstract keywords translator updated pdf date authors toc groups",
}

func TestTemplatesNameEveryKey(t *testing.T) {
	fsys := sites(t)["starter"]
	for _, kind := range starter.Kinds {
		text := string(begin(t, fsys, kind.Kind, "try")[0].Text)
		types := []reflect.Type{reflect.TypeFor[record.Group]()}
		if kind.Kind != site.Group {
			types = site.FrontMatter(kind.Kind)
		}
		for _, typ := range types {
			for _, key := range decode.Keys(typ) {
				named := regexp.MustCompile(fmt.Sprintf(`(?m)^#?%s:`, key)).MatchString(text)
				if idle := slices.Contains(strings.Fields(unused[kind.Kind]), key); named == idle {
					t.Errorf("new %s: the key %s is named: %v, want %v", kind.Kind, key, named, !idle)
				}
			}
		}
	}
}

// The blocks of groups, events and leaders are explained whole, with all their
// words, save schedules and prices: for these docs/groups.md is named.
func TestTemplatesNameEveryWord(t *testing.T) {
	fsys := sites(t)["starter"]
	keys := func(types ...reflect.Type) (all []string) {
		for _, typ := range types {
			all = append(all, decode.Keys(typ)...)
		}
		return all
	}
	shared := slices.Concat(
		keys(reflect.TypeFor[record.Place](), reflect.TypeFor[record.Geo](), reflect.TypeFor[record.Size](),
			reflect.TypeFor[schedule.Session](), reflect.TypeFor[schedule.Counts](), reflect.TypeFor[record.Join](),
			reflect.TypeFor[record.Channels](), reflect.TypeFor[record.Commitment](), reflect.TypeFor[record.Recognition](),
			reflect.TypeFor[record.Person](), reflect.TypeFor[record.Download]()),
		record.Status("").Words(), record.Mode("").Words(), record.Role("").Words(), record.Newcomers("").Words(),
		schedule.Unit("").Words(), record.AudienceWords)
	kinds := []string{"balint", "ifa", "supervision", "students", "leaders", "demonstration"}
	for kind, words := range map[site.Kind][]string{
		site.Group: slices.Concat(shared, record.Access("").Words(), record.Form("").Words(), kinds),
		site.Event: slices.Concat(shared, record.FormatKind("").Words(),
			keys(reflect.TypeFor[record.EventFormat](), reflect.TypeFor[record.Item]())),
		site.Leader: slices.Concat(record.LeaderRole("").Words(), keys(reflect.TypeFor[record.PersonName](),
			reflect.TypeFor[record.LeaderRecognition](), reflect.TypeFor[record.Contact](), reflect.TypeFor[config.Address]())),
	} {
		text := string(begin(t, fsys, kind, "try")[0].Text)
		for _, word := range words {
			if !regexp.MustCompile(`(^|[^\w-])` + word + `($|[^\w-])`).MatchString(text) {
				t.Errorf("new %s: %s is not explained", kind, word)
			}
		}
		if !strings.Contains(text, "docs/groups.md") {
			t.Errorf("new %s: the guide is not named", kind)
		}
	}
}
