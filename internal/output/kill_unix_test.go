//go:build unix

package output

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

const childTarget, childKill, childWay = "OUTPUT_TEST_TARGET", "OUTPUT_TEST_KILL", "OUTPUT_TEST_WAY"

// TestMain is also the process that TestSIGKILL starts and that kills itself.
func TestMain(m *testing.M) {
	target := os.Getenv(childTarget)
	if target == "" {
		os.Exit(m.Run())
	}
	n, err := strconv.Atoi(os.Getenv(childKill))
	if err != nil {
		panic(err)
	}
	count := -1
	_, err = publish(target, newer, func(op, name string) error {
		if count++; count == n {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
		return ways[os.Getenv(childWay)](op, name)
	})
	fmt.Fprintln(os.Stderr, "not killed:", err)
	os.Exit(1)
}

// TestSIGKILL is TestKilledAnywhere with processes that really die, at the
// operations after which the disk is different for the next run.
func TestSIGKILL(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for name, way := range ways {
		target := newTarget(t)
		scenes["third"](t, target)
		asked := map[string]bool{}
		all := operations(t, target, way)
		for n, last := range all {
			switch last.op {
			case "rename", "exchange", "remove", "sync":
			default:
				if asked[last.op] {
					continue
				}
				asked[last.op] = true
			}
			if last.op == "sync" && filepath.Dir(last.name) != "." {
				continue // of a single file
			}
			t.Run(name+", "+last.String(), func(t *testing.T) {
				t.Parallel()
				target := newTarget(t)
				before := scenes["third"](t, target)
				child := exec.Command(self)
				child.Env = append(os.Environ(), childTarget+"="+target, childKill+"="+strconv.Itoa(n), childWay+"="+name)
				out, err := child.CombinedOutput()
				var exit *exec.ExitError
				if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
					t.Fatalf("the child was not killed: %v\n%s", err, out)
				}
				checkAfterKill(t, last, target, before, hasGap(all))
			})
		}
	}
}
