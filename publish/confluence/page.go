package confluence

import (
	"fmt"
	"time"
)

// Page is a page without its children.
type Page struct {
	ID, Title, SpaceID   string
	ParentID, ParentType string // "page" or "folder"; "" at the top of the space
	Status               string // "current", "archived", "trashed", "draft"
	Version              Version
	Body                 string // storage format; "" when it was not asked for
	WebURL               string // absolute, on the site; "" while the site is unknown
	Subtype              string // "live" for a live doc
	IsFolder             bool   // of a child, or of what Folder and ParentPage give
	Found                bool   // of what CreatePage gives: the answer was lost, and a page that is like what was sent has the title

	// Position orders siblings: a higher one stands further down. It is one more
	// than Confluence's own number, which may be 0; 0 where Confluence does not
	// tell, or has set none.
	Position int

	// Labels are the global ones, and Attachments the files. Both are nil where
	// they were not read, or not all of them.
	Labels      []string
	Attachments []Attachment
}

// Version is one state of a page.
type Version struct {
	Number            int
	Message, AuthorID string
	AuthorName        string // for people; "" on v2, which does not tell
	CreatedAt         time.Time
	MinorEdit         bool
}

// VersionNote is what a new version says besides what it holds.
type VersionNote struct {
	Message   string // cut to 255 characters
	MinorEdit bool   // v1 only: no notifications; v2 has no word for it
}

// NewPage is a page to create. ParentID "" puts it below the space's home page.
// Message is for symmetry with [PageUpdate]: no root takes one for a first
// version.
type NewPage struct {
	SpaceID, SpaceKey, ParentID, Title string
	Body                               string // storage format, at most 5 MB on Cloud
	Position                           int    // among the siblings, as that of a [Page], on Data Center; 0: none
	Message                            string
}

// PageUpdate is the next version of a page.
type PageUpdate struct {
	ID, SpaceID, Title string
	ParentID           string // "" leaves the page where it is
	Body               string // storage format
	Message            string // cut to 255 characters
	Version            int    // the new number: the present one + 1
	MinorEdit          bool   // v1 only: no notifications; v2 has no word for it
}

func (u PageUpdate) leavesAt(p Page) bool {
	return u.ParentID == "" || p.ParentID == "" || u.ParentID == p.ParentID
}

// contradicts says in which way the answer to a write is about another page than
// the one that was sent, "" if it is not. What an answer leaves out, and what was
// not sent, is no contradiction.
func (p Page) contradicts(id, title, parentID, body string, version int) string {
	switch {
	case id != "" && p.ID != id:
		return "does not name the page"
	case p.Version.Number != 0 && version != 0 && p.Version.Number != version:
		return fmt.Sprintf("tells of version %d, and version %d was sent", p.Version.Number, version)
	case p.Title != "" && !sameTitle(p.Title, title):
		return "tells of another title"
	case p.ParentID != "" && parentID != "" && p.ParentID != parentID:
		return "tells of another parent"
	case p.Body != "" && !sameText(p.Body, body):
		return "tells of another text"
	}
	return ""
}

const longestMessage = 255

func message(m string) string {
	if r := []rune(m); len(r) > longestMessage {
		return string(r[:longestMessage-1]) + "…"
	}
	return m
}

// MovePosition is where a moved page comes to stand relative to its target.
type MovePosition string

// The positions. Before and After make the page a sibling of the target, Append
// makes it the target's last child.
const (
	Before MovePosition = "before"
	After  MovePosition = "after"
	Append MovePosition = "append"
)

// FirstPosition is the lowest that [Client.SetPosition] takes: Data Center wants a
// positive number, and a [Page]'s Position is one more than that.
const FirstPosition = 2
