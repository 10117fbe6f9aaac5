package build

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

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
	configSum  sums

	theme     *theme.Theme // nil where it cannot be used
	themeTold *diag.List
	themeSum  sums

	languages []*locale.Language // with their words
	wordsTold *diag.List
	wordsSum  sums
}

// sums are the sums of files by name.
type sums map[string][sha256.Size]byte

// sumOf sums the files below some names that are wanted. A fault of the disk is met
// again by those who read the files.
func sumOf(fsys fs.FS, wanted func(name string) bool, names ...string) sums {
	found := sums{}
	for _, name := range names {
		_ = fs.WalkDir(fsys, name, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				found[name] = sha256.Sum256([]byte(err.Error()))
			case !d.IsDir() && wanted(name):
				content, err := source.ReadFile(fsys, name)
				found[name] = sumOfFile(content, err)
			}
			return nil
		})
	}
	return found
}

func sumOfFile(content []byte, err error) [sha256.Size]byte {
	if err != nil {
		content = []byte(err.Error())
	}
	return sha256.Sum256(content)
}

func all(string) bool { return true }

// ofWords reports whether the interface words depend on a file: the site's words, a
// theme's, and which themes there are.
func ofWords(name string) bool {
	return strings.HasPrefix(name, "i18n/") || strings.HasPrefix(name, "themes/") && (strings.Contains(name, "/i18n/") || path.Base(name) == "theme.yaml")
}

// witness is a file system that notes what is read of it. A file that is being saved
// may say one thing to who sums it and another to who reads it.
type witness struct {
	fs.FS
	mu   sync.Mutex
	read sums
}

func (w *witness) ReadFile(name string) ([]byte, error) {
	content, err := fs.ReadFile(w.FS, name)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.read[name] = sumOfFile(content, err)
	return content, err
}

func (w *witness) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(w.FS, name) }
func (w *witness) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(w.FS, name) }
func (w *witness) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(w.FS, name) }
func (w *witness) ReadLink(name string) (string, error)       { return fs.ReadLink(w.FS, name) }

// confirmed returns sums if all that was read agrees with them; else such as no files
// have, so that they are read again as soon as one of them is touched.
func (w *witness) confirmed(of sums) sums {
	for name, sum := range w.read {
		if is, summed := of[name]; summed && is != sum {
			return sums{"": {}} // no file has this name
		}
	}
	return of
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
	w := &witness{FS: site, read: sums{}}
	if now := sumOf(site, all, config.File); s.configTold == nil || !maps.Equal(now, s.configSum) {
		*s = settings{configTold: &diag.List{}}
		if err := s.readConfig(w); err != nil {
			return err
		}
		s.configSum = w.confirmed(now)
	}
	if s.config == nil {
		return nil
	}
	forms := sumOf(site, func(name string) bool { return !ofWords(name) || path.Base(name) == "theme.yaml" }, "layouts", "themes")
	words := sumOf(site, ofWords, "i18n", "themes")
	if known := s.themeTold != nil; known && maps.Equal(forms, s.themeSum) && maps.Equal(words, s.wordsSum) {
		return nil
	}
	s.themeTold = &diag.List{}
	var err error
	if s.theme, err = theme.Load(s.themeTold, w, embedded, s.config.Theme, s.config.ThemeOptions.Node); err != nil {
		return err
	}
	if s.wordsTold == nil || !maps.Equal(words, s.wordsSum) { // a language does not change once it has its words
		s.wordsTold = &diag.List{}
		if err := s.readWords(w, embedded); err != nil {
			return err
		}
	}
	s.themeSum, s.wordsSum = w.confirmed(forms), w.confirmed(words)
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
	sum   sums
}

// read reads the memory again where it may have changed, and has.
func (m *memory) read(list *diag.List, site fs.FS, changed source.Changed) (err error) {
	inside := func(name string) bool {
		return name == source.Content || name == source.State || strings.HasPrefix(name, source.State+"/")
	}
	if m.state == nil || changed.All || slices.ContainsFunc(changed.Paths, inside) {
		now := sumOf(site, all, source.State)
		if m.state == nil || !maps.Equal(now, m.sum) {
			w := &witness{FS: site, read: sums{}}
			m.told = &diag.List{}
			m.state, err = state.Read(m.told, w)
			m.sum = w.confirmed(now)
		}
	}
	list.Merge(m.told)
	return err
}
