package confluence

import (
	"context"
	"net/http"
	"strings"
)

func (r *v2) mostIDs(bool) int { return 250 }

// pagesByID sends lists with commas, which is how the document describes them.
func (r *v2) pagesByID(ctx context.Context, ids []string, withBodies bool) ([]Page, error) {
	query := bodyFormat(withBodies)
	query.Set("id", strings.Join(ids, ","))
	query.Set("status", "current,archived,trashed")
	query.Set("limit", v2Rows)
	return collect(rows[v2Page](ctx, r.root, call{op: ReadPages, method: http.MethodGet, path: "/pages", query: query, subject: pagesNamed(ids)}), r.convert)
}

func (r *v2) pagesBelow(context.Context, string) ([]Page, error) {
	return nil, r.explain(&Error{Kind: Unsupported}, call{op: ReadPages})
}

func (r *v2) bodiesBelow(ctx context.Context, id string, _ map[string]bool) ([]Page, error) {
	return r.pagesBelow(ctx, id)
}
