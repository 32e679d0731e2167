package render

import (
	"github.com/pagewright/pagewright/render/editor"
)

// top returns the innermost frame.
func (r *renderer) top() *frame { return &r.frames[len(r.frames)-1] }

// around returns the index of the innermost frame that is open.
func (r *renderer) around() int {
	at := len(r.frames) - 1
	for !r.frames[at].isOpen {
		at--
	}
	return at
}

// push adds a frame in what is open, and begins it.
func (r *renderer) push(f frame) {
	f.on = r.around()
	r.frames = append(r.frames, f)
	if !f.flat {
		r.open(len(r.frames) - 1)
	}
}

// pushLater adds a frame, in the innermost one where it may stand, that begins where the first block in it is written: so there is
// nothing of it if all of them are lifted out. In the legacy editor, where everything may stand in everything, it begins at once.
func (r *renderer) pushLater(f frame) {
	if r.o.Editor != CloudEditor {
		r.push(f)
		return
	}
	f.on = r.placeFor(f.kind, len(r.frames)-1)
	for inside := f.on + 1; inside < len(r.frames); inside++ {
		r.frames[inside].lifted = true
	}
	r.frames = append(r.frames, f)
}

// pushItem adds the frame of an item of the list that is the innermost frame.
func (r *renderer) pushItem(begin func()) {
	list := len(r.frames) - 1
	if r.o.Editor == CloudEditor && !r.canOpen(list) { // what it was in has ended: it goes on outside of that
		r.frames[list].on = r.placeFor(editor.List, list-1)
	}
	r.frames = append(r.frames, frame{kind: editor.Item, ends: 1, begin: begin, on: list})
	if r.o.Editor != CloudEditor {
		r.open(list + 1)
	}
}

// placeFor returns the index of the frame, up to another, that one of a kind may begin in later.
func (r *renderer) placeFor(kind editor.Kind, upTo int) int {
	if at := r.innermost(kind, upTo); at >= 0 {
		return at
	}
	r.place(kind)
	return r.around()
}

func (r *renderer) open(at int) {
	f := &r.frames[at]
	f.begin()
	f.isOpen, f.begun = true, true
}

// pop ends the innermost frame. One that holds nothing is written all the same.
func (r *renderer) pop() {
	last := len(r.frames) - 1
	if f := r.top(); !f.begun && !f.lifted {
		r.openTop()
	}
	if r.top().isOpen {
		r.close(last)
	}
	r.frames = r.frames[:last]
}

func (r *renderer) close(at int) {
	f := &r.frames[at]
	f.isOpen = false
	if f.kind == editor.List || f.kind == editor.TaskList {
		r.w.Newline()
	}
	r.end(f.ends)
}

func (r *renderer) end(elements int) {
	for range elements {
		r.w.End()
	}
}

// canOpen reports whether a frame, and those that its elements are in, can be begun where they are.
func (r *renderer) canOpen(at int) bool {
	f := &r.frames[at]
	if f.isOpen {
		return at == r.around()
	}
	return !f.isOver() && !f.flat && editor.Holds(r.frames[f.on].kind, f.kind) && r.canOpen(f.on)
}

// openTop begins the innermost frame, if it can be begun.
func (r *renderer) openTop() {
	if last := len(r.frames) - 1; r.canOpen(last) {
		r.openUpTo(last)
	}
}

func (r *renderer) openUpTo(at int) {
	if f := &r.frames[at]; !f.isOpen {
		r.openUpTo(f.on)
		r.open(at)
	}
}

// innermost returns the index of the innermost frame, up to another, that a block may stand in, -1 if it must be lifted out of
// one that is open.
func (r *renderer) innermost(kind editor.Kind, upTo int) int {
	for at := upTo; at >= r.around(); at-- {
		if editor.Holds(r.frames[at].kind, kind) && r.canOpen(at) {
			return at
		}
	}
	return -1
}

// breakable are the kinds of frames that a block can be lifted out of.
var breakable = map[editor.Kind]bool{editor.Item: true, editor.List: true, editor.Quote: true, editor.Panel: true}

// place makes sure that a block may be written next: in the innermost frame, or else outside of it. It reports whether there is a
// place for it; if there is none, nothing is changed.
func (r *renderer) place(kind editor.Kind) bool {
	if r.o.Editor != CloudEditor {
		return true
	}
	if at := r.innermost(kind, len(r.frames)-1); at >= 0 {
		r.openUpTo(at)
		r.breakTo(at)
		return true
	}
	for at := r.around(); ; at-- {
		f := &r.frames[at]
		switch {
		case !f.isOpen:
		case editor.Holds(f.kind, kind):
			r.breakTo(at)
			return true
		case !breakable[f.kind]:
			return false
		}
	}
}

// breakTo ends the frames inside the one at an index.
func (r *renderer) breakTo(at int) {
	for inside := len(r.frames) - 1; inside > at; inside-- {
		f := &r.frames[inside]
		f.lifted = true
		if f.isOpen {
			r.close(inside)
		}
	}
}

// mayHold reports whether what is being written may hold a kind of block, whether it is to be lifted out or not.
func (r *renderer) mayHold(kind editor.Kind) bool {
	return r.o.Editor != CloudEditor || editor.Holds(r.top().kind, kind)
}

// isTight reports whether text may stand where it is without a paragraph around it.
func (r *renderer) isTight() bool {
	f := r.top()
	return r.o.Editor != CloudEditor || f.isOpen && (f.kind == editor.Item || f.kind == editor.Cell)
}
