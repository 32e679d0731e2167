package read

import (
	"context"
	"fmt"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/space"
)

// labels reads the labels of one page, where a list of pages does not have them.
func (r *Reader) labels(ctx context.Context, s *space.Snapshot, id string) error {
	labels, known, err := single(r, confluence.ReadLabels, "labels that were removed by hand are not put back", func() ([]string, error) {
		return r.Client.Labels(ctx, id)
	})
	if err != nil {
		return fmt.Errorf("the labels of page %s cannot be read: %w", id, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.Labels[id] = nil; known {
		s.Labels[id] = append([]string{}, labels...) // not nil
	}
	return nil
}

// files reads the attachments of one page, where a list of pages does not have them.
func (r *Reader) files(ctx context.Context, s *space.Snapshot, id string) error {
	found, known, err := single(r, confluence.ListAttachments, "attachments that were changed or removed by hand are not put back", func() ([]confluence.Attachment, error) {
		return r.Client.Attachments(ctx, id)
	})
	if err != nil {
		return fmt.Errorf("the attachments of page %s cannot be read: %w", id, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.Files[id] = nil; known {
		s.Files[id] = files(append([]confluence.Attachment{}, found...)) // not nil
	}
	return nil
}

// version reads an earlier version of a page.
func (r *Reader) version(ctx context.Context, s *space.Snapshot, of space.VersionOf) error {
	page, err := r.Client.PageVersion(ctx, of.ID, of.Number)
	if err != nil && !confluence.IsKind(err, confluence.NotFound) {
		return fmt.Errorf("version %d of page %s cannot be read: %w", of.Number, of.ID, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	s.Versions[of] = space.Past{}
	if err == nil {
		s.Versions[of] = space.Past{Title: page.Title, Body: page.Body, Version: Page(page).Version}
	}
	return nil
}

// single asks for something of one page that a run can do without: if the token lacks the scope for it, that is told once,
// with what follows from it.
func single[T any](r *Reader, op confluence.Operation, follows string, ask func() (T, error)) (found T, known bool, err error) {
	r.mu.Lock()
	isLacking := r.lacks[op]
	r.mu.Unlock()
	if isLacking {
		return found, false, nil
	}
	found, err = ask()
	lack := confluence.Lack(err)
	switch {
	case confluence.IsKind(err, confluence.NotFound): // the page went away
		return found, false, nil
	case lack == "":
		return found, err == nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.lacks[op] {
		r.lacks[op] = true
		r.Notice(follows + ", because " + lack)
	}
	return found, false, nil
}

// Account returns the id of the account that the credential is of; [space.AnyAuthor] where it may not ask for itself.
func (r *Reader) Account(ctx context.Context) (string, error) {
	user, err := r.Client.CurrentUser(ctx)
	if confluence.IsKind(err, confluence.Scope) || confluence.IsKind(err, confluence.Forbidden) {
		return space.AnyAuthor, nil
	}
	return user.ID, err
}

func (r *Reader) self(ctx context.Context, s *space.Snapshot) error {
	id, err := r.Account(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	s.Self = id
	return err
}
