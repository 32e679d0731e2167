// Package sandbox is an embedded Confluence: one store behind the faces of a Cloud site, of Atlassian's gateway and of a
// Data Center, for tests and previews without an account. It is built from Atlassian's API documents and from what users
// have logged of the real ones, not from any client; docs/sandbox.md names the source of each manner.
package sandbox

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/browser"
	"github.com/pagewright/pagewright/publish/sandbox/rest"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// The one site of every sandbox.
const (
	cloudID  = "5a4d9b1c-0f3e-4c2a-9d68-7e1b2c3d4e5f"
	siteName = "example.atlassian.net"
)

// Options of a sandbox. The zero value works.
type Options struct {
	Listen        string          // of Start: address to listen on; default "127.0.0.1:0", a free port of this machine only
	AllowHosts    []string        // of Start: names in addresses to answer to, besides localhost and the addresses listened on; "*.example.com": all below
	Seed          io.Reader       // spaces and pages to start with, see State; default: the spaces DOCS, TEAM and HR
	From          *store.Snapshot // what to start with instead of a seed: the content of another sandbox at some time
	Faults        bool            // open the control endpoint below /_sandbox/, by which clients can ask for faults
	SearchLag     time.Duration   // how long search does not see a write
	Behavior      store.Behavior  // ways that differ from site to site
	Unruly        uint64          // the seed of a mix of all faults and behavior, see Faults.SetUnruly; 0: none
	Latency       time.Duration   // every answer waits so long, and up to half as long again
	V1ContentGone bool            // the v1 operations that have left Atlassian's document answer 410
	Now           func() time.Time
	Problems      func(pageID string) []browser.Problem // shown beside a page in a browser
	Middleware    func(http.Handler) http.Handler       // around the REST faces: sees every request and every answer
	Log           func(text string)                     // hears once of each operation that a client misses; default: standard error
}

// Server is a sandbox.
type Server struct {
	origin      string       // the address to open, without a path
	listener    net.Listener // nil: it does not listen
	hosts       *hosts       // nil: it does not listen
	controlled  bool         // the control endpoint is open
	http        *http.Server
	transport   http.RoundTripper
	handler     http.Handler
	store       *store.Store
	api         *rest.API
	credentials *rest.Credentials
	browser     *browser.Handler
	problems    func(pageID string) []browser.Problem
	faults      *Faults
	hooks       hooks
	log         requestLog // kept with the control endpoint only
	unruly      uint64
	underWay    underWay
	closing     chan struct{}
	close       sync.Once
}

// New returns a sandbox that does not listen: only its Transport reaches it, within this process. It is much quicker than
// one that listens.
func New(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = func(text string) { fmt.Fprintln(os.Stderr, text) }
	}
	options := store.Options{Now: o.Now, SearchLag: o.SearchLag}
	if o.Unruly != 0 {
		options.Random = rand.NewChaCha8([32]byte(binary.LittleEndian.AppendUint64(make([]byte, 24), o.Unruly)))
	}
	content := store.New(options)
	if o.From != nil {
		content.Restore(o.From)
	} else if err := seed(content, o.Seed); err != nil {
		return nil, err
	}
	content.SetBehavior(o.Behavior)
	s := &Server{
		origin:      "http://localhost",
		controlled:  o.Faults,
		store:       content,
		credentials: rest.NewCredentials(seededCredentials(), passwords),
		browser:     browser.New(content, browser.Options{Problems: o.Problems, Live: true}),
		problems:    o.Problems,
		closing:     make(chan struct{}),
		hooks:       hooks{turn: make(chan struct{}, 1)},
	}
	s.api = rest.New(rest.Options{Store: content, CloudID: cloudID, SiteName: siteName, Now: o.Now, Log: o.Log}, s.credentials)
	s.api.SetV1ContentGone(o.V1ContentGone)
	s.faults = newFaults(o.Now, s.credentials, s.api, &s.underWay)
	s.faults.SetLatency(o.Latency, o.Latency/2)
	if s.unruly = o.Unruly; o.Unruly != 0 {
		s.faults.SetUnruly(o.Unruly)
	}
	s.handler = s.routes(o)
	s.transport = &inProcess{handler: s.handler, underWay: &s.underWay, closing: s.closing}
	return s, nil
}

