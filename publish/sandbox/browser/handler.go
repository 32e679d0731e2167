// Package browser shows a store's pages to people, at the addresses where Confluence has them.
//
// What enters is a [store.Store]; what leaves is an [http.Handler] that only reads. Every visitor sees everything: it
// is a window for the person who runs the sandbox. Page bodies are drawn by package draw; what surrounds them comes
// from html/template. Nothing is loaded from elsewhere, except images that a page itself takes from the web.
package browser

import (
	"net/http"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// Options of a handler. The zero value works.
type Options struct {
	// Base is the path that everything is below, without a slash at its end; default "/wiki".
	Base string
	// Problems returns what was found in the document behind a page; it is shown beside the page. Nil: nothing.
	Problems func(pageID string) []Problem
	// Live lets open pages reload when Reload is called.
	Live bool
}

// Handler shows the pages of a store.
type Handler struct {
	store    *store.Store
	base     string
	problems func(pageID string) []Problem
	live     *live // nil when pages do not reload
	static   bool  // the pages are to be files
	mux      *http.ServeMux
}

// New returns a handler for all paths below o.Base. Close it before its server is shut down.
func New(s *store.Store, o Options) *Handler {
	if o.Base == "" {
		o.Base = "/wiki"
	}
	h := &Handler{store: s, base: strings.TrimSuffix(o.Base, "/"), problems: o.Problems, mux: http.NewServeMux()}
	if o.Live {
		h.live = newLive()
	}
	h.routes()
	return h
}

func (h *Handler) routes() {
	for pattern, show := range map[string]http.HandlerFunc{
		"/{$}":                                    h.spaces,
		"/spaces":                                 h.spaces,
		"/home":                                   h.spaces,
		"/spaces/{key}":                           h.toOverview,
		"/spaces/{key}/{$}":                       h.toOverview,
		"/spaces/{key}/overview":                  h.overview,
		"/spaces/{key}/pages":                     h.toOverview,
		"/spaces/{key}/pages/{id}":                h.page,
		"/spaces/{key}/pages/{id}/{title...}":     h.page,
		"/spaces/{key}/folder/{id}":               h.page,
		"/display/{key}":                          h.toOverview,
		"/display/{key}/{title}":                  h.toTitle,
		"/x/{code}":                               h.tiny,
		"/pages/viewpage.action":                  h.toPage,
		"/pages/viewpreviousversions.action":      h.history,
		"/pages/diffpagesbyversion.action":        h.diff,
		"/pages/viewpageattachments.action":       h.attachments,
		"/pages/viewinfo.action":                  h.information,
		"/plugins/viewstorage/viewpagesrc.action": h.source,
		"/download/attachments/{id}/{name}":       h.download,
		"/label/{key}/{name}":                     h.label,
		"/search":                                 h.search,
		titlesPath:                                h.titles,
		assetsPath + "{name}":                     h.asset,
		ReloadPath:                                h.reload,
		"/":                                       h.nowhere,
	} {
		h.mux.HandleFunc("GET "+h.base+pattern, show)
	}
	if h.base != "" {
		h.mux.HandleFunc("GET /", h.nowhere)
	}
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	Secure(w.Header())
	h.mux.ServeHTTP(w, r)
}
