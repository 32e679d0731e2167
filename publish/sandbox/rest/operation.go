package rest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// operation is one row of the table: where it is, what it needs, what it does.
type operation struct {
	on       family // the APIs that have it, on the same path
	method   string
	path     string // below the API's root, with {names}
	classic  scopes // v1: what a token with classic scopes needs
	granular scopes // v1 and v2: what a token with granular scopes needs
	handle   func(*call) (any, error)

	removed bool // from v1's document
}

// scopes are all needed together. No scopes at all means that scopes of this kind do not open the operation.
type scopes []string

// classic names classic scopes: "read:confluence-user"; granular ones lack their ending ":confluence" in the table.
func classic(names ...string) scopes { return names }

func granular(names ...string) scopes {
	for i := range names {
		names[i] += ":confluence"
	}
	return names
}

// removed marks operations that have left v1's document; Data Center still has those that are on dc.
func removed(operations ...operation) []operation {
	for i := range operations {
		operations[i].removed = true
	}
	return operations
}

// resource is a part of the table: the operations of one file.
type resource struct {
	name       string
	operations []operation
}

// resources are the whole table.
func resources() []resource {
	return []resource{
		{"Spaces", spaceOperations()},
		{"Pages (v2)", pageOperations()},
		{"Content (v1, Data Center)", contentOperations()},
		{"Children", childOperations()},
		{"Ancestors and descendants", treeOperations()},
		{"Folders", folderOperations()},
		{"Moving", moveOperations()},
		{"Archiving", archiveOperations()},
		{"Page trees", pageTreeOperations()},
		{"Attachments", attachmentOperations()},
		{"Labels", labelOperations()},
		{"Properties", propertyOperations()},
		{"Versions", versionOperations()},
		{"Comments", commentOperations()},
		{"Restrictions", restrictionOperations()},
		{"Search", searchOperations()},
		{"Users", userOperations()},
		{"Watching", watchOperations()},
		{"Long tasks", longTaskOperations()},
		{"Conversions of bodies", conversionOperations()},
		{"The instance", instanceOperations()},
	}
}

func allOperations() []operation {
	var all []operation
	for _, r := range resources() {
		all = append(all, r.operations...)
	}
	return all
}

// router finds operations. Where several match, the one with more literal segments wins.
type router map[int][]route

type route struct {
	*operation
	segments []string
	literals int
}

func newRouter(operations []operation) router {
	r := router{}
	for i := range operations {
		segments := strings.Split(operations[i].path, "/")
		literals := 0
		for _, s := range segments {
			if !strings.HasPrefix(s, "{") {
				literals++
			}
		}
		r[len(segments)] = append(r[len(segments)], route{&operations[i], segments, literals})
	}
	for _, routes := range r {
		slices.SortStableFunc(routes, func(a, b route) int { return b.literals - a.literals })
	}
	return r
}

// find gives the operation and its path parameters, or the methods that this path has besides.
func (r router) find(on family, method, path string) (op *operation, params map[string]string, others []string) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	segments := strings.Split(path, "/")
	for _, route := range r[len(segments)] {
		if route.on&on == 0 {
			continue
		}
		params, ok := route.match(segments)
		if !ok {
			continue
		}
		if route.method == method {
			return route.operation, params, nil
		}
		others = append(others, route.method)
	}
	return nil, nil, others
}

func (r route) match(segments []string) (map[string]string, bool) {
	params := map[string]string{}
	for i, s := range r.segments {
		if !strings.HasPrefix(s, "{") {
			if s != segments[i] {
				return nil, false
			}
			continue
		}
		value, err := url.PathUnescape(segments[i])
		if err != nil || value == "" {
			return nil, false
		}
		params[strings.Trim(s, "{}")] = value
	}
	return params, true
}
