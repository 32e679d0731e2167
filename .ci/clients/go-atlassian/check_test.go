// Package check lets go-atlassian publish to a sandbox: each call's request is compared with the one that the sandbox
// has logged, and what comes back is asserted. It is a module of its own, so that the library does not become one of
// Pagewright's.
package check

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/ctreminiom/go-atlassian/v2/confluence"
	v2 "github.com/ctreminiom/go-atlassian/v2/confluence/v2"
	"github.com/ctreminiom/go-atlassian/v2/pkg/infra/models"
)

// sandbox is the one whose address and credentials stand in the environment.
type sandbox struct {
	*testing.T
	v1    *confluence.Client // through the gateway, with a token that has classic scopes
	v2    *v2.Client         // on the site
	calls int
}

func open(t *testing.T) *sandbox {
	t.Helper()
	s := &sandbox{T: t}
	var err error
	if s.v1, err = confluence.New(http.DefaultClient, os.Getenv("GATEWAY")); err != nil {
		t.Fatal(err)
	}
	if s.v2, err = v2.New(http.DefaultClient, os.Getenv("SANDBOX")); err != nil {
		t.Fatal(err)
	}
	s.v1.Auth.SetBasicAuth(os.Getenv("EMAIL"), os.Getenv("CLASSIC_TOKEN"))
	s.v2.Auth.SetBasicAuth(os.Getenv("EMAIL"), os.Getenv("TOKEN"))
	return s
}

// logged gives what the sandbox has logged since, without the gateway's prefix, as "GET /path?query 200".
func (s *sandbox) logged() string {
	s.Helper()
	var entries []struct {
		Method, URL string
		Status      int
	}
	response, err := http.Get(os.Getenv("SANDBOX") + "/_sandbox/requests")
	if err != nil {
		s.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&entries); err != nil {
		s.Fatal(err)
	}
	forget, _ := http.NewRequest(http.MethodDelete, os.Getenv("SANDBOX")+"/_sandbox/requests", nil)
	if _, err := http.DefaultClient.Do(forget); err != nil {
		s.Fatal(err)
	}
	gateway, _ := url.Parse(os.Getenv("GATEWAY"))
	var lines []string
	for _, e := range entries {
		line, _ := url.QueryUnescape(strings.TrimPrefix(e.URL, gateway.Path))
		lines = append(lines, fmt.Sprintf("%s %s %d", e.Method, line, e.Status))
	}
	return strings.Join(lines, "\n")
}

// works wants a call to have made this request, and to have no error.
func works[V any](s *sandbox, request string) func(V, *models.ResponseScheme, error) V {
	return func(value V, _ *models.ResponseScheme, err error) V {
		s.Helper()
		s.calls++
		if got := s.logged(); err != nil || got != request {
			s.Fatalf("%s\nwas\n%s: %v", request, got, err)
		}
		return value
	}
}

// done is works for calls that give no value.
func (s *sandbox) done(request string) func(*models.ResponseScheme, error) {
	return func(response *models.ResponseScheme, err error) {
		s.Helper()
		works[any](s, request)(nil, response, err)
	}
}

// refused wants a call to have made this request, and to be refused with a text.
func refused[V any](s *sandbox, request, text string, as error) func(V, *models.ResponseScheme, error) {
	return func(_ V, response *models.ResponseScheme, err error) {
		s.Helper()
		s.calls++
		if got := s.logged(); got != request || !errors.Is(err, as) || !strings.Contains(response.Bytes.String(), text) {
			s.Fatalf("%s\nwas\n%s: %v", request, got, err)
		}
	}
}

