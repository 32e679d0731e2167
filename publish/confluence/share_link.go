package confluence

import (
	"encoding/base64"
	"encoding/binary"
	"regexp"
	"strconv"
	"strings"
)

var shareLinks = regexp.MustCompile(`/x/([A-Za-z0-9_-]{1,11})/?(?:[?#]|$)`)

// pageIDInShareLink returns the page id in an address that Confluence's Share
// button gives, such as https://acme.atlassian.net/wiki/x/BgAC. The code is the id:
// its bytes from the lowest, in base64 with "-" for "/" and "_" for "+", and the
// "A"s at the end left out.
// https://confluence.atlassian.com/confkb/how-to-programmatically-generate-the-tiny-link-of-a-confluence-page-956713432.html
func pageIDInShareLink(address string) (string, bool) {
	address = bareValue(address)
	m := shareLinks.FindStringSubmatch(address)
	if _, isAddress := asAddress(address); m == nil || !isAddress && !strings.HasPrefix(address, "/") {
		return "", false
	}
	const digits = 11 // of eight bytes
	code := strings.NewReplacer("-", "/", "_", "+").Replace(m[1]) + strings.Repeat("A", digits-len(m[1]))
	raw, err := base64.RawStdEncoding.DecodeString(code)
	if err != nil {
		return "", false
	}
	return strconv.FormatUint(binary.LittleEndian.Uint64(raw), 10), true
}
