package wardrobe

import (
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
)

// Color is an opaque colour, `#rrggbb` in lower case. The empty Color is no paint.
type Color string

// Valid reports whether the colour is written `#rrggbb` in lower case.
func (c Color) Valid() bool {
	if len(c) != 7 || c[0] != '#' {
		return false
	}
	for _, digit := range []byte(c[1:]) {
		if (digit < '0' || digit > '9') && (digit < 'a' || digit > 'f') {
			return false
		}
	}
	return true
}

// Dye is one colour a wearer may choose, as the designer drew it: the fill and the tones that go with it.
// A tone the drawing does not use is empty.
type Dye struct {
	Fill  Color `json:"fill"`
	Shade Color `json:"shade,omitempty"`
	Line  Color `json:"line,omitempty"`
	Light Color `json:"light,omitempty"`
}

// Skins are five usual skins, light to dark.
func Skins() []Color { return []Color{"#ffdfc8", "#fbcfae", "#e8b088", "#c98a62", "#8f5a44"} }

// Tones derives the shade, line and light of a fill: one cool shadow, an outline of the same hue pushed
// towards plum, a warm highlight. The fill must be valid.
func Tones(fill Color) Dye {
	f := fill.rgb()
	return Dye{
		Fill:  fill,
		Shade: f.mix(f.times(violet), 0.62).color(),
		Line:  f.times(dusk).color().rgb().times(mauve).color().rgb().mix(plum, 0.42).color(),
		Light: f.mix(cream, 0.38).color(),
	}
}

// rgb is a colour with channels 0 to 255.
type rgb [3]float64

var (
	violet = rgb{0xb4, 0x9a, 0xd0}
	dusk   = rgb{0x8a, 0x6a, 0x8c}
	mauve  = rgb{0xa0, 0x80, 0x98}
	plum   = rgb{0x3b, 0x20, 0x38}
	cream  = rgb{0xff, 0xf6, 0xe0}
)

func (c Color) rgb() rgb {
	n, err := strconv.ParseUint(string(c[1:]), 16, 32)
	if err != nil {
		panic(fmt.Sprintf("wardrobe: colour %q was not checked", c))
	}
	return rgb{float64(n >> 16), float64(n >> 8 & 0xff), float64(n & 0xff)}
}

func (a rgb) mix(b rgb, t float64) rgb {
	for i := range a {
		a[i] += (b[i] - a[i]) * t
	}
	return a
}

func (a rgb) times(b rgb) rgb {
	for i := range a {
		a[i] *= b[i] / 255
	}
	return a
}

func (a rgb) color() Color {
	text := make([]byte, 1, 7)
	text[0] = '#'
	for _, v := range a {
		text = hex.AppendEncode(text, []byte{byte(math.Round(v))})
	}
	return Color(text)
}

// recolor maps the hexes an item is drawn in to those it is worn in.
func (d Dye) recolor(worn Dye, into map[Color]Color) {
	for _, pair := range [][2]Color{{d.Fill, worn.Fill}, {d.Shade, worn.Shade}, {d.Line, worn.Line}, {d.Light, worn.Light}} {
		if pair[0] != "" {
			into[pair[0]] = pair[1]
		}
	}
}

func (d Dye) colors() []Color {
	var all []Color
	for _, c := range []Color{d.Fill, d.Shade, d.Line, d.Light} {
		if c != "" {
			all = append(all, c)
		}
	}
	return all
}
