package render

import (
	"errors"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/pagewright/pagewright/render/storage"
)

// image writes an image: a file becomes an attachment of the page, a remote
// one stays where it is. Of one that cannot be shown the description stays.
func (r *renderer) image(n *html.Node) {
	target, err := r.imageTarget(cleanURL(attr(n, "src")))
	if err != nil {
		r.report(n, RuleMissingImage, err.Error())
	}
	switch target := target.(type) {
	case FileTarget:
		r.attach(target)
		r.ink()
		r.startImage(n, target.Width, target.Height)
		r.w.Empty("ri:attachment", storage.Attr{Name: "ri:filename", Value: target.Name})
		r.w.End()
	case URLTarget:
		r.ink()
		r.startImage(n, 0, 0)
		r.w.Empty("ri:url", storage.Attr{Name: "ri:value", Value: target.URL})
		r.w.End()
	default:
		r.text(attr(n, "alt"))
	}
}

func (r *renderer) imageTarget(source string) (Target, error) {
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

// startImage opens an image. Its size is the author's, in pixels; Confluence
// wants the file's own size besides, to show SVG files well.
func (r *renderer) startImage(n *html.Node, width, height int) {
	var attrs []storage.Attr
	add := func(name, value string) {
		if value != "" {
			attrs = append(attrs, storage.Attr{Name: name, Value: value})
		}
	}
	add("ac:align", r.align)
	add("ac:original-width", pixels(width))
	add("ac:original-height", pixels(height))
	if wanted := size(attr(n, "width")); wanted > 0 {
		add("ac:custom-width", "true")
		add("ac:width", pixels(wanted))
	} else if wanted := size(attr(n, "height")); wanted > 0 {
		add("ac:height", pixels(wanted))
	}
	add("ac:alt", strings.TrimSpace(attr(n, "alt")))
	add("ac:title", strings.TrimSpace(attr(n, "title")))
	r.w.Start("ac:image", attrs...)
}

func pixels(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// size reads a width or height: "200" or "200px". Percentages have no meaning
// on a page.
func size(s string) int {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(s), "px"))
	if err != nil || n > 10000 {
		return 0
	}
	return n
}
