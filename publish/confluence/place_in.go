package confluence

import (
	"net/url"
	"regexp"
)

var spacesInAddresses = regexp.MustCompile(`/spaces/([^/?#]+)(?:[/?#]|$)`)

// PlaceIn reads which space and which page or folder an address names. Page is the
// address itself, to be looked up; both are "" for what it does not name.
func PlaceIn(address string) (space, page string) {
	address = bareValue(address)
	if _, isAddress := asAddress(address); !isAddress {
		return "", ""
	}
	_, hasID := PageIDIn(address)
	_, isShared := pageIDInShareLink(address)
	if a, names := readPageAddress(address); names {
		space = a.key
		hasID = hasID || a.title != ""
	}
	if m := spacesInAddresses.FindStringSubmatch(address); m != nil && space == "" {
		if key, err := url.PathUnescape(m[1]); err == nil {
			space = key
		}
	}
	if hasID || isShared || folderAddresses.MatchString(address) {
		page = address
	}
	return space, page
}
