package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"fishbowl/internal/diag"
	"fishbowl/internal/edit"
	"fishbowl/internal/locale"
	"fishbowl/internal/translate"
)

// change is an edit of the YAML of a file.
type change struct {
	file  string
	at    diag.Pos
	job   *job
	text  *text
	apply func(*edit.Document) error
}

// write returns the files as they would be. What cannot be written is refused.
func (im *importer) write() (map[string][]byte, error) {
	files := map[string][]byte{}
	var edits []change
	for _, j := range im.jobs {
		j.faults, j.failed, j.blocks, j.left = nil, nil, nil, 0
		if j.dropped || len(j.taken) == 0 {
			continue
		}
		if err := im.writePage(j, files); err != nil {
			return nil, err
		}
		if j.isNew(im.lang) && files[j.item.File(im.lang)] == nil {
			continue // it is not complete
		}
		edits = append(edits, im.edits(j)...)
	}
	// From the end to the beginning, so that places stay true.
	slices.SortStableFunc(edits, func(a, b change) int { return cmp.Or(cmp.Compare(a.file, b.file), -a.at.Compare(b.at)) })
	for len(edits) > 0 {
		name, n := edits[0].file, 1
		for n < len(edits) && edits[n].file == name {
			n++
		}
		content, err := im.content(files, name)
		if err != nil {
			return nil, err
		}
		d := edit.New(name, content)
		var all []func(*edit.Document) error
		for _, e := range edits[:n] {
			all = append(all, e.apply)
		}
		if !d.Together(all) {
			for _, e := range edits[:n] {
				if err := e.apply(d); err != nil {
					e.job.refuse(e.text, err.Error(), "write it into %s by hand", name)
				}
			}
		}
		if !bytes.Equal(d.Bytes(), content) {
			files[name] = d.Bytes()
		}
		edits = edits[n:]
	}
	return files, nil
}

func (im *importer) content(files map[string][]byte, name string) ([]byte, error) {
	if content, ok := files[name]; ok {
		return content, nil
	}
	return fs.ReadFile(im.fsys, name)
}

// writePage writes the running text of a page, or all of a new one.
func (im *importer) writePage(j *job, files map[string][]byte) error {
	if !isPage(j.item) {
		return nil
	}
	name := j.item.File(im.lang)
	if j.isNew(im.lang) {
		if j.missing(true) > 0 {
			return nil
		}
		for _, t := range j.texts {
			if t.block >= 0 {
				j.blocks = append(j.blocks, j.taken[t])
			}
		}
		content, err := newPage(im.reader, j, im.lang)
		files[name] = content
		return err
	}
	content, err := im.content(files, name)
	if err != nil {
		return err
	}
	l := linesOf(content)
	if j.blocks, err = setBody(im.reader, j, im.lang, l); err != nil {
		return err
	}
	if after := l.bytes(); string(after) != string(content) {
		files[name] = after
	}
	return nil
}

// missing returns how many texts have no translation; own, of those that only the page
// itself has. Where the name in menus is missing, the title serves.
func (j *job) missing(own bool) int {
	n := 0
	for _, t := range j.texts {
		if _, taken := j.taken[t]; !taken && t.Key != "menu_title" && !(own && t.shared >= 0) {
			n++
		}
	}
	return n
}

// edits returns the changes of an item's front matter and records.
func (im *importer) edits(j *job) []change {
	var all []change
	shared := j.item.Shared()
	for _, t := range j.texts {
		said, taken := j.taken[t]
		switch {
		case !taken || t.block >= 0 || said == t.there:
		case t.shared >= 0:
			record := shared[t.shared].Text
			all = append(all, change{record.Pos.File, record.Pos, j, t, func(d *edit.Document) error { return d.SetText(record.Pos, j.source, im.lang, said) }})
		case !j.isNew(im.lang):
			at := t.at
			if t.there == "" { // behind all others
				at = diag.Pos{Line: 1 << 30}
			}
			all = append(all, change{j.item.File(im.lang), at, j, t, func(d *edit.Document) error { return d.SetKey(t.Key, said) }})
		}
	}
	return all
}

// blame refuses the items in whose files a site on trial has errors. It reports false
// where there is none.
func (im *importer) blame(list *diag.List, files map[string][]byte) bool {
	found := false
	for _, p := range list.Sorted() {
		if p.Severity != diag.Error {
			continue
		}
		places := []diag.Pos{p.Pos}
		for _, a := range p.Also {
			places = append(places, a.Pos)
		}
		for _, j := range im.jobs {
			if j.dropped || !slices.ContainsFunc(places, func(at diag.Pos) bool { return files[at.File] != nil && im.writes(j, at.File) }) {
				continue
			}
			found = true
			r := Refusal{Why: fmt.Sprintf("with this the site could not be built: %s: %s", p.Pos, p.Message), Hint: p.Hint}
			if t := j.textAt(files[p.Pos.File], p.Line); t != nil {
				r.Line, r.Context, r.Now = j.message[t].Line, t.name.Context, t.Pos
			}
			im.drop(j, r)
		}
	}
	return found
}

