package locale

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// WordFile is a file of interface words.
type WordFile struct {
	File string // its name for messages: i18n/el.yaml
	Lang string // the language of its words
	Text []byte
}

// LoadWords reads the interface words and gives them to the languages. It is
// called once for its languages, before any of them is used, and panics when
// they have words already: an edit makes new languages with [New].
//
// closed are the files that the generator brings, followed by the theme's, whose
// words replace the generator's. Together they define which keys there are and,
// by the file of the main language, of English or the first, which variables
// each has. site are the site's own files, which may leave out what they like.
//
// A word comes from the site's file of its language, else from the closed files;
// de-CH looks in de as well. A word that a language lacks is taken from the main
// language, else from English: one warning per language says which. All faults
// are reported; a faulty message is left out, so that the languages can be used
// all the same.
func LoadWords(list *diag.List, main string, langs []*Language, closed, site []WordFile) {
	c := catalogue{list: list, main: main, keys: []string{}, refs: map[string]*entry{}}
	c.readClosed(apart(closed, site))
	for _, f := range site {
		if c.wanted(f, langs) {
			c.site = append(c.site, c.read(f.Lang, c.decode(f), c.keys))
		}
	}
	for _, l := range langs {
		if l.words != nil {
			panic("locale: the words of " + l.Code + " are loaded twice")
		}
		l.words = c.wordsFor(l, site)
	}
}

// apart renames closed files that are called like one of the site's and are not
// the same, so that a message quotes the right one: a site's i18n/el.yaml is not
// the generator's.
func apart(closed, site []WordFile) []WordFile {
	closed = slices.Clone(closed)
	for i, f := range closed {
		if slices.ContainsFunc(site, func(s WordFile) bool { return s.File == f.File && !bytes.Equal(s.Text, f.Text) }) {
			closed[i].File = "fishbowl/" + f.File
		}
	}
	return closed
}

// catalogue holds all words of a site while they are loaded.
type catalogue struct {
	list *diag.List
	main string
	refs map[string]*entry // what the message of each key must agree with
	keys []string          // in the order of the files
	own  []fileWords       // the closed files, the later ones first
	site []fileWords
}

// fileWords are the messages of one file.
type fileWords struct {
	lang    string
	entries map[string]*entry
}

// readClosed reads the closed set. A first pass over all files finds which file
// says what a key's variables are, a second reads the messages against that.
func (c *catalogue) readClosed(files []WordFile) {
	ours := chain(parseLoose(c.main))
	rank := func(lang string) int {
		switch {
		case slices.Contains(ours, lang):
			return 2
		case lang == "en":
			return 1
		}
		return 0
	}
	best := map[string]int{}
	roots := make([]*decode.Node, len(files))
	for i, f := range files {
		roots[i] = c.decode(f)
		quiet := newReader(new(diag.List), f.Lang, nil, nil)
		quiet.root(roots[i])
		for _, key := range quiet.keys {
			first, seen := best[key]
			if !seen {
				c.keys = append(c.keys, key)
			}
			if !seen || rank(f.Lang) > first {
				best[key], c.refs[key] = rank(f.Lang), quiet.entries[key]
			}
		}
	}
	for i, f := range files {
		c.own = slices.Insert(c.own, 0, c.read(f.Lang, roots[i], nil))
	}
}

// decode reads a file as YAML.
func (c *catalogue) decode(f WordFile) *decode.Node {
	if _, err := parseTag(f.Lang); err != nil {
		c.list.Fault(diag.Pos{File: f.File}, err)
	}
	c.list.AddText(f.File, f.Text)
	return decode.YAML(c.list, f.File, f.Text)
}

// read reads the words of a file that may hold the known keys, or any if known
// is nil.
func (c *catalogue) read(lang string, root *decode.Node, known []string) fileWords {
	r := newReader(c.list, lang, c.refs, known)
	r.root(root)
	return fileWords{lang, r.entries}
}

