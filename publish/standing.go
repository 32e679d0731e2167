package publish

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
)

// Standing is how the space stands before the run: its pages, the parent page, and what earlier runs published below it.
type Standing struct {
	Space    confluence.Space
	Parent   confluence.Page
	Manifest *Manifest
	byID     map[string]confluence.Page
	byTitle  map[string]confluence.Page   // by folded title
	children map[string][]confluence.Page // by the id of the page above them
}

// Survey reads the standing. It costs the same few requests whatever the documents are.
func Survey(ctx context.Context, client *confluence.Client, settings settings.Settings, repository string) (*Standing, error) {
	space, err := client.Space(ctx, settings.Space)
	if err != nil {
		return nil, err
	}
	parent, err := findParent(ctx, client, space, settings.Parent)
	if err != nil {
		return nil, err
	}
	manifest, err := ReadManifest(ctx, client, parent.ID, repository)
	if err != nil {
		return nil, err
	}
	standing := &Standing{
		Space: space, Parent: parent, Manifest: manifest,
		byID: map[string]confluence.Page{}, byTitle: map[string]confluence.Page{}, children: map[string][]confluence.Page{},
	}
	for page, err := range client.Pages(ctx, space) {
		if err != nil {
			return nil, fmt.Errorf("the pages of space %s cannot be listed: %w", space.Key, err)
		}
		standing.byID[page.ID] = page
		standing.byTitle[source.FoldTitle(page.Title)] = page
		standing.children[page.ParentID] = append(standing.children[page.ParentID], page)
	}
	standing.claimIntents()
	return standing, nil
}

// claimIntents makes the pages that a broken run created part of the manifest: those that stand where it meant to
// create them. Pages above come first, for the intents of those below them name them by their source.
func (s *Standing) claimIntents() {
	owners := s.Manifest.owners()
	for claimed := true; claimed; {
		claimed = false
		for source, intent := range s.Manifest.Intents {
			parentID := intent.Parent
			if above, published := s.Manifest.Pages[intent.Parent]; published {
				parentID = above.ID
			}
			page, stands := s.holder(intent.Title)
			if !stands || page.ParentID != parentID || owners[page.ID] != "" {
				continue
			}
			s.Manifest.adopt(source, Entry{ID: page.ID, Title: page.Title, Parent: page.ParentID, Docs: intent.Docs})
			owners[page.ID] = source
			claimed = true
		}
	}
}

func findParent(ctx context.Context, client *confluence.Client, space confluence.Space, ref string) (confluence.Page, error) {
	page, err := client.ParentPage(ctx, space, ref)
	if confluence.IsKind(err, confluence.NotFound) {
		return page, fmt.Errorf("%w: parent: %w", settings.ErrUsage, err)
	}
	return page, err
}

// holder gives the page of the space that holds a title.
func (s *Standing) holder(title string) (confluence.Page, bool) {
	page, held := s.byTitle[source.FoldTitle(title)]
	return page, held
}

// managed tells whether a page lies below the parent page.
func (s *Standing) managed(page confluence.Page) bool {
	for range len(s.byID) {
		if page.ParentID == s.Parent.ID {
			return true
		}
		above, known := s.byID[page.ParentID]
		if !known {
			return false
		}
		page = above
	}
	return false
}

// place names the pages above a page, for people.
func (s *Standing) place(page confluence.Page) string {
	var titles []string
	for range len(s.byID) {
		above, known := s.byID[page.ParentID]
		if !known {
			break
		}
		titles = append(titles, above.Title)
		page = above
	}
	if len(titles) == 0 {
		return "at the top of the space"
	}
	slices.Reverse(titles)
	return "below " + strings.Join(titles, " / ")
}

// YieldTitles gives other titles to the pages of the tree whose title a foreign page of the space holds.
func (s *Standing) YieldTitles(tree *source.Tree) {
	owners := s.Manifest.owners()
	heldByForeign := func(title string, by *source.Page) bool {
		holder, held := s.holder(title)
		return held && owners[holder.ID] == "" && !by.BoundTo(holder.ID)
	}
	taken := map[string]bool{}
	for page := range tree.All() {
		taken[source.FoldTitle(page.Title)] = true
	}
	for page := range tree.All() {
		if !heldByForeign(page.Title, page) {
			continue
		}
		for title := range page.OtherTitles() {
			if !taken[source.FoldTitle(title)] && !heldByForeign(title, page) {
				taken[source.FoldTitle(title)] = true
				page.Title, page.HasTitle = title, false
				break
			}
		}
	}
}
