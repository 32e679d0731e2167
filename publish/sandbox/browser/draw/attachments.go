package draw

import "strconv"

// attachments draws the attachments macro: what is attached to this page.
func (d *drawer) attachments(*node) {
	files := d.site.Files()
	if len(files) == 0 {
		d.element("p", "Nothing is attached to this page.", class("nothing"))
		return
	}
	d.open("ul", class("files"))
	for _, f := range files {
		d.open("li")
		d.linked(address(f.URL), "attachment", func() { d.say(f.Name) })
		d.element("small", " "+size(f.Size), class("nothing"))
		d.close("li")
	}
	d.close("ul")
}

// viewFile draws the macros that show a file on the page as a link to it.
func (d *drawer) viewFile(n *node) {
	for _, c := range n.nodes {
		if target := c.child("ri:attachment"); c.is("ac:parameter") && target != nil {
			d.toFile(c, target)
			return
		}
	}
	d.unknownMacro(n)
}

func size(bytes int64) string {
	switch {
	case bytes < 1000:
		return strconv.FormatInt(bytes, 10) + " B"
	case bytes < 1_000_000:
		return strconv.FormatInt((bytes+500)/1000, 10) + " kB"
	default:
		return strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64) + " MB"
	}
}
