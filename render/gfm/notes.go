package gfm

// notes are the footnotes of a document.
type notes struct {
	defined map[string]*note // by key
	used    []*note          // in the order of their numbers
}

type note struct {
	definition *footnote
	number     int // in the order of the first references, from 1; 0 if there are none
	uses       int
	item       *Node
}

// define takes the definitions in. Of those with the same label the first counts.
func (n *notes) define(definitions []*footnote) {
	n.defined = map[string]*note{}
	for _, d := range definitions {
		if key := footnoteKey(d.label); n.defined[key] == nil {
			n.defined[key] = &note{definition: d}
		}
	}
}

// notesState is how many references there were to each of the footnotes that had any.
type notesState []int

func (n *notes) save() notesState {
	var s notesState
	for _, note := range n.used {
		s = append(s, note.uses)
	}
	return s
}

func (n *notes) restore(s notesState) {
	for i, note := range n.used {
		if i < len(s) {
			note.uses = s[i]
		} else {
			note.number, note.uses = 0, 0
		}
	}
	n.used = n.used[:len(s)]
}
