package confluence

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
)

// takesFiles answers an upload with what was sent, as far as refuse does not object.
func takesFiles(t *testing.T, refuse func(names []string) http.HandlerFunc) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		form, err := r.MultipartReader()
		if err != nil {
			t.Error(err)
			return
		}
		var names, comments []string
		for {
			part, err := form.NextPart()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Error(err)
				return
			}
			switch content, _ := io.ReadAll(part); part.FormName() {
			case "file":
				names = append(names, part.FileName())
			case "comment":
				comments = append(comments, string(content))
			}
		}
		if len(comments) > 0 && len(comments) != len(names) {
			t.Errorf("%d comments for %d files", len(comments), len(names))
		}
		if h := refuse(names); h != nil {
			h(rw, r)
			return
		}
		var rows []string
		for _, name := range names {
			rows = append(rows, fmt.Sprintf(`{"id":"att-%s","title":%q,"version":{"number":1}}`, name, name))
		}
		jsonAnswer(200, `{"results":[`+strings.Join(rows, ",")+`]}`)(rw, r)
	}
}

func named(names ...string) []Upload {
	var files []Upload
	for _, name := range names {
		files = append(files, Upload{Name: name, Content: []byte("PNG"), Comment: "sha"})
	}
	return files
}

func idsOf(made []Attachment) string {
	var ids []string
	for _, a := range made {
		ids = append(ids, a.ID)
	}
	return strings.Join(ids, " ")
}

func TestOneFileThatIsTooLargeKeepsNoOtherBack(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		on      func(*testing.T) (*world, *Client)
		upload  string
		list    string
		refusal http.HandlerFunc
		kind    Kind
	}{
		"Cloud":             {onGateway, "PUT " + gatewayURL + "/rest/api/content/12/child/attachment", "GET " + gatewayURL + "/rest/api/content/12/child/attachment", jsonAnswer(404, `{"statusCode":404,"message":"Attachment too big"}`), TooLarge},
		"Cloud, by a proxy": {onGateway, "PUT " + gatewayURL + "/rest/api/content/12/child/attachment", "", jsonAnswer(413, ``), TooLarge},
		"Data Center":       {onDataCenter, "POST " + dcURL + "/content/12/child/attachment", "GET " + dcURL + "/content/12/child/attachment", jsonAnswer(404, `{"statusCode":404,"message":"Attachment too big"}`), TooLarge},
		"a name":            {onDataCenter, "POST " + dcURL + "/content/12/child/attachment", "", jsonAnswer(400, `{"statusCode":400,"message":"Invalid file name"}`), Unexpected},
	} {
		t.Run(name, func(t *testing.T) {
			w, c := tt.on(t)
			w.on(tt.upload, takesFiles(t, func(names []string) http.HandlerFunc {
				for _, name := range names {
					if name == "large" {
						return tt.refusal
					}
				}
				return nil
			}))
			if tt.list != "" {
				w.on(tt.list, jsonAnswer(200, `{"results":[],"_links":{}}`))
			}
			made, err := c.AttachFiles(t.Context(), "12", named("a", "large", "b"))
			if idsOf(made) != "att-a  att-b" || !IsKind(err, tt.kind) || !strings.Contains(err.Error(), `"large"`) || strings.Contains(err.Error(), `"a"`) {
				t.Errorf("%q %v", idsOf(made), err)
			}
		})
	}
}

func TestRefusalOfThePageEndsTheUploads(t *testing.T) {
	t.Parallel()
	w, c := onGateway(t)
	w.on("PUT "+gatewayURL+"/rest/api/content/12/child/attachment", jsonAnswer(403, `{"statusCode":403,"message":"no"}`))
	if _, err := c.AttachFiles(t.Context(), "12", named(strings.Fields(strings.Repeat("x ", 50))...)); !IsKind(err, Forbidden) || len(w.requests()) != 1 {
		t.Errorf("%v after %v", err, w.requests())
	}
}

func TestLostUploadsOnDataCenterAreLookedFor(t *testing.T) {
	const list, post = "GET " + dcURL + "/content/12/child/attachment", "POST " + dcURL + "/content/12/child/attachment"
	row := func(name, comment string) string {
		return fmt.Sprintf(`{"id":"att-%s","title":%q,"version":{"number":1},"extensions":{"fileSize":3,"comment":%q}}`, name, name, comment)
	}
	listed := func(rows ...string) http.HandlerFunc {
		return jsonAnswer(200, `{"results":[`+strings.Join(rows, ",")+`],"_links":{}}`)
	}
	for name, tt := range map[string]struct {
		stands http.HandlerFunc
		posts  int // of all kinds
	}{
		"all came through":  {listed(row("a", "sha"), row("b", "sha")), 1},
		"one came through":  {listed(row("b", "sha")), 2},
		"none came through": {listed(), 2},
		"others stand":      {listed(row("a", "old"), row("b", "old")), 3},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, c := onDataCenter(t)
				w.on(list, tt.stands).on(post, inTurn(jsonAnswer(503, ``), takesFiles(t, func([]string) http.HandlerFunc { return nil })))
				for _, name := range []string{"a", "b"} {
					w.on(post+"/att-"+name+"/data", jsonAnswer(200, row(name, "sha")))
				}
				made, err := c.AttachFiles(t.Context(), "12", named("a", "b"))
				posts := 0
				for _, r := range w.requests() {
					if strings.HasPrefix(r, "POST") {
						posts++
					}
				}
				if err != nil || idsOf(made) != "att-a att-b" || posts != tt.posts {
					t.Errorf("%q %v\n%v", idsOf(made), err, w.requests())
				}
			})
		})
	}
}

func TestAnswerToAnUploadMustNameTheFiles(t *testing.T) {
	const upload, list = "PUT " + gatewayURL + "/rest/api/content/12/child/attachment", "GET " + gatewayURL + "/rest/api/content/12/child/attachment"
	one := jsonAnswer(200, `{"results":[{"id":"att-a","title":"a"}]}`)
	for name, tt := range map[string]struct {
		stands http.HandlerFunc
		puts   int
		made   string
	}{
		"both are there":   {jsonAnswer(200, `{"results":[{"id":"att-a","title":"a","extensions":{"fileSize":3,"comment":"sha"}},{"id":"att-b","title":"b","extensions":{"fileSize":3,"comment":"sha"}}],"_links":{}}`), 1, "att-a att-b"},
		"one stays away":   {jsonAnswer(200, `{"results":[{"id":"att-a","title":"a","extensions":{"fileSize":3,"comment":"sha"}}],"_links":{}}`), 3, "att-a "},
		"the list is lost": {jsonAnswer(403, ``), 1, " "},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, c := onGateway(t)
				w.on(upload, inTurn(one, jsonAnswer(200, ``))).on(list, tt.stands)
				made, err := c.AttachFiles(t.Context(), "12", named("a", "b"))
				puts := 0
				for _, r := range w.requests() {
					if strings.HasPrefix(r, "PUT") {
						puts++
					}
				}
				if idsOf(made) != tt.made || puts != tt.puts || (err == nil) != (tt.puts == 1 && tt.made != " ") || err != nil && (asError(err).Operation != UploadAttachment || !asError(err).Open()) {
					t.Errorf("%q %v\n%v", idsOf(made), err, w.requests())
				}
			})
		})
	}
}
