package render

import (
	"github.com/pagewright/pagewright/render/editor"
)

// frame is a block that holds others. A block that it may not hold is lifted out of it: the elements around are ended, and what
// comes next stands outside of them, until the frame begins anew.
type frame struct {
	kind  editor.Kind
	begin func() // writes the start of its elements
	ends  int    // how many they are
	flat  bool   // it has none: what it holds stands in what is around it

	on     int // the index of the frame that its elements are in
	isOpen bool
	begun  bool // its elements have been written before
	lifted bool // something has been lifted out of it
}

// isOver reports whether a frame does not begin anew: what comes after something lifted out of an item is no item.
func (f *frame) isOver() bool { return f.kind == editor.Item && f.begun && !f.isOpen }
