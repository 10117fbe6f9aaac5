package cli

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/spf13/cobra"

	"fishbowl/internal/config"
	"fishbowl/internal/diag"
	"fishbowl/internal/record"
	"fishbowl/internal/reference"
	"fishbowl/internal/schema"
	"fishbowl/internal/site"
)

// documents are what people write, by the name under which its schema is
// printed.
var documents = []struct {
	name string
	schema.Document
}{
	{"groups", schema.Document{Title: "content/groups.yaml", Types: []reflect.Type{reflect.TypeFor[record.GroupsFile]()}}},
	{"group", schema.Document{Title: "content/groups/ID.yaml", Types: []reflect.Type{reflect.TypeFor[record.Group]()}}},
	{"site", schema.Document{Title: config.File, Types: []reflect.Type{reflect.TypeFor[config.Config]()}}},
	{"references", schema.Document{Title: "content/references.yaml", Types: []reflect.Type{reflect.TypeFor[reference.File]()}}},
	{"page", schema.Document{Title: "The front matter of a page or a news item", Types: site.FrontMatter(site.Plain), Parts: true}},
	{"article", schema.Document{Title: "The front matter of an article", Types: site.FrontMatter(site.Article), Parts: true}},
	{"leader", schema.Document{Title: "The front matter of a leader", Types: site.FrontMatter(site.Leader), Parts: true}},
	{"event", schema.Document{Title: "The front matter of an event", Types: site.FrontMatter(site.Event), Parts: true}},
}

// everyDocument is the name of all of them at once.
const everyDocument = "all"

func schemaCommand(env Environment) *cobra.Command {
	var names []string
	for _, d := range documents {
		names = append(names, d.name)
	}
	names = append(names, everyDocument)
	return &cobra.Command{
		Use:   "schema NAME",
		Short: "Print the form of a data file, for editors that complete and check it",
		Long: `Schema prints the JSON Schema of a file that people write, or of the lines at
the head of a page. An editor that knows it offers the keys and words while you
type, and marks what is misspelt. In Visual Studio Code that is the extension
YAML (Red Hat); it looks for a line at the head of the file that names the schema:

  # yaml-language-server: $schema=../schemas/groups.json

NAME is one of ` + strings.Join(names, ", ") + `; all is one object that holds every schema
by its name.

An editor sees less than a build: that an id names something, that a day exists,
that a price fits the others. So build before you publish.`,
		Example: `  fishbowl schema groups > schemas/groups.json   for content/groups.yaml
  fishbowl schema site > schemas/site.json       for site.yaml`,
		Args: func(_ *cobra.Command, args []string) error { return oneOf(names, args) },
		RunE: func(_ *cobra.Command, args []string) error { return printSchema(env, args[0]) },
	}
}

// oneOf wants one argument, a known name.
func oneOf(names, args []string) error {
	fault := &diag.Fault{Message: "schema takes the name of what it shall describe", Hint: "one of " + strings.Join(names, ", ")}
	for i, arg := range args {
		known := false
		for _, name := range names {
			known = known || name == arg
		}
		switch {
		case i > 0:
			fault.Message = fmt.Sprintf("schema takes one name, found %q too", arg)
			return usageError{fault}
		case !known:
			fault.Message = fmt.Sprintf("there is no schema %q", arg)
			if near := diag.Nearest(arg, names); near != "" {
				fault.Hint = fmt.Sprintf("did you mean %q?", near)
			}
			return usageError{fault}
		}
	}
	if len(args) == 0 {
		return usageError{fault}
	}
	return nil
}

func printSchema(env Environment, name string) error {
	all := map[string]*schema.Schema{}
	for _, d := range documents {
		if d.name == name {
			return schema.Written(d.Document, meanings).Write(env.Stdout)
		}
		all[d.name] = schema.Written(d.Document, meanings)
	}
	return writeJSON(env, all)
}
