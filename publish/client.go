package publish

import (
	"context"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
	"github.com/pagewright/pagewright/render/storage"
)

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
		Log:                  world.log(),
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
