package render

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/locale"
	"fishbowl/internal/reference"
	"fishbowl/internal/site"
)

func (r *renderer) article(t *site.Translation) *Article {
	m, a, fallbacks := t.Page.Meta, t.Page.Article, r.site.Config.Fallbacks()
	v := &Article{
		Keywords: strings.Join(t.Texts.Keywords, ", "), Abstract: t.Texts.Abstract,
		PresentedAt: a.PresentedAt.For(t.Lang.Code, fallbacks),
		PublishedIn: a.PublishedIn.Text.For(t.Lang.Code, fallbacks),
		Translation: a.TranslationOf.For(t.Lang.Code, fallbacks),
		Tags:        r.topics(t.Page, t.Lang), License: license(a.License), Series: r.partOf(t),
	}
	if w, ok := r.site.Works.Get(a.PublishedIn.Work.ID); ok {
		published := r.reference(w, t.Lang, "")
		v.Published = &published
	}
	if a.DOI != "" {
		v.DOI = &Link{Title: string(a.DOI), URL: a.DOI.URL()}
	}
	if !m.Date.IsZero() {
		v.Date, v.Stamp = t.Lang.Date(m.Date), m.Date.String()
	}
	if t.Texts.Translator != "" {
		v.Translator = t.Lang.Around("articles.translator", "Names", locale.Phrase{Text: t.Texts.Translator, Lang: textLang(t, t.Lang)})
	}
	v.Authors = r.people(m.Authors, t.Lang)
	if n := r.minutes(t); n > 0 {
		if v.Reading = t.Lang.Word("articles.reading_time", n); v.Date == "" && len(v.Authors) == 0 {
			v.Reading = locale.Capitalize(v.Reading)
		}
	}
	if t.Page.Kind == site.Article && t.From == nil { // else the page that is shown is to be cited
		cite := r.reference(r.asWork(t), t.Lang, "")
		v.Cite = &cite
	}
	return v
}

// minutes is how long it takes to read a text, at 200 words a minute: people read
// English prose at about 240 (Brysbaert 2019), longer words and scholarly texts more
// slowly. Of short news it is 0: nothing is said.
func (r *renderer) minutes(t *site.Translation) int {
	const pace, short = 200, 2 * 200 // words
	body := r.full.Body(t)
	if body == nil || body.Words == 0 || t.Page.Kind == site.News && body.Words < short {
		return 0
	}
	return max(1, (body.Words+pace/2)/pace)
}

var (
	ccForm  = regexp.MustCompile(`^(?i:cc[ -](by(?:-nc)?(?:-sa|-nd)?)[ -]([1-4]\.0|2\.5))$`)
	cc0Form = regexp.MustCompile(`^(?i:cc0(?:[ -]1\.0)?)$`)

	addressForm = regexp.MustCompile(`^https://[^\s/?#]+\S*$`)
)

// license leads to the terms of a licence that is known, or that is given by its address;
// others are a text without an address. nil without one.
func license(text string) *Link {
	v := &Link{Title: text}
	switch m := ccForm.FindStringSubmatch(text); {
	case text == "":
		return nil
	case m != nil:
		v.URL = fmt.Sprintf("https://creativecommons.org/licenses/%s/%s/", strings.ToLower(m[1]), m[2])
	case cc0Form.MatchString(text):
		v.URL = "https://creativecommons.org/publicdomain/zero/1.0/"
	case addressForm.MatchString(text):
		v.URL = text
	}
	return v
}

// asWork is the page as others cite it: as a web page, whatever else has appeared of
// it. Its DOI is cited where it belongs to this text, and not to a first publication.
func (r *renderer) asWork(t *site.Translation) *reference.Work {
	here := r.byLang[t.Lang.Code]
	w := &reference.Work{
		ID: t.Page.ID + "-" + t.Lang.Code, Type: "webpage", Title: t.Title, ContainerTitle: here.site.Name, Language: t.Lang.Code,
		Author: r.signed(t, here), URL: reference.Address(r.site.Base.Absolute(t.URL)), Plain: true,
	}
	if a := t.Page.Article; a.PublishedIn.IsZero() {
		w.DOI = a.DOI
	}
	if w.Issued.Vague = civil.Vague(t.Page.Meta.Date); w.Issued.IsZero() {
		w.Issued.Vague = civil.Vague(t.Texts.Updated)
	}
	if t.Texts.Translator != "" {
		w.Translator = []reference.Contributor{{Literal: t.Texts.Translator}}
	}
	return w
}

// signed are the authors of a text; where nobody has signed, the society has.
func (r *renderer) signed(t *site.Translation, l *language) []reference.Contributor {
	var people []reference.Contributor
	for _, p := range t.Page.Meta.Authors {
		name := reference.Contributor{Literal: r.site.Person(p, l.Language).Text}
		if leader, ok := r.site.Records.Leaders[p.Leader.ID]; ok {
			fallbacks := r.site.Config.Fallbacks()
			name = reference.Contributor{Family: leader.Name.Family.For(l.Code, fallbacks).Text, Given: leader.Name.Given.For(l.Code, fallbacks).Text}
		}
		if name.Listed() != "" {
			people = append(people, name)
		}
	}
	if people == nil {
		people = []reference.Contributor{{Literal: l.site.Name}}
	}
	return people
}

// partOf is the series that a text belongs to; nil without one.
func (r *renderer) partOf(t *site.Translation) *Series {
	id := t.Page.Post.Series.ID
	if id == "" {
		return nil
	}
	name, _ := r.site.Config.Series.Get(id)
	v := &Series{L: t.Lang, Name: name.For(t.Lang.Code, r.site.Config.Fallbacks())}
	parts, count := r.site.Series(id)
	for _, part := range parts {
		if part.Page == t.Page {
			v.Number = part.Number
		}
		if other := r.site.For(part.Page, t.Lang.Code); other != nil {
			in := ""
			if lang := textLang(other, t.Lang); lang != "" {
				in = t.Lang.LanguageName(lang)
			}
			v.Parts = append(v.Parts, SeriesPart{link(other, t.Lang, other.Title), in, part.Number, part.Page == t.Page})
		}
	}
	v.Place = t.Lang.Around("series.part", "Series", v.Name, "Number", strconv.Itoa(v.Number), "Parts", strconv.Itoa(count))
	if count < 2 {
		v.Place = t.Lang.Around("series.number", "Series", v.Name, "Number", strconv.Itoa(v.Number))
	}
	return v
}

// beside are the parts before and after this one that its language has.
func (s *Series) beside() (previous, next *Link) {
	for i, part := range s.Parts {
		if !part.Current {
			continue
		}
		if i > 0 {
			previous = &s.Parts[i-1].Link
		}
		if i+1 < len(s.Parts) {
			next = &s.Parts[i+1].Link
		}
	}
	return previous, next
}

// byYear parts a list of articles or news by the years of their dates, the newest
// first; what has no date comes last. It is nil where there is one year only.
func byYear(all *List) []*List {
	var years []*List
	for _, item := range all.Items {
		if item.Kind != string(site.Article) && item.Kind != string(site.News) {
			return nil // they are not in the order of time
		}
		year, _, _ := strings.Cut(item.Stamp, "-")
		id := "part-" + cmp.Or(year, "undated")
		if len(years) == 0 || years[len(years)-1].ID != id {
			years = append(years, &List{L: all.L, ID: id, Heading: cmp.Or(year, all.L.Word("page.undated"))})
		}
		last := years[len(years)-1]
		last.Items = append(last.Items, item)
	}
	if len(years) < 2 {
		return nil
	}
	return years
}
