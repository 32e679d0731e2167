package gfm

import "strings"

// Of images that GitHub shows in one of its themes only, the tree has those of the light theme.

// The fragments that an image's address ends in, if it is for one theme.
const LightOnly, darkOnly = "#gh-light-mode-only", "#gh-dark-mode-only"

func isDark(address string) bool { return strings.HasSuffix(address, darkOnly) }

// lightSource returns the address that a <source> of a <picture> has for the light theme, "" if it is for something else.
func lightSource(source []Attr) string {
	var media, addresses string
	for _, a := range source {
		switch a.Name {
		case "media":
			media = strings.Join(strings.Fields(strings.ToLower(a.Value)), "")
		case "srcset":
			addresses = a.Value
		}
	}
	if !strings.Contains(media, "prefers-color-scheme:light") {
		return ""
	}
	first, _, _ := strings.Cut(addresses, ",")
	if fields := strings.Fields(first); len(fields) > 0 {
		return fields[0]
	}
	return ""
}

// inLight gives the attributes of a raw <img> the address that the <picture> around it has for the light theme.
func (b *builder) inLight(image []Attr) []Attr {
	address := b.raw.light
	if address == "" {
		return image
	}
	b.raw.light = ""
	for i := range image {
		if image[i].Name == "src" {
			image[i].Value = address
			return image
		}
	}
	return append(image, Attr{"src", address})
}
