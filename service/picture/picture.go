package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	_ "image/png" // browsers write both

	"github.com/yokocho/yokocho/core/world"
)

// The limits of what may be shared.
const (
	MaxBytes = 2 << 20 // of the file that comes in
	maxSide  = 2048    // pixels
	minSide  = 100     // pixels
	quality  = 86      // of the JPEG that is kept: some 200 KB for a room of 1200 x 900
)

// Picture is a picture of our own making.
type Picture struct {
	JPEG          []byte
	Width, Height int // pixels
}

// Remake reads a PNG or JPEG and makes it anew, on white where it is transparent. Codes: too_large, bad_picture.
func Remake(file []byte) (Picture, error) {
	if len(file) > MaxBytes {
		return Picture{}, world.Refuse(world.CodeTooLarge, fmt.Sprintf("A picture has at most %d MB.", MaxBytes>>20))
	}
	told, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return Picture{}, refuse("This is no PNG and no JPEG.")
	}
	if min(told.Width, told.Height) < minSide || max(told.Width, told.Height) > maxSide {
		return Picture{}, refuse(fmt.Sprintf("A picture is %d to %d pixels wide and high.", minSide, maxSide))
	}
	decoded, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return Picture{}, refuse("The picture is damaged.")
	}
	size := image.Rect(0, 0, told.Width, told.Height)
	flat := image.NewRGBA(size)
	draw.Draw(flat, size, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, size, decoded, decoded.Bounds().Min, draw.Over)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, flat, &jpeg.Options{Quality: quality}); err != nil {
		return Picture{}, fmt.Errorf("encode a picture: %w", err)
	}
	return Picture{JPEG: out.Bytes(), Width: told.Width, Height: told.Height}, nil
}

func refuse(message string) error { return world.Refuse(world.CodeBadPicture, message) }