func parseLoose(lang string) language.Tag {
	tag, _ := language.Parse(lang)
	return tag
}

// wanted reports whether a site's file is for one of its languages, or for the
// general kind of one (de for de-CH).
func (c *catalogue) wanted(f WordFile, langs []*Language) bool {
	var codes []string
	for _, l := range langs {
		if slices.Contains(chain(l.tag), f.Lang) {
			return true
		}
		codes = append(codes, l.Code)
	}
	p := c.list.Warnf(diag.Pos{File: f.File}, "the site has no language %q, so these words are not used", f.Lang)
	_, err := parseTag(f.Lang)
	if near := diag.Nearest(f.Lang, codes); err != nil && near != "" {
		p.WithHint("did you mean %q?", near)
	} else {
		p.WithHint("remove the file, or add the language to site.yaml")
	}
	return false
}

// wordsFor gathers the words of one language.
func (c *catalogue) wordsFor(l *Language, site []WordFile) map[string]*entry {
	all := make(map[string]*entry, len(c.keys))
	var missing, from []string
	for _, key := range c.keys {
		if e := c.find(key, chain(l.tag)); e != nil {
			all[key] = e
			continue
		}
		e, lang := c.fallback(key)
		if e == nil {
			continue // faulty in every language: reported
		}
		all[key] = e
		if c.faulty(key, chain(l.tag)) {
			continue // it stands there, and its fault has been reported
		}
		missing = append(missing, key)
		if !slices.Contains(from, lang) {
			from = append(from, lang)
		}
	}
	if len(missing) > 0 {
		c.warnMissing(l, site, missing, from)
	}
	if !l.names.exists {
		c.list.Noticef(diag.Pos{File: fileFor(l, site)}, "dates in %q are written as 2027-03-12 and weekdays in English: their names in it are not known yet", l.Code)
	}
	return all
}

func (c *catalogue) find(key string, codes []string) *entry {
	for _, files := range [][]fileWords{c.site, c.own} {
		for _, code := range codes {
			for _, w := range files {
				if e := w.entries[key]; w.lang == code && e != nil && !e.faulty {
					return e
				}
			}
		}
	}
	return nil
}

func (c *catalogue) faulty(key string, codes []string) bool {
	return slices.ContainsFunc(slices.Concat(c.site, c.own), func(w fileWords) bool {
		e := w.entries[key]
		return e != nil && e.faulty && slices.Contains(codes, w.lang)
	})
}

// fallback returns the word of the main language, of English, or of any.
func (c *catalogue) fallback(key string) (*entry, string) {
	for _, lang := range []string{c.main, "en"} {
		if e := c.find(key, chain(parseLoose(lang))); e != nil {
			return e, lang
		}
	}
	for _, w := range slices.Backward(c.own) {
		if e := w.entries[key]; e != nil && !e.faulty {
			return e, w.lang
		}
	}
	return nil, ""
}

func (c *catalogue) warnMissing(l *Language, site []WordFile, missing, from []string) {
	const few = 3
	file, first, rest := fileFor(l, site), strings.Join(missing[:min(few, len(missing))], ", "), ""
	if len(missing) > few {
		rest = fmt.Sprintf(" and %d more", len(missing)-few)
	}
	what, them := "interface words are", "them"
	if len(missing) == 1 {
		what, them = "interface word is", "it"
	}
	c.list.Warnf(diag.Pos{File: file}, `%d %s missing in %q and shown in "%s": %s%s`, len(missing), what, l.Code, strings.Join(from, `" or "`), first, rest).
		WithHint("translate %s in %s", them, file)
}

// fileFor returns the site's file of a language, or the name it would have.
func fileFor(l *Language, site []WordFile) string {
	for _, f := range site {
		if f.Lang == l.Code {
			return f.File
		}
	}
	return "i18n/" + l.Code + ".yaml"
}
