package draw

import "github.com/pagewright/pagewright/publish/sandbox/markup"

// deepest is how many elements may stand in each other. HTML parsers stop at 512 open elements, and one macro can
// become four of them; what is deeper is drawn as if its elements were not there.
const deepest = 90

// parse reads a storage body as far as it is well-formed. Its root has no name.
func parse(storage string) (*node, *markup.Fault) {
	stack := []*node{{}} // open elements that are kept
	for token, fault := range markup.Walk(storage) {
		if fault != nil {
			return stack[0], fault
		}
		top := stack[len(stack)-1]
		switch {
		case token.Kind == markup.Text:
			top.nodes = append(top.nodes, &node{text: token.Text})
		case token.Depth > deepest:
		case token.Kind == markup.Start:
			n := &node{name: token.Name, attributes: token.Attributes}
			top.nodes = append(top.nodes, n)
			stack = append(stack, n)
		case token.Kind == markup.End:
			stack = stack[:len(stack)-1]
		}
	}
	return stack[0], nil
}
