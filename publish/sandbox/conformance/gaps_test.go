package conformance

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
)

// world is a sandbox between whose client and server the documents stand.
type world struct {
	*testing.T
	server *sandbox.Server
	client *http.Client
	page   string // its id
	file   string // the id of its file
}

const (
	siteV1, siteV2 = "https://example.atlassian.net/wiki/rest/api", "https://example.atlassian.net/wiki/api/v2"
	dcAPI          = "https://confluence.example.com/rest/api"
)

func newWorld(t *testing.T, check func(http.Handler) http.Handler) *world {
	t.Helper()
	server, err := sandbox.Start(sandbox.Options{Middleware: check})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{T: t, server: server, client: &http.Client{Transport: server.Transport()}}
	w.page = w.newPage("Witness")
	var files struct{ Results []struct{ ID string } }
	w.read(w.upload("PUT", siteV1), &files)
	w.file = files.Results[0].ID
	return w
}

func (w *world) newPage(title string) string {
	w.Helper()
	space, err := w.server.Store().SpaceByKey("DOCS")
	if err != nil {
		w.Fatal(err)
	}
	var page struct{ ID string }
	w.read(w.send("unscoped", "POST", siteV2+"/pages", `{"spaceId":"`+space.ID+`","title":"`+title+`","body":{"representation":"storage","value":""}}`), &page)
	return page.ID
}

func (w *world) upload(method, root string) string {
	w.Helper()
	return w.send(map[bool]string{true: "dc-pat", false: "unscoped"}[root == dcAPI], method, root+"/content/"+w.page+"/child/attachment", "--b\r\n"+
		"Content-Disposition: form-data; name=\"file\"; filename=\""+method+".txt\"\r\n\r\ntext\r\n--b\r\nContent-Disposition: form-data; name=\"minorEdit\"\r\n\r\ntrue\r\n--b--\r\n",
		"Content-Type", "multipart/form-data; boundary=b", "X-Atlassian-Token", "no-check")
}

func (w *world) read(answer string, into any) {
	w.Helper()
	if err := json.Unmarshal([]byte(answer), into); err != nil {
		w.Fatalf("%v: %s", err, answer)
	}
}

