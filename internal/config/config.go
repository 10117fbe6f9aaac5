// Package config reads site.yaml: a site's languages, society, cities, tags,
// menu and policies. What it returns is complete and consistent in itself;
// whether the ids of the menu exist is seen where the pages are known.
package config

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/currency"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/fold"
	"fishbowl/internal/locale"
	"fishbowl/internal/schedule"
)

// File is the name of the file in the site's folder.
const File = "site.yaml"

// Format is the version of the public format that this program reads.
const Format = 1

// Config is site.yaml. It is not changed after [Parse].
type Config struct {
	decode.Fields
	fallbacks    []string
	formatRead   bool
	Format       int                     `key:"format,required"`
	BaseURL      BaseURL                 `key:"base_url,required"`
	Languages    []Language              `key:"languages,required"`
	MainLanguage decode.Ref              `key:"main_language,required"`
	Timezone     schedule.Zone           `key:"timezone,required"`
	Currency     Currency                `key:"currency,required"`
	Theme        decode.String           `key:"theme"`
	ThemeOptions decode.Raw              `key:"theme_options"`
	Menu         []MenuEntry             `key:"menu"`
	Missing      decode.Map[Policy]      `key:"missing"`
	Society      Society                 `key:"society,required"`
	Partners     []Society               `key:"partners"`
	Cities       decode.Map[City]        `key:"cities"`
	Tags         decode.Map[locale.Text] `key:"tags"`
	Series       decode.Map[locale.Text] `key:"series"`
	Bodies       decode.Map[Body]        `key:"bodies"`
	AllowedHosts []string                `key:"allowed_hosts"`
	// TellOutdated: readers of a translation that is older than its source are told so.
	TellOutdated bool            `key:"tell_outdated"`
	Gone         []decode.String `key:"gone"`
}

// Language is one language of the site; their order is the menu's order.
type Language struct {
	decode.Fields
	Code string `key:"code,required"`
	Name string `key:"name"`
}

// DecodeNode reads a code alone or a block.
func (l *Language) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.Kind == decode.Text && strings.Contains(n.Value, ",") {
		d.List.Errorf(n.Pos, "a language's code has no comma")
		return
	}
	if n.Kind == decode.Text {
		l.Code, l.Pos = n.Value, n.Pos
		return
	}
	d.Struct(n, l)
}

// MenuEntry is a page of the menu with, perhaps, entries below it.
type MenuEntry struct {
	Page  decode.Ref
	Items []decode.Ref
}

// DecodeNode reads an id alone, or an id with a list of ids below it.
func (m *MenuEntry) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.Kind != decode.Mapping {
		d.Decode(n, &m.Page)
		return
	}
	if len(n.Entries) != 1 {
		d.List.Errorf(n.Pos, "a menu entry is one page id").WithHint("the menu is a list of ids, with lists for the pages below, as in menu: [home, balint-group: [frame, history]]\nwhat a page is called in it stands in the page, under menu_title")
		return
	}
	e := n.Entries[0]
	m.Page = decode.Ref{ID: e.Key, Pos: e.Pos}
	d.Decode(e.Value, &m.Items)
}

// Policy says what a page does in a language in which it is not written.
type Policy string

const (
	// Omit leaves the page out of that language.
	Omit Policy = "omit"
	// Link leads to the page in a language in which it exists, and says so.
	Link Policy = "link"
	// Show shows the page in a language in which it exists, in the frame of the
	// reader's own, and says so.
	Show Policy = "show"
)

// Words are the policies.
func (Policy) Words() []string { return []string{string(Omit), string(Link), string(Show)} }

// City is a place where groups meet.
type City struct {
	decode.Fields
	Name    locale.Name `key:"name,required"`
	Country Country     `key:"country,required"`
	Lat     float64     `key:"lat"`
	Lon     float64     `key:"lon"`
}

