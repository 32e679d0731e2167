package rest_test

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/rest"
)

// expanding is a request to an operation with an expand parameter, and where in its answer the object stands that
// expands.
type expanding struct{ path, body, at string }

const (
	newContent  = `{"type":"page","title":"New","space":{"key":"DOCS"},"body":{"storage":{"value":"<p>x</p>","representation":"storage"}}}`
	nextVersion = `{"type":"page","title":"Guide","version":{"number":4},"body":{"storage":{"value":"<p>x</p>","representation":"storage"}}}`
	restricted  = `[{"operation":"update","restrictions":{"user":[],"group":[{"type":"group","name":"staff"}]}}]`
	asStorage   = `{"value":"<p>x</p>","representation":"storage"}`
	searchPage  = "?cql=type%3Dpage"
)

// expandable are requests to all operations that expand; both APIs take them.
var expandable = map[string]expanding{
	"GET /content":                                          {"/content?spaceKey=DOCS", "", "results/0"},
	"POST /content":                                         {"/content", newContent, ""},
	"GET /content/search":                                   {"/content/search" + searchPage, "", "results/0"},
	"GET /content/{id}":                                     {"/content/{page}", "", ""},
	"PUT /content/{id}":                                     {"/content/{page}", nextVersion, ""},
	"GET /content/{id}/child":                               {"/content/{page}/child", "", ""},
	"GET /content/{id}/child/attachment":                    {"/content/{page}/child/attachment", "", "results/0"},
	"POST /content/{id}/child/attachment":                   {"/content/{page}/child/attachment", "file new.png", "results/0"},
	"PUT /content/{id}/child/attachment":                    {"/content/{page}/child/attachment", "file diagram.png", "results/0"},
	"PUT /content/{id}/child/attachment/{attachment}":       {"/content/{page}/child/attachment/{file}", `{"id":"{file}","type":"attachment","version":{"number":1}}`, ""},
	"POST /content/{id}/child/attachment/{attachment}/data": {"/content/{page}/child/attachment/{file}/data", "file diagram.png", ""},
	"GET /content/{id}/child/comment":                       {"/content/{page}/child/comment", "", "results/0"},
	"GET /content/{id}/child/{type}":                        {"/content/{page}/child/page", "", "results/0"},
	"GET /content/{id}/descendant":                          {"/content/{page}/descendant", "", ""},
	"GET /content/{id}/descendant/{type}":                   {"/content/{page}/descendant/page", "", "results/0"},
	"GET /content/{id}/history":                             {"/content/{page}/history", "", ""},
	"GET /content/{id}/property":                            {"/content/{page}/property?key=k", "", "results/0"},
	"POST /content/{id}/property":                           {"/content/{page}/property", `{"key":"new","value":{}}`, ""},
	"GET /content/{id}/property/{key}":                      {"/content/{page}/property/k", "", ""},
	"POST /content/{id}/property/{key}":                     {"/content/{page}/property/new", `{"value":{}}`, ""},
	"PUT /content/{id}/property/{key}":                      {"/content/{page}/property/k", `{"value":{},"version":{"number":2}}`, ""},
	"GET /content/{id}/restriction":                         {"/content/{page}/restriction", "", "results/0"},
	"POST /content/{id}/restriction":                        {"/content/{page}/restriction", restricted, "results/0"},
	"PUT /content/{id}/restriction":                         {"/content/{page}/restriction", restricted, "results/0"},
	"DELETE /content/{id}/restriction":                      {"/content/{page}/restriction", "", "results/0"},
	"GET /content/{id}/restriction/byOperation":             {"/content/{page}/restriction/byOperation", "", "read"},
	"GET /content/{id}/restriction/byOperation/{operation}": {"/content/{page}/restriction/byOperation/read", "", ""},
	"GET /content/{id}/version":                             {"/content/{page}/version", "", "results/0"},
	"POST /content/{id}/version":                            {"/content/{page}/version", `{"operationKey":"restore","params":{"versionNumber":1,"message":""}}`, ""},
	"GET /content/{id}/version/{number}":                    {"/content/{page}/version/2", "", ""},
	"GET /search":                                           {"/search" + searchPage, "", "results/0/content"},
	"GET /search/user":                                      {"/search/user?cql=user.fullname~robin", "", "results/0/user"},
	"GET /space":                                            {"/space", "", "results/0"},
	"GET /space/{key}":                                      {"/space/DOCS", "", ""},
	"GET /space/{key}/content":                              {"/space/DOCS/content", "", "page/results/0"},
	"GET /space/{key}/content/{type}":                       {"/space/DOCS/content/page", "", "results/0"},
	"GET /space/{key}/property":                             {"/space/DOCS/property", "", "results/0"},
	"POST /space/{key}/property":                            {"/space/DOCS/property", `{"key":"new","value":{}}`, ""},
	"GET /space/{key}/property/{property}":                  {"/space/DOCS/property/k", "", ""},
	"POST /space/{key}/property/{property}":                 {"/space/DOCS/property/new", `{"value":{}}`, ""},
	"PUT /space/{key}/property/{property}":                  {"/space/DOCS/property/k", `{"value":{},"version":{"number":2}}`, ""},
	"GET /user":                                             {"/user?accountId={writer}&key=k2", "", ""},
	"GET /user/anonymous":                                   {"/user/anonymous", "", ""},
	"GET /user/bulk":                                        {"/user/bulk?accountId={writer}", "", "results/0"},
	"GET /user/current":                                     {"/user/current", "", ""},
}

