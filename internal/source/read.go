package source

import (
	"bytes"
	"hash/fnv"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// Changed says what may have changed in a site's folder since it was read.
type Changed struct {
	Paths []string // slash paths relative to the site; a folder stands for all below it
	All   bool     // anything may have
}

// And returns what may have changed by c or by d.
func (c Changed) And(d Changed) Changed {
	if c.All || d.All {
		return Changed{All: true}
	}
	paths := slices.Concat(c.Paths, d.Paths)
	slices.Sort(paths)
	return Changed{Paths: slices.Compact(paths)}
}

// Cache keeps what was read of the content, so that reading it again costs no more
// than the files that may have changed. The zero Cache has read nothing yet. It is
// not safe for goroutines.
type Cache struct {
	languages []string
	found     *found
	pages     map[string]*pageFile
	data      map[string]*dataFile
}

// pageFile is what the file of a page says.
type pageFile struct {
	text     []byte
	page     *Page // without front matter where it could not be read
	problems *diag.List
}

// dataFile is what a data file says.
type dataFile struct {
	text     []byte
	root     *decode.Node // nil where it could not be read
	problems *diag.List
}

// Read reads all content of a site; without its folder it returns nil. languages are
// the codes of the site's languages. What is kept is looked at again where it may
// have changed, and is still kept where its bytes are the same.
func (c *Cache) Read(list *diag.List, fsys fs.FS, languages []string, changed Changed) (*Tree, error) {
	if c.found == nil || !slices.Equal(c.languages, languages) {
		*c = Cache{languages: languages, pages: map[string]*pageFile{}, data: map[string]*dataFile{}}
		changed.All = true
	}
	tree, err := c.read(list, fsys, changed)
	if tree == nil || err != nil {
		*c = Cache{}
	}
	return tree, err
}

func (c *Cache) read(list *diag.List, fsys fs.FS, changed Changed) (*Tree, error) {
	again := changed.Paths
	if changed.All || c.moved(fsys, changed.Paths) {
		found, err := walk(list, fsys, c.languages)
		if found == nil || err != nil {
			return nil, err
		}
		if err := c.sumMedia(fsys, found.media, changed); err != nil {
			return nil, err
		}
		c.found = found
		again = c.outdated(changed)
	}
	if err := c.readFiles(fsys, again); err != nil {
		return nil, err
	}
	return c.tree(list), nil
}

// moved reports whether files may have come or gone, or may be something else now
// than the texts that they were; then the folder is to be walked.
func (c *Cache) moved(fsys fs.FS, paths []string) bool {
	return slices.ContainsFunc(paths, func(name string) bool {
		if name != Content && !strings.HasPrefix(name, Content+"/") || strings.HasPrefix(name, State+"/") {
			return false
		}
		info, err := fs.Lstat(fsys, name)
		switch {
		case c.pages[name] != nil || c.data[name] != nil:
			return err != nil || !info.Mode().IsRegular()
		case err != nil: // it is not there, and that matters if it was
			return c.found.met[name]
		}
		return !Litter(name)
	})
}

// sumMedia sums the pictures and other files that may have changed, since they need
// not tell by size and time.
func (c *Cache) sumMedia(fsys fs.FS, media []Media, changed Changed) error {
	known := map[string]uint64{}
	if c.found != nil {
		for _, m := range c.found.media {
			known[m.File] = m.Sum
		}
	}
	touched := changed.Named()
	for i := range media {
		m := &media[i]
		if m.Sum = known[m.File]; !touched(m.File) {
			continue
		}
		h := fnv.New64a()
		if err := Copy(h, fsys, m.File); err != nil {
			return err
		}
		m.Sum = h.Sum64()
	}
	return nil
}

// Named returns a function that tells whether a file, or a folder that it is in, is
// among the paths.
func (c Changed) Named() func(name string) bool {
	named := map[string]bool{}
	for _, p := range c.Paths {
		named[p] = true
	}
	return func(name string) bool {
		for ; name != "."; name = path.Dir(name) {
			if named[name] {
				return true
			}
		}
		return false
	}
}

// outdated returns the files that a walk has found and that must be read: those that
// are new and those that may have changed. What is gone is forgotten.
func (c *Cache) outdated(changed Changed) []string {
	within := changed.Named()
	maybe := func(name string) bool { return changed.All || within(name) }
	var again []string
	there := map[string]bool{}
	for _, p := range c.found.pages {
		there[p.File] = true
		if c.pages[p.File] == nil || maybe(p.File) {
			again = append(again, p.File)
		}
	}
	for _, name := range c.found.data {
		there[name] = true
		if c.data[name] == nil || maybe(name) {
			again = append(again, name)
		}
	}
	maps.DeleteFunc(c.pages, func(name string, _ *pageFile) bool { return !there[name] })
	maps.DeleteFunc(c.data, func(name string, _ *dataFile) bool { return !there[name] })
	return again
}

// readFiles reads pages and data files, many at once. Other names are passed over.
func (c *Cache) readFiles(fsys fs.FS, names []string) error {
	pages, data := make([]*pageFile, len(names)), make([]*dataFile, len(names))
	var g errgroup.Group
	g.SetLimit(2 * runtime.GOMAXPROCS(0)) // reading waits for the disk
	for i, name := range names {
		switch at, isPage := c.found.places[name]; {
		case isPage:
			g.Go(func() (err error) {
				pages[i], err = c.pages[name].again(fsys, c.found.pages[at])
				return err
			})
		case slices.Contains(c.found.data, name):
			g.Go(func() (err error) {
				data[i], err = c.data[name].again(fsys, name)
				return err
			})
		}
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i, name := range names {
		if pages[i] != nil {
			c.pages[name] = pages[i]
		} else if data[i] != nil {
			c.data[name] = data[i]
		}
	}
	return nil
}

// again reads a page's file, known or not; found is its name taken apart.
func (old *pageFile) again(fsys fs.FS, found *Page) (*pageFile, error) {
	f := &pageFile{problems: &diag.List{}}
	text, err := ReadText(f.problems, fsys, found.File)
	if err != nil {
		return nil, err
	}
	if f.text = text; old != nil && old.text != nil && bytes.Equal(old.text, text) {
		return old, nil
	}
	page := *found
	f.page = &page
	page.Front, page.Body, page.Line = split(f.problems, page.File, text)
	f.problems = f.problems.IfAny()
	if old != nil && page.Front != nil && old.page.Front != nil && bytes.Equal(frontText(text, page.Body), frontText(old.text, old.page.Body)) {
		page.Front = old.page.Front // all that is made of it may be kept
	}
	return f, nil
}

func frontText(text, body []byte) []byte { return text[:len(text)-len(body)] }

// again reads a data file, known or not.
func (old *dataFile) again(fsys fs.FS, name string) (*dataFile, error) {
	f := &dataFile{problems: &diag.List{}}
	text, err := ReadText(f.problems, fsys, name)
	if err != nil {
		return nil, err
	}
	if f.text = text; old != nil && old.text != nil && bytes.Equal(old.text, text) {
		return old, nil
	}
	if text == nil {
		return f, nil
	}
	if path.Ext(name) == ".json" {
		f.root = decode.JSON(f.problems, name, text)
		f.problems = f.problems.IfAny()
		return f, nil
	}
	f.root = decode.YAML(f.problems, name, text)
	if f.root != nil && f.root.Kind != decode.Mapping {
		key := strings.TrimSuffix(path.Base(name), ".yaml") + ":"
		if strings.Contains(name, "/groups/") {
			key = "id:"
		}
		if !(&decode.Decoder{List: f.problems}).MissingBlank(f.root, nil) {
			f.problems.Errorf(f.root.Pos, "expected a block of keys, found %s", f.root.Describe()).WithHint("the file begins with the key %s", key)
		}
		f.root = nil
	}
	f.problems = f.problems.IfAny()
	return f, nil
}

// tree puts together what is known, and reports what is wrong with it.
func (c *Cache) tree(list *diag.List) *Tree {
	list.Merge(c.found.list)
	t := &Tree{Media: c.found.media, Unreadable: slices.Clone(c.found.unreadable), Pages: make([]*Page, 0, len(c.found.pages))}
	for _, p := range c.found.pages {
		f := c.pages[p.File]
		list.Merge(f.problems)
		if f.page.Front == nil {
			t.Unreadable = append(t.Unreadable, f.page)
		} else {
			t.Pages = append(t.Pages, f.page)
		}
	}
	for _, name := range c.found.data {
		f := c.data[name]
		list.Merge(f.problems)
		switch d := (Data{name, f.root}); {
		case d.Root == nil:
			t.UnreadableFiles = append(t.UnreadableFiles, name)
		case strings.HasPrefix(name, Content+"/references."):
			t.References = append(t.References, d)
		default:
			t.Groups = append(t.Groups, d)
		}
	}
	return t
}

// Text returns the text of a page or data file as it was read; nil of any other.
func (c *Cache) Text(name string) []byte {
	if f := c.pages[name]; f != nil {
		return f.text
	} else if f := c.data[name]; f != nil {
		return f.text
	}
	return nil
}
