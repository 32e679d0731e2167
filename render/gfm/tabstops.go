package gfm

import (
	"bytes"
	"strings"
)

// gomarkdown takes the markers of quotes and items off a line one by one, and then counts the columns of a tab that comes after them
// from where the rest begins. So tabs behind a marker that does not begin its line become blanks before it reads them.

// withTabStops returns a text with blanks for such tabs.
func withTabStops(text string) string {
	var out []byte
	done := 0
	for at := strings.IndexByte(text, '\t'); at >= 0; {
		start := strings.LastIndexByte(text[:at], '\n') + 1
		end := len(text)
		if length := strings.IndexByte(text[at:], '\n'); length >= 0 {
			end = at + length
		}
		if written, length := markersWithTabStops(text[start:end]); length > 0 {
			out = append(append(out, text[done:start]...), written...)
			done = start + length
		}
		next := strings.IndexByte(text[end:], '\t')
		if next < 0 {
			break
		}
		at = end + next
	}
	if done == 0 {
		return text
	}
	return string(append(out, text[done:]...))
}

// markersWithTabStops returns the markers that a line begins with, with blanks for their tabs, and how much of the line they are; 0 if
// gomarkdown reads them as they are.
func markersWithTabStops(line string) (written []byte, length int) {
	first := strings.TrimLeft(line, " \t")
	if first == "" || strings.IndexByte(">-+*0123456789", first[0]) < 0 {
		return nil, 0
	}
	length = len(blockMarkers.FindString(line))
	second := strings.TrimLeft(first[min(markerLength(first), len(first)):], " \t")
	isSecond := len(line)-len(second) < length
	if !strings.Contains(line[len(line)-len(first):max(length, len(line)-len(first))], "\t") || len(first) == len(line) && !isSecond {
		return nil, 0
	}
	column := 0
	for i := range length {
		next := nextColumn(column, line[i])
		if line[i] == '\t' {
			written = append(written, bytes.Repeat([]byte{' '}, next-column)...)
		} else {
			written = append(written, line[i])
		}
		column = next
	}
	return written, length
}
