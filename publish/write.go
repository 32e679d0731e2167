package publish

import (
	"context"
	"errors"
	"fmt"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/render/storage"
)

func (a *applier) create(ctx context.Context, change *Change) error {
	parentID, err := a.parentID(change)
	if err != nil {
		return err
	}
	a.sent(change)
	page, err := a.client.CreatePage(ctx, confluence.NewPage{
		SpaceID:  a.standing.Space.ID,
		SpaceKey: a.standing.Space.Key,
		ParentID: parentID,
		Title:    change.Title,
		Body:     change.Draft.Body,
		Message:  a.settings.Message,
	})
	if confluence.IsKind(err, confluence.TitleTaken) {
		page, err = a.twin(ctx, change, parentID, err)
	}
	if err != nil {
		a.forgetIntent(change, err)
		return err
	}
	change.Page = page
	a.mu.Lock()
	a.created[change.Draft.Page] = a.clock.Add(1)
	a.mu.Unlock()
	a.record(change)
	if err := a.attach(ctx, change); err != nil {
		return err
	}
	return a.label(ctx, change)
}

// twin gives the page that another run of these documents has created at the same time, or says which page holds the
// title: an archived one, for instance, which no list shows.
func (a *applier) twin(ctx context.Context, change *Change, parentID string, refusal error) (confluence.Page, error) {
	found, err := a.client.PageByTitle(ctx, a.standing.Space, change.Title)
	if err != nil {
		return confluence.Page{}, refusal
	}
	page, err := a.client.Page(ctx, found.ID)
	if err == nil && page.ParentID == parentID && page.Status == "current" && storage.Equal(page.Body, change.Draft.Body) {
		return page, nil
	}
	return confluence.Page{}, pageError{a.standing.foreignTitle(change.Title, found)}
}

// forgetIntent is for a page that Confluence has refused to create: whatever comes to stand there later is somebody else's.
func (a *applier) forgetIntent(change *Change, err error) {
	refusal, _ := errors.AsType[*confluence.Error](err)
	if _, ofPage := change.failUnlessFatal(err); ofPage != nil || refusal != nil && (refusal.Open() || refusal.Kind == confluence.Unavailable) {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.standing.Manifest.Intents, change.Source)
}

func (a *applier) update(ctx context.Context, change *Change) error {
	if err := a.attach(ctx, change); err != nil {
		return err
	}
	if change.WriteBody {
		if err := a.writeBody(ctx, change); err != nil {
			return err
		}
	}
	a.record(change)
	return a.label(ctx, change)
}

func (a *applier) writeBody(ctx context.Context, change *Change) error {
	parentID := ""
	if !change.Draft.StaysPut(change.Page.ID) {
		var err error
		if parentID, err = a.parentID(change); err != nil {
			return err
		}
	}
	title, body, err := a.content(ctx, change)
	if err != nil {
		return err
	}
	a.sent(change)
	page, err := a.client.UpdatePage(ctx, confluence.PageUpdate{
		ID:        change.Page.ID,
		SpaceID:   a.standing.Space.ID,
		Title:     title,
		ParentID:  parentID,
		Body:      body,
		Message:   a.settings.Message,
		Version:   change.Page.Version.Number + 1,
		MinorEdit: a.settings.MinorEdit,
	})
	if confluence.IsKind(err, confluence.Conflict) {
		page, err = a.alreadyWritten(ctx, change, title, body, err)
	}
	if err != nil {
		return err
	}
	change.Page = page
	change.Page.Body = body
	return nil
}

// content is what is to be written: the draft, with the inline comments that people made on the page at their places, or
// what stands there and is to be kept.
func (a *applier) content(ctx context.Context, change *Change) (title, body string, err error) {
	if change.Kept {
		return change.Page.Title, change.Page.Body, nil
	}
	stands := change.Page.Body
	if stands == "" {
		page, err := a.client.Page(ctx, change.Page.ID)
		if err != nil {
			return "", "", err
		}
		stands = page.Body
	}
	body, lost := storage.CarryMarkers(stands, change.Draft.Body)
	change.LostComments = append(change.LostComments, lost...) // a page may be written twice
	return change.Title, body, nil
}

// alreadyWritten gives the page if another run of these documents has written the same at the same time, or the refusal.
func (a *applier) alreadyWritten(ctx context.Context, change *Change, title, body string, refusal error) (confluence.Page, error) {
	page, err := a.client.Page(ctx, change.Page.ID)
	if err != nil || page.Title != title || !storage.Equal(page.Body, body) {
		return confluence.Page{}, refusal
	}
	return page, nil
}

// parentID is the page below which the change's page belongs, now that the pages above it have been written.
func (a *applier) parentID(change *Change) (string, error) {
	if change.Draft.ParentRef != "" {
		return change.ParentID, nil
	}
	if change.Draft.Parent == nil {
		return a.standing.Parent.ID, nil
	}
	parent := a.pages[change.Draft.Parent]
	if parent.Page.ID == "" {
		return "", pageErrorf("its parent page %q could not be created", parent.Title)
	}
	return parent.Page.ID, nil
}

func (a *applier) attach(ctx context.Context, change *Change) error {
	for _, file := range change.Upload {
		content, err := a.workspace.ReadAttachment(file.Path)
		if err != nil {
			return pageErrorf("attachment: %w", err)
		}
		_, err = a.client.Attach(ctx, change.Page.ID, confluence.Upload{
			Name:      file.Name,
			MediaType: file.MediaType,
			Content:   content,
			MinorEdit: true, // its page's own write tells the watchers
		})
		if err != nil {
			return fmt.Errorf("attachment %s: %w", file.Path, err)
		}
		a.edit(change, func(entry *Entry) { entry.Attachments[file.Name] = file.Hash })
	}
	return nil
}

func (a *applier) label(ctx context.Context, change *Change) error {
	if len(change.AddLabels) > 0 {
		if err := a.client.AddLabels(ctx, change.Page.ID, change.AddLabels); err != nil {
			return fmt.Errorf("labels: %w", err)
		}
	}
	for _, label := range change.RemoveLabels {
		if err := a.client.RemoveLabel(ctx, change.Page.ID, label); err != nil && !confluence.IsKind(err, confluence.NotFound) {
			return fmt.Errorf("label %s: %w", label, err)
		}
	}
	a.edit(change, func(entry *Entry) { entry.Labels = change.Draft.Labels })
	return nil
}
