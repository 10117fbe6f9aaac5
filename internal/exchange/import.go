package exchange

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"fishbowl/internal/diag"
	"fishbowl/internal/po"
	"fishbowl/internal/source"
	"fishbowl/internal/translate"
)

// Trial reads a site as it would be; the survey is nil where it has errors.
type Trial func(fs.FS) (*translate.Survey, *diag.List, error)

// Result is what an import does, and what it does not.
type Result struct {
	Lang  string
	Files map[string][]byte // what is to be written, by path relative to the site
	// Done are the items of which something is written, Confirmed those of which
	// nothing is, and whose translation was older than the source.
	Done, Confirmed []Done
	Refused         []Refusal
	Incomplete      []Incomplete // pages that are not written yet
	// Taken, Same, Fuzzy, Empty and Newer count the messages that fit the site: taken
	// over, as they stand there already, doubtful, without translation, and those that
	// the translator has left as they were while the site has got others, or has none
	// any more.
	Taken, Same, Fuzzy, Empty, Newer int
	// After is the site as it is when the files are written.
	After *translate.Survey
}

// Done is an item that an import writes.
type Done struct {
	Item, File, Source string
	New                bool // the file
	Texts              int  // that are others now
	// Fits: all texts of the source were in the file, each with a translation, so that
	// the item may be marked. Fit are the texts of the source of which that is true.
	// Extra are the paragraphs that its source does not have any more.
	Fits  bool
	Fit   []translate.Text
	Extra int
}

// Refusal is a message that is not taken.
type Refusal struct {
	Line    int    // in the PO file
	Context string // of the message; of an item, its name
	Why     string
	Hint    string
	Now     diag.Pos // where the source stands now, or the translation; if it is known
	There   bool     // Now is of the translation
}

// Incomplete is a page of which some texts are not translated yet.
type Incomplete struct {
	Item, File     string
	Missing, Texts int
}

// CheckHeader returns the language of a file, or why it is not one for this site.
func CheckHeader(v *translate.Survey, f *po.File) (lang string, err error) {
	switch name := f.Get(siteField); {
	case name == "":
		return "", &diag.Fault{Message: fmt.Sprintf("its header has no line %s: it was not made by fishbowl translate export", siteField),
			Hint: "export the texts, and translate that file"}
	case name != siteName(v):
		return "", &diag.Fault{Message: fmt.Sprintf("it is a file of another site: of %q, and this is %q", name, siteName(v)),
			Hint: "name the folder of that site with --site"}
	}
	said := f.Get("Language")
	code := strings.ReplaceAll(said, "_", "-")
	base, _, _ := strings.Cut(code, "-")
	for _, c := range []string{code, base} {
		for _, l := range v.Languages {
			if strings.EqualFold(l.Code, c) {
				return l.Code, nil
			}
		}
	}
	if said == "" {
		return "", diag.Faultf("its header does not say its language: a line as in Language: %s", v.Languages[0].Code)
	}
	_, err = v.Language(said)
	return "", fmt.Errorf("its language: %w", err)
}

// job is an item of which a file has translations.
type job struct {
	item    *translate.Item
	source  string
	texts   []*text // all that the source has
	taken   map[*text]string
	message map[*text]*po.Message

	dropped bool // nothing of it is written

	// What one attempt found.
	faults []Refusal
	failed map[*text]bool
	blocks []string // of the body, as they are to be
	left   int      // paragraphs that the source does not have any more
}

func (j *job) refuse(t *text, why, hint string, args ...any) {
	if j.failed == nil {
		j.failed = map[*text]bool{}
	}
	j.failed[t] = true
	j.faults = append(j.faults, Refusal{Line: j.message[t].Line, Context: t.name.Context, Why: why, Hint: fmt.Sprintf(hint, args...), Now: t.Pos})
}

func (j *job) refuseAll(texts []*text, why, hint string) {
	for _, t := range texts {
		if _, taken := j.taken[t]; taken {
			j.refuse(t, why, "%s", hint)
		}
	}
}

