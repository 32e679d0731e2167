package browser

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/browser/draw"
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
	Text  string `json:"text"`  // where the words are, if not in the title
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

// hits are the pages whose title and text hold every word; those whose title holds them all come first, and among them
// those that begin with the text.
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
		switch {
		case p.Status != store.Current:
		case holds(title, words):
			found = append(found, ranked{p, rank(title, text)})
		case holds(title+" "+strings.ToLower(draw.Text(p.Version().Body)), words):
			found = append(found, ranked{p, inText})
		}
	}
	slices.SortStableFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(len(a.Title), len(b.Title)), cmp.Compare(a.Title, b.Title))
	})
	list := make([]hit, 0, min(len(found), most))
	for _, f := range found[:min(len(found), most)] {
		if space, err := h.store.Space(f.SpaceID); err == nil {
			one := h.hit(space, f.Page)
			if f.rank == inText {
				one.Text = excerpt(draw.Text(f.Version().Body), words)
			}
			list = append(list, one)
		}
	}
	return list
}

func holds(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}

// excerpt is the text around the first of the words that it holds.
func excerpt(text string, words []string) string {
	const around = 60
	runes, lower := []rune(text), []rune(strings.ToLower(text))
	if len(runes) != len(lower) {
		lower = runes // letters whose other case has another length
	}
	for _, word := range words {
		before, _, found := strings.Cut(string(lower), word)
		if !found {
			continue
		}
		at := len([]rune(before))
		from, to := max(at-around, 0), min(at+around, len(runes))
		part := string(runes[from:to])
		if from > 0 {
			part = "…" + part
		}
		if to < len(runes) {
			part += "…"
		}
		return part
	}
	return ""
}

// inText is the rank of a page whose title does not hold all words.
const inText = 4

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
