package confluence

import (
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/title"
)

// isID reports whether a text can be an id. Confluence answers 400 to a number that does not fit into 64 bits.
func isID(text string) bool {
	_, err := strconv.ParseUint(text, 10, 63)
	return err == nil && !strings.HasPrefix(text, "0")
}

// mayBeTitle reports whether something can have a title. Asked for an empty one, search answers 400, and with a long one
// an address becomes longer than servers take.
func mayBeTitle(wanted string) bool {
	return strings.TrimSpace(wanted) != "" && title.Length(wanted) <= title.Max
}

func (c *Client) noneOfTitle(kind, wanted string) error {
	return c.notHere(kind+" "+strconv.Quote(title.Shown(wanted)), noNote, "")
}

// notHere is the failure to find something that is not asked for, or not in the space.
func (c *Client) notHere(subject string, n note, detail string) error {
	return c.at().explain(&Error{Kind: NotFound, note: n, detail: detail, credential: c.transport.credential}, call{op: ReadPage, subject: subject})
}
