package confluence

import (
	"context"
	"strconv"
)

// Retitle gives a page another title and nothing else, and returns the page as it
// stands then. v2 has a request for it, which takes no note; v1 and Data Center are
// sent the text that stands, so that a person's change of it stays. [Capabilities] tell
// which.
//
// Errors: TitleTaken, Conflict (only if others change the page again and again),
// Forbidden, NotFound.
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/
// https://developer.atlassian.com/server/confluence/rest/v1000/api-group-content-resource/
func (c *Client) Retitle(ctx context.Context, id, title string, n VersionNote) (Page, error) {
	if v2, is := c.at().content().(*v2); is {
		return c.retitleAlone(ctx, v2, id, title)
	}
	for tries := 0; ; tries++ {
		now, err := c.Page(ctx, id)
		if err != nil || now.Title == title {
			return now, err
		}
		page, err := c.UpdatePage(ctx, PageUpdate{
			ID: id, Title: title, Body: now.Body, Message: n.Message, MinorEdit: n.MinorEdit, Version: now.Version.Number + 1,
		})
		inVain := IsKind(err, Conflict) || err != nil && asError(err).note == noteNotDone
		if !inVain || tries == mostConflicts {
			return page, err
		}
	}
}

func (c *Client) retitleAlone(ctx context.Context, r *v2, id, title string) (Page, error) {
	again := repeats(0)
	hasIt := func(p Page) bool { return sameTitle(p.Title, title) }
	_, err := doOnce(ctx, c, RetitlePage,
		func() (Page, error) {
			page, err := r.retitle(ctx, id, title)
			return page, again.allow(c.doubt(RetitlePage, "page "+strconv.Quote(title), page.contradicts(id, title, "", page.Body, 0), err))
		},
		func() (Page, bool, error) {
			now, err := c.readPage(ctx, id, false)
			return now, err == nil && hasIt(now), err
		})
	if err == nil {
		return c.asItStands(ctx, RetitlePage, id, hasIt)
	}
	return Page{}, hiddenRefusal(err, func() bool {
		_, err := c.readPage(ctx, id, false)
		return err == nil
	})
}
