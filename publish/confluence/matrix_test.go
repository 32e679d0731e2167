package confluence_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

// The matrix: every way in which somebody may write down an address, with every
// credential there is, before and after the v1 content API is switched off. Each
// cell either works without a further setting, or ends with one error for exit
// code 3.

type hostClass string

const (
	site       hostClass = "site"
	gateway    hostClass = "gateway"
	customRoot hostClass = "custom domain"
	customWiki hostClass = "custom domain with /wiki"
	dataCenter hostClass = "Data Center"
)

const gatewayHost = "https://api.atlassian.com/ex/confluence/"

func addresses(cloudID string) map[string]hostClass {
	return map[string]hostClass{
		"https://example.atlassian.net":                                 site,
		"https://example.atlassian.net/":                                site,
		"https://example.atlassian.net/wiki":                            site,
		"https://example.atlassian.net/wiki/home":                       site,
		"https://example.atlassian.net/wiki/rest/api/":                  site,
		"https://example.atlassian.net/wiki/api/v2":                     site,
		"https://example.atlassian.net/wiki/spaces/DOCS/pages/123/Page": site,
		"HTTPS://EXAMPLE.ATLASSIAN.NET/wiki/":                           site,
		"https://example.atlassian.net:443/wiki":                        site,

		gatewayHost + cloudID:                                    gateway,
		gatewayHost + cloudID + "/":                              gateway,
		gatewayHost + cloudID + "/wiki":                          gateway,
		gatewayHost + cloudID + "/wiki/rest/api":                 gateway,
		gatewayHost + cloudID + "/rest/api":                      gateway,
		gatewayHost + cloudID + "/api/v2/":                       gateway,
		"HTTPS://API.ATLASSIAN.COM/ex/confluence/" + cloudID:     gateway,
		"https://api.atlassian.com:443/ex/confluence/" + cloudID: gateway,

		"https://wiki.example.com":                                 customRoot,
		"https://WIKI.example.com/":                                customRoot,
		"https://wiki.example.com/wiki":                            customWiki,
		"https://wiki.example.com/wiki/home":                       customWiki,
		"https://wiki.example.com/wiki/spaces/DOCS/pages/123/Page": customWiki,
		"https://wiki.example.com:443/wiki/rest/api":               customWiki,

		"https://confluence.example.com":                                             dataCenter,
		"https://confluence.example.com/":                                            dataCenter,
		"https://confluence.example.com/rest/api":                                    dataCenter,
		"https://confluence.example.com/display/DOCS/Page":                           dataCenter,
		"https://confluence.example.com/pages/viewpage.action?pageId=123":            dataCenter,
		"https://confluence.example.com/confluence":                                  dataCenter,
		"https://confluence.example.com/confluence/rest/api/latest/":                 dataCenter,
		"https://confluence.example.com/confluence/pages/viewpage.action?pageId=123": dataCenter,
		"https://CONFLUENCE.example.com/confluence/":                                 dataCenter,
		"https://confluence.example.com:8443/confluence":                             dataCenter,
	}
}

// What a credential is good for.
type ability string

const (
	everything ability = "whatever the account may do"
	classic    ability = "classic scopes"
	granular   ability = "granular scopes, through Basic"
	oauth      ability = "granular scopes, through client credentials"
	access     ability = "classic scopes, through an access token"
	onServer   ability = "Data Center"
	nothing    ability = "nothing"
	bearerless ability = "nothing, as a token alone"
	password   ability = "nothing, as an account's password"
	absent     ability = "nothing, as it is not there"
)

type holder struct {
	credential confluence.Credential
	able       ability
}

func holders(t *testing.T, s *sandbox.Server) map[string]holder {
	seeded := map[string]confluence.Credential{}
	for _, c := range s.Credentials() {
		seeded[c.Name] = confluence.Credential{User: c.User, Token: c.Token, ClientID: c.ClientID, ClientSecret: c.ClientSecret}
	}
	of := func(name string) confluence.Credential {
		c, ok := seeded[name]
		if !ok {
			t.Fatalf("the sandbox has no credential %q", name)
		}
		return c
	}
	return map[string]holder{
		"unscoped token":            {of("unscoped"), everything},
		"classic-scoped token":      {of("classic-scoped"), classic},
		"granular-scoped token":     {of("granular-scoped"), granular},
		"mixed token":               {of("mixed"), granular},
		"service-account token":     {of("service-account"), granular},
		"OAuth client credentials":  {of("client-credentials"), oauth},
		"OAuth access token":        {of("oauth"), access},
		"Data Center access token":  {of("dc-pat"), onServer},
		"Data Center password":      {of("dc-password"), onServer},
		"token without e-mail":      {confluence.Credential{Token: of("unscoped").Token}, bearerless},
		"e-mail with password":      {confluence.Credential{User: of("unscoped").User, Token: "robins-password"}, password},
		"revoked token":             {of("revoked"), nothing},
		"revoked Data Center token": {of("dc-revoked"), bearerless},
		"nothing":                   {confluence.Credential{}, absent},
	}
}

