package render

import (
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
)

// pageWidth is how wide the content of a page is in the new editor, in pixels, which is what percentages are taken of.
const pageWidth = 760

// maxLength bounds lengths, in pixels.
const maxLength = 10000

// styleOf gives a property of an element's style attribute, "" if it has none.
func styleOf(n *gfm.Node, property string) string {
	for declaration := range strings.SplitSeq(n.Get("style"), ";") {
		name, value, _ := strings.Cut(declaration, ":")
		if strings.EqualFold(strings.TrimSpace(name), property) {
			return value
		}
	}
	return ""
}

// length reads a width or height, such as "200", "200px" or "50%", in pixels; 0 if it is none.
func length(s string) int {
	if s = strings.TrimSpace(s); s == "" {
		return 0
	}
	number, percent := strings.CutSuffix(s, "%")
	n, err := strconv.ParseFloat(strings.TrimSuffix(number, "px"), 64)
	if percent {
		n = n * pageWidth / 100
	}
	if err != nil || !(n >= 1 && n <= maxLength) {
		return 0
	}
	return int(n)
}
