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
	flags.StringVar(&f.asOf, "as-of", "", "as on this `date`, as 2027-03-01 (default: today in the site's time zone)")
}

// opened is a site's folder.
type opened struct {
	dir   string // its absolute path
	root  *os.Root
	fsys  fs.FS
	today func(zone *time.Location) civil.Date // by the machine's clock
	asOf  civil.Date                           // instead, where not zero
}

// open opens the site's folder. The caller closes its root.
func (f siteFlags) open(env Environment) (*opened, error) {
	now := env.Now()
	o := opened{today: func(zone *time.Location) civil.Date { return civil.DateOf(now.In(zone)) }}
	if f.asOf != "" {
		var day civil.Date
		if err := day.UnmarshalText([]byte(f.asOf)); err != nil {
			return nil, usageError{fmt.Errorf("--as-of: %w", err)}
		}
		o.asOf = day
	}
	var err error
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
	v.AsOf = o.asOf
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
	for _, p := range list.Sorted() {
		if p.Severity == diag.Error {
			fmt.Fprint(env.Stderr, list.Report(p))
		}
	}
	fmt.Fprintf(env.Stderr, "%s: mend them first\n", plural(list.Len(diag.Error), "error"))
	return nil, nil, nil, errReported
}
