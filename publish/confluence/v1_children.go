package confluence

import (
	"context"
	"net/http"
	"net/url"
)

// childPages asks for folders as well where there are any, which is on Cloud; a
// refusal there means that it knows none.
func (r *v1) childPages(ctx context.Context, id string) ([]Page, error) {
	list := func(kind string) ([]Page, error) {
		return collect(rows[v1Page](ctx, r.root, call{
			op: ListChildren, method: http.MethodGet, path: contentPath(id, "child", kind), subject: "page " + id,
			query: url.Values{"limit": {v1Rows}},
		}), r.convert)
	}
	pages, err := list("page")
	if err != nil || r.endpoint.kind == DataCenter {
		return pages, err
	}
	folders, err := list("folder")
	if e := asError(err); err != nil && (e.Kind == NotFound || e.Kind == Unexpected || e.Status == http.StatusNotImplemented) {
		err = nil
	}
	return append(pages, folders...), err
}
