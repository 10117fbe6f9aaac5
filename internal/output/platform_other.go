//go:build !linux && !darwin

package output

import (
	"errors"
	"os"
)

func exchange(*os.File, string, string) error { return errors.ErrUnsupported }

func syncFile(file *os.File) error { return file.Sync() }

func syncTree(parent *os.File) error { return syncFolder(parent) }