func (s *sandbox) equal(what string, got, want any) {
	s.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		s.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func number(s *sandbox, id string) int {
	s.Helper()
	n, err := strconv.Atoi(id)
	if err != nil {
		s.Fatal(err)
	}
	return n
}

func TestPagesOfV2(t *testing.T) {
	s := open(t)
	s.logged()
	ctx := t.Context()
	spaces := works[*models.SpaceChunkV2Scheme](s, "GET /wiki/api/v2/spaces?keys=DOCS&limit=10 200")(
		s.v2.Space.Bulk(ctx, &models.GetSpacesOptionSchemeV2{Keys: []string{"DOCS"}}, "", 10))
	space := spaces.Results[0]
	s.equal("space", space.Name, "Documentation")
	body := func(text string) *models.PageBodyRepresentationScheme {
		return &models.PageBodyRepresentationScheme{Representation: "storage", Value: text}
	}
	page := works[*models.PageScheme](s, "POST /wiki/api/v2/pages 200")(
		s.v2.Page.Create(ctx, &models.PageCreatePayloadScheme{SpaceID: space.ID, Status: "current", Title: "Guide", Body: body("<p>first</p>")}))
	s.equal("parent", page.ParentID, space.HomepageID)
	id := number(s, page.ID)
	path := "/wiki/api/v2/pages/" + page.ID
	refused[*models.PageScheme](s, "POST /wiki/api/v2/pages 400", "A page with this title already exists", models.ErrBadRequest)(
		s.v2.Page.Create(ctx, &models.PageCreatePayloadScheme{SpaceID: space.ID, Status: "current", Title: "guide"}))
	next := &models.PageUpdatePayloadScheme{
		ID: page.ID, Status: "current", Title: "Guide", Body: body("<p>second</p>"), Version: &models.PageUpdatePayloadVersionScheme{Number: 2, Message: "a change"},
	}
	updated := works[*models.PageScheme](s, "PUT "+path+" 200")(s.v2.Page.Update(ctx, id, next))
	s.equal("version", updated.Version.Number, 2)
	refused[*models.PageScheme](s, "PUT "+path+" 409", "Current Version: [2]. Provided version: [2]", models.ErrInvalidStatusCode)(s.v2.Page.Update(ctx, id, next))
	read := works[*models.PageScheme](s, "GET "+path+"?body-format=storage 200")(s.v2.Page.Get(ctx, id, "storage", false, 0))
	s.equal("message", read.Version.Message, "a change")
	s.equal("body", strings.Contains(read.Body.Storage.Value, ">second<"), true)
	child := works[*models.PageScheme](s, "POST /wiki/api/v2/pages 200")(
		s.v2.Page.Create(ctx, &models.PageCreatePayloadScheme{SpaceID: space.ID, Status: "current", Title: "Chapter", ParentID: page.ID}))
	below := works[*models.ChildPageChunkScheme](s, "GET "+path+"/children?limit=5 200")(s.v2.Page.GetsByParent(ctx, id, "", 5))
	s.equal("child", below.Results[0].ID, child.ID)
	first := works[*models.PageChunkScheme](s, "GET /wiki/api/v2/spaces/"+space.ID+"/pages?limit=2 200")(s.v2.Page.GetsBySpace(ctx, number(s, space.ID), "", 2))
	s.equal("pages", len(first.Results), 2)
	link, err := url.Parse(first.Links.Next)
	if err != nil {
		t.Fatal(err)
	}
	cursor := link.Query().Get("cursor")
	rest := works[*models.PageChunkScheme](s, "GET /wiki/api/v2/spaces/"+space.ID+"/pages?cursor="+cursor+"&limit=2 200")(
		s.v2.Page.GetsBySpace(ctx, number(s, space.ID), cursor, 2))
	s.equal("the rest", rest.Results[0].Title, "Chapter")
	s.done("DELETE " + path + " 204")(s.v2.Page.Delete(ctx, id))
	refused[*models.PageScheme](s, "GET /wiki/api/v2/pages/1? 404", "Cannot find a page with id [1]", models.ErrNotFound)(s.v2.Page.Get(ctx, 1, "", false, 0))
	fmt.Printf("go-atlassian, v2: %d calls did and got what they should.\n", s.calls)
}

func TestContentOfV1ThroughTheGateway(t *testing.T) {
	s := open(t)
	s.logged()
	ctx := t.Context()
	storage := func(text string) *models.BodyScheme {
		return &models.BodyScheme{Storage: &models.BodyNodeScheme{Value: text, Representation: "storage"}}
	}
	space := works[*models.SpaceScheme](s, "GET /wiki/rest/api/space/DOCS?expand=homepage 200")(s.v1.Space.Get(ctx, "DOCS", []string{"homepage"}))
	s.equal("space", space.Name, "Documentation")
	page := works[*models.ContentScheme](s, "POST /wiki/rest/api/content 200")(s.v1.Content.Create(ctx, &models.ContentScheme{
		Type: "page", Title: "Manual", Space: &models.SpaceScheme{Key: "DOCS"}, Body: storage("<p>first</p>"), Version: &models.ContentVersionScheme{Number: 1, Message: "made"},
	}))
	path := "/wiki/rest/api/content/" + page.ID
	s.equal("version", page.Version.Number, 1)
	next := &models.ContentScheme{
		ID: page.ID, Type: "page", Title: "Manual", Status: "current", Body: storage("<p>second</p>"), Version: &models.ContentVersionScheme{Number: 2, Message: "a change"},
	}
	works[*models.ContentScheme](s, "PUT "+path+" 200")(s.v1.Content.Update(ctx, page.ID, next))
	refused[*models.ContentScheme](s, "PUT "+path+" 409", "Version must be incremented on update. Current version is: 2", models.ErrInvalidStatusCode)(s.v1.Content.Update(ctx, page.ID, next))
	read := works[*models.ContentScheme](s, "GET "+path+"?expand=body.storage,version&version=0 200")(s.v1.Content.Get(ctx, page.ID, []string{"body.storage", "version"}, 0))
	s.equal("message", read.Version.Message, "a change")
	s.equal("body", strings.Contains(read.Body.Storage.Value, ">second<"), true)
	found := works[*models.ContentPageScheme](s, "GET /wiki/rest/api/content?limit=5&spaceKey=DOCS&start=0&title=Manual 200")(
		s.v1.Content.Gets(ctx, &models.GetContentOptionsScheme{SpaceKey: "DOCS", Title: "Manual"}, 0, 5))
	s.equal("found", found.Results[0].ID, page.ID)
	hits := works[*models.ContentPageScheme](s, `GET /wiki/rest/api/content/search?cql=space = DOCS and title = "Manual"&limit=5 200`)(
		s.v1.Content.Search(ctx, `space = DOCS and title = "Manual"`, "", nil, "", 5))
	s.equal("hits", hits.Results[0].ID, page.ID)
	history := works[*models.ContentHistoryScheme](s, "GET "+path+"/history?expand=lastUpdated 200")(s.v1.Content.History(ctx, page.ID, []string{"lastUpdated"}))
	s.equal("last update", history.LastUpdated.Number, 2)
	versions := works[*models.ContentVersionPageScheme](s, "GET "+path+"/version?limit=5&start=0 200")(s.v1.Content.Version.Gets(ctx, page.ID, nil, 0, 5))
	s.equal("versions", len(versions.Results), 2)

	labels := works[*models.ContentLabelPageScheme](s, "POST "+path+"/label 200")(
		s.v1.Content.Label.Add(ctx, page.ID, []*models.ContentLabelPayloadScheme{{Prefix: "global", Name: "Docs"}}, false))
	s.equal("label", labels.Results[0].Name, "docs")
	works[*models.ContentLabelPageScheme](s, "GET "+path+"/label?limit=5&start=0 200")(s.v1.Content.Label.Gets(ctx, page.ID, "", 0, 5))
	s.done("DELETE " + path + "/label/docs 204")(s.v1.Content.Label.Remove(ctx, page.ID, "docs"))

	property := works[*models.ContentPropertyScheme](s, "POST "+path+"/property 200")(
		s.v1.Content.Property.Create(ctx, page.ID, &models.ContentPropertyPayloadScheme{Key: "source", Value: "a.md"}))
	s.equal("property", property.Value, "a.md")
	works[*models.ContentPropertyScheme](s, "GET "+path+"/property/source 200")(s.v1.Content.Property.Get(ctx, page.ID, "source"))
	works[*models.ContentPropertyPageScheme](s, "GET "+path+"/property?limit=5&start=0 200")(s.v1.Content.Property.Gets(ctx, page.ID, nil, 0, 5))
	s.done("DELETE " + path + "/property/source 204")(s.v1.Content.Property.Delete(ctx, page.ID, "source"))

	files := path + "/child/attachment"
	uploaded := works[*models.ContentPageScheme](s, "PUT "+files+" 200")(s.v1.Content.Attachment.CreateOrUpdate(ctx, page.ID, "", "a.txt", strings.NewReader("one")))
	works[*models.ContentPageScheme](s, "PUT "+files+" 200")(s.v1.Content.Attachment.CreateOrUpdate(ctx, page.ID, "", "a.txt", strings.NewReader("two!")))
	refused[*models.ContentPageScheme](s, "POST "+files+" 400", "Cannot add a new attachment with same file name", models.ErrBadRequest)(
		s.v1.Content.Attachment.Create(ctx, page.ID, "", "a.txt", strings.NewReader("three")))
	listed := works[*models.ContentPageScheme](s, "GET "+files+"?expand=version&limit=5&start=0 200")(
		s.v1.Content.Attachment.Gets(ctx, page.ID, 0, 5, &models.GetContentAttachmentsOptionsScheme{Expand: []string{"version"}}))
	s.equal("files", fmt.Sprint(len(listed.Results), listed.Results[0].ID == uploaded.Results[0].ID, listed.Results[0].Version.Number, listed.Results[0].Extensions.FileSize), "1 true 2 4")

	child := works[*models.ContentScheme](s, "POST /wiki/rest/api/content 200")(s.v1.Content.Create(ctx, &models.ContentScheme{
		Type: "page", Title: "Appendix", Space: &models.SpaceScheme{Key: "DOCS"}, Body: storage("<p>below</p>"),
	}))
	works[*models.ContentMoveScheme](s, "PUT /wiki/rest/api/content/"+child.ID+"/move/append/"+page.ID+" 200")(
		s.v1.Content.ChildrenDescendant.Move(ctx, child.ID, "append", page.ID))
	below := works[*models.ContentPageScheme](s, "GET "+path+"/child/page?limit=5&start=0 200")(s.v1.Content.ChildrenDescendant.ChildrenByType(ctx, page.ID, "page", 0, nil, 0, 5))
	s.equal("child", below.Results[0].Title, "Appendix")
	restrictions := works[*models.ContentRestrictionPageScheme](s, "GET "+path+"/restriction?limit=5&start=0 200")(s.v1.Content.Restriction.Gets(ctx, page.ID, nil, 0, 5))
	s.equal("restrictions", len(restrictions.Results), 2)
	works[*models.ContentArchiveResultScheme](s, "POST /wiki/rest/api/content/archive 202")(
		s.v1.Content.Archive(ctx, &models.ContentArchivePayloadScheme{Pages: []*models.ContentArchiveIDPayloadScheme{{ID: number(s, child.ID)}}}))
	s.done("DELETE " + path + " 204")(s.v1.Content.Delete(ctx, page.ID, ""))
	refused[*models.ContentScheme](s, "GET "+path+"?version=0 404", "No content found with id", models.ErrNotFound)(s.v1.Content.Get(ctx, page.ID, nil, 0))
	fmt.Printf("go-atlassian, v1: %d calls did and got what they should.\n", s.calls)
}
