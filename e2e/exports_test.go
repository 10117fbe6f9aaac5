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

// lost are the facts that a format has no place for, or that citation-js does not read:
// a field of all works, or of those of a type or id.
var lost = map[string]map[string]string{
	"json": {},
	"bib": {
		"dropped/author":   "BibTeX has one kind of particle",
		"elided/author":    "a particle that ends in an apostrophe is part of the name",
		"mononym/author":   "who has one name has a family name",
		"body/author":      "the braces around a body's name are read as a name",
		"undated-1/author": "the same", "undated-2/author": "the same", "page/author": "the same",
		"pamphlet/author": "the same", "document/author": "the same", "τρόποι-{1}/author": "the same",
		"τρόποι-{1}/id":  "keys are ASCII, without braces",
		"custom":         "is for programs that read CSL",
		"reviewed-title": "BibTeX has no reviewed works", "reviewed-author": "the same", "review-book/type": "the same",
		"webpage/container-title": "organization, which is read as a publisher or not at all", "post-weblog/container-title": "the same",
		"article-magazine/type": "@article is all that stands in a periodical", "article-newspaper/type": "the same",
		"article/type": "@misc is what has no type", "speech/type": "the same",
		"entry-encyclopedia/type": "@inreference is all that stands in a reference work", "entry-dictionary/type": "the same",
		"post-weblog/type": "@online is all that stands on the web",
		"pamphlet/type":    "@booklet is read as a book",
		"director":         "an editor of the type director, which is not read",
	},
	"ris": {
		"particle/author": "RIS has no particles", "dropped/author": "the same", "elided/author": "the same", "chapter-2/editor": "the same",
		"mononym/author":    "who has one name has a family name",
		"τρόποι-{1}/author": "RIS parts names at commas: a body's is written without",
		"accessed":          "Y2, which is not read of pages",
		"span/issued":       "a date has no end", "τρόποι-{1}/issued": "the same",
		"press/issued": "words for a year are read as raw", "accessed/issued": "the same", "undated-1/issued": "the same", "undated-2/issued": "the same",
		"original-date": "OP is one field for what was before", "original-title": "the same", "original-publisher": "the same",
		"PMID":                     "AN, which is read of other types or not at all",
		"article-newspaper/author": "AU of NEWS is read as a reporter", "article-newspaper/issued": "DA of NEWS is not read",
		"article/type": "GEN is what has no type",
		"speech/type":  "SLIDE is read as a film", "speech/event-title": "T2 of SLIDE is not read", "speech/event-place": "CY of SLIDE is read as that of a publisher",
		"manuscript/publisher": "PB of MANSCPT is not read",
		"motion_picture/genre": "M3 of MPCT is not read", "motion_picture/type": "MPCT is read as a broadcast",
		"reviewed-title": "RIS has no reviewed works", "reviewed-author": "the same", "review-book/type": "the same",
		"custom": "is for programs that read CSL",
	},
}

// TestExportsAreReadElsewhere reads all works back with citation-js, field by field.
func TestExportsAreReadElsewhere(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "node")
	}
	for _, name := range []string{"@citation-js/core/package.json", "@citation-js/plugin-bibtex/package.json", "@citation-js/plugin-ris/package.json"} {
		module(t, name)
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
					if ours == theirs {
						same++
						continue
					}
					names := []string{fmt.Sprint(w["id"], "/", field), fmt.Sprint(w["type"], "/", field), field}
					if at := slices.IndexFunc(names, func(name string) bool { return lost[format][name] != "" }); at >= 0 {
						excused[names[at]]++
						continue
					}
					t.Errorf("%s (%s) %s: %s, read back as %s", w["id"], w["type"], field, ours, theirs)
				}
			}
			for field, why := range lost[format] {
				if excused[field] == 0 {
					t.Errorf("%s is read now: %s", field, why)
				}
			}
			t.Logf("%d works, %d facts the same, %d kinds of facts lost", len(works), same, len(excused))
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
