package decode

import (
	"encoding"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
	"fishbowl/internal/fold"
)

// What people write where the format has something else. Nothing here is read as a
// value: it is what a fault proposes.

// foreign are words as German and Greek pages show them, with the word, or words,
// of the format; folded, with the more frequent spellings. It is a help and no
// dictionary: what it lacks is answered with the list of all words.
var foreign = sync.OnceValue(func() map[string]string {
	foreign := map[string]string{}
	for line := range strings.Lines(foreignWords) {
		words, from, ok := strings.Cut(strings.TrimSpace(line), " = ")
		for f := range strings.SplitSeq(from, ", ") {
			if ok {
				for _, spelling := range fold.Folds(f) {
					foreign[alike(spelling)] += " " + words
				}
			}
		}
	}
	return foreign
})

const foreignWords = `
	open = offen, frei, ανοικτή, ανοιχτή, ανοικτό, ανοιχτό
	few-places = wenige plätze, wenig plätze, λίγες θέσεις
	full = voll, ausgebucht, belegt, booked, πλήρης, γεμάτη
	closed = geschlossen, κλειστή, κλειστό
	planned = geplant, προγραμματισμένη, προγραμματίζεται
	paused = pausiert, pause, διακοπή, σε παύση
	cancelled = canceled, abgesagt, entfällt, fällt aus, ακυρώθηκε, ακυρωμένη
	ended = beendet, abgeschlossen, finished, over, έληξε, ολοκληρώθηκε
	public = öffentlich, δημόσια, ανοικτή
	members = mitglieder, member, μέλη
	internal = intern, εσωτερική
	ongoing = fortlaufend, laufend, continuous, συνεχής, συνεχόμενη
	term = semester, halbjahr, trimester, εξάμηνο
	series = reihe, kurs, course, κύκλος, σειρά
	single = einzeln, einmalig, einzeltermin, once, μεμονωμένη, μία φορά
	in-person = präsenz, in präsenz, vor ort, presence, face to face, δια ζώσης
	online = digital, video, zoom, διαδικτυακά, διαδικτυακή, εξ αποστάσεως
	hybrid = hybride, gemischt, mixed, υβριδική, υβριδικά, μικτή
	leader leaders = leitung, leiter, leiterin, συντονιστής, συντονίστρια
	co-leader = co-leitung, coleitung, co-leiter, co-leiterin
	in-training = in ausbildung, in weiterbildung, trainee, εκπαιδευόμενος, εκπαιδευόμενη, εκπαιδευόμενοι
	supervisor = supervisorin, επόπτης, επόπτρια
	trainer = ausbilder, ausbilderin, εκπαιδευτής, εκπαιδεύτρια
	any-time = jederzeit, always, οποτεδήποτε
	at-start = zu beginn, am anfang, στην αρχή
	by-agreement = nach vereinbarung, nach absprache, κατόπιν συνεννόησης
	none = keine, καμία, κανένας
	on_request = auf anfrage, nach anfrage, on demand, κατόπιν αιτήματος
	required = erforderlich, pflicht, nötig, yes, ja, obligatory, mandatory, υποχρεωτική, απαραίτητη, ναι
	optional = freiwillig, möglich, προαιρετική
	small-group = kleingruppe, μικρή ομάδα
	large-group = großgruppe, μεγάλη ομάδα
	talk = vortrag, lecture, ομιλία, διάλεξη
	workshop = εργαστήριο
	free = kostenlos, kostenfrei, frei, gratis, umsonst, free of charge, δωρεάν
	due = fällig, οφείλεται
	exempt = befreit, steuerfrei, umsatzsteuerfrei, απαλλάσσεται
	included = inklusive, inkl, incl, enthalten, inbegriffen, περιλαμβάνεται
	excluded = exklusive, zzgl, zuzüglich, plus, δεν περιλαμβάνεται
	meeting = treffen, termin, abend, συνάντηση
	session = sitzung, συνεδρία
	double-session = doppelstunde, doppelsitzung, διπλή συνεδρία
	teaching-unit = unterrichtseinheit, ue, διδακτική ώρα
	hour = stunde, ώρα
	day = tag, tage, ημέρα, μέρα
	weekend = wochenende, σαββατοκύριακο
	year = jahr, jährlich, έτος, χρόνος
	package = paket, πακέτο
	person = teilnehmer, kopf, άτομο, head
	group = gruppe, ομάδα
	doctors = ärzte, ärztinnen, physicians, γιατροί, ιατροί
	general-practitioners = hausärzte, hausärztinnen, gps, γενικοί γιατροί, γενικοί ιατροί
	psychiatrists = psychiater, psychiaterinnen, ψυχίατροι
	doctors-in-training = assistenzärzte, ärzte in weiterbildung, ειδικευόμενοι
	medical-students = medizinstudierende, medizinstudenten, φοιτητές ιατρικής
	students = studierende, studenten, φοιτητές
	psychologists = psychologen, psychologinnen, ψυχολόγοι
	psychotherapists = psychotherapeuten, psychotherapeutinnen, ψυχοθεραπευτές
	nurses = pflege, pflegende, pflegekräfte, νοσηλευτές, νοσηλεύτριες
	midwives = hebammen, μαίες
	dentists = zahnärzte, zahnärztinnen, οδοντίατροι
	veterinarians = tierärzte, tierärztinnen, vets, κτηνίατροι
	pharmacists = apotheker, apothekerinnen, φαρμακοποιοί
	social-workers = sozialarbeiter, sozialarbeiterinnen, κοινωνικοί λειτουργοί
	teachers = lehrer, lehrerinnen, lehrkräfte, εκπαιδευτικοί, δάσκαλοι
	clergy = seelsorger, pfarrer, κληρικοί
	lawyers = juristen, anwälte, δικηγόροι
	police = polizei, αστυνομία
	volunteers = ehrenamtliche, εθελοντές
	newcomers = neue, anfänger, νέοι
	retired = rentner, ruhestand, συνταξιούχοι
	unemployed = arbeitslose, arbeitslos, άνεργοι
	el = gr, griechisch, greek, ελληνικά
	en = gb, uk, englisch, english, αγγλικά
	de = ger, deutsch, german, γερμανικά
	title = titel, τίτλος
	name = όνομα
	place = ort, τόπος, χώρος, location
	venue = location
	time = zeit, uhrzeit, ώρα
	date dates = datum, ημερομηνία
	from starts = beginn, start, begin, έναρξη
	until ends = ende, end, λήξη
	price = preis, kosten, cost, fee, τιμή, κόστος
	amount = betrag, ποσό
	room = raum, αίθουσα
	street = straße, οδός
	postcode = plz, zip, τκ
	city = stadt, town, πόλη
	country = land, χώρα
	audience = zielgruppe, κοινό
	languages = sprache, sprachen, γλώσσα, γλώσσες
	summary = zusammenfassung, περίληψη
	description = beschreibung, περιγραφή
	join = anmeldung, εγγραφή
	phone = telefon, tel, telephone, τηλέφωνο
	email = mail
	authors = author, autor, autorin, συγγραφέας
`

