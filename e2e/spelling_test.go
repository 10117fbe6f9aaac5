package e2e

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/sync/errgroup"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

var update = flag.Bool("update", false, "write the lists of testdata/spelling anew")

// dictionaries are hunspell's, by language. Text in any other language is not
// checked.
var dictionaries = map[string]string{"de": "de_DE", "el": "el_GR", "en": "en_GB"}

// TestSpelling looks up every word that people read or hear in the site, and in one
// that has just been begun. A word
// that hunspell does not know is mended, or stands in a list of
// testdata/spelling:
//
//	names.txt             people, places, titles, in any language
//	de.txt el.txt en.txt  words of one language
//
// An entry also stands for the word with a capital or all in capitals, as in
// hunspell's dictionaries: "balint" for "Balint", but not "Balint" for "balint".
// An entry of several words holds where they stand together. Names may have an
// "s" behind them in German, words "’s" in English and a second accent in Greek,
// and what is joined by hyphens is right if its parts are. An entry that no text
// needs, because it is gone or hunspell knows it, fails as well.
//
// After a change of the texts, mend what is misspelt and then run
//
//	go test ./e2e -run TestSpelling -update
//
// It drops what is not needed, sorts, and puts what is new at the end of the
// lists for somebody to read: a misspelling in a list is never found again.
func TestSpelling(t *testing.T) {
	pages := slices.Clone(reference(t).pages)
	for _, p := range begun(t).pages {
		pages = append(pages, &page{path: "fishbowl new site: " + p.path, doc: p.doc})
	}
	l := readLists(t)
	faults := misspelt(t, pages, l)
	if *update {
		l.update(faults)
		l.write(t)
		return
	}
	suggest(t, faults, l)
	for _, f := range faults {
		t.Error(f)
	}
	for _, name := range slices.Sorted(maps.Keys(l)) {
		w := l[name]
		for _, entry := range w.idle() {
			t.Errorf("%s: no text needs %q: it is gone, or the dictionary knows it", listFile(name), entry)
		}
		if w.String() != w.text {
			t.Errorf("%s is not sorted: run this test with -update", listFile(name))
		}
	}
}

