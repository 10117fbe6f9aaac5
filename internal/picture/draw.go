package picture

import (
	"image"
	"image/draw"
	"slices"

	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// The inks of a canvas, and the steps from paper to each of them. An index of a
// canvas is 0 for paper, else (ink-1)*levels + step, so that no colours are mixed
// while drawing and a pixel is one byte in the file.
const (
	paper = iota
	ink
	muted
	accent
	signal
	inks

	levels = 63
)

// canvas is a picture whose colours are chosen when it is written.
type canvas struct {
	*image.Paletted
	raster vector.Rasterizer
	mask   []byte
}

func newCanvas(width, height int) *canvas {
	return &canvas{Paletted: image.NewPaletted(image.Rect(0, 0, width, height), nil)}
}

// fill inks the inside of a path.
//
// The rasterizer reckons in whole numbers for shapes of up to 512 pixels; each shape
// has its own raster, so all are. It gets straight lines between 64ths of a pixel
// alone, which a 32-bit float holds exactly: a machine that fuses multiplication and
// addition finds nothing to round differently.
func (c *canvas) fill(with int, p path) {
	b := p.bounds()
	box := image.Rect(b.Min.X.Floor(), b.Min.Y.Floor(), b.Max.X.Ceil(), b.Max.Y.Ceil()).Intersect(c.Rect)
	if box.Empty() {
		return
	}
	width, height := box.Dx(), box.Dy()
	c.raster.Reset(width, height)
	c.raster.DrawOp = draw.Src
	for _, s := range p {
		x, y := float32(s.X-fixed.I(box.Min.X))/64, float32(s.Y-fixed.I(box.Min.Y))/64
		if s.first {
			c.raster.ClosePath()
			c.raster.MoveTo(x, y)
		} else {
			c.raster.LineTo(x, y)
		}
	}
	c.raster.ClosePath()
	c.mask = slices.Grow(c.mask[:0], width*height)[:width*height]
	m := &image.Alpha{Pix: c.mask, Stride: width, Rect: image.Rect(0, 0, width, height)}
	c.raster.Draw(m, m.Rect, image.Opaque, image.Point{})
	for i, alpha := range c.mask {
		if level := (int(alpha)*levels + 127) / 255; level > 0 {
			c.Pix[c.PixOffset(box.Min.X+i%width, box.Min.Y+i/width)] = byte((with-1)*levels + level)
		}
	}
}

// path is closed figures; one inside another that turns the other way is a hole.
type path []step

type step struct {
	fixed.Point26_6
	first bool // of a figure
}

func (p path) bounds() (b fixed.Rectangle26_6) {
	for _, s := range p {
		b = b.Union(fixed.Rectangle26_6{Min: s.Point26_6, Max: s.Add(fixed.Point26_6{X: 1, Y: 1})})
	}
	return b
}

func (p *path) move(a fixed.Point26_6) { *p = append(*p, step{a, true}) }
func (p *path) line(a fixed.Point26_6) { *p = append(*p, step{a, false}) }

// bend adds a quadratic curve with the handle b.
func (p *path) bend(b, c fixed.Point26_6) {
	a := (*p)[len(*p)-1].Point26_6
	third := func(a, b fixed.Int26_6) fixed.Int26_6 { return ratio(int64(a+2*b), 3) }
	p.curve(fixed.Point26_6{X: third(a.X, b.X), Y: third(a.Y, b.Y)}, fixed.Point26_6{X: third(c.X, b.X), Y: third(c.Y, b.Y)}, c)
}

// curve adds a cubic curve with the handles b and c, in straight pieces, enough for
// letters and chairs of some hundred pixels.
func (p *path) curve(b, c, d fixed.Point26_6) {
	const pieces = 16
	a := (*p)[len(*p)-1].Point26_6
	for t := int64(1); t <= pieces; t++ {
		s := pieces - t
		at := func(a, b, c, d fixed.Int26_6) fixed.Int26_6 {
			return ratio(int64(a)*s*s*s+int64(b)*3*s*s*t+int64(c)*3*s*t*t+int64(d)*t*t*t, pieces*pieces*pieces)
		}
		p.line(fixed.Point26_6{X: at(a.X, b.X, c.X, d.X), Y: at(a.Y, b.Y, c.Y, d.Y)})
	}
}

// ratio is n/d, rounded half up.
func ratio(n, d int64) fixed.Int26_6 {
	n += d / 2
	q := n / d
	if n%d < 0 {
		q--
	}
	return fixed.Int26_6(q)
}
