package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/render/storage"
)

// Action is what a run does with a page.
type Action string

// The actions, named as in the outputs.
const (
	Created   Action = "created"
	Updated   Action = "updated"
	Moved     Action = "moved"
	Unchanged Action = "unchanged"
	Archived  Action = "archived"
	Deleted   Action = "deleted"
	Failed    Action = "failed"
)

// Change is what is to happen to one page, and why.
type Change struct {
	Action Action
	Reason string          // for people
	Source string          // the document
	Title  string          // as it is to be
	Draft  *source.Draft   // nil for a page whose document is gone
	Page   confluence.Page // as it stands; zero for a page to create
	Known  Entry           // what the manifest says of it

	ParentID string // the page it belongs below; "" where that is yet to be created

	Follows *Change // the sibling to put it behind; nil where it stands in order, or nobody asks for one

	WriteBody    bool
	Kept         bool // edited in Confluence and to keep title and text of there, whatever else is written
	Upload       []source.File
	AddLabels    []string
	RemoveLabels []string
	Note         string            // an edit in Confluence that people should know of, though it does not stop the run
	LostComments []storage.Comment // inline comments whose text the new body no longer has
	Err          error             // why it failed
}

// MakePlan compares the drafts with the space: a change for every page, parents before their children, then those for
// pages whose document is gone. It only reads.
func MakePlan(ctx context.Context, client *confluence.Client, standing *Standing, workspace *source.Workspace, tree *source.Tree, drafts []*source.Draft, settings settings.Settings) ([]*Change, error) {
	p := &planner{
		client: client, standing: standing, workspace: workspace, settings: settings, tree: tree,
		byPage: map[*source.Page]*Change{}, byID: map[string]*Change{}, drafted: map[string]bool{}, bound: map[string]string{}, gone: map[string]string{},
	}
	for _, draft := range drafts {
		p.drafted[draft.Source] = true
	}
	for _, draft := range drafts {
		if id := draft.PageID(); id != "" && p.bound[id] == "" {
			p.bound[id] = draft.Source
		}
	}
	for _, path := range slices.Backward(slices.Sorted(maps.Keys(standing.Manifest.Pages))) {
		if p.isGone(path) {
			p.gone[source.FoldTitle(standing.Manifest.Pages[path].Title)] = path
		}
	}
	var changes []*Change
	for _, draft := range drafts {
		change, err := p.plan(ctx, draft)
		if err != nil {
			return nil, err
		}
		p.byPage[draft.Page] = change
		if change.Page.ID != "" {
			p.byID[change.Page.ID] = change
		}
		changes = append(changes, change)
	}
	p.refuseHeldTitles(changes)
	p.arrange(changes)
	return append(changes, p.orphans()...), nil
}

type planner struct {
	client    *confluence.Client
	standing  *Standing
	workspace *source.Workspace
	settings  settings.Settings
	tree      *source.Tree
	byPage    map[*source.Page]*Change
	byID      map[string]*Change // by the id of the page as it stands
	drafted   map[string]bool    // by source
	bound     map[string]string  // page id → the document whose front matter names it
	gone      map[string]string  // folded title → source in the manifest whose document is gone
}

// isGone tells whether the document of a published page is no longer there, or no longer to be published. Pages of
// documents that are there, but belong to another entry of the docs setting, are the business of the run that publishes
// those.
func (p *planner) isGone(path string) bool {
	if p.drafted[path] || p.isExcluded(path) {
		return false
	}
	if slices.Contains(p.tree.Docs, p.standing.Manifest.Pages[path].Docs) {
		return true
	}
	_, err := p.workspace.Stat(strings.TrimSuffix(path, "/"))
	return err != nil
}

// plan decides about one draft. An error is one of the whole run; what concerns this page alone becomes a failed change.
func (p *planner) plan(ctx context.Context, draft *source.Draft) (*Change, error) {
	change := &Change{Source: draft.Source, Title: draft.Title, Draft: draft}
	if draft.Failed {
		change.Page = p.standing.byID[p.standing.Manifest.Pages[draft.Source].ID] // pages below it may go on
		return change.fail(errBadDocument)
	}
	parentID, err := p.parentID(ctx, draft)
	if err != nil {
		return change.failUnlessFatal(err)
	}
	change.ParentID = parentID
	if err := p.find(ctx, change); err != nil {
		return change.failUnlessFatal(err)
	}
	change.Upload = changedFiles(draft.Files, change.Known.Attachments)
	change.AddLabels = without(draft.Labels, change.Known.Labels)
	change.RemoveLabels = without(change.Known.Labels, draft.Labels)
	if change.Page.ID == "" {
		change.Action, change.Reason, change.WriteBody = Created, "new document", true
		return change, nil
	}
	if err := p.compare(ctx, change); err != nil || change.Err != nil {
		return change, err
	}
	p.decide(change)
	return change, nil
}

func (c *Change) fail(err error) (*Change, error) {
	c.Action, c.Err, c.Reason = Failed, err, err.Error()
	return c, nil
}