// An outcome is what a cell is expected to come to.
type outcome struct {
	kind     confluence.HostKind
	version  string          // after the preflight; "" if there is no way in
	refusal  confluence.Kind // where there is no way in
	requests int             // for Connect
}

func expected(class hostClass, h holder, v1Alive bool, dcToken bool) outcome {
	refused := func(k confluence.Kind, requests int) outcome { return outcome{refusal: k, requests: requests} }
	if h.able == absent {
		return refused(confluence.BadCredential, 0)
	}
	if class == dataCenter {
		switch h.able {
		case onServer:
			return outcome{kind: confluence.DataCenter, version: confluence.V1, requests: 1}
		case oauth: // token, sites, and whether the host is a site after all
			return refused(confluence.BadCredential, 3)
		}
		return refused(confluence.BadCredential, 1)
	}

	// How many requests it takes to learn that the gateway is to be asked.
	before := map[hostClass]int{site: 2, gateway: 0, customRoot: 3, customWiki: 2}[class]
	switch {
	case h.able == oauth:
		before = map[hostClass]int{site: 2, gateway: 1, customRoot: 3, customWiki: 3}[class]
	case h.able == access || h.able == bearerless || dcToken:
		before = map[hostClass]int{site: 1, gateway: 0, customRoot: 2, customWiki: 2}[class]
	}
	second := 0 // the other root is asked as well
	if !v1Alive {
		second = 1
	}

	switch h.able {
	case everything:
		if class == gateway {
			return outcome{kind: confluence.Gateway, version: map[bool]string{true: confluence.V1, false: confluence.V2}[v1Alive], requests: 1 + second}
		}
		return outcome{kind: confluence.CloudSite, version: confluence.V2, requests: map[hostClass]int{site: 1, customRoot: 3, customWiki: 2 + second}[class]}
	case classic, access:
		if !v1Alive {
			return refused(confluence.Scope, before+2)
		}
		return outcome{kind: confluence.Gateway, version: confluence.V1, requests: before + 1}
	case granular, oauth:
		return outcome{kind: confluence.Gateway, version: confluence.V2, requests: before + 1 + second}
	case bearerless:
		return refused(confluence.BadCredential, before+1)
	case password:
		return refused(confluence.BadCredential, map[hostClass]int{site: 1, gateway: 1, customRoot: 3, customWiki: 3}[class])
	}
	if dcToken {
		return refused(confluence.BadCredential, before+1)
	}
	// Not recognised: v2 and v1 of the site say so, each in its way.
	return refused(confluence.BadCredential, map[hostClass]int{site: 2, gateway: 1, customRoot: 4, customWiki: 3}[class])
}

var wanted = []confluence.Operation{
	confluence.ListPages, confluence.CreatePage, confluence.UpdatePage, confluence.UploadAttachment,
	confluence.AddLabels, confluence.ReadProperty, confluence.CreateProperty, confluence.UpdateProperty,
}

// With -short it tries an eighth of the cells, any.
func TestMatrixOfAddressesAndCredentials(t *testing.T) {
	t.Parallel()
	var cells, ways int
	var count sync.Mutex
	t.Run("cells", func(t *testing.T) {
		for _, v1Alive := range []bool{true, false} {
			server, err := sandbox.Start(sandbox.Options{V1ContentGone: !v1Alive, Middleware: conformance.Check(t)})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = server.Close() })
			for address, class := range addresses(server.CloudID()) {
				for name, h := range holders(t, server) {
					if testing.Short() && rand.IntN(8) > 0 {
						continue
					}
					dcToken := name == "Data Center access token"
					want := expected(class, h, v1Alive, dcToken)
					t.Run(fmt.Sprintf("%s with %s, v1 alive %v", address, name, v1Alive), func(t *testing.T) {
						t.Parallel()
						tryCell(t, server, address, h.credential, want)
						count.Lock()
						defer count.Unlock()
						cells++
						if want.version != "" {
							ways++
						}
					})
				}
			}
		}
	})
	t.Logf("%d cells, %d of them with a way in", cells, ways)
}

