package decode

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
)

type sample struct {
	Fields
	ID     ID             `key:"id,required"`
	Title  string         `key:"title"`
	Size   int            `key:"size"`
	Money  float64        `key:"money"`
	Open   bool           `key:"open"`
	Date   civil.Date     `key:"date"`
	Tags   []string       `key:"tags"`
	Nested *nested        `key:"nested"`
	Status status         `key:"status"`
	Leader Ref            `key:"leader"`
	Cities Map[nested]    `key:"cities"`
	Params map[string]any `key:"params"`
}

type nested struct {
	Name string `key:"name,required"`
}

type status string

func (status) Words() []string { return []string{"open", "full", "few-places"} }

// faults decodes a text and returns everything that is reported.
func faults(t *testing.T, read func(*diag.List, string, []byte) *Node, text string) (sample, string) {
	t.Helper()
	var list diag.List
	list.AddText("f.yaml", []byte(text))
	var s sample
	if n := read(&list, "f.yaml", []byte(text)); n != nil {
		d := Decoder{List: &list}
		d.Decode(n, &s)
	}
	var b strings.Builder
	for _, p := range list.Sorted() {
		fmt.Fprintf(&b, "%d:%d: %s", p.Line, p.Col, p.Message)
		if p.Hint != "" {
			fmt.Fprintf(&b, " | %s", p.Hint)
		}
		for _, a := range p.Also {
			fmt.Fprintf(&b, " | %d:%d: %s", a.Line, a.Col, a.Message)
		}
		b.WriteString("\n")
	}
	return s, b.String()
}

func TestDecodesEveryForm(t *testing.T) {
	yaml := `
id: athens
title: 2027
size: 8
money: 12.50
open: true
date: Tue 2027-01-12
tags: one
nested: {name: Ä}
status: few-places
leader: maria
cities: {b: {name: B}, a: {name: A}}
params: {x: [1, 2.5, true, t]}
`
	toml := `
id = "athens"
title = "2027"
size = 8
money = 12.50
open = true
date = "Tue 2027-01-12"
tags = "one"
status = "few-places"
leader = "maria"
[nested]
name = "Ä"
[cities.b]
name = "B"
[cities.a]
name = "A"
[params]
x = [1, 2.5, true, "t"]
`
	for name, read := range map[string]func(*diag.List, string, []byte) *Node{yaml: YAML, toml: TOML} {
		s, got := faults(t, read, name)
		if got != "" {
			t.Fatalf("faults: %s", got)
		}
		if !s.Has("size") || s.Has("none") || s.At("size").Line == 0 || s.Leader.Pos.Line == 0 {
			t.Errorf("places are lost: %+v", s.Fields)
		}
		if got := s.Cities.Keys(); !cmp.Equal(got, []string{"b", "a"}) {
			t.Errorf("order of keys is lost: %v", got)
		}
		if want := []any{1, 2.5, true, "t"}; !cmp.Equal(s.Params["x"], want) {
			t.Errorf("params: %#v", s.Params["x"])
		}
		if s.ID != "athens" || s.Title != "2027" || s.Size != 8 || s.Money != 12.5 || !s.Open || s.Date != (civil.Date{Year: 2027, Month: 1, Day: 12}) ||
			len(s.Tags) != 1 || s.Nested.Name != "Ä" || s.Status != "few-places" || s.Leader.ID != "maria" {
			t.Errorf("got %+v", s)
		}
	}
}

