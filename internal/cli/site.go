package cli

import (
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/pflag"

	"fishbowl"
	"fishbowl/internal/build"
	"fishbowl/internal/civil"
	"fishbowl/internal/diag"
)

// siteFlags are the flags of every command that reads a site.
type siteFlags struct{ site, asOf string }

func (f *siteFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.site, "site", "", "the site's `folder` (default: the nearest one upward that holds site.yaml)")
	addAsOf(flags, &f.asOf)
}

func addAsOf(flags *pflag.FlagSet, asOf *string) {
	flags.StringVar(asOf, "as-of", "", "as on this `date`, as 2027-03-01 (default: today in the site's time zone)")
}

// parseAsOf reads the day of --as-of; without the flag it is zero.
func parseAsOf(flag string) (day civil.Date, err error) {
	if flag == "" {
		return day, nil
	}
	if err := day.UnmarshalText([]byte(flag)); err != nil {
		return day, usageError{fmt.Errorf("--as-of: %w", err)}
	}
	return day, nil
}

// dayOf tells the as-of day in a zone: the day of --as-of, or by the machine's clock
// where it is zero.
func (env Environment) dayOf(asOf civil.Date) func(*time.Location) civil.Date {
	return func(zone *time.Location) civil.Date {
		if asOf.IsZero() {
			return civil.DateOf(env.Now().In(zone))
		}
		return asOf
	}
}

// opened is a site's folder.
type opened struct {
	dir   string // its absolute path
	root  *os.Root
	fsys  fs.FS
	today func(zone *time.Location) civil.Date // the as-of day
}

// open opens the site's folder. The caller closes its root.
func (f siteFlags) open(env Environment) (*opened, error) {
	asOf, err := parseAsOf(f.asOf)
	if err != nil {
		return nil, err
	}
	o := opened{today: env.dayOf(asOf)}
	if o.dir, err = siteFolder(f.site); err != nil {
		return nil, usageError{err}
	}
	if o.root, err = os.OpenRoot(o.dir); err != nil {
		return nil, err
	}
	o.fsys = o.root.FS()
	if env.Source != nil {
		o.fsys = env.Source(o.fsys)
	}
	return &o, nil
}

// input is where the site is read from.
func (o *opened) input() build.Input {
	return build.Input{Site: o.fsys, Embedded: fishbowl.Files, Today: o.today}
}

// load reads the site; the generation is nil where it has errors.
func (o *opened) load(list *diag.List, v build.View) (*build.Generation, error) {
	return build.Load(list, o.input(), v)
}

// read reads a site to tell about it: errors are printed, since nothing can be
// told of a site that has some.
func (f siteFlags) read(env Environment) (*opened, *diag.List, *build.Generation, error) {
	o, err := f.open(env)
	if err != nil {
		return nil, nil, nil, err
	}
	defer o.root.Close()
	list := &diag.List{}
	g, err := o.load(list, build.View{})
	if err != nil || g != nil {
		return o, list, g, err
	}
	return nil, nil, nil, mendFirst(env, list)
}

// mendFirst prints the errors without which a command could do its work.
func mendFirst(env Environment, list *diag.List) error {
	for _, p := range list.Sorted() {
		if p.Severity == diag.Error {
			fmt.Fprint(env.Stderr, list.Report(p))
		}
	}
	fmt.Fprintf(env.Stderr, "%s: mend them first\n", plural(list.Len(diag.Error), "error"))
	return errReported
}
