package confluence

import (
	"bytes"
	"cmp"
	"context"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// Attachment is a file on a page. Title is the file name.
type Attachment struct {
	ID, Title, MediaType, Comment string
	FileSize                      int64 // bytes
	Version                       int
}

// Upload is a file to attach. MediaType "" is guessed from the name.
type Upload struct {
	Name, MediaType, Comment string
	Content                  []byte
	MinorEdit                bool // no notifications
}

// Attachments lists the files of a page.
func (c *Client) Attachments(ctx context.Context, pageID string) ([]Attachment, error) {
	return onRoot(ctx, c, ListAttachments, func(r contentRoot) ([]Attachment, error) { return r.attachments(ctx, pageID) })
}

// DeleteAttachment moves an attachment to the trash.
func (c *Client) DeleteAttachment(ctx context.Context, id string) error {
	err := onRootDo(ctx, c, DeleteAttachment, func(r contentRoot) error { return r.deleteAttachment(ctx, id) })
	return doneBefore(err)
}

// Attach puts a file on a page, as a new version if the page has one of that
// name.
//
// Errors: TooLarge above the limit that an administrator has set (Confluence
// answers that with 404), Forbidden where attachments are switched off.
func (c *Client) Attach(ctx context.Context, pageID string, u Upload) (Attachment, error) {
	r := c.v1
	var a Attachment
	var err error
	if c.Route().Kind == DataCenter {
		a, err = attachWithoutPut(ctx, r, pageID, u)
	} else {
		a, err = upload(ctx, r, http.MethodPut, attachmentsPath(pageID), u, true)
	}
	if IsKind(err, NotFound) {
		if _, pageErr := c.Attachments(ctx, pageID); pageErr == nil {
			asError(err).Kind = TooLarge
		}
	}
	return a, err
}

func attachmentsPath(pageID string) string {
	return "/content/" + url.PathEscape(pageID) + "/child/attachment"
}

// attachWithoutPut: Data Center has no request that creates or replaces, so the
// name is looked up first. An upload whose answer was lost starts again there.
// https://developer.atlassian.com/server/confluence/rest/v1000/
func attachWithoutPut(ctx context.Context, r *root, pageID string, u Upload) (Attachment, error) {
	doubts := 0
	return persist(ctx, r.wire.persistence, UploadAttachment,
		func() (Attachment, error) {
			have, err := (&v1{r}).attachmentNamed(ctx, pageID, u.Name)
			switch {
			case err == nil:
				return upload(ctx, r, http.MethodPost, attachmentsPath(pageID)+"/"+url.PathEscape(have.ID)+"/data", u, false)
			case IsKind(err, NotFound):
				return upload(ctx, r, http.MethodPost, attachmentsPath(pageID), u, false)
			}
			return Attachment{}, err
		},
		func(e *Error) bool {
			if e.doubtful {
				doubts++
				return doubts <= mostDoubts
			}
			return e.lost || e.note == noteAttachmentExists
		},
		r.wire.noteRepeat(UploadAttachment))
}

func upload(ctx context.Context, r *root, method, path string, u Upload, repeatable bool) (Attachment, error) {
	c := call{
		op: UploadAttachment, method: method, path: path, form: uploadForm(u),
		header:  http.Header{"X-Atlassian-Token": {"no-check"}},
		subject: "attachment " + strconv.Quote(u.Name), repeatable: repeatable,
	}
	answered, err := ask[struct {
		Results []v1Attachment `json:"results"`
		v1Attachment
	}](ctx, r, c)
	if err != nil {
		return Attachment{}, err
	}
	made := answered.attachment()
	if len(answered.Results) > 0 {
		made = answered.Results[0].attachment()
	}
	if made.ID == "" {
		return made, r.explain(&Error{Kind: Unexpected, note: noteUnusable, detail: "does not name the attachment", Status: http.StatusOK, doubtful: true}, c)
	}
	return made, nil
}

// A form is a multipart body.
type form struct {
	contentType string
	body        []byte
}

// uploadForm writes the three parts. Text parts name their character set:
// without it, everything outside ASCII is read as Latin-1. There is exactly one
// comment for the one file, or none, as Data Center demands.
func uploadForm(u Upload) *form {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	text := func(name, value string) {
		part, _ := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {`form-data; name="` + name + `"`},
			"Content-Type":        {"text/plain; charset=UTF-8"},
		})
		_, _ = part.Write([]byte(value))
	}
	file, _ := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="file"; filename="` + quoted(u.Name) + `"`},
		"Content-Type":        {cmp.Or(u.MediaType, mime.TypeByExtension(path.Ext(u.Name)), "application/octet-stream")},
	})
	_, _ = file.Write(u.Content)
	text("minorEdit", strconv.FormatBool(u.MinorEdit))
	if u.Comment != "" {
		text("comment", u.Comment)
	}
	_ = w.Close()
	return &form{contentType: w.FormDataContentType(), body: b.Bytes()}
}

func quoted(name string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r", "", "\n", "").Replace(name)
}
