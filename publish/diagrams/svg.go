package diagrams

import (
	"bytes"
	"regexp"
)

var (
	svgTag  = regexp.MustCompile(`<svg\b[^>]*>`)
	widthIn = regexp.MustCompile(`\swidth="[^"]*%"`)
	height  = regexp.MustCompile(`\sheight="`)
	viewBox = regexp.MustCompile(`\sviewBox="[\d.+-]+[\s,]+[\d.+-]+[\s,]+([\d.]+)[\s,]+([\d.]+)"`)
)

// sized returns a picture that is as wide as what is around it, as Mermaid's are, its own size: an image on a page would have none.
func sized(svg []byte) []byte {
	at := svgTag.FindIndex(svg)
	if at == nil {
		return svg
	}
	tag := svg[at[0]:at[1]]
	box := viewBox.FindSubmatch(tag)
	if box == nil || !widthIn.Match(tag) || height.Match(tag) {
		return svg
	}
	size := []byte(` width="` + string(box[1]) + `" height="` + string(box[2]) + `"`)
	tag = widthIn.ReplaceAllLiteral(tag, size)
	return bytes.Join([][]byte{svg[:at[0]], tag, svg[at[1]:]}, nil)
}
