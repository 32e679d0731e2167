// Package read fills the values of package space from Confluence, in bulk and side by side. It changes nothing there.
package read

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
)

// Start returns a snapshot that holds the space and the parent page.
func (r *Reader) Start(parent confluence.Page) space.Snapshot {
	r.lacks, r.parent = map[confluence.Operation]bool{}, parent.ID
	r.climbed = map[string]above{parent.ID: {parentID: parent.ParentID}}
	return space.Snapshot{
		Key: r.Space.Key, ID: r.Space.ID, HomeID: r.Space.HomepageID, Parent: Page(parent),
		Pages: map[string]space.Page{}, Unseen: map[string]bool{}, Named: map[string]space.Page{}, Refused: map[string]string{}, Titles: map[string]space.Page{},
		Bodies: map[string]string{}, Labels: map[string][]string{}, Files: map[string][]space.File{}, Children: map[string][]space.Page{},
		Versions: map[space.VersionOf]space.Past{},
	}
}

// Properties reads all content properties of a page.
func (r *Reader) Properties(ctx context.Context, id string) ([]space.Property, error) {
	found, err := r.Client.Properties(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("what was published before cannot be read from the parent page: %w", err)
	}
	properties := make([]space.Property, len(found))
	for i, p := range found {
		properties[i] = Property(p)
	}
	return properties, nil
}

// Fill reads what is needed into the snapshot.
func (r *Reader) Fill(ctx context.Context, s *space.Snapshot, needs space.Needs) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(r.Parallel, 2))
	group.Go(func() error { return r.pages(ctx, s, needs.Pages, needs.Retired) })
	group.Go(func() error { return r.bodies(ctx, s, needs.Bodies) })
	if needs.Self {
		group.Go(func() error { return r.self(ctx, s) })
	}
	if needs.Below {
		group.Go(func() error { return r.below(ctx, s) })
	}
	for _, ref := range needs.Named {
		group.Go(func() error { return r.named(ctx, s, ref) })
	}
	for _, wanted := range needs.Titles {
		group.Go(func() error { return r.titled(ctx, s, wanted) })
	}
	for _, of := range needs.Versions {
		group.Go(func() error { return r.version(ctx, s, of) })
	}
	for _, id := range needs.Labels {
		group.Go(func() error { return r.labels(ctx, s, id) })
	}
	for _, id := range needs.Files {
		group.Go(func() error { return r.files(ctx, s, id) })
	}
	group.Go(func() error { return r.children(ctx, s, needs.Children) })
	return group.Wait()
}

// pages reads pages by their ids. Where the host cannot read several at once, those below the parent page are listed. Pages
// that a list does not have are read one by one, for it may have missed them, but for retired ones: no list has those.
func (r *Reader) pages(ctx context.Context, s *space.Snapshot, ids, retired []string) error {
	all := slices.Concat(ids, retired)
	if len(all) == 0 {
		return nil
	}
	found, err := r.inBulk(ctx, s.Parent.ID, all)
	if err == nil {
		r.keep(s, found)
		found, err = r.oneByOne(ctx, r.notIn(s, ids))
	}
	if err != nil {
		return fmt.Errorf("the published pages cannot be read: %w", err)
	}
	r.keep(s, found)
	for _, id := range r.notIn(s, all) {
		s.Unseen[id] = true
	}
	return nil
}

func (r *Reader) inBulk(ctx context.Context, parentID string, ids []string) ([]confluence.Page, error) {
	switch {
	case r.Client.Can().ReadsByID:
		return r.Client.PagesByID(ctx, ids, false)
	case r.listed:
		return nil, nil
	}
	r.listed = true
	return r.Client.PagesBelow(ctx, parentID)
}

// notIn returns the pages that a snapshot does not have.
func (r *Reader) notIn(s *space.Snapshot, ids []string) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		_, seen := s.Pages[id]
		return seen
	})
}

// oneByOne reads pages with their bodies, each with a request. Those that cannot be seen are missing.
func (r *Reader) oneByOne(ctx context.Context, ids []string) ([]confluence.Page, error) {
	var mu sync.Mutex
	var pages []confluence.Page
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(r.Parallel, 1))
	for _, id := range ids {
		group.Go(func() error {
			page, err := r.Client.Page(ctx, id)
			if err != nil {
				if confluence.IsKind(err, confluence.NotFound) {
					return nil
				}
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			pages = append(pages, page)
			return nil
		})
	}
	return pages, group.Wait()
}

func (r *Reader) keep(s *space.Snapshot, pages []confluence.Page) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, page := range pages {
		s.Pages[page.ID] = Page(page)
	}
}

func (r *Reader) bodies(ctx context.Context, s *space.Snapshot, ids []string) error {
	pages, err := r.Bodies(ctx, ids)
	if err != nil {
		return fmt.Errorf("the text of published pages cannot be read: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range ids {
		s.Bodies[id] = "" // of a page that went away meanwhile
	}
	for _, page := range pages {
		s.Bodies[page.ID] = page.Body
	}
	return nil
}

// Bodies reads pages with their bodies. Those that cannot be seen are missing.
func (r *Reader) Bodies(ctx context.Context, ids []string) ([]confluence.Page, error) {
	var pages []confluence.Page
	var err error
	switch {
	case len(ids) == 0:
		return nil, nil
	case r.Client.Can().ReadsByID:
		pages, err = r.Client.PagesByID(ctx, ids, true)
	case len(ids) > 1+r.Pages/bodiesInList:
		wanted := map[string]bool{}
		for _, id := range ids {
			wanted[id] = true
		}
		pages, err = r.Client.BodiesBelow(ctx, r.parent, wanted)
	}
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, page := range pages {
		seen[page.ID] = true
	}
	missing := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return seen[id] })
	others, err := r.oneByOne(ctx, missing)
	return append(pages, others...), err
}

