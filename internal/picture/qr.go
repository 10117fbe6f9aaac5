package picture

import (
	"fmt"
	"strconv"

	"rsc.io/qr"
)

// quiet is how many modules around a code must stay empty, or scanners do not find
// it (ISO/IEC 18004, 5.3.8).
const quiet = 4

// QR writes a text, such as an address, as a QR code that still reads with a seventh
// of it lost (level M): the data of an SVG path of the dark modules, and the sides of
// its square, in modules, with the quiet zone.
//
// A row is one outline, up and down along the row's foot: a fifth shorter than a
// rectangle for each run of modules, and the same area.
func QR(text string) (path string, side int, err error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", 0, fmt.Errorf("QR code of %d bytes: %w", len(text), err)
	}
	modules, dark := code.Size, code.Black
	var d []byte
	step := func(command string, n int) { d = strconv.AppendInt(append(d, command...), int64(n), 10) }
	for y := range modules {
		foot := -1 // where the outline has come to, once it has begun
		for x := 0; x < modules; {
			if !dark(x, y) {
				x++
				continue
			}
			end := x
			for dark(end, y) {
				end++
			}
			if foot < 0 {
				step("M", quiet+x)
				step(" ", quiet+y+1)
			} else {
				step("h", x-foot)
			}
			d = append(d, "v-1"...)
			step("h", end-x)
			d = append(d, "v1"...)
			foot, x = end, end
		}
		if foot >= 0 {
			d = append(d, 'z')
		}
	}
	return string(d), modules + 2*quiet, nil
}
