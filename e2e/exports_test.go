package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	refs "fishbowl/internal/reference"
)

// lost are the fields that a format has no place for, or that citation-js does not read:
// of the works of a type, where one is named as type/field.
var lost = map[string]map[string]string{
	"json": {},
	"bib":  {},
	"ris":  {},
}

// TestExportsAreReadElsewhere reads all works back with citation-js, field by field.
func TestExportsAreReadElsewhere(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "node")
	}
	b, works := citedWorks(t)
	for format, write := range map[string]func(io.Writer, []*refs.Work) error{"json": refs.WriteCSL, "bib": refs.WriteBibTeX, "ris": refs.WriteRIS} {
		t.Run(format, func(t *testing.T) {
			var text bytes.Buffer
			if err := write(&text, b.All()); err != nil {
				t.Fatal(err)
			}
			question, err := json.Marshal(map[string]string{"format": format, "text": text.String()})
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(node, "testdata/citationjs.mjs")
			cmd.Stdin = bytes.NewReader(question)
			var back []map[string]any
			printed(t, &back, cmd)
			if len(back) != len(works) {
				t.Fatalf("%d works, %d read back", len(works), len(back))
			}
			excused, same := map[string]int{}, 0
			for i, w := range works {
				for field, wrote := range w {
					ours, theirs := said(field, wrote), said(field, back[i][field])
					kind := w["type"].(string)
					switch _, ok := lost[format][kind+"/"+field]; {
					case ours == theirs:
						same++
					case ok:
						excused[kind+"/"+field]++
					case lost[format][field] != "":
						excused[field]++
					default:
						t.Errorf("%s (%s) %s: %s, read back as %s", w["id"], kind, field, ours, theirs)
					}
				}
			}
			for field, why := range lost[format] {
				if excused[field] == 0 {
					t.Errorf("%s is read now: %s", field, why)
				}
			}
			t.Logf("%d works, %d facts the same, %d kinds of them lost", len(works), same, len(excused))
		})
	}
}

var (
	tags   = regexp.MustCompile(`</?[a-z]+( [^<>]*)?>`)
	dashes = regexp.MustCompile(`[–—-]+`)
)

// said is a field as a text to compare: without tags, with one kind of dash and blank.
func said(field string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []any:
		var list []string
		for _, item := range v {
			list = append(list, said(field, item))
		}
		return strings.Join(list, " | ")
	case map[string]any:
		if parts, ok := v["date-parts"]; ok {
			text, _ := json.Marshal(parts)
			return strings.ReplaceAll(string(text), `"`, "")
		}
		var list []string
		for key, value := range v {
			if !strings.HasPrefix(key, "_") {
				list = append(list, key+": "+said("", value))
			}
		}
		slices.Sort(list)
		return strings.Join(list, ", ")
	}
	s := tags.ReplaceAllString(fmt.Sprint(v), "")
	if field == "keyword" {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "; ", ","), ", ", ",")
	}
	return strings.Join(strings.Fields(dashes.ReplaceAllString(s, "-")), " ")
}
