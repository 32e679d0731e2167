package source

import (
	"bytes"
	"encoding/xml"
	"image"
	_ "image/gif"  // registers its decoder
	_ "image/jpeg" // registers its decoder
	_ "image/png"  // registers its decoder
	"io"
	"net/http"
	"strconv"
	"strings"

	_ "golang.org/x/image/bmp"  // registers its decoder
	_ "golang.org/x/image/tiff" // registers its decoder
	_ "golang.org/x/image/webp" // registers its decoder
)

// imageType returns the media type of an image by its content, "" for anything else, and its size in pixels, 0 where it
// cannot be told.
func imageType(content []byte) (mediaType string, width, height int) {
	if config, format, err := image.DecodeConfig(bytes.NewReader(content)); err == nil {
		return "image/" + format, config.Width, config.Height
	}
	// What the decoders do not know: icons, AVIF and HEIF, and animated or odd files of the formats above.
	// Two letters are too little to know a bitmap by.
	if sniffed := http.DetectContentType(content); strings.HasPrefix(sniffed, "image/") && sniffed != "image/bmp" {
		return sniffed, 0, 0
	}
	if brand := isoBrand(content); brand != "" {
		return brand, 0, 0
	}
	if width, height, ok := svgSize(content); ok {
		return "image/svg+xml", width, height
	}
	return "", 0, 0
}

// isoBrand recognises AVIF and HEIF by the file type box (ISO/IEC 14496-12, 4.3; AV1 Image File Format, 2.1).
func isoBrand(content []byte) string {
	if len(content) < 12 || string(content[4:8]) != "ftyp" {
		return ""
	}
	switch string(content[8:12]) {
	case "avif", "avis":
		return "image/avif"
	case "heic", "heix", "mif1", "msf1":
		return "image/heic"
	}
	return ""
}

// svgSize reports whether the content is an SVG image, and reads its size off the root element, from width and height or
// else from the view box (SVG 2, section 8).
func svgSize(content []byte) (width, height int, ok bool) {
	root, ok := svgRoot(content)
	if !ok {
		return 0, 0, false
	}
	attribute := func(name string) string {
		for _, a := range root.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	width, height = pixels(attribute("width")), pixels(attribute("height"))
	box := strings.FieldsFunc(attribute("viewBox"), func(r rune) bool { return r == ' ' || r == ',' })
	if (width == 0 || height == 0) && len(box) == 4 {
		width, height = pixels(box[2]), pixels(box[3])
	}
	return width, height, true
}

// svgRoot returns the root element where it is svg, and nothing but declarations, comments and white space stands before it.
func svgRoot(content []byte) (xml.StartElement, bool) {
	decoder := xml.NewDecoder(bytes.NewReader(content))
	decoder.Strict = false
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	for {
		token, err := decoder.Token()
		if err != nil {
			return xml.StartElement{}, false
		}
		switch token := token.(type) {
		case xml.StartElement:
			return token, token.Name.Local == "svg"
		case xml.CharData:
			if len(bytes.TrimSpace(bytes.TrimPrefix(token, []byte("\uFEFF")))) > 0 {
				return xml.StartElement{}, false
			}
		}
	}
}

func pixels(length string) int {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(length), "px"), 64)
	if err != nil || n < 1 || n > 100_000 {
		return 0
	}
	return int(n)
}
