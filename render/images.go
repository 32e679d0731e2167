package render

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/storage"
)

func init() { writesInline(gfm.Image, writeImage) }

// writeImage writes an image: a file becomes an attachment of the page, a remote one stays where it is. Of one that cannot be
// shown the description stays.
func writeImage(r *renderer, n *gfm.Node) {
	source := strings.TrimSuffix(cleanURL(n.Get("src")), gfm.LightOnly)
	var target Target
	var err error
	if n.Get("wiki") != "" {
		source, err = r.named(source, true)
	}
	if err == nil {
		target, err = r.imageTarget(source)
	}
	if err != nil {
		r.report(n, RuleMissingImage, err.Error())
	}
	var width, height int
	var picture storage.Attr
	element := ""
	switch target := target.(type) {
	case FileTarget:
		r.attach(target)
		width, height = target.Width, target.Height
		element, picture = "ri:attachment", storage.Attr{Name: "ri:filename", Value: target.Name}
	case URLTarget:
		element, picture = "ri:url", storage.Attr{Name: "ri:value", Value: target.URL}
	default:
		r.text(n.Get("alt"))
		return
	}
	r.visibleIn(r.marksOutsideCode())
	r.startImage(n, width, height)
	r.w.Empty(element, picture)
	if caption := cmp.Or(r.caption, strings.TrimSpace(n.Get("title"))); caption != "" && n == r.alone && r.o.Editor == CloudEditor {
		r.w.Start("ac:caption")
		r.w.Element("p", caption)
		r.w.End()
	}
	r.w.End()
}

// marksOutsideCode tells how many marks are around code: there can be no image in code.
func (r *renderer) marksOutsideCode() int {
	if at := slices.IndexFunc(r.marks, func(m mark) bool { return m.name == "code" }); at >= 0 {
		return at
	}
	return len(r.marks)
}

func (r *renderer) imageTarget(source string) (Target, error) {
	source = r.local(source)
	scheme := schemeOf(source)
	switch {
	case source == "":
		return nil, errors.New("the image names no file: write its path between the parentheses")
	case strings.HasPrefix(source, "//"):
		return URLTarget{"https:" + source}, nil
	case scheme == "http", scheme == "https":
		return URLTarget{source}, nil
	case scheme == "data":
		return nil, errors.New("an image inside the document (data:) cannot be published: save it as a file and link to that")
	case scheme != "":
		return nil, errors.New("an image cannot come from " + scheme + ": — use a path, http: or https:")
	case r.o.Resolver == nil:
		return URLTarget{source}, nil
	}
	target, err := r.o.Resolver.Image(source)
	if _, isPage := target.(PageTarget); isPage && err == nil {
		return nil, errors.New(strconv.Quote(source) + " is a page, not an image: link to it instead")
	}
	return target, err
}

// startImage opens an image. Its size is the author's, in pixels; Confluence wants the file's own size besides, to show SVG files
// well.
func (r *renderer) startImage(n *gfm.Node, width, height int) {
	attrs := make([]storage.Attr, 0, 8)
	add := func(name, value string) {
		if value != "" {
			attrs = append(attrs, storage.Attr{Name: name, Value: value})
		}
	}
	align, layout := r.alignment, ""
	switch floats := strings.ToLower(n.Get("align")); floats {
	case "left", "right": // text flows round it
		align, layout = floats, "wrap-"+floats
	case "center":
		align = floats
	}
	add("ac:align", align)
	add("ac:layout", layout)
	add("ac:original-width", pixels(width))
	add("ac:original-height", pixels(height))
	wantedWidth, wantedHeight := length(n.Get("width")), 0
	if !strings.Contains(n.Get("height"), "%") { // the height of what is around it is not known
		wantedHeight = length(n.Get("height"))
	}
	if wantedWidth == 0 && height > 0 { // the new editor goes by the width alone
		wantedWidth = wantedHeight * width / height
	}
	if wantedWidth > 0 {
		add("ac:custom-width", "true")
	}
	add("ac:width", pixels(wantedWidth))
	add("ac:height", pixels(wantedHeight))
	add("ac:alt", strings.TrimSpace(n.Get("alt")))
	add("ac:title", strings.TrimSpace(n.Get("title")))
	r.w.Start("ac:image", attrs...)
}

func pixels(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}
