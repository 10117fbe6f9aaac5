package output

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"os"
	"path"
	"sync"
	"time"
)

// Write adds the file name, a slash path inside the tree, with the bytes that
// render writes. They are streamed: no file is held in memory. It is safe for
// many goroutines. After an error the tree cannot be published any more.
func (t *Tree) Write(name string, render func(io.Writer) error) error {
	if err := t.claim(name); err != nil {
		return t.poison(err)
	}
	if err := t.mkdirs(path.Dir(name)); err != nil {
		return t.poison(err)
	}
	written, changed, err := t.stream(name, render)
	if err != nil {
		return t.poison(err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.unfinished--
	t.written = append(t.written, written)
	t.summary.Files++
	t.summary.Bytes += written.size
	if changed {
		t.summary.Changed++
	}
	return nil
}

// folder is one that was made, or is being made, in the stage.
type folder struct {
	once sync.Once
	err  error
}

// mkdirs makes a folder of the stage and those above it. Each is asked of the
// system once: for a site of many small folders the calls would otherwise be
// half the work.
func (t *Tree) mkdirs(name string) error {
	if name == "." {
		return nil
	}
	known, ok := t.folders.Load(name)
	if !ok {
		known, _ = t.folders.LoadOrStore(name, new(folder))
	}
	f := known.(*folder)
	f.once.Do(func() {
		if f.err = t.mkdirs(path.Dir(name)); f.err == nil {
			f.err = t.stage.mkdir(name)
		}
	})
	return f.err
}

// chunk is how much is written and compared at once: most pages are one.
const chunk = 32 << 10

// stream is the way of one file to the disk. On it the sum is taken and the
// bytes are compared with those of the former tree.
type stream struct {
	buffer  *bufio.Writer // in front of the stream itself
	sum     hash.Hash
	compare []byte

	disk *disk
	name string
	file *os.File
	size int64
	err  error // what the disk said, which render may have reworded

	old     *os.File // nil if there is none or it differs
	oldSize int64
	oldTime time.Time
}

func newStream() *stream {
	s := &stream{sum: sha256.New(), compare: make([]byte, chunk)}
	s.buffer = bufio.NewWriterSize(s, chunk)
	return s
}

// stream writes one file into the stage.
func (t *Tree) stream(name string, render func(io.Writer) error) (_ entry, changed bool, _ error) {
	file, err := t.stage.create(name)
	if err != nil {
		return entry{}, false, err
	}
	s := t.streams.Get().(*stream)
	defer t.streams.Put(s)
	s.disk, s.name, s.file, s.size, s.err = t.stage, name, file, 0, nil
	s.sum.Reset()
	s.buffer.Reset(s)
	if t.owned[name] {
		s.openOld(t.former)
	}
	err = s.run(render)
	if closeErr := t.stage.close(file, name); err == nil {
		err = closeErr
	}
	unchanged := s.old != nil && s.size == s.oldSize
	s.closeOld()
	if err == nil && unchanged {
		err = t.stage.chtimes(name, s.oldTime) // Windows sets it again at Close
	}
	if err != nil {
		return entry{}, false, err
	}
	written := entry{path: name, size: s.size}
	s.sum.Sum(written.sum[:0])
	return written, !unchanged, nil
}

// run lets render write, to the end. What the disk said comes before what
// render made of it: templates bury the cause under their own position.
func (s *stream) run(render func(io.Writer) error) error {
	err := render(s.buffer)
	if err == nil {
		err = s.buffer.Flush()
	}
	if s.err != nil {
		return s.err
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path.Join(s.disk.shown, s.name), err)
	}
	return s.disk.sync(s.file, s.name, syncFile)
}

// Write is what the buffer empties itself into.
func (s *stream) Write(p []byte) (int, error) {
	n, err := s.disk.write(s.file, s.name, p)
	s.err = err
	s.size += int64(n)
	s.sum.Write(p[:n])
	s.compareOld(p[:n])
	return n, err
}

// openOld opens the former tree's file of the same name. One that cannot be
// read counts as different: the new one takes its place in any case.
func (s *stream) openOld(former *disk) {
	old, err := former.open("open", s.name, os.O_RDONLY)
	if err != nil {
		return
	}
	info, err := old.Stat()
	if err != nil {
		old.Close()
		return
	}
	s.old, s.oldSize, s.oldTime = old, info.Size(), info.ModTime()
}

// compareOld lets go of the former file as soon as it differs.
func (s *stream) compareOld(p []byte) {
	for s.old != nil && len(p) > 0 {
		q := s.compare[:min(len(p), len(s.compare))]
		if _, err := io.ReadFull(s.old, q); err != nil || !bytes.Equal(q, p[:len(q)]) {
			s.closeOld()
		}
		p = p[len(q):]
	}
}

func (s *stream) closeOld() {
	if s.old != nil {
		s.old.Close()
		s.old = nil
	}
}
