package plan

import (
	"strings"

	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/render/storage"
)

// hash stands for what the document asks for: its text, and the pages that it links to as they stand; "" while one of
// those is yet to be created.
func (m *planner) hash(page *Page) string {
	refs, settled := m.refs(page)
	if !settled {
		return ""
	}
	return HashOf(page.Rendered, refs)
}

// refs returns the pages that a page links to, and whether all of them stand or never will.
func (m *planner) refs(page *Page) (refs []string, settled bool) {
	settled = true
	for _, ref := range page.Rendered.Refs {
		target := m.plan.page(ref.PageRef)
		switch {
		case target != nil && target.Err != nil && target.Elsewhere.ID != "":
			refs = append(refs, RefTo(target.Elsewhere.ID, target.Elsewhere.Title, m.Host))
		case target == nil || target.Err != nil && !target.WasWritten():
			refs = append(refs, NoRef)
		case target.Err != nil:
			refs = append(refs, RefTo(target.Existing.ID, target.Existing.Title, m.Host))
		case !target.Exists():
			settled = false
		default:
			refs = append(refs, RefTo(target.Existing.ID, target.Title, m.Host))
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

// textSize is how much of a hash is that of the text; the rest is that of the pages that it links to.
const textSize = 11

// HashOf stands for what a document asks for, once it is known where the pages stand that it links to.
func HashOf(rendered *source.RenderedPage, refs []string) string {
	return textPart(rendered.Hash) + space.Hash(refs...)[:16-textSize]
}

func textPart(hash string) string { return hash[:min(textSize, len(hash))] }

// FilesHash stands for the files of a page.
func FilesHash(rendered *source.RenderedPage) string {
	files := map[string]string{}
	for _, file := range rendered.Files {
		files[file.Name] = file.Hash
	}
	return space.FilesHash(files)
}

// Drawn returns the names of a page's files that are pictures of diagrams.
func Drawn(rendered *source.RenderedPage) (names []string) {
	for _, file := range rendered.Files {
		if file.Drawn {
			names = append(names, file.Name)
		}
	}
	return names
}

// TextOf returns what an intent remembers of a body: what a reader sees, and the macros' names.
func TextOf(body string) string {
	return space.Hash(storage.VisibleText(body), strings.Join(storage.MacroNames(body), "\n"))
}
