package render

import (
	"slices"
	"strings"
)

// heldBack gives what holds the document back: front matter, or a header such
// as <!-- Synchronized: false --> at its start. An explicit publish: true wins
// over all of it but publish: false.
func heldBack(matter FrontMatter, held *HeldBack, headers []header) *HeldBack {
	switch {
	case matter.Publish != nil && *matter.Publish:
		return nil
	case matter.Publish != nil:
		return &HeldBack{Words: "publish: false", Line: matter.Lines["publish"]}
	case slices.ContainsFunc(headers, header.publishes):
		return nil
	case held != nil:
		return held
	}
	for _, h := range headers {
		if h.holdsBack() {
			return &HeldBack{Words: h.key + ": " + h.value, Line: h.line}
		}
	}
	return nil
}

// publishes reports whether the author asks in so many words for the document to be published.
func (r matterReader) publishes() bool { return r.matter.Publish != nil && *r.matter.Publish }

func (h header) publishes() bool {
	yes, _ := truthOf(h.value)
	return yes && h.isFirst && strings.EqualFold(h.key, "publish")
}

func (h header) holdsBack() bool {
	yes, clear := truthOf(h.value)
	holds, is := holdWords[holdWord(h.key)]
	return is && clear && yes == holds || holdsClearly(h.key, h.value)
}
