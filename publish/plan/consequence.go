package plan

import (
	"fmt"

	"github.com/pagewright/pagewright/publish/title"
)

// Consequence is the failure of a page that another page's has brought about, where the cause is told.
type Consequence struct {
	Of    *Page // the other page
	Below bool  // because its page is to be below the other one
	Why   string
}

func (c *Consequence) Error() string { return c.Why }

// BelowFailed is the failure of a page whose parent page failed.
func BelowFailed(parent *Page) error {
	return &Consequence{Of: parent, Below: true, Why: fmt.Sprintf("its parent page %q is not published", title.Shown(parent.Title))}
}

// nothingBelow is the failure of a folder's page, which has no text of its own, where none of the pages below it is published.
func nothingBelow(child *Page) error {
	return &Consequence{Of: child, Why: "no page is made for the folder, for none of the pages below it is published"}
}