// alike makes words alike that differ in case, accents, blanks and signs.
func alike(s string) string {
	return strings.NewReplacer("-", " ", "_", " ", ".", "").Replace(fold.Fold(strings.TrimSpace(s)))
}

// Meant returns the known word that a written one means: the same in another
// spelling, as German and Greek have it, the nearest; "" where none is.
func Meant(written string, known []string) string {
	f := alike(written)
	for _, w := range known {
		if f != "" && alike(w) == f {
			return w
		}
	}
	for w := range strings.FieldsSeq(foreign()[f]) {
		if slices.Contains(known, w) {
			return w
		}
	}
	if day, ok := civil.MeantWeekday(written); ok && slices.Contains(known, strings.ToLower(day.String())) {
		return strings.ToLower(day.String())
	}
	return diag.Nearest(written, known)
}

// meantBool returns what a word for yes or no is in the format, or "".
func meantBool(s string) string {
	switch alike(s) {
	case "yes", "y", "on", "ja", "wahr", "1", "x", "ναι", "true":
		return "true"
	case "no", "n", "off", "nein", "falsch", "0", "none", "keine", "οχι", "false":
		return "false"
	}
	return ""
}

// Money is a number that somebody wrote as people write amounts.
type Money struct {
	Number    string // as the format has it
	Currency  bool   // was written with it
	Thousands bool   // were parted by a point, a comma or an apostrophe
}

