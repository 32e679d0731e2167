package render

// rule writes a thematic break.
func (r *renderer) rule() {
	r.w.Line()
	r.w.Empty("hr")
}
