package workflow

import (
	"strings"
	"unicode/utf16"
)

// cutMessage shortens text to a number of UTF-16 units, which is what GitHub's runner counts, after a line, a sentence or
// at least a word.
func cutMessage(text string, limit int) string {
	if utf16Units(text) <= limit {
		return text
	}
	const mark = " …"
	head := firstUnits(text, limit-utf16Units(mark))
	for _, end := range []string{"\n", ". ", " "} {
		if at := strings.LastIndex(head, end); at > len(head)/2 {
			head = head[:at+len(end)]
			break
		}
	}
	return strings.TrimSpace(head) + mark
}

func utf16Units(text string) int {
	units := 0
	for _, r := range text {
		units += utf16.RuneLen(r)
	}
	return units
}

func firstUnits(text string, limit int) string {
	for at, r := range text {
		if limit -= utf16.RuneLen(r); limit < 0 {
			return text[:at]
		}
	}
	return text
}

const cutNote = "\n_The rest is left out for want of room. The log has all of it._\n"

// CutMarkdown shortens Markdown to a number of bytes at the end of a line, closes what is still open there and says so. It
// is "" if there is no room even for a first line.
func CutMarkdown(markdown string, limit int) string {
	if len(markdown) <= limit {
		return markdown
	}
	var open, openAtEnd openParts
	read, end := 0, 0
	for line := range strings.Lines(markdown) {
		if read += len(line); read > limit {
			break
		}
		open.read(line)
		if read+open.tailLen() <= limit {
			end, openAtEnd = read, open
		}
	}
	if end == 0 {
		return ""
	}
	return markdown[:end] + openAtEnd.tail()
}

// openParts is what a piece of Markdown opens and does not close.
type openParts struct {
	fence  string // of the code block
	folded int    // <details> around the place
}

const closeDetails = "\n</details>\n"

func (o *openParts) read(line string) {
	line = strings.TrimSpace(line)
	marks := fenceMarks(line)
	switch {
	case o.fence == "" && marks != "":
		o.fence = marks
	case o.fence == "":
		o.folded += strings.Count(line, "<details") - strings.Count(line, "</details>")
	case marks == line && strings.HasPrefix(marks, o.fence):
		o.fence = ""
	}
}

func (o openParts) tail() string {
	tail := strings.Repeat(closeDetails, max(o.folded, 0)) + cutNote
	if o.fence != "" {
		tail = o.fence + "\n" + tail
	}
	return tail
}

func (o openParts) tailLen() int {
	return len(o.fence) + 1 + max(o.folded, 0)*len(closeDetails) + len(cutNote)
}

// fenceMarks is the run of backticks or tildes that opens or closes a code block.
func fenceMarks(line string) string {
	for _, mark := range []string{"`", "~"} {
		if rest := strings.TrimLeft(line, mark); len(line)-len(rest) >= 3 {
			return line[:len(line)-len(rest)]
		}
	}
	return ""
}
