// Package fishbowl carries what the program brings along: the themes and the
// interface words. A site's folder may hold only site.yaml and content/.
package fishbowl

import "embed"

// Files holds themes/ and i18n/. The prefix all: keeps names that begin with
// "_" or ".", which embedding leaves out silently.
//
//go:embed all:themes all:i18n
var Files embed.FS
