package picture

import (
	"slices"

	"golang.org/x/image/math/fixed"
)

// The drawing is reckoned in hundredths of a unit, 100 units wide, its middle at
// 0. A chair is written down as it stands at the top, its back to the outside; it is
// the chair of the pages (themes/circle/layouts/base.html), so that who comes by the
// card knows the place again.
const (
	unit       = 100
	across     = 100 * unit
	ring       = 38 * unit
	seatWidth  = 5 * unit // half of it, as the next
	seatHeight = 450
	seatCorner = 260
	stroke     = 135 // how thick backs and the outlines of free chairs are
)

// chairs draws a ring of twelve chairs. The leader's is in the colour of signals;
// two are free.
func (c *canvas) chairs(x, y, width fixed.Int26_6) {
	for i := range 12 {
		f := frame{x, y, width, 2*i + 1}
		with, seat := accent, f.rounded(ring, seatWidth, seatHeight, seatCorner)
		switch i {
		case 7:
			with = signal
		case 9, 10:
			seat = f.rounded(ring, seatWidth+stroke/2, seatHeight+stroke/2, seatCorner+stroke/2)
			hole := f.rounded(ring, seatWidth-stroke/2, seatHeight-stroke/2, seatCorner-stroke/2)
			slices.Reverse(hole)
			hole[0].first, hole[len(hole)-1].first = true, false
			seat = append(seat, hole...)
		}
		c.fill(with, seat)
		c.fill(with, f.back())
	}
}

// dots draws a ring of eight chairs as dots in the middle of a square canvas; the
// leader's is below, as on the pages.
func (c *canvas) dots(width fixed.Int26_6) {
	const count, radius, dot = 8, 3850, 1150
	middle := fixed.I(c.Rect.Dx()) / 2
	for i := range count {
		f := frame{middle, middle, width, i * turns / count}
		with := accent
		if i == count/2 {
			with = signal
		}
		c.fill(with, f.rounded(radius, dot, dot, dot))
	}
}

// frame puts the drawing on a canvas: moved, sized, and turned clockwise.
type frame struct {
	x, y, width fixed.Int26_6
	turn        int
}

// turns is how many directions there are.
const turns = 24

// at is where a point of the drawing falls, to a 64th of a pixel.
func (f frame) at(x, y int64) fixed.Point26_6 {
	const one = 1 << 16
	cos, sin := sine(f.turn+turns/4), sine(f.turn)
	return fixed.Point26_6{
		X: f.x + ratio((x*cos-y*sin)*int64(f.width), one*across),
		Y: f.y + ratio((x*sin+y*cos)*int64(f.width), one*across),
	}
}

// sine is in 65536ths; the last bit of math.Sin is not the same everywhere.
func sine(turn int) int64 {
	const half = turns / 2
	switch turn %= turns; {
	case turn >= half:
		return -sine(turn - half)
	case turn > half/2:
		return sine(half - turn)
	}
	return [...]int64{0, 16962, 32768, 46341, 56756, 63303, 65536}[turn]
}

// rounded is a rectangle with round corners, so far from the middle of the ring,
// given by half its sides.
func (f frame) rounded(radius, width, height, corner int64) (p path) {
	handle := corner * 448 / 1000 // so far from the corner, for a quarter of a circle
	for i, side := range [][2]int64{{1, -1}, {1, 1}, {-1, 1}, {-1, -1}} {
		q := [...][2]int64{{width - corner, height}, {width - handle, height}, {width, height - handle}, {width, height - corner}}
		if i%2 == 1 {
			slices.Reverse(q[:])
		}
		at := func(n int) fixed.Point26_6 { return f.at(side[0]*q[n][0], side[1]*q[n][1]-radius) }
		p = append(p, step{at(0), i == 0})
		p.curve(at(1), at(2), at(3))
	}
	return p
}

// back is the curved back of a chair: a line with round ends, from a point on the
// left over a handle to its mirror image.
func (f frame) back() (p path) {
	const x, y, top = -600, -ring - 640, -ring - 940
	// The line begins in the direction (2, -1). Half its thickness, across that
	// direction and at the handle; and the handles of the half circle at an end.
	const dx, dy, over = stroke * 224 / 1000, stroke * 447 / 1000, stroke * 559 / 1000
	const hx, hy = stroke * 596 / 1000, stroke * 298 / 1000
	at := func(side, dx, dy int64) fixed.Point26_6 { return f.at(side*(x+dx), y+dy) }
	p.move(at(1, -dx, -dy))
	p.bend(f.at(0, top-over), at(-1, -dx, -dy))
	p.curve(at(-1, -dx-hx, -dy+hy), at(-1, dx-hx, dy+hy), at(-1, dx, dy))
	p.bend(f.at(0, top+over), at(1, dx, dy))
	p.curve(at(1, dx-hx, dy+hy), at(1, -dx-hx, -dy+hy), at(1, -dx, -dy))
	return p
}
