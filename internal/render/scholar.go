package render

import (
	"cmp"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/feed"
	"fishbowl/internal/reference"
	"fishbowl/internal/site"
)

// scholarly is what catalogues of scholarly texts read of an article: the tags that
// Highwire Press began and Google Scholar asks for, and Dublin Core.
func (r *renderer) scholarly(v *View, t *site.Translation) []Meta {
	if t.Page.Kind != site.Article || v.NoIndex {
		return nil
	}
	s := &scholar{renderer: r, view: v, t: t}
	s.highwire()
	s.dublinCore()
	return s.tags
}

// scholar makes the tags of one article.
type scholar struct {
	*renderer
	view *View
	t    *site.Translation
	tags []Meta
}

// add adds a tag; an empty one is left out.
func (s *scholar) add(name, content string) {
	if content = strings.Join(strings.Fields(content), " "); content != "" {
		s.tags = append(s.tags, Meta{name, content})
	}
}

func (s *scholar) highwire() {
	m, a, l := s.t.Page.Meta, s.t.Page.Article, s.byLang[s.t.Lang.Code]
	s.add("citation_title", s.t.Title)
	authors := s.signed(s.t, l)
	for i, author := range authors {
		s.add("citation_author", author.Listed())
		if len(authors) == len(m.Authors) { // else some have no name, or the society signs
			s.add("citation_author_institution", m.Authors[i].Affiliation.For(l.Code, s.site.Config.Fallbacks()).Text)
		}
	}
	published, online := "", slashed(m.Date.String(), m.Date.IsZero())
	if w, ok := s.site.Works.Get(a.PublishedIn.Work.ID); ok {
		published = slashed(w.Issued.Vague.String(), w.Issued.Year == 0)
	}
	s.add("citation_publication_date", cmp.Or(published, online))
	s.add("citation_online_date", online)
	s.add("citation_language", l.Code)
	s.add("citation_publisher", l.site.Name)
	s.add("citation_abstract_html_url", s.view.Canonical)
	s.add("citation_fulltext_html_url", s.view.Canonical)
	s.add("citation_doi", string(a.DOI))
	if s.view.PDF != nil {
		s.add("citation_pdf_url", s.site.Base.Absolute(s.view.PDF.URL))
	}
	for _, k := range s.t.Texts.Keywords {
		s.add("citation_keywords", k)
	}
	if w, ok := s.site.Works.Get(a.PublishedIn.Work.ID); ok {
		for _, tag := range appeared(w) {
			s.add("citation_"+tag.Name, tag.Content)
		}
	}
	for _, w := range s.listed(s.view) {
		s.add("citation_reference", tagged(w))
	}
}

// listed are the works that a page lists at its end, in that order.
func (r *renderer) listed(v *View) []*reference.Work {
	var works []*reference.Work
	for _, ref := range v.Cited {
		if w, ok := r.site.Works.Get(ref.Key); ok {
			works = append(works, w)
		}
	}
	return works
}

// slashed writes a date as Google Scholar has it.
func slashed(date string, none bool) string {
	if none {
		return ""
	}
	return strings.ReplaceAll(date, "-", "/")
}

// appeared says in what a work stands.
func appeared(w *reference.Work) []Meta {
	first, last, _ := strings.Cut(strings.NewReplacer("–", "-", "--", "-").Replace(w.Page), "-")
	tags := []Meta{{"volume", w.Volume}, {"issue", w.Issue}, {"firstpage", first}, {"lastpage", last}, {"issn", w.ISSN}, {"isbn", w.ISBN}}
	switch w.Type {
	case "article-journal":
		return append([]Meta{{"journal_title", w.ContainerTitle}}, tags...)
	case "paper-conference":
		return append([]Meta{{"conference_title", cmp.Or(w.EventTitle, w.Event, w.ContainerTitle)}}, tags...)
	case "chapter":
		return append([]Meta{{"inbook_title", w.ContainerTitle}}, tags...)
	case "book":
		return []Meta{{"inbook_title", w.PlainTitle()}, {"isbn", w.ISBN}}
	}
	return nil
}

// tagged is a work in one line, in the words of Highwire Press.
func tagged(w *reference.Work) string {
	var parts []string
	add := func(name, content string) {
		if content != "" {
			parts = append(parts, "citation_"+name+"="+strings.ReplaceAll(content, ";", ","))
		}
	}
	add("title", w.PlainTitle())
	for _, c := range w.Author {
		add("author", c.Listed())
	}
	add("publication_date", slashed(w.Issued.Vague.String(), w.Issued.Year == 0))
	for _, tag := range appeared(w) {
		if w.Type != "book" {
			add(tag.Name, tag.Content)
		}
	}
	add("publisher", w.Publisher)
	add("doi", string(w.DOI))
	return strings.Join(parts, "; ")
}

