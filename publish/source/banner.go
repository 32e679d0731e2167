package source

import (
	"regexp"
	"strings"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render/storage"
)

const standardBanner = "This page is published from {source}. Please make changes there."

func (r *Renderer) banner(page *Page, looks Looks, commit bool) string {
	if looks.banner == settings.NoBanner {
		return ""
	}
	return banner(looks.banner, page.Source, r.Address(page.Source, "", commit))
}

// banner returns what stands on top of a page: a line or a panel with a link to the document, "" where none is wanted.
// Address is that of the document, "" where it has none.
func banner(kind, path, address string) string {
	var w storage.Writer
	switch kind {
	case "", settings.NoBanner:
		return ""
	case settings.LineBanner:
		writeBanner(&w, standardBanner, path, address)
		return w.String() + "\n"
	case settings.PanelBanner:
		kind = standardBanner
	}
	w.StartMacro("info")
	w.StartRichBody()
	writeBanner(&w, kind, path, address)
	w.End()
	w.End()
	return w.String() + "\n"
}

var bannerParts = regexp.MustCompile(`\{source\}|\{path\}`)

func writeBanner(w *storage.Writer, text, path, address string) {
	text = strings.Join(strings.Fields(text), " ")
	w.Start("p")
	at := 0
	for _, found := range bannerParts.FindAllStringIndex(text, -1) {
		w.Text(text[at:found[0]])
		at = found[1]
		if isLink := text[found[0]:found[1]] == "{source}" && address != ""; isLink {
			w.Start("a", storage.Attr{Name: "href", Value: address})
			w.Text(path)
			w.End()
		} else {
			w.Text(path)
		}
	}
	w.Text(text[at:])
	w.End()
}
