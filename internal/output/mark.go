package output

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
)

// mark is the list of what fishbowl published and may therefore replace. As a
// file it is a line with its version, its state and the number of entries,
// which shows a lost end, then a line for each entry.
type mark struct {
	entries []entry
	// swapping: between two renames; if the target is missing, it stands as
	// the former generation.
	swapping bool
}

type entry struct {
	path string
	size int64
	sum  [sha256.Size]byte
}

func (m mark) encode() []byte {
	state := "published"
	if m.swapping {
		state = "swapping"
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "fishbowl 1 %s %d\n", state, len(m.entries))
	for _, e := range m.entries {
		fmt.Fprintf(&b, "%x %d %s\n", e.sum, e.size, e.path)
	}
	return b.Bytes()
}

// parseMark reads leniently, then asks whether it would write the same: so
// nothing but a whole mark is taken for one.
func parseMark(text []byte) (mark, error) {
	head, lines, _ := strings.Cut(string(text), "\n")
	m := mark{swapping: strings.Contains(head, "swapping")}
	for line := range strings.Lines(lines) {
		sum, line, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		size, path, _ := strings.Cut(line, " ")
		e := entry{path: path}
		decoded, _ := hex.DecodeString(sum)
		copy(e.sum[:], decoded)
		e.size, _ = strconv.ParseInt(size, 10, 64)
		m.entries = append(m.entries, e)
	}
	if !bytes.Equal(m.encode(), text) {
		return mark{}, errors.New("is damaged, or another version of fishbowl wrote it")
	}
	return m, nil
}

// union is sorted, without repetitions. A path stands in it twice if the two
// lists give it different bytes.
func union(a, b []entry) []entry {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y entry) int {
		return cmp.Or(
			cmp.Compare(x.path, y.path),
			cmp.Compare(x.size, y.size),
			bytes.Compare(x.sum[:], y.sum[:]),
		)
	})
	return slices.Compact(all)
}

// readMark gives an empty mark if there is none.
func (t *Tree) readMark() (m mark, err error) {
	file, err := t.beside.open("open", t.markName, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return mark{}, nil
	}
	if err != nil {
		return mark{}, err
	}
	defer file.Close()
	text, err := io.ReadAll(file)
	if err == nil {
		m, err = parseMark(text)
	}
	if err != nil {
		return mark{}, fmt.Errorf("%s: %w", t.markName, err)
	}
	return m, nil
}

// writeMark replaces the mark as a whole, so that no kill leaves half of one.
func (t *Tree) writeMark(m mark) error {
	file, err := t.beside.create(t.markNext)
	if err != nil {
		return err
	}
	_, err = t.beside.write(file, t.markNext, m.encode())
	if err == nil {
		err = t.beside.sync(file, t.markNext, (*os.File).Sync)
	}
	if closeErr := t.beside.close(file, t.markNext); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return t.beside.rename(t.markNext, t.markName)
}
