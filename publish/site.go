package publish

import (
	"context"
	"fmt"
	"time"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/render"
)

// site is the Confluence at hand, with the space and the page below which the documents appear.
type site struct {
	settings     settings.Settings
	world        World
	notice       func(text string)
	client       *confluence.Client
	space        confluence.Space
	parent       confluence.Page
	parentRef    string          // what names the parent page: the setting parent, or the address in url; "" for the home page
	formerParent confluence.Page // that the setting former-parent names
	waiting      apply.Waiting
	ahead        *ahead // nil: nothing was read ahead
}

// ahead is the record as it was read while the documents were.
type ahead struct {
	properties []space.Property
	err        error
	began      time.Time
}

// place finds the space and the parent page of a tree, which may be those of others.
func place(ctx context.Context, client *confluence.Client, s settings.Settings, world World, notice func(text string), others ...*site) (*site, error) {
	at := &site{settings: s, world: world, notice: notice, client: client, parentRef: s.Parent}
	if s.Orphans == "archive" && !client.Can().Archives {
		return nil, fmt.Errorf("%w: orphans: Confluence Data Center cannot archive pages over its API: set orphans to keep or delete", settings.ErrUsage)
	}
	var err error
	if at.space, err = client.Space(ctx, s.Space); err != nil {
		return nil, err
	}
	if at.parent, err = at.parentPageOf(ctx, others); err == nil && s.FormerParent != "" {
		at.formerParent, err = at.parentPage(ctx, "former-parent", s.FormerParent)
	}
	return at, err
}

// parentPageOf returns the parent page, which is asked for once for all trees below it.
func (at *site) parentPageOf(ctx context.Context, others []*site) (confluence.Page, error) {
	for _, other := range others {
		if other.settings.Space == at.settings.Space && other.parentRef == at.parentRef {
			return other.parent, nil
		}
	}
	return at.parentPage(ctx, "parent", at.parentRef)
}

// parentPage returns the page that a setting names.
func (at *site) parentPage(ctx context.Context, setting, ref string) (confluence.Page, error) {
	page, err := at.client.ParentPage(ctx, at.space, ref)
	if confluence.IsKind(err, confluence.NotFound) {
		err = fmt.Errorf("%w: %s: %w", settings.ErrUsage, setting, err)
	}
	return page, err
}

// editor is the one that pages are made for.
func (at *site) editor() render.Editor {
	if at.client.Can().NewEditor {
		return render.CloudEditor
	}
	return render.LegacyEditor
}
