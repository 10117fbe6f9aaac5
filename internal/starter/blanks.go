package starter

import (
	"bytes"
	"strings"

	"fishbowl/internal/config"
	"fishbowl/internal/decode"
)

// Blank begins what somebody has to fill in; a "]" ends it.
const Blank = "[…"

// Blanks is a file with what is to be filled in.
type Blanks struct {
	File  string `json:"file"`
	Count int    `json:"count"`
}

// Blanks returns the files that have blanks, site.yaml first. One in a note only
// speaks of blanks.
func (e *Existing) Blanks() []Blanks {
	var found []Blanks
	note := func(file string, count int) {
		if count > 0 {
			found = append(found, Blanks{file, count})
		}
	}
	note(config.File, blanksIn(e.root))
	for _, data := range e.tree.Groups {
		note(data.File, blanksIn(data.Root))
	}
	for _, p := range e.tree.Pages {
		note(p.File, blanksIn(p.Front)+bytes.Count(p.Body, []byte(Blank)))
	}
	return found
}

// blanksIn counts those in data.
func blanksIn(n *decode.Node) int {
	count := strings.Count(n.Value, Blank)
	for _, entry := range n.Entries {
		count += blanksIn(entry.Value)
	}
	for _, item := range n.Items {
		count += blanksIn(item)
	}
	return count
}
