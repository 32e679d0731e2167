package storage

// Lines cuts the canonical form of a body into lines for people to compare: a block begins a line and ends one. A body
// that cannot be read is one line.
func Lines(body string) []string {
	var lines []string
	from := 0
	c := canonicalizer{scanner: scanner{body: body, named: htmlEntities}}
	c.cut = func() {
		if to := c.out.Len(); to > from {
			lines = append(lines, c.out.String()[from:to])
			from = to
		}
	}
	if !c.run() {
		return []string{body}
	}
	c.cut()
	return lines
}
