package browser

import (
	"html/template"
	"io"
	"net/http"

	"github.com/pagewright/pagewright/publish/sandbox/browser/draw"
)

type sourceView struct {
	heading
	Source  template.HTML
	Bytes   int64
	PlainAt string
}

// source shows a page's storage body, or gives it as it is stored with "plain".
func (h *Handler) source(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	space, page, ok := h.find(query.Get("pageId"))
	if !ok {
		h.nowhere(w, r)
		return
	}
	if query.Has("plain") {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		io.WriteString(w, page.Body()) //nolint:errcheck // the reader has gone
		return
	}
	h.show(w, http.StatusOK, "source.html", frame{
		Title: "Storage format of " + page.Title, Space: h.sidebar(space, page.ID),
		Content: sourceView{
			heading: h.heading(space, page, "Storage format"),
			Source:  draw.Source("xml", inLines(page.Body())),
			Bytes:   int64(len(page.Body())),
			PlainAt: h.sourceURL(page.ID) + "&plain",
		},
	})
}
