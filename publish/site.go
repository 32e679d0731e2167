package publish

import (
	"context"
	"fmt"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
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
}

// connect finds the way in, the space and the parent page.
func connect(ctx context.Context, s settings.Settings, world World, notice func(text string)) (*site, error) {
	client, err := Connect(ctx, s, world)
	if err != nil {
		return nil, err
	}
	at := &site{settings: s, world: world, notice: notice, client: client}
	if at.space, err = client.Space(ctx, s.Space); err != nil {
		return nil, err
	}
	at.parent, err = client.ParentPage(ctx, at.space, s.Parent)
	if confluence.IsKind(err, confluence.NotFound) {
		err = fmt.Errorf("%w: parent: %w", settings.ErrUsage, err)
	}
	return at, err
}

// Connect finds the way into the Confluence that the settings name.
func Connect(ctx context.Context, s settings.Settings, world World) (*confluence.Client, error) {
	client, err := confluence.Connect(ctx, target(s), clientOptions(s, world))
	if err != nil {
		return nil, err
	}
	if s.Orphans == "archive" && !client.Can().Archives {
		return nil, fmt.Errorf("%w: orphans: Confluence Data Center cannot archive pages over its API: set orphans to keep or delete", settings.ErrUsage)
	}
	return client, nil
}

func clientOptions(s settings.Settings, world World) confluence.Options {
	patience := world.Patience
	if patience.Total == 0 {
		patience.Total = s.Patience
	}
	return confluence.Options{
		HTTP:                 world.Transport,
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

// tell reports where requests went. Requests may have moved the client to another API root.
func (at *site) tell(told *report.Report) {
	route := at.client.Route()
	told.Reached(route.Root, route.String(), at.parent.WebURL)
}
