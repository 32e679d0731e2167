package rest_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// step is a request of a client, and what it needs of the answer.
type step struct {
	method, path, body string // {names} stand for what earlier steps kept
	form               []part // instead of a body
	status             int
	keeps              string   // "name=path" of the answer's JSON, several with spaces between
	has                []string // pairs of a path and its value
}

const onSite = "https://example.atlassian.net/wiki"

// clients are the requests by which well-known clients publish a page with a file, a label and a property, and then change
// it; each was read in the source named.
var clients = map[string][]step{
	// github.com/kovetskiy/mark confluence/api.go
	"mark on a site": {
		{"GET", onSite + "/rest/api/space/DOCS?expand=homepage", "", nil, 200, "home=homepage/id", nil},
		{"GET", onSite + "/rest/api/content/?spaceKey=DOCS&expand=ancestors%2Cversion&type=page&status=current&title=Guide", "", nil, 200, "", []string{"results", "[0]"}},
		{"GET", onSite + "/rest/api/space/DOCS", "", nil, 200, "space=id", nil},
		{"POST", onSite + "/api/v2/folders", `{"spaceId":"{space}","title":"Box","parentId":"{home}","parentType":"page"}`, nil, 200, "folder=id", []string{"parentType", "page"}},
		{"GET", onSite + "/api/v2/pages/{home}/direct-children?limit=100", "", nil, 200, "", []string{"results/0/type", "folder"}},
		{"POST", onSite + "/rest/api/content/", `{"type":"page","title":"Guide","space":{"key":"DOCS"},"body":{"storage":{"representation":"storage","value":""}},
			"metadata":{"properties":{"editor":{"value":"v2"}}},"ancestors":[{"id":"{home}"}]}`, nil, 200, "page=id", []string{"type", "page", "_links/base", onSite}},
		{"GET", onSite + "/rest/api/content/{page}/child/attachment?expand=version%2Ccontainer&limit=100&start=0", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", onSite + "/rest/api/content/{page}/child/attachment", "", []part{
			{"file", "a.png", "application/octet-stream", "png"}, {"comment", "", "", "sum"}, {"minorEdit", "", "", "true"},
		}, 200, "file=results/0/id", []string{"results/0/metadata/comment", "sum", "_links/context", "/wiki"}},
		{"POST", onSite + "/rest/api/content/{page}/child/attachment/{file}/data", "", []part{
			{"file", "a.png", "application/octet-stream", "new"}, {"comment", "", "", "other"}, {"minorEdit", "", "", "true"},
		}, 200, "", []string{"title", "a.png", "metadata/comment", "other"}},
		{"PUT", onSite + "/rest/api/content/{page}", `{"id":"{page}","type":"page","title":"Guide","version":{"number":2,"minorEdit":true,"message":"m"},
			"body":{"storage":{"value":"<p>x</p>","representation":"storage"}},"metadata":{"properties":{"content-appearance-published":{"value":"full-width"},
			"emoji-title-published":{"value":"1f600"}}},"ancestors":[{"id":"{home}"}]}`, nil, 200, "", []string{"version/number", "2"}},
		{"GET", onSite + "/rest/api/content/{page}/label?prefix=global&limit=50&start=0", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", onSite + "/rest/api/content/{page}/label", `[{"prefix":"global","name":"docs"}]`, nil, 200, "", []string{"results/0/name", "docs"}},
		{"DELETE", onSite + "/rest/api/content/{page}/label?name=docs", "", nil, 204, "", nil},
		{"GET", onSite + "/rest/api/content/{page}/child/comment?expand=extensions.inlineProperties&limit=100&start=0", "", nil, 200, "", []string{"results", "[0]"}},
		{"GET", onSite + "/api/v2/spaces/{space}/properties?limit=100", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", onSite + "/api/v2/spaces/{space}/properties", `{"key":"mark","value":{"a":1}}`, nil, 201, "property=id", nil},
		{"PUT", onSite + "/api/v2/spaces/{space}/properties/{property}", `{"key":"mark","value":{"a":2},"version":{"number":2}}`, nil, 200, "", []string{"version/number", "2"}},
		{"GET", onSite + "/rest/api/user/current", "", nil, 200, "user=accountId", nil},
		{"POST", onSite + "/rest/api/content/{page}/restriction", `[{"operation":"update","restrictions":{"user":[{"type":"known","accountId":"{user}"}]}}]`, nil, 200, "", nil},
		{"GET", onSite + "/rest/api/content/{home}/child/page?limit=100&start=0", "", nil, 200, "", []string{"results/0/title", "Guide"}},
		{"DELETE", onSite + "/rest/api/content/{page}", "", nil, 204, "", nil},
	},
	// github.com/kovetskiy/mark confluence/v2pages.go
	"mark at the gateway": {
		{"GET", v2 + "/spaces?keys=DOCS", "", nil, 200, "space=results/0/id home=results/0/homepageId", []string{"_links/base", onSite}},
		{"GET", v2 + "/pages/{home}", "", nil, 200, "", []string{"parentId", "null"}},
		{"GET", v2 + "/pages?space-id={space}&status=current&title=Guide", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", v2 + "/folders", `{"spaceId":"{space}","title":"Box"}`, nil, 200, "folder=id", nil},
		{"POST", v2 + "/pages", `{"spaceId":"{space}","status":"current","title":"Guide","body":{"representation":"storage","value":""},"parentId":"{folder}","parentType":"folder"}`,
			nil, 200, "page=id", []string{"parentType", "folder", "version/number", "1"}},
		{"PUT", v2 + "/pages/{page}", `{"id":"{page}","status":"current","title":"Guide","body":{"representation":"storage","value":"<p>x</p>"},
			"version":{"number":2,"minorEdit":false,"message":""}}`, nil, 200, "", []string{"parentId", "{folder}"}},
		{"GET", v2 + "/pages/{page}/properties?limit=100", "", nil, 200, "property=results/2/id", []string{"results/2/key", "content-appearance-published"}},
		{"PUT", v2 + "/pages/{page}/properties/{property}", `{"key":"content-appearance-published","value":"full-width","version":{"number":2}}`, nil, 200, "", []string{"value", "full-width"}},
		{"GET", v2 + "/blogposts/999", "", nil, 501, "", nil},
	},
	// github.com/kovetskiy/mark confluence/api.go
	"mark on Data Center": {
		{"GET", dc + "/space/DOCS?expand=homepage", "", nil, 200, "home=homepage/id", nil},
		{"GET", "https://confluence.example.com/api/v2/spaces?limit=1", "", nil, 404, "", nil},
		{"POST", dc + "/content/", `{"type":"page","title":"Guide","space":{"key":"DOCS"},"body":{"storage":{"representation":"storage","value":""}},
			"metadata":{"properties":{"editor":{"value":"v2"}}},"ancestors":[{"id":"{home}"}]}`, nil, 200, "page=id", nil},
		{"PUT", dc + "/content/{page}", `{"id":"{page}","type":"page","title":"Guide","version":{"number":2,"minorEdit":false,"message":""},
			"body":{"storage":{"value":"<p>x</p>","representation":"storage"}},"metadata":{"properties":{"content-appearance-published":{"value":"full-width"}}},
			"ancestors":[{"id":"{home}"}]}`, nil, 200, "", []string{"version/number", "2"}},
		{"GET", dc + "/content/{home}/property?limit=100&start=0", "", nil, 200, "", nil},
		{"POST", dc + "/content/{home}/property", `{"key":"mark","value":{"a":1}}`, nil, 200, "property=id", nil},
		{"PUT", dc + "/content/{home}/property/mark", `{"id":"{property}","key":"mark","value":{"a":2},"version":{"number":2}}`, nil, 200, "", []string{"version/number", "2"}},
		{"POST", dc + "/content/{page}/restriction", `[{"operation":"update","restrictions":{"user":[{"type":"known","username":"robin"}]}}]`, nil, 200, "", nil},
	},
	// github.com/hunyadi/md2conf md2conf/api_v2.py and api_base.py
	"md2conf": {
		{"GET", onSite[:len(onSite)-len("/wiki")] + "/_edge/tenant_info", "", nil, 200, "cloud=cloudId", nil},
		{"GET", "https://api.atlassian.com/ex/confluence/{cloud}/wiki/api/v2/spaces?limit=1", "", nil, 200, "", []string{"_links/base", onSite}},
		{"GET", v2 + "/spaces?keys=DOCS&status=current", "", nil, 200, "space=results/0/id", nil},
		{"GET", v2 + "/spaces/{space}", "", nil, 200, "home=homepageId", nil},
		{"GET", v2 + "/pages/{home}", "", nil, 200, "", []string{"spaceId", "{space}"}},
		{"GET", v2 + "/pages?title=Guide&space-id={space}", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", v2 + "/pages/", `{"spaceId":"{space}","status":"current","title":"Guide","parentId":"{home}","body":{"storage":{"representation":"storage","value":""}}}`,
			nil, 200, "page=id", []string{"body/storage/value", ""}},
		{"GET", v2 + "/pages/{page}/attachments?filename=a.png", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", v1 + "/content/{page}/child/attachment", "", []part{{"comment", "", "text/plain; charset=utf-8", "c"}, {"file", "a.png", "image/png", "png"}},
			200, "file=results/0/id", []string{"results/0/version/number", "1"}},
		{"PUT", v1 + "/content/{page}/child/attachment/{file}", `{"id":"{file}","type":"attachment","status":"current","title":"a/b.png","version":{"number":2,"minorEdit":true}}`,
			nil, 400, "", nil},
		{"PUT", v1 + "/content/{page}/child/attachment/{file}", `{"id":"{file}","type":"attachment","status":"current","title":"b.png","version":{"number":2,"minorEdit":true}}`,
			nil, 200, "", []string{"title", "b.png", "version/number", "2"}},
		{"GET", v2 + "/attachments/{file}/properties?key=sum", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", v2 + "/attachments/{file}/properties", `{"key":"sum","value":"1"}`, nil, 200, "property=id", nil},
		{"GET", v2 + "/pages/{page}?body-format=storage", "", nil, 200, "", []string{"version/number", "1"}},
		{"PUT", v2 + "/pages/{page}", `{"id":"{page}","status":"current","title":"Guide","body":{"storage":{"representation":"storage","value":"<p>x</p>"}},
			"version":{"number":2,"minorEdit":true,"message":"m"}}`, nil, 200, "", []string{"version/number", "2"}},
		{"GET", v2 + "/pages/{page}/labels", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", v1 + "/content/{page}/label", `[{"name":"docs","prefix":"global"}]`, nil, 200, "", nil},
		{"GET", v2 + "/pages/{page}/inline-comments?body-format=storage&status=current", "", nil, 200, "", []string{"results", "[0]"}},
		{"GET", v2 + "/pages/{page}/direct-children", "", nil, 200, "", []string{"results", "[0]"}},
		{"DELETE", v2 + "/attachments/{file}", "", nil, 204, "", nil},
		{"DELETE", v2 + "/pages/{page}", "", nil, 204, "", nil},
	},
	// github.com/hunyadi/md2conf md2conf/api_v1.py
	"md2conf on Data Center": {
		{"GET", dc + "/space/DOCS?expand=homepage", "", nil, 200, "home=homepage/id", nil},
		{"GET", dc + "/content/{home}?expand=space%2Cversion%2Cancestors", "", nil, 200, "", []string{"space/key", "DOCS", "ancestors", "[0]"}},
		{"GET", dc + "/content?title=Guide&type=page&spaceKey=DOCS", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", dc + "/content", `{"type":"page","title":"Guide","space":{"key":"DOCS"},"body":{"storage":{"representation":"storage","value":""}},"ancestors":[{"id":"{home}"}]}`,
			nil, 200, "page=id", []string{"ancestors/0/id", "{home}", "version/number", "1"}},
		{"GET", dc + "/content/{page}/child/attachment?filename=a.png", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", dc + "/content/{page}/child/attachment", "", []part{{"comment", "", "text/plain; charset=utf-8", "c"}, {"file", "a.png", "image/png", "png"}},
			200, "file=results/0/id", []string{"results/0/version/number", "1"}},
		{"PUT", dc + "/content/{page}/child/attachment/{file}", `{"id":"{file}","type":"attachment","status":"current","title":"b.png","version":{"number":2,"minorEdit":true}}`,
			nil, 200, "", []string{"title", "b.png"}},
		{"GET", dc + "/content/{page}?expand=body.storage%2Cversion%2Cspace%2Cancestors", "", nil, 200, "", []string{"body/storage/representation", "storage"}},
		{"PUT", dc + "/content/{page}", `{"id":"{page}","type":"page","title":"Guide","space":{"key":"DOCS"},"body":{"storage":{"representation":"storage","value":"<p>x</p>"}},
			"version":{"number":2,"minorEdit":true}}`, nil, 200, "", []string{"version/number", "2"}},
		{"GET", dc + "/content/{page}/label?start=0&limit=50", "", nil, 200, "", []string{"results", "[0]"}},
		{"DELETE", dc + "/content/{page}", "", nil, 200, "", nil},
		{"DELETE", dc + "/content/{page}?status=trashed", "", nil, 204, "", nil},
	},
	// github.com/atlassian-api/atlassian-python-api atlassian/confluence/server/__init__.py
	"atlassian-python-api on Data Center": pythonSteps(dc, 200),
	"atlassian-python-api on a site":      pythonSteps(onSite+"/rest/api", 204),
	// github.com/MrRefactoring/confluence.js src/api/content.ts and contentAttachments.ts, as called by
	// github.com/markdown-confluence/markdown-confluence packages/lib/src/TreeConfluence.ts, Publisher.ts and Attachments.ts
	"confluence.js and markdown-confluence": {
		{"GET", onSite + "/rest/api/user/current", "", nil, 200, "user=accountId", nil},
		{"GET", onSite + "/rest/api/space/DOCS?expand=homepage", "", nil, 200, "home=homepage/id", nil},
		{"GET", onSite + "/rest/api/content/{home}?expand=version%2Cbody.atlas_doc_format%2Cancestors%2Cspace", "", nil, 200, "", []string{"space/key", "DOCS", "body/atlas_doc_format/representation", "atlas_doc_format"}},
		{"GET", onSite + "/rest/api/content?type=page&spaceKey=DOCS&title=Guide&expand=version%2Cbody.atlas_doc_format%2Cancestors", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", onSite + "/rest/api/content", `{"space":{"key":"DOCS"},"ancestors":[{"id":"{home}"}],"title":"Guide","type":"page",
			"body":{"atlas_doc_format":{"value":"{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"Page not published yet\"}]}]}",
			"representation":"atlas_doc_format"}},"expand":["version"]}`, nil, 200, "page=id", []string{"ancestors/0/id", "{home}", "version/by/accountId", "{user}"}},
		{"GET", onSite + "/rest/api/content/{page}/child/attachment", "", nil, 200, "", []string{"results", "[0]"}},
		{"PUT", onSite + "/rest/api/content/{page}/child/attachment", "", []part{
			{"file", "a.png", "image/png", "png"}, {"minorEdit", "", "", "false"}, {"comment", "", "", "sum"},
		}, 200, "file=results/0/extensions/fileId", []string{"results/0/container/id", "{page}"}},
		{"GET", onSite + "/rest/api/content/{page}?expand=version", "", nil, 200, "", []string{"version/number", "1", "version/by/accountId", "{user}"}},
		{"PUT", onSite + "/rest/api/content/{page}", `{"id":"{page}","ancestors":[{"id":"{home}"}],"version":{"number":2},"title":"Guide","type":"page",
			"body":{"atlas_doc_format":{"value":"{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}]}",
			"representation":"atlas_doc_format"}}}`, nil, 200, "", []string{"version/number", "2"}},
		{"GET", onSite + "/rest/api/content/{page}/label", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", onSite + "/rest/api/content/{page}/label", `[{"prefix":"global","name":"docs"}]`, nil, 200, "", nil},
		{"DELETE", onSite + "/rest/api/content/{page}/label?name=docs", "", nil, 204, "", nil},
	},
	// github.com/markdown-confluence/markdown-confluence packages/lib/src/ConfluenceV2Client.ts
	"markdown-confluence with OAuth": {
		{"GET", v2 + "/spaces?keys=DOCS&limit=1", "", nil, 200, "space=results/0/id home=results/0/homepageId", nil},
		{"GET", v2 + "/spaces/{space}/pages?body-format=atlas_doc_format&limit=1&title=Guide", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", v2 + "/pages", `{"spaceId":"{space}","status":"current","title":"Guide","parentId":"{home}","body":{"representation":"atlas_doc_format",
			"value":"{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"Page not published yet\"}]}]}"}}`, nil, 200, "page=id", nil},
		{"GET", v2 + "/pages/{page}/ancestors?limit=250", "", nil, 200, "", []string{"results/0/id", "{home}", "results/0/type", "page"}},
		{"GET", v2 + "/pages/{home}/ancestors?limit=250", "", nil, 200, "", []string{"results", "[0]"}},
		{"GET", v2 + "/pages/{page}/attachments?limit=250", "", nil, 200, "", []string{"results", "[0]"}},
		{"GET", v2 + "/pages/{page}/labels?limit=250", "", nil, 200, "", []string{"results", "[0]"}},
		{"GET", v2 + "/pages/{page}?body-format=atlas_doc_format", "", nil, 200, "", []string{"version/number", "1"}},
		{"PUT", v2 + "/pages/{page}", `{"id":"{page}","status":"current","title":"Guide","parentId":"{home}","body":{"representation":"atlas_doc_format",
			"value":"{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}]}"},
			"version":{"number":2,"message":""}}`, nil, 200, "", []string{"version/number", "2"}},
	},
	// github.com/ctreminiom/go-atlassian confluence/internal/page_impl.go, content_impl.go and attachment_content_impl.go
	"go-atlassian": {
		{"GET", onSite + "/api/v2/spaces?keys=DOCS&limit=1", "", nil, 200, "space=results/0/id home=results/0/homepageId", nil},
		{"GET", onSite + "/api/v2/pages?limit=50&title=Guide&space-id={space}&status=current%2Carchived&body-format=storage", "", nil, 200, "", []string{"results", "[0]"}},
		{"POST", onSite + "/api/v2/pages", `{"spaceId":"{space}","status":"current","title":"Guide","parentId":"{home}","body":{"representation":"storage","value":"<p>x</p>"}}`, nil, 200, "page=id", nil},
		{"GET", onSite + "/api/v2/pages/{page}?body-format=storage&get-draft=true&version=1", "", nil, 200, "", []string{"version/number", "1"}},
		{"PUT", onSite + "/api/v2/pages/{page}", `{"id":"{page}","status":"current","title":"Guide","spaceId":"{space}","body":{"representation":"storage","value":"<p>y</p>"},
			"version":{"number":2,"message":"m"}}`, nil, 200, "", []string{"version/message", "m"}},
		{"GET", onSite + "/api/v2/pages/{home}/children?limit=50", "", nil, 200, "", []string{"results/0/id", "{page}"}},
		{"PUT", onSite + "/rest/api/content/{page}/child/attachment?status=current", "", []part{{"file", "a.png", "application/octet-stream", "png"}, {"minorEdit", "", "", "true"}}, 200, "", []string{"results", "[1]"}},
		{"GET", onSite + "/rest/api/content/{page}/child/attachment?start=0&limit=50&expand=version&filename=a.png", "", nil, 200, "", []string{"results/0/version/number", "1"}},
		{"GET", onSite + "/rest/api/content/{page}?version=0&expand=any", "", nil, 200, "", []string{"title", "Guide"}},
		{"GET", onSite + "/rest/api/content/{page}/history", "", nil, 200, "", []string{"lastUpdated/number", "2"}},
		{"POST", onSite + "/rest/api/content/archive", `{"pages":[{"id":{page}}]}`, nil, 202, "", nil},
		{"DELETE", onSite + "/api/v2/pages/{page}", "", nil, 204, "", nil},
	},
}

func pythonSteps(root string, trashed int) []step {
	const properties = `"metadata":{"properties":{"content-appearance-draft":{"value":"fixed-width"},"content-appearance-published":{"value":"fixed-width"}}}`
	return []step{
		{"GET", root + "/content?start=0&limit=1&spaceKey=DOCS&title=Documentation+Home&type=page", "", nil, 200, "home=results/0/id", nil},
		{"POST", root + "/content/", `{"type":"page","title":"Guide","status":"current","space":{"key":"DOCS"},"body":{"storage":{"value":"<p>x</p>","representation":"storage"}},` +
			properties + `,"ancestors":[{"type":"page","id":"{home}"}]}`, nil, 200, "page=id", nil},
		{"GET", root + "/content/{page}", "", nil, 200, "", []string{"title", "Guide"}},
		{"GET", root + "/content/{page}?expand=body.storage", "", nil, 200, "", []string{"body/storage/value", "<p>x</p>"}},
		{"GET", root + "/content/{page}/history", "", nil, 200, "", []string{"lastUpdated/number", "1"}},
		{"PUT", root + "/content/{page}?status=current", `{"id":"{page}","type":"page","title":"Guide","version":{"number":2,"minorEdit":false},` + properties + `,
			"body":{"storage":{"value":"<p>y</p>","representation":"storage"}},"ancestors":[{"type":"page","id":"{home}"}]}`, nil, 200, "", []string{"version/number", "2"}},
		{"GET", root + "/content/{page}/child/attachment?filename=a.png", "", nil, 200, "", []string{"size", "0"}},
		{"POST", root + "/content/{page}/child/attachment", "", pythonFile, 200, "file=results/0/id", nil},
		{"GET", root + "/content/{page}/child/attachment?filename=a.png", "", nil, 200, "", []string{"size", "1"}},
		{"POST", root + "/content/{page}/child/attachment/{file}/data", "", pythonFile, 200, "", nil},
		{"POST", root + "/content/{page}/label", `{"prefix":"global","name":"docs"}`, nil, 200, "", nil},
		{"POST", root + "/content/{page}/property", `{"key":"k","value":{"a":1}}`, nil, 200, "", nil},
		{"PUT", root + "/content/{page}/property/k", `{"key":"k","value":{"a":2},"version":{"number":2}}`, nil, 200, "", nil},
		{"POST", root + "/content/", `{"type":"comment","container":{"id":"{page}","type":"page","status":"current"},"body":{"storage":{"value":"<p>c</p>","representation":"storage"}}}`, nil, 200, "", nil},
		{"DELETE", root + "/content/{page}", "", nil, trashed, "", nil},
		{"DELETE", root + "/content/{page}?status=trashed", "", nil, 204, "", nil},
	}
}

var pythonFile = []part{
	{"type", "", "", "attachment"}, {"fileName", "", "", "a.png"}, {"contentType", "", "", "image/png"}, {"comment", "", "", "Uploaded a.png."},
	{"minorEdit", "", "", "true"}, {"file", "a.png", "image/png", "png"},
}

// TestKnownClientsPublish sends what well-known clients send. Not all of it is in the documents, but Confluence takes it.
func TestKnownClientsPublish(t *testing.T) {
	t.Parallel()
	for _, name := range slices.Sorted(maps.Keys(clients)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, names := newWorld(t).unheld(), map[string]string{}
			for _, s := range clients[name] {
				path := fill(s.path, names)
				var a answer
				if s.form != nil {
					a = w.form(s.method, path, s.form)
				} else {
					a = w.send(w.usual(path), s.method, path, fill(s.body, names))
				}
				a.wants(s.status)
				for i := range s.has {
					s.has[i] = fill(s.has[i], names)
				}
				a.has(s.has...)
				for _, kept := range strings.Fields(s.keeps) {
					name, at, _ := strings.Cut(kept, "=")
					if names[name] = a.at(at); names[name] == "<none>" {
						t.Fatalf("%s: no %s in %s", a.request, at, a.body)
					}
				}
			}
		})
	}
}