// A page of each language with faults in all places where there is text, and
// with all that looks like a fault and is none.
func TestSpellingFindsFaults(t *testing.T) {
	const source = `<!doctype html><html lang="%s"><title>%s</title><body>%s`
	tests := []struct {
		lang, title, body string
		want              []string
	}{
		{"de", "Ein Abend in der Balintgrupe", `
			<p>Im Kreis sitzen <b>nich</b> nur Ärztinnen, son<i>den</i> auch <q>Pflegende</q>.</p>
			<p title="der Abent">Balints Gruppen&shy;arbeit, Balint-Gruppen, die Balint-Grupe; Fall- und Abendgruppen.</p>
			<p>Abendgruppe<br>Mittwochsgruppe<sup>1</sup> Die gruppe Wort.Wort</p>
			<img alt="Stühle im Kreiss"><a aria-label="Zurrück">1</a>
			<p>am 3. 2., d.&nbsp;h. z.B. 19.30 Uhr, 90-minütig, M. Balint, A.B., STRASSE, Beispieltest-</p>
			<p>Auf Griechisch: φροντίδα, φροντιδα. <span lang="en">The colour, the coluor</span></p>`,
			[]string{"de Balintgrupe", "de nich", "de sonden", "de Abent", "de Grupe", "de gruppe", "de Wort.Wort",
				"de Kreiss", "de Zurrück", "el φροντιδα", "en coluor"}},
		{"el", "Η συνάντισηση", `
			<p>Η συνάντησή μας και η αίτησή σας· «ό,τι» λέμε σ’ αυτήν μένει εδώ, κι&nbsp;ο χρόνοσ τελειώνει. Ό,τι κι αν γίνει.</p>
			<p>ομάδα Balint, ομάδα-Balint, ομάδα Ballint, group work, grοup</p>
			<p lang="de">Die Sitzug</p><p lang="de-AT">Die Gruppe</p><p lang="hu">Bálint Mihály</p>
			<p>Σκέψη και φροντίδα: ΠΡΟΣΟΧΉ, ο ανθρωπος, ἄνθρωπος, κ.ά. και слово.</p>`,
			[]string{"el συνάντισηση", "el χρόνοσ", "en Ballint", "el grοup", "de Sitzug", "el ανθρωπος", "el ἄνθρωπος", "el слово"}},
		{"en", "We recieve", `
			<meta name="description" content="the descripton"><meta property="og:title" content="the titel">
			<p>Balint's group, the doctors’ well-being, the doctor’s co-leader, don't, e.g. at 8 o’clock. 3rd, 1960s</p>
			<p>See https://example.org/recieve, www.example.org/teh, example.org, teh.person@example.org or doi:10.1370/afm.813.</p>
			<pre>teh</pre><p>The <code>teh</code> flag</p><script>var teh</script><style>teh{}</style>
			<p>teh group's balint Balint-grup cafe&#x301; <i>Institut Kreis
				und Gespräch</i>, und</p><p>colour, organise</p>`,
			[]string{"en recieve", "en descripton", "en titel", "en teh", "en balint", "en grup", "en und"}},
	}
	var pages []*page
	var want []string
	for _, test := range tests {
		doc, err := html.Parse(strings.NewReader(fmt.Sprintf(source, test.lang, test.title, test.body)))
		if err != nil {
			t.Fatal(err)
		}
		address := "/" + test.lang + "/"
		pages = append(pages, &page{path: address, doc: doc})
		for _, word := range test.want {
			want = append(want, address+" "+word)
		}
	}
	l := lists{
		"names": parseList("names", "# People\nBalint\n\n# Places\nInstitut Kreis und Gespräch\n"),
		"el":    parseList("el", "γίνομαι\nκ.ά.\nό,τι\nτίποτ\n"),
		"de":    parseList("de", "d.\nAbendgruppe\n"),
	}
	faults := misspelt(t, pages, l)
	var got []string
	for _, f := range faults {
		got = append(got, f.page+" "+f.lang+" "+f.word)
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("misspelt words, expected (-) and found (+):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"γίνομαι", "τίποτ"}, l["el"].idle()); diff != "" {
		t.Errorf("entries that nothing needs, expected (-) and found (+):\n%s", diff)
	}
}

// fault is a word that neither hunspell nor a list knows.
type fault struct {
	lang, word string // the language is that of the dictionary
	page       string // where it stands first
	context    string
	times      int
	near       []string // what it may mean
}

func (f *fault) String() string {
	s := fmt.Sprintf("%s: %s: %q in “%s”", f.page, f.lang, f.word, f.context)
	if f.times > 1 {
		s += fmt.Sprintf(", %d times in all", f.times)
	}
	if len(f.near) > 0 {
		s += "; near it: " + strings.Join(f.near, ", ")
	}
	return s
}

// misspelt returns the misspelt words of pages, each once, and notes which
// entries of the lists were needed.
func misspelt(t *testing.T, pages []*page, l lists) []*fault {
	t.Helper()
	type key struct{ lang, word, phrase string }
	times := map[key]int{}
	var tokens []token // each once
	phrases := l.phrases()
	read := map[string][]token{} // most passages stand in many pages
	for _, p := range pages {
		for _, passage := range passages(p.doc) {
			text := fmt.Sprint(passage)
			if _, ok := read[text]; !ok {
				read[text] = passage.tokens(phrases)
			}
			for _, tok := range read[text] {
				k := key{tok.lang, tok.word, tok.phrase}
				if times[k]++; times[k] == 1 {
					tok.page = p.path
					tokens = append(tokens, tok)
				}
			}
		}
	}
	ways := make([][][]lookup, len(tokens))
	questions := map[lookup]bool{}
	for i, tok := range tokens {
		ways[i] = readings(tok.lang, tok.word)
		for _, reading := range ways[i] {
			for _, q := range reading {
				questions[q] = true
			}
		}
	}
	answers := known(t, questions)
	var faults []*fault
	found := map[lookup]*fault{}
	for i, tok := range tokens {
		if tok.phrase != "" {
			if len(lists{}.doubts(ways[i], answers)) > 0 {
				l["names"].used[tok.phrase] = true
			}
			continue
		}
		for _, q := range l.doubts(ways[i], answers) {
			f := found[q]
			if f == nil {
				f = &fault{lang: q.lang, word: q.word, page: tok.page, context: tok.context()}
				found[q] = f
				faults = append(faults, f)
			}
			f.times += times[key{tok.lang, tok.word, tok.phrase}]
		}
	}
	return faults
}

// passage is text without a break, a heading or a paragraph say, as pieces of one
// language each.
type passage []piece

type piece struct{ lang, text string }

// inline are the elements that do not part words. A raised number is not a part
// of the word before it, so sup is none of them.
var inline = words(`a abbr b bdi bdo cite data del dfn em i ins mark q s small span strong time u var wbr`)

// silent are the elements whose text is not language.
var silent = words(`code kbd pre samp script style template`)

// spoken are the attributes that people read or hear; metas are the meta
// elements whose content they do.
var (
	spoken = words(`alt aria-description aria-label aria-roledescription aria-valuetext label placeholder summary title`)
	metas  = words(`author description og:description og:image:alt og:site_name og:title twitter:description twitter:title`)
)

func words(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// passages returns all text of a document that people read or hear.
func passages(doc *html.Node) []passage {
	var found []passage
	var open passage
	end := func() {
		if open != nil {
			found = append(found, open)
			open = nil
		}
	}
	var walk func(n *html.Node, lang string)
	walk = func(n *html.Node, lang string) {
		if n.Type == html.TextNode {
			open = append(open, piece{lang, n.Data})
			return
		}
		if n.Type == html.ElementNode {
			if own, ok := attr(n, "lang"); ok {
				lang, _, _ = strings.Cut(own, "-")
			}
			for _, a := range n.Attr {
				if spoken[a.Key] {
					found = append(found, passage{{lang, a.Val}})
				}
			}
			if name, _ := attr(n, "name"); metas[name] {
				content, _ := attr(n, "content")
				found = append(found, passage{{lang, content}})
			}
			if property, _ := attr(n, "property"); metas[property] {
				content, _ := attr(n, "content")
				found = append(found, passage{{lang, content}})
			}
			if !inline[n.Data] {
				end()
				defer end()
			}
			if silent[n.Data] {
				return
			}
		}
		for child := range n.ChildNodes() {
			walk(child, lang)
		}
	}
	walk(doc, "")
	return found
}

// token is a word as it stands in a text, with the sign behind it that may
// belong to it.
type token struct {
	lang, word string
	page       string
	text       string // the passage
	start, end int    // of the word in it
	phrase     string // of the list of names that the word stands in
}

// context returns the token with the words around it.
func (t token) context() string {
	const around = 4
	before, after := strings.Fields(t.text[:t.start]), strings.Fields(t.text[t.end:])
	if unicode.IsSpace(last(t.text[:t.start])) {
		before = append(before, "")
	}
	if r, _ := utf8.DecodeRuneInString(t.text[t.end:]); unicode.IsSpace(r) {
		after = append([]string{""}, after...)
	}
	if n := len(before) - around - 1; n > 0 {
		before = append([]string{"…"}, before[n:]...)
	}
	if len(after) > around+1 {
		after = append(after[:around+1:around+1], "…")
	}
	return strings.Join(before, " ") + t.word + strings.Join(after, " ")
}

func last(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

var (
	// tidy takes out what is not seen, and makes alike what looks alike.
	tidy = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\ufe0e", "", "\ufe0f", "",
		"\u2010", "-", "\u2011", "-", "'", "’", "\u02bc", "’", "\u1fbd", "’")
	spacePattern   = regexp.MustCompile(`[\s\p{Z}]+`)
	addressPattern = regexp.MustCompile(`(?i)\b(?:https?://|mailto:|tel:|doi:|www\.)\S+|\S+@\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:at|ch|com|de|eu|gr|info|int|net|org|uk)\b(?:/\S*)?`)
	// wordPattern: hyphens, dots and apostrophes also stand inside words, and the
	// comma inside one.
	wordPattern = regexp.MustCompile(`(?i:ό,τι)|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-.’][\p{L}\p{M}\p{N}]+)*[-.’]?`)
	// missingSpace is a full stop inside what is no abbreviation.
	missingSpace    = regexp.MustCompile(`\p{L}{2}\.\p{L}{2}`)
	initialsPattern = regexp.MustCompile(`^(?:\p{Lu}\.)+$`)
)

// tokens returns the words of the passage's checked languages, and tells which
// stand in one of the phrases.
func (p passage) tokens(phrases []string) []token {
	var pieces passage // with neighbours of the same language joined
	for _, next := range p {
		if n := len(pieces); n > 0 && pieces[n-1].lang == next.lang {
			pieces[n-1].text += next.text
		} else {
			pieces = append(pieces, next)
		}
	}
	var text string
	for i, piece := range pieces {
		pieces[i].text = norm.NFC.String(spacePattern.ReplaceAllString(tidy.Replace(piece.text), " "))
		text += pieces[i].text
	}
	var found []token
	offset := 0
	for _, piece := range pieces {
		if dictionaries[piece.lang] != "" {
			checked := addressPattern.ReplaceAllStringFunc(piece.text, func(s string) string { return strings.Repeat(" ", len(s)) })
			for _, at := range wordPattern.FindAllStringIndex(checked, -1) {
				found = append(found, token{
					lang: piece.lang, word: checked[at[0]:at[1]],
					text: text, start: offset + at[0], end: offset + at[1],
				})
			}
		}
		offset += len(piece.text)
	}
	for _, phrase := range phrases {
		for start := 0; ; start += len(phrase) {
			i := strings.Index(text[start:], phrase)
			if i < 0 {
				break
			}
			start += i
			for i, tok := range found {
				if tok.start >= start && tok.start < start+len(phrase) {
					found[i].phrase = phrase
				}
			}
		}
	}
	return found
}

// lookup is a word to be found in a dictionary, or in a list.
type lookup struct{ lang, word string }

// readings returns the ways in which a word can be right: all lookups of one of
// them must succeed. The first is the best guess. There are none for what is not
// a word: numbers and initials.
func readings(lang, word string) [][]lookup {
	if initialsPattern.MatchString(word) {
		return nil
	}
	bare := strings.TrimRight(word, "-.’")
	bases := []string{bare}
	if base, ok := strings.CutSuffix(bare, "’s"); ok && dictionaryOf(lang, base) == "en" {
		bases = []string{base, bare}
	}
	var found [][]lookup
	for _, base := range bases {
		var parts []lookup
		for part := range strings.SplitSeq(base, "-") {
			if !strings.ContainsFunc(part, unicode.IsNumber) {
				parts = append(parts, lookup{dictionaryOf(lang, part), part})
			}
		}
		if parts == nil {
			return nil
		}
		found = append(found, parts)
		if strings.Contains(base, "-") {
			found = append(found, []lookup{{dictionaryOf(lang, base), base}})
		}
	}
	if base, ok := withoutSecondAccent(bare); ok {
		found = append(found, []lookup{{dictionaryOf(lang, base), base}})
	}
	if word != bare {
		whole := []lookup{{dictionaryOf(lang, word), word}}
		if strings.Contains(bare, ".") { // an abbreviation, rather than the end of a sentence
			return append([][]lookup{whole}, found...)
		}
		found = append(found, whole)
	}
	return found
}

// withoutSecondAccent takes off the accent that a Greek word has on its last
// syllable when a short word leans on it: η συνάντησή μας.
func withoutSecondAccent(word string) (string, bool) {
	const accent = "\u0301"
	if dictionaryOf("", word) != "el" {
		return "", false
	}
	word = norm.NFD.String(word)
	first, last := strings.Index(word, accent), strings.LastIndex(word, accent)
	if first == last {
		return "", false
	}
	return norm.NFC.String(word[:last] + word[last+len(accent):]), true
}

// dictionaryOf returns the language in which to look up a word of a text. The
// script decides: Latin words in Greek text are taken as English. Words of two
// scripts are in no dictionary, whatever they look like.
func dictionaryOf(lang, word string) string {
	greek, latin := false, false
	for _, r := range word {
		greek = greek || unicode.Is(unicode.Greek, r)
		latin = latin || unicode.Is(unicode.Latin, r)
	}
	switch {
	case greek && !latin:
		return "el"
	case latin && !greek && lang == "el":
		return "en"
	}
	return lang
}

// known reports which lookups succeed.
func known(t *testing.T, questions map[lookup]bool) map[lookup]bool {
	t.Helper()
	ask := map[string][]string{}
	answers := map[lookup]bool{}
	for q := range questions {
		if askable(q) {
			ask[q.lang] = append(ask[q.lang], q.word)
			answers[q] = true
		}
	}
	for lang, output := range hunspell(t, ask) {
		for word := range strings.Lines(output) {
			delete(answers, lookup{lang, strings.TrimSpace(word)})
		}
	}
	return answers
}

// askable reports whether a word has only letters that its dictionary can have:
// the Greek one is in ISO 8859-7, and hunspell passes over what is not.
func askable(q lookup) bool {
	return !missingSpace.MatchString(q.word) && !strings.ContainsFunc(q.word, func(r rune) bool {
		if q.lang == "el" {
			return unicode.IsLetter(r) && (r < 'Ά' || r > 'ώ') || unicode.IsMark(r)
		}
		return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) || unicode.IsMark(r)
	})
}

// hunspell runs once per language with words of it, and returns those that it
// does not know, in lines.
func hunspell(t *testing.T, ask map[string][]string) map[string]string {
	t.Helper()
	program, err := exec.LookPath("hunspell")
	if err != nil {
		missing(t, "hunspell")
	}
	home := t.TempDir() // without anybody's own words
	var mu sync.Mutex
	answers := map[string]string{}
	var group errgroup.Group
	for lang, words := range ask {
		group.Go(func() error {
			// With -1 a line's text before a tab is a word, whatever is in it.
			cmd := exec.Command(program, "-i", "utf-8", "-d", dictionaries[lang], "-1", "-l")
			cmd.Env = append(os.Environ(), "HOME="+home, "LC_ALL=C.UTF-8")
			cmd.Stdin = strings.NewReader(strings.Join(words, "\t\n") + "\t\n")
			var complaint strings.Builder
			cmd.Stderr = &complaint
			output, err := cmd.Output()
			if err != nil || complaint.Len() > 0 {
				return fmt.Errorf("hunspell -d %s: %v: %s", dictionaries[lang], err, complaint.String())
			}
			mu.Lock()
			defer mu.Unlock()
			answers[lang] = string(output)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		if strings.Contains(err.Error(), "Can't open") {
			missing(t, err.Error())
		}
		t.Fatal(err)
	}
	return answers
}

// alphabets are the letters to try in the place of wrong ones.
var alphabets = map[string]string{
	"de": "abcdefghijklmnopqrstuvwxyzäöüß",
	"el": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώςϊϋΐΰ",
	"en": "abcdefghijklmnopqrstuvwxyz",
}

// suggest adds to faults the right words that are one change away. Hunspell's
// own suggestions take half a minute in Greek, and do not know the lists.
func suggest(t *testing.T, faults []*fault, l lists) {
	t.Helper()
	const most, each = 100, 6
	faults = faults[:min(len(faults), most)]
	questions := map[lookup]bool{}
	for _, f := range faults {
		for _, word := range changes(f.word, alphabets[f.lang]) {
			questions[lookup{f.lang, word}] = true
		}
	}
	answers := known(t, questions)
	for _, f := range faults {
		for _, word := range changes(f.word, alphabets[f.lang]) {
			if q := (lookup{f.lang, word}); len(f.near) < each && (answers[q] || l.have(q, false)) && !slices.Contains(f.near, word) {
				f.near = append(f.near, word)
			}
		}
	}
}

// changes returns the words that differ from a word by one letter too many, too
// few or wrong, or by two neighbours that are exchanged.
func changes(word, alphabet string) []string {
	var found []string
	runes := []rune(word)
	for i := range runes {
		before, r, after := string(runes[:i]), runes[i], string(runes[i+1:])
		if i+1 < len(runes) {
			found = append(found, before+string(runes[i+1])+string(r)+string(runes[i+2:]))
		}
		found = append(found, before+after)
		for _, letter := range alphabet {
			if unicode.IsUpper(r) {
				found = append(found, before+string(unicode.ToUpper(letter))+after)
			} else {
				found = append(found, before+string(letter)+after)
			}
			found = append(found, before+string(r)+string(letter)+after)
		}
	}
	return slices.DeleteFunc(found, func(w string) bool { return w == "" || w == word })
}

// lists are the word lists, by their names.
type lists map[string]*list

type list struct {
	name  string
	text  string
	lines []string          // entries, comments, empty lines
	forms map[string]string // the entry of each form
	used  map[string]bool
}

func listFile(name string) string {
	return filepath.Join("testdata", "spelling", name+".txt")
}

func readLists(t *testing.T) lists {
	t.Helper()
	l := lists{}
	for _, name := range append([]string{"names"}, languages...) {
		data, err := os.ReadFile(listFile(name))
		if err != nil {
			t.Fatal(err)
		}
		l[name] = parseList(name, string(data))
	}
	return l
}

func parseList(name, text string) *list {
	l := &list{name: name, text: text, forms: map[string]string{}, used: map[string]bool{}}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		l.lines = append(l.lines, line)
		if isEntry(line) {
			r, size := utf8.DecodeRuneInString(line)
			for _, form := range []string{line, string(unicode.ToUpper(r)) + line[size:], strings.ToUpper(line)} {
				l.forms[form] = line
			}
		}
	}
	return l
}

func isEntry(line string) bool { return line != "" && !strings.HasPrefix(line, "#") }

// doubts returns the words of the best reading that nobody knows; none if one
// of the readings holds.
func (l lists) doubts(readings [][]lookup, known map[lookup]bool) []lookup {
	var doubts []lookup
	for i, reading := range readings {
		var unknown []lookup
		for _, q := range reading {
			if !known[q] {
				unknown = append(unknown, q)
			}
		}
		if len(unknown) == 0 {
			return nil
		}
		if i == 0 {
			doubts = unknown
		}
	}
	for _, reading := range readings {
		if !slices.ContainsFunc(reading, func(q lookup) bool { return !known[q] && !l.have(q, false) }) {
			for _, q := range reading {
				if !known[q] {
					l.have(q, true)
				}
			}
			return nil
		}
	}
	return slices.DeleteFunc(doubts, func(q lookup) bool { return l.have(q, true) })
}

// have reports whether a list has a word, and notes that it is needed.
func (l lists) have(q lookup, needed bool) bool {
	for _, try := range []struct{ list, form string }{
		{"names", q.word},
		{q.lang, q.word},
		{"names", strings.TrimSuffix(q.word, "s")},
	} {
		w := l[try.list]
		if w == nil || try.form != q.word && q.lang != "de" {
			continue
		}
		if entry, ok := w.forms[try.form]; ok {
			if needed {
				w.used[entry] = true
			}
			return true
		}
	}
	return false
}

// phrases returns the names of several words, which need not be right one by one.
func (l lists) phrases() []string {
	return slices.DeleteFunc(slices.Clone(l["names"].lines), func(line string) bool { return !isEntry(line) || !strings.Contains(line, " ") })
}

// idle returns the entries that no text needed.
func (w *list) idle() []string {
	return slices.DeleteFunc(slices.Clone(w.lines), func(line string) bool { return !isEntry(line) || w.used[line] })
}

// String returns the list's file, sorted between comments and empty lines.
func (w *list) String() string {
	order := collate.New(language.Make(w.name))
	var b strings.Builder
	var group []string
	end := func() {
		slices.SortFunc(group, order.CompareString)
		for _, entry := range slices.Compact(group) {
			b.WriteString(entry + "\n")
		}
		group = nil
	}
	for _, line := range w.lines {
		if isEntry(line) {
			group = append(group, line)
			continue
		}
		end()
		b.WriteString(line + "\n")
	}
	end()
	return b.String()
}

const newEntries = "# New, to be read and sorted in above"

// update drops what no text needed and adds the faults: to the list of names
// what two languages have, the rest to its language.
func (l lists) update(faults []*fault) {
	times := map[string]int{}
	for _, f := range faults {
		times[f.word]++
	}
	added := map[string][]string{}
	for _, f := range faults {
		name := f.lang
		if times[f.word] > 1 {
			name = "names"
		}
		added[name] = append(added[name], f.word)
	}
	for name, w := range l {
		w.lines = slices.DeleteFunc(w.lines, func(line string) bool { return isEntry(line) && !w.used[line] })
		if len(added[name]) > 0 {
			w.lines = append(append(w.lines, "", newEntries), added[name]...)
		}
	}
}

func (l lists) write(t *testing.T) {
	for name, w := range l {
		if err := os.WriteFile(listFile(name), []byte(w.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
