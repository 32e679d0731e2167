package plan

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/render/storage"
)

// ErrDocument is for a page whose document's problems are reported at the document.
var ErrDocument = errors.New("its document has errors")

var errTitleTwice = fmt.Errorf("%w: its title is that of another document", ErrDocument)

// change is what is to be done to one page.
type change struct {
	write   bool // the text, with title and place
	text    bool // because the text is another one
	relink  bool // the text, if a page that it links to comes to stand
	retitle bool
	move    bool
	attach  bool
	label   []string
	unlabel []string
}

// decide finds out what is to be done with each page that has a document.
func (m *maker) decide() {
	for _, page := range m.documents() {
		page.Hash = m.hash(page)
		if page.Err != nil {
			continue
		}
		page.change = m.changeOf(page)
		if page.Err == nil {
			page.Action, page.Reason = page.actionAndReason()
		}
	}
}

// hash stands for what the document asks for: its text, and the pages that it links to as they stand; "" while one of
// those is yet to be created.
func (m *maker) hash(page *Page) string {
	refs, settled := m.refs(page)
	if !settled {
		return ""
	}
	return hashOf(page.Draft.Hash, refs)
}

// refs gives the pages that a page links to, and whether all of them stand or never will.
func (m *maker) refs(page *Page) (refs []string, settled bool) {
	settled = true
	for _, ref := range page.Draft.Refs {
		target := m.plan.bySource[ref.Source]
		switch {
		case target == nil || target.Err != nil && !target.Exists():
			refs = append(refs, NoRef)
		case !target.Exists():
			settled = false
		default:
			refs = append(refs, RefTo(target.Stands.ID, target.Title, m.Host))
		}
	}
	return refs, settled
}

// NoRef stands for a page that is linked to and does not stand in Confluence.
const NoRef = "-"

// RefTo stands for a page that is linked to.
func RefTo(id, title string, host Host) string {
	if host.FollowsRenames {
		return id
	}
	return id + ":" + title
}

// HashOf stands for what a document asks for, once it is known where the pages stand that it links to.
func HashOf(draft *source.Draft, refs []string) string { return hashOf(draft.Hash, refs) }

func (m *maker) changeOf(page *Page) change {
	draft := page.Draft
	if !page.Exists() {
		return change{write: true, attach: len(draft.Files) > 0, label: draft.Labels}
	}
	c := change{move: !page.isAtHome(), attach: FilesHash(draft) != page.Entry.Files}
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
	if !read {
		return true, false
	}
	wanted, err := m.Body(page.Draft.Page, m.plan.Title)
	if err != nil {
		page.fail(err)
		return false, false
	}
	if !storage.Equal(body, wanted) {
		return true, false
	}
	entry.Version, entry.Hash, entry.Body, entry.Debt = page.Stands.Version.Number, page.Hash, storage.Hash(body), false
	page.Entry = entry
	m.correct(page.Stands.ID, entry)
	return false, false
}

// FilesHash stands for the files of a draft.
func FilesHash(draft *source.Draft) string {
	files := map[string]string{}
	for _, file := range draft.Files {
		files[file.Name] = file.Hash
	}
	return space.FilesHash(files)
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
	because(c.move, "belongs elsewhere in the tree")
	switch {
	case c.move && len(reasons) == 1:
		return Moved, reasons[0]
	case len(reasons) > 0:
		return Updated, strings.Join(reasons, ", ")
	}
	return Unchanged, ""
}
