package locale

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func splitWords(s string) []string { return strings.Fields(s) }

func TestSlug(t *testing.T) {
	for _, c := range []struct{ name, lang, in, want string }{
		{"plain", "en", "Balint groups: an introduction", "balint-groups-an-introduction"},
		{"ου", "el", "Ουρανός", "ouranos"},
		{"ου in capitals", "el", "ΟΥΡΑΝΟΣ", "ouranos"},
		{"ευ before a vowel", "el", "Ευαγγέλιο", "evangelio"},
		{"ευ before a voiced consonant", "el", "Ευγενία", "evgenia"},
		{"ευ before a voiceless consonant", "el", "ευχαριστώ", "efcharisto"},
		{"ευ before φ", "el", "ευφορία", "efforia"},
		{"ευ before β", "el", "Εύβοια", "evvoia"},
		{"ευ at the end", "el", "ευ ζην", "ef-zin"},
		{"αυ before a voiced sound", "el", "αυγό", "avgo"},
		{"αυ before a voiceless sound", "el", "αυτός", "aftos"},
		{"ηυ", "el", "εφηύρα", "efivra"},
		{"αϋ", "el", "αϋπνία", "aypnia"},
		{"άυ", "el", "άυλος", "aylos"},
		{"αΰ", "el", "Μαΰμη", "maymi"},
		{"εϊ", "el", "θεϊκός", "theikos"},
		{"μπ at the beginning", "el", "Μπάλιντ", "balint"},
		{"μπ at the beginning of a later word", "el", "ομάδα Μπάλιντ", "omada-balint"},
		{"μπ inside", "el", "εμπειρία", "empeiria"},
		{"ντ", "el", "συντονιστής", "syntonistis"},
		{"γγ", "el", "Αγγλία", "anglia"},
		{"γκ", "el", "αγκαλιά", "agkalia"},
		{"γκ at the beginning", "el", "γκρι", "gkri"},
		{"γξ", "el", "Σφιγξ", "sfinx"},
		{"γχ", "el", "άγχος", "anchos"},
		{"χ", "el", "χώρος", "choros"},
		{"ψ", "el", "ψυχή", "psychi"},
		{"ψ and ξ in capitals", "el", "ΨΥΞΗ", "psyxi"},
		{"θ", "el", "Αθήνα", "athina"},
		{"φ, η, υ", "el", "φυσική", "fysiki"},
		{"all sigmas", "el", "σεισμός ΣΕΙΣΜΟΣ", "seismos-seismos"},
		{"a title", "el", "Η σχέση γιατρού–ασθενή", "i-schesi-giatrou-astheni"},
		{"Greek punctuation", "el", "«Ποιος;» · ένα ερώτημα", "poios-ena-erotima"},
		{"polytonic", "el", "Εὐαγγέλιον, οὐρανός, ᾠδή", "evangelion-ouranos-odi"},
		{"decomposed", "el", norm.NFD.String("Αϋπνία και άγχος"), "aypnia-kai-anchos"},
		{"Greek in a German page", "de", "Das Wort ψυχή", "das-wort-psychi"},
		{"German", "de", "Über die Größe", "ueber-die-groesse"},
		{"Swiss German", "de-CH", "Zürich", "zuerich"},
		{"German decomposed", "de", norm.NFD.String("Müßiggänger"), "muessiggaenger"},
		{"umlaut in an English page", "en", "Zürich", "zurich"},
		{"Polish", "pl", "Grupa Balinta w Łodzi", "grupa-balinta-w-lodzi"},
		{"Hungarian", "hu", "Őszi hétvége", "oszi-hetvege"},
		{"and", "de", "Arzt & Patient", "arzt-und-patient"},
		{"underscores and dashes", "en", "__a_b -- c__", "a-b-c"},
		{"nothing", "el", "«»", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Slug(c.lang, c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAnchor(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"Greek stays Greek", "Το πλαίσιο της ομάδας", "το-πλαίσιο-της-ομάδας"},
		{"capitals", "ΟΙ ΟΜΑΔΕΣ", "οι-ομαδες"},
		{"a sigma alone", "Σ", "σ"},
		{"German", "Über Größe & Maß", "über-größe-maß"},
		{"numbers", "1. Was ist Balint-Arbeit?", "1-was-ist-balint-arbeit"},
		{"decomposed", norm.NFD.String("Πλαίσιο"), "πλαίσιο"},
		{"marks that have no composed form", "x\u0304y", "x\u0304y"},
		{"a mark alone", "\u0304 a", "a"},
		{"nothing", "***", ""},
		{"ends", " «Ποιος;» ", "ποιος"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Anchor(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Ευαγγέλιο", "αϋπνία", "Größe & Maß", "a_b--c", "ΣΣΣ σς", "İstanbul", "x\u0304", "ᾠδή ὕβρις", "日本語", "@", "\xff", "ﬃ", "ǅ", "K"} {
		f.Add(s)
	}
	ascii := regexp.MustCompile(`^([a-z0-9]+(-[a-z0-9]+)*)?$`)
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range []string{"el", "en", "de", "sv", "bg"} {
			slug := Slug(lang, s)
			if !ascii.MatchString(slug) {
				t.Errorf("Slug(%q, %q) = %q", lang, s, slug)
			}
			if again := Slug(lang, slug); again != slug {
				t.Errorf("Slug(%q, %q) = %q, again %q", lang, s, slug, again)
			}
			if composed := Slug(lang, norm.NFD.String(s)); composed != slug {
				t.Errorf("Slug(%q, %q) = %q, decomposed %q", lang, s, slug, composed)
			}
		}
		anchor := Anchor(s)
		if again := Anchor(anchor); again != anchor {
			t.Errorf("Anchor(%q) = %q, again %q", s, anchor, again)
		}
	})
}
