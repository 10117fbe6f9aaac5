// Package theme finds, parses and checks what gives a site its form: layouts,
// assets and the theme's own options.
//
// A theme is a folder: theme.yaml, layouts/, assets/, i18n/. It stands in the
// site's themes/ or is one of those that the program carries. A layout is
// looked up in two places: the site's layouts/, then the theme's. base.html is
// the frame; every other layout defines "main" inside it; what stands in
// layouts/partials/ is at hand in all of them by its name.
//
// A parsed layout serves all languages: it gets a view, whose field L is the
// language.
package theme

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/source"
)

// Default is the theme of a site that names none.
const Default = "circle"

// Theme is a loaded theme; it is not changed after [Load].
type Theme struct {
	Name    string
	Assets  []Asset
	colors  map[string]string // the options, as the site or the theme sets them
	layouts map[string]*template.Template
	broken  map[string]bool // layouts that could not be parsed
	words   []locale.WordFile
}

// Asset is a file of the theme, named by its content, so that browsers may keep
// it for ever.
type Asset struct {
	Name   string // as in the theme: circle.css
	Path   string // in the published tree: assets/circle.3f2a9c1b.css
	Source string
	Bytes  []byte
}

// Load reads the theme of a site. embedded holds the program's own themes/.
// An error is one of the disk; faults are reported, and the theme
// is nil where it cannot be used.
func Load(list *diag.List, siteFS, embedded fs.FS, chosen decode.String, options *decode.Node) (*Theme, error) {
	name := cmp.Or(chosen.Text, Default)
	home := "themes/" + name
	fsys := siteFS
	if _, err := fs.Stat(siteFS, home+"/theme.yaml"); errors.Is(err, fs.ErrNotExist) {
		fsys = embedded
	}
	if _, err := fs.Stat(fsys, home+"/theme.yaml"); err != nil {
		decode.Unknown(list, chosen.Pos, "theme", name, names(siteFS, embedded)).
			AddHint("a theme is a folder themes/NAME with a file theme.yaml")
		return nil, nil
	}
	if info, err := fs.Lstat(fsys, home); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		list.Errorf(diag.Pos{File: home}, "a link to a folder is not followed").WithHint("put a copy of the folder here instead")
		return nil, nil
	}
	l := loader{list: list, site: siteFS, fsys: fsys, home: home, theme: &Theme{Name: name, colors: map[string]string{}, layouts: map[string]*template.Template{}, broken: map[string]bool{}}}
	for _, step := range []func() error{func() error { return l.options(options) }, l.assets, l.layouts, l.words} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return l.theme, nil
}

// Known returns a fault if a theme is not among those of a file system.
func Known(embedded fs.FS, name string) error {
	all := names(embedded)
	if slices.Contains(all, name) {
		return nil
	}
	fault := &diag.Fault{Message: fmt.Sprintf("unknown theme %q", name), Hint: "there is " + strings.Join(all, ", ")}
	if near := diag.Nearest(name, all); near != "" {
		fault.Hint = fmt.Sprintf("did you mean %q?", near)
	}
	return fault
}

