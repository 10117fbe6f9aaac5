package locale

import (
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
)

// reader turns one file of words into messages and holds each to the message of
// the closed set, where there is one.
type reader struct {
	list    *diag.List
	tag     language.Tag
	numbers map[string][]int // of the plural forms of the language
	refs    map[string]*entry
	known   []string // the only keys that may stand in the file; nil: any
	entries map[string]*entry
	keys    []string // in the order of the file
}

// newReader returns a reader of a file in a language.
func newReader(list *diag.List, lang string, refs map[string]*entry, known []string) *reader {
	tag := parseLoose(lang)
	return &reader{list: list, tag: tag, numbers: formsOf(tag), refs: refs, known: known, entries: map[string]*entry{}}
}

// root reads the whole file; n is nil where it could not be read.
func (r *reader) root(n *decode.Node) {
	switch {
	case n == nil:
	case n.Kind != decode.Mapping:
		r.list.Errorf(n.Pos, "expected a block of keys, found %s", n.Describe())
	default:
		r.section("", n)
	}
}

func (r *reader) section(prefix string, n *decode.Node) {
	for _, e := range n.Entries {
		key := prefix + e.Key
		inside := slices.IndexFunc(r.known, func(k string) bool { return strings.HasPrefix(k, key+".") })
		block := e.Value.Kind == decode.Mapping && !r.isMessage(key, e.Value)
		switch {
		case r.known == nil && block, inside >= 0 && e.Value.Kind == decode.Mapping:
			r.section(key+".", e.Value)
		case inside >= 0 && e.Value.Kind == decode.Null: // a block whose lines are comments
		case inside >= 0:
			r.list.Errorf(e.Pos, "%q is no interface word but a block of them", key).WithHint("it holds words such as %q", r.known[inside])
		case block:
			r.unknownBlock(e.Pos, key)
		case r.known != nil && r.refs[key] == nil:
			decode.Unknown(r.list, e.Pos, "interface word", key, r.known)
		default:
			r.message(key, e)
		}
	}
}

// isMessage reports whether a mapping is a message in plural forms. Where the
// closed set has a message, a mapping is one even if a form is misspelt.
func (r *reader) isMessage(key string, n *decode.Node) bool {
	if r.refs[key] != nil {
		return true
	}
	for _, e := range n.Entries {
		if !slices.Contains(formNames[:], e.Key) {
			return false
		}
	}
	return len(n.Entries) > 0
}

// unknownBlock reports a block once, not each of its words.
func (r *reader) unknownBlock(pos diag.Pos, key string) {
	var blocks []string
	for _, k := range r.known {
		for i, c := range k {
			if c == '.' && !slices.Contains(blocks, k[:i]) {
				blocks = append(blocks, k[:i])
			}
		}
	}
	decode.Unknown(r.list, pos, "block of interface words", key, blocks)
}

// genders are the words of schedule.gender, which no reader sees: they choose among
// other words.
var genders = []string{"masculine", "feminine", "neuter"}

// choosesWell reports whether a word that chooses others is one of those it may be.
func (r *reader) choosesWell(key string, n *decode.Node) bool {
	if !strings.HasPrefix(key, "schedule.gender.") || slices.Contains(genders, n.Value) {
		return true
	}
	r.list.Errorf(n.Pos, "%q is no gender", n.Value).WithHint("one of %s: it chooses the form of numbers", strings.Join(genders, ", "))
	return false
}

// message reads one message. A faulty one is kept as such: it is not used, but it
// is not missing either.
func (r *reader) message(key string, at decode.Entry) {
	if first, again := r.entries[key]; again { // as groups: {free: …} and as groups.free
		r.list.Errorf(at.Pos, "the word %q stands twice", key).WithAlso(first.pos, "it stands here first").WithHint("keep one of the two")
		return
	}
	e := &entry{pos: at.Value.Pos, tag: r.tag, plural: at.Value.Kind == decode.Mapping}
	r.entries[key] = e
	if e.plural {
		e.faulty = !r.forms(key, at, e)
	} else {
		pieces, ok := r.text(key, at)
		e.forms[plural.Other] = pieces
		e.finish()
		e.faulty = !ok || !r.agrees(key, e, plural.Other, at.Value.Pos) || !r.choosesWell(key, at.Value)
	}
	if e.faulty {
		return
	}
	if ref := r.refs[key]; ref != nil && ref.counts && !e.counts {
		e.counts, e.fixed = true, false
	}
	r.keys = append(r.keys, key)
}

