package decode

import (
	"cmp"
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fishbowl/internal/diag"
)

// Decoder fills Go values from nodes. The zero Decoder lacks a List and cannot
// be used.
//
// Structs are filled by their `key:"name"` tags; `key:"name,required"` reports
// a missing or empty value. An embedded struct without a tag adds its keys. A
// field of type [Fields] keeps the places of what was written. Wherever a slice
// is wanted, one item may stand alone. Where a struct has the key "lang", it
// names the language of the block's plain texts. A type reads itself if it has a method
// of [Unmarshaler], UnmarshalText or [Vocabulary].
type Decoder struct {
	List *diag.List
	// Languages are the codes that a text per language may use; empty while
	// they are not known yet.
	Languages []string
	// Lang is the language of a plain text.
	Lang string
}

// Unmarshaler is a type that reads its own forms, such as "one word, or a
// block of keys". It reports faults to d.List.
type Unmarshaler interface {
	DecodeNode(d *Decoder, n *Node)
}

// Vocabulary is a string type of which only certain words are meant.
type Vocabulary interface {
	Words() []string
}

// Fields, as a field of a struct, keeps where the struct and its keys stand.
type Fields struct {
	Pos  diag.Pos
	keys map[string]diag.Pos
}

// Has reports whether the key was written with a value.
func (f Fields) Has(key string) bool { _, ok := f.keys[key]; return ok }

// At returns the place of a key's value, or of the whole block where the key
// was not written.
func (f Fields) At(key string) diag.Pos {
	if p, ok := f.keys[key]; ok {
		return p
	}
	return f.Pos
}

// In returns a decoder for which plain texts are in another language.
func (d *Decoder) In(lang string) *Decoder {
	c := *d
	c.Lang = lang
	return &c
}

// Decode fills *v from the node. A key without a value leaves v as it is.
func (d *Decoder) Decode(n *Node, v any) {
	d.value(n, reflect.ValueOf(v).Elem())
}

// Struct fills the struct *v from the node even if v is an [Unmarshaler]: for
// types whose long form is their own keys.
func (d *Decoder) Struct(n *Node, v any) {
	d.structure(n, reflect.ValueOf(v).Elem())
}

// Mismatch reports that a node is of another form than is wanted, as in
// "expected a date, found a list".
func (d *Decoder) Mismatch(n *Node, want string) *diag.Problem {
	return d.List.Errorf(n.Pos, "expected %s, found %s", want, n.Describe())
}

// Word checks that a text is one of a vocabulary's words.
func (d *Decoder) Word(n *Node, words []string) bool {
	if n.Kind != Text {
		p := d.Mismatch(n, "a word").WithHint("one of %s", strings.Join(words, ", "))
		if n.Kind == Sequence {
			p.WithHint("write one of %s, without [ ]", strings.Join(words, ", "))
		}
		return false
	}
	if slices.Contains(words, n.Value) {
		return true
	}
	d.Unknown(n.Pos, "word", n.Value, words)
	return false
}

// Unknown reports a key, word or id outside those that are known, with the
// nearest as a hint or, where none is near and there are few, all of them.
func (d *Decoder) Unknown(pos diag.Pos, what, written string, known []string) *diag.Problem {
	return Unknown(d.List, pos, what, written, known)
}

// Unknown is [Decoder.Unknown] for stages that hold no decoder.
func Unknown(list *diag.List, pos diag.Pos, what, written string, known []string) *diag.Problem {
	p := list.Errorf(pos, "unknown %s %q", what, shorten(written))
	if near := Meant(written, known); near != "" {
		return p.WithHint("did you mean %q?", near)
	}
	if len(known) == 0 {
		return p
	}
	const few = 24
	sorted := slices.Sorted(slices.Values(known))
	if len(sorted) > few {
		return p.WithHint("known are %s and %d more", strings.Join(sorted[:few], ", "), len(sorted)-few)
	}
	return p.WithHint("known are %s", strings.Join(sorted, ", "))
}