// send makes a request with a credential by its name, "" none, or "user:password".
func (w *world) send(credential, method, address, body string, headers ...string) string {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), method, address, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, c := range w.server.Credentials() {
		if c.Name == credential {
			c.Authenticate(r)
		}
	}
	if user, password, ok := strings.Cut(credential, ":"); ok {
		r.SetBasicAuth(user, password)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := w.client.Do(r)
	if err != nil {
		w.Fatalf("%s %s: %v", method, address, err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		w.Fatalf("%s %s: %v", method, address, err)
	}
	return string(text)
}

func (w *world) failing(f sandbox.Fault) {
	f.Times = 1
	w.server.Faults().Add(f)
	w.send("unscoped", "GET", siteV2+"/spaces", "")
}

// witnesses show each gap by what it is about.
func witnesses() map[string]func(*world) {
	get := func(credential, address string) func(*world) {
		return func(w *world) { w.send(credential, "GET", strings.ReplaceAll(address, "{page}", w.page), "") }
	}
	send := func(credential, method, address, body string) func(*world) {
		return func(w *world) {
			fill := strings.NewReplacer("{page}", w.page)
			w.send(credential, method, fill.Replace(address), fill.Replace(body))
		}
	}
	page := func(more string) string {
		return `{"type":"page","title":"Another","space":{"key":"DOCS"},"body":{"storage":{"value":"","representation":"storage"}}` + more + `}`
	}
	update := func(version string, more string) string {
		return `{"type":"page","title":"Witness","status":"current","version":{"number":` + version + `},"body":{"storage":{"value":"","representation":"storage"}}` + more + `}`
	}
	onGateway := func(credential, method, path string) func(*world) {
		return func(w *world) {
			w.send(credential, method, w.server.Gateway()+strings.ReplaceAll(path, "{page}", w.page), "")
		}
	}
	return map[string]func(*world){
		"401 for a missing scope":                                           onGateway("granular-scoped", "DELETE", "/rest/api/content/1/property/a"),
		"401 for a token that the gateway does not know":                    onGateway("dc-pat", "GET", "/wiki/rest/api/user/current"),
		"401 for a scoped token on a site":                                  get("classic-scoped", siteV1+"/user/current"),
		"401 for an account's password on Cloud":                            get("robin@example.com:robins-password", siteV1+"/user/current"),
		"401 of Data Center's login filter":                                 get("dc-revoked", dcAPI+"/content"),
		"403 for a credential that is unknown or missing":                   get("revoked", siteV1+"/space/DOCS"),
		"404 for a credential that is unknown or missing":                   get("revoked", siteV2+"/spaces"),
		"404 for a cloud id that the gateway does not know":                 get("unscoped", "https://api.atlassian.com/ex/confluence/none/wiki/api/v2/spaces"),
		"403 for an API token sent as Bearer to a site":                     func(w *world) { w.send("", "GET", siteV2+"/spaces", "", "Authorization", "Bearer ATATT3xFf-unscoped") },
		"400 for a request that cannot be understood":                       send("unscoped", "DELETE", siteV1+"/content/{page}/label", ""),
		"415 for a media type that is not taken":                            func(w *world) { w.send("unscoped", "POST", siteV2+"/pages", "<a/>", "Content-Type", "text/xml") },
		"429 of a limit":                                                    func(w *world) { w.failing(sandbox.Fault{Kind: sandbox.RateLimit}) },
		"5xx":                                                               func(w *world) { w.failing(sandbox.Fault{Kind: sandbox.Status}) },
		"5xx as HTML":                                                       func(w *world) { w.failing(sandbox.Fault{Kind: sandbox.Status}) },
		"200 with a page to sign in":                                        func(w *world) { w.failing(sandbox.Fault{Kind: sandbox.ProxyPage}) },
		"the cloud id of a site":                                            get("", "https://example.atlassian.net/_edge/tenant_info"),
		"access tokens, and the sites they open":                            get("oauth", "https://api.atlassian.com/oauth/token/accessible-resources"),
		"the gateway's error for a token it does not know":                  get("dc-pat", "https://api.atlassian.com/oauth/token/accessible-resources"),
		"downloads of files":                                                get("dc-pat", "https://confluence.example.com/download/attachments/{page}/PUT.txt"),
		"errors of downloads":                                               get("unscoped", "https://example.atlassian.net/wiki/download/attachments/{page}/PUT.txt"),
		"409 for a stale version or a key that exists":                      send("unscoped", "PUT", siteV2+"/pages/{page}", `{"id":"{page}","status":"current","title":"A","version":{"number":9},"body":{"representation":"storage","value":""}}`),
		"the id of an attachment is a number here, or a text that no id is": func(w *world) { w.send("unscoped", "DELETE", siteV2+"/attachments/"+w.file, "") },
		"what include parameters of pages and folders include":              get("unscoped", siteV2+"/pages/{page}?include-direct-children=true"),
		"restrictions by operation":                                         get("unscoped", siteV1+"/content/{page}/restriction/byOperation"),
		"404 for restrictions of what is missing":                           get("unscoped", siteV1+"/content/1/restriction/byOperation"),
		"properties and labels of new content":                              send("unscoped", "POST", siteV1+"/content", page(`,"metadata":{"properties":{"editor":{"value":"v2"}}}`)),
		"minorEdit of an update":                                            send("unscoped", "PUT", siteV1+"/content/{page}", update(`2,"minorEdit":true`, "")),
		"the id that repeats the path's":                                    send("unscoped", "PUT", siteV1+"/content/{page}", update("2", `,"id":"1"`)),
		"the key that repeats the path's":                                   send("unscoped", "PUT", siteV1+"/content/{page}/property/k", `{"key":"k","value":{},"version":{"number":1}}`),
		"the id of a parent as a number": func(w *world) {
			w.send("unscoped", "POST", siteV1+"/content", page(`,"ancestors":[{"id":`+w.page+`}]`))
		},
		"the metadata of a file":                                       get("unscoped", siteV1+"/content/{page}/child/attachment?expand=metadata"),
		"next=true of the server's own links to the next results":      get("unscoped", siteV1+"/content?next=true&limit=1&start=1"),
		"501 for type=folder":                                          get("unscoped", siteV1+"/content?type=folder"),
		"500 for an empty text in CQL":                                 get("unscoped", siteV1+`/content/search?cql=text~%22%22`),
		"404 for a property of what is missing":                        send("unscoped", "POST", siteV1+"/content/1/property", `{"key":"k","value":{}}`),
		"links and what can be expanded":                               get("dc-pat", dcAPI+"/content/{page}"),
		"the names of people":                                          get("dc-pat", dcAPI+"/user/current"),
		"what is referred to":                                          get("dc-pat", dcAPI+"/content/{page}/history"),
		"the list of files that were added":                            func(w *world) { w.upload("POST", dcAPI) },
		"200 for a list of files":                                      get("dc-pat", dcAPI+"/content/{page}/child/attachment"),
		"what stands below a page, by type":                            get("dc-pat", dcAPI+"/content/{page}/child?expand=attachment"),
		"the content of a space, by type":                              get("dc-pat", dcAPI+"/space/DOCS/content"),
		"restrictions by operation on Data Center":                     get("dc-pat", dcAPI+"/content/{page}/restriction/byOperation"),
		"a page's body is one of two schemas without a required field": func(w *world) { w.newPage("With a body") },
		"parentId, parentType, position, personalSpaceId, and the icon and the description of a space": get("unscoped", siteV2+"/pages"),

		"the steps of the editor in a version":            get("unscoped", siteV2+"/pages/{page}"),
		"the links to both editors, and those of folders": get("unscoped", siteV2+"/pages/{page}"),
		"when a descendant was changed": func(w *world) {
			space, err := w.server.Store().SpaceByKey("DOCS")
			if err != nil {
				w.Fatal(err)
			}
			w.send("unscoped", "GET", siteV2+"/pages/"+space.HomepageID+"/descendants", "")
		},
		"v1's name for the time of a new property": send("unscoped", "POST", siteV2+"/pages/{page}/properties", `{"key":"k","value":1}`),
		"the alias of a single space": func(w *world) {
			space, err := w.server.Store().SpaceByKey("DOCS")
			if err != nil {
				w.Fatal(err)
			}
			w.send("unscoped", "GET", siteV2+"/spaces/"+space.ID, "")
		},
		"more about people":                             get("unscoped", siteV1+"/content/{page}"),
		"alias and roles of a space":                    get("unscoped", siteV1+"/space/DOCS"),
		"the names of files among Atlassian's products": get("unscoped", siteV1+"/content/{page}/child/attachment"),
		"the types of contents that are not seen":       send("unscoped", "POST", siteV2+"/content/convert-ids-to-types", `{"contentIds":["1"]}`),
		"lists of ids and statuses":                     get("unscoped", siteV2+"/pages?id=1,2"),
		"lists of statuses and locations":               get("unscoped", siteV1+"/content?status=any"),
		"the version in a change of an attachment or a property": func(w *world) {
			w.send("unscoped", "PUT", siteV1+"/content/"+w.page+"/child/attachment/"+w.file, `{"id":"`+w.file+`","type":"attachment","version":{"number":1}}`)
		},
		"501 for an operation that the sandbox does not have": get("unscoped", siteV2+"/whiteboards/1"),
		"the value of a property":                             send("unscoped", "POST", siteV1+"/content/{page}/property", `{"key":"k","value":1}`),
		"the errors in an error":                              get("dc-pat", dcAPI+"/content/1"),
		"the labels to add":                                   send("dc-pat", "POST", dcAPI+"/content/{page}/label", `[{"prefix":"global","name":"a"}]`),
		"what a search answers":                               get("dc-pat", dcAPI+"/search?cql=type=page"),
		"401 for nobody in the REST framework's form":         get("", dcAPI+"/server-information"),
		"403 for who may not write in a space":                send("dc-pat", "POST", dcAPI+"/content", strings.ReplaceAll(page(""), "DOCS", "TEAM")),
		"409 for a stale version on Data Center":              send("dc-pat", "PUT", dcAPI+"/content/{page}", update("9", "")),
		"500 for a page below itself": func(w *world) {
			w.send("dc-pat", "PUT", dcAPI+"/content/"+w.page, update("2", `,"ancestors":[{"id":"`+w.page+`"}]`))
		},
		"410 of operations that have left the document": func(w *world) {
			w.server.Faults().SetV1ContentGone(true)
			w.send("unscoped", "GET", siteV1+"/content", "")
		},
	}
}

// TestEveryGapIsThere fails for an entry of the table that nothing needs, or not any more: without it, what its witness
// does must differ from the documents, and with it not.
func TestEveryGapIsThere(t *testing.T) {
	t.Parallel()
	if _, err := findFolder(); err != nil {
		t.Skipf("Atlassian's API documents are not at hand: %v", err)
	}
	shown := witnesses()
	for _, g := range gaps {
		t.Run(g.what, func(t *testing.T) {
			t.Parallel()
			show := shown[g.what]
			if show == nil {
				t.Fatal("there is no witness")
			}
			met := newCounts()
			held(t, newInspector(t, official, met), show)
			if g.mend == nil && met.met(g) == 0 || g.mend != nil && !needed(t, g, show) {
				t.Error("nothing needs this entry: remove it")
			}
		})
	}
}

// needed reports whether a witness differs from the documents without one of their mends.
func needed(t *testing.T, g *gap, show func(*world)) bool {
	t.Helper()
	found := &report{}
	others := slices.DeleteFunc(slices.Clone(gaps), func(other *gap) bool { return other == g })
	held(t, newInspector(found, documents(others), newCounts()), show)
	return len(found.lines) > 0
}

// held lets a witness speak and waits until all it did was looked at: a client has a long answer before that.
func held(t *testing.T, i *inspector, show func(*world)) {
	t.Helper()
	show(newWorld(t, i.around))
	i.busy.Wait()
}

func TestEveryGapHasItsReason(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, g := range gaps {
		if g.what == "" || g.why == "" || g.source == "" || known[g.what] {
			t.Errorf("%q: what (once), why and source are needed", fmt.Sprint(g.what))
		}
		known[g.what] = true
	}
}
