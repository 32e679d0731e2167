package browser

import (
	"net/http"
	"net/url"
)

// toPage follows the address of a page that has only its id, or its space and title.
func (h *Handler) toPage(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if id := query.Get("pageId"); id != "" {
		h.redirectToPage(w, r, id)
		return
	}
	h.redirectToTitle(w, r, query.Get("spaceKey"), query.Get("title"))
}

// toTitle follows Data Center's address of a page. A "+" in it stands for a space.
func (h *Handler) toTitle(w http.ResponseWriter, r *http.Request) {
	title, err := url.QueryUnescape(r.PathValue("title"))
	if err != nil {
		title = r.PathValue("title")
	}
	h.redirectToTitle(w, r, r.PathValue("key"), title)
}

func (h *Handler) redirectToTitle(w http.ResponseWriter, r *http.Request, key, title string) {
	space, err := h.store.SpaceByKey(key)
	if err != nil {
		h.nowhere(w, r)
		return
	}
	page, err := h.store.PageByTitle(space.ID, title)
	if err != nil {
		h.nowhere(w, r)
		return
	}
	http.Redirect(w, r, h.pageURL(space.Key, page), http.StatusFound)
}

func (h *Handler) redirectToPage(w http.ResponseWriter, r *http.Request, id string) {
	space, page, ok := h.find(id)
	if !ok {
		h.nowhere(w, r)
		return
	}
	http.Redirect(w, r, h.pageURL(space.Key, page), http.StatusFound)
}
