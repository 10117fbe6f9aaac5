package fold_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"fishbowl/internal/fold"
)

// finds is how a search uses the package.
func finds(text, typed string) bool {
	return slices.ContainsFunc(fold.Folds(text), func(t string) bool {
		return slices.ContainsFunc(fold.Folds(typed), func(f string) bool { return strings.Contains(t, f) })
	})
}

//go:embed testdata/pairs.txt
var pairs string

// TestFinds reads pairs.txt: a text, a sign, what somebody types.
func TestFinds(t *testing.T) {
	count, lang := map[string]int{}, ""
	for line := range strings.Lines(pairs) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "# "); ok {
			lang = name
			continue
		}
		if line == "" {
			continue
		}
		text, typed, found := strings.Cut(line, " = ")
		if !found {
			var ok bool
			if text, typed, ok = strings.Cut(line, " ≠ "); !ok {
				t.Fatal("no sign in: ", line)
			}
		} else {
			if count[lang]++; text == typed {
				t.Errorf("%s: the same spelling", line)
			}
		}
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			if got := finds(form.String(text), typed); got != found {
				t.Errorf("%s: found: %v; %q, %q", line, got, fold.Folds(text), fold.Folds(typed))
			}
		}
	}
	for _, lang := range []string{"Greek", "English", "German"} {
		if count[lang] < 60 {
			t.Errorf("%d pairs in %s", count[lang], lang)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Ψυχολόγος", "ᾯ ῼ", "Größe", "ẞ", "İI", "ǅ", "\u0345", "O’Brien", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := fold.Fold(s)
		if twice := fold.Fold(once); twice != once {
			t.Errorf("%q folds to %q, that to %q", s, once, twice)
		}
		if folds := fold.Folds(s); folds[0] != once || len(folds) > 2 {
			t.Errorf("%q folds to %q and %q", s, once, folds)
		}
	})
}
