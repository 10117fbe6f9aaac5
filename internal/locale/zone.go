package locale

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed zones.tsv
var zonesTable string

// zoneCities holds the names of a zone's city in English, Greek and German, by
// each name of the zone.
var zoneCities = sync.OnceValue(func() map[string][]string {
	cities := map[string][]string{}
	for line := range strings.Lines(zonesTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for zone := range strings.FieldsSeq(fields[0]) {
			cities[zone] = fields[1:]
		}
	}
	return cities
})

// ZoneHasCity reports whether a time zone of the IANA is called after a city or
// another place; Etc/GMT+2 and EST are not.
func ZoneHasCity(zone string) bool { return zoneCities()[zone] != nil }

// ZoneCity names the place that a time zone of the IANA is called after, in the
// nominative: Λονδίνο for Europe/London. A language of which we have no names
// gets the English one; a zone without a city is called by its own name.
func (l *Language) ZoneCity(zone string) string {
	names := zoneCities()[zone]
	if names == nil {
		return zone
	}
	base, _ := l.tag.Base()
	return names[max(slices.Index([]string{"en", "el", "de"}, base.String()), 0)]
}
