package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"regexp"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"fishbowl/internal/po"
	"fishbowl/internal/translate"
)

// siteField names the site in the header of a file.
const siteField = "X-Fishbowl-Site"

// siteName names a site, for [siteField].
func siteName(v *translate.Survey) string {
	c := v.Site().Config
	return fmt.Sprintf("%s %s", c.Society.ID, c.BaseURL.Shown())
}

// Export returns the texts of a site that are translated into a language, with the
// translations that are there. They are translated from the language that each item was
// translated from before, or from the one that is given. The same site gives the same
// bytes.
func Export(v *translate.Survey, fsys fs.FS, lang, from string) (*po.File, error) {
	r := newReader(v, fsys)
	f := &po.File{}
	sources := map[string]bool{}
	for _, it := range v.Items {
		source := from
		if from == "" {
			source = v.From(it, lang)
		}
		if source == "" || !it.In(source) {
			continue
		}
		texts, err := r.texts(it, source, lang)
		if err != nil {
			return nil, err
		}
		for _, t := range texts {
			sources[source] = true
			f.Messages = append(f.Messages, po.Message{
				Context: t.name.Context, ID: t.name.ID, Text: t.there, Fuzzy: t.fuzzy,
				Notes: []string{note(it, source, t)}, References: []string{fmt.Sprintf("%s:%d", t.Pos.File, t.Pos.Line)},
			})
		}
	}
	f.Header = header(v, lang, sources)
	return f, nil
}

// note tells translators what a text is, and an import what its translation was.
func note(it *translate.Item, source string, t *text) string {
	name := it.Name()
	if isPage(it) {
		if w := it.Written(source); w != nil && w.Title != "" {
			name = w.Title
		}
	}
	what := t.Key
	if t.block >= 0 {
		what = "running text, in Markdown"
	}
	return fmt.Sprintf("%s: %s (%s)", name, what, stamp(t.there))
}

// stamp tells translations apart: an import changes none that has become another one
// since the export.
func stamp(text string) string {
	if text == "" {
		return "new"
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}

var stamped = regexp.MustCompile(`\((new|[0-9a-f]{8})\)$`)

// was returns the stamp of a message's translation when it was exported; "" where a
// program has not kept it.
func was(m *po.Message) string {
	for _, note := range m.Notes {
		if s := stamped.FindStringSubmatch(note); s != nil {
			return s[1]
		}
	}
	return ""
}

// header has nothing that depends on the day.
func header(v *translate.Survey, lang string, sources map[string]bool) []po.Field {
	fields := []po.Field{
		{Name: "Project-Id-Version", Value: string(v.Site().Config.Society.ID)},
		{Name: "Language", Value: lang},
		{Name: "MIME-Version", Value: "1.0"},
		{Name: "Content-Type", Value: "text/plain; charset=UTF-8"},
		{Name: "Content-Transfer-Encoding", Value: "8bit"},
	}
	if forms := pluralForms(lang); forms != "" {
		fields = append(fields, po.Field{Name: "Plural-Forms", Value: forms})
	}
	if len(sources) == 1 {
		for source := range sources {
			fields = append(fields, po.Field{Name: "X-Source-Language", Value: source})
		}
	}
	return append(fields, po.Field{Name: "X-Generator", Value: "fishbowl"}, po.Field{Name: siteField, Value: siteName(v)})
}

// pluralForms returns the rule of a language, as gettext writes it, where it is one of
// the usual three. No text has plural forms, but programs ask for them.
func pluralForms(lang string) string {
	tag := language.Make(lang)
	for _, rule := range []struct {
		text     string
		singular func(n int) bool
	}{
		{"nplurals=1; plural=0;", func(int) bool { return false }},
		{"nplurals=2; plural=(n != 1);", func(n int) bool { return n == 1 }},
		{"nplurals=2; plural=(n > 1);", func(n int) bool { return n <= 1 }},
	} {
		fits := true
		for n := range 200 {
			form := plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)
			fits = fits && (form == plural.One) == rule.singular(n) && (form == plural.One || form == plural.Other)
		}
		if fits {
			return rule.text
		}
	}
	return ""
}

// Keep takes the translations of texts that the site has not translated over from the
// file in whose place another is to come: those of a page that is not complete yet stand
// nowhere else. It returns how many would be lost all the same: what somebody has written
// of texts that are others now, or that the site translates in another way.
func Keep(old, next *po.File) (lost int) {
	at, said := map[po.Key]*po.Message{}, map[string]bool{}
	for i := range next.Messages {
		m := &next.Messages[i]
		at[m.Key()], said[m.Text] = m, true
	}
	for _, m := range old.Messages {
		switch n := at[m.Key()]; {
		case m.Text == "":
		case n != nil && n.Text == "":
			n.Text, n.Fuzzy = m.Text, m.Fuzzy
		case said[m.Text], was(&m) == stamp(m.Text): // it stands on the site, or did
		default:
			lost++
		}
	}
	return lost
}
