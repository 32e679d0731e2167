package conformance

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// report collects what Check would have told a test.
type report struct{ lines []string }

func (r *report) Errorf(format string, arguments ...any) {
	r.lines = append(r.lines, fmt.Sprintf(format, arguments...))
}

// sample is an exchange as a client and a server would have it.
type sample struct {
	method, address, sent string
	header                []string // of the request
	status                int
	answer                string
	media                 string // of the answer; "" JSON
	more                  []string
}

const (
	site       = "https://example.atlassian.net/wiki"
	gateway    = "https://api.atlassian.com/ex/confluence/c10d1d00-0000-4000-8000-000000000001"
	dataCenter = "https://confluence.example.com/confluence"
	aPage      = `{"id":"12","status":"current","title":"A","spaceId":"7","version":{"number":1}}`
)

// told passes a sample through the middleware and gives what it said.
func told(t *testing.T, s sample) []string {
	t.Helper()
	if _, err := findFolder(); err != nil {
		t.Skipf("Atlassian's API documents are not at hand: %v", err)
	}
	found := &report{}
	i := newInspector(found, official, newCounts())
	handler := i.around(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, err := io.ReadAll(r.Body)
		if err != nil || string(got) != s.sent {
			t.Errorf("the server got %q, %v", got, err)
		}
		if s.media == "" {
			s.media = "application/json"
		}
		w.Header().Set("Content-Type", s.media)
		for n := 0; n < len(s.more); n += 2 {
			w.Header().Set(s.more[n], s.more[n+1])
		}
		w.WriteHeader(s.status)
		_, _ = io.WriteString(w, s.answer)
	}))
	r := httptest.NewRequestWithContext(t.Context(), s.method, s.address, strings.NewReader(s.sent))
	if s.sent != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for n := 0; n < len(s.header); n += 2 {
		r.Header.Set(s.header[n], s.header[n+1])
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, r)
	if recorder.Code != s.status || recorder.Body.String() != s.answer {
		t.Errorf("the client got %d %q", recorder.Code, recorder.Body)
	}
	return found.lines
}

func v2Body(body string) string { return `{"spaceId":"7","title":"A","body":` + body + `}` }

func TestRightExchangesPass(t *testing.T) {
	t.Parallel()
	storage := `{"representation":"storage","value":"<p/>"}`
	for name, s := range map[string]sample{
		"a body":                     {method: "POST", address: site + "/api/v2/pages", sent: v2Body(storage), status: 200, answer: aPage},
		"a nested body":              {method: "POST", address: gateway + "/api/v2/pages?private=true", sent: v2Body(`{"storage":` + storage + `}`), status: 200, answer: aPage},
		"no parent":                  {method: "GET", address: site + "/api/v2/pages/12", status: 200, answer: `{"id":"12","parentId":null,"parentType":null}`},
		"commas":                     {method: "GET", address: site + "/api/v2/pages?id=1,2&status=current,trashed", status: 200, answer: `{"results":[]}`},
		"repeated":                   {method: "GET", address: site + "/api/v2/pages?id=1&id=2", status: 200, answer: `{"results":[]}`},
		"a slash in a name":          {method: "DELETE", address: gateway + "/wiki/rest/api/content/1/label/a%2Fb", status: 204},
		"the latest":                 {method: "GET", address: dataCenter + "/rest/api/latest/content/1", status: 200, answer: `{"id":"1","type":"page"}`},
		"Data Center without a path": {method: "GET", address: "https://confluence.example.com/rest/api/content/1?expand=version", status: 200, answer: `{"id":"1"}`},
		"HEAD":                       {method: "HEAD", address: site + "/api/v2/pages/12", status: 200},
		"a wrong request, refused": {method: "POST", address: site + "/api/v2/pages?colour=red", sent: `{"colour":1}`, status: 400,
			answer: `{"errors":[{"status":400,"code":"BAD_REQUEST","title":"no","detail":null}]}`},
		"no such path, refused": {method: "GET", address: site + "/rest/api/colours", status: 404, answer: `{"message":"null for uri","status-code":404}`},
	} {
		if lines := told(t, s); len(lines) > 0 {
			t.Errorf("%s: %s", name, strings.Join(lines, "\n"))
		}
	}
}

