package plan

import (
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/render/storage"
)

// LastMark returns the hash in the last mark that a page bears, and the version that bears it: the last one, or an earlier one
// where the text has stayed the same since. API v2 takes no message with a new title, nor do people leave a mark where they
// rename a page. It asks for the text and for earlier versions only where the last one has no mark.
func LastMark(record *space.Record, page space.Page, body func() (string, bool), version func(number int) (space.Past, bool)) (hash string, in space.Version, marked bool) {
	if hash, marked = record.MarkIn(page.Version.Message, page.ID, page.Version.Number); marked || page.Version.Number <= firstMarked {
		return hash, page.Version, marked
	}
	now, read := body()
	if !read {
		return "", in, false
	}
	for number := page.Version.Number - 1; number >= firstMarked; number-- {
		past, read := version(number)
		if !read || !storage.Equal(past.Body, now) {
			return "", in, false
		}
		if hash, marked = record.MarkIn(past.Version.Message, page.ID, number); marked {
			return hash, past.Version, true
		}
	}
	return "", in, false
}

// firstMarked is the first version of a page that bears a mark: a page is created without one.
const firstMarked = 2

func (m *planner) lastMark(page space.Page) (hash string, in space.Version, marked bool) {
	return LastMark(m.Record, page, func() (string, bool) { return m.body(page.ID) }, func(number int) (space.Past, bool) { return m.version(page.ID, number) })
}
