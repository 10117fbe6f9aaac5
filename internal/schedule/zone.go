package schedule

import "strings"

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
