package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/math/fixed"
)

var paperTheme = Palette{Paper: "#FBF8F3", Ink: "#1F2A2E", Muted: "#556468", Accent: "#1E5B5E", Signal: "#A8481F"}

var (
	onPaper  = color.NRGBA{0xFB, 0xF8, 0xF3, 0xFF}
	inInk    = color.NRGBA{0x1F, 0x2A, 0x2E, 0xFF}
	inMuted  = color.NRGBA{0x55, 0x64, 0x68, 0xFF}
	inAccent = color.NRGBA{0x1E, 0x5B, 0x5E, 0xFF}
	inSignal = color.NRGBA{0xA8, 0x48, 0x1F, 0xFF}
	nothing  = color.NRGBA{}
)

// The society in its three languages, and names that are hard to set.
const (
	greek   = "Ελληνικός Κύκλος Balint"
	english = "Hellenic Balint Circle"
	german  = "Griechischer Balint-Kreis"
	host    = "balint.example.org"
	tooLong = "Deutschsprachige Arbeitsgemeinschaft für psychosomatische Grundversorgung und Balintgruppenleitung in Mitteleuropa und darüber hinaus"
)

func card(t testing.TB, name, line string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Card(&b, name, line, paperTheme); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decode(t testing.TB, b []byte) image.Image {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func has(m image.Image, r image.Rectangle, c color.NRGBA) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if color.NRGBAModel.Convert(m.At(x, y)) == c {
				return true
			}
		}
	}
	return false
}

func only(m image.Image, r image.Rectangle, c color.NRGBA) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if color.NRGBAModel.Convert(m.At(x, y)) != c {
				return false
			}
		}
	}
	return true
}

type spot struct {
	name string
	x, y int
	want color.NRGBA
}

func check(t *testing.T, m image.Image, spots []spot) {
	t.Helper()
	for _, s := range spots {
		if got := color.NRGBAModel.Convert(m.At(s.x, s.y)); got != s.want {
			t.Errorf("%s: %v at %d,%d, want %v", s.name, got, s.x, s.y, s.want)
		}
	}
}

func TestCardShowsNameLineAndChairs(t *testing.T) {
	for _, name := range []string{greek, english, german, tooLong} {
		b := card(t, name, host)
		if len(b) > 40<<10 {
			t.Errorf("%s: %d bytes", name, len(b))
		}
		m := decode(t, b)
		if m.Bounds() != image.Rect(0, 0, 1200, 630) {
			t.Fatalf("%s: %v", name, m.Bounds())
		}
		check(t, m, []spot{
			{"ground", 5, 5, onPaper}, {"middle of the ring", 1110, 315, onPaper},
			{"leader's chair", 890, 535, inSignal}, {"taken chair", 809, 396, inAccent},
			{"free chair", 809, 234, onPaper}, {"its outline", 809, 280, inAccent},
			{"the other free chair", 890, 95, onPaper},
		})
		if column := image.Rect(cardMargin, 100, cardMargin+cardColumn, 530); !has(m, column, inInk) || !has(m, column, inMuted) {
			t.Errorf("%s: no name or no line", name)
		}
		for _, blank := range []image.Rectangle{
			image.Rect(0, 0, cardMargin-3, 630), image.Rect(0, 0, 700, 100), image.Rect(0, 530, 700, 630),
			image.Rect(cardMargin+cardColumn+3, 0, 730, 630),
		} {
			if !only(m, blank, onPaper) {
				t.Errorf("%s: something is in %v", name, blank)
			}
		}
	}
}

func TestDrawingStandsAloneWithoutLetters(t *testing.T) {
	alone := card(t, "", "")
	check(t, decode(t, alone), []spot{
		{"middle", 600, 315, onPaper}, {"leader's chair", 434, 481, inSignal}, {"right chair", 828, 376, inAccent},
	})
	tests := []struct {
		name, title, line string
		want              []byte
	}{
		{"blank", " \t\n", host, alone},
		{"Japanese", "バリント", host, alone},
		{"one letter is missing", "Balint 会", host, alone},
		{"polytonic Greek", "Ἑλληνικὸς", host, alone},
		{"a mark that no letter is composed with", "Balq\u0301int", host, alone},
		{"broken text", "Bal\xffint", host, alone},
		{"control", "Bal\x01int", host, alone},
		{"the line is missing", greek, "バリント", card(t, greek, "")},
		{"decomposed", "Ελληνικο\u0301ς", "Gru\u0308n", card(t, "Ελληνικός", "Grün")},
		{"invisible letters", "Bal\u00adint\u200b-\u2060Kreis", host, card(t, "Balint-Kreis", host)},
		{"other hyphens and blanks", " Balint\u2011Kreis\u2003am\u202fMeer\n", host, card(t, "Balint-Kreis am\u00a0Meer", host)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !bytes.Equal(card(t, tt.title, tt.line), tt.want) {
				t.Errorf("%q, %q: another picture", tt.title, tt.line)
			}
		})
	}
}

