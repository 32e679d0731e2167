package draw

import "time"

// date draws <time datetime="2026-01-31"/> as the editor's date lozenge.
func (d *drawer) date(n *node) {
	day, err := time.Parse(time.DateOnly, n.attribute("datetime"))
	if err != nil {
		d.say(n.attribute("datetime"))
		d.children(n)
		return
	}
	d.element("time", day.Format("2 January 2006"), class("date"), attribute{"datetime", day.Format(time.DateOnly)})
}