// Body is a chamber or an association that recognises leaders and groups.
type Body struct {
	decode.Fields
	Name   locale.Name `key:"name,required"`
	Region locale.Name `key:"region"`
}

// Society is the publisher of the site or one of its partners. The legal
// notice is made from it.
type Society struct {
	decode.Fields
	ID                decode.ID                 `key:"id,required"`
	Name              locale.Name               `key:"name,required"`
	ShortName         locale.Name               `key:"short_name"`
	LegalForm         locale.Text               `key:"legal_form"`
	Country           Country                   `key:"country"`
	Register          *Register                 `key:"register"`
	VATID             string                    `key:"vat_id"`
	Address           *Address                  `key:"address"`
	Board             []Officer                 `key:"board"`
	ResponsiblePerson locale.Name               `key:"responsible_person"`
	Email             decode.Email              `key:"email"`
	Phone             decode.Phone              `key:"phone"`
	Website           decode.WebURL             `key:"website"`
	MemberOf          []Organisation            `key:"member_of"`
	Social            decode.Map[decode.WebURL] `key:"social"`
	Newsletter        *Newsletter               `key:"newsletter"`
}

// Register is the entry of a society in a public register.
type Register struct {
	decode.Fields
	Court  locale.Name `key:"court"`
	Number string      `key:"number"`
}

// Address is a postal address.
type Address struct {
	decode.Fields
	Street   locale.Name `key:"street"`
	Postcode string      `key:"postcode"`
	City     locale.Name `key:"city"`
	Country  Country     `key:"country"`
}

// Officer is a member of a board.
type Officer struct {
	decode.Fields
	Person locale.Name `key:"person,required"`
	Office locale.Text `key:"office"`
	From   civil.Vague `key:"from"`
	Until  civil.Vague `key:"until"`
}

// Organisation is a body without a record of its own: {name: …}, or the id of
// a society or partner.
type Organisation struct {
	decode.Fields
	Ref  decode.Ref    // empty where a name stands
	Name locale.Name   `key:"name,required"`
	URL  decode.WebURL `key:"url"`
}

// DecodeNode reads an id alone or a block with a name.
func (o *Organisation) DecodeNode(d *decode.Decoder, n *decode.Node) {
	if n.IsScalar() {
		d.Decode(n, &o.Ref)
		o.Pos = n.Pos
		return
	}
	d.Struct(n, o)
}

// Newsletter is how one subscribes: by a link or by mail.
type Newsletter struct {
	decode.Fields
	Label locale.Text   `key:"label"`
	Link  decode.WebURL `key:"link"`
	Mail  decode.Email  `key:"mail"`
}

// Parse reads site.yaml from its node. The result is usable as far as no error
// was reported; without readable languages it is nil.
func Parse(list *diag.List, n *decode.Node) *Config {
	var c Config
	d := &decode.Decoder{List: list}
	// The languages come first: texts per language are checked against them.
	if e, ok := n.Get("languages"); ok {
		d.Decode(e.Value, &c.Languages)
	}
	for i, l := range c.Languages {
		if first := slices.IndexFunc(c.Languages, func(m Language) bool { return m.Code == l.Code }); first < i {
			list.Errorf(l.Pos, "the language %q stands twice", l.Code).WithAlso(c.Languages[first].Pos, "it stands here first")
			return nil
		}
		d.Languages = append(d.Languages, l.Code)
	}
	if e, ok := n.Get("main_language"); ok {
		d.Lang = e.Value.Value
	}
	d.Decode(n, &c)
	c.fallbacks = []string{c.MainLanguage.ID}
	for _, code := range c.Codes() {
		if code != c.MainLanguage.ID {
			c.fallbacks = append(c.fallbacks, code)
		}
	}
	e, _ := n.Get("format")
	c.formatRead = e.Value != nil && e.Value.Kind == decode.Int
	if c.Currency == "" {
		c.Currency = "XXX" // reported: amounts are not told to lack one
	}
	c.check(list)
	c.checkLegal(list)
	if len(c.Languages) == 0 {
		if e, ok := n.Get("languages"); ok && e.Value.Kind == decode.Sequence && len(e.Value.Items) == 0 {
			list.Errorf(c.At("languages"), "a site needs at least one language").WithHint("as in languages: [{code: el, name: Ελληνικά}]")
		}
		return nil
	}
	return &c
}

