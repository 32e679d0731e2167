package conformance

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
)

// router finds the operation of a document that a request is for.
type router map[string][]*operation // by method

// operation is one operation of a document.
type operation struct {
	*routers.Route
	source   source
	name     string // "GET /content/{id}", without the API's root
	segments []string
	literals int
}

// newRouter sorts the operations so that of several that match the one with more literal segments comes first. A router
// of kin-openapi's own takes the first path it finds: Data Center's document has GET /content/{id} and PUT
// /content/{contentId}.
func newRouter(from source, spec *openapi3.T) router {
	r := router{}
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			o := &operation{
				Route:    &routers.Route{Spec: spec, Path: path, PathItem: item, Method: method, Operation: op},
				source:   from,
				name:     method + " " + strings.TrimPrefix(path, from.root),
				segments: strings.Split(path, "/"),
			}
			for _, s := range o.segments {
				if !isParameter(s) {
					o.literals++
				}
			}
			r[method] = append(r[method], o)
		}
	}
	for _, operations := range r {
		slices.SortFunc(operations, func(a, b *operation) int {
			if a.literals != b.literals {
				return b.literals - a.literals
			}
			return strings.Compare(a.Path, b.Path)
		})
	}
	return r
}

func isParameter(segment string) bool { return strings.HasPrefix(segment, "{") }

// find returns the operation for a path that is still escaped, and the values of its path parameters.
func (r router) find(method, path string) (*operation, map[string]string) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	segments := strings.Split(path, "/")
	for _, o := range r[method] {
		if params, ok := o.match(segments); ok {
			return o, params
		}
	}
	return nil, nil
}

func (o *operation) match(segments []string) (map[string]string, bool) {
	if len(segments) != len(o.segments) {
		return nil, false
	}
	params := map[string]string{}
	for i, want := range o.segments {
		value, err := url.PathUnescape(segments[i])
		switch {
		case err != nil:
			return nil, false
		case isParameter(want) && value != "":
			params[strings.Trim(want, "{}")] = value
		case want != value:
			return nil, false
		}
	}
	return params, true
}
