// Package source finds and reads the files of a site.
//
// Everything is read through one rooted file system: a link that leads out of
// the site is refused. A file is read once; what it says depends on its own
// bytes alone, and every place that is kept is a place of the file as its
// author sees it in an editor.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// MaxSize bounds the size in bytes of a file that people write: a page, a data
// file, a layout. Files that are published unchanged have no bound.
const MaxSize = 8 << 20

// Content is the folder of all content.
const Content = "content"

// Page is one file of a page: NAME.LANG.md.
type Page struct {
	File    string // slash path relative to the site
	Dir     string // folder below content, "" for content itself
	ID      string // the name; of a section the folder's
	Section bool   // _index.LANG.md
	Lang    string
	Front   *decode.Node // front matter; never nil
	Body    []byte
	Line    int // where Body begins, from 1
}

// Data is a data file.
type Data struct {
	File string
	Root *decode.Node
}

// Media is a file that is published unchanged.
type Media struct {
	File string // slash path relative to the site
	Path string // slash path in the published tree
	Size int64
}

// Tree is all content of a site, in the order of the file names.
type Tree struct {
	Pages      []Page
	Groups     []Data // groups.yaml, then groups/*.yaml
	References []Data // references.yaml
	Media      []Media
	// Unreadable are the pages and data files that could not be read; why has
	// been reported. Nothing more should be said of what they would hold.
	Unreadable      []Page
	UnreadableFiles []string
}

// ReadText reads a file that people write: at most MaxSize bytes of UTF-8. It
// remembers the text for reports and returns it without a byte order mark. A
// fault of the file is reported and returns nil; an error is one of the disk.
func ReadText(list *diag.List, fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, readError(list, fsys, name, err)
	}
	if info.Size() > MaxSize {
		list.Errorf(diag.Pos{File: name}, "the file has %d MB, more than the %d MB that a text may have", info.Size()>>20, MaxSize>>20).
			WithHint("a file that is only to be published belongs into %s/files/", Content)
		return nil, nil
	}
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, readError(list, fsys, name, err)
	}
	list.AddText(name, text)
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if at := invalidUTF8(text); at >= 0 {
		line := 1 + bytes.Count(text[:at], []byte("\n"))
		start := bytes.LastIndexByte(text[:at], '\n') + 1
		list.Errorf(diag.Pos{File: name, Line: line, Col: utf8.RuneCount(text[start:at]) + 1}, "this character is not UTF-8 (byte %#x)", text[at]).
			WithHint("save the file with the encoding UTF-8")
		return nil, nil
	}
	return text, nil
}

// outside returns the part of a path that is a link: the path leads out there.
func outside(fsys fs.FS, name string) string {
	for i, c := range name + "/" {
		if c != '/' {
			continue
		}
		if info, err := fs.Lstat(fsys, name[:i]); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return name[:i]
		}
	}
	return name
}

