package browser

import (
	"bytes"
	"crypto/rand"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// frame is what surrounds the content of every view.
type frame struct {
	Base     string
	Nonce    string
	Version  string // of the assets
	Title    string
	Space    *spaceView // nil outside of a space
	Query    string
	Static   bool   // the pages are files
	Live     string // what the page shows; "" when pages do not reload
	Reload   string // address of the stream
	Styles   template.CSS
	Content  any
	Problems []Problem
	Sheets   []string
	Scripts  []string
}

var (
	sheets  = []string{"base.css", "frame.css", "views.css", "body.css", "code.css", "print.css"}
	scripts = []string{"problems.js", "search.js", "tree.js", "copy.js", "permalink.js"}
)

// spaceView is the sidebar.
type spaceView struct {
	Name, Key, URL string
	Letter         string
	Hue            int // colour of its badge, 0 to 5
	AtHome         bool
	Tree           []branch
}

// show writes a view: the template's name is that of its file.
func (h *Handler) show(w http.ResponseWriter, status int, view string, f frame) {
	f.Base, f.Nonce, f.Version = h.base, rand.Text(), assetsVersion()
	f.Sheets, f.Scripts, f.Static = sheets, scripts, h.static
	if h.static {
		f.Scripts = slices.Concat([]string{indexName}, scripts)
	}
	if h.live != nil {
		f.Live, f.Reload = h.live.current(), h.base+ReloadPath
		f.Scripts = append(slices.Clone(scripts), "reload.js")
	}
	var page bytes.Buffer
	if err := views()[view].ExecuteTemplate(&page, "layout.html", f); err != nil {
		http.Error(w, "This page could not be drawn: "+err.Error(), http.StatusInternalServerError)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", pagePolicy(f.Nonce))
	header.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	page.WriteTo(w) //nolint:errcheck // the reader has gone
}

func (h *Handler) sidebar(space store.Space, current string) *spaceView {
	return &spaceView{
		Name: space.Name, Key: space.Key, URL: h.spaceURL(space.Key) + "/overview",
		Letter: letter(space.Name), Hue: hue(space.Key),
		AtHome: current != "" && current == space.HomepageID,
		Tree:   h.tree(space, current),
	}
}

// letter stands for a name where there is room for one.
func letter(name string) string {
	for _, r := range strings.ToUpper(strings.TrimSpace(name)) {
		return string(r)
	}
	return "?"
}

func hue(key string) int {
	sum := 0
	for _, r := range key {
		sum += int(r)
	}
	return sum % 6
}

// nowhere answers for what is not there.
func (h *Handler) nowhere(w http.ResponseWriter, r *http.Request) {
	h.show(w, http.StatusNotFound, "missing.html", frame{Title: "Page not found", Content: r.URL.Path})
}
