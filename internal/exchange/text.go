// Package exchange carries the texts of a site to translators and their work back, in PO
// files: a file a language, a message a text.
//
// A message is named by its item, its key and what it says in the source (msgctxt
// "page:history/body", msgid). It is never a file name: all that an import writes are
// files that the survey of the site names.
//
// An import takes a translation only if its source says what it said when the file was
// exported. What it is going to write is read first as a site on trial, in memory: a text
// that would not come out as the translator wrote it, or that would stop a build, is
// refused, and so is one that cannot be written without touching what stands beside it.
package exchange

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"

	"fishbowl/internal/diag"
	"fishbowl/internal/po"
	"fishbowl/internal/translate"
)

// text is a text of an item: what it says in its source and in a translation.
type text struct {
	translate.Text        // in the source
	name           po.Key // of its message
	there          string // in the translation; empty where it is not there or cannot be told
	at             diag.Pos
	fuzzy          bool // the source says something else than when the translation was marked
	shared         int  // which of the item's shared texts, from 0; else -1
	block          int  // which of the blocks of the body that say something; else -1
}

// reader reads the lines in which texts stand.
type reader struct {
	*translate.Survey
	fsys  fs.FS
	lines map[string][]string
}

func newReader(v *translate.Survey, fsys fs.FS) *reader {
	return &reader{v, fsys, map[string][]string{}}
}

// texts returns the texts of an item as they are to be translated from a language.
func (r *reader) texts(it *translate.Item, source, lang string) ([]*text, error) {
	var all []*text
	there := map[string]translate.Text{}
	for _, t := range it.Own(lang) {
		there[t.Key] = t
	}
	for _, t := range it.Own(source) {
		all = append(all, &text{Text: t, name: po.Key{ID: t.Text}, there: there[t.Key].Text, at: there[t.Key].Pos, shared: -1, block: -1})
	}
	for i, s := range it.Shared() {
		said := translate.Text{Key: s.Key, Text: s.In(source), Pos: s.At(source)}
		if said.Text != "" {
			all = append(all, &text{Text: said, name: po.Key{ID: said.Text}, there: s.In(lang), at: s.At(lang), shared: i, block: -1})
		}
	}
	body, err := r.body(it, source, lang)
	if err != nil {
		return nil, err
	}
	all = append(all, body...)
	outdated := map[diag.Pos]bool{}
	if st := r.Status(it, lang); st.Source == source {
		for _, c := range r.Changes(st) {
			for _, t := range c.Now {
				outdated[t.Pos] = true
			}
		}
	}
	count := map[po.Key]int{}
	for _, t := range all {
		t.fuzzy = t.there != "" && outdated[t.Pos]
		t.name.Context = it.Name() + "/" + t.Key
		if count[t.name]++; count[t.name] > 1 { // it says the same in two places
			t.name.Context += fmt.Sprintf("/%d", count[t.name])
		}
	}
	return all, nil
}

// body returns the blocks of a running text.
func (r *reader) body(it *translate.Item, source, lang string) ([]*text, error) {
	var all []*text
	for i, b := range r.Blocks(it, source) {
		written, err := r.written(b)
		if err != nil {
			return nil, err
		}
		all = append(all, &text{Text: b, name: po.Key{ID: written}, shared: -1, block: i})
	}
	there := r.Blocks(it, lang)
	pairs, _ := r.Pairs(it, source, lang)
	for _, p := range pairs {
		if p.To-p.From != 1 || p.End-p.Start != 1 {
			continue
		}
		t := all[p.Start]
		var err error
		if t.there, err = r.written(there[p.From]); err != nil {
			return nil, err
		}
		t.at = there[p.From].Pos
	}
	return all, nil
}

// written returns a block as it is written in its file, line ends apart.
func (r *reader) written(b translate.Text) (string, error) {
	lines, known := r.lines[b.Pos.File]
	if !known {
		content, err := fs.ReadFile(r.fsys, b.Pos.File)
		if err != nil {
			return "", err
		}
		content = bytes.TrimPrefix(content, []byte("\uFEFF"))
		lines = strings.Split(strings.ReplaceAll(string(content), "\r\n", "\n"), "\n")
		r.lines[b.Pos.File] = lines
	}
	first := b.Pos.Line - 1
	return strings.Join(lines[first:first+b.Lines], "\n"), nil
}

// isPage reports whether an item is a page with files of its own.
func isPage(it *translate.Item) bool { return it.Page != nil && it.Page.Group == nil }
