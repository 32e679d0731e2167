package browser

import (
	"net/http"
	"strings"
	"time"
)

type attachmentsView struct {
	heading
	Files []fileRow
}

type fileRow struct {
	Name, URL, MediaType, Comment string
	Picture                       bool
	Size                          int64
	Version                       int
	Author                        person
	At                            time.Time
}

// attachments lists the files on a page.
func (h *Handler) attachments(w http.ResponseWriter, r *http.Request) {
	space, page, ok := h.find(r.URL.Query().Get("pageId"))
	if !ok {
		h.nowhere(w, r)
		return
	}
	content := attachmentsView{heading: h.heading(space, page, "Attachments")}
	for _, a := range h.store.Attachments(page.ID) {
		v := a.Version()
		content.Files = append(content.Files, fileRow{
			Name: a.Title, URL: h.fileURL(a), MediaType: v.MediaType, Comment: v.Comment,
			Picture: strings.HasPrefix(v.MediaType, "image/"),
			Size:    v.FileSize, Version: v.Number, Author: h.person(v.AuthorID), At: v.CreatedAt,
		})
	}
	h.show(w, http.StatusOK, "attachments.html", frame{
		Title: "Attachments of " + page.Title, Space: h.sidebar(space, page.ID), Content: content,
	})
}
