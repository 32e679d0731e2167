package confluence

import (
	"context"
)

// Attachments lists the files of a page.
func (c *Client) Attachments(ctx context.Context, pageID string) ([]Attachment, error) {
	return onRoot(ctx, c, ListAttachments, func(r contentRoot) ([]Attachment, error) { return r.attachments(ctx, pageID) })
}

// DeleteAttachment moves an attachment to the trash.
func (c *Client) DeleteAttachment(ctx context.Context, id string) error {
	err := onRootDo(ctx, c, DeleteAttachment, func(r contentRoot) error { return r.deleteAttachment(ctx, id) })
	return doneBefore(err)
}

// tooLargeFile recognises the refusal of a file that is too large, which the
// documents word as a missing page.
func (c *Client) tooLargeFile(ctx context.Context, pageID string, err error) error {
	if IsKind(err, NotFound) {
		if _, pageErr := c.Attachments(ctx, pageID); pageErr == nil {
			asError(err).Kind = TooLarge
		}
	}
	return err
}
