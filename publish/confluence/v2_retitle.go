package confluence

import (
	"context"
	"net/http"
	"strconv"
)

// retitle changes the title alone. Whether that makes a version is not documented.
func (r *v2) retitle(ctx context.Context, id, title string) (Page, error) {
	return r.write(ctx, call{
		op: RetitlePage, method: http.MethodPut, path: pagePath(id, "title"), subject: "page " + strconv.Quote(title),
		json: map[string]string{"status": "current", "title": title},
	})
}