func TestFontsHaveOurLetters(t *testing.T) {
	letters := "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ ΆΈΉΊΌΎΏΪΫ αβγδεζηθικλμνξοπρσςτυφχψω άέήίόύώϊϋΐΰ " +
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz ÄÖÜäöüß éèêçñåøőűčšžłß 0123456789 .,;:·!?&/()«»„“”‘’–—…-@"
	for _, b := range []*block{{font: medium()}, {font: regular()}} {
		for _, r := range clean(letters) {
			if !b.has(string(r)) {
				t.Errorf("no %q", r)
			}
		}
	}
}

func TestLinesAreBroken(t *testing.T) {
	tests := []struct {
		name, in string
		want     string // lines, the hyphen written as "-"
		size     int
	}{
		{"one word", "Balint", "Balint", 88},
		{"Greek", greek, "Ελληνικός|Κύκλος Balint", 88},
		{"English, of like length", english, "Hellenic|Balint Circle", 88},
		{"German, the hyphen kept", german, "Griechischer|Balint-Kreis", 88},
		{"smaller, not broken at the hyphen", "Die Deutsche Balint-Gesellschaft", "Die Deutsche|Balint-Gesellschaft", 67},
		{"no break at a fixed blank", "Hellenic\u00a0Balint Circle", "Hellenic\u00a0Balint|Circle", 88},
		{"smaller", "The International Federation of Balint Societies and of Friends of Michael and Enid Balint",
			"The International Federation of|Balint Societies and of Friends|of Michael and Enid Balint", 40},
		{"a word that is too long", "Balintgruppenleitungsweiterbildungsordnung", "Balintgruppenl-|eitungsweiterb-|ildungsordnung", 82},
		{"an address that is too long, without hyphens", "https://balint.example.org/a/very/long/address/of/a/page",
			"https://balint.exam|ple.org/a/very/long/|address/of/a/page", 66},
		{"no sign begins a line", "a-very-long-name-of-a-host.and-an-even-longer-one-of-a-society.example.org",
			"a-very-long-name-of-a-hos|t.and-an-even-longer-one-|of-a-society.example.org", 48},
		{"too long", tooLong, "Deutschsprachige|Arbeitsgemeinschaft für|psychosomatische…", 38},
		{"too long, one word", strings.Repeat("Balint", 40),
			"BalintBalintBalintBalintBalintBal-|intBalintBalintBalintBalintBalint-|BalintBalintBalintBalintBalintB…", 38},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := set(medium(), tt.in, nameLargest, nameSmallest, nameLines)
			got := strings.ReplaceAll(strings.Join(b.lines, "|"), hyphen, "-")
			if got != tt.want || b.size != fixed.I(tt.size) {
				t.Errorf("%s at %v, want %s at %d", got, b.size, tt.want, tt.size)
			}
			for _, l := range b.lines {
				if b.width(l) > fixed.I(cardColumn) {
					t.Errorf("%q is %v wide", l, b.width(l))
				}
			}
		})
	}
}

func FuzzLines(f *testing.F) {
	for _, s := range []string{greek, german, tooLong, host, strings.Repeat("-", 200), strings.Repeat("Balint", 40), "a\u00a0b /@. \xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := set(regular(), s, lineLargest, lineSmallest, lineLines)
		if b == nil {
			return
		}
		if n := len(b.lines); n < 1 || n > lineLines {
			t.Errorf("%d lines", n)
		}
		for _, l := range b.lines {
			if l == "" || b.width(l) > fixed.I(cardColumn) {
				t.Errorf("%q is %v wide", l, b.width(l))
			}
		}
	})
}

