package watch

import (
	"slices"
	"strings"
	"time"
)

// settle joins what comes until nothing has come for the time quiet, or limit has
// passed since the first; then the next receiver gets it. It ends when in is
// closed, and closes out.
func settle(in <-chan Change, out chan<- Change, quiet, limit time.Duration) {
	defer close(out)
	var held pending
	var first, last time.Time
	var ready, late bool // late: ready although more keeps coming
	timer := time.NewTimer(0)
	timer.Stop()
	for {
		var to chan<- Change
		var next Change
		if ready {
			to, next = out, held.change()
		}
		select {
		case c, ok := <-in:
			if !ok {
				return
			}
			last = time.Now()
			if held.empty() || ready && !late { // nothing was heard for a while: this is another burst
				first, ready = last, false
			}
			held.add(c)
			if !ready {
				timer.Reset(min(quiet, limit-last.Sub(first)))
			}
		case now := <-timer.C:
			ready, late = true, now.Sub(last) < quiet
		case to <- next:
			held, ready = pending{}, false
		}
	}
}

// pending is a Change in the making.
type pending struct {
	all   bool
	paths map[string]bool
	made  *Change // of what is held now
}

func (p *pending) empty() bool { return !p.all && len(p.paths) == 0 }

func (p *pending) add(c Change) {
	p.made = nil
	if p.all = p.all || c.All; p.all {
		p.paths = nil
		return
	}
	if p.paths == nil {
		p.paths = map[string]bool{}
	}
	for _, path := range c.Paths {
		p.paths[path] = true
	}
}

func (p *pending) change() Change {
	if p.made != nil {
		return *p.made
	}
	p.made = &Change{All: p.all}
	for path := range p.paths {
		if !p.covered(path) {
			p.made.Paths = append(p.made.Paths, path)
		}
	}
	slices.Sort(p.made.Paths)
	return *p.made
}

// covered tells whether a folder above a path is named.
func (p *pending) covered(path string) bool {
	for {
		i := strings.LastIndexByte(path, '/')
		if i < 0 {
			return false
		}
		if path = path[:i]; p.paths[path] {
			return true
		}
	}
}
