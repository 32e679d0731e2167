package publish

import (
	"cmp"
	"slices"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
	"github.com/pagewright/pagewright/publish/workflow"
)

// trees are the trees of documents of a run, in the order of the settings. What shows without Confluence to be wrong with one
// of them ends the run before anything is written; what Confluence says of one, such as that its parent page is not there,
// keeps the others from nothing.
type trees []*docs

// docs is one tree of documents: what is to be published, where it was checked out from, and, as the run goes on, what stands
// in Confluence and what is to be done there.
type docs struct {
	settings   settings.Settings
	workingDir string
	preview    bool
	workspace  *source.Workspace
	origin     *source.Origin
	job        workflow.Job

	tree     *source.Tree
	renderer *source.Renderer
	rendered []*source.RenderedPage

	at     *site     // nil where no Confluence is asked
	before *existing // as it was read last
	made   *plan.Plan
	failed error // what keeps this tree from being published, though others may be
}

// existing is the space as it was read: what a plan is made from, and carried out against.
type existing struct {
	*site
	docs     *docs
	reader   *read.Reader
	snapshot space.Snapshot
	record   *space.Record
	others   map[string]space.Holding
	trees    map[string]int  // of this owner that are on record here, with the number of their pages
	looked   map[string]bool // ids of pages that were looked for in the records on the pages above them
	claimed  map[string]bool // ids of pages that are to be adopted, of which it was asked since whether another record has them
}

// each does something for each tree, and joins what is wrong.
func (all trees) each(do func(*docs) error) error {
	var wrong treeErrors
	for _, d := range all {
		if err := do(d); err != nil {
			wrong = append(wrong, inTree(d.settings, err))
		}
	}
	return wrong.join()
}

// reached returns the trees whose place in Confluence is known.
func (all trees) reached() trees {
	return slices.DeleteFunc(slices.Clone(all), func(d *docs) bool { return d.failed != nil })
}

// published returns the trees that are to be published.
func (all trees) published() trees {
	return slices.DeleteFunc(slices.Clone(all), func(d *docs) bool { return !d.isPublished() })
}

// isPublished reports whether the tree is to be published, as far as is known.
func (d *docs) isPublished() bool { return !d.settings.LeftOut && d.failed == nil }

// spaceKey is the key of the space that the pages belong to.
func (d *docs) spaceKey() string {
	if d.at != nil {
		return d.at.space.Key
	}
	return d.settings.Space
}

// owner names whose pages the documents become, "" where nothing tells.
func (d *docs) owner() string {
	for _, address := range []string{d.settings.Owner, d.origin.Remote} {
		if address != "" {
			return space.NormalOwner(address)
		}
	}
	return ""
}

// treeName is the name under which the record is kept: that of the tree, else the first entry of docs, counted from the
// repository's root.
func (d *docs) treeName() string { return cmp.Or(d.tree.Name, d.tree.Docs[0]) }

// commit says what this run publishes.
func (d *docs) commit() space.Commit {
	return space.Commit{ID: d.origin.Commit, Workflow: d.job.Workflow, Run: d.job.Number}
}

// isOutside reports whether a document is in the checkout, outside of the docs of this tree.
func (d *docs) isOutside(source string) bool { return d.workspace.IsOutside(d.tree, source) }
