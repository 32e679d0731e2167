package gfm

// notes are the footnotes of a document.
type notes struct {
	defined map[string]*note // by key
	used    []*note          // in the order of their numbers
	uses    []*note          // of each reference that has been built
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

// use counts a reference to a footnote.
func (n *notes) use(used *note) {
	if used.number == 0 {
		n.used = append(n.used, used)
		used.number = len(n.used)
	}
	used.uses++
	n.uses = append(n.uses, used)
}

// giveUp takes back all references but for the first ones.
func (n *notes) giveUp(keep int) {
	for _, used := range n.uses[keep:] {
		if used.uses--; used.uses == 0 {
			used.number = 0
		}
	}
	n.uses = n.uses[:keep]
	for len(n.used) > 0 && n.used[len(n.used)-1].number == 0 {
		n.used = n.used[:len(n.used)-1]
	}
}
