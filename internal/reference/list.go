package reference

import "fishbowl/internal/locale"

// Person is somebody who made works, as lists of them have the name.
type Person struct {
	ID   string // the same for everybody who is called so: balint-m
	Name string // Balint, M.
}

// People returns the authors and editors of a work.
func (w *Work) People() []Person {
	var list []Person
	for _, people := range [][]Contributor{w.Author, w.Editor} {
		for _, c := range people {
			if name := c.inverted(); name != "" {
				list = append(list, Person{locale.Slug("", name), name})
			}
		}
	}
	return list
}