func (c *Config) check(list *diag.List) {
	if c.Format != Format && c.Has("format") && c.formatRead {
		list.Errorf(c.At("format"), "this program reads format %d, the site says %d", Format, c.Format)
	}
	if len(c.Languages) > 0 && c.MainLanguage.ID != "" && !slices.Contains(c.Codes(), c.MainLanguage.ID) {
		decode.Unknown(list, c.MainLanguage.Pos, "language", c.MainLanguage.ID, c.Codes())
	}
	ids := map[string]diag.Pos{}
	for _, s := range append([]Society{c.Society}, c.Partners...) {
		if first, ok := ids[string(s.ID)]; ok && s.ID != "" {
			list.Errorf(s.At("id"), "the id %q stands twice", s.ID).WithAlso(first, "it stands here first")
			continue
		}
		ids[string(s.ID)] = s.At("id")
	}
	for _, item := range slices.Concat(keysOf(c.Cities), keysOf(c.Tags), keysOf(c.Series), keysOf(c.Bodies)) {
		if err := decode.CheckID(item.Key); err != nil {
			list.Fault(item.Pos, err)
		}
	}
	if n := c.Society.Newsletter; n != nil && ((n.Link == "") == (n.Mail == "") || n.Label.IsZero()) {
		list.Errorf(n.Pos, "a newsletter has a label, and a link or a mail address").WithHint("as in newsletter: {label: Newsletter, mail: newsletter@example.org}")
	}
	c.named(list, "tag", "label", c.Tags)
	c.named(list, "series", "name", c.Series)
	for _, s := range c.Society.Social {
		if strings.TrimSpace(s.Key) == "" {
			list.Errorf(s.Pos, "this link has no text").WithHint("write the name of the network before it, as in Mastodon: https://…")
		}
	}
	for _, m := range c.Missing {
		if !slices.Contains(Kinds, m.Key) {
			decode.Unknown(list, m.Pos, "kind of page", m.Key, Kinds)
		} else if m.Key == "topic" && m.Value == Show {
			list.Errorf(m.Pos, "the page of a topic has no text that could be shown in another language").WithHint("write topic: link, or topic: omit")
		}
	}
}

// named reports what has no name in any language of the site.
func (c *Config) named(list *diag.List, what, name string, all decode.Map[locale.Text]) {
	for _, item := range all {
		if !slices.ContainsFunc(c.Codes(), func(code string) bool { return strings.TrimSpace(item.Value.In(code)) != "" }) && len(c.Codes()) > 0 {
			list.Errorf(item.Pos, "the %s %q has no %s", what, item.Key, name).WithHint("write it in each language, as in %s: {el: …, en: …}", item.Key)
		}
	}
}

// Kinds are the kinds of page that a policy can be given for.
var Kinds = []string{"page", "article", "news", "leader", "event", "topic"}

func keysOf[T any](m decode.Map[T]) []decode.Item[struct{}] {
	var keys []decode.Item[struct{}]
	for _, item := range m {
		keys = append(keys, decode.Item[struct{}]{Key: item.Key, Pos: item.Pos})
	}
	return keys
}

// Codes returns the codes of the languages in order.
func (c *Config) Codes() []string {
	var codes []string
	for _, l := range c.Languages {
		codes = append(codes, l.Code)
	}
	return codes
}

// Fallbacks returns the languages in which a text is looked for when it is not
// written in the page's own: the main language, then the others in order.
func (c *Config) Fallbacks() []string { return c.fallbacks }

