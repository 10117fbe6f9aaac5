// Package cli is the command line: flags, messages, exit codes. It is the only
// package that prints.
//
// Reports go to standard error, what a command made goes to standard output.
// The exit status is 0 when all is well, 1 when the site has faults or the run
// was stopped, 2 when the command was not used as it is meant.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fishbowl/internal/diag"
)

// The exit statuses.
const (
	exitFine   = 0
	exitFaults = 1
	exitUsage  = 2
)

// Environment is what a command gets from outside. The zero fields are those
// of an ordinary run.
type Environment struct {
	Stdout, Stderr io.Writer
	// Now is the machine's clock: for the as-of day and the time a command took.
	Now func() time.Time
	// Source, if not nil, wraps the file system that a site is read from, and
	// Fault is asked before each operation of writing (output.Options): tests
	// put unreadable files and full disks there.
	Source func(fs.FS) fs.FS
	Fault  func(op, name string) error
	// Context ends a command that runs until it is stopped, besides the signals of
	// the terminal.
	Context context.Context
}

// errReported ends a command whose faults have been printed.
var errReported = errors.New("the faults have been reported")

// usageError is a wrong use of the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// Main runs a command and returns its exit status.
func Main(args []string, env Environment) int {
	if env.Now == nil {
		env.Now = time.Now
	}
	root := &cobra.Command{
		Use:   "fishbowl",
		Short: "Builds the website of a Balint society",
		Long: `fishbowl builds the website of a Balint society: pages written in Markdown in
several languages, one file of groups with their times and prices, and a theme
become a complete site that any web server can publish.

A site is a folder:

  site.yaml              the society, its languages, the menu
  content/home.en.md     pages: NAME.LANGUAGE.md
  content/groups.yaml    the groups: where, when, for whom, for how much
  content/leaders/       who leads them

Begin in that folder with: fishbowl build
To begin with nothing:     fishbowl new site FOLDER`,
		SilenceUsage: true, SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		Args: unknownCommand,
	}
	root.SetArgs(args)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(buildCommand(env), serveCommand(env), newCommand(env), groupsCommand(env), statusCommand(env), translateCommand(env), schemaCommand(env), versionCommand(env))
	return exitStatus(root, env.Stderr)
}

func exitStatus(root *cobra.Command, stderr io.Writer) int {
	cmd, err := root.ExecuteC()
	var usage usageError
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errReported):
		return exitFaults
	}
	fmt.Fprintf(stderr, "fishbowl: %v\n", err)
	if f := (*diag.Fault)(nil); errors.As(err, &f) && f.Hint != "" {
		fmt.Fprintf(stderr, "    hint: %s\n", strings.ReplaceAll(f.Hint, "\n", "\n          "))
	}
	if errors.As(err, &usage) || cmd == root {
		fmt.Fprintf(stderr, "See: %s --help\n", cmd.CommandPath())
		return exitUsage
	}
	return exitFaults
}

// flagError words what the flag library says in its own terms.
func flagError(_ *cobra.Command, err error) error {
	var value *pflag.InvalidValueError
	if errors.As(err, &value) && value.GetFlag().Value.Type() == "bool" {
		err = fmt.Errorf("--%s is true or false, not %q", value.GetFlag().Name, value.GetValue())
	}
	return usageError{err}
}

// unknownCommand refuses a word that is no command.
func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	fault := diag.Faultf("unknown command %q", args[0])
	if near := diag.Nearest(args[0], namesBelow(root)); near != "" {
		fault.Hint = fmt.Sprintf("did you mean %q?", near)
	}
	return usageError{fault}
}

// namesBelow are the names of a command's own commands.
func namesBelow(cmd *cobra.Command) []string {
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	return names
}

// noArguments refuses what is no flag.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	fault := diag.Faultf("%s takes no argument, found %q", cmd.Name(), args[0])
	if cmd.Flags().Lookup("site") != nil {
		fault.Hint = "the site's folder is named with --site"
	}
	return usageError{fault}
}

func versionCommand(env Environment) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of this program",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			version := "(unknown)"
			if info, ok := debug.ReadBuildInfo(); ok {
				version = info.Main.Version + " " + info.GoVersion
			}
			_, err := fmt.Fprintln(env.Stdout, "fishbowl", version)
			return err
		},
	}
}
