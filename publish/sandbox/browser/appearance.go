package browser

import (
	"encoding/json"
	"strconv"
)

// text is a property of a page whose value is a string.
func (h *Handler) text(pageID, key string) string {
	property, err := h.store.Property(pageID, key)
	if err != nil {
		return ""
	}
	var value string
	if json.Unmarshal(property.Value, &value) != nil {
		return ""
	}
	return value
}

// wide reports whether the page asks for the whole width.
func (h *Handler) wide(pageID string) bool {
	switch h.text(pageID, "content-appearance-published") {
	case "full-width", "max":
		return true
	}
	return false
}

// emoji is the one in front of the title; its property holds the code point in hexadecimal digits.
func (h *Handler) emoji(pageID string) string {
	code, err := strconv.ParseUint(h.text(pageID, "emoji-title-published"), 16, 32)
	if err != nil || code < 0x80 || code > 0x10FFFF {
		return ""
	}
	return string(rune(code))
}
