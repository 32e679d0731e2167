package settings

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/nearest"
)

// widths are the names of the widths of pages, as Confluence's API has them, and what people call them.
var widths = map[string]string{
	"": "", "default": "default", "narrow": "default", "fixed": "default", "full-width": "full-width", "wide": "full-width", "max": "max",
}

// Width checks the width of a page, of the setting or of front matter.
func Width(value string) (string, error) {
	width, known := widths[strings.ToLower(strings.TrimSpace(value))]
	if known {
		return width, nil
	}
	if near := nearest.Name(value, []string{"default", "full-width", "max"}); near != "" {
		return "", fmt.Errorf("%q is no width: did you mean %s?", value, near)
	}
	return "", fmt.Errorf("%q is not one of default, full-width, max", value)
}

// The forms of a banner besides texts.
const (
	NoBanner    = "none"
	LineBanner  = "line"
	PanelBanner = "panel"
)

// BannerPlaceholders are what the text of a banner may hold.
var BannerPlaceholders = []string{"source", "path"}

// Banner checks the banner of a page, of the setting or of front matter: one of the forms, or a text.
func Banner(value string) (string, error) {
	value = strings.TrimSpace(value)
	switch strings.ToLower(value) {
	case "", NoBanner, "false", "no", "off":
		return NoBanner, nil
	case LineBanner, "true", "yes", "on":
		return LineBanner, nil
	case PanelBanner:
		return PanelBanner, nil
	}
	if near := nearest.Name(value, []string{NoBanner, LineBanner, PanelBanner}); near != "" {
		return "", fmt.Errorf("%q is no banner: did you mean %s?", value, near)
	}
	for _, match := range placeholder.FindAllStringSubmatch(value, -1) {
		if !slices.Contains(BannerPlaceholders, match[1]) {
			return "", fmt.Errorf("{%s} is not filled in: {source}, a link to the document, and {path} are", match[1])
		}
	}
	return value, nil
}
