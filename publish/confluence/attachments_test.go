package confluence

import (
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
)

const attached = `{"id":"att7","type":"attachment","title":"naïve plan.png","version":{"number":2},"metadata":{"mediaType":"image/png","comment":"sha"},"extensions":{"mediaType":"image/png","fileSize":3,"comment":"sha"}}`

var (
	wantAttached = Attachment{ID: "att7", Title: "naïve plan.png", MediaType: "image/png", Comment: "sha", FileSize: 3, Version: 2}
	picture      = Upload{Name: "naïve plan.png", Comment: "Größe", Content: []byte("PNG"), MinorEdit: true}
)

type part struct{ disposition, contentType, text string }

func partsOf(t *testing.T, s seen) map[string]part {
	t.Helper()
	_, params, err := mime.ParseMediaType(s.header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]part{}
	r := multipart.NewReader(strings.NewReader(s.body), params["boundary"])
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(p)
		parts[p.FormName()] = part{p.Header.Get("Content-Disposition"), p.Header.Get("Content-Type"), string(text)}
	}
}

func TestAttachOnCloudIsOnePut(t *testing.T) {
	t.Parallel()
	w, c := onSite(t) // v2 cannot upload
	w.on("PUT "+siteURL+"/rest/api/content/12/child/attachment", jsonAnswer(200, `{"results":[`+attached+`],"size":1}`))
	got, err := c.AttachFiles(t.Context(), "12", []Upload{picture})
	if err != nil || !slices.Equal(got, []Attachment{wantAttached}) {
		t.Errorf("%+v %v", got, err)
	}
	w.expect("PUT https://acme.atlassian.net/wiki/rest/api/content/12/child/attachment")
	if got := w.last().header.Get("X-Atlassian-Token"); got != "no-check" {
		t.Errorf("X-Atlassian-Token %q", got)
	}
	want := map[string]part{
		"file":      {`form-data; name="file"; filename="naïve plan.png"`, "image/png", "PNG"},
		"comment":   {`form-data; name="comment"`, "text/plain; charset=UTF-8", "Größe"},
		"minorEdit": {`form-data; name="minorEdit"`, "text/plain; charset=UTF-8", "true"},
	}
	if parts := partsOf(t, w.last()); !reflect.DeepEqual(parts, want) {
		t.Errorf("parts %v", parts)
	}
}

func TestAttachWithoutCommentSendsNone(t *testing.T) {
	t.Parallel()
	parts := partsOf(t, formAsSeen(uploadForm(Upload{Name: `a"b.unknown`})))
	if _, has := parts["comment"]; has || parts["file"].contentType != "application/octet-stream" || !strings.Contains(parts["file"].disposition, `filename="a\"b.unknown"`) {
		t.Errorf("parts %v", parts)
	}
}

func formAsSeen(f *form) seen {
	return seen{header: http.Header{"Content-Type": {f.contentType}}, body: string(f.body)}
}

func TestAttachOnDataCenterPostsToTheAttachmentThatIsKnown(t *testing.T) {
	t.Parallel()
	const page = "https://confluence.example.com/ctx/rest/api/content/12/child/attachment"
	w, c := onDataCenter(t)
	w.on("POST "+page, jsonAnswer(200, `{"results":[`+attached+`]}`)).on("POST "+page+"/att7/data", jsonAnswer(200, attached))
	known := picture
	known.ID = "att7"
	for _, file := range []Upload{picture, known} {
		if got, err := c.AttachFiles(t.Context(), "12", []Upload{file}); err != nil || !slices.Equal(got, []Attachment{wantAttached}) {
			t.Errorf("%+v %v", got, err)
		}
	}
	w.expect("POST "+page, "POST "+page+"/att7/data")
}

func TestAttachmentThatIsTooLargeIsNotCalledMissing(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("PUT "+siteURL+"/rest/api/content/12/child/attachment", jsonAnswer(404, `{"statusCode":404,"message":"Attachment too big"}`)).
		on("GET "+siteURL+"/api/v2/pages/12/attachments", jsonAnswer(200, `{"results":[],"_links":{}}`))
	if _, err := c.AttachFiles(t.Context(), "12", []Upload{picture}); !IsKind(err, TooLarge) {
		t.Errorf("%v", err)
	}
	w.on("GET "+siteURL+"/api/v2/pages/12/attachments", jsonAnswer(404, `{"errors":[{"title":"Cannot find a page with id [12]"}]}`))
	if _, err := c.AttachFiles(t.Context(), "12", []Upload{picture}); !IsKind(err, NotFound) {
		t.Errorf("%v", err)
	}
}

func TestAttachmentsAreListedAndDeleted(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("GET "+siteURL+"/api/v2/pages/12/attachments", jsonAnswer(200, `{"results":[{"id":"att7","title":"naïve plan.png","mediaType":"image/png","comment":"sha","fileSize":3,"version":{"number":2}}],"_links":{}}`)).
		on("DELETE "+siteURL+"/api/v2/attachments/att7", jsonAnswer(204, ``))
	if got, err := c.Attachments(t.Context(), "12"); err != nil || !reflect.DeepEqual(got, []Attachment{wantAttached}) {
		t.Errorf("%+v %v", got, err)
	}
	if err := c.DeleteAttachment(t.Context(), "att7"); err != nil {
		t.Error(err)
	}
	w.expect("GET https://acme.atlassian.net/wiki/api/v2/pages/12/attachments?limit=250&status=current", "DELETE https://acme.atlassian.net/wiki/api/v2/attachments/att7")

	w, c = onGateway(t)
	w.on("GET "+gatewayURL+"/rest/api/content/12/child/attachment", jsonAnswer(200, `{"results":[`+attached+`],"_links":{}}`)).
		on("DELETE "+gatewayURL+"/rest/api/content/att7", jsonAnswer(204, ``))
	if got, err := c.Attachments(t.Context(), "12"); err != nil || !reflect.DeepEqual(got, []Attachment{wantAttached}) {
		t.Errorf("%+v %v", got, err)
	}
	if err := c.DeleteAttachment(t.Context(), "att7"); err != nil {
		t.Error(err)
	}
}
