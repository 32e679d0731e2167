package confluence

import (
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/title"
)

// mayBeTitle reports whether something can have a title. Asked for an empty one, search answers 400, and with a long one
// an address becomes longer than servers take.
func mayBeTitle(wanted string) bool {
	return strings.TrimSpace(wanted) != "" && title.Length(wanted) <= title.Max
}

func (c *Client) noneOfTitle(kind, wanted string) error {
	return c.notHere(kind+" "+strconv.Quote(title.Shown(wanted)), noNote, "")
}
