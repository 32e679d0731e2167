package confluence

import (
	"context"
	"strconv"
	"strings"
)

// ParentPage finds the page below which documents are to appear: the one that a
// person names, see [Client.PageNamed], or for "" the space's home page.
//
// Errors: NotFound if there is no such page that the account can see, if the
// address is another site's, and if the page is archived, a draft or in the trash.
func (c *Client) ParentPage(ctx context.Context, s Space, name string) (Page, error) {
	if u, isAddress := asAddress(name); isAddress && !c.isOwn(u) {
		id, _ := PageIDIn(name)
		return Page{}, c.notHere(strings.TrimSpace("page "+id), noteOtherSite, u.Host)
	}
	page, subject, err := Page{}, homePageOf(s), error(nil)
	if name == "" {
		page, err = c.homePage(ctx, s)
	} else {
		page, err = c.PageNamed(ctx, s, name)
		subject = "page " + strconv.Quote(page.Title)
	}
	if err != nil {
		return Page{}, err
	}
	if n, not := map[string]note{"trashed": noteTrashed, "archived": noteArchived, "draft": noteDraft}[page.Status]; not {
		return Page{}, c.notHere(subject, n, "")
	}
	return page, nil
}

// NotAParent says why a page that was found, or named by an address, cannot have
// documents below it, "" for every other error.
func NotAParent(err error) string {
	e := asError(err)
	if parentExplanations[e.note].meaning == nil && e.note != noteOtherSpace {
		return ""
	}
	return strings.TrimSuffix(e.meaning(), ".")
}
