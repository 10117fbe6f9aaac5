package main

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"fishbowl/internal/cli"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"fishbowl": main,
		// The same program on a disk with faults: FAULTY is OP:NAME for an
		// operation of publishing that finds the disk full, or read:NAME for a
		// file of the site that may not be read. (Tests run as root, who may
		// read everything.)
		"fishbowl-faulty": func() {
			op, name, _ := strings.Cut(os.Getenv("FAULTY"), ":")
			os.Exit(cli.Main(os.Args[1:], cli.Environment{
				Stdout: os.Stdout, Stderr: os.Stderr,
				Source: func(site fs.FS) fs.FS {
					if op == "read" {
						return unreadable{site, name}
					}
					return site
				},
				Fault: func(o, n string) error {
					if o == op && strings.HasSuffix(n, name) {
						return &fs.PathError{Op: o, Path: n, Err: syscall.ENOSPC}
					}
					return nil
				},
			}))
		},
	})
}

// unreadable is a file system in which one file may not be opened.
type unreadable struct {
	fs.FS
	name string
}

func (u unreadable) Open(name string) (fs.File, error) {
	if name == u.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EACCES}
	}
	return u.FS.Open(name)
}

// TestScripts runs every script of testdata/script: build-… for what the
// command does, error-… for what it says of a fault. go test -update rewrites
// the output that they expect.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes": writeBytes,
			"same":  sameTree,
		},
	})
}

// writeBytes writes what cannot stand in a script into a file: bytes FILE
// 'TEXT' with Go's escapes, or bytes FILE megabytes N for a file of N MB.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: bytes FILE TEXT")
	}
	name := ts.MkAbs(args[0])
	if args[1] == "megabytes" {
		f, err := os.Create(name)
		ts.Check(err)
		n := 0
		for _, c := range args[2] {
			n = n*10 + int(c-'0')
		}
		ts.Check(errors.Join(f.Truncate(int64(n)<<20), f.Close()))
		return
	}
	text := strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\xff`, "\xff", `\ufeff`, "\ufeff", `\t`, "\t").Replace(args[1])
	ts.Check(os.WriteFile(name, []byte(text), 0o644))
}

// sameTree checks that two folders hold the same files with the same bytes and
// modification times: same DIR COPY. With ! they must differ.
func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: same DIR COPY")
	}
	a, b := list(ts, args[0]), list(ts, args[1])
	same := len(a) == len(b)
	for name, state := range a {
		if b[name] != state {
			same = false
			if !neg {
				ts.Logf("%s differs", name)
			}
		}
	}
	if same == neg {
		ts.Fatalf("same %s %s: %v", args[0], args[1], same)
	}
}

func list(ts *testscript.TestScript, dir string) map[string]string {
	files := map[string]string{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		content, err := os.ReadFile(name)
		files[strings.TrimPrefix(name, root)] = info.ModTime().String() + string(content)
		return err
	}))
	return files
}
