package publish

import (
	"bytes"
	"encoding/xml"
	"image"
	_ "image/gif"  // registers its decoder
	_ "image/jpeg" // registers its decoder
	_ "image/png"  // registers its decoder
	"path"
	"strconv"
	"strings"
)

// imageSize is the size of an image in pixels, 0 where it cannot be told.
func imageSize(workspace *Workspace, file string) (width, height int) {
	content, err := workspace.ReadFile(file)
	if err != nil {
		return 0, 0
	}
	if strings.EqualFold(path.Ext(file), ".svg") {
		return svgSize(content)
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return 0, 0
	}
	return config.Width, config.Height
}

// svgSize reads the size off the root element, from width and height or else from the view box (SVG 2, section 8).
func svgSize(content []byte) (width, height int) {
	var root struct {
		XMLName xml.Name `xml:"svg"`
		Width   string   `xml:"width,attr"`
		Height  string   `xml:"height,attr"`
		ViewBox string   `xml:"viewBox,attr"`
	}
	decoder := xml.NewDecoder(bytes.NewReader(content))
	decoder.Strict = false
	if err := decoder.Decode(&root); err != nil {
		return 0, 0
	}
	width, height = pixels(root.Width), pixels(root.Height)
	box := strings.FieldsFunc(root.ViewBox, func(r rune) bool { return r == ' ' || r == ',' })
	if (width == 0 || height == 0) && len(box) == 4 {
		return pixels(box[2]), pixels(box[3])
	}
	return width, height
}

func pixels(length string) int {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(length), "px"), 64)
	if err != nil || n < 1 || n > 100_000 {
		return 0
	}
	return int(n)
}
