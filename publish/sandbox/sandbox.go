// Package sandbox is an embedded Confluence: one store behind the faces of a Cloud site, of Atlassian's gateway and of a
// Data Center, for tests and previews without an account. It is built from Atlassian's API documents and from what users
// have logged of the real ones, not from any client; docs/sandbox.md names the source of each manner.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
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
	Listen        string        // address to listen on; default "127.0.0.1:0", a free port of this machine only
	Seed          io.Reader     // spaces and pages to start with, see State; default: the spaces DOCS, TEAM and HR
	Faults        bool          // open the control endpoint below /_sandbox/, by which clients can ask for faults
	SearchLag     time.Duration // how long search does not see a write
	Latency       time.Duration // every answer waits so long, and up to half as long again
	V1ContentGone bool          // the v1 operations that have left Atlassian's document answer 410
	Now           func() time.Time
	Problems      func(pageID string) []browser.Problem // shown beside a page in a browser
	Middleware    func(http.Handler) http.Handler       // around the REST faces: sees every request and every answer
	Log           func(text string)                     // hears once of each operation that a client misses; default: standard error
}

// Server is a sandbox that listens.
type Server struct {
	listener    net.Listener
	http        *http.Server
	transport   *transport
	store       *store.Store
	api         *rest.API
	credentials *rest.Credentials
	browser     *browser.Handler
	faults      *Faults
}

// Start listens and serves until Close.
func Start(o Options) (*Server, error) {
	if o.Listen == "" {
		o.Listen = "127.0.0.1:0"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = func(text string) { fmt.Fprintln(os.Stderr, text) }
	}
	content := store.New(store.Options{Now: o.Now, SearchLag: o.SearchLag})
	if err := seed(content, o.Seed); err != nil {
		return nil, err
	}
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", o.Listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use by another program: stop it, or listen on another port", o.Listen)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", o.Listen, err)
	}
	s := &Server{
		listener:    listener,
		transport:   newTransport(listener.Addr().String()),
		store:       content,
		credentials: rest.NewCredentials(seededCredentials(), passwords),
		browser:     browser.New(content, browser.Options{Problems: o.Problems, Live: true}),
	}
	s.api = rest.New(rest.Options{Store: content, CloudID: cloudID, SiteName: siteName, Now: o.Now, Log: o.Log}, s.credentials)
	s.api.SetV1ContentGone(o.V1ContentGone)
	s.faults = newFaults(o.Now, s.credentials, s.api)
	s.faults.SetLatency(o.Latency, o.Latency/2)
	s.http = &http.Server{Handler: s.handler(o), ReadHeaderTimeout: 30 * time.Second}
	go func() { _ = s.http.Serve(listener) }()
	return s, nil
}

func (s *Server) handler(o Options) http.Handler {
	faces := s.faults.around(s.api)
	if o.Middleware != nil {
		faces = o.Middleware(faces)
	}
	control := s.control()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case o.Faults && strings.HasPrefix(r.URL.Path, "/_sandbox/"):
			control.ServeHTTP(w, r)
		case rest.IsREST(r):
			faces.ServeHTTP(w, r)
		case r.URL.Path == "/":
			http.Redirect(w, r, "/wiki/", http.StatusFound)
		default:
			s.browser.ServeHTTP(w, r)
		}
	})
}

// Close lets the requests under way end, for at most a few seconds, and stops listening.
func (s *Server) Close() error {
	s.browser.Close()
	s.transport.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if err := s.http.Shutdown(ctx); err != nil {
		return s.http.Close()
	}
	return nil
}

func (s *Server) origin() string { return "http://" + s.listener.Addr().String() }

// Site is the address of the Cloud site: REST requests go below it, and people open it.
func (s *Server) Site() string { return s.origin() + "/wiki" }

// Gateway is the address of Atlassian's API gateway with the site's cloud id.
func (s *Server) Gateway() string { return s.origin() + "/ex/confluence/" + cloudID }

// DataCenter is the address of the Data Center, with its context path.
func (s *Server) DataCenter() string { return s.origin() + "/confluence" }

// CloudID is the site's cloud id.
func (s *Server) CloudID() string { return cloudID }

// Browse is the address to open in a browser.
func (s *Server) Browse() string { return s.Site() + "/" }

// PageURL is where a page is shown in a browser.
func (s *Server) PageURL(id string) string { return s.Site() + "/pages/viewpage.action?pageId=" + id }

// Store is the content, for assertions.
func (s *Server) Store() *store.Store { return s.store }

// Reload lets open browser pages show what is there now.
func (s *Server) Reload() { s.browser.Reload() }

// Faults are what can go wrong on demand.
func (s *Server) Faults() *Faults { return s.faults }
