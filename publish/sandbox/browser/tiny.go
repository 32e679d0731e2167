package browser

import (
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"strconv"
	"strings"
)

// tiny follows a short link.
func (h *Handler) tiny(w http.ResponseWriter, r *http.Request) {
	id, ok := tinyID(r.PathValue("code"))
	if !ok {
		h.nowhere(w, r)
		return
	}
	h.redirectToPage(w, r, strconv.FormatUint(id, 10))
}

// tinyID reads the code of a short link: the page's id, its bytes lowest first, in base64 with the "A"s at the end
// left out, "-" for "/" and "_" for "+" (confluence.atlassian.com/confkb/how-to-programmatically-generate-the-tiny-link-of-a-confluence-page-956713432.html).
func tinyID(code string) (id uint64, ok bool) {
	const digits = 11 // of eight bytes
	if len(code) == 0 || len(code) > digits {
		return 0, false
	}
	code = strings.NewReplacer("-", "/", "_", "+").Replace(code) + strings.Repeat("A", digits-len(code))
	raw, err := base64.RawStdEncoding.DecodeString(code)
	if err != nil {
		return 0, false
	}
	return binary.LittleEndian.Uint64(raw), true
}
