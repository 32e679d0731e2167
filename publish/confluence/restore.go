package confluence

import "context"

// RestorePage takes a page out of the trash and returns it as it stands then: its
// text and title are as they were, and where it comes to lie Confluence decides. A
// page that is not in the trash is left alone.
//
// Errors: TitleTaken if another page took its title in the meantime, Conflict,
// Forbidden, NotFound.
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/
// https://developer.atlassian.com/server/confluence/rest/v1000/api-group-content-resource/
func (c *Client) RestorePage(ctx context.Context, id string, n VersionNote) (Page, error) {
	page, err := c.Page(ctx, id)
	if err != nil || page.Status != "trashed" {
		return page, err
	}
	again := repeats(0)
	isRestored := func(p Page) bool { return p.Status == "current" }
	_, err = doOnce(ctx, c, RestorePage,
		func() (Page, error) {
			restored, err := onRoot(ctx, c, RestorePage, func(r contentRoot) (Page, error) { return r.restorePage(ctx, page, n) })
			contradiction := restored.contradicts(id, page.Title, "", restored.Body, 0)
			if contradiction == "" && err == nil && !isRestored(restored) {
				contradiction = "tells of another status"
			}
			return restored, again.allow(c.doubt(RestorePage, "page "+id, contradiction, err))
		},
		func() (Page, bool, error) {
			now, err := c.readPage(ctx, id, false)
			return now, err == nil && isRestored(now), err
		})
	if err != nil {
		return Page{}, err
	}
	return c.asItStands(ctx, RestorePage, id, isRestored)
}
