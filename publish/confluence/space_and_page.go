package confluence

import (
	"net/url"
	"regexp"
)

var spacesInAddresses = regexp.MustCompile(`/spaces/([^/?#]+)(?:[/?#]|$)`)

// SpaceKeyIn returns the key in what somebody has set as the space: a key, with quotes around it or not, or an address
// in the space. Ok is false for an address that names no space.
func SpaceKeyIn(space string) (key string, ok bool) {
	space = bareValue(space)
	if _, isAddress := asAddress(space); !isAddress {
		return space, true
	}
	key, _ = SpaceAndPageIn(space)
	return key, key != ""
}

// SpaceAndPageIn reads which space and which page or folder an address names. Page is the
// address itself, to be looked up; both are "" for what it does not name.
func SpaceAndPageIn(address string) (space, page string) {
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