var (
	currencies = regexp.MustCompile(`(?i)€|£|\$|\b(?:euros?|eur|gbp|usd|chf|sfr|fr)\b\.?|ευρώ|ευρω|[.,][-–—]+$`)
	thousands  = regexp.MustCompile(`^\d{1,3}(?:[.,'’]\d{3})+$`)
	german     = regexp.MustCompile(`^(\d{1,3}(?:[.'’]\d{3})+|\d+),(\d{1,2})$`)
	english    = regexp.MustCompile(`^(\d{1,3}(?:[,'’]\d{3})+|\d+)(?:\.(\d{1,2}))?$`)
	parting    = strings.NewReplacer(".", "", ",", "", "'", "", "’", "")
)

// MeantMoney returns the amount that a text means: 12,50, 30 €, 1.200, 1.200,50.
func MeantMoney(s string) (Money, bool) {
	bare := currencies.ReplaceAllString(s, "")
	v := Money{Currency: bare != s}
	bare = strings.Join(strings.Fields(bare), "") // also no-break spaces
	if thousands.MatchString(bare) {
		v.Thousands, v.Number = true, parting.Replace(bare)
		return v, true
	}
	m := german.FindStringSubmatch(bare)
	if m == nil {
		m = english.FindStringSubmatch(bare)
	}
	if m == nil {
		return v, false
	}
	v.Number = parting.Replace(m[1])
	v.Thousands = v.Number != m[1]
	if m[2] != "" {
		v.Number += "." + m[2]
	}
	return v, true
}

var decimalComma = regexp.MustCompile(`^(-?\d+),(\d+)$`)

// meantNumber returns the number that a text means, or "".
func meantNumber(s string) string {
	if m := decimalComma.FindStringSubmatch(strings.TrimSpace(s)); m != nil {
		return m[1] + "." + m[2]
	}
	return ""
}

// split is a text inside { } that its commas have made into a value and keys.
type split struct {
	key   string   // of the value
	parts []string // the value, and the keys without values after it
}

// fault reports the comma after a value of a type, which may be nil.
func (s *split) fault(list *diag.List, e Entry, t reflect.Type) {
	p := list.Errorf(e.Pos, "a comma inside { } separates keys")
	whole := strings.Join(s.parts, ", ")
	digits := func(s string) bool { return strings.Trim(s, "0123456789") == "" }
	switch last := s.parts[len(s.parts)-1]; {
	case len(s.parts) == 2 && digits(s.parts[0]) && digits(last) && len(last) == 3:
		p.WithHint("write %s.%s, or %s%s if these are thousands", s.parts[0], last, s.parts[0], last)
	case len(s.parts) == 2 && digits(s.parts[0]) && digits(last):
		p.WithHint("write %s.%s", s.parts[0], last)
	case t != nil && t.Kind() == reflect.Slice:
		p.WithHint("write %s: [%s]", s.key, whole)
	case t != nil && reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()):
		p.WithHint("write one value after %s:", s.key)
	case t != nil && !isText(reflect.Zero(t)) && len(blockKeys(t)) > 0:
		p.WithHint("write %s: {…} with the keys %s", s.key, strings.Join(blockKeys(t), ", "))
	default:
		p.WithHint("put the text into quotation marks: %q", whole)
	}
}

// splits marks the entries of a block in { } that are keys without a value after
// a value that is no block.
func splits(entries []Entry) {
	var open *split
	for i := range entries {
		e := &entries[i]
		switch {
		case e.Value.IsScalar():
			open = &split{e.Key, []string{e.Value.Value}}
		case e.Value.Kind != Null:
			open = nil
		case open != nil:
			open.parts = append(open.parts, e.Key)
			e.split = open
		}
	}
}

