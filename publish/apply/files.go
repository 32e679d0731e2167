package apply

import (
	"context"
	"fmt"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
)

// attach puts the files on a page that its document asks for: new and changed ones are uploaded, several in one request.
func (r *run) attach(ctx context.Context, page *plan.Page) error {
	if err := r.announce(ctx, page); err != nil {
		return err
	}
	now := r.at(page)
	var stand []confluence.Attachment
	if page.Exists() {
		var err error
		if stand, err = r.filesOf(ctx, now.id); err != nil {
			return fmt.Errorf("attachments: %w", err)
		}
	}
	uploaded, removed := FilesToChange(page.Rendered, stand, now.entry.Files)
	if err := r.upload(ctx, now.id, uploaded); err != nil {
		return err
	}
	var linked []source.File
	for _, file := range uploaded {
		if file.Over && !space.IsOverAnother(file.Replaces.Comment) {
			r.note(page, fmt.Sprintf("somebody had attached a file named %s: the document's takes its place, the earlier one is in the file's history, and the file will not be removed", file.Name))
		}
		if file.Linked {
			linked = append(linked, file.File)
		}
	}
	r.with(page, func(s *state) { s.linked, s.unused = linked, append([]confluence.Attachment{}, removed...) }) // not nil
	if !page.Exists() {
		r.recordFiles(page)
	}
	return nil
}

// filesOf lists the files of a page. Where the token may not do that, all files are uploaded anew, and none is removed.
func (r *run) filesOf(ctx context.Context, id string) ([]confluence.Attachment, error) {
	stand, err := r.Client.Attachments(ctx, id)
	if r.doesWithout(confluence.ListAttachments, "attachments that are no longer used stay on their pages", err) {
		err = nil
	}
	return stand, err
}

// detach removes the files that are not used any more, now that no text shows them.
func (r *run) detach(ctx context.Context, page *plan.Page) error {
	unused := r.at(page).unused
	if unused == nil {
		return nil // the files of the page are not all there
	}
	for _, file := range unused {
		err := r.Client.DeleteAttachment(ctx, file.ID)
		if r.doesWithout(confluence.DeleteAttachment, "attachments that are no longer used stay on their pages", err) {
			break
		}
		if err != nil && !confluence.IsKind(err, confluence.NotFound) {
			return fmt.Errorf("attachment %s, which is no longer used: %w", file.Title, err)
		}
	}
	r.recordFiles(page)
	return nil
}

func (r *run) recordFiles(page *plan.Page) {
	r.record(page, func(entry *space.Entry) {
		entry.Files, entry.Drawn = plan.FilesHash(page.Rendered), plan.Drawn(page.Rendered)
		entry.Attaching = false
	})
}

// upload puts files on a page and sees to it that they came to stand.
func (r *run) upload(ctx context.Context, id string, files []UploadedFile) error {
	if len(files) == 0 {
		return nil
	}
	uploads, err := r.uploads(files)
	if err != nil {
		return err
	}
	made, err := r.Client.AttachFiles(ctx, id, uploads)
	if err != nil {
		return fmt.Errorf("attachments: %w", err)
	}
	for i, file := range uploads {
		if made[i].Comment != file.Comment {
			return r.lookForFiles(ctx, id, uploads)
		}
	}
	return nil
}

// lookForFiles looks what became of an upload whose answer does not tell.
func (r *run) lookForFiles(ctx context.Context, id string, uploads []confluence.Upload) error {
	stand, err := r.Client.Attachments(ctx, id)
	if r.doesWithout(confluence.ListAttachments, "what became of uploads whose answers do not tell is not looked into", err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("attachments: %w", err)
	}
	for _, file := range uploads {
		if !slices.ContainsFunc(stand, func(a confluence.Attachment) bool { return a.Title == file.Name && a.Comment == file.Comment }) {
			return pageErrorf("attachment %s: Confluence answered that it took the file, but the page does not have it: run again", file.Name)
		}
	}
	return nil
}

func (r *run) uploads(files []UploadedFile) ([]confluence.Upload, error) {
	uploads := make([]confluence.Upload, len(files))
	for i, file := range files {
		content, err := r.Renderer.Workspace.ReadAttachment(file.Path)
		if err != nil {
			return nil, pageErrorf("attachment: %w", err)
		}
		uploads[i] = confluence.Upload{
			ID: file.Replaces.ID, Name: file.Name, MediaType: file.MediaType, Comment: space.FileComment(file.Hash, file.Over), Content: content,
			MinorEdit: true, // the write of the page itself tells its watchers
		}
	}
	return uploads, nil
}
