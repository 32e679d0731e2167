package browser

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

type diffView struct {
	heading
	From, To       store.Version
	FromBy, ToBy   person
	FromURL, ToURL string
	Hunks          []hunk
}

type hunk struct {
	Lines []diffLine
}

// diffLine is one line of a comparison; an old or new number of 0 is none.
type diffLine struct {
	Kind     string // "same", "removed" or "added"
	Old, New int
	Parts    []part
}

// part is a piece of a line; changed ones are what differs from the line that it stands for.
type part struct {
	Text    string
	Changed bool
}

// diff compares two versions of a page, as they are stored, line by line.
func (h *Handler) diff(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	space, page, ok := h.find(query.Get("pageId"))
	if !ok {
		h.nowhere(w, r)
		return
	}
	from, to, ok := chosenVersions(page, query["selectedPageVersions"])
	if !ok {
		http.Redirect(w, r, h.historyURL(page.ID), http.StatusFound)
		return
	}
	content := diffView{
		heading: h.heading(space, page, "History"), From: from, To: to,
		FromBy: h.person(from.AuthorID), ToBy: h.person(to.AuthorID),
		FromURL: h.versionURL(space.Key, page, from.Number), ToURL: h.versionURL(space.Key, page, to.Number),
		Hunks: compare(inLines(withoutIDs(from.Body)), inLines(withoutIDs(to.Body))),
	}
	h.show(w, http.StatusOK, "diff.html", frame{
		Title: "Changes of " + page.Title, Space: h.sidebar(space, page.ID), Content: content,
	})
}

// chosenVersions returns the older one first.
func chosenVersions(page store.Page, numbers []string) (from, to store.Version, ok bool) {
	if len(numbers) < 2 {
		return from, to, false
	}
	a, errA := strconv.Atoi(numbers[0])
	b, errB := strconv.Atoi(numbers[1])
	if errA != nil || errB != nil {
		return from, to, false
	}
	from, okFrom := page.VersionNumber(min(a, b))
	to, okTo := page.VersionNumber(max(a, b))
	return from, to, okFrom && okTo
}

// ids are the attributes that Confluence adds to what it stores, anew with every version.
var ids = regexp.MustCompile(` (?:ac:|ri:)?(?:local-id|macro-id|schema-version|version-at-save|task-uuid)="[^"]*"|<ac:task-uuid>[^<]*</ac:task-uuid>`)

func withoutIDs(storage string) string { return ids.ReplaceAllString(storage, "") }

func compare(before, after string) []hunk {
	unified, err := udiff.ToUnifiedDiff("", "", before, udiff.Lines(before, after), udiff.DefaultContextLines)
	if err != nil {
		return nil
	}
	var hunks []hunk
	for _, u := range unified.Hunks {
		hunks = append(hunks, readHunk(u))
	}
	return hunks
}

func readHunk(u *udiff.Hunk) hunk {
	var lines []diffLine
	before, after := u.FromLine, u.ToLine
	for _, l := range u.Lines {
		line := diffLine{Parts: []part{{Text: strings.TrimSuffix(l.Content, "\n")}}}
		switch l.Kind {
		case udiff.Delete:
			line.Kind, line.Old = "removed", before
			before++
		case udiff.Insert:
			line.Kind, line.New = "added", after
			after++
		default:
			line.Kind, line.Old, line.New = "same", before, after
			before++
			after++
		}
		lines = append(lines, line)
	}
	markChanges(lines)
	return hunk{lines}
}

// markChanges looks for as many removed lines as lines are added right after them, and marks what differs within each
// pair.
func markChanges(lines []diffLine) {
	for i := 0; i < len(lines); {
		removed := run(lines[i:], "removed")
		added := run(lines[i+removed:], "added")
		if removed == added {
			for k := range removed {
				markPair(&lines[i+k], &lines[i+removed+k])
			}
		}
		i += max(removed+added, 1)
	}
}

func run(lines []diffLine, kind string) int {
	n := 0
	for n < len(lines) && lines[n].Kind == kind {
		n++
	}
	return n
}

// longestPair is up to which length, in bytes, two lines are compared by words.
const longestPair = 4000

func markPair(removed, added *diffLine) {
	before, after := removed.Parts[0].Text, added.Parts[0].Text
	if len(before) > longestPair || len(after) > longestPair {
		return
	}
	removed.Parts, added.Parts = nil, nil
	before, after = wordPerLine(before), wordPerLine(after)
	at := 0
	for _, edit := range udiff.Lines(before, after) {
		removed.add(before[at:edit.Start], false)
		added.add(before[at:edit.Start], false)
		removed.add(before[edit.Start:edit.End], true)
		added.add(edit.New, true)
		at = edit.End
	}
	removed.add(before[at:], false)
	added.add(before[at:], false)
}

var wordOrSign = regexp.MustCompile(`[\pL\pN]+|\s+|.`)

// wordPerLine lets a comparison by lines compare words.
func wordPerLine(text string) string {
	return strings.Join(append(wordOrSign.FindAllString(text, -1), ""), "\n")
}

func (l *diffLine) add(words string, changed bool) {
	if words != "" {
		l.Parts = append(l.Parts, part{strings.ReplaceAll(words, "\n", ""), changed})
	}
}
