package demo

import (
	"hash/fnv"
	"image"
	"image/color"
	"image/png"
	"io"
)

const pictureWidth, pictureHeight = 640, 360

// renderPicture draws a sea and a sky in colours of the article's own, as a
// PNG in place of a photograph.
func renderPicture(w io.Writer, slug string) error {
	h := fnv.New32a()
	io.WriteString(h, slug)
	seed := h.Sum32()
	img := image.NewRGBA(image.Rect(0, 0, pictureWidth, pictureHeight))
	horizon := pictureHeight/2 + int(seed%80)
	for y := range pictureHeight {
		shade := uint8(90 + y*120/pictureHeight)
		c := color.RGBA{shade, uint8(seed>>8)/2 + 100, 210, 255}
		if y > horizon {
			c = color.RGBA{20, shade / 2, uint8(seed>>16)/2 + 60, 255}
		}
		for x := range pictureWidth {
			img.SetRGBA(x, y, c)
		}
	}
	return png.Encode(w, img)
}