// textAt returns the text of which a line of a file is the translation; nil where that
// cannot be told.
func (j *job) textAt(file []byte, line int) *text {
	l := linesOf(file)
	if line < 1 || line > len(l) {
		return nil
	}
	for _, t := range j.texts {
		for said := range strings.Lines(j.taken[t]) {
			if said = strings.TrimSpace(said); said != "" && strings.Contains(l[line-1], said) {
				return t
			}
		}
	}
	return nil
}

// writes reports whether a job writes something into a file.
func (im *importer) writes(j *job, file string) bool {
	if len(j.taken) == 0 {
		return false
	}
	shared := j.item.Shared()
	return isPage(j.item) && j.item.File(im.lang) == file || slices.ContainsFunc(j.texts, func(t *text) bool {
		said, taken := j.taken[t]
		return taken && t.shared >= 0 && said != t.there && shared[t.shared].Pos.File == file
	})
}

// drop refuses all of an item.
func (im *importer) drop(j *job, r Refusal) {
	j.dropped, j.faults = true, nil
	if r.Context = cmp.Or(r.Context, j.item.Name()); r.Line == 0 {
		for _, m := range j.message {
			if r.Line == 0 || m.Line < r.Line {
				r.Line = m.Line
			}
		}
	}
	im.refuse(r)
}

// compare looks at the site as it would be: every text says what it is to say. Items that
// do not are refused, and again is true.
func (im *importer) compare(after *translate.Survey, fsys fs.FS) (again bool, err error) {
	r := newReader(after, fsys)
	ours := map[string]*job{}
	for _, j := range im.jobs {
		if !j.dropped && len(j.taken) > 0 {
			ours[j.item.Name()] = j
		}
	}
	now := map[string]*translate.Item{}
	for _, it := range after.Items {
		now[it.Name()] = it
	}
	for _, it := range im.Items {
		j, next := ours[it.Name()], now[it.Name()]
		if next == nil {
			return false, fmt.Errorf("with these translations %s would be gone", it.Name())
		}
		for _, l := range im.Languages {
			if j != nil && l.Code == im.lang {
				continue
			}
			if !slices.EqualFunc(im.Texts(it, l.Code), after.Texts(next, l.Code), func(a, b translate.Text) bool { return a.Key == b.Key && a.Text == b.Text }) {
				return false, fmt.Errorf("with these translations %s would say something else in %q", it.Name(), l.Code)
			}
		}
		if j == nil {
			continue
		}
		refusal, err := j.check(r, next, im.lang)
		if err != nil {
			return false, err
		}
		if refusal != nil {
			im.drop(j, *refusal)
			again = true
		}
	}
	return again, nil
}

// check compares an item as it would be with what was translated.
func (j *job) check(r *reader, after *translate.Item, lang string) (*Refusal, error) {
	if isPage(j.item) && after.Written(lang) == nil {
		return nil, nil // it is not complete
	}
	own, shared := map[string]string{}, after.Shared()
	for _, t := range after.Own(lang) {
		own[t.Key] = t.Text
	}
	for _, t := range j.texts {
		said, taken := j.taken[t]
		if !taken || t.block >= 0 || j.failed[t] {
			continue
		}
		got := own[t.Key]
		if t.shared >= 0 {
			var record locale.Text
			if t.shared < len(shared) {
				record = shared[t.shared].Text
			}
			got = record.In(lang)
		}
		if got != said {
			return &Refusal{Line: j.message[t].Line, Context: t.name.Context, Why: "it would not stand on the page as it was translated", Hint: "write it by hand", Now: t.Pos}, nil
		}
	}
	blocks := r.Blocks(after, lang)
	for i := range max(len(blocks), len(j.blocks)) {
		got := ""
		if i < len(blocks) {
			var err error
			if got, err = r.written(blocks[i]); err != nil {
				return nil, err
			}
		}
		if i >= len(j.blocks) || got != j.blocks[i] {
			ref := &Refusal{Why: "its running text would fall into other paragraphs than those of the source",
				Hint: "is a # or a - at the beginning lost, or is there an empty line too many? mend it and import again; nothing of this item was taken"}
			for _, t := range j.texts {
				if i < len(j.blocks) && t.block >= 0 && j.taken[t] == j.blocks[i] {
					ref.Line, ref.Context, ref.Now = j.message[t].Line, t.name.Context, t.Pos
				}
			}
			return ref, nil
		}
	}
	return nil, nil
}

func firstError(list *diag.List) string {
	for _, p := range list.Sorted() {
		if p.Severity == diag.Error {
			return p.Pos.String() + ": " + p.Message
		}
	}
	return ""
}
