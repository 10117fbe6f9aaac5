package feed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fishbowl/internal/civil"
)

// What search engines read on the pages of groups, events and people
// (schema.org, in the form that Google documents for events, courses and
// profile pages). A node with nothing but an ID stands for the one that has it.

// Event is a meeting, a series of meetings or an instance of a course: the three
// have the same properties (schema.org/Event, /EventSeries, /CourseInstance).
type Event struct {
	Context        string     `json:"@context,omitempty"` // of the outermost node alone
	Type           string     `json:"@type"`
	ID             string     `json:"@id,omitempty"`
	Name           string     `json:"name"`
	Description    string     `json:"description,omitempty"`
	URL            string     `json:"url,omitempty"`
	Image          string     `json:"image,omitempty"`
	Start          string     `json:"startDate,omitempty"` // of [Stamp]
	End            string     `json:"endDate,omitempty"`
	PreviousStart  string     `json:"previousStartDate,omitempty"`
	Status         string     `json:"eventStatus,omitempty"`
	Mode           string     `json:"eventAttendanceMode,omitempty"`
	Location       []Location `json:"location,omitempty"`
	Organizer      []Agent    `json:"organizer,omitempty"`
	Performer      []Agent    `json:"performer,omitempty"`
	Languages      []string   `json:"inLanguage,omitempty"` // spoken there
	Capacity       int        `json:"maximumAttendeeCapacity,omitempty"`
	Places         *int       `json:"remainingAttendeeCapacity,omitempty"` // nil: not known
	IsFree         *bool      `json:"isAccessibleForFree,omitempty"`       // nil: not known
	Offers         []Offer    `json:"offers,omitempty"`
	Schedule       []Schedule `json:"eventSchedule,omitempty"`
	Meetings       []Event    `json:"subEvent,omitempty"`
	CourseMode     []string   `json:"courseMode,omitempty"` // of a CourseInstance: Onsite, Online
	CourseWorkload string     `json:"courseWorkload,omitempty"`
	CourseTeachers []Agent    `json:"instructor,omitempty"`
}

// The types of events.
const (
	SingleEvent    = "Event"
	EventSeries    = "EventSeries"
	CourseInstance = "CourseInstance"
)

// Event statuses and ways to attend (schema.org/EventStatusType,
// /EventAttendanceModeEnumeration).
const (
	EventScheduled   = schema + "/EventScheduled"
	EventCancelled   = schema + "/EventCancelled"
	EventPostponed   = schema + "/EventPostponed"   // and no new day is known
	EventRescheduled = schema + "/EventRescheduled" // to the start that is given
	AttendOffline    = schema + "/OfflineEventAttendanceMode"
	AttendOnline     = schema + "/OnlineEventAttendanceMode"
	AttendMixed      = schema + "/MixedEventAttendanceMode"
)

// Course is what people attend for a certificate; its dates are its instances
// (schema.org/Course).
type Course struct {
	Context       string   `json:"@context"`
	Type          string   `json:"@type"`
	ID            string   `json:"@id,omitempty"`
	Name          string   `json:"name"`
	Description   string   `json:"description,omitempty"`
	URL           string   `json:"url,omitempty"`
	Image         string   `json:"image,omitempty"`
	Provider      []Agent  `json:"provider,omitempty"`
	Languages     []string `json:"inLanguage,omitempty"`
	Prerequisites string   `json:"coursePrerequisites,omitempty"`
	Credentials   []string `json:"educationalCredentialAwarded,omitempty"`
	Offers        []Offer  `json:"offers,omitempty"`
	Instances     []Event  `json:"hasCourseInstance,omitempty"`
}

// NewEvent returns an event of a type, as the outermost node of a page.
func NewEvent(typ string) Event { return Event{Context: schema, Type: typ} }

// NewCourse returns a course to fill in.
func NewCourse() Course { return Course{Context: schema, Type: "Course"} }