// errBadDocument is for a page whose document's problems have been reported already.
var errBadDocument = errors.New("its document has errors")

// pageError concerns one page and lets the others go on.
type pageError struct{ error }

func pageErrorf(format string, args ...any) error { return pageError{fmt.Errorf(format, args...)} }

// failUnlessFatal keeps a failure to this page where others may still work.
func (c *Change) failUnlessFatal(err error) (*Change, error) {
	_, refused := errors.AsType[*confluence.Error](err)
	_, ofPage := errors.AsType[pageError](err)
	if ofPage || refused && confluence.Ends(err) != confluence.ReachRun {
		return c.fail(err)
	}
	return c, err
}

// parentID is the page below which the draft belongs; "" where that page is yet to be created.
func (p *planner) parentID(ctx context.Context, draft *source.Draft) (string, error) {
	switch {
	case draft.ParentRef != "":
		page, err := p.client.ParentPage(ctx, p.standing.Space, draft.ParentRef)
		if why := confluence.NotAParent(err); why != "" {
			return "", pageErrorf("its front matter names the parent %q, but %s", draft.ParentRef, why)
		}
		if confluence.IsKind(err, confluence.NotFound) {
			return "", pageErrorf("its front matter names the parent %q, and there is no such page among the documents or in space %s", draft.ParentRef, p.standing.Space.Key)
		}
		return page.ID, err
	case draft.Parent == nil:
		return p.standing.Parent.ID, nil
	}
	parent := p.byPage[draft.Parent]
	if parent.Action == Failed && parent.Page.ID == "" {
		return "", notBelow(parent)
	}
	return parent.Page.ID, nil
}

// compare finds out whether title and body are to be written, reading the body where the page is not as the last run
// left it.
func (p *planner) compare(ctx context.Context, change *Change) error {
	draft := change.Draft
	if change.Page.Status == "archived" {
		_, err := change.fail(fmt.Errorf("its page %s is archived in Confluence: restore it there, or leave the document out with publish: false", change.Page.WebURL))
		return err
	}
	if change.Known.Hash != "" && change.Page.Version.Number == change.Known.Version {
		change.WriteBody = draft.Hash() != change.Known.Hash
		return nil
	}
	if change.Page.Body == "" {
		page, err := p.client.Page(ctx, change.Page.ID)
		if err != nil {
			_, err = change.failUnlessFatal(err)
			return err
		}
		change.Page.Body, change.Page.Version = page.Body, page.Version
	}
	change.WriteBody = change.Page.Title != draft.Title || !storage.Equal(change.Page.Body, draft.Body)
	if change.Known.Hash == "" || !change.WriteBody || isParked(change.Page) {
		return nil
	}
	edited := fmt.Sprintf("edited in Confluence since the last run (version %d, last written: %d)", change.Page.Version.Number, change.Known.Version)
	switch p.settings.OnEdit {
	case "keep":
		change.WriteBody, change.Kept, change.Note = false, true, edited+"; kept as it is there, because of on-edit: keep"
	case "fail":
		_, err := change.fail(fmt.Errorf("%s: bring the change into %s, then run with on-edit: overwrite", edited, change.Source))
		return err
	default:
		change.Note = edited + "; this run's text replaces it, the earlier one is in the page's history"
	}
	return nil
}

// displaced tells whether the page stands elsewhere than it belongs.
func (c *Change) displaced() bool {
	return !c.Draft.StaysPut(c.Page.ID) && c.Page.ParentID != c.ParentID
}

func (p *planner) decide(change *Change) {
	displaced := change.displaced()
	var reasons []string
	because := func(is bool, reason string) {
		if is {
			reasons = append(reasons, reason)
		}
	}
	because(change.Page.Title != change.Draft.Title && change.WriteBody, fmt.Sprintf("title was %q", change.Page.Title))
	because(change.WriteBody && change.Page.Title == change.Draft.Title, "text changed")
	because(len(change.Upload) > 0, count(len(change.Upload), "attachment", "attachments")+" changed")
	because(len(change.AddLabels)+len(change.RemoveLabels) > 0, "labels changed")
	because(displaced, "belongs elsewhere in the tree")
	change.Reason = strings.Join(reasons, ", ")
	switch {
	case displaced && !change.Draft.BoundTo(change.Page.ID) && !p.standing.managed(change.Page) && change.Page.ParentID != change.Known.Parent:
		_, _ = change.fail(fmt.Errorf("its page %s was moved out of the tree of %q (it is now %s): move it back, or set page-id in the front matter", change.Page.WebURL, p.standing.Parent.Title, p.standing.place(change.Page)))
	case displaced && len(reasons) == 1:
		change.Action, change.WriteBody = Moved, true
	case displaced:
		change.Action, change.WriteBody = Updated, true
	case len(reasons) > 0:
		change.Action = Updated
	default:
		change.Action = Unchanged
	}
}

func changedFiles(files []source.File, known map[string]string) []source.File {
	var changed []source.File
	for _, file := range files {
		if known[file.Name] != file.Hash {
			changed = append(changed, file)
		}
	}
	return changed
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) })
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
