// Package schema turns Go types into JSON Schemas: of the files that people
// write, by the keys that package decode reads, so that editors complete and
// check them; and of the JSON that a site publishes, by the names that
// encoding/json writes. There is no second description of either: a schema is
// found by reflection.
//
// What decode reads without a fault fits the schema of its type, but for keys
// without a value. The converse does not hold: that an id names something, or
// that a day exists, only a build can tell.
package schema

import (
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"

	"fishbowl/internal/decode"
)

// The dialects. Editors know the seventh draft best; what is published says the
// newest.
const (
	draft7    = "http://json-schema.org/draft-07/schema#"
	draft2020 = "https://json-schema.org/draft/2020-12/schema"
)

// Schema is a JSON Schema, as far as it is needed here.
type Schema struct {
	Dialect     string             `json:"$schema,omitempty"`
	ID          string             `json:"$id,omitempty"`
	Title       string             `json:"title,omitempty"`
	Description string             `json:"description,omitempty"`
	Ref         string             `json:"$ref,omitempty"`
	Type        any                `json:"type,omitempty"` // a string, or several
	Enum        []string           `json:"enum,omitempty"`
	Pattern     string             `json:"pattern,omitempty"`
	AnyOf       []*Schema          `json:"anyOf,omitempty"`
	Items       *Schema            `json:"items,omitempty"`
	Properties  map[string]*Schema `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Names       *Schema            `json:"propertyNames,omitempty"`
	Others      any                `json:"additionalProperties,omitempty"` // false, or a schema
	Definitions map[string]*Schema `json:"definitions,omitempty"`
	Defs        map[string]*Schema `json:"$defs,omitempty"`
}

// Write writes the schema as indented JSON.
func (s *Schema) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(s)
}

// Document is a file, or the front matter of one, that people write.
type Document struct {
	Title string
	Types []reflect.Type // structs whose keys it has
	// Parts says that a key may stand in another file of the same thing, as in
	// the front matter of translations: none is required.
	Parts bool
}

// Descriptions tell what a key means: by "key", or by "Type.key" where types use
// one key for different things.
type Descriptions map[string]string

// Written returns the schema of a document.
func Written(d Document, told Descriptions) *Schema {
	b := builder{written: true, told: told, defs: map[string]*Schema{}, home: "#/definitions/"}
	s := b.object(d.Types...)
	if d.Parts {
		s.Required = nil
	}
	s.Dialect, s.Title, s.Definitions = draft7, d.Title, b.defs
	return s
}

// Published returns the schema of the JSON of a type. id is the address under
// which the schema is published.
func Published(t reflect.Type, id, title string, told Descriptions) *Schema {
	b := builder{told: told, defs: map[string]*Schema{}, home: "#/$defs/"}
	s := b.object(t)
	s.Dialect, s.ID, s.Title, s.Defs = draft2020, id, title, b.defs
	return s
}

type builder struct {
	written bool // by people; else published
	told    Descriptions
	defs    map[string]*Schema
	home    string // what stands before the name of a definition
}

// of returns the schema of a type: a reference where the type has a name.
func (b *builder) of(t reflect.Type) *Schema {
	if t.Kind() == reflect.Pointer {
		return b.of(t.Elem())
	}
	name := t.String()
	if t.PkgPath() == "" || strings.Contains(name, "[") || !b.isLong(t) {
		return b.make(t)
	}
	if _, ok := b.defs[name]; !ok {
		b.defs[name] = nil // a type may hold itself
		b.defs[name] = b.make(t)
	}
	return &Schema{Ref: b.home + name}
}

// isLong reports whether the schema of a type is worth a definition.
func (b *builder) isLong(t reflect.Type) bool {
	value := reflect.New(t).Interface()
	_, words := value.(decode.Vocabulary)
	_, formed := value.(decode.Formed)
	_, patterned := value.(decode.Patterned)
	return words || b.written && formed || t.Kind() == reflect.Struct && !patterned
}

func (b *builder) make(t reflect.Type) *Schema {
	value := reflect.New(t).Interface()
	if v, ok := value.(decode.Formed); ok && b.written {
		return b.forms(v.Forms())
	}
	switch v := value.(type) {
	case decode.Patterned:
		return b.pattern(v.Pattern())
	case decode.Vocabulary:
		return &Schema{Type: "string", Enum: v.Words()}
	case decode.Unmarshaler:
		panic(fmt.Sprintf("schema: %s does not say its forms", t))
	case encoding.TextUnmarshaler:
		return b.text()
	}
	switch t.Kind() {
	case reflect.Struct:
		return b.object(t)
	case reflect.Slice:
		item := b.of(t.Elem())
		list := &Schema{Type: "array", Items: item}
		if b.written { // one item may stand alone
			return &Schema{AnyOf: []*Schema{item, list}}
		}
		return list
	case reflect.Map:
		return &Schema{Type: "object", Others: b.of(t.Elem())}
	case reflect.Interface:
		return &Schema{}
	case reflect.String:
		return b.text()
	case reflect.Bool:
		return &Schema{Type: "boolean"}
	case reflect.Int:
		return &Schema{Type: "integer"}
	case reflect.Float64:
		return &Schema{Type: "number"}
	}
	panic(fmt.Sprintf("schema: no form for %s", t))
}

// text is a text; in a file that people write a number is one too.
func (b *builder) text() *Schema {
	if b.written {
		return &Schema{Type: []string{"string", "number"}}
	}
	return &Schema{Type: "string"}
}

// pattern is a text that looks like something: where a number can, it need not
// be in quotation marks.
func (b *builder) pattern(pattern string) *Schema {
	s := &Schema{Type: "string", Pattern: pattern}
	form := regexp.MustCompile(pattern)
	if b.written && (form.MatchString("2027") || form.MatchString("15")) {
		s.Type = []string{"string", "integer"}
	}
	return s
}

func (b *builder) forms(forms []decode.Form) *Schema {
	var list []*Schema
	for _, f := range forms {
		switch {
		case f.Words != nil:
			list = append(list, &Schema{Type: "string", Enum: f.Words})
		case f.Value != nil:
			list = append(list, b.of(f.Value))
		case f.Block != nil:
			list = append(list, b.object(f.Block...))
		case f.Keyed != nil:
			keyed := &Schema{Type: "object", Others: b.of(f.Keyed.Value)}
			if f.Keyed.Pattern != "" {
				keyed.Names = &Schema{Pattern: f.Keyed.Pattern}
			}
			list = append(list, keyed)
		default:
			list = append(list, &Schema{})
		}
	}
	if len(list) == 1 {
		return list[0]
	}
	return &Schema{AnyOf: list}
}

// object is a block with the keys of structs.
func (b *builder) object(types ...reflect.Type) *Schema {
	s := &Schema{Type: "object", Properties: map[string]*Schema{}, Others: false}
	for _, t := range types {
		for _, f := range b.fields(t) {
			property := *b.of(f.Type)
			property.Description = b.tell(t, f.Key)
			s.Properties[f.Key] = &property
			if f.Required {
				s.Required = append(s.Required, f.Key)
			}
		}
	}
	return s
}

func (b *builder) fields(t reflect.Type) []decode.Field {
	if b.written {
		return decode.FieldsOf(t)
	}
	return published(t)
}

func (b *builder) tell(t reflect.Type, key string) string {
	if text, ok := b.told[t.Name()+"."+key]; ok {
		return text
	}
	return b.told[key]
}

// published returns the names under which encoding/json writes the fields of a
// struct: one that may be left out is not required.
func published(t reflect.Type) []decode.Field {
	var fields []decode.Field
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" {
			panic(fmt.Sprintf("schema: %s.%s has no name in JSON", t, f.Name))
		}
		fields = append(fields, decode.Field{Key: name, Type: f.Type, Required: !strings.Contains(options, "omit")})
	}
	return fields
}
