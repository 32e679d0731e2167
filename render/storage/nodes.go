package storage

import (
	"errors"
	"io"
	"strings"
)

// node is a token in its tree.
type node struct {
	token
	match int    // of a start or end, the other one; of a start whose end could not be read, -1
	fixed int    // how many tags stand before it that cannot be inside a marker
	ref   string // of the start of a marker, its comment
}

// nodesOf returns the tokens of a body. If the body is not well-formed, it returns those before the fault, and the fault.
func nodesOf(body string) ([]node, error) {
	s := scanner{body: body, named: htmlEntities}
	nodes := make([]node, 0, 2*strings.Count(body, "<")+1)
	var open []int
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			return nodes, nil
		}
		if err != nil {
			return nodes, err
		}
		n := node{token: t, match: -1}
		switch t.kind {
		case startToken:
			open = append(open, len(nodes))
			if t.name == marker {
				n.ref = s.value("ac:ref")
			}
		case endToken:
			n.match = open[len(open)-1]
			open = open[:len(open)-1]
			nodes[n.match].match = len(nodes)
		}
		nodes = append(nodes, n)
	}
}