// MissingPolicy returns the policy for a kind of page.
func (c *Config) MissingPolicy(kind string) Policy {
	if p, ok := c.Missing.Get(kind); ok {
		return p
	}
	return Link
}

// Organisation returns the society or partner of an id.
func (c *Config) Organisation(id string) (*Society, bool) {
	if string(c.Society.ID) == id || c.Society.ID == "" { // which has been reported
		return &c.Society, true
	}
	for i := range c.Partners {
		if string(c.Partners[i].ID) == id {
			return &c.Partners[i], true
		}
	}
	return nil, false
}

// OrganisationIDs returns the ids that [Config.Organisation] knows.
func (c *Config) OrganisationIDs() []string {
	ids := []string{string(c.Society.ID)}
	for _, p := range c.Partners {
		ids = append(ids, string(p.ID))
	}
	return ids
}

// BaseURL is the address where the site is published, without a final slash.
type BaseURL struct {
	Origin string // https://example.org
	Path   string // empty, or /path
}

// UnmarshalText reads an http or https address, which may have a path.
func (b *BaseURL) UnmarshalText(text []byte) error {
	u, err := url.Parse(string(text))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" && path.Clean(u.Path) != strings.TrimRight(u.Path, "/") && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		f := diag.Faultf("%q is not the address of a website", text)
		f.Hint = "write it whole, as in https://balint.example.org"
		if meant := "https://" + string(text); err == nil && u.Scheme == "" && strings.Contains(meant, ".") && new(BaseURL).UnmarshalText([]byte(meant)) == nil {
			f.Hint = "write " + meant
		}
		return f
	}
	b.Origin = u.Scheme + "://" + u.Host
	b.Path = strings.TrimRight(u.EscapedPath(), "/")
	return nil
}

// Shown returns the address as people write it: the host and the path.
func (b BaseURL) Shown() string {
	_, host, _ := strings.Cut(b.Origin, "://")
	return host + b.Path
}

// Absolute returns the whole address of a root-relative one.
func (b BaseURL) Absolute(rootRelative string) string { return b.Origin + rootRelative }

// Currency is an ISO 4217 code.
type Currency string

// UnmarshalText reads a code such as EUR.
func (c *Currency) UnmarshalText(text []byte) error {
	unit, err := currency.ParseISO(string(text))
	if err != nil || unit.String() != string(text) {
		f := diag.Faultf("unknown currency %q", text)
		f.Hint = "currencies have three capital letters, as in EUR, CHF, GBP"
		if meant := currencies[fold.Fold(string(text))]; meant != "" {
			f.Hint = "write " + meant
		}
		return f
	}
	*c = Currency(unit.String())
	return nil
}

// Country is an ISO 3166 code of two capital letters.
type Country string

// UnmarshalText reads a code such as GR.
func (c *Country) UnmarshalText(text []byte) error {
	if !locale.IsCountry(string(text)) {
		f := diag.Faultf("unknown country %q", text)
		f.Hint = "countries have two capital letters: GR for Greece, DE for Germany, GB for Great Britain"
		if meant := countries[fold.Fold(string(text))]; meant != "" {
			f.Hint = "write " + meant
		} else if upper := strings.ToUpper(string(text)); locale.IsCountry(upper) {
			f.Hint = "write " + upper
		}
		return f
	}
	*c = Country(text)
	return nil
}

// What people write for currencies and countries; a fault proposes the code.
var (
	currencies = fold.Meanings(map[string]string{"EUR": "€, euro, euros, eur, ευρώ", "GBP": "£, gbp, pound, pounds", "CHF": "chf, franken, sfr", "USD": "$, usd"})
	countries  = fold.Meanings(map[string]string{"DE": "germany, deutschland, γερμανία", "GR": "greece, griechenland, ελλάδα, el", "AT": "austria, österreich, αυστρία",
		"CH": "switzerland, schweiz, ελβετία", "CY": "cyprus, zypern, κύπρος", "GB": "uk, united kingdom, great britain, england, großbritannien"})
)
