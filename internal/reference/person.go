package reference

// Listed returns the whole name as catalogues have it: "Balint, Michael". A name that
// is not taken apart stays as it is.
func (c Contributor) Listed() string {
	if c.Literal != "" || c.Family == "" {
		return c.family()
	}
	given, particle := c.given()
	return listed(", ", c.family(), joined(given, particle), c.Suffix)
}

// Spoken returns the whole name as it is said: "Michael Balint".
func (c Contributor) Spoken() string {
	if c.Literal != "" || c.Family == "" {
		return c.family()
	}
	given, particle := c.given()
	return listed(", ", joined(given, joined(particle, c.family())), c.Suffix)
}

// PlainTitle returns the title without the markup that CSL allows in it.
func (w *Work) PlainTitle() string { return plain(w.Title) }
