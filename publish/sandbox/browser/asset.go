package browser

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"sync"
	"time"
)

const assetsPath = "/_browser/assets/"

//go:embed assets
var assets embed.FS

//go:embed templates
var templateFiles embed.FS

// assetTypes does not ask the machine, whose own table may say otherwise.
var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

// assetsVersion changes with the assets, so that browsers may keep them for good.
var assetsVersion = sync.OnceValue(func() string {
	sum := sha256.New()
	names, _ := fs.Glob(assets, "assets/*")
	for _, name := range names {
		content, _ := assets.ReadFile(name)
		sum.Write(content)
	}
	return hex.EncodeToString(sum.Sum(nil))[:12]
})

func (h *Handler) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	content, err := assets.ReadFile("assets/" + name)
	if err != nil {
		h.nowhere(w, r)
		return
	}
	w.Header().Set("Content-Type", assetTypes[path.Ext(name)])
	if r.URL.Query().Get("v") == assetsVersion() {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}

// views are the templates of content, each with the layout around it.
var views = sync.OnceValue(func() map[string]*template.Template {
	layout := template.Must(template.New("").Funcs(words).ParseFS(templateFiles, "templates/layout/*.html"))
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		panic(err)
	}
	views := map[string]*template.Template{}
	for _, name := range names {
		view := template.Must(template.Must(layout.Clone()).ParseFS(templateFiles, name))
		views[path.Base(name)] = view
	}
	return views
})
