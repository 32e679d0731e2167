package publish

import (
	"context"
	"errors"
	"fmt"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/workflow"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/storage"
)

// site is the Confluence at hand, with the space and the page below which the documents appear.
type site struct {
	settings settings.Settings
	world    World
	notice   func(text string)
	client   *confluence.Client
	space    confluence.Space
	parent   confluence.Page
	waiting  apply.Waiting
	ahead    *ahead // nil: nothing was read ahead
}

// connect finds the way in, and for each tree its space and parent page. Those of one tree that are not there keep the others
// from nothing.
func (all trees) connect(ctx context.Context, s settings.Settings, world World, notice func(text string)) error {
	client, err := all.client(ctx, s, world)
	if err != nil {
		return err
	}
	for _, d := range all {
		d.at, err = place(ctx, client, d.settings, world, notice)
		if err != nil && !(len(all) > 1 && isOfTree(err)) {
			return inTree(d.settings, err)
		}
		d.fail(err, notice)
	}
	if len(all.published()) == 0 {
		return all.ended(nil)
	}
	return nil
}

// client finds the way in by the first space that is there.
func (all trees) client(ctx context.Context, s settings.Settings, world World) (client *confluence.Client, err error) {
	for _, d := range all {
		s.Space = d.settings.Space
		if client, err = Connect(ctx, s, world); !confluence.IsKind(err, confluence.NotFound) {
			break
		}
	}
	return client, err
}

// place finds the space and the parent page of a tree.
func place(ctx context.Context, client *confluence.Client, s settings.Settings, world World, notice func(text string)) (*site, error) {
	at := &site{settings: s, world: world, notice: notice, client: client}
	if s.Orphans == "archive" && !client.Can().Archives {
		return nil, fmt.Errorf("%w: orphans: Confluence Data Center cannot archive pages over its API: set orphans to keep or delete", settings.ErrUsage)
	}
	var err error
	if at.space, err = client.Space(ctx, s.Space); err != nil {
		return nil, err
	}
	at.parent, err = client.ParentPage(ctx, at.space, s.Parent)
	if confluence.IsKind(err, confluence.NotFound) {
		err = fmt.Errorf("%w: parent: %w", settings.ErrUsage, err)
	}
	return at, err
}

// isOfTree reports whether an error concerns one tree, so that others can be published.
func isOfTree(err error) bool {
	_, isTrouble := errors.AsType[*space.Trouble](err)
	return isTrouble || errors.Is(err, settings.ErrUsage) || confluence.NotAParent(err) != "" ||
		confluence.IsKind(err, confluence.NotFound) || confluence.IsKind(err, confluence.Forbidden)
}

// fail notes what keeps a tree from being published. One that is not to be published is only told of: links to it stay without
// an address.
func (d *docs) fail(err error, notice func(text string)) {
	if d.failed = err; err == nil {
		return
	}
	d.at = nil
	if d.settings.Aside {
		notice(fmt.Sprintf("links to documents of the tree %s are left out, for it cannot be read: %v", d.settings.Tree, err))
	}
}

// Connect finds the way into the Confluence that the settings name.
func Connect(ctx context.Context, s settings.Settings, world World) (*confluence.Client, error) {
	return confluence.Connect(ctx, target(s), clientOptions(s, world))
}

func clientOptions(s settings.Settings, world World) confluence.Options {
	patience := world.Patience
	if patience.Total == 0 {
		patience.Total = s.Patience
	}
	return confluence.Options{
		HTTP:                 world.Transport,
		Around:               world.around,
		Log:                  world.Host.Log,
		Timeout:              s.Timeout,
		MaxRequestsPerSecond: s.MaxRequestsPerSecond,
		AllowHTTP:            s.AllowHTTP,
		Redactor:             world.Host.Redactor(),
		SameBody:             storage.Equal,
		UserAgent:            world.UserAgent,
		Patience:             patience,
		Clock:                world.Clock,
	}
}

func target(s settings.Settings) confluence.Target {
	return confluence.Target{
		URL:        s.URL,
		CloudID:    s.CloudID,
		Credential: credential(s.Credential),
		APIRoot:    s.APIRoot,
		APIVersion: s.APIVersion,
		Space:      s.Space,
	}
}

// KeepSecrets keeps the secrets of the settings out of everything that the host shows, in every form in which they may
// come to be said.
func KeepSecrets(s settings.Settings, host workflow.Speaker) {
	credential(s.Credential).Hide(host.Redactor())
}

func credential(c settings.Credential) confluence.Credential {
	return confluence.Credential{User: c.User, Token: string(c.Token), ClientID: c.ClientID, ClientSecret: string(c.ClientSecret)}
}

// editor is the one that pages are made for.
func (at *site) editor() render.Editor {
	if at.client.Can().NewEditor {
		return render.CloudEditor
	}
	return render.LegacyEditor
}

// tell reports where requests went, and where the first tree that is published stands. Requests may have moved the client to
// another API root.
func (all trees) tell(told *report.Report) {
	for _, d := range all {
		if d.at != nil && !d.settings.Aside {
			route := d.at.client.Route()
			told.Reached(route.Root, route.String(), d.at.parent.WebURL)
			return
		}
	}
}
