package browser

import (
	"net/http"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

type spaceCard struct {
	Name, Key, URL, Description, Letter string
	Hue                                 int
}

// spaces lists all spaces.
func (h *Handler) spaces(w http.ResponseWriter, _ *http.Request) {
	var cards []spaceCard
	for _, s := range h.store.Spaces() {
		cards = append(cards, spaceCard{
			Name: s.Name, Key: s.Key, URL: h.spaceURL(s.Key) + "/overview", Description: s.Description,
			Letter: letter(s.Name), Hue: hue(s.Key),
		})
	}
	h.show(w, http.StatusOK, "spaces.html", frame{Title: "Spaces", Content: cards})
}

// overview shows a space's homepage, or its tree alone if it has none.
func (h *Handler) overview(w http.ResponseWriter, r *http.Request) {
	space, err := h.store.SpaceByKey(r.PathValue("key"))
	if err != nil {
		h.nowhere(w, r)
		return
	}
	if _, page, ok := h.find(space.HomepageID); ok && page.Status == store.Current {
		h.showPage(w, space, page, page.Version())
		return
	}
	h.show(w, http.StatusOK, "overview.html", frame{Title: space.Name, Space: h.sidebar(space, ""), Content: space})
}

func (h *Handler) toOverview(w http.ResponseWriter, r *http.Request) {
	space, err := h.store.SpaceByKey(r.PathValue("key"))
	if err != nil {
		h.nowhere(w, r)
		return
	}
	http.Redirect(w, r, h.spaceURL(space.Key)+"/overview", http.StatusFound)
}
