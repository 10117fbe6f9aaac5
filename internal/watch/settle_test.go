package watch

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

const (
	quiet = 50 * time.Millisecond
	limit = 500 * time.Millisecond
)

// settling gives what settle makes of changes in a bubble of its own time.
func settling(t *testing.T, f func(in chan<- Change, out <-chan Change)) {
	synctest.Test(t, func(t *testing.T) {
		in, out := make(chan Change), make(chan Change)
		go settle(in, out, quiet, limit)
		f(in, out)
		close(in)
		if c, ok := <-out; ok {
			t.Errorf("one Change more: %v", c)
		}
	})
}

func paths(p ...string) Change { return Change{Paths: p} }

func wants(t *testing.T, began time.Time, out <-chan Change, after time.Duration, want Change) {
	t.Helper()
	got := <-out
	if !slices.Equal(got.Paths, want.Paths) || got.All != want.All {
		t.Errorf("got %v, want %v", got, want)
	}
	if took := time.Since(began); took != after {
		t.Errorf("%v came after %v, want %v", got, took, after)
	}
}

func TestOneEventIsAChangeAfterTheSettleTime(t *testing.T) {
	settling(t, func(in chan<- Change, out <-chan Change) {
		began := time.Now()
		in <- paths("a.md")
		wants(t, began, out, quiet, paths("a.md"))
		time.Sleep(time.Hour)
		began = time.Now()
		in <- paths("b.md")
		wants(t, began, out, quiet, paths("b.md"))
	})
}

func TestABurstIsOneChange(t *testing.T) {
	settling(t, func(in chan<- Change, out <-chan Change) {
		began := time.Now()
		for _, name := range []string{"b", "a", "b", "d-x", "d/1", "d", "d/2/3", "dd"} {
			in <- paths(name)
			time.Sleep(quiet - 1)
		}
		// What lies below a folder that is named is not named.
		wants(t, began, out, 8*(quiet-1)+1, paths("a", "b", "d", "d-x", "dd"))
	})
}

func TestAllTakesTheRestIn(t *testing.T) {
	settling(t, func(in chan<- Change, out <-chan Change) {
		began := time.Now()
		in <- paths("a")
		in <- Change{All: true}
		in <- paths("b")
		wants(t, began, out, quiet, Change{All: true})
	})
}

func TestWhoWritesForEverIsHeard(t *testing.T) {
	settling(t, func(in chan<- Change, out <-chan Change) {
		stop, ended := make(chan bool), make(chan bool)
		go func() {
			defer close(ended)
			for {
				select {
				case <-stop:
					return
				case in <- paths("a"):
					time.Sleep(quiet / 2)
				}
			}
		}()
		began := time.Now()
		wants(t, began, out, limit, paths("a"))
		<-out
		if took := time.Since(began); took < 2*limit || took > 2*limit+quiet {
			t.Errorf("the second Change came after %v, want about %v", took, 2*limit)
		}
		close(stop)
		<-ended
		in <- paths("a")
		<-out
	})
}

func TestABusyReceiverGetsTheRestAtOnce(t *testing.T) {
	settling(t, func(in chan<- Change, out <-chan Change) {
		in <- paths("a")
		time.Sleep(time.Second) // ready, and nobody takes it
		in <- paths("b")
		time.Sleep(time.Second)
		began := time.Now()
		in <- paths("c") // another burst: it is waited for
		wants(t, began, out, quiet, paths("a", "b", "c"))
	})
}
