package confluence

import (
	"context"
	"strconv"
	"strings"
)

// ParentPage finds the page below which documents are to appear: the one that a
// person names, see [Client.PageNamed], or for "" the space's home page. On Cloud it
// may be a folder too, whose IsFolder is set.
//
// Errors: NotFound if there is no such page or folder that the account can see, if
// the address is another site's, if the page is archived, a draft or in the trash,
// and for a folder on API v1.
func (c *Client) ParentPage(ctx context.Context, s Space, name string) (Page, error) {
	if u, isAddress := asAddress(name); isAddress && !c.isOwn(u) {
		id, _ := PageIDIn(name)
		return Page{}, c.notHere(strings.TrimSpace("page "+id), noteOtherSite, u.Host)
	}
	page, subject, err := Page{}, homePageOf(s), error(nil)
	if name == "" {
		page, err = c.homePage(ctx, s)
	} else {
		page, err = c.pageOrFolder(ctx, s, name)
		subject = "page " + strconv.Quote(page.Title)
	}
	if err != nil {
		return Page{}, err
	}
	if page.IsFolder && !c.Can().FoldersHaveProperties {
		return Page{}, c.notHere("folder "+strconv.Quote(page.Title), noteFolderOnV1, "")
	}
	if n, not := map[string]note{"trashed": noteTrashed, "archived": noteArchived, "draft": noteDraft}[page.Status]; not {
		return Page{}, c.notHere(subject, n, "")
	}
	return page, nil
}

func (c *Client) pageOrFolder(ctx context.Context, s Space, name string) (Page, error) {
	if c.Route().Kind == DataCenter {
		return c.PageNamed(ctx, s, name)
	}
	if folderAddresses.MatchString(bareValue(name)) {
		return c.folderNamed(ctx, s, name)
	}
	page, err := c.PageNamed(ctx, s, name)
	if e := asError(err); !IsKind(err, NotFound) || e.note == noteOtherSpace {
		return page, err
	}
	folder, folderErr := c.folderNamed(ctx, s, name)
	if folderErr == nil || IsKind(folderErr, Cancelled) || asError(folderErr).note == noteOtherSpace {
		return folder, folderErr
	}
	return page, err // that the account may not look for folders is no better news
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
