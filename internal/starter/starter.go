// Package starter makes what nobody should have to begin with an empty file: a
// small, complete site, and the files of a new page, leader, event or group.
//
// The texts are embedded as templates. site/ is the starter site, a page per
// language as in any site, of which [Site] takes the languages that are asked
// for; shared/ is what holds for all languages of a page and goes into the file
// of the main one. new/ has a template for each kind of file, in which every key
// is explained; [Existing.New] fills in what the site knows.
//
// What somebody has to fill in is marked with [Blank], so that it is found with a
// search for two characters; [Existing.Blanks] counts what is left.
package starter

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"text/template"

	"fishbowl/internal/civil"
)

//go:embed all:site shared new
var embedded embed.FS

// File is a file to be written.
type File struct {
	Name string // slash path relative to the site
	Text []byte
}

// facts are what every template may say.
type facts struct {
	Languages []string // of the site, in its order
	Main      string   // the main one
	Lang      string   // of the file; empty for a data file
	Today     civil.Date
}

// IsMain reports whether the file is that of the main language, in which what
// holds for all languages stands.
func (f facts) IsMain() bool { return f.Lang == f.Main }

// Several reports whether the site has more than one language.
func (f facts) Several() bool { return len(f.Languages) > 1 }

// Codes lists the languages as YAML does.
func (f facts) Codes() string { return strings.Join(f.Languages, ", ") }

// In returns the day that many days later.
func (f facts) In(days int) civil.Date { return f.Today.AddDays(days) }

// Next returns the first such weekday that is at least so many days later.
func (f facts) Next(weekday string, days int) (civil.Date, error) {
	want, err := civil.ParseWeekday(weekday)
	day := f.In(days)
	for err == nil && day.Weekday() != want {
		day = day.AddDays(1)
	}
	return day, err
}

// First returns the first such weekday of a month that is at least so many days
// later.
func (f facts) First(weekday string, days int) (day civil.Date, err error) {
	for day, err = f.Next(weekday, days); err == nil && day.Day > 7; {
		day = day.AddDays(7)
	}
	return day, err
}

// Text writes a text as YAML, given as pairs of a language and the words: per
// language, or plainly where the site has one language.
func (f facts) Text(pairs ...string) (string, error) {
	words := map[string]string{}
	for i := 1; i < len(pairs); i += 2 {
		words[pairs[i-1]] = pairs[i]
	}
	if !f.Several() {
		return scalar(words[f.Main]), nil
	}
	var parts []string
	for _, code := range f.Languages {
		if words[code] == "" {
			return "", fmt.Errorf("no %s for %q", code, pairs)
		}
		parts = append(parts, code+": "+scalar(words[code]))
	}
	return "{" + strings.Join(parts, ", ") + "}", nil
}

// Each shows how a text is written in all languages of the site.
func (f facts) Each() string {
	if !f.Several() {
		return `"…"`
	}
	return "{" + strings.Join(f.Languages, ": …, ") + ": …}"
}

var (
	// plainForm is text that YAML takes for text without quotation marks, in
	// braces too.
	plainForm = regexp.MustCompile(`^\p{L}[\p{L}\p{M}\p{N} .()/’–-]*$`)
	wordForm  = regexp.MustCompile(`(?i)^(true|false|yes|no|on|off|y|n|null)$`)
)

// scalar writes a text as YAML.
func scalar(s string) string {
	if plainForm.MatchString(s) && !wordForm.MatchString(s) && strings.TrimSpace(s) == s {
		return s
	}
	return strconv.Quote(s)
}

// oneLine makes a text of the command line fit for a line of a file.
func oneLine(s string) string { return strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ") }

// fill executes an embedded template. A fault of it is ours.
func fill(t *template.Template, name string, data any) []byte {
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		panic("starter: " + err.Error())
	}
	return b.Bytes()
}

// templates parses all embedded files of a folder, each called by its path in it.
func templates(folder string) *template.Template {
	all := template.New(folder).Funcs(template.FuncMap{"yaml": scalar})
	err := fs.WalkDir(embedded, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(embedded, name)
		if err == nil {
			_, err = all.New(strings.TrimPrefix(name, folder+"/")).Parse(string(text))
		}
		return err
	})
	if err != nil {
		panic("starter: " + err.Error())
	}
	return all
}

// languageOf returns the language in the name of a page's file; empty for other
// files.
func languageOf(name string) string {
	stem, isPage := strings.CutSuffix(path.Base(name), ".md")
	if !isPage {
		return ""
	}
	return strings.TrimPrefix(path.Ext(stem), ".")
}
