package draw

import "cmp"

// anchorElement draws an a element.
func (d *drawer) anchorElement(n *node) {
	raw := n.attribute("href")
	url, safe := safeURL(raw, linkSchemes)
	switch {
	case raw == "":
		d.children(n)
	case !safe:
		d.broken(n, "This address is not shown as a link: "+raw)
	default:
		d.linked(address(url), cardClass(n), func() {
			if n.visible() {
				d.children(n)
			} else {
				d.say(url)
			}
		})
	}
}

// cardClass marks a smart link that is a block of its own.
func cardClass(n *node) string {
	switch n.attribute("data-card-appearance") {
	case "block", "embed":
		return "card"
	case "inline":
		return "smart"
	}
	return ""
}

// link draws ac:link, whatever it points at.
func (d *drawer) link(n *node) {
	anchor := n.attribute("ac:anchor")
	target := n.child("ri:page", "ri:blog-post", "ri:attachment", "ri:user", "ri:space", "ri:url", "ri:content-entity")
	switch {
	case target == nil:
		d.toAnchor(n, anchor)
	case target.is("ri:page", "ri:blog-post"):
		d.toPage(n, target, anchor)
	case target.is("ri:attachment"):
		d.toFile(n, target)
	case target.is("ri:user"):
		d.mention(n, target)
	case target.is("ri:space"):
		d.toSpace(n, target)
	case target.is("ri:url"):
		d.toURL(n, target)
	default:
		d.broken(n, "This kind of link is not followed here")
	}
}

func (d *drawer) toAnchor(n *node, anchor string) {
	id := d.legacy + unescaped(anchor)
	switch {
	case anchor == "":
		d.linkText(n, "")
	case !d.anchors[id]:
		d.broken(n, "There is no heading or anchor “"+unescaped(anchor)+"” on this page")
	default:
		d.linked(address(toID(id)), "", func() { d.linkText(n, anchor) })
	}
}

func (d *drawer) toPage(n, target *node, anchor string) {
	space, title := target.attribute("ri:space-key"), target.attribute("ri:content-title")
	if page, ok := d.site.Page(space, title); ok {
		d.linked(address(page.URL+anchorOn(page, anchor)), "", func() { d.linkText(n, page.Name) })
		return
	}
	where := ""
	if space != "" {
		where = " in space " + space
	}
	d.broken(n, "There is no page “"+title+"”"+where)
}

func (d *drawer) toFile(n, target *node) {
	file, ok := d.file(target)
	if !ok {
		d.broken(n, "No file “"+file.Name+"” is attached")
		return
	}
	d.linked(address(file.URL), "attachment", func() { d.linkText(n, file.Name) })
}

// file finds an attachment; the name is there also when the file is not.
func (d *drawer) file(target *node) (File, bool) {
	space, title := "", ""
	if page := target.child("ri:page", "ri:blog-post"); page != nil {
		space, title = page.attribute("ri:space-key"), page.attribute("ri:content-title")
	}
	name := target.attribute("ri:filename")
	if file, ok := d.site.File(space, title, name); ok {
		return file, true
	}
	return File{Link: Link{Name: name}}, false
}

func (d *drawer) mention(n, target *node) {
	id := cmp.Or(target.attribute("ri:account-id"), target.attribute("ri:userkey"), target.attribute("ri:username"))
	name, known := d.site.User(id)
	if !known {
		d.broken(n, "Nobody here has the id "+id)
		return
	}
	d.open("span", class("mention"))
	d.linkText(n, "@"+name)
	d.close("span")
}

func (d *drawer) toSpace(n, target *node) {
	key := target.attribute("ri:space-key")
	space, ok := d.site.Space(key)
	if !ok {
		d.broken(n, "There is no space "+key)
		return
	}
	d.linked(address(space.URL), "", func() { d.linkText(n, space.Name) })
}

func (d *drawer) toURL(n, target *node) {
	raw := target.attribute("ri:value")
	url, safe := safeURL(raw, linkSchemes)
	if !safe {
		d.broken(n, "This address is not shown as a link: "+raw)
		return
	}
	d.linked(address(url), "", func() { d.linkText(n, raw) })
}

// linked draws a link; in another link only its text, because a parser would end the outer one.
func (d *drawer) linked(to attribute, kind string, text func()) {
	if d.inLink {
		text()
		return
	}
	d.inLink = true
	d.open("a", to, class(kind))
	text()
	d.close("a")
	d.inLink = false
}

// broken draws a link that leads nowhere: its text, marked, with the reason.
func (d *drawer) broken(n *node, why string) {
	d.open("span", class("missing"), hint(why))
	d.linkText(n, targetName(n))
	d.element("span", " ("+why+")", class("unseen"))
	d.close("span")
}

// linkText draws a link's own text, or otherwise if it has none.
func (d *drawer) linkText(n *node, otherwise string) {
	body := n
	if n.is("ac:link") {
		body = n.child("ac:link-body", "ac:plain-text-link-body")
	}
	if body != nil && body.visible() {
		d.children(body)
	} else {
		d.say(otherwise)
	}
}

// targetName is what a link without text of its own is called.
func targetName(n *node) string {
	for _, c := range n.nodes {
		for _, name := range []string{"ri:content-title", "ri:filename", "ri:space-key", "ri:value", "ri:account-id", "ri:userkey", "ri:username"} {
			if v := c.attribute(name); v != "" {
				return v
			}
		}
	}
	return cmp.Or(n.attribute("ac:anchor"), n.attribute("href"), "link")
}
