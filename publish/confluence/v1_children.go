package confluence

import (
	"context"
	"net/http"
	"net/url"
)

// childPages asks for folders as well where there are any, which is on Cloud.
func (r *v1) childPages(ctx context.Context, id string) ([]Page, error) {
	pages, err := r.childrenOf(ctx, id, "page")
	if err != nil || r.endpoint.kind == DataCenter {
		return pages, err
	}
	folders, err := r.childFolders(ctx, id)
	return append(pages, folders...), err
}

// childFolders takes a refusal for a sign that there are none.
func (r *v1) childFolders(ctx context.Context, id string) ([]Page, error) {
	folders, err := r.childrenOf(ctx, id, "folder")
	if e := asError(err); err != nil && (e.Kind == NotFound || e.Kind == Unexpected || e.Status == http.StatusNotImplemented) {
		err = nil
	}
	return folders, err
}

func (r *v1) childrenOf(ctx context.Context, id, kind string) ([]Page, error) {
	return collect(rows[v1Page](ctx, r.root, call{
		op: ListChildren, method: http.MethodGet, path: contentPath(id, "child", kind), subject: "page " + id,
		query: url.Values{"limit": {v1Rows}},
	}), r.convert)
}
