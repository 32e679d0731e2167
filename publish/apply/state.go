package apply

import (
	"errors"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/render/storage"
)

// state is where a page stands while the plan is carried out.
type state struct {
	id       string     // "" until it is created
	title    string     // as it is in Confluence
	apart    space.Page // see plan.Page
	parentID string
	version  int
	unseen   int // a version of somebody else that nobody has looked at, below one that this run made; 0 for none
	position int
	trashed  bool // it stands in the trash
	url      string
	entry    space.Entry

	sent     map[source.PageRef]sent // the pages that the body which was written links to
	written  bool
	owes     bool // it is to be written if a page of another tree comes to stand
	changed  bool // by this run
	open     int  // steps that are not done
	err      error
	failed   bool // nothing more is done for it; otherwise err is that of one step
	notes    []string
	warned   []string
	stays    bool // though it was to be removed
	lost     []storage.Comment
	linked   []source.File
	unused   []confluence.Attachment // to be removed; nil until all files of the page are there
	did      bool                    // anything was done
	reported bool                    // its outcome
}

// sent is how a page was linked to when the body was written.
type sent struct {
	id    string // "" where it did not have the title yet
	title string // "" where the text stayed without a link
}

func newState(page *plan.Page) *state {
	return &state{
		id: page.Existing.ID, title: page.Existing.Title, parentID: page.Existing.ParentID, version: page.Existing.Version.Number,
		position: page.Existing.Position, trashed: page.Existing.Status == "trashed", url: page.Existing.WebURL, entry: page.Entry,
		apart: page.Elsewhere, err: page.Err, failed: page.Err != nil,
	}
}

// fail notes a failure. That of a step beside the text, such as a label's, leaves the others to be done.
func (s *state) fail(err error) {
	if s.err == nil {
		s.err = err
	}
	_, ofConfluence := errors.AsType[*confluence.Error](err)
	s.failed = s.failed || err != nil && (!ofConfluence || confluence.Ends(err) > confluence.ReachStep)
}

// hasUnsettledLinks reports whether the page links to one that did not have its title yet.
func (s *state) hasUnsettledLinks() bool { return areUnsettled(s.sent) }

// areUnsettled reports whether a target did not have its title yet when these links were sent.
func areUnsettled(links map[source.PageRef]sent) bool {
	for _, link := range links {
		if link.id == "" && link.title != "" {
			return true
		}
	}
	return false
}
