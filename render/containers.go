package render

import (
	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

// containers are the elements that hold blocks, by what they are to an editor.
var containers = map[*gfm.Tag]editor.Kind{}

// isContainer registers what an element is that holds blocks.
func isContainer(tag *gfm.Tag, kind editor.Kind) { containers[tag] = kind }
