package locale

import "golang.org/x/text/language"

// IsCountry reports whether s is the ISO 3166-1 code of a country, two capital
// letters. UK and codes of former countries are none.
func IsCountry(s string) bool {
	region, err := language.ParseRegion(s)
	return err == nil && len(s) == 2 && region.String() == s && region.IsCountry() && region.Canonicalize() == region
}
