package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
)

// manifestGrace is how long a run that was cancelled may still take to record what it did.
const manifestGrace = 15 * time.Second

// Apply carries a plan out and calls done for every change when it is carried out or has failed. What it did is in the
// manifest when it returns, also after an error, and as far as possible after a crash: run again, it goes on from
// there.
func Apply(ctx context.Context, client *confluence.Client, standing *Standing, workspace *source.Workspace, docs []string, changes []*Change, settings settings.Settings, done func(*Change)) error {
	a := &applier{
		docs: docs, client: client, standing: standing, workspace: workspace, settings: settings, report: done,
		pages: map[*source.Page]*Change{}, wants: map[string]*Change{}, written: map[*source.Page]int64{}, created: map[*source.Page]int64{}, carried: map[*Change]bool{},
	}
	for _, change := range changes {
		if change.Draft != nil {
			a.pages[change.Draft.Page] = change
			a.wants[source.FoldTitle(change.Title)] = change
		}
	}
	if err := a.recordIntents(ctx, changes); err != nil {
		return err
	}
	err := a.carryOut(ctx, changes)
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), manifestGrace)
	defer cancel()
	unrecorded := standing.Manifest.Write(confluence.WithPriority(grace), client, standing.Parent.ID)
	if unrecorded == nil && confluence.IsKind(err, confluence.Cancelled) {
		return fmt.Errorf("%w\nWhat was done is recorded: the next run goes on from there", err)
	}
	return errors.Join(err, unrecorded)
}

// Operations are those that carrying the changes out will need, the writes to the manifest included.
func Operations(changes []*Change) []confluence.Operation {
	needed := map[confluence.Operation]bool{}
	for _, change := range changes {
		if change.Action == Failed {
			continue
		}
		for operation, is := range map[confluence.Operation]bool{
			confluence.CreatePage:       change.Action == Created,
			confluence.UpdatePage:       change.Action != Created && change.WriteBody,
			confluence.UploadAttachment: len(change.Upload) > 0,
			confluence.AddLabels:        len(change.AddLabels) > 0,
			confluence.RemoveLabel:      len(change.RemoveLabels) > 0,
			confluence.ArchivePage:      change.Action == Archived,
			confluence.DeletePage:       change.Action == Deleted,
			confluence.MovePage:         change.Follows != nil,
		} {
			if is {
				needed[operation] = true
			}
		}
	}
	if len(needed) > 0 {
		needed[confluence.CreateProperty], needed[confluence.UpdateProperty] = true, true
	}
	return slices.Sorted(maps.Keys(needed))
}

type applier struct {
	docs      []string
	client    *confluence.Client
	standing  *Standing
	workspace *source.Workspace
	settings  settings.Settings
	report    func(*Change)
	pages     map[*source.Page]*Change
	wants     map[string]*Change // by folded title

	mu      sync.Mutex // guards the manifest, report and what follows
	clock   atomic.Int64
	written map[*source.Page]int64 // when the body was sent
	created map[*source.Page]int64 // when the page was seen to exist
	carried map[*Change]bool
	later   []*Change // carried out, and to be reported when their links are settled
}

// recordIntents tells the manifest what is about to be created, so that a run after a crash knows its own half-done work.
func (a *applier) recordIntents(ctx context.Context, changes []*Change) error {
	manifest := a.standing.Manifest
	maps.DeleteFunc(manifest.Intents, func(_ string, intent Intent) bool { return slices.Contains(a.docs, intent.Docs) })
	begun := false
	for _, change := range changes {
		if change.Action != Created {
			continue
		}
		parent := change.ParentID
		if parent == "" {
			parent = change.Draft.Parent.Source
		}
		manifest.Intents[change.Source] = Intent{Title: change.Title, Parent: parent, Docs: change.Draft.Docs}
		begun = true
	}
	if !begun {
		return nil
	}
	return manifest.Write(ctx, a.client, a.standing.Parent.ID)
}

func (a *applier) carryOut(ctx context.Context, changes []*Change) error {
	levels, orphans := byLevel(changes)
	if err := a.writeAll(ctx, changes, levels); err != nil {
		return err
	}
	if err := a.putInOrder(ctx, changes); err != nil {
		return err
	}
	for _, orphan := range orphans {
		if err := a.remove(ctx, orphan); err != nil {
			return err
		}
		a.report(orphan)
	}
	return nil
}

