package feed

// What search engines read in a page: schema.org in JSON-LD. The values are
// marshalled as they are; empty fields are left out.

const schema = "https://schema.org"

// Organization is the publisher of a site (schema.org/NGO).
type Organization struct {
	Context       string         `json:"@context"`
	Type          string         `json:"@type"`
	ID            string         `json:"@id"`
	Name          string         `json:"name"`
	AlternateName string         `json:"alternateName,omitempty"`
	URL           string         `json:"url"`
	Logo          string         `json:"logo,omitempty"`
	Email         string         `json:"email,omitempty"`
	Telephone     string         `json:"telephone,omitempty"`
	Address       *PostalAddress `json:"address,omitempty"`
	SameAs        []string       `json:"sameAs,omitempty"`
	MemberOf      []Membership   `json:"memberOf,omitempty"`
}

// NewOrganization returns the publisher of the site at an absolute address.
func NewOrganization(url, name string) Organization {
	return Organization{Context: schema, Type: "NGO", ID: url + "#publisher", Name: name, URL: url}
}

// PostalAddress is an address for letters; the country is its ISO 3166 code.
type PostalAddress struct {
	Type       string `json:"@type"`
	Street     string `json:"streetAddress,omitempty"`
	PostalCode string `json:"postalCode,omitempty"`
	Locality   string `json:"addressLocality,omitempty"`
	Region     string `json:"addressRegion,omitempty"`
	Country    string `json:"addressCountry,omitempty"`
}

// NewPostalAddress returns an address to fill in.
func NewPostalAddress() *PostalAddress { return &PostalAddress{Type: "PostalAddress"} }

// Membership is an organisation that another belongs to.
type Membership struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// NewMembership returns the organisation of a name.
func NewMembership(name string) Membership { return Membership{"Organization", name} }

// Breadcrumbs say where a page stands (schema.org/BreadcrumbList).
type Breadcrumbs struct {
	Context string     `json:"@context"`
	Type    string     `json:"@type"`
	Items   []listItem `json:"itemListElement"`
}

type listItem struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item"`
}

// Crumb is a page on the way from home; its address is absolute.
type Crumb struct{ Name, URL string }

// NewBreadcrumbs returns the way from home to a page, both included.
func NewBreadcrumbs(way []Crumb) Breadcrumbs {
	b := Breadcrumbs{Context: schema, Type: "BreadcrumbList"}
	for i, c := range way {
		b.Items = append(b.Items, listItem{"ListItem", i + 1, c.Name, c.URL})
	}
	return b
}
