package apply

import (
	"fmt"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/render/storage"
)

// editMeanwhile returns the number of the version in which a person changed the text of a page after the plan was made; 0 for
// none. It looks at the page as it stands.
func (r *run) editMeanwhile(page *plan.Page, stands confluence.Page) (version int) {
	now := r.at(page)
	isOther := stands.Version.Number != now.version
	if !isOther && now.unseen == 0 || now.entry.Body != "" && storage.Hash(stands.Body) == now.entry.Body {
		return 0
	}
	if _, ours := r.Record.MarkIn(stands.Version.Message, stands.ID, stands.Version.Number); ours {
		return 0
	}
	if isOther {
		return stands.Version.Number
	}
	return now.unseen
}

// seeEdit treats a page that a person edited after the plan was made as on-edit says.
func (r *run) seeEdit(page *plan.Page, stands confluence.Page) error {
	now := r.at(page)
	if page.Kept {
		return nil
	}
	if stands.Title != now.title {
		r.distrustLinksTo(page)
	}
	edit := r.editMeanwhile(page, stands)
	r.with(page, func(s *state) { s.version, s.title, s.unseen = stands.Version.Number, stands.Title, 0 })
	switch {
	case edit == 0:
		return nil
	case r.Settings.OnEdit != "overwrite":
		return pageErrorf("a person edited its page while this run was under way (version %d): run again, on-edit: %s decides then", edit, r.Settings.OnEdit)
	}
	r.note(page, fmt.Sprintf("a person edited the page while this run was under way (version %d): this run's text replaces it, the earlier one is in the page's history", edit))
	return nil
}
