// # The legal notice
//
// The society's record is the source of a site's legal notice. What the law
// asks an association to say there is compared with what was written, country
// by country. This is a checklist that jogs an editor's memory, and no legal
// advice: it knows neither a society's exceptions nor everything that it may
// have to say (a chamber, a supervising authority, a VAT number that it has).
package config

import (
	"slices"
	"strings"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// checklist is what the legal notice of a society of one country says.
type checklist struct {
	law    string // whose law, as in "German law"
	duties []duty
}

// duty is a key of the society with the rule that asks for it.
type duty struct{ key, rule string }

// checklists are the countries whose rules are known; [elsewhere] is for all
// others. The sources:
//
//   - DE: Digitale-Dienste-Gesetz, § 5 Abs. 1 (1: address, legal form and who
//     represents; 2: email and direct contact; 4: register), for
//     associations that offer nothing for money Medienstaatsvertrag, § 18
//     Abs. 1; § 18 Abs. 2 for a person who answers for what is like a journal's.
//     That beside email a second quick way is wanted, be it no telephone:
//     Court of Justice, C-298/07.
//   - AT: E-Commerce-Gesetz, § 5 Abs. 1 (2: address; 3: email; 4: companies'
//     register and court); Mediengesetz, § 25 Abs. 2, who may represent (but for
//     a site that does no more than present its owner, Abs. 5);
//     Vereinsgesetz 2002, § 18, an association's number in the central register
//     (ZVR). § 24 MedienG is about newsletters. Nobody but the society itself
//     has to be named as responsible.
//   - CH: Bundesgesetz gegen den unlauteren Wettbewerb, Art. 3 Abs. 1 lit. s
//     Ziff. 1: who one is, where one is, an email address.
//   - GR: π.δ. 131/2003, άρθρο 4 (of Directive 2000/31/EC, art. 5): address,
//     email, public register and number. An association (σωματείο) is in the
//     book of its court of first instance: Αστικός Κώδικας, άρθρο 78.
//   - GB: Electronic Commerce (EC Directive) Regulations 2002, reg. 6(1): (b)
//     address, (c) email. (d), a trade or similar register where one is in it,
//     is not asked for here: whether a society is, its record does not tell.
var checklists = map[Country]checklist{
	"DE": {"German law", []duty{
		{"legal_form", "§ 5 DDG"},
		{"address", "§ 5 DDG, § 18 Abs. 1 MStV"},
		{"email", "§ 5 DDG"},
		{"phone", "§ 5 DDG"},
		{"register", "§ 5 DDG"},
		{"board", "§ 5 DDG, § 18 Abs. 1 MStV"},
		{"responsible_person", "§ 18 Abs. 2 MStV"},
	}},
	"AT": {"Austrian law", []duty{
		{"address", "§ 5 ECG, § 25 MedienG"},
		{"email", "§ 5 ECG"},
		{"register", "§ 5 ECG, § 18 VerG"},
		{"board", "§ 25 MedienG"},
	}},
	"CH": {"Swiss law", []duty{
		{"address", "Art. 3 Abs. 1 lit. s UWG"},
		{"email", "Art. 3 Abs. 1 lit. s UWG"},
	}},
	"GR": {"Greek law", []duty{
		{"address", "π.δ. 131/2003, άρθρο 4"},
		{"email", "π.δ. 131/2003, άρθρο 4"},
		{"register", "π.δ. 131/2003, άρθρο 4"},
	}},
	"GB": {"British law", []duty{
		{"address", "Electronic Commerce Regulations 2002, reg. 6"},
		{"email", "Electronic Commerce Regulations 2002, reg. 6"},
	}},
}

// elsewhere is what readers want to know wherever a society is.
var elsewhere = checklist{duties: []duty{{key: "address"}, {key: "email"}}}

// gaps say what a legal notice lacks, and what to write.
var gaps = map[string]struct{ lack, write string }{
	"legal_form":         {"the legal form of the society", "legal_form: …, such as eingetragener Verein"},
	"address":            {"the postal address of the society", "address: {street: …, postcode: …, city: …}"},
	"email":              {"the email address of the society", "email: …"},
	"phone":              {"a second quick way of contact beside email", "phone: …, or let a page offer a form"},
	"board":              {"the names of those who represent the society", "board: [{person: …, office: …}]"},
	"responsible_person": {"the person who answers for articles and news", "responsible_person: …"},
}

// checkLegal reports what the society's record lacks for the legal notice.
func (c *Config) checkLegal(list *diag.List) {
	s := &c.Society
	if s.Pos.File == "" || s.IsBare() {
		return
	}
	if s.Country == "" {
		if !s.Has("country") {
			list.Warnf(s.Pos, "the society has no country, so what its legal notice needs cannot be checked").
				WithHint("write country: … with two capital letters: DE, AT, CH, GR, GB")
		}
		return
	}
	known, ok := checklists[s.Country]
	if !ok {
		known = elsewhere
	}
	l := legal{list: list, config: c, Society: s, readable: list.Len(diag.Error) == 0}
	for _, d := range known.duties {
		switch p := l.gap(d.key); {
		case p != nil && known.law != "":
			p.AddHint("%s asks for it: %s", known.law, d.rule)
		case p != nil:
			p.AddHint("readers want to know who publishes a site and where to reach them")
		}
	}
}

// legal looks for gaps in a society's record.
type legal struct {
	*Society
	config   *Config
	list     *diag.List
	readable bool // no error was found in the file
}

// gap reports what is missing of a key; nil where nothing is.
func (l legal) gap(key string) *diag.Problem {
	var p *diag.Problem
	switch {
	case key == "register":
		return l.register()
	case key == "address" && l.Address != nil:
		return l.address()
	case key == "legal_form" && l.says(registered[l.Country], l.Name, l.ShortName):
		return nil // … e.V. says it in the name
	case !l.lacks(l.Fields, key, l.isZero(key)):
		return nil
	case key == "phone": // perhaps there is a form
		p = l.list.Noticef(l.Pos, "the legal notice lacks %s", gaps[key].lack)
	default:
		p = l.list.Warnf(l.Pos, "the legal notice lacks %s", gaps[key].lack)
	}
	return p.WithHint("write %s", gaps[key].write)
}

func (l legal) isZero(key string) bool {
	switch key {
	case "legal_form":
		return l.LegalForm.IsZero()
	case "address":
		return l.Address == nil
	case "email":
		return l.Email == ""
	case "phone":
		return l.Phone == ""
	case "board":
		return len(l.Board) == 0
	case "responsible_person":
		return l.ResponsiblePerson.IsZero()
	}
	panic("config: no duty " + key)
}

// lacks reports whether a key was not written, or written with nothing in it.
// What could not be read is no gap: that has been reported.
func (l legal) lacks(f decode.Fields, key string, isZero bool) bool {
	return isZero && (l.readable || !f.Has(key))
}

// IsBare reports whether the record holds nothing for a legal notice but names,
// as that of a site on trial does.
func (s *Society) IsBare() bool {
	return !slices.ContainsFunc([]string{"legal_form", "country", "register", "vat_id", "address", "board", "responsible_person", "email", "phone"}, s.Has)
}

// address reports the parts that the address lacks.
func (l legal) address() *diag.Problem {
	a := l.Address
	var lacks, write []string
	for _, part := range []struct {
		key    string
		isZero bool
	}{{"street", a.Street.IsZero()}, {"postcode", a.Postcode == ""}, {"city", a.City.IsZero()}} {
		_, known := checklists[l.Country]
		if a.Pos.File == "" || !l.lacks(a.Fields, part.key, part.isZero) || part.key == "postcode" && !known { // some countries have none
			continue
		}
		lacks, write = append(lacks, "no "+part.key), append(write, part.key+": …")
	}
	if len(lacks) == 0 {
		return nil
	}
	return l.list.Warnf(a.Pos, "the address of the society has %s", strings.Join(lacks, " and ")).WithHint("write %s", strings.Join(write, ", "))
}

// registered and unregistered are words by which a legal form or a name tells
// whether its society stands in a court's register.
var (
	registered = map[Country][]string{
		"DE": {"e.v.", "e. v.", "eingetragen", "registered", "gmbh"},
		"GR": {"σωματεί", "σωματει", "association"},
	}
	unregistered = []string{"nicht eingetragen", "nicht rechtsfähig", "unregistered", "unincorporated", "ένωση προσώπων"}
)

// entries are examples of a register's entry, and of a legal form that has none.
var entries = map[Country]struct{ entry, none string }{
	"DE": {"register: {court: Amtsgericht …, number: VR …}", "nicht eingetragener Verein"},
	"AT": {entry: "register: {number: ZVR …}"},
	"GR": {"register: {court: Πρωτοδικείο …, number: …}", "ένωση προσώπων"},
}

// register reports an entry in a register that is missing or incomplete. An
// association in Austria always has one; in Germany and Greece the legal form
// tells, and where it does not, that is no more than a question.
func (l legal) register() *diag.Problem {
	form, r := locale.Name{Text: l.LegalForm}, l.Register
	inCourt, example := l.says(registered[l.Country], form, l.Name, l.ShortName), entries[l.Country]
	switch {
	case r != nil:
		var lacks []string
		if l.Country != "AT" && l.lacks(r.Fields, "court", r.Court.IsZero()) {
			lacks = append(lacks, "no court")
		}
		if l.lacks(r.Fields, "number", r.Number == "") {
			lacks = append(lacks, "no number")
		}
		if len(lacks) == 0 || r.Pos.File == "" {
			return nil
		}
		return l.list.Warnf(r.Pos, "the register entry of the society has %s", strings.Join(lacks, " and ")).WithHint("as in %s", example.entry)
	case l.says(unregistered, form):
		return nil
	case inCourt, l.Country == "AT":
		return l.list.Warnf(l.Pos, "the legal notice lacks the register entry of the society").WithHint("write %s", example.entry)
	}
	return l.list.Noticef(l.Pos, "the legal notice names no register").
		WithHint("if the society stands in one, write %s\nif it does not, let legal_form say so: %s", example.entry, example.none)
}

// says reports whether one of the names has one of the words, in whatever
// language.
func (l legal) says(words []string, names ...locale.Name) bool {
	for _, name := range names {
		for _, code := range l.config.Codes() {
			text := strings.ToLower(strings.Join(strings.Fields(name.In(code)), " ")) // also no-break spaces
			if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) }) {
				return true
			}
		}
	}
	return false
}
