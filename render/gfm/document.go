package gfm

// document builds the whole tree.
func (b *builder) document() *Node {
	root := b.node(Div, -1)
	for i := 0; i < len(b.roots); {
		b.current = root
		before := b.save()
		if b.child(b.roots[i], 0, i); !b.failed {
			i++
			continue
		}
		b.failed = false
		b.current = root
		b.restore(before)
		i = b.fragment(root, i)
	}
	return root
}
