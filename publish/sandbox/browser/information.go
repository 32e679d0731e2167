package browser

import (
	"net/http"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

type informationView struct {
	heading
	Page       store.Page
	Creator    person
	Space      store.Space
	Properties []property
}

type property struct {
	Key, Value string
	Version    int
}

// information shows what is kept about a page beside its text.
func (h *Handler) information(w http.ResponseWriter, r *http.Request) {
	space, page, ok := h.find(r.URL.Query().Get("pageId"))
	if !ok {
		h.nowhere(w, r)
		return
	}
	content := informationView{
		heading: h.heading(space, page, "Information"), Page: page, Creator: h.person(page.AuthorID), Space: space,
	}
	for _, p := range h.store.Properties(page.ID) {
		content.Properties = append(content.Properties, property{p.Key, string(p.Value), p.Version})
	}
	h.show(w, http.StatusOK, "information.html", frame{
		Title: "Information on " + page.Title, Space: h.sidebar(space, page.ID), Content: content,
	})
}
