package draw

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

type picture struct {
	url, full     string // full is opened by a click; "" for remote ones
	name          string
	alt, title    string
	width, height string
	missing       string // why it cannot be shown
}

var alignments = []string{"left", "center", "right", "wide", "full-width", "wrap-left", "wrap-right", "align-start", "align-end"}

// image draws ac:image: a figure when it has a caption or a place of its own, else in the line it stands in.
func (d *drawer) image(n *node) {
	p := d.picture(n)
	caption := n.child("ac:caption")
	place := cmp.Or(n.attribute("ac:layout"), n.attribute("ac:align"))
	if caption == nil && place == "" {
		d.show(p, n.attribute("ac:border") == "true")
		return
	}
	side := ""
	if slices.Contains(alignments, place) {
		side = "image-" + place
	}
	d.open("figure", class("image", side))
	d.show(p, n.attribute("ac:border") == "true")
	if caption != nil {
		d.open("figcaption")
		d.children(caption)
		d.close("figcaption")
	}
	d.close("figure")
}

func (d *drawer) picture(n *node) picture {
	p := picture{
		alt: n.attribute("ac:alt"), title: n.attribute("ac:title"),
		width: pixels(n.attribute("ac:width")), height: pixels(n.attribute("ac:height")),
	}
	p.scale(pixels(n.attribute("ac:original-width")), pixels(n.attribute("ac:original-height")))
	if target := n.child("ri:attachment"); target != nil {
		file, ok := d.file(target)
		p.name, p.url, p.full = file.Name, file.URL, file.URL
		if !ok {
			p.missing = "No image “" + file.Name + "” is attached"
		}
		return p
	}
	target := n.child("ri:url")
	if target == nil {
		p.missing = "This image names no file"
		return p
	}
	p.from(target.attribute("ri:value"))
	return p
}

// from lets a picture come from the web.
func (p *picture) from(raw string) {
	url, safe := safeURL(raw, imageSchemes)
	p.name, p.url = raw, url
	if !safe {
		p.missing = "This address is not loaded as an image: " + raw
	}
}

// scale fills in the sizes that are not given, so that the page does not jump when the image has loaded.
func (p *picture) scale(width, height string) {
	w, _ := strconv.Atoi(width)
	h, _ := strconv.Atoi(height)
	given, _ := strconv.Atoi(p.width)
	switch {
	case w == 0 || h == 0 || p.height != "":
	case given > 0:
		p.height = pixels(strconv.Itoa(given * h / w))
	default:
		p.width, p.height = width, height
	}
}

// plainImage draws an img element, which only the legacy editor knows.
func (d *drawer) plainImage(n *node) {
	p := picture{
		alt: n.attribute("alt"), title: n.attribute("title"),
		width: pixels(n.attribute("width")), height: pixels(n.attribute("height")),
	}
	p.from(n.attribute("src"))
	d.show(p, false)
}

func (d *drawer) show(p picture, border bool) {
	if p.missing != "" {
		d.open("span", class("missing missing-image"), role("img"), spoken(p.missing))
		d.say(cmp.Or(p.alt, p.name, "image"))
		d.element("small", p.missing)
		d.close("span")
		return
	}
	edge := ""
	if border {
		edge = "bordered"
	}
	if p.full != "" { // the image is all that its link has as a name
		p.alt = cmp.Or(p.alt, p.name)
	}
	draw := func() {
		d.open("img", attribute{"src", p.url}, attribute{"alt", p.alt}, hint(p.title), class(edge),
			attribute{"width", p.width}, attribute{"height", p.height},
			attribute{"loading", "lazy"}, attribute{"referrerpolicy", "no-referrer"})
	}
	if p.full == "" {
		draw()
		return
	}
	d.linked(address(p.full), "image-link", draw)
}

// pixels is a size that an image may have, "" if value is none.
func pixels(value string) string {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), "px"), 64)
	if err != nil || !(n >= 1 && n <= 10000) {
		return ""
	}
	return strconv.Itoa(int(n))
}
