package confluence

import (
	"context"
	"encoding/json"
	"iter"
)

// A contentRoot is what the two API roots do alike, each in its own way.
type contentRoot interface {
	space(ctx context.Context, key string) (Space, error)
	page(ctx context.Context, id string, withBody bool) (Page, error)
	pageVersion(ctx context.Context, id string, number int) (Page, error)
	pageByTitle(ctx context.Context, s Space, title string) (Page, error)
	pages(ctx context.Context, s Space) iter.Seq2[Page, error]
	mostIDs(withBodies bool) int // that pagesByID takes at once; 0: it cannot
	pagesByID(ctx context.Context, ids []string, withBodies bool) ([]Page, error)
	pagesBelow(ctx context.Context, id string) ([]Page, error)
	folder(ctx context.Context, id string) (Page, error)
	bodiesBelow(ctx context.Context, id string, wanted map[string]bool) ([]Page, error)
	childPages(ctx context.Context, id string) ([]Page, error)
	childFolders(ctx context.Context, id string) ([]Page, error)
	allBelow(ctx context.Context, id string) ([]Page, error)
	createPage(ctx context.Context, p NewPage) (Page, error)
	updatePage(ctx context.Context, u PageUpdate) (Page, error)
	restorePage(ctx context.Context, p Page, n VersionNote) (Page, error)
	deletePage(ctx context.Context, id string) error
	attachments(ctx context.Context, pageID string) ([]Attachment, error)
	deleteAttachment(ctx context.Context, id string) error
	labels(ctx context.Context, pageID string) ([]string, error)
	property(ctx context.Context, pageID, key string) (Property, error)
	properties(ctx context.Context, pageID string) ([]Property, error)
	createProperty(ctx context.Context, pageID, key string, value json.RawMessage) (Property, error)
	updateProperty(ctx context.Context, pageID string, p Property) (Property, error)
	deleteProperty(ctx context.Context, pageID string, p Property) error
}

func (r *root) content() contentRoot {
	if r.version == V2 {
		return &v2{r}
	}
	return &v1{r}
}
