package plan

// width returns the width that a page is to be given, "" where it has it, or none is asked for. What people set afterwards
// stays, but for a repair.
func (m *planner) width(page *Page) string {
	wanted := page.Rendered.Width
	if !m.Host.Widths || wanted == page.Entry.Width && !m.Repair {
		return ""
	}
	return wanted
}

func (m *planner) addWidth(page *Page, after *Step) {
	if page.change.width != "" {
		m.add(page, Widen{Width: page.change.width}, after)
	}
}
