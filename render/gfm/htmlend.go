package gfm

// htmlKey is the elements of a name in a place.
type htmlKey struct {
	place, behind int
	name          string
}

// htmlEnd is where an end tag begins, and where it ends, by how many bytes are left there.
type htmlEnd struct{ tag, after int }
