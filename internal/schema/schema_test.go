package schema

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
)

type leaf struct {
	decode.Fields
	Name string `key:"name,required" json:"name"`
}

// Forms: a text or a block.
func (leaf) Forms() []decode.Form { return []decode.Form{decode.As[string](), decode.Block[leaf]()} }

func (*leaf) DecodeNode(*decode.Decoder, *decode.Node) {}

type color string

func (color) Words() []string { return []string{"red", "blue"} }

type tree struct {
	Leaves []leaf           `key:"leaves,required"`
	Color  color            `key:"color"`
	Day    civil.Date       `key:"day"`
	Year   civil.Vague      `key:"year"`
	Named  decode.Map[leaf] `key:"named"`
	Below  *tree            `key:"below"`
	Size   int              `key:"size"`
	Open   map[string]any   `key:"open"`
}

func TestWhatPeopleWrite(t *testing.T) {
	check(t, Written(Document{Title: "T", Types: []reflect.Type{reflect.TypeFor[tree]()}}, Descriptions{"size": "How large.", "tree.day": "When.", "day": "Never."}), `{
		"$schema": "http://json-schema.org/draft-07/schema#", "title": "T", "type": "object", "additionalProperties": false, "required": ["leaves"],
		"properties": {
			"leaves": {"anyOf": [{"$ref": "#/definitions/schema.leaf"}, {"type": "array", "items": {"$ref": "#/definitions/schema.leaf"}}]},
			"color": {"$ref": "#/definitions/schema.color"},
			"day": {"type": "string", "pattern": "^([A-Za-z]+ )?\\d{4}-\\d{2}-\\d{2}$", "description": "When."},
			"year": {"type": ["string", "integer"], "pattern": "^(?:([A-Za-z]+) )?(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?$"},
			"named": {"type": "object", "additionalProperties": {"$ref": "#/definitions/schema.leaf"}},
			"below": {"$ref": "#/definitions/schema.tree"},
			"size": {"type": "integer", "description": "How large."},
			"open": {"type": "object", "additionalProperties": {}}
		},
		"definitions": {
			"schema.color": {"type": "string", "enum": ["red", "blue"]},
			"schema.leaf": {"anyOf": [{"type": ["string", "number"]}, {"type": "object", "additionalProperties": false, "required": ["name"], "properties": {"name": {"type": ["string", "number"]}}}]},
			"schema.tree": {"$ref": "same as the whole"}
		}
	}`)
}

func TestPartsRequireNothing(t *testing.T) {
	d := Document{Types: []reflect.Type{reflect.TypeFor[leaf](), reflect.TypeFor[struct {
		More bool `key:"more"`
	}]()}, Parts: true}
	check(t, Written(d, nil), `{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "additionalProperties": false,
		"properties": {"name": {"type": ["string", "number"]}, "more": {"type": "boolean"}}}`)
}

func TestWhatIsPublished(t *testing.T) {
	type inner struct {
		Color color    `json:"color,omitempty"`
		Texts []string `json:"texts"`
	}
	type outer struct {
		Inner  inner              `json:"inner,omitzero"`
		Prices map[string]float64 `json:"prices"`
	}
	check(t, Published(reflect.TypeFor[outer](), "https://example.org/s", "O", nil), `{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.org/s", "title": "O",
		"type": "object", "additionalProperties": false, "required": ["prices"],
		"properties": {"inner": {"$ref": "#/$defs/schema.inner"}, "prices": {"type": "object", "additionalProperties": {"type": "number"}}},
		"$defs": {
			"schema.color": {"type": "string", "enum": ["red", "blue"]},
			"schema.inner": {"type": "object", "additionalProperties": false, "required": ["texts"],
				"properties": {"color": {"$ref": "#/$defs/schema.color"}, "texts": {"type": "array", "items": {"type": "string"}}}}
		}
	}`)
}

// check compares a schema with what it should be. A type that holds itself is
// found once.
func check(t *testing.T, s *Schema, want string) {
	t.Helper()
	var text bytes.Buffer
	if err := s.Write(&text); err != nil {
		t.Fatal(err)
	}
	var got, wanted map[string]any
	if err := json.Unmarshal(text.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatal(err)
	}
	if definitions, ok := got["definitions"].(map[string]any); ok && definitions["schema.tree"] != nil {
		self := definitions["schema.tree"].(map[string]any)
		if !cmp.Equal(self["properties"], got["properties"]) {
			t.Errorf("the type that holds itself is another one inside: %s", cmp.Diff(self["properties"], got["properties"]))
		}
		definitions["schema.tree"] = map[string]any{"$ref": "same as the whole"}
	}
	if d := cmp.Diff(wanted, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}
