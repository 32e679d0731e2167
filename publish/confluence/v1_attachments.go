package confluence

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
)

type v1Attachment struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Metadata struct {
		MediaType string `json:"mediaType"`
		Comment   string `json:"comment"`
	} `json:"metadata"`
	Extensions struct {
		MediaType string `json:"mediaType"`
		FileSize  int64  `json:"fileSize"`
		Comment   string `json:"comment"`
	} `json:"extensions"`
	Version struct {
		Number int `json:"number"`
	} `json:"version"`
}

func (a v1Attachment) attachment() Attachment {
	return Attachment{
		ID: a.ID, Title: a.Title, FileSize: a.Extensions.FileSize, Version: a.Version.Number,
		MediaType: cmp.Or(a.Extensions.MediaType, a.Metadata.MediaType),
		Comment:   cmp.Or(a.Extensions.Comment, a.Metadata.Comment),
	}
}

func (r *v1) attachmentList(pageID string) call {
	return call{
		op: ListAttachments, method: http.MethodGet, path: attachmentsPath(pageID), subject: "page " + pageID,
		query: url.Values{"limit": {v1Rows}, "expand": {"version"}},
	}
}

func (r *v1) attachments(ctx context.Context, pageID string) ([]Attachment, error) {
	return collect(rows[v1Attachment](ctx, r.root, r.attachmentList(pageID)), v1Attachment.attachment)
}

func (r *v1) deleteAttachment(ctx context.Context, id string) error {
	return tell(ctx, r.root, call{op: DeleteAttachment, method: http.MethodDelete, path: contentPath(id), repeatable: true, subject: "attachment " + id})
}
