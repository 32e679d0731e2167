package confluence_test

import (
	"testing"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// A desk is a client on one face of a sandbox of its own.
type desk struct {
	*testing.T
	face    face
	server  *sandbox.Server
	traffic *recorder
	client  *confluence.Client
	space   confluence.Space
}

// onEachFace runs a test once on each root there is.
func onEachFace(t *testing.T, test func(desk)) {
	t.Helper()
	t.Parallel()
	for _, f := range faces {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			test(newDesk(t, f))
		})
	}
}

func newDesk(t *testing.T, f face) desk {
	t.Helper()
	server := start(t)
	traffic := &recorder{to: server.Transport()}
	client := f.connect(t, server, traffic)
	space, err := client.Space(t.Context(), "DOCS")
	if err != nil {
		t.Fatal(err)
	}
	return desk{t, f, server, traffic, client, space}
}

// create makes a page below another one, below the home page for "".
func (d desk) create(parentID, title string) confluence.Page {
	d.Helper()
	if parentID == "" {
		parentID = d.space.HomepageID
	}
	p, err := d.client.CreatePage(d.Context(), confluence.NewPage{SpaceID: d.space.ID, SpaceKey: d.space.Key, ParentID: parentID, Title: title, Body: "<p>" + title + "</p>"})
	if err != nil {
		d.Fatal(err)
	}
	return p
}

// folder makes a folder, which no client of v1 can.
func (d desk) folder(parentID, title string) string {
	d.Helper()
	n := d.planted(parentID, title)
	n.Type, n.Body = store.FolderType, ""
	f, err := d.server.Store().CreatePage(n)
	if err != nil {
		d.Fatal(err)
	}
	return f.ID
}

// requests counts those made while something is done.
func (d desk) requests(do func()) []string {
	before := len(d.traffic.asked())
	do()
	return d.traffic.asked()[before:]
}

// planted is a page that comes into being without a request.
func (d desk) planted(parentID, title string) store.NewPage {
	return store.NewPage{SpaceID: d.space.ID, ParentID: parentID, Title: title, Body: "<p>x</p>", Editor: store.NewEditor, AuthorID: d.server.Store().Users()[0].AccountID}
}
