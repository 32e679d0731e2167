package confluence

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strconv"
)

// inBulk are the expansions of a bulk read: the labels and files cost no request.
var inBulk = []string{"version", "ancestors", "space", "extensions.position", "metadata.labels", "children.attachment.version"}

// mostIDs: only Data Center takes ids, and lists fewer pages with their bodies.
func (r *v1) mostIDs(withBodies bool) int {
	switch {
	case r.endpoint.kind != DataCenter:
		return 0
	case withBodies:
		return 50
	}
	return 100
}

func (r *v1) pagesByID(ctx context.Context, ids []string, withBodies bool) ([]Page, error) {
	parts := inBulk
	if withBodies {
		parts = append([]string{"body.storage"}, parts...)
	}
	return r.pagesOf(ctx, call{
		op: ReadPages, method: http.MethodGet, path: "/content", subject: pagesNamed(ids),
		query: url.Values{"ids": ids, "status": {"any"}, "limit": {strconv.Itoa(len(ids))}, "expand": {expand(parts...)}},
	})
}

func (r *v1) pagesBelow(ctx context.Context, id string) ([]Page, error) {
	return r.pagesOf(ctx, call{
		op: ReadPages, method: http.MethodGet, path: contentPath(id, "descendant", "page"), subject: "page " + id,
		query: url.Values{"limit": {v1Rows}, "expand": {expand(inBulk...)}},
	})
}

// pagesOf leaves out what is no page: ids may be those of anything.
func (r *v1) pagesOf(ctx context.Context, c call) ([]Page, error) {
	var pages []Page
	for p, err := range rows[v1Page](ctx, r.root, c) {
		if err != nil {
			return nil, err
		}
		if cmp.Or(p.Type, "page") == "page" {
			pages = append(pages, r.convert(p))
		}
	}
	return pages, nil
}

// pagesNamed is the subject of a request for one page, or for many.
func pagesNamed(ids []string) string {
	if len(ids) == 1 {
		return "page " + ids[0]
	}
	return ""
}
