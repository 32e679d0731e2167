package render

// rule writes a thematic break.
func (r *renderer) rule() {
	r.line()
	r.w.Empty("hr")
}
