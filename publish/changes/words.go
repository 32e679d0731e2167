package changes

import (
	"regexp"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// A version, a time, a path or a word with a hyphen changes as a whole.
var wordOrSign = regexp.MustCompile(`[\pL\pN\pM_]+(?:[-.,:/@'’][\pL\pN\pM_]+)*|\s+|.`)

// wordPerLine lets a comparison by lines compare words.
func wordPerLine(text string) string {
	return strings.Join(append(wordOrSign.FindAllString(text, -1), ""), "\n")
}

// longestPair is up to which length, in bytes, two lines are compared by words.
const longestPair = 8000

// edit is a stretch of words: what is there in both lines, or what is removed and added.
type edit struct{ same, removed, added string }

// compareWords compares two lines by words; alike is false if they have less than half of them in common.
func compareWords(before, after string) (line Line, alike bool) {
	if len(before) > longestPair || len(after) > longestPair {
		return Line{}, false
	}
	var edits []edit
	common := 0
	keep := func(words string) {
		if words != "" {
			same := strings.ReplaceAll(words, "\n", "")
			common += len(strings.ReplaceAll(same, " ", ""))
			edits = append(edits, edit{same: same})
		}
	}
	from, to := wordPerLine(before), wordPerLine(after)
	at := 0
	for _, change := range udiff.Lines(from, to) {
		keep(from[at:change.Start])
		edits = append(edits, edit{removed: strings.ReplaceAll(from[change.Start:change.End], "\n", ""), added: strings.ReplaceAll(change.New, "\n", "")})
		at = change.End
	}
	keep(from[at:])
	size := max(len(strings.ReplaceAll(before, " ", "")), len(strings.ReplaceAll(after, " ", "")))
	return Line{Changed, partsOf(joined(edits))}, common*2 >= size
}

// joined makes one of changes that only white space keeps apart: people read phrases.
func joined(edits []edit) []edit {
	var out []edit
	for i := 0; i < len(edits); i++ {
		last := len(out) - 1
		blank := edits[i].same != "" && strings.TrimSpace(edits[i].same) == ""
		if blank && last >= 0 && out[last].same == "" && i+1 < len(edits) {
			next := edits[i+1]
			out[last].removed += edits[i].same + next.removed
			out[last].added += edits[i].same + next.added
			i++
			continue
		}
		out = append(out, edits[i])
	}
	return out
}

func partsOf(edits []edit) []Part {
	var parts []Part
	for _, e := range edits {
		for _, part := range []Part{{Same, e.same}, {Removed, e.removed}, {Added, e.added}} {
			if part.Text != "" {
				parts = append(parts, part)
			}
		}
	}
	return parts
}
