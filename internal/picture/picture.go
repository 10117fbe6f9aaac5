// Package picture draws the few pictures that a site has without anybody painting
// them: the card that stands beside a shared link, and the icons of a tab and of a
// home screen. All show the one motif, a ring of chairs seen from above. It writes
// addresses as QR codes. It also reads how large a picture is, so that a page can
// keep its place free.
//
// The same arguments give the same pixels on every machine: shapes are reckoned in
// whole 64ths of a pixel, and no font of the machine is asked. The letters are those
// of the Go fonts, which have Latin, monotonic Greek and Cyrillic.
package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"regexp"
	"strconv"

	"golang.org/x/image/math/fixed"
)

// Palette is the colours of a theme, each as "#RRGGBB".
type Palette struct{ Paper, Ink, Muted, Accent, Signal string }

// The card, in pixels. Networks cut some from the edges, so nothing that is to be
// read comes near them.
const (
	cardWidth  = 1200
	cardHeight = 630
	cardMargin = 84
	cardColumn = 584

	nameLargest, nameSmallest, nameLines = 88, 38, 3
	lineLargest, lineSmallest, lineLines = 36, 26, 2

	ringX, ringWidth   = 1110, 820          // beside a text, cut by three edges
	aloneX, aloneWidth = cardWidth / 2, 620 // without
)

// Card writes the picture that social networks and messengers show beside a link:
// a PNG of 1200×630 pixels with the name and a smaller second line on paper, and
// the ring of chairs, large and cropped, at the right.
//
// A long text is set smaller, in up to three lines, and ends in an ellipsis if that
// is not enough. No card has boxes for letters: a line with a letter that the font
// lacks is left out, and without a name the drawing stands alone, in the middle.
func Card(w io.Writer, name, line string, p Palette) error {
	c := newCanvas(cardWidth, cardHeight)
	middle := fixed.I(cardHeight) / 2
	head := set(medium(), name, nameLargest, nameSmallest, nameLines)
	if head == nil {
		c.chairs(fixed.I(aloneX), middle, fixed.I(aloneWidth))
		return c.encode(w, p)
	}
	c.chairs(fixed.I(ringX), middle, fixed.I(ringWidth))
	foot := set(regular(), line, lineLargest, lineSmallest, lineLines)
	below, height := head.height()+head.gap(), head.height()
	if foot != nil {
		height = below + foot.height()
	}
	top := middle - height/2
	c.text(ink, head, fixed.I(cardMargin), top)
	if foot != nil {
		c.text(muted, foot, fixed.I(cardMargin), top+below)
	}
	return c.encode(w, p)
}

// Icon writes the icon of a home screen: a square PNG of so many pixels, the ring
// of chairs as dots on opaque paper, with the margin that round corners need.
func Icon(w io.Writer, size int, p Palette) error {
	c := newCanvas(size, size)
	c.dots(fixed.I(size) * 74 / 100)
	return c.encode(w, p)
}

// ICO writes a favicon.ico with the ring at 16, 32 and 48 pixels on a transparent
// ground.
func ICO(w io.Writer, p Palette) error {
	colours, err := p.colours(true)
	if err != nil {
		return err
	}
	sizes := [...]int{16, 32, 48}
	const kind, header, entry = 1, 6, 16
	out := binary.LittleEndian.AppendUint16(make([]byte, 2), kind)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(sizes)))
	var images bytes.Buffer
	for _, size := range sizes {
		c := newCanvas(size, size)
		c.dots(fixed.I(size))
		// Windows knows only 32-bit images in an icon, so no palette here.
		m := image.NewNRGBA(c.Rect)
		for i, index := range c.Pix {
			m.Set(i%size, i/size, colours[index])
		}
		start := images.Len()
		if err := compressor.Encode(&images, m); err != nil {
			return err
		}
		const planes, bits = 1, 32
		out = append(out, byte(size), byte(size), 0, 0, planes, 0, bits, 0)
		out = binary.LittleEndian.AppendUint32(out, uint32(images.Len()-start))
		out = binary.LittleEndian.AppendUint32(out, uint32(header+entry*len(sizes)+start))
	}
	_, err = w.Write(append(out, images.Bytes()...))
	return err
}

// The best compression takes eight times as long and saves a sixth.
var compressor = png.Encoder{CompressionLevel: png.BestSpeed}

func (c *canvas) encode(w io.Writer, p Palette) (err error) {
	if c.Palette, err = p.colours(false); err != nil {
		return err
	}
	return compressor.Encode(w, c)
}

var hex = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// colours are those of all indices of a canvas.
func (p Palette) colours(transparent bool) (color.Palette, error) {
	var out color.Palette
	var ground color.NRGBA
	for i, s := range [inks]string{paper: p.Paper, ink: p.Ink, muted: p.Muted, accent: p.Accent, signal: p.Signal} {
		if !hex.MatchString(s) {
			return nil, fmt.Errorf("cannot draw with the colour %q: it is not of the form #RRGGBB", s)
		}
		n, _ := strconv.ParseUint(s[1:], 16, 32)
		full := color.NRGBA{byte(n >> 16), byte(n >> 8), byte(n), 0xff}
		if i == paper {
			ground = full
			if transparent {
				full = color.NRGBA{}
			}
			out = append(out, full)
			continue
		}
		for level := 1; level <= levels; level++ {
			mix := func(from, to byte) byte {
				return byte((int(from)*(levels-level) + int(to)*level + levels/2) / levels)
			}
			if transparent {
				out = append(out, color.NRGBA{full.R, full.G, full.B, mix(0, 0xff)})
			} else {
				out = append(out, color.NRGBA{mix(ground.R, full.R), mix(ground.G, full.G), mix(ground.B, full.B), 0xff})
			}
		}
	}
	return out, nil
}
