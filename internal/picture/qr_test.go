package picture

import (
	"math/bits"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestQR(t *testing.T) {
	for _, test := range []struct {
		name, text string
		side       int // 17 modules and 4 for each version, and the quiet zone
	}{
		{"least", "a", 21 + 8},
		{"full first version", strings.Repeat("a", 14), 21 + 8},
		{"second version", strings.Repeat("a", 15), 25 + 8},
		{"address", "https://balint.example.org/de/gruppen/athens-tuesday/", 33 + 8},
		{"escaped Greek", "https://balint.example.org/el/%CE%BF%CE%BC%CE%AC%CE%B4%CE%B1/", 33 + 8},
		{"with version information", strings.Repeat("a", 107), 45 + 8},
		{"fullest", strings.Repeat("a", 2331), 177 + 8},
	} {
		t.Run(test.name, func(t *testing.T) {
			path, side, err := QR(test.text)
			if err != nil || side != test.side {
				t.Fatalf("%d modules, %v; want %d", side, err, test.side)
			}
			if again, _, _ := QR(test.text); again != path {
				t.Error("the same text gives another code")
			}
			dark := modules(t, path, side)
			size := side - 2*quiet
			at := func(x, y int) bool { return dark[y+quiet][x+quiet] }
			for y := range side {
				for x := range side {
					if inside := min(x, y) >= quiet && max(x, y) < side-quiet; dark[y][x] && !inside {
						t.Fatalf("the quiet zone is dark at %d, %d", x, y)
					}
				}
			}
			for _, corner := range [][2]int{{0, 0}, {size - 7, 0}, {0, size - 7}} {
				for y := range 7 {
					for x := range 7 {
						ring := max(x-3, 3-x, y-3, 3-y)
						if at(corner[0]+x, corner[1]+y) != (ring != 2) {
							t.Fatalf("the finder at %v is broken at %d, %d", corner, x, y)
						}
					}
				}
			}
			if !at(8, size-8) {
				t.Error("the module that is always dark is light")
			}
			level(t, at)
		})
	}
	if _, _, err := QR(strings.Repeat("a", 2332)); err == nil {
		t.Error("a text that is too long has a code")
	}
}

// level reads the format information around the upper left finder (ISO/IEC 18004,
// 7.9): a code word of BCH (15,5) whose first two bits are the level. Read along the
// wrong axis, of a code that lies on its side, it is none.
func level(t *testing.T, at func(x, y int) bool) {
	t.Helper()
	const mask, generator, levelM = 0b101010000010010, 0b10100110111, 0b00
	word := 0
	for _, p := range [15][2]int{{0, 8}, {1, 8}, {2, 8}, {3, 8}, {4, 8}, {5, 8}, {7, 8}, {8, 8}, {8, 7}, {8, 5}, {8, 4}, {8, 3}, {8, 2}, {8, 1}, {8, 0}} {
		word <<= 1
		if at(p[0], p[1]) {
			word |= 1
		}
	}
	word ^= mask
	rest := word
	for n := bits.Len(uint(rest)); n >= 11; n = bits.Len(uint(rest)) {
		rest ^= generator << (n - 11)
	}
	if rest != 0 || word>>13 != levelM {
		t.Errorf("the format information is %015b", word)
	}
}

var pathStep = regexp.MustCompile(`([Mhvz])(?:(-?\d+)(?: (\d+))?)?`)

// modules draws a path: which modules lie inside, by how often a line from the left
// crosses it.
func modules(t *testing.T, path string, side int) [][]bool {
	t.Helper()
	dark := make([][]bool, side)
	for y := range dark {
		dark[y] = make([]bool, side)
	}
	if rest := pathStep.ReplaceAllString(path, ""); rest != "" {
		t.Fatalf("the path has the steps %q", rest)
	}
	var x, y, first int
	for _, step := range pathStep.FindAllStringSubmatch(path, -1) {
		n, _ := strconv.Atoi(step[2])
		switch step[1] {
		case "M":
			x, first = n, n
			y, _ = strconv.Atoi(step[3])
		case "h":
			x += n
		case "z":
			x = first
		case "v":
			row := min(y, y+n)
			if n != 1 && n != -1 {
				t.Fatalf("a step of %d modules", n)
			}
			for right := x; right < side; right++ {
				dark[row][right] = !dark[row][right]
			}
			y += n
		}
	}
	return dark
}

func BenchmarkQR(b *testing.B) {
	for b.Loop() {
		path, _, _ := QR("https://balint.example.org/de/gruppen/thessaloniki-fortnight/")
		b.ReportMetric(float64(len(path)), "B-path")
	}
}