func (d *Decoder) value(n *Node, v reflect.Value) {
	if n.Kind == Null {
		return
	}
	if n.Lang != "" && n.Lang != d.Lang {
		d = d.In(n.Lang)
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		d.value(n, v.Elem())
		return
	}
	switch u := v.Addr().Interface().(type) {
	case Unmarshaler:
		u.DecodeNode(d, n)
		return
	case encoding.TextUnmarshaler:
		if !n.IsScalar() {
			d.Mismatch(n, "one value")
		} else if err := u.UnmarshalText([]byte(n.Value)); err != nil {
			d.List.Fault(n.Pos, err)
		}
		return
	case Vocabulary:
		if d.Word(n, u.Words()) {
			v.SetString(n.Value)
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.structure(n, v)
	case reflect.Slice:
		d.slice(n, v)
	case reflect.Map:
		d.mapping(n, v)
	case reflect.Interface:
		v.Set(reflect.ValueOf(plain(n)))
	default:
		d.scalar(n, v)
	}
}

func (d *Decoder) scalar(n *Node, v reflect.Value) {
	var err error
	switch v.Kind() {
	case reflect.String:
		if !n.IsScalar() || n.Kind == Bool {
			p := d.Mismatch(n, "a text").WithHint("a text that looks like something else needs quotation marks")
			if n.Kind == Mapping && len(n.Entries) > 0 && !slices.ContainsFunc(n.Entries, func(e Entry) bool { return e.Value.Kind != Text || !slices.Contains(d.Languages, e.Key) }) {
				p.WithHint("one language stands here: write the others into the files of their pages")
			}
			return
		}
		v.SetString(n.Value)
	case reflect.Bool:
		if n.Kind != Bool {
			p := d.Mismatch(n, "true or false")
			if meant := meantBool(n.Value); meant != "" && n.IsScalar() {
				p.WithHint("write %s", meant)
			}
			return
		}
		v.SetBool(strings.EqualFold(n.Value, "true"))
	case reflect.Int:
		var i int
		if i, err = strconv.Atoi(n.Value); n.Kind != Int || err != nil {
			p := d.Mismatch(n, "a whole number")
			if _, err := strconv.Atoi(n.Value); err == nil && n.Kind == Text {
				p.WithHint("write %s, without quotation marks", n.Value)
			} else if m := leading.FindStringSubmatch(n.Value); m != nil && n.Kind == Text {
				p.WithHint("write %s", m[1])
			} else if n.Kind == Text {
				p.WithHint("write it in digits, as in 8")
			}
			return
		}
		v.SetInt(int64(i))
	case reflect.Float64:
		var f float64
		if f, err = strconv.ParseFloat(n.Value, 64); n.Kind != Int && n.Kind != Float || err != nil {
			p := d.Mismatch(n, "a number").WithHint("decimals are written with a point, as in 12.50")
			if meant := meantNumber(n.Value); meant != "" {
				p.WithHint("write %s", meant)
			}
			return
		}
		v.SetFloat(f)
	default:
		panic(fmt.Sprintf("decode: no form for %s", v.Type()))
	}
}

func (d *Decoder) slice(n *Node, v reflect.Value) {
	items := n.Items
	if n.Kind != Sequence {
		items = []*Node{n}
		if parts := d.several(n, v.Type().Elem()); parts != nil {
			items = parts
		}
	}
	out := reflect.MakeSlice(v.Type(), 0, len(items))
	for _, item := range items {
		if item.Kind == Null {
			d.List.Errorf(item.Pos, "an item of this list is empty")
			continue
		}
		element := reflect.New(v.Type().Elem()).Elem()
		d.value(item, element)
		out = reflect.Append(out, element)
	}
	v.Set(out)
}

func (d *Decoder) mapping(n *Node, v reflect.Value) {
	if n.Kind != Mapping {
		d.Mismatch(n, "a block of keys")
		return
	}
	out := reflect.MakeMapWithSize(v.Type(), len(n.Entries))
	for _, e := range n.Entries {
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(e.Value, item)
		out.SetMapIndex(reflect.ValueOf(e.Key).Convert(v.Type().Key()), item)
	}
	v.Set(out)
}

func (d *Decoder) structure(n *Node, v reflect.Value) {
	if n.Kind != Mapping {
		if !d.MissingBlank(n, Keys(v.Type())) {
			p := d.Mismatch(n, "a block of keys").WithHint("known keys are %s", strings.Join(Keys(v.Type()), ", "))
			if meant := meantBlock(n, v.Type()); meant != "" {
				p.WithHint("write %s", meant)
			}
		}
		return
	}
	info := infoOf(v.Type())
	if len(info.places) > 0 {
		f := Fields{n.Pos, make(map[string]diag.Pos, len(n.Entries))}
		for _, e := range n.Entries {
			if e.Value.Kind != Null {
				f.keys[e.Key] = e.Value.Pos
			}
		}
		for _, index := range info.places {
			v.FieldByIndex(index).Set(reflect.ValueOf(f))
		}
	}
	if e, ok := n.Get("lang"); ok && info.has("lang") && e.Value.Kind == Text {
		if slices.Contains(d.Languages, e.Value.Value) {
			d = d.In(e.Value.Value)
		} else {
			d.Unknown(e.Value.Pos, "language", e.Value.Value, d.Languages)
		}
	}
	for _, e := range n.Entries {
		field, ok := info.fields[e.Key]
		if !ok && d.Misplaced(n, e, v.Type()) {
			continue
		}
		if !ok {
			p := d.List.Errorf(e.Pos, "unknown key %q", shorten(e.Key))
			if near := Meant(e.Key, info.keys); near != "" {
				p.WithHint("did you mean %q?", near)
			} else if block := d.inside(v.Type(), e.Key); block != "" {
				p.WithHint("it belongs under %s:, as in %s: {%s: …}", block, block, e.Key)
			} else {
				p.WithHint("known keys are %s", strings.Join(info.keys, ", "))
			}
			continue
		}
		d.value(e.Value, v.FieldByIndex(field.index))
	}
	for _, key := range info.required {
		var p *diag.Problem
		if e, ok := n.Get(key); !ok {
			p = d.List.Errorf(n.Pos, "the key %q is missing", key)
		} else if e.Value.Kind == Null && d.heads(n, e, v.Type()) {
			continue // told of with the keys that belong under it
		} else if e.Value.Kind == Null || e.Value.Kind == Text && strings.TrimSpace(e.Value.Value) == "" || isText(v.FieldByIndex(info.fields[key].index)) && e.Value.saysNothing() {
			p = d.List.Errorf(e.Pos, "the key %q is empty", key)
		}
		if u, ok := v.FieldByIndex(info.fields[key].index).Interface().(Vocabulary); ok && p != nil {
			p.WithHint("one of %s", strings.Join(u.Words(), ", "))
		}
	}
}

// isText reports whether a value is a text for readers, which one may write as a
// block of languages.
func isText(v reflect.Value) bool {
	_, ok := v.Interface().(interface{ IsZero() bool })
	return ok
}

// saysNothing reports whether a node holds no text, in whatever language.
func (n *Node) saysNothing() bool {
	switch n.Kind {
	case Null:
		return true
	case Text:
		return strings.TrimSpace(n.Value) == ""
	case Mapping:
		return !slices.ContainsFunc(n.Entries, func(e Entry) bool { return !e.Value.saysNothing() })
	}
	return false
}

// plain turns a node into maps, slices and basic values, for the one open map
// of the format.
func plain(n *Node) any {
	switch n.Kind {
	case Mapping:
		m := make(map[string]any, len(n.Entries))
		for _, e := range n.Entries {
			m[e.Key] = plain(e.Value)
		}
		return m
	case Sequence:
		l := make([]any, len(n.Items))
		for i, item := range n.Items {
			l[i] = plain(item)
		}
		return l
	case Bool:
		return strings.EqualFold(n.Value, "true")
	case Int:
		if i, err := strconv.Atoi(n.Value); err == nil {
			return i
		}
	case Float:
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
	}
	return n.Value
}

// Keys returns the keys of a struct type, sorted.
func Keys(t reflect.Type) []string { return infoOf(t).keys }

type structInfo struct {
	fields   map[string]fieldInfo
	keys     []string // sorted
	required []string // in the order of the struct
	places   [][]int  // indices of the Fields, one per embedded struct that has them
}

func (info *structInfo) has(key string) bool { _, ok := info.fields[key]; return ok }

type fieldInfo struct{ index []int }

var infos sync.Map // reflect.Type → *structInfo: facts about types, never about sites

func infoOf(t reflect.Type) *structInfo {
	if info, ok := infos.Load(t); ok {
		return info.(*structInfo)
	}
	info := &structInfo{fields: map[string]fieldInfo{}}
	info.collect(t, nil)
	for key := range info.fields {
		info.keys = append(info.keys, key)
	}
	slices.SortFunc(info.keys, cmp.Compare)
	infos.Store(t, info)
	return info
}

func (info *structInfo) collect(t reflect.Type, prefix []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(slices.Clone(prefix), i)
		tag, ok := f.Tag.Lookup("key")
		switch {
		case f.Type == reflect.TypeFor[Fields]():
			info.places = append(info.places, index)
		case !ok && f.Anonymous && f.Type.Kind() == reflect.Struct:
			info.collect(f.Type, index)
		case ok:
			key, option, _ := strings.Cut(tag, ",")
			info.fields[key] = fieldInfo{index}
			if option == "required" {
				info.required = append(info.required, key)
			}
		}
	}
}
