package gfm

import (
	"bytes"
	"strings"
)

// cutLine returns the first line of a text, and the offset of the next.
func cutLine(text []byte) (line []byte, next int) {
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		return text[:end], end + 1
	}
	return text, len(text)
}

func isBlank(line []byte) bool { return len(trimLeft(line)) == 0 }

// trimLeft takes spaces and tabs off the start of a line.
func trimLeft(line []byte) []byte {
	for len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
		line = line[1:]
	}
	return line
}

// trimRight takes spaces and tabs off the end of a line.
func trimRight(line []byte) []byte {
	for len(line) > 0 && (line[len(line)-1] == ' ' || line[len(line)-1] == '\t') {
		line = line[:len(line)-1]
	}
	return line
}

// indent gives the columns of white space in front of a line.
func indent(line []byte) int {
	column := 0
	for _, c := range line {
		if c != ' ' && c != '\t' {
			break
		}
		column = nextColumn(column, c)
	}
	return column
}

// mayStartBlock reports whether a line begins with a character that a block other than a paragraph can begin with. Most lines
// do not, which saves asking the parser.
func mayStartBlock(line []byte) bool {
	line = trimLeft(line)
	return len(line) > 0 && strings.IndexByte(">#-+*_=`~<0123456789", line[0]) >= 0
}

func nextColumn(column int, c byte) int {
	if c == '\t' {
		return column + 4 - column%4
	}
	return column + 1
}
