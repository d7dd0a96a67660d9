package picture_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/picture"
)

func pngOf(t testing.TB, width, height int) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for x := range width / 2 {
		for y := range height {
			m.Set(x, y, color.NRGBA{R: 200, A: 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAPictureIsMadeAnew(t *testing.T) {
	secret := []byte("taken at 35.69, 139.70")
	made, err := picture.Remake(append(pngOf(t, 300, 200), secret...))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(made.JPEG, secret) {
		t.Error("what was hidden in the file is still there")
	}
	m, err := jpeg.Decode(bytes.NewReader(made.JPEG))
	if err != nil || m.Bounds() != image.Rect(0, 0, 300, 200) || made.Width != 300 || made.Height != 200 {
		t.Fatalf("%v, %d x %d (%v)", m.Bounds(), made.Width, made.Height, err)
	}
	if r, g, b, _ := m.At(280, 100).RGBA(); min(r, g, b) < 0xf000 {
		t.Errorf("where it was transparent it is %x %x %x, not white", r, g, b)
	}
	if r, g, _, _ := m.At(50, 100).RGBA(); r < 0xb000 || g > 0x2000 {
		t.Errorf("where it was red it is %x %x", r, g)
	}
}

func TestWhatIsNoPictureIsRefused(t *testing.T) {
	whole := pngOf(t, 300, 200)
	for name, c := range map[string]struct {
		file []byte
		code world.Code
	}{
		"nothing":   {nil, world.CodeBadPicture},
		"words":     {[]byte("<svg onload='x()'/>"), world.CodeBadPicture},
		"cut":       {whole[:len(whole)/2], world.CodeBadPicture},
		"tiny":      {pngOf(t, 20, 20), world.CodeBadPicture},
		"wide":      {pngOf(t, 2049, 100), world.CodeBadPicture},
		"heavy":     {append(whole, make([]byte, picture.MaxBytes)...), world.CodeTooLarge},
		"a bomb":    {bomb(t), world.CodeBadPicture},
		"gif magic": {[]byte("GIF89a0000000000"), world.CodeBadPicture},
	} {
		_, err := picture.Remake(c.file)
		var refused *world.Error
		if !errors.As(err, &refused) || refused.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

// bomb says that it is a billion pixels.
func bomb(t *testing.T) []byte {
	t.Helper()
	file := pngOf(t, 300, 200)
	copy(file[16:], []byte{0, 0, 0x80, 0, 0, 0, 0x80, 0}) // IHDR's width and height; its checksum is wrong now
	return file
}

func FuzzRemake(f *testing.F) {
	f.Add(pngOf(f, 120, 110))
	f.Add([]byte{0xff, 0xd8, 0xff})
	f.Fuzz(func(t *testing.T, file []byte) {
		made, err := picture.Remake(file)
		if err != nil {
			return
		}
		if _, err := jpeg.Decode(bytes.NewReader(made.JPEG)); err != nil {
			t.Errorf("a picture of ours cannot be read: %v", err)
		}
	})
}
