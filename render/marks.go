package render

import (
	"github.com/pagewright/pagewright/render/storage"
)

// inline is the state of the inline content being written. Marks are begun and finished as the elements of the tree are, but
// written only around something visible: so none is empty, and none reaches over the end of a paragraph.
type inline struct {
	marks   []mark // in force, outermost first
	written int    // how many of them are written
	inCode  bool

	verbatim bool // line breaks and blanks are written as they are

	space   bool // white space is due before what comes next
	blank   bool // nothing, or white space, was written last
	started bool // something visible has been written
	breaks  int  // line breaks due before what comes next
}

// mark is an element around text: a link, or one of storage format's marks.
type mark struct {
	name string
	attr *storage.Attr
	link *link
}
