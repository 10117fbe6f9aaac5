package reference

import (
	"encoding/json"
	"io"
	"reflect"
	"strings"

	"fishbowl/internal/civil"
	"fishbowl/internal/decode"
)

// WriteCSL writes works as CSL-JSON (CSL 1.0.2) with everything that was read: [Parse]
// makes the same works of it. Dates are written as date-parts, identifiers in their one
// form, and a URN as URL where there is no other: CSL has no place for it.
func WriteCSL(w io.Writer, works []*Work) error {
	list := []any{}
	for _, work := range works {
		v := *work
		if v.URL == "" {
			v.URL, v.URN = Address(v.URN), ""
		}
		list = append(list, object(reflect.ValueOf(v)))
	}
	e := json.NewEncoder(w) // keys of maps are sorted
	e.SetEscapeHTML(false)
	e.SetIndent("", "\t")
	return e.Encode(list)
}

// object returns what the keys of a struct say.
func object(v reflect.Value) map[string]any {
	o := map[string]any{}
	for _, field := range reflect.VisibleFields(v.Type()) {
		if tag, ok := field.Tag.Lookup("key"); ok && !v.FieldByIndex(field.Index).IsZero() {
			key, _, _ := strings.Cut(tag, ",")
			o[key] = said(v.FieldByIndex(field.Index).Interface())
		}
	}
	return o
}

func said(v any) any {
	switch v := v.(type) {
	case []Contributor:
		list := []any{}
		for _, c := range v {
			list = append(list, object(reflect.ValueOf(c)))
		}
		return list
	case Date:
		return v.object()
	case decode.Raw:
		return raw(v.Node)
	}
	return v // a text
}

// object returns the date as CSL has it.
func (t Date) object() map[string]any {
	o := map[string]any{}
	var parts [][]int
	for _, d := range []civil.Vague{t.Vague, t.End} {
		switch {
		case d.Day > 0:
			parts = append(parts, []int{d.Year, int(d.Month), d.Day})
		case d.Month > 0:
			parts = append(parts, []int{d.Year, int(d.Month)})
		case d.Year > 0:
			parts = append(parts, []int{d.Year})
		}
	}
	if parts != nil {
		o["date-parts"] = parts
	}
	if t.Circa {
		o["circa"] = true
	}
	if t.Season != "" {
		o["season"] = t.Season
	}
	if t.Literal != "" {
		o["literal"] = t.Literal
	}
	return o
}

// raw returns a node as JSON has it. Numbers that only YAML writes become texts.
func raw(n *decode.Node) any {
	switch n.Kind {
	case decode.Null:
		return nil
	case decode.Sequence:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, raw(item))
		}
		return list
	case decode.Mapping:
		o := map[string]any{}
		for _, e := range n.Entries {
			o[e.Key] = raw(e.Value)
		}
		return o
	case decode.Bool:
		return strings.EqualFold(n.Value, "true")
	case decode.Int, decode.Float:
		if json.Valid([]byte(n.Value)) {
			return json.Number(n.Value)
		}
	}
	return n.Value
}