func TestReportsEveryFaultWithItsPlace(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"unknown key", "id: a\ntilte: x\n", `2:1: unknown key "tilte" | did you mean "title"?`},
		{"unknown key, none near", "id: a\nxyzxyz: x\n", `2:1: unknown key "xyzxyz" | known keys are cities, date, id, leader, money, nested, open, params, size, status, tags, title`},
		{"wrong types", "id: a\nsize: many\nmoney: 1,5\nopen: yes\ntitle: [x]\ntags: {a: b}\nnested: x\ndate: [1]\n",
			"2:7: expected a whole number, found the text \"many\" | write it in digits, as in 8\n3:8: expected a number, found the text \"1,5\" | write 1.5\n" +
				"4:7: expected true or false, found the text \"yes\" | write true\n5:8: expected a text, found a list | a text that looks like something else needs quotation marks\n" +
				"6:7: expected a text, found a block of keys | a text that looks like something else needs quotation marks\n" +
				"7:9: expected a block of keys, found the text \"x\" | known keys are name\n8:7: expected one value, found a list"},
		{"missing", "title: x\n", `1:1: the key "id" is missing`},
		{"empty", "id:\n", `1:1: the key "id" is empty`},
		{"empty file", "", `1:1: the key "id" is missing`},
		{"columns count characters", "id: a\nnested: {ö: ä, name: ß, x: y}\n", "2:10: unknown key \"ö\" | known keys are name\n2:25: unknown key \"x\" | known keys are name"},
		{"impossible date", "id: a\ndate: 2027-02-30\n", "2:7: there is no day 2027-02-30 | February 2027 has 28 days"},
		{"weekday", "id: a\ndate: Wed 2027-01-12\n", "2:7: 2027-01-12 is not a Wednesday | it is a Tuesday: mend the date or the weekday"},
		{"word", "id: a\nstatus: opn\n", `2:9: unknown word "opn" | did you mean "open"?`},
		{"id", "id: Athens Tuesday\n", `1:5: "Athens Tuesday" cannot be an id | an id has lower-case letters a-z, digits and single "-" between them, as in athens-tuesday`},
		{"twice", "id: a\ntitle: x\ntitle: y\n", `3:1: the key "title" stands twice | keep one of the two | 2:1: it stands here first`},
		{"second document", "id: a\n---\nid: b\n", "2:1: a second document begins here | one file holds one document: remove the line ---, or put what follows into a file of its own"},
		{"merge key", "id: a\nnested:\n  <<: {name: x}\n", "3:3: merge keys (<<) are not allowed | write the keys out, or give the whole value a name with & and repeat it with *\n3:3: the key \"name\" is missing"},
		{"alias", "id: *x\n", `1:5: the alias *x has no anchor &x before it | a text that begins with * needs quotation marks`},
		{"alias of itself", "id: a\ntags: &t [*t]\n", "2:11: the alias *t stands inside what it repeats | write the values out"},
		{"colon in a text", "id: a\ntitle: Balint: x\n", `2:14: a colon followed by a blank cannot stand inside a text | put the text in quotation marks, as in title: "Balint: the beginnings"`},
		{"colon in flow", "id: a\nnested: {name: x: y}\n", `2:17: the { that opens here is not closed, or a comma is missing: ":" does not fit | write } at the end; a text that holds a colon or a comma needs quotation marks | 2:9: it opens here`},
		{"open bracket", "id: a\ntags: [x, y\ntitle: t\n", `3:6: the [ that opens here is not closed, or a comma is missing: ":" does not fit | write ] at the end; a text that holds a colon or a comma needs quotation marks | 2:7: it opens here`},
		{"open quote", "id: a\ntitle: \"x\n", `2:8: the quotation mark that opens here is never closed | close it, or use the other kind inside`},
		{"tab", "id: a\nnested:\n\tname: x\n", `3:1: a line cannot be indented with a tab | use blanks`},
		{"indentation", "id: a\n  title: x\n", "2:8: this line begins further in than the key above it, which has a value already | begin the keys of one block in the same column; a text of several lines needs quotation marks, or | after the colon"},
		{"reserved character", "id: a\ntitle: @x\n", `2:8: a text cannot begin with "@" | put it in quotation marks`},
		{"list among keys", "id: a\n- x\n", `2:1: this line does not fit the lines above it | check that keys of one block begin in the same column, that each has a colon and a blank after it, and that quotation marks are closed`},
		{"key is a list", "id: a\n[x]: y\n", `2:1: a key must be a word | a text that begins with [ or { needs quotation marks`},
		{"comma in a decimal", "id: a\nnested: {name: 12,50}\n", `2:19: a comma inside { } separates keys | write 12.50`},
		{"comma before three digits", "id: a\nnested: {name: 1,200}\n", `2:18: a comma inside { } separates keys | write 1.200, or 1200 if these are thousands`},
		{"comma in a text", "id: a\nnested: {name: Praxis Dr. Müller, 2. Stock}\n", `2:35: a comma inside { } separates keys | put the text into quotation marks: "Praxis Dr. Müller, 2. Stock"`},
		{"two commas in a text", "id: a\nnested: {name: Praxis, Haus 2, 3. Stock}\n", `2:24: a comma inside { } separates keys | put the text into quotation marks: "Praxis, Haus 2, 3. Stock"`},
		{"commas of a list", "{id: a, tags: x, y}\n", `1:18: a comma inside { } separates keys | write tags: [x, y]`},
		{"no blank inside { }", "{id: a, title:x}\n", `1:14: a blank is missing after the colon | write title: x`},
		{"no blank", "id:a\nstatus: open\n", `1:3: a blank is missing after the colon | write id: a`},
		{"no blank further down", "id: a\ntitle:x\nstatus: open\n", `2:6: a blank is missing after the colon | write title: x`},
		{"no blank at all", "id:a\n", `1:3: a blank is missing after the colon | write id: a`},
		{"keys not indented", "id: a\nnested:\nname: x\n", `3:1: "name" belongs under nested: | begin the line two blanks further in than nested:`},
		{"blocks not indented", "id: a\ncities:\nb: {name: B}\nc: {name: C}\n", `3:1: "b" and "c" belong under cities: | begin the line two blanks further in than cities:`},
		{"words for yes and no", "id: a\nopen: Nein\nsize: x\n", "2:7: expected true or false, found the text \"Nein\" | write false\n3:7: expected a whole number, found the text \"x\" | write it in digits, as in 8"},
		{"word in German", "id: a\nstatus: Offen\n", `2:9: unknown word "Offen" | did you mean "open"?`},
		{"word in Greek", "id: a\nstatus: ανοικτή\n", `2:9: unknown word "ανοικτή" | did you mean "open"?`},
		{"word with blanks", "id: a\nstatus: Few places\n", `2:9: unknown word "Few places" | did you mean "few-places"?`},
		{"key in German", "id: a\nTitel: x\n", `2:1: unknown key "Titel" | did you mean "title"?`},
		{"ids in one text", "id: a\nleader: anna, bob\n", `2:9: an id has no comma: "anna, bob" | several ids, where there can be several, stand in [ ], as in [anna, bob]`},
		{"number with a word", "id: a\nsize: 8 Personen\n", `2:7: expected a whole number, found the text "8 Personen" | write 8`},
		{"key of a block inside", "id: a\nname: x\n", `2:1: unknown key "name" | it belongs under nested:, as in nested: {name: …}`},
		{"list as a text", "id: a\ntags: x, y\n", `2:7: several values stand in [ ] | write [x, y]`},
		{"quotation marks inside", "id: a\ntitle: 'Anna's group'\n", `2:14: a text in quotation marks ends at the next one, but more follows it | put the whole text in the other kind of quotation marks, ' or "`},
		{"text after a bracket", "id: a\ntitle: [Balint] group\n", `2:17: nothing can follow the closing bracket | a text that begins with [ needs quotation marks`},
		{"no blank after a dash", "tags:\n  - a\n  -id: b\n", `3:3: a blank is missing after the dash | write - id: b`},
		{"dash without a blank", "- id: a\n-id: b\n", `2:1: a blank is missing after the dash | write - id: b`},
		{"ten faults", "id: A\nsize: x\nmoney: x\nopen: x\ndate: x\nstatus: x\na: 1\nb: 1\nc: 1\nd: 1\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, got := faults(t, YAML, tt.in)
			if tt.name == "ten faults" {
				if n := strings.Count(got, "\n"); n != 10 {
					t.Errorf("%d faults, want 10:\n%s", n, got)
				}
				return
			}
			if d := cmp.Diff(tt.want, strings.TrimSuffix(got, "\n")); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestAliasBombIsRefused(t *testing.T) {
	var b strings.Builder
	b.WriteString("params:\n  a: &a [x, x, x, x, x, x, x, x, x]\n")
	for c := 'b'; c < 'l'; c++ {
		fmt.Fprintf(&b, "  %c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	_, got := faults(t, YAML, b.String())
	if !strings.Contains(got, "more than is allowed") || strings.Count(got, "\n") != 1 {
		t.Errorf("got %s", got)
	}
	s, got := faults(t, YAML, "id: a\nparams: {a: &x [1, 2], b: *x}\n")
	if got != "" || !cmp.Equal(s.Params["b"], []any{1, 2}) {
		t.Errorf("an honest alias: %v %s", s.Params, got)
	}
}

func TestTOMLFaults(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"unknown key", "id = 'a'\nnested = {'näme' = 'x', name = 'y'}\n", `2:11: unknown key "näme" | did you mean "name"?`},
		{"character columns", "id = 'a'\n'öä' = 1\ntags = ['ö', 3]\nsize = 'ö'\n", "2:1: unknown key \"öä\" | known keys are cities, date, id, leader, money, nested, open, params, size, status, tags, title\n4:8: expected a whole number, found the text \"ö\" | write it in digits, as in 8"},
		{"syntax", "id = \n", "1:6: cannot be read as TOML: unexpected character U+000A at start of value"},
		{"twice", "id = 'a'\nid = 'b'\n", `2:1: the key "id" stands twice | keep one of the two | 1:1: it stands here first`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, got := faults(t, TOML, tt.in)
			if d := cmp.Diff(tt.want, strings.TrimSuffix(got, "\n")); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestEqualIgnoresPlaceAndOrder(t *testing.T) {
	var list diag.List
	a := YAML(&list, "a", []byte("x: 1\ny: [a, {b: c}]\n"))
	b := YAML(&list, "b", []byte("\n\ny:\n- a\n- b: c\nx: 1\n"))
	c := YAML(&list, "c", []byte("y: [a, {b: d}]\nx: 1\n"))
	if !a.Equal(b) || a.Equal(c) || c.Equal(a) {
		t.Error("Equal is wrong")
	}
}

func FuzzYAML(f *testing.F) {
	f.Add([]byte("id: a\ntags: [x, &y {a: b}, *y]\n"))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var list diag.List
		list.AddText("f", text)
		n := YAML(&list, "f", text)
		if n == nil && len(list.Sorted()) == 0 {
			t.Fatal("unreadable and unreported")
		}
		if n != nil {
			var s sample
			d := Decoder{List: &list}
			d.Decode(n, &s)
		}
		for _, p := range list.Sorted() {
			list.Report(p)
		}
	})
}
