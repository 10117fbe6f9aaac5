package picture

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"image"
	"image/gif"
	"image/png"
	"io"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/webp"
)

const (
	mostRead = 1 << 20   // bytes of a file, in which its size must stand
	longest  = 1<<16 - 1 // pixels
)

// Size returns the width and height in pixels as a browser shows the picture, from
// the first bytes of a PNG, JPEG, GIF, WebP or SVG. The sides of a JPEG are exchanged
// if its EXIF orientation lays it on its side. Those of an SVG are its attributes in
// pixels, else its view box; one side alone follows the proportions of the box.
//
// ok is false for anything else, and for sides of nought or beyond 65535. No bytes
// make it panic, and it reads no more than 1 MB of them.
func Size(r io.Reader) (width, height int, ok bool) {
	b, _ := io.ReadAll(io.LimitReader(r, mostRead)) // what was read may be enough
	var c image.Config
	var err error
	switch is := func(magic string) bool { return bytes.HasPrefix(b, []byte(magic)) }; {
	case is("\x89PNG"):
		c, err = png.DecodeConfig(bytes.NewReader(b))
	case is("GIF8"):
		c, err = gif.DecodeConfig(bytes.NewReader(b))
	case is("RIFF"):
		c, err = webp.DecodeConfig(bytes.NewReader(b))
	case is("\xff\xd8"):
		c.Width, c.Height = jpegSize(b[2:])
	default:
		c.Width, c.Height = svgSize(b)
	}
	if err != nil || min(c.Width, c.Height) < 1 || max(c.Width, c.Height) > longest {
		return 0, 0, false
	}
	return c.Width, c.Height, true
}

// jpegSize reads the segments of a JPEG up to its pixels. image/jpeg would pass over
// the orientation, and refuse some kinds that browsers show.
func jpegSize(b []byte) (width, height int) {
	sideways := false
	for len(b) >= 4 {
		marker := b[1]
		switch {
		case b[0] != 0xff, marker == 0xff: // filling
			b = b[1:]
			continue
		case marker <= 0x01, 0xd0 <= marker && marker <= 0xd8: // no data follow
			b = b[2:]
			continue
		case marker == 0xd9, marker == 0xda: // the end, the pixels
			if sideways {
				return height, width
			}
			return width, height
		}
		n := 2 + int(binary.BigEndian.Uint16(b[2:]))
		if n < 4 || n > len(b) {
			break
		}
		data := b[4:n]
		b = b[n:]
		switch {
		case marker == 0xe1:
			if exif, found := bytes.CutPrefix(data, []byte("Exif\x00\x00")); found {
				o := orientation(exif)
				sideways = 5 <= o && o <= 8
			}
		case marker == 0xc4, marker == 0xc8, marker == 0xcc: // among the frames, but none
		case 0xc0 <= marker && marker <= 0xcf && len(data) >= 5:
			height, width = int(binary.BigEndian.Uint16(data[1:])), int(binary.BigEndian.Uint16(data[3:]))
		}
	}
	return 0, 0
}

// orientation is the tag of that name in the first directory of EXIF data, which are
// built like a TIFF file; 0 where there is none.
func orientation(exif []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(exif, []byte("II")) {
		order = binary.LittleEndian
	}
	if len(exif) < 8 || order.Uint16(exif[2:]) != 42 {
		return 0
	}
	at := uint64(order.Uint32(exif[4:]))
	if at+2 > uint64(len(exif)) {
		return 0
	}
	const size, tag, short = 12, 0x0112, 3
	entries := exif[at+2:]
	for n := order.Uint16(exif[at:]); n > 0 && len(entries) >= size; n-- {
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			return int(order.Uint16(entries[8:]))
		}
		entries = entries[size:]
	}
	return 0
}

func svgSize(b []byte) (width, height int) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	d.Strict = false
	// What matters is ASCII, whatever the encoding.
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		token, err := d.RawToken()
		if err != nil {
			return 0, 0
		}
		switch t := token.(type) {
		case xml.StartElement:
			return svgSides(t)
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return 0, 0 // no XML
			}
		}
	}
}

func svgSides(tag xml.StartElement) (width, height int) {
	var w, h, boxWidth, boxHeight float64
	for _, a := range tag.Attr {
		switch a.Name {
		case xml.Name{Local: "width"}:
			w = pixels(a.Value)
		case xml.Name{Local: "height"}:
			h = pixels(a.Value)
		case xml.Name{Local: "viewBox"}:
			if f := strings.Fields(strings.ReplaceAll(a.Value, ",", " ")); len(f) == 4 {
				boxWidth, boxHeight = pixels(f[2]), pixels(f[3])
			}
		}
	}
	switch {
	case tag.Name.Local != "svg":
		return 0, 0
	case w > 0 && h > 0:
	case boxWidth == 0 || boxHeight == 0:
		return 0, 0
	case w > 0:
		h = w * boxHeight / boxWidth
	case h > 0:
		w = h * boxWidth / boxHeight
	default:
		w, h = boxWidth, boxHeight
	}
	whole := func(n float64) int { return int(math.Round(min(n, longest+1))) }
	return whole(w), whole(h)
}

// pixels reads a length in pixels, with or without the unit; 0 for any other.
func pixels(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || !(n > 0 && n < math.MaxInt32) {
		return 0
	}
	return n
}