// Start returns a sandbox that listens and serves until Close.
func Start(o Options) (*Server, error) {
	s, err := New(o)
	if err != nil {
		return nil, err
	}
	if o.Listen == "" {
		o.Listen = "127.0.0.1:0"
	}
	s.listener, err = new(net.ListenConfig).Listen(context.Background(), "tcp", o.Listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use by another program: stop it, or listen on another port", o.Listen)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", o.Listen, err)
	}
	hosts, err := newHosts(s.listener.Addr().(*net.TCPAddr).AddrPort(), append(nameIn(o.Listen), o.AllowHosts...))
	if err != nil {
		_ = s.listener.Close()
		return nil, err
	}
	s.hosts, s.origin = hosts, originOf(hosts.listens, hosts.addresses())
	s.transport = newOverTCP(s.listener.Addr().String(), hosts.pass)
	s.http = &http.Server{Handler: hosts.around(ownPagesOnly(s.handler)), ReadHeaderTimeout: 30 * time.Second}
	go func() { _ = s.http.Serve(s.listener) }()
	return s, nil
}

func (s *Server) routes(o Options) http.Handler {
	faces := s.faults.inside(s.api)
	if o.Middleware != nil {
		faces = o.Middleware(faces)
	}
	faces = s.hooks.around(s.faults.outside(faces), s.closing)
	var control http.Handler // nil: there is none
	if o.Faults {
		control = writesInJSON(s.control())
		faces = s.log.around(faces)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, onDataCenter := rest.DataCenterPage(r)
		switch {
		case control != nil && strings.HasPrefix(r.URL.Path, "/_sandbox/"):
			control.ServeHTTP(w, r)
		case rest.IsREST(r):
			w.Header().Set("Date", o.Now().UTC().Format(http.TimeFormat)) // a server's clock is known from it
			s.underWay.begin()
			defer s.underWay.end()
			faces.ServeHTTP(w, r)
		case r.URL.Path == "/":
			http.Redirect(w, r, "/wiki/", http.StatusFound)
		case onDataCenter: // the pages are shown in one place
			http.Redirect(w, r, "/wiki"+page, http.StatusFound)
		default:
			s.browser.ServeHTTP(w, r)
		}
	})
}

// lastRequests is how long Close lets the requests under way end.
const lastRequests = 3 * time.Second

// Close lets the requests under way end, for at most a few seconds, and answers no more. Requests that wait for their
// client to give up end at once.
func (s *Server) Close() error {
	s.close.Do(func() { close(s.closing) })
	s.browser.Close()
	ctx, cancel := context.WithTimeout(context.Background(), lastRequests)
	defer cancel()
	if s.listener == nil {
		return s.underWay.wait(ctx)
	}
	if t, ok := s.transport.(*overTCP); ok {
		t.CloseIdleConnections()
	}
	if err := s.http.Shutdown(ctx); err != nil {
		return s.http.Close()
	}
	return nil
}

// Wait lasts until no request is under way. A client that was cancelled does not wait for its requests, so that a test
// must before it looks at what they have left. It must not be called by a hook.
func (s *Server) Wait(ctx context.Context) error { return s.underWay.wait(ctx) }

// Site is the address of the Cloud site: REST requests go below it, and people open it.
func (s *Server) Site() string { return s.origin + "/wiki" }

// Gateway is the address of Atlassian's API gateway with the site's cloud id.
func (s *Server) Gateway() string { return s.origin + "/ex/confluence/" + cloudID }

// DataCenter is the address of the Data Center, with its context path.
func (s *Server) DataCenter() string { return s.origin + "/confluence" }

// CloudID is the site's cloud id.
func (s *Server) CloudID() string { return cloudID }

// Browse is the address to open in a browser.
func (s *Server) Browse() string { return s.Site() + "/" }

// PageURL is where a page is shown in a browser.
func (s *Server) PageURL(id string) string { return s.Site() + "/pages/viewpage.action?pageId=" + id }

// Store is the content, for assertions and changes; its Snapshot and Restore let tests begin again from the same state.
func (s *Server) Store() *store.Store { return s.store }

// Reload lets open browser pages show what is there now.
func (s *Server) Reload() { s.browser.Reload() }

// Faults are what can go wrong on demand.
func (s *Server) Faults() *Faults { return s.faults }
