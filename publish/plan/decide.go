package plan

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/render/storage"
)

// decide finds out what is to be done with each page that has a document.
func (m *planner) decide() {
	for _, page := range m.documents() {
		page.Hash = m.hash(page)
		m.decidePage(page)
	}
}

func (m *planner) decidePage(page *Page) {
	if page.Err != nil {
		return
	}
	page.change = m.changeOf(page)
	if page.Err == nil {
		page.Action, page.Reason = page.actionAndReason()
		m.remember(page)
	}
}

// relink looks again at the pages that link to others, now that it is known which of those fail.
func (m *planner) relink() {
	for _, page := range m.documents() {
		before := page.Hash
		page.Hash = m.hash(page)
		switch {
		case page.Err != nil || page.Hash == before:
		case !page.change.relink:
			m.decidePage(page)
		case page.Hash == page.Entry.Hash:
			page.change.relink = false
			page.Action, page.Reason = page.actionAndReason()
		default:
			page.change.unlink = true
			page.Action, page.Reason = page.actionAndReason()
		}
	}
}

// remember puts on record which document's page it is, where the record does not tell and no step will.
func (m *planner) remember(page *Page) {
	isFound := page.renamed != "" || page.adopted || page.Action == Unchanged
	if id := page.Existing.ID; page.Exists() && isFound && !reflect.DeepEqual(page.Entry, m.entries[id]) {
		m.correct(id, page.Entry)
	}
}

func (m *planner) changeOf(page *Page) change {
	rendered := page.Rendered
	if !page.Exists() {
		return change{write: true, attach: len(rendered.Files) > 0, label: rendered.Labels, width: m.width(page)}
	}
	c := change{move: !page.isAtHome(), width: m.width(page)}
	c.label, c.unlabel = m.labelsDiffer(page)
	c.retitle = page.Existing.Title != page.Title
	c.write = page.Existing.Status == "trashed"
	if !page.Kept { // its text may need the files that it has
		c.attach, c.restore = m.filesDiffer(page)
		c.text, c.relink = m.textDiffers(page)
		c.write = c.write || c.text
	}
	if c.retitle && (!m.Host.RetitlesAlone || c.move) || c.move && !m.Host.MovesAlone {
		c.write = true
	}
	return c
}

// textDiffers reports whether the text is to be written, or is to be written if a page that it links to comes to stand.
// Where the record does not tell, the page itself does; one that is right already is put on record as it is.
func (m *planner) textDiffers(page *Page) (write, relink bool) {
	entry := page.Entry
	isRecorded := entry.Hash != "" && entry.Version == page.Existing.Version.Number && !entry.Unsettled
	switch {
	case isRecorded && !m.Repair && page.Hash != "":
		return page.Hash != entry.Hash || m.lacksAnchors(page), false
	case isRecorded && !m.Repair:
		return textPart(page.Rendered.Hash) != textPart(entry.Hash), true
	case page.Hash == "":
		return true, false
	}
	body, read := m.body(page.Existing.ID)
	if !read {
		return true, false
	}
	// What was sent stays right although it would be sent otherwise today: with another commit in the links to source.
	isAsSent := page.Hash == entry.Hash && !entry.Unsettled && entry.Body != "" && storage.Hash(body) == entry.Body
	if !isAsSent {
		wanted, err := m.Body(page.Rendered.Page, m.plan.Title)
		if err != nil {
			page.fail(err)
			return false, false
		}
		if !storage.Equal(body, wanted) {
			return true, false
		}
	}
	entry.Version, entry.Hash, entry.Body, entry.Unsettled = page.Existing.Version.Number, page.Hash, storage.Hash(body), false
	page.Entry = entry
	m.correct(page.Existing.ID, entry)
	return false, false
}

// filesDiffer reports whether the page lacks files that the document asks for, or has some of earlier runs that it does not
// ask for, and whether that is because of what people did. Where the record tells that a run removed what it could, only
// repair looks for files that are left.
func (m *planner) filesDiffer(page *Page) (differ, byHand bool) {
	wanted := FilesHash(page.Rendered)
	isRecorded := page.Entry.Files == wanted && !page.Entry.Attaching
	stand := m.files(page)
	if stand == nil {
		return !isRecorded, false
	}
	ours := map[string]string{}
	for _, file := range stand {
		isAsked := slices.ContainsFunc(page.Rendered.Files, func(f source.File) bool { return f.Name == file.Name })
		if file.Hash != "" && (isAsked || !file.Stays && (!isRecorded || m.Repair)) {
			ours[file.Name] = file.Hash
		}
	}
	if space.FilesHash(ours) != wanted {
		return true, isRecorded
	}
	if !isRecorded {
		page.Entry.Files, page.Entry.Drawn, page.Entry.Attaching = wanted, Drawn(page.Rendered), false
		m.correct(page.Existing.ID, page.Entry)
	}
	return false, false
}

// labelsDiffer returns the labels to add and those to remove. Where a run broke off before it could tell what it did, that is
// put on record.
func (m *planner) labelsDiffer(page *Page) (add, remove []string) {
	add, remove = labelChanges(page.Rendered.Labels, page.Entry, m.labels(page))
	if page.Entry.Labelling && len(add)+len(remove) == 0 {
		page.Entry.Labels, page.Entry.Labelling = page.Rendered.Labels, false
		m.correct(page.Existing.ID, page.Entry)
	}
	return add, remove
}

// labelChanges returns the labels to add and those to remove. What people added stays; what they removed is put back where
// the labels of the page are known.
func labelChanges(wanted []string, entry space.Entry, stand []string) (add, remove []string) {
	remove = without(entry.Labels, wanted)
	switch {
	case stand != nil:
		return without(wanted, stand), slices.DeleteFunc(remove, func(label string) bool { return !slices.Contains(stand, label) })
	case entry.Labelling:
		return wanted, remove
	}
	return without(wanted, entry.Labels), remove
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
	because(p.Existing.Status == "trashed", "was in the trash")
	because(c.retitle, fmt.Sprintf("title was %q", p.Existing.Title))
	because(c.write && c.text, "text changed")
	because(c.relink && !c.unlink && !c.write, "a page that it links to is new")
	because(c.relink && c.unlink && !c.write, "a page that it links to is not published")
	because(c.attach && !c.restore, "attachments changed")
	because(c.restore, "attachments were changed or removed in Confluence")
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