func (a *applier) writeAll(ctx context.Context, changes []*Change, levels [][]*Change) error {
	defer func() {
		for _, change := range a.later {
			a.report(change)
		}
	}()
	if err := a.handOverTitles(ctx, changes); err != nil {
		return err
	}
	for _, level := range levels {
		if err := a.each(ctx, level, a.write); err != nil {
			return err
		}
	}
	return a.each(ctx, a.losingAnchors(changes), a.writeAgain)
}

// byLevel puts the changes of one depth of the tree together: a page is created before the pages below it.
func byLevel(changes []*Change) (levels [][]*Change, orphans []*Change) {
	for _, change := range changes {
		if change.Draft == nil {
			orphans = append(orphans, change)
			continue
		}
		depth := 0
		for above := change.Draft.Parent; above != nil; above = above.Parent {
			depth++
		}
		for len(levels) <= depth {
			levels = append(levels, nil)
		}
		levels[depth] = append(levels[depth], change)
	}
	return levels, orphans
}

func (a *applier) each(ctx context.Context, changes []*Change, do func(context.Context, *Change) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(a.settings.Parallel)
	for _, change := range changes {
		group.Go(func() error { return do(ctx, change) })
	}
	return group.Wait()
}

// write carries out one change, once. What fails for this page alone becomes its result; an error ends the run.
func (a *applier) write(ctx context.Context, change *Change) error {
	if a.carried[change] {
		return nil
	}
	var err error
	switch change.Action {
	case Created:
		err = a.create(ctx, change)
	case Updated, Moved:
		err = a.update(ctx, change)
	case Unchanged:
		a.record(change)
	}
	if err := change.outcome(err); err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(change.Draft.AnchoredTo) > 0 {
		a.later = append(a.later, change)
		return nil
	}
	a.report(change)
	return nil
}

// outcome makes a failure that concerns this page alone the change's own; what is left ends the run.
func (c *Change) outcome(err error) error {
	if err == nil {
		return nil
	}
	_, err = c.failUnlessFatal(err)
	return err
}

func (a *applier) remove(ctx context.Context, orphan *Change) error {
	var err error
	switch orphan.Action {
	case Archived:
		err = a.client.ArchivePages(ctx, []string{orphan.Page.ID})
	case Deleted:
		err = a.client.DeletePage(ctx, orphan.Page.ID)
	default:
		return nil
	}
	if err == nil {
		delete(a.standing.Manifest.Pages, orphan.Source)
		if orphan.Action == Archived { // known still, for the day on which its document comes back
			orphan.Known.Archived = true
			a.standing.Manifest.Pages[orphan.Source] = orphan.Known
		}
	}
	return orphan.outcome(err)
}

// losingAnchors gives the pages whose body links to a heading of a page that did not exist when the body was sent:
// Confluence Cloud drops the anchor from such a link when it stores it (CONFCLOUD-78192).
func (a *applier) losingAnchors(changes []*Change) []*Change {
	if a.client.Route().Kind == confluence.DataCenter {
		return nil
	}
	var losing []*Change
	for _, change := range changes {
		if change.Draft == nil || change.Action == Failed {
			continue
		}
		sent, written := a.written[change.Draft.Page]
		for _, target := range change.Draft.AnchoredTo {
			if written && a.created[target] > sent {
				losing = append(losing, change)
				break
			}
		}
	}
	return losing
}

func (a *applier) writeAgain(ctx context.Context, change *Change) error {
	err := a.writeBody(ctx, change)
	if err == nil {
		a.record(change)
	}
	return change.outcome(err)
}

func (a *applier) sent(change *Change) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.written[change.Draft.Page] = a.clock.Add(1)
}

// record puts the page as it now stands into the manifest.
func (a *applier) record(change *Change) {
	a.edit(change, func(entry *Entry) {
		if !change.Kept {
			entry.Version, entry.Hash = change.Page.Version.Number, change.Draft.Hash()
		}
	})
}

func (a *applier) edit(change *Change, set func(*Entry)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	manifest := a.standing.Manifest
	entry := manifest.Pages[change.Source]
	if entry.ID != change.Page.ID {
		entry = Entry{ID: change.Page.ID}
	}
	entry.Title, entry.Parent, entry.Docs, entry.Archived = change.Page.Title, change.Page.ParentID, change.Draft.Docs, false
	entry.Attachments = current(entry.Attachments, change.Draft.Files)
	set(&entry)
	manifest.adopt(change.Source, entry)
}

// current leaves out what the page no longer needs, in a map of its own.
func current(known map[string]string, files []source.File) map[string]string {
	kept := map[string]string{}
	for _, file := range files {
		if hash, attached := known[file.Name]; attached {
			kept[file.Name] = hash
		}
	}
	return kept
}
