package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// wide is 40 pixels wide and 30 high.
var wide = image.NewPaletted(image.Rect(0, 0, 40, 30), color.Palette{color.Black, color.White})

func encoded(encode func(io.Writer) error) string {
	var b strings.Builder
	if err := encode(&b); err != nil {
		panic(err)
	}
	return b.String()
}

func aPNG() string  { return encoded(func(w io.Writer) error { return png.Encode(w, wide) }) }
func aGIF() string  { return encoded(func(w io.Writer) error { return gif.Encode(w, wide, nil) }) }
func aJPEG() string { return encoded(func(w io.Writer) error { return jpeg.Encode(w, wide, nil) }) }

func fromBase64(s string) string {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Pictures of one pixel, as cwebp writes them.
func aLossyWebP() string {
	return fromBase64("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
}
func aLosslessWebP() string { return fromBase64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==") }

// anExtendedWebP is the beginning of an animated or transparent one.
func anExtendedWebP(width, height int) string {
	w, h := width-1, height-1
	return "RIFF\x64\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x12\x00\x00\x00" +
		string([]byte{byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)})
}

func app1(data string) string {
	return "\xff\xe1" + string(binary.BigEndian.AppendUint16(nil, uint16(len(data)+2))) + data
}

// exif is an EXIF segment with two entries, the orientation last.
func exif(order interface {
	binary.ByteOrder
	binary.AppendByteOrder
}, turned uint16) string {
	b := []byte("MM")
	if order.String() == "LittleEndian" {
		b = []byte("II")
	}
	b = order.AppendUint16(b, 42)
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	entry := func(tag, value uint16) {
		b = order.AppendUint16(b, tag)
		b = order.AppendUint16(b, 3)
		b = order.AppendUint32(b, 1)
		b = order.AppendUint16(b, value)
		b = order.AppendUint16(b, 0)
	}
	entry(0x0103, 6) // compression, so that not any entry is taken
	entry(0x0112, turned)
	b = order.AppendUint32(b, 0)
	return app1("Exif\x00\x00" + string(b))
}

// after puts segments behind the first marker of a JPEG.
func after(jpeg string, segments ...string) string {
	return jpeg[:2] + strings.Join(segments, "") + jpeg[2:]
}

func TestSizeOfPictures(t *testing.T) {
	tests := []struct {
		name, in      string
		width, height int
	}{
		{"PNG", aPNG(), 40, 30},
		{"GIF", aGIF(), 40, 30},
		{"JPEG", aJPEG(), 40, 30},
		{"lossy WebP", aLossyWebP(), 1, 1},
		{"lossless WebP", aLosslessWebP(), 1, 1},
		{"extended WebP", anExtendedWebP(1400, 301), 1400, 301},
		{"JPEG with another APP1 first", after(aJPEG(), app1("http://ns.adobe.com/xap/1.0/\x00<x/>"), exif(binary.BigEndian, 6)), 30, 40},
		{"JPEG with filling", after(aJPEG(), "\xff\xff\xff", exif(binary.LittleEndian, 8)), 30, 40},
		{"JPEG with 60 kB of comment", after(aJPEG(), "\xff\xfe\xf0\x00"+strings.Repeat("x", 0xf000-2)), 40, 30},
		{"EXIF cut short", after(aJPEG(), app1("Exif\x00\x00MM\x00*\x00\x00")), 40, 30},
		{"EXIF with a directory far away", after(aJPEG(), app1("Exif\x00\x00MM\x00*\xff\xff\xff\xff\x00")), 40, 30},
		{"EXIF that is none", after(aJPEG(), app1("Exif\x00\x00XX\x00+\x00\x00\x00\x08")), 40, 30},
		{"SVG with sides", `<svg xmlns="http://www.w3.org/2000/svg" width="120" height=" 80px "/>`, 120, 80},
		{"SVG with broken sides", `<svg width="12.5" height="7.4"/>`, 13, 7},
		{"SVG with a view box", `<svg viewBox="-50 -50 100,60"><rect width="3" height="3"/></svg>`, 100, 60},
		{"SVG in percent", `<svg width="100%" height="100%" viewBox="0 0 32 16">`, 32, 16},
		{"SVG in centimetres", `<svg width="2cm" height="1cm" viewBox="0 0 320 160">`, 320, 160},
		{"SVG with a width", `<svg width="64" viewBox="0 0 32 16">`, 64, 32},
		{"SVG with a height", `<svg height="64" viewBox="0 0 32 16">`, 128, 64},
		{"SVG with everything before", "\ufeff<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\" [<!ENTITY a \"b\">]>\n<!-- -->\n<svg width='9' height='8' a:width='7'>", 9, 8},
		{"SVG with a prefix", `<s:svg xmlns:s="http://www.w3.org/2000/svg" width="9" height="8"/>`, 9, 8},
	}
	for _, order := range []interface {
		binary.ByteOrder
		binary.AppendByteOrder
	}{binary.BigEndian, binary.LittleEndian} {
		for turned := range uint16(10) {
			w, h := 40, 30
			if 5 <= turned && turned <= 8 {
				w, h = h, w
			}
			tests = append(tests, struct {
				name, in      string
				width, height int
			}{fmt.Sprintf("JPEG, %v, orientation %d", order, turned), after(aJPEG(), exif(order, turned)), w, h})
		}
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(tt.in), iotest.OneByteReader(strings.NewReader(tt.in))} {
				if w, h, ok := Size(r); w != tt.width || h != tt.height || !ok {
					t.Errorf("%d×%d %v, want %d×%d", w, h, ok, tt.width, tt.height)
				}
			}
		})
	}
}

