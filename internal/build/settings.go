package build

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"fishbowl/internal/config"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/source"
	"fishbowl/internal/state"
	"fishbowl/internal/theme"
)

// settings are what a site says outside of its content: site.yaml, the theme, the
// interface words. Each is read again where the sum of its files has changed.
type settings struct {
	config     *config.Config // nil where it cannot be used
	configTold *diag.List     // what is wrong with it
	configSum  sum

	theme     *theme.Theme // nil where it cannot be used
	themeTold *diag.List
	themeSum  sum

	languages []*locale.Language // with their words
	wordsTold *diag.List
	wordsSum  sum
}

// sum is the sum of the names and bytes of files.
type sum [sha256.Size]byte

// sumOf adds up the files below some names that are wanted. A fault of the disk is met
// again by those who read the files.
func sumOf(fsys fs.FS, wanted func(name string) bool, names ...string) (s sum) {
	h := sha256.New()
	for _, name := range names {
		_ = fs.WalkDir(fsys, name, func(name string, d fs.DirEntry, err error) error {
			if err == nil && (d.IsDir() || !wanted(name)) {
				return nil
			}
			content, readErr := fs.ReadFile(fsys, name)
			fmt.Fprintln(h, name, len(content), err, readErr)
			h.Write(content)
			return nil
		})
	}
	h.Sum(s[:0])
	return s
}

func all(string) bool { return true }

// ofWords reports whether a file has words for the interface: the site's, a theme's.
func ofWords(name string) bool {
	return strings.HasPrefix(name, "i18n/") || strings.HasPrefix(name, "themes/") && strings.Contains(name, "/i18n/")
}

// read reads the settings again where they may have changed, and have.
func (s *settings) read(list *diag.List, site, embedded fs.FS, changed source.Changed) error {
	outside := func(name string) bool { return name != source.Content && !strings.HasPrefix(name, source.Content+"/") }
	if s.configTold == nil || changed.All || slices.ContainsFunc(changed.Paths, outside) {
		if err := s.again(site, embedded); err != nil {
			return err
		}
	}
	list.Merge(s.configTold)
	list.Merge(s.themeTold)
	list.Merge(s.wordsTold)
	return nil
}

func (s *settings) again(site, embedded fs.FS) error {
	if now := sumOf(site, all, config.File); s.configTold == nil || now != s.configSum {
		*s = settings{configTold: &diag.List{}, configSum: now}
		if err := s.readConfig(site); err != nil {
			return err
		}
	}
	if s.config == nil {
		return nil
	}
	forms := sumOf(site, func(name string) bool { return !ofWords(name) }, "layouts", "themes")
	words := sumOf(site, ofWords, "i18n", "themes")
	if known := s.themeTold != nil; known && forms == s.themeSum && words == s.wordsSum {
		return nil
	}
	s.themeTold, s.themeSum = &diag.List{}, forms
	var err error
	if s.theme, err = theme.Load(s.themeTold, site, embedded, s.config.Theme, s.config.ThemeOptions.Node); err != nil {
		return err
	}
	if s.wordsTold == nil || words != s.wordsSum { // a language does not change once it has its words
		s.wordsTold, s.wordsSum = &diag.List{}, words
		if err := s.readWords(site, embedded); err != nil {
			return err
		}
	}
	if s.theme != nil && len(s.languages) > 0 {
		s.theme.CheckWords(s.themeTold, s.languages[0].Keys())
	}
	return nil
}

func (s *settings) readConfig(site fs.FS) error {
	root, err := source.ReadYAML(s.configTold, site, config.File)
	if errors.Is(err, fs.ErrNotExist) {
		s.configTold.Errorf(diag.Pos{File: config.File}, "the site has no file %s", config.File).WithHint("fishbowl new site DIR writes a site to begin with")
		return nil
	}
	if root == nil || err != nil {
		return err
	}
	c := config.Parse(s.configTold, root)
	if c == nil {
		return nil
	}
	if _, ok := newLanguages(s.configTold, c); ok { // everything else depends on the languages
		s.config = c
	}
	return nil
}

// newLanguages makes the languages of a site, without words; it returns false where
// one of them is not known.
func newLanguages(list *diag.List, c *config.Config) ([]*locale.Language, bool) {
	var languages []*locale.Language
	for _, entry := range c.Languages {
		if entry.Code == "" {
			continue // reported
		}
		lang, err := locale.New(entry.Code, entry.Name)
		if err != nil {
			list.Fault(entry.At("code"), err)
			continue
		}
		languages = append(languages, lang)
	}
	return languages, len(languages) == len(c.Languages)
}

// readWords gives the languages all interface words.
func (s *settings) readWords(site, embedded fs.FS) error {
	closed, err := theme.ReadWords(s.wordsTold, embedded, "i18n")
	if err != nil {
		return err
	}
	if s.theme != nil {
		closed = append(closed, s.theme.Words()...)
	}
	own, err := theme.ReadWords(s.wordsTold, site, "i18n")
	if err != nil {
		return err
	}
	s.languages, _ = newLanguages(s.wordsTold, s.config)
	locale.LoadWords(s.wordsTold, s.config.MainLanguage.ID, s.languages, closed, own)
	return nil
}

// baseURL returns the address at which the site is looked at.
func (s *settings) baseURL(v View) (config.BaseURL, error) {
	if v.BaseURL == "" {
		return s.config.BaseURL, nil
	}
	var base config.BaseURL
	if err := base.UnmarshalText([]byte(v.BaseURL)); err != nil {
		return base, fmt.Errorf("--base-url: %w", err)
	}
	return base, nil
}

// memory is what former builds remember.
type memory struct {
	state *state.State
	told  *diag.List
	sum   sum
}

// read reads the memory again where it may have changed, and has.
func (m *memory) read(list *diag.List, site fs.FS, changed source.Changed) (err error) {
	inside := func(name string) bool {
		return name == source.Content || name == source.State || strings.HasPrefix(name, source.State+"/")
	}
	if m.state == nil || changed.All || slices.ContainsFunc(changed.Paths, inside) {
		now := sumOf(site, all, source.State)
		if m.state == nil || now != m.sum {
			m.told, m.sum = &diag.List{}, now
			m.state, err = state.Read(m.told, site)
		}
	}
	list.Merge(m.told)
	return err
}
