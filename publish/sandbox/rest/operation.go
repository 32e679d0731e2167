package rest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// handler carries out an operation of the table, on one path for several APIs.
type handler struct {
	on        family
	operation string // as the table calls it: "GET /content/{id}"
	handle    func(*call) (any, error)
}

// resource is what one file of this package can do.
type resource struct {
	name     string
	handlers []handler
}

// resources are all that the sandbox has of the table.
func resources() []resource {
	return []resource{
		{"Spaces", spaceHandlers},
		{"Pages (v2)", pageHandlers},
		{"Content (v1, Data Center)", contentHandlers},
		{"Children", childHandlers},
		{"Ancestors and descendants", treeHandlers},
		{"Folders", folderHandlers},
		{"Moving", moveHandlers},
		{"Archiving", archiveHandlers},
		{"Page trees", pageTreeHandlers},
		{"Attachments", attachmentHandlers},
		{"Labels", labelHandlers},
		{"Properties", propertyHandlers},
		{"Permitted operations", permissionHandlers},
		{"Versions", versionHandlers},
		{"Comments", commentHandlers},
		{"Restrictions", restrictionHandlers},
		{"Search", searchHandlers},
		{"Users", userHandlers},
		{"Watching", watchHandlers},
		{"Long tasks", longTaskHandlers},
		{"Conversions of bodies", conversionHandlers},
		{"The instance", instanceHandlers},
	}
}

// allOperations is the table with what carries its operations out; what the sandbox does not have has no handler. A
// handler without a line in the table is a mistake of this package.
var allOperations = sync.OnceValue(func() []operation {
	all := slices.Clone(officialOperations())
	handled := map[family]map[string]func(*call) (any, error){v1: {}, v2: {}, dc: {}}
	for _, r := range resources() {
		for _, h := range r.handlers {
			for on, by := range handled {
				if h.on&on != 0 {
					by[h.operation] = h.handle
				}
			}
		}
	}
	for i, o := range all {
		all[i].handle = handled[o.on][o.name()]
		delete(handled[o.on], o.name())
	}
	for _, left := range handled {
		for name := range left {
			panic("the table has no " + name)
		}
	}
	return all
})

// router finds operations by API and number of segments. Where several match, the one with more literal segments wins.
type router map[routerKey][]route

type routerKey struct {
	on       family
	segments int
}

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
		key := routerKey{operations[i].on, len(segments)}
		r[key] = append(r[key], route{&operations[i], segments, literals})
	}
	for _, routes := range r {
		slices.SortStableFunc(routes, func(a, b route) int { return b.literals - a.literals })
	}
	return r
}

// find returns the operation and its path parameters, or the methods that this path has besides.
func (r router) find(on family, method, path string) (op *operation, params map[string]string, others []string) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	segments := strings.Split(path, "/")
	for _, route := range r[routerKey{on, len(segments)}] {
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
