package confluence

import (
	"cmp"
	"context"
	"iter"
	"strconv"
	"strings"
)

// Page reads a page with its storage body. What cannot be an id is not asked for: it is NotFound.
func (c *Client) Page(ctx context.Context, id string) (Page, error) {
	return c.readPage(ctx, id, true)
}

func (c *Client) readPage(ctx context.Context, id string, withBody bool) (Page, error) {
	if !isID(id) {
		return Page{}, c.notHere("page "+id, noNote, "")
	}
	return onRoot(ctx, c, ReadPage, func(r contentRoot) (Page, error) { return r.page(ctx, id, withBody) })
}

// PageVersion reads an earlier version of a page: its title, its storage body, who made it and when.
//
// Errors: NotFound also where the version was removed.
func (c *Client) PageVersion(ctx context.Context, id string, number int) (Page, error) {
	page, err := onRoot(ctx, c, ReadPage, func(r contentRoot) (Page, error) { return r.pageVersion(ctx, id, number) })
	if err == nil && page.Version.Number != number {
		return Page{}, c.notHere("page "+id, noNote, "")
	}
	return page, err
}

// PageByTitle finds the current or archived page that holds a title in a space;
// upper and lower case are the same there. Trashed pages hold no title.
//
// Errors: NotFound if no page that the account can see has the title. What cannot be a title is not asked for.
func (c *Client) PageByTitle(ctx context.Context, s Space, title string) (Page, error) {
	if !mayBeTitle(title) {
		return Page{}, c.noneOfTitle("page", title)
	}
	return onRoot(ctx, c, FindPage, func(r contentRoot) (Page, error) { return r.pageByTitle(ctx, s, title) })
}

// Pages lists the current pages of a space without their bodies, up to 250 a
// request. A failure ends the sequence with its error.
func (c *Client) Pages(ctx context.Context, s Space) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		seen := map[string]bool{}
		_, err := onRoot(ctx, c, ListPages, func(r contentRoot) (struct{}, error) {
			for p, err := range r.pages(ctx, s) {
				if err != nil {
					return struct{}{}, err
				}
				if !seen[p.ID] && !yield(p, nil) {
					return struct{}{}, nil
				}
				seen[p.ID] = true
			}
			return struct{}{}, nil
		})
		if err != nil {
			yield(Page{}, err)
		}
	}
}

// CreatePage creates a page. If the answer is lost, the title is looked up
// before anything is sent again, so that no page is made twice. An answer that
// contradicts what was sent is no success before the page has been found.
//
// Errors: TitleTaken, InvalidBody, TooLarge, NotFound (parent, or no permission
// to create in the space).
func (c *Client) CreatePage(ctx context.Context, p NewPage) (Page, error) {
	page, err := doOnce(ctx, c, CreatePage,
		func() (Page, error) {
			page, err := onRoot(ctx, c, CreatePage, func(r contentRoot) (Page, error) { return r.createPage(ctx, p) })
			return page, c.doubt(CreatePage, "page "+strconv.Quote(p.Title), page.contradicts("", p.Title, p.ParentID, p.Body, 0), err)
		},
		func() (Page, bool, error) {
			found, err := c.PageByTitle(ctx, Space{ID: p.SpaceID, Key: p.SpaceKey}, p.Title)
			if IsKind(err, NotFound) {
				return Page{}, false, nil
			}
			if err != nil {
				return Page{}, false, err
			}
			full, err := c.Page(ctx, found.ID)
			if IsKind(err, NotFound) { // a new page may be found by its title first
				asError(err).lost = true
			}
			mine := err == nil && full.Version.Number == 1 && sameText(full.Body, p.Body) &&
				(p.ParentID == "" || p.ParentID == full.ParentID)
			full.Found = mine
			return full, mine, err
		})
	page.Version.Number = cmp.Or(page.Version.Number, 1)
	return page, err
}

// UpdatePage writes the next version of a page. If the answer is lost, the page
// is read back: a version that is ours is a success, a version that is not is a
// Conflict, and only a page that is still as before is written again. An answer
// that contradicts what was sent is no success before the page itself shows it.
//
// Errors: Conflict, TitleTaken, InvalidBody, TooLarge, Forbidden, NotFound.
func (c *Client) UpdatePage(ctx context.Context, u PageUpdate) (Page, error) {
	var answered Page
	doubtful := false
	page, err := doOnce(ctx, c, UpdatePage,
		func() (Page, error) {
			page, err := onRoot(ctx, c, UpdatePage, func(r contentRoot) (Page, error) { return r.updatePage(ctx, u) })
			err = c.doubt(UpdatePage, "page "+strconv.Quote(u.Title), page.contradicts(u.ID, u.Title, u.ParentID, u.Body, u.Version), err)
			answered, doubtful = page, err != nil && asError(err).doubtful
			return page, err
		},
		func() (Page, bool, error) {
			now, err := c.Page(ctx, u.ID)
			return now, err == nil && (c.isIn(u, now) || doubtful && c.hasCome(u, answered, now)), err
		})
	page.Version.Number = cmp.Or(page.Version.Number, u.Version)
	return page, hiddenRefusal(err, func() bool {
		if !strings.Contains(asError(err).Server, u.ID) {
			return false // the parent is missing
		}
		_, err := c.Page(ctx, u.ID)
		return err == nil
	})
}

// isIn reports whether a page is the version that was sent: by its message, else
// by its text.
func (c *Client) isIn(u PageUpdate, p Page) bool {
	isSent := false
	switch {
	case u.Message == "":
		isSent = sameText(p.Body, u.Body)
	case p.Version.Message == "": // where it is not kept
		isSent = c.transport.options.SameBody(p.Body, u.Body)
	default:
		isSent = p.Version.Message == message(u.Message)
	}
	return isSent && p.Version.Number == u.Version && sameTitle(p.Title, u.Title) && u.leavesAt(p)
}

// hasCome reports whether a page is as it was to be although its version, or its
// text, is not what was sent: a body that was there already makes no new version,
// and Confluence respells some of what it stores.
func (c *Client) hasCome(u PageUpdate, answered, now Page) bool {
	isNew := answered.Version.Number == u.Version && now.Version.Number == u.Version
	isOld := now.Version.Number < u.Version && c.transport.options.SameBody(now.Body, u.Body)
	return (isNew || isOld) && sameTitle(now.Title, u.Title) && u.leavesAt(now)
}

// DeletePage moves a page to the trash; one that is there already is no failure.
func (c *Client) DeletePage(ctx context.Context, id string) error {
	err := doneBefore(onRootDo(ctx, c, DeletePage, func(r contentRoot) error { return r.deletePage(ctx, id) }))
	if IsKind(err, NotFound) {
		if page, readErr := c.readPage(ctx, id, false); readErr == nil && page.Status == "trashed" {
			return nil
		}
	}
	return err
}

// doneBefore: a deletion that was repeated and found nothing had worked the
// first time, when its answer was lost.
func doneBefore(err error) error {
	if IsKind(err, NotFound) && asError(err).Attempts > 1 {
		return nil
	}
	return err
}
