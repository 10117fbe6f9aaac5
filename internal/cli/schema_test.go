package cli

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fishbowl/internal/feed"
	"fishbowl/internal/schema"
)

// TestMeaningsAreOfKeys finds descriptions of keys that no file has, and keys of
// groups and of site.yaml without one.
func TestMeaningsAreOfKeys(t *testing.T) {
	told := map[string]bool{} // by the text
	mark := func(all schema.Descriptions, s *schema.Schema) {
		for _, text := range all {
			told[text] = told[text] || finds(s, map[*schema.Schema]bool{}, text)
		}
	}
	for _, d := range documents {
		s := schema.Written(d.Document, meanings)
		mark(meanings, s)
		if d.name != "group" && d.name != "site" {
			continue
		}
		for key, property := range s.Properties {
			if property.Description == "" && !slices.Contains([]string{"text", "number"}, key) {
				t.Errorf("%s: nothing tells what %s means", d.name, key)
			}
		}
	}
	mark(feed.GroupsTold, schema.Published(reflect.TypeFor[feed.Groups](), "", "", feed.GroupsTold))
	for _, all := range []schema.Descriptions{meanings, feed.GroupsTold} {
		for name, text := range all {
			if !told[text] {
				t.Errorf("no key is %s, which is said to be %q", name, text)
			}
			if !strings.HasSuffix(text, ".") {
				t.Errorf("%s: %q is no sentence", name, text)
			}
		}
	}
}

// finds reports whether a description stands in a schema.
func finds(s *schema.Schema, seen map[*schema.Schema]bool, text string) bool {
	if s == nil || seen[s] {
		return false
	}
	seen[s] = true
	inner := append([]*schema.Schema{s.Items}, s.AnyOf...)
	for _, m := range []map[string]*schema.Schema{s.Properties, s.Definitions, s.Defs} {
		for _, p := range m {
			inner = append(inner, p)
		}
	}
	if others, ok := s.Others.(*schema.Schema); ok {
		inner = append(inner, others)
	}
	return s.Description == text || slices.ContainsFunc(inner, func(i *schema.Schema) bool { return finds(i, seen, text) })
}