func TestSizeOfOtherThingsIsNotKnown(t *testing.T) {
	huge := strings.Replace(aPNG(), "\x00\x00\x00\x28", "\x7f\xff\xff\xff", 1)
	noHeight := strings.Replace(aJPEG(), "\x00\x1e\x00\x28", "\x00\x00\x00\x28", 1)
	tests := []struct{ name, in string }{
		{"nothing", ""},
		{"text", "A circle of chairs."},
		{"text with a tag", `See <svg width="1" height="1"/>`},
		{"PDF", "%PDF-1.7\n<svg width='1' height='1'>"},
		{"HTML", `<!DOCTYPE html><html><svg width="1" height="1"/>`},
		{"zeros", strings.Repeat("\x00", 100)},
		{"PNG of 24 bytes", aPNG()[:24]},
		{"PNG that is huge", huge},
		{"JPEG without height", noHeight},
		{"JPEG without pixels", aJPEG()[:40]},
		{"JPEG with a segment of no length", "\xff\xd8\xff\xc0\x00\x00\x00\x00\x00\x00\x00"},
		{"WebP that is huge", anExtendedWebP(1<<24, 1)},
		{"WebP cut short", anExtendedWebP(9, 9)[:26]},
		{"RIFF of another kind", "RIFF\x10\x00\x00\x00WAVEfmt \x00\x00\x00\x00"},
		{"SVG without sides", `<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>`},
		{"SVG of nothing", `<svg width="0" height="0" viewBox="0 0 0 0">`},
		{"SVG of nonsense", `<svg width="-4" height="NaN" viewBox="0 0 Inf 1e999">`},
		{"SVG that is huge", `<svg width="1e9" height="1e9">`},
		{"SVG that is too long", `<svg width="9e-320" height="x" viewBox="0 0 1e-320 9">`},
		{"SVG with one side", `<svg width="9">`},
		{"SVG that is cut", `<svg width="9" height="9"`},
		{"SVG after the first megabyte", "<!--" + strings.Repeat(" ", 1<<20) + `--><svg width="9" height="9"/>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if w, h, ok := Size(strings.NewReader(tt.in)); w != 0 || h != 0 || ok {
				t.Errorf("%d×%d %v", w, h, ok)
			}
		})
	}
}

func TestSizeReadsLittle(t *testing.T) {
	endless := &counter{Reader: io.MultiReader(strings.NewReader("\xff\xd8\xff"), zeros{})}
	if _, _, ok := Size(endless); ok || endless.n > 1<<20 {
		t.Errorf("%v after %d bytes", ok, endless.n)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

type counter struct {
	io.Reader
	n int
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n += n
	return n, err
}

func FuzzSize(f *testing.F) {
	for _, s := range []string{
		aPNG(), aGIF(), aJPEG(), aLossyWebP(), aLosslessWebP(), anExtendedWebP(40, 30),
		after(aJPEG(), exif(binary.BigEndian, 6)), after(aJPEG(), exif(binary.LittleEndian, 3)),
		`<svg width="12.5" height="7px"/>`, `<?xml version="1.0"?><!DOCTYPE svg><svg width="3" viewBox="0 0 32 16">`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		w, h, ok := Size(bytes.NewReader(b))
		if ok != (w > 0) || ok != (h > 0) || w > 65535 || h > 65535 {
			t.Errorf("%d×%d %v", w, h, ok)
		}
	})
}
