package source

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// found is what a walk through the content has found; nothing is read yet.
type found struct {
	list       *diag.List // what is wrong with names
	pages      []*Page    // their names, taken apart
	places     map[string]int
	data       []string
	media      []Media
	unreadable []*Page
	met        map[string]bool // every name
}

func walk(list *diag.List, fsys fs.FS, languages []string) (*found, error) {
	w := walker{fsys: fsys, languages: languages, found: &found{list: &diag.List{}, places: map[string]int{}, met: map[string]bool{}}}
	if _, err := fs.Stat(fsys, Content); errors.Is(err, fs.ErrNotExist) {
		list.Errorf(diag.Pos{File: Content}, "the site has no folder %q", Content).WithHint("pages stand in it: %s/home.%s.md is the first", Content, first(languages))
		return nil, nil
	} else if err != nil {
		return nil, readError(list, fsys, Content, err)
	}
	if info, err := fs.Lstat(fsys, Content); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		list.Errorf(diag.Pos{File: Content}, "a link to a folder is not followed").WithHint("put the folder itself here")
		return nil, nil
	}
	if err := fs.WalkDir(fsys, Content, w.visit); err != nil {
		return nil, err
	}
	for i, p := range w.found.pages {
		w.found.places[p.File] = i
	}
	// The file of all groups goes before those of one.
	slices.SortStableFunc(w.found.data, func(a, b string) int { return strings.Count(a, "/") - strings.Count(b, "/") })
	return w.found, nil
}

func first(s []string) string {
	if len(s) == 0 {
		return "en"
	}
	return s[0]
}

type walker struct {
	fsys      fs.FS
	languages []string
	found     *found
}

// visit sorts one name of the folder into the tree; nothing is read yet.
func (w *walker) visit(name string, d fs.DirEntry, err error) error {
	if err != nil {
		return readError(w.found.list, w.fsys, name, err)
	}
	base := path.Base(name)
	w.found.met[name] = true
	if name == Content {
		return nil
	}
	if litterIn(path.Dir(name), base) {
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if d.Type()&fs.ModeSymlink != 0 {
		switch info, err := fs.Stat(w.fsys, name); {
		case errors.Is(err, fs.ErrNotExist):
			w.found.list.Errorf(diag.Pos{File: name}, "this is a link that leads to nothing").WithHint("remove it, or put the file here instead")
			return nil
		case err != nil:
			return readError(w.found.list, w.fsys, name, err)
		case info.IsDir():
			w.found.list.Errorf(diag.Pos{File: name}, "a link to a folder is not followed").WithHint("put a copy of the folder here instead")
			return nil
		}
	}
	if !d.IsDir() && d.Type()&^fs.ModeSymlink != 0 {
		w.found.list.Errorf(diag.Pos{File: name}, "this is no ordinary file").WithHint("remove it")
		return nil
	}
	if d.IsDir() {
		if name == State {
			return fs.SkipDir
		}
		return nil
	}
	return w.file(name, d)
}

func (w *walker) file(name string, d fs.DirEntry) error {
	below := strings.TrimPrefix(name, Content+"/")
	dir := path.Dir(below)
	switch ext := path.Ext(below); {
	case strings.HasPrefix(below, "files/_root/"):
		return w.media(name, strings.TrimPrefix(below, "files/_root/"))
	case strings.HasPrefix(below, "files/"):
		return w.media(name, below)
	case ext == ".md":
		w.page(name, below)
	case below == "groups.yaml", dir == "groups" && ext == ".yaml", below == "references.yaml", below == "references.json":
		w.found.data = append(w.found.data, name)
	case slices.Contains(mediaTypes, strings.ToLower(ext)):
		return w.media(name, "files/"+below)
	default:
		p := w.found.list.Warnf(diag.Pos{File: name}, "this file is not used")
		if near := diag.Nearest(below, []string{"groups.yaml", "references.yaml", "references.json"}); near != "" {
			p.WithHint("did you mean %s/%s?", Content, near)
		} else {
			p.WithHint("pages end in .LANG.md; files that are to be published belong into %s/files/", Content)
		}
	}
	return nil
}

// mediaTypes may stand beside the pages that show them.
var mediaTypes = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".pdf"}

func (w *walker) media(name, published string) error {
	info, err := fs.Stat(w.fsys, name)
	if err != nil {
		return readError(w.found.list, w.fsys, name, err)
	}
	// macOS takes accents apart; an address is the same wherever the file was saved.
	w.found.media = append(w.found.media, Media{File: name, Path: norm.NFC.String(published), Size: info.Size(), Modified: info.ModTime()})
	return nil
}

// misnamed are suffixes that people write for a language's code: mostly the
// country's.
var misnamed = map[string]string{"gr": "el", "gb": "en", "uk": "en", "us": "en", "at": "de", "ch": "de", "ger": "de", "eng": "en", "ell": "el", "gre": "el"}

// page takes the name of a page's file apart.
func (w *walker) page(name, below string) {
	at := diag.Pos{File: name}
	stem := strings.TrimSuffix(path.Base(below), ".md")
	id, lang, ok := strings.Cut(stem, ".")
	dir := strings.TrimSuffix(path.Dir(below), ".")
	example := path.Join(path.Dir(name), id+"."+first(w.languages)+".md")
	misnamedPage := &Page{File: name, Dir: dir, ID: id, Lang: lang}
	switch {
	case !ok:
		w.found.unreadable = append(w.found.unreadable, misnamedPage)
		w.found.list.Errorf(at, "the name of this file does not say its language").WithHint("as in %s", example)
		return
	case !slices.Contains(w.languages, lang):
		w.found.unreadable = append(w.found.unreadable, misnamedPage)
		p := w.found.list.Errorf(at, "%q is not a language of this site", lang)
		if right := misnamed[lang]; slices.Contains(w.languages, right) {
			p.WithHint("the code for %s is %s: %s.%s.md", languageWord[right], right, id, right)
		} else {
			p.WithHint("the site's languages are %s; the name of a page's file is NAME.LANG.md", strings.Join(w.languages, ", "))
		}
		return
	}
	page := &Page{File: name, Dir: dir, ID: id, Lang: lang}
	if id == "_index" {
		if dir == "" {
			w.found.list.Errorf(at, "the first page of a site is home.%s.md", lang).WithHint("rename this file")
			return
		}
		page.Section, page.ID, page.Dir = true, path.Base(dir), strings.TrimSuffix(path.Dir(dir), ".")
	}
	if err := decode.CheckID(page.ID); err != nil {
		p := w.found.list.Fault(at, err)
		if right := locale.Slug(lang, norm.NFC.String(page.ID)); right != "" {
			p.AddHint("rename this file, as to %s.%s.md", right, lang)
		}
		return
	}
	w.found.pages = append(w.found.pages, page)
}

var languageWord = map[string]string{"el": "Greek", "en": "English", "de": "German"}

// Litter reports whether a file, or a folder above it, is one that editors and systems
// leave behind: such files are no part of a site.
func Litter(name string) bool {
	for ; name != "." && name != "/"; name = path.Dir(name) {
		if litterIn(path.Dir(name), path.Base(name)) {
			return true
		}
	}
	return false
}

// litterIn reports whether a name in a folder is litter.
func litterIn(dir, base string) bool {
	// What is published at / may begin with a dot (.well-known, .htaccess).
	if strings.HasPrefix(base, ".") && base != ".DS_Store" && strings.HasPrefix(dir+"/", Root) {
		return false
	}
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~") ||
		slices.Contains([]string{".swp", ".tmp", ".bak"}, path.Ext(base)) || base == "Thumbs.db" || base == "desktop.ini"
}
