package reference

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// Address is the address of a web page, or a URN.
type Address string

// UnmarshalText checks the address.
func (a *Address) UnmarshalText(text []byte) error {
	if urnForm.Match(text) {
		*a = Address(text)
		return nil
	}
	var web decode.WebURL
	if err := web.UnmarshalText(text); err != nil {
		return err
	}
	*a = Address(web)
	return nil
}

// DOI is the name of a work that leads to it wherever it stands (ISO 26324), as in
// 10.1370/afm.813.
type DOI string

const doiPrefix = "https://doi.org/"

// UnmarshalText reads a DOI, also with doi: before it, or its address.
func (d *DOI) UnmarshalText(text []byte) error {
	name := strings.TrimSpace(string(text))
	if site := doiSite.FindString(name); site != "" {
		name = strings.TrimPrefix(name, site)
		if strings.Contains(site, "/") {
			name, _, _ = strings.Cut(name, "?")
			name, _, _ = strings.Cut(name, "#")
			if whole, err := url.PathUnescape(name); err == nil {
				name = whole
			}
		}
	}
	name = strings.TrimRight(name, ".,;") // of the sentence that it was copied from
	if name != "" && !doiForm.MatchString(name) {
		return &diag.Fault{Message: fmt.Sprintf("%q is not a DOI", name), Hint: "as in 10.1370/afm.813"}
	}
	*d = DOI(name)
	return nil
}

// URL returns the address that leads to the work.
func (d DOI) URL() string {
	u := url.URL{Scheme: "https", Host: "doi.org", Path: "/" + string(d)}
	return u.String()
}

// What identifiers look like, and what stands before them where they are pasted
// as addresses.
var (
	doiForm   = regexp.MustCompile(`^10\.\d{4,9}(\.\d+)*/\S+$`)
	pmidForm  = regexp.MustCompile(`^[1-9]\d{0,8}$`)
	pmcidForm = regexp.MustCompile(`^PMC[1-9]\d{0,8}(\.\d+)?$`)
	urnForm   = regexp.MustCompile(`^(?i:urn):[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]:\S+$`) // RFC 8141

	doiSite   = regexp.MustCompile(`^(?i:(https?://)?(dx\.|www\.)?doi\.org/|doi[:\s]\s*)`)
	pmidSite  = regexp.MustCompile(`^(?i:https?://(pubmed\.ncbi\.nlm\.nih\.gov|(www\.)?ncbi\.nlm\.nih\.gov/pubmed)/|pmid:\s*)`)
	pmcidSite = regexp.MustCompile(`^(?i:https?://(pmc\.ncbi\.nlm\.nih\.gov|(www\.)?ncbi\.nlm\.nih\.gov/pmc|europepmc\.org)/articles?/|pmcid:\s*)`)
)

// identify brings the identifiers into one form, and reports those that are none.
func (w *Work) identify(list *diag.List) {
	if w.DOI == "" && doiSite.MatchString(string(w.URL)) {
		if err := w.DOI.UnmarshalText([]byte(w.URL)); err != nil {
			list.Fault(w.At("URL"), err)
		}
		w.URL = ""
	}
	if urnForm.MatchString(string(w.URL)) && w.URN == "" {
		w.URN, w.URL = string(w.URL), ""
	}
	w.PMID = strings.TrimRight(pmidSite.ReplaceAllString(strings.TrimSpace(w.PMID), ""), "/")
	w.PMCID = strings.ToUpper(strings.TrimRight(pmcidSite.ReplaceAllString(strings.TrimSpace(w.PMCID), ""), "/"))
	if pmidForm.MatchString(w.PMCID) {
		w.PMCID = "PMC" + w.PMCID
	}
	for _, c := range []struct {
		key, text, name, example string
		form                     *regexp.Regexp
	}{
		{"PMID", w.PMID, "a PMID", "18332407", pmidForm},
		{"PMCID", w.PMCID, "a PMCID", "PMC3076988", pmcidForm},
		{"URN", w.URN, "a URN", "urn:nbn:de:0123-456789", urnForm},
	} {
		if c.text != "" && !c.form.MatchString(c.text) {
			list.Errorf(w.At(c.key), "%q is not %s", c.text, c.name).WithHint("as in %s", c.example)
		}
	}
	w.standardNumbers(list)
	if tag, err := language.Parse(strings.ReplaceAll(w.Language, "_", "-")); err == nil {
		w.Language = tag.String() // eng and en_US are written elsewhere
	} else if w.Language != "" {
		list.Fault(w.At("language"), locale.CheckCode(w.Language))
	}
}

// standardNumbers reports an ISBN or ISSN whose check digit is wrong: it is mistyped.
// Words beside it, as in "978-3-16-148410-0 (hardback)", and several of them are left.
func (w *Work) standardNumbers(list *diag.List) {
	for _, c := range []struct {
		key, text string
		form      *regexp.Regexp
		right     func(digits string) bool
	}{
		{"ISBN", w.ISBN, isbnForm, func(s string) bool { return len(s) == 10 && checks(s) || len(s) == 13 && checks13(s) }},
		{"ISSN", w.ISSN, issnForm, func(s string) bool { return checks(s) }},
	} {
		for word := range strings.FieldsFuncSeq(c.text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;()", r) }) {
			digits := strings.Map(func(r rune) rune {
				if r == '-' || r == '‐' || r == '‑' || r == '–' {
					return -1
				}
				return unicode.ToUpper(r)
			}, word)
			if c.form.MatchString(digits) && !c.right(digits) {
				list.Errorf(w.At(c.key), "%q is not an %s: its last digit does not fit the others", word, c.key).WithHint("a digit is mistyped; compare it with the work")
			}
		}
	}
}

var (
	isbnForm = regexp.MustCompile(`^(\d{9}|\d{12})[\dX]$`)
	issnForm = regexp.MustCompile(`^\d{7}[\dX]$`)
)

// checks reports whether the digits, counted down to 1, add up to a multiple of 11; X
// is 10 (ISO 2108 and 3297).
func checks(digits string) bool {
	sum := 0
	for i, r := range digits {
		d := int(r - '0')
		if r == 'X' {
			d = 10
		}
		sum += d * (len(digits) - i)
	}
	return sum%11 == 0
}

// checks13 is the rule of ISBNs since 2007, that of EAN.
func checks13(digits string) bool {
	sum := 0
	for i, r := range digits {
		if r == 'X' {
			return false
		}
		sum += int(r-'0') * (1 + 2*(i%2))
	}
	return sum%10 == 0
}

// Link leads to a work, or to what a library says of it.
type Link struct {
	URL   string
	Label string // the DOI's address, the PMCID, or the address itself
}

// Links returns all ways to the work, the most lasting first.
func (w *Work) Links() []Link {
	var list []Link
	if w.DOI != "" {
		list = append(list, Link{w.DOI.URL(), doiPrefix + string(w.DOI)})
	}
	if w.PMCID != "" {
		list = append(list, Link{"https://www.ncbi.nlm.nih.gov/pmc/articles/" + w.PMCID + "/", w.PMCID})
	}
	if w.URL != "" {
		list = append(list, Link{string(w.URL), string(w.URL)})
	}
	if strings.HasPrefix(strings.ToLower(w.URN), "urn:nbn:") {
		list = append(list, Link{"https://nbn-resolving.org/" + w.URN, w.URN})
	}
	if w.PMID != "" {
		list = append(list, Link{"https://pubmed.ncbi.nlm.nih.gov/" + w.PMID + "/", "PMID " + w.PMID})
	}
	return list
}