// isNew reports whether the job writes a file that is not there.
func (j *job) isNew(lang string) bool { return isPage(j.item) && j.item.Written(lang) == nil }

type importer struct {
	*reader
	lang   string
	force  bool
	jobs   []*job
	result *Result
}

// Import plans what a file changes in a site; it writes nothing. With force, a translation
// is taken even if the site has got another one since the export.
func Import(v *translate.Survey, fsys fs.FS, lang string, f *po.File, force bool, trial Trial) (*Result, error) {
	im := &importer{reader: newReader(v, fsys), lang: lang, force: force, result: &Result{Lang: lang, After: v}}
	if err := im.match(f); err != nil {
		return nil, err
	}
	for {
		files, err := im.write()
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			break
		}
		after, list, err := trial(source.Overlay(fsys, files))
		if err != nil {
			return nil, err
		}
		if after == nil {
			if !im.blame(list, files) {
				return nil, fmt.Errorf("the site could not be read with these translations, and it cannot be told why: %s", firstError(list))
			}
			continue
		}
		again, err := im.compare(after, source.Overlay(fsys, files))
		if err != nil {
			return nil, err
		}
		if !again {
			im.result.Files, im.result.After = files, after
			break
		}
	}
	im.summarize()
	return im.result, nil
}

// match finds the text of each message.
func (im *importer) match(f *po.File) error {
	byItem := map[string][]*po.Message{}
	for i := range f.Messages {
		name, _, _ := strings.Cut(f.Messages[i].Context, "/")
		byItem[name] = append(byItem[name], &f.Messages[i])
	}
	for _, it := range im.Items {
		messages := byItem[it.Name()]
		delete(byItem, it.Name())
		if len(messages) == 0 {
			continue
		}
		j, err := im.job(it, messages)
		if err != nil {
			return err
		}
		im.sort(j, messages)
	}
	for name, messages := range byItem {
		said := slices.DeleteFunc(messages, func(m *po.Message) bool { return m.Text == "" || m.Fuzzy })
		if len(said) > 0 {
			im.refuse(Refusal{Line: said[0].Line, Context: name, Why: fmt.Sprintf("there is no page and no record of this name; translated texts: %d", len(said)),
				Hint: "it has another name, or is gone"})
		}
	}
	return nil
}

// job chooses the language from which an item's messages were translated: the one whose
// texts they have.
func (im *importer) job(it *translate.Item, messages []*po.Message) (*job, error) {
	sources := it.Others(im.lang)
	if from := im.From(it, im.lang); from != "" {
		sources = append([]string{from}, sources...)
	}
	var best *job
	most := -1
	for _, source := range sources {
		texts, err := im.texts(it, source, im.lang)
		if err != nil {
			return nil, err
		}
		j := &job{item: it, source: source, texts: texts, taken: map[*text]string{}, message: map[*text]*po.Message{}}
		byName := map[po.Key]*text{}
		for _, t := range texts {
			byName[t.name] = t
		}
		for _, m := range messages {
			if t := byName[m.Key()]; t != nil {
				j.message[t] = m
			}
		}
		if len(j.message) > most {
			best, most = j, len(j.message)
		}
	}
	if best == nil { // it is written in this language only
		best = &job{item: it}
	}
	return best, nil
}

