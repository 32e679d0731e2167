package confluence

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
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

func attachmentsPath(pageID string) string {
	return "/content/" + url.PathEscape(pageID) + "/child/attachment"
}

func upload(ctx context.Context, r *root, method, path string, u Upload) (Attachment, error) {
	made, err := uploadAll(ctx, r, method, path, []Upload{u})
	if err != nil {
		return Attachment{}, err
	}
	return made[0], nil
}

// uploadAll sends files in one request, and returns the attachments in their order.
func uploadAll(ctx context.Context, r *root, method, path string, files []Upload) ([]Attachment, error) {
	c := call{
		op: UploadAttachment, method: method, path: path, form: uploadForm(files...),
		header:  http.Header{"X-Atlassian-Token": {"no-check"}},
		subject: "attachment " + strings.Join(namesOf(files), ", "),
	}
	answered, err := ask[struct {
		Results []v1Attachment `json:"results"`
		v1Attachment
	}](ctx, r, c)
	if err != nil {
		return nil, err
	}
	rows := answered.Results
	if len(rows) == 0 {
		rows = []v1Attachment{answered.v1Attachment}
	}
	made := make([]Attachment, len(files))
	for i, file := range files {
		at := slices.IndexFunc(rows, func(row v1Attachment) bool { return sameTitle(row.Title, file.Name) })
		if at < 0 && len(files) == 1 && len(rows) == 1 {
			at = 0
		}
		if at < 0 || rows[at].ID == "" {
			return nil, r.explain(&Error{Kind: Unexpected, note: noteUnusable, detail: "does not name the attachment", Status: http.StatusOK, doubtful: true, lost: true}, c)
		}
		made[i] = rows[at].attachment()
	}
	return made, nil
}
