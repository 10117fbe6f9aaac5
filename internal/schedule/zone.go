package schedule

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"fishbowl/internal/diag"
	"fishbowl/internal/locale"
)

// Zone is the name of a time zone, as in Europe/Athens, or UTC.
type Zone string

const utc = "UTC"

// UnmarshalText reads a name of the IANA's list that names a place.
func (z *Zone) UnmarshalText(text []byte) error {
	name := string(text)
	if locations()[name] == nil || name != utc && !locale.ZoneHasCity(name) {
		f := &diag.Fault{Message: fmt.Sprintf("unknown time zone %q", name), Hint: "zones are named by continent and city, as in Europe/Athens"}
		if near := zoneNear(name); near != "" {
			f.Hint = fmt.Sprintf("did you mean %q?", near)
		}
		return f
	}
	*z = Zone(name)
	return nil
}

// zoneNear finds the zone that somebody meant: of the city, or spelt like it.
func zoneNear(name string) string {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(locations())), func(z string) bool { return !locale.ZoneHasCity(z) })
	city := "/" + strings.ReplaceAll(strings.ToLower(name), " ", "_")
	if i := slices.IndexFunc(names, func(z string) bool { return strings.HasSuffix(strings.ToLower(z), city) }); i >= 0 {
		return names[i]
	}
	return diag.Nearest(name, names)
}

// Location returns the zone for arithmetic; UTC where none was written.
func (z Zone) Location() *time.Location {
	if read := locations()[string(z)]; read != nil {
		return read()
	}
	return time.UTC
}

// Agrees reports whether two zones have the same hours all through a year.
func (z Zone) Agrees(other Zone, year int) bool {
	for day := range 366 {
		noon := time.Date(year, time.January, 1+day, 12, 0, 0, 0, time.UTC)
		_, a := noon.In(z.Location()).Zone()
		_, b := noon.In(other.Location()).Zone()
		if a != b {
			return false
		}
	}
	return true
}

// In says whose time the zone is: London time, τοπική ώρα (Λονδίνο).
func (z Zone) In(l *locale.Language) string {
	if z == utc || z == "" {
		return utc
	}
	return l.Word("schedule.zone", "City", l.ZoneCity(string(z)))
}

// zoneinfo is lib/time/zoneinfo.zip of Go 1.26.8, in the public domain. time
// itself, and time/tzdata, prefer the zones of the machine, which may be older
// or newer: one schedule would have other hours elsewhere. To renew it, copy the
// file of a newer Go.
//
//go:embed zoneinfo.zip
var zoneinfo []byte

// locations are all zones by their names. Each is unpacked when it is first asked
// for: a site has two or three of six hundred.
var locations = sync.OnceValue(func() map[string]func() *time.Location {
	archive, err := zip.NewReader(bytes.NewReader(zoneinfo), int64(len(zoneinfo)))
	if err != nil {
		panic(err) // what is embedded was tested
	}
	zones := map[string]func() *time.Location{utc: func() *time.Location { return time.UTC }}
	for _, file := range archive.File {
		if strings.HasSuffix(file.Name, "/") || file.Name == utc {
			continue
		}
		zones[file.Name] = sync.OnceValue(func() *time.Location {
			loc, err := location(file)
			if err != nil {
				panic(err)
			}
			return loc
		})
	}
	return zones
})

func location(file *zip.File) (*time.Location, error) {
	r, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return time.LoadLocationFromTZData(file.Name, data)
}

// ZoneOf returns the time zone of a country (ISO 3166-1, two letters) that has
// one; false where it has several, or is not known. What lies across the sea
// and has a code of its own, such as Greenland, does not count; Spain and
// Portugal have islands without one.
func ZoneOf(country string) (zone string, ok bool) {
	zone, ok = zones[country]
	return zone, ok
}

var zones = func() map[string]string {
	m := map[string]string{}
	for pair := range strings.FieldsSeq(table) {
		country, zone, _ := strings.Cut(pair, "=")
		m[country] = zone
	}
	return m
}()

const table = `
AD=Europe/Andorra AL=Europe/Tirane AT=Europe/Vienna AX=Europe/Mariehamn BA=Europe/Sarajevo BE=Europe/Brussels
BG=Europe/Sofia BY=Europe/Minsk CH=Europe/Zurich CY=Asia/Nicosia CZ=Europe/Prague DE=Europe/Berlin DK=Europe/Copenhagen
EE=Europe/Tallinn FI=Europe/Helsinki FO=Atlantic/Faroe FR=Europe/Paris GB=Europe/London GG=Europe/Guernsey
GI=Europe/Gibraltar GR=Europe/Athens HR=Europe/Zagreb HU=Europe/Budapest IE=Europe/Dublin IM=Europe/Isle_of_Man
IS=Atlantic/Reykjavik IT=Europe/Rome JE=Europe/Jersey LI=Europe/Vaduz LT=Europe/Vilnius LU=Europe/Luxembourg
LV=Europe/Riga MC=Europe/Monaco MD=Europe/Chisinau ME=Europe/Podgorica MK=Europe/Skopje MT=Europe/Malta
NL=Europe/Amsterdam NO=Europe/Oslo PL=Europe/Warsaw RO=Europe/Bucharest RS=Europe/Belgrade SE=Europe/Stockholm
SI=Europe/Ljubljana SK=Europe/Bratislava SM=Europe/San_Marino TR=Europe/Istanbul UA=Europe/Kyiv VA=Europe/Vatican
XK=Europe/Belgrade
AM=Asia/Yerevan AZ=Asia/Baku GE=Asia/Tbilisi IL=Asia/Jerusalem LB=Asia/Beirut JO=Asia/Amman AE=Asia/Dubai SA=Asia/Riyadh
IR=Asia/Tehran IN=Asia/Kolkata PK=Asia/Karachi CN=Asia/Shanghai HK=Asia/Hong_Kong TW=Asia/Taipei JP=Asia/Tokyo
KR=Asia/Seoul SG=Asia/Singapore TH=Asia/Bangkok VN=Asia/Ho_Chi_Minh PH=Asia/Manila
EG=Africa/Cairo MA=Africa/Casablanca TN=Africa/Tunis KE=Africa/Nairobi NG=Africa/Lagos ZA=Africa/Johannesburg
CO=America/Bogota PE=America/Lima UY=America/Montevideo VE=America/Caracas CR=America/Costa_Rica
`
