package gfm

// reported are the kinds of problems that have been reported, of each of which one is enough.
type reported struct {
	known map[string]bool
	kinds []string // in their order
}

// add reports whether a kind is new.
func (r *reported) add(kind string) bool {
	if r.known[kind] {
		return false
	}
	if r.known == nil {
		r.known = map[string]bool{}
	}
	r.known[kind] = true
	r.kinds = append(r.kinds, kind)
	return true
}

// giveUp forgets all kinds but for the first ones.
func (r *reported) giveUp(keep int) {
	for _, kind := range r.kinds[keep:] {
		delete(r.known, kind)
	}
	r.kinds = r.kinds[:keep]
}
