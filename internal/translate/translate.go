// Package translate tells how the translations of a site stand: which fit their
// source, which are older than it, which are missing, and which nobody has ever
// compared.
//
// # Items and texts
//
// An [Item] is what is translated as one: a page, a group, or one of the blocks of
// site.yaml that hold texts (site:tags). It consists of [Text]s: a page of its title,
// description and so on and of the blocks of its body, a record of every text that may
// stand once per language. What no translator looks at is none of them: slugs, dates,
// pictures, drafts, names that serve all languages.
//
// # States
//
// Somebody says that a translation fits its source ([Survey.Mark]); that is remembered
// with a fingerprint of each text of the source (package state). The translation is
// [Current] as long as the source has these texts, and [Outdated] as soon as it has
// others. A fingerprint is of the words: white space, quotation marks, dashes and
// addresses in it do not count. No language is privileged: any may be the source of any
// other.
//
// Nothing of this is a fault. It is counted, listed and, at build, told in one notice
// per language ([Review]).
package translate

import (
	"cmp"
	"path"
	"reflect"
	"slices"
	"strings"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
	"fishbowl/internal/markdown"
	"fishbowl/internal/site"
)

// Item is what is translated as one.
type Item struct {
	Kind, ID string
	Page     *site.Page // nil for the texts of site.yaml

	langs   []string // in which it is there, in the order of the site
	written []*site.Translation
	shared  []SharedText
}

// Name returns the kind and id, as links name it: page:history.
func (it *Item) Name() string { return it.Kind + ":" + it.ID }

// In reports whether any of the item is written in a language.
func (it *Item) In(lang string) bool { return slices.Contains(it.langs, lang) }

// Others are the languages in which it is written, but one.
func (it *Item) Others(lang string) []string {
	return slices.DeleteFunc(slices.Clone(it.langs), func(l string) bool { return l == lang })
}

// Text is a text of an item in one language.
type Text struct {
	Key   string // title, price.lines.text; body for a block of the running text
	Text  string // plain
	Pos   diag.Pos
	Lines int // of a block, in the file; else 0
}

// BodyKey is the key of the blocks of a running text.
const BodyKey = "body"

// SharedText is a text that stands once per language in a record.
type SharedText struct {
	Key string
	locale.Text
}

// Written returns the page in a language in which somebody has written it, or nil.
func (it *Item) Written(lang string) *site.Translation {
	for _, t := range it.written {
		if t.Lang.Code == lang {
			return t
		}
	}
	return nil
}

// front returns the texts of an item in a language, but for the body.
func (it *Item) front(lang string) []Text {
	var texts []Text
	if t := it.Written(lang); t != nil {
		texts = ownTexts(t)
	}
	return append(texts, it.sharedIn(lang)...)
}

// sharedIn returns what the records of an item say in a language.
func (it *Item) sharedIn(lang string) []Text {
	var texts []Text
	for _, s := range it.shared {
		if t := s.In(lang); t != "" {
			texts = append(texts, Text{Key: s.Key, Text: t, Pos: s.At(lang)})
		}
	}
	return texts
}

// blocks returns the texts of a body.
func blocks(file string, doc *markdown.Doc) []Text {
	var texts []Text
	for _, b := range doc.Blocks {
		texts = append(texts, Text{BodyKey, b.Text, diag.Pos{File: file, Line: b.Line, Col: 1}, b.Lines})
	}
	return texts
}

// Lacks returns the texts that are written in another language and not in this one, as
// they stand there. A page that is not there at all lacks nothing in particular.
func (it *Item) Lacks(lang string, fallbacks []string) []Text {
	if !it.In(lang) && it.Page != nil && it.Page.Group == nil {
		return nil
	}
	var lacks []Text
	for _, s := range it.shared {
		if p := s.For(lang, fallbacks); p.Lang != "" {
			lacks = append(lacks, Text{Key: s.Key, Text: p.Text, Pos: s.At(p.Lang)})
		}
	}
	return lacks
}