// Misplaced reports an unknown key that is not misspelt but stands in the wrong
// place, or is none: a comma in { } that made it, a key that belongs under the one
// before it or into an item of a list. The types are those of the block. It is
// false, and says nothing, where the key is just unknown.
func (d *Decoder) Misplaced(n *Node, e Entry, types ...reflect.Type) bool {
	known := func(key string) (reflect.Type, bool) {
		for _, t := range types {
			if f, ok := infoOf(t).fields[key]; ok {
				return t.FieldByIndex(f.index).Type, true
			}
		}
		return nil, false
	}
	i := slices.IndexFunc(n.Entries, func(f Entry) bool { return f.Pos == e.Pos })
	switch s := e.split; {
	case s == nil || i < 0:
	case len(s.parts) > 1 && s.parts[1] != e.Key && i > 0 && n.Entries[i-1].split == s:
		return true // told of at the first comma
	default:
		if key, value, ok := strings.Cut(e.Key, ":"); ok {
			if _, isKey := known(key); isKey {
				missingBlank(d.List, e.Pos, key, value)
				return true
			}
		}
		t, _ := known(s.key)
		s.fault(d.List, e, t)
		return true
	}
	if key, value, ok := strings.Cut(e.Key, ":"); ok && e.Value.Kind == Null {
		if _, isKey := known(key); isKey {
			missingBlank(d.List, e.Pos, key, value)
			return true
		}
	}
	if d.below(n, e, i, known) {
		return true
	}
	for _, t := range types {
		for _, form := range formsOf(t) {
			if len(form.Block) != 2 || !slices.Contains(Keys(form.Block[1]), e.Key) {
				continue
			}
			list := listOf(form.Block[0], form.Block[1])
			var keys []string // those that an item has and the whole does not
			for _, f := range n.Entries {
				if _, own := known(f.Key); !own && slices.Contains(Keys(form.Block[1]), f.Key) {
					keys = append(keys, f.Key)
				}
			}
			if keys[0] == e.Key { // the others are told of with it
				d.List.Errorf(e.Pos, "%s to a line under %s:", belong(keys), list).
					WithHint("write %s: [{%s: …}], and beside %s: only what holds for all lines", list, e.Key, list)
			}
			return true
		}
	}
	return false
}

// below reports keys that stand beside a key without a value instead of under it.
func (d *Decoder) below(n *Node, e Entry, i int, known func(string) (reflect.Type, bool)) bool {
	head := i - 1
	for ; head >= 0; head-- {
		if _, ok := known(n.Entries[head].Key); ok {
			break
		}
	}
	if head < 0 || n.Entries[head].Value.Kind != Null {
		return false
	}
	t, _ := known(n.Entries[head].Key)
	under := func(key string) bool {
		_, own := known(key)
		return !own && knows(t, key, d.Languages)
	}
	var keys []string
	for _, f := range n.Entries[head+1:] {
		if !under(f.Key) {
			break
		}
		keys = append(keys, f.Key)
	}
	switch {
	case i-head > len(keys):
		return false
	case i-head > 1:
		return true // told of at the first one
	}
	d.List.Errorf(e.Pos, "%s under %s:", belong(keys), n.Entries[head].Key).WithHint("begin the line two blanks further in than %s:", n.Entries[head].Key)
	return true
}

// heads reports whether keys stand after an entry that belong under it.
func (d *Decoder) heads(n *Node, e Entry, t reflect.Type) bool {
	info := infoOf(t)
	i := 1 + slices.IndexFunc(n.Entries, func(f Entry) bool { return f.Pos == e.Pos })
	return i < len(n.Entries) && !info.has(n.Entries[i].Key) && knows(t.FieldByIndex(info.fields[e.Key].index).Type, n.Entries[i].Key, d.Languages)
}

// belong says that one key or several belong somewhere.
func belong(keys []string) string {
	last := len(keys) - 1
	if last == 0 {
		return fmt.Sprintf("%q belongs", keys[0])
	}
	return fmt.Sprintf(`"%s" and %q belong`, strings.Join(keys[:last], `", "`), keys[last])
}

// knows reports whether a block of a type may have the key.
func knows(t reflect.Type, key string, languages []string) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if slices.Contains(languages, key) && isText(reflect.Zero(t)) {
		return true
	}
	if t.Kind() == reflect.Struct && slices.Contains(Keys(t), key) {
		return true
	}
	return slices.ContainsFunc(formsOf(t), func(f Form) bool {
		return f.Keyed != nil || slices.ContainsFunc(f.Block, func(b reflect.Type) bool { return slices.Contains(Keys(b), key) })
	})
}

// blockKeys returns the keys of a struct, or of what a pointer points at.
func blockKeys(t reflect.Type) []string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	return Keys(t)
}

