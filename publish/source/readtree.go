package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render"
)

// ReadTree reads the documents that the settings name and lays them out as pages. Problems belong to documents and let the
// others go on; an error concerns the settings.
func ReadTree(workspace *Workspace, s settings.Settings, workingDir string) (*Tree, []render.Problem, error) {
	reader := &treeReader{
		workspace: workspace,
		settings:  s,
		filter:    newFilter(s, workspace.bases(workingDir, s.FileDir)),
		tree:      &Tree{Name: s.Tree, bySource: map[string]*Page{}, byFolder: map[string]*Page{}},
	}
	for _, entry := range s.Docs {
		rel, err := workspace.Rel(workingDir, entry)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: docs: %w", settings.ErrUsage, err)
		}
		workspace.allowNamed(rel)
		reader.tree.Docs = append(reader.tree.Docs, rel)
	}
	reader.includer = &includer{workspace: workspace, docs: reader.tree.Docs, files: map[string]map[string]bool{}}
	reader.tree.Dialects, reader.tree.Note = workspace.dialects(s, reader.tree.Docs)
	for _, entry := range reader.tree.Docs {
		if err := reader.readEntry(entry); err != nil {
			return nil, nil, err
		}
	}
	reader.problems = append(reader.problems, reader.filter.unmatched()...)
	reader.settleNavTitles()
	reader.followParents()
	reader.refuseSharedPageIDs()
	reader.warnOfLookalikes()
	reader.tree.Top = reader.tree.withoutEmptyFolders(reader.tree.Top)
	if len(reader.tree.bySource) == 0 && !slices.ContainsFunc(reader.problems, func(p render.Problem) bool { return p.Severity == render.Error }) {
		return nil, reader.problems, fmt.Errorf("%w: docs: %s in %s", settings.ErrUsage, reader.whyNothing(), strings.Join(s.Docs, ", "))
	}
	slices.SortFunc(reader.tree.Excluded, func(a, b Excluded) int { return strings.Compare(a.Source, b.Source) })
	reader.tree.Included = reader.includer.included(func(source string) bool { return reader.tree.bySource[source] != nil })
	return reader.tree, reader.problems, nil
}

func (r *treeReader) whyNothing() string {
	if len(r.tree.Excluded) == 0 {
		return "no Markdown files (*.md)"
	}
	for _, document := range r.tree.Excluded {
		if !document.Filtered {
			return fmt.Sprintf("no document is to be published (%s: %s)", document.Source, document.Reason)
		}
	}
	return "include and exclude leave no document"
}

func (r *treeReader) readEntry(entry string) error {
	files, top, err := r.find(entry)
	if err != nil {
		return fmt.Errorf("%w: docs: %w", settings.ErrUsage, err)
	}
	r.readNav(top)
	root := &folder{path: top}
	files = slices.DeleteFunc(files, func(file string) bool { return !r.isWanted(file, top) || r.isUnreadMDX(file) })
	for _, file := range files {
		root.place(file)
	}
	r.readings = r.readAll(files)
	r.tree.Top = append(r.tree.Top, r.pages(root, entry, true)...)
	return nil
}