func (r *Reader) named(ctx context.Context, s *space.Snapshot, ref string) error {
	page, err := r.Client.ParentPage(ctx, r.Space, ref)
	why := confluence.NotAParent(err)
	if err != nil && why == "" && !confluence.IsKind(err, confluence.NotFound) {
		return err
	}
	if err != nil {
		page = confluence.Page{}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	s.Named[ref], s.Refused[ref] = Page(page), why
	return nil
}

func (r *Reader) titled(ctx context.Context, s *space.Snapshot, wanted string) error {
	page, err := r.Client.PageByTitle(ctx, r.Space, wanted)
	if err != nil && !confluence.IsKind(err, confluence.NotFound) {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	s.Titles[title.Fold(wanted)] = Page(page)
	return nil
}

func (r *Reader) children(ctx context.Context, s *space.Snapshot, ids []string) error {
	found, err := r.Children(ctx, ids)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.Copy(s.Children, found)
	return nil
}

// How many pages Confluence lists in one request, and how many with their bodies.
const (
	pagesInList  = 250
	bodiesInList = 50
)

// Children returns what lies right below pages. Where that takes fewer requests, it lists everything below the parent page, and
// then, where the list leaves them out, the folders of each.
func (r *Reader) Children(ctx context.Context, ids []string) (map[string][]space.Page, error) {
	children := map[string][]space.Page{}
	if r.ListsBelow(len(ids)) {
		below, err := r.Below(ctx)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if found, known := below[id]; known {
				children[id] = found
			}
		}
	}
	left := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return children[id] != nil && !r.LeavesFoldersOut() })
	var mu sync.Mutex // guards children
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(r.Parallel, 1))
	for _, id := range left {
		group.Go(func() error {
			mu.Lock()
			listed := children[id]
			mu.Unlock()
			look := r.ChildrenOf
			if listed != nil {
				look = r.FoldersOf
			}
			found, err := look(ctx, id)
			mu.Lock()
			defer mu.Unlock()
			children[id] = append(listed, found...)
			return err
		})
	}
	return children, group.Wait()
}

// ListsBelow reports whether to list everything below the parent page takes fewer requests than to look at so many pages.
func (r *Reader) ListsBelow(pages int) bool { return pages > 1+r.Pages/pagesInList }

// Below lists everything below the parent page, and returns what lies right below each page, as far as the list shows it;
// nil where there is no such list.
func (r *Reader) Below(ctx context.Context) (map[string][]space.Page, error) {
	below, err := r.Client.ChildrenBelow(ctx, r.parent)
	switch {
	case confluence.IsKind(err, confluence.Unsupported), confluence.IsKind(err, confluence.Scope), confluence.IsKind(err, confluence.NotFound):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("the pages below page %s cannot be listed: %w", r.parent, err)
	}
	children := make(map[string][]space.Page, len(below))
	for id, found := range below {
		children[id] = valuesOf(found)
	}
	return children, nil
}

// ChildrenOf returns what lies right below a page; nothing lies below one that is not there.
func (r *Reader) ChildrenOf(ctx context.Context, id string) ([]space.Page, error) {
	found, err := r.Client.ChildPages(ctx, id)
	if err != nil && !confluence.IsKind(err, confluence.NotFound) {
		return nil, fmt.Errorf("the pages below page %s cannot be listed: %w", id, err)
	}
	return valuesOf(found), nil
}

// FoldersOf returns the folders right below a page.
func (r *Reader) FoldersOf(ctx context.Context, id string) ([]space.Page, error) {
	found, err := r.Client.ChildFolders(ctx, id)
	if err != nil && !confluence.IsKind(err, confluence.NotFound) {
		return nil, fmt.Errorf("the folders below page %s cannot be listed: %w", id, err)
	}
	return valuesOf(found), nil
}

// LeavesFoldersOut reports whether the list of everything below the parent page has no folders.
func (r *Reader) LeavesFoldersOut() bool { return !r.Client.Can().ListsFolders }

// below lists all pages below the parent page: where the host has no list of them, the whole space.
func (r *Reader) below(ctx context.Context, s *space.Snapshot) error {
	all := map[string]space.Page{}
	for page, err := range r.Client.Pages(ctx, r.Space) {
		if err != nil {
			return fmt.Errorf("the pages of space %s cannot be listed: %w", r.Space.Key, err)
		}
		all[page.ID] = Page(page)
	}
	below := []space.Page{}
	for _, page := range all {
		at := page
		for range len(all) {
			if at.ParentID == s.Parent.ID {
				below = append(below, page)
				break
			}
			above, known := all[at.ParentID]
			if !known {
				break
			}
			at = above
		}
	}
	slices.SortFunc(below, func(a, b space.Page) int { return strings.Compare(a.ID, b.ID) })
	r.mu.Lock()
	defer r.mu.Unlock()
	s.Below = below
	return nil
}
