package browser

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

const titlesPath = "/search/titles"

// most hits that a search shows, on its page and while somebody types.
const (
	mostHits    = 200
	mostOffered = 10
)

type hit struct {
	Title string `json:"title"`
	Space string `json:"space"`
	URL   string `json:"url"`
	Above string `json:"above"` // title of the page above it
}

type searchView struct {
	What string
	Hits []hit
	Most int
}

// search is the page that a search without script ends on.
func (h *Handler) search(w http.ResponseWriter, r *http.Request) {
	text := strings.TrimSpace(r.URL.Query().Get("text"))
	h.show(w, http.StatusOK, "search.html", frame{
		Title: "Search", Query: text, Content: searchView{text, h.hits(text, mostHits), mostHits},
	})
}

// titles gives hits to the script of the search box, as JSON.
func (h *Handler) titles(w http.ResponseWriter, r *http.Request) {
	hits := h.hits(r.URL.Query().Get("text"), mostOffered)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	json.NewEncoder(w).Encode(hits) //nolint:errcheck // the reader has gone
}

// label lists the pages of a space that carry a label.
func (h *Handler) label(w http.ResponseWriter, r *http.Request) {
	space, err := h.store.SpaceByKey(r.PathValue("key"))
	if err != nil {
		h.nowhere(w, r)
		return
	}
	name := r.PathValue("name")
	hits := []hit{}
	for _, p := range h.store.Pages(space.ID) {
		labelled := slices.ContainsFunc(p.Labels, func(l store.Label) bool { return l.Name == name })
		if labelled && p.Status == store.Current && len(hits) < mostHits {
			hits = append(hits, h.hit(space, p))
		}
	}
	h.show(w, http.StatusOK, "search.html", frame{
		Title: "Label " + name, Space: h.sidebar(space, ""), Content: searchView{name, hits, mostHits},
	})
}

// hits are the pages whose title holds every word of text; titles that begin with it come first.
func (h *Handler) hits(text string, most int) []hit {
	text = strings.ToLower(strings.TrimSpace(text))
	words := strings.Fields(text)
	if len(words) == 0 {
		return []hit{}
	}
	type ranked struct {
		store.Page
		rank int
	}
	var found []ranked
	for _, p := range h.store.Pages("") {
		title := strings.ToLower(p.Title)
		missing := slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(title, word) })
		if p.Status == store.Current && !missing {
			found = append(found, ranked{p, rank(title, text)})
		}
	}
	slices.SortStableFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(len(a.Title), len(b.Title)), cmp.Compare(a.Title, b.Title))
	})
	list := make([]hit, 0, min(len(found), most))
	for _, f := range found[:min(len(found), most)] {
		if space, err := h.store.Space(f.SpaceID); err == nil {
			list = append(list, h.hit(space, f.Page))
		}
	}
	return list
}

func rank(title, text string) int {
	switch {
	case title == text:
		return 0
	case strings.HasPrefix(title, text):
		return 1
	case strings.Contains(" "+title, " "+text):
		return 2
	}
	return 3
}

func (h *Handler) hit(space store.Space, p store.Page) hit {
	found := hit{Title: p.Title, Space: space.Name, URL: h.pageURL(space.Key, p)}
	if above, err := h.store.Page(p.ParentID); err == nil && above.ID != space.HomepageID {
		found.Above = above.Title
	}
	return found
}
