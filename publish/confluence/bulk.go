package confluence

import (
	"context"
	"net/http"
	"slices"

	"golang.org/x/sync/errgroup"
)

// mostReads bounds how many requests a bulk read has under way.
const mostReads = 4

// PagesByID reads many pages at once: current, archived and trashed ones, with
// their texts if those are wanted, in the order of ids. A page that the account
// cannot see, or that is not there, is missing in the result.
//
// Errors: Unsupported where [Capabilities] say so, which is v1 on Cloud: there
// [Client.PagesBelow] is the way.
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/
// https://developer.atlassian.com/server/confluence/rest/v1000/api-group-content-resource/
func (c *Client) PagesByID(ctx context.Context, ids []string, withBodies bool) ([]Page, error) {
	most := c.at().content().mostIDs(withBodies)
	if most == 0 {
		return nil, c.unsupported(ReadPages)
	}
	ids = distinctIDs(ids)
	reads, ctx := errgroup.WithContext(ctx)
	reads.SetLimit(mostReads)
	found := make([]map[string]Page, 0, len(ids)/most+1)
	for part := range slices.Chunk(ids, most) {
		into := map[string]Page{}
		found = append(found, into)
		reads.Go(func() error { return c.readPages(ctx, part, withBodies, into) })
	}
	if err := reads.Wait(); err != nil {
		return nil, err
	}
	pages := make([]Page, 0, len(ids))
	for i, id := range ids {
		if page, seen := found[i/most][id]; seen {
			pages = append(pages, page)
		}
	}
	return pages, nil
}

// distinctIDs leaves out what is named twice, and what cannot be a page's id: one wrong
// id would fail the request for all.
func distinctIDs(ids []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		again := seen[id]
		seen[id] = true
		return again || !isID(id)
	})
}

// readPages reads pages with one request, or with one for each half if that is too
// much at once.
func (c *Client) readPages(ctx context.Context, ids []string, withBodies bool, into map[string]Page) error {
	pages, err := onRoot(ctx, c, ReadPages, func(r contentRoot) ([]Page, error) { return r.pagesByID(ctx, ids, withBodies) })
	notSeen := IsKind(err, NotFound) // Data Center's document allows it to say so of one for all
	switch {
	case err == nil:
		for _, page := range pages {
			into[page.ID] = page
		}
		return nil
	case notSeen && len(ids) == 1:
		return nil
	case len(ids) > 1 && (notSeen || IsKind(err, TooLarge) || asError(err).Status == http.StatusRequestURITooLong):
		half := len(ids) / 2
		if err := c.readPages(ctx, ids[:half], withBodies, into); err != nil {
			return err
		}
		return c.readPages(ctx, ids[half:], withBodies, into)
	}
	return err
}

// PagesBelow reads all pages below a page or folder, at any depth, without their
// texts. It is for v1, where pages cannot be asked for by their ids.
//
// Errors: Unsupported on v2, where [Client.PagesByID] is the way; so too if
// Confluence switches v1 off in mid-run.
// https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---children-and-descendants/
func (c *Client) PagesBelow(ctx context.Context, id string) ([]Page, error) {
	return onRoot(ctx, c, ReadPages, func(r contentRoot) ([]Page, error) { return r.pagesBelow(ctx, id) })
}

// BodiesBelow reads those pages below a page that are wanted, by their ids, with their texts: 50 pages a request, wanted or
// not. It is for v1, as [Client.PagesBelow] is, with the same errors.
func (c *Client) BodiesBelow(ctx context.Context, id string, wanted map[string]bool) ([]Page, error) {
	return onRoot(ctx, c, ReadPages, func(r contentRoot) ([]Page, error) { return r.bodiesBelow(ctx, id, wanted) })
}
