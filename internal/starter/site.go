package starter

import (
	"cmp"
	"slices"
	"strings"
	"text/template"
	"time"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// SiteOptions say what site is wanted.
type SiteOptions struct {
	Name      string   // of the society; an example's where empty
	Languages []string // the first is the main one
	Theme     string
	// Today returns the as-of day, given the site's zone.
	Today func(*time.Location) civil.Date
}

// home is what the main language lets us suppose of a society.
type home struct {
	Country, Timezone, Currency string
	City                        string // its id
	Phone                       string // set aside for examples
}

// homes are the languages that the starter has texts in.
var homes = map[string]home{
	"el": {"GR", "Europe/Athens", "EUR", "athens", "+30 210 000 0000"},
	"en": {"GB", "Europe/London", "GBP", "london", "+44 1632 960000"},
	"de": {"DE", "Europe/Berlin", "EUR", "berlin", "+49 30 23125 000"},
}

// languageNames are what the languages call themselves, in the order in which we
// list them.
var languageNames = []struct{ code, name string }{{"el", "Ελληνικά"}, {"en", "English"}, {"de", "Deutsch"}}

// Languages are the codes of the languages that the starter site has texts in.
func Languages() []string {
	var codes []string
	for _, l := range languageNames {
		codes = append(codes, l.code)
	}
	return codes
}

// siteFacts are what the templates of the starter site may say.
type siteFacts struct {
	facts
	Home      home
	Theme     string
	SocietyID string
	ownName   string
	shared    *template.Template
}

// NameOf returns what a language calls itself.
func (f siteFacts) NameOf(code string) string {
	i := slices.IndexFunc(languageNames, func(l struct{ code, name string }) bool { return l.code == code })
	return languageNames[i].name
}

// Name is the society's.
func (f siteFacts) Name() (string, error) {
	if f.ownName != "" {
		return scalar(f.ownName), nil
	}
	return f.Text("el", "Εταιρεία Balint Παραδείγματος", "en", "Balint Society of the Example", "de", "Balint-Gesellschaft Beispiel")
}

// CityName is that of the first city.
func (f siteFacts) CityName() (string, error) {
	switch f.Home.City {
	case "athens":
		return f.Text("el", "Αθήνα", "en", "Athens", "de", "Athen")
	case "london":
		return f.Text("el", "Λονδίνο", "en", "London", "de", "London")
	}
	return f.Text("el", "Βερολίνο", "en", "Berlin", "de", "Berlin")
}

// Start is the first such weekday, at least so many days later, on which a group
// can begin: not in the weeks of Christmas.
func (f siteFacts) Start(weekday string, days int) (civil.Date, error) {
	day, err := f.Next(weekday, days)
	for err == nil && (day.Month == time.December && day.Day > 20 || day.Month == time.January && day.Day < 7) {
		day = day.AddDays(7)
	}
	return day, err
}

// Shared returns what holds for all languages of a page, in the file of the main
// language; elsewhere nothing.
func (f siteFacts) Shared(name string) string {
	if !f.IsMain() {
		return ""
	}
	return string(fill(f.shared, name+".yaml", f))
}

// Site returns the files of a new site. An error is one of the options.
func Site(o SiteOptions) ([]File, error) {
	if err := checkLanguages(o.Languages); err != nil {
		return nil, err
	}
	main := o.Languages[0]
	f := siteFacts{
		facts: facts{Languages: o.Languages, Main: main}, Home: homes[main], Theme: o.Theme,
		ownName: oneLine(o.Name), shared: templates("shared"),
	}
	f.SocietyID = cmp.Or(locale.Slug(main, f.ownName), "balint-society")
	zone, err := time.LoadLocation(f.Home.Timezone)
	if err != nil {
		return nil, err
	}
	f.Today = o.Today(zone)
	var files []File
	site := templates("site")
	for _, t := range site.Templates() {
		name := t.Name()
		f.Lang = languageOf(name)
		if f.Lang != "" && !slices.Contains(o.Languages, f.Lang) {
			continue
		}
		text := fill(site, name, f)
		if name == "gitignore" {
			name = ".gitignore" // which would have hidden files of our own repository
		}
		files = append(files, File{name, text})
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return files, nil
}

func checkLanguages(codes []string) error {
	if len(codes) == 0 {
		return &diag.Fault{Message: "a site needs at least one language", Hint: "as in --languages " + strings.Join(Languages(), ",")}
	}
	for i, code := range codes {
		if _, ok := homes[code]; !ok {
			fault := diag.Faultf("the starter site has no texts in %q", code)
			fault.Hint = "it has them in " + strings.Join(Languages(), ", ") +
				": begin with one of these, translate the files, and add your language to site.yaml"
			return fault
		}
		if slices.Contains(codes[:i], code) {
			return diag.Faultf("the language %q stands twice", code)
		}
	}
	return nil
}
