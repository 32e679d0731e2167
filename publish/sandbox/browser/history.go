package browser

import (
	"net/http"
	"slices"
	"time"
)

type historyView struct {
	heading
	Action   string
	Versions []versionRow // newest first
}

type versionRow struct {
	Number  int
	Author  person
	At      time.Time
	Message string
	Minor   bool
	URL     string
	DiffURL string // to the version before; "" for the first
	Current bool
	Chosen  bool // marked for comparison at first: the two newest
}

// history lists a page's versions.
func (h *Handler) history(w http.ResponseWriter, r *http.Request) {
	space, page, ok := h.find(r.URL.Query().Get("pageId"))
	if !ok {
		h.nowhere(w, r)
		return
	}
	content := historyView{heading: h.heading(space, page, "History"), Action: h.base + "/pages/diffpagesbyversion.action"}
	for i, v := range slices.Backward(page.Versions) {
		row := versionRow{
			Number: v.Number, Author: h.person(v.AuthorID), At: v.CreatedAt, Message: v.Message, Minor: v.MinorEdit,
			URL:     h.versionURL(space.Key, page, v.Number),
			Current: i == len(page.Versions)-1,
			Chosen:  len(page.Versions) > 1 && i >= len(page.Versions)-2,
		}
		if i > 0 {
			row.DiffURL = h.diffURL(page.ID, page.Versions[i-1].Number, v.Number)
		}
		content.Versions = append(content.Versions, row)
	}
	h.show(w, http.StatusOK, "history.html", frame{
		Title: "History of " + page.Title, Space: h.sidebar(space, page.ID), Content: content,
	})
}
