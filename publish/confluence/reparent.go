package confluence

import (
	"context"
	"net/http"
)

// Reparent moves a page, with everything below it, to the end of the children of
// another page, without sending its text, and returns the page as it stands then.
// On Cloud it is a move, which takes no note; Data Center makes a version of it. Of
// p, the title and the version are taken to be what stands; where they are not, it
// is read again.
//
// Errors: Conflict (also for a page that would come to lie below itself),
// TitleTaken, NotFound, Forbidden.
// https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---children-and-descendants/
// https://developer.atlassian.com/server/confluence/rest/v1000/api-group-content-resource/
func (c *Client) Reparent(ctx context.Context, p Page, parentID string, n VersionNote) (Page, error) {
	isThere := func(now Page) bool { return now.ParentID == parentID }
	if c.Route().Kind == DataCenter {
		return c.putWithoutBody(ctx, ReparentPage, p, v1Write{Ancestors: below(parentID)}, n, isThere)
	}
	err := c.move(ctx, ReparentPage, p.ID, Append, parentID)
	if err != nil && !asError(err).Open() {
		return Page{}, err
	}
	now, notDone := c.asItStands(ctx, ReparentPage, p.ID, isThere)
	if err != nil && notDone != nil {
		return Page{}, err
	}
	return now, notDone
}

// mostUnseen bounds how often a page that was written is read in vain: a new one may
// be there for writes before it is for reads.
const mostUnseen = 3

// asItStands reads a page, without its text, after a write that Confluence has
// called done.
func (c *Client) asItStands(ctx context.Context, op Operation, id string, stands func(Page) bool) (Page, error) {
	unseen := 0
	now, err := persist(ctx, c.transport.persistence, ReadPage,
		func() (Page, error) { return c.readPage(ctx, id, false) },
		func(e *Error) bool {
			unseen++
			return e.Kind == NotFound && unseen <= mostUnseen
		},
		c.transport.noteRepeat(ReadPage))
	if err == nil && !stands(now) {
		err = c.at().explain(&Error{Kind: Unexpected, note: noteNotDone, Status: http.StatusOK, detail: "leaves the page as it was"}, call{op: op, subject: "page " + id})
	}
	return now, err
}

// putWithoutBody makes a version of a page on Data Center in which only what change
// names is another; stands reports whether a page is as it is to be. What somebody
// else changed in between stays.
func (c *Client) putWithoutBody(ctx context.Context, op Operation, p Page, change v1Write, n VersionNote, stands func(Page) bool) (Page, error) {
	r, subject, again := &v1{c.at()}, "page "+p.ID, repeats(0)
	for conflicts := 0; ; conflicts++ {
		if p.Title == "" || p.Version.Number == 0 {
			now, err := c.readPage(ctx, p.ID, false)
			if err != nil || stands(now) {
				return now, err
			}
			p = now
		}
		known, number := p, p.Version.Number+1
		page, err := doOnce(ctx, c, op,
			func() (Page, error) {
				page, err := r.putWithoutBody(ctx, op, known, change, n)
				return page, again.allow(c.doubt(op, subject, page.contradicts(known.ID, known.Title, "", page.Body, number), err))
			},
			func() (Page, bool, error) {
				now, err := c.readPage(ctx, known.ID, false)
				if err != nil || stands(now) {
					return now, err == nil, err
				}
				if p = now; now.Version.Number >= number {
					err = c.cameTooLate(op, subject)
				}
				return now, false, err
			})
		switch {
		case err == nil && !stands(page): // the answer may not tell
			return c.asItStands(ctx, op, p.ID, stands)
		case !IsKind(err, Conflict) || asError(err).note != noNote || conflicts == mostConflicts:
			return page, err
		}
	}
}

// cameTooLate is the refusal of a write, found by reading.
func (c *Client) cameTooLate(op Operation, subject string) error {
	return c.at().explain(&Error{Kind: Conflict, credential: c.transport.credential}, call{op: op, subject: subject})
}