// nothingToExpand are the operations whose answers hold nothing that could be expanded here.
var nothingToExpand = []string{
	"POST /contentbody/convert/{to}", "POST /contentbody/convert/async/{to}", "GET /longtask", "GET /longtask/{id}",
}

// TestExpansion asks every operation that expands for its defaults, for nothing, and for each thing that it names.
func TestExpansion(t *testing.T) {
	t.Parallel()
	for api, operations := range rest.Expanding() {
		root := map[string]string{"v1": v1, "dc": dc}[api]
		for operation, defaults := range operations {
			if slices.Contains(nothingToExpand, operation) {
				continue
			}
			t.Run(api+" "+operation, func(t *testing.T) {
				t.Parallel()
				request, ok := expandable[operation]
				if !ok {
					t.Fatal("no request expands here")
				}
				method, _, _ := strings.Cut(operation, " ")
				ask := func(expand ...string) expanded { return newWorld(t).expand(method, root, request, expand) }
				ask().shows(strings.Split(defaults, ","))
				others := ask("").shows(nil).others
				if len(others) == 0 {
					t.Fatal("nothing is named that could be expanded")
				}
				if method != "GET" {
					return
				}
				for _, name := range others {
					if left := ask(name).others; slices.Contains(left, name) {
						t.Errorf("expand=%s does nothing", name)
					}
				}
			})
		}
	}
}

// expanded is the part of an answer that expands.
type expanded struct {
	answer
	at     string
	others []string // what could be expanded besides
}

func (w *world) expand(method, root string, request expanding, expand []string) expanded {
	w.Helper()
	names := w.furnish()
	path := root + fill(request.path, names)
	for _, value := range expand {
		if strings.Contains(request.at, "/content") { // of a search
			value = strings.TrimSuffix("content."+value, ".")
		}
		separator := "?"
		if strings.Contains(path, "?") {
			separator = "&"
		}
		path += separator + "expand=" + url.QueryEscape(value)
	}
	at := strings.TrimPrefix(request.at+"/", "/")
	a := w.unheld().perform(method, path, fill(request.body, names)).wants(200)
	others, _ := a.value(at + "_expandable")
	object, is := others.(map[string]any)
	if !is {
		a.Fatalf("%s names nothing that could be expanded: %s", a.request, a.body)
	}
	return expanded{a, at, slices.Sorted(maps.Keys(object))}
}

// shows checks that these fields are expanded.
func (e expanded) shows(fields []string) expanded {
	e.Helper()
	for _, field := range fields {
		if field == "" || field == "nextVersion" {
			continue // there is none after the last
		}
		above, name := e.at, field
		if i := strings.LastIndex(field, "."); i >= 0 {
			above, name = e.at+strings.ReplaceAll(field[:i], ".", "/")+"/", field[i+1:]
		}
		if field == "container.version" {
			continue // a space has none
		}
		e.has(above+"_expandable/"+name, "<none>")
		if _, there := e.value(above + name); !there {
			e.Errorf("%s: %s is not expanded\n%s", e.request, field, e.body)
		}
	}
	return e
}
