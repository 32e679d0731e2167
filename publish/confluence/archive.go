package confluence

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// ArchivePages archives pages one by one and waits until each is archived: to
// archive several at once needs a Premium plan, and a second job beside a
// running one is refused.
//
// Errors: Unsupported on Data Center; Unexpected on the Free plan, which cannot
// archive.
// https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content/
func (c *Client) ArchivePages(ctx context.Context, ids []string) error {
	if err := c.onlyOnCloud(ArchivePage); err != nil {
		return err
	}
	for _, id := range ids {
		if err := c.archive(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func (c *Client) archive(ctx context.Context, id string) error {
	subject := "page " + id
	isArchived := func() (bool, error) {
		p, err := c.Page(ctx, id)
		return err == nil && p.Status == "archived", err
	}
	_, err := doOnce(ctx, c, ArchivePage,
		func() (struct{}, error) { return struct{}{}, c.orderArchive(ctx, id, subject) },
		func() (struct{}, bool, error) {
			done, err := isArchived()
			return struct{}{}, done, err
		})
	if IsKind(err, Unexpected) { // one of the reasons for a 400 is that it is archived already
		if done, _ := isArchived(); done {
			return nil
		}
	}
	if err != nil {
		return err
	}
	_, err = persist(ctx, c.transport.persistence, ArchivePage, func() (struct{}, error) {
		done, err := isArchived()
		if err == nil && !done {
			err = c.v1.explain(&Error{Kind: Unavailable, note: noteArchiving}, call{op: ArchivePage, subject: subject})
		}
		return struct{}{}, err
	}, func(e *Error) bool { return e.note == noteArchiving }, func(*Error, time.Duration) {})
	return err
}

// orderArchive waits its turn while another job of the site runs.
func (c *Client) orderArchive(ctx context.Context, id, subject string) error {
	order := call{
		op: ArchivePage, method: http.MethodPost, path: "/content/archive", subject: subject,
		json: map[string]any{"pages": []any{map[string]any{"id": json.Number(id)}}},
	}
	_, err := persist(ctx, c.transport.persistence, ArchivePage,
		func() (struct{}, error) { return struct{}{}, send(ctx, c.v1, order) },
		func(e *Error) bool { return e.note == noteArchiving },
		c.transport.noteRepeat(ArchivePage))
	return err
}