// readError reports a link that leads out of the site as a fault of the site;
// all else stops the run.
func readError(list *diag.List, fsys fs.FS, name string, err error) error {
	if strings.Contains(err.Error(), "escapes from parent") { // os.Root has no exported error for it
		list.Errorf(diag.Pos{File: outside(fsys, name)}, "this is a link that leads out of the site").WithHint("put a copy of the file here instead")
		return nil
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("cannot read %s: %w", name, err)
}

func invalidUTF8(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// List returns the files of a folder that have an ending, sorted; none if there
// is no such folder.
func List(list *diag.List, fsys fs.FS, dir, ext string) ([]string, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, readError(list, fsys, dir, err)
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && path.Ext(e.Name()) == ext {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	return names, nil
}

// Read reads all content; without the folder it returns nil. languages are the
// codes of the site's languages.
func Read(list *diag.List, fsys fs.FS, languages []string) (*Tree, error) {
	r := reader{list: list, fsys: fsys, languages: languages, tree: &Tree{}}
	if _, err := fs.Stat(fsys, Content); errors.Is(err, fs.ErrNotExist) {
		list.Errorf(diag.Pos{File: Content}, "the site has no folder %q", Content).WithHint("pages stand in it: %s/home.%s.md is the first", Content, first(languages))
		return nil, nil
	} else if err != nil {
		return nil, readError(list, fsys, Content, err)
	}
	if err := fs.WalkDir(fsys, Content, r.visit); err != nil {
		return nil, err
	}
	return r.tree, r.readAll()
}

func first(s []string) string {
	if len(s) == 0 {
		return "en"
	}
	return s[0]
}

type reader struct {
	list      *diag.List
	fsys      fs.FS
	languages []string
	tree      *Tree
	data      []string
}

// visit sorts one name of the folder into the tree; nothing is read yet.
func (r *reader) visit(name string, d fs.DirEntry, err error) error {
	if err != nil {
		return readError(r.list, r.fsys, name, err)
	}
	base := path.Base(name)
	if name == Content {
		return nil
	}
	// What is published at / may begin with a dot (.well-known, .htaccess).
	hidden := strings.HasPrefix(base, ".") && base != ".DS_Store" && strings.HasPrefix(name, Content+"/files/_root/")
	if litter(base) && !hidden {
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if d.Type()&fs.ModeSymlink != 0 {
		switch info, err := fs.Stat(r.fsys, name); {
		case errors.Is(err, fs.ErrNotExist):
			r.list.Errorf(diag.Pos{File: name}, "this is a link that leads to nothing").WithHint("remove it, or put the file here instead")
			return nil
		case err != nil:
			return readError(r.list, r.fsys, name, err)
		case info.IsDir():
			r.list.Errorf(diag.Pos{File: name}, "a link to a folder is not followed").WithHint("put a copy of the folder here instead")
			return nil
		}
	}
	if !d.IsDir() && d.Type()&^fs.ModeSymlink != 0 {
		r.list.Errorf(diag.Pos{File: name}, "this is no ordinary file").WithHint("remove it")
		return nil
	}
	if d.IsDir() {
		if name == Content+"/_state" {
			return fs.SkipDir
		}
		return nil
	}
	return r.file(name, d)
}

func (r *reader) file(name string, d fs.DirEntry) error {
	below := strings.TrimPrefix(name, Content+"/")
	dir := path.Dir(below)
	switch ext := path.Ext(below); {
	case strings.HasPrefix(below, "files/_root/"):
		return r.media(name, strings.TrimPrefix(below, "files/_root/"))
	case strings.HasPrefix(below, "files/"):
		return r.media(name, below)
	case ext == ".md":
		r.page(name, below)
	case below == "groups.yaml", dir == "groups" && ext == ".yaml", below == "references.yaml":
		r.data = append(r.data, name)
	case slices.Contains(mediaTypes, strings.ToLower(ext)):
		return r.media(name, "files/"+below)
	default:
		p := r.list.Warnf(diag.Pos{File: name}, "this file is not used")
		if near := diag.Nearest(below, []string{"groups.yaml", "references.yaml"}); near != "" {
			p.WithHint("did you mean %s/%s?", Content, near)
		} else {
			p.WithHint("pages end in .LANG.md; files that are to be published belong into %s/files/", Content)
		}
	}
	return nil
}

// mediaTypes may stand beside the pages that show them.
var mediaTypes = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".pdf"}

func (r *reader) media(name, published string) error {
	info, err := fs.Stat(r.fsys, name)
	if err != nil {
		return readError(r.list, r.fsys, name, err)
	}
	r.tree.Media = append(r.tree.Media, Media{File: name, Path: published, Size: info.Size()})
	return nil
}

// misnamed are suffixes that people write for a language's code: mostly the
// country's.
var misnamed = map[string]string{"gr": "el", "gb": "en", "uk": "en", "us": "en", "at": "de", "ch": "de", "ger": "de", "eng": "en", "ell": "el", "gre": "el"}

// page takes the name of a page's file apart.
func (r *reader) page(name, below string) {
	at := diag.Pos{File: name}
	stem := strings.TrimSuffix(path.Base(below), ".md")
	id, lang, ok := strings.Cut(stem, ".")
	dir := strings.TrimSuffix(path.Dir(below), ".")
	example := path.Join(path.Dir(name), id+"."+first(r.languages)+".md")
	misnamedPage := Page{File: name, Dir: dir, ID: id, Lang: lang}
	switch {
	case !ok:
		r.tree.Unreadable = append(r.tree.Unreadable, misnamedPage)
		r.list.Errorf(at, "the name of this file does not say its language").WithHint("as in %s", example)
		return
	case !slices.Contains(r.languages, lang):
		r.tree.Unreadable = append(r.tree.Unreadable, misnamedPage)
		p := r.list.Errorf(at, "%q is not a language of this site", lang)
		if right := misnamed[lang]; slices.Contains(r.languages, right) {
			p.WithHint("the code for %s is %s: %s.%s.md", languageWord[right], right, id, right)
		} else {
			p.WithHint("the site's languages are %s; the name of a page's file is NAME.LANG.md", strings.Join(r.languages, ", "))
		}
		return
	}
	page := Page{File: name, Dir: dir, ID: id, Lang: lang}
	if id == "_index" {
		if dir == "" {
			r.list.Errorf(at, "the first page of a site is home.%s.md", lang).WithHint("rename this file")
			return
		}
		page.Section, page.ID, page.Dir = true, path.Base(dir), strings.TrimSuffix(path.Dir(dir), ".")
	}
	if err := decode.CheckID(page.ID); err != nil {
		r.list.Fault(at, err)
		return
	}
	r.tree.Pages = append(r.tree.Pages, page)
}

var languageWord = map[string]string{"el": "Greek", "en": "English", "de": "German"}

// litter are files that editors and systems leave behind.
func litter(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~") ||
		slices.Contains([]string{".swp", ".tmp", ".bak"}, path.Ext(base)) || base == "Thumbs.db" || base == "desktop.ini"
}

// readAll reads the pages and data files that were found, many at once.
func (r *reader) readAll() error {
	var g errgroup.Group
	g.SetLimit(2 * runtime.GOMAXPROCS(0)) // reading waits for the disk
	for i := range r.tree.Pages {
		p := &r.tree.Pages[i]
		g.Go(func() error {
			text, err := ReadText(r.list, r.fsys, p.File)
			if err != nil {
				return err
			}
			p.Front, p.Body, p.Line = split(r.list, p.File, text)
			return nil
		})
	}
	data := make([]Data, len(r.data))
	for i, name := range r.data {
		g.Go(func() error {
			n, err := ReadYAML(r.list, r.fsys, name)
			data[i] = Data{name, n}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	// The file of all groups goes before those of one.
	slices.SortStableFunc(data, func(a, b Data) int { return strings.Count(a.File, "/") - strings.Count(b.File, "/") })
	for _, d := range data {
		switch {
		case d.Root != nil && d.Root.Kind != decode.Mapping:
			key := strings.TrimSuffix(path.Base(d.File), ".yaml") + ":"
			if strings.Contains(d.File, "/groups/") {
				key = "id:"
			}
			if (&decode.Decoder{List: r.list}).MissingBlank(d.Root, nil) {
				r.tree.UnreadableFiles = append(r.tree.UnreadableFiles, d.File)
				continue
			}
			r.list.Errorf(d.Root.Pos, "expected a block of keys, found %s", d.Root.Describe()).WithHint("the file begins with the key %s", key)
			r.tree.UnreadableFiles = append(r.tree.UnreadableFiles, d.File)
		case d.Root == nil:
			r.tree.UnreadableFiles = append(r.tree.UnreadableFiles, d.File)
		case d.File == Content+"/references.yaml":
			r.tree.References = append(r.tree.References, d)
		default:
			r.tree.Groups = append(r.tree.Groups, d)
		}
	}
	r.tree.Pages = slices.DeleteFunc(r.tree.Pages, func(p Page) bool {
		if p.Front == nil {
			r.tree.Unreadable = append(r.tree.Unreadable, p)
		}
		return p.Front == nil
	})
	return nil
}

// ReadYAML reads a data file. A fault of the file is reported and returns nil.
func ReadYAML(list *diag.List, fsys fs.FS, name string) (*decode.Node, error) {
	text, err := ReadText(list, fsys, name)
	if text == nil || err != nil {
		return nil, err
	}
	return decode.YAML(list, name, text), nil
}

// Copy writes a file of the site to w, unchanged.
func Copy(w io.Writer, fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", name, err)
	}
	defer f.Close()
	if _, err = io.Copy(w, f); err != nil {
		return fmt.Errorf("cannot copy %s: %w", name, err)
	}
	return nil
}
