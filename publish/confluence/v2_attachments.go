package confluence

import (
	"context"
	"net/http"
	"net/url"
)

type v2Attachment struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	MediaType string `json:"mediaType"`
	Comment   string `json:"comment"`
	FileSize  int64  `json:"fileSize"`
	Version   struct {
		Number int `json:"number"`
	} `json:"version"`
}

func (a v2Attachment) attachment() Attachment {
	return Attachment{ID: a.ID, Title: a.Title, MediaType: a.MediaType, Comment: a.Comment, FileSize: a.FileSize, Version: a.Version.Number}
}

func (r *v2) attachments(ctx context.Context, pageID string) ([]Attachment, error) {
	return collect(rows[v2Attachment](ctx, r.root, call{
		op: ListAttachments, method: http.MethodGet, path: pagePath(pageID, "attachments"),
		query: url.Values{"limit": {v2Rows}, "status": {"current"}}, subject: "page " + pageID,
	}), v2Attachment.attachment)
}

func (r *v2) deleteAttachment(ctx context.Context, id string) error {
	return send(ctx, r.root, call{
		op: DeleteAttachment, method: http.MethodDelete, path: "/attachments/" + url.PathEscape(id), repeatable: true, subject: "attachment " + id,
	})
}
