package confluence

import (
	"bytes"
	"cmp"
	"mime"
	"mime/multipart"
	"net/textproto"
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

func namesOf(files []Upload) []string {
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strconv.Quote(file.Name)
	}
	return names
}