func (s *scholar) dublinCore() {
	m, a, l := s.t.Page.Meta, s.t.Page.Article, s.byLang[s.t.Lang.Code]
	s.add("DC.title", s.t.Title)
	for _, author := range s.signed(s.t, l) {
		s.add("DC.creator", author.Listed())
	}
	s.add("DC.contributor", s.t.Texts.Translator)
	if !m.Date.IsZero() {
		s.add("DC.date", m.Date.String())
	}
	s.add("DC.language", l.Code)
	s.add("DC.identifier", s.view.Canonical)
	if a.DOI != "" {
		s.add("DC.identifier", "doi:"+string(a.DOI))
	}
	s.add("DC.publisher", l.site.Name)
	if terms := s.view.Article.License; terms != nil {
		s.add("DC.rights", cmp.Or(terms.URL, terms.Title))
	}
	s.add("DC.description", cmp.Or(s.t.Texts.Abstract, s.view.Description))
	for _, k := range s.t.Texts.Keywords {
		s.add("DC.subject", k)
	}
	s.add("DC.type", "Text")
}

// article is what search engines are told of an article or a news item.
func (f teller) article(t *site.Translation) feed.Article {
	v, m, a := f.view, t.Page.Meta, t.Page.Article
	out := feed.NewArticle(v.Canonical)
	if t.Page.Kind == site.News {
		out = feed.NewNewsArticle(v.Canonical)
	}
	home := f.site.Base.Absolute(f.address(""))
	publisher := feed.Publisher(home, v.Site.Name)
	out.Headline, out.Lang, out.Description, out.Abstract, out.Keywords = t.Title, f.l.Code, v.Description, t.Texts.Abstract, t.Texts.Keywords
	out.Image, out.Publisher, out.Authors = v.Share.Picture.URL, &publisher, f.named(m.Authors, "author")
	if len(out.Authors) == 0 {
		out.Authors = []feed.Agent{publisher}
	}
	if !m.Date.IsZero() {
		out.Published, out.Modified = m.Date.String(), civil.Latest(m.Date, t.Texts.Updated).String()
	}
	if t.Texts.Translator != "" {
		translator := feed.NewPerson(t.Texts.Translator, "")
		out.Translator = &translator
	}
	if terms := v.Article.License; terms != nil {
		out.License = cmp.Or(terms.URL, terms.Title)
	}
	if body := f.full.Body(t); body != nil {
		out.Words = body.Words
	}
	if n := f.minutes(t); n > 0 {
		out.Time = feed.Minutes(n)
	}
	if s := v.Article.Series; s != nil {
		out.PartOf, out.Position = append(out.PartOf, feed.NewSeries(s.Name.Text)), s.Number
	}
	out.PartOf = append(out.PartOf, feed.NewWebSite(home, v.Site.Name))
	if a.DOI != "" {
		out.SameAs, out.Identifier = a.DOI.URL(), feed.NewDOI(string(a.DOI))
	}
	if v.PDF != nil {
		out.Encoding = feed.NewMediaObject(f.site.Base.Absolute(v.PDF.URL), MediaType(v.PDF.URL))
	}
	if of := f.in(a.TranslationOf); of != "" {
		original := feed.NewWork("CreativeWork", of)
		out.TranslationOf = &original
	}
	if w, ok := f.site.Works.Get(a.PublishedIn.Work.ID); ok {
		published := f.work(w)
		out.FirstPublished = &published
	}
	for _, w := range f.listed(v) {
		out.Cites = append(out.Cites, f.work(w))
	}
	return out
}

// workTypes are schema.org's names for types of works.
var workTypes = map[reference.Type]string{"book": "Book", "chapter": "Chapter", "article-journal": "ScholarlyArticle",
	"paper-conference": "ScholarlyArticle", "thesis": "Thesis", "webpage": "WebPage", "report": "Report"}

// work is a work of the bibliography.
func (f teller) work(w *reference.Work) feed.Work {
	out := feed.NewWork(cmp.Or(workTypes[w.Type], "CreativeWork"), w.PlainTitle())
	out.Authors, out.Editors, out.Lang = agents(w.Author), agents(w.Editor), w.Language
	if w.Issued.Year > 0 {
		out.Published = w.Issued.Vague.String()
	}
	if w.ContainerTitle != "" {
		out.PartOf = feed.NewContainer(map[reference.Type]string{"article-journal": "Periodical", "webpage": "WebSite"}[w.Type], w.ContainerTitle)
		out.PartOf.Type = cmp.Or(out.PartOf.Type, "Book")
	}
	if w.Publisher != "" {
		publisher := feed.NewAgency(w.Publisher, "")
		out.Publisher = &publisher
	}
	if links := w.Links(); len(links) > 0 {
		out.URL = links[0].URL
	}
	if w.DOI != "" {
		out.SameAs, out.Identifier = out.URL, feed.NewDOI(string(w.DOI))
	}
	return out
}

func agents(people []reference.Contributor) []feed.Agent {
	var list []feed.Agent
	for _, c := range people {
		if c.Literal != "" {
			list = append(list, feed.NewAgency(c.Literal, ""))
		} else {
			list = append(list, feed.NewPerson(c.Spoken(), ""))
		}
	}
	return list
}
