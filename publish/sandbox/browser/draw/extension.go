package draw

// extension draws ac:adf-extension, which holds what only the new editor knows. Its panels (the purple note among
// them) are drawn from the node, everything else from the fallback that comes with it.
func (d *drawer) extension(n *node) {
	adf := n.child("ac:adf-node")
	fallback := n.child("ac:adf-fallback")
	if adf != nil && adf.attribute("type") == "panel" {
		if content := adf.child("ac:adf-content"); content != nil {
			d.callout(adfPanel(adf), "", "", func() { d.children(content) })
			return
		}
	}
	if fallback != nil {
		d.children(fallback)
		return
	}
	d.children(n)
}

func adfPanel(n *node) string {
	for _, c := range n.nodes {
		if c.is("ac:adf-attribute") && c.attribute("key") == "panel-type" {
			switch kind := c.content(); kind {
			case "info", "note", "success", "warning", "error":
				return kind
			}
		}
	}
	return "custom"
}
