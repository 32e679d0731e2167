package confluence

import (
	"context"
	"net/http"
	"net/url"
)

func (r *v1) labels(ctx context.Context, pageID string) ([]string, error) {
	return collect(rows[label](ctx, r.root, call{
		op: ReadLabels, method: http.MethodGet, path: contentPath(pageID, "label"), subject: "page " + pageID,
		query: url.Values{"prefix": {"global"}, "limit": {v1Rows}},
	}), func(l label) string { return l.Name })
}

type label struct {
	Prefix string `json:"prefix"`
	Name   string `json:"name"`
}
