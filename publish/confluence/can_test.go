package confluence

import (
	"testing"
)

func TestCapabilities(t *testing.T) {
	t.Parallel()
	_, site := onSite(t)
	_, gateway := onGateway(t)
	_, dataCenter := onDataCenter(t)
	for name, tt := range map[string]struct {
		client *Client
		want   Capabilities
	}{
		"v2":          {site, Capabilities{Archives: true, Orders: true, RetitlesAlone: true, MovesAlone: true, ReadsByID: true, ListsFolders: true, FoldersHaveProperties: true, DropsEarlyAnchors: true, NewEditor: true}},
		"v1":          {gateway, Capabilities{Archives: true, Orders: true, MovesAlone: true, ShowsLabelsAndFiles: true, MinorEdits: true, DropsEarlyAnchors: true, NewEditor: true}},
		"Data Center": {dataCenter, Capabilities{Orders: true, OrdersByPosition: true, MovesAlone: true, ReadsByID: true, ListsFolders: true, ShowsLabelsAndFiles: true, MinorEdits: true}},
	} {
		if got := tt.client.Can(); got != tt.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
