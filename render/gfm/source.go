package gfm

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// source is the text that is parsed, with its lines, which count from 0 here.
type source struct {
	text   string
	starts []int32 // the offset of each line

	of   *source // the text of which parts have been left out; nil if none have
	cuts []cutOut
}

// cutOut is a part that has been left out.
type cutOut struct {
	at   int // where it would stand
	left int // how much has been left out up to its end
}

// whole returns the text with all of its parts.
func (s *source) whole() *source {
	if s.of != nil {
		return s.of
	}
	return s
}

// original returns where a place of the source is in the whole text.
func (s *source) original(offset int) int {
	before, _ := slices.BinarySearchFunc(s.cuts, offset+1, func(c cutOut, at int) int { return c.at - at })
	if before == 0 {
		return offset
	}
	return offset + s.cuts[before-1].left
}

func newSource(text string) *source {
	s := &source{text: text, starts: make([]int32, 1, strings.Count(text, "\n")+1)}
	for at := 0; ; {
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			return s
		}
		at += next + 1
		s.starts = append(s.starts, int32(at))
	}
}

// line returns a line without its end, "" for one beyond the text.
func (s *source) line(n int) string {
	if n >= len(s.starts) {
		return ""
	}
	if n+1 < len(s.starts) {
		return s.text[s.starts[n] : s.starts[n+1]-1]
	}
	return s.text[s.starts[n]:]
}

// start returns the offset of a line, or the end of the text for one beyond it.
func (s *source) start(n int) int {
	if n >= len(s.starts) {
		return len(s.text)
	}
	return int(s.starts[n])
}

// Positions gives the lines and columns of nodes. It is quick for nodes in the order of the document. It is not for several
// goroutines at once.
type Positions struct {
	src *source
	// the offset that was asked for last
	last, line, column int
}

// Of returns where in the text a node comes from: line and column, both from 1, the column in characters; zeros if it comes from
// nowhere.
func (p *Positions) Of(n *Node) (line, column int) {
	if n.Pos < 0 {
		return 0, 0
	}
	return p.at(n.Pos)
}

func (p *Positions) at(offset int) (line, column int) {
	src := p.src.whole()
	offset = min(max(p.src.original(offset), 0), len(src.text))
	line, found := slices.BinarySearch(src.starts, int32(offset))
	if found {
		line++
	}
	if line != p.line || offset < p.last {
		p.line, p.column, p.last = line, 1, int(src.starts[line-1])
	}
	p.column += utf8.RuneCountInString(src.text[p.last:offset])
	p.last = offset
	return p.line, p.column
}

// extent is a text whose lines are lines of the source, each without what stands before it there.
type extent struct {
	src   *source
	text  []byte
	line  int  // of the source, where the text begins
	still bool // all of the text is at that line

	// the line of the text that was asked for last
	measured bool
	at       int // its number in the text
	from     int // where it begins in the text
	seen     int // how far it is known to go on
	delta    int // how much farther on it stands in the source
}

// offset returns the offset in the source of a byte of the text.
func (e *extent) offset(k int) int {
	if e.still {
		return e.src.start(e.line)
	}
	if !e.measured || k < e.from {
		e.at, e.from, e.seen = 0, 0, 0
		e.measure()
	}
	for e.seen < k {
		next := bytes.IndexByte(e.text[e.seen:k], '\n')
		if next < 0 {
			e.seen = k
			break
		}
		e.from = e.seen + next + 1
		e.seen = e.from
		e.at++
		e.measure()
	}
	return min(k+e.delta, len(e.src.text))
}

// measure finds the line of the text in its line of the source: at its end, or else, as in headings, within it.
func (e *extent) measure() {
	e.measured = true
	line := e.text[e.from:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	want := trimRight(trimLeft(line))
	blanks := len(line) - len(trimLeft(line))
	whole := e.src.line(e.line + e.at)
	trimmed := strings.TrimRight(whole, " \t")
	at := len(trimmed) - len(want)
	if at < 0 || trimmed[at:] != string(want) {
		if at = strings.Index(whole, string(want)); at < 0 {
			at = len(whole) - len(strings.TrimLeft(whole, " \t"))
		}
	}
	e.delta = e.src.start(e.line+e.at) + at - blanks - e.from
}
