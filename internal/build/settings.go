package build

import (
	"crypto/sha256"
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

// settings are what a site says outside of its content: site.yaml with the interface
// words, and the theme.
type settings struct {
	config    *config.Config // nil where it cannot be used
	languages []*locale.Language
	told      *diag.List // what is wrong with them
	sum       sum

	theme     *theme.Theme // nil where it cannot be used
	themeTold *diag.List
	themeSum  sum
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

// ofWords reports whether a file of a theme has words for the interface.
func ofWords(name string) bool { return strings.Contains(name, "/i18n/") }

// read reads the settings again where they may have changed, and have.
func (s *settings) read(list *diag.List, site, embedded fs.FS, changed source.Changed) error {
	outside := func(name string) bool { return name != source.Content && !strings.HasPrefix(name, source.Content+"/") }
	if s.told == nil || changed.All || slices.ContainsFunc(changed.Paths, outside) {
		if err := s.again(site, embedded); err != nil {
			return err
		}
	}
	list.Merge(s.told)
	list.Merge(s.themeTold)
	return nil
}

func (s *settings) again(site, embedded fs.FS) error {
	words := sumOf(site, func(name string) bool { return !strings.HasPrefix(name, "themes/") || ofWords(name) }, config.File, "i18n", "themes")
	forms := sumOf(site, func(name string) bool { return !strings.HasPrefix(name, "themes/") || !ofWords(name) }, "layouts", "themes")
	if known := s.told != nil && words == s.sum; known && forms == s.themeSum {
		return nil
	} else if !known {
		*s = settings{told: &diag.List{}, sum: words}
		if err := s.readConfig(site); err != nil || s.config == nil {
			return err
		}
	}
	if s.config == nil {
		return nil
	}
	fresh := s.themeTold == nil
	s.themeTold, s.themeSum = &diag.List{}, forms
	var err error
	if s.theme, err = theme.Load(s.themeTold, site, embedded, s.config.Theme, s.config.ThemeOptions.Node); err != nil {
		return err
	}
	if fresh { // languages do not change once they have their words
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
	root, err := source.ReadYAML(s.told, site, config.File)
	if root == nil || err != nil {
		return err
	}
	c := config.Parse(s.told, root)
	if c == nil {
		return nil
	}
	for _, entry := range c.Languages {
		if entry.Code == "" {
			continue // reported
		}
		lang, err := locale.New(entry.Code, entry.Name)
		if err != nil {
			s.told.Fault(entry.At("code"), err)
			continue
		}
		s.languages = append(s.languages, lang)
	}
	if len(s.languages) == len(c.Languages) { // everything else depends on the languages
		s.config = c
	}
	return nil
}

// readWords gives the languages all interface words.
func (s *settings) readWords(site, embedded fs.FS) error {
	closed, err := theme.ReadWords(s.told, embedded, "i18n")
	if err != nil {
		return err
	}
	if s.theme != nil {
		closed = append(closed, s.theme.Words()...)
	}
	own, err := theme.ReadWords(s.told, site, "i18n")
	if err != nil {
		return err
	}
	locale.LoadWords(s.told, s.config.MainLanguage.ID, s.languages, closed, own)
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