// Location is a place or, for those who meet on screen, the page that tells how
// to take part. It never is the way into a meeting.
type Location struct {
	Type    string          `json:"@type,omitempty"`
	ID      string          `json:"@id,omitempty"`
	Name    string          `json:"name,omitempty"`
	URL     string          `json:"url,omitempty"`
	Address *PostalAddress  `json:"address,omitempty"`
	Geo     *GeoCoordinates `json:"geo,omitempty"`
}

// NewPlace returns a place with a name.
func NewPlace(name string) Location { return Location{Type: "Place", Name: name} }

// NewVirtualLocation returns the place of those who meet on screen.
func NewVirtualLocation(page string) Location { return Location{Type: "VirtualLocation", URL: page} }

// GeoCoordinates are degrees (WGS 84).
type GeoCoordinates struct {
	Type      string  `json:"@type"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// NewGeoCoordinates returns a place on the map.
func NewGeoCoordinates(lat, lon float64) *GeoCoordinates {
	return &GeoCoordinates{"GeoCoordinates", lat, lon}
}

// Agent is a person or an organisation that has a part in something.
type Agent struct {
	Type        string   `json:"@type,omitempty"`
	ID          string   `json:"@id,omitempty"`
	Name        string   `json:"name,omitempty"`
	URL         string   `json:"url,omitempty"`
	Image       string   `json:"image,omitempty"`
	JobTitle    []string `json:"jobTitle,omitempty"`
	Description string   `json:"description,omitempty"`
	Languages   []string `json:"knowsLanguage,omitempty"`
	KnowsAbout  []string `json:"knowsAbout,omitempty"`
	Affiliation *Agent   `json:"affiliation,omitempty"`
}

// NewPerson returns somebody with a name and, perhaps, a page.
func NewPerson(name, url string) Agent { return Agent{Type: "Person", Name: name, URL: url} }

// NewAgency returns an organisation with a name and, perhaps, a page.
func NewAgency(name, url string) Agent { return Agent{Type: "Organization", Name: name, URL: url} }

// Publisher returns the publisher of the site at an absolute address, as
// [NewOrganization] describes it on the home page.
func Publisher(url, name string) Agent {
	return Agent{Type: "NGO", ID: url + "#publisher", Name: name, URL: url}
}

// Profile is the page of a person (schema.org/ProfilePage).
type Profile struct {
	Context  string `json:"@context"`
	Type     string `json:"@type"`
	Modified string `json:"dateModified,omitempty"`
	Person   Agent  `json:"mainEntity"`
}

// NewProfile returns the page of a person.
func NewProfile(person Agent) Profile {
	return Profile{Context: schema, Type: "ProfilePage", Person: person}
}

// Offer is what taking part costs for somebody: a price, or where it is a
// range the least and the greatest (schema.org/Offer, /AggregateOffer).
type Offer struct {
	Type         string   `json:"@type"`
	Name         string   `json:"name,omitempty"` // what it is for, and for whom
	URL          string   `json:"url"`
	Category     string   `json:"category,omitempty"` // of a course: Free, Paid
	Price        *float64 `json:"price,omitempty"`
	Low          *float64 `json:"lowPrice,omitempty"`
	High         *float64 `json:"highPrice,omitempty"`
	Currency     string   `json:"priceCurrency,omitempty"` // ISO 4217
	Availability string   `json:"availability,omitempty"`
	ValidFrom    string   `json:"validFrom,omitempty"`
	ValidThrough string   `json:"validThrough,omitempty"`
}

// Availabilities that Google documents for events.
const (
	InStock  = schema + "/InStock"
	SoldOut  = schema + "/SoldOut"
	PreOrder = schema + "/PreOrder" // can be asked for, and has not begun
)

// NewOffer returns an offer that is taken up at an address.
func NewOffer(url string) Offer { return Offer{Type: "Offer", URL: url} }

// Range makes the offer one of several prices; either bound may be nil.
func (o Offer) Range(low, high *float64) Offer {
	o.Type, o.Low, o.High = "AggregateOffer", low, high
	return o
}

// Schedule is a rhythm of meetings (schema.org/Schedule).
type Schedule struct {
	Type      string   `json:"@type"`
	Frequency string   `json:"repeatFrequency"` // ISO 8601: P2W
	ByDay     []string `json:"byDay,omitempty"` // a day of schema.org, or of RFC 5545 with its number: 2TH
	ByMonth   []int    `json:"byMonth,omitempty"`
	ByNumber  []int    `json:"byMonthDay,omitempty"`
	Count     int      `json:"repeatCount,omitempty"`
	Start     string   `json:"startDate"`
	End       string   `json:"endDate,omitempty"`
	StartTime string   `json:"startTime,omitempty"`
	EndTime   string   `json:"endTime,omitempty"`
	Duration  string   `json:"duration,omitempty"`
	Zone      string   `json:"scheduleTimezone,omitempty"`
	Except    []string `json:"exceptDate,omitempty"`
}

var (
	frequencies = map[string]string{"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}
	weekdays    = map[string]string{"MO": "/Monday", "TU": "/Tuesday", "WE": "/Wednesday", "TH": "/Thursday", "FR": "/Friday", "SA": "/Saturday", "SU": "/Sunday"}
)

// NewSchedule says a rule of RFC 5545 in the words of schema.org. It reports
// false for a rule that has none there, such as the last workday of a month.
func NewSchedule(rule string, start, end civil.Moment, except []civil.Moment, zone string) (Schedule, bool) {
	s := Schedule{Type: "Schedule", Start: start.Date.String(), Zone: zone}
	interval, unit := "1", ""
	for part := range strings.SplitSeq(rule, ";") {
		name, value, _ := strings.Cut(part, "=")
		items := strings.Split(value, ",")
		switch name {
		case "FREQ":
			unit = frequencies[value]
		case "INTERVAL":
			interval = value
		case "COUNT":
			s.Count = numbers(items)[0]
		case "UNTIL":
			if len(value) < len("20270114") {
				return s, false
			}
			s.End = value[:4] + "-" + value[4:6] + "-" + value[6:8]
		case "BYDAY":
			for _, item := range items {
				item = strings.TrimPrefix(item, "+")
				if day := weekdays[item]; day != "" {
					item = schema + day
				}
				s.ByDay = append(s.ByDay, item)
			}
		case "BYMONTHDAY":
			s.ByNumber = numbers(items)
		case "BYMONTH":
			s.ByMonth = numbers(items)
		case "WKST": // tells only where an interval of weeks is cut
		default:
			return s, false
		}
	}
	if slices.ContainsFunc(s.ByNumber, func(n int) bool { return n < 1 }) {
		return s, false // counted from the end of the month
	}
	s.Frequency = "P" + interval + unit
	if start.HasTime {
		s.StartTime = start.Time.String() + ":00"
		if end.HasTime {
			s.EndTime = end.Time.String() + ":00"
			s.Duration = Duration(int(end.Date.At(end.Time, time.UTC).Sub(start.Date.At(start.Time, time.UTC)).Minutes()))
		}
	}
	for _, m := range except {
		s.Except = append(s.Except, m.Date.String())
	}
	return s, unit != ""
}

func numbers(items []string) []int {
	var list []int
	for _, item := range items {
		n, _ := strconv.Atoi(item) // the rule was checked
		list = append(list, n)
	}
	return list
}

// Stamp writes a moment with the offset that its zone has on that day (RFC
// 3339): 2027-01-13T19:00:00+01:00; a day without a time is a day alone.
func Stamp(m civil.Moment, zone *time.Location) string {
	switch {
	case m.IsZero():
		return ""
	case !m.HasTime:
		return m.Date.String()
	}
	return m.Date.At(m.Time, zone).Format(time.RFC3339)
}

// Duration writes minutes as ISO 8601 has them: PT1H30M; empty for none.
func Duration(minutes int) string {
	switch h, m := minutes/60, minutes%60; {
	case minutes <= 0:
		return ""
	case h == 0:
		return fmt.Sprintf("PT%dM", m)
	case m == 0:
		return fmt.Sprintf("PT%dH", h)
	default:
		return fmt.Sprintf("PT%dH%dM", h, m)
	}
}
