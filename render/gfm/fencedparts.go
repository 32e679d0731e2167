package gfm

import (
	"bytes"
	"slices"
)

// Some tools put a part of a document between two lines of the same characters, such as ":::".

// fence is what the lines look like that begin and end such parts.
type fence struct {
	char byte
	// read reads a line that begins with the characters: how many they are, and whether it can begin or end a part.
	read func(line []byte) (run int, begins, ends bool)
}

// partLength returns how long the lines between the first line of a text and the one that ends the part are, and that last line;
// closed is false if nothing ends it. All parts of a text are found at once.
func (b *blockParser) partLength(f fence, rest []byte) (inside, last int, closed bool) {
	key := b.here().at<<8 | int(f.char)
	left := b.left(rest)
	ends, known := b.pairs[key]
	if !known {
		if b.pairs == nil {
			b.pairs = map[int]map[int]int{}
		}
		ends = f.pairs(rest, b.here().behind)
		b.pairs[key] = ends
	}
	end, closed := ends[left]
	if !closed {
		return 0, 0, false
	}
	_, first := cutLine(rest)
	_, last = cutLine(rest[left-end:])
	return left - end - first, last, true
}

// pairs returns where each part of a text begins and ends, by how many bytes are left there.
func (f fence) pairs(text []byte, behind int) map[int]int {
	found := map[int]int{}
	var open []opener
	runs := map[int]int{}
	var code codeFence
	for at := 0; at < len(text); {
		line, next := cutLine(text[at:])
		left := len(text) - at + behind
		at += next
		inner := trimLeft(line)
		if code.passes(line) || len(inner) == 0 || inner[0] != f.char || indent(line) > 3 {
			continue
		}
		run, begins, ends := f.read(inner)
		ended := -1
		if ends {
			ended = endedBy(run, open, runs)
		}
		if ended >= 0 {
			found[open[ended].left] = left
			for _, o := range open[ended:] {
				runs[o.run]--
			}
			open = open[:ended]
		} else if begins {
			least := run
			if len(open) > 0 {
				least = min(run, open[len(open)-1].least)
			}
			open = append(open, opener{left, run, least})
			runs[run]++
		}
	}
	return found
}

// opener is a line that begins a part.
type opener struct {
	left  int // bytes of the text there
	run   int // characters of the fence
	least int // the fewest of it and of those around it
}

// endedBy returns which of the open parts a line ends: the innermost one with as many characters, or with fewer where none has as
// many; -1 if it ends none. Runs tells how many of the open parts have so many characters.
func endedBy(run int, open []opener, runs map[int]int) int {
	if len(open) == 0 || runs[run] == 0 && open[len(open)-1].least >= run {
		return -1
	}
	for i, o := range slices.Backward(open) {
		if o.run == run || o.run < run && runs[run] == 0 {
			return i
		}
	}
	return -1
}

// codeFence is the fence of the code that lines are in.
type codeFence struct {
	char byte
	run  int
}

// passes reports whether a line belongs to fenced code.
func (c *codeFence) passes(line []byte) bool {
	inner := bytes.TrimLeft(line, "> \t")
	if c.run == 0 && (bytes.Contains(line, []byte("```")) || bytes.Contains(line, []byte("~~~"))) {
		inner = line[len(blockMarkers.Find(line)):]
	}
	if len(inner) < 3 || inner[0] != '`' && inner[0] != '~' {
		return c.run > 0
	}
	run := pastRun(inner, 0)
	switch {
	case c.run == 0 && run >= 3 && !(inner[0] == '`' && bytes.IndexByte(inner[run:], '`') >= 0):
		c.char, c.run = inner[0], run
		return true
	case c.run > 0 && inner[0] == c.char && run >= c.run && isBlank(inner[run:]):
		c.run = 0
		return true
	}
	return c.run > 0
}
