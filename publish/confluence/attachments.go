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
	"slices"
	"strconv"
	"strings"
)

// Attachment is a file on a page. Title is the file name.
type Attachment struct {
	ID, Title, MediaType, Comment string
	FileSize                      int64 // bytes
	Version                       int
}

// Upload is a file to attach. MediaType "" is guessed from the name. ID is the
// attachment's, if the page is known to have a file of that name: on Data Center it
// spares a refusal and a look-up, on Cloud it does not matter.
type Upload struct {
	ID                       string
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
	return a, c.tooLargeFile(ctx, pageID, err)
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
	made, err := uploadAll(ctx, r, method, path, []Upload{u}, repeatable)
	if err != nil {
		return Attachment{}, err
	}
	return made[0], nil
}

// uploadAll sends files in one request, and returns the attachments in their order.
func uploadAll(ctx context.Context, r *root, method, path string, files []Upload, repeatable bool) ([]Attachment, error) {
	c := call{
		op: UploadAttachment, method: method, path: path, form: uploadForm(files...),
		header:  http.Header{"X-Atlassian-Token": {"no-check"}},
		subject: "attachment " + strings.Join(namesOf(files), ", "), repeatable: repeatable,
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

func namesOf(files []Upload) []string {
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strconv.Quote(file.Name)
	}
	return names
}

// A form is a multipart body.
type form struct {
	contentType string
	body        []byte
}

// uploadForm writes the parts. Text parts name their character set: without it,
// everything outside ASCII is read as Latin-1. There is exactly one comment for each
// file, in their order, or none at all, as the documents demand.
func uploadForm(files ...Upload) *form {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	text := func(name, value string) {
		part, _ := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {`form-data; name="` + name + `"`},
			"Content-Type":        {"text/plain; charset=UTF-8"},
		})
		_, _ = part.Write([]byte(value))
	}
	for _, u := range files {
		file, _ := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {`form-data; name="file"; filename="` + quoted(u.Name) + `"`},
			"Content-Type":        {cmp.Or(u.MediaType, mime.TypeByExtension(path.Ext(u.Name)), "application/octet-stream")},
		})
		_, _ = file.Write(u.Content)
	}
	text("minorEdit", strconv.FormatBool(files[0].MinorEdit))
	if slices.ContainsFunc(files, func(u Upload) bool { return u.Comment != "" }) {
		for _, u := range files {
			text("comment", u.Comment)
		}
	}
	_ = w.Close()
	return &form{contentType: w.FormDataContentType(), body: b.Bytes()}
}

func quoted(name string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r", "", "\n", "").Replace(name)
}