// items returns all items of a site, in a stable order.
func items(s *site.Site) []*Item {
	all := settings(s.Config)
	for _, p := range s.Pages() {
		if it := itemOf(s.Outline, p, textsIn); it != nil {
			all = append(all, it)
		}
	}
	slices.SortStableFunc(all, func(a, b *Item) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	return all
}

// settings returns the items of site.yaml.
func settings(c *config.Config) []*Item {
	var all []*Item
	for _, block := range []struct {
		id    string
		value any
	}{{"society", c.Society}, {"partners", c.Partners}, {"cities", c.Cities}, {"tags", c.Tags}, {"series", c.Series}, {"bodies", c.Bodies}} {
		it := &Item{Kind: settingsKind, ID: block.id, shared: textsIn(block.value)}
		if it.langs = languagesOf(it.shared, c.Codes()); len(it.langs) > 0 {
			all = append(all, it)
		}
	}
	return all
}

// settingsKind is the kind of the items of site.yaml.
const settingsKind = "site"

// itemOf returns the item that a page is; nil where there is nothing to translate, as in
// a page that nobody has written.
func itemOf(s *site.Outline, p *site.Page, textsIn func(record any) []SharedText) *Item {
	it := &Item{Kind: string(p.Kind), ID: p.ID, Page: p}
	if p.Group != nil {
		it.shared = textsIn(p.Group)
		it.langs = languagesOf(it.shared, s.Config.Codes())
		return it.ifAny()
	}
	for _, t := range s.Translations(p) {
		if t.File == config.File {
			continue // made from the words of the interface, or from site.yaml
		}
		it.langs, it.written = append(it.langs, t.Lang.Code), append(it.written, t)
	}
	it.shared = slices.Clone(textsIn(p.Meta))
	switch {
	case p.Leader != nil:
		it.shared = append(it.shared, textsIn(p.Leader)...)
	case p.Event != nil:
		it.shared = append(it.shared, textsIn(p.Event)...)
	case p.Article != nil:
		it.shared = append(it.shared, textsIn(p.Article)...)
	}
	return it.ifAny()
}

func (it *Item) ifAny() *Item {
	if len(it.langs) == 0 {
		return nil
	}
	return it
}

// ownTexts are the texts of the front matter that each language has for itself.
func ownTexts(t *site.Translation) []Text {
	var texts []Text
	add := func(key, text string) {
		if text = strings.TrimSpace(text); text != "" {
			texts = append(texts, Text{Key: key, Text: text, Pos: t.Texts.At(key)})
		}
	}
	x := t.Texts
	add("title", x.Title)
	add("menu_title", x.MenuTitle)
	add("description", x.Description)
	add("summary", x.Summary)
	add("abstract", x.Abstract)
	add("keywords", strings.Join(x.Keywords, ", "))
	add("image_alt", x.ImageAlt)
	return texts
}

// languagesOf returns the languages in which any of the texts is written.
func languagesOf(texts []SharedText, order []string) []string {
	var langs []string
	for _, code := range order {
		if slices.ContainsFunc(texts, func(s SharedText) bool { return s.In(code) != "" }) {
			langs = append(langs, code)
		}
	}
	return langs
}

// textsIn returns all texts of a record that may stand once per language, with the keys
// that lead to them. A name that stands once serves all languages and is none.
func textsIn(record any) []SharedText {
	var found []SharedText
	collect(reflect.ValueOf(record), "", func(key string, t locale.Text) {
		if len(t.Languages()) > 0 {
			found = append(found, SharedText{key, t})
		}
	})
	return found
}

var (
	textType   = reflect.TypeFor[locale.Text]()
	nameType   = reflect.TypeFor[locale.Name]()
	fieldsType = reflect.TypeFor[decode.Fields]()
)

func collect(v reflect.Value, key string, found func(key string, t locale.Text)) {
	switch v.Type() {
	case textType:
		found(key, v.Interface().(locale.Text))
		return
	case nameType:
		found(key, v.Interface().(locale.Name).Text)
		return
	case fieldsType:
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			collect(v.Elem(), key, found)
		}
	case reflect.Slice:
		for i := range v.Len() {
			collect(v.Index(i), key, found)
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
		for _, k := range keys {
			if v.Type().Key().Kind() == reflect.String {
				collect(v.MapIndex(k), join(key, k.String()), found)
			} else {
				collect(v.MapIndex(k), key, found)
			}
		}
	case reflect.Struct:
		collectFields(v, key, found)
	}
}

func collectFields(v reflect.Value, key string, found func(key string, t locale.Text)) {
	if k, value := v.FieldByName("Key"), v.FieldByName("Value"); k.IsValid() && value.IsValid() && k.Kind() == reflect.String {
		collect(value, join(key, k.String()), found) // an entry of a decode.Map
		return
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("key"), ",")
		switch {
		case !f.IsExported() || name == "slug": // an address is no text
		case f.Anonymous:
			collect(v.Field(i), key, found)
		default:
			collect(v.Field(i), join(key, cmp.Or(name, strings.ToLower(f.Name))), found)
		}
	}
}

func join(key, name string) string {
	switch {
	case key == "" || name == "":
		return key + name
	case name == "text" && strings.HasSuffix(key, "."+name), name == "value":
		return key
	}
	return key + "." + name
}

// File returns the file of the item in a language: the one that is there, or the one
// that is to be written.
func (it *Item) File(lang string) string {
	switch {
	case it.Page == nil:
		return config.File
	case it.Page.Group != nil:
		return it.Page.Group.Pos.File
	}
	if t := it.Written(lang); t != nil {
		return t.File
	}
	other := it.written[0].File
	base, _, _ := strings.Cut(path.Base(other), ".")
	return path.Join(path.Dir(other), base+"."+lang+path.Ext(other))
}
