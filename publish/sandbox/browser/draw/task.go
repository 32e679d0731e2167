package draw

// tasks draws a task list. The boxes cannot be ticked: this page only shows.
func (d *drawer) tasks(n *node) {
	d.open("ul", class("tasks"))
	for _, c := range n.nodes {
		switch {
		case c.blank():
		case c.is("ac:task"):
			d.task(c)
		default:
			d.open("li")
			d.node(c)
			d.close("li")
		}
	}
	d.close("ul")
}

func (d *drawer) task(n *node) {
	status := n.child("ac:task-status")
	box := []attribute{{"type", "checkbox"}, bare("disabled"), spoken("To do")}
	if status != nil && status.content() == "complete" {
		box = []attribute{{"type", "checkbox"}, bare("disabled"), bare("checked"), spoken("Done")}
	}
	d.open("li")
	d.open("input", box...)
	d.open("div")
	for _, c := range n.nodes {
		if !c.is("ac:task-id", "ac:task-status", "ac:task-uuid") && !c.blank() {
			d.node(c)
		}
	}
	d.close("div")
	d.close("li")
}