func tryCell(t *testing.T, server *sandbox.Server, address string, credential confluence.Credential, want outcome) {
	traffic := &recorder{to: server.Transport()}
	client, err := confluence.Connect(t.Context(), confluence.Target{URL: address, Credential: credential, Space: "DOCS"}, confluence.Options{HTTP: traffic})
	if asked := traffic.asked(); len(asked) != want.requests || len(asked) > 6 {
		t.Errorf("%d requests, want %d:\n%s", len(asked), want.requests, strings.Join(asked, "\n"))
	}
	if write := slices.IndexFunc(traffic.asked(), isWrite); write >= 0 {
		t.Errorf("Connect wrote: %s", traffic.asked()[write])
	}
	if want.version == "" {
		expectNoWayIn(t, err, want.refusal)
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Preflight(t.Context(), wanted); err != nil {
		t.Fatal(err)
	}
	if route := client.Route(); route.Kind != want.kind || route.Version != want.version || strings.Contains(route.Site, "/ex/confluence/") || route.Site == "" {
		t.Errorf("route %+v, want %v with %s", route, want.kind, want.version)
	}
	publish(t, client)
}

func expectNoWayIn(t *testing.T, err error, kind confluence.Kind) {
	t.Helper()
	var e *confluence.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v", err)
	}
	if e.Kind != kind || !e.NoWayIn() || len(e.Error()) > 4096 || !strings.Contains(e.Error(), "What to do:") {
		t.Errorf("%s, want %d:\n%v", e.Title(), kind, e)
	}
}

var titles atomic.Int32 // upper and lower case are the same in titles, so that names of cells would not do

// publish does what a run does: a page, its next version, a file, labels, a
// property.
func publish(t *testing.T, client *confluence.Client) {
	t.Helper()
	ctx := t.Context()
	space, err := client.Space(ctx, "DOCS")
	if err != nil {
		t.Fatal(err)
	}
	page, err := client.CreatePage(ctx, confluence.NewPage{SpaceID: space.ID, SpaceKey: space.Key, ParentID: space.HomepageID, Title: fmt.Sprint("Page ", titles.Add(1)), Body: "<p>one</p>"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(page.WebURL, client.Route().Site) || page.ParentID != space.HomepageID {
		t.Errorf("page %+v", page)
	}
	page, err = client.UpdatePage(ctx, confluence.PageUpdate{ID: page.ID, Title: page.Title, Body: "<p>two</p>", Version: page.Version.Number + 1})
	if err != nil || page.Version.Number != 2 {
		t.Errorf("%+v %v", page, err)
	}
	if _, err := client.AttachFiles(ctx, page.ID, []confluence.Upload{{Name: "plän.txt", Content: []byte("x"), Comment: "größe"}}); err != nil {
		t.Error(err)
	}
	if err := client.AddLabels(ctx, page.ID, []string{"Handbook"}); err != nil {
		t.Error(err)
	}
	if labels, err := client.Labels(ctx, page.ID); err != nil || !slices.Equal(labels, []string{"handbook"}) {
		t.Errorf("labels %v %v", labels, err)
	}
	p, err := client.CreateProperty(ctx, page.ID, "pagewright", json.RawMessage(`1`))
	if err != nil {
		t.Error(err)
	}
	p.Value, p.Version = json.RawMessage(`2`), 2
	if _, err := client.UpdateProperty(ctx, page.ID, p); err != nil {
		t.Error(err)
	}
	files, err := client.Attachments(ctx, page.ID)
	if err != nil || len(files) != 1 || files[0].Title != "plän.txt" || files[0].Comment != "größe" {
		t.Errorf("files %+v %v", files, err)
	}
}

// A recorder sees all requests on their way.
type recorder struct {
	to     http.RoundTripper
	before func() // each request; may be nil

	mu   sync.Mutex
	seen []string
}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	r.mu.Lock()
	r.seen = append(r.seen, req.Method+" "+req.URL.String())
	if r.before != nil {
		r.before()
	}
	r.mu.Unlock()
	return r.to.RoundTrip(req)
}

func (r *recorder) asked() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.seen)
}

func isWrite(request string) bool {
	return !strings.HasPrefix(request, "GET ") && !strings.HasSuffix(request, "/oauth/token")
}