func formsOf(t reflect.Type) []Form {
	if f, ok := reflect.New(t).Interface().(Formed); ok {
		return f.Forms()
	}
	return nil
}

// listOf returns the key under which a whole has the list of its items.
func listOf(whole, item reflect.Type) string {
	for _, f := range FieldsOf(whole) {
		if f.Type == reflect.SliceOf(item) {
			return f.Key
		}
	}
	return ""
}

// inside returns the one key of a struct whose block has another key, or "".
func (d *Decoder) inside(t reflect.Type, key string) string {
	var found []string
	for _, f := range FieldsOf(t) {
		if f.Type.Kind() != reflect.Slice && knows(f.Type, key, nil) && !slices.ContainsFunc(formsOf(f.Type), func(f Form) bool { return f.Keyed != nil }) {
			found = append(found, f.Key)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

var (
	leading  = regexp.MustCompile(`^(\d+) \D+$`)
	fromTo   = regexp.MustCompile(`^(\d+) ?(?:[-–]|bis|to|ως|έως) ?(\d+)(?: \D+)?$`)
	duration = regexp.MustCompile(`^(\d+)(?: ?(?:′|'|min\.?|minuten|minutes|λεπτά))?$`)
)

// meantBlock returns the block that one value means: a word that one of the keys
// can have, 8-12, 90 minutes; or "".
func meantBlock(n *Node, t reflect.Type) string {
	keys := Keys(t)
	if m := fromTo.FindStringSubmatch(n.Value); m != nil && slices.Contains(keys, "min") && slices.Contains(keys, "max") {
		return fmt.Sprintf("{min: %s, max: %s}", m[1], m[2])
	}
	if m := duration.FindStringSubmatch(strings.ToLower(n.Value)); m != nil && slices.Contains(keys, "minutes") {
		return fmt.Sprintf("{minutes: %s}", m[1])
	}
	for _, f := range FieldsOf(t) {
		if words, ok := reflect.Zero(f.Type).Interface().(Vocabulary); ok && n.Kind == Text {
			if word := Meant(n.Value, words.Words()); word != "" {
				return fmt.Sprintf("{%s: %s}", f.Key, word)
			}
		}
	}
	return ""
}

var blankless = regexp.MustCompile(`^(\s*(?:- +)*)([A-Za-z_]+):([^\s/].*)$`)

func missingBlank(list *diag.List, key diag.Pos, name, value string) {
	key.Col += len(name)
	list.Errorf(key, "a blank is missing after the colon").WithHint("write %s: %s", name, value)
}

// MissingBlank reports a text that is a key and its value with no blank between
// them, if it begins with one of the keys or there are none.
func (d *Decoder) MissingBlank(n *Node, keys []string) bool {
	m := blankless.FindStringSubmatch(n.Value)
	if n.Kind != Text || m == nil || len(keys) > 0 && !slices.Contains(keys, m[2]) {
		return false
	}
	missingBlank(d.List, n.Pos, m[2], m[3])
	return true
}

// several reports a text with commas where a list was meant: it cannot be read as
// a whole, each part of it can. It returns the parts.
func (d *Decoder) several(n *Node, t reflect.Type) []*Node {
	if n.Kind != Text || !strings.Contains(n.Value, ",") {
		return nil
	}
	reads := func(n *Node) bool {
		if t.Kind() == reflect.String && !t.Implements(reflect.TypeFor[Vocabulary]()) || t == reflect.TypeFor[String]() {
			return !strings.ContainsAny(n.Value, ", ") // codes and hosts
		}
		trial := *d
		trial.List = &diag.List{}
		trial.value(n, reflect.New(t).Elem())
		return trial.List.Len(diag.Error) == 0
	}
	if reads(n) {
		return nil
	}
	var parts []*Node
	var written []string
	for s := range strings.SplitSeq(n.Value, ",") {
		part := *n
		part.Value = strings.TrimSpace(s)
		for w := range strings.FieldsSeq(foreign()[alike(part.Value)]) {
			if !reads(&part) {
				part.Value = w
			}
		}
		if part.Value == "" || !reads(&part) {
			return nil
		}
		parts, written = append(parts, &part), append(written, part.Value)
	}
	d.List.Errorf(n.Pos, "several values stand in [ ]").WithHint("write [%s]", strings.Join(written, ", "))
	return parts
}
