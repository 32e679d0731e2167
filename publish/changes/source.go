package changes

import (
	"regexp"
	"slices"
	"strings"
)

// source is a document by the words of its lines, to find where it says what a reader sees.
type source struct{ lines [][]string }

var (
	linkTarget = regexp.MustCompile(`\]\([^)]*\)|\]\[[^\]]*\]|<[^>]*>`)
	word       = regexp.MustCompile(`[\pL\pN\pM]+`)
)

func wordsOf(text string) []string { return word.FindAllString(text, -1) }

func newSource(document string) source {
	var s source
	for line := range strings.Lines(document) {
		s.lines = append(s.lines, wordsOf(linkTarget.ReplaceAllString(line, "]")))
	}
	return s
}

// place returns the lines of the document that say what changes in these: those of the first and of the last line that is
// added or changed, or else of the first one that stays.
func (s source) place(lines []Line) (from, to int) {
	for _, line := range lines {
		if line.Kind != Added && line.Kind != Changed {
			continue
		}
		if at := s.find(line.Text()); at > 0 {
			if from == 0 {
				from = at
			}
			to = max(at, from)
		}
	}
	if from > 0 || len(lines) == 0 {
		return from, to
	}
	at := s.find(lines[0].Text())
	return at, at
}

// find returns the line that begins with the words of a text, or whose words the text begins with; 0 if there is none.
func (s source) find(text string) int {
	wanted := wordsOf(text)
	best, found := 0, 0
	for i, words := range s.lines {
		n := min(len(words), len(wanted))
		if n > best && slices.Equal(words[:n], wanted[:n]) {
			best, found = n, i+1
		}
	}
	return found
}
