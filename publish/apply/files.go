package apply

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
)

// commentPrefix begins the comment of each attachment that a run puts on a page; the hash of its content follows. It tells
// which files are ours and which of them have changed.
const commentPrefix = "pagewright "

// attach brings the files of a page to what its document asks for: new and changed ones are uploaded, several in one
// request, those of ours that are not needed any more are removed.
func (r *run) attach(ctx context.Context, page *plan.Page) error {
	now := r.at(page)
	var stand []confluence.Attachment
	if page.Exists() {
		var err error
		if stand, err = r.Client.Attachments(ctx, now.id); err != nil {
			return fmt.Errorf("attachments: %w", err)
		}
	}
	uploads, linked, err := r.uploads(page.Draft, stand)
	if err != nil {
		return err
	}
	if len(uploads) > 0 {
		if err := r.upload(ctx, now.id, uploads); err != nil {
			return err
		}
	}
	for _, file := range stand {
		if isOurs(file) && !isWanted(page.Draft, file.Title) {
			if err := r.Client.DeleteAttachment(ctx, file.ID); err != nil && !confluence.IsKind(err, confluence.NotFound) {
				return fmt.Errorf("attachment %s, which is no longer used: %w", file.Title, err)
			}
		}
	}
	r.with(page, func(s *state) { s.linked = linked })
	r.record(page, func(entry *space.Entry) { entry.Files, entry.Drawn = plan.FilesHash(page.Draft), drawn(page.Draft) })
	return nil
}

// upload puts files on a page and sees to it that they came to stand.
func (r *run) upload(ctx context.Context, id string, uploads []confluence.Upload) error {
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

func (r *run) uploads(draft *source.Draft, stand []confluence.Attachment) (uploads []confluence.Upload, linked []source.File, err error) {
	known := map[string]confluence.Attachment{}
	for _, file := range stand {
		known[file.Title] = file
	}
	for _, file := range draft.Files {
		have := known[file.Name]
		if have.Comment == commentPrefix+file.Hash {
			continue
		}
		content, err := r.Renderer.Workspace.ReadAttachment(file.Path)
		if err != nil {
			return nil, nil, pageErrorf("attachment: %w", err)
		}
		uploads = append(uploads, confluence.Upload{
			ID: have.ID, Name: file.Name, MediaType: file.MediaType, Comment: commentPrefix + file.Hash, Content: content,
			MinorEdit: true, // the write of the page itself tells its watchers
		})
		if file.Linked {
			linked = append(linked, file)
		}
	}
	return uploads, linked, nil
}

// drawn gives the names of the pictures of diagrams.
func drawn(draft *source.Draft) (names []string) {
	for _, file := range draft.Files {
		if file.Drawn {
			names = append(names, file.Name)
		}
	}
	return names
}

func isOurs(file confluence.Attachment) bool {
	return strings.HasPrefix(file.Comment, commentPrefix)
}

func isWanted(draft *source.Draft, name string) bool {
	for _, file := range draft.Files {
		if file.Name == name {
			return true
		}
	}
	return false
}