// forms reads a message in plural forms and checks that they are those of the
// language.
func (r *reader) forms(key string, at decode.Entry, e *entry) bool {
	if len(at.Value.Entries) == 0 {
		return false // what stood there has been reported, or nothing did
	}
	if ref := r.refs[key]; ref != nil && !ref.counts {
		r.list.Errorf(at.Value.Pos, "the word %q has no plural forms", key).WithHint("write one text")
		return false
	}
	needed := r.numbers
	names := slices.DeleteFunc([]string{"zero", "one", "two", "few", "many", "other"}, func(name string) bool { return needed[name] == nil })
	foreign, ok := false, true
	for _, f := range at.Value.Entries {
		i := slices.Index(formNames[:], f.Key)
		if i < 0 || needed[f.Key] == nil && f.Key != "other" {
			r.list.Errorf(f.Pos, "%q is no plural form in %q", f.Key, r.tag).WithHint("its forms are %s", strings.Join(names, ", "))
			foreign = true
			continue
		}
		pieces, fine := r.text(key, f)
		e.forms[i] = pieces
		ok = ok && fine
		if f.Key == "other" {
			e.pos = f.Value.Pos // of all forms the one that has every variable
		}
	}
	if foreign {
		return false
	}
	for _, name := range names {
		if _, has := at.Value.Get(name); !has {
			r.list.Errorf(at.Pos, "the word %q lacks the plural form %q", key, name).WithHint("%q has the forms %s", r.tag, strings.Join(names, ", "))
			ok = false
		}
	}
	e.finish()
	for _, f := range at.Value.Entries {
		form := plural.Form(slices.Index(formNames[:], f.Key))
		ok = ok && r.agrees(key, e, form, f.Value.Pos)
	}
	return ok
}

// text reads the text of a message or of one of its forms.
func (r *reader) text(key string, at decode.Entry) ([]piece, bool) {
	if n := at.Value; !n.IsScalar() && n.Kind != decode.Null || n.Kind == decode.Bool {
		r.list.Errorf(n.Pos, "expected a text, found %s", n.Describe()).WithHint("a text that looks like something else needs quotation marks")
		return nil, false
	}
	s := strings.TrimSpace(at.Value.Value)
	if s == "" {
		p := r.list.Errorf(at.Pos, "the word %q is empty", key)
		if r.known != nil {
			p.WithHint("remove the line to keep the word that the theme brings")
		}
		return nil, false
	}
	pieces, err := parseMessage(s)
	if err != nil {
		r.list.Fault(at.Value.Pos, err)
	}
	return pieces, err == nil
}

// agrees reports whether a form has the variables that the closed set's message
// has. Only a form that stands for one number may leave out the number.
func (r *reader) agrees(key string, e *entry, form plural.Form, pos diag.Pos) bool {
	ref := r.refs[key]
	if ref == nil {
		return true
	}
	wanted := slices.Clone(ref.vars)
	if ref.usesCount() {
		wanted = append(wanted, countVar)
	}
	written := variables(e.forms[form])
	for _, v := range written {
		if slices.Contains(wanted, v) {
			continue
		}
		p := ref.showIn(r.list.Errorf(pos, "the word %q has no variable {{.%s}}", key, v))
		if near := diag.Nearest(v, wanted); near != "" {
			p.WithHint("did you mean {{.%s}}?", near)
		} else if len(wanted) == 0 {
			p.WithHint("it has no variables")
		} else {
			p.WithHint("it has {{.%s}}", strings.Join(wanted, "}} and {{."))
		}
		return false
	}
	for _, v := range wanted {
		numbers := r.numbers[formNames[form]]
		if slices.Contains(written, v) || v == countVar && e.plural && len(numbers) < 2 {
			continue
		}
		p := ref.showIn(r.list.Errorf(pos, "the word %q must say {{.%s}}", key, v))
		if v == countVar && e.plural && form != plural.Other {
			p.WithHint("in %q the form %q stands for %d and for %d", r.tag, formNames[form], numbers[0], numbers[1])
		}
		return false
	}
	return true
}

// showIn points at the closed set's message, unless it stands in the same file.
func (e *entry) showIn(p *diag.Problem) *diag.Problem {
	if e.pos.File != p.File {
		p.WithAlso(e.pos, "compare this text")
	}
	return p
}

// usesCount reports whether the message shows its number, not only bends to it.
func (e *entry) usesCount() bool {
	return slices.ContainsFunc(e.forms[:], func(pieces []piece) bool { return slices.Contains(variables(pieces), countVar) })
}
