package confluence

import (
	"context"
	"net/http"
	"net/url"
)

func (r *v2) labels(ctx context.Context, pageID string) ([]string, error) {
	return collect(rows[label](ctx, r.root, call{
		op: ReadLabels, method: http.MethodGet, path: pagePath(pageID, "labels"), subject: "page " + pageID,
		query: url.Values{"prefix": {"global"}, "limit": {v2Rows}},
	}), func(l label) string { return l.Name })
}