func TestWrongExchangesAreCaught(t *testing.T) {
	t.Parallel()
	v1Page := `{"id":"1","type":"page","status":"current"}`
	upload := func(parts ...string) string {
		var b strings.Builder
		for _, part := range parts {
			name, text, _ := strings.Cut(part, "=")
			b.WriteString("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n")
		}
		return b.String() + "--b--\r\n"
	}
	files := `{"results":[],"size":0,"_links":{}}`
	form := []string{"Content-Type", "multipart/form-data; boundary=b"}
	for want, s := range map[string]sample{
		`Cloud v2: POST /pages: unknown field "/colour": request`:           {method: "POST", address: site + "/api/v2/pages", sent: `{"spaceId":"7","colour":"red"}`, status: 200, answer: aPage},
		`Cloud v2: POST /pages: wrong body "/spaceId": request`:             {method: "POST", address: gateway + "/wiki/api/v2/pages", sent: `{"title":"A"}`, status: 200, answer: aPage},
		`Cloud v2: POST /pages: wrong body "/body": request`:                {method: "POST", address: site + "/api/v2/pages", sent: v2Body(`{"value":"<p/>"}`), status: 200, answer: aPage},
		`POST /pages: wrong body "/body": request: value doesn't match any`: {method: "POST", address: site + "/api/v2/pages", sent: v2Body(`{"storage":{"value":"x","representation":"markdown"}}`), status: 200, answer: aPage},
		`POST /pages: wrong media type "text/xml": request`:                 {method: "POST", address: site + "/api/v2/pages", sent: "<a/>", header: []string{"Content-Type", "text/xml"}, status: 200, answer: aPage},
		`POST /pages: wrong body "": request: the operation needs a body`:   {method: "POST", address: site + "/api/v2/pages", status: 200, answer: aPage},
		`GET /pages: unknown parameter "spaceKey": request`:                 {method: "GET", address: site + "/api/v2/pages?spaceKey=DOCS", status: 200, answer: `{"results":[]}`},
		`GET /pages: wrong parameter "status": request`:                     {method: "GET", address: site + "/api/v2/pages?status=lost", status: 200, answer: `{"results":[]}`},
		`GET /pages/{id}: wrong parameter "id": request`:                    {method: "GET", address: site + "/api/v2/pages/twelve", status: 200, answer: aPage},
		`GET /pages/{id}: wrong body "": request: the operation takes no`:   {method: "GET", address: site + "/api/v2/pages/12", sent: "{}", status: 200, answer: aPage},
		`GET /pages/{id}: unknown field "/colour": answer`:                  {method: "GET", address: site + "/api/v2/pages/12", status: 200, answer: `{"id":"12","colour":"red"}`},
		`GET /pages/{id}: wrong body "/id": answer`:                         {method: "GET", address: site + "/api/v2/pages/12", status: 200, answer: `{"id":12}`},
		`GET /pages: wrong body "/results/*/id": answer`:                    {method: "GET", address: site + "/api/v2/pages", status: 200, answer: `{"results":[{"id":12}]}`},
		`GET /pages/{id}: wrong body "/createdAt": answer`:                  {method: "GET", address: site + "/api/v2/pages/12", status: 200, answer: `{"createdAt":"yesterday"}`},
		`GET /pages/{id}: wrong body "": answer: not JSON`:                  {method: "GET", address: site + "/api/v2/pages/12", status: 200, answer: `{"id":`},
		`GET /pages/{id}: wrong media type "text/plain": answer`:            {method: "GET", address: site + "/api/v2/pages/12", status: 200, answer: "A", media: "text/plain"},
		`GET /pages/{id}: unknown status "202": answer`:                     {method: "GET", address: site + "/api/v2/pages/12", status: 202, answer: "{}"},
		`GET /pages/{id}: unknown status "409": answer`: {method: "GET", address: site + "/api/v2/pages/12", status: 409,
			answer: `{"errors":[{"status":409,"code":"CONFLICT","title":"no","detail":null}]}`},
		`GET /pages/{id}: wrong envelope "404": answer: it has none`: {method: "GET", address: site + "/api/v2/pages/12", status: 404, answer: `{"message":"no"}`},
		`wrong envelope "404": answer: the body says 400`: {method: "GET", address: site + "/api/v2/pages/12", status: 404,
			answer: `{"errors":[{"status":400,"code":"BAD_REQUEST","title":"no","detail":null}]}`},
		`wrong envelope "404": answer: it is text/html`:                 {method: "GET", address: site + "/rest/api/content/1", status: 404, answer: "<p>no</p>", media: "text/html"},
		`no document: GET /colours: unknown operation`:                  {method: "GET", address: site + "/api/v2/colours", status: 200, answer: "{}"},
		`no document: GET /wiki/rest/api/colours: unknown operation`:    {method: "GET", address: gateway + "/rest/api/colours", status: 200, answer: "{}"},
		`no document: PUT /rest/api/content/1/child/attachment`:         {method: "PUT", address: dataCenter + "/rest/api/content/1/child/attachment", sent: "{}", status: 200, answer: "{}"},
		`no document: GET /_edge/colours: unknown operation`:            {method: "GET", address: "https://example.atlassian.net/_edge/colours", status: 200, answer: "{}"},
		`Cloud v1 of February 2024: GET /content/{id}: unknown field`:   {method: "GET", address: site + "/rest/api/content/1", status: 200, answer: `{"id":"1","type":"page","status":"current","colour":1}`},
		`GET /content/{id}: wrong body "/status": answer`:               {method: "GET", address: site + "/rest/api/content/1", status: 200, answer: `{"id":"1","type":"page"}`},
		`GET /content/{id}: wrong parameter "status": request`:          {method: "GET", address: site + "/rest/api/content/1?status=lost&expand=body.storage", status: 200, answer: v1Page},
		`Cloud v1: PUT /content/{id}/child/attachment: wrong body "/m`:  {method: "PUT", address: site + "/rest/api/content/1/child/attachment", sent: upload("file=x"), header: form, status: 200, answer: files},
		`unknown field "/colour": request: the form does not have`:      {method: "PUT", address: site + "/rest/api/content/1/child/attachment", sent: upload("file=x", "minorEdit=true", "colour=red"), header: form, status: 200, answer: files},
		`Data Center 10.0.3: POST /content/{id}/child/attachment: wro`:  {method: "POST", address: dataCenter + "/rest/api/content/1/child/attachment", sent: upload("file=x", "minorEdit=perhaps"), header: form, status: 200, answer: `{"results":[]}`},
		`wrong body "/comment": request: there must be one for each`:    {method: "POST", address: dataCenter + "/rest/api/content/1/child/attachment", sent: upload("file=x", "file=y", "comment=z"), header: form, status: 200, answer: `{"results":[]}`},
		`DELETE /content/{id}/label/{label}: wrong body "": answer: 20`: {method: "DELETE", address: site + "/rest/api/content/1/label/a", status: 204, answer: "{}"},
	} {
		lines := told(t, s)
		if len(lines) != 1 || !strings.Contains(lines[0], want) {
			t.Errorf("%s %s: want %q, told:\n%s", s.method, s.address, want, strings.Join(lines, "\n"))
		}
	}
}

func TestSameViolationIsToldOnce(t *testing.T) {
	t.Parallel()
	lines := told(t, sample{method: "GET", address: site + "/api/v2/pages", status: 200, answer: `{"results":[{"id":1},{"id":2}]}`})
	if len(lines) != 1 {
		t.Errorf("told %d times:\n%s", len(lines), strings.Join(lines, "\n"))
	}
}
