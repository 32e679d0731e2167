package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/storage"
)

// decide finds out what is to be done with each page that has a document.
func (m *maker) decide() {
	for _, page := range m.documents() {
		page.Hash = m.hash(page)
		if page.Err != nil {
			continue
		}
		page.change = m.changeOf(page)
		page.Action, page.Reason = page.actionAndReason()
	}
}

func (m *maker) changeOf(page *Page) change {
	draft := page.Draft
	if !page.Exists() {
		return change{write: true, attach: len(draft.Files) > 0, label: draft.Labels, width: m.width(page)}
	}
	c := change{move: !page.isAtHome(), attach: FilesHash(draft) != page.Entry.Files}
	c.width = m.width(page)
	c.label, c.unlabel = labelChanges(draft.Labels, page.Entry.Labels, page.Stands.Labels)
	if page.Kept {
		return c
	}
	c.text, c.relink = m.textDiffers(page)
	c.write = c.text || page.Stands.Status == "trashed"
	c.retitle = page.Stands.Title != page.Title
	if c.retitle && (!m.Host.RetitlesAlone || c.move) || c.move && !m.Host.MovesAlone {
		c.write = true
	}
	return c
}

// textDiffers reports whether the text is to be written, or is to be written if a page that it links to comes to stand.
// Where the record does not tell, the page itself does; one that is right already is put on record as it is.
func (m *maker) textDiffers(page *Page) (write, relink bool) {
	entry := page.Entry
	isRecorded := entry.Hash != "" && entry.Version == page.Stands.Version.Number && !entry.Debt
	switch {
	case isRecorded && !m.Repair && page.Hash != "":
		return page.Hash != entry.Hash, false
	case isRecorded && !m.Repair:
		return textPart(page.Draft.Hash) != textPart(entry.Hash), true
	case page.Hash == "":
		return true, false
	}
	body, read := m.body(page.Stands.ID)
	if !read || !storage.Equal(body, m.Body(page.Draft.Page, m.plan.Title)) {
		return true, false
	}
	entry.Version, entry.Hash, entry.Body, entry.Debt = page.Stands.Version.Number, page.Hash, storage.Hash(body), false
	page.Entry = entry
	m.correct(page.Stands.ID, entry)
	return false, false
}

// labelChanges gives the labels to add and those to remove. What people added stays; what they removed is put back where
// the labels of the page are known.
func labelChanges(wanted, set, stand []string) (add, remove []string) {
	remove = without(set, wanted)
	if stand == nil {
		return without(wanted, set), remove
	}
	return without(wanted, stand), slices.DeleteFunc(remove, func(label string) bool { return !slices.Contains(stand, label) })
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) })
}

// actionAndReason says what is done to a page, and why, for people.
func (p *Page) actionAndReason() (Action, string) {
	if !p.Exists() {
		return Created, "new document"
	}
	var reasons []string
	because := func(is bool, reason string) {
		if is {
			reasons = append(reasons, reason)
		}
	}
	c := p.change
	because(p.Stands.Status == "trashed", "was in the trash")
	because(c.retitle, fmt.Sprintf("title was %q", p.Stands.Title))
	because(c.write && c.text, "text changed")
	because(c.relink && !c.write, "a page that it links to is new")
	because(c.attach, "attachments changed")
	because(len(c.label)+len(c.unlabel) > 0, "labels changed")
	because(c.width != "", "page width changed")
	because(c.move, "belongs elsewhere in the tree")
	switch {
	case c.move && len(reasons) == 1:
		return Moved, reasons[0]
	case len(reasons) > 0:
		return Updated, strings.Join(reasons, ", ")
	}
	return Unchanged, ""
}
