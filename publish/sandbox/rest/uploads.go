package rest

import (
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// form is what an upload sends.
type form struct {
	files     []store.Upload
	comments  []string
	minorEdit bool
}

func createAttachments(c *call) (any, error) {
	return c.upload(c.family == dc && c.flag("allowDuplicated"))
}

func createOrUpdateAttachments(c *call) (any, error) { return c.upload(true) }

func (c *call) attachOrReplace(pageID string, u store.Upload) (store.Attachment, error) {
	if a, err := c.Store.AttachmentByName(pageID, u.Name); err == nil {
		return c.Store.Replace(a.ID, u)
	}
	return c.Store.Attach(pageID, u)
}

// upload attaches all files of a form or none; a file whose name is there becomes a new version of that, where replaces
// says so.
func (c *call) upload(replaces bool) (any, error) {
	if err := c.checkXSRF(); err != nil {
		return nil, err
	}
	page, err := c.editable(c.param("id"))
	if err != nil {
		return nil, err
	}
	f, err := c.readForm()
	if err != nil {
		return nil, err
	}
	if err := c.Store.CheckUploads(page.ID, f.files, replaces); err != nil {
		return nil, err
	}
	results := []object{}
	e := c.expansion()
	for _, file := range f.files {
		a, err := c.attachOrReplace(page.ID, file)
		if err != nil {
			return nil, err
		}
		results = append(results, c.attachmentObject(a, e))
	}
	return object{
		"results": results, "start": 0, "limit": len(results), "size": len(results),
		"_links": c.withBase(object{"self": c.self(c.path)}),
	}, nil
}

func updateAttachmentData(c *call) (any, error) {
	if err := c.checkXSRF(); err != nil {
		return nil, err
	}
	a, err := c.editableAttachment()
	if err != nil {
		return nil, err
	}
	f, err := c.readForm()
	if err != nil {
		return nil, err
	}
	if len(f.files) != 1 {
		return nil, badRequest("Exactly one file is needed to update an attachment")
	}
	if a, err = c.Store.Replace(a.ID, f.files[0]); err != nil {
		return nil, err
	}
	return c.single(c.attachmentObject(a, c.expansion())), nil
}

// checkXSRF demands the header that browsers cannot send: "no-check", which Cloud's document spells "nocheck". Data
// Center installations have been reported to refuse the latter.
func (c *call) checkXSRF() error {
	token := c.request.Header.Get("X-Atlassian-Token")
	if token == "no-check" || token == "nocheck" && c.family != dc {
		return nil
	}
	return failure(http.StatusForbidden, "FORBIDDEN", "XSRF check failed")
}

func (c *call) readForm() (form, error) {
	reader, err := c.request.MultipartReader()
	if err != nil {
		return form{}, failure(http.StatusUnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "Expected multipart/form-data with a part named 'file'")
	}
	var f form
	for {
		part, err := reader.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return f, badRequest("Cannot read the multipart body: %v", err)
		}
		if err := c.readPart(part, &f); err != nil {
			return f, err
		}
	}
	if len(f.files) == 0 {
		return f, badRequest("At least one file is required in a part named 'file'")
	}
	if len(f.comments) > 0 && len(f.comments) != len(f.files) {
		return f, badRequest("The number of comments must equal the number of files")
	}
	for i := range f.files {
		f.files[i].MinorEdit, f.files[i].AuthorID = f.minorEdit, c.caller.user.AccountID
		if i < len(f.comments) {
			f.files[i].Comment = f.comments[i]
		}
	}
	return f, nil
}

func (c *call) readPart(part *multipart.Part, f *form) error {
	content, err := io.ReadAll(io.LimitReader(part, c.MaxAttachment+1))
	if err != nil {
		return badRequest("Cannot read the multipart body: %v", err)
	}
	if int64(len(content)) > c.MaxAttachment {
		// The document says 404 for a file that is too big (SPEC1, SPECDC).
		return missing("The attachment exceeds the maximum size of %d bytes", c.MaxAttachment)
	}
	switch part.FormName() {
	case "file":
		f.files = append(f.files, store.Upload{Name: fileName(part), MediaType: part.Header.Get("Content-Type"), Content: content})
	case "comment":
		f.comments = append(f.comments, partText(part, content))
	case "minorEdit":
		f.minorEdit = strings.TrimSpace(string(content)) == "true"
	}
	return nil
}

// fileName returns the name as it was sent; the library's own method would cut folders off.
func fileName(part *multipart.Part) string {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return part.FileName()
	}
	return params["filename"]
}

// partText reads a text part: one that does not name its charset is taken for Latin-1, so that other characters turn
// to garbage, as they do in Confluence.
func partText(part *multipart.Part, content []byte) string {
	_, params, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
	if strings.EqualFold(params["charset"], "utf-8") {
		return string(content)
	}
	runes := make([]rune, len(content))
	for i, b := range content {
		runes[i] = rune(b)
	}
	return string(runes)
}
