// Package fold makes texts alike that people take for the same when they search,
// compare or mistype: Ψυχολόγος and ΨΥΧΟΛΟΓΟΣ, Müller and Mueller.
//
// It knows no language: who looks for a name does not tell whose it is.
package fold

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters are what decomposition (NFD) leaves alone, in small letters, and signs of
// which people type another or none.
var letters = strings.NewReplacer("ς", "σ", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ı", "i",
	"’", "'", "‘", "'", "ʼ", "'", "‐", "-", "‑", "-", "–", "-", "—", "-", "\u00ad", "", "\u00a0", " ", "\u202f", " ")

// Fold takes away case, accents (tonos, dialytika and the polytonic ones as well) and
// the final form of sigma, writes ß as ss and ä as a, and knows one kind of apostrophe,
// hyphen and blank. What is folded folds to itself.
func Fold(s string) string {
	if plain(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(s)))
	return letters.Replace(norm.NFC.String(s))
}

// plain reports whether a text is folded already, as keys and codes are.
func plain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 || 'A' <= r && r <= 'Z' })
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue")

// Folds returns Fold(s) and, where s has umlauts, also what it is with ae, oe and ue
// for them: people without the key type either. A text is found by what somebody types
// where any of its Folds holds any of the Folds of that. Within one text all umlauts are
// written in one of the two ways.
func Folds(s string) []string {
	return slices.Compact([]string{Fold(s), Fold(umlauts.Replace(strings.ToLower(norm.NFC.String(s))))})
}

// Meanings turns a table of things with their names, between ", ", into one that finds a
// thing by the Fold of a name in any of its [Folds].
func Meanings[T comparable](names map[T]string) map[string]T {
	things := map[string]T{}
	for thing, names := range names {
		for name := range strings.SplitSeq(names, ", ") {
			for _, folded := range Folds(name) {
				things[folded] = thing
			}
		}
	}
	return things
}