func names(filesystems ...fs.FS) []string {
	var names []string
	for _, fsys := range filesystems {
		found, _ := fs.Glob(fsys, "themes/*/theme.yaml") // the pattern is right
		for _, f := range found {
			names = append(names, path.Base(path.Dir(f)))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Color returns the value of an option, as in #1E5B5E; empty where the theme has
// none of the name.
func (t *Theme) Color(option string) string { return t.colors[option] }

// Recoloured reports whether the site has set a colour of its own.
func (t *Theme) Recoloured() bool {
	_, ok := t.Asset(OptionsSheet)
	return ok
}

// Words returns the theme's interface words.
func (t *Theme) Words() []locale.WordFile { return t.words }

// Layout returns a layout by name, without .html; nil where there is none.
func (t *Theme) Layout(name string) *template.Template { return t.layouts[name] }

// Broken reports whether a layout is there but could not be read; why has been
// reported.
func (t *Theme) Broken(name string) bool { return t.broken[name] }

// Layouts returns the names of all layouts, sorted.
func (t *Theme) Layouts() []string { return slices.Sorted(maps.Keys(t.layouts)) }

// Asset returns an asset by its name in the theme.
func (t *Theme) Asset(name string) (Asset, bool) {
	i := slices.IndexFunc(t.Assets, func(a Asset) bool { return a.Name == name })
	if i < 0 {
		return Asset{}, false
	}
	return t.Assets[i], true
}

type loader struct {
	list       *diag.List
	site, fsys fs.FS
	home       string
	theme      *Theme
}

// Option is a setting that a theme offers and site.yaml may give under
// theme_options. It reaches the style sheets as the custom property
// --option-NAME, with "-" for each "_".
type Option struct {
	decode.Fields
	Kind    OptionKind `key:"kind,required"`
	Default string     `key:"default,required"`
}

// OptionKind is the type of an option.
type OptionKind string

// Words are the types.
func (OptionKind) Words() []string { return []string{"color"} }

var colorForm = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// OptionsSheet is the name of the style sheet made from the options.
const OptionsSheet = "options.css"

// options checks what the site sets against what the theme offers.
func (l *loader) options(given *decode.Node) error {
	root, err := source.ReadYAML(l.list, l.fsys, l.home+"/theme.yaml")
	if root == nil || err != nil {
		return err
	}
	var file struct {
		Name    string             `key:"name,required"`
		Options decode.Map[Option] `key:"options"`
	}
	(&decode.Decoder{List: l.list}).Decode(root, &file)
	for _, option := range file.Options {
		if !colorForm.MatchString(option.Value.Default) {
			l.list.Errorf(option.Value.At("default"), "expected a color, found %q", option.Value.Default).WithHint(`as in "#1E5B5E", with quotation marks`)
			continue
		}
		l.theme.colors[option.Key] = option.Value.Default
	}
	if given == nil {
		return nil
	}
	if given.Kind != decode.Mapping {
		(&decode.Decoder{List: l.list}).Mismatch(given, "a block of keys").WithHint("known keys are %s", strings.Join(file.Options.Keys(), ", "))
		return nil
	}
	var css strings.Builder
	for _, e := range given.Entries {
		if _, ok := file.Options.Get(e.Key); !ok {
			decode.Unknown(l.list, e.Pos, "option of the theme", e.Key, file.Options.Keys())
			continue
		}
		if !colorForm.MatchString(e.Value.Value) {
			l.list.Errorf(e.Value.Pos, "expected a color, found %s", e.Value.Describe()).WithHint(`as in "#1E5B5E", with quotation marks`)
			continue
		}
		l.theme.colors[e.Key] = e.Value.Value
		fmt.Fprintf(&css, "--option-%s:%s;", strings.ReplaceAll(e.Key, "_", "-"), e.Value.Value)
	}
	if css.Len() > 0 {
		l.add(OptionsSheet, "site.yaml", []byte(":root{"+css.String()+"}\n"))
	}
	return nil
}

func (l *loader) add(name, file string, content []byte) {
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	published := "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	l.theme.Assets = append(l.theme.Assets, Asset{Name: name, Path: published, Source: file, Bytes: content})
}

var cssURL = regexp.MustCompile(`url\(\s*["']?([^"')]+)["']?\s*\)`)

// assets reads the theme's files; style sheets last, since they name others.
func (l *loader) assets() error {
	dir := l.home + "/assets"
	var sheets []string
	err := fs.WalkDir(l.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == dir {
			return fs.SkipAll
		}
		if err != nil || d.IsDir() || source.Litter(name) {
			return err
		}
		if path.Ext(name) == ".css" {
			sheets = append(sheets, name)
			return nil
		}
		content, err := source.ReadFile(l.fsys, name)
		l.add(strings.TrimPrefix(name, dir+"/"), name, content)
		return err
	})
	if err != nil {
		return fmt.Errorf("cannot read the theme: %w", err)
	}
	for _, name := range sheets {
		text, err := source.ReadText(l.list, l.fsys, name)
		if err != nil {
			return err
		}
		short := strings.TrimPrefix(name, dir+"/")
		l.add(short, name, cssURL.ReplaceAllFunc(text, func(m []byte) []byte {
			target := path.Join(path.Dir(short), string(cssURL.FindSubmatch(m)[1]))
			if a, ok := l.theme.Asset(target); ok {
				return []byte(`url("` + relative(path.Dir("assets/"+short), a.Path) + `")`)
			}
			return m
		}))
	}
	return nil
}

// relative returns the path of target as seen from a folder; both are slash
// paths of the published tree.
func relative(from, target string) string {
	up := strings.Count(from, "/") + 1
	return strings.Repeat("../", up) + target
}

// words reads the theme's interface words.
func (l *loader) words() error {
	files, err := ReadWords(l.list, l.fsys, l.home+"/i18n")
	l.theme.words = files
	return err
}

// ReadWords reads the files LANG.yaml of a folder of interface words; none if
// there is no such folder.
func ReadWords(list *diag.List, fsys fs.FS, dir string) ([]locale.WordFile, error) {
	names, err := source.List(list, fsys, dir, ".yaml")
	if err != nil {
		return nil, err
	}
	var files []locale.WordFile
	for _, name := range names {
		text, err := source.ReadText(list, fsys, name)
		if err != nil {
			return nil, err
		}
		files = append(files, locale.WordFile{File: name, Lang: strings.TrimSuffix(path.Base(name), ".yaml"), Text: text})
	}
	return files, nil
}
