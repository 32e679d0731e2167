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

// withBody are those of a bulk read with the texts.
var withBody = append([]string{"body.storage"}, inBulk...)

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
		parts = withBody
	}
	return r.pagesOf(ctx, nil, call{
		op: ReadPages, method: http.MethodGet, path: "/content", subject: pagesNamed(ids),
		query: url.Values{"ids": ids, "status": {"any"}, "limit": {strconv.Itoa(len(ids))}, "expand": {expand(parts...)}},
	})
}

func (r *v1) pagesBelow(ctx context.Context, id string) ([]Page, error) {
	return r.listBelow(ctx, id, nil, v1Rows, inBulk)
}

func (r *v1) bodiesBelow(ctx context.Context, id string, wanted map[string]bool) ([]Page, error) {
	return r.listBelow(ctx, id, wanted, "50", withBody)
}

func (r *v1) listBelow(ctx context.Context, id string, wanted map[string]bool, limit string, parts []string) ([]Page, error) {
	return r.pagesOf(ctx, wanted, call{
		op: ReadPages, method: http.MethodGet, path: contentPath(id, "descendant", "page"), subject: "page " + id,
		query: url.Values{"limit": {limit}, "expand": {expand(parts...)}},
	})
}

// pagesOf leaves out what is no page, for ids may be those of anything, and what is not wanted; nil: all are.
func (r *v1) pagesOf(ctx context.Context, wanted map[string]bool, c call) ([]Page, error) {
	var pages []Page
	for p, err := range rows[v1Page](ctx, r.root, c) {
		if err != nil {
			return nil, err
		}
		if cmp.Or(p.Type, "page") == "page" && (wanted == nil || wanted[p.ID]) {
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