// sort takes what is translated, and refuses what is of texts that are others now.
func (im *importer) sort(j *job, messages []*po.Message) {
	of := map[*po.Message]*text{}
	for t, m := range j.message {
		of[m] = t
	}
	var last *text
	for _, m := range messages {
		said, t := clean(m.Text), of[m]
		switch {
		case t == nil:
			if said != "" && !m.Fuzzy {
				im.refuse(Refusal{Line: m.Line, Context: m.Context, Why: "its source is another one now",
					Hint: "export again, and translate what is there now", Now: j.place(m, last)})
			}
			continue
		case said == "":
			im.result.Empty++
		case m.Fuzzy:
			im.result.Fuzzy++
		case said != t.there && was(m) == stamp(said) && !j.isNew(im.lang):
			im.result.Newer++
		case said != t.there && was(m) != "" && was(m) != stamp(t.there) && !j.isNew(im.lang) && !im.force:
			im.refuse(Refusal{Line: m.Line, Context: m.Context, Why: "its translation has become another one on the site since the export",
				Hint: "write there by hand what is better, or take all that the file says: --force", Now: t.at, There: true})
		case t.block >= 0 && mark(t.name.ID) != mark(said):
			im.refuse(Refusal{Line: m.Line, Context: m.Context, Why: "it is not the same kind of paragraph as its source",
				Hint: fmt.Sprintf("begin the translation like the text of the source: %s", begin(t.name.ID)), Now: t.Pos})
		default:
			j.taken[t] = said
		}
		if t.block >= 0 {
			last = t
		}
	}
	im.jobs = append(im.jobs, j)
}

// clean takes away what programs for translators add around a text.
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return strings.Trim(s, "\n")
}

var marks = regexp.MustCompile("^ {0,3}(#{1,6} |[-*+] |[0-9]+[.)] |> |\\||\\[\\^[^\\]]+\\]:|```|~~~|    )")

// mark returns the characters of Markdown that say what a paragraph is.
func mark(block string) string {
	m := strings.TrimSpace(marks.FindString(block))
	switch {
	case m == "*" || m == "+":
		return "-"
	case m != "" && m[0] >= '0' && m[0] <= '9':
		return "1."
	}
	return m
}

// begin returns how a block begins.
func begin(block string) string {
	const few = 20
	r := []rune(strings.SplitN(block, "\n", 2)[0])
	if len(r) > few {
		return string(r[:few]) + "…"
	}
	return string(r)
}

// place returns where a text stands now that has changed: the text of its key, or the
// block behind the last that has not changed.
func (j *job) place(m *po.Message, last *text) diag.Pos {
	var at diag.Pos
	for _, t := range j.texts {
		switch key := j.item.Name() + "/" + t.Key; {
		case m.Context != key && !strings.HasPrefix(m.Context, key+"/"):
		case t.block < 0:
			return t.Pos
		case last == nil, t.block == last.block+1:
			return t.Pos
		default:
			at = t.Pos
		}
	}
	return at
}

func (im *importer) refuse(r Refusal) { im.result.Refused = append(im.result.Refused, r) }

// summarize says what became of each item.
func (im *importer) summarize() {
	res := im.result
	for _, j := range im.jobs {
		res.Refused = append(res.Refused, j.faults...)
		if j.dropped || len(j.taken) == 0 {
			continue
		}
		done := Done{Item: j.item.Name(), File: j.item.File(im.lang), Source: j.source, New: j.isNew(im.lang), Extra: j.left}
		if missing := j.missing(true); done.New && missing > 0 {
			res.Incomplete = append(res.Incomplete, Incomplete{done.Item, done.File, missing, len(j.texts)})
			continue
		}
		for _, t := range j.texts {
			said, taken := j.taken[t]
			if !taken || j.failed[t] {
				continue
			}
			if done.Fit = append(done.Fit, t.Text); said == t.there {
				res.Same++
			} else {
				done.Texts++
			}
		}
		res.Taken += done.Texts
		st := im.Status(j.item, im.lang)
		older := st.Older && st.Source == j.source
		done.Fits = j.missing(false) == 0 && len(j.failed) == 0 && j.left == 0 && !(older && im.gone(st))
		if done.Texts > 0 {
			res.Done = append(res.Done, done)
		} else if older {
			res.Confirmed = append(res.Confirmed, done)
		}
	}
	slices.SortStableFunc(res.Refused, func(a, b Refusal) int { return a.Line - b.Line })
}

// gone reports whether texts of the source have gone, which no message says.
func (im *importer) gone(st translate.Status) bool {
	return slices.ContainsFunc(im.Changes(st), func(c translate.Change) bool { return len(c.Now) == 0 })
}
