package plan

import (
	"fmt"

	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/render/storage"
)

// judgeEdits finds the pages that a person edited since the last run, and does with them what on-edit says.
func (m *planner) judgeEdits() {
	for _, page := range m.documents() {
		if page.Err != nil || !page.Exists() || !m.isEdited(page) {
			continue
		}
		edited := "edited in Confluence since the last run (" + versionForPeople(page.Existing.Version) + ")"
		switch m.Settings.OnEdit {
		case "keep":
			page.Kept = true
			if !IsInterimTitle(page, page.Existing.Title) { // which a run that broke off left
				page.Title = page.Existing.Title
			}
			page.note(edited + "; kept as it is there, because of on-edit: keep")
		case "fail":
			page.fail(fmt.Errorf("%s: bring the change into %s, then run with on-edit: overwrite", edited, page.Source))
		default:
			page.note(edited + "; this run's text replaces it, the earlier one is in the page's history")
		}
	}
}

// isEdited reports whether the last version of a page is a person's: it is newer than the one on record, bears no mark of
// this owner, and its body is neither what was written last nor what is to be written.
func (m *planner) isEdited(page *Page) bool {
	if page.Entry.Version == 0 || page.Existing.Version.Number == page.Entry.Version || page.adopted {
		return false
	}
	body, read := m.body(page.Existing.ID)
	if !read {
		return false
	}
	if page.Entry.Body != "" && storage.Hash(body) == page.Entry.Body {
		return false
	}
	if page.Rendered == nil || page.Rendered.Failed {
		return true
	}
	wanted, err := m.Body(page.Rendered.Page, m.plan.Title)
	if err != nil {
		page.fail(err)
		return false
	}
	return !storage.Equal(body, wanted)
}

func versionForPeople(v space.Version) string {
	text := fmt.Sprintf("version %d", v.Number)
	if v.AuthorID != "" {
		text += " by " + v.AuthorID
	}
	if !v.CreatedAt.IsZero() {
		text += " of " + v.CreatedAt.UTC().Format("2006-01-02 15:04 MST")
	}
	return text
}
