// Command fishbowl builds the website of a Balint society from a folder of
// Markdown, one data file of groups and a theme.
package main

import (
	"os"

	"fishbowl/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.Environment{Stdout: os.Stdout, Stderr: os.Stderr}))
}