// TestSamePixelsEverywhere holds for all architectures; run it also with GOARCH=386
// and with GOAMD64=v3, which fuses multiplication and addition. If the drawing is
// changed, look at the cards and put in the new sum.
func TestSamePixelsEverywhere(t *testing.T) {
	sum := crc32.NewIEEE()
	for _, name := range []string{greek, english, german, tooLong, ""} {
		sum.Write(decode(t, card(t, name, host)).(*image.Paletted).Pix)
	}
	if got, want := sum.Sum32(), uint32(0x896fcb4); got != want {
		t.Errorf("sum %#x, want %#x", got, want)
	}
}

func TestDrawsInParallel(t *testing.T) {
	want := card(t, greek, host)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if !bytes.Equal(card(t, greek, host), want) {
				t.Error("another picture")
			}
		})
	}
	all.Wait()
}

func TestIconIsARingOnPaper(t *testing.T) {
	for _, size := range []int{32, 180, 512} {
		var b bytes.Buffer
		if err := Icon(&b, size, paperTheme); err != nil {
			t.Fatal(err)
		}
		m := decode(t, b.Bytes())
		if m.Bounds() != image.Rect(0, 0, size, size) {
			t.Errorf("%d: %v", size, m.Bounds())
		}
		if !only(m, image.Rect(0, 0, size, size/9), onPaper) || !only(m, image.Rect(0, 0, size/9, size), onPaper) {
			t.Errorf("%d: no margin", size)
		}
		off := size * 285 / 1000 // of the dots' middles from the icon's
		check(t, m, []spot{
			{"ground", size / 2, size / 2, onPaper}, {"top", size / 2, size/2 - off, inAccent}, {"left", size/2 - off, size / 2, inAccent},
			{"right", size/2 + off, size / 2, inAccent}, {"leader", size / 2, size/2 + off, inSignal},
		})
	}
}

func TestICOHoldsThreeIcons(t *testing.T) {
	var out bytes.Buffer
	if err := ICO(&out, paperTheme); err != nil {
		t.Fatal(err)
	}
	b := out.Bytes()
	if !bytes.HasPrefix(b, []byte{0, 0, 1, 0, 3, 0}) {
		t.Fatalf("head % x", b[:6])
	}
	end := 6 + 3*16
	for i, size := range []int{16, 32, 48} {
		entry := b[6+16*i:]
		if entry[0] != byte(size) || entry[1] != byte(size) || entry[6] != 32 {
			t.Errorf("entry % x", entry[:16])
		}
		length, at := int(binary.LittleEndian.Uint32(entry[8:])), int(binary.LittleEndian.Uint32(entry[12:]))
		if at != end {
			t.Errorf("%d: begins at %d, want %d", size, at, end)
		}
		end = at + length
		m := decode(t, b[at:end])
		if _, full := m.(*image.NRGBA); !full || m.Bounds() != image.Rect(0, 0, size, size) {
			t.Errorf("%d: %T %v", size, m, m.Bounds())
		}
		off := size * 385 / 1000
		check(t, m, []spot{
			{"corner", 0, 0, nothing}, {"middle", size / 2, size / 2, nothing},
			{"top", size / 2, size/2 - off, inAccent}, {"leader", size / 2, size/2 + off - 1, inSignal},
		})
	}
	if end != len(b) {
		t.Errorf("ends at %d of %d", end, len(b))
	}
}

func TestColoursAreChecked(t *testing.T) {
	for _, bad := range []string{"", "teal", "#FFF", "#12345G", "#1234567"} {
		p := paperTheme
		p.Muted = bad
		var b bytes.Buffer
		for name, err := range map[string]error{"Card": Card(&b, greek, host, p), "Icon": Icon(&b, 32, p), "ICO": ICO(&b, p)} {
			if err == nil || !strings.Contains(err.Error(), "#RRGGBB") {
				t.Errorf("%s, %q: %v", name, bad, err)
			}
		}
		if b.Len() > 0 {
			t.Errorf("%q: something was written", bad)
		}
	}
}

func BenchmarkCard(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		card(b, greek, host)
	}
}

func BenchmarkICO(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ICO(new(bytes.Buffer), paperTheme)
	}
}
